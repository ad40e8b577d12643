/* ensemble.h - computes the runs of a block: sorts them by shape, fills packs, gives packs to threads.
 * The results do not depend on threads, lanes, instruction set or order. */
#ifndef SIM_ENSEMBLE_H
#define SIM_ENSEMBLE_H

#include "../kernels.h"
#include "blocks.h"

struct sim_ensemble {
    const struct sim_plan *plan;
    const struct sim_kernel *kernel;
    int threads;  /* at least 1 */
    void *worlds; /* ensemble.c's own: fixed structures by shape, scratch of each thread */
};

SIM_MUST_USE enum sim_status sim_ensemble_init(struct sim_ensemble *self, const struct sim_plan *plan,
                                               const struct sim_kernel *kernel, int threads, struct sim_errors *errors);
void sim_ensemble_free(struct sim_ensemble *self);

/** Are the worlds of every arm possible, at the first point of the design? Complains as the model does. */
SIM_MUST_USE enum sim_status sim_ensemble_check(struct sim_ensemble *self, struct sim_errors *errors);

/** Compute all runs of `block` (initialised by sim_block_init). */
SIM_MUST_USE enum sim_status sim_ensemble_run(struct sim_ensemble *self, struct sim_block *block,
                                              struct sim_errors *errors);

#endif
