/* study_tables.c - rows of a world's tables, from a study's own lines or from plain table files. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../csv.h"
#include "reading.h"

enum { LONGEST_NAME = 64 };

/** The table that is being read, and whose it is. */
struct target {
    struct sim_reading *reading;
    struct sim_arm *arm;
    const struct sim_table_spec *spec;
    struct sim_table *table;
};

/* --- rows --- */

static int row_find(const struct sim_table *table, const char *name)
{
    for (int i = 0; table->names != NULL && i < table->rows; i++)
        if (strcmp(table->names[i], name) == 0) {
            return i;
        }
    return -1;
}

static int link_find(const struct sim_table *table, const struct sim_table_spec *spec, int from, int to)
{
    for (int i = 0; i < table->rows; i++)
        if (sim_cell(table, spec, i, 0) == from && sim_cell(table, spec, i, 1) == to) {
            return i;
        }
    return -1;
}

/** A new row with the defaults of every column; -1 with a complaint where there is no room. `name` NULL for a link. */
static int row_add(struct target *at, const char *name, const struct sim_node *node)
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

bool sim_tables_copy(struct sim_table *to, const struct sim_table *from, const struct sim_model *model)
{
    bool good = true;
    for (int t = 0; good && t < model->tables_count; t++) {
        size_t rows = (size_t)from[t].rows, cells = rows * (size_t)model->tables[t].columns_count;
        to[t].rows = 0;
        to[t].cells = calloc(cells + 1, sizeof(double));
        to[t].names = from[t].names == NULL ? NULL : calloc(rows + 1, sizeof(char *));
        good = to[t].cells != NULL && (from[t].names == NULL || to[t].names != NULL);
        if (good && cells > 0) {
            memcpy(to[t].cells, from[t].cells, cells * sizeof(double));
        }
        for (; good && to[t].rows < from[t].rows; to[t].rows++)
            good = from[t].names == NULL || (to[t].names[to[t].rows] = strdup(from[t].names[to[t].rows])) != NULL;
    }
    return good;
}

void sim_tables_free(struct sim_table *tables, const struct sim_model *model)
{
    for (int t = 0; t < model->tables_count; t++) {
        for (int i = 0; tables[t].names != NULL && i < tables[t].rows; i++)
            free(tables[t].names[i]);
        free(tables[t].names);
        free(tables[t].cells);
        tables[t] = (struct sim_table){ 0 };
    }
}

/* --- cells --- */

/** Row of another table by name; -1 with a complaint that names the nearest. */
static int row_named(struct target *at, const struct sim_column *column, const char *name, const struct sim_node *node)
{
    const struct sim_table *other = &at->arm->tables[sim_table_named(at->reading->model, column->table)];
    int row = row_find(other, name);
    if (row < 0) {
        char hint[LONGEST_NAME + 64];
        sim_hint(name, (const char *const *)other->names, other->names == NULL ? 0 : other->rows, hint, sizeof hint);
        sim_at(at->reading, node, "%s: '%.64s' is none of the %s%s", at->spec->name, name, column->table, hint);
    }
    return row;
}

/** The value that a text means in this column; complains. */
static bool cell_of(struct target *at, const struct sim_column *column, const char *text, const struct sim_node *node,
                    double *value)
{
    if (column->kind == SIM_COLUMN_ROW) {
        int row = strcmp(text, "none") == 0 && !isnan(column->value) ? -1 : row_named(at, column, text, node);
        *value = row;
        return row >= 0 || strcmp(text, "none") == 0;
    }
    if (column->kind == SIM_COLUMN_CHOICE) {
        *value = sim_word_index(column->choices, text);
        if (*value < 0) {
            sim_at(at->reading, node, "%s.%s = %.60s is none of: %s", at->spec->name, column->name, text,
                   column->choices);
        }
        return *value >= 0;
    }
    if (column->kind == SIM_COLUMN_FLAG) {
        *value = strcmp(text, "true") == 0 || strcmp(text, "1") == 0;
        if (*value == 0 && strcmp(text, "false") != 0 && strcmp(text, "0") != 0) {
            sim_at(at->reading, node, "%s.%s = %.60s is neither true nor false", at->spec->name, column->name, text);
            return false;
        }
        return true;
    }
    if (!sim_number(text, value) || *value < column->low || *value > column->high ||
        (column->kind == SIM_COLUMN_WHOLE && *value != floor(*value))) {
        sim_at(at->reading, node, "%s.%s = %.60s is not a%s number in %g..%g (%s)", at->spec->name, column->name, text,
               column->kind == SIM_COLUMN_WHOLE ? " whole" : "", column->low, column->high, column->unit);
        return false;
    }
    return true;
}

static int column_named(const struct sim_table_spec *spec, const char *name)
{
    for (int i = 0; i < spec->columns_count; i++)
        if (strcmp(spec->columns[i].name, name) == 0) {
            return i;
        }
    return -1;
}

/** Named columns of one row. */
static void cells_read(struct target *at, int row, const struct sim_node *node)
{
    int first = at->spec->links ? 2 : 0;

    if (node->kind != SIM_MAP && !(node->kind == SIM_SCALAR && node->text[0] == '\0')) {
        sim_at(at->reading, node, "%s: a row is { column: value, ... }", at->spec->name);
        return;
    }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        int column = column_named(at->spec, member->key);
        double value = 0;
        if (column < first) {
            const char *names[64];
            char hint[LONGEST_NAME + 64];
            for (int i = first; i < at->spec->columns_count; i++)
                names[i - first] = at->spec->columns[i].name;
            sim_hint(member->key, names, at->spec->columns_count - first, hint, sizeof hint);
            sim_at_key(at->reading, member, "'%.64s' is no column of %s%s", member->key, at->spec->name, hint);
        } else if (member->kind != SIM_SCALAR) {
            sim_at(at->reading, member, "%s.%s wants one value", at->spec->name, member->key);
        } else if (cell_of(at, &at->spec->columns[column], member->text, member, &value)) {
            at->table->cells[row * at->spec->columns_count + column] = value;
        }
    }
}

static bool is_name_text(const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");
    return length > 0 && length <= LONGEST_NAME && text[length] == '\0';
}

/** A row called none could not be told from no row. */
static bool is_name(const char *text)
{
    return is_name_text(text) && strcmp(text, "none") != 0;
}

/** Entities: all names first, so that a row may point to one that comes later. */
static void entities_read(struct target *at, const struct sim_node *node)
{
    for (const struct sim_node *member = node->first; member != NULL; member = member->next)
        if (!is_name(member->key)) {
            sim_at_key(
                at->reading, member,
                "'%.70s' cannot be a name in %s: letters, digits, _ . - and at most %d of them, and not the word none",
                member->key, at->spec->name, LONGEST_NAME);
        } else if (row_find(at->table, member->key) < 0) {
            row_add(at, member->key, member);
        }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        int row = row_find(at->table, member->key);
        if (row >= 0) {
            cells_read(at, row, member);
        }
    }
}

/** One link: found or added, and its further columns. */
static void link_read(struct target *at, int from, const char *to_name, const struct sim_node *node, bool columns)
{
    int to = row_named(at, &at->spec->columns[1], to_name, node), row;
    if (to < 0) {
        return;
    }
    row = link_find(at->table, at->spec, from, to);
    row = row < 0 ? row_add(at, NULL, node) : row;
    if (row >= 0) {
        at->table->cells[row * at->spec->columns_count] = from;
        at->table->cells[row * at->spec->columns_count + 1] = to;
        if (columns) {
            cells_read(at, row, node);
        }
    }
}

static void links_read(struct target *at, const struct sim_node *node)
{
    for (const struct sim_node *outer = node->first; outer != NULL; outer = outer->next) {
        int from = row_named(at, &at->spec->columns[0], outer->key, outer);
        if (outer->kind == SIM_SCALAR) {
            sim_at(at->reading, outer, "%s: '%.64s' wants a list of %s, or { name: { column: value } }", at->spec->name,
                   outer->key, at->spec->columns[1].table);
            continue;
        }
        for (const struct sim_node *inner = outer->first; from >= 0 && inner != NULL; inner = inner->next) {
            if (outer->kind == SIM_LIST && inner->kind != SIM_SCALAR) {
                sim_at(at->reading, inner, "%s: a list holds names of %s", at->spec->name, at->spec->columns[1].table);
                continue;
            }
            link_read(at, from, outer->kind == SIM_LIST ? inner->text : inner->key, inner, outer->kind == SIM_MAP);
        }
    }
}

/* --- table files --- */

/** A name out of any text: other characters become _. */
static void name_of(const char *text, char *name)
{
    size_t n = 0;
    if (strcmp(text, "none") == 0) {
        text = "none_";
    }
    for (; n < LONGEST_NAME - 4 && text[n] != '\0'; n++) {
        char one[2] = { text[n], '\0' };
        name[n] = is_name_text(one) ? text[n] : '_';
    }
    name[n] = '\0';
}

static bool means_nothing(const char *text)
{
    return text[0] == '\0' || strcmp(text, "NA") == 0 || strcmp(text, "nan") == 0 || strcmp(text, "None") == 0 ||
           strcmp(text, "NaN") == 0;
}

/** Column of the file that fills `column` of the table: as `columns` says, else the one of the same name. */
static int file_column(const struct sim_csv *csv, const struct sim_node *columns, const char *column)
{
    const struct sim_node *says = sim_node_get(columns, column);
    return sim_csv_column(csv, says != NULL && says->kind == SIM_SCALAR ? says->text : column);
}

/** A file's word in the table's words, as `words` says. */
static const char *translated(const struct sim_node *words, const char *column, const char *text)
{
    const struct sim_node *of_column = sim_node_get(words, column), *to = sim_node_get(of_column, text);
    return to != NULL && to->kind == SIM_SCALAR ? to->text : text;
}

/** Row that a cell of a link file points to: a name, or a number counted from 1. */
static int file_reference(struct target *at, const struct sim_column *column, const char *text,
                          const struct sim_node *node)
{
    const struct sim_table *other = &at->arm->tables[sim_table_named(at->reading->model, column->table)];
    char name[LONGEST_NAME + 1];
    double number = 0;
    name_of(text, name);
    int row = row_find(other, name);
    if (row < 0 && sim_number(text, &number) && number >= 1 && number <= other->rows && number == floor(number)) {
        return (int)number - 1;
    }
    return row >= 0 ? row : row_named(at, column, text, node);
}

/** One row of the file; `place` stands for where in the file complaints are. */
static void file_row(struct target *at, const struct sim_csv *csv, int line, const struct sim_node *node,
                     struct sim_node *place)
{
    const struct sim_node *columns = sim_node_get(node, "columns"), *words = sim_node_get(node, "words");
    int row, first = 0;

    place->line = csv->lines[line + 1];
    place->column = 1;

    if (at->spec->links) {
        int ends[2];
        for (int i = 0; i < 2; i++) {
            int column = file_column(csv, columns, at->spec->columns[i].name);
            place->column = column + 1;
            ends[i] =
                column < 0 ? -1 : file_reference(at, &at->spec->columns[i], sim_csv_cell(csv, line, column), place);
        }
        if (ends[0] < 0 || ends[1] < 0) {
            return;
        }
        row = link_find(at->table, at->spec, ends[0], ends[1]);
        row = row < 0 ? row_add(at, NULL, place) : row;
        if (row >= 0) {
            at->table->cells[row * at->spec->columns_count] = ends[0];
            at->table->cells[row * at->spec->columns_count + 1] = ends[1];
        }
        first = 2;
    } else {
        char name[LONGEST_NAME + 16];
        int column = file_column(csv, columns, "name");
        name_of(column < 0 ? "" : sim_csv_cell(csv, line, column), name);
        size_t length = strlen(name);
        for (int again = 2; name[0] == '\0' || row_find(at->table, name) >= 0; again++)
            snprintf(name + length, sizeof name - length, "_%d", again);
        row = row_add(at, name, place);
    }
    for (int i = first; row >= 0 && i < at->spec->columns_count; i++) {
        int column = file_column(csv, columns, at->spec->columns[i].name);
        const char *text =
            column < 0 ? "" : translated(words, at->spec->columns[i].name, sim_csv_cell(csv, line, column));
        double value = 0;
        place->column = column + 1;
        if (!means_nothing(text) && cell_of(at, &at->spec->columns[i], text, place, &value)) {
            at->table->cells[row * at->spec->columns_count + i] = value;
        }
    }
}

/** Columns that were asked for and are not in the file. */
static bool file_has_columns(struct target *at, const struct sim_csv *csv, const struct sim_node *node)
{
    const struct sim_node *columns = sim_node_get(node, "columns");
    bool good = true;
    for (const struct sim_node *member = columns == NULL ? NULL : columns->first; member != NULL; member = member->next)
        if (member->kind != SIM_SCALAR || sim_csv_column(csv, member->text) < 0) {
            char hint[128] = "";
            if (member->kind == SIM_SCALAR) {
                sim_hint(member->text, (const char *const *)csv->cells, csv->columns, hint, sizeof hint);
            }
            sim_at(at->reading, member, "'%.64s' is no column of the file%s",
                   member->kind == SIM_SCALAR ? member->text : "a list", hint);
            good = false;
        }
    if (!at->spec->links && file_column(csv, columns, "name") < 0) {
        sim_at(at->reading, node, "%s: no column gives the names; say which with columns: { name: ... }",
               at->spec->name);
        good = false;
    }
    for (int i = 0; at->spec->links && i < 2; i++)
        if (file_column(csv, columns, at->spec->columns[i].name) < 0) {
            sim_at(at->reading, node, "%s: no column gives '%s'; say which with columns: { %s: ... }", at->spec->name,
                   at->spec->columns[i].name, at->spec->columns[i].name);
            good = false;
        }
    return good;
}

static void file_read(struct target *at, const struct sim_node *node)
{
    const struct sim_node *file = sim_node_get(node, "file");
    char *path = sim_path_beside(at->reading->path, file, at->reading->errors);
    struct sim_csv csv = { 0 };

    if (path == NULL || sim_csv_init(&csv, path, at->reading->errors) != SIM_OK) {
        free(path);
        sim_csv_free(&csv);
        return;
    }
    if (file_has_columns(at, &csv, node)) {
        const char *own_path = at->reading->path;
        struct sim_node place = { 0 };
        if (csv.rows > at->spec->rows_limit) {
            sim_at(at->reading, file, "%s has %d rows; %s takes at most %d", path, csv.rows, at->spec->name,
                   at->spec->rows_limit);
        }
        at->reading->path = path;
        for (int line = 0; line < csv.rows && csv.rows <= at->spec->rows_limit; line++)
            file_row(at, &csv, line, node, &place);
        at->reading->path = own_path;
    }
    sim_csv_free(&csv);
    free(path);
}

void sim_read_table(struct sim_reading *reading, struct sim_arm *arm, int table, const struct sim_node *node)
{
    struct target at = { reading, arm, &reading->model->tables[table], &arm->tables[table] };
    const struct sim_node *rows = node;

    if (node->kind != SIM_MAP) {
        sim_at(reading, node, "%s is a table: { name: { column: value, ... }, ... }", at.spec->name);
        return;
    }
    const struct sim_node *file = sim_node_get(node, "file");
    if (file != NULL && file->kind == SIM_SCALAR) { /* a map would be a row of that name */
        file_read(&at, node);
        rows = sim_node_get(node, "rows");
        for (const struct sim_node *member = node->first; member != NULL; member = member->next)
            if (strcmp(member->key, "file") != 0 && strcmp(member->key, "columns") != 0 &&
                strcmp(member->key, "words") != 0 && strcmp(member->key, "rows") != 0) {
                sim_at_key(reading, member, "'%.64s' cannot stand beside file; columns, words and rows can",
                           member->key);
            }
    }
    if (rows != NULL && rows->kind != SIM_MAP) {
        sim_at(reading, rows, "%s.rows is { name: { column: value, ... }, ... }", at.spec->name);
    } else if (rows != NULL) {
        at.spec->links ? links_read(&at, rows) : entities_read(&at, rows);
    }
}
