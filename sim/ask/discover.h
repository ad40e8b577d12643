/* discover.h - under which conditions worlds meet something: one box after the other, each told from nothing by
 * shuffled answers, with limits that resampled worlds repeat. */
#ifndef SIM_DISCOVER_H
#define SIM_DISCOVER_H

#include "box.h"
#include "resample.h"

enum { SIM_SHUFFLES = 39, SIM_REDRAWS = 60 };

/** A limit of a box that was found. */
struct sim_found_limit {
    struct sim_limit limit;
    double at;                    /* NAN of words */
    struct sim_interval interval; /* 95 %: percentiles of the limits of boxes in resampled worlds, the end of the
                                     factor's values standing for no limit; NAN of words */
    double kept;                  /* share of these boxes that limit the factor on this side, or keep the same words */
    double quasi_p;
};

struct sim_found_box {
    struct sim_box box; /* with memory of its own; box.all: worlds that the boxes before left */
    struct sim_found_limit *limits;
    int limits_count;
    double parting; /* sim_parting() of the box */
    double line;    /* what 19 of 20 boxes of shuffled answers stay under; NAN of under 19 shuffles */
    double p;       /* share of shuffles, this one counted in, that part as well; once two are over, no
                       further ones are drawn */
    int shuffles;
    bool told;                                /* p is at most 0.05 */
    struct sim_load drawn_not, drawn_not_all; /* of worlds that a resample left out: those in its box, and all */
};

struct sim_discovery {
    struct sim_found_box *boxes; /* those that are told from nothing, and behind them the one that is not, if any */
    int count;
    struct sim_load all;
};

/** Find up to `most` boxes; each next is sought in the worlds that the ones before left. loads[world].worlds is 1, or 0
 * of a world that does not count. Draws are searched side by side on up to eight threads. Takes memory for a few
 * numbers a world and thread. False without it. Whatever is returned,
 * sim_discovery_free() may be called. */
bool sim_discovery_init(struct sim_discovery *self, const struct sim_field *field, const struct sim_load *loads,
                        const struct sim_box_wish *wish, int most, uint64_t seed);
void sim_discovery_free(struct sim_discovery *self);

#endif
