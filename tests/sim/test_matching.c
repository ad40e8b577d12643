/* test_matching.c - worlds of known functions: which are kept is known, and so is what is learned. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../sim/ask/matching.h"
#include "known.h"
#include "support.h"

/* 3 x1 - 2 x2 + x1 x3 with x3 = 1/2: whatever x2 is, worlds with x1 from (1/2 + 2 x2) / 3.5 on meet the pattern, over a
 * length of 1 / 3.5; x1 ends under 3.5 / 3.5. So 2/7 of all worlds are kept, and x1 - 4/7 x2 lies in 1/7 .. 3/7. */
#define PLANE                                                                                                          \
    "months: 1\ndesign: { random: { points: 7000, factors: { x1: plausible, x2: plausible, x4: plausible } } }\n"      \
    "patterns: [{ name: plane, outcome: plane, low: 0.5, high: 1.5, must: true }]\n"

struct match {
    struct sim_study study;
    struct sim_errors errors;
    struct sim_compute compute;
    struct sim_matching_run run;
    char folder[64];
};

static enum sim_status match_read(struct match *self, const char *text)
{
    const struct sim_overrides says = { .text = text };
    *self = (struct match){ .folder = "/tmp/cavi-match-XXXXXX" };
    return sim_study_init(&self->study, &known, "study.yaml", &says, &self->errors);
}

/** Match the worlds of a study in a folder of their own. */
static void match_init(struct match *self, const char *text)
{
    cr_assert(match_read(self, text) == SIM_OK, "%s", self->errors.text);
    cr_assert(mkdtemp(self->folder) != NULL);
    self->run = (struct sim_matching_run){
        .model = &known, .study = &self->study, .compute = &self->compute, .out = self->folder, .shard = { 0, 1 }
    };
    cr_assert(sim_matching_work(&self->run, &self->errors) == SIM_OK, "%s", self->errors.text);
}

static void match_free(struct match *self)
{
    sim_matching_run_free(&self->run);
    sim_study_free(&self->study, &known);
    sim_errors_free(&self->errors);
    folder_remove(self->folder);
}

static struct match m; /* a test is a process of its own */

static void match_ends(void)
{
    match_free(&m);
}

TestSuite(matching, .fini = match_ends);

/** Does the share of kept worlds lie within three standard errors of a share that is known? */
static bool is_share(const struct match *self, double share)
{
    double n = (double)self->run.tally.worlds;
    return fabs((double)self->run.tally.kept_count / n - share) < 3 * sqrt(share * (1 - share) / n);
}

/* --- what is kept --- */

Test(matching, keeps_the_share_of_worlds_that_is_known_and_none_beyond_the_edges)
{
    double row[3], low = 1, high = 0;

    match_init(&m, PLANE);
    cr_expect(is_share(&m, 2.0 / 7), "%ld of %ld", m.run.tally.kept_count, m.run.tally.worlds);
    cr_expect(m.run.rows_count == 500);
    for (long i = 0; i < m.run.tally.kept_count; i++) {
        sim_matching_row(&m.run, m.run.tally.kept[i], row);
        double along = row[0] - 4.0 / 7 * row[1];
        low = fmin(low, along);
        high = fmax(high, along);
    }
    /* 2,000 worlds along a length of 2/7: the outermost lie within a hundredth of it, save once in e^20 */
    cr_expect(low > 1.0 / 7 - 1e-6 && low < 1.0 / 7 + 0.01 * 2 / 7, "%g", low);
    cr_expect(high < 3.0 / 7 + 1e-6 && high > 3.0 / 7 - 0.01 * 2 / 7, "%g", high);
}

Test(matching, learns_of_the_factor_that_the_pattern_is_about_and_of_no_other)
{
    match_init(&m, PLANE);
    cr_expect(m.run.learned[0].distance > 2 * m.run.line, "%g over %g", m.run.learned[0].distance, m.run.line);
    cr_expect(m.run.learned[1].distance < m.run.line, "x2 is uniform among the kept, whatever x1 is");
    cr_expect(m.run.learned[2].distance < m.run.line, "x4 is in no formula");
    /* x1 is the sum of a uniform number of 1/7 .. 3/7 and one of 0 .. 4/7; its median is their middles' sum, 4/7 */
    cr_expect(fabs(m.run.learned[0].matched[1] - 4.0 / 7) < 0.03, "%g", m.run.learned[0].matched[1]);
    cr_expect(m.run.learned[0].prior[0] == 0.05 && m.run.learned[0].prior[2] == 0.95);
}

/* sin(pi (2 x1 - 1)) and luck of standard deviation 10 / sqrt(12), in 0..0.5: a world is kept with the chance that a
 * mean of 32 is. Two standard errors of four replicates lose few of them. */
Test(matching, keeps_a_world_with_luck_as_often_as_the_mean_of_its_replicates_allows)
{
    double chance = 0, error = 10 / sqrt(12.0 * 32);

    match_init(&m, "months: 1\nx2: 0.5\nx3: 0.5\ndesign: { sobol: { points: 8192, factors: { x1: plausible } } }\n"
                   "patterns: [{ name: wave, outcome: lucky, low: 0, high: 0.5, must: true }]\n");
    for (int i = 0; i < 1000; i++) {
        double mean = sin(M_PI * (2 * (i + 0.5) / 1000 - 1));
        chance += (erf((0.5 - mean) / error / sqrt(2)) - erf((0 - mean) / error / sqrt(2))) / 2 / 1000;
    }
    double found = (double)m.run.tally.kept_count / 8192, noise = 3 * sqrt(chance * (1 - chance) / 8192);
    cr_expect(found < chance + noise && found > 0.93 * chance - noise, "%g for %g", found, chance);
    cr_expect(fabs(m.run.luck[0] - 10 / sqrt(12)) < 0.3, "the pilot finds the spread of luck: %g", m.run.luck[0]);
}

Test(matching, gives_further_replicates_only_to_worlds_that_are_left)
{
    match_init(&m, PLANE);
    const long *fell = m.run.tally.fell;
    cr_expect(m.run.runs == 7000 + 3 * (7000 - fell[SIM_FELL_FIRST]) + 28 * (fell[SIM_FELL_LAST] + fell[SIM_KEPT]));
}

Test(matching, counts_what_each_pattern_excludes_alone_and_last_and_pairs_that_are_never_met_together)
{
    match_init(&m, "months: 1\ndesign: { sobol: { points: 1024, factors: { x1: plausible } } }\nx2: 0\nx3: 0\n"
                   "patterns:\n"
                   "  - { name: a, outcome: plane, low: 0, high: 1.5, must: true }\n"  /* x1 up to 1/2 */
                   "  - { name: b, outcome: plane, low: 0.75, high: 3, must: true }\n" /* from 1/4 */
                   "  - { name: c, outcome: plane, low: 2.25, high: 3, must: true }\n" /* from 3/4 */
                   "matching: { waves: 1 }\n");
    const struct sim_tally *tally = &m.run.tally;
    cr_expect(tally->kept_count == 0 && m.run.rows_count == 0);
    cr_expect(tally->sieves[0].alone == 512 && tally->sieves[1].alone == 256 && tally->sieves[2].alone == 768);
    cr_expect(tally->sieves[0].last == 256, "those from 3/4 on would be kept without a: %ld", tally->sieves[0].last);
    cr_expect(tally->sieves[2].last == 256, "those from 1/4 to 1/2 without c: %ld", tally->sieves[2].last);
    cr_expect(tally->sieves[1].last == 0);
    cr_expect(tally->both[0 * 3 + 1] == 256 && tally->both[0 * 3 + 2] == 0 && tally->both[1 * 3 + 2] == 256);
}

/* World 7 is near by one replicate, world 8 less near by all 32. */
Test(matching, names_as_nearest_the_world_that_was_given_most_replicates)
{
    unsigned char fell[] = { SIM_FELL_FIRST, SIM_FELL_LAST };
    uint64_t out[] = { 1, 1 }, missed[] = { 0, 0 };
    float far[] = { 0.1f, 0.6f };
    double values[] = { 4.9, 4.4 };
    const struct sim_screened chunk = {
        .first = 7, .count = 2, .patterns = 1, .fell = fell, .out = out, .missed = missed, .far = far, .values = values
    };
    struct sim_pattern height = { .low = 5, .high = 6 };
    const struct sim_matching matching = { .patterns = &height, .patterns_count = 1, .screen = 4, .replicates = 32 };
    struct sim_tally tally;

    cr_assert(sim_tally_init(&tally, &matching));
    sim_tally_add(&tally, &chunk);
    cr_expect(tally.nearest[0].world == 8 && tally.nearest[0].replicates == 32);
    cr_expect(tally.near[0].world == 7, "a further wave is narrowed by all worlds");
    cr_expect(tally.sieves[0].world == 7 && tally.sieves[0].replicates == 1,
              "the nearest number says what it rests on");
    sim_tally_free(&tally);
}

/* One of the patterns that need not hold may be missed, by half of its width; two may not, nor one that must hold. */
Test(matching, lets_one_pattern_be_missed_by_half_of_its_width)
{
    match_init(&m, "months: 1\ndesign: { sobol: { points: 1024, factors: { x1: plausible } } }\nx2: 0\nx3: 0\n"
                   "patterns: [{ name: a, outcome: plane, low: 0, high: 1.5 }]\n");
    cr_expect(m.run.tally.kept_count == 768, "x1 up to (1.5 + 0.75) / 3: %ld", m.run.tally.kept_count);
    match_free(&m);
    match_init(
        &m,
        "months: 1\ndesign: { sobol: { points: 1024, factors: { x1: plausible } } }\nx2: 0\nx3: 0\n"
        "patterns: [{ name: a, outcome: plane, low: 0, high: 1.5 }, { name: b, outcome: plane, low: 0, high: 1.6 }]\n");
    cr_expect(abs((int)m.run.tally.kept_count - (int)(1024 * 1.6 / 3)) <= 1, "beyond 1.6 both are missed: %ld",
              m.run.tally.kept_count);
}

/* --- waves --- */

/* Patterns keep x1 in 0.40 .. 0.42 and x2 in 0.7 .. 0.74: 8 of 10,000 worlds. */
#define RARE                                                                                                           \
    "months: 1\nx3: 0\ndesign: { random: { points: 4000, factors: { x1: plausible, x2: plausible, x5: plausible } } "  \
    "}\n"                                                                                                              \
    "patterns:\n"                                                                                                      \
    "  - { name: a, outcome: plane, low: -0.28, high: -0.14, must: true }\n"                                           \
    "  - { name: b, outcome: ishigami, low: 2.4, high: 3.5, must: true }\n"

Test(matching, draws_narrower_waves_where_too_few_are_kept_and_weights_them_back)
{
    struct match one, more;

    match_init(&one, RARE "matching: { waves: 1, keep: 400 }\n");
    match_init(&more, RARE "matching: { waves: 4, keep: 400 }\n");
    cr_expect(one.run.waves_count == 1 && more.run.waves_count > 1, "%d waves", more.run.waves_count);
    cr_expect(more.run.kept[0] == one.run.kept[0], "the first wave is the same");
    cr_expect(more.run.effective > 2 * one.run.effective, "%g for %g", more.run.effective, one.run.effective);

    /* The weights of the kept worlds add up to the share that is kept, times the worlds of the first wave. */
    double sum = 0, whole = (double)one.run.tally.kept_count, error = 3 * sqrt(whole);
    for (long i = 0; i < more.run.tally.kept_count; i++)
        sum += more.run.weights[i];
    cr_expect(fabs(sum - whole) < error, "%g for %g", sum, whole);
    match_free(&one);
    match_free(&more);
}

Test(matching, weights_a_world_by_all_waves_that_could_have_drawn_it)
{
    const struct sim_part half[] = { { 0, 1 }, { 0.25, 0.75 }, { 0, 1 } };
    double weights[2], place[3];
    long worlds[2] = { -1, -1 };

    match_init(&m, PLANE);
    for (long w = 0; w < 100; w++) {
        sim_world_place(m.run.drawn, w, place);
        worlds[place[1] >= 0.25 && place[1] <= 0.75] = w;
    }
    const struct sim_drawn waves[] = { m.run.drawn[0], { m.run.drawn[0].plan, half, 3500 } };
    cr_assert(sim_weights(waves, 2, worlds, 2, weights));
    cr_expect(fabs(weights[0] - 1) < 1e-12, "outside the half only the first wave draws");
    cr_expect(fabs(weights[1] - 0.5) < 1e-12, "inside 3,500 worlds over half of the range are as dense as the 7,000");
}

/* --- parts --- */

Test(matching, chooses_each_world_as_often_as_its_weight_says)
{
    const double weights[] = { 1, 3, 0, 4 };
    long places[8];

    sim_choose(weights, 4, 8, places);
    const long expected[] = { 0, 1, 1, 1, 3, 3, 3, 3 };
    cr_expect(memcmp(places, expected, sizeof expected) == 0);
    cr_expect(fabs(sim_effective(weights, 4) - 64.0 / 26) < 1e-12);
}

Test(matching, measures_the_distance_from_uniform_by_hand)
{
    const double x[] = { 0.9, 0.2, 0.4 }, weights[] = { 1, 2, 1 };
    size_t order[3];
    /* steps at 0.2 (to 1/2), 0.4 (to 3/4), 0.9 (to 1): the largest gap is at 0.4, 3/4 - 0.4 */
    cr_expect(fabs(sim_distance(x, 1, weights, 3, order) - 0.35) < 1e-12);
    cr_expect(sim_weighted_quantile(x, 1, weights, 3, order, 0.5) == 0.2);
    cr_expect(sim_weighted_quantile(x, 1, weights, 3, order, 0.51) == 0.4);
}

/* The largest of one factor's distances stays under 1.36 / sqrt(n) in 19 of 20 samples (Kolmogorov 1933). */
Test(matching, draws_the_line_for_nothing_where_kolmogorov_has_it)
{
    double weights[400];
    for (int i = 0; i < 400; i++)
        weights[i] = 1;
    double line = sim_distance_line(weights, 400, 1, sim_stream_of(1, "test"));
    cr_expect(fabs(line - 1.358 / 20) < 0.01, "%g", line);
    cr_expect(sim_distance_line(weights, 400, 20, sim_stream_of(1, "test")) > line, "of twenty factors it is higher");
}

/* --- what is refused --- */

Test(matching, names_everything_that_is_wrong_with_patterns_at_once)
{
    cr_expect(match_read(&m, "patterns:\n"
                             "  - { name: a, outcome: plan, low: 1 }\n"
                             "  - { name: a, outcome: plane, low: 2, high: 1, highh: 3 }\n"
                             "  - { outcome: plane, statistic: median, low: 0, high: 0 }\n"
                             "  - { name: d, history: height, month: 3, low: 0 }\n"
                             "  - { name: e, outcome: plane, statistic: share, low: 0.5 }\n"
                             "  - { name: f, outcome: plane, low: 101 }\n"
                             "  - { name: g, outcome: plane }\n"
                             "  - { name: h, low: 1 }\n"
                             "matching: { screen: 8, replicates: 4, kepp: 3 }\n") == SIM_USAGE);
    complains(m.errors,
              "study.yaml:2:25: error: 'plan' is no outcome of a run or of its entities; did you mean 'plane'?");
    complains(m.errors, "study.yaml:3:13: error: two patterns are called 'a'");
    complains(m.errors, "'highh' is no part of a pattern; did you mean 'high'?");
    complains(m.errors, "low = 2 is not below high = 1: the interval is empty");
    complains(m.errors, "a pattern wants a name");
    complains(m.errors, "'plane' is one number a run: it has a mean or a share, and no median");
    complains(m.errors, "low = 0 is not below high = 0: the interval is empty");
    complains(m.errors, "'height' is no history");
    complains(m.errors, "a share wants from: or to:, the numbers that count");
    complains(m.errors, "no world can meet it: a number of 'plane' lies in -100..100");
    complains(m.errors, "a pattern wants low: or high:, the ends of its interval");
    complains(m.errors, "a pattern wants an outcome, or a history with its month");
    complains(m.errors, "replicates = 4 are fewer than the 8 of screen");
    complains(m.errors, "'kepp' is no part of matching; did you mean 'keep'?");
}

Test(matching, refuses_a_study_without_patterns_drawn_worlds_or_a_single_arm)
{
    int arm;

    cr_assert(match_read(&m, "arms: { a: {}, b: {} }\ndesign: { grid: { x1: [0, 1] } }\n") == SIM_OK, "%s",
              m.errors.text);
    cr_expect(sim_matching_check(&m.study, NULL, &arm, &m.errors) == SIM_USAGE);
    complains(m.errors, "the study has no patterns");
    complains(m.errors, "matching wants a design of drawn worlds");
    complains(m.errors, "worlds are matched in one arm, and the study has 2: name one with --arm");
}
