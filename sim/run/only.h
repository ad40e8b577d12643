/* only.h - questions about a study's results file: is it there, does it belong to this study, and does it hold the runs
 * of blocks that were removed? `out` is always a folder of results or a results file by itself. Nothing is changed. The
 * seal (store_seal.h) is the file's last bytes: reading it is quick, but does not show whether the rest is damaged. */
#ifndef SIM_ONLY_H
#define SIM_ONLY_H

#include "blocks.h"

/** Path of the results file: OUT/results.h5 for a folder, else `out` itself; the file need not exist. The caller frees
 * the path; NULL without memory. */
char *sim_results_path(const char *out);

/** Is `out` there, and not a folder? */
bool sim_is_one_file(const char *out);

/** How many blocks of the plan have no file. Damaged files count as there. */
long sim_blocks_missing(const struct sim_plan *plan, const char *out);

/** Was the results file collected for exactly this study, with the same title and close-ups? True only if the file
 * holds all runs (`partial` false), or only if it lacks some (`partial` true). Reads the seal only. */
bool sim_is_collected(const struct sim_plan *plan, const char *out, bool partial);

/** Was the results file collected for exactly this study with all runs, and is its checksum right? Reads the whole
 * file. */
bool sim_results_are_intact(const struct sim_plan *plan, const char *out);

/** Is there a results file that has no seal, does not match its seal, or cannot be read? `errors` then says which.
 * Reads the whole file. */
bool sim_results_are_damaged(const char *out, struct sim_errors *errors);

/** Does the seal say that the results file holds all runs of the plan? */
bool sim_results_hold_all(const struct sim_plan *plan, const char *out);

/** Does the seal say that the results file holds runs of this plan? With `exactly`: of exactly this study, with the
 * same title and close-ups? Runs may be absent. */
bool sim_results_answer(const struct sim_plan *plan, const char *out, bool exactly);

/** Are blocks missing that an intact results file with all runs of the plan makes unnecessary? Then nothing need be
 * computed. If blocks are missing, reads the whole file; if it is damaged, returns false and `errors` says why. */
bool sim_only_results(const struct sim_plan *plan, const char *out, struct sim_errors *errors);

#endif
