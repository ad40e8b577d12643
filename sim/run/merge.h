/* merge.h - runs of one model that were computed in several places become one study. */
#ifndef SIM_MERGE_H
#define SIM_MERGE_H

#include "plan.h"

/** Make the study that all of `from` (folders of results, or results files) belong to: the largest of them, with the
 * arms of the others behind its own. *grown: what the largest has grown from. Each is verified as far as its plan goes.
 * SIM_USAGE with all that differs where there is no such study. Whatever is returned, sim_study_free() may be called.
 */
SIM_MUST_USE enum sim_status sim_merge_study(struct sim_study *self, const struct sim_model *model,
                                             const char *const *from, int count, struct sim_grown *grown,
                                             struct sim_errors *errors);

/** Read and verify every run of the plan in `from`. SIM_DATA where some run is in none of them, or where two hold other
 * numbers of the same run; the first such run is named. Writes nothing. */
SIM_MUST_USE enum sim_status sim_merge_check(const struct sim_plan *plan, const char *const *from, int count,
                                             struct sim_errors *errors);

#endif
