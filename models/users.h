/* users.h - rules of families' need and relief (A1, A4, A15). Advantage is a difference, never a bonus for being joint:
 * the same staff treats the same need, alone or with joint services to draw on. */
#ifndef USERS_H
#define USERS_H

#include "../sim/lanes.h"

/** Need of one field on one side, and what a month's work makes of it. Shares of the area's
 * capacity. */
struct users_field {
    real early, crisis; /* need that waits */
    real work_early, work_crisis;
    real helped; /* cases of either kind */
    real relieved;
};

/** Relief that a unit of treatment brings. Simple need is relieved by one organisation; complex need up to `solo_cap`,
 * the rest only as far as there is joint service (A4: threshold output). All shares. */
RULE real users_relief(real complex, real solo_cap, real service)
{
    return (R(1) - complex) + complex * (solo_cap + (R(1) - solo_cap) * service);
}

/** How much more, or less, of the help families take up where practice is open and respectful; 1 at `practice` 1/2
 * (H16). */
RULE real users_take_up(real practice, real effect)
{
    return R(1) + effect * (practice - R(0.5));
}

/** Part of the help that families take up while their status is unsure (3b.2). */
RULE real users_reached(real brexit, real unsure)
{
    return R(1) - brexit * unsure;
}

/** Share of capacity that goes to crises first: by duty, and for the rest by their part of the work that waits (S45).
 */
RULE real users_crises_first(real early, real crisis_work, real duty)
{
    return duty + (R(1) - duty) * crisis_work / max(early + crisis_work, MILLIONTH);
}

/** What a month of one field hangs on; shares, but `crisis_cost`, times the work of early help. */
struct users_terms {
    real arisen, crisis_share, crisis_cost, duty, returns, lapse, escalation;
};

/** One field's month on one side: crises have their share of capacity, early help has the rest, and what either leaves
 * goes to the other; what is not relieved comes back, what waits gives up or turns into a crisis. */
RULE struct users_field users_month(struct users_field f, struct users_terms t, real capacity, real relief_each)
{
    real early = f.early + t.arisen * (R(1) - t.crisis_share), waiting = f.crisis + t.arisen * t.crisis_share;
    real wanted = waiting * t.crisis_cost, back = t.returns * (R(1) - relief_each);
    real reserved = min(wanted, capacity * users_crises_first(early, wanted, t.duty));
    real helped = min(early, capacity - reserved), crisis = min(wanted, capacity - helped);
    real cases = crisis / t.crisis_cost;
    real left_early = max(R(0), early - helped * (R(1) - back)),
         left_crisis = max(R(0), waiting - cases * (R(1) - back));
    f.crisis = left_crisis * (R(1) - R(0.5) * t.lapse) + t.escalation * left_early;
    f.early = left_early * (R(1) - t.escalation) * (R(1) - t.lapse);
    f.work_early = helped;
    f.work_crisis = crisis;
    f.helped = helped + cases;
    f.relieved = f.helped * relief_each;
    return f;
}

/** Part of the time lent that is missed at home: what there is to do beyond who is left there, at most all of it. Where
 * staff would have been idle, lending them takes nothing from families. */
RULE real users_missed(real pressure, real with, real alone)
{
    return clamp01((pressure * alone - with) / max(alone - with, MILLIONTH));
}

/** Work that waits or arises, against what can be done in a month. */
RULE real users_pressure(struct users_field f, struct users_terms t, real capacity)
{
    real crisis = (f.crisis + t.arisen * t.crisis_share) * t.crisis_cost;
    return (f.early + t.arisen * (R(1) - t.crisis_share) + crisis) / max(capacity, MILLIONTH);
}

/** Joint service after a month's lapse; community organisations keep part of it going (G7). */
RULE real users_service_left(real service, real decay, real community)
{
    return service * (R(1) - decay * (R(1) - community));
}

#endif
