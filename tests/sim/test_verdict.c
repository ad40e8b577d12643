/* test_verdict.c - what a test of a claim finds in numbers made by hand, and the verdict that follows. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "sim/ask/verdict.h"

static int ordered[] = { 0, 1, 2, 3 }, one[] = { 1 }, zero[] = { 0 };

static struct sim_finding finding; /* the weakest of the answer in hand; a test is a process of its own */

static enum sim_answer answer_to(const struct sim_test *test, const double *values, long replicates, int arms)
{
    struct sim_finding findings[SIM_MOST_FINDINGS];
    int count = sim_test_findings(test, values, NULL, replicates, arms, true, findings);
    finding = *sim_findings_weakest(findings, count);
    return sim_findings_answer(findings, count);
}

static struct sim_test one_to_one(enum sim_expectation expects, int *first, int *second, double least)
{
    return (struct sim_test){
        .expects = expects, .first = first, .first_count = 1, .second = second, .second_count = 1, .least = least
    };
}

/* Arms 0 and 1 of five replicates; 1 is over 0 by 0.7, 0.9, 1.3, 0.8, 1.1: mean 0.96, sd sqrt(0.232 / 4) = 0.2408319,
 * t(0.975, 4) = 2.776445, half width 0.2408319 / sqrt(5) * 2.776445 = 0.2990323 */
static const double pairs[] = { 3.1, 3.8, 0.4, 1.3, 9.2, 10.5, 5.5, 6.3, 2.0, 3.1 };

Test(verdict, holds_where_paired_runs_differ_clearly_and_by_what_is_worth_seeing)
{
    struct sim_test test = one_to_one(SIM_GREATER, one, zero, 0.95);
    cr_expect(eq(int, answer_to(&test, pairs, 5, 2), SIM_HOLDS));
    cr_expect(epsilon_eq(dbl, finding.found, 0.96, 1e-12));
    cr_expect(epsilon_eq(dbl, finding.low, 0.96 - 0.2990323, 1e-6));
    cr_expect(epsilon_eq(dbl, finding.high, 0.96 + 0.2990323, 1e-6));
}

Test(verdict, is_open_where_an_effect_is_clear_but_may_be_too_small)
{
    struct sim_test test = one_to_one(SIM_GREATER, one, zero, 0.97);
    cr_expect(eq(int, answer_to(&test, pairs, 5, 2), SIM_UNDECIDED));
    /* The 90 % interval is 0.96 +- 2.131847 * 0.1077033: up to 1.1896. */
    test.least = 1.189;
    cr_expect(eq(int, answer_to(&test, pairs, 5, 2), SIM_UNDECIDED));
    test.least = 1.19;
    cr_expect(eq(int, answer_to(&test, pairs, 5, 2), SIM_NEGLIGIBLE));
}

Test(verdict, fails_where_the_sign_is_the_other)
{
    struct sim_test test = one_to_one(SIM_GREATER, zero, one, 0);
    cr_expect(eq(int, answer_to(&test, pairs, 5, 2), SIM_OPPOSITE));
    cr_expect(epsilon_eq(dbl, finding.high, -0.96 + 0.2990323, 1e-6));
}

/** Findings of `n` replicates that all differ by the same. */
static enum sim_answer answer_to_equals(double difference, long n, double least)
{
    finding = (struct sim_finding){
        .found = difference, .n = n, .least = least, .equal = true, .low = (double)NAN, .high = (double)NAN
    };
    return sim_finding_answer(&finding);
}

Test(verdict, takes_equal_replicates_for_no_more_than_their_signs)
{
    /* 2 x 2^-6 is 0.031, 2 x 2^-5 is 0.0625; 0.95^59 is 0.0485 */
    cr_expect(eq(int, answer_to_equals(0.3, 5, 0), SIM_UNDECIDED));
    cr_expect(eq(int, answer_to_equals(0.3, 6, 0), SIM_HOLDS));
    cr_expect(eq(int, answer_to_equals(-0.3, 6, 0), SIM_OPPOSITE));
    cr_expect(eq(int, answer_to_equals(0, 1000, 0), SIM_UNDECIDED));
    cr_expect(eq(int, answer_to_equals(0, 58, 0.1), SIM_UNDECIDED));
    cr_expect(eq(int, answer_to_equals(0, 59, 0.1), SIM_NEGLIGIBLE));
}

Test(verdict, allows_what_is_no_worse_than_the_tolerance)
{
    /* 0 is under 1 by 0.96 +- 0.299: no more than 1.27 surely, perhaps more than 1.1, surely more than 0.6 */
    struct sim_test test = one_to_one(SIM_AT_LEAST, zero, one, 1.27);
    cr_expect(eq(int, answer_to(&test, pairs, 5, 2), SIM_HOLDS));
    test.least = 1.1;
    cr_expect(eq(int, answer_to(&test, pairs, 5, 2), SIM_UNDECIDED));
    test.least = 0.6;
    cr_expect(eq(int, answer_to(&test, pairs, 5, 2), SIM_OPPOSITE));
}

Test(verdict, leaves_out_pairs_of_which_a_run_has_no_number)
{
    double some[] = { 3.1, 3.8, 0.4, 1.3, 9.2, 10.5, 5.5, 6.3, 2.0, 3.1, 4.4, (double)NAN };
    struct sim_test test = one_to_one(SIM_GREATER, one, zero, 0);
    cr_expect(eq(int, answer_to(&test, some, 6, 2), SIM_HOLDS));
    cr_expect(epsilon_eq(dbl, finding.found, 0.96, 1e-12));
}

Test(verdict, takes_the_difference_of_two_differences)
{
    /* (2.9 - 0.4) - (1.7 - 1.1) = 1.9, (3.3 - 0.2) - (2.0 - 0.6) = 1.7, (2.6 - 0.7) - (1.2 - 0.9) = 1.6: mean 5.2 / 3
     */
    static const double runs[] = { 2.9, 0.4, 1.7, 1.1, 3.3, 0.2, 2.0, 0.6, 2.6, 0.7, 1.2, 0.9 };
    int pair[] = { 0, 1 }, other[] = { 2, 3 };
    struct sim_test test = {
        .expects = SIM_STRONGER, .first = pair, .first_count = 2, .second = other, .second_count = 2
    };
    cr_expect(eq(int, answer_to(&test, runs, 3, 4), SIM_HOLDS));
    cr_expect(epsilon_eq(dbl, finding.found, 5.2 / 3, 1e-12));
}

Test(verdict, tries_the_best_inside_on_other_replicates_than_chose_it)
{
    /* In replicates 1 and 3 arm 1 is best and is chosen; in 0 and 2 it lies 0.3 and 0.5 under arm 0. */
    static const double runs[] = { 1.3, 1.0, 1.2, 0.1, 0.5, 2.9, 0.7, 0.2, 1.6, 1.1, 1.4, 0.3, 0.4, 3.1, 0.8, 0.1 };
    struct sim_test test = { .expects = SIM_INTERIOR, .first = ordered, .first_count = 4 };
    cr_expect(eq(int, answer_to(&test, runs, 4, 4), SIM_UNDECIDED));
    cr_expect(epsilon_eq(dbl, finding.found, -0.4, 1e-12));
}

Test(verdict, wants_the_inside_over_both_ends)
{
    /* Arm 2 is best: over arm 0 by 1.9 and 2.1, over arm 3 by -0.2 and -0.3 */
    static const double runs[] = { 0.1, 0.9, 2.0, 2.2, 0.3, 0.8, 2.2, 2.4, 0.2, 0.7, 2.3, 2.6, 0.4, 0.6, 2.5, 2.7 };
    struct sim_test test = { .expects = SIM_INTERIOR, .first = ordered, .first_count = 4 };
    cr_expect(eq(int, answer_to(&test, runs, 4, 4), SIM_UNDECIDED));
    cr_expect(epsilon_eq(dbl, finding.found, -0.25, 1e-12));
    test.best_is_low = true; /* now arm 1, which is over arm 0 */
    answer_to(&test, runs, 4, 4);
    cr_expect(epsilon_eq(dbl, finding.found, -0.65, 1e-12));
}

Test(verdict, sees_a_step_back_on_a_way_that_rises)
{
    /* 1.0, 1.8, 1.1, 2.6 with the same luck: rises by 1.6, but falls by 0.7 on the way */
    static const double runs[] = { 1.0, 1.8, 1.1, 2.6, 1.3, 2.1, 1.4, 2.9, 0.8, 1.6, 0.9, 2.4,
                                   2.0, 2.8, 2.1, 3.6, 2.3, 3.1, 2.4, 3.9, 1.8, 2.6, 1.9, 3.4 };
    struct sim_test test = { .expects = SIM_RISES, .first = ordered, .first_count = 4, .least = 0.6 };
    cr_expect(eq(int, answer_to(&test, runs, 6, 4), SIM_OPPOSITE));
    cr_expect(epsilon_eq(dbl, finding.found, -0.7, 1e-12));
    test.least = 0.75;
    cr_expect(eq(int, answer_to(&test, runs, 6, 4), SIM_HOLDS));
    cr_expect(epsilon_eq(dbl, finding.found, 1.6, 1e-12));
    test.expects = SIM_FALLS;
    cr_expect(eq(int, answer_to(&test, runs, 6, 4), SIM_OPPOSITE));
}

Test(verdict, says_how_far_the_best_arm_moves)
{
    /* Of arms 0 1 2 the first is best, of 1 2 3 the last but one: from 0 to 0.5 of the way, whatever is resampled */
    static const double runs[] = { 2.3, 1.1, 1.9, 0.4, 2.6, 1.2, 2.2, 0.3, 2.1, 0.9, 1.7, 0.2,
                                   2.4, 1.0, 1.8, 0.3, 2.7, 1.3, 2.1, 0.4, 2.2, 1.0, 1.9, 0.1 };
    int from[] = { 0, 1, 2 }, to[] = { 1, 2, 3 };
    struct sim_test test = { .expects = SIM_BEST_MOVES,
                             .first = from,
                             .first_count = 3,
                             .second = to,
                             .second_count = 3,
                             .toward = SIM_LATER,
                             .least = 0.4 };
    cr_expect(eq(int, answer_to(&test, runs, 6, 4), SIM_HOLDS));
    cr_expect(isnan(finding.low) && finding.equal); /* an interval of no width is not believed */
    cr_expect(eq(int, answer_to(&test, runs, 5, 4), SIM_UNDECIDED));
    test.toward = SIM_EARLIER;
    cr_expect(eq(int, answer_to(&test, runs, 6, 4), SIM_OPPOSITE));
    cr_expect(epsilon_eq(dbl, finding.found, -0.5, 1e-12));
    test.toward = SIM_EITHER;
    cr_expect(eq(int, answer_to(&test, runs, 6, 4), SIM_HOLDS));
}

Test(verdict, is_open_where_a_resample_would_not_move)
{
    /* Of arms 1 2 3 the last is best by 1.0 in replicate 0, the first by 0.3 in replicate 1. One resample in four holds
     * replicate 1 alone, and there nothing moves: the interval is 0 .. 1. */
    static const double runs[] = { 1.7, 0.2, 0.1, 1.2, 1.9, 0.5, 0.1, 0.2 };
    int from[] = { 0, 1, 2 }, to[] = { 1, 2, 3 };
    struct sim_test test = {
        .expects = SIM_BEST_MOVES, .first = from, .first_count = 3, .second = to, .second_count = 3, .toward = SIM_LATER
    };
    cr_expect(eq(int, answer_to(&test, runs, 2, 4), SIM_UNDECIDED));
    cr_expect(eq(dbl, finding.found, 1.0));
    cr_expect(eq(dbl, finding.low, 0.0));
    cr_expect(eq(dbl, finding.high, 1.0));
}

Test(verdict, shares_the_variance_among_factors)
{
    /* Means 1.1, 3.1, 2.1, 4.3 in Yates' order: first factor (2 + 2.2)^2 / 4 = 4.41, second (1 + 1.2)^2 / 4 = 1.21,
     * both together (2.2 - 2)^2 / 4 = 0.01 of 5.63 */
    static const double runs[] = { 1.0, 3.0, 2.0, 4.2, 1.2, 3.2, 2.2, 4.4 };
    struct sim_test test = { .expects = SIM_SHARES, .first = ordered, .first_count = 4, .least = 0.2 };
    struct sim_finding findings[SIM_MOST_FINDINGS];
    cr_assert(eq(int, sim_test_findings(&test, runs, NULL, 2, 4, true, findings), 2));
    /* Both replicates agree on every contrast: luck leaves no variance to take off. */
    cr_expect(epsilon_eq(dbl, findings[0].found, 4.41 / 5.63 - 0.2, 1e-9));
    cr_expect(epsilon_eq(dbl, findings[1].found, 1.21 / 5.63 - 0.2, 1e-9));
}

Test(verdict, wants_a_mean_between_its_bounds)
{
    /* Arm 1: 3.8 1.3 10.5 6.3 3.1, mean 5; its interval is 5 +- 4.43 */
    struct sim_test test = { .expects = SIM_BETWEEN, .first = one, .first_count = 1, .low = 0.5, .high = 9.5 };
    cr_expect(eq(int, answer_to(&test, pairs, 5, 2), SIM_HOLDS));
    test.low = 0.6;
    cr_expect(eq(int, answer_to(&test, pairs, 5, 2), SIM_UNDECIDED));
    test.high = 0.55;
    test.low = 0.1;
    cr_expect(eq(int, answer_to(&test, pairs, 5, 2), SIM_OPPOSITE));
}

Test(verdict, takes_luck_off_the_shares_of_variance)
{
    /* Contrasts of four arms: first factor 4 and 6, mean 5, luck leaves (2 / 2) of 25; second 1 and -1: 0 - 1; both 0.
     * 24 of 24 - 1. */
    static const double runs[] = { 0, 2, 0.5, 2.5, 0, 3, -0.5, 2.5 };
    struct sim_test test = { .expects = SIM_SHARES, .first = ordered, .first_count = 4 };
    struct sim_finding findings[SIM_MOST_FINDINGS];
    cr_assert(eq(int, sim_test_findings(&test, runs, NULL, 2, 4, false, findings), 2));
    cr_expect(epsilon_eq(dbl, findings[0].found, 1, 1e-12));
    cr_expect(epsilon_eq(dbl, findings[1].found, 0, 1e-12));
}

Test(verdict, holds_what_is_found_against_what_is_found_without_the_mechanism)
{
    /* Without it arm 1 is over 0 by 0.5, 0.9, 1.0, 0.2, 0.4: 0.2, 0, 0.3, 0.6, 0.7 less, mean 0.36 */
    static const double without[] = { 3.0, 3.5, 0.4, 1.3, 9.0, 10.0, 5.5, 5.7, 2.0, 2.4 };
    struct sim_test test = one_to_one(SIM_GREATER, one, zero, 0);
    struct sim_finding change;
    sim_test_findings(&test, pairs, without, 5, 2, true, &change);
    cr_expect(epsilon_eq(dbl, change.found, 0.36, 1e-12));
    /* sd sqrt(0.332 / 4) = 0.2880972, half width 0.3577: open at 95 %, and more so among three findings */
    cr_expect(epsilon_eq(dbl, change.low, 0.36 - 0.357719, 1e-5));
    cr_expect(eq(int, sim_ablation_of(SIM_UNDECIDED, &change, 1), SIM_ABLATION_SHOWS));
    sim_finding_widen(&change, 3);
    cr_expect(change.low_all < 0 && change.low > 0);
    cr_expect(eq(int, sim_ablation_of(SIM_UNDECIDED, &change, 1), SIM_ABLATION_OPEN));
    cr_expect(eq(int, sim_ablation_of(SIM_HOLDS, &change, 1), SIM_ABLATION_HOLDS));
}

/** Share of 400 worlds, whose true effects have this mean and spread and are seen through luck of size 1. */
static struct sim_world_share worlds_of(double mean, double spread, int findings)
{
    enum { WORLDS = 400 };
    static struct sim_finding found[WORLDS * 3];
    static const bool either[3] = { false };
    struct sim_stream stream = sim_stream_of(3, "test");
    struct sim_world_share share;
    for (int i = 0; i < WORLDS * findings; i++)
        found[i] = (struct sim_finding){ .found = mean + spread * gsl_cdf_ugaussian_Pinv(sim_stream_uniform(&stream)) +
                                                  gsl_cdf_ugaussian_Pinv(sim_stream_uniform(&stream)),
                                         .error = 1,
                                         .n = 8 };
    cr_assert(sim_share_of_worlds(found, either, WORLDS, findings, stream, &share));
    return share;
}

Test(verdict, sees_the_share_of_worlds_behind_the_luck_of_few_replicates)
{
    /* Every world has 0.5; luck turns the sign in P(z < -0.5) = 31 % of them. */
    struct sim_world_share all = worlds_of(0.5, 0, 1), some = worlds_of(0.5, 1, 1), three = worlds_of(0.5, 0, 3);
    cr_expect(all.share > 0.9 && all.low > 0.8);
    cr_expect(some.low < 0.6915 && some.high > 0.6915); /* P(z < 0.5) */
    cr_expect(three.share > 0.85);                      /* and not 0.69 cubed */
}

Test(verdict, counts_a_world_without_a_number_against_the_claim)
{
    struct sim_finding found[4] = { { .found = 9, .error = 1, .n = 8 },
                                    { .found = 8, .error = 1, .n = 8 },
                                    { .found = (double)NAN },
                                    { .found = 9.5, .error = 1, .n = 8 } };
    struct sim_world_share share;
    cr_assert(sim_share_of_worlds(found, (const bool[]){ false }, 4, 1, sim_stream_of(1, "test"), &share));
    cr_expect(epsilon_eq(dbl, share.share, 0.75, 1e-6));
}

Test(verdict, wants_the_claim_in_its_world_and_in_most_worlds_and_less_without_its_cause)
{
    const struct sim_world_share most = { 0.7, 0.6, 0.8, 200 }, half = { 0.55, 0.45, 0.65, 200 },
                                 few = { 0.4, 0.3, 0.49, 200 };
    cr_expect(eq(int, sim_verdict_of(false, SIM_HOLDS, SIM_ABLATION_SHOWS, &most), SIM_REPRODUCED));
    cr_expect(eq(int, sim_verdict_of(false, SIM_HOLDS, SIM_ABLATION_OPEN, &most), SIM_IS_UNDECIDED));
    cr_expect(eq(int, sim_verdict_of(false, SIM_HOLDS, SIM_ABLATION_SHOWS, &half), SIM_IS_UNDECIDED));
    cr_expect(eq(int, sim_verdict_of(false, SIM_HOLDS, SIM_ABLATION_OPEN, &few), SIM_SOME_WORLDS));
    cr_expect(eq(int, sim_verdict_of(false, SIM_HOLDS, SIM_ABLATION_HOLDS, &few), SIM_ABLATION_FAILS));
    cr_expect(eq(int, sim_verdict_of(false, SIM_UNDECIDED, SIM_ABLATION_SHOWS, &most), SIM_IS_UNDECIDED));
    cr_expect(eq(int, sim_verdict_of(false, SIM_OPPOSITE, SIM_ABLATION_SHOWS, &most), SIM_IS_OPPOSITE));
    cr_expect(eq(int, sim_verdict_of(false, SIM_NEGLIGIBLE, SIM_ABLATION_SHOWS, &most), SIM_IS_NEGLIGIBLE));
    cr_expect(eq(int, sim_verdict_of(true, SIM_OPPOSITE, SIM_ABLATION_HOLDS, &few), SIM_DESCRIBED));
}

Test(verdict, does_not_believe_a_range_or_a_compromise_that_one_replicate_shows)
{
    static const double runs[] = { 1.0, 1.2, 0.3, 5.0, 4.0, 1.0 };
    struct sim_test test = {
        .expects = SIM_GOOD_RANGE, .first = ordered, .first_count = 3, .low = 0.4, .high = INFINITY, .within = 0.5
    };
    cr_expect(eq(int, answer_to(&test, runs, 1, 6), SIM_UNDECIDED)); /* 0 and 1 are good: half the way */
    cr_expect(epsilon_eq(dbl, finding.found, 0.1, 1e-12));
    test.expects = SIM_COMPROMISE; /* the inner arm was chosen on no replicate */
    test.beside = 0;
    cr_expect(eq(int, answer_to(&test, runs, 1, 6), SIM_UNDECIDED));
}
