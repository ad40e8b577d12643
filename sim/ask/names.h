/* names.h - index of an arm, outcome, history, factor or part by its name. A name that is not found gives -1 and a
 * complaint with the nearest name. */
#ifndef SIM_ASK_NAMES_H
#define SIM_ASK_NAMES_H

#include "../run/plan.h"

int sim_find_arm(const struct sim_study *study, const char *name, struct sim_errors *errors);
int sim_find_outcome(const struct sim_model *model, const char *name, struct sim_errors *errors);
/** A kind of entities that has outcomes: "forum" of FORUM. */
int sim_find_extent(const struct sim_model *model, const char *name, struct sim_errors *errors);
/** An outcome of the entities of an extent, or of the run (`extent` -1). NULL with a complaint. */
const struct sim_series *sim_find_outcome_of(const struct sim_model *model, int extent, const char *name,
                                             struct sim_errors *errors);
/** Finds only histories that the study keeps. A history of the model that is not kept gives -1 and a complaint. */
int sim_find_history(const struct sim_plan *plan, const char *name, struct sim_errors *errors);
/** A factor of the design, by its parameter: number of the factor. */
int sim_find_factor(const struct sim_plan *plan, const char *name, struct sim_errors *errors);
/** A phase or a mechanism, numbered as in sim_pack.without. */
int sim_find_part(const struct sim_model *model, const char *name, struct sim_errors *errors);

#endif
