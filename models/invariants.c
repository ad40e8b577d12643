/* invariants.c - what must hold at the end of every run. */
#include "state.h"

/** Are all rows of a state array inside 0..1, in this lane? */
static bool are_shares(real (*x)[SIM_LANES], int rows, int lane)
{
    for (int i = 0; i < rows; i++)
        if (!(x[i][lane] >= -MILLIONTH && x[i][lane] <= R(1) + MILLIONTH))
            return false;
    return true;
}

static bool shares_hold(const struct now *now, const struct world *w, int lane)
{
    return are_shares(now->trust, w->ties, lane) && are_shares(now->commitment, w->seats, lane) &&
           are_shares(now->openness, w->seats, lane) && are_shares(now->conflict, w->seats, lane) &&
           are_shares(now->frustration, w->seats, lane) && are_shares(now->hope, w->seats, lane) &&
           are_shares(now->energy, w->seats, lane) && are_shares(now->mandate, w->seats, lane) &&
           are_shares(now->position, w->seats, lane) && are_shares(now->built, w->forums, lane) &&
           are_shares(now->resistance, w->seats * w->slots, lane) && are_shares(now->held, w->seats * w->slots, lane);
}

static bool seats_hold(const struct now *now, const struct world *w, int lane)
{
    for (int s = 0; s < w->seats; s++) {
        real filled = now->filled[s][lane];
        if (!(filled == R(0) || filled == R(1)) || (filled == R(0) && now->came[s][lane] > R(0))) {
            return false;
        }
    }
    return true;
}

/** `meet`: the phase that shares attention is on. */
static bool attention_holds(const struct now *now, const struct world *w, int lane, bool meet)
{
    for (int i = 0; meet && i < w->persons; i++) {
        real all = R(0);
        for (int n = 0; n < w->person[i].seats; n++)
            all += now->attention[w->person[i].seat[n]][lane];
        if (!(all <= R(1) + MILLIONTH)) {
            return false;
        }
    }
    return true;
}

/** The books are kept in float: they may differ by rounding. */
static bool books_hold(const struct now *now, int lane)
{
    real moved = now->moved[0][lane];
    real booked = now->moved_structure[0][lane] + now->moved_process[0][lane] + now->moved_participant[0][lane];
    return distance(moved, booked) <= R(1e-3) * (R(1) + moved);
}

/** `meet`: the phase that begins each meeting's count of items is on. */
static bool promises_hold(const struct now *now, const struct world *w, const struct collab_params *p, int lane,
                          bool meet)
{
    bool hold = now->broken[0][lane] <= now->promises[0][lane];
    for (int x = 0; x < w->seats * w->slots; x++)
        hold = hold && now->promised[x][lane] >= R(0) && now->given[x][lane] >= R(0);
    for (int f = 0; f < w->forums; f++)
        hold = hold && (!meet || now->items[f][lane] <= max(R(0), p->processes_items[lane]));
    return hold;
}

static bool numbers_hold(const struct now *now, const struct world *w, int lane)
{
    bool hold = isfinite(now->relief[0][lane] + now->arisen[0][lane] + now->moved[0][lane]);
    for (int f = 0; f < w->forums; f++)
        hold = hold && isfinite(now->added[f][lane] + now->forgone[f][lane] + now->attempts[f][lane]);
    return hold;
}

/** Marks the lanes in which something impossible is true. */
static void outcomes_check(struct sim_pack *pack)
{
    HERE(pack);
    bool meet = !sim_left_out(pack, IN_PHASE_processes);
    for (int lane = 0; lane < SIM_LANES; lane++)
        pack->failed[lane] = !numbers_hold(now, w, lane)             ? 1 + INVARIANT_numbers
                             : !shares_hold(now, w, lane)            ? 1 + INVARIANT_shares
                             : !seats_hold(now, w, lane)             ? 1 + INVARIANT_seats
                             : !books_hold(now, lane)                ? 1 + INVARIANT_agenda
                             : !attention_holds(now, w, lane, meet)  ? 1 + INVARIANT_attention
                             : !promises_hold(now, w, p, lane, meet) ? 1 + INVARIANT_promises
                                                                     : 0;
}
