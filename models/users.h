/* users.h - rules of families' need and relief (A1, A4, A15). Advantage is a difference, never a bonus for being joint:
 * the same staff treats the same need, alone or with joint services to draw on. */
#ifndef USERS_H
#define USERS_H

#include "../sim/lanes.h"

/** Relief that a unit of treatment brings. Simple need is relieved by one organisation; complex need up to `solo_cap`,
 * the rest only as far as there is joint service (A4: threshold output). All shares. */
RULE real users_relief(real complex, real solo_cap, real service)
{
    return (R(1) - complex) + complex * (solo_cap + (R(1) - solo_cap) * service);
}

/** Need that still waits after a month: less what was treated and what lapsed, plus what comes back unrelieved. */
RULE real users_waiting(real open, real treated, real relieved, real returns, real lapse)
{
    real left = open - treated + returns * (treated - relieved);
    return most(R(0), left) * (R(1) - lapse);
}

#endif
