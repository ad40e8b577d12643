/* only.h - the results file beside the blocks of a study: is it there, which study does it answer, and can it replace
 * blocks that are gone? */
#ifndef SIM_ONLY_H
#define SIM_ONLY_H

#include "blocks.h"

/** The results file of `out`: OUT/results.h5 of a folder, or `out` itself. The caller frees it; NULL without memory. */
char *sim_results_path(const char *out);

/** Is `out` a results file by itself, and no folder? */
bool sim_is_one_file(const char *out);

/** Blocks of the plan that there is no file for. */
long sim_blocks_missing(const struct sim_plan *plan, const char *out);

/** Was the results file collected for this very study, its title and close-ups included: with all runs or, where
 * `partial`, without some? Reads its seal alone. */
bool sim_is_collected(const struct sim_plan *plan, const char *out, bool partial);

/** Was it collected for this study with all runs, and is its checksum right? Reads the whole file. */
bool sim_results_are_intact(const struct sim_plan *plan, const char *out);

/** Does the results file hold all runs of the plan, by its seal alone? It may still be damaged. */
bool sim_results_hold_all(const struct sim_plan *plan, const char *out);

/** Are blocks missing, and does the results file hold all runs of the plan, with a right checksum? Then nothing need be
 * computed. Reads the whole file. Where blocks are missing and the file is damaged, `errors` says so. */
bool sim_only_results(const struct sim_plan *plan, const char *out, struct sim_errors *errors);

#endif
