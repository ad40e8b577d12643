/* obstacles.c - what holds up the issue that matters to a leader: what the agenda noted last month, and the forum as it
 * is now. A refusal that is not said openly shows as a hidden aim (H9). Nobody sees who is a blocker and who a
 * dissenter (3a.4). */
#include "obstacles.h"

#include "leaders.h"
#include "means.h"
#include "membership.h"
#include "slots.h"

/** The issue that has mattered most so far, and members of whom more must be read; rows are real [lane]. */
struct glance {
    real matters[SIM_LANES];        /* how much it matters to the leader */
    real refuser[SIM_LANES];        /* who says no to it: 0 nobody, otherwise 1 and the seat */
    real at_home[SIM_LANES];        /* 1: it is that one's home that says no */
    real slipping[SIM_LANES];       /* who was won over and holds least, in the same way */
    const real (*given)[SIM_LANES]; /* by field, 1: some member gives it */
};

SHARED void fields_are_given(struct sim_pack *pack, int f, real (*given)[SIM_LANES])
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    for (int r = 0; r < RESOURCES_COUNT; r++)
        LANES
            given[r][lane] = R(0);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        const struct world_organisation *o = &w->organisation[w->seat[s].organisation];
        int second = o->second < 0 ? o->resource : o->second;
        LANES {
            given[o->resource][lane] = max(given[o->resource][lane], now->filled[s][lane]);
            given[second][lane] = max(given[second][lane], now->filled[s][lane]);
        }
    }
}

/** The forum as it is now: what holds up any issue. */
static void forum_is_seen(struct sim_pack *pack, int f, struct seen *restrict seen)
{
    HERE(pack);
    for (int o = 0; o < OBSTACLES_COUNT; o++)
        LANES
            seen->strength[o][lane] = R(0);
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
        LANES
            seen->strength[OBSTACLE_empty_table][lane] += one_if(!(now->stage[k][lane] > R(0)));
    LANES {
        seen->strength[OBSTACLE_empty_table][lane] = seen->strength[OBSTACLE_empty_table][lane] / (real)w->slots;
        seen->strength[OBSTACLE_unclear_standing][lane] = now->unclear_share[f][lane];
        seen->issue[lane] = R(-1);
    }
}

/** 1 where a field that was lacking when the issue last moved is still given by nobody. */
RULE real partner_is_missing(const struct now *now, const struct glance *glance, int k, int lane)
{
    struct needs n = needs_of(now, k, lane);
    real number = now->lacks[k][lane];
    real field = number == R(1) ? n.first : number == R(2) ? n.second : n.third;
    real given = of_field(glance->given, field, lane);
    return number > R(0) ? R(1) - given : R(0);
}

/** One issue: where it matters more to the leader than those before, what holds it up, by its stage: on the table,
 * agreed, ratified (A4, A7, I6). */
static void issue_is_seen(struct sim_pack *pack, int f, int k, struct glance *restrict glance,
                          struct seen *restrict seen)
{
    HERE(pack);
    real(*strength)[SIM_LANES] = seen->strength, number = R(k);

#define SEE(obstacle, amount)                                                                                          \
    do {                                                                                                               \
        real amount_ = (amount), before_ = strength[OBSTACLE_##obstacle][lane];                                        \
        strength[OBSTACLE_##obstacle][lane] = more ? amount_ : before_;                                                \
    } while (0)
    LANES {
        real stage = now->stage[k][lane], issue = seen->issue[lane], before = glance->matters[lane];
        real table = one_if(stage == R(1)), agreed = one_if(stage == R(2)), working = one_if(stage == R(3));
        real matters =
            leaders_matters(now->extent[k][lane], distance(now->place[k][lane], seen->aim[lane]), now->age[k][lane]);
        real waited = now->waited[k][lane], early = R(1) - working;
        real refuser = table * now->refuser[k][lane], slipping = early * now->slipping[k][lane];
        real no_to_it = refuser > R(0) ? now->against[k][lane] : R(0), at_home = one_if(now->at_home[k][lane] > R(0));
        bool more = (stage > R(0)) & ((issue < R(0)) | (matters > before));
        SEE(missing_partner, early * partner_is_missing(now, glance, k, lane));
        SEE(refusing_partner, no_to_it);
        SEE(no_authority, agreed * one_if(now->slowest[k][lane] > R(0)) * now->slowness[k][lane]);
        SEE(line_manager, early * one_if(now->doubtful[k][lane] > R(0)) * now->home_doubt[k][lane]);
        SEE(not_reached, table * (waited / (R(1) + waited)));
        SEE(no_effort, working * (R(1) - now->commitment_mean[f][lane]));
        SEE(no_means, working * (R(1) - now->scarce[k][lane]));
        SEE(bad_blood, R(1) - now->efficiency[f][lane]);
        SEE(hopeless_issue, early * now->hopeless[k][lane]);
        glance->refuser[lane] = more ? refuser : glance->refuser[lane];
        glance->at_home[lane] = more ? at_home : glance->at_home[lane];
        glance->slipping[lane] = more ? slipping : glance->slipping[lane];
        glance->matters[lane] = more ? matters : before;
        seen->issue[lane] = more ? number : issue;
    }
#undef SEE
}

/** Single members, in the lanes where there is somebody: a no at the table stops the issue wholly, and what of it is
 * said openly is a refusal, the rest a hidden aim (A11, H9); who was won over may be slipping (I17). */
static void members_are_seen(struct sim_pack *pack, const struct glance *glance, const real *who,
                             struct seen *restrict seen)
{
    HERE(pack);
    LANES_WHERE(who)
    {
        int refuser = (int)glance->refuser[lane] - 1, slipping = (int)glance->slipping[lane] - 1;
        if (refuser >= 0 && glance->at_home[lane] == R(0)) {
            real open = now->openness[refuser][lane];
            seen->strength[OBSTACLE_refusing_partner][lane] = open;
            seen->strength[OBSTACLE_hidden_aim][lane] = R(1) - open;
        }
        if (slipping >= 0) {
            real held = now->held[stance_of(w, slipping, (int)seen->issue[lane])][lane];
            seen->strength[OBSTACLE_slipping_convert][lane] =
                held > R(0.5) ? p->leaders_aftercare[lane] * (R(2) * (R(1) - held)) : R(0);
        }
    }
}

/** The obstacle that seems strongest, where any is worth the battle (G13). */
static void obstacle_is_chosen(struct sim_pack *pack, const real (*sight)[SIM_LANES], struct seen *restrict seen)
{
    HERE(pack);
    real most[SIM_LANES];

    LANES {
        most[lane] = p->leaders_battles[lane];
        seen->obstacle[lane] = R(-1);
    }
    for (int o = 0; o < OBSTACLES_COUNT; o++) {
        real number = R(o);
        LANES {
            real strength = seen->strength[o][lane], before = seen->obstacle[lane];
            real seems = leaders_see(strength, p->leaders_accuracy[lane], sight[o][lane]);
            bool more = (strength > R(0)) & (seems > most[lane]);
            seen->obstacle[lane] = more ? number : before;
            most[lane] = more ? seems : most[lane];
        }
    }
}

/** Where each wants the issue to be, in the lanes where somebody leads (I15, J4). */
static void aims_are_known(struct sim_pack *pack, int f, const real *who, struct seen *restrict seen)
{
    HERE(pack);
    LANES
        seen->aim[lane] = R(0);
    LANES_WHERE(who)
    {
        int s = (int)who[lane] - 1;
        real home = now->home[w->seat[s].organisation][lane];
        real wants = leaders_wants(now->loyalty[s][lane], home, now->common[f][lane]);
        seen->aim[lane] = leaders_aim(wants, now->tenacity[s][lane], now->cause[s][lane]);
    }
}

SHARED void leader_looks(struct sim_pack *pack, int f, const real *who, const real (*given)[SIM_LANES],
                         const real (*sight)[SIM_LANES], struct seen *seen)
{
    HERE(pack);
    struct glance glance = { .given = given };

    forum_is_seen(pack, f, seen);
    aims_are_known(pack, f, who, seen);
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
        issue_is_seen(pack, f, k, &glance, seen);
    members_are_seen(pack, &glance, who, seen);
    obstacle_is_chosen(pack, sight, seen);
}

/* --- at whom an answer is aimed --- */

/** Somebody who could be let in and gives the field that nobody gives, or -1. */
static int missing_partner(const struct deed *d)
{
    int number = (int)AT(lacks, d->issue);
    FOR_SEATS(s)
    {
        if (number > 0 && !(AT(filled, s) > R(0)) && gives_of(d, s, (int)*need_of(d, number))) {
            return s;
        }
    }
    return -1;
}

/** Who stands out among the other members by one number: the highest, or with `sign` -1 the lowest. */
#define WHO_STANDS_OUT(d, fits, sign, amount)                                                                          \
    do {                                                                                                               \
        int found_ = -1;                                                                                               \
        real most_ = R(0);                                                                                             \
        FOR_SEATS(s)                                                                                                   \
        {                                                                                                              \
            bool other_ = (s != (d)->own) & (AT(filled, s) > R(0));                                                    \
            real amount_ = (sign) * (amount);                                                                          \
            bool more_ = other_ & (fits) & ((found_ < 0) | (amount_ > most_));                                         \
            found_ = more_ ? s : found_;                                                                               \
            most_ = more_ ? amount_ : most_;                                                                           \
        }                                                                                                              \
        return found_;                                                                                                 \
    } while (0)

static int holder_of_money(const struct deed *d)
{
    WHO_STANDS_OUT(d, gives_of(d, s, (int)AT(scarcest, d->issue)), R(1), AT(time, s));
}

static int most_worn(const struct deed *d)
{
    WHO_STANDS_OUT(d, AT(frustration, s) > R(0), R(1), AT(frustration, s));
}

static int most_distant(const struct deed *d)
{
    WHO_STANDS_OUT(d, true, R(-1), AT(trust, tie_between(d, s, d->own)));
}

static int least_trusted(const struct deed *d)
{
    WHO_STANDS_OUT(d, true, R(-1), AT(trust_received, s));
}

/** Of those whose standing is unclear the one that counts for most. */
static int unclear_weighty(const struct deed *d)
{
    WHO_STANDS_OUT(d, membership_unclear(AT(listed, s), AT(belongs, s), AT(sent, s)) > R(0), R(1), AT(influence, s));
}

/** A seat that must be filled to be aimed at. */
static int somebody(const struct deed *d, int s)
{
    return s >= 0 && AT(filled, s) > R(0) ? s : -1;
}

SHARED int target_of(const struct deed *d)
{
    int k = d->issue;
    switch (d->act) {
    case ACT_demand_money:
        return holder_of_money(d);
    case ACT_nurture:
        return most_worn(d);
    case ACT_build_trust:
        return most_distant(d);
    case ACT_sideline:
        return least_trusted(d);
    case ACT_clarify:
        return unclear_weighty(d);
    case ACT_politick:
        return somebody(d, (int)AT(refuser, k) - 1);
    default:
        break;
    }
    switch (act_row[d->act].obstacle) {
    case OBSTACLE_missing_partner:
        return missing_partner(d);
    case OBSTACLE_refusing_partner:
        return somebody(d, (int)AT(refuser, k) - 1);
    case OBSTACLE_no_authority:
        return somebody(d, (int)AT(slowest, k) - 1);
    case OBSTACLE_line_manager:
        return somebody(d, (int)AT(doubtful, k) - 1);
    case OBSTACLE_slipping_convert:
        return somebody(d, (int)AT(slipping, k) - 1);
    default:
        return NOBODY_NEEDED;
    }
}
