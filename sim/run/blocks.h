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
    const struct sim_run *runs;  /* NULL, or [run]: runs that do not follow each other; the memory is the caller's */
    int outcomes_count;          /* columns: outcomes of the run, and of its entities (entities.h) */
    int histories_count, months; /* histories: those the study keeps, in the model's order */
    unsigned char *status;       /* [run]: SIM_RUN_... */
    unsigned char *reason;       /* [run]: 0, or 1 + index of the model's invariant that broke */
    double *outcomes;            /* [outcome][run], NAN where there is none */
    float *histories;            /* [history][run][month] */
};

/** A block of the runs first .. first + count - 1, without memory for their numbers. */
struct sim_block sim_block_shape(const struct sim_plan *plan, long first, long count);

/** Allocate a block whose runs are all absent. Outcomes and histories are not set: filling megabytes that are
 * overwritten later takes longer than writing them. */
SIM_MUST_USE enum sim_status sim_block_init(struct sim_block *self, const struct sim_plan *plan, long block,
                                            struct sim_errors *errors);
/** Set all outcomes and histories of a run, given by its place in the block, to NAN. */
void sim_block_blank(struct sim_block *self, long run);
void sim_block_free(struct sim_block *self);

/* --- their files --- */

/** Set here[i] for each i < blocks if the file of block i is intact and belongs to this plan. Blocks with here[i] set
 * already are not read again. Damaged files are renamed: see sim_blocks_set_aside(). */
SIM_MUST_USE enum sim_status sim_blocks_list(const struct sim_plan *plan, const char *out, long blocks, bool *here,
                                             struct sim_errors *errors);

/** Is there a file for this block? It may still be damaged. */
bool sim_blocks_has(const char *out, long block);

/** Does the head of the block's file say that it is this block of this plan? Sets *failed to the number of its failed
 * runs. Reads only the head: the rest may be damaged. */
bool sim_blocks_peek(const struct sim_plan *plan, const char *out, long block, long *failed);

/** Rename a damaged block to *.bad, so that it counts as missing and is computed again. */
SIM_MUST_USE enum sim_status sim_blocks_set_aside(const char *out, long block, struct sim_errors *errors);

/** Write a block's file: sealed in memory, temporary file, fsync, link, fsync of the folder. A file that is already
 * there is kept and this copy dropped. */
SIM_MUST_USE enum sim_status sim_blocks_publish(const struct sim_plan *plan, const char *out,
                                                const struct sim_block *block, struct sim_errors *errors);

/** Verify a block's file and read it into `block` (initialised). SIM_DATA where it is damaged, of other runs, or
 * without an outcome or history that the study keeps. */
SIM_MUST_USE enum sim_status sim_blocks_read(const struct sim_plan *plan, const char *out, long index,
                                             struct sim_block *block, struct sim_errors *errors);

/** Verify the bytes of a block's file. SIM_DATA, without a complaint, where they are damaged, of other runs, or without
 * an outcome or history that the study keeps. */
SIM_MUST_USE enum sim_status sim_block_verify(const struct sim_plan *plan, long block, const char *bytes, size_t size,
                                              struct sim_errors *errors);

/** Collect the blocks into out/results.h5 (temporary file, fsync, rename). Refuses an incomplete study unless
 * `partial`; absent runs then have status 0 and NAN everywhere, and results that hold all runs stay. Refuses
 * (SIM_USAGE) if another process has changed the study of the folder. `compress`: gzip level 0..9 of the histories.
 * SIM_STOPPED, between two blocks or months, once `stop` (may be NULL) is set. */
SIM_MUST_USE enum sim_status sim_collect(const struct sim_plan *plan, const char *out, bool partial, int compress,
                                         const volatile sig_atomic_t *stop, struct sim_errors *errors);

#endif
