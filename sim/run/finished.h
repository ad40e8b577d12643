/* finished.h - a finished study: opened from its folder or from its results file alone; and letting its blocks go. */
#ifndef SIM_FINISHED_H
#define SIM_FINISHED_H

#include "plan.h"

/** Open study and plan of `out`: a folder of results, or a results file by itself (also OUT/results.h5 where the folder
 * has lost its plan). Both may be freed whatever is returned. */
SIM_MUST_USE enum sim_status sim_finished_open(const struct sim_model *model, const char *out, struct sim_study *study,
                                               struct sim_plan *plan, struct sim_errors *errors);

/** Keep results.h5 alone. Its checksum must be right and every run in it equal to its block, to the bit; only then the
 * blocks are removed. SIM_DATA, and every block stays, where anything differs. */
SIM_MUST_USE enum sim_status sim_finished_keep_results(const struct sim_plan *plan, const char *out,
                                                       struct sim_errors *errors);

#endif
