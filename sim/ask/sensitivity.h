/* sensitivity.h - which parameters change an outcome: Sobol' indices and Morris' elementary effects. Row order and
 * names are those of SALib, so that SALib can check this code. With two replicates or more, what luck adds to the
 * differences between points is estimated and subtracted. With one replicate the indices hold for the luck of this
 * replicate only. */
#ifndef SIM_SENSITIVITY_H
#define SIM_SENSITIVITY_H

#include "../run/plan.h"
#include "resample.h"

/** Answers [row of the design][replicate], NAN where there is none. `rest`: variance of the part of luck that rows do
 * not share (struct sim_luck); NAN with one replicate. */
struct sim_answers {
    const double *values;
    long replicates;
    double rest;
};

/** Mean of each of the first `rows` rows over the replicates in `drawn` (NULL: all), into y[rows]. Returns the variance
 * that luck leaves in each mean. */
double sim_answers_average(const struct sim_answers *answers, long rows, const long *drawn, double *y);

/** Of `n` base points (or trajectories) of `step` rows each, write the numbers of those without a missing answer into
 * `whole`. Returns how many. */
long sim_answers_whole(const double *y, long n, long step, long *whole);

/** Indices of D factors, or of groups of factors that are exchanged together; `s2` and `s2_conf` are [D][D], filled
 * above the diagonal, NULL without second order. */
struct sim_indices {
    double *s1, *s1_conf, *st, *st_conf, *s2, *s2_conf;
    long used; /* base points without a missing answer in any of their rows */
};

/** Answers in the row order of a saltelli design of `n` base points (A, AB of each factor, BA of each, B). First and
 * total order: Saltelli et al. 2010 and Jansen 1999; with second order, whose rows allow it, the more precise ones of
 * Azzini, Mara & Rosati 2021. Second order: Saltelli 2002. conf: half of the 95 % interval from SIM_RESAMPLES
 * bootstraps over base points and replicates. All are NAN if nothing of the variance is left after luck and rounding;
 * conf is NAN with one base point. False without memory. */
bool sim_sobol_indices(const struct sim_answers *answers, long n, int factors, uint64_t seed,
                       struct sim_indices *indices);

/** Elementary effects, [part of the design]: mean; mean of absolute values with half of its bootstrap interval;
 * standard deviation.
 */
struct sim_effects {
    double *mu, *mu_star, *mu_star_conf, *sigma;
    long used; /* trajectories */
};

/** Answers in the row order of the plan's morris design: an effect is the change over one jump, divided by the jump's
 * part of the range. The variance of luck is subtracted from the square of sigma. mu_star is reduced by what luck adds
 * to the mean absolute value of a normal variable with the same mean and spread. A group has only mu_star (Campolongo
 * et al. 2007): its mu and sigma are NAN. False without memory. */
bool sim_morris_effects(const struct sim_plan *plan, const struct sim_answers *answers, struct sim_effects *effects);

#endif
