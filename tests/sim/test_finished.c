/* test_finished.c - blocks go once the results file is known to hold the same. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "made.h"
#include "sim/run/finished.h"
#include "sim/run/only.h"
#include "sim/run/scan.h"

static const char study[] = "months: 3\nreplicates: 4\nhistories: [noise]\narms: { one: {}, two: { rate: 0.7 } }\n";
static const double gain[8] = { 0.43, 1.37, (double)NAN, -2.91, 0, 3.31, 1e-7, 8.13 };
static const float noise[24] = { 0.11f, 0.23f, 0.37f, 1.13f };

static struct made made; /* a test is a process of its own */

static void finished_ends(void)
{
    made_close(&made);
}

TestSuite(finished, .fini = finished_ends);

/** Finished and collected. */
static void made_results(void)
{
    made_open(&made, study);
    made_block(&made, 0, gain, NULL, noise);
    cr_assert(sim_collect(&made.plan, made.out, false, 0, NULL, &made.errors) == SIM_OK, "%s", made.errors.text);
}

struct sum {
    double gain, noise;
    long runs;
};

static void add(void *context, const struct sim_seen *seen)
{
    struct sum *sum = context;
    double value = sim_seen_outcome(seen, 0);
    sum->gain += isnan(value) ? 100 : value;
    sum->noise += (double)sim_seen_history(seen, 0)[1];
    sum->runs++;
}

Test(finished, is_scanned_run_by_run_from_its_results_once_the_blocks_are_gone)
{
    struct sum sum = { 0 };
    made_results();
    cr_expect(eq(int, sim_finished_keep_results(&made.plan, made.out, &made.errors), SIM_OK));
    cr_expect(eq(long, sim_blocks_missing(&made.plan, made.out), 1));
    cr_expect(sim_only_results(&made.plan, made.out, &made.errors));
    cr_assert(eq(int, sim_scan(&made.plan, made.out, add, &sum, &made.errors), SIM_OK));
    /* 0.43 + 1.37 + 100 - 2.91 + 0 + 3.31 + 1e-7 + 8.13; the second month of the first run alone */
    cr_expect(all(eq(long, sum.runs, 8), epsilon_eq(dbl, sum.gain, 110.3300001, 1e-12)));
    cr_expect(eq(dbl, sum.noise, (double)0.23f));
}

Test(finished, keeps_blocks_that_hold_another_number_than_the_results)
{
    double other[8];
    memcpy(other, gain, sizeof other);
    other[5] = 3.32;
    made_results();
    char *block = sim_path_join(made.out, "blocks/000000.block");
    cr_assert(eq(int, unlink(block), 0));
    free(block);
    made_block(&made, 0, other, NULL, noise);
    cr_assert(eq(int, sim_finished_keep_results(&made.plan, made.out, &made.errors), SIM_DATA));
    cr_expect(strstr(made.errors.text, "block 0 hold different numbers") != NULL, "%s", made.errors.text);
    cr_expect(eq(long, sim_blocks_missing(&made.plan, made.out), 0));
}

Test(finished, keeps_blocks_where_results_are_of_another_plan)
{
    struct made other;
    char *from, *to;
    made_results();
    made_open(&other, "months: 3\nreplicates: 5\nhistories: [noise]\narms: { one: {}, two: { rate: 0.7 } }\n");
    from = sim_path_join(made.out, "results.h5");
    to = sim_path_join(other.out, "results.h5");
    cr_assert(eq(int, rename(from, to), 0));
    cr_assert(eq(int, sim_finished_keep_results(&other.plan, other.out, &other.errors), SIM_DATA));
    cr_expect(strstr(other.errors.text, "does not hold all runs of the study") != NULL, "%s", other.errors.text);
    cr_expect(not(sim_only_results(&other.plan, other.out, &other.errors)));
    free(from);
    free(to);
    made_close(&other);
}

/** The made model a version later: what was won is now called profit, and nobody has a rate any more. */
static const struct sim_series later_outcomes[] = { { "profit", "share", 0, 1, NULL, "What is won" } };
static struct sim_model later_model(void)
{
    struct sim_model later = made_model;
    later.version = "2";
    later.params.list = &made_params[1];
    later.params.count = 1;
    later.outcomes = later_outcomes;
    later.outcomes_count = 1;
    later.histories_count = 0;
    return later;
}

Test(finished, of_another_version_of_the_model_is_read_by_what_its_results_say_of_themselves)
{
    const struct sim_model later = later_model();
    struct sim_other other = { 0 };
    struct sim_study old;
    struct sim_plan plan;
    struct sum sum = { 0 };

    made_results();
    char *file = sim_results_path(made.out);
    cr_assert(eq(int, sim_finished_open(&later, made.out, &old, &plan, &other, &made.errors), SIM_OK), "%s",
              made.errors.text);
    const struct sim_model *model = plan.model;
    cr_expect(strcmp(model->version, "1") == 0 && model->outcomes_count == 2 && model->histories_count == 1);
    cr_expect(strcmp(model->outcomes[1].name, "ending") == 0 &&
              strcmp(model->outcomes[1].choices, "good fair bad") == 0);
    cr_expect(strcmp(model->outcomes[0].unit, "share") == 0 && model->outcomes[0].low == -100);
    cr_expect(model->params.count == 1 && strcmp(model->params.list[0].name, "rate") == 0);
    cr_expect(old.months == 3 && old.arms_count == 2 && strcmp(old.arms[1].name, "two") == 0);
    cr_expect(all(eq(dbl, old.arms[0].values[0], 0.4), eq(dbl, old.arms[1].values[0], 0.7)));
    cr_assert(eq(int, sim_scan(&plan, file, add, &sum, &made.errors), SIM_OK));
    cr_expect(all(eq(long, sum.runs, 8), epsilon_eq(dbl, sum.gain, 110.3300001, 1e-12))); /* as above */
    free(file);
    sim_plan_free(&plan);
    sim_study_free(&old, model);
    sim_other_free(&other);
}

Test(finished, of_another_version_is_refused_where_runs_would_be_computed)
{
    const struct sim_model later = later_model();
    struct sim_study old;
    struct sim_plan plan;

    made_results();
    cr_expect(eq(int, sim_finished_open(&later, made.out, &old, &plan, NULL, &made.errors), SIM_USAGE));
    cr_expect(strstr(made.errors.text, "another version of the model (1, not 2)") != NULL, "%s", made.errors.text);
    sim_plan_free(&plan);
    sim_study_free(&old, &later);
}

Test(finished, of_another_version_has_the_points_of_its_design_as_a_list)
{
    static const double both[6] = { 1, 2, 3, 4, 5, 6 };
    const struct sim_model later = later_model();
    struct sim_other other = { 0 };
    struct sim_study old;
    struct sim_plan plan;
    double row[3];

    made_open(&made, "months: 3\nreplicates: 2\ndesign: { grid: { rate: [0.11, 0.43, 0.71] } }\n");
    made_block(&made, 0, both, NULL, NULL);
    cr_assert(sim_collect(&made.plan, made.out, false, 0, NULL, &made.errors) == SIM_OK);
    cr_assert(eq(int, sim_finished_open(&later, made.out, &old, &plan, &other, &made.errors), SIM_OK));
    cr_expect(all(eq(long, plan.points, 3), eq(long, plan.replicates, 2), eq(int, old.design.factors_count, 1)));
    sim_plan_rows(&plan, 0, 3, row);
    cr_expect(all(eq(dbl, row[0], 0.11), eq(dbl, row[1], 0.43), eq(dbl, row[2], 0.71)));
    cr_expect(not(sim_plan_samples_worlds(&plan)));
    sim_plan_free(&plan);
    sim_study_free(&old, &other.model);
    sim_other_free(&other);
}
