/* made.h - finished studies whose blocks a test writes number by number: no kernel computes anything. */
#ifndef TESTS_MADE_H
#define TESTS_MADE_H

#include <stdio.h>
#include <stdlib.h>

#include "sim/files.h"
#include "sim/run/blocks.h"
#include "sim/run/output.h"
#include "support.h"

/** A study of the made model in a folder of its own. */
struct made {
    char folder[64], out[80];
    struct sim_study study;
    struct sim_plan plan;
    struct sim_errors errors;
};

static const struct sim_param made_params[] = {
    { "rate", SIM_REAL, 0.4, 0, 1, 0, 1, "share", SIM_LEVER, false, NULL, "A rate", "made", NULL },
    { "size", SIM_REAL, 3, 0, 10, 0, 10, "1", SIM_LEVER, false, NULL, "A size", "made", NULL },
};
static const struct sim_series made_outcomes[] = {
    { "gain", "share", -100, 100, NULL, "What is won" },
    { "ending", "1", 0, 2, "good fair bad", "How it ended" },
};
static const struct sim_series made_histories[] = {
    { "noise", "1", -100, 100, NULL, "What is heard" },
    { "calm", "1", -100, 100, NULL, "What is not" },
};
static const struct sim_kernel made_kernel = { .isa = "generic", .lanes = 1, .real_bytes = 4 };
static const struct sim_kernel *const made_kernels[] = { &made_kernel, NULL };
/** Any place that is not NULL: all runs share a world in which nothing is. */
static inline enum sim_status made_world_new(void **world, const struct sim_table *tables, const double *values,
                                             uint64_t seed, struct sim_errors *errors)
{
    static char nothing;
    (void)tables;
    (void)values;
    (void)seed;
    (void)errors;
    *world = &nothing;
    return SIM_OK;
}
static inline void made_world_free(void *world)
{
    (void)world;
}
static const struct sim_model made_model = {
    .name = "made",
    .version = "1",
    .title = "Made",
    .meaning = "Made by hand",
    .params = { made_params, 2, NULL, 0 },
    .outcomes = made_outcomes,
    .outcomes_count = 2,
    .histories = made_histories,
    .histories_count = 2,
    .kernels = made_kernels,
    .start = "2010-04",
    .world_new = made_world_new,
    .world_free = made_world_free,
};

/** Open a study with this text in a new folder under the system's place for temporary files. */
static inline void made_open(struct made *made, const char *text)
{
    const struct sim_overrides says = { .text = text };
    *made = (struct made){ .folder = "/tmp/made-XXXXXX" };
    cr_assert(mkdtemp(made->folder) != NULL);
    snprintf(made->out, sizeof made->out, "%s/out", made->folder);
    bool good = sim_study_init(&made->study, &made_model, "study.yaml", &says, &made->errors) == SIM_OK &&
                sim_plan_init(&made->plan, &made_model, &made->study, 4, &made->errors) == SIM_OK &&
                sim_output_open(&made->plan, made->out, &made->errors) == SIM_OK;
    cr_assert(good, "%s", made->errors.text);
}

/** Publish block `index`: the outcomes of run r are gain[r] and ending[r] (NULL: none), its history 0 is
 * noise[r * months + month] (NULL: none). */
static inline void made_block(struct made *made, long index, const double *gain, const double *ending,
                              const float *noise)
{
    struct sim_block block = { 0 };
    bool good = sim_block_init(&block, &made->plan, index, &made->errors) == SIM_OK;
    for (long i = 0; good && i < block.count; i++) {
        long run = block.first + i;
        sim_block_blank(&block, i);
        block.status[i] = SIM_RUN_DONE;
        block.outcomes[i] = gain[run];
        block.outcomes[block.count + i] = ending == NULL ? (double)NAN : ending[run];
        for (int month = 0; noise != NULL && month < block.months; month++)
            block.histories[i * block.months + month] = noise[run * block.months + month];
    }
    good = good && sim_blocks_publish(&made->plan, made->out, &block, &made->errors) == SIM_OK;
    sim_block_free(&block);
    cr_assert(good, "%s", made->errors.text);
}

static inline void made_close(struct made *made)
{
    sim_plan_free(&made->plan);
    sim_study_free(&made->study, &made_model);
    sim_errors_free(&made->errors);
    folder_remove(made->folder);
    *made = (struct made){ 0 };
}

#endif
