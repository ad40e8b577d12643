/* sensitivity.h - which parameters change an outcome: Sobol' indices and Morris' elementary effects.
 * Row order and names are those of SALib, so that SALib can check this code. What luck adds to differences between
 * points is subtracted where two replicates or more tell how much it is; indices of one replicate are given its luck.
 */
#ifndef SIM_SENSITIVITY_H
#define SIM_SENSITIVITY_H

#include "../run/plan.h"
#include "resample.h"

/** Answers [row of the design][replicate], NAN where there is none. `rest`: variance of that part of an answer which
 * its luck adds and other rows do not share (struct sim_luck); NAN of one replicate. */
struct sim_answers {
    const double *values;
    long replicates;
    double rest;
};

/** Means of the first rows over drawn replicates (NULL: all) into y[rows]; returns the variance that luck has left in
 * each.
 */
double sim_answers_average(const struct sim_answers *answers, long rows, const long *drawn, double *y);

/** Numbers of those of `n` base points (or trajectories) of `step` rows that lack no answer into `whole`; how many. */
long sim_answers_whole(const double *y, long n, long step, long *whole);

/** Indices of D factors, or of groups of factors that are exchanged together; `s2` and `s2_conf` are [D][D], filled
 * above the diagonal, NULL without second order. */
struct sim_indices {
    double *s1, *s1_conf, *st, *st_conf, *s2, *s2_conf;
    long used; /* base points: those that lack an answer in one of their rows do not count */
};

/** Answers in the row order of a saltelli design of `n` base points (A, AB of each factor, BA of each, B). First and
 * total order: Saltelli et al. 2010 and Jansen 1999; with second order, whose rows allow it, Azzini, Mara & Rosati
 * 2021, which err less. Second order: Saltelli 2002. conf: half of the 95 % interval from SIM_RESAMPLES bootstraps over
 * base points and replicates. All NAN where luck or rounding leaves no variance to share
 * out; conf NAN of one base point. False without memory. */
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
 * part of the range. Luck's variance is taken off sigma's square; and mu_star is reduced by as much as the mean size of
 * a normal spread with that mean is by it. A group has mu_star alone (Campolongo et al. 2007): mu and sigma are NAN.
 * False without memory. */
bool sim_morris_effects(const struct sim_plan *plan, const struct sim_answers *answers, struct sim_effects *effects);

#endif
