/* components.h - how much of an outcome's variance comes from the points, and how much from luck: from a table of
 * points by replicates of which only means and variances are kept. */
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
    double luck;   /* variance of what a replicate adds to all points alike; 0 where each point has its own luck */
    double rest;   /* variance of what it adds to a single point */
};

/** Analysis of variance of a crossed table (a replicate's luck is shared by all points: Searle, Casella & McCulloch
 * 1992, 4.3) or a nested one (each point has its own luck). A negative estimate becomes 0. NAN with one point or one
 * replicate. */
struct sim_components sim_components_of(const struct sim_margins *margins, bool shared);

#endif
