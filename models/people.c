/* people.c - after a month people stand elsewhere, are ready to give more or less, and feel better or worse. */
#include "people.h"

#include "leaders.h"
#include "processes.h"
#include "sectors.h"
#include "state.h"

/** Means over the members of a forum that the rest of the month reads. */
static void forum_means(struct sim_pack *pack, int f)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real members[SIM_LANES], position[SIM_LANES], commitment[SIM_LANES], frustration[SIM_LANES], conflict[SIM_LANES],
        trust[SIM_LANES], openness[SIM_LANES], hope[SIM_LANES];

    LANES
        members[lane] = position[lane] = commitment[lane] = frustration[lane] = conflict[lane] = trust[lane] = R(0);
    LANES
        openness[lane] = hope[lane] = R(0);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real filled = now->filled[s][lane];
            members[lane] += filled;
            position[lane] += filled * now->position[s][lane];
            commitment[lane] += filled * now->commitment[s][lane];
            frustration[lane] += filled * now->frustration[s][lane];
            conflict[lane] += filled * now->conflict[s][lane];
            openness[lane] += filled * now->openness[s][lane];
            hope[lane] += filled * now->hope[s][lane];
            trust[lane] += filled * now->trust_given[s][lane];
        }
    LANES {
        real by = max(R(1), members[lane]);
        now->members[f][lane] = members[lane];
        now->common[f][lane] = members[lane] > R(0) ? position[lane] / by : R(0.5);
        now->commitment_mean[f][lane] = commitment[lane] / by;
        now->frustration_mean[f][lane] = frustration[lane] / by;
        now->conflict_mean[f][lane] = conflict[lane] / by;
        now->openness_mean[f][lane] = openness[lane] / by;
        now->hope_mean[f][lane] = hope[lane] / by;
        now->trust_mean[f][lane] = trust[lane] / (by * max(R(1), members[lane] - R(1)));
    }
}

/** Workers come to treat families as members treat each other (H16). */
static void forum_mirrors(struct sim_pack *pack, int f)
{
    HERE(pack);
    LANES {
        real conduct = R(0.5) * (now->openness_mean[f][lane] + now->trust_mean[f][lane]);
        real practice = now->practice[f][lane];
        now->practice[f][lane] = practice + p->people_identification_gain[lane] * (conduct - practice);
    }
}

/** How far a success is overdue by the pace that the forum expects, or by what it has promised (H4). */
static void forum_waits(struct sim_pack *pack, int f)
{
    HERE(pack);
    real left[SIM_LANES], works[SIM_LANES];

    LANES
        left[lane] = works[lane] = R(0);
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
        LANES {
            real in_work = one_if(now->stage[k][lane] == R(3)), more = now->due[k][lane] - now->worked[k][lane];
            real least = works[lane] > R(0) ? min(left[lane], more) : more;
            left[lane] = in_work > R(0) ? least : left[lane];
            works[lane] = max(works[lane], in_work);
        }
    LANES {
        real since = now->success[f][lane] > R(0) ? R(0) : now->since_success[f][lane] + now->alive[f][lane];
        real pace = p->people_pace[lane] * now->cell.forum_pace[f][lane];
        now->since_success[f][lane] = since;
        now->overdue[f][lane] = people_overdue(since, pace, left[lane]);
    }
}

/** Where one member stands after the month. A seat that speaks for another forum is drawn to where that one stands
 * (B2). */
static void member_moves(struct sim_pack *pack, int s)
{
    HERE(pack);
    int o = w->seat[s].organisation, g = w->seat[s].speaks_for;
    const real *home = g < 0 ? now->home[o] : now->common[g];
    real home_on = ON(home_pull);

    LANES {
        real position = now->position[s][lane], given = now->near_trust[s][lane], id = now->identification[s][lane];
        real mean = now->opinion[s][lane] / max(given, MILLIONTH), opinion = given > MILLIONTH ? mean : position;
        real talked = now->contacts[s][lane] / (R(1) + now->contacts[s][lane]);
        real free = (R(1) - now->strange[s][lane]) * (R(1) - R(0.5) * id);
        real received = now->trust_received[s][lane] / max(R(1), now->members[w->seat[s].forum][lane] - R(1));
        position = people_position(position, opinion, p->people_social_pull[lane] * talked, now->openness[s][lane],
                                   home[lane], home_on * p->people_home_pull[lane] * free);
        now->position[s][lane] = clamp01(position);
        now->comfort[s][lane] = flush_to_zero(now->comfort[s][lane] * (R(1) - home_on * p->people_home_pull[lane]));
        now->influence[s][lane] = people_influence(now->influence[s][lane], now->cell.seat_influence[s][lane], received,
                                                   p->trust_memory[lane]);
    }
}

/** What one member is ready to give: commitment, openness, hope, belonging, salience. */
static void member_commits(struct sim_pack *pack, int s, const real *weakest)
{
    HERE(pack);
    int o = w->seat[s].organisation, f = w->seat[s].forum, g = w->seat[s].speaks_for;
    const real *interest = g < 0 ? now->interest[o] : now->commitment_mean[g];
    real mirrors = ON(mirroring), wins = ON(small_wins), hopes = ON(hope);
    real shared =
        one_if(w->forum[f].governance == GOVERNANCE_shared);     /* what all run together is more their own (1L) */
    real emerged = one_if(w->forum[f].origin == ORIGIN_emerged); /* and so is what grew from their work (B6) */

    LANES {
        real filled = now->filled[s][lane], came = now->came[s][lane], id = now->identification[s][lane];
        real contacts = now->contacts[s][lane], bad = now->let_down[s][lane] / max(R(1), now->relied[s][lane]);
        real trust = now->trust_given[s][lane] / max(R(1), now->members[f][lane] - R(1));
        real hope = now->hope[s][lane], openness = now->openness[s][lane], salience = now->salience[s][lane];
        real target = people_commitment_target(trust, now->purpose[f][lane], weakest[lane], interest[lane], id,
                                               now->frustration[s][lane], now->conflict[s][lane]);
        real hoping = R(1) - hopes * (R(1) - people_hoping(hope));
        real zeal = (R(1) - R(0.5) * p->people_expectation[lane]) * hoping;
        real joy = wins * now->success[f][lane] * (R(0.5) + R(0.5) * p->users_broadcast[lane]);
        real commitment = now->commitment[s][lane];
        real shown =
            mirrors * p->people_identification_gain[lane] * one_if(contacts > R(0)) * (R(1) - now->closed[s][lane]);
        real belongs = p->people_identification_gain[lane] * (R(1) + (shared + emerged) * R(0.5));
        commitment = clamp01(commitment + p->people_commitment_gain[lane] * (target * zeal - commitment) +
                             p->users_reward[lane] * joy);
        now->commitment[s][lane] = filled * commitment;
        real met_with = R(0.5) * (R(1) - R(2) * bad) +
                        R(0.5) * now->openness_mean[f][lane]; /* conduct, and openness of others (H12) */
        now->openness[s][lane] = clamp01(openness + R(0.5) * shown * (met_with - openness));
        now->hope[s][lane] = filled * people_stock(hope, joy, now->overdue[f][lane] / p->people_pace[lane]);
        now->identification[s][lane] = filled * people_stock(id, belongs * came, R(0.5) * belongs * (R(1) - came));
        now->salience[s][lane] = people_stock(salience, R(0.5) * came, p->users_purpose_decay[lane]);
    }
}

/** How one member feels: frustration with standstill and surprise, which order and expectation soften; pain of
 * conflict. */
static void member_feels(struct sim_pack *pack, int s)
{
    HERE(pack);
    int f = w->seat[s].forum, sector = w->organisation[w->seat[s].organisation].sector;
    real wins = ON(small_wins);

    LANES {
        real filled = now->filled[s][lane];
        real order = sectors_ruled(p->sectors_hierarchy[sector][lane], p->sectors_rules[lane]);
        real waits = now->stuck[f][lane] / (now->stuck[f][lane] + p->agenda_stall_months[lane]);
        real surprise = now->turbulence[0][lane] * (R(1) - p->people_expectation[lane]) * (R(1) - R(0.5) * order) +
                        now->anger[sector][lane];
        real upset = min(R(1), p->people_frustration_gain[lane] * (waits + surprise));
        real joy = wins * now->success[f][lane] * p->users_broadcast[lane];
        real eased = min(R(1), p->people_healing[lane] + R(0.5) * joy);
        now->frustration[s][lane] = filled * people_stock(now->frustration[s][lane], upset, eased);
        now->conflict[s][lane] = filled * people_stock(now->conflict[s][lane], R(0), p->people_healing[lane]);
    }
}

static void forum_members_change(struct sim_pack *pack, int f)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real weakest[SIM_LANES];

    LANES
        weakest[lane] = R(1);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES
            weakest[lane] = min(weakest[lane], now->filled[s][lane] > R(0) ? now->commitment[s][lane] : R(1));
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        member_moves(pack, s);
        member_commits(pack, s, weakest);
        member_feels(pack, s);
    }
}

/** Who champions something: the lead of each forum, and whoever has put up its own cause. Rows are real [seat][lane], 1
 * or 0. */
static void champions_are_found(struct sim_pack *pack, real (*champions)[SIM_LANES])
{
    HERE(pack);
    for (int s = 0; s < w->seats; s++)
        LANES
            champions[s][lane] = one_if(w->forum[w->seat[s].forum].chair == s);
    for (int k = 0; k < w->issues; k++) {
        LANES_WHERE(now->champion[k])
        if (now->stage[k][lane] > R(0)) {
            champions[(int)now->champion[k][lane] - 1][lane] = R(1);
        }
    }
}

/** They go back to what they champion as far as they are tenacious; all give it up as far as they are not (I15). */
static void people_hold_on(struct sim_pack *pack)
{
    HERE(pack);
    real(*champions)[SIM_LANES] = now->dice;

    champions_are_found(pack, champions);
    for (int s = 0; s < w->seats; s++)
        LANES {
            real tenacity = now->tenacity[s][lane], cause = now->cause[s][lane];
            real position = leaders_hold(now->position[s][lane], cause, champions[s][lane] * tenacity);
            now->position[s][lane] = position;
            now->cause[s][lane] = leaders_hold(cause, position, R(1) - tenacity);
        }
}

/** What a month gives and takes, to all members of a forum alike; rows are real [lane]. */
struct rest {
    real back[SIM_LANES], heart[SIM_LANES], drift[SIM_LANES]; /* energy that returns; that success gives; skill kept */
};

/** Rest, heart taken from what is visible, and skill that falls behind what the times ask (I1, H3, A24). */
static void forum_rests(struct sim_pack *pack, int f, struct rest *restrict rest)
{
    HERE(pack);
    real wins = ON(small_wins);

    LANES {
        real visible = R(0.5) + R(0.5) * p->users_broadcast[lane];
        rest->heart[lane] = wins * p->users_reward[lane] * now->success[f][lane] * visible;
        rest->back[lane] = p->leaders_recovery[lane] * (R(1) - R(0.5) * now->frustration_mean[f][lane]);
        rest->drift[lane] = R(1) - min(R(1), p->leaders_skill_drift[lane] * (R(1) + now->turbulence[0][lane]));
    }
}

/** Whoever has no energy left leaves off for some months, and comes back rested (I1, D4). */
static void member_rests(struct sim_pack *pack, int s, const struct rest *restrict rest)
{
    HERE(pack);
    LANES {
        real energy = now->energy[s][lane], away = now->away[s][lane];
        real rested = clamp01(people_stock(energy, rest->back[lane], R(0)) + rest->heart[lane]);
        bool goes = (away == R(0)) & (now->filled[s][lane] > R(0)) & (energy < p->leaders_energy_floor[lane]);
        real left = goes ? p->leaders_away_months[lane] : max(R(0), away - R(1));
        bool returns = (away > R(0)) & (left == R(0));
        now->energy[s][lane] = returns ? max(rested, R(0.5)) : rested;
        now->skill_facilitative[s][lane] = now->skill_facilitative[s][lane] * rest->drift[lane];
        now->skill_directive[s][lane] = now->skill_directive[s][lane] * rest->drift[lane];
        now->worn_out[0][lane] += one_if(goes);
        now->away[s][lane] = left;
    }
}

static void people_rest(struct sim_pack *pack)
{
    HERE(pack);
    for (int f = 0; f < w->forums; f++) {
        struct rest rest;
        forum_rests(pack, f, &rest);
        for (int s = w->forum[f].first_seat; s < w->forum[f].first_seat + w->forum[f].seats; s++)
            member_rests(pack, s, &rest);
    }
}

PHASE people_change(struct sim_pack *pack)
{
    HERE(pack);
    for (int f = 0; f < w->forums; f++) {
        forum_means(pack, f);
        forum_mirrors(pack, f);
        forum_waits(pack, f);
    }
    for (int f = 0; f < w->forums; f++)
        forum_members_change(pack, f);
    people_hold_on(pack);
    people_rest(pack);
}
