/* test_inference.c - intervals, tests and components on numbers worked by hand or with SciPy. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "sim/ask/components.h"
#include "sim/ask/dip.h"
#include "sim/ask/lifetimes.h"
#include "sim/ask/multiple.h"

Test(shares, have_exact_bounds_and_none_in_forty_is_not_known_to_be_none)
{
    struct sim_interval three = sim_exact_share(3, 40), none = sim_exact_share(0, 40);
    cr_expect(epsilon_eq(dbl, three.low, 0.01574218, 1e-7)); /* quantiles of beta(3, 38) and beta(4, 37) */
    cr_expect(epsilon_eq(dbl, three.high, 0.20386475, 1e-7));
    cr_expect(eq(dbl, none.low, 0));
    cr_expect(epsilon_eq(dbl, none.high, 1 - pow(0.025, 1.0 / 40), 1e-9)); /* (1 - p)^40 = 0.025 */
    cr_expect(eq(dbl, sim_exact_share(40, 40).high, 1));
    cr_expect(isnan(sim_exact_share(0, 0).low));
}

Test(shares, of_pairs_differ_by_those_that_changed_and_never_with_certainty)
{
    /* (6 + 1) / 27 - (2 + 1) / 27 -+ 1.959964 sqrt((10 / 27 - (4 / 27)^2) / 27) */
    struct sim_interval some = sim_paired_shares(6, 2, 25), none = sim_paired_shares(0, 0, 25);
    cr_expect(epsilon_eq(dbl, some.low, -0.07450011, 1e-7));
    cr_expect(epsilon_eq(dbl, some.high, 0.37079641, 1e-7));
    cr_expect(epsilon_eq(dbl, none.high, 1.959964 * sqrt(2.0 / 27 / 27), 1e-6));
    cr_expect(epsilon_eq(dbl, none.low, -none.high, 1e-12));
}

Test(numbers, that_are_all_equal_leave_room_for_as_many_others_as_could_have_been_missed)
{
    struct sim_numbers numbers = { 0 };
    enum sim_method method;
    for (int i = 0; i < 30; i++)
        sim_numbers_add(&numbers, 0.4);
    /* At most 1 - 0.025^(1/30) = 0.1157 are others, between -0.5 and 1. */
    struct sim_interval bounded = sim_numbers_interval(&numbers, -0.5, 1, &method);
    cr_expect(eq(int, method, SIM_BOUNDED));
    cr_expect(epsilon_eq(dbl, bounded.low, 0.4 - 0.9 * 0.11570330, 1e-7));
    cr_expect(epsilon_eq(dbl, bounded.high, 0.4 + 0.6 * 0.11570330, 1e-7));
    cr_expect(isnan(sim_numbers_interval(&numbers, -INFINITY, 3, &method).low));
    cr_expect(eq(int, method, SIM_ALL_EQUAL));
}

Test(numbers, that_differ_by_the_rounding_of_floats_are_all_equal)
{
    /* 1/2, of floats near 7.3: one unit of the last place there is 2^-21. Sixteen roundings of 7.3 are 1.4e-5. */
    const double unit = ldexp(1, -21);
    struct sim_numbers rounding = { 0 }, more = { 0 }, nothing = { 0 };
    enum sim_method method;
    for (int i = 0; i < 12; i++) {
        sim_numbers_add(&rounding, 0.5 + (i % 3 - 1) * unit);
        sim_numbers_add(&more, 0.5 + (i % 3 - 1) * 60 * unit);
        sim_numbers_add(&nothing, (i % 3 - 1) * unit);
    }
    sim_numbers_level(&rounding, 7.3);
    sim_numbers_level(&more, 7.3);
    sim_numbers_level(&nothing, 7.3);
    cr_expect(isnan(sim_numbers_interval(&rounding, -INFINITY, INFINITY, &method).low));
    cr_expect(method == SIM_ALL_EQUAL && fabs(rounding.moments.mean - 0.5) < 1e-9);
    cr_expect(sim_numbers_interval(&more, -INFINITY, INFINITY, &method).low < 0.5 && method == SIM_STUDENT);
    cr_expect(eq(dbl, nothing.moments.mean, 0));
}

Test(numbers, of_a_list_are_made_equal_or_left_as_they_are)
{
    double equal[4] = { 0.5, (double)NAN, 0.5000001, 0.4999999 }, apart[2] = { 1000000, 1000001 };
    sim_level_out(equal, 4, 3);
    cr_expect(fabs(equal[0] - 0.5) < 1e-12 && equal[0] == equal[2] && equal[2] == equal[3] && isnan(equal[1]));
    sim_level_out(apart, 2, 1);
    cr_expect(apart[0] == 1000000 && apart[1] == 1000001);
}

Test(numbers, are_taken_for_shares_where_they_are_0_and_1_alone)
{
    struct sim_numbers numbers = { 0 };
    enum sim_method method;
    for (int i = 0; i < 40; i++)
        sim_numbers_add(&numbers, i < 3);
    cr_expect(epsilon_eq(dbl, sim_numbers_interval(&numbers, 0, 1, &method).high, 0.20386475, 1e-7));
    cr_expect(eq(int, method, SIM_EXACT));
    sim_numbers_interval(&numbers, 0, 7, &method); /* a count may be more */
    cr_expect(eq(int, method, SIM_HALL));
    sim_numbers_add(&numbers, -1);
    sim_numbers_interval(&numbers, -1, 1, &method);
    cr_expect(eq(int, method, SIM_PAIRED));
    sim_numbers_add(&numbers, 0.5);
    sim_numbers_interval(&numbers, -1, 1, &method);
    cr_expect(eq(int, method, SIM_HALL));
}

static const double skewed[12] = { 0.1, 0.4, 0.2, 1.9, 0.3, 0.7, 0.15, 3.2, 0.05, 0.6, 0.9, 0.25 };

Test(lots, go_on_from_any_of_their_words)
{
    struct sim_stream all = sim_stream_of(7, "x");
    for (uint64_t k = 0; k < 11; k++) {
        struct sim_stream from = sim_stream_from(sim_stream_of(7, "x"), k);
        uint32_t word = sim_stream_word(&all);
        cr_expect(eq(u32, sim_stream_word(&from), word));
    }
}

Test(lots, are_the_same_for_the_same_seed_and_name_and_others_for_others)
{
    struct sim_stream a = sim_stream_of(7, "x"), b = sim_stream_of(7, "x"), c = sim_stream_of(7, "y"),
                      d = sim_stream_of(8, "x");
    uint32_t first = sim_stream_word(&a);
    cr_expect(first == sim_stream_word(&b) && first != sim_stream_word(&c) && first != sim_stream_word(&d));
    long seen[6] = { 0 }, order[5], all = 0;
    for (int i = 0; i < 60000; i++)
        seen[sim_stream_below(&a, 6)]++;
    for (int i = 0; i < 6; i++)
        cr_expect(labs(seen[i] - 10000) < 400, "%ld", seen[i]); /* sd 91 */
    sim_stream_shuffle(&a, order, 5);
    for (int i = 0; i < 5; i++)
        all += 1L << (4 * order[i]);
    cr_expect(eq(long, all, 0x11111));
}

Test(numbers, tell_their_skewness_as_they_pass_by)
{
    /* SciPy: 2.10957832 with correction, sqrt(12 * 11) / 10 of it without */
    struct sim_numbers numbers = { 0 };
    for (int i = 0; i < 12; i++)
        sim_numbers_add(&numbers, skewed[i]);
    cr_expect(epsilon_eq(dbl, sim_numbers_skewness(&numbers), 2.1095783213 * 10 / sqrt(132), 1e-9));
    cr_expect(eq(int, sim_numbers_are_skewed(&numbers), 1));
}

Test(numbers, that_are_skewed_have_ends_of_which_each_is_worth_its_t)
{
    /* skewness 2 of 16: g = 0.5. t = 1: 1 + 0.5 / 3 + 0.25 / 27 + 0.5 / 6 */
    cr_expect(epsilon_eq(dbl, sim_unskewed(1, 2, 16), 1 + 0.5 / 3 + 0.25 / 27 + 0.5 / 6, 1e-12));
    cr_expect(epsilon_eq(dbl, sim_unskewed(sim_skewed(2.1, 2, 16), 2, 16), 2.1, 1e-9));
    cr_expect(epsilon_eq(dbl, sim_unskewed(sim_skewed(-2.1, 2, 16), 2, 16), -2.1, 1e-9));
    cr_expect(eq(dbl, sim_skewed(1.7, 0, 16), 1.7));
}

/* Rows by columns. */
static const double table[12][3] = { { 0.3, -1.2, 0.9 }, { 1.1, 0.4, 0.2 },  { -0.6, 0.8, 1.7 },  { 0.9, -0.3, -0.4 },
                                     { 0.2, 1.5, 0.6 },  { 1.4, 0.1, 1.2 },  { -0.1, -0.7, 0.3 }, { 0.7, 0.6, -0.8 },
                                     { 0.5, 1.9, 0.1 },  { 1.3, -0.2, 0.4 }, { 0.0, 0.3, 1.5 },   { 0.8, 1.1, -0.2 } };

Test(together, intervals_of_columns_that_move_together_are_no_wider_than_one)
{
    struct sim_stream stream = sim_stream_of(1, "test");
    const struct sim_numbers twelve = { .moments.n = 12 };
    struct sim_largest same = { 0 }, three = { 0 }, twice = { 0 };
    double copies[12][5];
    for (int r = 0; r < 12; r++)
        for (int i = 0; i < 5; i++)
            copies[r][i] = table[r][0];
    cr_assert(sim_largest_take(&same, &copies[0][0], 12, 5, stream) &&
              sim_largest_take(&three, &table[0][0], 12, 3, stream));
    double three_wide = sim_bar_t(sim_largest_bar(&three), &twelve);
    /* t(0.975, 11) = 2.200985; Bonferroni's of 3 is 2.820034, of 5 it is 3.106. */
    cr_expect(epsilon_eq(dbl, sim_bar_t(sim_largest_bar(&same), &twelve), 2.2, 0.15));
    cr_expect(three_wide > 2.6 && three_wide <= 2.8200341);
    cr_assert(sim_largest_take(&twice, &table[0][0], 12, 3, stream) &&
              sim_largest_take(&twice, &table[0][0], 12, 3, stream));
    for (int b = 0; b < SIM_RESAMPLES; b++)
        cr_expect(twice.deviates[b] ==
                  three.deviates[b]); /* the same columns again, under the same signs, tell nothing new */
}

Test(together, a_column_of_few_numbers_widens_no_interval_but_its_own)
{
    struct sim_largest largest = { 0 };
    const struct sim_numbers twelve = { .moments.n = 12 }, two = { .moments.n = 2 };
    double x[12][3];
    for (int r = 0; r < 12; r++)
        for (int i = 0; i < 3; i++)
            x[r][i] = i == 2 && r > 1 ? (double)NAN : table[r][i];
    cr_assert(sim_largest_take(&largest, &x[0][0], 12, 3, sim_stream_of(1, "test")));
    struct sim_bar bar = sim_largest_bar(&largest);
    cr_expect(sim_bar_t(bar, &twelve) > 2.5 && sim_bar_t(bar, &twelve) <= 2.8200341); /* Bonferroni's t of 3 */
    cr_expect(epsilon_eq(dbl, sim_bar_t(bar, &two), 38.188459, 1e-5));                /* the same with one freedom */
}

Test(resamples, reach_as_far_as_few_numbers_ask)
{
    double drawn[999], three[] = { 2, 4, 5 };
    for (int i = 0; i < 999; i++)
        drawn[i] = 999 - i;
    cr_expect(eq(dbl, sim_percentiles(drawn, 999).low, 25));
    /* Ten numbers: t = 2.262157, times sqrt(10 / 9) 2.384526, which a normal deviate is under in 0.00855 */
    cr_expect(eq(dbl, sim_wider_percentiles(drawn, 999, 10).low, 8));
    cr_expect(eq(dbl, sim_wider_percentiles(drawn, 999, 10).high, 992));
    /* Squares of distances from 3: 1, 1 and 4, mean 2; t of four numbers is 3.182446 */
    cr_expect(epsilon_eq(dbl, sim_resampled_around(3, three, 3, 4).high, 3 + 3.182446 * sqrt(2), 1e-5));
}

Test(together, p_values_are_held_by_holm)
{
    /* 0.01 x 4, 0.02 x 3, max(0.06, 0.03 x 2), 0.4; NAN is no test */
    double p[5] = { 0.4, 0.01, (double)NAN, 0.03, 0.02 };
    cr_assert(sim_holm(p, 5));
    cr_expect(epsilon_eq(dbl, p[1], 0.04, 1e-12));
    cr_expect(epsilon_eq(dbl, p[4], 0.06, 1e-12));
    cr_expect(epsilon_eq(dbl, p[3], 0.06, 1e-12));
    cr_expect(epsilon_eq(dbl, p[0], 0.4, 1e-12));
    cr_expect(isnan(p[2]));
    /* t = 2.364624 of 8 numbers */
    struct sim_numbers eight = { .moments = { 8, -2.3646243, 8 * 7 } };
    cr_expect(epsilon_eq(dbl, sim_p_of(&eight), 0.05, 1e-7));
}

Test(together, an_arm_that_is_clearly_worse_is_not_the_best)
{
    double x[12][3];
    struct sim_interval far[3];
    for (int r = 0; r < 12; r++)
        for (int i = 0; i < 3; i++)
            x[r][i] = table[r][i] * 0.1 + (i == 1 ? 1 : i == 2 ? 3 : 0);
    cr_assert(sim_with_the_best(&x[0][0], 12, 3, sim_stream_of(1, "test"), far));
    cr_expect(far[0].high == 0 && far[1].high == 0 && far[2].low == 0); /* the third is best, for certain */
    /* The second lies 2 under it, and a tenth of 0.1 besides; error 0.0357. */
    cr_expect(far[1].low < -1.99 && far[1].low > -2.15);
    cr_expect(far[2].high > 1.99 && far[2].high < 2.15);
    cr_assert(sim_with_the_best(&table[0][0], 12, 3, sim_stream_of(1, "test"), far));
    cr_expect(far[0].high > 0 && far[1].high > 0 && far[2].high > 0); /* nobody knows */
}

Test(together, a_mean_is_negligible_where_its_ninety_per_cent_interval_is_near_enough)
{
    struct sim_moments all = { .n = 5, .mean = 0.02, .squares = 4 * 0.05 }; /* error 0.1; t(0.95, 4) = 2.131847 */
    cr_expect(sim_is_negligible(&all, 0.2332) && !sim_is_negligible(&all, 0.2331));
    all.squares = 0;
    cr_expect(not(sim_is_negligible(&all, 0.2332)));
}

Test(dip, is_a_quarter_of_two_heaps_and_the_least_of_even_steps)
{
    double two[40], even[10];
    for (int i = 0; i < 40; i++)
        two[i] = i < 20 ? 0.3 : 1.7;
    for (int i = 0; i < 10; i++)
        even[i] = 0.7 * i;
    cr_expect(epsilon_eq(dbl, sim_dip(two, 40), 0.25, 1e-12));
    cr_expect(epsilon_eq(dbl, sim_dip(even, 10), 1.0 / 20, 1e-12));
    /* Hartigan & Hartigan's table 1, 95 %: 0.1047 of 20, 0.0702 of 50, 0.0359 of 200 (theirs from 9,999 samples) */
    cr_expect(epsilon_eq(dbl, sim_dip_bar(20), 0.1047, 1e-3));
    cr_expect(epsilon_eq(dbl, sim_dip_bar(50), 0.0702, 1e-3));
}

/** Share of 200 samples of n numbers in which two regimes are seen. */
static double seen(int n, double (*draw)(struct sim_stream *))
{
    struct sim_stream stream = sim_stream_of(3, "dip");
    double x[200];
    int two = 0;
    for (int i = 0; i < 200; i++) {
        for (int k = 0; k < n; k++)
            x[k] = draw(&stream);
        two += sim_regimes_of(x, n) == SIM_TWO_REGIMES;
    }
    return two / 200.0;
}

static double exponential(struct sim_stream *stream)
{
    return -log(sim_stream_uniform(stream));
}

static double months(struct sim_stream *stream)
{
    return floor(exponential(stream) * 3);
}

static double mixture(struct sim_stream *stream)
{
    double apart = sim_stream_below(stream, 2) == 0 ? 0 : 4;
    return apart + gsl_cdf_ugaussian_Pinv(sim_stream_uniform(stream));
}

Test(dip, sees_no_regimes_in_skew_nor_in_whole_numbers_and_sees_them_in_a_mixture)
{
    cr_expect(seen(100, exponential) <= 0.05);
    cr_expect(seen(100, months) <= 0.05);
    cr_expect(seen(200, mixture) >= 0.95);
    double few[30] = { 0 };
    cr_expect(eq(int, sim_regimes_of(few, 30), SIM_REGIMES_UNTOLD));
}

Test(lifetimes, score_observed_less_expected_events)
{
    /* Two arms of four, as in survival: events of both in months 1, 1, 2, 3 of 8, 6, 5 at risk. */
    long events[5] = { 0, 2, 1, 1, 0 };
    double scores[6];
    sim_logrank_scores(events, 5, 8, scores);
    cr_expect(epsilon_eq(dbl, scores[1], 1 - 0.25, 1e-12));
    cr_expect(epsilon_eq(dbl, scores[2], 1 - 0.25 - 1.0 / 6, 1e-12));
    cr_expect(epsilon_eq(dbl, scores[5], -0.25 - 1.0 / 6 - 0.2, 1e-12));
    cr_expect(epsilon_eq(dbl, 2 * scores[1] + scores[2] + scores[3] + 4 * scores[5], 0, 1e-12));
    /* Arm one: 1, 1, 3, never: 3 observed less 1 + 1/3 + 0.4 expected, as worked out for the log-rank test */
    cr_expect(epsilon_eq(dbl, 2 * scores[1] + scores[3] + scores[5], 3 - 26.0 / 15, 1e-12));
}

Test(lifetimes, are_compared_by_letting_arms_change_places)
{
    /* (2.7)^2 / 3.05; 20 of 128 signs give a sum as far from 0 */
    static const double difference[7] = { 0.7, -0.2, 0.4, 1.1, -0.5, 0.9, 0.3 };
    double chi2, p;
    sim_logrank_paired(difference, 7, sim_stream_of(1, "test"), &chi2, &p);
    cr_expect(epsilon_eq(dbl, chi2, 7.29 / 3.05, 1e-9));
    cr_expect(epsilon_eq(dbl, p, 0.15625, 0.015)); /* four errors of 9,999 draws */
    sim_logrank_paired((const double[3]){ 0 }, 3, sim_stream_of(1, "test"), &chi2, &p);
    cr_expect(isnan(p));
}

Test(components, part_the_variance_of_a_crossed_table_and_of_a_nested_one)
{
    /* 10 points, 4 replicates: rest (3.5 - 1.7) 10 / 9 = 2, luck 1.5, points 4.5 - 2 / 4 */
    struct sim_margins margins = { 4.5, 1.7, 3.5, 10, 4 };
    struct sim_components shared = sim_components_of(&margins, true), own = sim_components_of(&margins, false);
    cr_expect(epsilon_eq(dbl, shared.rest, 2, 1e-12));
    cr_expect(epsilon_eq(dbl, shared.luck, 1.5, 1e-12));
    cr_expect(epsilon_eq(dbl, shared.points, 4, 1e-12));
    cr_expect(epsilon_eq(dbl, own.points, 4.5 - 3.5 / 4, 1e-12));
}
