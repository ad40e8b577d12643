/* output.h - the output folder of a study, called `out` everywhere: plan/ (study.yaml, the study as resolved; plan.txt,
 * a note that names its plan; until.txt), blocks/, log and results.h5. See sim/README.md. */
#ifndef SIM_OUTPUT_H
#define SIM_OUTPUT_H

#include "plan.h"

/** Make or open the output folder for this plan: writes plan/ on first use, and refuses a folder of another study,
 * seed, model version or program version, or of other files (SIM_USAGE, says which) before anything is computed. If the
 * study differs only in what no run depends on, it replaces the study in the folder, and results that were collected
 * for the old one are removed. Other processes may write at the same time. A damaged file of plan/ is written again,
 * with a message on stderr; SIM_DATA if nothing else shows that the folder is of this plan. Removes half-written files
 * of dead processes. */
SIM_MUST_USE enum sim_status sim_output_open(const struct sim_plan *plan, const char *out, struct sim_errors *errors);

/** Does the folder hold a study that differs from this one in anything, even only in its title or close-ups? Also true
 * while another process changes the folder to a larger study. */
bool sim_output_is_of_other(const struct sim_plan *plan, const char *out);

/** Does the folder hold this plan? False where its note cannot be read. */
bool sim_output_is_of(const struct sim_plan *plan, const char *out);

/** SIM_OK if the folder, in which this process works, still holds this plan. SIM_USAGE where another process has let
 * the study grow meanwhile, SIM_IO where the folder was removed, SIM_DATA or SIM_IO where the note cannot be read any
 * more. */
SIM_MUST_USE enum sim_status sim_output_is_still_of(const struct sim_plan *plan, const char *out,
                                                    struct sim_errors *errors);

/** Open the study and plan kept in out/plan, with what `until` decided. SIM_DATA where there is no study, or worlds
 * that `match` wrote. Both may be freed whatever is returned. */
SIM_MUST_USE enum sim_status sim_output_reopen(const struct sim_model *model, const char *out, struct sim_study *study,
                                               struct sim_plan *plan, struct sim_errors *errors);

/** Verify the files of plan/. Returns SIM_DATA, with a complaint for each damaged file. */
SIM_MUST_USE enum sim_status sim_output_verify(const char *out, struct sim_errors *errors);

/** Remove what this program wrote into a folder of this plan or without a note, and the folder; what somebody else put
 * there stays, and the folder with it. Removes nothing from a folder of another plan. Failures are not reported. */
void sim_output_remove(const struct sim_plan *plan, const char *out);

/** The same for the folder `name` of the open folder `at` (AT_FDCWD: the working one), whatever its plan is. Follows no
 * link: what it leads to is another's. */
void sim_output_clear(int at, const char *name);

/** Remove the folder's blocks, whatever its plan is; a link in the place of their folder is followed. */
void sim_output_remove_blocks(const char *out);

#endif
