/* shard.h - how processes that work on one study divide its blocks. */
#ifndef SIM_SHARD_H
#define SIM_SHARD_H

#include <stdbool.h>

/** The blocks that a process takes first: those with block number % count == index. */
struct sim_shard {
    long index, count; /* 0 <= index < count; index 0 and count 1 for all blocks */
};

/** The shard given by environment variables of Slurm (array task, or process of a step), Open MPI or MPICH (rank). All
 * blocks if there are none. */
struct sim_shard sim_shard_of_environment(void);

/** Write the numbers of the blocks i < blocks with here[i] false into order[]. Blocks of the shard come first, in
 * rising order. The others follow, shuffled differently in every process, so that two processes seldom compute the same
 * block. Returns the number of blocks in order[]. */
long sim_shard_order(const struct sim_shard *self, const bool *here, long blocks, long *order);

#endif
