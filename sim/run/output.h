/* output.h - the folder of a study: plan/ (the study as resolved, and a note that names its plan), blocks/, log and
 * results.h5. See sim/README.md. */
#ifndef SIM_OUTPUT_H
#define SIM_OUTPUT_H

#include "plan.h"

/** Make or open the output folder `out` for this plan: writes plan/ on first use, and refuses a folder that belongs to
 * another study, seed, model version or program version (SIM_USAGE, says which differs) before anything is computed. If
 * the study differs only in what no run depends on, it replaces the study in the folder, and results that were
 * collected for the old one are removed. Other processes may write at the same time; half-written files of dead
 * processes are removed. */
SIM_MUST_USE enum sim_status sim_output_open(const struct sim_plan *plan, const char *out, struct sim_errors *errors);

/** Open the study and plan kept in out/plan, with what `until` decided. Both may be freed whatever is returned. */
SIM_MUST_USE enum sim_status sim_output_reopen(const struct sim_model *model, const char *out, struct sim_study *study,
                                               struct sim_plan *plan, struct sim_errors *errors);

/** Remove a folder of this program's own with all that is in it. */
SIM_MUST_USE enum sim_status sim_output_remove(const char *folder, struct sim_errors *errors);

#endif
