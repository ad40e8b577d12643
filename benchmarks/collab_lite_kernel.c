/* collab_lite_kernel.c - one tick of the reference workload, for a pack of runs in lockstep. */
#include "../sim/kernel.h"

#include "collab_lite.h"

/** Rates of the workload's definition; what may vary is a parameter instead. */
#define TRUST_RATE   R(0.1)
#define GOAL_RATE    R(0.2)
#define GAIN_AT_REST R(0.25)

/** Whoever asks for a block of chance inside a lane loop must swallow its code whole, or the loop stays scalar. */
#define WHOLE __attribute__((flatten))

typedef real row[SIM_LANES];

/** Where everything is: rows of lanes, one row for the whole, or one for each partner or tie. */
struct lite {
    const struct lite_world *world;
    int partners;
    const real *meeting, *target; /* parameters */
    real *gain, *energy, *mean_trust, *mean_frustration, *mean_commitment, *conflict, *mobilisation, *progress;
    row *commitment, *frustration, *capability, *goal; /* [partner] */
    row *weight, *pull;                                /* [partner] */
    row *luck;                                         /* [partner], with room for whole blocks of chance */
    row *trust;                                        /* [from][to]; nobody trusts himself: 0; one spare row */
};

enum { SINGLE_ROWS = 8, PARTNER_ROWS = 6 };

static size_t state_bytes(const void *world)
{
    size_t partners = (size_t)((const struct lite_world *)world)->partners;
    size_t rows = SINGLE_ROWS + PARTNER_ROWS * partners + CHANCE_ROWS(partners) + partners * partners + 1;
    return rows * sizeof(row);
}

static inline row *taken(row **next, int rows)
{
    row *first = *next;
    *next += rows;
    return first;
}

static inline struct lite laid_out(const struct sim_pack *pack)
{
    const struct lite_world *world = pack->world;
    const row *params = pack->params;
    int partners = world->partners;
    row *next = pack->state;
    struct lite lite = { .world = world, .partners = partners };
    real **single[SINGLE_ROWS] = {
        &lite.gain,     &lite.energy,       &lite.mean_trust, &lite.mean_frustration, &lite.mean_commitment,
        &lite.conflict, &lite.mobilisation, &lite.progress
    };
    row **each[PARTNER_ROWS] = { &lite.commitment, &lite.frustration, &lite.capability,
                                 &lite.goal,       &lite.weight,      &lite.pull };

    lite.meeting = params[LITE_MEETING];
    lite.target = params[LITE_TARGET];
    for (int i = 0; i < SINGLE_ROWS; i++) {
        *single[i] = *taken(&next, 1);
    }
    for (int i = 0; i < PARTNER_ROWS; i++) {
        *each[i] = taken(&next, partners);
    }
    lite.luck = taken(&next, CHANCE_ROWS(partners));
    lite.trust = taken(&next, partners * partners + 1);
    return lite;
}

/* --- rules --- */

static inline real size_of(real x)
{
    return x < R(0) ? -x : x;
}

/** How much of its goal the leader can pursue: trust lifts it, frustration and missing results weigh on it. */
static inline real leverage(real mean_trust, real mean_frustration, real missing)
{
    return clamp01(R(0.5) + R(0.6) * (mean_trust - R(0.5)) - R(0.4) * mean_frustration - R(0.8) * missing);
}

/** Who meets comes nearer to the trust that commitment and likeness deserve. */
static inline real trust_after(real trust, flag meet, real commitment, real own_goal, real other_goal)
{
    real deserved = commitment * (R(1) - size_of(own_goal - other_goal));
    return meet ? trust + TRUST_RATE * (deserved - trust) : trust;
}

/** A goal is drawn towards the goals of those who are trusted; where nobody is, it stays. */
static inline real goal_after(real goal, real weight, real pull, real mobilisation)
{
    real nobody = weight < R(1e-12);
    real towards = nobody ? goal : pull / (nobody ? R(1) : weight);
    return goal + GOAL_RATE * mobilisation * (towards - goal);
}

static inline real frustration_after(real frustration, real missing)
{
    return clamp01(R(0.95) * frustration + R(0.2) * missing);
}

static inline real commitment_after(real commitment, real gain, real frustration, real luck)
{
    return clamp01(commitment + R(0.05) * (gain - GAIN_AT_REST) - R(0.02) * (frustration - R(0.2)) +
                   R(0.04) * (luck - R(0.5)));
}

/* --- first day --- */

/** One thing for each of the eight 16-bit cells of a block. Spelt out: a loop here would keep the lanes scalar. */
#define EIGHT(words, one)                                                                                              \
    one(0, (words).v[0] & 0xffff);                                                                                     \
    one(1, (words).v[0] >> 16);                                                                                        \
    one(2, (words).v[1] & 0xffff);                                                                                     \
    one(3, (words).v[1] >> 16);                                                                                        \
    one(4, (words).v[2] & 0xffff);                                                                                     \
    one(5, (words).v[2] >> 16);                                                                                        \
    one(6, (words).v[3] & 0xffff);                                                                                     \
    one(7, (words).v[3] >> 16)

/** Every tie starts somewhere in 0.3 .. 0.7. */
WHOLE PHASE first_trust(const struct lite *lite, const struct sim_pack *pack)
{
    const uint32_t *restrict replicate = pack->replicate, *restrict drawn = pack->drawn;
    row *restrict trust = lite->trust;
    for (int block = 0; block < lite->world->blocks; block++) {
        const struct lite_dyad *dyad = lite->world->dyad + LITE_DYADS_A_BLOCK * block;
        LANES {
            threefry4x32_ctr_t words =
                chance_block(pack, replicate[lane], drawn[lane], LITE_DRAW_FIRST_TRUST, (uint32_t)block);
#define BEGIN(i, bits) trust[dyad[i].tie][lane] = R(0.3) + R(0.4) * chance_cell(bits)
            EIGHT(words, BEGIN);
        }
    }
}

/** A trait of the partners: evenly spread from `low` over `width`. */
static void first_trait(const struct lite *lite, const struct sim_pack *pack, uint32_t draw, row *trait, real low,
                        real width)
{
    chance_fill(lite->luck, pack, draw, lite->partners);
    for (int i = 0; i < lite->partners; i++)
        LANES {
            trait[i][lane] = low + width * lite->luck[i][lane];
        }
}

/** The mean of a trait over the partners. */
static inline void mean_over_partners(real *restrict mean, const row *trait, int partners)
{
    LANES {
        real sum = R(0);
        for (int i = 0; i < partners; i++) {
            sum += trait[i][lane];
        }
        mean[lane] = sum / R(partners);
    }
}

static void first_mean_trust(const struct lite *lite)
{
    int ties = lite->partners * lite->partners;
    LANES {
        real sum = R(0);
        for (int tie = 0; tie < ties; tie++) {
            sum += lite->trust[tie][lane];
        }
        lite->mean_trust[lane] = sum / R(lite->world->dyads);
    }
}

PHASE first_day(struct sim_pack *pack)
{
    struct lite lite = laid_out(pack);
    first_trust(&lite, pack);
    first_mean_trust(&lite);
    first_trait(&lite, pack, LITE_DRAW_FIRST_COMMITMENT, lite.commitment, R(0.4), R(0.4));
    first_trait(&lite, pack, LITE_DRAW_FIRST_FRUSTRATION, lite.frustration, R(0), R(0.2));
    first_trait(&lite, pack, LITE_DRAW_FIRST_CAPABILITY, lite.capability, R(0.5), R(0.5));
    first_trait(&lite, pack, LITE_DRAW_FIRST_GOAL, lite.goal, R(0), R(1));
    mean_over_partners(lite.mean_frustration, lite.frustration, lite.partners);
    LANES {
        lite.energy[lane] = R(1);
        lite.mobilisation[lane] = R(0.5);
        lite.gain[lane] = R(0.2);
    }
}

/* --- the tick --- */

/** What is missing of the results that were hoped for. */
static inline real missing(real gain, real target)
{
    return max(R(0), target - gain);
}

/** The leader reads trust, frustration and results, and mobilises as far as energy goes. */
PHASE leader_mobilises(struct sim_pack *pack)
{
    struct lite lite = laid_out(pack);
    LANES {
        real energy = lite.energy[lane], mobilisation = lite.mobilisation[lane];
        real frustration = lite.mean_frustration[lane];
        real reach = leverage(lite.mean_trust[lane], frustration, missing(lite.gain[lane], lite.target[lane]));
        mobilisation = mobilisation + R(0.1) * (energy * reach - mobilisation);
        energy = clamp01(energy + R(0.02) * (R(1) - energy) - R(0.03) * mobilisation * frustration);
        lite.mobilisation[lane] = mobilisation;
        lite.energy[lane] = energy;
    }
}

/** Each ordered pair meets by luck; who meets, trusts anew. A trial needs only the bits, not a number made of them. */
WHOLE PHASE dyads_meet(struct sim_pack *pack)
{
    struct lite lite = laid_out(pack);
    const uint32_t *restrict replicate = pack->replicate, *restrict drawn = pack->drawn;
    const row *restrict commitment = lite.commitment, *restrict goal = lite.goal;
    row *restrict trust = lite.trust;
    int32_t chosen[SIM_LANES];
    LANES {
        chosen[lane] = (int32_t)(lite.meeting[lane] * R(65536) + R(0.5));
    }
    for (int block = 0; block < lite.world->blocks; block++) {
        const struct lite_dyad *dyad = lite.world->dyad + LITE_DYADS_A_BLOCK * block;
        LANES {
            threefry4x32_ctr_t words =
                chance_block(pack, replicate[lane], drawn[lane], LITE_DRAW_MEETING, (uint32_t)block);
#define MEET(i, bits)                                                                                                  \
    trust[dyad[i].tie][lane] =                                                                                         \
        trust_after(trust[dyad[i].tie][lane], (int32_t)(bits) < chosen[lane], commitment[dyad[i].to][lane],            \
                    goal[dyad[i].from][lane], goal[dyad[i].to][lane])
            EIGHT(words, MEET);
        }
    }
}

/** What each partner takes in: the trust given to others, and their goals weighed by it. Reads the old goals. */
static inline void listen(const struct lite *lite)
{
    const row *restrict goal = lite->goal;
    int partners = lite->partners;
    if (partners < 1) {
        return; /* never; but with it the loop below needs no test, and stays in lanes */
    }
    for (int i = 0; i < partners; i++) {
        const row *restrict trust = lite->trust + i * partners;
        real *restrict weight = lite->weight[i], *restrict pull = lite->pull[i];
        LANES {
            real given = R(0), taken_in = R(0);
            for (int j = 0; j < partners; j++) {
                given += trust[j][lane];
                taken_in += trust[j][lane] * goal[j][lane];
            }
            weight[lane] = given;
            pull[lane] = taken_in;
        }
    }
}

/** Partners take over goals, grow or lose frustration, and commit themselves. */
PHASE partners_answer(struct sim_pack *pack)
{
    struct lite lite = laid_out(pack);
    listen(&lite);
    chance_fill(lite.luck, pack, LITE_DRAW_LUCK, lite.partners);
    for (int i = 0; i < lite.partners; i++) {
        real *restrict goal = lite.goal[i], *restrict frustration = lite.frustration[i];
        real *restrict commitment = lite.commitment[i];
        const real *weight = lite.weight[i], *pull = lite.pull[i], *luck = lite.luck[i];
        LANES {
            real gain = lite.gain[lane], after = frustration_after(frustration[lane], missing(gain, lite.target[lane]));
            goal[lane] = goal_after(goal[lane], weight[lane], pull[lane], lite.mobilisation[lane]);
            commitment[lane] = commitment_after(commitment[lane], gain, after, luck[lane]);
            frustration[lane] = after;
        }
    }
}

/** Means over the partners; the sum of `commitment * capability` is what they can do. */
static inline void take_means(const struct lite *lite, real *restrict mean_goal, real *restrict work)
{
    real partners = R(lite->partners), dyads = R(lite->world->dyads);
    const row *restrict frustration = lite->frustration, *restrict commitment = lite->commitment;
    const row *restrict capability = lite->capability, *restrict goals = lite->goal, *restrict weight = lite->weight;
    real *restrict mean_trust = lite->mean_trust, *restrict mean_frustration = lite->mean_frustration;
    real *restrict mean_commitment = lite->mean_commitment;
    int count = lite->partners;
    if (count < 1) {
        return; /* never; but with it the loop below needs no test, and stays in lanes */
    }
    LANES {
        real trust = R(0), pain = R(0), will = R(0), able = R(0), goal = R(0);
        for (int i = 0; i < count; i++) {
            trust += weight[i][lane];
            pain += frustration[i][lane];
            will += commitment[i][lane];
            able += commitment[i][lane] * capability[i][lane];
            goal += goals[i][lane];
        }
        mean_trust[lane] = trust / dyads;
        mean_frustration[lane] = pain / partners;
        mean_commitment[lane] = will / partners;
        work[lane] = able / partners;
        mean_goal[lane] = goal / partners;
    }
}

/** Trust turns work into results; goals that lie apart cost some of them. */
static inline void take_gain(const struct lite *lite, const real *restrict mean_goal, const real *restrict work)
{
    const row *restrict goal = lite->goal;
    const real *restrict mean_trust = lite->mean_trust;
    real *restrict conflict = lite->conflict, *restrict gain = lite->gain, *restrict progress = lite->progress;
    int partners = lite->partners;
    if (partners < 1) {
        return;
    }
    LANES {
        real squares = R(0), middle = mean_goal[lane];
        for (int i = 0; i < partners; i++) {
            real off = goal[i][lane] - middle;
            squares += off * off;
        }
        conflict[lane] = squares / R(partners);
        gain[lane] = work[lane] * mean_trust[lane] - R(0.02) * conflict[lane];
        progress[lane] += gain[lane];
    }
}

/** The row that a series reads. */
static inline const real *series(const struct lite *lite, int which)
{
    const real *const rows[LITE_SERIES] = { lite->mean_trust, lite->mean_frustration, lite->mean_commitment,
                                            lite->conflict,   lite->mobilisation,     lite->progress };
    return rows[which];
}

PHASE results_follow(struct sim_pack *pack)
{
    struct lite lite = laid_out(pack);
    row *histories = pack->histories;
    row mean_goal, work;
    take_means(&lite, mean_goal, work);
    take_gain(&lite, mean_goal, work);
    for (int which = 0; which < LITE_SERIES; which++) {
        const real *now = series(&lite, which);
        LANES {
            histories[which][lane] = now[lane];
        }
    }
}

PHASE finish(struct sim_pack *pack)
{
    struct lite lite = laid_out(pack);
    double(*outcomes)[SIM_LANES] = (double(*)[SIM_LANES])pack->outcomes;
    for (int which = 0; which < LITE_SERIES; which++) {
        const real *now = series(&lite, which);
        LANES {
            outcomes[which][lane] = (double)now[lane];
        }
    }
}

/** Shares must stay shares. */
PHASE check(struct sim_pack *pack)
{
    struct lite lite = laid_out(pack);
    for (int lane = 0; lane < SIM_LANES; lane++) {
        bool whole = lite.mean_trust[lane] >= R(0) && lite.mean_trust[lane] <= R(1) &&
                     lite.mobilisation[lane] >= R(0) && lite.mobilisation[lane] <= R(1);
        if (!whole && !pack->failed[lane]) {
            pack->failed[lane] = 1 + LITE_SHARES_STAY_SHARES;
        }
    }
}

static const void *column(const struct sim_pack *pack, int state)
{
    const struct lite lite = laid_out(pack);
    const void *const columns[LITE_STATES] = {
        [LITE_STATE_MOBILISATION] = lite.mobilisation, [LITE_STATE_COMMITMENT] = lite.commitment,
        [LITE_STATE_FRUSTRATION] = lite.frustration,   [LITE_STATE_GOAL] = lite.goal,
        [LITE_STATE_CAPABILITY] = lite.capability,     [LITE_STATE_TRUST] = lite.trust,
    };
    return columns[state];
}

static void (*const phases[])(struct sim_pack *) = { leader_mobilises, dyads_meet, partners_answer, results_follow };

SIM_KERNEL(collab_lite, .state_bytes = state_bytes, .first_day = first_day, .phases = phases, .finish = finish,
           .check = check, .column = column);
