/* results.h - results in memory: one block that holds all runs. For the files of this room alone. */
#ifndef SIM_API_RESULTS_H
#define SIM_API_RESULTS_H

#include "../run/blocks.h"
#include "study.h"

struct cavi_results {
    struct sim_session session; /* its plan holds `runs` */
    struct sim_block runs;      /* those of all replicates that `until` may ask for; of others memory is not touched */
    long failed;
};

/** Room for all runs. Large arrays are the system's zeros until they are written. SIM_MEMORY where the machine has less
 * memory than they take. */
SIM_MUST_USE enum sim_status sim_api_room(struct sim_block *self, const struct sim_plan *plan,
                                          struct sim_errors *errors);

#endif
