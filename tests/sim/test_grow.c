/* test_grow.c - a larger study takes the runs of a smaller one as they are, number by number. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "made.h"
#include "sim/run/differ.h"
#include "sim/run/grow.h"

static const char small[] = "months: 3\nreplicates: 2\nhistories: [noise]\narms: { one: {}, two: { rate: 0.7 } }\n";
static const char large[] =
    "months: 3\nreplicates: 3\nhistories: HISTORIES\narms: { two: { rate: 0.7 }, new: { rate: 0.1 }, one: {} }\n";

/* No kernel could compute these: they can only have been taken. */
static const double gain[4] = { 0.43, 1.37, -2.91, (double)NAN }, ending[4] = { 1, 2, (double)NAN, 0 };
static const float noise[12] = { 0.11f, 0.23f, 0.37f, 1.13f, 1.71f, 1.93f, 2.1f, 2.2f, 2.3f, 3.1f, 3.2f, 3.3f };

/** A folder with the smaller study, and the plan of a larger one that keeps `histories`. */
struct trial {
    struct made made, larger;
    struct sim_growth growth;
    struct sim_block block;
};

static void trial_init(struct trial *t, const char *histories)
{
    char text[256], *sentence = NULL, *at = strstr(large, "HISTORIES");
    *t = (struct trial){ 0 };
    made_open(&t->made, small);
    made_block(&t->made, 0, gain, ending, noise);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - large), large, histories, at + strlen("HISTORIES"));
    made_open(&t->larger, text);
    cr_assert(sim_grow(&t->larger.plan, t->made.out, true, &sentence, NULL, &t->made.errors) == SIM_OK, "%s",
              t->made.errors.text);
    cr_assert(sentence != NULL);
    cr_assert(sim_growth_init(&t->growth, &t->larger.plan, t->made.out, &t->made.errors) == SIM_OK);
    cr_assert(sim_block_init(&t->block, &t->larger.plan, 0, &t->made.errors) == SIM_OK);
    free(sentence);
}

static void trial_free(struct trial *t)
{
    sim_block_free(&t->block);
    sim_growth_free(&t->growth);
    sim_growth_end(t->made.out);
    made_close(&t->made);
    made_close(&t->larger);
}

Test(grow, takes_runs_by_replicate_and_arm_wherever_they_stand)
{
    /* of 9 runs: two, new, one of each replicate; the smaller study has one and two of the first two replicates */
    static const int from[9] = { 1, -1, 0, 3, -1, 2, -1, -1, -1 };
    struct trial t;
    trial_init(&t, "[noise]");
    (void)!sim_growth_fill(&t.growth, &t.block, &t.made.errors);
    for (int run = 0; run < 9; run++) {
        if (from[run] < 0) {
            cr_expect(eq(int, t.block.status[run], SIM_RUN_ABSENT), "run %d", run);
            continue;
        }
        cr_assert(eq(int, t.block.status[run], SIM_RUN_DONE), "run %d", run);
        cr_expect(memcmp(&t.block.outcomes[run], &gain[from[run]], sizeof(double)) == 0, "run %d", run);
        cr_expect(memcmp(&t.block.outcomes[9 + run], &ending[from[run]], sizeof(double)) == 0, "run %d", run);
        cr_expect(memcmp(&t.block.histories[run * 3L], &noise[from[run] * 3L], 3 * sizeof(float)) == 0, "run %d", run);
    }
    trial_free(&t);
}

Test(grow, takes_no_run_that_is_without_a_history_and_compares_it_once_it_is_computed)
{
    struct trial t;
    trial_init(&t, "all");
    (void)!sim_growth_fill(&t.growth, &t.block, &t.made.errors);
    for (int run = 0; run < 9; run++)
        cr_expect(eq(int, t.block.status[run], SIM_RUN_ABSENT), "run %d", run);

    for (int run = 0; run < 9; run++) { /* as if computed: the same numbers where there are some */
        static const int from[9] = { 1, 0, 0, 3, 0, 2, 0, 0, 0 };
        t.block.status[run] = SIM_RUN_DONE;
        t.block.outcomes[run] = gain[from[run]];
        t.block.outcomes[9 + run] = ending[from[run]];
        memcpy(&t.block.histories[run * 3L], &noise[from[run] * 3L], 3 * sizeof(float));
        memset(&t.block.histories[(9 + run) * 3L], 0, 3 * sizeof(float));
    }
    cr_expect(eq(int, sim_growth_check(&t.growth, &t.block, &t.made.errors), SIM_OK));
    t.block.histories[5 * 3L + 1] = nextafterf(2.2f, 3); /* of replicate 1, arm "one" */
    cr_expect(eq(int, sim_growth_check(&t.growth, &t.block, &t.made.errors), SIM_DATA));
    cr_expect(strstr(t.made.errors.text, "replicate 1, point 0, arm \"one\" was computed again, and its 'noise' "
                                         "differs from the earlier result; all earlier results are kept") != NULL,
              "%s", t.made.errors.text);
    trial_free(&t);
}
