/* resample.c - Threefry for answers, and what is drawn with it. */
#include "resample.h"

#include <Random123/threefry.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { COLUMNS_AT_ONCE = 64 };

struct sim_lot sim_lot_of(uint64_t seed, const char *name)
{
    uint64_t named = XXH3_64bits(name, strlen(name));
    return (
        struct sim_lot){ .key = { (uint32_t)seed, (uint32_t)(seed >> 32), (uint32_t)named, (uint32_t)(named >> 32) } };
}

uint32_t sim_lot_word(struct sim_lot *self)
{
    if (self->used % 4 == 0) {
        uint64_t block = self->used / 4;
        threefry4x32_key_t key;
        memcpy(key.v, self->key, sizeof key.v);
        threefry4x32_ctr_t words =
            threefry4x32_R(20, (threefry4x32_ctr_t){ { (uint32_t)block, (uint32_t)(block >> 32), 0x61736b, 0 } }, key);
        memcpy(self->words, words.v, sizeof words.v);
    }
    return self->words[self->used++ % 4];
}

long sim_lot_below(struct sim_lot *self, long count)
{
    return (long)((uint64_t)sim_lot_word(self) * (uint64_t)count >> 32);
}

double sim_lot_uniform(struct sim_lot *self)
{
    return (sim_lot_word(self) + 0.5) / 4294967296.0;
}

void sim_lot_shuffle(struct sim_lot *self, long *places, long count)
{
    for (long i = 0; i < count; i++) {
        long k = sim_lot_below(self, i + 1);
        places[i] = places[k];
        places[k] = i;
    }
}

/* --- bootstrap-t --- */

/** Some columns, centred: rows of `width` numbers and of as many marks of who is there. */
struct centred {
    long rows;
    int width;
    double *number, *here, *sum, *squares, *count;
};

static void centred_free(struct centred *self)
{
    free(self->number);
}

static bool centred_init(struct centred *self, const double *x, long rows, int columns, int first, int width)
{
    size_t cells = (size_t)rows * (size_t)width;
    *self = (struct centred){ .rows = rows, .width = width };
    self->number = calloc(2 * cells + 3 * (size_t)width, sizeof *self->number);
    if (self->number == NULL) {
        return false;
    }
    self->here = self->number + cells;
    self->sum = self->here + cells;
    self->squares = self->sum + width;
    self->count = self->squares + width;
    for (int i = 0; i < width; i++) {
        struct sim_moments all = { 0 };
        for (long r = 0; r < rows; r++)
            sim_moments_add(&all, x[r * columns + first + i]);
        for (long r = 0; r < rows; r++) {
            double value = x[r * columns + first + i];
            self->here[r * width + i] = !isnan(value);
            self->number[r * width + i] = isnan(value) ? 0 : value - all.mean;
        }
    }
    return true;
}

static void centred_add(struct centred *self, long row)
{
    const double *restrict number = self->number + row * self->width, *restrict here = self->here + row * self->width;
    double *restrict sum = self->sum, *restrict squares = self->squares, *restrict count = self->count;
    for (int i = 0; i < self->width; i++) {
        sum[i] += number[i];
        squares[i] += number[i] * number[i];
        count[i] += here[i];
    }
}

/** Student's t of what was added, from 0, the true mean; without spread it is endless unless the mean is 0 too. */
static double studentised(const struct centred *self, int column)
{
    double n = self->count[column], mean = n > 0 ? self->sum[column] / n : 0;
    double variance = n > 1 ? (self->squares[column] / n - mean * mean) / (n - 1) : 0;
    return variance > 1e-24 * mean * mean ? mean / sqrt(variance) : mean > 0 ? INFINITY : mean < 0 ? -INFINITY : 0;
}

/** Studentised means of all resamples into t[column][SIM_RESAMPLES]. */
static void resample_all(struct centred *self, struct sim_lot lot, double *t)
{
    for (int b = 0; b < SIM_RESAMPLES; b++) {
        memset(self->sum, 0, 3 * (size_t)self->width * sizeof *self->sum);
        for (long r = 0; r < self->rows; r++)
            centred_add(self, sim_lot_below(&lot, self->rows));
        for (int i = 0; i < self->width; i++)
            t[i * SIM_RESAMPLES + b] = studentised(self, i);
    }
}

bool sim_bootstrap_t(const double *x, long rows, int columns, struct sim_lot lot, struct sim_interval *tails)
{
    double *t = calloc((size_t)COLUMNS_AT_ONCE * SIM_RESAMPLES, sizeof *t);
    bool good = t != NULL;

    for (int first = 0; good && first < columns; first += COLUMNS_AT_ONCE) {
        int width = columns - first < COLUMNS_AT_ONCE ? columns - first : COLUMNS_AT_ONCE;
        struct centred part;
        good = centred_init(&part, x, rows, columns, first, width);
        if (good) {
            resample_all(&part, lot, t); /* the same draws for every part */
            for (int i = 0; i < width; i++)
                tails[first + i] = sim_percentiles(t + i * SIM_RESAMPLES, SIM_RESAMPLES);
        }
        centred_free(&part);
    }
    free(t);
    return good;
}

struct sim_interval sim_mean_interval(const double *x, long rows, double low, double high, struct sim_lot lot,
                                      enum sim_method *method)
{
    struct sim_numbers numbers = { 0 };
    struct sim_interval tails;

    for (long i = 0; i < rows; i++)
        sim_numbers_add(&numbers, x[i]);
    double mean = numbers.moments.mean, error = sim_moments_error(&numbers.moments);
    struct sim_interval interval = sim_numbers_interval(&numbers, low, high, method);
    if (*method == SIM_STUDENT && sim_numbers_are_skewed(&numbers) && sim_bootstrap_t(x, rows, 1, lot, &tails) &&
        isfinite(tails.low) && isfinite(tails.high)) {
        *method = SIM_BOOTSTRAP_T;
        interval = (struct sim_interval){ mean - tails.high * error, mean - tails.low * error };
    }
    return interval;
}

/* --- ends of what was drawn --- */

struct sim_interval sim_percentiles(double *drawn, int count)
{
    /* Order statistics and no interpolation: an end may be infinite. */
    gsl_sort(drawn, 1, (size_t)count);
    int low = (int)(0.025 * (count + 1)) - 1;
    low = low < 0 ? 0 : low;
    return (struct sim_interval){ drawn[low], drawn[count - 1 - low] };
}

/** Third-moment acceleration of Efron's jackknife; 0 without spread. */
static double acceleration(const double *left_out, long n)
{
    double mean = gsl_stats_mean(left_out, 1, (size_t)n), squares = 0, cubes = 0;
    for (long i = 0; i < n; i++) {
        double far = mean - left_out[i];
        squares += far * far;
        cubes += far * far * far;
    }
    return squares > 0 ? cubes / (6 * pow(squares, 1.5)) : 0;
}

static double corrected_end(const double *sorted, int count, double bias, double acceleration, double level)
{
    double z = bias + gsl_cdf_ugaussian_Pinv(level);
    double at = gsl_cdf_ugaussian_P(bias + z / (1 - acceleration * z));
    return gsl_stats_quantile_from_sorted_data(sorted, 1, (size_t)count, fmin(fmax(at, 0), 1));
}

struct sim_interval sim_bca(double *drawn, int count, double found, const double *left_out, long n)
{
    struct sim_interval plain = sim_percentiles(drawn, count);
    double below = 0;

    for (int i = 0; i < count; i++)
        below += drawn[i] < found ? 1 : drawn[i] == found ? 0.5 : 0;
    double bias = gsl_cdf_ugaussian_Pinv(below / count), bend = acceleration(left_out, n);
    if (!isfinite(bias)) {
        return plain;
    }
    return (struct sim_interval){ corrected_end(drawn, count, bias, bend, 0.025),
                                  corrected_end(drawn, count, bias, bend, 0.975) };
}
