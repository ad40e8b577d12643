/* trial_worlds.h - worlds of a file for a claim that names none. */
#ifndef SIM_TRIAL_WORLDS_H
#define SIM_TRIAL_WORLDS_H

#include "../read/claim.h"

/** Does the study, or an arm of it, set a parameter? */
bool sim_worlds_is_given(const struct sim_study *study, int param);

/** Make a study without a design run in these worlds (a list with the numbers of worlds), with `replicates` replicates
 * in each. Parameters that the study sets itself keep their values. False without memory. */
bool sim_worlds_give(struct sim_study *study, const struct sim_design *worlds, long replicates);

/** Drop those factors of a list of worlds that the study's arms set. */
void sim_worlds_yield(struct sim_study *study);

#endif
