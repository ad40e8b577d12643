/* structure.h - rules of who stays and who goes, beside what leaders do (A21, A11, 3a.1). */
#ifndef STRUCTURE_H
#define STRUCTURE_H

#include "../sim/lanes.h"

/** Chance in a month that the person in a seat leaves, from a yearly rate; misery adds up to as much again, and a
 * leader who is wholly `worn` leaves as often again (3a.1, I2). */
RULE real structure_leaves(real turnover, real frustration, real conflict, real worn)
{
    return clamp01(turnover / R(12) * (R(1) + R(0.5) * (frustration + conflict) + worn));
}

/** Chance in a month that an organisation gives up its seat: grows with the square of misery, held by commitment (A11).
 */
RULE real structure_exits(real exit, real frustration, real conflict, real commitment)
{
    real misery = R(0.5) * (frustration + conflict);
    return exit * misery * misery * (R(1) - commitment);
}

/** Trust that a newcomer has, and is met with: `part` of what organisations hold, and for the rest half of a stranger's
 * (I19). */
RULE real structure_inherits(real institution, real part, real start)
{
    return institution * part + (R(1) - part) * R(0.5) * start;
}

#endif
