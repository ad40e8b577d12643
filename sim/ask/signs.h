/* signs.h - in which share of drawn worlds one arm is above another. */
#ifndef SIM_SIGNS_H
#define SIM_SIGNS_H

#include "compare.h"
#include "verdict.h"

/** Differences of each arm from the one it is compared with, in each world, over its replicates. */
struct sim_signs {
    const struct sim_compare *compare;
    const bool *wanted;       /* [outcome] */
    long worlds;              /* worlds that are used: all, or the first 1,024 */
    struct sim_moments *held; /* [world][arm][outcome] */
    double *values;           /* [arm][outcome] of the world in hand */
};

/** Read the runs of a finished study whose points are drawn worlds. Whatever is returned, sim_signs_free() may be
 * called. */
SIM_MUST_USE enum sim_status sim_signs_init(struct sim_signs *self, const struct sim_compare *compare,
                                            const bool *wanted, const char *out, struct sim_errors *errors);
void sim_signs_free(struct sim_signs *self);

/** Of the worlds with a difference, the share in which the difference of an arm is truly above 0. The part of luck is
 * removed: see sim_share_of_worlds(). With one replicate luck and worlds cannot be separated, and nothing is removed.
 * False without memory. */
bool sim_signs_share(const struct sim_signs *self, int arm, int outcome, struct sim_world_share *share);

#endif
