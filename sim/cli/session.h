/* session.h - a study that a command has opened, from its file or from a folder of results. */
#ifndef SIM_SESSION_H
#define SIM_SESSION_H

#include "../run/ensemble.h"
#include "../run/store_other.h"
#include "options.h"

struct sim_session {
    const struct sim_model *model; /* the program's, or &other.model */
    struct sim_other other;        /* the model of another version, as its results describe it; else zeros */
    struct sim_study study;
    struct sim_plan plan;
    struct sim_ensemble ensemble; /* only for a study that can be computed */
};

/** Number of threads to compute with at most: `asked`, or one per core for 0. */
int sim_session_threads(long asked);

/** Set *kernel to the kernel of that name; NULL takes the best for this machine. SIM_USAGE where the machine has no
 * such kernel. */
SIM_MUST_USE enum sim_status sim_session_kernel(const struct sim_model *model, const char *name,
                                                const struct sim_kernel **kernel, struct sim_errors *errors);

/** Read the study at `path`, plan its blocks, and check its worlds. `kernel` names a kernel, NULL takes the best;
 * `threads` 0 takes all cores. Whatever is returned, sim_session_free() may be called. */
SIM_MUST_USE enum sim_status sim_session_study(struct sim_session *self, const struct sim_model *model,
                                               const char *path, const struct sim_overrides *overrides,
                                               const char *kernel, long threads, struct sim_errors *errors);

/** Only plan and check, for a study that was read already and perhaps changed. */
SIM_MUST_USE enum sim_status sim_session_plan(struct sim_session *self, const char *kernel, long threads,
                                              struct sim_errors *errors);

/** Open the study of a folder of results, or of a results file by itself, to read it and not to compute it.
 * `any_version`: also results of other versions of the model, with a line on stderr; `self` then has pointers into
 * itself, and must not be copied. */
SIM_MUST_USE enum sim_status sim_session_output(struct sim_session *self, const struct sim_model *model,
                                                const char *out, bool any_version, struct sim_errors *errors);
void sim_session_free(struct sim_session *self);

/** Print how many runs the study has, of what, in one line. */
void sim_session_say_size(const struct sim_session *self);

/** Print what intervals do not know of: that somebody, or a rule, looked at the first results and then asked for more.
 * Prints nothing where nobody can have. */
void sim_session_say_looks(const struct sim_session *self);

/** One step of a command on a folder of results; `context` is the request that sim_ask() was given. */
typedef enum sim_status (*sim_step)(void *context, const struct sim_session *session, struct sim_errors *errors);

/** Run a command that asks a folder of results. Reads the options into `request`, a struct that begins with a struct
 * sim_request; opens the results with sim_session_output(); calls `check`, which complains of everything in the request
 * that does not fit the study (NULL: no check); calls `answer`; and prints all complaints. `shared` and `own`: as in
 * sim_request_read(). */
enum sim_status sim_ask(const struct sim_model *model, int argc, char **argv, const char *shared,
                        const struct sim_option *own, void *request, sim_step check, sim_step answer);

/** The changes of a study that --set, --seed and --replicates of a request ask for. */
struct sim_overrides sim_request_overrides(struct sim_request *request, struct sim_errors *errors);

/** The number given by --threads; 0 if it was not given. */
long sim_request_threads(const struct sim_request *request, struct sim_errors *errors);

#endif
