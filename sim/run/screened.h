/* screened.h - what is known of a chunk of worlds once they are screened by patterns, and its file: sealed arrays
 * (arrays.h) in OUT/worlds, whole or absent, and verified before they are believed. */
#ifndef SIM_SCREENED_H
#define SIM_SCREENED_H

#include "wave.h"

/** How far a world came. */
enum sim_fell {
    SIM_FELL_FAILED, /* a run of it failed */
    SIM_FELL_FIRST,  /* excluded by its first replicate */
    SIM_FELL_SCREEN, /* excluded by the few replicates of the screen */
    SIM_FELL_LAST,   /* excluded by all its replicates */
    SIM_KEPT,
    SIM_FELLS
};

struct sim_screened {
    long first, count; /* worlds */
    int patterns;
    unsigned char *fell;    /* [world]: enum sim_fell */
    uint64_t *out, *missed; /* [world]: bit i: pattern i excludes it; it misses pattern i, but within what is allowed */
    float *far;             /* [world]: misses of all patterns, in widths of their intervals, each at most 1 */
    double *values;         /* [pattern][world]: mean over the replicates that it got; NAN where there is none */
};

/** Allocate the chunk, all zero. Whatever is returned, sim_screened_free() may be called. */
SIM_MUST_USE enum sim_status sim_screened_init(struct sim_screened *self, const struct sim_wave *wave, int patterns,
                                               long chunk, struct sim_errors *errors);
void sim_screened_free(struct sim_screened *self);

/** Write the file of a chunk. A file that is already there is kept. */
SIM_MUST_USE enum sim_status sim_screened_publish(const struct sim_screened *self, const struct sim_wave *wave,
                                                  const char *out, struct sim_errors *errors);

/** Verify the file of a chunk, and read it into `self` (initialised). *there: is it whole and of this wave? A file that
 * is not is set aside as *.bad if it is damaged, and removed if it is whole and of another study or number of worlds.
 */
SIM_MUST_USE enum sim_status sim_screened_read(struct sim_screened *self, const struct sim_wave *wave, const char *out,
                                               bool *there, struct sim_errors *errors);

/** The same for a few numbers that belong to the whole wave, in a file called `name`: how much luck there is. */
SIM_MUST_USE enum sim_status sim_wave_numbers_publish(const struct sim_wave *wave, const char *out, const char *name,
                                                      const double *numbers, int count, struct sim_errors *errors);
SIM_MUST_USE enum sim_status sim_wave_numbers_read(const struct sim_wave *wave, const char *out, const char *name,
                                                   double *numbers, int count, bool *there, struct sim_errors *errors);

#endif
