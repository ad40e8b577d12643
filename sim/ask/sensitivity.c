/* sensitivity.c - estimators over resampled base points or trajectories. */
#include "sensitivity.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>

#include "../run/moments.h"

/** Outcomes at the points of a saltelli design, and the base points drawn in the present resample. */
struct sample {
    const double *y;
    long n;
    int factors;
    long step; /* rows of a base point */
    const long *pick;
};

/** Outcome at row `part` of base point pick[i]: row 0 is A, 1 + j AB of factor j, 1 + D + j BA, step - 1 B. */
static double answer(const struct sample *sample, long i, long part)
{
    return sample->y[sample->pick[i] * sample->step + part];
}

/** Variance of A and B together. */
static double variance(const struct sample *sample)
{
    struct sim_moments both = { 0 };
    for (long i = 0; i < sample->n; i++) {
        sim_moments_add(&both, answer(sample, i, 0));
        sim_moments_add(&both, answer(sample, i, sample->step - 1));
    }
    return both.squares / (double)both.n;
}

static double first_order(const struct sample *sample, int j, double spread)
{
    double sum = 0;
    for (long i = 0; i < sample->n; i++)
        sum += answer(sample, i, sample->step - 1) * (answer(sample, i, 1 + j) - answer(sample, i, 0));
    return sum / (double)sample->n / spread;
}

static double total_order(const struct sample *sample, int j, double spread)
{
    double sum = 0;
    for (long i = 0; i < sample->n; i++) {
        double difference = answer(sample, i, 0) - answer(sample, i, 1 + j);
        sum += difference * difference;
    }
    return 0.5 * sum / (double)sample->n / spread;
}

static double second_order(const struct sample *sample, int j, int k, const double *s1, double spread)
{
    double sum = 0;
    for (long i = 0; i < sample->n; i++)
        sum += answer(sample, i, 1 + sample->factors + j) * answer(sample, i, 1 + k) -
               answer(sample, i, 0) * answer(sample, i, sample->step - 1);
    return sum / (double)sample->n / spread - s1[j] - s1[k];
}

static void estimate(const struct sample *sample, double *s1, double *st, double *s2)
{
    double spread = variance(sample);
    int factors = sample->factors;

    for (int j = 0; j < factors; j++) {
        s1[j] = first_order(sample, j, spread);
        st[j] = total_order(sample, j, spread);
    }
    for (int j = 0; s2 != NULL && j < factors; j++)
        for (int k = j + 1; k < factors; k++)
            s2[j * factors + k] = second_order(sample, j, k, s1, spread);
}

/** Centre and scale the outcomes: the estimators are biased for outcomes far from 0. */
static void normalise(double *y, long count)
{
    struct sim_moments all = { 0 };
    for (long i = 0; i < count; i++)
        sim_moments_add(&all, y[i]);
    for (long i = 0; i < count; i++)
        y[i] = (y[i] - all.mean) / sqrt(all.squares / (double)all.n);
}

/** Half of the 95 % interval of a normal distribution, as SALib computes it. NAN for a single base point or trajectory:
 * every resample is equal, so that the bootstrap has no spread. */
static double half_interval(const struct sim_moments *resampled, long drawn_from)
{
    return drawn_from < 2 ? (double)NAN : gsl_cdf_ugaussian_Pinv(0.975) * sqrt(sim_moments_variance(resampled));
}

static void take(struct sim_moments *spreads, const double *values, int count)
{
    for (int i = 0; i < count; i++)
        sim_moments_add(&spreads[i], values[i]);
}

static void confidences(const struct sim_moments *spreads, double *conf, int count, long drawn_from)
{
    for (int i = 0; conf != NULL && i < count; i++)
        conf[i] = half_interval(&spreads[i], drawn_from);
}

/** Estimates over resampled base points; `room` holds one set of estimates. */
static void bootstrap(struct sample *sample, gsl_rng *chance, long *pick, double *room, struct sim_moments *spreads,
                      struct sim_indices *indices)
{
    int d = sample->factors;
    double *s1 = room, *st = room + d, *s2 = indices->s2 == NULL ? NULL : room + 2 * d;

    for (int b = 0; b < SIM_RESAMPLES; b++) {
        for (long i = 0; i < sample->n; i++)
            pick[i] = (long)gsl_rng_uniform_int(chance, (unsigned long)sample->n);
        estimate(sample, s1, st, s2);
        take(spreads, room, s2 == NULL ? 2 * d : 2 * d + d * d);
    }
    confidences(spreads, indices->s1_conf, d, sample->n);
    confidences(spreads + d, indices->st_conf, d, sample->n);
    confidences(spreads + 2 * d, indices->s2_conf, d * d, sample->n);
}

bool sim_sobol_indices(double *y, long n, int factors, uint64_t seed, struct sim_indices *indices)
{
    size_t cells = (size_t)factors * (size_t)(2 + factors);
    struct sample sample = { y, n, factors, (indices->s2 == NULL ? 1 : 2) * factors + 2, NULL };
    long *pick = calloc((size_t)n, sizeof *pick);
    double *room = calloc(cells, sizeof *room);
    struct sim_moments *spreads = calloc(cells, sizeof *spreads);
    gsl_rng *chance = gsl_rng_alloc(gsl_rng_mt19937);
    bool good = pick != NULL && room != NULL && spreads != NULL && chance != NULL;

    if (good) {
        normalise(y, n * sample.step);
        sample.pick = pick;
        for (long i = 0; i < n; i++)
            pick[i] = i;
        estimate(&sample, indices->s1, indices->st, indices->s2);
        gsl_rng_set(chance, (unsigned long)seed);
        bootstrap(&sample, chance, pick, room, spreads, indices);
    }
    free(pick);
    free(room);
    free(spreads);
    if (chance != NULL) {
        gsl_rng_free(chance);
    }
    return good;
}

/* --- Morris --- */

/** Compute effect[factor][trajectory] for all factors and trajectories. */
static void elementary_effects(const struct sim_plan *plan, const double *y, double *rows, double *effect)
{
    const struct sim_design *design = &plan->study->design;
    int d = design->factors_count;
    double jump = design->levels / (2.0 * (design->levels - 1));

    for (long t = 0; t < design->points; t++) {
        sim_plan_units(plan, t * (d + 1), d + 1, rows);
        for (int step = 1; step <= d; step++)
            for (int i = 0; i < d; i++) {
                double moved = rows[step * d + i] - rows[(step - 1) * d + i];
                double change = y[t * (d + 1) + step] - y[t * (d + 1) + step - 1];
                if (moved != 0) {
                    effect[i * design->points + t] = (moved > 0 ? change : -change) / jump;
                }
            }
    }
}

static double mean_size(const double *effect, long count, gsl_rng *chance)
{
    double sum = 0;
    for (long t = 0; t < count; t++)
        sum += fabs(effect[chance == NULL ? t : (long)gsl_rng_uniform_int(chance, (unsigned long)count)]);
    return sum / (double)count;
}

static void factor_effects(const double *effect, long count, gsl_rng *chance, struct sim_effects *effects, int i)
{
    struct sim_moments all = { 0 }, resampled = { 0 };
    for (int b = 0; b < SIM_RESAMPLES; b++)
        sim_moments_add(&resampled, mean_size(effect, count, chance));
    effects->mu[i] = gsl_stats_mean(effect, 1, (size_t)count);
    effects->mu_star[i] = mean_size(effect, count, NULL);
    effects->mu_star_conf[i] = isnan(effects->mu[i]) ? (double)NAN : half_interval(&resampled, count);
    for (long t = 0; t < count; t++)
        sim_moments_add(&all, effect[t]);
    effects->sigma[i] = isnan(effects->mu[i]) ? (double)NAN : sqrt(sim_moments_variance(&all));
}

bool sim_morris_effects(const struct sim_plan *plan, const double *y, struct sim_effects *effects)
{
    const struct sim_design *design = &plan->study->design;
    size_t d = (size_t)design->factors_count, trajectories = (size_t)design->points;
    double *rows = calloc(d * (d + 1), sizeof *rows), *effect = calloc(d * trajectories, sizeof *effect);
    gsl_rng *chance = gsl_rng_alloc(gsl_rng_mt19937);
    bool good = rows != NULL && effect != NULL && chance != NULL;

    if (good) {
        elementary_effects(plan, y, rows, effect);
        gsl_rng_set(chance, (unsigned long)plan->study->seed);
        for (size_t i = 0; i < d; i++)
            factor_effects(effect + i * trajectories, design->points, chance, effects, (int)i);
    }
    free(rows);
    free(effect);
    if (chance != NULL) {
        gsl_rng_free(chance);
    }
    return good;
}
