/* acts.h - an act that is done, in one lane: what it knows, and the words in which acts and their consequences are
 * written. */
#ifndef ACTS_H
#define ACTS_H

#include "state.h"

/** One act of one leader that is done. */
struct deed {
    struct now *now;
    const struct world *w;
    const struct collab_params *p;
    int lane;
    int f, act, leader, own; /* forum, act, leader, the leader's seat */
    int target;              /* seat that it is aimed at, or -1 */
    int issue, stuck;        /* issues that have waited and stood still longest, or -1 */
    real aim;                /* where the leader wants what is on the table to be (J4) */
    real strength, backlash;
    bool conflicts, distrusts; /* mechanisms that are on */
};

/** A state variable in the deed's lane. */
#define AT(name, row) (d->now->name[row][d->lane])
#define PARAM(name)   (d->p->name[d->lane])
#define FOR_MEMBERS(s)                                                                                                 \
    for (int s = d->w->forum[d->f].first_seat; s < d->w->forum[d->f].first_seat + d->w->forum[d->f].seats; s++)        \
        if (AT(filled, s) > R(0))

/** Trust of a seat in the leader. */
static inline int tie_to_leader(const struct deed *d, int s)
{
    const struct world_forum *forum = &d->w->forum[d->f];
    return tie_of(forum, s - forum->first_seat, d->own - forum->first_seat);
}

static inline void lose_trust(const struct deed *d, int s, real part)
{
    if (d->distrusts && s != d->own) {
        AT(trust, tie_to_leader(d, s)) *= R(1) - min(R(1), part);
    }
}

static inline void hurt(const struct deed *d, int s, real pain)
{
    if (d->conflicts) {
        AT(conflict, s) = toward_one(AT(conflict, s), pain);
    }
}

/** A row of acts.def. */
struct act_row {
    enum act_mode mode;
    int target;
    enum act_failure fails;
    int size; /* row of its effect, -1 for an act that has none */
    real unease;
    void (*does)(const struct deed *d);
};
static const struct act_row act_row[ACTS_COUNT];

/** An act has worked or not, and was found out or not: let it have its consequences. */
SHARED void deed_follows(const struct deed *d, bool worked, bool found);

#endif
