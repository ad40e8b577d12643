/* close_up.h - snapshots and events of single runs. Blocks hold neither: when results are collected, the runs that need
 * them are computed again, one by one. */
#ifndef SIM_CLOSE_UP_H
#define SIM_CLOSE_UP_H

#include "blocks.h"

/** The runs to compute again, in their order, and which of them are complete. */
struct sim_closer {
    const struct sim_plan *plan;
    long *replicates; /* of snapshots or events, rising */
    int replicates_count;
    bool *done;                        /* [replicate][point and arm] */
    const volatile sig_atomic_t *stop; /* the caller's; NULL, or a flag that ends sim_closer_look() when it is set */
};

struct sim_results; /* store.h */

/** Refuse too many runs, snapshots that are too large, and events of too many months (SIM_USAGE). */
SIM_MUST_USE enum sim_status sim_close_up_check(const struct sim_plan *plan, struct sim_errors *errors);

/** Bytes of all snapshots, and an estimate for all events: one run is computed, and all others are assumed to have as
 * many events as that one. */
SIM_MUST_USE enum sim_status sim_close_up_bytes(const struct sim_plan *plan, double *snapshots, double *events,
                                                struct sim_errors *errors);

/** Upper bound of the bytes of all events, without computing a run. */
double sim_close_up_most_event_bytes(const struct sim_plan *plan);

/** Bytes of all snapshots. */
SIM_MUST_USE enum sim_status sim_close_up_snapshot_bytes(const struct sim_plan *plan, double *bytes,
                                                         struct sim_errors *errors);

/** Prepare; no run is marked as complete yet. Whatever is returned, sim_closer_free() may be called. */
SIM_MUST_USE enum sim_status sim_closer_init(struct sim_closer *self, const struct sim_plan *plan,
                                             struct sim_errors *errors);
void sim_closer_free(struct sim_closer *self);

/** Record which runs of a block are complete. */
void sim_closer_note(struct sim_closer *self, const struct sim_block *block);

/** Compute the complete runs again, and write their snapshots and events. SIM_STOPPED, between two months, when asked.
 */
SIM_MUST_USE enum sim_status sim_closer_look(const struct sim_closer *self, struct sim_results *results,
                                             struct sim_errors *errors);

#endif
