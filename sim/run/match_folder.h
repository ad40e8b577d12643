/* match_folder.h - the folder of a matching: OUT/plan/study.yaml with the study and its patterns, OUT/plan/match.txt
 * that names what its worlds depend on, OUT/worlds with the chunks (screened.h), and OUT/log. */
#ifndef SIM_MATCH_FOLDER_H
#define SIM_MATCH_FOLDER_H

#include "screened.h"

/** Make or open the folder of a matching. `wave`: its first wave; `text`: its study with the patterns. Refuses
 * (SIM_USAGE), before anything is written, a folder that holds something else, or worlds of another model, seed,
 * study or other patterns. More worlds of a random or sobol design, and other values of `keep` and `waves`, do not
 * make it another matching. A damaged note is written again: each chunk names its own matching. */
SIM_MUST_USE enum sim_status sim_match_folder_open(const struct sim_wave *wave, const char *text, const char *out,
                                                   struct sim_errors *errors);

#endif
