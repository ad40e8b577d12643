/* sectors.h - rules of sectors: what they let their people do, and what they press down on them (F1 .. F11). */
#ifndef SECTORS_H
#define SECTORS_H

#include "../sim/lanes.h"

/** How fast an organisation can say yes: somebody with a mandate at once, otherwise what its rules leave (F1, F4, I6). */
RULE real sectors_speed(real mandate, real red_tape, real flexibility)
{
    real home = (R(1) - red_tape) * (R(0.5) + R(0.5) * flexibility);
    return mandate + (R(1) - mandate) * home;
}

/** A reorganised organisation has a new mind: part of the way to a new place (A21). */
RULE real sectors_new_position(real position, real fresh)
{
    return R(0.7) * position + R(0.3) * fresh;
}

#endif
