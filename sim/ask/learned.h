/* learned.h - what the kept worlds show about the sampled factors: their weights, a sample of equal weight, and how far
 * the distribution of each factor has moved.
 *
 * Weights: if wave k drew n_k worlds from a part of the prior's probability v_k, then all waves together are a sample
 * of the mixture of their distributions, and a world has the weight 1 / (sum of n_k / v_k), over the waves whose parts
 * contain it (the balance heuristic: Veach & Guibas 1995; Owen & Zhou 2000). With these weights the kept worlds are a
 * sample of the prior, given that the patterns are met. This is true for any parts, since the first wave draws from the
 * whole prior. */
#ifndef SIM_LEARNED_H
#define SIM_LEARNED_H

#include "../run/wave.h"
#include "resample.h"

/** What weights need to know about a wave. */
struct sim_drawn {
    const struct sim_plan *plan;
    const struct sim_part *parts; /* [factor]; NULL: all */
    long worlds;
};

/** The wave to which a world belongs. */
static inline int sim_wave_of(long world)
{
    return (int)(world / SIM_WAVE_ROOM);
}

/** A world's place in the prior: for each factor a probability, 0..1. */
void sim_world_place(const struct sim_drawn *waves, long world, double *place);

/** Write the weight of each world; equal weights where there is one wave. False without memory. */
bool sim_weights(const struct sim_drawn *waves, int count, const long *worlds, long worlds_count, double *weights);

/** Effective number of weighted worlds (Kish): (sum w)^2 / sum w^2. */
double sim_effective(const double *weights, long count);

/** Choose `wanted` of `count` worlds by systematic resampling: the number of times that a world is chosen differs by
 * less than one from its expected number. Writes their places in rising order. */
void sim_choose(const double *weights, long count, long wanted, long *places);

/** Largest distance between the distribution of weighted numbers in 0..1 and the uniform one (Kolmogorov). `order`:
 * room for `count`. */
double sim_distance(const double *x, long stride, const double *weights, long count, size_t *order);

/** The distance that the largest of `factors` factors stays under in 19 of 20 samples from which nothing can be
 * learned: uniform numbers with the same weights. NAN without memory. */
double sim_distance_line(const double *weights, long count, int factors, struct sim_stream stream);

/** Weighted quantile of x at `level`, 0..1. `order`: places of x in rising order. */
double sim_weighted_quantile(const double *x, long stride, const double *weights, long count, const size_t *order,
                             double level);

/** What kept worlds show about one factor. */
struct sim_learned {
    double prior[3], matched[3]; /* 5 %, 50 % and 95 % points of the study's distribution, and of the kept worlds' */
    double distance;             /* Kolmogorov's, between them */
};

/** Fill in learned[factor], from all kept worlds or from a sample of 500, and set *line to sim_distance_line(). Without
 * a kept world its numbers are NAN. False without memory. */
bool sim_learn(const struct sim_drawn *waves, const long *kept, const double *weights, long count,
               struct sim_stream stream, struct sim_learned *learned, double *line);

/** Narrow the parts of a wave to the ranges in which its nearest worlds lie. A factor is narrowed if its distribution
 * among these worlds is further from uniform than the line; its new part is their middle 98 %, and a little more on
 * each side. `parts` [factor] holds those of the wave, and is changed. Returns how many factors were narrowed, or -1
 * without memory. */
int sim_narrow(const struct sim_drawn *waves, const long *worlds, long count, struct sim_part *parts,
               struct sim_stream stream);

#endif
