/* shard.h - how processes that work on one study divide its blocks. */
#ifndef SIM_SHARD_H
#define SIM_SHARD_H

#include <stdbool.h>

/** The blocks that a process takes first: those whose number leaves `index` when divided by `count`. */
struct sim_shard {
    long index, count; /* 0-based; 0 of 1 for all */
};

/** The shard that the environment of Slurm, Open MPI or MPICH gives: array task, process of a step, rank. 0 of 1
 * without. */
struct sim_shard sim_shard_of_environment(void);

/** Blocks that are not `here`, into order[]: those of the shard first, in their order; then the others, shuffled
 * differently in every process, so that two processes seldom take the same. Returns how many. */
long sim_shard_order(const struct sim_shard *self, const bool *here, long blocks, long *order);

#endif
