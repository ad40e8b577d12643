/* discover.h - finds the conditions under which worlds meet something, one box after the other. Shuffled answers show
 * whether a box is more than chance; resampled worlds show how certain its limits are. */
#ifndef SIM_DISCOVER_H
#define SIM_DISCOVER_H

#include "box.h"
#include "resample.h"

enum { SIM_SHUFFLES = 39, SIM_REDRAWS = 60 };

/** A limit of a box that was found. */
struct sim_found_limit {
    struct sim_limit limit;
    double at;                    /* NAN for words */
    struct sim_interval interval; /* 95 %: percentiles of the limits of boxes in resampled worlds, where no limit counts
                                     as the end of the factor's values; NAN for words */
    double kept; /* share of the resampled boxes that limit the factor on this side, or keep the same words */
    double quasi_p;
};

struct sim_found_box {
    struct sim_box box; /* with memory of its own; box.all: worlds that the boxes before left */
    struct sim_found_limit *limits;
    int limits_count;
    double parting; /* sim_parting() of the box */
    double line;    /* the `parting` that 19 of 20 boxes of shuffled answers stay under; NAN with under 19 shuffles */
    double p; /* share of shuffles, the box itself counted in, with at least this `parting`; drawing stops once two
                 shuffles have it */
    int shuffles;
    bool significant; /* p is at most 0.05 */
    struct sim_load drawn_not,
        drawn_not_all; /* worlds that a resample left out: those inside its box, and all of them */
};

struct sim_discovery {
    struct sim_found_box *boxes; /* the significant ones, and behind them the first that is not, if any */
    int count;
    struct sim_load all;
};

/** Find up to `most` boxes, each among the worlds that lie in none of the boxes before. loads[world].worlds is 1, or 0
 * for a world that does not count. Draws are searched side by side on up to eight threads. Takes memory for a few
 * numbers per world and thread; false without it. Whatever is returned,
 * sim_discovery_free() may be called. */
bool sim_discovery_init(struct sim_discovery *self, const struct sim_field *field, const struct sim_load *loads,
                        const struct sim_box_wish *wish, int most, uint64_t seed);
void sim_discovery_free(struct sim_discovery *self);

#endif
