/* store_layout.h - which variables a results file has, and what each is called: for store*.c alone. */
#ifndef SIM_STORE_LAYOUT_H
#define SIM_STORE_LAYOUT_H

#include "store_columns.h"
#include "store_hdf5.h"

enum { SIM_NAME_SIZE = 384 }; /* of a variable's name */

/** The variables of a results file that is being written. */
struct sim_layout {
    struct sim_sink *sink;
    const struct sim_plan *plan;
    hid_t run, month; /* dimension scales */
    hid_t date;       /* of each month */
    struct sim_columns columns;
    hid_t *histories; /* [kept history] */
    int histories_count;
    hid_t *outcomes_of; /* [outcome of an entity]; 0 where the study has no such entity */
    hid_t *entities;    /* [extent]: dimension scale of the names of its entities; 0 where it has no outcomes */
    char *coordinates; /* names of what tells runs apart: of the design, and varied parameters; one space between two */
};

/** Make all variables, with room for all runs. `compress`: gzip level of histories, 0 for none. A failure sets
 * sink->good to false. Whatever happens, sim_layout_free() may be called. */
void sim_layout_init(struct sim_layout *self, struct sim_sink *sink, const struct sim_plan *plan, int compress);

/** Write the values that are still gathered, and close all variables. False if anything failed. */
bool sim_layout_close(struct sim_layout *self);

/** Free the memory only. For use after a failure, when HDF5 objects must not be touched. */
void sim_layout_free(struct sim_layout *self);

/** Add the months as dates, behind their scale. A failure sets sink->good to false. */
void sim_layout_dates(struct sim_layout *self);

/** The variable's name of a parameter: its dots become two underscores. */
void sim_layout_param(const char *name, char *out, size_t size);

/** The variable's name of a history: its own, with "_by_month" behind it where an outcome has the same name. */
void sim_layout_history(const struct sim_model *model, int history, char *name, size_t size);

/** The variable's name of outcome `i` of an entity: "forum_members". */
void sim_layout_outcome_of(const struct sim_model *model, int i, char *name, size_t size);

#endif
