/* claims_worlds.h - options of `claims` about effort, worlds and the placebo: they are checked, and put into the
 * studies, before anything is computed. */
#ifndef SIM_CLAIMS_WORLDS_H
#define SIM_CLAIMS_WORLDS_H

#include "../ask/trial.h"
#include "options.h"

/** How much `claims` is asked to compute, in the texts of its options; starts as zeros. NULL: not given. */
struct sim_claims_asked {
    bool quick;
    const char *replicates, *worlds, *world_replicates, *placebo;
};
enum { SIM_CLAIMS_OPTIONS = 5 };

/** Where the options are read into; `options` has room for SIM_CLAIMS_OPTIONS. */
void sim_claims_options(struct sim_claims_asked *self, struct sim_option *options);

/** The effort that is asked for. Complains of every number that is none, or out of its range. */
struct sim_effort sim_claims_effort(const struct sim_claims_asked *self, struct sim_errors *errors);

/** The file of --worlds; starts as zeros. */
struct sim_claims_worlds {
    const char *path; /* NULL: none */
    long worlds;
    uint64_t hash; /* of the file's bytes */
};

/** Give the worlds of the file to every study without a design of its own. Complains of what is wrong with the file. */
SIM_MUST_USE enum sim_status sim_claims_worlds_init(struct sim_claims_worlds *self, const struct sim_model *model,
                                                    const char *text, struct sim_study *studies, int count,
                                                    const struct sim_effort *effort, struct sim_errors *errors);

/** Complain if a placebo is asked for, but the words or the design of the claim make it impossible. */
void sim_claims_placebo_refuse(const struct sim_model *model, const struct sim_study *study, const char *path,
                               const struct sim_effort *effort, struct sim_errors *errors);

#endif
