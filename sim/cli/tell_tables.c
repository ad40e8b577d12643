/* tell_tables.c - what differs between the tables of two arms: rows that one of them lacks, and cells; and the names of
 * all cells. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lookup.h"
#include "../read/reading.h"
#include "tell.h"

enum { MOST_SAID = 12 };

/** A table of one arm whose rows are known by name: of a link the names of both ends, with a dot between them. */
struct side {
    const struct sim_study *study;
    const struct sim_arm *arm;
    const struct sim_table_spec *spec;
    const struct sim_table *table;
    char **names; /* [row] */
    struct sim_lookup rows;
};

/** Name of the row that a cell points to. */
static const char *row_behind(const struct side *self, int row, int column)
{
    int other = sim_table_named(self->study->model, self->spec->columns[column].table);
    int at = (int)sim_cell(self->table, self->spec, row, column);
    return at < 0 ? "none" : self->arm->tables[other].names[at];
}

static char *name_make(const struct side *self, int row)
{
    if (!self->spec->links) {
        return strdup(self->table->names[row]);
    }
    const char *ends[2] = { row_behind(self, row, 0), row_behind(self, row, 1) };
    size_t size = strlen(ends[0]) + strlen(ends[1]) + 2;
    char *name = malloc(size);
    if (name != NULL) {
        snprintf(name, size, "%s.%s", ends[0], ends[1]);
    }
    return name;
}

static void side_free(struct side *self)
{
    sim_lookup_free(&self->rows);
    for (int i = 0; self->names != NULL && i < self->table->rows; i++)
        free(self->names[i]);
    free(self->names);
}

/** Whatever is returned, side_free() may be called. False without memory. */
static bool side_init(struct side *self, const struct sim_study *study, const struct sim_arm *arm, int table)
{
    *self =
        (struct side){ .study = study, .arm = arm, .spec = &study->model->tables[table], .table = &arm->tables[table] };
    self->names = calloc((size_t)self->table->rows + 1, sizeof *self->names);
    bool good = self->names != NULL;
    for (int row = 0; good && row < self->table->rows; row++)
        good = (self->names[row] = name_make(self, row)) != NULL && sim_lookup_add(&self->rows, self->names[row], row);
    return good;
}

/** Rows that `self` has and `other` has not. */
static void put_rows(const struct side *self, const struct side *other, const char *what)
{
    int count = 0;
    for (int row = 0; row < self->table->rows; row++)
        if (sim_lookup_find(&other->rows, self->names[row]) < 0) {
            if (count == 0) {
                printf("  %s %s: ", self->spec->name, what);
            }
            if (count < MOST_SAID) {
                printf("%s%s", count == 0 ? "" : ", ", self->names[row]);
            }
            count++;
        }
    if (count > MOST_SAID) {
        printf(", ... (%d)", count);
    }
    printf(count > 0 ? "\n" : "");
}

/** A cell as text, in `room` where it is no name of a row. */
static const char *cell_text(const struct side *self, int row, int column, char room[128])
{
    const struct sim_column *spec = &self->spec->columns[column];
    double value = sim_cell(self->table, self->spec, row, column);

    if (spec->kind == SIM_COLUMN_ROW) {
        return row_behind(self, row, column);
    }
    if (spec->kind == SIM_COLUMN_CHOICE) {
        sim_word_at(spec->choices, (int)value, room, 128);
    } else if (spec->kind == SIM_COLUMN_FLAG) {
        return value != 0 ? "true" : "false";
    } else {
        sim_number_text(value, room, 128);
    }
    return room;
}

/** Is the cell a parameter of the study by its name? Then it is printed among the parameters. */
static bool is_param(const struct side *self, const char *row, const char *column)
{
    char name[SIM_ENTITY_SIZE + 256];
    snprintf(name, sizeof name, "%s.%s.%s", self->spec->name, row, column);
    return sim_params_find(&self->study->model->params, name) >= self->study->own_params;
}

/** Cells of rows that both have. */
static void put_cells(const struct side *self, const struct side *first)
{
    char own[128], before[128];
    int count = 0;

    for (int row = 0; row < self->table->rows; row++) {
        int other = sim_lookup_find(&first->rows, self->names[row]);
        for (int c = self->spec->links ? 2 : 0; other >= 0 && c < self->spec->columns_count; c++) {
            const char *now = cell_text(self, row, c, own), *then = cell_text(first, other, c, before);
            const char *column = self->spec->columns[c].name;
            if (strcmp(now, then) != 0 && !is_param(self, self->names[row], column) && ++count <= MOST_SAID) {
                printf("  %s.%s.%s: %s, not %s\n", self->spec->name, self->names[row], column, now, then);
            }
        }
    }
    if (count > MOST_SAID) {
        printf("  %s: %d cells more are not the same\n", self->spec->name, count - MOST_SAID);
    }
}

void sim_tell_names(const struct sim_study *study)
{
    for (int i = 0; i < study->own_params; i++)
        printf("%s\n", study->model->params.list[i].name);
    for (int t = 0; t < study->model->tables_count; t++) {
        struct side side;
        int rows = side_init(&side, study, &study->arms[0], t) ? side.table->rows : 0;
        for (int row = 0; row < rows; row++)
            for (int c = 0; c < side.spec->columns_count; c++)
                if (side.spec->columns[c].kind != SIM_COLUMN_ROW && !isnan(side.spec->columns[c].value)) {
                    printf("%s.%s.%s\n", side.spec->name, side.names[row], side.spec->columns[c].name);
                }
        side_free(&side);
    }
}

void sim_tell_tables(const struct sim_study *study, const struct sim_arm *arm)
{
    for (int t = 0; t < study->model->tables_count; t++) {
        struct side own, first;
        bool known = side_init(&own, study, arm, t);
        if (side_init(&first, study, &study->arms[0], t) && known) {
            put_rows(&own, &first, "more");
            put_rows(&first, &own, "fewer");
            put_cells(&own, &first);
        }
        side_free(&own);
        side_free(&first);
    }
}
