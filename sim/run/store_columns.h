/* store_columns.h - writes the datasets of a results file that have one value per run. HDF5 is slow if a chunk is
 * written in pieces, so values of small blocks are gathered until they fill a chunk, and large blocks are split into
 * chunks. */
#ifndef SIM_STORE_COLUMNS_H
#define SIM_STORE_COLUMNS_H

#include <hdf5.h>

#include "blocks.h"

/** Runs per chunk: a power of two, like the number of runs of every full block. */
enum { SIM_COLUMN_RUNS = 8192 };

/** The value that a column holds for each run. */
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

/** Add a dataset over all runs as a column. The dataset belongs to `self` from now on. `which`: index of the parameter
 * or outcome. False on failure. */
bool sim_columns_add(struct sim_columns *self, hid_t set, enum sim_column_says says, int which);

/** Take the runs of the next block; blocks must come in order. False on failure. */
bool sim_columns_take(struct sim_columns *self, const struct sim_block *block);

/** Write the values that are still gathered, and close the datasets. False if anything failed. */
bool sim_columns_close(struct sim_columns *self);

/** Free the memory only. For use after a failure, when HDF5 objects must not be touched. */
void sim_columns_free(struct sim_columns *self);

/** HDF5's type of a parameter's values. */
hid_t sim_column_param_type(const struct sim_param *param, hid_t text);

#endif
