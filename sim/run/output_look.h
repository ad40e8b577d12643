/* output_look.h - what lies in an output folder: for output.c and grow.c. */
#ifndef SIM_OUTPUT_LOOK_H
#define SIM_OUTPUT_LOOK_H

#include "blocks.h"

enum { SIM_LARGEST_STUDY = 64 << 20 }; /* bytes of plan/study.yaml */

/** The study of a folder: is it there, damaged, or the same as ours? */
enum sim_kept { SIM_KEPT_NONE, SIM_KEPT_DAMAGED, SIM_KEPT_OTHER, SIM_KEPT_OURS };

/** Look at the study at `path`. Damage is no error. */
SIM_MUST_USE enum sim_status sim_kept_look(const struct sim_plan *plan, const char *path, enum sim_kept *kept,
                                           struct sim_errors *errors);
/** The same of the folder `out`; SIM_KEPT_NONE where its study cannot be read. */
enum sim_kept sim_kept_study(const struct sim_plan *plan, const char *out);
/** Which file is damaged of what the folder keeps of its study, whichever that is: the study, which must be there, or
 * the decision of its `until`. NULL where they are whole. */
const char *sim_kept_damaged(const char *out);

/** Does the folder `out` hold anything that is not part of an output? */
bool sim_holds_foreign(const char *out);
/** Has nothing been computed in it yet? */
bool sim_holds_nothing(const char *out);
/** Does anything but its note show that it is of this plan: its study, a block or its results? */
bool sim_shows_plan(const struct sim_plan *plan, const char *out);

#endif
