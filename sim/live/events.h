/* events.h - the events of the runs of a pack, gathered while it is computed. */
#ifndef SIM_LIVE_EVENTS_H
#define SIM_LIVE_EVENTS_H

#include "live.h"

/** Forget the events of the pack before, and look at the first day. The pack has its world and its luck. */
SIM_MUST_USE enum sim_status sim_live_events_begin(struct sim_live *live, sim_month_begins begins,
                                                   struct sim_errors *errors);

/** Gather what happened in the month that has ended. */
void sim_live_events_month(struct sim_live *live);

void sim_live_events_free(struct sim_live_events *self);

#endif
