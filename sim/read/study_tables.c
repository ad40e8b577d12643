/* study_tables.c - a world's table, from a file with a header or from the study's own lines. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../csv.h"
#include "table_rows.h"

/** A name out of any text: other characters become _. */
static void name_of(const char *text, char *name)
{
    size_t n = 0;
    if (strcmp(text, "none") == 0) {
        text = "none_";
    }
    for (; n < SIM_LONGEST_ROW_NAME - 4 && text[n] != '\0'; n++) {
        char one[2] = { text[n], '\0' };
        name[n] = sim_is_row_text(one) ? text[n] : '_';
    }
    name[n] = '\0';
}

static bool means_nothing(const char *text)
{
    return text[0] == '\0' || sim_word_index("NA nan None NaN", text) >= 0;
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
static int file_reference(struct sim_filling *at, const struct sim_column *column, const char *text,
                          const struct sim_node *node)
{
    const struct sim_table *other = sim_table_behind(at, column);
    char name[SIM_LONGEST_ROW_NAME + 1];
    double number = 0;
    int row;

    name_of(text, name);
    row = sim_name_index(sim_row_names(other), name);
    if (row < 0 && sim_number(text, &number) && number >= 1 && number <= other->rows && number == floor(number)) {
        return (int)number - 1;
    }
    return row >= 0 ? row : sim_row_behind(at, column, text, node);
}

/** The link of one row of the file; -1 where an end is nobody. */
static int file_link(struct sim_filling *at, const struct sim_csv *csv, int line, const struct sim_node *columns,
                     struct sim_node *place)
{
    int ends[2];
    for (int i = 0; i < 2; i++) {
        const struct sim_column *column = &at->spec->columns[i];
        int from = file_column(csv, columns, column->name);
        place->column = from + 1;
        ends[i] = from < 0 ? -1 : file_reference(at, column, sim_csv_cell(csv, line, from), place);
    }
    return ends[0] < 0 || ends[1] < 0 ? -1 : sim_link_of(at, ends[0], ends[1], place);
}

/** The entity of one row of the file, new in any case: a name that is taken already gets a number. */
static int file_entity(struct sim_filling *at, const struct sim_csv *csv, int line, const struct sim_node *columns,
                       struct sim_node *place)
{
    char name[SIM_LONGEST_ROW_NAME + 16];
    int column = file_column(csv, columns, "name");
    size_t length;

    name_of(column < 0 ? "" : sim_csv_cell(csv, line, column), name);
    length = strlen(name);
    for (int again = 2; name[0] == '\0' || sim_name_index(sim_row_names(at->table), name) >= 0; again++)
        snprintf(name + length, sizeof name - length, "_%d", again);
    return sim_row_of(at, name, place);
}

/** One row of the file; `place` stands for where in the file complaints are. */
static void file_row(struct sim_filling *at, const struct sim_csv *csv, int line, const struct sim_node *node,
                     struct sim_node *place)
{
    const struct sim_node *columns = sim_key_node(node, SIM_KEY_table_columns);
    const struct sim_node *words = sim_key_node(node, SIM_KEY_table_words);
    int row;

    place->line = csv->lines[line + 1];
    place->column = 1;
    row = at->spec->links ? file_link(at, csv, line, columns, place) : file_entity(at, csv, line, columns, place);
    for (int i = at->spec->links ? 2 : 0; row >= 0 && i < at->spec->columns_count; i++) {
        const char *name = at->spec->columns[i].name;
        int column = file_column(csv, columns, name);
        const char *text = column < 0 ? "" : translated(words, name, sim_csv_cell(csv, line, column));
        place->column = column + 1;
        if (!means_nothing(text)) {
            sim_cell_read(at, row, i, text, place);
        }
    }
}

/** Complains where no column of the file gives what every row must have. */
static bool file_gives(struct sim_filling *at, const struct sim_csv *csv, const struct sim_node *node, const char *name)
{
    bool found = file_column(csv, sim_key_node(node, SIM_KEY_table_columns), name) >= 0;
    if (!found) {
        sim_at(at->reading, node, "%s: no column gives '%s'; say which with columns: { %s: ... }", at->spec->name, name,
               name);
    }
    return found;
}

/** Are all columns there that are asked for, and those that every row must have? */
static bool file_has_columns(struct sim_filling *at, const struct sim_csv *csv, const struct sim_node *node)
{
    const struct sim_node *columns = sim_key_node(node, SIM_KEY_table_columns);
    const struct sim_names headers = SIM_NAMES(csv->cells, csv->columns);
    bool good = true;

    for (const struct sim_node *member = columns == NULL ? NULL : columns->first; member != NULL; member = member->next)
        good = sim_read_name(at->reading, member, "column of the file", headers) >= 0 && good;
    if (!at->spec->links) {
        return file_gives(at, csv, node, "name") && good;
    }
    for (int i = 0; i < 2; i++)
        good = file_gives(at, csv, node, at->spec->columns[i].name) && good;
    return good;
}

/** Rows from the file that a node with the key `file` names. */
static void file_read(struct sim_filling *at, const struct sim_node *node)
{
    const struct sim_node *file = sim_key_node(node, SIM_KEY_table_file);
    const char *own_path = at->reading->path;
    char *path = sim_path_beside(own_path, file, at->reading->errors);
    struct sim_csv csv = { 0 };
    struct sim_node place = { 0 };

    if (path == NULL || sim_csv_init(&csv, path, at->reading->errors) != SIM_OK || !file_has_columns(at, &csv, node)) {
        goto out;
    }
    if (csv.rows > at->spec->rows_limit) {
        sim_at(at->reading, file, "%s has %d rows; %s takes at most %d", path, csv.rows, at->spec->name,
               at->spec->rows_limit);
        goto out;
    }
    at->reading->path = path;
    for (int line = 0; line < csv.rows; line++)
        file_row(at, &csv, line, node, &place);
out:
    at->reading->path = own_path;
    sim_csv_free(&csv);
    free(path);
}

void sim_read_table(struct sim_reading *reading, struct sim_arm *arm, int table, const struct sim_node *node)
{
    struct sim_filling at = { reading, arm, &reading->model->tables[table], &arm->tables[table] };
    const struct sim_node *rows = node, *file = sim_key_node(node, SIM_KEY_table_file);

    if (node->kind != SIM_MAP) {
        sim_at(reading, node, "%s is a table: { name: { column: value, ... }, ... }", at.spec->name);
        return;
    }
    if (file != NULL && file->kind == SIM_SCALAR) { /* a map would be a row of that name */
        file_read(&at, node);
        sim_refuse_unknown(reading, node, SIM_SCOPE_table, NULL);
        rows = sim_key_node(node, SIM_KEY_table_rows);
    }
    if (rows != NULL) {
        sim_read_rows(&at, rows);
    }
}
