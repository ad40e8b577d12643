/* ensemble.h - computes the runs of a block: sorts them by shape, fills packs, and gives packs to threads.
 * Results do not depend on threads, lanes, instruction set or order. */
#ifndef SIM_ENSEMBLE_H
#define SIM_ENSEMBLE_H

#include <signal.h>

#include "../kernels.h"
#include "blocks.h"
#include "worlds.h"

struct sim_ensemble {
    const struct sim_plan *plan;
    const struct sim_kernel *kernel;
    int threads;   /* at most; at least 1 */
    int startable; /* so many are known to start; 0 at first */
    struct sim_worlds worlds;
    const volatile sig_atomic_t *stop; /* NULL, or set to 1 by a signal */
    double patience;                   /* seconds that are left to finish a block once `stop` is set; 0.5 at first */
};

SIM_MUST_USE enum sim_status sim_ensemble_init(struct sim_ensemble *self, const struct sim_plan *plan,
                                               const struct sim_kernel *kernel, int threads, struct sim_errors *errors);
void sim_ensemble_free(struct sim_ensemble *self);

/** Compute all runs of `block` (initialised by sim_block_init) that are absent in it. SIM_STOPPED, without a complaint,
 * where `stop` is set and the block is not complete `patience` seconds later: packs are left between two months, and
 * the block is worth nothing. */
SIM_MUST_USE enum sim_status sim_ensemble_run(struct sim_ensemble *self, struct sim_block *block,
                                              struct sim_errors *errors);

#endif
