/* pack.h - computes the months of one pack of runs. */
#ifndef SIM_PACK_H
#define SIM_PACK_H

#include "model.h"

/** Reasons of failure that the engine itself finds; other reasons are 1 + the index of a broken invariant. 255 is not
 * used: netCDF reads it as a missing value. */
enum { SIM_REASON_INFINITE = 253, SIM_REASON_WORLD = 254 };

/** Memory of a pack for one kernel: everything that a struct sim_pack points to, allocated once and reused. */
struct sim_room {
    struct sim_pack pack;
    bool stopped; /* set by the function called before or after a month: compute no further month */
    void *memory; /* pack.c's own */
    double **outcomes_of;
};

/** Bytes that hold the state and the outcomes of all entities of a world. */
size_t sim_pack_bytes(const struct sim_model *model, const struct sim_kernel *kernel, const void *world);

/** Allocate for any world of which sim_pack_bytes() is at most `world_bytes`. */
SIM_MUST_USE enum sim_status sim_room_init(struct sim_room *self, const struct sim_model *model,
                                           const struct sim_kernel *kernel, size_t world_bytes,
                                           struct sim_errors *errors);
void sim_room_free(struct sim_room *self);

/** Set the pack's world, and with it the places of its entities. */
void sim_pack_enter(struct sim_pack *pack, const struct sim_model *model, const void *world);

/** Called before each month so that the caller can write that month's parameters: real [parameter][lane]. */
typedef void (*sim_month_begins)(struct sim_pack *pack, void *params, void *context);
/** Called after each month so that the caller can copy the month's values: real [history][lane]. */
typedef void (*sim_month_ends)(const struct sim_pack *pack, const void *histories, void *context);

/** Copy the month's value of a parameter that stands for a cell to this row of the world, where the kernel reads it.
 * Does nothing where the row is -1. Called by the code that writes a month's parameters. */
void sim_pack_put_cell(const struct sim_pack *pack, const struct sim_kernel *kernel, const struct sim_model *model,
                       int param, int row);

/** Only the first day, with the parameters of month 0. */
void sim_pack_first_day(struct sim_room *self, const struct sim_model *model, const struct sim_kernel *kernel,
                        sim_month_begins begins, void *context);

/** First day, all months, finish, check. The caller has entered a world and set replicate, drawn, seed, months,
 * without. A lane that breaks an invariant, or whose outcomes are infinite, is marked in pack->failed; its neighbours
 * are untouched. Nothing is finished or checked where the room was `stopped` on the way. */
void sim_pack_run(struct sim_room *self, const struct sim_model *model, const struct sim_kernel *kernel,
                  sim_month_begins begins, sim_month_ends ends, void *context);

#endif
