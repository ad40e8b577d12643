/* processes.c - forums call meetings; members come or not; hard things are said or not. */
#include "processes.h"

/** Who comes, if the forum's calendar calls a meeting this month; a meeting without a quorum is none. */
static void forum_meets(struct sim_pack *pack, int f)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real called[SIM_LANES], present[SIM_LANES];

    LANES {
        real clock = now->clock[f][lane] + now->alive[f][lane] * p->processes_meetings[lane] * (real)forum->meetings / R(12);
        bool due = clock >= R(1);
        called[lane] = when(due);
        now->clock[f][lane] = due ? least(clock - R(1), R(1)) : clock;
        present[lane] = R(0);
    }
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real part = processes_part(now->time[s][lane], p->processes_seat_time[lane]);
            real chance = processes_attendance(p->processes_attendance[lane], part, now->commitment[s][lane]);
            real came = called[lane] * now->filled[s][lane] * when(now->dice[s][lane] < chance);
            now->came[s][lane] = came;
            present[lane] += came;
        }
    LANES {
        real needed = p->structure_quorum[lane] * now->members[f][lane];
        now->meets[f][lane] = called[lane] * when((present[lane] >= needed) & (present[lane] > R(1)));
    }
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES now->came[s][lane] = now->came[s][lane] * now->meets[f][lane];
}

/** Frustration is aired: it helps where there is trust, and inflames where there is none (G18 .. G20). */
static void forum_airs(struct sim_pack *pack, int f, real on)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    const real(*dice)[SIM_LANES] = (const real(*)[SIM_LANES])(now->dice + CHANCE_ROWS(w->seats) + 2 * f);
    real helps[SIM_LANES], hurts[SIM_LANES];

    LANES {
        real airs = on * now->meets[f][lane] * when(dice[0][lane] < p->people_airing[lane] * R(2) * now->frustration_mean[f][lane]);
        real good = when(dice[1][lane] < R(0.35) + R(0.6) * now->trust_mean[f][lane]);
        helps[lane] = airs * good;
        hurts[lane] = airs * (R(1) - good);
    }
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real came = now->came[s][lane], openness = now->openness[s][lane], conflict = now->conflict[s][lane];
            now->frustration[s][lane] = now->frustration[s][lane] * (R(1) - R(0.4) * came * helps[lane]);
            now->openness[s][lane] = openness + R(0.1) * came * helps[lane] * (R(1) - openness);
            now->conflict[s][lane] = conflict + came * hurts[lane] * p->people_conflict_gain[lane] * (R(1) - conflict);
        }
}

PHASE processes_meet(struct sim_pack *pack)
{
    HERE(pack);
    real airing = ON(airing);

    chance_fill(now->dice, pack, DRAW_ATTENDS, w->seats);
    chance_fill(now->dice + CHANCE_ROWS(w->seats), pack, DRAW_AIRING, 2 * w->forums);
    for (int f = 0; f < w->forums; f++) {
        forum_meets(pack, f);
        forum_airs(pack, f, airing);
    }
}
