/* promises.h - effort that members promise when an issue is ratified, give while it is worked on, and are judged by
 * once (A11, 3a). */
#ifndef PROMISES_H
#define PROMISES_H

#include "means.h"

/** One issue is ratified in one lane: each member promises what it would give, by `willing` of this issue. `least`:
 * effort of the scarcest field. */
SHARED void promises_are_made(struct sim_pack *pack, int f, int k, int lane, real least, const struct means *m);

/** A month of work on one issue: what is given, by `willing` of this issue, and how far the members have promised their
 * effort away. */
SHARED void promises_are_worked(struct sim_pack *pack, int f, int k, const struct means *m);

/** Promises fall due where the issue, which was in work (`worked` 1), is `delivered` or its time is over. */
SHARED void promises_fall_due(struct sim_pack *pack, int f, int k, const real *worked, const real *delivered,
                              struct means *m);

/** Forgets what was promised to an issue in one lane. */
SHARED void promises_are_void(struct sim_pack *pack, int f, int k, int lane);

#endif
