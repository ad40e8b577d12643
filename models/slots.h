/* slots.h - slots of a forum's agenda, in one lane: emptied for a new issue, searched for room. */
#ifndef SLOTS_H
#define SLOTS_H

#include "state.h"

/** Make slot `k` as it is before a new issue is written into it: 0 in every column but `scarce`, which is 1, and nobody
 * won over. Of all its stances resistance is 1 and the rest 0. */
SHARED void slot_clear(struct now *now, const struct world *w, int k, int lane);

/** First empty slot of forum `f`, or -1. */
SHARED int slot_empty(const struct now *now, const struct world *w, int f, int lane);

#endif
