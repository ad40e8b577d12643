/* grown.h - from how many repeats a study has grown. Who sees the first results and then asks for more of them has
 * intervals that are too narrow, and no interval knows of it. So a folder keeps the number, sealed in
 * OUT/plan/grown.txt, and its results hold it too. */
#ifndef SIM_GROWN_H
#define SIM_GROWN_H

#include "plan.h"

/** What is to be kept of `then` when it grows into `now`: its repeats where these are now more, else what it grew from
 * itself. */
struct sim_grown sim_grown_from(const struct sim_plan *then, const struct sim_plan *now);

/** Write what a study grew from into the folder `out`, which need not have plan/ yet. */
SIM_MUST_USE enum sim_status sim_grown_keep(struct sim_grown grown, const char *out, struct sim_errors *errors);

/** Read into the plan what its study grew from, if the folder `out` keeps that; else the plan stays as it is. Where the
 * file is damaged, or an earlier version of this program wrote none, the folder's log tells it. */
void sim_grown_recall(struct sim_plan *plan, const char *out);

/** The same, for a process that computes: what the plan then says is written where it does not stand, or is damaged. */
SIM_MUST_USE enum sim_status sim_grown_restore(struct sim_plan *plan, const char *out, struct sim_errors *errors);

#endif
