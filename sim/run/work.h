/* work.h - takes one block after the other that is not there yet, until none is missing.
 * Threads, array tasks and a resumed process all do this same thing; nothing but the folder is shared. */
#ifndef SIM_WORK_H
#define SIM_WORK_H

#include <signal.h>

#include "../progress.h"
#include "ensemble.h"

/** Which part of the blocks a process takes first: those whose number leaves `index` when divided by `count`. */
struct sim_shard {
    long index, count; /* 0-based; 0 of 1 for all */
};

struct sim_work {
    struct sim_plan *plan; /* of the ensemble; it is cut where `until` decides */
    const char *out;       /* folder, opened by sim_output_open() */
    struct sim_shard shard;
    bool stop_on_failure; /* stop after the first block with a failed run */
    enum sim_progress_kind progress;
    const volatile sig_atomic_t *stop; /* set by a signal: the block in hand is finished, then SIM_STOPPED */
    long computed, failed;             /* results: blocks computed here, runs of them that failed */
};

/** The shard that the environment of Slurm or Open MPI gives: array task, process of a step, rank. 0 of 1 without. */
struct sim_shard sim_shard_of_environment(void);

/** Compute what is missing: first the stripe of this shard, then the rest in an order that differs between processes,
 * so that two seldom compute the same block. A block computed twice is the same bytes; the second copy is dropped.
 * SIM_OK when every block is there; SIM_STOPPED when asked to stop before; SIM_DATA when stopped by a failed run. */
SIM_MUST_USE enum sim_status sim_work(struct sim_work *self, struct sim_ensemble *ensemble, struct sim_errors *errors);

#endif
