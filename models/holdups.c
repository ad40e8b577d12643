/* holdups.c - what holds an issue up, noted for the leaders of next month (C10): the field that it lacks, the slowest
 * holder, the home that doubts, the member who slips, and whether any place would suit all who are needed. */
#include "holdups.h"

#include "agenda.h"

/** What has been found in the needs of one issue looked at so far. */
struct holdups {
    real lacks, slowness, slowest, doubt, doubtful;
    real low, high; /* where the issue could lie so that all would say yes */
};

/** One lane of an issue. */
struct lane_of_issue {
    const struct now *now;
    const struct collab_params *p;
    const struct holders *h;
    struct needs needs;
    int k, lane;
};

#define HOLDER(name) of_field(i.h->name, need, i.lane)

/** How much the holder of a field cares about an issue that needs it. */
RULE real holder_cares(struct lane_of_issue i, real need)
{
    real first = HOLDER(first), of_first = HOLDER(of_first), of_second = HOLDER(of_second);
    bool takes_first = (i.needs.first == first) | (i.needs.second == first) | (i.needs.third == first);
    return agenda_cares(i.p->agenda_care_beyond[i.lane], takes_first ? of_first : of_second);
}

/** Looks at one need, number `n` of three. */
RULE struct holdups need_holds_up(struct holdups found, struct lane_of_issue i, real need, int n)
{
    real seat = HOLDER(seat), slowness = R(1) - HOLDER(speed), mandate = HOLDER(mandate);
    real yes = i.p->agenda_yes[i.lane], position = HOLDER(position);
    real cares = holder_cares(i, need);
    real apart = distance(HOLDER(stands), i.now->place[i.k][i.lane]);
    real accepts = agenda_home(i.now->over[i.k][i.lane], cares, apart, i.p->agenda_tolerance[i.lane],
                               i.p->organisations_home_doubt[i.lane], HOLDER(interest));
    real doubt = (R(1) - mandate) * agenda_doubt(accepts, yes);
    real c = cares * (R(0.5) + R(0.5) * HOLDER(salience));
    bool there = seat > R(0), slower = there & (slowness > found.slowness), more = there & (doubt > found.doubt);
    bool choosy = there & (c > R(1) - yes);
    real half = HOLDER(reach) * (R(1) - yes) / max(c, MILLIONTH);
    real low = max(found.low, position - half), high = min(found.high, position + half);
    return (struct holdups){ .lacks = (!there & (found.lacks == R(0))) ? R(n) : found.lacks,
                             .slowness = slower ? slowness : found.slowness,
                             .slowest = slower ? seat : found.slowest,
                             .doubt = more ? doubt : found.doubt,
                             .doubtful = more ? seat : found.doubtful,
                             .low = choosy ? low : found.low,
                             .high = choosy ? high : found.high };
}

static void needs_hold_up(struct sim_pack *pack, int k, const struct means *m)
{
    HERE(pack);
    LANES {
        struct needs needs = needs_of(now, k, lane);
        struct lane_of_issue i = { now, p, &m->holders, needs, k, lane };
        struct holdups found = { .low = -INFINITY, .high = INFINITY };
        real in_hand = one_if(now->stage[k][lane] > R(0)), scarce = now->scarce[k][lane];
        found = need_holds_up(found, i, needs.first, 1);
        found = need_holds_up(found, i, needs.second, 2);
        found = need_holds_up(found, i, needs.third, 3);
        now->lacks[k][lane] = in_hand * found.lacks;
        now->slowness[k][lane] = in_hand * found.slowness;
        now->slowest[k][lane] = in_hand * found.slowest;
        now->home_doubt[k][lane] = in_hand * found.doubt;
        now->doubtful[k][lane] = in_hand * found.doubtful;
        now->hopeless[k][lane] = in_hand * one_if(found.low > found.high);
        now->scarce[k][lane] = in_hand > R(0) ? scarce : R(1);
        now->scarcest[k][lane] = in_hand * now->scarcest[k][lane];
    }
}

/** Who was won over to the issue and holds least. */
static void converts_slip(struct sim_pack *pack, int f, int k)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real least[SIM_LANES], who[SIM_LANES];

    LANES {
        least[lane] = R(2);
        who[lane] = R(0);
    }
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real held = now->held[stance_of(w, s, k)][lane], before = who[lane];
            bool less = (held > R(0.5)) & (held < least[lane]);
            who[lane] = less ? R(s + 1) : before;
            least[lane] = less ? held : least[lane];
        }
    LANES
        now->slipping[k][lane] = now->stage[k][lane] > R(0) ? who[lane] : R(0);
}

/** An empty slot is held up by nothing. */
static void slot_is_idle(struct sim_pack *pack, int k)
{
    HERE(pack);
    LANES {
        now->lacks[k][lane] = now->slowness[k][lane] = now->slowest[k][lane] = R(0);
        now->home_doubt[k][lane] = now->doubtful[k][lane] = now->hopeless[k][lane] = R(0);
        now->scarcest[k][lane] = now->slipping[k][lane] = R(0);
        now->scarce[k][lane] = R(1);
    }
}

SHARED void holdups_are_found(struct sim_pack *pack, int f, int k, const struct means *m)
{
    HERE(pack);
    if (!in_any_lane(now->stage[k])) {
        slot_is_idle(pack, k);
        return;
    }
    needs_hold_up(pack, k, m);
    converts_slip(pack, f, k);
}
