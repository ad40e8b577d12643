/* claim_holds.h - in which worlds of a finished study a claim holds. */
#ifndef SIM_CLAIM_HOLDS_H
#define SIM_CLAIM_HOLDS_H

#include "../run/scan.h"

/** Complain of everything that keeps the tests of a claim from being applied to a study: arms of other names or in
 * another order, histories that are not kept, tests that need more than one world. `path` is the file of the claim. */
void sim_claim_fits(const struct sim_plan *plan, const struct sim_study *claim, const char *path,
                    struct sim_errors *errors);

/** Set holds[point] to 1 if every quantity that the tests look at has the expected sign in the means over the
 * replicates of that world; otherwise, or if a number is missing, to 0. */
SIM_MUST_USE enum sim_status sim_claim_holds(const struct sim_plan *plan, const char *out,
                                             const struct sim_claim *claim, unsigned *holds, struct sim_errors *errors);

#endif
