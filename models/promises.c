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

/** Promises of one member are judged where they are `due`: who fell short breaks its word, and is blamed as far as that
 * is not understood (H10). */
static void promise_is_judged(struct sim_pack *pack, int s, int k, const real *restrict due,
                              const real *restrict delivered, struct means *m)
{
    HERE(pack);
    int x = stance_of(w, s, k), f = w->seat[s].forum;

    LANES {
        real promised = now->promised[x][lane], kept = now->kept[s][lane], before = now->broke[s][lane];
        bool judged = (due[lane] > R(0)) & (promised > R(0));
        real missing = clamp01(R(1) - now->given[x][lane] / promised),
             lacking = delivered[lane] > R(0) ? R(0) : missing;
        real breaks = one_if(judged & (lacking > p->trust_forgiven[lane])), short_of = judged ? lacking : R(0);
        real understood = people_understood(p->people_understanding[lane], now->said[f][lane], now->openness[s][lane],
                                            now->feigned[f][lane]);
        now->promises[0][lane] += one_if(judged);
        now->broken[0][lane] += breaks;
        now->kept[s][lane] = judged ? R(1) : kept;
        now->broke[s][lane] = max(before, breaks * short_of);
        now->promised[x][lane] = judged ? R(0) : promised;
        m->blame[lane] += breaks * short_of * (R(1) - understood);
    }
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
    if (!in_any_lane(due)) {
        return;
    }
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        promise_is_judged(pack, s, k, due, delivered, m);
}

SHARED void promises_are_void(struct sim_pack *pack, int f, int k, int lane)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        now->promised[stance_of(w, s, k)][lane] = R(0);
}
