/* compute.h - the one entry that computes a study: block after block, in memory, each handed to a sink. A folder of
 * results is a sink (work.h); a test, a claim and a page are others. */
#ifndef SIM_COMPUTE_H
#define SIM_COMPUTE_H

#include <signal.h>

#include "../progress.h"
#include "blocks.h"

/** Where blocks go. Its functions are called by one thread, one after the other. */
struct sim_block_sink {
    void *context;

    /** Take a block. To keep its memory, copy the struct and leave { 0 }. SIM_STOPPED asks to stop; any other status
     * but SIM_OK is a failure, and ends the work too. */
    enum sim_status (*take)(void *context, struct sim_block *block, struct sim_errors *errors);

    /** Number of the next block to compute, or -1 when there is none. NULL: all blocks in their order, as far as
     * `until` wants them; the last may then hold runs that are not wanted (those from plan->runs on). */
    enum sim_status (*next)(void *context, long *block, struct sim_errors *errors);

    /** Runs that are done, whoever computed them; for the line of progress. NULL: those computed here. */
    long (*done)(void *context);
};

/** What to compute, and how. */
struct sim_compute {
    struct sim_plan *plan;             /* `until` may cut it */
    const struct sim_kernel *kernel;   /* NULL: the best that this machine can run */
    int threads;                       /* 0: one */
    bool stop_on_failure;              /* stop after the first block with a failed run */
    enum sim_progress_kind progress;   /* on stderr */
    const volatile sig_atomic_t *stop; /* NULL, or set to 1 by a signal: finish the block in hand, then stop */
    long computed, failed;             /* results: blocks, and runs of them that failed */
};

/** Compute a study. No file is read or written. SIM_OK when no block is left; SIM_STOPPED when asked to stop before;
 * SIM_DATA when a failed run stopped it. */
SIM_MUST_USE enum sim_status sim_compute(struct sim_compute *self, const struct sim_block_sink *sink,
                                         struct sim_errors *errors);

#endif
