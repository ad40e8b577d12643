/* table_rows.h - reads the rows and cells of a table, from a file or from lines of the study. */
#ifndef SIM_TABLE_ROWS_H
#define SIM_TABLE_ROWS_H

#include "../lookup.h"
#include "reading.h"

enum { SIM_LONGEST_ROW_NAME = 64, SIM_MOST_NAME_BYTES = 128 };

/** The table that is being read, and the arm that it belongs to. All behind the first four members starts as zeros. */
struct sim_filling {
    struct sim_reading *reading;
    struct sim_arm *arm;
    const struct sim_table_spec *spec;
    struct sim_table *table;
    struct sim_lookup *names,
        *ids;          /* [table of the model]: its rows by name, and by id; empty until they are asked for */
    bool *known;       /* [table of the model]: are its names and ids filled in? */
    int *first, *next; /* links, as lists by their first row: 1 + the last link from each row; 1 + the link before each
                          link; 0: none */
};
void sim_filling_free(struct sim_filling *self);

/** Row of the entity with this name; a new row is added if there is none. Complains at `node` and returns -1 if the
 * table is full or memory runs out. */
int sim_row_of(struct sim_filling *at, const char *name, const struct sim_node *node);
/** The same for a link between two rows. */
int sim_link_of(struct sim_filling *at, int from, int to, const struct sim_node *node);
/** Let files of links call a row by this id too. */
void sim_row_id(struct sim_filling *at, int row, const char *id, const struct sim_node *node);
/** Row of a table of the model with this name, or -1; with `by_id` the row with this id. */
int sim_row_find(struct sim_filling *at, int table, const char *name, bool by_id);
/** Row with this name in the table that a column points into. If there is none, returns -1 and complains with the
 * nearest name. */
int sim_row_behind(struct sim_filling *at, const struct sim_column *column, const char *name,
                   const struct sim_node *node);
/** Store the value of a cell, given as text. Complains if the text is not a value of this column. */
void sim_cell_read(struct sim_filling *at, int row, int column, const char *text, const struct sim_node *node);
/** May this be part of a path of a file? Only ASCII letters, digits, _ . and -; no dot first; at most
 * SIM_LONGEST_ROW_NAME characters. */
bool sim_is_name(const char *text);
/** May this be the name of a row? Any plain text without a slash that neither begins nor ends with a blank nor begins
 * with a dot, of at most SIM_LONGEST_ROW_NAME characters and SIM_MOST_NAME_BYTES bytes, but not the word none.
 * Complains if not. */
bool sim_is_row_name(struct sim_filling *at, const char *text, int line, int column);

/** Rows as a study writes them: entities { name: { column: value } }, links { from: [to] }. */
void sim_read_rows(struct sim_filling *at, const struct sim_node *node);

/* --- table_file.c --- */

/** Rows from the file that a node with the key `file` names. False, with complaints, if it cannot be known which rows
 * the table has. */
bool sim_read_table_file(struct sim_filling *at, const struct sim_node *node);

#endif
