/* holdups.h - what holds an issue up: written when issues have moved, for leaders to look for in the next month (C10).
 */
#ifndef HOLDUPS_H
#define HOLDUPS_H

#include "means.h"

/** Writes what holds up the issue in one slot; nothing for an empty slot. */
SHARED void holdups_are_found(struct sim_pack *pack, int f, int k, const struct means *m);

#endif
