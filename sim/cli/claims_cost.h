/* claims_cost.h - how many runs a table of claims takes, and about how long. */
#ifndef SIM_CLAIMS_COST_H
#define SIM_CLAIMS_COST_H

#include <stdio.h>

#include "../ask/trial.h"

/** Time a few runs of each claim in memory, and print runs and seconds of each and of all. Writes no file, and shows
 * no outcome. */
SIM_MUST_USE enum sim_status sim_claims_cost(const struct sim_model *model, const struct sim_study *studies, int count,
                                             const struct sim_effort *effort, int threads, FILE *file,
                                             struct sim_errors *errors);

#endif
