/* worlds.h - the fixed structures of a study's runs: one for each shape, shared by all runs of this shape. */
#ifndef SIM_WORLDS_H
#define SIM_WORLDS_H

#include "../kernels.h"
#include "../pack.h"
#include "plan.h"

/** A fixed structure and what it was made from. */
struct sim_shape {
    int tables;     /* first arm with these tables */
    double *values; /* [parameter that shapes] */
    void *world;    /* NULL where the world is impossible */
};

struct sim_worlds {
    const struct sim_plan *plan;
    const struct sim_model *model;
    const struct sim_study *study;
    int *shaping, shaping_count; /* parameters that shape */
    int *tables_of;              /* [arm]: first arm with equal tables */
    double *values;              /* [parameter]: of the run in hand */
    struct sim_shape *shapes;
    int count, room;
};

/** Prepare; no world is made yet. Whatever is returned, sim_worlds_free() may be called. */
SIM_MUST_USE enum sim_status sim_worlds_init(struct sim_worlds *self, const struct sim_plan *plan,
                                             struct sim_errors *errors);
void sim_worlds_free(struct sim_worlds *self);

/** Make a world from the tables of an arm, with the cells in them that the design's row sets, and from `values`, those
 * of all parameters in month 0. As sim_model.world_new, and SIM_MEMORY. */
SIM_MUST_USE enum sim_status sim_world_make(void **world, const struct sim_plan *plan, int arm, const double *values,
                                            struct sim_errors *errors);

/** Free all worlds; they are made again when needed. */
void sim_worlds_forget(struct sim_worlds *self);

/** Number of the shape that runs of an arm have at a row of the design. Makes the world of a new shape, and complains
 * if it is impossible. -1 without memory. */
int sim_worlds_shape(struct sim_worlds *self, int arm, const double *row, struct sim_errors *errors);

/** How many numbers the state of one run of a shape holds, which measures its work a month. Counted from the model's
 * own lists, so that it is the same on every machine. 0 where the world is impossible or the model does not show its
 * state. */
double sim_worlds_numbers(const struct sim_worlds *self, int shape);

/** Bytes of a pack of the largest world; at least 1. */
size_t sim_worlds_pack_bytes(const struct sim_worlds *self, const struct sim_kernel *kernel);

/** `kernel`, or one that computes fewer runs at once where a pack of the largest world would take more than 1 GiB, if
 * the model has such a one. Results are the same bits. */
const struct sim_kernel *sim_worlds_kernel(const struct sim_worlds *self, const struct sim_kernel *kernel);

#endif
