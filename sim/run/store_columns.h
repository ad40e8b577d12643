/* store_columns.h - the datasets of a results file that have one value a run. A chunk that is written in pieces
 * costs HDF5 a cache and a fill: values of small blocks are gathered until a chunk is whole, and large blocks taken
 * chunk by chunk. */
#ifndef SIM_STORE_COLUMNS_H
#define SIM_STORE_COLUMNS_H

#include <hdf5.h>

#include "blocks.h"

/** Runs of a chunk: a power of two, as those of every whole block. */
enum { SIM_COLUMN_RUNS = 8192 };

/** What a column says of a run. */
enum sim_column_says {
    SIM_SAYS_ARM,
    SIM_SAYS_POINT,
    SIM_SAYS_REPLICATE,
    SIM_SAYS_PARAM,
    SIM_SAYS_STATUS,
    SIM_SAYS_REASON,
    SIM_SAYS_OUTCOME
};

struct sim_run_column;

struct sim_columns {
    const struct sim_plan *plan;
    hid_t text, transfer; /* type of texts; how they are handed over */
    struct sim_run_column *list;
    int count;
    long room;            /* runs that can be gathered */
    long first, gathered; /* runs first .. first + gathered - 1 are here and not in the file */
};

/** `text` is the type of texts. Whatever is returned, sim_columns_close() may be called. */
bool sim_columns_init(struct sim_columns *self, const struct sim_plan *plan, hid_t text);

/** A dataset over all runs becomes a column, and is its own from now on. `which`: parameter or outcome. */
bool sim_columns_add(struct sim_columns *self, hid_t set, enum sim_column_says says, int which);

/** The next block's runs; blocks come in their order. */
bool sim_columns_take(struct sim_columns *self, const struct sim_block *block);

/** Write what is gathered yet, and close the datasets. Did all go well? */
bool sim_columns_close(struct sim_columns *self);

/** Let go of the memory alone: after a failure HDF5 is left as it is. */
void sim_columns_free(struct sim_columns *self);

/** HDF5's type of a parameter's values. */
hid_t sim_column_param_type(const struct sim_param *param, hid_t text);

#endif
