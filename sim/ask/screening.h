/* screening.h - computes the worlds of a wave, and screens them in three steps: one replicate of each world; a few
 * replicates of the worlds that the first does not exclude; all replicates of those that are left. The first two steps
 * exclude a world only by more than luck explains. A chunk of worlds goes through all steps at once, so its results
 * depend only on the study, and not on threads, shards or kills. */
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
    const double *luck;          /* [pattern]: standard deviation between single runs of the same world */
    struct sim_compute *compute; /* kernel, threads, stop, progress; its plan is set to that of the wave */
    const char *out;             /* the folder; NULL: chunks are only given to `done` */
    struct sim_shard shard;
    long chunks; /* at most so many chunks, the first ones; 0: all of the wave */
    /** Called with each computed chunk, which is freed after the call; to keep its memory, copy the struct and set the
     * original to { 0 }. May be NULL. */
    void (*done)(void *context, struct sim_screened *chunk);
    void *context;
    long runs; /* output: runs that were computed */
};

/** Compute the chunks that the folder lacks. SIM_OK when none is missing; else as sim_compute(). */
SIM_MUST_USE enum sim_status sim_screen(struct sim_screening *self, struct sim_errors *errors);

/** Measure luck: for each pattern the standard deviation between single runs of the same world, pooled over the worlds
 * of a pilot wave, each with matching->screen replicates. Into luck[pattern]. */
SIM_MUST_USE enum sim_status sim_luck_measure(struct sim_wave *pilot, const struct sim_matching *matching,
                                              struct sim_compute *compute, double *luck, struct sim_errors *errors);

#endif
