/* users.c - families are helped: by the same staff with and without collaboration, side by side, on the same need.
 * The second column is the no-collaboration area itself: nothing that forums do reaches it (tested against a run with
 * `without: [collaboration]`). */
#include "organisations.h"
#include "users.h"

/** Capacity of one field with joint time taken out, and with all of it at home; shares of the area's month-0 capacity. */
static void field_capacity(struct sim_pack *pack, int r, real *with, real *alone)
{
    HERE(pack);
    LANES with[lane] = alone[lane] = R(0);
    for (int i = 0; i < w->organisations; i++) {
        const struct world_organisation *o = &w->organisation[i];
        real part = (real)world_gives(o, r);
        if (part == R(0)) {
            continue;
        }
        LANES {
            real staff = part * now->staff[i][lane];
            real early = R(1) + p->users_early_cost[lane];
            with[lane] += staff * (R(1) - least(R(1), now->joint[i][lane] * early));
            alone[lane] += staff;
        }
    }
}

/** One field, one side: treat what can be treated. Returns relief; changes the waiting need. */
static inline real field_month(real *open, real capacity, real productivity, real relief_each, real returns, real lapse)
{
    real treated = least(*open, capacity * productivity);
    real relieved = treated * relief_each;
    *open = users_waiting(*open, treated, relieved, returns, lapse);
    return relieved;
}

PHASE users_are_helped(struct sim_pack *pack)
{
    HERE(pack);
    real overloads = ON(overload);
    real with[SIM_LANES], alone[SIM_LANES];

    for (int r = 0; r < RESOURCES_COUNT; r++) {
        field_capacity(pack, r, with, alone);
        LANES {
            real open = now->open_need[r][lane], open_alone = now->open_alone[r][lane];
            real overload = overloads * p->organisations_overload[lane];
            real pressure = open / most(alone[lane], R(0.01)), pressure_alone = open_alone / most(alone[lane], R(0.01));
            real service = now->service[r][lane];
            real each = users_relief(p->users_complex[lane], p->users_solo_cap[lane], service);
            real each_alone = users_relief(p->users_complex[lane], p->users_solo_cap[lane], R(0));
            real relieved = field_month(&open, with[lane], organisations_productivity(pressure, overload), each,
                                        p->users_returns[lane], p->users_lapse[lane]);
            real relieved_alone = field_month(&open_alone, alone[lane], organisations_productivity(pressure_alone, overload),
                                              each_alone, p->users_returns[lane], p->users_lapse[lane]);
            now->relief[0][lane] += relieved;
            now->relief_alone[0][lane] += relieved_alone;
            now->open_need[r][lane] = open;
            now->open_alone[r][lane] = open_alone;
            now->pressure[r][lane] = least(pressure, R(4));
            now->service[r][lane] = or_none(service * (R(1) - p->users_service_decay[lane]));
        }
    }
}
