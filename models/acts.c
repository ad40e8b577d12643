/* acts.c - what each act of acts.def does where it works (C1 .. C8, I4 .. I18, 2a .. 2k). An act changes the people,
 * processes or structure that its function names, and nothing else (rule R1); the rest of the month decides whether
 * that helps. Whoever moves somebody against its will pays for it in trust (D1). Acts are rare: plain code on one lane.
 * */
#include "acts.h"

#include "issues.h"
#include "leaders.h"
#include "membership.h"
#include "processes.h"

/** What is left after a part is taken away. */
static inline real left_of(real part)
{
    return R(1) - min(R(1), part);
}

static inline void interest_falls(const struct deed *d, real part)
{
    AT(interest, organisation_of(d, d->target)) *= left_of(part);
}

/* --- a missing partner --- */

static void act_embrace(const struct deed *d)
{
    AT(joining, d->target) = R(1);
}

static void act_demand_seat(const struct deed *d)
{
    AT(joining, d->target) = R(1);
    interest_falls(d, PARAM(leaders_credit_price));
}

/* --- a refusing partner --- */

static void act_involve(const struct deed *d)
{
    real from = AT(place, d->issue);
    AT(frustration, d->target) *= left_of(d->strength);
    issue_is_moved(d, from + R(0.5) * d->strength * (AT(position, d->target) - from));
}

static void act_challenge(const struct deed *d)
{
    against_will(d, d->target, resistance_falls(d, d->target));
}

/** As a challenge; but its odds hang on the leader's tenacity, not on the target's authority (leaders.c, gate_of()). */
static void act_persist(const struct deed *d)
{
    act_challenge(d);
}

static void act_isolate(const struct deed *d)
{
    AT(isolation, d->target) = toward_one(AT(isolation, d->target), d->strength);
    against_will(d, d->target, min(R(1), d->strength));
}

/** Those who trust who is made to go trust the leader less. */
static void friends_distrust(const struct deed *d, int s)
{
    distrust(d, s, PARAM(leaders_credit_price) * AT(trust, tie_between(d, s, d->target)));
}

/** It leaves, and an empty seat of its organisation in another forum is filled, if there is one (I13). Whoever sits
 * down there begins anew, without ties. */
static void act_reseat(const struct deed *d)
{
    AT(leaving, d->target) = R(LEAVING_FOR_ANOTHER);
    FOR_OTHERS(s) if (s != d->target)
    {
        friends_distrust(d, s);
    }
    for (int s = 0; s < d->w->seats; s++)
        if (organisation_of(d, s) == organisation_of(d, d->target) && d->w->seat[s].forum != d->f &&
            AT(filled, s) == R(0)) {
            AT(joining, s) = R(1);
            return;
        }
}

static void act_dismiss(const struct deed *d)
{
    AT(leaving, d->target) = R(LEAVING_FOR_GOOD);
    FOR_OTHERS(s) if (s != d->target)
    {
        friends_distrust(d, s);
        hurt(d, s, PARAM(people_conflict_gain) * AT(trust, tie_between(d, s, d->target)));
    }
}

static void act_route_around(const struct deed *d)
{
    need_is_cut(d, (int)AT(refused, d->issue));
}

/* --- no authority --- */

static void act_empower(const struct deed *d)
{
    AT(mandate, d->target) = toward_one(AT(mandate, d->target), d->strength);
}

static void act_demand(const struct deed *d)
{
    act_empower(d);
    interest_falls(d, PARAM(leaders_credit_price) * d->strength);
}

/* --- the line manager --- */

static void act_manage_manager(const struct deed *d)
{
    int o = organisation_of(d, d->target);
    AT(interest, o) = toward_one(AT(interest, o), d->strength);
}

static void act_manage_contract(const struct deed *d)
{
    int o = organisation_of(d, d->target);
    AT(flex, o) = toward_one(AT(flex, o), d->strength);
}

static void act_go_over(const struct deed *d)
{
    AT(over, d->issue) = R(1);
    interest_falls(d, PARAM(leaders_credit_price));
}

/* --- not reached --- */

static void act_prepare(const struct deed *d)
{
    AT(boost, d->issue) += d->strength * PARAM(agenda_stall_months);
}

/** Brought up at the right time, and framed: nearer to where the leader wants it (C7, J4). */
static void act_manipulate(const struct deed *d)
{
    real from = AT(place, d->issue);
    act_prepare(d);
    issue_is_moved(d, from + R(0.5) * d->strength * (d->aim - from));
}

/* --- no effort --- */

/** Followers decide: only who trusts the leader is mobilised, and only as far as there is a purpose. */
static void act_mobilise(const struct deed *d)
{
    FOR_OTHERS(s)
    {
        real follows = d->strength * AT(purpose, d->f) * AT(trust, tie_between(d, s, d->own));
        AT(commitment, s) = toward_one(AT(commitment, s), follows);
    }
}

/** Purpose as pressure works on all, and against the will of those whose trust does not reach the leader (H6). */
static void act_press(const struct deed *d)
{
    FOR_OTHERS(s)
    {
        real before = AT(commitment, s), deaf = R(1) - AT(trust, tie_between(d, s, d->own));
        AT(commitment, s) = toward_one(before, d->strength * AT(purpose, d->f));
        against_will(d, s, (AT(commitment, s) - before) * deaf);
    }
}

/* --- no means --- */

/** Money from outside for those who give what is scarce; funders like a broad mix of partners (G6): the share of
 * resources that members hold. */
static void act_bid(const struct deed *d)
{
    real held[RESOURCES_COUNT] = { 0 }, mix = R(0);
    FOR_MEMBERS(s) held[d->w->organisation[organisation_of(d, s)].resource] = R(1);
    for (int r = 0; r < RESOURCES_COUNT; r++)
        mix += held[r] / R(RESOURCES_COUNT);
    FOR_MEMBERS(s) if (gives_of(d, s, (int)AT(scarcest, d->issue)))
    {
        AT(extra, s) = toward_one(AT(extra, s), d->strength * mix);
    }
}

static void act_demand_money(const struct deed *d)
{
    AT(extra, d->target) = toward_one(AT(extra, d->target), d->strength);
    interest_falls(d, PARAM(leaders_credit_price) * d->strength);
    against_will(d, d->target, min(R(1), d->strength));
}

/* --- bad blood --- */

/** Those who share a frustration come to trust each other; all hear what is hard (G18, G19). */
static void act_air(const struct deed *d)
{
    FOR_MEMBERS(s) FOR_MEMBERS(other) if (s != other)
    {
        int t = tie_between(d, s, other);
        AT(trust, t) = processes_fellows(AT(trust, t), AT(frustration, s), AT(frustration, other),
                                         min(R(1), d->strength), PARAM(trust_ceiling));
    }
    AT(said, d->f) = toward_one(AT(said, d->f), d->strength);
    FOR_MEMBERS(s)
    {
        AT(frustration, s) *= left_of(d->strength);
        AT(conflict, s) *= left_of(d->strength);
    }
}

/** Who is supported can be led further from its own place (I16). */
static void act_nurture(const struct deed *d)
{
    int s = d->target;
    AT(comfort, s) = toward_one(AT(comfort, s), R(0.5) * d->strength);
    AT(frustration, s) *= left_of(d->strength);
    AT(conflict, s) *= left_of(d->strength);
    AT(hope, s) = toward_one(AT(hope, s), d->strength);
}

static void act_build_trust(const struct deed *d)
{
    int in = tie_between(d, d->target, d->own), out = tie_between(d, d->own, d->target);
    AT(trust, in) += min(R(1), d->strength) * max(R(0), PARAM(trust_ceiling) - AT(trust, in));
    AT(trust, out) += min(R(1), d->strength) * max(R(0), PARAM(trust_ceiling) - AT(trust, out));
}

static void act_sideline(const struct deed *d)
{
    AT(isolation, d->target) = toward_one(AT(isolation, d->target), d->strength);
    FOR_MEMBERS(s) if (s != d->target)
    {
        AT(conflict, s) *= left_of(d->strength);
    }
    against_will(d, d->target, min(R(1), d->strength));
}

/* --- unclear standing --- */

/** Clear roles; who is only half in sees that it does not belong (2a). */
static void act_clarify(const struct deed *d)
{
    int s = d->target;
    membership_is_clear(d->now, s, d->lane);
    AT(language, d->f) = toward_one(AT(language, d->f), R(0.5) * d->strength / max(R(1), AT(members, d->f)));
    if (AT(commitment, s) < R(0.5) * AT(commitment_mean, d->f)) {
        AT(leaving, s) = R(LEAVING_FOR_GOOD);
    }
}

static void act_declare(const struct deed *d)
{
    FOR_SEATS(s)
    if (AT(filled, s) == R(0)) {
        AT(listed, s) = AT(awaited, s) = R(0);
    } else if (membership_unclear(AT(listed, s), AT(belongs, s), AT(sent, s)) > R(0)) {
        membership_is_clear(d->now, s, d->lane);
        against_will(d, s, min(R(1), d->strength) * (R(1) - AT(commitment, s)));
    }
}

/* --- a convert who slips --- */

static void act_aftercare(const struct deed *d)
{
    STANCE(held, d->target) = toward_one(STANCE(held, d->target), d->strength);
}

static void act_hold_to_word(const struct deed *d)
{
    real holds = min(R(1), d->strength) * (R(1) - STANCE(held, d->target));
    STANCE(held, d->target) += holds;
    against_will(d, d->target, holds);
}

/* --- a hidden aim --- */

/** Who is open answers with trust, and opens further (H9, H10). */
static void act_disclose(const struct deed *d)
{
    AT(openness, d->own) = toward_one(AT(openness, d->own), d->strength);
    FOR_OTHERS(s)
    {
        int t = tie_between(d, s, d->own);
        AT(trust, t) += min(R(1), d->strength) * AT(openness, s) * max(R(0), PARAM(trust_ceiling) - AT(trust, t));
        if (AT(closed, s) == R(0)) {
            AT(openness, s) = toward_one(AT(openness, s), d->strength * AT(openness, d->own));
        }
    }
}

/** Others come to behave as the leader is seen to, by as many as met it; who is more open already does not close (H16,
 * 2h). */
static void act_model(const struct deed *d)
{
    real visible = min(R(1), AT(contacts, d->own) / max(R(1), AT(members, d->f) - R(1)));
    real part = min(R(1), d->strength) * visible;
    FOR_OTHERS(s) if (AT(closed, s) == R(0))
    {
        AT(openness, s) += part * max(R(0), AT(openness, d->own) - AT(openness, s));
    }
    AT(practice, d->f) += part * (AT(openness, d->own) - AT(practice, d->f));
}

/** A yes here for a place on the agenda there: what lies nearest to who yields comes up sooner (C8). */
static void act_politick(const struct deed *d)
{
    int favour = -1;
    resistance_falls(d, d->target);
    for (int k = d->f * d->w->slots; k < (d->f + 1) * d->w->slots; k++) {
        real far = distance(AT(place, k), AT(position, d->target));
        if (k != d->issue && AT(stage, k) == R(1) &&
            (favour < 0 || far < distance(AT(place, favour), AT(position, d->target)))) {
            favour = k;
        }
    }
    if (favour >= 0) {
        AT(boost, favour) += d->strength * PARAM(agenda_stall_months);
    }
}

/* --- a hopeless issue --- */

static void act_refocus(const struct deed *d)
{
    real from = AT(place, d->issue);
    AT(purpose, d->f) = toward_one(AT(purpose, d->f), d->strength);
    FOR_MEMBERS(s) AT(salience, s) = toward_one(AT(salience, s), d->strength);
    issue_is_moved(d, from + min(R(1), d->strength) * (AT(common, d->f) - from));
}

static void act_move_on(const struct deed *d)
{
    AT(dropped, 0) += R(1);
    AT(dropped_early, 0) += one_if(AT(stage, d->issue) == R(1));
    AT(stage, d->issue) = AT(progress, d->issue) = R(0);
}

/* --- an empty table --- */

/** Something small, where all can live with it (2g). */
static void act_pilot(const struct deed *d)
{
    issue_is_put_up(d, AT(common, d->f));
    AT(pilots, 0) += R(1);
}

/** What works elsewhere is put on the table to be done here: a copy (2k, H13). */
static void act_spread(const struct deed *d)
{
    int k = issue_is_put_up(d, leaders_wants(AT(loyalty, d->own), AT(position, d->own), AT(common, d->f)));
    AT(copied, k) = R(1);
}

/** What the leader champions is its own from then on (I15, J4). */
static void act_put_up(const struct deed *d)
{
    int k = issue_is_put_up(d, AT(cause, d->own));
    AT(champion, k) = R(d->own + 1);
}

/* --- the table --- */

static const struct act_row act_row[ACTS_COUNT] = {
#define ROW_OF(act, mode_, obstacle_, scope_, exposure_, whole_)                                                       \
    [ACT_##act] = { .mode = mode_,                                                                                     \
                    .obstacle = OBSTACLE_##obstacle_,                                                                  \
                    .scope = scope_,                                                                                   \
                    .exposure = exposure_,                                                                             \
                    .whole = whole_,                                                                                   \
                    .does = act_##act },
#define ACT(name, mode, obstacle, medium, scope, exposure, ...) ROW_OF(name, mode, obstacle, scope, exposure, false)
#define ACT_WHOLE(name, mode, obstacle, medium, scope, exposure, ...)                                                  \
    ROW_OF(name, mode, obstacle, scope, exposure, true)
#include "acts.def"
};
