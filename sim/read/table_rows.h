/* table_rows.h - reads the rows and cells of a table, from a file or from lines of the study. */
#ifndef SIM_TABLE_ROWS_H
#define SIM_TABLE_ROWS_H

#include "reading.h"

enum { SIM_LONGEST_ROW_NAME = 64 };

/** The table that is being read, and the arm that it belongs to. */
struct sim_filling {
    struct sim_reading *reading;
    struct sim_arm *arm;
    const struct sim_table_spec *spec;
    struct sim_table *table;
};

/** Row of the entity with this name; a new row is added if there is none. Complains at `node` and returns -1 if the
 * table is full or memory runs out. */
int sim_row_of(struct sim_filling *at, const char *name, const struct sim_node *node);
/** The same for a link between two rows. */
int sim_link_of(struct sim_filling *at, int from, int to, const struct sim_node *node);
/** Names of the rows of a table. */
struct sim_names sim_row_names(const struct sim_table *table);
/** The table that a column points into. */
const struct sim_table *sim_table_behind(const struct sim_filling *at, const struct sim_column *column);
/** Row with this name in that table. If there is none, returns -1 and complains with the nearest name. */
int sim_row_behind(struct sim_filling *at, const struct sim_column *column, const char *name,
                   const struct sim_node *node);
/** Store the value of a cell, given as text. Complains if the text is not a value of this column. */
void sim_cell_read(struct sim_filling *at, int row, int column, const char *text, const struct sim_node *node);
/** Has the text only characters that are allowed in the name of a row? */
bool sim_is_row_text(const char *text);
/** The rule for names that stand in paths or tables: letters, digits, _ . -, no dot first, SIM_LONGEST_ROW_NAME of them
 * at most. */
bool sim_is_name(const char *text);

/** Rows as a study writes them: entities { name: { column: value } }, links { from: [to] }. */
void sim_read_rows(struct sim_filling *at, const struct sim_node *node);

#endif
