/* test_judge.c - what patterns tell of the entities of a run, and of a world's numbers, by hand. */
#include <math.h>

#include "../../sim/ask/judge.h"
#include "support.h"
#include "told.h"

/* The red bucket holds 4 litres and the blue one 10; of the green one only the word is known, so it is late. */
static const char buckets[] =
    "months: 12\npatterns:\n"
    "  - { name: a, outcome: bucket_level, low: 0 }\n"
    "  - { name: b, outcome: bucket_level, statistic: median, low: 0 }\n"
    "  - { name: c, outcome: bucket_level, statistic: median, missing: late, low: 0 }\n"
    "  - { name: d, outcome: bucket_level, statistic: quantile, level: 0.25, missing: late, low: 0 }\n"
    "  - { name: e, outcome: bucket_level, statistic: quantile, level: 0.9, missing: late, low: 0 }\n"
    "  - { name: f, outcome: bucket_level, statistic: share, from: 5, low: 0 }\n"
    "  - { name: g, outcome: bucket_level, statistic: share, from: 5, missing: late, low: 0 }\n"
    "  - { name: h, outcome: bucket_level, statistic: share, to: 10, missing: late, low: 0 }\n"
    "  - { name: i, outcome: bucket_full, statistic: share, word: high, low: 0 }\n"
    "  - { name: j, outcome: gap_step, low: 0 }\n"
    "  - { name: k, outcome: water, statistic: share, from: 3, to: 4, low: 0 }\n"
    "  - { name: l, history: water, month: 3, since: 1, low: 0 }\n";

Test(judge, tells_of_entities_what_the_statistic_says)
{
    const struct sim_overrides says = { .text = buckets };
    const double none = (double)NAN, expected[] = { 7, 7, 10, 7, 13, 0.5, 2.0 / 3, 2.0 / 3, 0.5, none, 1, 5.5 };
    double outcomes[] = { 3.5, 4, none, 10, 0, 1, none, none, none, none }, room[3];
    float history[12] = { 1.5F, 2, 7 };
    unsigned char status = SIM_RUN_DONE;
    struct sim_block block = { .count = 1,
                               .outcomes_count = 10,
                               .histories_count = 1,
                               .months = 12,
                               .status = &status,
                               .outcomes = outcomes,
                               .histories = history };
    const struct sim_seen seen = { .block = &block };
    struct sim_study study = { 0 };
    struct sim_plan plan = { 0 };
    struct sim_errors errors = { 0 };

    cr_assert(sim_study_init(&study, &told, "study.yaml", &says, &errors) == SIM_OK, "%s", errors.text);
    cr_assert(sim_plan_init(&plan, &told, &study, 4, &errors) == SIM_OK, "%s", errors.text);
    cr_expect(sim_pattern_entities(study.matching, &plan) == 3);
    for (int i = 0; i < study.matching->patterns_count; i++) {
        double found = sim_pattern_value(&study.matching->patterns[i], &plan, &seen, room);
        cr_expect(isnan(expected[i]) ? isnan(found) : fabs(found - expected[i]) < 1e-12, "%s: %g for %g",
                  study.matching->patterns[i].name, found, expected[i]);
    }
    status = SIM_RUN_FAILED;
    cr_expect(isnan(sim_pattern_value(&study.matching->patterns[0], &plan, &seen, room)));
    sim_plan_free(&plan);
    sim_study_free(&study, &told);
}

/** Three patterns: 0..2 must hold; 10..14 and 20..24 may be missed by 2. */
static struct sim_judgement judged_by(double a, double b, double c, double allowance, bool open, long misses)
{
    struct sim_pattern patterns[] = { { .low = 0, .high = 2, .width = 2, .must = true },
                                      { .low = 10, .high = 14, .width = 4 },
                                      { .low = 20, .high = 24, .width = 4 } };
    const struct sim_matching matching = { .patterns = patterns, .patterns_count = 3, .misses = misses, .widths = 0.5 };
    return sim_judge(&matching, (double[]){ a, b, c }, (double[]){ allowance, allowance, allowance }, open);
}

static struct sim_judgement judged(double a, double b, double c, double allowance, bool open)
{
    return judged_by(a, b, c, allowance, open, 1);
}

Test(judge, keeps_a_world_that_misses_as_many_patterns_as_may_be_missed)
{
    cr_expect(judged_by(1, 15, 19, 0, false, 2).kept);
    cr_expect(!judged_by(1, 15, 17.9, 0, false, 2).kept, "the third is missed by over half of its width");
    cr_expect(!judged_by(1, 15, 22, 0, false, 0).kept && judged_by(1, 12, 22, 0, false, 0).kept);
}

Test(judge, keeps_a_world_that_misses_one_pattern_by_half_of_its_width)
{
    cr_expect(judged(1, 12, 22, 0, false).kept);
    cr_expect(judged(1, 15.9, 22, 0, false).kept && judged(1, 15.9, 22, 0, false).missed == 2);
    cr_expect(!judged(1, 16.1, 22, 0, false).kept && judged(1, 16.1, 22, 0, false).out == 2);
    cr_expect(!judged(1, 15, 19, 0, false).kept, "two are too many");
    cr_expect(!judged(2.1, 12, 22, 0, false).kept && judged(2.1, 12, 22, 0, false).out == 1, "the first must hold");
}

Test(judge, allows_for_luck_and_measures_how_far_a_world_is_in_widths)
{
    cr_expect(judged(2.4, 12, 22, 0.5, false).kept);
    cr_expect(!judged(2.6, 12, 22, 0.5, false).kept);
    /* 0.5 of a width of 2 beyond the first, and 30 widths beyond the second, which count as one */
    cr_expect(fabs(judged(3, 134, 22, 0, false).far - 1.5) < 1e-12);
    cr_expect(fabs(judged(3, 134, 22, 0.5, false).far - 1.25) < 1e-12);
}

Test(judge, leaves_a_pattern_without_a_number_open_until_the_end)
{
    cr_expect(judged(1, (double)NAN, 22, 0, true).kept);
    cr_expect(!judged(1, (double)NAN, 22, 0, false).kept && judged(1, (double)NAN, 22, 0, false).out == 2);
}
