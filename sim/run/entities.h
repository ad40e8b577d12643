/* entities.h - whose outcomes a study keeps. Arms and points may have different entities. Entities with the same name
 * are the same, and a study keeps one column for each name. A run without the entity has no value there (NAN). A block
 * holds the outcomes of runs first, and then those of entities: all entities of the first outcome, then of the next. */
#ifndef SIM_ENTITIES_H
#define SIM_ENTITIES_H

#include "../read/keys.h"
#include "plan.h"

/** List the entities of each extent that has outcomes, in the order of the arms and of their worlds. Where the design
 * changes which there are (`varies`), each value of each parameter that does so is looked at once, among at most 65,536
 * points; an entity that is in none of these worlds is left out. */
SIM_MUST_USE enum sim_status sim_entities_init(struct sim_plan *plan, bool varies, struct sim_errors *errors);
void sim_entities_free(struct sim_plan *plan);

/** Place of an entity by its name, or -1. `guess`: where it probably is. */
int sim_entities_find(const struct sim_entities *self, const char *name, int guess);

/** The entities that have outcome number `i` of the model's outcomes of entities. */
const struct sim_entities *sim_entities_of(const struct sim_plan *plan, int i);

/** Column of outcome `i` of the first of these entities; entity e has the column e further on. With i equal to
 * outcomes_of_count it is the number of columns. */
int sim_entities_column(const struct sim_plan *plan, int i);

/** What a column holds: an outcome of the run, or of an entity. */
const struct sim_series *sim_entities_series(const struct sim_plan *plan, int column);

#endif
