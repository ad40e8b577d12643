/* designs.h - which values the varied parameters take in each point of a study.
 * Rows are computed when they are asked for, so that a design of any size needs no memory. */
#ifndef SIM_DESIGNS_H
#define SIM_DESIGNS_H

#include "study.h"

/** Rows of the design; 1 where there is none. */
long sim_design_points(const struct sim_design *self);

/** Dimensions of Sobol's sequence that the design takes; 0 where it takes none. */
int sim_design_dimensions(const struct sim_design *self);

/** Are the points a sample of worlds (random, latin_hypercube, sobol)? */
bool sim_design_draws_worlds(const struct sim_design *self);

/** Rows first .. first + count - 1 into rows[count][factors]. Row order of saltelli and morris designs is SALib's.
 * Random designs draw from Threefry keyed by `seed`, row and factor; sobol and saltelli come from Sobol's sequence
 * (sobol.h): scrambled by `seed`, or a saltelli design of D factors from its first 2 D dimensions as they are. */
void sim_design_rows(const struct sim_design *self, const struct sim_model *model, uint64_t seed, long first,
                     long count, double *rows);

/** The same rows of a sampled design before their distributions: numbers in 0..1. */
void sim_design_units(const struct sim_design *self, uint64_t seed, long first, long count, double *rows);

#endif
