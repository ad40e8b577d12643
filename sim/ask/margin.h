/* margin.h - the points of a design grouped by the levels of one or two of its parameters, so that the mean at a level
 * is over the other parameters only. */
#ifndef SIM_MARGIN_H
#define SIM_MARGIN_H

#include "../run/plan.h"

enum {
    SIM_MOST_OVER = 2,
    SIM_MOST_LEVELS = 15, /* a number with more different values is cut into SIM_LEVEL_RANGES ranges of equal width */
    SIM_LEVEL_RANGES = 10
};

struct sim_margin {
    int factors[SIM_MOST_OVER], count; /* of the design */
    bool cut[SIM_MOST_OVER];           /* its levels are ranges */
    long groups, points, left_out;     /* left_out: points of the design that are in no group */
    long *group_of;                    /* [point]; -1: left out */
    double *level;                     /* [group][count]: value, or the middle of a range */
    long *size;                        /* [group]: points in it */
};

/** Group by the levels of the named parameters, in their order; the first varies slowest. Levels can be compared only
 * if they differ in nothing else. So in a design that is not a full product, only those points count whose other
 * parameters have the same values at every level; in `one_at_a_time`, only those in which no other parameter has moved.
 * In a sample of worlds all points count: the other parameters differ by chance alone. SIM_USAGE with a complaint if a
 * name is wrong, or if the levels have no such points in common. Whatever is returned, sim_margin_free() may be
 * called. */
SIM_MUST_USE enum sim_status sim_margin_init(struct sim_margin *self, const struct sim_plan *plan,
                                             const char *const *names, int count, struct sim_errors *errors);
void sim_margin_free(struct sim_margin *self);

#endif
