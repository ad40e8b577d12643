/* designs.h - which values the varied parameters take in each point of a study.
 * Rows are computed when they are asked for, so that a design of any size needs no memory. */
#ifndef SIM_DESIGNS_H
#define SIM_DESIGNS_H

#include "study.h"

/** Number of rows of the design; 1 without a design. */
long sim_design_points(const struct sim_design *self);

/** Number of dimensions of Sobol's sequence that the design uses; 0 if it does not use the sequence. */
int sim_design_dimensions(const struct sim_design *self);

/** Are the points a sample of worlds (random, latin_hypercube, sobol)? */
bool sim_design_draws_worlds(const struct sim_design *self);

/** Write rows first .. first + count - 1 of the design into rows[count][factors]. Saltelli and morris designs have
 * SALib's order of rows. Random designs draw from Threefry keyed by `seed`, row and factor. Sobol designs use Sobol's
 * sequence (sobol.h), scrambled by `seed`; a saltelli design of D factors uses its first 2 D dimensions, not
 * scrambled. */
void sim_design_rows(const struct sim_design *self, const struct sim_model *model, uint64_t seed, long first,
                     long count, double *rows);

/** The same rows of a sampled design before their distributions: numbers in 0..1. */
void sim_design_units(const struct sim_design *self, uint64_t seed, long first, long count, double *rows);

/** Value at `u`, 0..1, of a factor's distribution; for a whole number each value has an equal part of the interval. */
double sim_factor_value(const struct sim_factor *factor, const struct sim_param *param, double u);

/** The i-th of at most `most` points that stand for all `points`; 0 <= i < most. If there are more points than `most`,
 * they are reached in steps of the golden section, which meet all levels of a grid; equal steps may not. */
long sim_design_point_among(long points, long i, long most);

#endif
