/* scan.h - the runs of a finished study, one after the other, with one block in memory at a time.
 * Runs are read from the blocks in the study's folder if all blocks are there, and otherwise from the results file,
 * which holds the same numbers. `out` is the folder, or a results file by itself. A plan that holds its runs in memory
 * (plan->held) needs neither, and `out` is not looked at.
 * Of a partial plan (plan->partial) runs may be missing: they are visited as absent ones, and so are all others of
 * their repeat (the replicate; where points are a sample of worlds, all arms of a replicate and point). */
#ifndef SIM_SCAN_H
#define SIM_SCAN_H

#include "blocks.h"

/** One run of a scan. */
struct sim_seen {
    struct sim_run run;
    long number;                   /* of the run in the study */
    const struct sim_block *block; /* the block that holds the run */
    long at;                       /* place of the run in the block */
};

/** Called with every run, in order. */
typedef void (*sim_visit)(void *context, const struct sim_seen *seen);

/** Refuse a study with missing runs (SIM_DATA). Reads no block. */
SIM_MUST_USE enum sim_status sim_scan_ready(const struct sim_plan *plan, const char *out, struct sim_errors *errors);

/** Visit all runs of a finished study. */
SIM_MUST_USE enum sim_status sim_scan(const struct sim_plan *plan, const char *out, sim_visit visit, void *context,
                                      struct sim_errors *errors);

/** Visit the runs of one block, less surplus runs behind the last of the plan. */
void sim_scan_block(const struct sim_plan *plan, const struct sim_block *block, sim_visit visit, void *context);

/** Number of failed runs of the study, as counted in the heads of the blocks, or in the seal of the results file. */
long sim_scan_failed(const struct sim_plan *plan, const char *out);

/** An outcome of the run; NAN where there is none or the run failed. */
double sim_seen_outcome(const struct sim_seen *seen, int outcome);

/** A kept history (place among those the study keeps) of the run: float [month]; NULL where the run failed. */
const float *sim_seen_history(const struct sim_seen *seen, int kept);

/** Place of a history of the model among the histories that the study keeps; -1 if it is not kept. */
int sim_kept_history(const struct sim_plan *plan, int history);

#endif
