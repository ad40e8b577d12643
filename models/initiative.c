/* initiative.c - who takes each of a forum's three places of action this month: the lead, or any seat as far as
 * partners, home, attention and energy grant it initiative (D1, D5, D6). All lanes at once. */
#include "initiative.h"

#include "leaders.h"
#include "people.h"

SHARED void initiative_is_granted(struct sim_pack *pack, int f, struct grants *restrict grants)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    LANES
        grants->all[lane] = R(0);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        real *restrict granted = grants->to[s - forum->first_seat];
        LANES {
            real there = now->filled[s][lane] * one_if(now->away[s][lane] == R(0));
            real heeds = people_heeds(p->people_divided[lane], now->attention[s][lane]);
            real vigour = leaders_vigour(now->energy[s][lane]);
            granted[lane] = leaders_granted(there * now->influence[s][lane], now->mandate[s][lane], heeds, vigour);
            grants->all[lane] += granted[lane];
        }
    }
}

/** A place of action that is still to be taken: by the first seat at which the sum of what is granted, times `rest`,
 * passes `reach`. Rows are real [lane]. */
struct place {
    real open[SIM_LANES];  /* 1: nobody has taken it yet */
    real reach[SIM_LANES]; /* luck: a number between 0 and all that is granted, times `rest` */
    real rest[SIM_LANES];  /* chance that a place falls to what is granted */
    real upto[SIM_LANES];  /* what is granted to the seats before */
};

/** Does a place of action fall to the lead by itself, to a seat by what is granted, or to nobody? What the lead would
 * begin passes on while its seat is empty or it rests; while it has no time for the forum it stays undone (S27). */
static void place_opens(struct sim_pack *pack, int l, const real *luck, const real *all, struct place *restrict place,
                        real *restrict who)
{
    HERE(pack);
    int f = l / LEADERS_A_FORUM, lead = w->forum[f].chair;
    real seat = R(lead + 1), rank = R(l % LEADERS_A_FORUM);

    LANES {
        real there = now->filled[lead][lane] * one_if(now->away[lead][lane] == R(0)), u = luck[lane];
        real budget = clamp01(p->leaders_acts[lane] - rank);
        real mine = there * leaders_own_part(p->leaders_initiative[lane]) * budget;
        real works = now->alive[f][lane] * one_if(p->leaders_policy[lane] != R(POLICY_none));
        place->open[lane] = works * one_if((u >= mine) & (u < budget));
        place->reach[lane] = (u - mine) * all[lane];
        place->rest[lane] = budget - mine;
        place->upto[lane] = R(0);
        who[lane] = works * (u < mine * p->leaders_first_present[lane] ? seat : R(0));
    }
}

/** One seat takes the place where it is its turn, and acts there if it has the time (`present`). */
static void seat_takes(int s, const real *restrict granted, const real *restrict present, struct place *restrict place,
                       real *restrict who)
{
    real seat = R(s + 1);

    LANES {
        real before = place->upto[lane], after = before + granted[lane], open = place->open[lane];
        real reach = place->reach[lane], rest = place->rest[lane];
        real end = before + granted[lane] * present[lane];
        bool takes = (open > R(0)) & (reach < rest * after), acts = reach < rest * end;
        who[lane] = (takes & acts) ? seat : who[lane];
        place->open[lane] = takes ? R(0) : open;
        place->upto[lane] = after;
    }
}

SHARED void place_is_taken(struct sim_pack *pack, int l, const real *luck, const struct grants *grants,
                           real *restrict who)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[l / LEADERS_A_FORUM];
    struct place place;
    real whole[SIM_LANES];

    LANES
        whole[lane] = R(1);
    place_opens(pack, l, luck, grants->all, &place, who);
    if (!in_any_lane(place.open)) {
        return;
    }
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        seat_takes(s, grants->to[s - forum->first_seat], s == forum->chair ? p->leaders_first_present : whole, &place,
                   who);
}
