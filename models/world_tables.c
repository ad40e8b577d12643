/* world_tables.c - the tables of tables.def as the engine reads them, and their rows as members of the world. */
#include <math.h>

#include "world.h"

#define COLUMN_REAL(value, low, high, unit)  SIM_COLUMN_REAL, value, low, high, unit, NULL, NULL
#define COLUMN_WHOLE(value, low, high, unit) SIM_COLUMN_WHOLE, value, low, high, unit, NULL, NULL
#define COLUMN_FLAG(value)                   SIM_COLUMN_FLAG, value, 0, 1, "", NULL, NULL
#define COLUMN_CHOICE(value, list)           SIM_COLUMN_CHOICE, value, 0, 0, "", WORDS(list), NULL
#define COLUMN_ROW(value, table)             SIM_COLUMN_ROW, value, 0, 0, "", NULL, #table

static const struct sim_column organisations_columns[] = {
#define ORGANISATION(name, kind, motion, meaning) { #name, COLUMN_##kind, SIM_##motion, meaning },
#include "tables.def"
};
static const struct sim_column forums_columns[] = {
#define FORUM(name, kind, motion, meaning) { #name, COLUMN_##kind, SIM_##motion, meaning },
#include "tables.def"
};
static const struct sim_column seats_columns[] = {
#define SEAT(name, kind, motion, meaning) { #name, COLUMN_##kind, SIM_##motion, meaning },
#include "tables.def"
};
static const struct sim_column ties_columns[] = {
#define TIE(name, kind, motion, meaning) { #name, COLUMN_##kind, SIM_##motion, meaning },
#include "tables.def"
};

const struct sim_table_spec world_tables[WORLD_TABLES_COUNT] = {
#define TABLE(table, are_links, limit, says)                                                                           \
    { .name = #table,                                                                                                  \
      .links = are_links,                                                                                              \
      .columns = table##_columns,                                                                                      \
      .columns_count = sizeof table##_columns / sizeof table##_columns[0],                                             \
      .rows_limit = limit,                                                                                             \
      .meaning = says },
#include "tables.def"
};

enum {
#define ORGANISATION(name, kind, motion, meaning) ORGANISATION_##name,
#include "tables.def"
};
enum {
#define FORUM(name, kind, motion, meaning) FORUM_##name,
#include "tables.def"
};
enum {
#define SEAT(name, kind, motion, meaning) SEAT_##name,
#include "tables.def"
};
enum {
#define TIE(name, kind, motion, meaning) TIE_##name,
#include "tables.def"
};

/** Cells of one row by their columns. */
static const double *cells_of(const struct sim_table *tables, enum world_table table, int row)
{
    return tables[table].cells + (size_t)row * (size_t)world_tables[table].columns_count;
}

struct world_organisation world_read_organisation(const struct sim_table *tables, int row)
{
    const double *cell = cells_of(tables, WORLD_TABLE_organisations, row);
    struct world_organisation o = {
#define ORGANISATION(name, kind, motion, meaning) .name = (MEMBER_##kind)cell[ORGANISATION_##name],
#include "tables.def"
    };
    o.second--; /* the word "none" comes before the resources */
    if (o.second == o.resource) {
        o.second = -1;
    }
    return o;
}

struct world_forum world_read_forum(const struct sim_table *tables, int row)
{
    const double *cell = cells_of(tables, WORLD_TABLE_forums, row);
    return (struct world_forum){
#define FORUM(name, kind, motion, meaning) .name = (MEMBER_##kind)cell[FORUM_##name],
#include "tables.def"
    };
}

struct world_seat world_read_seat(const struct sim_table *tables, int row)
{
    const double *cell = cells_of(tables, WORLD_TABLE_seats, row);
    return (struct world_seat){
#define SEAT(name, kind, motion, meaning) .name = (MEMBER_##kind)cell[SEAT_##name],
#include "tables.def"
    };
}

struct world_tie world_read_tie(const struct sim_table *tables, int row)
{
    const double *cell = cells_of(tables, WORLD_TABLE_ties, row);
    return (struct world_tie){
#define TIE(name, kind, motion, meaning) .name = (MEMBER_##kind)cell[TIE_##name],
#include "tables.def"
    };
}
