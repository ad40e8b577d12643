/* test_claim.c - claims as they are written, refused, and tried on the walkers. */
#include <criterion/criterion.h>
#include <math.h>

#include "sim/ask/trial.h"
#include "support.h"

#define WORDS "  id: W1\n  says: Singers climb higher\n  expected: higher\n"

Test(claim, is_read_with_its_tests_and_its_ablation)
{
    struct trial trial;
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
    trial_free(&trial);
}

Test(claim, takes_settings_as_an_ablation_over_every_arm)
{
    struct trial trial;
    trial_init(&trial, "arms: { low: {}, high: { walk.gain: 0.7 } }\nclaim:\n" WORDS
                       "  tests: [ greater: { outcome: height, of: high, than: low } ]\n"
                       "  ablation: { walk.gain: 0.31 }\n");
    cr_expect(trial.study.claim->ablated[1].values[TOY_GAIN] == 0.31);
    cr_expect(trial.study.arms[1].values[TOY_GAIN] == 0.7);
    trial_free(&trial);
}

Test(claim, belongs_to_its_file_and_not_to_those_that_extend_it)
{
    struct trial trial = { 0 };
    cr_assert(trial_read(&trial, "title: empty\n") == SIM_OK);
    trial_write(&trial, "parent.yaml", "arms: { a: {}, b: {} }\nclaim: { id: W9, says: x, expected: y, not_run: z }\n");
    sim_plan_free(&trial.plan);
    sim_study_free(&trial.study, &toy);
    cr_assert(trial_read(&trial, "extends: parent.yaml\n") == SIM_OK, "%s", trial.errors.text);
    cr_expect(trial.study.claim == NULL);
    cr_expect(trial.study.arms_count == 2);
    trial_free(&trial);
}

Test(claim, is_refused_with_all_that_is_wrong_and_its_place)
{
    struct trial trial = { 0 };
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
                            "reaches, of, than, least");
    complains(
        trial.errors,
        "study.yaml:8:7: error: a test is one of greater, at_least, stronger, interior, rises, falls, best_moves, "
        "between, shares: { ... }; did you mean 'greater'?");
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
    trial_free(&trial);
}

Test(claim, is_refused_without_an_ablation_or_with_a_design_of_its_own)
{
    struct trial trial = { 0 };
    cr_assert(trial_read(&trial,
                         "arms: { quiet: {}, loud: {} }\ndesign: { grid: { walk.gain: [0.3, 0.4] } }\nclaim:\n" WORDS
                         "  tests: [ greater: { outcome: height, of: loud, than: quiet } ]\n") == SIM_USAGE);
    complains(
        trial.errors,
        "study.yaml:3:1: error: a claim wants an ablation: parts to leave out, without which it should no longer hold");
    complains(trial.errors,
              "study.yaml:3:1: error: a study with a claim has arms and replicates, but no design and no until");
    trial_free(&trial);
}

/* --- tried --- */

static const volatile sig_atomic_t going_on = 0;

static struct trial trial; /* a test is a process of its own */
static struct sim_trial tried;

/** Try the claim of a study of walkers in 20 worlds with 2 runs an arm each. */
static void try_claim(const char *text)
{
    const struct sim_effort effort = { 0, false, 20, 2 };
    trial_init(&trial, text);
    enum sim_status status = sim_trial_init(&tried, &toy, &trial.study, toy.kernels[1], 1, &effort,
                                            trial_path(&trial, "out"), &going_on, &trial.errors);
    cr_assert(status == SIM_OK, "%s", trial.errors.text);
}

static void forget(void)
{
    sim_trial_free(&tried);
    trial_free(&trial);
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
    cr_expect(tried.all.share > 0.99 && tried.all.low > 0.99);
    cr_expect(tried.ablation == SIM_ABLATION_SHOWS);
    cr_expect(tried.runs == 2 * (12 + 12 + 20 * 2));
    cr_expect(trial.study.replicates == 12, "the study comes back as it was");
    forget();
}

Test(trial, says_that_what_is_the_other_way_round_is_opposite)
{
    try_claim(SINGERS "  tests: [ greater: { outcome: height, of: quiet, than: loud } ]\n  ablation: [loudness]\n");
    cr_expect(tried.verdict == SIM_IS_OPPOSITE);
    cr_expect(tried.all.share < 0.01);
    forget();
}

Test(trial, sees_what_another_mechanism_does)
{
    try_claim("months: 4\nreplicates: 12\narms: { slow: {}, fast: { walk.gain: 0.43 } }\nclaim:\n" WORDS
              "  tests: [ greater: { outcome: height, of: fast, than: slow } ]\n  ablation: [loudness]\n");
    cr_expect(tried.verdict == SIM_ABLATION_FAILS);
    forget();
}

Test(trial, leaves_open_what_luck_hides)
{
    /* 4 x 0.25 metres is the mean height of all luck: neither over nor under it */
    try_claim(SINGERS "  tests: [ between: { outcome: height, of: quiet, low: 1 } ]\n  ablation: [loudness]\n");
    cr_expect(tried.verdict == SIM_IS_UNDECIDED);
    forget();
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
    forget();
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
    forget();
}

Test(trial, runs_nothing_where_a_claim_says_why_not)
{
    try_claim("claim:\n" WORDS "  not_run: There is no song.\n");
    cr_expect(tried.verdict == SIM_NOT_RUN);
    cr_expect(tried.runs == 0);
    forget();
}
