/* organisations.h - rules of the home organisation: what it can spare for joint work, and wants to (G1 .. G12). */
#ifndef ORGANISATIONS_H
#define ORGANISATIONS_H

#include "../sim/lanes.h"

/** Part of the day's productivity that pressure leaves: 1 up to the normal load, `overload` less at twice the load, and
 * at most twice that less. The falling limb of the stress-performance curve of Rudolph & Repenning (2002). */
RULE real organisations_productivity(real pressure, real overload)
{
    real excess = most(R(0), pressure - R(1));
    return most(R(0), R(1) - R(2) * overload * excess / (R(1) + excess));
}

/** Part of joint time that the day job leaves: pressure above normal pulls people back to it (G2, G17). */
RULE real organisations_slack(real pressure, real pull, real reorganising)
{
    real left = R(1) / (R(1) + pull * most(R(0), pressure - R(1)));
    return reorganising > R(0) ? R(0.5) * left : left;
}

/** A line manager's interest after a month: it follows what the manager is like, less pressure, plus visible success
 * (G21, G9). */
RULE real organisations_interest(real interest, real nature, real pressure, real pull, real success, real memory)
{
    real target = share(nature - R(0.5) * pull * most(R(0), pressure - R(1)) + R(0.5) * success);
    return interest + memory * (target - interest);
}

/** Part of a seat's joint time that is left for work when the same organisation has `seats` of them (A12, S25). */
RULE real organisations_after_overhead(real seats, real overhead)
{
    return share(R(1) - overhead * most(R(0), seats - R(1)));
}

#endif
