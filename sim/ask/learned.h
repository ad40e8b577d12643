/* learned.h - what kept worlds say of the factors that were sampled: weights, the sample of equal weight, and how far
 * each factor's distribution has moved.
 *
 * Weights: if wave k drew n_k worlds from a part of the prior's probability v_k, then all waves together are a sample
 * of the mixture of their distributions, and a world that lies in the parts of some waves has the weight 1 / sum of n_k
 * / v_k over these (the balance heuristic: Veach & Guibas 1995; Owen & Zhou 2000). Weighted so, kept worlds are a
 * sample of the prior given that it meets the patterns, whatever the parts are, since the first wave draws from all of
 * it. */
#ifndef SIM_LEARNED_H
#define SIM_LEARNED_H

#include "../run/wave.h"
#include "resample.h"

/** A wave as far as weights hang on it. */
struct sim_drawn {
    const struct sim_plan *plan;
    const struct sim_part *parts; /* [factor]; NULL: all */
    long worlds;
};

/** Of which wave is a world? */
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

/** Choose `wanted` of `count` worlds, each as often as its weight says, to one more or less: systematic resampling.
 * Writes their places, rising. */
void sim_choose(const double *weights, long count, long wanted, long *places);

/** Largest distance between the distribution of weighted numbers in 0..1 and the uniform one (Kolmogorov). `order`:
 * room for `count`. */
double sim_distance(const double *x, long stride, const double *weights, long count, size_t *order);

/** What the largest distance of `factors` factors stays under in 19 of 20 samples in which nothing is learned: uniform
 * numbers with the same weights. NAN without memory. */
double sim_distance_line(const double *weights, long count, int factors, struct sim_lot lot);

/** The number that the part `level` of the weight lies below. `order`: places of x in rising order. */
double sim_weighted_quantile(const double *x, long stride, const double *weights, long count, const size_t *order,
                             double level);

/** What kept worlds say of one factor. */
struct sim_learned {
    double prior[3], matched[3]; /* 5 %, 50 % and 95 % points of the study's distribution, and of the kept worlds' */
    double distance;             /* Kolmogorov's, between them */
};

/** Tell what kept worlds say of each factor, [factor], from all of them or from a sample of 500, and the line for
 * nothing learned. Numbers of kept worlds are NAN where there is none. False without memory. */
bool sim_learn(const struct sim_drawn *waves, const long *kept, const double *weights, long count, struct sim_lot lot,
               struct sim_learned *learned, double *line);

/** Narrow the parts of a wave to where its nearest worlds lie: for each factor whose distribution among them lies
 * further from uniform than the line, the middle 98 %, and a bit beyond. `parts` [factor] holds those of the wave, and
 * is changed. Returns how many factors were narrowed, or -1 without memory. */
int sim_narrow(const struct sim_drawn *waves, const long *worlds, long count, struct sim_part *parts,
               struct sim_lot lot);

#endif
