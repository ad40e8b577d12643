/* tiny.h - one run of a tiny area in one lane, whose every number a test can set: the model's own kernel, compiled into
 * the test. Two forums of five seats with three issues each, eight organisations of all sectors; forum 0 is imposed and
 * holds organisations 0 .. 4, forum 1 is designed and holds 5, 6, 7, 0, 1. Organisation 5 works for organisation 0.
 * Whoever includes it defines TINY, the name of its copy of the kernel. */
#ifndef TINY_H
#define TINY_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../models/collaboration.h"
#include "expect.h"

#define SIM_LANES 1
#include "../../sim/kernel.h"
#undef SIM_KERNEL_NAME
#define SIM_KERNEL_NAME(model) SIM_JOIN(model, TINY, 1)

static void tiny_fill(real (*out)[SIM_LANES], const struct sim_pack *pack, uint32_t purpose, int count);
static void tiny_eight(real (*out)[SIM_LANES], const struct sim_pack *pack, uint32_t purpose, int block);
#define chance_fill  tiny_fill
#define chance_eight tiny_eight
#include "../../models/collaboration_kernel.c"
#undef chance_fill
#undef chance_eight

enum { FORUM_A, FORUM_B };
enum { MOST_ROWS = 128, MOST_BLOCKS = 32 };

struct tiny {
    struct sim_pack pack;
    struct world *w;
    struct now *now;
    struct collab_params *p;
    size_t bytes;
    int asked[DRAWS_COUNT][MOST_BLOCKS];  /* how often each block of each use of chance was asked for */
    real before[STATES_COUNT][MOST_ROWS]; /* state as tiny_remember() saw it */
    real readings[HISTORIES_COUNT];
    double values[600], outcomes[OUTCOMES_COUNT];
    double of_each[OUTCOMES_OF_COUNT][MOST_ROWS], *outcomes_of[OUTCOMES_OF_COUNT];
    uint32_t replicate, drawn;
    int failed;
};

/** The area of the test. Each test is a process of its own, with whose end its memory goes. */
static struct tiny tiny, *const t = &tiny;

/** Chance as it is, noting who asks, and that what is asked for fits where it is put. */
static void tiny_eight(real (*out)[SIM_LANES], const struct sim_pack *pack, uint32_t purpose, int block)
{
    real(*end)[SIM_LANES] = (real(*)[SIM_LANES])((char *)pack->state + t->bytes), (*dice)[SIM_LANES] = t->now->dice;
    if (out >= dice && out < end) {
        cr_assert(out + 8 <= end, "chance for %s is written beyond the end of the scratch",
                  collaboration.draws[purpose].name);
    }
    cr_assert(block < MOST_BLOCKS);
    t->asked[purpose][block]++;
    chance_eight(out, pack, purpose, block);
}

static void tiny_fill(real (*out)[SIM_LANES], const struct sim_pack *pack, uint32_t purpose, int count)
{
    for (int block = 0; block < CHANCE_ROWS(count) / 8; block++)
        tiny_eight(out + 8 * block, pack, purpose, block);
}

static inline void tiny_set(const char *name, double value)
{
    int i = sim_params_find(&collaboration.params, name);
    cr_assert(i >= 0, "no parameter %s", name);
    t->values[i] = value;
    ((real *)t->p)[i] = (real)value;
}

static inline int tiny_rows(int state)
{
    return world_rows(t->w, (enum extent)collaboration.state[state].extent);
}

static inline void tiny_remember(void)
{
    for (int i = 0; i < STATES_COUNT; i++) {
        cr_assert(tiny_rows(i) <= MOST_ROWS);
        memcpy(t->before[i], column(&t->pack, i), (size_t)tiny_rows(i) * sizeof(real));
    }
}

/** State variables that have changed since tiny_remember(), with the number of rows: "position 1, trust 3". */
static inline const char *tiny_changes(void)
{
    static char text[2048];
    text[0] = '\0';
    for (int i = 0; i < STATES_COUNT; i++) {
        const real *now = column(&t->pack, i);
        int rows = 0;
        for (int row = 0; row < tiny_rows(i); row++)
            rows += now[row] != t->before[i][row];
        if (rows > 0) {
            size_t at = strlen(text);
            snprintf(text + at, sizeof text - at, "%s%s %d", at > 0 ? ", " : "", collaboration.state[i].name, rows);
        }
    }
    return text;
}

#define expect_changes(what) cr_expect(strcmp(tiny_changes(), what) == 0, "changed: %s", tiny_changes())

/** The first day of the area with these values of world.mix, world.governance; in place of an area before it. */
static inline void tiny_init(enum mix mix, int governance)
{
    static const struct sim_table none[WORLD_TABLES_COUNT];
    struct sim_errors errors = { 0 };
    void *world = NULL;

    world_free(t->w);
    free(t->now);
    free(t->p);
    *t = (struct tiny){ 0 };
    t->p = calloc(1, sizeof *t->p);
    for (int i = 0; i < collaboration.params.count; i++)
        tiny_set(collaboration.params.list[i].name, collaboration.params.list[i].value);
    tiny_set("world.organisations", 8);
    tiny_set("world.forums", 2);
    tiny_set("world.seats", 5);
    tiny_set("world.issues", 3);
    tiny_set("world.mix", mix);
    tiny_set("world.governance", governance);
    cr_assert(world_new(&world, none, t->values, 0, &errors) == SIM_OK);
    t->w = world;
    t->bytes = state_bytes(world);
    for (int i = 0; i < OUTCOMES_OF_COUNT; i++)
        t->outcomes_of[i] = t->of_each[i];
    t->now = aligned_alloc(64, (t->bytes + 63) / 64 * 64);
    memset(t->now, 0, t->bytes);
    t->pack = (struct sim_pack){ .world = world,
                                 .state = t->now,
                                 .params = t->p,
                                 .histories = t->readings,
                                 .outcomes = t->outcomes,
                                 .outcomes_of = t->outcomes_of,
                                 .replicate = &t->replicate,
                                 .drawn = &t->drawn,
                                 .seed = { 20101, 0 },
                                 .months = 12,
                                 .failed = &t->failed };
    prepare(&t->pack);
    first_day_of_all(&t->pack);
}

/** Leave a mechanism or a phase out. */
static inline void tiny_without(int part)
{
    t->pack.without[part / 64] |= 1ull << part % 64;
}

/** The one lane of a state variable. */
#define IT(name, row) (t->now->name[row][0])

#endif
