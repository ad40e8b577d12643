/* work.h - a study is computed into a folder: what is missing of it, then the results file. Threads, array tasks and a
 * resumed process all do the same; nothing but the folder is shared. */
#ifndef SIM_WORK_H
#define SIM_WORK_H

#include "compute.h"
#include "shard.h"

struct sim_work {
    struct sim_compute compute; /* the study, and how to compute it; then what was computed */
    const char *out;            /* the folder */
    struct sim_shard shard;
    bool collect; /* write the results file once all blocks are there */
};

/** Open the folder or go on with it, and compute the blocks that are missing: those of the shard first. A block that
 * two processes compute is the same bytes, and the second copy is dropped. SIM_OK when all blocks are there, and then
 * `compute.failed` counts the failed runs of all of them, whoever computed them. SIM_STOPPED and SIM_DATA as of
 * sim_compute(); refusals as of sim_output_open(). */
SIM_MUST_USE enum sim_status sim_work(struct sim_work *self, struct sim_errors *errors);

#endif
