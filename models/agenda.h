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
    return most(R(0), R(1) - distance / tolerance);
}

/** Support as a decision rule counts it: the mean, or for consensus as much by the least willing (Robertson & Choi 2012). */
RULE real agenda_support(int rule, real mean, real lowest)
{
    return rule == RULE_CONSENSUS ? R(0.6) * mean + R(0.4) * lowest : mean;
}

/** Support that a decision rule asks for before an issue gets anywhere. */
RULE real agenda_threshold(int rule)
{
    return rule == RULE_MAJORITY ? R(0.30) : rule == RULE_THREE_QUARTERS ? R(0.40) : R(0.35);
}

/** Speed of agreement for support over the threshold: 0 below it, 1 where all accept wholly. */
RULE real agenda_agreeing(real support, real threshold)
{
    return most(R(0), support - threshold) / (R(1) - threshold);
}

/** Joint work a month: the scarcest of the resources needed sets the pace (A4, D3; minimum-effort game). */
RULE real agenda_work(real first, real second, real third, real speed, real extent)
{
    return speed * least(first, least(second, third)) / most(extent, R(0.1));
}

/** Part of the effort that reaches the work: mistrust and conflict waste the rest (A2). */
RULE real agenda_efficiency(real trust, real conflict)
{
    return (R(0.4) + R(0.6) * trust) * (R(1) - R(0.6) * conflict);
}

#endif
