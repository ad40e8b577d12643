/* table_rows.c - rows and cells of a table, as a study writes them. */
#include "table_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "cells.h"

/* --- rows --- */

void sim_filling_free(struct sim_filling *self)
{
    for (int t = 0; self->known != NULL && t < self->reading->model->tables_count; t++) {
        sim_lookup_free(&self->names[t]);
        sim_lookup_free(&self->ids[t]);
    }
    SIM_FREE(self->names, self->ids, self->known, self->first, self->next);
}

/** The rows of a table by name and id are known from now on. False without memory. */
static bool rows_known(struct sim_filling *at, int table)
{
    const struct sim_table *rows = &at->arm->tables[table];
    size_t count = (size_t)at->reading->model->tables_count;
    bool good;

    if (at->known == NULL) {
        at->names = calloc(count, sizeof *at->names);
        at->ids = calloc(count, sizeof *at->ids);
        at->known = at->names == NULL || at->ids == NULL ? NULL : calloc(count, sizeof *at->known);
    }
    good = at->known != NULL;
    for (int i = 0; good && !at->known[table] && rows->names != NULL && i < rows->rows; i++) {
        good = sim_lookup_add(&at->names[table], rows->names[i], i);
        if (good && rows->ids != NULL && rows->ids[i] != NULL) {
            good = sim_lookup_add(&at->ids[table], rows->ids[i], i);
        }
    }
    if (good) {
        at->known[table] = true;
    }
    return good;
}

int sim_row_find(struct sim_filling *at, int table, const char *name, bool by_id)
{
    return rows_known(at, table) ? sim_lookup_find(by_id ? &at->ids[table] : &at->names[table], name) : -1;
}

static int own_table(const struct sim_filling *at)
{
    return (int)(at->spec - at->reading->model->tables);
}

/** The table that a column points into. */
static const struct sim_table *table_behind(const struct sim_filling *at, const struct sim_column *column)
{
    return &at->arm->tables[sim_table_named(at->reading->model, column->table)];
}

/** Names of the rows of a table. */
static struct sim_names row_names(const struct sim_table *table)
{
    return SIM_NAMES(table->names, table->names == NULL ? 0 : table->rows);
}

/** Room for one row more. False without memory. */
static bool row_room(struct sim_filling *at, const char *name)
{
    struct sim_table *table = at->table;
    size_t rows = (size_t)table->rows + 1;
    bool good = SIM_RESIZE(table->cells, rows * (size_t)at->spec->columns_count) &&
                (name == NULL || SIM_RESIZE(table->names, rows)) &&
                (table->ids == NULL || SIM_RESIZE(table->ids, rows));

    if (good && table->ids != NULL) {
        table->ids[rows - 1] = NULL;
    }
    return good;
}

/** A new row with the defaults of every column; -1 with a complaint where there is no room. `name` NULL for a link. */
static int row_add(struct sim_filling *at, const char *name, const struct sim_node *node)
{
    struct sim_table *table = at->table;
    int columns = at->spec->columns_count, row = table->rows;
    char *copy = NULL;

    if (row >= at->spec->rows_limit) {
        if (row == at->spec->rows_limit) {
            sim_at(at->reading, node, "%s: more than %d rows", at->spec->name, at->spec->rows_limit);
        }
        return -1;
    }
    if (!row_room(at, name) || (name != NULL && (copy = strdup(name)) == NULL)) {
        sim_at(at->reading, node, "%s: no memory for another row", at->spec->name);
        return -1;
    }
    for (int i = 0; i < columns; i++)
        table->cells[row * columns + i] = at->spec->columns[i].value;
    if (name != NULL) {
        table->names[row] = copy;
    }
    return table->rows++;
}

int sim_row_of(struct sim_filling *at, const char *name, const struct sim_node *node)
{
    int row = sim_row_find(at, own_table(at), name, false);

    if (row < 0 && (row = row_add(at, name, node)) >= 0 &&
        !sim_lookup_add(&at->names[own_table(at)], at->table->names[row], row)) {
        sim_at(at->reading, node, "%s: no memory for another row", at->spec->name);
    }
    return row;
}

void sim_row_id(struct sim_filling *at, int row, const char *id, const struct sim_node *node)
{
    struct sim_table *table = at->table;
    int before = sim_row_find(at, own_table(at), id, true);

    if (before >= 0 && before != row) {
        sim_at(at->reading, node, "%s: '%.64s' is the id of '%s' already", at->spec->name, id, table->names[before]);
        return;
    }
    if (table->ids == NULL) {
        table->ids = calloc((size_t)table->rows + 1, sizeof *table->ids);
    }
    if (table->ids != NULL && table->ids[row] != NULL && before < 0) {
        sim_at(at->reading, node, "%s: '%s' has the id '%.64s' already", at->spec->name, table->names[row],
               table->ids[row]);
    } else if (before < 0 && (table->ids == NULL || (table->ids[row] = strdup(id)) == NULL ||
                              !sim_lookup_add(&at->ids[own_table(at)], table->ids[row], row))) {
        sim_at(at->reading, node, "%s: no memory for an id", at->spec->name);
    }
}

/** Chain a link to the others that begin where it does. False without memory. */
static bool link_chain(struct sim_filling *at, int row, int from)
{
    bool good = SIM_RESIZE(at->next, row + 1);
    if (good) {
        at->next[row] = at->first[from];
        at->first[from] = row + 1;
    }
    return good;
}

/** Are the links that are there chained? False without memory. */
static bool links_known(struct sim_filling *at)
{
    bool good = true;
    if (at->first == NULL) {
        size_t rows = (size_t)table_behind(at, &at->spec->columns[0])->rows;
        at->first = calloc(rows + 1, sizeof *at->first);
        good = at->first != NULL;
        for (int row = 0; good && row < at->table->rows; row++)
            good = link_chain(at, row, (int)sim_cell(at->table, at->spec, row, 0));
    }
    return good;
}

/** The link between two rows, or -1. */
static int link_find(struct sim_filling *at, int from, int to)
{
    int row = links_known(at) ? at->first[from] : 0;
    while (row > 0 && sim_cell(at->table, at->spec, row - 1, 1) != to)
        row = at->next[row - 1];
    return row - 1;
}

int sim_link_of(struct sim_filling *at, int from, int to, const struct sim_node *node)
{
    int row = link_find(at, from, to);

    if (row >= 0 || (row = row_add(at, NULL, node)) < 0) {
        return row;
    }
    at->table->cells[row * at->spec->columns_count] = from;
    at->table->cells[row * at->spec->columns_count + 1] = to;
    if (at->first == NULL || !link_chain(at, row, from)) {
        sim_at(at->reading, node, "%s: no memory for another row", at->spec->name);
        return -1;
    }
    return row;
}

/* --- cells --- */

/** Does a name that is no row of the first table stand in that of the other end of a link? Then the link is written the
 * wrong way round, and the complaint says so. */
static bool is_other_end(struct sim_filling *at, const struct sim_column *column, const char *name,
                         const struct sim_node *node)
{
    const struct sim_column *ends = at->spec->columns;
    bool turned = at->spec->links && column == &ends[0] &&
                  sim_row_find(at, sim_table_named(at->reading->model, ends[1].table), name, false) >= 0;
    if (turned) {
        sim_at(at->reading, node, "%s: '%s' is one of the %s and stands where a %s should: { %s: [%s, ...] }",
               at->spec->name, name, ends[1].table, ends[0].name, ends[0].name, ends[1].name);
    }
    return turned;
}

int sim_row_behind(struct sim_filling *at, const struct sim_column *column, const char *name,
                   const struct sim_node *node)
{
    int table = sim_table_named(at->reading->model, column->table);
    struct sim_names names = row_names(table_behind(at, column));
    int row = sim_row_find(at, table, name, false);
    if (row < 0 && !(at->reading->lost >> table & 1) && !is_other_end(at, column, name, node)) {
        sim_at(at->reading, node, "%s: '%.*s' is none of the %s%s", at->spec->name,
               (int)sim_first_characters(name, SIM_LONGEST_ROW_NAME), name, column->table,
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
            sim_at(at->reading, node, "%s.%s = %.60s is none of: %s%s", table, column->name, text, column->choices,
                   sim_word_hint(text, column->choices).text);
        }
        return *value >= 0;
    case SIM_COLUMN_FLAG:
        *value = sim_word_index("false true 0 1 FALSE TRUE False True", text);
        if (*value < 0) {
            sim_at(at->reading, node, "%s.%s = %.60s is neither true nor false%s", table, column->name, text,
                   sim_flag_hint(text));
            return false;
        }
        *value = (int)*value % 2;
        return true;
    default:
        if (sim_number(text, value) && *value >= column->low && *value <= column->high &&
            (column->kind != SIM_COLUMN_WHOLE || *value == floor(*value))) {
            return true;
        }
        sim_at(at->reading, node, "%s.%s = %.60s is not a%s number in %.10g..%.10g (%s)%s%s", table, column->name, text,
               column->kind == SIM_COLUMN_WHOLE ? " whole" : "", column->low, column->high, column->unit,
               sim_number(text, value) ? ": " : sim_number_hint(text, (char[96]){ 0 }),
               sim_number(text, value) ? column->meaning : "");
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
        const struct sim_names keys = sim_scope_keys(SIM_SCOPE_table);
        bool file = node->kind == SIM_SCALAR && sim_name_near(node->key, &keys, 1) != NULL;
        sim_at(at->reading, node, "%s: a row is { column: value, ... }%s", at->spec->name,
               file ? sim_hint(node->key, &keys, 1).text : "");
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

bool sim_is_name(const char *text)
{
    size_t length = strlen(text);
    return text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")] == '\0' &&
           length > 0 && length <= SIM_LONGEST_ROW_NAME && text[0] != '.';
}

bool sim_is_row_name(struct sim_filling *at, const char *text, int line, int column)
{
    size_t length = strlen(text);
    bool ends = length > 0 && (strchr(" .", text[0]) != NULL || text[length - 1] == ' ');
    const char *why = length == 0                                                      ? "it is empty"
                      : text[sim_first_characters(text, SIM_LONGEST_ROW_NAME)] != '\0' ? "it is too long"
                      : length > SIM_MOST_NAME_BYTES    ? "its letters take too many bytes"
                      : strcmp(text, "none") == 0       ? "the word none stands for no row"
                      : ends                            ? "it begins with a dot or a blank, or ends with one"
                      : strchr(text, '/') != NULL       ? "it holds a slash"
                      : !sim_is_plain_text(text, false) ? "it holds a control character or a line break"
                                                        : NULL;
    if (why != NULL) {
        sim_complain(
            at->reading->errors, at->reading->path, line, column,
            "'%.*s' cannot be a name in %s: %s (any text of at most %d characters and %d bytes, without slashes)",
            (int)sim_first_characters(text, SIM_LONGEST_ROW_NAME), text, at->spec->name, why, SIM_LONGEST_ROW_NAME,
            SIM_MOST_NAME_BYTES);
    }
    return why == NULL;
}

/** Entities: all names first, so that a row may point to one that comes later. */
static void entities_read(struct sim_filling *at, const struct sim_node *node)
{
    for (const struct sim_node *member = node->first; member != NULL; member = member->next)
        if (sim_is_row_name(at, member->key, member->key_line, member->key_column)) {
            sim_row_of(at, member->key, member);
        }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        int row = sim_row_find(at, own_table(at), member->key, false);
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
            if (from >= 0) {
                sim_at(at->reading, outer, "%s: '%s' wants a list of %s, or { name: { column: value } }",
                       at->spec->name, outer->key, at->spec->columns[1].table);
            }
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
