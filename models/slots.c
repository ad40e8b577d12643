/* slots.c - slots of a forum's agenda: rare events, so plain code on one lane. */
#include "slots.h"

SHARED void slot_clear(struct now *now, const struct world *w, int k, int lane)
{
    const struct world_forum *forum = &w->forum[k / w->slots];

#define STATE(extent, name, unit, meaning)                                                                             \
    if (EXTENT_##extent == EXTENT_ISSUE) {                                                                             \
        now->name[k][lane] = R(0);                                                                                     \
    }
#include "state.def"
    now->scarce[k][lane] = R(1);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        int stance = stance_of(w, s, k);
        now->resistance[stance][lane] = R(1);
        now->held[stance][lane] = now->promised[stance][lane] = now->given[stance][lane] = R(0);
    }
}

SHARED int slot_empty(const struct now *now, const struct world *w, int f, int lane)
{
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
        if (!(now->stage[k][lane] > R(0))) {
            return k;
        }
    return -1;
}
