/* structure.c - people leave and newcomers sit down, organisations give up seats and take them, forums stiffen and die.
 * Rare events are plain code on one lane. */
#include "structure.h"

/** The ties of a seat when somebody new sits in it: both sides fall back on what their organisations hold. */
static void seat_ties_begin(struct sim_pack *pack, int s, int lane)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[w->seat[s].forum];
    int i = s - forum->first_seat;
    real part = p->trust_institution[lane], start = p->trust_start[lane];

    for (int j = 0; j < forum->seats; j++) {
        int out = tie_of(forum, i, j), in = tie_of(forum, j, i);
        real there = j == i ? R(0) : now->filled[forum->first_seat + j][lane];
        real fresh = (R(1) - part) * R(0.5) * start;
        now->trust[out][lane] = there * (structure_inherits(now->institution[out][lane], part) + fresh);
        now->trust[in][lane] = there * (structure_inherits(now->institution[in][lane], part) + fresh);
    }
}

/** Somebody new in a seat. `dice` are three numbers of the seat. */
static void seat_begins(struct sim_pack *pack, int s, int lane, const real *dice)
{
    HERE(pack);
    const struct world_seat *seat = &w->seat[s];

    now->filled[s][lane] = R(1);
    now->mandate[s][lane] = share(p->people_mandate[lane] * (real)seat->mandate);
    now->position[s][lane] = now->home[seat->organisation][lane];
    now->commitment[s][lane] = share(p->people_commitment[lane] + R(0.4) * (dice[0] - R(0.5)));
    now->openness[s][lane] = share(p->people_openness[lane] + R(0.4) * (dice[1] - R(0.5)));
    now->experience[s][lane] = share(p->people_experience[lane] + R(0.4) * (dice[2] - R(0.5)));
    now->identification[s][lane] = now->converted[s][lane] = now->isolation[s][lane] = R(0);
    now->frustration[s][lane] = R(0.5) * now->frustration[s][lane];
    now->conflict[s][lane] = R(0.5) * now->conflict[s][lane];
    seat_ties_begin(pack, s, lane);
}

/** A seat falls empty: neutral values, no ties. */
static void seat_ends(struct sim_pack *pack, int s, int lane)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[w->seat[s].forum];
    int i = s - forum->first_seat;

    now->filled[s][lane] = now->commitment[s][lane] = now->time[s][lane] = now->came[s][lane] = R(0);
    now->frustration[s][lane] = now->conflict[s][lane] = now->identification[s][lane] = R(0);
    for (int j = 0; j < forum->seats; j++)
        now->trust[tie_of(forum, i, j)][lane] = now->trust[tie_of(forum, j, i)][lane] = R(0);
    now->exits[0][lane] += R(1);
}

/** A leader's seat has a new person: rested, with the skill of newcomers. */
static void leader_begins(struct sim_pack *pack, int s, int lane)
{
    HERE(pack);
    for (int l = w->seat[s].forum * LEADERS_A_FORUM; l < (w->seat[s].forum + 1) * LEADERS_A_FORUM; l++)
        if (w->leader_seat[l] == s) {
            now->energy[l][lane] = R(0.8);
            now->skill_facilitative[l][lane] = now->skill_directive[l][lane] = p->leaders_skill[lane];
            now->worth_facilitative[l][lane] = now->worth_directive[l][lane] = R(0.5);
            now->directive[l][lane] = R(0);
        }
}

/** Everything that happens to one seat in one lane at the end of the month. */
static void seat_turns_over(struct sim_pack *pack, int s, int lane, bool leaves, bool exits, const real *dice)
{
    HERE(pack);
    bool filled = now->filled[s][lane] > R(0);

    if (filled && now->leaving[s][lane] > R(0)) {
        seat_ends(pack, s, lane);
        now->dismissals[0][lane] += R(1);
    } else if (filled && exits) {
        seat_ends(pack, s, lane);
    } else if (filled && leaves) {
        seat_begins(pack, s, lane, dice);
        leader_begins(pack, s, lane);
    } else if (!filled && now->joining[s][lane] > R(0)) {
        seat_begins(pack, s, lane, dice);
        leader_begins(pack, s, lane);
    }
}

static void seats_turn_over(struct sim_pack *pack)
{
    HERE(pack);
    real(*luck)[SIM_LANES] = now->dice, (*fresh)[SIM_LANES] = now->dice + CHANCE_ROWS(2 * w->seats);
    real turnover = ON(turnover), exit = ON(exit);

    chance_fill(luck, pack, DRAW_LEAVES, 2 * w->seats);
    chance_fill(fresh, pack, DRAW_NEWCOMER, 3 * w->seats);
    for (int s = 0; s < w->seats; s++) {
        int f = w->seat[s].forum, sector = w->organisation[w->seat[s].organisation].sector;
        flag leaves[SIM_LANES], exits[SIM_LANES], any = 0;
        LANES {
            real frustration = now->frustration[s][lane], conflict = now->conflict[s][lane], filled = now->filled[s][lane];
            real goes = turnover * structure_leaves(p->sectors_turnover[sector][lane], frustration, conflict);
            real quits = exit * structure_exits(p->structure_exit[lane], frustration, conflict, now->commitment[s][lane]);
            real takes = p->structure_rejoin[lane] * now->alive[f][lane] * (R(0.3) + now->service[w->forum[f].resource][lane]);
            bool joins = (filled < R(1)) & (luck[2 * s + 1][lane] < takes);
            leaves[lane] = luck[2 * s][lane] < goes;
            exits[lane] = luck[2 * s + 1][lane] < quits;
            now->joining[s][lane] = joins ? R(1) : now->joining[s][lane] * now->alive[f][lane];
        }
        for (int lane = 0; lane < SIM_LANES; lane++)
            any |= leaves[lane] | exits[lane] | (now->leaving[s][lane] > R(0)) | (now->joining[s][lane] > R(0));
        if (!any) {
            continue;
        }
        for (int lane = 0; lane < SIM_LANES; lane++) {
            real dice[3] = { fresh[3 * s][lane], fresh[3 * s + 1][lane], fresh[3 * s + 2][lane] };
            seat_turns_over(pack, s, lane, leaves[lane], exits[lane], dice);
            now->leaving[s][lane] = now->joining[s][lane] = R(0);
        }
    }
}

/** Forums stiffen, learn a common language, and die when almost nobody is left (A10, D4, A21). */
static void forums_age(struct sim_pack *pack)
{
    HERE(pack);
    for (int f = 0; f < w->forums; f++) {
        const struct world_forum *forum = &w->forum[f];
        real trains = (real)forum->training;
        real members[SIM_LANES];
        LANES members[lane] = R(0);
        for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
            LANES members[lane] += now->filled[s][lane];
        LANES {
            real formality = now->formality[f][lane], language = now->language[f][lane];
            real learns = R(0.02) * now->meets[f][lane] + R(0.06) * trains * p->processes_training[lane];
            bool dies = members[lane] < R(2);
            now->formality[f][lane] = formality + p->structure_formalisation[lane] * (R(1) - formality);
            now->language[f][lane] = language + learns * (R(1) - language) - R(0.015) * language;
            now->members[f][lane] = members[lane];
            now->dormant[f][lane] = now->meets[f][lane] > R(0) ? R(0) : now->dormant[f][lane] + R(1);
            now->alive[f][lane] = (dies | (now->dormant[f][lane] > R(24))) ? R(0) : now->alive[f][lane];
        }
    }
}

PHASE structure_changes(struct sim_pack *pack)
{
    seats_turn_over(pack);
    forums_age(pack);
}
