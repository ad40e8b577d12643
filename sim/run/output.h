/* output.h - the folder of a study: plan/ (the study as resolved, and a note that names its plan), blocks/, log and
 * results.h5. See sim/README.md. */
#ifndef SIM_OUTPUT_H
#define SIM_OUTPUT_H

#include "plan.h"

/** Make or open the output folder `out` for this plan. Writes plan/ on first use. Refuses a folder of another study,
 * seed, model version or program version before anything is computed (SIM_USAGE, says which differs). Where the study
 * differs only in what no run depends on, it replaces the folder's, and results that were collected for the old one are
 * removed. Safe with other writers. Removes what dead writers left half written. */
SIM_MUST_USE enum sim_status sim_output_open(const struct sim_plan *plan, const char *out, struct sim_errors *errors);

/** Is the folder still this plan's? While a process works, another may let the study grow. */
bool sim_output_is_of(const struct sim_plan *plan, const char *out);

/** Open the study and plan kept in out/plan, with what `until` decided. Both may be freed whatever is returned. */
SIM_MUST_USE enum sim_status sim_output_reopen(const struct sim_model *model, const char *out, struct sim_study *study,
                                               struct sim_plan *plan, struct sim_errors *errors);

/** Remove a folder of this program's own with all that is in it. */
SIM_MUST_USE enum sim_status sim_output_remove(const char *folder, struct sim_errors *errors);

#endif
