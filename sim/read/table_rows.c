/* table_rows.c - rows and cells of a table, as a study writes them. */
#include "table_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"

/* --- rows --- */

struct sim_names sim_row_names(const struct sim_table *table)
{
    return SIM_NAMES(table->names, table->names == NULL ? 0 : table->rows);
}

/** A new row with the defaults of every column; -1 with a complaint where there is no room. `name` NULL for a link. */
static int row_add(struct sim_filling *at, const char *name, const struct sim_node *node)
{
    struct sim_table *table = at->table;
    size_t columns = (size_t)at->spec->columns_count, rows = (size_t)table->rows + 1;

    if (table->rows >= at->spec->rows_limit) {
        if (table->rows == at->spec->rows_limit) {
            sim_at(at->reading, node, "%s: more than %d rows", at->spec->name, at->spec->rows_limit);
        }
        return -1;
    }
    double *cells = realloc(table->cells, rows * columns * sizeof *cells);
    table->cells = cells == NULL ? table->cells : cells;
    char **names = name == NULL ? NULL : realloc(table->names, rows * sizeof *names);
    table->names = names == NULL ? table->names : names;
    char *copy = name == NULL ? NULL : strdup(name);
    if (cells == NULL || (name != NULL && (names == NULL || copy == NULL))) {
        free(copy);
        sim_at(at->reading, node, "%s: no memory for another row", at->spec->name);
        return -1;
    }
    for (size_t i = 0; i < columns; i++)
        cells[(rows - 1) * columns + i] = at->spec->columns[i].value;
    if (name != NULL) {
        names[rows - 1] = copy;
    }
    return table->rows++;
}

int sim_row_of(struct sim_filling *at, const char *name, const struct sim_node *node)
{
    int row = sim_name_index(sim_row_names(at->table), name);
    return row >= 0 ? row : row_add(at, name, node);
}

int sim_link_of(struct sim_filling *at, int from, int to, const struct sim_node *node)
{
    int row = 0;
    while (row < at->table->rows &&
           (sim_cell(at->table, at->spec, row, 0) != from || sim_cell(at->table, at->spec, row, 1) != to))
        row++;
    row = row < at->table->rows ? row : row_add(at, NULL, node);
    if (row >= 0) {
        at->table->cells[row * at->spec->columns_count] = from;
        at->table->cells[row * at->spec->columns_count + 1] = to;
    }
    return row;
}

/* --- cells --- */

const struct sim_table *sim_table_behind(const struct sim_filling *at, const struct sim_column *column)
{
    return &at->arm->tables[sim_table_named(at->reading->model, column->table)];
}

int sim_row_behind(struct sim_filling *at, const struct sim_column *column, const char *name,
                   const struct sim_node *node)
{
    struct sim_names names = sim_row_names(sim_table_behind(at, column));
    int row = sim_name_index(names, name);
    if (row < 0) {
        sim_at(at->reading, node, "%s: '%.64s' is none of the %s%s", at->spec->name, name, column->table,
               sim_hint(name, &names, 1).text);
    }
    return row;
}

/** The value that a text means in this column; false with a complaint. */
static bool cell_of(struct sim_filling *at, const struct sim_column *column, const char *text,
                    const struct sim_node *node, double *value)
{
    const char *table = at->spec->name;

    switch (column->kind) {
    case SIM_COLUMN_ROW:
        *value = strcmp(text, "none") == 0 && !isnan(column->value) ? -1 : sim_row_behind(at, column, text, node);
        return *value >= 0 || strcmp(text, "none") == 0;
    case SIM_COLUMN_CHOICE:
        *value = sim_word_index(column->choices, text);
        if (*value < 0) {
            sim_at(at->reading, node, "%s.%s = %.60s is none of: %s", table, column->name, text, column->choices);
        }
        return *value >= 0;
    case SIM_COLUMN_FLAG:
        *value = sim_word_index("false true 0 1", text);
        if (*value < 0) {
            sim_at(at->reading, node, "%s.%s = %.60s is neither true nor false", table, column->name, text);
            return false;
        }
        *value = (int)*value % 2;
        return true;
    default:
        if (sim_number(text, value) && *value >= column->low && *value <= column->high &&
            (column->kind != SIM_COLUMN_WHOLE || *value == floor(*value))) {
            return true;
        }
        sim_at(at->reading, node, "%s.%s = %.60s is not a%s number in %g..%g (%s)", table, column->name, text,
               column->kind == SIM_COLUMN_WHOLE ? " whole" : "", column->low, column->high, column->unit);
        return false;
    }
}

void sim_cell_read(struct sim_filling *at, int row, int column, const char *text, const struct sim_node *node)
{
    double value = 0;
    if (cell_of(at, &at->spec->columns[column], text, node, &value)) {
        at->table->cells[row * at->spec->columns_count + column] = value;
    }
}

/** Named columns of one row. */
static void cells_read(struct sim_filling *at, int row, const struct sim_node *node)
{
    int first = at->spec->links ? 2 : 0;
    const struct sim_names columns = SIM_NAMES(at->spec->columns + first, at->spec->columns_count - first);

    if (node->kind != SIM_MAP && !(node->kind == SIM_SCALAR && node->text[0] == '\0')) {
        sim_at(at->reading, node, "%s: a row is { column: value, ... }", at->spec->name);
        return;
    }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        int column = sim_name_index(columns, member->key);
        if (column < 0) {
            sim_at_key(at->reading, member, "'%.64s' is no column of %s%s", member->key, at->spec->name,
                       sim_hint_of("column", member->key, at->reading->model->gone, &columns, 1).text);
        } else if (member->kind == SIM_MAP && sim_key_node(member, SIM_KEY_path_path) != NULL) {
            sim_read_cell_path(at, row, first + column, member);
        } else if (member->kind != SIM_SCALAR) {
            sim_at(at->reading, member, "%s.%s wants one value%s", at->spec->name, member->key,
                   at->spec->columns[first + column].motion == SIM_FIXED ? "" : ", or { path: [[month, value], ...] }");
        } else {
            sim_cell_read(at, row, first + column, member->text, member);
        }
    }
}

/* --- entities and links --- */

bool sim_is_row_text(const char *text)
{
    return text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")] == '\0';
}

bool sim_is_name(const char *text)
{
    size_t length = strlen(text);
    return sim_is_row_text(text) && length > 0 && length <= SIM_LONGEST_ROW_NAME && text[0] != '.';
}

/** May this be the name of a row? One called none could not be told from no row. */
static bool is_name(const char *text)
{
    return sim_is_name(text) && strcmp(text, "none") != 0;
}

/** Entities: all names first, so that a row may point to one that comes later. */
static void entities_read(struct sim_filling *at, const struct sim_node *node)
{
    for (const struct sim_node *member = node->first; member != NULL; member = member->next)
        if (is_name(member->key)) {
            sim_row_of(at, member->key, member);
        } else {
            sim_at_key(at->reading, member,
                       "'%.70s' cannot be a name in %s: letters, digits, _ . - and at most %d of them, no dot "
                       "first, and not the word none",
                       member->key, at->spec->name, SIM_LONGEST_ROW_NAME);
        }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        int row = sim_name_index(sim_row_names(at->table), member->key);
        if (row >= 0) {
            cells_read(at, row, member);
        }
    }
}

/** Links from one row: a list of names, or a map of names with further columns. */
static void links_from(struct sim_filling *at, int from, const struct sim_node *outer)
{
    const struct sim_column *other = &at->spec->columns[1];
    bool is_map = outer->kind == SIM_MAP;

    for (const struct sim_node *inner = outer->first; inner != NULL; inner = inner->next) {
        if (!is_map && inner->kind != SIM_SCALAR) {
            sim_at(at->reading, inner, "%s: a list holds names of %s", at->spec->name, other->table);
            continue;
        }
        int to = sim_row_behind(at, other, is_map ? inner->key : inner->text, inner);
        int row = to < 0 ? -1 : sim_link_of(at, from, to, inner);
        if (row >= 0 && is_map) {
            cells_read(at, row, inner);
        }
    }
}

static void links_read(struct sim_filling *at, const struct sim_node *node)
{
    for (const struct sim_node *outer = node->first; outer != NULL; outer = outer->next) {
        int from = sim_row_behind(at, &at->spec->columns[0], outer->key, outer);
        if (outer->kind == SIM_SCALAR) {
            sim_at(at->reading, outer, "%s: '%.64s' wants a list of %s, or { name: { column: value } }", at->spec->name,
                   outer->key, at->spec->columns[1].table);
        } else if (from >= 0) {
            links_from(at, from, outer);
        }
    }
}

void sim_read_rows(struct sim_filling *at, const struct sim_node *node)
{
    if (node->kind != SIM_MAP) {
        sim_at(at->reading, node, "%s.rows is { name: { column: value, ... }, ... }", at->spec->name);
    } else if (at->spec->links) {
        links_read(at, node);
    } else {
        entities_read(at, node);
    }
}
