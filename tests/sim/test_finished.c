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

/** Finished and collected. */
static void made_results(struct made *made)
{
    made_open(made, study);
    made_block(made, 0, gain, NULL, noise);
    cr_assert(sim_collect(&made->plan, made->out, false, 0, NULL, &made->errors) == SIM_OK, "%s", made->errors.text);
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
    struct made made;
    struct sum sum = { 0 };
    made_results(&made);
    cr_expect(eq(int, sim_finished_keep_results(&made.plan, made.out, &made.errors), SIM_OK));
    cr_expect(eq(long, sim_blocks_missing(&made.plan, made.out), 1));
    cr_expect(sim_only_results(&made.plan, made.out, &made.errors));
    cr_assert(eq(int, sim_scan(&made.plan, made.out, add, &sum, &made.errors), SIM_OK));
    /* 0.43 + 1.37 + 100 - 2.91 + 0 + 3.31 + 1e-7 + 8.13; the second month of the first run alone */
    cr_expect(all(eq(long, sum.runs, 8), epsilon_eq(dbl, sum.gain, 110.3300001, 1e-12)));
    cr_expect(eq(dbl, sum.noise, (double)0.23f));
    made_close(&made);
}

Test(finished, keeps_blocks_that_hold_another_number_than_the_results)
{
    struct made made;
    double other[8];
    memcpy(other, gain, sizeof other);
    other[5] = 3.32;
    made_results(&made);
    made_remove(made.out, "blocks/000000.block");
    made_block(&made, 0, other, NULL, noise);
    cr_assert(eq(int, sim_finished_keep_results(&made.plan, made.out, &made.errors), SIM_DATA));
    cr_expect(strstr(made.errors.text, "block 0 hold different numbers") != NULL, "%s", made.errors.text);
    cr_expect(eq(long, sim_blocks_missing(&made.plan, made.out), 0));
    made_close(&made);
}

Test(finished, keeps_blocks_where_results_are_of_another_plan)
{
    struct made made, other;
    char *from, *to;
    made_results(&made);
    made_open(&other, "months: 3\nreplicates: 5\nhistories: [noise]\narms: { one: {}, two: { rate: 0.7 } }\n");
    from = sim_path_join(made.out, "results.h5");
    to = sim_path_join(other.out, "results.h5");
    cr_assert(eq(int, rename(from, to), 0));
    cr_assert(eq(int, sim_finished_keep_results(&other.plan, other.out, &other.errors), SIM_DATA));
    cr_expect(strstr(other.errors.text, "does not hold all runs of the study") != NULL, "%s", other.errors.text);
    cr_expect(not(sim_only_results(&other.plan, other.out, &other.errors)));
    free(from);
    free(to);
    made_close(&made);
    made_close(&other);
}
