/* test_margin.c - points put together by the levels of a parameter, and histories month by month, on blocks made by
 * hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "made.h"
#include "sim/ask/compare.h"

static struct made made; /* a test is a process of its own */
static struct sim_margin margin;

static void margin_close(void)
{
    sim_margin_free(&margin);
    made_close(&made);
}

static enum sim_status margin_of(const char *study, const char *first, const char *second)
{
    const char *const names[] = { first, second };
    margin_close();
    made_open(&made, study);
    return sim_margin_init(&margin, &made.plan, names, second == NULL ? 1 : 2, &made.errors);
}

TestSuite(margin, .fini = margin_close);
TestSuite(watched, .fini = margin_close);

#define ONE_ARM "months: 5\nreplicates: 2\narms: { plain: {} }\n"

Test(margin, of_one_at_a_time_leaves_out_the_points_in_which_another_parameter_moved)
{
    /* Points: the base (0.4, 3), rate 0.2, rate 0.9, size 7. */
    cr_assert(eq(int, margin_of(ONE_ARM "design: { one_at_a_time: { rate: [0.2, 0.9], size: [7] } }\n", "rate", NULL),
                 SIM_OK));
    cr_expect(eq(long, margin.groups, 3));
    cr_expect(eq(long, margin.left_out, 1));
    cr_expect(eq(long, margin.group_of[0], 1));
    cr_expect(eq(long, margin.group_of[1], 0));
    cr_expect(eq(long, margin.group_of[2], 2));
    cr_expect(eq(long, margin.group_of[3], -1));
    cr_expect(epsilon_eq(dbl, margin.level[2], 0.9, 1e-12));
}

Test(margin, of_a_list_counts_only_settings_of_the_others_that_every_level_has)
{
    cr_assert(eq(int,
                 margin_of(ONE_ARM "design: { list: { rate: [0.1, 0.1, 0.6, 0.6, 0.6], size: [2, 5, 2, 5, 9] } }\n",
                           "rate", NULL),
                 SIM_OK));
    cr_expect(eq(long, margin.left_out, 1)); /* size 9 */
    cr_expect(eq(long, margin.size[0], 2));
    cr_expect(eq(long, margin.size[1], 2));
    cr_expect(
        eq(int, margin_of(ONE_ARM "design: { list: { rate: [0.1, 0.6], size: [2, 5] } }\n", "rate", NULL), SIM_USAGE));
    cr_expect(strstr(made.errors.text, "no setting of the other parameters occurs at every level") != NULL);
}

Test(margin, of_two_parameters_has_a_group_for_each_pair_of_levels_and_of_many_levels_ten_ranges)
{
    cr_assert(eq(int, margin_of(ONE_ARM "design: { grid: { rate: [0.2, 0.7, 0.9], size: [1, 4] } }\n", "size", "rate"),
                 SIM_OK));
    cr_expect(eq(long, margin.groups, 6));
    cr_expect(eq(dbl, margin.level[2 * 4], 4)); /* the first parameter varies slowest */
    cr_expect(epsilon_eq(dbl, margin.level[2 * 4 + 1], 0.7, 1e-12));
    cr_assert(
        eq(int,
           margin_of(ONE_ARM "design: { grid: { rate: { from: 0, to: 1, count: 21 }, size: [1, 4] } }\n", "rate", NULL),
           SIM_OK));
    /* Ranges of 0.1: the first holds 0 and 0.05, or 0.1 too where its middle is as near. */
    cr_expect(eq(long, margin.groups, 10));
    cr_expect(eq(int, margin.cut[0], 1));
    cr_expect(epsilon_eq(dbl, margin.level[3], 0.35, 1e-12));
    cr_expect(eq(int, margin_of(ONE_ARM "design: { grid: { rate: [0.2, 0.7] } }\n", "rte", NULL), SIM_USAGE));
    cr_expect(strstr(made.errors.text, "'rte' is no parameter that the design varies; did you mean 'rate'?") != NULL);
}

/* Replicate, then point, then arm; points: the base, rate 0.2, rate 0.9, size 7. */
static const double moved[] = { 1.0, 1.3, 2.0, 2.1, 5.0, 5.6, 90, 99, 1.2, 1.4, 2.3, 2.7, 5.5, 5.4, 80, 88 };
#define MOVED                                                                                                          \
    "months: 5\nreplicates: 2\narms: { plain: {}, other: { } }\n"                                                      \
    "design: { one_at_a_time: { rate: [0.2, 0.9], size: [7] } }\n"

Test(margin, has_means_differences_and_a_peak_at_each_level_over_replicates)
{
    struct sim_compare compare;
    struct sim_peak peak;
    cr_assert(eq(int, margin_of(MOVED, "rate", NULL), SIM_OK));
    made_block(&made, 0, moved, NULL, NULL);
    const struct sim_comparison how = { .over = &margin };
    cr_assert(eq(int, sim_compare_init(&compare, &made.plan, made.out, &how, &made.errors), SIM_OK));
    const struct sim_level low = sim_compare_level(&compare, 0, 0, 0), base = sim_compare_level(&compare, 1, 1, 0);
    const struct sim_effect high = sim_compare_effect(&compare, 2, 1, 0);
    cr_expect(epsilon_eq(dbl, low.mean, 2.15, 1e-12));
    cr_expect(epsilon_eq(dbl, low.interval.high - low.mean, 12.706205 * 0.15, 1e-6));
    cr_expect(epsilon_eq(dbl, base.mean, 1.35, 1e-12));
    cr_expect(eq(long, base.n, 2));
    cr_expect(epsilon_eq(dbl, high.difference, 0.25, 1e-12)); /* 0.6 and -0.1 */
    cr_expect(epsilon_eq(dbl, high.positive_share, 0.5, 1e-12));
    cr_expect(epsilon_eq(dbl, high.negative_share, 0.5, 1e-12));
    cr_assert(sim_compare_peak(&compare, (const long[]){ 0, 1, 2 }, (const double[]){ 0.2, 0.4, 0.9 }, 3, 0, 0, false,
                               &peak));
    cr_expect(eq(dbl, peak.place, 0.9));
    cr_expect(isnan(peak.interval.low)); /* two replicates tell no best */
    sim_compare_free(&compare);
}

/* --- histories --- */

static struct sim_watched watched_of(const char *text)
{
    struct sim_watched watched;
    cr_assert(eq(int, sim_watched_read(&watched, &made.plan, text, strlen(text), &made.errors), SIM_OK), "%s",
              made.errors.text);
    return watched;
}

Test(watched, is_a_value_a_mean_of_months_or_a_change_since_months_ago)
{
    static const float history[] = { 1, 4, 2, 8, 5 };
    made_open(&made, ONE_ARM "histories: [noise]\n");
    struct sim_watched value = watched_of("noise"), mean = watched_of("mean(noise,3)"),
                       change = watched_of("change(noise,2)");
    cr_expect(eq(dbl, sim_watched_at(&value, history, 3), 8));
    cr_expect(isnan(sim_watched_at(&mean, history, 1)));
    cr_expect(epsilon_eq(dbl, sim_watched_at(&mean, history, 2), 7.0 / 3, 1e-12));
    cr_expect(isnan(sim_watched_at(&change, history, 1)));
    cr_expect(eq(dbl, sim_watched_at(&change, history, 4), 3));
    static const char *const wrong[] = {
        "mean(noise)", "sum(noise,2)", "mean(noise,5)", "mean(noise,0)", "calm", "mean(noise,2))", ""
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct sim_watched watched;
        cr_expect(eq(int, sim_watched_read(&watched, &made.plan, wrong[i], strlen(wrong[i]), &made.errors), SIM_USAGE),
                  "%s", wrong[i]);
    }
}
