/* test_compare.c - differences of paired runs, regimes and times, on blocks made by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "made.h"
#include "sim/ask/compare.h"
#include "sim/ask/survival.h"

#define TWO_ARMS "months: 5\nreplicates: 3\narms: { plain: {}, other: { size: 4.1 } }\n"

/* Runs in their order: replicate, then arm. */
static const double gain[] = { 1.3, 1.9, 2.1, 2.0, 0.7, 1.6 };
static const double ending[] = { 0, 2, 0, 2, 1, 2 };

static struct made made; /* a test is a process of its own */
static struct sim_compare compare;

/** A study whose one block holds these outcomes, compared with arm `against`. */
static void compare_open(const char *study, const double *gains, const double *endings, int against, bool by_point)
{
    made_open(&made, study);
    made_block(&made, 0, gains, endings, NULL);
    cr_assert(eq(int,
                 sim_compare_init(&compare, &made.plan, made.out,
                                  &(struct sim_comparison){ .against = against, .by_point = by_point }, &made.errors),
                 SIM_OK));
}

static void compare_ends(void)
{
    sim_compare_free(&compare);
    made_close(&made);
}

TestSuite(compare, .fini = compare_ends);

Test(compare, takes_the_difference_of_runs_that_share_their_luck)
{
    compare_open(TWO_ARMS, gain, ending, 0, false);
    struct sim_effect effect = sim_compare_effect(&compare, 0, 1, 0);

    /* 0.6, -0.1, 0.9: mean 1.4 / 3, variance 0.5266667 / 2; t(0.975, 2) = 4.302653, t(0.8, 2) = 1.060660 */
    cr_expect(eq(long, effect.n, 3));
    cr_expect(epsilon_eq(dbl, effect.mean_against, 4.1 / 3, 1e-12));
    cr_expect(epsilon_eq(dbl, effect.difference, 0.4666667, 1e-6));
    cr_expect(epsilon_eq(dbl, effect.interval.low, 0.4666667 - 1.274758, 1e-5));
    cr_expect(epsilon_eq(dbl, effect.interval.high, 0.4666667 + 1.274758, 1e-5));
    cr_expect(epsilon_eq(dbl, effect.positive_share, 2.0 / 3, 1e-12));
    cr_expect(epsilon_eq(dbl, effect.resolvable, 1.589005, 1e-4));
}

Test(compare, counts_where_the_runs_of_an_arm_ended)
{
    compare_open(TWO_ARMS, gain, ending, 0, false);
    struct sim_ended good = sim_compare_regime(&compare, 0, 0, 1, 0);
    cr_expect(eq(long, good.count, 2));
    cr_expect(eq(long, good.n, 3));
    cr_expect(eq(long, sim_compare_regime(&compare, 0, 1, 1, 2).count, 3));
    /* Wilson, 2 of 3: (2/3 + 1.920729/3 -+ 1.959964 sqrt(2/9/3 + 3.841459/36)) / (1 + 3.841459/3) */
    cr_expect(epsilon_eq(dbl, good.share.low, 0.207660, 1e-5));
    cr_expect(epsilon_eq(dbl, good.share.high, 0.938509, 1e-5));
}

#define TWO_POINTS                                                                                                     \
    "months: 5\nreplicates: 2\narms: { plain: {}, other: { size: 4.1 } }\ndesign: { grid: { rate: [0.2, 0.7] } }\n"

/* Replicate, point, arm: differences 0.3 and -0.1 in replicate 0, 0.9 and 0.2 in replicate 1. */
static const double gridded[] = { 1.0, 1.3, 2.0, 1.9, 1.1, 2.0, 2.2, 2.4 };

Test(compare, averages_over_the_points_of_a_replicate_because_replicates_are_the_repeats)
{
    compare_open(TWO_POINTS, gridded, NULL, 0, false);
    struct sim_effect effect = sim_compare_effect(&compare, 0, 1, 0);
    /* 0.1 and 0.55: mean 0.325, half width 12.706205 * 0.225 */
    cr_expect(eq(long, effect.n, 2));
    cr_expect(epsilon_eq(dbl, effect.difference, 0.325, 1e-9));
    cr_expect(epsilon_eq(dbl, effect.interval.high - effect.difference, 2.858896, 1e-5));
}

Test(compare, takes_worlds_that_are_run_once_each_for_the_repeats)
{
    compare_open("months: 5\nreplicates: 1\narms: { plain: {}, other: { size: 4.1 } }\n"
                 "design: { random: { points: 4, factors: { rate: plausible } } }\n",
                 gridded, NULL, 0, false);
    struct sim_effect effect = sim_compare_effect(&compare, 0, 1, 0);
    /* 0.3, -0.1, 0.9, 0.2: mean 0.325, variance 0.5275 / 3; t(0.975, 3) = 3.182446 */
    cr_expect(eq(long, effect.n, 4));
    cr_expect(epsilon_eq(dbl, effect.difference, 0.325, 1e-9));
    cr_expect(epsilon_eq(dbl, effect.interval.high - effect.difference, 0.667239, 1e-5));
    cr_expect(epsilon_eq(dbl, effect.positive_share, 0.75, 1e-12));
}

Test(compare, takes_the_randomisations_of_a_sobol_design_for_the_repeats)
{
    compare_open("months: 5\nreplicates: 1\narms: { plain: {}, other: { size: 4.1 } }\n"
                 "design: { sobol: { points: 2, randomisations: 2, factors: { rate: plausible } } }\n",
                 gridded, NULL, 0, false);
    struct sim_effect effect = sim_compare_effect(&compare, 0, 1, 0);
    /* 0.3, -0.1 and 0.9, 0.2: means 0.1 and 0.55, half width 12.706205 * 0.225 */
    cr_expect(epsilon_eq(dbl, effect.difference, 0.325, 1e-9));
    cr_expect(epsilon_eq(dbl, effect.interval.high - effect.difference, 2.858896, 1e-5));
    cr_expect(eq(str, (char *)(uintptr_t)sim_compare_over(&compare), "randomisations"));
}

Test(compare, counts_regimes_by_replicate_where_points_share_its_luck)
{
    /* Points end 0 1 0 and 0 1 1 in the first arm: shares of 0 are 2/3 and 1/3, half width 12.706205 / 6, beyond 0..1.
     * In the second arm all end in 2, in both replicates. */
    static const double nothing[12] = { 0 }, ends[12] = { 0, 2, 1, 2, 0, 2, 0, 2, 1, 2, 1, 2 };
    compare_open("months: 5\nreplicates: 2\narms: { plain: {}, other: { size: 4.1 } }\n"
                 "design: { grid: { rate: [0.2, 0.3, 0.7] } }\n",
                 nothing, ends, 0, false);
    struct sim_ended good = sim_compare_regime(&compare, 0, 0, 1, 0), bad = sim_compare_regime(&compare, 0, 1, 1, 2);
    cr_expect(good.count == 3 && good.n == 6 && good.share.low == 0 && good.share.high == 1);
    cr_expect(bad.count == 6 && bad.n == 6 && bad.share.high == 1);
    cr_expect(epsilon_eq(dbl, bad.share.low, 0.158114, 1e-5)); /* Clopper & Pearson, 2 of 2: sqrt(0.025) */
}

#define WORLDS                                                                                                         \
    "months: 5\nreplicates: 2\narms: { plain: {}, other: { size: 4.1 } }\n"                                            \
    "design: { random: { points: 2, factors: { rate: plausible } } }\n"

Test(compare, averages_over_the_replicates_of_a_world_because_worlds_are_the_repeats)
{
    compare_open(WORLDS, gridded, NULL, 0, false);
    struct sim_effect effect = sim_compare_effect(&compare, 0, 1, 0);
    /* World 0: 0.3 and 0.9; world 1: -0.1 and 0.2. Means 0.6 and 0.05, half width 12.706205 * 0.275 */
    cr_expect(eq(long, effect.n, 2));
    cr_expect(epsilon_eq(dbl, effect.difference, 0.325, 1e-9));
    cr_expect(epsilon_eq(dbl, effect.interval.high - effect.difference, 12.706205 * 0.275, 1e-5));
    cr_expect(eq(str, (char *)(uintptr_t)sim_compare_over(&compare), "worlds and luck"));
}

Test(compare, says_how_many_pairs_lack_a_number_and_what_they_could_do)
{
    double some[] = { 1.3, 1.9, 2.1, (double)NAN, 0.7, 1.6 };
    compare_open(TWO_ARMS, some, NULL, 0, false);
    struct sim_effect effect = sim_compare_effect(&compare, 0, 1, 0);
    /* 0.6 and 0.9; one of three could be 200 off: 2 / 3 of the interval's end and 200 / 3 */
    cr_expect(eq(long, effect.n, 2));
    cr_expect(eq(long, effect.missing, 1));
    cr_expect(epsilon_eq(dbl, effect.whatever.high, effect.interval.high * 2 / 3 + 200.0 / 3, 1e-9));
}

Test(compare, has_no_interval_where_all_pairs_are_equal)
{
    static const double same[] = { 1.3, 1.3, 2.1, 2.1, 0.7, 0.7 };
    compare_open(TWO_ARMS, same, NULL, 0, false);
    struct sim_effect effect = sim_compare_effect(&compare, 0, 1, 0);
    cr_expect(eq(dbl, effect.difference, 0));
    cr_expect(isnan(effect.interval.low) && effect.method == SIM_ALL_EQUAL);
}

Test(compare, pairs_the_shares_of_regimes)
{
    /* good: 0 0 1 against 2 2 2: two of three left it. (0 + 1) / 5 - (2 + 1) / 5 */
    compare_open(TWO_ARMS, gain, ending, 0, false);
    struct sim_ended good = sim_compare_regime(&compare, 0, 1, 1, 0);
    cr_expect(epsilon_eq(dbl, good.difference, -2.0 / 3, 1e-12));
    cr_expect(epsilon_eq(dbl, (good.interval.low + good.interval.high) / 2, -0.4, 0.2));
    cr_expect(good.interval.low < -0.9 && good.interval.high > 0);
}

Test(compare, keeps_a_row_for_several_replicates_where_there_are_many)
{
    enum { RUNS = 2 * 2500 };
    static double many[RUNS];
    for (int i = 0; i < RUNS; i++)
        many[i] = i % 2 == 0 ? 0 : 1 + 0.5 * (i / 2 % 3);
    made_open(&made, "months: 5\nreplicates: 2500\nhistories: none\narms: { plain: {}, other: { size: 4.1 } }\n");
    for (long i = 0; i < made.plan.blocks; i++)
        made_block(&made, i, many, NULL, NULL);
    cr_assert(
        eq(int, sim_compare_init(&compare, &made.plan, made.out, &(struct sim_comparison){ 0 }, &made.errors), SIM_OK));
    struct sim_effect effect = sim_compare_effect(&compare, 0, 1, 0);
    cr_expect(eq(long, compare.rows, 834)); /* three in a row */
    cr_expect(eq(long, effect.n, 2500));
    cr_expect(epsilon_eq(dbl, effect.difference, 1.5, 1e-3));
}

Test(compare, tells_each_point_by_itself_when_asked)
{
    compare_open(TWO_POINTS, gridded, NULL, 1, true);
    /* Against the second arm, signs turn round. */
    cr_expect(epsilon_eq(dbl, sim_compare_effect(&compare, 0, 0, 0).difference, -0.6, 1e-9));
    cr_expect(epsilon_eq(dbl, sim_compare_effect(&compare, 1, 0, 0).difference, -0.05, 1e-9));
}

Test(compare, refuses_a_study_of_which_blocks_are_missing)
{
    made_open(&made, TWO_ARMS);
    cr_expect(eq(int, sim_compare_init(&compare, &made.plan, made.out, &(struct sim_comparison){ 0 }, &made.errors),
                 SIM_DATA));
    cr_expect(strstr(made.errors.text, "1 of 1 blocks are missing") != NULL);
}

Test(wilson, holds_a_share_of_three_in_ten_as_the_tables_say)
{
    double low, high;
    sim_wilson(3, 10, &low, &high);
    cr_expect(epsilon_eq(dbl, low, 0.1077913, 1e-6));
    cr_expect(epsilon_eq(dbl, high, 0.6032219, 1e-6));
}

/* Four replicates; the noise passes 0.5 in months 1, 1, 3, never in the first arm, and 2, never, never, never in the
 * second. */
#define CROSSING "months: 5\nreplicates: 4\nhistories: [noise]\narms: { plain: {}, other: { size: 4.1 } }\n"
static const int crossing[] = { 1, 2, 1, 9, 3, 9, 9, 9 };

static struct sim_survival survival;

static void survival_open(void)
{
    struct sim_event event;
    double none[8] = { 0 };
    float noise[8 * 5];
    for (int i = 0; i < 8 * 5; i++)
        noise[i] = i % 5 >= crossing[i / 5] ? 0.7f : 0.2f;
    made_open(&made, CROSSING);
    made_block(&made, 0, none, NULL, noise);
    cr_assert(eq(int, sim_event_read(&event, &made.plan, "noise>0.5", &made.errors), SIM_OK));
    cr_assert(eq(int, sim_survival_init(&survival, &made.plan, made.out, &event, false, &made.errors), SIM_OK));
}

static void survival_ends(void)
{
    sim_survival_free(&survival);
    made_close(&made);
}

TestSuite(survival, .fini = survival_ends);

Test(survival, falls_when_runs_cross_and_censors_those_that_never_do)
{
    survival_open();
    cr_expect(eq(dbl, sim_survival_month(&survival, 0, 0, 0).share, 1));
    struct sim_survivors half = sim_survival_month(&survival, 0, 0, 1);
    /* Greenwood 2 / (4 * 2) = 0.25; exp(1.959964 * 0.5 / ln 2) = 4.11163 */
    cr_expect(epsilon_eq(dbl, half.share, 0.5, 1e-12));
    cr_expect(epsilon_eq(dbl, half.low, 0.05785, 1e-4));
    cr_expect(epsilon_eq(dbl, half.high, 0.84487, 1e-4));
    cr_expect(epsilon_eq(dbl, sim_survival_month(&survival, 0, 0, 4).share, 0.25, 1e-12));
    cr_expect(eq(long, sim_survival_month(&survival, 0, 0, 3).at_risk, 2));
    cr_expect(eq(dbl, sim_survival_median(&survival, 0, 0), 1));
    cr_expect(isnan(sim_survival_median(&survival, 0, 1)));
}

Test(survival, is_not_known_for_certain_where_all_or_none_are_left_nor_at_all_without_runs)
{
    survival_open();
    struct sim_survivors all = sim_survival_month(&survival, 0, 0, 0);
    /* Wilson's 4 of 4: from 4 / (4 + 1.959964^2) */
    cr_expect(epsilon_eq(dbl, all.low, 0.510109, 1e-6));
    cr_expect(epsilon_eq(dbl, all.high, 1, 1e-12));
    survival.events[4] = 1; /* the last of the first arm crosses too */
    struct sim_survivors none = sim_survival_month(&survival, 0, 0, 4);
    cr_expect(eq(dbl, none.share, 0));
    cr_expect(epsilon_eq(dbl, none.low, 0, 1e-12));
    cr_expect(epsilon_eq(dbl, none.high, 1 - 0.510109, 1e-6));
    survival.runs[0] = 0;
    cr_expect(isnan(sim_survival_month(&survival, 0, 0, 4).share));
}

Test(survival, of_two_arms_is_told_apart_by_scores_paired_within_replicates)
{
    double chi2, p;
    survival_open();
    cr_assert(sim_survival_logrank(&survival, 0, 1, 0, &chi2, &p));
    /* Hazards 2/8, 1/6, 1/5: scores 0.75 in month 1, 0.583333 in 2, 0.383333 in 3, -0.616667 of none. Second arm less
     * first: -0.166667, -1.366667, -1, 0. Their sum is twice 3 - 26 / 15. */
    cr_expect(epsilon_eq(dbl, chi2, 2.533333 * 2.533333 / (0.0277778 + 1.8677778 + 1), 1e-5));
    cr_expect(epsilon_eq(dbl, p, 0.25, 0.02)); /* of the signs of three, two in eight agree */
}

Test(survival, tells_the_months_that_an_arm_wins_before_the_event)
{
    survival_open();
    /* 1, 1, 3, 5 against 2, 5, 5, 5: 1, 4, 2, 0; t(0.975, 3) = 3.182446, variance 35 / 12 */
    struct sim_restricted months = sim_survival_restricted(&survival, 0, 1, 0);
    cr_expect(epsilon_eq(dbl, months.mean, 4.25, 1e-12));
    cr_expect(epsilon_eq(dbl, months.difference, 1.75, 1e-12));
    cr_expect(epsilon_eq(dbl, months.interval.high - 1.75, 3.182446 * sqrt(35.0 / 12 / 4), 1e-5));
}

Test(survival, wants_a_history_that_the_study_keeps)
{
    struct sim_event event;
    made_open(&made, CROSSING);
    cr_expect(eq(int, sim_event_read(&event, &made.plan, "nois>0.5", &made.errors), SIM_USAGE));
    cr_expect(eq(int, sim_event_read(&event, &made.plan, "calm<0.5", &made.errors), SIM_USAGE));
    cr_expect(eq(int, sim_event_read(&event, &made.plan, "noise=0.5", &made.errors), SIM_USAGE));
    cr_expect(eq(str, made.errors.text,
                 "error: 'nois' is no history; did you mean 'noise'?\n"
                 "error: 'calm' was not kept: name it in the `histories` of the study\n"
                 "error: --survival noise=0.5 is not HISTORY>VALUE or HISTORY<VALUE\n"));
}
