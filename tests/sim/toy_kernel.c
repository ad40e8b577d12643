/* toy_kernel.c - a month of the walkers. */
#include "../../sim/kernel.h"

#include "toy.h"

typedef real row[SIM_LANES];

struct state {
    row crossing, mean;
    row luck[64 + 8];
    row height[];
};

static size_t state_bytes(const void *world)
{
    return sizeof(struct state) + (size_t)((const struct toy_world *)world)->walkers * sizeof(row);
}

static void first_day(struct sim_pack *pack)
{
    struct state *now = pack->state;
    const struct toy_world *world = pack->world;
    for (int i = 0; i < world->walkers; i++)
        LANES {
            now->height[i][lane] = R(world->start[i]);
        }
    LANES {
        now->crossing[lane] = R(-1);
    }
}

PHASE climb(struct sim_pack *pack)
{
    struct state *now = pack->state;
    const row *p = pack->params;
    int walkers = ((const struct toy_world *)pack->world)->walkers;
    real boost = sim_left_out(pack, TOY_MECHANISM_LOUDNESS) ? R(0) : R(0.125);
    for (int i = 0; i < walkers; i++)
        LANES {
            real gain = p[TOY_GAIN][lane] + boost * p[TOY_LOUD][lane];
            now->height[i][lane] += p[TOY_WAY][lane] > R(0.5) ? -gain : gain;
        }
}

PHASE throw(struct sim_pack * pack)
{
    struct state *now = pack->state;
    const row *p = pack->params;
    int walkers = ((const struct toy_world *)pack->world)->walkers;
    chance_fill(now->luck, pack, TOY_DRAW_THROW, walkers);
    for (int i = 0; i < walkers; i++)
        LANES {
            now->height[i][lane] += p[TOY_LUCK][lane] * (now->luck[i][lane] - R(0.5));
        }
}

PHASE read(struct sim_pack *pack)
{
    struct state *now = pack->state;
    row *histories = pack->histories;
    int walkers = ((const struct toy_world *)pack->world)->walkers;
    row sum = { R(0) };
    for (int i = 0; i < walkers; i++)
        LANES {
            sum[lane] += now->height[i][lane];
        }
    LANES {
        real mean = sum[lane] / R(walkers), crossing = now->crossing[lane];
        now->mean[lane] = mean;
        now->crossing[lane] = crossing < R(0) && mean >= R(1) ? R(pack->month) : crossing;
        histories[TOY_MEAN_HEIGHT][lane] = mean;
        histories[TOY_FIRST_LUCK][lane] = now->luck[0][lane];
        histories[TOY_LAST_LUCK][lane] = now->luck[walkers - 1][lane];
    }
}

static void finish(struct sim_pack *pack)
{
    const struct state *now = pack->state;
    const row *p = pack->params;
    double(*outcomes)[SIM_LANES] = (double(*)[SIM_LANES])pack->outcomes;
    for (int lane = 0; lane < SIM_LANES; lane++) {
        double mean = (double)now->mean[lane];
        outcomes[TOY_HEIGHT][lane] = mean;
        outcomes[TOY_CROSSING][lane] = now->crossing[lane] < R(0) ? (double)NAN : (double)now->crossing[lane];
        outcomes[TOY_SIDE][lane] = mean >= 0;
        outcomes[TOY_SPEED][lane] = p[TOY_STEPS][lane] > R(8.5) ? (double)INFINITY : mean / pack->months;
    }
}

static void check(struct sim_pack *pack)
{
    const struct state *now = pack->state;
    const row *p = pack->params;
    for (int lane = 0; lane < SIM_LANES; lane++)
        if (now->mean[lane] > p[TOY_CEILING][lane]) {
            pack->failed[lane] = 1 + TOY_UNDER_CEILING;
        }
}

static void (*const phases[])(struct sim_pack *) = { climb, throw, read };

SIM_KERNEL(toy, .state_bytes = state_bytes, .first_day = first_day, .phases = phases, .finish = finish, .check = check);
