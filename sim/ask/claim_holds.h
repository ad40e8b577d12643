/* claim_holds.h - in which worlds of a finished study a claim holds. */
#ifndef SIM_CLAIM_HOLDS_H
#define SIM_CLAIM_HOLDS_H

#include "../run/scan.h"

/** Complain of what a study lacks for the tests of a claim: its arms, by name and order, its histories, and tests that
 * are told in one world. `path` names the claim. */
void sim_claim_fits(const struct sim_plan *plan, const struct sim_study *claim, const char *path,
                    struct sim_errors *errors);

/** holds[point]: 1 where all that the tests of the claim look at has its sign in the means over the replicates of that
 * world, else 0, also where a number is missing. */
SIM_MUST_USE enum sim_status sim_claim_holds(const struct sim_plan *plan, const char *out,
                                             const struct sim_claim *claim, unsigned *holds, struct sim_errors *errors);

#endif
