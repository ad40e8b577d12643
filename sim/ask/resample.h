/* resample.h - random numbers for resampling, and intervals from resamples. The numbers depend only on a seed and a
 * name, so the same study always prints the same interval. */
#ifndef SIM_RESAMPLE_H
#define SIM_RESAMPLE_H

#include <stdint.h>

#include "../run/intervals.h"

enum { SIM_RESAMPLES = 1000 };

/** A stream of numbers that belongs to a seed and a name. */
struct sim_stream {
    uint32_t key[4], words[4];
    uint64_t used;
};

struct sim_stream sim_stream_of(uint64_t seed, const char *name);
/** The same stream from its word number `words` on. */
struct sim_stream sim_stream_from(struct sim_stream stream, uint64_t words);
uint32_t sim_stream_word(struct sim_stream *self);
/** 0 .. count - 1, count under 2^31. */
long sim_stream_below(struct sim_stream *self, long count);
/** Uniform in (0, 1). */
double sim_stream_uniform(struct sim_stream *self);
/** 0 .. count - 1 in a random order (Fisher & Yates). */
void sim_stream_shuffle(struct sim_stream *self, long *places, long count);

/** The value that 19 of 20 of the drawn numbers stay under. Sorts `drawn`. */
double sim_line(double *drawn, int count);

/** 95 % percentile interval of `drawn`, which is sorted in place. */
struct sim_interval sim_percentiles(double *drawn, int count);

/** The same, but wider: by as much as a mean of `n` numbers needs to have Student's interval, because resamples spread
 * less than what they were drawn from (expanded percentiles, Hesterberg 2015). */
struct sim_interval sim_wider_percentiles(double *drawn, int count, long n);

/** Student's interval of `n` numbers around what was found, with the root mean square distance of `drawn` from it in
 * place of the standard error, so that the bias of the resamples counts as well as their spread. */
struct sim_interval sim_resampled_around(double found, const double *drawn, int count, long n);

#endif
