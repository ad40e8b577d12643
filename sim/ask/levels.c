/* levels.c - good ranges, compromises and correlations from rows of paired runs. */
#include "levels.h"

#include "../run/moments.h"

static double at(const struct sim_rows *rows, long i, int column)
{
    return rows->values[(rows->drawn == NULL ? i : rows->drawn[i]) * rows->columns + column];
}

/** Mean of a column over rows of odd or even number (1, 0), or over all (-1). */
static double column_mean(const struct sim_rows *rows, int column, int parity)
{
    struct sim_moments moments = { 0 };
    for (long i = 0; i < rows->count; i++) {
        long row = rows->drawn == NULL ? i : rows->drawn[i];
        sim_moments_add(&moments, parity >= 0 && row % 2 != parity ? (double)NAN : at(rows, i, column));
    }
    return sim_moments_mean(&moments);
}

double sim_good_range(const struct sim_rows *rows, const struct sim_test *test)
{
    double means[SIM_MOST_ARMS_IN_A_TEST], sign = test->best_is_low ? -1 : 1;
    int best = 0, from, to;

    for (int i = 0; i < test->first_count; i++) {
        means[i] = sign * column_mean(rows, test->first[i], -1);
        best = means[i] > means[best] || isnan(means[best]) ? i : best;
    }
    for (from = best; from > 0 && means[from - 1] >= means[best] - test->within;)
        from--;
    for (to = best; to < test->first_count - 1 && means[to + 1] >= means[best] - test->within;)
        to++;
    return isnan(means[best]) ? (double)NAN : (double)(to - from) / (test->first_count - 1);
}

/** What each arm of a test is worth as a compromise, over rows of one parity. */
static void worths(const struct sim_rows *rows, const struct sim_test *test, int parity, double *worth)
{
    for (int i = 0; i < test->first_count; i++)
        worth[i] = 1;
    for (int second = 0; second < 2; second++) {
        double means[SIM_MOST_ARMS_IN_A_TEST], low = INFINITY, high = -INFINITY;
        double sign = (second ? test->beside_is_low : test->best_is_low) ? -1 : 1;
        for (int i = 0; i < test->first_count; i++) {
            means[i] = sign * column_mean(rows, test->first[i] + second * rows->columns / 2, parity);
            low = fmin(low, means[i]);
            high = fmax(high, means[i]);
        }
        for (int i = 0; i < test->first_count; i++) {
            double part = high > low ? (means[i] - low) / (high - low) : high == low ? 1 : (double)NAN;
            worth[i] = part < worth[i] || isnan(part) ? part : worth[i];
        }
    }
}

double sim_compromise(const struct sim_rows *rows, const struct sim_test *test)
{
    double worth[SIM_MOST_ARMS_IN_A_TEST];
    int best = 1, last = test->first_count - 1;

    worths(rows, test, 1, worth);
    for (int i = 2; i < last; i++)
        best = worth[i] > worth[best] ? i : best;
    worths(rows, test, 0, worth);
    return worth[best] - (isnan(worth[0] + worth[last]) ? (double)NAN : fmax(worth[0], worth[last]));
}

double sim_correlation(const struct sim_rows *rows, const struct sim_test *test)
{
    struct sim_moments x = { 0 }, y = { 0 };
    double together = 0;

    for (long i = 0; i < rows->count; i++) {
        double a = 0, b = 0;
        for (int k = 0; k < test->first_count; k++) {
            a += at(rows, i, test->first[k]) / test->first_count;
            b += at(rows, i, test->first[k] + rows->columns / 2) / test->first_count;
        }
        if (!isnan(a) && !isnan(b)) {
            double far = a - x.mean;
            sim_moments_add(&x, a);
            sim_moments_add(&y, b);
            together += far * (b - y.mean);
        }
    }
    return x.squares > 0 && y.squares > 0 ? together / sqrt(x.squares * y.squares) : (double)NAN;
}
