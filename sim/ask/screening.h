/* screening.h - computes the worlds of a wave, and screens them while they are computed: one replicate of each; a few
 * of those that this does not exclude beyond what luck allows; all replicates of those that are left. A chunk of worlds
 * goes through all of it at once, so that chunks hang on nothing but the study: threads, shards, kills and resumed
 * processes find the same. */
#ifndef SIM_SCREENING_H
#define SIM_SCREENING_H

#include "../run/compute.h"
#include "../run/moments.h"
#include "../run/screened.h"
#include "../run/shard.h"
#include "judge.h"

struct sim_screening {
    struct sim_wave *wave;
    const struct sim_matching *matching;
    const double *luck;          /* [pattern]: standard deviation that luck gives to one run of a world */
    struct sim_compute *compute; /* kernel, threads, stop, progress; its plan is set to that of the wave */
    const char *out;             /* the folder; NULL: chunks stay in memory, and go to `done` */
    struct sim_shard shard;
    long chunks; /* most chunks to take, from the first; 0: all of the wave */
    /** Called with each chunk that is computed, which is freed after the call; to keep its memory, copy the struct and
     * set the original to { 0 }. NULL: nobody asks. */
    void (*done)(void *context, struct sim_screened *chunk);
    void *context;
    long runs; /* output: runs that were computed */
};

/** Compute the chunks that the folder is without. SIM_OK when none is missing; else as sim_compute(). */
SIM_MUST_USE enum sim_status sim_screen(struct sim_screening *self, struct sim_errors *errors);

/** What luck does: for each pattern the spread of single runs within a world, as a standard deviation pooled over the
 * worlds of a pilot wave, each with matching->screen replicates. */
SIM_MUST_USE enum sim_status sim_luck_measure(struct sim_wave *pilot, const struct sim_matching *matching,
                                              struct sim_compute *compute, double *luck, struct sim_errors *errors);

#endif
