/* test_claim.c - claims as they are written, refused, and tried on the walkers. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

#include "sim/ask/trial.h"
#include "support.h"

#define WORDS "  id: W1\n  says: Singers climb higher\n  expected: higher\n"

static struct trial trial; /* a test is a process of its own */
static struct sim_trial tried;

static void forget(void)
{
    sim_trial_free(&tried);
    trial_free(&trial);
}

TestSuite(claim, .fini = forget);
TestSuite(trial, .fini = forget);

Test(claim, is_read_with_its_tests_and_its_ablation)
{
    trial_init(&trial,
               "replicates: 3\nhistories: [height]\narms: { quiet: {}, loud: { walk.loud: true } }\nclaim:\n" WORDS
               "  tests:\n"
               "    - greater: { outcome: height, of: loud, than: [quiet, loud], least: 0.37 }\n"
               "    - between: { history: height, reaches: 1.7, of: quiet, high: 83 }\n"
               "  ablation: [loudness]\n");
    const struct sim_claim *claim = trial.study.claim;
    cr_assert(claim != NULL && claim->tests_count == 2);
    cr_expect(strcmp(claim->id, "W1") == 0);
    cr_expect(claim->tests[0].expects == SIM_GREATER);
    cr_expect(claim->tests[0].measure.outcome == TOY_HEIGHT);
    cr_expect(claim->tests[0].first[0] == 1);
    cr_expect(claim->tests[0].second_count == 2);
    cr_expect(claim->tests[0].least == 0.37);
    cr_expect(claim->tests[1].measure.history == TOY_MEAN_HEIGHT);
    cr_expect(claim->tests[1].measure.reaches == 1.7);
    cr_expect(claim->ablated[1].without[0] == 1UL << TOY_MECHANISM_LOUDNESS);
    cr_expect(trial.study.arms[1].without[0] == 0);
    cr_expect(strstr(trial.study.text, "claim") == NULL, "what is claimed is no part of what results hang on");
}

Test(claim, takes_settings_as_an_ablation_over_every_arm)
{
    trial_init(&trial, "arms: { low: {}, high: { walk.gain: 0.7 } }\nclaim:\n" WORDS
                       "  tests: [ greater: { outcome: height, of: high, than: low } ]\n"
                       "  ablation: { walk.gain: 0.31 }\n");
    cr_expect(trial.study.claim->ablated[1].values[TOY_GAIN] == 0.31);
    cr_expect(trial.study.arms[1].values[TOY_GAIN] == 0.7);
}

Test(claim, belongs_to_its_file_and_not_to_those_that_extend_it)
{
    cr_assert(trial_read(&trial, "title: empty\n") == SIM_OK);
    trial_write(&trial, "parent.yaml", "arms: { a: {}, b: {} }\nclaim: { id: W9, says: x, expected: y, not_run: z }\n");
    sim_plan_free(&trial.plan);
    sim_study_free(&trial.study, &toy);
    cr_assert(trial_read(&trial, "extends: parent.yaml\n") == SIM_OK, "%s", trial.errors.text);
    cr_expect(trial.study.claim == NULL);
    cr_expect(trial.study.arms_count == 2);
}

Test(claim, is_refused_with_all_that_is_wrong_and_its_place)
{
    cr_assert(
        trial_read(
            &trial,
            "histories: none\narms: { quiet: {}, loud: {} }\nclaim:\n"
            "  id: W1\n"
            "  say: Singers climb higher\n"
            "  tests:\n"
            "    - greater: { outcome: hight, of: lout, than: quiet, most: 2 }\n"
            "    - graeter: { outcome: height, of: loud, than: quiet }\n"
            "    - interior: { outcome: height, arms: [quiet, loud] }\n"
            "    - rises: { history: height, month: 3, arms: [quiet, loud] }\n"
            "    - falls: { outcome: height, month: 3, arms: [quiet, loud] }\n"
            "    - shares: { outcome: height, arms: [quiet, loud, quiet, loud, loud] }\n"
            "    - between: { outcome: height, of: loud }\n"
            "    - best_moves: { outcome: height, from: [quiet, loud, quiet], to: [quiet, loud, loud], toward: left }\n"
            "  ablation: [lowdness]\n") == SIM_USAGE);
    complains(trial.errors, "study.yaml:5:3: error: 'say' is no part of a claim; did you mean 'says'?");
    complains(trial.errors, "study.yaml:7:27: error: 'hight' is no outcome; did you mean 'height'?");
    complains(trial.errors, "study.yaml:7:38: error: 'lout' is no arm of the study; did you mean 'loud'?");
    complains(trial.errors, "study.yaml:7:57: error: 'most' is no part of a test; there are outcome, history, month, "
                            "reaches, since, of, than, least");
    complains(
        trial.errors,
        "study.yaml:8:7: error: a test is one of greater, at_least, stronger, interior, rises, falls, best_moves, "
        "between, shares, crosses, opposes, beats, compromise, good_range, correlates, mostly: { ... }; did you mean "
        "'greater'?");
    complains(trial.errors, "study.yaml:9:42: error: interior wants arms: a list of arms in their order");
    complains(trial.errors,
              "study.yaml:10:25: error: the study does not keep the history 'height'; add it to its histories");
    complains(trial.errors, "study.yaml:11:33: error: only a history has a month, or reaches a value");
    complains(
        trial.errors,
        "study.yaml:12:15: error: shares wants 4, 8, 16 ... arms: every combination of two levels of each factor");
    complains(trial.errors, "study.yaml:13:16: error: between wants low: or high:, and low must be below high");
    complains(trial.errors, "study.yaml:14:99: error: toward = left is none of: either later earlier");
    complains(trial.errors, "study.yaml:15:14: error: 'lowdness' is no phase or mechanism; did you mean 'loudness'?");
    complains(trial.errors, "study.yaml:3:1: error: a claim wants id, says and expected");
    cr_expect(trial.errors.count == 13, "%s", trial.errors.text);
}

Test(claim, is_refused_without_an_ablation_or_with_until_or_where_points_are_counted_that_are_not_there)
{
    cr_assert(trial_read(&trial,
                         "arms: { quiet: {}, loud: {} }\nuntil: { outcome: height, half_width: 1 }\nclaim:\n" WORDS
                         "  tests: [ mostly: { outcome: height, of: loud, than: quiet, low: 0.6 } ]\n") == SIM_USAGE);
    complains(
        trial.errors,
        "study.yaml:3:1: error: a claim wants an ablation: parts to leave out, without which it should no longer hold");
    complains(
        trial.errors,
        "study.yaml:3:1: error: a study with a claim has arms and replicates, and perhaps a design, but no until");
    complains(trial.errors, "study.yaml:3:1: error: the test mostly counts points of a design, and the study has none");
}

Test(claim, wants_what_its_new_kinds_of_test_look_at)
{
    cr_assert(trial_read(&trial, "arms: { a: {}, b: {}, c: {} }\nclaim:\n" WORDS "  tests:\n"
                                 "    - compromise: { outcome: height, arms: [a, b, c] }\n"
                                 "    - good_range: { outcome: height, arms: [a, b, c], low: 0.3 }\n"
                                 "    - good_range: { outcome: height, arms: [a, b, c], within: 1 }\n"
                                 "    - opposes: { outcome: height, of: [a, b, c], than: [a, b] }\n"
                                 "    - greater: { history: height, month: 5, since: 5, of: a, than: b }\n"
                                 "    - greater: { outcome: height, since: 5, of: a, than: b }\n"
                                 "  ablation: [climb]\n") == SIM_USAGE);
    complains(trial.errors, "compromise wants beside: the outcome that is looked at beside the first");
    complains(trial.errors, "good_range wants within: how far from the best is still good");
    complains(trial.errors, "good_range wants low: or high:, and low must be below high");
    complains(trial.errors, "opposes wants two arms under of: and two under than:");
    complains(trial.errors, "since: is a month before month:");
    complains(trial.errors, "only a history has a month, or reaches a value");
    cr_expect(trial.errors.count == 6, "%s", trial.errors.text);
}

/* --- tried --- */

static const volatile sig_atomic_t going_on = 0;

/** Try the claim of a study of walkers in 20 worlds with 2 runs an arm each. */
static void try_claim(const char *text)
{
    const struct sim_effort effort = { 0, false, 20, 2, 0, 0, 0 };
    trial_init(&trial, text);
    const struct sim_setup setup = { &toy, &trial.study, toy.kernels[1], 1, trial_path(&trial, "out"), &going_on,
                                     NULL, NULL };
    enum sim_status status = sim_trial_init(&tried, &setup, &effort, &trial.errors);
    cr_assert(status == SIM_OK, "%s", trial.errors.text);
}

#define SINGERS                                                                                                        \
    "months: 4\nreplicates: 12\nhistories: none\narms: { quiet: {}, loud: { walk.loud: true } }\nclaim:\n" WORDS

Test(trial, reproduces_what_holds_everywhere_but_without_its_cause)
{
    try_claim(SINGERS
              "  tests: [ greater: { outcome: height, of: loud, than: quiet, least: 0.4 } ]\n  ablation: [loudness]\n");
    cr_expect(tried.verdict == SIM_REPRODUCED);
    /* an eighth of a metre in each of four months, whatever the luck */
    cr_expect(fabs(tried.own[0].found - 0.5) < 1e-6);
    cr_expect(fabs(tried.ablated[0].found) < 1e-6);
    /* in all of 20 worlds: the share may be as low as 0.025^(1 / 20) */
    cr_expect(tried.all.share > 0.99 && fabs(tried.all.low - 0.83157) < 1e-4);
    cr_expect(tried.ablation == SIM_ABLATION_SHOWS);
    cr_expect(tried.runs == 2 * (12 + 12 + 20 * 2));
    cr_expect(trial.study.replicates == 12, "the study comes back as it was");
}

Test(trial, says_that_what_is_the_other_way_round_is_opposite)
{
    try_claim(SINGERS "  tests: [ greater: { outcome: height, of: quiet, than: loud } ]\n  ablation: [loudness]\n");
    cr_expect(tried.verdict == SIM_IS_OPPOSITE);
    cr_expect(tried.all.share < 0.01);
}

Test(trial, sees_what_another_mechanism_does)
{
    try_claim("months: 4\nreplicates: 12\narms: { slow: {}, fast: { walk.gain: 0.43 } }\nclaim:\n" WORDS
              "  tests: [ greater: { outcome: height, of: fast, than: slow } ]\n  ablation: [loudness]\n");
    cr_expect(tried.verdict == SIM_ABLATION_FAILS);
}

Test(trial, leaves_open_what_luck_hides)
{
    /* 4 x 0.25 metres is the mean height of all luck: neither over nor under it */
    try_claim(SINGERS "  tests: [ between: { outcome: height, of: quiet, low: 1 } ]\n  ablation: [loudness]\n");
    cr_expect(tried.verdict == SIM_IS_UNDECIDED);
}

Test(trial, counts_worlds_that_fail_against_the_claim)
{
    /* 300 months at 2.125 metres pass any ceiling under 637: six in ten of 10 .. 1000 */
    try_claim("months: 300\nreplicates: 8\nhistories: none\nwalk.gain: 2\narms: { quiet: {}, loud: { walk.loud: true } "
              "}\nclaim:\n" WORDS
              "  tests: [ greater: { outcome: height, of: loud, than: quiet } ]\n  ablation: [loudness]\n");
    cr_expect(tried.verdict == SIM_SOME_WORLDS || tried.verdict == SIM_IS_UNDECIDED);
    /* A latin hypercube of 20 has one ceiling in each stratum of 49.5 metres: 7 whole strata lie above 637, and one
     * holds it. */
    cr_expect(tried.all.share > 0.34 && tried.all.share < 0.41, "%g of worlds", tried.all.share);
    cr_expect(tried.failed > 0);
}

Test(trial, waits_for_the_month_in_which_a_history_gets_there)
{
    /* Without luck 0.25 a month reaches 0.9 in the fourth month, and 7 never in ten: then it is the tenth. */
    try_claim("months: 10\nreplicates: 6\nhistories: [height]\nwalk.luck: 0\narms: { quiet: {}, loud: { walk.loud: "
              "true } }\nclaim:\n" WORDS "  tests:\n"
              "    - between: { history: height, reaches: 0.9, of: quiet, low: 3.9, high: 4.1 }\n"
              "    - between: { history: height, reaches: 7, of: quiet, low: 9.9, high: 10.1 }\n"
              "    - between: { history: height, month: 6, of: loud, low: 2.24, high: 2.26 }\n"
              "  ablation: [climb]\n");
    cr_expect(tried.verdict == SIM_REPRODUCED);
}

Test(trial, runs_nothing_where_a_claim_says_why_not)
{
    try_claim("claim:\n" WORDS "  not_run: There is no song.\n");
    cr_expect(tried.verdict == SIM_NOT_RUN);
    cr_expect(tried.runs == 0);
}

/** Four gains of walkers without luck: 0.1, 0.25, 0.3 and 0.75 metres a month for ten months; b stands on a curve that
 * is above that of a and c first and below it last. */
#define SLOPES                                                                                                         \
    "months: 10\nreplicates: 8\nhistories: [height]\nwalk.luck: 0\narms: { a: { walk.gain: 0.1 }, b: { walk.gain: "    \
    "0.25 }, c: { walk.gain: 0.3 }, d: { walk.gain: 0.75 } }\n"

/** What the claim of these tests is answered, in its own world. */
static enum sim_answer answer_to(const char *study, const char *test)
{
    char text[1024];
    snprintf(text, sizeof text, "%sclaim:\n" WORDS "  tests: [ %s ]\n  ablation: [climb]\n", study, test);
    try_claim(text);
    enum sim_answer answer = tried.answer;
    forget();
    return answer;
}

#define expect_answer(study, test, answer) cr_expect(answer_to(study, test) == (answer), "not so: %s", test)

Test(trial, tells_curves_that_cross_from_curves_that_do_not)
{
    expect_answer(SLOPES, "crosses: { outcome: height, of: [b, c], than: [a, d] }", SIM_HOLDS);
    expect_answer(SLOPES, "crosses: { outcome: height, of: [b, d], than: [a, c] }", SIM_OPPOSITE);
    expect_answer(SLOPES, "opposes: { outcome: height, of: [b, a], than: [c, d] }", SIM_HOLDS);
    expect_answer(SLOPES, "opposes: { outcome: height, of: [b, a], than: [d, c] }", SIM_OPPOSITE);
}

Test(trial, holds_an_arm_against_the_better_of_two)
{
    expect_answer(SLOPES, "beats: { outcome: height, of: c, than: [a, b] }", SIM_HOLDS);
    expect_answer(SLOPES, "beats: { outcome: height, of: c, than: [a, d] }", SIM_OPPOSITE);
}

Test(trial, takes_the_change_between_two_months_of_an_arm)
{
    /* four months at 0.25 */
    expect_answer(SLOPES, "between: { history: height, month: 7, since: 3, of: b, low: 0.99, high: 1.01 }", SIM_HOLDS);
    expect_answer(SLOPES, "between: { history: height, month: 7, since: 3, of: b, low: 1.02 }", SIM_OPPOSITE);
}

Test(trial, finds_a_compromise_where_each_of_two_outcomes_is_worst_where_the_other_is_best)
{
    /* The higher the gain, the sooner one metre is crossed: late crossing and height pull apart, speed and height do
     * not. */
    expect_answer(SLOPES, "compromise: { outcome: height, beside: crossing, arms: [a, b, d] }", SIM_HOLDS);
    expect_answer(SLOPES, "compromise: { outcome: height, beside: speed, arms: [a, b, d] }", SIM_OPPOSITE);
}

Test(trial, measures_how_wide_a_good_range_is)
{
    /* Heights 1, 2.5, 3, 7.5: of a, b, c all but a lie within 0.6 of the best, which is half the way. */
    expect_answer(SLOPES, "good_range: { outcome: height, arms: [a, b, c], within: 0.6, low: 0.4, high: 0.6 }",
                  SIM_HOLDS);
    expect_answer(SLOPES, "good_range: { outcome: height, arms: [a, b, c], within: 0.4, low: 0.4 }", SIM_OPPOSITE);
    expect_answer(SLOPES, "good_range: { outcome: height, arms: [b, c, d], best: low, within: 0.6, high: 0.6 }",
                  SIM_HOLDS);
}

/** Forty drawn worlds of three runs each, in which luck counts. */
#define DRAWN                                                                                                          \
    "months: 10\nreplicates: 3\nhistories: none\narms: { quiet: {}, loud: { walk.loud: true }, down: { walk.way: "     \
    "down } }\ndesign: { latin_hypercube: { points: 40, factors: { walk.gain: { from: -0.2, to: 0.7 } } } }\n"

Test(trial, counts_the_points_of_a_claims_own_design)
{
    expect_answer(DRAWN, "mostly: { outcome: height, of: loud, than: quiet, low: 0.9 }", SIM_HOLDS);
    expect_answer(DRAWN, "mostly: { outcome: height, of: quiet, than: loud, low: 0.5 }", SIM_OPPOSITE);
    /* quiet is over down where the gain is over 0: in 7 of 9 */
    expect_answer(DRAWN, "mostly: { outcome: height, of: quiet, than: down, low: 0.6 }", SIM_HOLDS);
    expect_answer(DRAWN, "mostly: { outcome: height, of: quiet, than: down, low: 0.95 }", SIM_OPPOSITE);
    expect_answer(DRAWN, "greater: { outcome: height, of: loud, than: quiet, least: 1.24 }", SIM_HOLDS);
}

Test(trial, correlates_two_outcomes_over_worlds)
{
    expect_answer(DRAWN, "correlates: { outcome: height, beside: speed, of: quiet, low: 0.9 }", SIM_HOLDS);
    expect_answer(DRAWN, "correlates: { outcome: height, beside: speed, of: quiet, high: 0.5 }", SIM_OPPOSITE);
}

Test(trial, takes_the_points_of_a_claims_own_design_for_its_worlds)
{
    try_claim(DRAWN
              "claim:\n" WORDS
              "  tests: [ greater: { outcome: height, of: loud, than: quiet }, mostly: { outcome: height, of: loud, "
              "than: quiet, low: 0.9 } ]\n  ablation: [loudness]\n");
    cr_expect(tried.verdict == SIM_REPRODUCED);
    cr_expect(tried.runs == 2 * 40 * 3 * 3, "%ld runs", tried.runs);
    cr_expect(tried.all.worlds == 40 && tried.all.share > 0.99 && isnan(tried.shares[1].share));
}
