/* multiple.c - signs of whole rows are flipped; the largest t of any column is what all must be held against. */
#include "multiple.h"

#include <gsl/gsl_sort.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"

enum { FEWEST_FLIPPED = 6 }; /* the signs of fewer all agree in more than one draw of 20 */

/** One column, centred and with 0 where there is none, into z. Returns how many numbers it has; 0 without a spread. */
static long centre(const double *x, long rows, int columns, int column, float *z)
{
    struct sim_moments all = { 0 };
    for (long r = 0; r < rows; r++)
        sim_moments_add(&all, x[r * columns + column]);
    double scale = all.squares > 0 ? 1 / sqrt(all.squares) : 0;
    for (long r = 0; r < rows; r++) {
        double value = x[r * columns + column];
        z[r * columns + column] = isnan(value) ? 0 : (float)((value - all.mean) * scale);
    }
    return all.squares > 0 ? all.n : 0;
}

static void flip(const float *z, long rows, int columns, struct sim_stream *stream, float *sum)
{
    uint32_t signs = 0;
    memset(sum, 0, (size_t)columns * sizeof *sum);
    for (long r = 0; r < rows; r++) {
        signs = r % 32 == 0 ? sim_stream_word(stream) : signs >> 1;
        float sign = signs & 1 ? 1 : -1;
        const float *restrict from = z + r * columns;
        float *restrict to = sum;
        for (int i = 0; i < columns; i++)
            to[i] += sign * from[i];
    }
}

/* Columns of many numbers and of few are put on one scale: normal deviates that are as rare as their t (Wallace 1959).
 */

static double wallace(double freedom)
{
    return (8 * freedom + 1) / (8 * freedom + 3);
}

/** Of a sum of n numbers whose squares add up to 1; flipped signs leave those as they are. */
static double deviate_of(double sum, long n)
{
    double freedom = (double)(n - 1), part = sum * sum / (double)n;
    return part < 1 - 1e-9 ? wallace(freedom) * sqrt(-freedom * log1p(-part)) : INFINITY;
}

static double t_of_deviate(double deviate, long n)
{
    double freedom = (double)(n - 1), part = deviate / wallace(freedom);
    return sqrt(freedom * expm1(part * part / freedom));
}

bool sim_largest_take(struct sim_largest *self, const double *x, long rows, int columns, struct sim_stream stream)
{
    float *z = calloc((size_t)rows * (size_t)columns + 1, sizeof *z), *sum = calloc((size_t)columns + 1, sizeof *sum);
    long *n = calloc((size_t)columns + 1, sizeof *n);
    bool good = z != NULL && sum != NULL && n != NULL;

    for (int i = 0; good && i < columns; i++) {
        n[i] = centre(x, rows, columns, i, z);
        self->columns += n[i] > 0;
        self->flipped += n[i] >= FEWEST_FLIPPED;
    }
    for (int b = 0; good && b < SIM_RESAMPLES; b++) {
        flip(z, rows, columns, &stream, sum);
        for (int i = 0; i < columns; i++)
            if (n[i] >= FEWEST_FLIPPED) {
                self->deviates[b] = fmax(self->deviates[b], deviate_of((double)sum[i], n[i]));
            }
    }
    SIM_FREE(z, sum, n);
    return good;
}

struct sim_bar sim_largest_bar(const struct sim_largest *self)
{
    double sorted[SIM_RESAMPLES], part = (double)self->flipped / (double)self->columns;

    if (self->flipped == 0) {
        return (struct sim_bar){ INFINITY, self->columns };
    }
    memcpy(sorted, self->deviates, sizeof sorted);
    gsl_sort(sorted, 1, SIM_RESAMPLES);
    return (struct sim_bar){ sorted[(int)((1 - 0.05 * part) * (SIM_RESAMPLES + 1)) - 1], self->columns };
}

double sim_bar_t(struct sim_bar self, const struct sim_numbers *numbers)
{
    long n = numbers->moments.n;
    if (n < 2 || self.columns == 0) {
        return (double)NAN;
    }
    double most = gsl_cdf_tdist_Qinv(0.025 / (double)self.columns, (double)(n - 1));
    bool flipped = n >= FEWEST_FLIPPED && !sim_numbers_are_skewed(numbers);
    return flipped ? fmin(fmax(t_of_deviate(self.deviate, n), sim_t95(n)), most) : most;
}

double sim_p_of(const struct sim_numbers *numbers)
{
    long n = numbers->moments.n;
    double t = numbers->moments.mean / sim_moments_error(&numbers->moments);
    t = sim_numbers_are_skewed(numbers) ? sim_unskewed(t, sim_numbers_skewness(numbers), n) : t;
    return n < 2 || !isfinite(t) ? (double)NAN : 2 * gsl_cdf_tdist_Q(fabs(t), (double)(n - 1));
}

bool sim_holm(double *p, long n)
{
    size_t *order = calloc((size_t)n + 1, sizeof *order);
    double *ordered = calloc((size_t)n + 1, sizeof *ordered), before = 0;
    long tests = 0;

    if (order == NULL || ordered == NULL) {
        free(order);
        free(ordered);
        return false;
    }
    for (long i = 0; i < n; i++) {
        tests += !isnan(p[i]);
        ordered[i] = isnan(p[i]) ? 2 : p[i];
    }
    gsl_sort_index(order, ordered, 1, (size_t)n);
    for (long i = 0; i < tests; i++) {
        before = fmin(fmax(before, (double)(tests - i) * ordered[order[i]]), 1);
        p[order[i]] = before;
    }
    free(order);
    free(ordered);
    return true;
}

/* --- which is best --- */

/** Mean of arm i less arm j and its error, at [i][j]. */
struct gap {
    double mean, error;
};

/** Paired differences of all pairs into rows of pairs[rows][arms (arms - 1) / 2], NAN of rows that lack an arm. */
static void pair_off(const double *x, long rows, int arms, double *pairs)
{
    for (long r = 0; r < rows; r++) {
        double whole = 0;
        for (int i = 0; i < arms; i++)
            whole += x[r * arms + i];
        for (int i = 0; i < arms; i++)
            for (int j = 0; j < i; j++)
                *pairs++ = isnan(whole) ? (double)NAN : x[r * arms + i] - x[r * arms + j];
    }
}

static void gaps_fill(const double *pairs, long rows, int arms, struct gap *gaps)
{
    int width = arms * (arms - 1) / 2, at = 0;
    for (int i = 0; i < arms; i++)
        for (int j = 0; j < i; j++, at++) {
            struct sim_moments all = { 0 };
            for (long r = 0; r < rows; r++)
                sim_moments_add(&all, pairs[r * width + at]);
            gaps[i * arms + j] = (struct gap){ sim_moments_mean(&all), sim_moments_error(&all) };
            gaps[j * arms + i] = (struct gap){ -sim_moments_mean(&all), sim_moments_error(&all) };
        }
}

/** Rows that have all arms. */
static long whole_rows(const double *pairs, long rows, int width)
{
    long whole = 0;
    for (long r = 0; r < rows; r++)
        whole += width > 0 && !isnan(pairs[r * width]);
    return whole;
}

/** How far an arm's mean lies above the best of the others at most. Below 0: it is not the best. */
static double most_above(const struct gap *gaps, int arms, double bar, int i)
{
    double least = INFINITY;
    for (int j = 0; j < arms; j++)
        least = j == i ? least : fmin(least, gaps[i * arms + j].mean + bar * gaps[i * arms + j].error);
    return least;
}

/** Lower ends count distances only from those that may be the best; two that are always equal may both be. */
static void distances_fill(const struct gap *gaps, int arms, double bar, struct sim_interval *distances)
{
    for (int i = 0; i < arms; i++)
        distances[i] = (struct sim_interval){ 0, fmax(most_above(gaps, arms, bar, i), 0) };
    for (int j = 0; j < arms; j++)
        for (int i = 0; i < arms && most_above(gaps, arms, bar, j) >= 0; i++)
            if (i != j) {
                distances[i].low = fmin(distances[i].low, gaps[i * arms + j].mean - bar * gaps[i * arms + j].error);
            }
}

bool sim_with_the_best(const double *x, long rows, int arms, struct sim_stream stream, struct sim_interval *distances)
{
    size_t width = (size_t)arms * (size_t)(arms - 1) / 2;
    double *pairs = calloc((size_t)rows * width + 1, sizeof *pairs);
    struct gap *gaps = calloc((size_t)arms * (size_t)arms, sizeof *gaps);
    struct sim_largest *largest = calloc(1, sizeof *largest);
    bool good = pairs != NULL && gaps != NULL && largest != NULL;

    if (good) {
        pair_off(x, rows, arms, pairs);
        gaps_fill(pairs, rows, arms, gaps);
        good = sim_largest_take(largest, pairs, rows, (int)width, stream);
        const struct sim_numbers whole = { .moments.n = whole_rows(pairs, rows, (int)width) };
        double bar = whole.moments.n > 2 ? sim_bar_t(sim_largest_bar(largest), &whole) : (double)NAN;
        distances_fill(gaps, arms, bar, distances);
        for (int i = 0; i < arms; i++)
            distances[i] = isnan(bar) ? (struct sim_interval){ bar, bar } : distances[i];
    }
    SIM_FREE(pairs, gaps, largest);
    return good;
}

bool sim_is_negligible(const struct sim_moments *moments, double least)
{
    double half = moments->n > 1 && moments->squares > 0
                      ? gsl_cdf_tdist_Pinv(0.95, (double)(moments->n - 1)) * sim_moments_error(moments)
                      : (double)NAN;
    return fabs(sim_moments_mean(moments)) + half < least;
}
