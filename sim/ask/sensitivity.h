/* sensitivity.h - which parameters change an outcome: Sobol' indices and Morris' elementary effects.
 * Estimators, row order, names and confidence are those of SALib, so that SALib can check this code. */
#ifndef SIM_SENSITIVITY_H
#define SIM_SENSITIVITY_H

#include <stdbool.h>
#include <stdint.h>

#include "../run/plan.h"

enum { SIM_RESAMPLES = 100 };

/** Indices of D factors; `s2` and `s2_conf` are [D][D], filled above the diagonal, NULL without second order. */
struct sim_indices {
    double *s1, *s1_conf, *st, *st_conf, *s2, *s2_conf;
};

/** `y` in the row order of a saltelli design of `n` base points (A, AB of each factor, BA of each, B). First and total
 * order after Saltelli et al. 2010 and Jansen 1999, second after Saltelli 2002; conf: half of the 95 % interval from
 * SIM_RESAMPLES bootstraps over base points. `y` is normalised in place. NAN in `y` makes all NAN. False without
 * memory. */
bool sim_sobol_indices(double *y, long n, int factors, uint64_t seed, struct sim_indices *indices);

/** Elementary effects, [factor]: mean; mean of absolute values with half of its bootstrap interval; standard deviation.
 */
struct sim_effects {
    double *mu, *mu_star, *mu_star_conf, *sigma;
};

/** `y` in the row order of the plan's morris design: an effect is the change over one jump, divided by the jump's part
 * of the range. False without memory. */
bool sim_morris_effects(const struct sim_plan *plan, const double *y, struct sim_effects *effects);

#endif
