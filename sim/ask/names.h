/* names.h - index of an arm, outcome, history or part by its name. A name that is not found gives -1 and a complaint
 * with the nearest name. */
#ifndef SIM_ASK_NAMES_H
#define SIM_ASK_NAMES_H

#include "../run/plan.h"

int sim_find_arm(const struct sim_study *study, const char *name, struct sim_errors *errors);
int sim_find_outcome(const struct sim_model *model, const char *name, struct sim_errors *errors);
/** A history that the study keeps; complains too of one that it does not keep. */
int sim_find_history(const struct sim_plan *plan, const char *name, struct sim_errors *errors);
/** A phase or a mechanism, numbered as in sim_pack.without. */
int sim_find_part(const struct sim_model *model, const char *name, struct sim_errors *errors);

#endif
