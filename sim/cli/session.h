/* session.h - a study that a command has opened, from its file or from a folder of results. */
#ifndef SIM_SESSION_H
#define SIM_SESSION_H

#include "../run/ensemble.h"
#include "options.h"

struct sim_session {
    const struct sim_model *model;
    struct sim_study study;
    struct sim_plan plan;
    struct sim_ensemble ensemble; /* only for a study that can be computed */
};

/** Threads to compute on: as many as asked for, or all cores for 0. */
int sim_session_threads(long asked);

/** Read the study at `path`, plan its blocks, and check its worlds. `kernel` names a kernel, NULL takes the best;
 * `threads` 0 takes all cores. Whatever is returned, sim_session_free() may be called. */
SIM_MUST_USE enum sim_status sim_session_study(struct sim_session *self, const struct sim_model *model,
                                               const char *path, const struct sim_overrides *overrides,
                                               const char *kernel, long threads, struct sim_errors *errors);

/** Only plan and check, for a study that was read already and perhaps changed. */
SIM_MUST_USE enum sim_status sim_session_plan(struct sim_session *self, const char *kernel, long threads,
                                              struct sim_errors *errors);

/** Open the study of a folder of results, or of a results file by itself, to read it and not to compute it. */
SIM_MUST_USE enum sim_status sim_session_output(struct sim_session *self, const struct sim_model *model,
                                                const char *out, struct sim_errors *errors);
void sim_session_free(struct sim_session *self);

/** One step of a command on a folder of results; `context` is the request that sim_ask() was given. */
typedef enum sim_status (*sim_step)(void *context, const struct sim_session *session, struct sim_errors *errors);

/** Read the options into `request`, a struct that begins with a struct sim_request (`shared` and `own` as in
 * sim_request_read()); open the results as of sim_session_output(); check the request against their study (`check`
 * complains of everything at once; NULL where there is nothing to check); answer; print all complaints. */
enum sim_status sim_ask(const struct sim_model *model, int argc, char **argv, const char *shared,
                        const struct sim_option *own, void *request, sim_step check, sim_step answer);

/** What --set, --seed and --replicates of a request change in a study. */
struct sim_overrides sim_request_overrides(struct sim_request *request, struct sim_errors *errors);

/** What --threads says; 0 where it was not given. */
long sim_request_threads(const struct sim_request *request, struct sim_errors *errors);

#endif
