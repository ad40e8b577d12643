/* components.h - how much of an outcome's variance is the points', how much is luck's: from a table of points by
 * replicates of which only means and variances were kept. */
#ifndef SIM_COMPONENTS_H
#define SIM_COMPONENTS_H

#include <stdbool.h>

/** What was kept of the table. */
struct sim_margins {
    double of_points;     /* variance of the means of the points (over their replicates) */
    double of_replicates; /* variance of the means of the replicates (over all points); of no use where luck is not
                             shared */
    double within;        /* mean variance over the replicates of a point */
    double points, replicates;
};

struct sim_components {
    double points; /* variance of the true means of the points */
    double luck;   /* of what a replicate does to all points alike; 0 where each point has its own luck */
    double rest;   /* of what it does to one of them */
};

/** Analysis of variance of a crossed table (a replicate's luck is shared by all points: Searle, Casella & McCulloch
 * 1992, 4.3) or a nested one (each point has its own luck). Below 0 is 0; NAN of one point or one replicate. */
struct sim_components sim_components_of(const struct sim_margins *margins, bool shared);

#endif
