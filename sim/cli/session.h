/* session.h - what most commands open first: a study, its plan, and the means to compute it. */
#ifndef SIM_SESSION_H
#define SIM_SESSION_H

#include "../run/ensemble.h"

struct sim_session {
    const struct sim_model *model;
    struct sim_study study;
    struct sim_plan plan;
    struct sim_ensemble ensemble; /* only where a kernel was asked for */
};

/** Threads to compute on: as many as asked for, or all cores for 0. */
int sim_session_threads(long asked);

/** Read the study at `path`, cut it, and check its worlds. `kernel` names a kernel, NULL takes the best; `threads` 0
 * takes all cores. Whatever is returned, sim_session_free() may be called. */
SIM_MUST_USE enum sim_status sim_session_study(struct sim_session *self, const struct sim_model *model,
                                               const char *path, const struct sim_overrides *overrides,
                                               const char *kernel, long threads, struct sim_errors *errors);

/** The second half of it, for a study that was read already and perhaps changed. */
SIM_MUST_USE enum sim_status sim_session_plan(struct sim_session *self, const char *kernel, long threads,
                                              struct sim_errors *errors);

/** The same for what stands in an output folder, without the means to compute. */
SIM_MUST_USE enum sim_status sim_session_output(struct sim_session *self, const struct sim_model *model,
                                                const char *out, struct sim_errors *errors);
void sim_session_free(struct sim_session *self);

#endif
