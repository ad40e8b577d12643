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

/** Ready at the end of the first day. Whatever is returned, sim_replay_free() may be called. */
SIM_MUST_USE enum sim_status sim_replay_init(struct sim_replay *self, const struct sim_plan *plan, struct sim_run run,
                                             struct sim_errors *errors);
void sim_replay_free(struct sim_replay *self);

/** The world of a run alone. Whatever is returned, *world may be given to the model's world_free(). */
SIM_MUST_USE enum sim_status sim_replay_world(const struct sim_plan *plan, struct sim_run run, void **world,
                                              struct sim_errors *errors);

/** The next month begins; then its phases, one after the other (nothing where it is left out), or all of them. */
void sim_replay_begin(struct sim_replay *self);
void sim_replay_phase(struct sim_replay *self, int phase);
void sim_replay_month(struct sim_replay *self);

/** Entities of a state variable, and its value for one of them now. */
int sim_replay_rows(const struct sim_replay *self, int state);
double sim_replay_value(const struct sim_replay *self, int state, int row);

/** Value of a parameter of this run in a month. */
double sim_replay_param(const struct sim_replay *self, int param, int month);

#endif
