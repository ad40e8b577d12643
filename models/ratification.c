/* ratification.c - the second level of a two-level game (A7; Putnam 1988): who holds what an issue needs, and its home,
 * may say no to what the table agreed (I6, G9). Forgotten members are found missing here (1L). */
#include "ratification.h"

#include "agenda.h"
#include "membership.h"
#include "promises.h"
#include "stances.h"

/** How far one holder and its home accept an issue, each as far as it decides (I6). */
static real holder_accepts(struct sim_pack *pack, int s, int k, int lane, const struct means *m)
{
    HERE(pack);
    int i = w->seat[s].organisation;
    const struct world_organisation *o = &w->organisation[i];
    real yes = p->agenda_yes[lane], accepts = m->accepts[own_stance(w, s, k)][lane], mandate = now->mandate[s][lane];
    real cares =
        agenda_cares(p->agenda_care_beyond[lane], agenda_remit(o->resource, o->second, needs_of(now, k, lane)));
    real at_table = SAYS_YES(s, k, lane) ? max(accepts, yes) : min(accepts, (R(1) - MILLIONTH) * yes);
    real at_home = agenda_home(now->over[k][lane], cares, distance(now->home[i][lane], now->place[k][lane]),
                               p->agenda_tolerance[lane], p->organisations_home_doubt[lane], now->interest[i][lane]);
    return mandate * at_table + (R(1) - mandate) * at_home;
}

/** Sent back to the table, half talked through. */
static void issue_is_sent_back(struct sim_pack *pack, int k, int lane, int need, int refuser, real accepted)
{
    HERE(pack);
    now->stage[k][lane] = R(1);
    now->progress[k][lane] = R(0.5);
    now->refused[k][lane] = R(need);
    now->refuser[k][lane] = R(refuser + 1);
    now->against[k][lane] = R(1) - accepted / p->agenda_yes[lane];
    now->at_home[k][lane] = one_if(SAYS_YES(refuser, k, lane));
    now->passes[k][lane] = R(0);
    now->tries[k][lane] += R(1);
    now->sent_back[0][lane] += R(1);
    now->moved_back[0][lane] += R(1) + R(0.5);
}

/** Who had said yes to what is sent back is pained as far as it is committed. */
static void supporters_are_pained(struct sim_pack *pack, int f, int k, const real *restrict back)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real conflict = now->conflict[s][lane], hit = p->people_conflict_gain[lane] * now->commitment[s][lane];
            bool pained = (back[lane] > R(0)) & SAYS_YES(s, k, lane);
            now->conflict[s][lane] = pained ? conflict + hit * (R(1) - conflict) : conflict;
        }
}

/** Is the consent of a holder missing? Who was forgotten is put on the list; who comes without its home is waited for,
 * twice, and then its home knows (1L). */
static bool consent_is_missing(const struct now *now, int s, int lane)
{
    bool listed = now->listed[s][lane] > R(0), waits = now->sent[s][lane] == R(0) && now->awaited[s][lane] < R(2);

    if (!listed) {
        now->listed[s][lane] = now->belongs[s][lane] = R(1);
        now->awaited[s][lane] = R(0);
    } else if (waits) {
        now->awaited[s][lane] += R(1);
    } else if (now->sent[s][lane] == R(0)) {
        now->sent[s][lane] = R(1);
        now->awaited[s][lane] = R(0);
    }
    return !listed || waits;
}

/** Is everybody there who has to consent? Otherwise asking begins anew. */
static bool all_are_there(struct sim_pack *pack, int k, int lane, const int holder[3])
{
    HERE(pack);
    for (int n = 0; n < 3; n++)
        if (holder[n] >= 0 && consent_is_missing(now, holder[n], lane) && now->missing[k][lane] == R(0)) {
            now->missing[k][lane] = R(holder[n] + 1);
        }
    if (now->missing[k][lane] == R(0)) {
        return true;
    }
    now->moved_back[0][lane] += now->progress[k][lane];
    now->progress[k][lane] = R(0);
    return false;
}

/** One lane in which all homes have been asked; 1 where the issue is sent back. */
static real homes_answer(struct sim_pack *pack, int f, int k, int lane, real least, const struct means *m)
{
    HERE(pack);
    const struct needs needs = needs_of(now, k, lane);
    const int holders[3] = { (int)of_field(m->holders.seat, needs.first, lane) - 1,
                             (int)of_field(m->holders.seat, needs.second, lane) - 1,
                             (int)of_field(m->holders.seat, needs.third, lane) - 1 };

    if (!all_are_there(pack, k, lane, holders)) {
        return R(0);
    }
    for (int n = 0; n < 3 && ON(veto) > R(0); n++) {
        int holder = holders[n];
        real accepted = holder < 0 ? p->agenda_yes[lane] : holder_accepts(pack, holder, k, lane, m);
        if (accepted < p->agenda_yes[lane]) {
            issue_is_sent_back(pack, k, lane, n + 1, holder, accepted);
            return R(1);
        }
    }
    now->stage[k][lane] = R(3);
    now->progress[k][lane] = R(0);
    now->ratified[0][lane] += R(1);
    promises_are_made(pack, f, k, lane, least, m);
    if (now->planned[k][lane] == R(0)) {
        now->planned[k][lane] = R(pack->month + 1) + now->due[k][lane];
    }
    return R(0);
}

SHARED void homes_decide(struct sim_pack *pack, int f, int k, const real *asked, const real *least,
                         const struct means *m)
{
    real back[SIM_LANES];

    LANES
        back[lane] = R(0);
    LANES_WHERE(asked)
    back[lane] = homes_answer(pack, f, k, lane, least[lane], m);
    if (in_any_lane(back)) {
        supporters_are_pained(pack, f, k, back);
    }
}
