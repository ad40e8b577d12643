/* told_kernel.c - a month in the yard. */
#include "sim/kernel.h"

#include "told.h"

typedef real row[SIM_LANES];

struct yard {
    row sum, level[3], luck[8];
};

static size_t state_bytes(const void *world)
{
    (void)world;
    return sizeof(struct yard);
}

static int buckets(const struct sim_pack *pack)
{
    return ((const struct told_world *)pack->world)->buckets;
}

static void first_day(struct sim_pack *pack)
{
    (void)pack;
}

PHASE rain(struct sim_pack *pack)
{
    struct yard *now = pack->state;
    const row *p = pack->params;
    int first = 3 - buckets(pack);
    chance_fill(now->luck, pack, 0, 3);
    for (int i = 0; i < buckets(pack); i++)
        LANES {
            now->level[i][lane] +=
                R(first + i + 1) * p[TOLD_RAIN][lane] + p[TOLD_LUCK][lane] * now->luck[first + i][lane];
        }
}

PHASE leak(struct sim_pack *pack)
{
    struct yard *now = pack->state;
    const row *p = pack->params;
    int green = 1 - (3 - buckets(pack));
    if (green >= 0) {
        LANES {
            now->level[green][lane] -= p[TOLD_LEAK][lane] * now->level[green][lane];
        }
    }
}

PHASE sum(struct sim_pack *pack)
{
    struct yard *now = pack->state;
    LANES {
        now->sum[lane] = R(0);
    }
    for (int i = 0; i < buckets(pack); i++)
        LANES {
            now->sum[lane] += now->level[i][lane];
        }
    LANES {
        ((row *)pack->histories)[0][lane] = now->sum[lane];
    }
}

static void finish(struct sim_pack *pack)
{
    const struct yard *now = pack->state;
    double(*level)[SIM_LANES] = outcome_of(pack, TOLD_EACH_LEVEL),
    (*full)[SIM_LANES] = outcome_of(pack, TOLD_EACH_FULL);
    double(*step)[SIM_LANES] = outcome_of(pack, TOLD_PAIR_STEP);
    for (int lane = 0; lane < SIM_LANES; lane++) {
        pack->outcomes[lane] = (double)now->sum[lane];
        for (int i = 0; i < buckets(pack); i++) {
            level[i][lane] = (double)now->level[i][lane];
            full[i][lane] = level[i][lane] >= 20;
        }
        for (int i = 0; i + 1 < buckets(pack); i++) /* behind the last there is nothing */
            step[i][lane] = (double)now->level[i + 1][lane] - (double)now->level[i][lane];
    }
}

static void check(struct sim_pack *pack)
{
    const struct yard *now = pack->state;
    for (int lane = 0; lane < SIM_LANES; lane++)
        if (now->sum[lane] > R(500)) {
            pack->failed[lane] = 1 + TOLD_NO_FLOOD;
        }
}

static const void *column(const struct sim_pack *pack, int state)
{
    const struct yard *now = pack->state;
    return state == TOLD_SUM ? (const void *)&now->sum : (const void *)now->level;
}

static void (*const phases[])(struct sim_pack *) = { rain, leak, sum };

SIM_KERNEL(told, .state_bytes = state_bytes, .first_day = first_day, .phases = phases, .finish = finish, .check = check,
           .column = column);
