/* worker.h - work in a thread of its own, while the caller's thread waits and asks `progress`: OpenMP's threads belong
 * to the thread that starts them, so that nothing is left over for a fork to lose. For the files of this room alone. */
#ifndef SIM_API_WORKER_H
#define SIM_API_WORKER_H

#include <signal.h>
#include <stdatomic.h>

#include "study.h"

/** Starts as zeros. */
struct sim_worker {
    volatile sig_atomic_t stop; /* not 0: the caller asks to stop */
    atomic_long done, wanted;   /* of the work; see sim_worker_tell() */
};

/** Do `work` with `context`. SIM_STOPPED, with a complaint, where `progress` asked to stop; else what the work
 * returned.
 */
SIM_MUST_USE enum sim_status sim_worker_run(struct sim_worker *self,
                                            enum sim_status (*work)(void *context, struct sim_errors *errors),
                                            void *context, const struct cavi_how *how, struct sim_errors *errors);

/** The work says how far it is; `worker` is a struct sim_worker, so that this can be the `tell` of what computes. */
void sim_worker_tell(void *worker, long done, long wanted);

#endif
