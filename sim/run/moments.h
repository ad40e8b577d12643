/* moments.h - mean and spread of numbers that pass by once, and the intervals that follow from them. */
#ifndef SIM_MOMENTS_H
#define SIM_MOMENTS_H

#include <gsl/gsl_cdf.h>
#include <math.h>

/** Welford's running mean and sum of squared deviations. Starts as zeros. */
struct sim_moments {
    long n;
    double mean, squares;
};

/** Take one number; none (NAN) is passed over. */
static inline void sim_moments_add(struct sim_moments *self, double value)
{
    if (!isnan(value)) {
        double far = value - self->mean;
        self->n++;
        self->mean += far / (double)self->n;
        self->squares += far * (value - self->mean);
    }
}

static inline double sim_moments_mean(const struct sim_moments *self)
{
    return self->n > 0 ? self->mean : (double)NAN;
}

/** Unbiased variance; NAN under two numbers. */
static inline double sim_moments_variance(const struct sim_moments *self)
{
    return self->n > 1 ? self->squares / (double)(self->n - 1) : (double)NAN;
}

/** Standard error of the mean. */
static inline double sim_moments_error(const struct sim_moments *self)
{
    return sqrt(sim_moments_variance(self) / (double)self->n);
}

/** Student's t that `n` numbers take for a 95 % interval of their mean. */
static inline double sim_t95(long n)
{
    return n > 1 ? gsl_cdf_tdist_Pinv(0.975, (double)(n - 1)) : (double)NAN;
}

/** Half of the 95 % interval of the mean. */
static inline double sim_moments_half_width(const struct sim_moments *self)
{
    return sim_t95(self->n) * sim_moments_error(self);
}

/** Smallest true mean that a two-sided test at 5 % would tell from 0 in four of five studies like this one. */
static inline double sim_moments_resolvable(const struct sim_moments *self)
{
    double freedom = (double)(self->n - 1);
    return self->n > 1 ? (sim_t95(self->n) + gsl_cdf_tdist_Pinv(0.8, freedom)) * sim_moments_error(self) : (double)NAN;
}

/** Wilson's 95 % interval of a share of `count` in `n`. */
static inline void sim_wilson(long count, long n, double *low, double *high)
{
    double z = gsl_cdf_ugaussian_Pinv(0.975), share = (double)count / (double)n, part = z * z / (double)n;
    double middle = (share + part / 2) / (1 + part);
    double half = sqrt(share * (1 - share) * part + part * part / 4) / (1 + part);
    *low = n > 0 ? middle - half : (double)NAN;
    *high = n > 0 ? middle + half : (double)NAN;
}

#endif
