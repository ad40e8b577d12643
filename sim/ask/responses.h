/* responses.h - outcomes of one arm at each point of the design: means over replicates, and how much of the spread
 * between runs is luck. */
#ifndef SIM_RESPONSES_H
#define SIM_RESPONSES_H

#include "../run/moments.h"
#include "../run/scan.h"

struct sim_responses {
    const struct sim_plan *plan;
    int arm, outcomes;
    struct sim_moments *point;     /* [outcome][point], over replicates */
    struct sim_moments *replicate; /* [outcome], over replicates, of the mean over points */
    double *sum;                   /* scratch: [outcome], summed over the points of the replicate being read */
    long *count;                   /* scratch: [outcome], points in `sum` */
};

/** Two-way decomposition of an outcome's variance: between points, between replicates (luck that all points share),
 * and the rest. */
struct sim_luck {
    double mean;
    double between;      /* variance of the true means of the points */
    double within;       /* variance over the replicates of a point */
    double share;        /* within / (within + between) */
    long points_without; /* points at which no run has the outcome */
};

/** Read all runs of the arm. Whatever is returned, sim_responses_free() may be called. */
SIM_MUST_USE enum sim_status sim_responses_init(struct sim_responses *self, const struct sim_plan *plan,
                                                const char *out, int arm, struct sim_errors *errors);
void sim_responses_free(struct sim_responses *self);

/** Mean of an outcome at each point into y[points]; NAN where no run has it. */
void sim_responses_means(const struct sim_responses *self, int outcome, double *y);

/** Decompose the variance of an outcome. Parts are NAN where there is only one replicate or one point. */
struct sim_luck sim_responses_luck(const struct sim_responses *self, int outcome);

#endif
