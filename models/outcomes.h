/* outcomes.h - what is read of a month, and of a run at its end (A1 .. A3). */
#ifndef OUTCOMES_H
#define OUTCOMES_H

#include "state.h"

/** part / whole, or NAN where there is no whole. */
static inline double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : (double)NAN;
}

/** Mean energy of members, each counted once and once more for each act that it has begun. */
SHARED void leaders_energy(struct sim_pack *pack, real *mean);

/** Issues in hand: their number, their ages summed, and how many stand still. */
SHARED void issues_in_hand(struct sim_pack *pack, real *open, real *age, real *still);

#endif
