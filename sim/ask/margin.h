/* margin.h - the points of a design put together by the levels of one or two of its parameters, so that a mean at a
 * level is over the other parameters alone. */
#ifndef SIM_MARGIN_H
#define SIM_MARGIN_H

#include "../run/plan.h"

enum {
    SIM_MOST_OVER = 2,
    SIM_MOST_LEVELS = 15, /* numbers with more different values are cut into SIM_LEVEL_RANGES ranges of equal width */
    SIM_LEVEL_RANGES = 10
};

struct sim_margin {
    int factors[SIM_MOST_OVER], count; /* of the design */
    bool cut[SIM_MOST_OVER];           /* its levels are ranges */
    long groups, points, left_out;     /* points of the design that are in no group */
    long *group_of;                    /* [point]; -1: left out */
    double *level;                     /* [group][count]: value, or the middle of a range */
    long *size;                        /* [group]: points in it */
};

/** Levels of the named parameters, in their order; the first varies slowest. Levels can be compared where they differ
 * in nothing else, so that of a design that is no full product only those points count whose other parameters are met
 * at every level; of `one_at_a_time` those in which no other parameter has moved. A sample of worlds counts whole: its
 * other parameters differ by chance alone. SIM_USAGE with a complaint where a name is none, or where levels share
 * nothing. Whatever is returned, sim_margin_free() may be called. */
SIM_MUST_USE enum sim_status sim_margin_init(struct sim_margin *self, const struct sim_plan *plan,
                                             const char *const *names, int count, struct sim_errors *errors);
void sim_margin_free(struct sim_margin *self);

#endif
