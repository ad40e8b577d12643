/* wave.h - a wave of drawn worlds: the study that draws them, its plan, and chunks of worlds that are screened
 * together. The first wave is the study's own design. Further waves draw from parts of its ranges. World numbers run
 * over all waves without meeting, so that each world has luck of its own. */
#ifndef SIM_WAVE_H
#define SIM_WAVE_H

#include "../read/pattern.h"
#include "plan.h"

enum { SIM_WAVE_ROOM = 1 << 27, SIM_PILOT_WAVE = 15 }; /* worlds that a wave may have; number of the pilot's */

/** The part of each factor's distribution that a wave draws from, as probabilities. */
struct sim_part {
    double from, to;
};

struct sim_wave {
    const struct sim_model *model;
    struct sim_study study; /* one arm, one replicate, and of the histories only those that patterns look at */
    struct sim_plan plan;   /* a block of it is a chunk: consecutive worlds */
    int number;
    long first, count;  /* worlds: numbers first .. first + count - 1 */
    long chunk;         /* worlds of a chunk; the last may hold fewer */
    uint64_t hash[2];   /* of all that the screening of a world depends on, except the world's number */
    uint64_t family[2]; /* the hash of the first wave of the same matching; set by the code that makes further waves */
};

/** Prepare wave `number` of `count` worlds of a study with patterns, in one of its arms. `parts` [factor]: where the
 * wave draws from; only waves after the first and the pilot have them, and NULL means the whole ranges. `chunk`: worlds
 * of a chunk; 0 chooses a size, which does not depend on the number of worlds. Whatever is returned, sim_wave_free()
 * may be called. */
SIM_MUST_USE enum sim_status sim_wave_init(struct sim_wave *self, const struct sim_model *model,
                                           const struct sim_study *study, int arm, int number, long count,
                                           const struct sim_part *parts, long chunk, int real_bytes,
                                           struct sim_errors *errors);
void sim_wave_free(struct sim_wave *self);

/** How many chunks there are; chunk i begins with world first + i * chunk. */
long sim_wave_chunks(const struct sim_wave *self);

/** Worlds in chunk i. */
long sim_wave_worlds_in(const struct sim_wave *self, long chunk);

#endif
