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

/** A study whose one block holds these outcomes, compared with arm `against`. */
static void compare_open(struct made *made, struct sim_compare *compare, const char *study, const double *gains,
                         const double *endings, int against, bool by_point)
{
    made_open(made, study);
    made_block(made, 0, gains, endings, NULL);
    cr_assert(eq(int, sim_compare_init(compare, &made->plan, made->out, against, by_point, &made->errors), SIM_OK));
}

static void compare_close(struct made *made, struct sim_compare *compare)
{
    sim_compare_free(compare);
    made_close(made);
}

Test(compare, takes_the_difference_of_runs_that_share_their_luck)
{
    struct made made;
    struct sim_compare compare;
    compare_open(&made, &compare, TWO_ARMS, gain, ending, 0, false);
    struct sim_effect effect = sim_compare_effect(&compare, 0, 1, 0);

    /* 0.6, -0.1, 0.9: mean 1.4 / 3, variance 0.5266667 / 2; t(0.975, 2) = 4.302653, t(0.8, 2) = 1.060660 */
    cr_expect(eq(long, effect.n, 3));
    cr_expect(epsilon_eq(dbl, effect.mean_against, 4.1 / 3, 1e-12));
    cr_expect(epsilon_eq(dbl, effect.difference, 0.4666667, 1e-6));
    cr_expect(epsilon_eq(dbl, effect.low, 0.4666667 - 1.274758, 1e-5));
    cr_expect(epsilon_eq(dbl, effect.high, 0.4666667 + 1.274758, 1e-5));
    cr_expect(epsilon_eq(dbl, effect.positive_share, 2.0 / 3, 1e-12));
    cr_expect(epsilon_eq(dbl, effect.resolvable, 1.589005, 1e-4));
    compare_close(&made, &compare);
}

Test(compare, counts_where_the_runs_of_an_arm_ended)
{
    struct made made;
    struct sim_compare compare;
    compare_open(&made, &compare, TWO_ARMS, gain, ending, 0, false);
    struct sim_ended good = sim_compare_regime(&compare, 0, 0, 1, 0);
    cr_expect(eq(long, good.count, 2));
    cr_expect(eq(long, good.n, 3));
    cr_expect(eq(long, sim_compare_regime(&compare, 0, 1, 1, 2).count, 3));
    /* Wilson, 2 of 3: (2/3 + 1.920729/3 -+ 1.959964 sqrt(2/9/3 + 3.841459/36)) / (1 + 3.841459/3) */
    cr_expect(epsilon_eq(dbl, good.low, 0.207660, 1e-5));
    cr_expect(epsilon_eq(dbl, good.high, 0.938509, 1e-5));
    compare_close(&made, &compare);
}

#define TWO_POINTS                                                                                                     \
    "months: 5\nreplicates: 2\narms: { plain: {}, other: { size: 4.1 } }\ndesign: { grid: { rate: [0.2, 0.7] } }\n"

/* Replicate, point, arm: differences 0.3 and -0.1 in replicate 0, 0.9 and 0.2 in replicate 1. */
static const double gridded[] = { 1.0, 1.3, 2.0, 1.9, 1.1, 2.0, 2.2, 2.4 };

Test(compare, averages_over_the_points_of_a_replicate_because_replicates_are_the_repeats)
{
    struct made made;
    struct sim_compare compare;
    compare_open(&made, &compare, TWO_POINTS, gridded, NULL, 0, false);
    struct sim_effect effect = sim_compare_effect(&compare, 0, 1, 0);
    /* 0.1 and 0.55: mean 0.325, half width 12.706205 * 0.225 */
    cr_expect(eq(long, effect.n, 2));
    cr_expect(epsilon_eq(dbl, effect.difference, 0.325, 1e-9));
    cr_expect(epsilon_eq(dbl, effect.high - effect.difference, 2.858896, 1e-5));
    compare_close(&made, &compare);
}

Test(compare, takes_worlds_that_are_run_once_each_for_the_repeats)
{
    struct made made;
    struct sim_compare compare;
    compare_open(&made, &compare,
                 "months: 5\nreplicates: 1\narms: { plain: {}, other: { size: 4.1 } }\n"
                 "design: { random: { points: 4, factors: { rate: plausible } } }\n",
                 gridded, NULL, 0, false);
    struct sim_effect effect = sim_compare_effect(&compare, 0, 1, 0);
    /* 0.3, -0.1, 0.9, 0.2: mean 0.325, variance 0.5275 / 3; t(0.975, 3) = 3.182446 */
    cr_expect(eq(long, effect.n, 4));
    cr_expect(epsilon_eq(dbl, effect.difference, 0.325, 1e-9));
    cr_expect(epsilon_eq(dbl, effect.high - effect.difference, 0.667239, 1e-5));
    cr_expect(epsilon_eq(dbl, effect.positive_share, 0.75, 1e-12));
    compare_close(&made, &compare);
}

Test(compare, counts_regimes_by_replicate_where_points_share_its_luck)
{
    /* Points end 0 1 0 and 0 1 1 in the first arm: shares of 0 are 2/3 and 1/3, half width 12.706205 / 6, beyond 0..1.
     * In the second arm all end in 2, in both replicates. */
    static const double nothing[12] = { 0 }, ends[12] = { 0, 2, 1, 2, 0, 2, 0, 2, 1, 2, 1, 2 };
    struct made made;
    struct sim_compare compare;
    compare_open(&made, &compare,
                 "months: 5\nreplicates: 2\narms: { plain: {}, other: { size: 4.1 } }\n"
                 "design: { grid: { rate: [0.2, 0.3, 0.7] } }\n",
                 nothing, ends, 0, false);
    struct sim_ended good = sim_compare_regime(&compare, 0, 0, 1, 0), bad = sim_compare_regime(&compare, 0, 1, 1, 2);
    cr_expect(good.count == 3 && good.n == 6 && good.low == 0 && good.high == 1);
    cr_expect(bad.count == 6 && bad.n == 6 && bad.high == 1);
    cr_expect(epsilon_eq(dbl, bad.low, 0.342380, 1e-5)); /* Wilson, 2 of 2: 1 / (1 + 3.841459 / 2) */
    compare_close(&made, &compare);
}

Test(compare, tells_each_point_by_itself_when_asked)
{
    struct made made;
    struct sim_compare compare;
    compare_open(&made, &compare, TWO_POINTS, gridded, NULL, 1, true);
    /* Against the second arm, signs turn round. */
    cr_expect(epsilon_eq(dbl, sim_compare_effect(&compare, 0, 0, 0).difference, -0.6, 1e-9));
    cr_expect(epsilon_eq(dbl, sim_compare_effect(&compare, 1, 0, 0).difference, -0.05, 1e-9));
    compare_close(&made, &compare);
}

Test(compare, refuses_a_study_of_which_blocks_are_missing)
{
    struct made made;
    struct sim_compare compare;
    made_open(&made, TWO_ARMS);
    cr_expect(eq(int, sim_compare_init(&compare, &made.plan, made.out, 0, false, &made.errors), SIM_DATA));
    cr_expect(strstr(made.errors.text, "1 of 1 blocks are missing") != NULL);
    compare_close(&made, &compare);
}

Test(wilson, holds_a_share_of_three_in_ten_as_the_tables_say)
{
    double low, high;
    sim_wilson(3, 10, &low, &high);
    cr_expect(epsilon_eq(dbl, low, 0.1077913, 1e-6));
    cr_expect(epsilon_eq(dbl, high, 0.6032219, 1e-6));
}

Test(bimodality, is_that_of_two_points_for_two_points_and_a_third_for_a_bell)
{
    gsl_rstat_workspace *level = gsl_rstat_alloc();
    for (int i = 0; i < 20; i++)
        gsl_rstat_add(i % 2 == 0 ? 0.3 : 1.7, level);
    /* skew 0; excess kurtosis -2, in the sample form 19 / 306 * -36; 1 / (that + 3 * 361 / 306) */
    cr_expect(epsilon_eq(dbl, sim_bimodality(level), 0.766917, 1e-5));
    gsl_rstat_reset(level);
    for (int i = 1; i < 20000; i++)
        gsl_rstat_add(gsl_cdf_ugaussian_Pinv(i / 20000.0), level);
    cr_expect(epsilon_eq(dbl, sim_bimodality(level), 1.0 / 3, 3e-3));
    gsl_rstat_free(level);
}

/* Four replicates; the noise passes 0.5 in months 1, 1, 3, never in the first arm, and 2, never, never, never in the
 * second. */
#define CROSSING "months: 5\nreplicates: 4\nhistories: [noise]\narms: { plain: {}, other: { size: 4.1 } }\n"
static const int crossing[] = { 1, 2, 1, 9, 3, 9, 9, 9 };

static void survival_open(struct made *made, struct sim_survival *survival)
{
    struct sim_event event;
    double none[8] = { 0 };
    float noise[8 * 5];
    for (int i = 0; i < 8 * 5; i++)
        noise[i] = i % 5 >= crossing[i / 5] ? 0.7f : 0.2f;
    made_open(made, CROSSING);
    made_block(made, 0, none, NULL, noise);
    cr_assert(eq(int, sim_event_read(&event, &made->plan, "noise>0.5", &made->errors), SIM_OK));
    cr_assert(eq(int, sim_survival_init(survival, &made->plan, made->out, &event, false, &made->errors), SIM_OK));
}

Test(survival, falls_when_runs_cross_and_censors_those_that_never_do)
{
    struct made made;
    struct sim_survival survival;
    survival_open(&made, &survival);
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
    sim_survival_free(&survival);
    made_close(&made);
}

Test(survival, is_not_known_for_certain_where_all_or_none_are_left_nor_at_all_without_runs)
{
    struct made made;
    struct sim_survival survival;
    survival_open(&made, &survival);
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
    sim_survival_free(&survival);
    made_close(&made);
}

Test(survival, of_two_arms_is_told_apart_by_the_logrank_test)
{
    struct made made;
    struct sim_survival survival;
    double chi2, p;
    survival_open(&made, &survival);
    sim_survival_logrank(&survival, 0, 0, 1, &chi2, &p);
    /* expected 1 + 1/3 + 0.4 of 3; variance 3/7 + 2/9 + 0.24 */
    cr_expect(epsilon_eq(dbl, chi2, 1.801139, 1e-5));
    cr_expect(epsilon_eq(dbl, p, 0.17957, 1e-4));
    sim_survival_free(&survival);
    made_close(&made);
}

Test(survival, wants_a_history_that_the_study_keeps)
{
    struct made made;
    struct sim_event event;
    made_open(&made, CROSSING);
    cr_expect(eq(int, sim_event_read(&event, &made.plan, "nois>0.5", &made.errors), SIM_USAGE));
    cr_expect(eq(int, sim_event_read(&event, &made.plan, "calm<0.5", &made.errors), SIM_USAGE));
    cr_expect(eq(int, sim_event_read(&event, &made.plan, "noise=0.5", &made.errors), SIM_USAGE));
    cr_expect(eq(str, made.errors.text,
                 "error: 'nois' is no history; did you mean 'noise'?\n"
                 "error: 'calm' was not kept: name it in the `histories` of the study\n"
                 "error: --survival noise=0.5 is not HISTORY>VALUE or HISTORY<VALUE\n"));
    made_close(&made);
}
