/* store.h - results in HDF5. No other header of the program knows of that library.
 * Equal results are equal bytes: no times, hosts or threads are written. Layout: see "Results" in sim/README.md. */
#ifndef SIM_STORE_H
#define SIM_STORE_H

#include "blocks.h"

/** A results file that is being written, one block after the other. */
struct sim_results;

/** Create the file at `path` (which must outlive it) with room for all runs of the plan; what is not written stays
 * absent (status 0, NAN). `compress`: gzip level of histories, 0 for none. */
SIM_MUST_USE enum sim_status sim_results_new(struct sim_results **self, const struct sim_plan *plan, const char *path,
                                             int compress, struct sim_errors *errors);
SIM_MUST_USE enum sim_status sim_results_add(struct sim_results *self, const struct sim_block *block,
                                             struct sim_errors *errors);
/** Single runs in /snapshots and /events, once all blocks are in. First room for `count` snapshots that hold so many
 * entities of each extent in all, and for events; then each run's, in its order. What fails is kept for
 * sim_results_check(). */
SIM_MUST_USE enum sim_status sim_results_snapshots(struct sim_results *self, long count, const double *rows,
                                                   struct sim_errors *errors);
SIM_MUST_USE enum sim_status sim_results_events(struct sim_results *self, struct sim_errors *errors);
void sim_results_snapshot(struct sim_results *self, long run, int month, const void *world, const double *const *state);
void sim_results_event(struct sim_results *self, long run, int month, const void *world,
                       const struct sim_happening *event);
SIM_MUST_USE enum sim_status sim_results_check(struct sim_results *self, struct sim_errors *errors);

/** Bytes of snapshots with so many entities of each extent; of one event. */
double sim_results_snapshot_bytes(const struct sim_model *model, const double *rows);
double sim_results_event_bytes(const struct sim_model *model);

/** Close the file and put its seal behind it; NULL is allowed. The status tells whether everything reached it. */
SIM_MUST_USE enum sim_status sim_results_close(struct sim_results *self, struct sim_errors *errors);

/** A table whose cells are texts. */
struct sim_listing {
    const char *name; /* of its group */
    const char *const *columns;
    int columns_count;
    long rows;
    const char *const *cells; /* [row][column] */
    const bool *words;        /* [column]: texts; else numbers, and none where the cell is empty */
};

/** Tables with rows into one HDF5 file that is whole or absent: a group each, a variable a column, along "row". */
SIM_MUST_USE enum sim_status sim_store_listings(const struct sim_listing *listings, int count, const char *title,
                                                const char *path, struct sim_errors *errors);

/** "HDF5 1.10.8" into `text`. */
void sim_store_version(char *text, int size);

#endif
