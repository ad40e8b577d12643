/* obstacles.c - a leader looks for what holds up an issue: what the agenda noted when issues last moved, and the forum
 * as it is now. Nobody sees a label (3a.4). */
#include "obstacles.h"

#include "leaders.h"
#include "means.h"
#include "slots.h"

SHARED int issue_that_matters(const struct deed *d)
{
    int best = -1;
    real most = R(0);
    for (int k = d->f * d->w->slots; k < (d->f + 1) * d->w->slots; k++) {
        real matters = leaders_matters(AT(extent, k), distance(AT(place, k), d->aim), AT(age, k));
        if (AT(stage, k) > R(0) && (best < 0 || matters > most)) {
            best = k;
            most = matters;
        }
    }
    return best;
}

/** A field that was lacking when the issue last moved is still given by nobody. */
static bool partner_is_missing(const struct deed *d)
{
    int number = (int)AT(lacks, d->issue);
    return number > 0 && holder_of(d->now, d->w, d->f, (int)*need_of(d, number), d->lane) < 0;
}

/** What holds up the issue itself, by its stage: on the table, agreed, ratified (A4, A7, A11, I6, I17). A no at the
 * table stops it wholly: what of it is said openly is a refusal, the rest a hidden aim (H9). */
static void obstacles_of_issue(const struct deed *d, real *strength)
{
    int k = d->issue, refuser = (int)AT(refuser, k) - 1, slipping = (int)AT(slipping, k) - 1;
    bool table = AT(stage, k) == R(1), agreed = AT(stage, k) == R(2), working = AT(stage, k) == R(3);
    bool refused = table && refuser >= 0, at_home = AT(at_home, k) > R(0);
    real held = slipping < 0 ? R(0) : STANCE(held, slipping), open = refused ? AT(openness, refuser) : R(0);

    strength[OBSTACLE_missing_partner] = one_if(!working && partner_is_missing(d));
    strength[OBSTACLE_refusing_partner] = refused && at_home ? AT(against, k) : open;
    strength[OBSTACLE_no_authority] = agreed && AT(slowest, k) > R(0) ? AT(slowness, k) : R(0);
    strength[OBSTACLE_line_manager] = !working && AT(doubtful, k) > R(0) ? AT(home_doubt, k) : R(0);
    strength[OBSTACLE_not_reached] = table ? AT(waited, k) / (R(1) + AT(waited, k)) : R(0);
    strength[OBSTACLE_no_effort] = working ? R(1) - AT(commitment_mean, d->f) : R(0);
    strength[OBSTACLE_no_means] = working ? R(1) - AT(scarce, k) : R(0);
    strength[OBSTACLE_bad_blood] = R(1) - AT(efficiency, d->f);
    strength[OBSTACLE_slipping_convert] =
        !working && held > R(0.5) ? PARAM(leaders_aftercare) * (R(2) * (R(1) - held)) : R(0);
    strength[OBSTACLE_hidden_aim] = refused && !at_home ? R(1) - open : R(0);
    strength[OBSTACLE_hopeless_issue] = !working ? AT(hopeless, k) : R(0);
}

SHARED void obstacles_of(const struct deed *d, real strength[OBSTACLES_COUNT])
{
    for (int o = 0; o < OBSTACLES_COUNT; o++)
        strength[o] = R(0);
    if (d->issue >= 0) {
        obstacles_of_issue(d, strength);
    }
    strength[OBSTACLE_unclear_standing] = WORKS(ambiguity) ? AT(unclear_share, d->f) : R(0);
    strength[OBSTACLE_empty_table] = (real)slots_empty(d->now, d->w, d->f, d->lane) / (real)d->w->slots;
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

static int first_unclear(const struct deed *d)
{
    FOR_MEMBERS(s) if (AT(unclear, s) > R(0))
    {
        return s;
    }
    return -1;
}

/** Who stands out among the other members by one number: the highest, or with `sign` -1 the lowest. */
#define WHO_STANDS_OUT(d, fits, sign, amount)                                                                          \
    do {                                                                                                               \
        int found_ = -1;                                                                                               \
        real most_ = R(0);                                                                                             \
        FOR_OTHERS(s)                                                                                                  \
        {                                                                                                              \
            real amount_ = (sign) * (amount);                                                                          \
            if ((fits) && (found_ < 0 || amount_ > most_)) {                                                           \
                found_ = s;                                                                                            \
                most_ = amount_;                                                                                       \
            }                                                                                                          \
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
        return first_unclear(d);
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
