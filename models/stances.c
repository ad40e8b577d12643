/* stances.c - what members hold of issues: they accept what lies near or what they do not care for (A13); purpose and
 * language widen that (H1, H6); home takes back what talk has won (I17). */
#include "stances.h"

#include "agenda.h"

/** One member's stance on one issue. */
static void stance_settles(struct sim_pack *pack, int f, int s, int k, struct means *m)
{
    HERE(pack);
    int row = s - w->forum[f].first_seat, x = stance_of(w, s, k);
    real *restrict accepts_row = m->accepts[own_stance(w, s, k)], home = ON(home_pull);

    LANES {
        real cares = agenda_cares(p->agenda_care_beyond[lane], remit_of(w, m, s, k, lane));
        real accepts = agenda_acceptance(cares, now->salience[s][lane],
                                         distance(now->position[s][lane], now->place[k][lane]), m->reach[row][lane]);
        real pull = home * p->people_home_pull[lane] * (R(1) - R(0.5) * now->identification[s][lane]);
        struct stance before = { .resistance = now->resistance[x][lane], .held = now->held[x][lane] };
        struct stance after = agenda_settles(before, agenda_doubt(accepts, p->agenda_yes[lane]), pull);
        real there = one_if(now->stage[k][lane] > R(0)) * now->filled[s][lane];
        accepts_row[lane] = accepts;
        now->resistance[x][lane] = there * after.resistance;
        now->held[x][lane] = there * after.held;
        now->slipped[0][lane] += there * after.slips;
    }
}

/** Which fields an issue needs. */
static void fields_are_needed(struct sim_pack *pack, int k, struct means *m)
{
    HERE(pack);
    for (int r = 0; r < RESOURCES_COUNT; r++)
        LANES {
            struct needs n = needs_of(now, k, lane);
            real field = R(r);
            m->needed[own_slot(w, k) * RESOURCES_COUNT + r][lane] =
                one_if((n.first == field) | (n.second == field) | (n.third == field));
        }
}

SHARED void stances_settle(struct sim_pack *pack, int f, int k, struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    bool in_hand = in_any_lane(now->stage[k]);

    if (in_hand) {
        fields_are_needed(pack, k, m);
    }
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        if (in_hand) {
            stance_settles(pack, f, s, k, m);
            continue;
        }
        LANES
            now->resistance[stance_of(w, s, k)][lane] = now->held[stance_of(w, s, k)][lane] = R(0);
    }
}
