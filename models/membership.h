/* membership.h - three marks of membership (1L, S55): whoever calls the forum has a list, people have a view of
 * themselves, and their homes have one. The three may differ. */
#ifndef MEMBERSHIP_H
#define MEMBERSHIP_H

#include "state.h"

/** The marks of somebody who begins in a seat; `u` in (0, 1). */
struct marks {
    real listed, belongs, sent;
};

/** One of the three is wrong with the chance `ambiguity`, each as likely as the others. */
RULE struct marks membership_marks(real ambiguity, real u)
{
    real at = R(3) * u;
    return (struct marks){ .listed = one_if(at >= ambiguity),
                           .belongs = one_if((at < ambiguity) | (at >= R(2) * ambiguity)),
                           .sent = one_if((at < R(2) * ambiguity) | (at >= R(3) * ambiguity)) };
}

/** 1 where one of the three does not think of the seat as a member. */
RULE real membership_unclear(real listed, real belongs, real sent)
{
    return R(1) - listed * belongs * sent;
}

/** Whether a seat is on the list after a meeting was called, and how often it has been waited for. */
struct wait {
    real listed, awaited;
};

/** Who is on the list without being a `member` is waited for, twice. */
RULE struct wait membership_waits(real listed, real member, real awaited, real called, real came)
{
    real wrong = listed * (R(1) - member), waits = awaited + called * wrong * (R(1) - came);
    bool struck = (wrong > R(0)) & (waits >= R(2));
    return (struct wait){ .listed = struck ? R(0) : listed, .awaited = struck ? R(0) : waits };
}

/** How likely it is that a mark of a seat is wrong. Pairs keep no list, and whoever keeps it stands on it. */
RULE real membership_ambiguity(const struct world *w, int s, real ambiguity)
{
    const struct world_forum *forum = &w->forum[w->seat[s].forum];
    return forum->governance == GOVERNANCE_fabric || forum->chair == s ? R(0) : ambiguity;
}

/** All three think of the seat as a member. */
static inline void membership_is_clear(const struct now *now, int s, int lane)
{
    now->listed[s][lane] = now->belongs[s][lane] = now->sent[s][lane] = R(1);
    now->awaited[s][lane] = R(0);
}

#endif
