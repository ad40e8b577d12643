/* context.h - rules of the outside world: austerity, turbulence and Brexit are three things, not one stress (E1). */
#ifndef CONTEXT_H
#define CONTEXT_H

#include "../sim/lanes.h"

/** Deviation of money from its plan: half of last month's, and what is new (1d). It never goes beyond `uncertainty`,
 * and its standard deviation is a third of that. */
RULE real context_noise(real noise, real u, real uncertainty)
{
    return R(0.5) * noise + uncertainty * (u - R(0.5));
}

/** Money that comes this month, share of month 0: the plan less what EU money has ended, with its noise (3a.3, 3b.1).
 */
RULE real context_money(real funding, real brexit, real exposure, real noise)
{
    return max(R(0), funding * (R(1) - brexit * exposure) * (R(1) + noise));
}

/** Need that arises in one field this month, share of capacity (A15, 3b.2). */
RULE real context_need(real need, real demand, real field, real brexit, real unsure)
{
    return need * demand * field * (R(1) + brexit * unsure);
}

#endif
