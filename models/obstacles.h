/* obstacles.h - what holds up the issue that matters to a leader, in all lanes; and at whom an answer is aimed, in one
 * lane. */
#ifndef OBSTACLES_H
#define OBSTACLES_H

#include "acts.h"

/** What one leader sees of its forum; rows are real [lane]. */
struct seen {
    real aim[SIM_LANES];                       /* where it wants the issue to be (I15, J4) */
    real issue[SIM_LANES];                     /* the issue in hand that matters most to it; -1 none */
    real strength[OBSTACLES_COUNT][SIM_LANES]; /* how much each obstacle holds that up, as it is */
    real obstacle[SIM_LANES];                  /* the one that seems strongest, if worth the battle (G13); -1 none */
};

/** Fills `given` with 1 for each field and lane in which some member of forum `f` gives that field. */
SHARED void fields_are_given(struct sim_pack *pack, int f, real (*given)[SIM_LANES]);

/** Fills `seen` with what whoever leads in forum `f` sees. `who`: 1 and the seat in each lane, 0 nobody; `given`: what
 * fields_are_given() says; `sight`: a number of chance for each obstacle and lane. */
SHARED void leader_looks(struct sim_pack *pack, int f, const real *who, const real (*given)[SIM_LANES],
                         const real (*sight)[SIM_LANES], struct seen *seen);

/** For an act that needs nobody in particular. */
enum { NOBODY_NEEDED = -2 };

/** The seat at which the deed's act is aimed; -1 where there is none, NOBODY_NEEDED where it needs none. */
SHARED int target_of(const struct deed *d);

#endif
