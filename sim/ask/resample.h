/* resample.h - chance for answers, and intervals from resampled rows. Chance is keyed by a seed and a name, so the same
 * study always prints the same interval. A row is one repeat (a replicate or a world) and a column one number that is
 * asked for; rows are drawn whole, so that columns keep their dependence. */
#ifndef SIM_RESAMPLE_H
#define SIM_RESAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "../run/intervals.h"

enum { SIM_RESAMPLES = 1000 };

/** A stream of numbers that belongs to a seed and a name. */
struct sim_lot {
    uint32_t key[4], words[4];
    uint64_t used;
};

struct sim_lot sim_lot_of(uint64_t seed, const char *name);
uint32_t sim_lot_word(struct sim_lot *self);
/** 0 .. count - 1, count under 2^31. */
long sim_lot_below(struct sim_lot *self, long count);
/** Uniform in (0, 1). */
double sim_lot_uniform(struct sim_lot *self);
/** 0 .. count - 1 in a random order (Fisher & Yates). */
void sim_lot_shuffle(struct sim_lot *self, long *places, long count);

/** Bootstrap-t (Efron & Tibshirani 1993, 12.5): quantiles 2.5 % and 97.5 % of the studentised mean of resampled rows,
 * one pair for each column of x[rows][columns], which may hold NAN. The interval of a mean is mean - high * error to
 * mean - low * error. False without memory. */
bool sim_bootstrap_t(const double *x, long rows, int columns, struct sim_lot lot, struct sim_interval *tails);

/** The interval of the mean of x[rows] (NAN: none), within low..high: as sim_numbers_interval() has it, but bootstrap-t
 * where Student's would be taken and the numbers are skewed. */
struct sim_interval sim_mean_interval(const double *x, long rows, double low, double high, struct sim_lot lot,
                                      enum sim_method *method);

/** The percentile ends of `drawn`, which is sorted in place. */
struct sim_interval sim_percentiles(double *drawn, int count);

/** Bias-corrected and accelerated ends (Efron 1987) of `drawn`, which is sorted in place: statistics of resamples;
 * `found` is that of all rows, `left_out` those without one row each. Percentiles where the bias has no number. */
struct sim_interval sim_bca(double *drawn, int count, double found, const double *left_out, long n);

#endif
