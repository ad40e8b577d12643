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

/** Practice with families over all forums, each weighted by its members; 1/2 where there is none (H16). */
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
        practice[lane] = ((on > R(0)) & (members[lane] > R(0))) ? sum[lane] / max(members[lane], R(1)) : R(0.5);
}

/** What joint service added to the relief of a field this month, by the part that each of its forums has built. */
static void forums_gain(struct sim_pack *pack, int r, const real *gained)
{
    HERE(pack);
    real total[SIM_LANES];

    LANES
        total[lane] = R(0);
    for (int f = 0; f < w->forums; f++)
        if (w->forum[f].resource == r) {
            LANES
                total[lane] += now->built[f][lane];
        }
    for (int f = 0; f < w->forums; f++)
        if (w->forum[f].resource == r) {
            LANES
                now->added[f][lane] +=
                    now->first_life[f][lane] * (gained[lane] * now->built[f][lane] / max(total[lane], MILLIONTH));
        }
}

/** What the time that one forum takes would have relieved, had it stayed at home, as far as it is `missed` there. */
static void forum_forgoes(struct sim_pack *pack, int f, const real (*missed)[SIM_LANES])
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real lent[RESOURCES_COUNT][SIM_LANES] = { 0 };

    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        const struct world_organisation *o = &w->organisation[w->seat[s].organisation];
        int first = o->resource, second = o->second < 0 ? first : o->second;
        real of_first = (real)world_gives_first(o), of_second = (real)world_gives_second(o);
        LANES {
            real time = now->filled[s][lane] * now->alive[f][lane] * now->time[s][lane] / (real)w->fte;
            lent[first][lane] += time * of_first;
            lent[second][lane] += time * of_second;
        }
    }
    for (int r = 0; r < RESOURCES_COUNT; r++)
        LANES {
            real each_alone = users_relief(p->users_complex[lane], p->users_solo_cap[lane], R(0)) *
                              users_reached(p->context_brexit[lane], p->users_unsure[lane]);
            now->forgone[f][lane] += now->first_life[f][lane] * (lent[r][lane] * missed[r][lane] * each_alone);
        }
}

/** One field, both sides; and how far time that is lent is missed there. */
static void field_helps(struct sim_pack *pack, int r, const real *practice, real *missed)
{
    HERE(pack);
    real overloads = ON(overload), escalates = ON(escalation);
    real with[SIM_LANES], alone[SIM_LANES], gained[SIM_LANES];

    field_capacity(pack, r, with, alone);
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
        real each = min(R(1), users_relief(p->users_complex[lane], p->users_solo_cap[lane], now->service[r][lane]) *
                                  users_take_up(practice[lane], p->users_practice[lane]) * reached);
        joint = users_month(joint, terms, with[lane] * organisations_productivity(pressure, overload), each);
        solo = users_month(solo, terms, alone[lane] * organisations_productivity(pressure_alone, overload), solo_each);
        now->open_need[r][lane] = joint.early;
        now->open_crisis[r][lane] = joint.crisis;
        now->open_alone[r][lane] = solo.early;
        now->crisis_alone[r][lane] = solo.crisis;
        now->relief[0][lane] += joint.relieved;
        now->relief_alone[0][lane] += solo.relieved;
        now->treated_early[0][lane] += joint.work_early;
        now->treated_crisis[0][lane] += joint.work_crisis;
        now->pressure[r][lane] = pressure;
        missed[lane] = users_missed(pressure, with[lane], alone[lane]);
        gained[lane] = joint.helped * max(R(0), each - solo_each);
    }
    forums_gain(pack, r, gained);
}

/** Joint service of each field: what the forums that serve it have built (A1). */
static void fields_are_served(struct sim_pack *pack)
{
    HERE(pack);
    for (int r = 0; r < RESOURCES_COUNT; r++) {
        real left[SIM_LANES];
        LANES
            left[lane] = R(1);
        for (int f = 0; f < w->forums; f++)
            if (w->forum[f].resource == r) {
                LANES
                    left[lane] = left[lane] * (R(1) - now->built[f][lane]);
            }
        LANES
            now->service[r][lane] = R(1) - left[lane];
    }
}

/** Joint service lapses; community organisations among a forum's members keep part of it going (G7). */
static void service_lapses(struct sim_pack *pack, int f)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real community[SIM_LANES];

    LANES
        community[lane] = R(0);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        if (w->organisation[w->seat[s].organisation].sector == SECTOR_voluntary) {
            LANES
                community[lane] = max(community[lane], now->filled[s][lane]);
        }
    LANES
        now->built[f][lane] = flush_to_zero(
            users_service_left(now->built[f][lane], p->users_service_decay[lane], R(0.5) * community[lane]));
}

PHASE users_are_helped(struct sim_pack *pack)
{
    HERE(pack);
    real practice[SIM_LANES], missed[RESOURCES_COUNT][SIM_LANES];

    area_practice(pack, sim_left_out(pack, MECHANISM_practice) ? R(0) : R(1), practice);
    fields_are_served(pack);
    for (int r = 0; r < RESOURCES_COUNT; r++)
        field_helps(pack, r, practice, missed[r]);
    for (int f = 0; f < w->forums; f++) {
        forum_forgoes(pack, f, (const real(*)[SIM_LANES])missed);
        service_lapses(pack, f);
    }
}
