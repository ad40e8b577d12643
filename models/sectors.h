/* sectors.h - rules of sectors: what they let their people do, and what they press down on them (F1 .. F11). */
#ifndef SECTORS_H
#define SECTORS_H

#include "../sim/lanes.h"

/** Hierarchy at a density of rules: its red tape, and its order (F4, F10). All 0..1 but `rules`, times. */
RULE real sectors_ruled(real hierarchy, real rules)
{
    return clamp01(hierarchy * rules);
}

/** How fast an organisation can say yes by its rules: what red tape and want of freedom leave (F1, F4). Freedom is what
 * rules leave, less what a contract takes. */
RULE real sectors_speed(real red_tape, real flexibility)
{
    return (R(1) - red_tape) * (R(0.5) + R(0.5) * flexibility);
}

/** A department needs a second yes, of the council that it is a part of (F7); `department` is 0 or 1. */
RULE real sectors_second_yes(real speed, real department, real red_tape)
{
    return speed * (R(1) - R(0.5) * department * red_tape);
}

/** Freedom to act that a contract leaves a provider: who pays for a share of it takes that share (Pfeffer & Salancik
 * 1978); `contract` is 0 or 1 (G10, 3e). */
RULE real sectors_contracted(real flexibility, real contract, real share, real flex)
{
    return flexibility * (R(1) - contract * share * (R(1) - flex));
}

/** A reorganised organisation has a new mind: half of the way to a new place (A21). */
RULE real sectors_new_position(real position, real fresh)
{
    return R(0.5) * position + R(0.5) * fresh;
}

#endif
