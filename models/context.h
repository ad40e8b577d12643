/* context.h - rules of the outside world: austerity, turbulence and Brexit are three separate things (E1). */
#ifndef CONTEXT_H
#define CONTEXT_H

#include "../sim/lanes.h"

/** Deviation of money from its plan: a slow random walk that comes back, spread `uncertainty` (1d).
 * First-order autoregression 0.8; innovation uniform with standard deviation 0.6, so that the spread stays at 1. */
RULE real context_noise(real noise, real u, real uncertainty)
{
    return R(0.8) * noise + R(0.6) * uncertainty * R(3.4641016) * (u - R(0.5));
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
