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
    const struct sim_node *node; /* what the study says of it */
    int *columns;                /* [column of the table]: column of the file, or -1 */
    int name, id, directed;      /* further columns of the file, or -1 */
    int end_ids[2];              /* for links of a network: columns with the ids of both ends, or -1 */
    int *line;             /* [row of the table]: line that gave the row; negative: a link that was reversed; 0: none */
    struct sim_node place; /* where in the file complaints are */
    struct sim_lookup missing;    /* names in links that no row has */
    bool one_kind, no_way, given; /* both ends are of one table; its links go both ways; the study says so */
};

/** The row that one end of a link names, by its name or its id, in the table that `column` points into. -1: none. */
int sim_link_end(struct sim_table_file *self, const struct sim_column *column, const char *text, const char *id);

/** Does a word such as undirected, false or mutual say that a link goes both ways (1), or directed or true that it does
 * not (0)? -1: it is no such word. */
int sim_direction_of(const char *word);

/** Assign the columns of the file; a matrix becomes links. False, with complaints, if a required column is missing.
 * Columns that nothing reads are noted, for `check`. */
bool sim_table_columns(struct sim_table_file *self);

#endif
