/* work.h - issues move: what structure, processes and participants give to each, and the step that comes of it. */
#ifndef WORK_H
#define WORK_H

#include "means.h"

/** One issue's month: it comes nearer to agreement, to the consent of homes, or to delivery. */
SHARED void issue_advances(struct sim_pack *pack, int f, int k, struct means *m);

/** One issue may fall back a stage, or be dropped after a long standstill; `dice`: two numbers of chance a lane. */
SHARED void issue_may_be_lost(struct sim_pack *pack, int f, int k, const real (*dice)[SIM_LANES], struct means *m);

#endif
