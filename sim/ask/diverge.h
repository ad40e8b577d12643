/* diverge.h - where two runs that share their luck begin to differ: month, phase, state variable, entity. */
#ifndef SIM_DIVERGE_H
#define SIM_DIVERGE_H

#include "../run/replay.h"

enum { SIM_FIRST_DAY = -1 };

/** The first difference in one state variable. */
struct sim_parting {
    bool found;
    int month, phase; /* SIM_FIRST_DAY as phase: before the first month */
    int row;          /* entity, in the world of the first run */
    double a, b;
};

struct sim_divergence {
    struct sim_replay a, b;
    struct sim_parting *parting; /* [state variable] */
    int **match;                 /* [extent][entity of a]: the entity of b with its name, -1 where there is none */
};

/** Compute the runs of two arms, same replicate and point, in step: `a`, and the run of arm `arm_b`. Whatever is
 * returned, sim_divergence_free() may be called.
 */
SIM_MUST_USE enum sim_status sim_divergence_init(struct sim_divergence *self, const struct sim_plan *plan,
                                                 struct sim_run a, int arm_b, struct sim_errors *errors);
void sim_divergence_free(struct sim_divergence *self);

/** First month in which a parameter differs between the runs; -1 if there is none. */
int sim_divergence_param(const struct sim_divergence *self, int param);

/** How many entities of an extent only the first run has, and only the second. */
void sim_divergence_unmatched(const struct sim_divergence *self, int extent, int *only_a, int *only_b);

#endif
