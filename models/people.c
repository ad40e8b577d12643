/* people.c - people learn whom to trust; their positions, commitment, openness and feelings move. */
#include "people.h"
#include "processes.h"

/** All pairs of one forum: who met, who kept a word, and what trust that leaves. The innermost loop of the whole model. */
static void forum_trusts(struct sim_pack *pack, int f, const real (*restrict dice)[SIM_LANES],
                         const real (*restrict able)[SIM_LANES])
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    int first = forum->first_seat;
    real informal = (real)forum->informal;

    for (int j = 1; j < forum->seats; j++)
        for (int i = 0; i < j; i++) {
            int a = first + i, b = first + j, ab = tie_of(forum, i, j), ba = tie_of(forum, j, i);
            real strange = w->organisation[w->seat[a].organisation].sector != w->organisation[w->seat[b].organisation].sector
                               ? R(0.4)
                               : R(0);
            real(*restrict u)[SIM_LANES] = (real(*)[SIM_LANES])dice + j * (j - 1) / 2 + i;
            LANES {
                real there = now->filled[a][lane] * now->filled[b][lane] * now->alive[f][lane];
                real together = now->came[a][lane] * now->came[b][lane];
                real open_a = now->openness[a][lane], open_b = now->openness[b][lane];
                real talk = informal * processes_informal(p->processes_informal[lane], open_a, open_b);
                real chance = together > R(0) ? R(1) : talk;
                real blind = R(1) - R(0.25) * (now->experience[a][lane] + now->experience[b][lane]);
                real far = R(0.6) * apart(now->position[a][lane], now->position[b][lane]) + strange * blind;
                real keeps_a = people_keep_word(able[a][lane], open_a, p->trust_distance[lane], far);
                real keeps_b = people_keep_word(able[b][lane], open_b, p->trust_distance[lane], far);
                real met = there * when(u[0][lane] < chance);
                real kept_a = when(u[0][lane] < chance * keeps_a), kept_b = when(u[0][lane] < chance * keeps_b);
                real trust_ab = now->trust[ab][lane], trust_ba = now->trust[ba][lane];
                real held_ab = now->institution[ab][lane], held_ba = now->institution[ba][lane];
                real gain = p->trust_gain[lane], loss = p->trust_loss[lane], decay = p->trust_decay[lane];
                real ceiling = p->trust_ceiling[lane], memory = p->trust_memory[lane];
                trust_ab = there * people_trust(trust_ab, met, kept_b, gain, loss, decay, ceiling);
                trust_ba = there * people_trust(trust_ba, met, kept_a, gain, loss, decay, ceiling);
                now->trust[ab][lane] = trust_ab;
                now->trust[ba][lane] = trust_ba;
                now->institution[ab][lane] = held_ab + there * memory * (trust_ab - held_ab);
                now->institution[ba][lane] = held_ba + there * memory * (trust_ba - held_ba);
                now->contacts[a][lane] += met;
                now->contacts[b][lane] += met;
                now->bad_contacts[a][lane] += met * (R(1) - kept_b);
                now->bad_contacts[b][lane] += met * (R(1) - kept_a);
                now->trust_given[a][lane] += trust_ab;
                now->trust_given[b][lane] += trust_ba;
                now->opinion[a][lane] += trust_ab * now->position[b][lane];
                now->opinion[b][lane] += trust_ba * now->position[a][lane];
            }
        }
}

/** Leaders who were found out lose trust; joint work delivered last month wins some between all (C7, H5). */
static void forum_remembers(struct sim_pack *pack, int f, real wins)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    for (int rank = 0; rank < LEADERS_A_FORUM; rank++) {
        int j = w->leader_seat[f * LEADERS_A_FORUM + rank] - forum->first_seat;
        for (int i = 0; i < forum->seats; i++)
            LANES {
                int t = tie_of(forum, i, j);
                now->trust[t][lane] = now->trust[t][lane] * (R(1) - now->suspicion[forum->first_seat + i][lane]);
            }
    }
    for (int i = 0; i < forum->seats; i++)
        for (int j = 0; j < forum->seats; j++) {
            int t = tie_of(forum, i, j);
            real other = i == j ? R(0) : wins;
            LANES {
                real there = now->filled[forum->first_seat + i][lane] * now->filled[forum->first_seat + j][lane];
                real win = other * there * p->trust_win[lane] * now->success[f][lane];
                real trust = now->trust[t][lane];
                now->trust[t][lane] = trust + win * (R(1) - trust);
            }
        }
}

PHASE people_learn_whom_to_trust(struct sim_pack *pack)
{
    HERE(pack);
    real(*able)[SIM_LANES] = now->dice;
    real(*dice)[SIM_LANES] = now->dice + CHANCE_ROWS(w->seats);
    real wins = ON(small_wins);

    for (int s = 0; s < w->seats; s++) {
        int sector = w->organisation[w->seat[s].organisation].sector;
        real national = when((sector == SECTOR_national) | (sector == SECTOR_funders));
        LANES {
            real part = processes_part(now->time[s][lane], p->processes_seat_time[lane]);
            real will = R(0.5) * part + R(0.5) * now->commitment[s][lane];
            able[s][lane] = p->trust_keeps_word[lane] * (R(0.88) + R(0.12) * will) * (R(1) - national * p->context_discord[lane]);
            now->contacts[s][lane] = now->bad_contacts[s][lane] = R(0);
            now->trust_given[s][lane] = now->opinion[s][lane] = R(0);
        }
    }
    chance_fill(dice, pack, DRAW_CONTACT, w->pairs);
    for (int f = 0; f < w->forums; f++) {
        forum_trusts(pack, f, (const real(*)[SIM_LANES])(dice + w->forum[f].first_pair), (const real(*)[SIM_LANES])able);
        forum_remembers(pack, f, wins);
    }
}

/** Means over the members of a forum that the rest of the month reads. */
static void forum_means(struct sim_pack *pack, int f)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real members[SIM_LANES], position[SIM_LANES], commitment[SIM_LANES], frustration[SIM_LANES], conflict[SIM_LANES],
        trust[SIM_LANES];

    LANES members[lane] = position[lane] = commitment[lane] = frustration[lane] = conflict[lane] = trust[lane] = R(0);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real filled = now->filled[s][lane];
            members[lane] += filled;
            position[lane] += filled * now->position[s][lane];
            commitment[lane] += filled * now->commitment[s][lane];
            frustration[lane] += filled * now->frustration[s][lane];
            conflict[lane] += filled * now->conflict[s][lane];
            trust[lane] += filled * now->trust_given[s][lane];
        }
    LANES {
        real by = most(R(1), members[lane]);
        now->members[f][lane] = members[lane];
        now->common[f][lane] = members[lane] > R(0) ? position[lane] / by : R(0.5);
        now->commitment_mean[f][lane] = commitment[lane] / by;
        now->frustration_mean[f][lane] = frustration[lane] / by;
        now->conflict_mean[f][lane] = conflict[lane] / by;
        now->trust_mean[f][lane] = trust[lane] / (by * most(R(1), members[lane] - R(1)));
    }
}

/** One forum's members after the month: where they stand, what they are ready to give, how they feel. */
static void forum_members_change(struct sim_pack *pack, int f)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real home_on = ON(home_pull), mirrors = ON(mirroring), wins = ON(small_wins);
    real weakest[SIM_LANES];

    LANES weakest[lane] = R(1);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES weakest[lane] = least(weakest[lane], now->filled[s][lane] > R(0) ? now->commitment[s][lane] : R(1));

    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        int o = w->seat[s].organisation, sector = w->organisation[o].sector;
        LANES {
            real filled = now->filled[s][lane], came = now->came[s][lane], given = now->trust_given[s][lane];
            real position = now->position[s][lane], converted = now->converted[s][lane], openness = now->openness[s][lane];
            real frustration = now->frustration[s][lane], conflict = now->conflict[s][lane], id = now->identification[s][lane];
            real opinion = given > R(1e-6) ? now->opinion[s][lane] / most(given, R(1e-6)) : position;
            real contacts = now->contacts[s][lane], bad = now->bad_contacts[s][lane] / most(R(1), contacts);
            real talked = least(R(1), contacts / R(3));
            real pull = home_on * p->people_home_pull[lane] * (R(1) - converted) * (R(1) - R(0.5) * id);
            real trust = given / most(R(1), now->members[f][lane] - R(1));
            real target = people_commitment_target(trust, now->purpose[f][lane], weakest[lane], now->interest[o][lane], id,
                                                   frustration, conflict);
            real commitment = now->commitment[s][lane];
            real waits = now->stuck[f][lane] / (now->stuck[f][lane] + p->agenda_stall_months[lane]);
            real surprise = now->turbulence[0][lane] * (R(1) - p->people_expectation[lane]) + now->anger[sector][lane];
            real zeal = R(1) - R(0.25) * p->people_expectation[lane];
            real upset = least(R(1), p->people_frustration_gain[lane] * waits * R(2) + R(0.15) * surprise);
            real joy = wins * now->success[f][lane] * p->users_broadcast[lane];
            real pain = p->people_conflict_gain[lane] * bad * talked;
            now->position[s][lane] = share(people_position(position, opinion, p->people_social_pull[lane] * talked,
                                                           now->home[o][lane], pull));
            now->converted[s][lane] = converted * (R(1) - p->people_home_pull[lane] * (R(1) - p->leaders_aftercare[lane]));
            now->commitment[s][lane] =
                filled * share(commitment + p->people_commitment_gain[lane] * (target * zeal - commitment) + R(0.1) * joy);
            now->openness[s][lane] =
                openness + mirrors * p->people_mirroring[lane] * when(contacts > R(0)) * (R(1) - R(2) * bad - openness) * R(0.5);
            now->openness[s][lane] = share(now->openness[s][lane]);
            now->frustration[s][lane] =
                filled * people_stock(frustration, upset, least(R(1), p->people_frustration_decay[lane] + R(0.5) * joy));
            now->conflict[s][lane] = filled * people_stock(conflict, pain, p->people_conflict_decay[lane]);
            now->identification[s][lane] =
                filled * people_stock(id, p->people_identification_gain[lane] * came,
                                      R(0.5) * p->people_identification_gain[lane] * (R(1) - came));
        }
    }
}

/** Leaders rest, take heart from what is visible, and fall behind what the times ask (I1, H3, A24). */
static void leaders_rest(struct sim_pack *pack)
{
    HERE(pack);
    real wins = ON(small_wins);

    chance_fill(now->dice, pack, DRAW_DRIFT, w->leaders);
    for (int l = 0; l < w->leaders; l++) {
        int f = l / LEADERS_A_FORUM;
        LANES {
            real heart = wins * p->leaders_reward[lane] * now->success[f][lane] * (R(0.4) + R(0.6) * p->users_broadcast[lane]);
            real hopeless = R(0.3) * now->frustration_mean[f][lane];
            real back = p->leaders_recovery[lane] * (R(1) - hopeless);
            real drift = R(1) - R(2) * p->leaders_skill_drift[lane] * now->dice[l][lane];
            now->energy[l][lane] = share(people_stock(now->energy[l][lane], back, R(0)) + heart);
            now->skill_facilitative[l][lane] = now->skill_facilitative[l][lane] * drift;
            now->skill_directive[l][lane] = now->skill_directive[l][lane] * drift;
        }
    }
}

PHASE people_change(struct sim_pack *pack)
{
    HERE(pack);
    for (int f = 0; f < w->forums; f++) {
        forum_means(pack, f);
        forum_members_change(pack, f);
    }
    leaders_rest(pack);
}
