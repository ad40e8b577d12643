/* users.c - families are helped: by the same staff with and without collaboration, side by side, on the same need.
 * The second column is the no-collaboration area itself: nothing that forums do reaches it (tested against a run with
 * `without: [collaboration]`). */
#include "users.h"

#include "organisations.h"
#include "state.h"

/** Capacity of one field with joint time taken out, and with all of it at home; shares of the area's month-0 capacity.
 */
static void field_capacity(struct sim_pack *pack, int r, real *with, real *alone)
{
    HERE(pack);
    LANES
        with[lane] = alone[lane] = R(0);
    for (int i = 0; i < w->organisations; i++) {
        real part = (real)world_gives(&w->organisation[i], r);
        if (part == R(0)) {
            continue;
        }
        LANES {
            with[lane] += part * now->staff[i][lane] * (R(1) - now->joint[i][lane]);
            alone[lane] += part * now->staff_alone[i][lane];
        }
    }
}

/** Is a community organisation among the members of any forum of this field? 0 or 1 a lane (G7). */
static void field_community(struct sim_pack *pack, int r, real *community)
{
    HERE(pack);
    LANES
        community[lane] = R(0);
    for (int s = 0; s < w->seats; s++)
        if (w->forum[w->seat[s].forum].resource == r &&
            w->organisation[w->seat[s].organisation].sector == SECTOR_voluntary) {
            LANES
                community[lane] = max(community[lane], now->filled[s][lane]);
        }
}

/** Practice with families over all forums, each weighted by its members; 0.45 where there is none (H16). */
static void area_practice(struct sim_pack *pack, real on, real *practice)
{
    HERE(pack);
    real sum[SIM_LANES], members[SIM_LANES];

    LANES
        sum[lane] = members[lane] = R(0);
    for (int f = 0; f < w->forums; f++)
        LANES {
            real here = now->members[f][lane] * now->alive[f][lane];
            sum[lane] += here * now->practice[f][lane];
            members[lane] += here;
        }
    LANES
        practice[lane] = ((on > R(0)) & (members[lane] > R(0))) ? sum[lane] / max(members[lane], R(1)) : R(0.45);
}

/** One field, both sides. */
static void field_helps(struct sim_pack *pack, int r, const real *practice)
{
    HERE(pack);
    real overloads = ON(overload), escalates = ON(escalation);
    real with[SIM_LANES], alone[SIM_LANES], community[SIM_LANES];

    field_capacity(pack, r, with, alone);
    field_community(pack, r, community);
    LANES {
        struct users_field joint = { .early = now->open_need[r][lane], .crisis = now->open_crisis[r][lane] };
        struct users_field solo = { .early = now->open_alone[r][lane], .crisis = now->crisis_alone[r][lane] };
        struct users_terms terms = { now->arisen_field[r][lane],
                                     p->users_crisis_share[lane],
                                     p->users_crisis_cost[lane],
                                     p->users_duty[lane],
                                     p->users_returns[lane],
                                     p->users_lapse[lane],
                                     escalates * p->users_escalation[lane] };
        real overload = overloads * p->organisations_overload[lane];
        real pressure = users_pressure(joint, terms, alone[lane]),
             pressure_alone = users_pressure(solo, terms, alone[lane]);
        real reached = users_reached(p->context_brexit[lane], p->users_unsure[lane]);
        real solo_each = users_relief(p->users_complex[lane], p->users_solo_cap[lane], R(0)) * reached;
        real each = users_relief(p->users_complex[lane], p->users_solo_cap[lane], now->service[r][lane]) *
                    users_take_up(practice[lane], p->users_practice[lane]) * reached;
        joint = users_month(joint, terms, with[lane] * organisations_productivity(pressure, overload), min(each, R(1)));
        solo = users_month(solo, terms, alone[lane] * organisations_productivity(pressure_alone, overload), solo_each);
        now->open_need[r][lane] = joint.early;
        now->open_crisis[r][lane] = joint.crisis;
        now->open_alone[r][lane] = solo.early;
        now->crisis_alone[r][lane] = solo.crisis;
        now->relief[0][lane] += joint.relieved;
        now->relief_alone[0][lane] += solo.relieved;
        now->treated_early[0][lane] += joint.work_early;
        now->treated_crisis[0][lane] += joint.work_crisis;
        now->pressure[r][lane] = min(pressure, R(4));
        now->service[r][lane] = flush_to_zero(users_service_left(now->service[r][lane], p->users_service_decay[lane],
                                                                 p->users_community[lane] * community[lane]));
    }
}

PHASE users_are_helped(struct sim_pack *pack)
{
    real practice[SIM_LANES];

    area_practice(pack, sim_left_out(pack, MECHANISM_practice) ? R(0) : R(1), practice);
    for (int r = 0; r < RESOURCES_COUNT; r++)
        field_helps(pack, r, practice);
}
