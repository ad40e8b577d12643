/* test_until.c - how many replicates are enough, on blocks made by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <hdf5.h>
#include <math.h>

#include "made.h"
#include "sim/run/until.h"

#define STUDY(width, at_most)                                                                                          \
    "months: 600\nhistories: none\nuntil: { outcome: gain, half_width: " width ", at_most: " at_most " }\n"            \
    "arms: { plain: {}, other: { size: 4.1 } }\ndesign: { grid: { rate: [0.2, 0.7] } }\n"

enum { EACH = 4, MOST = 64 };

/** The difference is 0.2 or 0.4 in turn at point 0, and about 0.7 at point 1. */
static void gains(double *gain)
{
    for (int i = 0; i < MOST * EACH; i += EACH) {
        gain[i] = 1.1;
        gain[i + 1] = 1.1 + (i / EACH % 2 == 0 ? 0.4 : 0.2);
        gain[i + 2] = 2.3;
        gain[i + 3] = 3.0 + 0.01 * (i / EACH % 3);
    }
}

static struct made made; /* a test is a process of its own */

static void until_ends(void)
{
    made_close(&made);
}

TestSuite(until, .fini = until_ends);

static void open_study(const char *study)
{
    double gain[MOST * EACH];
    gains(gain);
    made_open(&made, study);
    for (long i = 0; i < made.plan.blocks; i++)
        made_block(&made, i, gain, NULL, NULL);
}

/** Decision once the blocks in `here` are there. */
static struct sim_decision decision_of(const bool *here)
{
    struct sim_until_watch watch;
    struct sim_decision decision;
    cr_assert(eq(int, sim_until_watch_init(&watch, &made.plan, &made.errors), SIM_OK));
    cr_assert(eq(int, sim_until_look(&watch, made.out, here, &made.errors), SIM_OK));
    decision = watch.decision;
    sim_until_watch_free(&watch);
    return decision;
}

Test(until, takes_the_first_replicates_whose_interval_is_narrow_at_every_point)
{
    /* Of n even the half width is t(n - 1) 0.1 / sqrt(n - 1): 0.05117 of 18, 0.04802 of 20. Of 19 Student's is 0.04945,
     * but ten of one kind and nine of the other are skewed by 0.105, and Hall's longer side reaches 0.0504. */
    open_study(STUDY("0.05", "60"));
    struct sim_decision decision = decision_of((const bool[]){ true, true, true, true });
    cr_expect(eq(long, decision.replicates, 20));
    cr_expect(decision.reached);
    cr_expect(epsilon_eq(dbl, decision.half_width, 0.0480173, 1e-5));
    cr_expect(eq(long, decision.point, 0));
}

Test(until, holds_the_difference_of_every_arm)
{
    /* The second arm differs by about 0.7; the third as above: of 20 replicates by 0.04802. */
    double gain[MOST * 3];
    for (int i = 0; i < MOST * 3; i += 3) {
        gain[i] = 1.1;
        gain[i + 1] = 1.8 + 0.01 * (i / 3 % 3);
        gain[i + 2] = 1.1 + (i % 2 == 0 ? 0.4 : 0.2);
    }
    made_open(&made, "months: 500\nhistories: none\nuntil: { outcome: gain, half_width: 0.05, at_most: 60 }\n"
                     "arms: { plain: {}, second: { size: 4.1 }, third: { size: 4.3 } }\n");
    for (long i = 0; i < made.plan.blocks; i++)
        made_block(&made, i, gain, NULL, NULL);
    struct sim_decision decision = decision_of((const bool[]){ true, true, true });
    cr_expect(eq(long, decision.replicates, 20));
    cr_expect(epsilon_eq(dbl, decision.half_width, 0.0480173, 1e-5));
}

Test(until, is_decided_only_from_blocks_without_a_gap)
{
    open_study(STUDY("0.05", "60"));
    cr_assert(eq(long, made.plan.blocks, 4));
    cr_expect(eq(long, decision_of((const bool[]){ true, false, true, true }).replicates, 0));
    cr_expect(eq(long, decision_of((const bool[]){ false, true, true, true }).replicates, 0));
    cr_expect(eq(long, decision_of((const bool[]){ true, true, false, false }).replicates, 20));
}

Test(until, never_trusts_fewer_than_ten_replicates)
{
    open_study(STUDY("0.9", "60"));
    cr_expect(eq(long, decision_of((const bool[]){ true, true, true, true }).replicates, 10));
}

Test(until, ends_at_the_most_and_says_that_it_was_not_enough)
{
    open_study(STUDY("0.001", "33"));
    struct sim_decision decision = decision_of((const bool[]){ true, true, true });
    cr_expect(eq(long, decision.replicates, 33));
    cr_expect(not(decision.reached));
}

static long rows_of(const char *out)
{
    hsize_t extent = 0;
    char *path = sim_path_join(out, "results.h5");
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT), set = H5Dopen2(file, "gain", H5P_DEFAULT);
    hid_t space = H5Dget_space(set);
    H5Sget_simple_extent_dims(space, &extent, NULL);
    H5Sclose(space);
    H5Dclose(set);
    H5Fclose(file);
    free(path);
    return (long)extent;
}

Test(until, leaves_results_of_exactly_the_replicates_that_it_took)
{
    struct sim_study study;
    struct sim_plan plan;
    open_study(STUDY("0.05", "60"));
    struct sim_decision decision = decision_of((const bool[]){ true, true, true, true });
    cr_assert(eq(int, sim_until_keep(&made.plan, made.out, &decision, &made.errors), SIM_OK));
    cr_assert(eq(int, sim_output_reopen(&made_model, made.out, &study, &plan, &made.errors), SIM_OK));
    cr_expect(eq(long, plan.runs, 80));
    cr_expect(eq(long, plan.blocks, 2));
    cr_expect(epsilon_eq(dbl, plan.decision.half_width, 0.0480173, 1e-5));
    cr_assert(eq(int, sim_collect(&plan, made.out, false, 0, NULL, &made.errors), SIM_OK));
    cr_expect(eq(long, rows_of(made.out), 80));
    sim_plan_free(&plan);
    sim_study_free(&study, &made_model);
}

static struct sim_numbers shares_of(long ups, long n)
{
    struct sim_numbers numbers = { 0 };
    for (long i = 0; i < n; i++)
        sim_numbers_add(&numbers, i < ups);
    return numbers;
}

Test(until, never_takes_agreement_for_certainty)
{
    /* 0 in n leave 1 - 0.025^(1 / n): under 0.01 from 368 on */
    struct sim_numbers few = shares_of(0, 367), many = shares_of(0, 368), equal = { 0 };
    double half;
    cr_expect(not(sim_until_enough(&few, 0, 1, 1.97, 0.01, &half)));
    cr_expect(eq(int, sim_until_enough(&many, 0, 1, 1.97, 0.01, &half), 1));
    cr_expect(epsilon_eq(dbl, half, -expm1(log(0.025) / 368), 1e-9));
    for (int i = 0; i < 5000; i++)
        sim_numbers_add(&equal, 0.4);
    cr_expect(not(sim_until_enough(&equal, -100, 100, 1.97, 0.01, &half)));
    cr_expect(isinf(half));
}

Test(until, holds_shares_to_their_exact_bounds)
{
    /* 3 in 40: Student 0.0853, Clopper & Pearson 0.0157 to 0.2039 */
    struct sim_numbers numbers = shares_of(3, 40);
    double half;
    cr_expect(not(sim_until_enough(&numbers, 0, 1, 2.0227, 0.1, &half)));
    cr_expect(epsilon_eq(dbl, half, 0.20386475 - 0.075, 1e-7));
}
