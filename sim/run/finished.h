/* finished.h - opens a finished study, from its folder or from a results file, and removes blocks that are no longer
 * needed. */
#ifndef SIM_FINISHED_H
#define SIM_FINISHED_H

#include "store_other.h"

/** Read the study and the plan from `out`, a folder of results or a results file. If plan/ of the folder is missing or
 * damaged, they are read from OUT/results.h5. SIM_DATA if neither can be used, SIM_USAGE if they belong to another
 * model or version. Where `other` is not NULL, results of another version are described by their results file instead:
 * `other` then has a name, it is the model of study and plan, and runs must be read from that file and not from blocks.
 * Whatever is returned, the caller frees all. */
SIM_MUST_USE enum sim_status sim_finished_open(const struct sim_model *model, const char *out, struct sim_study *study,
                                               struct sim_plan *plan, struct sim_other *other,
                                               struct sim_errors *errors);

/** Remove the folder blocks/ of `out`, and keep results.h5. First the checksum of results.h5 is verified, and the runs
 * of every block that is there are compared with it. Returns SIM_DATA and removes nothing if results.h5 is damaged,
 * lacks runs, or differs from a block in any bit. */
SIM_MUST_USE enum sim_status sim_finished_keep_results(const struct sim_plan *plan, const char *out,
                                                       struct sim_errors *errors);

#endif
