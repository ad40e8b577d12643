/* tables.h - the entities of a world as plain tables: who is there, and who is linked to whom.
 * A model declares tables and their columns; a scenario or a file fills the rows. */
#ifndef SIM_TABLES_H
#define SIM_TABLES_H

#include "params.h"

enum sim_column_kind { SIM_COLUMN_REAL, SIM_COLUMN_WHOLE, SIM_COLUMN_FLAG, SIM_COLUMN_CHOICE, SIM_COLUMN_ROW };

/** What a cell may do over the months. */
enum sim_motion {
    SIM_FIXED,  /* structure: the same in all months */
    SIM_MOVES,  /* may follow a path */
    SIM_ROOTED, /* may follow a path, and its value in month 0 is structure too: runs that differ in it share no pack */
};

struct sim_column {
    const char *name;
    enum sim_column_kind kind;
    double value;     /* default; NAN: the study must give a value; -1 in a ROW column: no row */
    double low, high; /* allowed range of a number */
    const char *unit;
    const char *choices; /* words of a CHOICE, separated by one space */
    const char *table;   /* table that a ROW column points into */
    enum sim_motion motion;
    const char *meaning;
};

/** A table of named rows (entities), or of links. The first two columns of a table of links are ROW columns; each pair
 * of rows in them appears only once. */
struct sim_table_spec {
    const char *name;
    bool links;
    const struct sim_column *columns;
    int columns_count;
    int rows_limit; /* more rows than this are refused */
    const char *meaning;
};

struct sim_table {
    int rows;
    char **names;  /* of each row; NULL for a table of links */
    char **ids;    /* [row]: what files of links may call it instead, or NULL; NULL: no row has an id */
    double *cells; /* [row][column]; choice and row columns hold an index */

    /* For world_new() alone: */
    int *place; /* [row]: its place among the rows of all arms, links by their first end. NULL: the rows are those of
                 * the study's first arm in its order, and the place is the row's own number */
    int *first; /* links: first end of each link of the first arm, by its place; NULL for named rows */
    int first_rows; /* rows of the first arm, which have the first places */
};

/** Value of one cell. */
static inline double sim_cell(const struct sim_table *table, const struct sim_table_spec *spec, int row, int column)
{
    return table->cells[row * spec->columns_count + column];
}

/** Place of a named row among the rows of all arms. */
static inline int sim_place(const struct sim_table *table, int row)
{
    return table->place == NULL ? row : table->place[row];
}

#endif
