/* discover_tables.h - the tables of `discover`, for discover.c alone. */
#ifndef SIM_DISCOVER_TABLES_H
#define SIM_DISCOVER_TABLES_H

#include "../ask/discover.h"
#include "../ask/tree.h"
#include "../run/plan.h"
#include "sheet.h"

enum sim_discover_sheet { SIM_BOXES, SIM_LIMITS, SIM_TRAJECTORY, SIM_TREE, SIM_DISCOVER_SHEETS };

/** Fill the tables. `when`: the condition that was asked. */
void sim_discover_fill(struct sim_sheet *sheets, const struct sim_plan *plan, const struct sim_field *field,
                       const struct sim_discovery *found, const struct sim_tree *tree, const char *when);

/** "box 1: walk.gain >= 0.25 and walk.way is up": the limits of a box as a sentence, printed. */
void sim_discover_say_box(const struct sim_plan *plan, const struct sim_found_box *found, int number);

/** The trajectories of the first boxes, each with about `most` steps, for a screen; the caller frees it. */
struct sim_sheet sim_discover_thinned(const struct sim_sheet *trajectory, int boxes, long most);

#endif
