/* agenda.h - rules of issues on their way: raised, agreed, ratified, worked on, delivered (A6).
 * Each rate is a sum of what structure, processes and participants give, so that every movement can be booked. */
#ifndef AGENDA_H
#define AGENDA_H

#include "../sim/lanes.h"
#include "theory.h"

/** How far a member can accept an issue at `place`: wholly at its own position, not at all `tolerance` away. */
RULE real agenda_acceptance(real position, real place, real tolerance)
{
    real distance = position < place ? place - position : position - place;
    return max(R(0), R(1) - distance / tolerance);
}

/** Support as a decision rule counts it: the mean, or for consensus as much by the least willing (Robertson & Choi
 * 2012). */
RULE real agenda_support(int rule, real mean, real lowest)
{
    return rule == RULE_consensus ? R(0.6) * mean + R(0.4) * lowest : mean;
}

/** Support that a decision rule asks for before an issue gets anywhere, where aims must be agreed to `agreement` (0.5:
 * as the rule says). */
RULE real agenda_threshold(int rule, real agreement)
{
    real most_ask = (real)(rule == RULE_majority), many_ask = (real)(rule == RULE_three_quarters);
    real asks = most_ask * R(0.30) + many_ask * R(0.40) + (R(1) - most_ask - many_ask) * R(0.35);
    return R(2) * agreement * asks;
}

/** Speed of agreement for support over the threshold: 0 below it, 1 where all accept wholly. */
RULE real agenda_agreeing(real support, real threshold)
{
    return max(R(0), support - threshold) / (R(1) - threshold);
}

/** Joint work a month: the scarcest of the resources needed sets the pace (A4, D3; minimum-effort game). */
RULE real agenda_work(real first, real second, real third, real speed, real extent)
{
    return speed * min(first, min(second, third)) / max(extent, R(0.1));
}

/** What support leaves of the effort: joint work on what was forced through goes at less than half the pace (C6). */
RULE real agenda_willing(real support)
{
    return R(0.4) + R(0.6) * support;
}

/** Part of the effort that reaches the work: mistrust and conflict waste the rest; safeguards stand in for half of the
 * trust that is wanting (A2). */
RULE real agenda_efficiency(real trust, real conflict, real safeguards)
{
    real relied = trust + R(0.5) * safeguards * (R(1) - trust);
    return (R(0.4) + R(0.6) * relied) * (R(1) - R(0.6) * conflict);
}

/** What is left of a month's work at the beginning of something new, all of it near its end (3c.2). */
RULE real agenda_early(real early_cost, real progress, real copied)
{
    return R(1) - early_cost * (R(1) - progress) * (R(1) - copied);
}

/** Size that a forum attempts: all of `size`, or on a ladder small at first and larger with every success, up to 1.3
 * times it (2g, S15). */
RULE real agenda_attempts(real size, real ladder, real rung)
{
    return size * (R(1) - ladder + ladder * (R(0.4) + R(0.3) * min(R(3), rung)));
}

/** How much better, or worse, than usual what is delivered is: different people work out better solutions, a copy fits
 * less well (A17, H13). */
RULE real agenda_quality(real novelty, real spread, real copied)
{
    return copied > R(0) ? R(0.8) : R(1) + novelty * spread;
}

/** Chance that an issue falls back a stage: in a forum without order or with unclear members, after a surprise, and the
 * less it was agreed (A23, S55). */
RULE real agenda_falls_back(real backtrack, real loose, real unclear, real turbulence, real support)
{
    return clamp01(backtrack * (loose + unclear + R(2) * turbulence) * (R(0.5) + (R(1) - support)));
}

#endif
