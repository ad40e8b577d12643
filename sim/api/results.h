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

#endif
