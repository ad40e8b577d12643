/* acts.c - what each act of acts.def does where it works: rare events, so plain code on one lane.
 * An act changes the people, processes or structure that its function names, and nothing else (rule R1): whether that
 * helps anybody, the rest of the month decides. */
#include "acts.h"
#include "leaders.h"
#include "processes.h"
#include "state.h"
#include "view.h"

/* --- facilitative acts --- */

/** Nobody is brought in against its manager's will (A11). */
static void act_embrace(const struct deed *d)
{
    AT(joining, d->target) = one_if(AT(interest, d->w->seat[d->target].organisation) > R(0.3));
}

/** The weak get a say, and others learn to lead (D6). */
static void act_empower(const struct deed *d)
{
    AT(influence, d->target) += d->strength;
    AT(commitment, d->target) = toward_one(AT(commitment, d->target), d->strength);
    for (int l = d->f * LEADERS_A_FORUM; l < (d->f + 1) * LEADERS_A_FORUM; l++)
        if (l != d->leader) {
            AT(skill_facilitative, l) = toward_one(AT(skill_facilitative, l), R(0.2) * d->strength);
        }
}

static void act_involve(const struct deed *d)
{
    int s = d->target;
    AT(frustration, s) *= R(1) - min(R(1), d->strength);
    AT(converted, s) = toward_one(AT(converted, s), d->strength);
    AT(position, s) += R(0.5) * d->strength * (d->aim - AT(position, s));
}

/** Followers decide: only who trusts the leader is mobilised, and only as far as there is a purpose. */
static void act_mobilise(const struct deed *d)
{
    FOR_MEMBERS(s)
    {
        real follows = s == d->own ? R(1) : AT(trust, tie_to_leader(d, s));
        AT(commitment, s) = toward_one(AT(commitment, s), d->strength * follows * AT(purpose, d->f));
    }
    AT(push_facilitative, d->f) += d->strength;
}

/** Clear roles; who is only half in sees that it does not belong, and where positions differ it hurts (2a). */
static void act_clarify(const struct deed *d)
{
    int s = d->target;
    AT(unclear, s) = R(0);
    AT(language, d->f) = toward_one(AT(language, d->f), R(0.1) * d->strength);
    hurt(d, s, R(0.2) * d->strength * distance(AT(position, s), AT(common, d->f)));
    if (AT(commitment, s) < R(0.25)) {
        AT(leaving, s) = R(1);
    }
}

static void act_build_trust(const struct deed *d)
{
    const struct world_forum *forum = &d->w->forum[d->f];
    int in = tie_to_leader(d, d->target),
        out = tie_of(forum, d->own - forum->first_seat, d->target - forum->first_seat);
    real part = min(R(1), d->strength);
    AT(trust, in) += part * max(R(0), PARAM(trust_ceiling) - AT(trust, in));
    AT(trust, out) += part * max(R(0), PARAM(trust_ceiling) - AT(trust, out));
}

/** Who is supported can be led further from its own place (I16). */
static void act_nurture(const struct deed *d)
{
    int s = d->target;
    AT(comfort, s) = toward_one(AT(comfort, s), R(0.5) * d->strength);
    AT(frustration, s) *= R(1) - min(R(1), d->strength);
    AT(hope, s) = toward_one(AT(hope, s), R(0.5) * d->strength);
    AT(commitment, s) = toward_one(AT(commitment, s), R(0.3) * d->strength);
}

static void act_prepare(const struct deed *d)
{
    AT(prepared, d->f) = toward_one(AT(prepared, d->f), d->strength);
}

/** Those who share a frustration come to trust each other; all hear what is hard (G18, G19). */
static void act_air(const struct deed *d)
{
    FOR_MEMBERS(s) FOR_MEMBERS(other) if (s != other)
    {
        const struct world_forum *forum = &d->w->forum[d->f];
        int t = tie_of(forum, s - forum->first_seat, other - forum->first_seat);
        AT(trust, t) = processes_fellows(AT(trust, t), AT(frustration, s), AT(frustration, other),
                                         min(R(1), d->strength), PARAM(trust_ceiling));
    }
    AT(said, d->f) = toward_one(AT(said, d->f), d->strength);
    FOR_MEMBERS(s)
    {
        AT(frustration, s) *= R(1) - min(R(1), d->strength);
        AT(identification, s) = toward_one(AT(identification, s), R(0.1) * d->strength);
        if (AT(closed, s) == R(0)) {
            AT(openness, s) = toward_one(AT(openness, s), R(0.1) * d->strength);
        }
    }
}

/** What a leader puts on the table, facilitating or by a push. */
struct proposal {
    real extent, place, copied;
    bool pushed;
};

/** The first empty slot of the forum's agenda, or -1. */
static int free_slot(const struct deed *d)
{
    for (int k = d->f * d->w->slots; k < (d->f + 1) * d->w->slots; k++)
        if (!(AT(stage, k) > R(0))) {
            return k;
        }
    return -1;
}

/** It is put on the table, if there is room; it takes the leader's resource and one more. 1 if there was room,
 * otherwise 0. */
static real put_up(const struct deed *d, struct proposal issue)
{
    int k = free_slot(d), r = d->w->forum[d->f].resource;
    int own = d->w->organisation[d->w->seat[d->own].organisation].resource;
    int second = own == r ? (r + 1) % RESOURCES_COUNT : own, third = (second + 1) % RESOURCES_COUNT;

    if (k < 0) {
        return R(0);
    }
    AT(stage, k) = R(1);
    AT(progress, k) = AT(age, k) = AT(still, k) = R(0);
    AT(copied, k) = issue.copied;
    AT(place, k) = AT(wanted, k) = issue.place;
    AT(first_far, k) = AT(by_structure, k) = AT(by_process, k) = R(0);
    AT(by_participant, k) = R(1);
    AT(extent, k) = issue.extent * PARAM(agenda_size);
    AT(needs_second, k) = (real)second;
    AT(needs_third, k) = (real)(third == r ? (third + 1) % RESOURCES_COUNT : third);
    AT(raised, 0) += R(1);
    AT(moved, 0) += R(1);
    AT(moved_participant, 0) += R(1);
    AT(moved_facilitative, 0) += one_if(!issue.pushed);
    AT(moved_directive, 0) += one_if(issue.pushed);
    return R(1);
}

/** Something small, where all can live with it (2g). */
static void act_pilot(const struct deed *d)
{
    AT(pilots, 0) += put_up(d, (struct proposal){ .extent = d->strength, .place = AT(common, d->f) });
}

/** Others come to behave as the leader is seen to, by as many as met it last month; who is more open already does not
 * close (H16, 2h). */
static void act_model(const struct deed *d)
{
    real visible = min(R(1), AT(contacts, d->own) / max(R(1), AT(members, d->f) - R(1)));
    real part = min(R(1), d->strength) * visible;
    FOR_MEMBERS(s)
    {
        real more = max(R(0), AT(openness, d->own) - AT(openness, s)) * (R(1) - AT(closed, s));
        AT(openness, s) += part * more;
    }
    AT(practice, d->f) += R(0.3) * part * (AT(openness, d->own) - AT(practice, d->f));
}

/** Joint work is told as single-agency gain; overdone, where the manager is won already, that bends its purpose (G9).
 */
static void act_manage_manager(const struct deed *d)
{
    int o = d->w->seat[d->own].organisation;
    AT(purpose, d->f) *= R(1) - R(0.3) * min(R(1), d->strength) * AT(interest, o);
    AT(interest, o) = toward_one(AT(interest, o), d->strength);
}

static void act_manage_contract(const struct deed *d)
{
    int o = d->w->seat[d->own].organisation;
    AT(flex, o) = toward_one(AT(flex, o), d->strength);
}

/** What works elsewhere is put on the table to be done here: a copy, where the leader wants it (2k, H13). */
static void act_spread(const struct deed *d)
{
    real place = leaders_wants(AT(loyalty, d->leader), AT(position, d->own), AT(common, d->f));
    put_up(d, (struct proposal){ .extent = d->strength, .place = place, .copied = R(1) });
}

static void act_refocus(const struct deed *d)
{
    AT(purpose, d->f) = toward_one(AT(purpose, d->f), d->strength);
    FOR_MEMBERS(s) AT(salience, s) = toward_one(AT(salience, s), d->strength);
}

static void act_aftercare(const struct deed *d)
{
    AT(converted, d->target) = toward_one(AT(converted, d->target), d->strength);
}

/** Who is guarded uses what was said: each draws the issue on the table toward itself (H9). */
static void disclosure_is_used(const struct deed *d)
{
    if (d->issue < 0 || AT(stage, d->issue) != R(1)) {
        return;
    }
    FOR_MEMBERS(s) if (s != d->own)
    {
        real uses = R(0.5) * min(R(1), d->strength) * (R(1) - AT(openness, s)) / max(R(1), AT(members, d->f));
        AT(place, d->issue) += uses * (AT(position, s) - AT(place, d->issue));
    }
}

/** Who is open answers with trust; the leader, having said what it wants, yields some of it (H9, H10, H12). */
static void act_disclose(const struct deed *d)
{
    AT(openness, d->own) = toward_one(AT(openness, d->own), d->strength);
    FOR_MEMBERS(s)
    {
        int t = tie_to_leader(d, s);
        real answers = s == d->own ? R(0) : d->strength * AT(openness, s);
        AT(trust, t) += R(0.5) * answers * max(R(0), PARAM(trust_ceiling) - AT(trust, t));
    }
    AT(position, d->own) += R(0.2) * d->strength * (AT(common, d->f) - AT(position, d->own));
    disclosure_is_used(d);
}

/** Funders like a broad mix of partners (G6): the share of resources that members hold. */
static void act_bid(const struct deed *d)
{
    real held[RESOURCES_COUNT] = { 0 }, mix = R(0);
    FOR_MEMBERS(s) held[d->w->organisation[d->w->seat[s].organisation].resource] = R(1);
    for (int r = 0; r < RESOURCES_COUNT; r++)
        mix += held[r] / R(RESOURCES_COUNT);
    AT(grant, d->f) = toward_one(AT(grant, d->f), d->strength * mix);
}

/* --- directive acts --- */

/** The issue is brought up at the right time and framed: nearer to where the leader wants it (C7, J4). */
static void act_manipulate(const struct deed *d)
{
    AT(place, d->issue) += R(0.5) * d->strength * (d->aim - AT(place, d->issue));
    AT(push_directive, d->f) += d->strength;
}

/** Deals with the powerful; those without influence see that they were left out (C8). */
static void act_politick(const struct deed *d)
{
    AT(push_directive, d->f) += d->strength;
    FOR_MEMBERS(s) lose_trust(d, s, R(0.3) * d->strength * (R(1) - min(R(1), AT(influence, s))));
}

/** Moves only who may decide (I7). */
static void act_challenge(const struct deed *d)
{
    int s = d->target;
    real yields = min(R(1), d->strength * AT(mandate, s));
    AT(converted, s) = toward_one(AT(converted, s), yields);
    AT(position, s) += yields * (d->aim - AT(position, s));
}

/** Is anything in hand near what the leader champions? */
static bool cause_is_in_hand(const struct deed *d)
{
    for (int k = d->f * d->w->slots; k < (d->f + 1) * d->w->slots; k++)
        if (AT(stage, k) > R(0) && distance(AT(place, k), AT(cause, d->leader)) < R(0.5) * PARAM(agenda_tolerance)) {
            return true;
        }
    return false;
}

/** Raised again in meetings and, where there is talk outside them, there too, until who resists comes on board; what
 * the leader champions is put up again where nothing like it is in hand any more (I15). */
static void act_persist(const struct deed *d)
{
    int s = d->target;
    real tires = d->strength * (R(0.5) + R(0.5) * AT(cell.forum_informal, d->f));
    AT(converted, s) = toward_one(AT(converted, s), tires);
    AT(position, s) += min(R(1), tires) * (d->aim - AT(position, s));
    AT(frustration, s) = toward_one(AT(frustration, s), R(0.3) * d->strength);
    if (!cause_is_in_hand(d)) {
        put_up(d, (struct proposal){ .extent = R(1), .place = AT(cause, d->leader), .pushed = true });
    }
}

static void act_route_around(const struct deed *d)
{
    AT(bypass, d->f) += d->strength;
}

static void act_strip_away(const struct deed *d)
{
    AT(bypass, d->f) += R(0.7) * d->strength;
    AT(influence, d->target) *= R(1) - R(0.5) * min(R(1), d->strength);
}

/** Everyone else is brought on board, as far as they trust the leader, and the blocker counts for less (I11). */
static void act_isolate(const struct deed *d)
{
    AT(isolation, d->target) = toward_one(AT(isolation, d->target), d->strength);
    FOR_MEMBERS(s) if (s != d->target && s != d->own)
    {
        AT(position, s) +=
            R(0.2) * min(R(1), d->strength) * AT(trust, tie_to_leader(d, s)) * (d->aim - AT(position, s));
    }
}

/** The blocker leaves for another forum in which its organisation has an empty seat, if there is one (I13). */
static void act_reseat(const struct deed *d)
{
    AT(leaving, d->target) = R(LEAVING_FOR_ANOTHER);
    for (int s = 0; s < d->w->seats; s++)
        if (d->w->seat[s].organisation == d->w->seat[d->target].organisation && d->w->seat[s].forum != d->f &&
            AT(filled, s) == R(0)) {
            AT(joining, s) = R(1);
            return;
        }
}

static void act_dismiss(const struct deed *d)
{
    AT(leaving, d->target) = R(LEAVING_FOR_GOOD);
    FOR_MEMBERS(s) if (s != d->target && s != d->own)
    {
        hurt(d, s, R(0.15));
        lose_trust(d, s, R(0.15));
    }
}

static void act_move_on(const struct deed *d)
{
    AT(stage, d->stuck) = AT(progress, d->stuck) = R(0);
    AT(dropped, 0) += R(1);
}

/** Purpose as pressure works on those whose trust does not reach the leader (H6). */
static void act_press(const struct deed *d)
{
    FOR_MEMBERS(s)
    {
        real deaf = s == d->own ? R(0) : R(1) - AT(trust, tie_to_leader(d, s));
        AT(commitment, s) = toward_one(AT(commitment, s), d->strength * deaf * AT(purpose, d->f));
    }
}

/** Authority comes from home: as much as the manager cares (I6, G21). */
static void act_demand(const struct deed *d)
{
    int s = d->target;
    AT(mandate, s) = toward_one(AT(mandate, s), d->strength * AT(interest, d->w->seat[s].organisation));
}

/* --- the table --- */

static const struct act_row act_row[ACTS_COUNT] = {
#define ROW_OF(act, mode_, target_, fails_, size_, unease_)                                                            \
    [ACT_##act] = {                                                                                                    \
        .mode = mode_, .target = target_, .fails = fails_, .size = size_, .unease = R(unease_), .does = act_##act      \
    },
#define ACT(name, mode, medium, target, fails, energy, time, chance, effect, backlash, unease, concept, meaning)       \
    ROW_OF(name, mode, target, fails, SIZE_##name, unease)
#define ACT_WHOLE(name, mode, medium, target, fails, energy, time, chance, backlash, unease, concept, meaning)         \
    ROW_OF(name, mode, target, fails, -1, unease)
#include "acts.def"
};
