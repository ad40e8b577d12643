/* scan.h - the runs of a finished study, one after the other, with one block in memory at a time.
 * They are read from the blocks of the study's folder where all are there, and otherwise from its results file, which
 * holds the same numbers. `out` is the folder, or a results file by itself. */
#ifndef SIM_SCAN_H
#define SIM_SCAN_H

#include "blocks.h"

/** One run of a scan. */
struct sim_seen {
    struct sim_run run;
    long number;                   /* of the run in the study */
    const struct sim_block *block; /* its block ... */
    long at;                       /* ... and its place there */
};

/** Called with every run, in order. */
typedef void (*sim_visit)(void *context, const struct sim_seen *seen);

/** Refuse a study of which runs are missing (SIM_DATA), without reading any block. */
SIM_MUST_USE enum sim_status sim_scan_ready(const struct sim_plan *plan, const char *out, struct sim_errors *errors);

/** Visit all runs of a finished study. */
SIM_MUST_USE enum sim_status sim_scan(const struct sim_plan *plan, const char *out, sim_visit visit, void *context,
                                      struct sim_errors *errors);

/** Number of failed runs, whoever computed them, by the seals of the blocks that are there or of the results file. */
long sim_scan_failed(const struct sim_plan *plan, const char *out);

/** An outcome of the run; NAN where there is none or the run failed. */
double sim_seen_outcome(const struct sim_seen *seen, int outcome);

/** A kept history (place among those the study keeps) of the run: float [month]; NULL where the run failed. */
const float *sim_seen_history(const struct sim_seen *seen, int kept);

/** Place of a history of the model among those that the study keeps; -1 where it does not. */
int sim_kept_history(const struct sim_plan *plan, int history);

#endif
