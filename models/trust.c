/* trust.c - people learn whom to trust: the innermost loop of the whole model, over all pairs of all forums. */
#include "people.h"
#include "processes.h"
#include "state.h"

/** What a month's encounters hang on, by seat; rows are real [seat][lane], in the scratch of the pack. */
struct encounters {
    real (*able)[SIM_LANES];     /* chance that a word is kept, before distance */
    real (*reached)[SIM_LANES];  /* how easily the person is reached outside meetings */
    real (*blind)[SIM_LANES];    /* half of the misreading across sectors that lack of experience leaves (F11) */
    real (*explains)[SIM_LANES]; /* how far its broken words are understood */
    real (*dice)[SIM_LANES]; /* [pair]: whether they meet and the first keeps its word; [pairs + pair]: the second */
};

/** How strange two seats of a forum are to each other: across sectors, or `two_countries` between departments of one
 * council (F7).
 */
struct strangeness {
    real across, council;
};

static struct strangeness strangeness_of(const struct world *w, int a, int b)
{
    const struct world_organisation *x = &w->organisation[w->seat[a].organisation],
                                    *y = &w->organisation[w->seat[b].organisation];
    bool same_council = x->parent >= 0 && x->parent == y->parent;
    bool parent = x->parent == w->seat[b].organisation || y->parent == w->seat[a].organisation;
    return same_council || parent   ? (struct strangeness){ 0, R(0.4) }
           : x->sector != y->sector ? (struct strangeness){ R(0.4), 0 }
                                    : (struct strangeness){ 0, 0 };
}

static void encounters_prepare(struct sim_pack *pack, const struct encounters *e)
{
    HERE(pack);
    for (int s = 0; s < w->seats; s++) {
        int sector = w->organisation[w->seat[s].organisation].sector, f = w->seat[s].forum;
        real national = one_if((sector == SECTOR_national) | (sector == SECTOR_funders));
        LANES {
            real part = processes_part(now->time[s][lane], p->processes_seat_time[lane]);
            real will = R(0.5) * part + R(0.5) * now->commitment[s][lane], openness = now->openness[s][lane];
            real surprise = now->turbulence[0][lane] * (R(1) - p->people_expectation[lane]);
            e->able[s][lane] = p->trust_keeps_word[lane] * (R(0.88) + R(0.12) * will) *
                               (R(1) - national * p->context_discord[lane]) *
                               (R(1) - R(0.3) * surprise); /* what was promised before the surprise (G15) */
            e->reached[s][lane] = processes_reached(openness, p->sectors_flexibility[sector][lane],
                                                    now->influence[s][lane], p->processes_contact_bias[lane]);
            e->blind[s][lane] = R(0.5) - R(0.25) * now->experience[s][lane];
            e->explains[s][lane] =
                people_understood(p->people_understanding[lane], now->said[f][lane], openness, now->feigned[f][lane]);
            now->contacts[s][lane] = now->bad_contacts[s][lane] = R(0);
            now->trust_given[s][lane] = now->trust_received[s][lane] = now->opinion[s][lane] = R(0);
        }
    }
}

/** All pairs of one forum: who met, who kept a word, and what trust that leaves. */
static void forum_trusts(struct sim_pack *pack, int f, const struct encounters *restrict e)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    int first = forum->first_seat;

    for (int j = 1; j < forum->seats; j++)
        for (int i = 0; i < j; i++) {
            int a = first + i, b = first + j, ab = tie_of(forum, i, j), ba = tie_of(forum, j, i);
            struct strangeness strange = strangeness_of(w, a, b);
            const real *restrict u = e->dice[pair_of(forum, i, j)], *restrict v =
                                                                        e->dice[w->pairs + pair_of(forum, i, j)];
            LANES {
                real informal = now->cell.forum_informal[f][lane];
                real there = now->filled[a][lane] * now->filled[b][lane] * now->alive[f][lane];
                real together = now->came[a][lane] * now->came[b][lane];
                real talk = informal *
                            processes_informal(p->processes_informal[lane], e->reached[a][lane], e->reached[b][lane]);
                real chance = together > R(0) ? R(1) : talk;
                real far = R(0.6) * distance(now->position[a][lane], now->position[b][lane]) +
                           (strange.across + strange.council * p->sectors_two_countries[lane]) *
                               (e->blind[a][lane] + e->blind[b][lane]);
                real keeps_a = people_keep_word(e->able[a][lane], p->trust_distance[lane], far);
                real keeps_b = people_keep_word(e->able[b][lane], p->trust_distance[lane], far);
                real good_a = keeps_a + (R(1) - keeps_a) * e->explains[a][lane],
                     good_b = keeps_b + (R(1) - keeps_b) * e->explains[b][lane];
                real met = there * one_if(u[lane] < chance);
                real kept_a = one_if(u[lane] < chance * keeps_a), kept_b = one_if(v[lane] < keeps_b);
                real fine_a = one_if(u[lane] < chance * good_a), fine_b = one_if(v[lane] < good_b);
                real trust_ab = now->trust[ab][lane], trust_ba = now->trust[ba][lane];
                real held_ab = now->institution[ab][lane], held_ba = now->institution[ba][lane];
                real gain = p->trust_gain[lane], loss = p->trust_loss[lane], decay = p->trust_decay[lane];
                real ceiling = p->trust_ceiling[lane], memory = p->trust_memory[lane];
                trust_ab = there * people_trust(trust_ab, met, kept_b, fine_b, gain, loss, decay, ceiling);
                trust_ba = there * people_trust(trust_ba, met, kept_a, fine_a, gain, loss, decay, ceiling);
                now->trust[ab][lane] = trust_ab;
                now->trust[ba][lane] = trust_ba;
                now->institution[ab][lane] = held_ab + there * memory * (trust_ab - held_ab);
                now->institution[ba][lane] = held_ba + there * memory * (trust_ba - held_ba);
                now->contacts[a][lane] += met;
                now->contacts[b][lane] += met;
                now->bad_contacts[a][lane] += met * (R(1) - fine_b);
                now->bad_contacts[b][lane] += met * (R(1) - fine_a);
                now->trust_given[a][lane] += trust_ab;
                now->trust_given[b][lane] += trust_ba;
                now->trust_received[a][lane] += trust_ba;
                now->trust_received[b][lane] += trust_ab;
                now->opinion[a][lane] += trust_ab * now->position[b][lane];
                now->opinion[b][lane] += trust_ba * now->position[a][lane];
            }
        }
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
    for (int n = 0; n < w->overlaps; n++) {
        struct world_overlap o = w->overlap[n];
        const real *alive = now->alive[w->seat[o.from].forum], *other_alive = now->alive[w->seat[o.other_from].forum];
        LANES {
            real here = now->filled[o.from][lane] * now->filled[o.to][lane] * alive[lane];
            real there = now->filled[o.other_from][lane] * now->filled[o.other_to][lane] * other_alive[lane];
            real trust = now->trust[o.tie][lane];
            now->trust[o.tie][lane] = trust + here * there * p->trust_news[lane] * (now->trust[o.other][lane] - trust);
        }
    }
}

PHASE people_learn_whom_to_trust(struct sim_pack *pack)
{
    HERE(pack);
    int rows = CHANCE_ROWS(w->seats);
    struct encounters e = { now->dice, now->dice + rows, now->dice + 2 * rows, now->dice + 3 * rows,
                            now->dice + 4 * rows };
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
