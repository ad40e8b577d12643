/* told.c - the record of the buckets. */
#include "told.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/kernels.h"

SIM_KERNELS(told);

static const struct sim_param params[TOLD_PARAMS] = {
    [TOLD_BUCKETS] = { "buckets", SIM_WHOLE, 3, 1, 3, 1, 3, "buckets", SIM_LEVER, true, NULL, "How many stand there",
                       "made" },
    [TOLD_RAIN] = { "rain", SIM_REAL, 1, 0, 9, 0, 9, "litres", SIM_UNCERTAINTY, false, NULL, "Rain a month", "made" },
    [TOLD_LEAK] = { "leak", SIM_REAL, 0, 0, 1, 0, 1, "share", SIM_LEVER, false, NULL, "What the green one loses",
                    "made" },
    [TOLD_LUCK] = { "luck", SIM_REAL, 0, 0, 1, 0, 1, "litres", SIM_UNCERTAINTY, false, NULL, "Breadth of luck",
                    "made" },
};
static const struct sim_series outcomes[] = { { "water", "litres", 0, 1e6, NULL, "Water at the end" } };
static const struct sim_outcome_of outcomes_of[TOLD_OUTCOMES_OF] = {
    [TOLD_EACH_LEVEL] = { TOLD_EACH, { "level", "litres", 0, 1e6, NULL, "Water of the bucket at the end" } },
    [TOLD_EACH_FULL] = { TOLD_EACH, { "full", "full", 0, 255, "low high", "Whether it holds twenty litres or more" } },
    [TOLD_PAIR_STEP] = { TOLD_PAIR, { "step", "litres", -1e6, 1e6, NULL, "What the bucket behind it has more" } },
};
static const struct sim_series histories[] = { { "water", "litres", 0, 1e6, NULL, "Water" } };
static const struct sim_name phases[TOLD_PHASES] = { { "rain", "It rains" },
                                                     { "leak", "Green leaks" },
                                                     { "sum", "It is measured" } };
static const struct sim_name draws[] = { { "luck", "More or less rain" } };
static const struct sim_name invariants[TOLD_INVARIANTS] = { { "no_flood", "The yard holds at most 500 litres" } };
static const struct sim_extent extents[TOLD_EXTENTS] = {
    [TOLD_ALL] = { "yard", true, "The yard" },
    [TOLD_EACH] = { "BUCKET", true, "A bucket" },
    [TOLD_PAIR] = { "gap", false, "What is between a bucket and the next" },
};
static const struct sim_link links[TOLD_LINKS] = {
    [TOLD_LEFT] = { "left", TOLD_PAIR, TOLD_EACH, "The bucket on its left" },
    [TOLD_RIGHT] = { "right", TOLD_PAIR, TOLD_EACH, "The bucket on its right, if there is one" },
};
static const struct sim_state state[TOLD_STATES] = {
    [TOLD_SUM] = { "sum", TOLD_ALL, "litres", "All water" },
    [TOLD_LEVEL] = { "level", TOLD_EACH, "litres", "Water of a bucket" },
};
static const struct sim_occasion occasions[TOLD_OCCASIONS] = {
    [TOLD_FELL] = { "fell", TOLD_EACH, -1, "{entity} fell from {before} to {now}", "A bucket leaks" },
    [TOLD_PASSED] = { "passed", TOLD_EACH, TOLD_EACH, "{entity} {way} passed[ {other}]", "A bucket fills" },
    [TOLD_HOLDS] = { "holds", TOLD_ALL, -1, "the yard holds {now}", "It is measured" },
};
static const struct sim_series fields[TOLD_FIELDS] = {
    [TOLD_BEFORE] = { "before", "litres", 0, 1e6, NULL, "Water before" },
    [TOLD_NOW] = { "now", "litres", 0, 1e6, NULL, "Water now" },
    [TOLD_WAY] = { "way", "choice", 0, 1, "just_barely by_far", "How it passed" },
};

static enum sim_status world_new(void **world, const struct sim_table *tables, const double *values, uint64_t seed,
                                 struct sim_errors *errors)
{
    struct told_world *self = malloc(sizeof *self);
    (void)tables;
    (void)seed;
    *world = self;
    if (self == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for buckets");
    }
    self->buckets = (int)values[TOLD_BUCKETS];
    return SIM_OK;
}

static int rows(const void *world, int extent)
{
    return extent == TOLD_ALL ? 1 : ((const struct told_world *)world)->buckets;
}

/** With fewer than three, the first is missing: names, not places, say who is who. */
static void entity(const void *world, int extent, int row, char *text, int size)
{
    static const char *const names[] = { "red", "green", "blue" };
    int first = 3 - ((const struct told_world *)world)->buckets;
    snprintf(text, (size_t)size, "%s", extent == TOLD_ALL ? "the yard" : names[first + row]);
}

/** The gap behind bucket i; behind the last there is nothing. */
static int linked(const void *world, int link, int row)
{
    int buckets = ((const struct told_world *)world)->buckets;
    return link == TOLD_LEFT ? row : row + 1 < buckets ? row + 1 : -1;
}

static void happened(const void *world, const double *const *before, const double *const *now, sim_report report,
                     void *context)
{
    for (int i = 0; i < ((const struct told_world *)world)->buckets; i++)
        if (now[TOLD_LEVEL][i] < before[TOLD_LEVEL][i]) {
            const double said[TOLD_FIELDS] = { before[TOLD_LEVEL][i], now[TOLD_LEVEL][i], (double)NAN };
            report(context, &(struct sim_happening){ TOLD_FELL, i, -1, said });
        }
    const double said[TOLD_FIELDS] = { (double)NAN, now[TOLD_SUM][0], (double)NAN };
    report(context, &(struct sim_happening){ TOLD_HOLDS, 0, -1, said });
}

const struct sim_model told = {
    .name = "told",
    .version = "1",
    .title = "Buckets in the rain",
    .meaning = "Buckets fill, and one leaks",
    .params = { .list = params, .count = TOLD_PARAMS },
    .outcomes = outcomes,
    .outcomes_count = 1,
    .outcomes_of = outcomes_of,
    .outcomes_of_count = TOLD_OUTCOMES_OF,
    .histories = histories,
    .histories_count = 1,
    .phases = phases,
    .phases_count = TOLD_PHASES,
    .draws = draws,
    .draws_count = 1,
    .invariants = invariants,
    .invariants_count = TOLD_INVARIANTS,
    .extents = extents,
    .extents_count = TOLD_EXTENTS,
    .links = links,
    .links_count = TOLD_LINKS,
    .state = state,
    .state_count = TOLD_STATES,
    .occasions = occasions,
    .occasions_count = TOLD_OCCASIONS,
    .fields = fields,
    .fields_count = TOLD_FIELDS,
    .kernels = told_kernels,
    .start = "2010-04",
    .world_new = world_new,
    .world_free = free,
    .rows = rows,
    .entity = entity,
    .linked = linked,
    .happened = happened,
};
