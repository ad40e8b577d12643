/* trust.c - people meet, rely on each other and learn whom to trust (2b, G18, A25): relying on somebody teaches, a
 * contact alone only keeps trust alive. This is the innermost loop of the model, over all pairs. */
#include "people.h"
#include "processes.h"
#include "sectors.h"
#include "state.h"

/** What a month's encounters hang on, by seat; rows are real [seat][lane], in the scratch of the pack. */
struct encounters {
    real (*able)[SIM_LANES];     /* chance that a word is kept */
    real (*reached)[SIM_LANES];  /* how easily the person is reached outside meetings */
    real (*explains)[SIM_LANES]; /* how far its broken words are understood */
    /* [pair]: whether the two meet, the first relies on the second, and that one keeps its word, all by one number;
     * [pairs + pair]: whether the second relies on the first, and that one keeps its word */
    real (*dice)[SIM_LANES];
};

static void encounters_prepare(struct sim_pack *pack, const struct encounters *e)
{
    HERE(pack);
    for (int s = 0; s < w->seats; s++) {
        int sector = w->organisation[w->seat[s].organisation].sector, f = w->seat[s].forum;
        real national = one_if((sector == SECTOR_national) | (sector == SECTOR_funders));
        LANES {
            /* where promises fell due last month (`kept`), all know how far the seat fell short */
            real openness = now->openness[s][lane], known = R(1) - now->broke[s][lane];
            real surprise = now->turbulence[0][lane] * (R(1) - p->people_expectation[lane]);
            real usual = people_keep_word(p->trust_keeps_word[lane], R(0.5) * now->load[s][lane],
                                          national * p->context_discord[lane], surprise);
            e->able[s][lane] = now->kept[s][lane] > R(0) ? known : usual;
            e->reached[s][lane] = processes_reached(
                openness, R(1) - sectors_ruled(p->sectors_hierarchy[sector][lane], p->sectors_rules[lane]),
                now->influence[s][lane], p->processes_contact_bias[lane]);
            e->explains[s][lane] =
                people_understood(p->people_understanding[lane], now->said[f][lane], openness, now->feigned[f][lane]);
            now->contacts[s][lane] = now->relied[s][lane] = now->let_down[s][lane] = R(0);
            now->trust_given[s][lane] = now->trust_received[s][lane] = R(0);
            now->near_trust[s][lane] = now->opinion[s][lane] = R(0);
        }
    }
}

/** One side of an encounter: whether it relied on the other, and how that went; 0 or 1. `odds` is how far it leans on
 * the other, times the chance to meet where `u` decides that as well. */
struct reliance {
    real relied, kept, fine;
};

RULE struct reliance reliance_of(real there, real u, real odds, real able, real explains)
{
    real good = able + (R(1) - able) * explains;
    return (struct reliance){ .relied = there * one_if(u < odds),
                              .kept = one_if(u < odds * able),
                              .fine = one_if(u < odds * good) };
}

/** What one side has of the encounter: trust, and the sums over all others. */
RULE void encounter_leaves(struct now *now, int s, int lane, int tie, real trust, struct reliance r, real there,
                           real memory)
{
    real institution = now->institution[tie][lane];
    now->trust[tie][lane] = trust;
    now->institution[tie][lane] = institution + there * memory * (trust - institution);
    now->relied[s][lane] += r.relied;
    now->let_down[s][lane] += r.relied * (R(1) - r.fine);
    now->trust_given[s][lane] += trust;
}

/** One pair of a forum: whether they met, relied on each other and kept their word, and what trust that leaves. */
static void pair_trusts(struct sim_pack *pack, const struct encounters *restrict e, int f, int i, int j,
                        const real *restrict stake)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    int a = forum->first_seat + i, b = forum->first_seat + j, ab = tie_of(forum, i, j), ba = tie_of(forum, j, i);
    enum strangeness apart = w->strange[pair_of(forum, i, j)];
    /* departments of one council may be like two countries (F7) */
    real across = one_if(apart == ACROSS_SECTORS), council = one_if(apart == SAME_COUNCIL);
    const real *restrict u = e->dice[pair_of(forum, i, j)], *restrict v = e->dice[w->pairs + pair_of(forum, i, j)];

    LANES {
        real informal = now->cell.forum_informal[f][lane];
        real there = now->filled[a][lane] * now->filled[b][lane] * now->alive[f][lane];
        real blind = R(1) - R(0.5) * (now->experience[a][lane] + now->experience[b][lane]);
        real strange = (across + council * p->sectors_two_countries[lane]) * blind;
        real talk = informal *
                    processes_informal(p->processes_informal[lane], e->reached[a][lane], e->reached[b][lane], strange);
        real chance = now->came[a][lane] * now->came[b][lane] > R(0) ? R(1) : talk;
        real met = there * one_if(u[lane] < chance), width = p->trust_width[lane];
        real trust_a = now->trust[ab][lane], trust_b = now->trust[ba][lane];
        real leans_a = people_leans(trust_a, stake[lane], width), leans_b = people_leans(trust_b, stake[lane], width);
        struct reliance on_b = reliance_of(there, u[lane], chance * leans_a, e->able[b][lane], e->explains[b][lane]);
        struct reliance on_a = reliance_of(met, v[lane], leans_b, e->able[a][lane], e->explains[a][lane]);
        real gain = p->trust_gain[lane], loss = p->trust_loss[lane], decay = p->trust_decay[lane];
        real ceiling = p->trust_ceiling[lane], since = now->since[ab][lane], often = now->often[ab][lane];
        real here = now->position[a][lane], away = now->position[b][lane];
        real near = there * one_if(distance(here, away) < p->agenda_confidence[lane]);
        trust_a = there * people_trust(trust_a, met, on_b.relied, on_b.kept, on_b.fine, gain, loss, decay, ceiling);
        trust_b = there * people_trust(trust_b, met, on_a.relied, on_a.kept, on_a.fine, gain, loss, decay, ceiling);
        encounter_leaves(now, a, lane, ab, trust_a, on_b, there, p->trust_memory[lane]);
        encounter_leaves(now, b, lane, ba, trust_b, on_a, there, p->trust_memory[lane]);
        now->since[ab][lane] = met > R(0) ? R(0) : since + R(1);
        now->often[ab][lane] = often + (met - often) / R(12);
        now->contacts[a][lane] += met;
        now->contacts[b][lane] += met;
        now->trust_received[a][lane] += trust_b;
        now->trust_received[b][lane] += trust_a;
        now->near_trust[a][lane] += near * trust_a;
        now->near_trust[b][lane] += near * trust_b;
        now->opinion[a][lane] += near * trust_a * away;
        now->opinion[b][lane] += near * trust_b * here;
    }
}

/** All pairs of one forum. What they must rely on each other for is the size of what they attempt (2b). */
static void forum_trusts(struct sim_pack *pack, int f, const struct encounters *e)
{
    HERE(pack);
    real stake[SIM_LANES];

    LANES
        stake[lane] = p->trust_stake[lane] * now->attempts[f][lane];
    for (int j = 1; j < w->forum[f].seats; j++)
        for (int i = 0; i < j; i++)
            pair_trusts(pack, e, f, i, j, stake);
}

/** Joint work delivered last month wins some trust between all (H5). */
static void forum_wins_trust(struct sim_pack *pack, int f)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    if (!in_any_lane(now->success[f])) {
        return;
    }
    for (int i = 0; i < forum->seats; i++)
        for (int j = 0; j < forum->seats; j++) {
            int t = tie_of(forum, i, j);
            real other = i == j ? R(0) : R(1);
            LANES {
                real there = now->filled[forum->first_seat + i][lane] * now->filled[forum->first_seat + j][lane];
                real win = other * there * p->trust_win[lane] * now->success[f][lane], trust = now->trust[t][lane];
                now->trust[t][lane] = trust + win * max(R(0), p->trust_ceiling[lane] - trust);
            }
        }
}

/** Organisations that meet in two forums carry what they hold of each other from one to the other (A12). */
static void news_travels(struct sim_pack *pack)
{
    HERE(pack);
    real(*restrict sits)[SIM_LANES] = now->dice; /* 1 where a seat of a living forum is filled */

    for (int s = 0; s < w->seats; s++)
        LANES
            sits[s][lane] = now->filled[s][lane] * now->alive[w->seat[s].forum][lane];
    for (int n = 0; n < w->overlaps; n++) {
        const struct world_overlap *o = &w->overlap[n];
        const real *here = now->trust[o->tie], *there = now->trust[o->other];
        LANES {
            real all = sits[o->from][lane] * sits[o->to][lane] * sits[o->other_from][lane] * sits[o->other_to][lane];
            real trust = here[lane];
            now->trust[o->tie][lane] = trust + all * p->trust_memory[lane] * (there[lane] - trust);
        }
    }
}

PHASE people_learn_whom_to_trust(struct sim_pack *pack)
{
    HERE(pack);
    int rows = CHANCE_ROWS(w->seats);
    struct encounters e = { now->dice, now->dice + rows, now->dice + 2 * rows, now->dice + 3 * rows };
    bool wins = !sim_left_out(pack, MECHANISM_small_wins);

    encounters_prepare(pack, &e);
    chance_fill(e.dice, pack, DRAW_CONTACT, 2 * w->pairs);
    for (int f = 0; f < w->forums; f++) {
        forum_trusts(pack, f, &e);
        if (wins) {
            forum_wins_trust(pack, f);
        }
    }
    news_travels(pack);
}
