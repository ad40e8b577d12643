/* agenda.h - rules of issues on their way (A6): how far an issue suits a member (A13, A17), when a table and a home say
 * yes (A7), how fast joint work goes (A4), and when an issue falls back (A23). */
#ifndef AGENDA_H
#define AGENDA_H

#include <stdbool.h>

#include "../sim/lanes.h"
#include "theory.h"

/** The three fields that an issue needs, by their numbers. */
struct needs {
    real first, second, third;
};

/** Most that an organisation gives of any of the fields that an issue needs: 1 or 2/3 of its `first` resource, 1/3 of
 * its `second` (-1: it has none), 0 of others (A13, A16). */
RULE real agenda_remit(int first, int second, struct needs n)
{
    real of_first = second < 0 ? R(1) : R(2) / R(3), a = R(first), b = R(second);
    bool takes_first = (n.first == a) | (n.second == a) | (n.third == a);
    bool takes_second = (n.first == b) | (n.second == b) | (n.third == b);
    return takes_first ? of_first : takes_second ? R(1) / R(3) : R(0);
}

/** How much a member cares about an issue: wholly where it is all of its remit, and by `care_beyond` where it is none
 * of it (A13). */
RULE real agenda_cares(real care_beyond, real remit)
{
    return care_beyond + (R(1) - care_beyond) * remit;
}

/** How far from its own place a member can accept what it cares for: further with a common purpose that it feels, a
 * common language, and after support (H1, H6, I16). */
RULE real agenda_reach(real tolerance, real widening, real felt, real language, real comfort)
{
    return tolerance * (R(1) + widening * (felt + language)) * (R(1) + comfort);
}

/** How far an issue suits a member, 0..1; who does not care accepts wholly (A13, A17). */
RULE real agenda_acceptance(real cares, real salience, real apart, real reach)
{
    return R(1) - cares * (R(0.5) + R(0.5) * salience) * min(R(1), apart / reach);
}

/** How far from saying yes a member is before anybody talks to it; 0 where the issue suits it as far as `yes` asks. */
RULE real agenda_doubt(real accepts, real yes)
{
    return clamp01(R(1) - accepts / yes);
}

/** What a member holds of an issue. */
struct stance {
    real resistance; /* 0 says yes, above 1/2 wholly against */
    real held;       /* above 1/2: was won over, and holds to it */
    real slips;      /* 1: goes back on it now */
};

/** A stance after a month at home, which pulls by `pull` (I17). Who was won over holds for a time. Resistance above the
 * doubt falls to it at once; resistance that talk has brought below comes back toward it. */
RULE struct stance agenda_settles(struct stance s, real doubt, real pull)
{
    bool holds = s.held > R(0.5);
    real held = holds ? s.held * (R(1) - pull) : R(0);
    bool slips = holds & (held <= R(0.5));
    real back = s.resistance > doubt ? doubt : s.resistance + pull * (doubt - s.resistance);
    return (
        struct stance){ .resistance = holds ? R(0) : back, .held = slips ? R(0) : held, .slips = slips ? R(1) : R(0) };
}

/** How far one hearing lowers a member's resistance, by the trust in those near enough who say yes (I15; Granovetter
 * 1978). `swayed` is the sum of that trust, `others` how many others there are. */
RULE real agenda_persuades(real persuade, real openness, real swayed, real others)
{
    return persuade * (R(0.5) + R(0.5) * openness) * swayed / max(R(1), others);
}

/** Does a share of influence that says yes meet a decision rule? Consensus asks for three quarters, and that nobody is
 * `wholly` against. 0 or 1. */
RULE real agenda_passes(int rule, real support, real wholly)
{
    real half = support > R(0.5) ? R(1) : R(0), most = R(4) * support >= R(3) ? R(1) : R(0);
    real by_half = (real)(rule == RULE_majority), by_all = (real)(rule == RULE_consensus);
    return by_half * half + (R(1) - by_half) * most * (R(1) - by_all * wholly);
}

/** How far a home accepts an issue that it is asked about: less the further the issue lies `apart` from where the
 * organisation stands, and less where its line manager has little interest. A home that was gone over is not asked: it
 * counts as accepting wholly (A7, G9, G21, I7). */
RULE real agenda_home(real over, real cares, real apart, real tolerance, real home_doubt, real interest)
{
    real accepts = (R(1) - cares * min(R(1), apart / tolerance)) * (R(1) - home_doubt * (R(1) - interest));
    return over > R(0) ? R(1) : accepts;
}

/** What one who is there counts for in joint work: who says yes at least what a yes asks. */
RULE real agenda_willing(bool says_yes, real accepts, real yes)
{
    return says_yes ? max(accepts, yes) : accepts;
}

/** Joint work a month: the scarcest of the resources needed sets the pace (A4, D3; minimum-effort game). */
RULE real agenda_work(real work, real least, real extent)
{
    return work * least / max(extent, MILLIONTH);
}

/** Part of the effort that reaches the work: mistrust and conflict waste the rest; safeguards stand in for half of the
 * trust that is wanting (A2). */
RULE real agenda_efficiency(real trust, real conflict, real safeguards)
{
    real relied = trust + R(0.5) * safeguards * (R(1) - trust);
    return (R(0.5) + R(0.5) * relied) * (R(1) - R(0.5) * conflict);
}

/** Part of a month's work that counts: less at the beginning of something new, all of it near the end or in a copy
 * (3c.2). */
RULE real agenda_early(real early_cost, real progress, real copied)
{
    return R(1) - early_cost * (R(1) - progress) * (R(1) - copied);
}

/** Whether a month's movement, in stages, counts as any: at such a pace a stage takes no longer than `longest` months.
 */
RULE bool agenda_moves_on(real moved, real longest)
{
    return moved * longest > R(1);
}

/** Months for which effort is promised at a `pace` in stages a month: whole ones, at most `longest` (A11). */
RULE real agenda_due(real pace, real longest)
{
    real months = R(1) / max(pace, MILLIONTH);
    return min(longest, R(1) + (real)(int32_t)min(months, R(1000)));
}

/** Size that a forum attempts: all of `size`, or on a ladder half of it at first and more with every success (2g, S15).
 */
RULE real agenda_attempts(real size, real ladder, real rung)
{
    return size * (R(1) - ladder / (R(2) + rung));
}

/** How much better, or worse, than usual what is delivered is: the more members differ, the better what they work out
 * themselves, and the less a copy fits them (A17, H13). */
RULE real agenda_quality(real novelty, real spread, real copied)
{
    return R(1) + (R(1) - R(2) * copied) * novelty * spread;
}

/** Chance that an issue falls back a stage: in a forum without order or with unclear members, after a surprise, and the
 * less it was agreed (A23, S55). */
RULE real agenda_falls_back(real backtrack, real loose, real unclear, real turbulence, real support)
{
    return clamp01(backtrack * (loose + unclear + turbulence) * (R(0.5) + (R(1) - support)));
}

#endif
