/* toy.c - the walkers as a record for the engine. */
#include "toy.h"

#include <math.h>
#include <stdlib.h>

#include "../../sim/kernels.h"

SIM_KERNELS(toy);

static const struct sim_group groups[] = { { "walk", "How walkers walk" } };

static const struct sim_param params[TOY_PARAMS] = {
    [TOY_WALKERS] = { "walk.walkers", SIM_WHOLE, 3, 1, 64, 2, 20, "walkers", SIM_LEVER, true, NULL,
                      "How many walkers there are", "assumed", NULL },
    [TOY_GAIN] = { "walk.gain", SIM_REAL, 0.25, -2, 2, 0.125, 0.75, "metres a month", SIM_LEVER, false, NULL,
                   "Height won in a month", "assumed", NULL },
    [TOY_LUCK] = { "walk.luck", SIM_REAL, 0.5, 0, 1, 0.1, 0.9, "metres", SIM_UNCERTAINTY, false, NULL,
                   "Breadth of the throw that luck gives", "assumed", NULL },
    [TOY_CEILING] = { "walk.ceiling", SIM_REAL, 1000, 0.5, 1000, 10, 1000, "metres", SIM_UNCERTAINTY, false, NULL,
                      "Height that must not be passed", "assumed", NULL },
    [TOY_STEPS] = { "walk.steps", SIM_WHOLE, 2, 0, 9, 1, 8, "steps", SIM_LEVER, false, NULL, "Steps; nine are too many",
                    "assumed", NULL },
    [TOY_WAY] = { "walk.way", SIM_CHOICE, 0, 0, 1, 0, 1, "choice", SIM_LEVER, false, "up down", "Which way they go",
                  "assumed", NULL },
    [TOY_LOUD] = { "walk.loud", SIM_FLAG, 0, 0, 1, 0, 1, "truth", SIM_LEVER, false, NULL,
                   "Whether they sing, which gives an eighth of a metre a month", "assumed", NULL },
    [TOY_FIXED] = { "walk.fixed", SIM_REAL, 7.5, 0, 10, 7, 8, "kilograms", SIM_CONSTANT, false, NULL, "A constant",
                    "assumed", NULL },
};

static const struct sim_series outcomes[TOY_OUTCOMES] = {
    [TOY_HEIGHT] = { "height", "metres", -1000, 1000, NULL, "Mean height at the end" },
    [TOY_CROSSING] = { "crossing", "months", 0, 12000, NULL, "First month in which the mean height is one metre" },
    [TOY_SIDE] = { "side", "side", 0, 1, "below above", "Where the walkers end" },
    [TOY_SPEED] = { "speed", "metres a month", -INFINITY, INFINITY, NULL, "Mean height won in a month" },
};

static const struct sim_series histories[TOY_HISTORIES] = {
    [TOY_MEAN_HEIGHT] = { "height", "metres", -1000, 1000, NULL, "Mean height" },
    [TOY_FIRST_LUCK] = { "first_luck", "share", 0, 1, NULL, "Luck of the first walker" },
    [TOY_LAST_LUCK] = { "last_luck", "share", 0, 1, NULL, "Luck of the last walker" },
};

static const struct sim_name phases[] = {
    { "climb", "Walkers climb" },
    { "throw", "Luck throws them" },
    { "read", "Heights are read" },
};
static const struct sim_name mechanisms[] = { { "loudness", "Song gives strength" } };
static const struct sim_name draws[TOY_DRAWS] = { { "throw", "How far luck throws a walker" } };
static const struct sim_name invariants[TOY_INVARIANTS] = { { "under_ceiling", "Nobody passes the ceiling" } };

static const struct sim_column place_columns[] = {
    { "weight", SIM_COLUMN_REAL, 1, 0, 10, "metres", NULL, NULL, SIM_FIXED, "Height at which a walker starts" },
    { "kind", SIM_COLUMN_CHOICE, 0, 0, 0, "", "plain hill", NULL, SIM_FIXED, "Kind of place" },
    { "home", SIM_COLUMN_ROW, -1, 0, 0, "", NULL, "places", SIM_FIXED, "Place above it" },
    { "open", SIM_COLUMN_FLAG, 1, 0, 1, "", NULL, NULL, SIM_FIXED, "Whether it is open" },
    { "size", SIM_COLUMN_WHOLE, 4, 0, 9, "houses", NULL, NULL, SIM_FIXED, "Houses" },
};
static const struct sim_column road_columns[] = {
    { "from", SIM_COLUMN_ROW, NAN, 0, 0, "", NULL, "places", SIM_FIXED, "Place" },
    { "to", SIM_COLUMN_ROW, NAN, 0, 0, "", NULL, "places", SIM_FIXED, "Place" },
    { "length", SIM_COLUMN_REAL, 2, 0, 99, "kilometres", NULL, NULL, SIM_FIXED, "Length" },
};
static const struct sim_table_spec tables[TOY_TABLES] = {
    [TOY_PLACES] = { "places", false, place_columns, 5, 8, "Where walkers start" },
    [TOY_ROADS] = { "roads", true, road_columns, 3, 12, "Which places are linked" },
};

static enum sim_status world_new(void **world, const struct sim_table *given, const double *values, uint64_t seed,
                                 struct sim_errors *errors)
{
    struct toy_world *self = calloc(1, sizeof *self);

    (void)seed;
    *world = self;
    if (self == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for walkers");
    }
    self->walkers = (int)values[TOY_WALKERS];
    if (self->walkers == 13) {
        return sim_fail(errors, SIM_USAGE, "walk.walkers = 13: nobody walks in such a group");
    }
    for (int i = 0; i < self->walkers && given[TOY_PLACES].rows > 0; i++)
        self->start[i] =
            sim_cell(&given[TOY_PLACES], &tables[TOY_PLACES], i % given[TOY_PLACES].rows, TOY_PLACE_WEIGHT);
    return SIM_OK;
}

static const struct sim_gone gone[] = {
    { "parameter", "walk.stride", "walk.gain, a step of one month" },
    { "parameter", "shoes", "nothing: walkers go barefoot" },
    { "history", "altitude", "height" },
    { "column", "altitude", "weight, the height at which a walker starts" },
    { 0 },
};

const struct sim_model toy = {
    .name = "toy",
    .version = "3",
    .title = "Walkers on a slope",
    .meaning = "Walkers climb, and luck throws them",
    .params = { params, TOY_PARAMS, groups, 1 },
    .tables = tables,
    .tables_count = TOY_TABLES,
    .outcomes = outcomes,
    .outcomes_count = TOY_OUTCOMES,
    .histories = histories,
    .histories_count = TOY_HISTORIES,
    .phases = phases,
    .phases_count = 3,
    .mechanisms = mechanisms,
    .mechanisms_count = 1,
    .draws = draws,
    .draws_count = TOY_DRAWS,
    .invariants = invariants,
    .invariants_count = TOY_INVARIANTS,
    .gone = gone,
    .kernels = toy_kernels,
    .start = "2001-02",
    .world_new = world_new,
    .world_free = free,
};
