/* claims_worlds.h - what `claims` is told of worlds and of the placebo, refused or given to the studies before any is
 * computed. */
#ifndef SIM_CLAIMS_WORLDS_H
#define SIM_CLAIMS_WORLDS_H

#include "../ask/trial.h"

/** The file of --worlds; starts as zeros. */
struct sim_claims_worlds {
    const char *path; /* NULL: none */
    long worlds;
    uint64_t hash; /* of the file's bytes */
};

/** Does --worlds name a file, and not how many are sampled? */
bool sim_claims_worlds_is_file(const char *text);

/** Give the worlds of the file to every study that has no design of its own. Complains of what is wrong with it. */
SIM_MUST_USE enum sim_status sim_claims_worlds_init(struct sim_claims_worlds *self, const struct sim_model *model,
                                                    const char *text, struct sim_study *studies, int count,
                                                    const struct sim_effort *effort, struct sim_errors *errors);

/** Complain of a placebo that is asked for, and that the claim's words or design make impossible. */
void sim_claims_placebo_refuse(const struct sim_model *model, const struct sim_study *study, const char *path,
                               const struct sim_effort *effort, struct sim_errors *errors);

#endif
