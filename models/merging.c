/* merging.c - a forum merges into another where the study says so (A21). People go over where their organisation has an
 * empty seat, issues where there is room, joint service where both serve one field. The other table has agreed to
 * nothing yet, so all issues begin there anew. Plain code on one lane. */
#include "presence.h"
#include "promises.h"
#include "slots.h"

/** The seat that the person of seat `s` goes over to: of the same organisation, there and empty; or -1. */
static int seat_beyond(const struct now *now, const struct world *w, int s, int g, int lane)
{
    const struct world_forum *other = &w->forum[g];
    for (int t = other->first_seat; t < other->first_seat + other->seats; t++)
        if (w->seat[t].organisation == w->seat[s].organisation) {
            bool free = now->filled[t][lane] == R(0) && seat_is_there(&now->cell, w, t, lane) > R(0);
            return free ? t : -1;
        }
    return -1;
}

/** The person takes along what it is like, and nothing of what it was to the forum that is gone. */
static void person_goes_over(struct sim_pack *pack, int s, int t, int lane)
{
    HERE(pack);
    real(*const own[])[SIM_LANES] = { now->tenure,
                                      now->position,
                                      now->commitment,
                                      now->openness,
                                      now->experience,
                                      now->excuse,
                                      now->closed,
                                      now->strange,
                                      now->salience,
                                      now->hope,
                                      now->frustration,
                                      now->conflict,
                                      now->comfort,
                                      now->listed,
                                      now->belongs,
                                      now->sent,
                                      now->energy,
                                      now->away,
                                      now->skill_facilitative,
                                      now->skill_directive,
                                      now->unease,
                                      now->loyalty,
                                      now->tenacity,
                                      now->worth_facilitative,
                                      now->worth_directive };
    real fresh[8][SIM_LANES];

    chance_eight(fresh, pack, DRAW_COMER, t);
    seat_is_taken(pack, t, lane, (const real(*)[SIM_LANES])fresh);
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        own[i][t][lane] = own[i][s][lane];
    now->cause[t][lane] = now->position[t][lane];
}

/** Whoever sat in the forum: `beyond[i]` is 1 and the seat to which its i-th member went over, or 0. */
static void people_go_over(struct sim_pack *pack, int f, int g, int lane, real (*beyond)[SIM_LANES])
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    for (int i = 0; i < forum->seats; i++) {
        int s = forum->first_seat + i, t = now->filled[s][lane] > R(0) ? seat_beyond(now, w, s, g, lane) : -1;
        beyond[i][lane] = R(t + 1);
        if (t >= 0) {
            person_goes_over(pack, s, t, lane);
        }
    }
}

/** Those who went over know each other as they did. */
static void ties_go_over(struct sim_pack *pack, int f, int g, int lane, const real (*beyond)[SIM_LANES])
{
    HERE(pack);
    const struct world_forum *from = &w->forum[f], *to = &w->forum[g];

    for (int i = 0; i < from->seats; i++)
        for (int j = 0; j < from->seats; j++)
            if (i != j && beyond[i][lane] > R(0) && beyond[j][lane] > R(0)) {
                int a = (int)beyond[i][lane] - 1 - to->first_seat, b = (int)beyond[j][lane] - 1 - to->first_seat;
                int was = tie_of(from, i, j), is = tie_of(to, a, b);
                int pair_was = i < j ? was : tie_of(from, j, i), pair_is = a < b ? is : tie_of(to, b, a);
                now->trust[is][lane] = now->trust[was][lane];
                now->institution[is][lane] = now->institution[was][lane];
                now->since[pair_is][lane] = now->since[pair_was][lane];
                now->often[pair_is][lane] = now->often[pair_was][lane];
            }
}

/** An issue is put on the other table. */
static void issue_goes_over(struct sim_pack *pack, int k, int n, int lane, real champion)
{
    HERE(pack);
    real(*const own[])[SIM_LANES] = { now->place,       now->extent,     now->needs_first,    now->needs_second,
                                      now->needs_third, now->copied,     now->wanted,         now->first_far,
                                      now->age,         now->by_process, now->by_participant, now->by_structure,
                                      now->agreed_on,   now->planned,    now->begun };

    slot_clear(now, w, n, lane);
    now->stage[n][lane] = R(1);
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        own[i][n][lane] = own[i][k][lane];
    now->champion[n][lane] = champion;
    now->moved_back[0][lane] += now->stage[k][lane] - R(1) + now->progress[k][lane];
    slot_clear(now, w, k, lane);
}

static void issues_go_over(struct sim_pack *pack, int f, int g, int lane, const real (*beyond)[SIM_LANES])
{
    HERE(pack);
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++) {
        int n = now->stage[k][lane] > R(0) ? slot_empty(now, w, g, lane) : -1;
        int champion = (int)now->champion[k][lane] - 1;
        if (n >= 0) {
            issue_goes_over(pack, k, n, lane, champion < 0 ? R(0) : beyond[champion - w->forum[f].first_seat][lane]);
        }
    }
}

SHARED void forum_merges(struct sim_pack *pack, int f, int lane)
{
    HERE(pack);
    int g = w->forum[f].joins, first = w->forum[f].first_seat;
    real(*beyond)[SIM_LANES] = now->dice;

    people_go_over(pack, f, g, lane, beyond);
    ties_go_over(pack, f, g, lane, (const real(*)[SIM_LANES])beyond);
    issues_go_over(pack, f, g, lane, (const real(*)[SIM_LANES])beyond);
    if (w->forum[f].resource == w->forum[g].resource) {
        now->built[g][lane] = now->built[g][lane] + now->built[f][lane] * (R(1) - now->built[g][lane]);
        now->built[f][lane] = R(0);
    }
    for (int i = 0; i < w->forum[f].seats; i++)
        if (beyond[i][lane] > R(0)) {
            seat_falls_empty(pack, first + i, lane);
        }
    now->merged[f][lane] = now->first_life[f][lane];
}
