/* intervals.c - each formula from its source. */
#include "intervals.h"

#include <float.h>

/* A share lies within 0..1 and a difference of shares within -1..1. Other ranges only say what is impossible: an
 * interval that reached for their ends would tell nothing. */
static const double WIDEST_BOUNDED = 2;

enum { FEWEST_FOR_SKEW = 10 };

/* Spread, as a share of the size of a run's numbers, that is rounding: 16 roundings of floats, as the sum of a few
 * hundred has. */
static const double ROUNDING = 16 * FLT_EPSILON;

static const struct sim_interval none = { (double)NAN, (double)NAN };

/** By halving: gsl_cdf_beta_Pinv() gives up on some, and takes the program with it. */
static double beta_quantile(double level, double a, double b)
{
    double low = 0, high = 1;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        *(gsl_cdf_beta_P(middle, a, b) < level ? &low : &high) = middle;
    }
    return (low + high) / 2;
}

struct sim_interval sim_exact_share(long count, long n)
{
    double k = (double)count, rest = (double)(n - count);
    if (n < 1) {
        return none;
    }
    return (struct sim_interval){ count > 0 ? beta_quantile(0.025, k, rest + 1) : 0,
                                  count < n ? beta_quantile(0.975, k + 1, rest) : 1 };
}

struct sim_interval sim_paired_shares(long up, long down, long n)
{
    double more = (double)(up + 1) / (double)(n + 2), less = (double)(down + 1) / (double)(n + 2);
    double half = gsl_cdf_ugaussian_Pinv(0.975) * sqrt((more + less - (more - less) * (more - less)) / (double)(n + 2));
    return n < 1 ? none : (struct sim_interval){ fmax(more - less - half, -1), fmin(more - less + half, 1) };
}

/** Mean of a quantity within low..high of which all `n` numbers seen are `value`. At most 1 - 0.025^(1/n) of all
 * numbers can differ (Clopper & Pearson of 0 in n); those may lie at either end of the range. NAN where the range has
 * no ends. */
static struct sim_interval equal_numbers(double value, long n, double low, double high)
{
    double others = -expm1(log(0.025) / (double)n);
    if (n < 1 || !isfinite(low) || !isfinite(high)) {
        return none;
    }
    return (struct sim_interval){ value + others * (fmin(low, value) - value),
                                  value + others * (fmax(high, value) - value) };
}

double sim_unskewed(double t, double skewness, long n)
{
    double g = skewness / sqrt((double)n);
    return t + g * t * t / 3 + g * g * t * t * t / 27 + g / 6;
}

double sim_skewed(double t, double skewness, long n)
{
    double g = skewness / sqrt((double)n);
    return fabs(g) < 1e-9 ? t : 3 / g * (cbrt(1 + g * (t - g / 6)) - 1);
}

void sim_numbers_add(struct sim_numbers *self, double value)
{
    if (!isnan(value)) { /* Pébay's update (2008), before that of the squares */
        double n = (double)(self->moments.n + 1), far = value - self->moments.mean;
        self->cubes += far * far * far * (n - 1) * (n - 2) / (n * n) - 3 * far * self->moments.squares / n;
    }
    sim_moments_add(&self->moments, value);
    self->ups += value == 1;
    self->downs += value == -1;
    self->zeros += value == 0;
}

bool sim_is_rounding(double deviation, double size)
{
    return deviation <= ROUNDING * size;
}

void sim_numbers_level(struct sim_numbers *self, double size)
{
    struct sim_moments *moments = &self->moments;

    if (moments->squares > 0 && sim_is_rounding(sqrt(moments->squares / (double)moments->n), size)) {
        moments->mean = moments->mean * moments->mean * (double)moments->n < moments->squares ? 0 : moments->mean;
        moments->squares = self->cubes = 0;
    }
}

void sim_level_out(double *x, long count, double size)
{
    struct sim_numbers numbers = { 0 };
    for (long i = 0; i < count; i++)
        sim_numbers_add(&numbers, x[i]);
    sim_numbers_level(&numbers, size);
    for (long i = 0; i < count && !(numbers.moments.squares > 0); i++)
        x[i] = isnan(x[i]) ? x[i] : numbers.moments.mean;
}

double sim_numbers_skewness(const struct sim_numbers *self)
{
    double n = (double)self->moments.n, variance = self->moments.squares / n;
    return variance > 0 ? self->cubes / n / pow(variance, 1.5) : 0;
}

bool sim_numbers_are_skewed(const struct sim_numbers *self)
{
    return self->moments.n >= FEWEST_FOR_SKEW && fabs(sim_numbers_skewness(self)) > sqrt(6 / (double)self->moments.n);
}

const char *sim_method_word(enum sim_method method)
{
    static const char *const words[] = { "none", "t", "Hall's t", "exact", "paired", "bounded", "all equal" };
    return words[method];
}

static enum sim_method method_of(const struct sim_numbers *self, double low, double high)
{
    const struct sim_moments *moments = &self->moments;
    long n = moments->n;

    if (n > 1 && self->ups + self->zeros == n && low >= 0 && high <= 1) {
        return SIM_EXACT;
    }
    if (n > 1 && self->ups + self->downs + self->zeros == n && low >= -1 && high <= 1) {
        return SIM_PAIRED;
    }
    if (n > 1 && !(moments->squares > 0)) {
        return high - low <= WIDEST_BOUNDED ? SIM_BOUNDED : SIM_ALL_EQUAL;
    }
    return n < 2 ? SIM_NO_INTERVAL : sim_numbers_are_skewed(self) ? SIM_HALL : SIM_STUDENT;
}

struct sim_interval sim_numbers_within(const struct sim_numbers *self, double t)
{
    double mean = sim_moments_mean(&self->moments), error = sim_moments_error(&self->moments);
    double skewness = sim_numbers_are_skewed(self) ? sim_numbers_skewness(self) : 0;
    return (struct sim_interval){ mean - error * sim_skewed(t, skewness, self->moments.n),
                                  mean - error * sim_skewed(-t, skewness, self->moments.n) };
}

struct sim_interval sim_numbers_interval(const struct sim_numbers *self, double low, double high,
                                         enum sim_method *method)
{
    double mean = sim_moments_mean(&self->moments), half = sim_moments_half_width(&self->moments);
    struct sim_interval skewed;

    *method = method_of(self, low, high);
    switch (*method) {
    case SIM_EXACT:
        return sim_exact_share(self->ups, self->moments.n);
    case SIM_PAIRED:
        return sim_paired_shares(self->ups, self->downs, self->moments.n);
    case SIM_BOUNDED:
        return equal_numbers(mean, self->moments.n, low, high);
    case SIM_HALL:
        skewed = sim_numbers_within(self, sim_t95(self->moments.n));
        return (struct sim_interval){ fmax(skewed.low, low), fmin(skewed.high, high) };
    case SIM_STUDENT:
        return (struct sim_interval){ fmax(mean - half, low), fmin(mean + half, high) };
    default:
        return none;
    }
}

double sim_interval_reach(struct sim_interval interval, double middle)
{
    return isnan(interval.low) || isnan(interval.high) ? (double)NAN
                                                       : fmax(middle - interval.low, interval.high - middle);
}
