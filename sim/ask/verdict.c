/* verdict.c - contrasts of paired arms, and the answers that follow from them. */
#include "verdict.h"

#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "../run/moments.h"

enum { RESAMPLES = 1000, MOST_FACTORS = 8 };

/** Runs that a test looks at: every `step`-th replicate from `from` on. */
struct view {
    const double *values;
    long replicates, from, step;
    int arms;
    bool intervals;
};

static double at(const struct view *view, long replicate, int arm)
{
    return view->values[replicate * view->arms + arm];
}

static double mean_of_arm(const struct view *view, int arm)
{
    struct sim_moments moments = { 0 };
    for (long r = view->from; r < view->replicates; r += view->step)
        sim_moments_add(&moments, at(view, r, arm));
    return sim_moments_mean(&moments);
}

static double mean_of_arms(const struct view *view, long replicate, const int *arms, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += at(view, replicate, arms[i]);
    return sum / count;
}

static struct sim_finding finding_of(const struct view *view, const struct sim_moments *moments, double sign,
                                     double least, bool tolerance)
{
    double half = view->intervals ? sim_moments_half_width(moments) : (double)NAN,
           found = sign * sim_moments_mean(moments) + 0.0;
    return (struct sim_finding){ found, found - half, found + half, least, tolerance };
}

/** sign * (mean of some arms - mean of others), paired by replicate. */
static struct sim_finding contrast(const struct view *view, double sign, const int *first, int first_count,
                                   const int *second, int second_count, double least, bool tolerance)
{
    struct sim_moments moments = { 0 };
    for (long r = view->from; r < view->replicates; r += view->step)
        sim_moments_add(&moments,
                        mean_of_arms(view, r, first, first_count) - mean_of_arms(view, r, second, second_count));
    return finding_of(view, &moments, sign, least, tolerance);
}

/** The mean of some arms, less a number. */
static struct sim_finding level(const struct view *view, double sign, const struct sim_test *test, double number)
{
    struct sim_moments moments = { 0 };
    for (long r = view->from; r < view->replicates; r += view->step)
        sim_moments_add(&moments, mean_of_arms(view, r, test->first, test->first_count) - number);
    return finding_of(view, &moments, sign, 0, false);
}

static struct sim_finding stronger(const struct view *view, const struct sim_test *test)
{
    struct sim_moments moments = { 0 };
    for (long r = view->from; r < view->replicates; r += view->step)
        sim_moments_add(&moments, at(view, r, test->first[0]) - at(view, r, test->first[1]) -
                                      (at(view, r, test->second[0]) - at(view, r, test->second[1])));
    return finding_of(view, &moments, 1, test->least, false);
}

static int interior(const struct view *view, const struct sim_test *test, struct sim_finding *findings)
{
    struct view choose = *view, try = *view;
    double sign = test->best_is_low ? -1 : 1, most = -INFINITY;
    int best = 1, last = test->first_count - 1;

    choose.from = 1;
    choose.step = try.step = 2;
    for (int i = 1; i < last; i++) {
        double mean = sign * mean_of_arm(&choose, test->first[i]);
        best = mean > most ? i : best;
        most = mean > most ? mean : most;
    }
    findings[0] = contrast(&try, sign, &test->first[best], 1, &test->first[0], 1, test->least, false);
    findings[1] = contrast(&try, sign, &test->first[best], 1, &test->first[last], 1, test->least, false);
    return 2;
}

static int monotone(const struct view *view, const struct sim_test *test, double sign, struct sim_finding *findings)
{
    int last = test->first_count - 1, steps = last < SIM_MOST_FINDINGS - 1 ? last : SIM_MOST_FINDINGS - 1;

    findings[0] = contrast(view, sign, &test->first[last], 1, &test->first[0], 1, test->least, false);
    for (int i = 0; i < steps; i++)
        findings[1 + i] = contrast(view, sign, &test->first[i + 1], 1, &test->first[i], 1, test->least, true);
    return 1 + steps;
}

/* --- outcomes that are not averages of paired differences: computed from the means of arms, and resampled --- */

/** Position of the best arm in its list, from 0 (first) to 1 (last); NAN if no arm has a mean. */
static double best_place(const double *means, const int *arms, int count, bool low)
{
    double best = (double)NAN, most = -INFINITY;
    for (int i = 0; i < count; i++) {
        double mean = low ? -means[arms[i]] : means[arms[i]];
        if (mean > most) {
            most = mean;
            best = (double)i / (count - 1);
        }
    }
    return best;
}

/** Share of the variance among 2^k arms that the main effect of each factor explains (Yates' order). */
static int effect_shares(const double *means, const struct sim_test *test, double *shares)
{
    int n = test->first_count, factors = 0;
    double total = 0, grand = 0;

    for (int i = 0; i < n; i++)
        grand += means[test->first[i]] / n;
    for (int i = 0; i < n; i++)
        total += (means[test->first[i]] - grand) * (means[test->first[i]] - grand);
    for (; 1 << factors < n && factors < MOST_FACTORS; factors++) {
        double effect = 0;
        for (int i = 0; i < n; i++)
            effect += (i >> factors & 1 ? 1 : -1) * means[test->first[i]];
        shares[factors] = total > 0 ? effect * effect / n / total : 0;
    }
    return factors;
}

/** Numbers of a test that depend only on the means of its arms. */
static int numbers_of(const double *means, const struct sim_test *test, double *numbers)
{
    if (test->expects == SIM_SHARES) {
        return effect_shares(means, test, numbers);
    }
    numbers[0] = best_place(means, test->second, test->second_count, test->best_is_low) -
                 best_place(means, test->first, test->first_count, test->best_is_low);
    numbers[0] = test->toward == SIM_EARLIER ? 0 - numbers[0] : numbers[0];
    return 1;
}

/** Means of all arms over the replicates drawn; NULL: over all replicates. */
static void means_of_arms(const struct view *view, const long *drawn, double *means)
{
    for (int a = 0; a < view->arms; a++) {
        struct sim_moments moments = { 0 };
        for (long r = 0; r < view->replicates; r++)
            sim_moments_add(&moments, at(view, drawn == NULL ? r : drawn[r], a));
        means[a] = sim_moments_mean(&moments);
    }
}

/** Percentiles of the numbers over resampled replicates, into low and high. False without memory. */
static bool resample(const struct view *view, const struct sim_test *test, int count, double *low, double *high)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937); /* its default seed: the same runs give the same interval */
    double *drawn_numbers = calloc((size_t)count * RESAMPLES, sizeof *drawn_numbers),
           *means = calloc((size_t)view->arms, sizeof *means);
    long *drawn = calloc((size_t)view->replicates, sizeof *drawn);
    bool good = rng != NULL && drawn_numbers != NULL && means != NULL && drawn != NULL;

    for (int i = 0; good && i < RESAMPLES; i++) {
        double numbers[MOST_FACTORS];
        for (long r = 0; r < view->replicates; r++)
            drawn[r] = (long)gsl_rng_uniform_int(rng, (unsigned long)view->replicates);
        means_of_arms(view, drawn, means);
        numbers_of(means, test, numbers);
        for (int k = 0; k < count; k++)
            drawn_numbers[k * RESAMPLES + i] = numbers[k];
    }
    for (int k = 0; good && k < count; k++) {
        gsl_sort(drawn_numbers + k * RESAMPLES, 1, RESAMPLES);
        low[k] = gsl_stats_quantile_from_sorted_data(drawn_numbers + k * RESAMPLES, 1, RESAMPLES, 0.025);
        high[k] = gsl_stats_quantile_from_sorted_data(drawn_numbers + k * RESAMPLES, 1, RESAMPLES, 0.975);
    }
    if (rng != NULL) {
        gsl_rng_free(rng);
    }
    free(drawn_numbers);
    free(means);
    free(drawn);
    return good;
}

/** Take the size of a move, whatever its direction. Its interval reaches 0 if that of the signed move contains 0. */
static void take_either(double *found, double *low, double *high)
{
    double near = *low > 0 ? *low : *high < 0 ? -*high : 0, far = fmax(fabs(*low), fabs(*high));
    *found = fabs(*found);
    *low = isnan(*low) ? *low : near;
    *high = isnan(*high) ? *high : far;
}

static int resampled(const struct view *view, const struct sim_test *test, struct sim_finding *findings)
{
    double numbers[MOST_FACTORS], low[MOST_FACTORS], high[MOST_FACTORS],
        *means = calloc((size_t)view->arms, sizeof *means);
    int count = 1;
    bool told = false;

    numbers[0] = (double)NAN;
    if (means != NULL) {
        means_of_arms(view, NULL, means);
        count = numbers_of(means, test, numbers);
        told = view->intervals && resample(view, test, count, low, high);
    }
    for (int k = 0; k < count; k++) {
        double a = told ? low[k] : (double)NAN, b = told ? high[k] : (double)NAN, found = numbers[k];
        if (test->expects == SIM_BEST_MOVES && test->toward == SIM_EITHER) {
            take_either(&found, &a, &b);
        }
        findings[k] = test->expects == SIM_SHARES
                          ? (struct sim_finding){ found - test->least, a - test->least, b - test->least, 0, false }
                          : (struct sim_finding){ found, a, b, test->least, false };
    }
    free(means);
    return count;
}

/* --- answers --- */

int sim_test_findings(const struct sim_test *test, const double *values, long replicates, int arms, bool intervals,
                      struct sim_finding *findings)
{
    struct view view = { values, replicates, 0, 1, arms, intervals };
    int count = 0;

    switch (test->expects) {
    case SIM_GREATER:
    case SIM_AT_LEAST:
        findings[0] = contrast(&view, 1, test->first, test->first_count, test->second, test->second_count, test->least,
                               test->expects == SIM_AT_LEAST);
        return 1;
    case SIM_STRONGER:
        findings[0] = stronger(&view, test);
        return 1;
    case SIM_INTERIOR:
        return interior(&view, test, findings);
    case SIM_RISES:
        return monotone(&view, test, 1, findings);
    case SIM_FALLS:
        return monotone(&view, test, -1, findings);
    case SIM_BETWEEN:
        if (isfinite(test->low)) {
            findings[count++] = level(&view, 1, test, test->low);
        }
        if (isfinite(test->high)) {
            findings[count++] = level(&view, -1, test, test->high);
        }
        return count;
    case SIM_BEST_MOVES:
    case SIM_SHARES:
        return resampled(&view, test, findings);
    }
    return 0;
}

enum sim_answer sim_finding_answer(const struct sim_finding *finding)
{
    if (isnan(finding->low) || isnan(finding->high)) {
        return SIM_UNDECIDED;
    }
    if (finding->tolerance) {
        return finding->low >= -finding->least   ? SIM_HOLDS
               : finding->high < -finding->least ? SIM_FAILS
                                                 : SIM_UNDECIDED;
    }
    if (finding->low > 0 && finding->found >= finding->least) {
        return SIM_HOLDS;
    }
    return finding->high < finding->least || finding->high <= 0 ? SIM_FAILS : SIM_UNDECIDED;
}

bool sim_finding_points(const struct sim_finding *finding)
{
    return finding->tolerance ? finding->found >= -finding->least : finding->found > 0;
}

enum sim_answer sim_findings_answer(const struct sim_finding *findings, int count)
{
    enum sim_answer all = count > 0 ? SIM_HOLDS : SIM_UNDECIDED;
    for (int i = 0; i < count; i++) {
        enum sim_answer one = sim_finding_answer(&findings[i]);
        all = one == SIM_FAILS || all == SIM_FAILS ? SIM_FAILS : one == SIM_UNDECIDED ? SIM_UNDECIDED : all;
    }
    return all;
}

/** Does `a` decide the answer rather than `b`? */
static bool is_weaker(const struct sim_finding *a, const struct sim_finding *b)
{
    static const int rank[] = { [SIM_FAILS] = 0, [SIM_UNDECIDED] = 1, [SIM_HOLDS] = 2 };
    int x = rank[sim_finding_answer(a)], y = rank[sim_finding_answer(b)];

    if (x != y) {
        return x < y;
    }
    return a->tolerance != b->tolerance ? b->tolerance : a->low < b->low;
}

const struct sim_finding *sim_findings_weakest(const struct sim_finding *findings, int count)
{
    const struct sim_finding *weakest = count > 0 ? &findings[0] : NULL;
    for (int i = 1; i < count; i++)
        weakest = is_weaker(&findings[i], weakest) ? &findings[i] : weakest;
    return weakest;
}

enum sim_verdict sim_verdict_of(bool descriptive, enum sim_answer own, double share, enum sim_answer ablated)
{
    if (descriptive) {
        return SIM_DESCRIBED;
    }
    if (own != SIM_HOLDS) {
        return own == SIM_FAILS ? SIM_REFUTED : SIM_IS_UNDECIDED;
    }
    if (!(share > 0.5)) {
        return SIM_FEW_WORLDS;
    }
    return ablated == SIM_HOLDS ? SIM_ABLATION_FAILS : SIM_REPRODUCED;
}

const char *sim_verdict_word(enum sim_verdict verdict)
{
    static const char *const words[] = { "reproduced", "few worlds", "ablation fails", "undecided",
                                         "refuted",    "described",  "not run" };
    return words[verdict];
}
