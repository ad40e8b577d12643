/* resample.c - Threefry for answers, and what is drawn with it. */
#include "resample.h"

#include <Random123/threefry.h>
#include <gsl/gsl_sort.h>
#include <string.h>
#include <xxhash.h>

struct sim_stream sim_stream_of(uint64_t seed, const char *name)
{
    uint64_t named = XXH3_64bits(name, strlen(name));
    return (struct sim_stream){ .key = { (uint32_t)seed, (uint32_t)(seed >> 32), (uint32_t)named,
                                         (uint32_t)(named >> 32) } };
}

/** Draw the four words of which the next is one. */
static void draw(struct sim_stream *self)
{
    uint64_t block = self->used / 4;
    threefry4x32_key_t key;
    memcpy(key.v, self->key, sizeof key.v);
    threefry4x32_ctr_t words =
        threefry4x32_R(20, (threefry4x32_ctr_t){ { (uint32_t)block, (uint32_t)(block >> 32), 0x61736b, 0 } }, key);
    memcpy(self->words, words.v, sizeof words.v);
}

struct sim_stream sim_stream_from(struct sim_stream stream, uint64_t words)
{
    stream.used = words;
    draw(&stream);
    return stream;
}

uint32_t sim_stream_word(struct sim_stream *self)
{
    if (self->used % 4 == 0) {
        draw(self);
    }
    return self->words[self->used++ % 4];
}

long sim_stream_below(struct sim_stream *self, long count)
{
    return (long)((uint64_t)sim_stream_word(self) * (uint64_t)count >> 32);
}

double sim_stream_uniform(struct sim_stream *self)
{
    return (sim_stream_word(self) + 0.5) / 4294967296.0;
}

void sim_stream_shuffle(struct sim_stream *self, long *places, long count)
{
    for (long i = 0; i < count; i++) {
        long k = sim_stream_below(self, i + 1);
        places[i] = places[k];
        places[k] = i;
    }
}

/* --- ends of what was drawn --- */

double sim_line(double *drawn, int count)
{
    gsl_sort(drawn, 1, (size_t)count);
    return drawn[(19 * (count + 1) + 19) / 20 - 1]; /* 0.95 of count + 1 places, the part of one counted as one */
}

/** Order statistics and no interpolation: an end may be infinite. */
static struct sim_interval ends_of(double *drawn, int count, double tail)
{
    gsl_sort(drawn, 1, (size_t)count);
    int low = (int)(tail * (count + 1)) - 1;
    low = low < 0 ? 0 : low;
    return (struct sim_interval){ drawn[low], drawn[count - 1 - low] };
}

struct sim_interval sim_percentiles(double *drawn, int count)
{
    return ends_of(drawn, count, 0.025);
}

struct sim_interval sim_wider_percentiles(double *drawn, int count, long n)
{
    return ends_of(drawn, count, n < 2 ? 0 : gsl_cdf_ugaussian_P(-sim_t95(n) * sqrt((double)n / (double)(n - 1))));
}

struct sim_interval sim_resampled_around(double found, const double *drawn, int count, long n)
{
    struct sim_moments squares = { 0 };
    for (int b = 0; b < count; b++)
        sim_moments_add(&squares, (drawn[b] - found) * (drawn[b] - found));
    double half = sim_t95(n) * sqrt(sim_moments_mean(&squares));
    return (struct sim_interval){ found - half, found + half };
}
