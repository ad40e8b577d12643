/* blocks.h - a unit of work: a block of runs, computed in memory, then published as one file, whole or absent.
 * The files are OUT/blocks/000000.block and so on; each is a sealed file of arrays (arrays.h). */
#ifndef SIM_BLOCKS_H
#define SIM_BLOCKS_H

#include <signal.h>

#include "plan.h"

enum { SIM_RUN_ABSENT = 0, SIM_RUN_DONE = 1, SIM_RUN_FAILED = 2 };

/** Results of the runs first .. first + count - 1. */
struct sim_block {
    long first, count;
    const struct sim_run *runs; /* NULL, or [run]: which runs these are instead of first, first + 1 ...; the caller's */
    int outcomes_count;         /* columns: outcomes of the run, and of its entities (entities.h) */
    int histories_count, months; /* histories: those the study keeps, in the model's order */
    unsigned char *status;       /* [run]: SIM_RUN_... */
    unsigned char *reason;       /* [run]: 0, or 1 + index of the model's invariant that broke */
    double *outcomes;            /* [outcome][run], NAN where there is none */
    float *histories;            /* [history][run][month] */
};

/** A block of the runs first .. first + count - 1, without memory for their numbers: only the sizes are set. */
struct sim_block sim_block_shape(const struct sim_plan *plan, long first, long count);

/** Allocate block number `block` of the plan. All its runs are absent. Outcomes and histories are not set: filling
 * megabytes that are overwritten later takes longer than writing them. SIM_MEMORY; sim_block_free() may be called
 * whatever is returned. */
SIM_MUST_USE enum sim_status sim_block_init(struct sim_block *self, const struct sim_plan *plan, long block,
                                            struct sim_errors *errors);
/** Set all outcomes and histories of a run, given by its place in the block, to NAN. */
void sim_block_blank(struct sim_block *self, long run);
void sim_block_free(struct sim_block *self);

/* --- their files --- */

/** For each i < blocks, set here[i] if the file of block i is intact and belongs to this plan. Files of blocks with
 * here[i] set already are not read again. Other files are renamed: see sim_blocks_set_aside(). SIM_IO where the folder
 * or a file cannot be read. */
SIM_MUST_USE enum sim_status sim_blocks_list(const struct sim_plan *plan, const char *out, long blocks, bool *here,
                                             struct sim_errors *errors);

/** Does the block's file exist? It may be damaged. */
bool sim_blocks_has(const char *out, long block);

/** Does the block's file begin as the file of this block of this plan? Sets *failed to the number of its failed runs.
 * Reads only the first bytes: the rest may be damaged. */
bool sim_blocks_peek(const struct sim_plan *plan, const char *out, long block, long *failed);

/** Rename the file of a damaged block to *.block.bad, so that the block counts as missing and is computed again. */
SIM_MUST_USE enum sim_status sim_blocks_set_aside(const char *out, long block, struct sim_errors *errors);

/** Write a block's file: sealed in memory, temporary file, fsync, link, fsync of the folder. A file that exists already
 * is kept, and this copy dropped. */
SIM_MUST_USE enum sim_status sim_blocks_publish(const struct sim_plan *plan, const char *out,
                                                const struct sim_block *block, struct sim_errors *errors);

/** Verify the file of block `index` and read it into `block`, which sim_block_init() made for the same index. SIM_DATA
 * where it is damaged, of other runs, or without an outcome or history that the study keeps. */
SIM_MUST_USE enum sim_status sim_blocks_read(const struct sim_plan *plan, const char *out, long index,
                                             struct sim_block *block, struct sim_errors *errors);

/** Verify the bytes of a block's file. SIM_DATA, without a complaint, where they are damaged, of other runs, or without
 * an outcome or history that the study keeps. */
SIM_MUST_USE enum sim_status sim_block_verify(const struct sim_plan *plan, long block, const char *bytes, size_t size,
                                              struct sim_errors *errors);

/** Collect the blocks into out/results.h5 (temporary file, fsync, rename). If blocks are missing: SIM_DATA; or with
 * `partial` their runs have status SIM_RUN_ABSENT and NAN everywhere, and a results.h5 that holds all runs is not
 * replaced. SIM_USAGE if another process has changed the study of the folder. `compress`: gzip level 0..9 of the
 * histories. SIM_STOPPED, between two blocks or months, once `stop` (may be NULL) is set. */
SIM_MUST_USE enum sim_status sim_collect(const struct sim_plan *plan, const char *out, bool partial, int compress,
                                         const volatile sig_atomic_t *stop, struct sim_errors *errors);

#endif
