/* findings.c - differences of paired arms, row by row; and numbers that are computed from the means of arms. */
#include "findings.h"
#include "levels.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_FACTORS = 8, FEW_RESAMPLES = 100 };
static const double ROUNDING = 1e-6; /* spread of shares, places and correlations that outcomes in floats may have */

/** Runs that a test looks at. */
struct view {
    const struct sim_test *test;
    const double *values, *without; /* [replicate][arm] */
    long replicates;
    int arms;
    double size; /* largest of the values, without its sign */
    int best;    /* interior: which inner arm was chosen */
    bool intervals;
};

static bool is_resampled(const struct sim_test *test)
{
    return test->expects == SIM_BEST_MOVES || test->expects == SIM_SHARES || test->expects == SIM_COMPROMISE ||
           test->expects == SIM_GOOD_RANGE || (test->expects == SIM_CORRELATES && !sim_test_is_among_entities(test));
}

static int factors_of(const struct sim_test *test)
{
    int factors = 0;
    while (1 << factors < test->first_count && factors < MOST_FACTORS)
        factors++;
    return factors;
}

/** How many quantities a test looks at. */
static int test_count(const struct sim_test *test)
{
    int steps = test->first_count - 1 < SIM_MOST_FINDINGS - 1 ? test->first_count - 1 : SIM_MOST_FINDINGS - 1;
    switch (test->expects) {
    case SIM_INTERIOR:
    case SIM_CROSSES:
    case SIM_OPPOSES:
        return 2;
    case SIM_BEATS:
        return test->second_count < SIM_MOST_FINDINGS ? test->second_count : SIM_MOST_FINDINGS;
    case SIM_RISES:
    case SIM_FALLS:
        return 1 + steps;
    case SIM_BETWEEN:
    case SIM_GOOD_RANGE:
    case SIM_CORRELATES:
        return isfinite(test->low) + isfinite(test->high);
    case SIM_SHARES:
        return factors_of(test);
    default:
        return 1;
    }
}

static double mean_of_arms(const double *row, const int *arms, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += row[arms[i]];
    return sum / count;
}

/** How far a number lies within the `k`-th bound that a test has. */
static double within_bound(const struct sim_test *test, double number, int k)
{
    return k == 0 && isfinite(test->low) ? number - test->low : test->high - number;
}

/** Number `k` of a test in one replicate. */
static double number_of(const struct view *view, const double *row, int k, long replicate)
{
    const struct sim_test *test = view->test;
    const int *first = test->first, *second = test->second;
    int last = test->first_count - 1;
    double sign = test->expects == SIM_FALLS || (test->expects == SIM_INTERIOR && test->best_is_low) ? -1 : 1;

    switch (test->expects) {
    case SIM_STRONGER:
        return row[first[0]] - row[first[1]] - (row[second[0]] - row[second[1]]);
    case SIM_INTERIOR: /* the other replicates chose */
        return replicate % 2 == 1 ? (double)NAN : sign * (row[first[view->best]] - row[first[k == 0 ? 0 : last]]);
    case SIM_RISES:
    case SIM_FALLS:
        return sign * (k == 0 ? row[first[last]] - row[first[0]] : row[first[k]] - row[first[k - 1]]);
    case SIM_BETWEEN:
    case SIM_CORRELATES: /* among the entities of each run: the others are computed from all rows at once */
        return within_bound(test, mean_of_arms(row, first, test->first_count), k);
    case SIM_CROSSES:
        return k == 0 ? row[first[0]] - row[second[0]] : row[second[test->second_count - 1]] - row[first[last]];
    case SIM_OPPOSES:
        return k == 0 ? row[first[0]] - row[first[1]] : row[second[1]] - row[second[0]];
    case SIM_BEATS:
        return mean_of_arms(row, first, test->first_count) - row[second[k]];
    default:
        return mean_of_arms(row, first, test->first_count) - mean_of_arms(row, second, test->second_count);
    }
}

static bool is_tolerance(const struct sim_test *test, int k)
{
    return test->expects == SIM_AT_LEAST || ((test->expects == SIM_RISES || test->expects == SIM_FALLS) && k > 0);
}

/** The inner arm with the best mean over every other replicate. */
static int choose_best(const struct view *view)
{
    double sign = view->test->best_is_low ? -1 : 1, most = -INFINITY;
    int best = 1;

    for (int i = 1; i < view->test->first_count - 1; i++) {
        struct sim_moments moments = { 0 };
        for (long r = 1; r < view->replicates; r += 2)
            sim_moments_add(&moments, view->values[r * view->arms + view->test->first[i]]);
        double mean = sign * sim_moments_mean(&moments);
        best = mean > most ? i : best;
        most = mean > most ? mean : most;
    }
    return best;
}

void sim_finding_set(struct sim_finding *finding, double found, double low, double high)
{
    double near = gsl_cdf_ugaussian_Pinv(0.95) / gsl_cdf_ugaussian_Pinv(0.975);
    if (finding->n > 1) {
        near = gsl_cdf_tdist_Pinv(0.95, (double)(finding->n - 1)) / sim_t95(finding->n);
    }
    finding->found = found;
    finding->low = finding->low_all = low;
    finding->high = finding->high_all = high;
    finding->low_near = finding->found + near * (low - finding->found);
    finding->high_near = finding->found + near * (high - finding->found);
}

/** Mean of a number over replicates, with its interval. */
static struct sim_finding finding_of(const struct view *view, const double *x, int k)
{
    struct sim_numbers all = { 0 };
    enum sim_method method;

    for (long r = 0; r < view->replicates; r++)
        sim_numbers_add(&all, x[r]);
    sim_numbers_level(&all, view->size);
    struct sim_finding finding = { .found = sim_moments_mean(&all.moments) + 0.0,
                                   .error = sim_moments_error(&all.moments),
                                   .n = all.moments.n,
                                   .least = view->test->least,
                                   .tolerance = is_tolerance(view->test, k),
                                   .equal = all.moments.n > 1 && !(all.moments.squares > 0) };
    struct sim_interval interval = sim_numbers_interval(&all, -INFINITY, INFINITY, &method);
    sim_finding_set(&finding, finding.found, view->intervals ? interval.low : (double)NAN,
                    view->intervals ? interval.high : (double)NAN);
    return finding;
}

/* --- numbers that are not averages of paired differences --- */

/** Means of all arms over the replicates drawn; NULL: over all replicates. */
static void means_of_arms(const struct view *view, const double *values, const long *drawn, double *means)
{
    for (int a = 0; a < view->arms; a++) {
        struct sim_moments moments = { 0 };
        for (long r = 0; r < view->replicates; r++)
            sim_moments_add(&moments, values[(drawn == NULL ? r : drawn[r]) * view->arms + a]);
        means[a] = sim_moments_mean(&moments);
    }
}

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

/** Square of a contrast among 2^k arms (Yates' order) less the variance that luck leaves in it: `c` names the factors
 * that it multiplies. */
static double contrast_square(const struct view *view, const double *values, const long *drawn, int c)
{
    struct sim_moments moments = { 0 };
    for (long r = 0; r < view->replicates; r++) {
        const double *row = values + (drawn == NULL ? r : drawn[r]) * view->arms;
        double effect = 0;
        for (int i = 0; i < view->test->first_count; i++)
            effect += (__builtin_popcount((unsigned)(i & c)) % 2 == __builtin_popcount((unsigned)c) % 2 ? 1 : -1) *
                      row[view->test->first[i]];
        sim_moments_add(&moments, effect);
    }
    double noise = sim_moments_variance(&moments) / (double)moments.n;
    return moments.mean * moments.mean - (isnan(noise) ? 0 : noise);
}

/** Share of the variance among 2^k arms that the main effect of each factor explains. */
static void effect_shares(const struct view *view, const double *values, const long *drawn, double *shares)
{
    int factors = factors_of(view->test);
    double total = 0;

    for (int c = 1; c < view->test->first_count; c++) {
        double square = contrast_square(view, values, drawn, c);
        total += square;
        for (int f = 0; f < factors; f++)
            shares[f] = c == 1 << f ? square : shares[f];
    }
    for (int f = 0; f < factors; f++)
        shares[f] = total > 0 ? fmin(fmax(shares[f] / total, 0), 1) : 0;
}

/** The numbers of a test from drawn replicates; `means` has room for one of each arm. */
static void numbers_of(const struct view *view, const double *values, const long *drawn, double *means, double *numbers)
{
    const struct sim_test *test = view->test;
    const struct sim_rows rows = { values, drawn, view->replicates, view->arms };
    double number;

    switch (test->expects) {
    case SIM_SHARES:
        effect_shares(view, values, drawn, numbers);
        return;
    case SIM_COMPROMISE:
        numbers[0] = sim_compromise(&rows, test);
        return;
    case SIM_GOOD_RANGE:
    case SIM_CORRELATES:
        number = test->expects == SIM_GOOD_RANGE ? sim_good_range(&rows, test) : sim_correlation(&rows, test);
        for (int k = 0; k < test_count(test); k++)
            numbers[k] = within_bound(test, number, k);
        return;
    default:
        break;
    }
    means_of_arms(view, values, drawn, means);
    numbers[0] = best_place(means, test->second, test->second_count, test->best_is_low) -
                 best_place(means, test->first, test->first_count, test->best_is_low);
    numbers[0] = test->toward == SIM_EARLIER ? 0 - numbers[0] : numbers[0];
}

/** The numbers with the mechanism less the numbers without it. */
static void changes_of(const struct view *view, const long *drawn, double *means, double *numbers)
{
    double less[MOST_FACTORS];
    bool either = view->test->expects == SIM_BEST_MOVES && view->test->toward == SIM_EITHER;

    numbers_of(view, view->values, drawn, means, numbers);
    if (view->without != NULL) {
        numbers_of(view, view->without, drawn, means, less);
        for (int k = 0; k < test_count(view->test); k++)
            numbers[k] = either ? fabs(numbers[k]) - fabs(less[k]) : numbers[k] - less[k];
    }
}

/** Take the size of a move, whatever its direction. Its interval reaches 0 if that of the signed move contains 0. */
static void take_either(struct sim_finding *finding)
{
    double low = finding->low, high = finding->high;
    double near = low > 0 ? low : high < 0 ? -high : 0, far = fmax(fabs(low), fabs(high));
    sim_finding_set(finding, fabs(finding->found), isnan(low) ? low : near, isnan(high) ? high : far);
}

/** The correlation behind number `k`, which is its distance inside a bound. */
static double correlation_of(const struct sim_test *test, double number, int k)
{
    return k == 0 && isfinite(test->low) ? number + test->low : test->high - number;
}

/** Interval of a correlation on the scale of Fisher's z (1921), on which its spread hardly depends on its size. The
 * spread is that of the resamples, but at least that of as many normal pairs. */
static struct sim_interval correlation_ends(const struct view *view, double number, const double *drawn, int draws,
                                            int k)
{
    double z = atanh(correlation_of(view->test, number, k)), n = (double)view->replicates;
    struct sim_moments spread = { 0 };

    for (int b = 0; b < draws; b++) {
        double at = atanh(correlation_of(view->test, drawn[b], k));
        sim_moments_add(&spread, isfinite(at) ? at : (double)NAN);
    }
    double half =
        sim_t95(view->replicates) * fmax(sqrt(sim_moments_variance(&spread)), n > 3 ? 1 / sqrt(n - 3) : INFINITY);
    double one = within_bound(view->test, tanh(z - half), k), other = within_bound(view->test, tanh(z + half), k);
    return (struct sim_interval){ fmin(one, other), fmax(one, other) };
}

/** Interval from resamples. A compromise is chosen on every other row and tested on the rest: half of the rows. */
static struct sim_interval resampled_ends(const struct view *view, double number, double *drawn, int draws, int k)
{
    switch (view->test->expects) {
    case SIM_COMPROMISE:
        return sim_resampled_around(number, drawn, draws, (view->replicates + 1) / 2);
    case SIM_SHARES:
        return sim_wider_percentiles(drawn, draws, view->replicates);
    case SIM_CORRELATES:
        return view->without == NULL ? correlation_ends(view, number, drawn, draws, k) : sim_percentiles(drawn, draws);
    default:
        return sim_percentiles(drawn, draws);
    }
}

/** Make findings of the numbers, with intervals from `drawn` [number][draw]: the same numbers of each resample. */
static void settle(const struct view *view, const double *numbers, double *drawn, int draws,
                   struct sim_finding *findings)
{
    const struct sim_test *test = view->test;
    for (int k = 0; k < test_count(test); k++) {
        struct sim_moments spread = { 0 };
        bool share = test->expects == SIM_SHARES;
        double bar = share && view->without == NULL ? test->least : 0;
        for (int b = 0; b < draws; b++)
            sim_moments_add(&spread, drawn[k * draws + b]);
        struct sim_interval ends = resampled_ends(view, numbers[k], drawn + k * draws, draws, k);
        findings[k] = (struct sim_finding){ .found = numbers[k] - bar,
                                            .error = sqrt(sim_moments_variance(&spread)),
                                            .n = view->replicates,
                                            .least = share ? 0 : test->least };
        sim_finding_set(&findings[k], findings[k].found, ends.low - bar, ends.high - bar);
        if (test->expects == SIM_BEST_MOVES && test->toward == SIM_EITHER && view->without == NULL) {
            take_either(&findings[k]);
        }
        findings[k].equal = findings[k].error < ROUNDING && !isnan(numbers[k]); /* a spread of zero is not believed */
        if (!view->intervals || view->replicates < 2 || findings[k].equal) {
            sim_finding_set(&findings[k], findings[k].found, (double)NAN, (double)NAN);
        }
    }
}

/** Findings of a test that is resampled. False without memory. */
static bool resampled(const struct view *view, struct sim_finding *findings)
{
    int count = test_count(view->test), draws = view->intervals ? SIM_RESAMPLES : FEW_RESAMPLES;
    double found[MOST_FACTORS], numbers[MOST_FACTORS], *means = calloc((size_t)view->arms, sizeof *means),
                                                       *all = calloc((size_t)count * (size_t)draws, sizeof *all);
    long *drawn = calloc((size_t)view->replicates, sizeof *drawn);
    struct sim_stream stream = sim_stream_of(1, "claim");
    bool good = means != NULL && all != NULL && drawn != NULL;

    for (int b = 0; good && b < draws; b++) {
        for (long r = 0; r < view->replicates; r++)
            drawn[r] = sim_stream_below(&stream, view->replicates);
        changes_of(view, drawn, means, numbers);
        for (int k = 0; k < count; k++)
            all[k * draws + b] = numbers[k];
    }
    if (good) {
        changes_of(view, NULL, means, found);
        settle(view, found, all, draws, findings);
    }
    free(means);
    free(all);
    free(drawn);
    return good;
}

/* --- all tests --- */

int sim_test_findings(const struct sim_test *test, const double *values, const double *without, long replicates,
                      int arms, bool intervals, struct sim_finding *findings)
{
    struct view view = { test, values, without, replicates, arms, 0, 1, intervals };
    int count = test_count(test);
    double *x = calloc((size_t)replicates + 1, sizeof *x);
    bool good = x != NULL;

    for (long i = 0; i < replicates * arms; i++)
        view.size = fmax(view.size, fabs(values[i]));
    view.best = test->expects == SIM_INTERIOR ? choose_best(&view) : 1;
    for (int k = 0; good && k < count && !is_resampled(test); k++) {
        for (long r = 0; r < replicates; r++)
            x[r] = number_of(&view, values + r * arms, k, r) -
                   (without == NULL ? 0 : number_of(&view, without + r * arms, k, r));
        findings[k] = finding_of(&view, x, k);
    }
    good = good && (!is_resampled(test) || resampled(&view, findings));
    for (int k = 0; !good && k < count; k++) /* without memory nothing is found */
        findings[k] =
            (struct sim_finding){ (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN,
                                  (double)NAN, (double)NAN, test->least, 0,           false,       false };
    free(x);
    return count;
}

void sim_finding_widen(struct sim_finding *finding, int family)
{
    if (finding->n > 1) {
        double by = gsl_cdf_tdist_Qinv(0.025 / family, (double)(finding->n - 1)) / sim_t95(finding->n);
        finding->low_all = finding->found + by * (finding->low - finding->found);
        finding->high_all = finding->found + by * (finding->high - finding->found);
    }
}
