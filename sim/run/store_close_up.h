/* store_close_up.h - /snapshots and /events of a results file, for store_results.c alone. */
#ifndef SIM_STORE_CLOSE_UP_H
#define SIM_STORE_CLOSE_UP_H

#include "plan.h"
#include "store_hdf5.h"

/** Estimated bytes of an entity's name in the file, for forecasts. */
enum { SIM_NAME_BYTES = 64 };

/** State of single runs at the end of some months: contiguous ragged arrays (CF 1.8, chapter 9.3.3), one entity behind
 * the other, with the number of each kind in each snapshot. */
struct sim_snapshots;

/** Make room for `count` snapshots that together hold rows[extent] entities of each extent. NULL without memory. */
struct sim_snapshots *sim_snapshots_new(struct sim_sink *sink, const struct sim_plan *plan, long count,
                                        const double *rows);
void sim_snapshots_add(struct sim_snapshots *self, struct sim_sink *sink, long run, int month, const void *world,
                       const double *const *state);
/** Close the variables and free the memory; after a failure of the sink only free the memory. NULL is allowed. */
void sim_snapshots_free(struct sim_snapshots *self, struct sim_sink *sink);

/** Events of single runs: one row per event. The functions work like those of sim_snapshots. */
struct sim_events;

struct sim_events *sim_events_new(struct sim_sink *sink, const struct sim_plan *plan);
void sim_events_add(struct sim_events *self, struct sim_sink *sink, long run, int month, const void *world,
                    const struct sim_happening *event);
void sim_events_free(struct sim_events *self, struct sim_sink *sink);

#endif
