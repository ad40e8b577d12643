/* grow.h - a folder whose study grows: more replicates, arms, points, histories. What it held becomes an ordinary
 * output folder of its own, OUT/earlier/1 and so on, from which the blocks of the larger study take their runs. It goes
 * when the larger study is complete. */
#ifndef SIM_GROW_H
#define SIM_GROW_H

#include "blocks.h"

/** What is there for a study that has grown. */
struct sim_growth {
    const struct sim_plan *plan;
    struct sim_source *sources; /* grow.c's own */
    int count;
    long wanted; /* runs below this number must be in the sources; 0: what is missing may be computed */
};

/** Does the folder `out` hold a study that can grow into this one? Then *sentence says what is kept and what is added
 * (the caller frees it), otherwise it is NULL: the folder is new, of this study, or holds what cannot be read as a
 * study. SIM_USAGE, with what differs, where it is another study. *there: runs that need not be computed, as far as the
 * names of blocks tell; *there may be NULL. With `begin` the folder is made ready: its plan,
 * blocks and results go to OUT/earlier. Safe with other processes that do the same; a kill in between loses nothing. */
SIM_MUST_USE enum sim_status sim_grow(const struct sim_plan *plan, const char *out, bool begin, char **sentence,
                                      long *there, struct sim_errors *errors);

/** What grows in `out` from `then`, of which so many runs are there, to `now`. The caller frees it; NULL without
 * memory.
 */
char *sim_grow_sentence(const struct sim_plan *then, long there, const struct sim_plan *now, const char *out);

/** From how many replicates the folder `out` last grew, as its log tells; 0 where it did not. */
long sim_grew_from(const char *out);

/** Runs of the plan that are in `out`, a folder or a file of it, as far as names and seals tell. */
long sim_runs_there(const struct sim_plan *plan, const char *out);

/** Open what is in OUT/earlier. Whatever is returned, sim_growth_free() may be called. */
SIM_MUST_USE enum sim_status sim_growth_init(struct sim_growth *self, const struct sim_plan *plan, const char *out,
                                             struct sim_errors *errors);
void sim_growth_free(struct sim_growth *self);

/** Take runs from these folders of results or results files too. `merges`: every run must be in one of them, and where
 * it is in two, with the same numbers. SIM_DATA where one cannot be opened. */
SIM_MUST_USE enum sim_status sim_growth_add(struct sim_growth *self, const char *const *from, int count, bool merges,
                                            struct sim_errors *errors);

/** Put the runs that are there into a block (initialised). Runs without a history that is asked for now stay absent.
 * SIM_DATA, naming the first run, where one that is wanted stays absent. Holds one block of each source in memory. */
SIM_MUST_USE enum sim_status sim_growth_fill(struct sim_growth *self, struct sim_block *block,
                                             struct sim_errors *errors);

/** Compare a block with what is there of its runs, to the bit: where runs were computed for a new history, and where
 * sources are merged. SIM_DATA, naming the first run and number that differ. */
SIM_MUST_USE enum sim_status sim_growth_check(struct sim_growth *self, const struct sim_block *block,
                                              struct sim_errors *errors);

/** Let OUT/earlier go, once all blocks of the plan are there. */
void sim_growth_end(const char *out);

#endif
