/* means.h - what a forum brings to its agenda in a month. */
#ifndef MEANS_H
#define MEANS_H

#include "state.h"

/** What one forum brings to its issues this month; rows are real [lane]. */
struct means {
    real supply[RESOURCES_COUNT][SIM_LANES];      /* joint effort by resource */
    real order[SIM_LANES];                        /* order that members' hierarchies give */
    real home_speed[SIM_LANES], speed[SIM_LANES]; /* ratification by rules alone; with mandates */
    real slowest[SIM_LANES], slowest_home[SIM_LANES], flexible[SIM_LANES];
    real borrowed[SIM_LANES];                    /* speed that the slowest has from a partner */
    real present[SIM_LANES], unclear[SIM_LANES]; /* share of members who came; whose standing is unclear */
    real spread[SIM_LANES];                      /* how far apart members stand, 0..1 */
    real table[SIM_LANES], agreed[SIM_LANES], ratified[SIM_LANES];
    real crowding[SIM_LANES], efficiency[SIM_LANES];
    real pushed[SIM_LANES], blocked[SIM_LANES];  /* by people outside: stages; 1 where they block */
    real successes[SIM_LANES], moved[SIM_LANES]; /* results of the month */
};

/** Fills `m` for forum `f`, but for what outsiders do. */
SHARED void means_of_forum(struct sim_pack *pack, int f, struct means *m);

#endif
