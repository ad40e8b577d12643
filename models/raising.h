/* raising.h - how the slots of a forum's agenda are filled (B1 .. B4, A9). */
#ifndef RAISING_H
#define RAISING_H

#include "means.h"

/** One slot may fill, where it is empty: by a duty, a tool, somebody outside or the members. `dice`: a number of chance
 * a lane. */
SHARED void slot_may_fill(struct sim_pack *pack, int f, int k, const struct means *m, const real *dice);

#endif
