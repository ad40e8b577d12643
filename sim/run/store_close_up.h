/* store_close_up.h - /snapshots and /events of a results file, for store_results.c alone. */
#ifndef SIM_STORE_CLOSE_UP_H
#define SIM_STORE_CLOSE_UP_H

#include "plan.h"
#include "store_hdf5.h"

/** Bytes that the name of an entity takes in the file, about: for forecasts. */
enum { SIM_NAME_BYTES = 64 };

/** Name of a kind of entities in the file, "seat" of SEAT, with a suffix behind it. */
void sim_extent_name(const struct sim_model *model, int extent, const char *suffix, char *name, size_t size);

/** State of single runs at the end of some months: contiguous ragged arrays (CF 1.8, chapter 9.3.3), one entity behind
 * the other, with the number of each kind in each snapshot. */
struct sim_snapshots;

/** Room for `count` snapshots with so many entities of each extent in all; NULL without memory. */
struct sim_snapshots *sim_snapshots_new(struct sim_sink *sink, const struct sim_plan *plan, long count,
                                        const double *rows);
void sim_snapshots_add(struct sim_snapshots *self, struct sim_sink *sink, long run, int month, const void *world,
                       const double *const *state);
/** Close it, or with a bad sink only forget it; NULL is allowed. */
void sim_snapshots_free(struct sim_snapshots *self, struct sim_sink *sink);

/** What happened in single runs: a row an event. */
struct sim_chronicle;

struct sim_chronicle *sim_chronicle_new(struct sim_sink *sink, const struct sim_plan *plan);
void sim_chronicle_add(struct sim_chronicle *self, struct sim_sink *sink, long run, int month, const void *world,
                       const struct sim_happening *event);
void sim_chronicle_free(struct sim_chronicle *self, struct sim_sink *sink);

#endif
