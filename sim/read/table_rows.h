/* table_rows.h - rows and cells of a world's table while they are read, from a file or from the study's own lines. */
#ifndef SIM_TABLE_ROWS_H
#define SIM_TABLE_ROWS_H

#include "reading.h"

enum { SIM_LONGEST_ROW_NAME = 64 };

/** The table that is being read, and whose it is. */
struct sim_filling {
    struct sim_reading *reading;
    struct sim_arm *arm;
    const struct sim_table_spec *spec;
    struct sim_table *table;
};

/** Row of an entity, new where it is not there yet; -1 with a complaint where there is no room. */
int sim_row_of(struct sim_filling *at, const char *name, const struct sim_node *node);
/** The same for a link between two rows. */
int sim_link_of(struct sim_filling *at, int from, int to, const struct sim_node *node);
/** Names of the rows of a table. */
struct sim_names sim_row_names(const struct sim_table *table);
/** The table that a column points into. */
const struct sim_table *sim_table_behind(const struct sim_filling *at, const struct sim_column *column);
/** Row of that table by its name; -1 with a complaint that names the nearest. */
int sim_row_behind(struct sim_filling *at, const struct sim_column *column, const char *name,
                   const struct sim_node *node);
/** The text of a cell into its place; where it means nothing in this column, a complaint. */
void sim_cell_read(struct sim_filling *at, int row, int column, const char *text, const struct sim_node *node);
/** Has a text only characters that the name of a row may have? */
bool sim_is_row_text(const char *text);

/** Rows as a study writes them: entities { name: { column: value } }, links { from: [to] }. */
void sim_read_rows(struct sim_filling *at, const struct sim_node *node);

#endif
