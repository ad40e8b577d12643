/* collab_lite.c - the reference workload as a record for the engine, and its program. */
#include <math.h>
#include <stdlib.h>

#include "../sim/cli/cli.h"
#include "../sim/kernels.h"
#include "collab_lite.h"

SIM_KERNELS(collab_lite);

static const struct sim_param params[LITE_PARAMS] = {
    [LITE_PARTNERS] = { "partners", SIM_WHOLE, 12, 2, 200, 6, 50, "partners", SIM_LEVER, true, NULL,
                        "How many partners there are", "definition of the workload" },
    [LITE_MEETING] = { "meeting", SIM_REAL, 0.3, 0, 1, 0.1, 0.9, "chance a month", SIM_UNCERTAINTY, false, NULL,
                       "Chance that one partner meets another", "definition of the workload" },
    [LITE_TARGET] = { "target", SIM_REAL, 0.25, 0, 1, 0.1, 0.5, "gain a month", SIM_LEVER, false, NULL,
                      "Gain that is hoped for", "definition of the workload" },
};

#define SERIES(name, unit, low, high, meaning)                                                                         \
    {                                                                                                                  \
        name, unit, low, high, NULL, meaning                                                                           \
    }
static const struct sim_series series[LITE_SERIES] = {
    [LITE_TRUST] = SERIES("trust", "share", 0, 1, "Mean trust over all ordered pairs"),
    [LITE_FRUSTRATION] = SERIES("frustration", "share", 0, 1, "Mean frustration of the partners"),
    [LITE_COMMITMENT] = SERIES("commitment", "share", 0, 1, "Mean commitment of the partners"),
    [LITE_CONFLICT] = SERIES("conflict", "squared share", 0, 0.25, "Variance of the partners' goals"),
    [LITE_MOBILISATION] = SERIES("mobilisation", "share", 0, 1, "How far the leader mobilises the partners"),
    [LITE_PROGRESS] = SERIES("progress", "sum of gains", -INFINITY, INFINITY, "Gains added up since the first month"),
};

static const struct sim_name phases[] = {
    { "leader", "The leader reads trust, frustration and results, and mobilises" },
    { "dyads", "Pairs meet by luck, and trust moves" },
    { "partners", "Partners take over goals, grow frustrated and commit themselves" },
    { "results", "Work and trust become gain; disagreement costs some of it" },
};

static const struct sim_name draws[LITE_DRAWS] = {
    [LITE_DRAW_FIRST_TRUST] = { "first_trust", "Trust of each pair on the first day" },
    [LITE_DRAW_FIRST_COMMITMENT] = { "first_commitment", "Commitment of each partner on the first day" },
    [LITE_DRAW_FIRST_FRUSTRATION] = { "first_frustration", "Frustration of each partner on the first day" },
    [LITE_DRAW_FIRST_CAPABILITY] = { "first_capability", "What each partner can do" },
    [LITE_DRAW_FIRST_GOAL] = { "first_goal", "Goal of each partner on the first day" },
    [LITE_DRAW_MEETING] = { "meeting", "Whether a pair meets this month" },
    [LITE_DRAW_LUCK] = { "luck", "What lifts or lowers a partner's commitment this month" },
};

static const struct sim_name invariants[LITE_INVARIANTS] = {
    [LITE_SHARES_STAY_SHARES] = { "shares_stay_shares", "Mean trust and mobilisation lie in 0..1" },
};

static const struct sim_extent extents[LITE_EXTENTS] = {
    [LITE_RUN] = { "run", false, "The collaboration" },
    [LITE_PARTNER] = { "partner", false, "Who takes part" },
    [LITE_TIE] = { "tie", false, "One partner's trust in another, or in himself: none" },
};

#define SHARE(extent, name, meaning)                                                                                   \
    {                                                                                                                  \
        name, extent, "share", meaning                                                                                 \
    }
static const struct sim_state state[LITE_STATES] = {
    [LITE_STATE_MOBILISATION] = SHARE(LITE_RUN, "mobilisation", "How far the leader mobilises the partners"),
    [LITE_STATE_COMMITMENT] = SHARE(LITE_PARTNER, "commitment", "How much a partner gives"),
    [LITE_STATE_FRUSTRATION] = SHARE(LITE_PARTNER, "frustration", "What disappointment has left"),
    [LITE_STATE_GOAL] = SHARE(LITE_PARTNER, "goal", "Where a partner wants to go"),
    [LITE_STATE_CAPABILITY] = SHARE(LITE_PARTNER, "capability", "What a partner can do"),
    [LITE_STATE_TRUST] = SHARE(LITE_TIE, "trust", "Trust of one partner in another"),
};

static int rows(const void *world, int extent)
{
    int partners = ((const struct lite_world *)world)->partners;
    return extent == LITE_TIE ? partners * partners : extent == LITE_PARTNER ? partners : 1;
}

/** All dyads, row by row; what the last block lacks changes only the spare tie. */
static void list_dyads(struct lite_world *world)
{
    int partners = world->partners, count = 0;
    for (int from = 0; from < partners; from++) {
        for (int to = 0; to < partners; to++) {
            if (from != to) {
                world->dyad[count++] = (struct lite_dyad){ from, to, from * partners + to };
            }
        }
    }
    while (count < world->blocks * LITE_DYADS_A_BLOCK) {
        world->dyad[count++] = (struct lite_dyad){ 0, 0, partners * partners };
    }
}

static enum sim_status world_new(void **world, const struct sim_table *tables, const double *values, uint64_t seed,
                                 struct sim_errors *errors)
{
    int partners = (int)values[LITE_PARTNERS], dyads = partners * (partners - 1);
    int blocks = (dyads + LITE_DYADS_A_BLOCK - 1) / LITE_DYADS_A_BLOCK;
    size_t dyads_bytes = (size_t)blocks * LITE_DYADS_A_BLOCK * sizeof(struct lite_dyad);
    struct lite_world *self = malloc(sizeof *self + dyads_bytes);

    (void)tables;
    (void)seed;
    *world = self;
    if (self == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a world of %d partners", partners);
    }
    self->partners = partners;
    self->dyads = dyads;
    self->blocks = blocks;
    list_dyads(self);
    return SIM_OK;
}

const struct sim_model collab_lite = {
    .name = "collab-lite",
    .version = "1",
    .title = "collab-lite: a small reference workload",
    .meaning = "Partners trust, agree and commit themselves under one leader; other programs have been timed on it.",
    .params = { .list = params, .count = LITE_PARAMS },
    .outcomes = series,
    .outcomes_count = LITE_SERIES,
    .histories = series,
    .histories_count = LITE_SERIES,
    .phases = phases,
    .phases_count = sizeof phases / sizeof *phases,
    .draws = draws,
    .draws_count = LITE_DRAWS,
    .invariants = invariants,
    .invariants_count = LITE_INVARIANTS,
    .extents = extents,
    .extents_count = LITE_EXTENTS,
    .state = state,
    .state_count = LITE_STATES,
    .kernels = collab_lite_kernels,
    .start = "2000-01",
    .world_new = world_new,
    .world_free = free,
    .rows = rows,
};

#ifndef COLLAB_LITE_WITHOUT_MAIN
int main(int argc, char **argv)
{
    return sim_main(&collab_lite, argc, argv);
}
#endif
