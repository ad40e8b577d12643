/* replay.h - one run of a study computed again, month by month, to inspect it. Chance is keyed by names, so that a run
 * is the same to the bit, computed alone or with others. */
#ifndef SIM_REPLAY_H
#define SIM_REPLAY_H

#include "../kernels.h"
#include "../pack.h"
#include "plan.h"

struct sim_replay {
    const struct sim_plan *plan;
    const struct sim_kernel *kernel;
    struct sim_run run;
    double *row; /* of the design */
    void *world;
    struct sim_room room; /* every lane holds the same run */
};

/** Compute the first day of the run, and stop there. Whatever is returned, sim_replay_free() may be called. */
SIM_MUST_USE enum sim_status sim_replay_init(struct sim_replay *self, const struct sim_plan *plan, struct sim_run run,
                                             struct sim_errors *errors);
void sim_replay_free(struct sim_replay *self);

/** The world of a run alone. Whatever is returned, *world may be given to the model's world_free(). */
SIM_MUST_USE enum sim_status sim_replay_world(const struct sim_plan *plan, struct sim_run run, void **world,
                                              struct sim_errors *errors);

/** Compute the next month: either _begin() and then _phase() for each phase in order, or _month(), which does both. A
 * phase that the arm leaves out does nothing. */
void sim_replay_begin(struct sim_replay *self);
void sim_replay_phase(struct sim_replay *self, int phase);
void sim_replay_month(struct sim_replay *self);

/** Number of entities that have a state variable, and its present value for entity `row`. */
int sim_replay_rows(const struct sim_replay *self, int state);
double sim_replay_value(const struct sim_replay *self, int state, int row);

/** Value of a parameter of this run in a month. */
double sim_replay_param(const struct sim_replay *self, int param, int month);

#endif
