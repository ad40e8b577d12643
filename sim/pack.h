/* pack.h - computes the months of one pack of runs. */
#ifndef SIM_PACK_H
#define SIM_PACK_H

#include "model.h"

/** Why a run failed, where the engine finds it: an outcome is infinite, or the run's world could not be built. Other
 * reasons are 1 + the index of a broken invariant. 255 is not used: netCDF reads it as a missing value. */
enum { SIM_REASON_INFINITE = 253, SIM_REASON_WORLD = 254 };

/** A pack with the memory that it points to, for one kernel; allocated once, and reused for one pack after another. */
struct sim_room {
    struct sim_pack pack;
    bool stopped; /* sim_month_begins and sim_month_ends may set it: no further month is computed */
    void *memory; /* these two belong to pack.c */
    double **outcomes_of;
};

/** Bytes for the state of a world and the outcomes of its entities, in all lanes. */
size_t sim_pack_bytes(const struct sim_model *model, const struct sim_kernel *kernel, const void *world);

/** Allocate for any world of which sim_pack_bytes() is at most `world_bytes`. Else SIM_MEMORY; sim_room_free() may be
 * called whatever is returned. */
SIM_MUST_USE enum sim_status sim_room_init(struct sim_room *self, const struct sim_model *model,
                                           const struct sim_kernel *kernel, size_t world_bytes,
                                           struct sim_errors *errors);
void sim_room_free(struct sim_room *self);

/** Set the pack's world, and the places of its entities (chance.h). */
void sim_pack_enter(struct sim_pack *pack, const struct sim_model *model, const void *world);

/** Called before each month, and for month 0 before the first day, so that the caller can write that month's
 * parameters: real [parameter][lane]. */
typedef void (*sim_month_begins)(struct sim_pack *pack, void *params, void *context);
/** Called after each month so that the caller can copy the month's values: real [history][lane]. */
typedef void (*sim_month_ends)(const struct sim_pack *pack, const void *histories, void *context);

/** Copy this month's value of a parameter that stands for a cell of a table to the place where the kernel reads it:
 * `row` of the world, from model->place(). A sim_month_begins calls it after it has written the parameters. Does
 * nothing where `row` is -1. */
void sim_pack_put_cell(const struct sim_pack *pack, const struct sim_kernel *kernel, const struct sim_model *model,
                       int param, int row);

/** Compute the first day, before any month: zero the state, call `begins` for month 0, and let the kernel set up. */
void sim_pack_first_day(struct sim_room *self, const struct sim_model *model, const struct sim_kernel *kernel,
                        sim_month_begins begins, void *context);

/** Compute a whole run in each lane: the first day, all months, outcomes, invariants. Before it, the caller calls
 * sim_pack_enter() and sets replicate, drawn, seed, months and without of the pack. A lane that breaks an invariant, or
 * has an infinite outcome, is marked in pack->failed; other lanes are untouched. If `stopped` is set on the way, there
 * are no outcomes, and nothing is checked. */
void sim_pack_run(struct sim_room *self, const struct sim_model *model, const struct sim_kernel *kernel,
                  sim_month_begins begins, sim_month_ends ends, void *context);

#endif
