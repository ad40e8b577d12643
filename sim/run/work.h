/* work.h - computes the missing blocks of a study into its folder, and then writes the results file. A first start, a
 * resumed process and each task of a cluster job all call the same function; processes share only the folder. */
#ifndef SIM_WORK_H
#define SIM_WORK_H

#include "compute.h"
#include "shard.h"

struct sim_work {
    struct sim_compute compute; /* input: the plan, and how to compute it; output: `computed` and `failed` */
    const char *out;            /* the folder */
    struct sim_shard shard;     /* the blocks to take first */
    const char *const *from;    /* other folders of results, or results files, to take runs from ... */
    int from_count;             /* ... how many; */
    bool merges;                /* take all runs from them, and compute none: see sim_growth_add() */
    bool collect;               /* write the results file once all blocks are there */
    bool quiet;                 /* do not say that the study in the folder grows */
};

/** Make the folder, open it if it is there, or let its study grow (grow.h), and compute the missing blocks: those of
 * the shard first. If two processes compute the same block, both copies have the same bytes, and the second copy is
 * dropped. If results.h5 holds all runs and is intact, missing blocks are not computed. Returns SIM_OK when no run is
 * missing; `compute.failed` then counts the failed runs of the whole study, also those of other processes. SIM_STOPPED
 * and SIM_DATA: see sim_compute(). SIM_USAGE: see sim_grow() and sim_output_open(). SIM_IO before the first block if
 * the disk has too little room for all. */
SIM_MUST_USE enum sim_status sim_work(struct sim_work *self, struct sim_errors *errors);

#endif
