/* table_file.h - a file while it becomes rows of a table: for table_*.c alone. */
#ifndef SIM_TABLE_FILE_H
#define SIM_TABLE_FILE_H

#include "../csv.h"
#include "table_rows.h"

/** A file while it becomes rows of a table. */
struct sim_table_file {
    struct sim_filling *at;
    struct sim_csv csv;
    const char *path;
    const struct sim_node *node;  /* what the study says of it */
    int *columns;                 /* [column of the table]: column of the file, or -1 */
    int name, id, directed;       /* further columns of the file, or -1 */
    int end_ids[2];               /* links of a network: columns with the ids of both ends, or -1 */
    int *line;                    /* [row of the table]: line that gave it; below 0: a link turned round; 0: none */
    struct sim_node place;        /* where in the file complaints are */
    struct sim_lookup missing;    /* names of links that are no row\'s */
    bool one_kind, no_way, given; /* links within one table; its links are said to go both ways; the study says it */
};

/** The row that an end of a link names: by its name, or by its id, in the table of one of both ends. -1: none. */
int sim_link_end(struct sim_table_file *self, const struct sim_column *column, const char *text, const char *id);

/** Find which column of the file is which; a matrix becomes links. False with complaints where a column that must be
 * there is not. Notes for `check` the columns that nothing reads. */
bool sim_table_columns(struct sim_table_file *self);

#endif
