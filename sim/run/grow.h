/* grow.h - a folder whose study grows: more replicates, arms, points, histories. What the folder held moves to
 * OUT/earlier/1 and so on, each an output folder of its own. The blocks of the larger study take their runs from there,
 * and OUT/earlier is removed when the larger study is complete. */
#ifndef SIM_GROW_H
#define SIM_GROW_H

#include "blocks.h"

/** The earlier outputs from which a study that has grown takes runs. */
struct sim_growth {
    const struct sim_plan *plan;
    struct sim_source *sources; /* grow.c's own */
    int count;
    long wanted; /* runs below this number must be in the sources; 0: what is missing may be computed */
};

/** Look whether the folder `out` holds a study that can grow into this one. If so, *sentence says what is kept and what
 * is added; the caller frees it. *sentence is NULL where the folder is new, holds this study already, or holds nothing
 * that can be read as a study. SIM_USAGE, with all that differs, where the study there cannot grow into this one.
 * *there (may be NULL): how many runs need not be computed, judged by the names of blocks. With `begin`, also move the
 * folder's plan, blocks and results to OUT/earlier: other processes may do the same at once, and a kill loses nothing.
 */
SIM_MUST_USE enum sim_status sim_grow(const struct sim_plan *plan, const char *out, bool begin, char **sentence,
                                      long *there, struct sim_errors *errors);

/** A sentence for users: the study in `out` grows from `then`, of which `there` runs are kept, to `now`. The caller
 * frees it; NULL without memory. */
char *sim_grow_sentence(const struct sim_plan *then, long there, const struct sim_plan *now, const char *out);

/** How many runs of the plan are in `out`, a folder of results or a results file. Reads names of blocks and the seal of
 * the file, and verifies nothing. */
long sim_runs_there(const struct sim_plan *plan, const char *out);

/** Open what is in OUT/earlier. Whatever is returned, sim_growth_free() may be called. */
SIM_MUST_USE enum sim_status sim_growth_init(struct sim_growth *self, const struct sim_plan *plan, const char *out,
                                             struct sim_errors *errors);
void sim_growth_free(struct sim_growth *self);

/** Take runs from these folders of results or results files too. With `merges` every run must be in one of them, and a
 * run that is in two must have the same numbers in both. SIM_DATA where one cannot be opened. */
SIM_MUST_USE enum sim_status sim_growth_add(struct sim_growth *self, const char *const *from, int count, bool merges,
                                            struct sim_errors *errors);

/** Copy the block's runs that the sources hold into the block (initialised). A run whose source lacks a history that
 * the study keeps now stays absent. SIM_DATA, naming the first such run, where a run below `wanted` stays absent. Holds
 * one block of each source in memory. */
SIM_MUST_USE enum sim_status sim_growth_fill(struct sim_growth *self, struct sim_block *block,
                                             struct sim_errors *errors);

/** Compare the runs of a block, to the bit, with the same runs in the sources. Used where runs were computed again for
 * a new history, and where sources are merged. SIM_DATA, naming the first run and number that differ. */
SIM_MUST_USE enum sim_status sim_growth_check(struct sim_growth *self, const struct sim_block *block,
                                              struct sim_errors *errors);

/** Remove OUT/earlier. To be called once all blocks of the plan are there. */
void sim_growth_end(const char *out);

#endif
