/* compute.h - computes the blocks of a study in memory, one after the other, and hands each block to a sink. Everything
 * that computes a study starts here. work.h has the sink that writes a folder of results; tests have others. */
#ifndef SIM_COMPUTE_H
#define SIM_COMPUTE_H

#include <signal.h>

#include "../progress.h"
#include "blocks.h"

/** Receives the blocks, and may choose their order. All its functions are called from one thread. */
struct sim_block_sink {
    void *context;

    /** Receive a block. The block is freed after this call; to keep its memory, copy the struct and set the original
     * to { 0 }. Any status but SIM_OK ends the work and becomes the status of sim_compute(): SIM_STOPPED asks to stop,
     * the others are failures. */
    enum sim_status (*take)(void *context, struct sim_block *block, struct sim_errors *errors);

    /** Called before a block is computed. May fill in runs that are known already (status, reason, numbers): those are
     * not computed. May also set block->runs, to compute other runs in their place. NULL: does neither. Ends the work
     * as `take` does. */
    enum sim_status (*fill)(void *context, struct sim_block *block, struct sim_errors *errors);

    /** Set *block to the number of the next block to compute, or to -1 when none is left. If this function is NULL,
     * blocks are computed in order 0, 1, 2 ..., and `until` is asked after each whether they are enough. The last
     * block may then hold surplus runs: those numbered plan->runs and above. */
    enum sim_status (*next)(void *context, long *block, struct sim_errors *errors);

    /** How many runs of the study are done, by this process or others; shown as progress. If this function is NULL,
     * the runs that this call computed are counted. */
    long (*done)(void *context);
};

/** What to compute, and how. */
struct sim_compute {
    struct sim_plan *plan;             /* the caller's; `until` may lower its number of replicates */
    const struct sim_kernel *kernel;   /* NULL: the best that this machine can run */
    int threads;                       /* 0 counts as 1 */
    bool stop_on_failure;              /* stop after the first block with a failed run */
    enum sim_progress_kind progress;   /* on stderr */
    const volatile sig_atomic_t *stop; /* NULL, or a flag: once it is not 0, finish the present block if that takes no
                                          longer than half a second, otherwise leave it between two months */
    bool keeps_nothing;    /* stopped work is lost anyway: leave the present block at once, between two months */
    long computed, failed; /* output: blocks computed, and failed runs in them; the caller sets both to 0 */
    bool broken_off;       /* output: a block was left before its end; its runs have no results */
};

/** Compute a study. Reads and writes no files itself; the sink may. Returns SIM_OK when no block is left; SIM_STOPPED,
 * without a complaint, when asked to stop before that; SIM_DATA when `stop_on_failure` ended it; SIM_MEMORY; or what
 * the sink returned. */
SIM_MUST_USE enum sim_status sim_compute(struct sim_compute *self, const struct sim_block_sink *sink,
                                         struct sim_errors *errors);

#endif
