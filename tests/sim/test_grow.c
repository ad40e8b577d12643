/* test_grow.c - a larger study takes the runs of a smaller one as they are, number by number. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "made.h"
#include "sim/run/grow.h"

static const char small[] = "months: 3\nreplicates: 2\nhistories: [noise]\narms: { one: {}, two: { rate: 0.7 } }\n";
static const char large[] =
    "months: 3\nreplicates: 3\nhistories: HISTORIES\narms: { two: { rate: 0.7 }, new: { rate: 0.1 }, one: {} }\n";

/* No kernel could compute these: they can only have been taken. */
static const double gain[4] = { 0.43, 1.37, -2.91, (double)NAN }, ending[4] = { 1, 2, (double)NAN, 0 };
static const float noise[12] = { 0.11f, 0.23f, 0.37f, 1.13f, 1.71f, 1.93f, 2.1f, 2.2f, 2.3f, 3.1f, 3.2f, 3.3f };

static struct made made, larger; /* a test is a process of its own */
static struct sim_growth growth;
static struct sim_block block;

/** A folder with the smaller study, and the plan of a larger one that keeps `histories`. */
static void grows(const char *histories)
{
    char text[256], *sentence = NULL, *at = strstr(large, "HISTORIES");
    made_open(&made, small);
    made_block(&made, 0, gain, ending, noise);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - large), large, histories, at + strlen("HISTORIES"));
    made_open(&larger, text);
    cr_assert(sim_grow(&larger.plan, made.out, true, &sentence, NULL, &made.errors) == SIM_OK, "%s", made.errors.text);
    cr_assert(sentence != NULL);
    cr_assert(sim_growth_init(&growth, &larger.plan, made.out, &made.errors) == SIM_OK);
    cr_assert(sim_block_init(&block, &larger.plan, 0, &made.errors) == SIM_OK);
    free(sentence);
}

static void grow_ends(void)
{
    sim_block_free(&block);
    sim_growth_free(&growth);
    sim_growth_end(made.out);
    made_close(&made);
    made_close(&larger);
}

TestSuite(grow, .fini = grow_ends);

Test(grow, takes_runs_by_replicate_and_arm_wherever_they_stand)
{
    /* of 9 runs: two, new, one of each replicate; the smaller study has one and two of the first two replicates */
    static const int from[9] = { 1, -1, 0, 3, -1, 2, -1, -1, -1 };
    grows("[noise]");
    (void)!sim_growth_fill(&growth, &block, &made.errors);
    for (int run = 0; run < 9; run++) {
        if (from[run] < 0) {
            cr_expect(eq(int, block.status[run], SIM_RUN_ABSENT), "run %d", run);
            continue;
        }
        cr_assert(eq(int, block.status[run], SIM_RUN_DONE), "run %d", run);
        cr_expect(memcmp(&block.outcomes[run], &gain[from[run]], sizeof(double)) == 0, "run %d", run);
        cr_expect(memcmp(&block.outcomes[9 + run], &ending[from[run]], sizeof(double)) == 0, "run %d", run);
        cr_expect(memcmp(&block.histories[run * 3L], &noise[from[run] * 3L], 3 * sizeof(float)) == 0, "run %d", run);
    }
}

Test(grow, takes_no_run_that_is_without_a_history_and_compares_it_once_it_is_computed)
{
    grows("all");
    (void)!sim_growth_fill(&growth, &block, &made.errors);
    for (int run = 0; run < 9; run++)
        cr_expect(eq(int, block.status[run], SIM_RUN_ABSENT), "run %d", run);

    for (int run = 0; run < 9; run++) { /* as if computed: the same numbers where there are some */
        static const int from[9] = { 1, 0, 0, 3, 0, 2, 0, 0, 0 };
        block.status[run] = SIM_RUN_DONE;
        block.outcomes[run] = gain[from[run]];
        block.outcomes[9 + run] = ending[from[run]];
        memcpy(&block.histories[run * 3L], &noise[from[run] * 3L], 3 * sizeof(float));
        memset(&block.histories[(9 + run) * 3L], 0, 3 * sizeof(float));
    }
    cr_expect(eq(int, sim_growth_check(&growth, &block, &made.errors), SIM_OK));
    block.histories[5 * 3L + 1] = nextafterf(2.2f, 3); /* of replicate 1, arm "one" */
    cr_expect(eq(int, sim_growth_check(&growth, &block, &made.errors), SIM_DATA));
    cr_expect(strstr(made.errors.text, "replicate 1, point 0, arm \"one\" was computed again, and its 'noise' "
                                       "differs from the earlier result; all earlier results are kept") != NULL,
              "%s", made.errors.text);
}
