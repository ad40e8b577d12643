/* processes.c - forums call meetings, or call them off; members come or not; hard things are said or not. */
#include "processes.h"

#include "membership.h"
#include "organisations.h"
#include "people.h"
#include "state.h"

enum { DICE_AIRS, DICE_HELPS, DICE_CALLED_OFF, DICE_A_FORUM };

/** Rows of chance of one forum, behind the seats' own. */
static const real (*forum_dice(const struct now *now, const struct world *w, int f))[SIM_LANES]
{
    return (const real(*)[SIM_LANES])(now->dice + CHANCE_ROWS(w->seats) + DICE_A_FORUM * f);
}

/** Does the calendar call a meeting this month, and is it held? A fabric has no calendar: pairs meet as they will (J2).
 */
static void forum_calls(struct sim_pack *pack, int f, real *called)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    const real(*dice)[SIM_LANES] = forum_dice(now, w, f);
    real fabric = one_if(forum->governance == GOVERNANCE_fabric);

    LANES {
        real alive = now->alive[f][lane];
        now->items[f][lane] = R(0);
        real clock = now->clock[f][lane] + alive * p->processes_meetings[lane] * now->cell.forum_meetings[f][lane];
        real skips = processes_skips(now->pressure[forum->resource][lane], p->processes_called_off[lane]);
        bool due = clock >= R(12), held = dice[DICE_CALLED_OFF][lane] >= skips;
        now->clock[f][lane] = due ? min(clock - R(12), R(12)) : clock;
        called[lane] = alive * max(fabric, one_if(due & held));
    }
}

/** Who of the list of a forum that is called comes, how many are present, and how many the list has. */
static void members_come(struct sim_pack *pack, int f, const real *called, real by_themselves, real *restrict present,
                         real *restrict list)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    LANES
        present[lane] = list[lane] = R(0);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real part = processes_part(now->time[s][lane], p->processes_seat_time[lane]);
            real filled = now->filled[s][lane], listed = now->listed[s][lane], belongs = now->belongs[s][lane];
            real chance = processes_attendance(p->processes_attendance[lane], part, now->commitment[s][lane], belongs,
                                               people_heeds(p->people_divided[lane], now->attention[s][lane]));
            real called_here = called[lane] * filled * listed;
            real came = called_here * one_if(now->dice[s][lane] < chance * by_themselves);
            struct wait wait = membership_waits(listed, filled * belongs, now->awaited[s][lane], called[lane], came);
            now->came[s][lane] = came;
            now->called[0][lane] += called_here;
            now->attended[0][lane] += came;
            now->called_here[s][lane] += called_here;
            now->attended_here[s][lane] += came;
            now->called_life[f][lane] += now->first_life[f][lane] * called_here;
            now->attended_life[f][lane] += now->first_life[f][lane] * came;
            present[lane] += came;
            list[lane] += listed;
            now->listed[s][lane] = wait.listed;
            now->awaited[s][lane] = wait.awaited;
        }
}

/** Who comes; a meeting without a quorum of the list is none. */
static void forum_meets(struct sim_pack *pack, int f)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real called[SIM_LANES], present[SIM_LANES], list[SIM_LANES];
    real by_themselves = forum->governance == GOVERNANCE_fabric ? R(0.5) : R(1);

    forum_calls(pack, f, called);
    members_come(pack, f, called, by_themselves, present, list);
    LANES {
        real needed = p->structure_quorum[lane] * list[lane] * by_themselves;
        now->meets[f][lane] = called[lane] * one_if((present[lane] >= needed) & (present[lane] > R(1)));
    }
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            now->time[s][lane] = now->time[s][lane] * (R(1) - p->processes_meeting_cost[lane] * now->came[s][lane]);
            now->came[s][lane] = now->came[s][lane] * now->meets[f][lane];
        }
}

/** Ties grow among those who came and suffer from the same (G18). */
static void fellows_trust(struct sim_pack *pack, int f, const real *helps)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    if (!in_any_lane(helps)) {
        return;
    }
    for (int i = 0; i < forum->seats; i++)
        for (int j = 0; j < forum->seats; j++) {
            int t = tie_of(forum, i, j), a = forum->first_seat + i, b = forum->first_seat + j;
            real other = i == j ? R(0) : R(1);
            LANES {
                real both = other * helps[lane] * now->came[a][lane] * now->came[b][lane];
                now->trust[t][lane] = processes_fellows(now->trust[t][lane], now->frustration[a][lane],
                                                        now->frustration[b][lane], both, p->trust_ceiling[lane]);
            }
        }
}

/** What airing does to those who came: 0 or 1 a lane whether it helps, and whether it hurts. */
static void members_air(struct sim_pack *pack, int f, const real *helps, const real *hurts)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real came = now->came[s][lane], openness = now->openness[s][lane], conflict = now->conflict[s][lane];
            real opens = p->people_identification_gain[lane] * came * helps[lane] * (R(1) - now->closed[s][lane]),
                 id = now->identification[s][lane];
            now->frustration[s][lane] = now->frustration[s][lane] * (R(1) - R(0.5) * came * helps[lane]);
            now->openness[s][lane] = openness + opens * (R(1) - openness);
            now->identification[s][lane] = id + p->people_identification_gain[lane] * came * helps[lane] *
                                                    (R(1) - id); /* among fellow sufferers (G18) */
            now->conflict[s][lane] = conflict + came * hurts[lane] * p->people_conflict_gain[lane] * (R(1) - conflict);
        }
}

/** Frustration is aired: it helps where there is trust, and inflames where there is none (G18 .. G20). */
static void forum_airs(struct sim_pack *pack, int f, real on)
{
    HERE(pack);
    const real(*dice)[SIM_LANES] = forum_dice(now, w, f);
    real helps[SIM_LANES], hurts[SIM_LANES];

    LANES {
        real urge = now->frustration_mean[f][lane];
        real airs = on * now->meets[f][lane] * one_if(dice[DICE_AIRS][lane] < urge);
        real good = one_if(dice[DICE_HELPS][lane] < processes_airing_helps(now->trust_mean[f][lane]));
        helps[lane] = airs * good;
        hurts[lane] = airs * (R(1) - good);
        now->said[f][lane] = processes_said(now->said[f][lane], airs);
    }
    fellows_trust(pack, f, helps);
    members_air(pack, f, helps, hurts);
}

/** Who holds several seats gives each its part of one attention, by its weight and how much it is on the person's mind
 * (A12). */
static void attention_is_shared(struct sim_pack *pack, const struct world_person *person)
{
    HERE(pack);
    real all[SIM_LANES];

    LANES
        all[lane] = R(0);
    for (int i = 0; i < person->seats; i++) {
        int s = person->seat[i];
        LANES {
            real there = now->filled[s][lane] * now->alive[w->seat[s].forum][lane];
            real weight = there * now->cell.seat_salience[s][lane] * organisations_minded(now->salience[s][lane]);
            now->attention[s][lane] = weight;
            all[lane] += weight;
        }
    }
    for (int i = 0; i < person->seats; i++)
        LANES
            now->attention[person->seat[i]][lane] = now->attention[person->seat[i]][lane] / max(all[lane], MILLIONTH);
}

PHASE processes_meet(struct sim_pack *pack)
{
    HERE(pack);
    real airing = ON(airing);

    for (int i = 0; i < w->persons; i++)
        attention_is_shared(pack, &w->person[i]);
    chance_fill(now->dice, pack, DRAW_ATTENDS, w->seats);
    chance_fill(now->dice + CHANCE_ROWS(w->seats), pack, DRAW_AIRING, DICE_A_FORUM * w->forums);
    for (int f = 0; f < w->forums; f++) {
        forum_meets(pack, f);
        forum_airs(pack, f, airing);
    }
}
