/* promises.c - members promise effort when an issue is ratified, give it or not, and are judged once when it falls due
 * (A11). A broken promise pains those who kept theirs, unless it is understood (H10). */
#include "promises.h"

#include "agenda.h"
#include "people.h"
#include "stances.h"

SHARED void promises_are_made(struct sim_pack *pack, int f, int k, int lane, real least, const struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real shared = max(R(1), m->ratified[lane] + R(1)), on = ON(promises);
    real work = agenda_work(p->agenda_work[lane], least, now->extent[k][lane]);
    real due = agenda_due(now->efficiency[f][lane] * work / shared, p->agenda_longest[lane]);

    now->due[k][lane] = due;
    now->worked[k][lane] = R(0);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        real offers = m->willing[s - forum->first_seat][lane] * remit_of(w, m, s, k, lane);
        real part = offers / shared;
        now->promised[stance_of(w, s, k)][lane] = on * part * due;
        now->given[stance_of(w, s, k)][lane] = R(0);
    }
}

SHARED void promises_are_worked(struct sim_pack *pack, int f, int k, const struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    LANES
        now->worked[k][lane] += one_if(now->stage[k][lane] == R(3));
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        int x = stance_of(w, s, k), row = s - forum->first_seat;
        LANES {
            real in_work = one_if(now->stage[k][lane] == R(3)), promised = now->promised[x][lane];
            real part = m->willing[row][lane] * remit_of(w, m, s, k, lane) / max(R(1), m->ratified[lane]);
            real load = now->load[s][lane], due = max(now->due[k][lane], R(1));
            real more = min(R(1), load + promised / due / max(m->effort[row][lane], MILLIONTH));
            now->given[x][lane] += in_work * part;
            now->gave[s][lane] += in_work * part;
            now->load[s][lane] = ((promised > R(0)) & (in_work > R(0))) ? more : load;
        }
    }
}

/** One promise is judged: who fell short breaks its word, and is blamed as far as that is not understood (H10). */
static void promise_is_judged(struct sim_pack *pack, int s, int k, int lane, bool delivered, struct means *m)
{
    HERE(pack);
    int x = stance_of(w, s, k), f = w->seat[s].forum;
    real promised = now->promised[x][lane];
    real missing = clamp01(R(1) - now->given[x][lane] / promised), lacking = delivered ? R(0) : missing;
    real broke = one_if(lacking > p->trust_forgiven[lane]);
    real understood = people_understood(p->people_understanding[lane], now->said[f][lane], now->openness[s][lane],
                                        now->feigned[f][lane]);

    now->promises[0][lane] += R(1);
    now->broken[0][lane] += broke;
    now->kept[s][lane] = R(1);
    now->broke[s][lane] = max(now->broke[s][lane], broke * lacking);
    now->promised[x][lane] = R(0);
    m->blame[lane] += broke * lacking * (R(1) - understood);
}

SHARED void promises_fall_due(struct sim_pack *pack, int f, int k, const real *worked, const real *delivered,
                              struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real due[SIM_LANES];

    LANES {
        real months = now->worked[k][lane], promised = now->due[k][lane];
        bool judged = months - R(1) >= promised; /* in a month before */
        bool over = (months >= promised) | (delivered[lane] > R(0));
        due[lane] = worked[lane] * one_if(!judged & over);
    }
    for (int lane = 0; in_any_lane(due) && lane < SIM_LANES; lane++)
        for (int s = forum->first_seat; due[lane] > R(0) && s < forum->first_seat + forum->seats; s++)
            if (now->promised[stance_of(w, s, k)][lane] > R(0)) {
                promise_is_judged(pack, s, k, lane, delivered[lane] > R(0), m);
            }
}

SHARED void promises_are_void(struct sim_pack *pack, int f, int k, int lane)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        now->promised[stance_of(w, s, k)][lane] = R(0);
}
