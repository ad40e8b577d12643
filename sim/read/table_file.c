/* table_file.c - the rows of a table from a file: a plain table, a matrix, or a network of another program. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"
#include "table_file.h"

static bool means_nothing(const char *text)
{
    return text[0] == '\0' || sim_word_index("NA N/A n/a #N/A nan None NaN", text) >= 0;
}

/** A cell of a column, "" where the file has no such column; complaints are about it from now on. */
static const char *cell_of(struct sim_table_file *self, int row, int column)
{
    self->place.line = self->csv.lines[row + 1];
    self->place.column = column < 0 ? 1 : column + 1;
    return column < 0 ? "" : sim_csv_cell(&self->csv, row, column);
}

/* --- cells of a row --- */

/** A file's word in the table's words, as `words` says. */
static const char *translated(const struct sim_node *words, const char *column, const char *text)
{
    const struct sim_node *of_column = sim_node_get(words, column), *to = sim_node_get(of_column, text);
    return to != NULL && to->kind == SIM_SCALAR ? to->text : text;
}

static void cells_read(struct sim_table_file *self, int line, int row)
{
    const struct sim_table_spec *spec = self->at->spec;
    const struct sim_node *words = sim_key_node(self->node, SIM_KEY_table_words);
    char room[64];

    for (int i = spec->links ? 2 : 0; i < spec->columns_count; i++) {
        bool number = spec->columns[i].kind == SIM_COLUMN_REAL || spec->columns[i].kind == SIM_COLUMN_WHOLE;
        const char *text = translated(words, spec->columns[i].name, cell_of(self, line, self->columns[i]));
        if (!means_nothing(text)) {
            sim_cell_read(self->at, row, i, number ? sim_csv_number(&self->csv, text, room) : text, &self->place);
        }
    }
}

/* --- entities --- */

/** The row that a line of the file names; -1 with a complaint. */
static int entity_of(struct sim_table_file *self, int line)
{
    struct sim_filling *at = self->at;
    const char *name = cell_of(self, line, self->name);
    int row = -1;

    if (sim_is_row_name(at, name, self->place.line, self->place.column)) {
        row = sim_row_of(at, name, &self->place);
    }
    if (row >= 0 && self->line[row] != 0) {
        sim_at(at->reading, &self->place, "%s: '%s' stands in line %d already", at->spec->name, name, self->line[row]);
        return -1;
    }
    if (row >= 0) {
        self->line[row] = self->place.line;
        const char *id = cell_of(self, line, self->id);
        if (id[0] != '\0') {
            sim_row_id(at, row, id, &self->place);
        }
    }
    return row;
}

/** All names first, so that a row may point to one that comes later. False where some row has no name. */
static bool entities_read(struct sim_table_file *self)
{
    int *rows = calloc((size_t)self->csv.rows + 1, sizeof *rows);
    bool named = rows != NULL;

    for (int line = 0; rows != NULL && line < self->csv.rows; line++) {
        rows[line] = entity_of(self, line);
        named = named && rows[line] >= 0;
    }
    for (int line = 0; rows != NULL && line < self->csv.rows; line++)
        if (rows[line] >= 0) {
            cells_read(self, line, rows[line]);
        }
    if (rows == NULL) {
        sim_at(self->at->reading, self->node, "no memory for its rows");
    }
    free(rows);
    return named;
}

/* --- links --- */

/** Both ends of a link. Where a network links two kinds of rows, they may stand the other way round. False with a
 * complaint. */
static bool ends_find(struct sim_table_file *self, int line, int ends[2])
{
    const struct sim_column *columns = self->at->spec->columns;
    const char *text[2], *id[2];
    bool turned = false;

    for (int i = 0; i < 2; i++) {
        text[i] = cell_of(self, line, self->columns[i]);
        id[i] = self->end_ids[i] < 0 ? "" : sim_csv_cell(&self->csv, line, self->end_ids[i]);
    }
    if (!self->one_kind && self->end_ids[0] >= 0 && sim_link_end(self, &columns[0], text[0], id[0]) < 0) {
        turned = sim_link_end(self, &columns[0], text[1], id[1]) >= 0;
    }
    for (int i = 0; i < 2; i++) {
        int from = turned ? 1 - i : i;
        cell_of(self, line, self->columns[from]);
        ends[i] = sim_link_end(self, &columns[i], text[from], id[from]);
        if (ends[i] < 0 && sim_lookup_find(&self->missing, text[from]) < 0) { /* said once of each name */
            sim_row_behind(self->at, &columns[i], text[from], &self->place);
            sim_lookup_add(&self->missing, text[from], 0);
        }
    }
    return ends[0] >= 0 && ends[1] >= 0;
}

/** Does this link of the file go both ways? */
static bool goes_both_ways(struct sim_table_file *self, int line)
{
    const char *words = "true TRUE True directed Directed false FALSE False undirected Undirected";
    const char *says = self->given ? "" : cell_of(self, line, self->directed);
    int word = sim_word_index(words, says);

    if (word < 0 && !means_nothing(says)) {
        sim_at(self->at->reading, &self->place, "%s: '%.60s' says neither directed nor undirected, true nor false",
               self->at->spec->name, says);
    }
    return self->one_kind && (self->given ? self->no_way : word >= 5);
}

/** The same link from its other end. Where the file has that too, both must say the same. */
static void link_turn(struct sim_table_file *self, int row, const int ends[2])
{
    const struct sim_table_spec *spec = self->at->spec;
    struct sim_table *table = self->at->table;
    size_t bytes = (size_t)(spec->columns_count - 2) * sizeof *table->cells;
    int back = sim_link_of(self->at, ends[1], ends[0], &self->place);

    if (back < 0 || back == row) {
        return;
    }
    double *to = table->cells + back * spec->columns_count + 2;
    const double *from = table->cells + row * spec->columns_count + 2;
    if (self->line[back] > 0 && memcmp(to, from, bytes) != 0) {
        sim_at(self->at->reading, &self->place, "%s: this link goes both ways, but line %d gives it other values",
               spec->name, self->line[back]);
    } else if (self->line[back] == 0) {
        memcpy(to, from, bytes);
        self->line[back] = -self->place.line;
    }
}

static void link_read(struct sim_table_file *self, int line)
{
    struct sim_filling *at = self->at;
    int ends[2], row;
    bool both;

    if (!ends_find(self, line, ends) || (self->one_kind && self->end_ids[0] >= 0 && ends[0] == ends[1])) {
        return; /* the diagonal of a matrix links nobody */
    }
    both = goes_both_ways(self, line);
    row = sim_link_of(at, ends[0], ends[1], &self->place);
    if (row < 0) {
        return;
    }
    if (self->line[row] > 0 || (self->line[row] < 0 && !both)) {
        sim_at(at->reading, &self->place, "%s: the link from '%s' to '%s' stands in line %d already", at->spec->name,
               sim_csv_cell(&self->csv, line, self->columns[0]), sim_csv_cell(&self->csv, line, self->columns[1]),
               abs(self->line[row]));
        return;
    }
    self->line[row] = self->place.line;
    cells_read(self, line, row);
    if (both) {
        link_turn(self, row, ends);
    }
}

/* --- the file --- */

/** Say what was made of the file, where somebody may have meant something else. */
static void say(struct sim_table_file *self, enum sim_network kind)
{
    struct sim_errors *notes = &self->at->reading->study->notes;
    const char *path = self->path;
    const struct sim_csv *csv = &self->csv;

    if (kind != SIM_NETWORK_NONE) {
        sim_note(notes, "%s: %s", path, sim_network_text(kind));
    } else if (csv->separator == ';' || csv->separator == ' ' || csv->decimal_comma) {
        sim_note(notes, "%s: cells are separated by %s%s", path,
                 csv->separator == ';'    ? "semicolons"
                 : csv->separator == '\t' ? "tabs"
                 : csv->separator == ' '  ? "blanks"
                                          : "commas",
                 csv->decimal_comma ? ", and numbers are written with a decimal comma" : "");
    }
}

static bool open_file(struct sim_table_file *self)
{
    struct sim_errors *errors = self->at->reading->errors;
    enum sim_network kind = SIM_NETWORK_NONE;
    bool good = sim_csv_load(&self->csv, self->path, errors) == SIM_OK;
    const char *foreign = NULL;

    if (good && (foreign = sim_network_foreign(self->csv.bytes)) != NULL) {
        sim_complain(errors, self->path, 1, 1, "is %s, which is not read here: save it as CSV or GraphML", foreign);
        good = false;
    }
    if (good) {
        kind = sim_network_of(self->csv.bytes);
        good = (kind == SIM_NETWORK_NONE
                    ? sim_csv_cut(&self->csv, self->path, errors)
                    : sim_network_cut(&self->csv, self->path, kind, self->at->spec->links, errors)) == SIM_OK;
    }
    if (good) {
        say(self, kind);
    }
    return good;
}

static bool rows_fit(struct sim_table_file *self, const struct sim_node *name)
{
    const struct sim_table_spec *spec = self->at->spec;
    bool good = self->csv.rows <= spec->rows_limit && (spec->links || self->csv.rows > 0);
    if (self->csv.rows == 0 && !good) {
        sim_at(self->at->reading, name, "%s has no row below its header", self->path);
    } else if (!good) {
        sim_at(self->at->reading, name, "%s has %d rows; %s takes at most %d", self->path, self->csv.rows, spec->name,
               spec->rows_limit);
    }
    return good;
}

/** All rows of the file; complaints are about it. False where it is not known who is in the table. */
static bool rows_read(struct sim_table_file *self)
{
    const char *own_path = self->at->reading->path;

    self->at->reading->path = self->path;
    bool known = self->at->spec->links || entities_read(self);
    for (int line = 0; self->at->spec->links && line < self->csv.rows; line++)
        link_read(self, line);
    self->at->reading->path = own_path;
    return known;
}

bool sim_read_table_file(struct sim_filling *at, const struct sim_node *node)
{
    const struct sim_node *name = sim_key_node(node, SIM_KEY_table_file);
    char *path = sim_path_beside(at->reading->path, name, at->reading->errors);
    struct sim_table_file file = { .at = at, .path = path, .node = node, .end_ids = { -1, -1 } };
    bool good = path != NULL;

    file.given = sim_key_node(node, SIM_KEY_table_directed) != NULL;
    file.no_way = sim_key_word(at->reading, node, SIM_KEY_table_directed) == 1;
    file.one_kind = at->spec->links && strcmp(at->spec->columns[0].table, at->spec->columns[1].table) == 0;
    file.columns = calloc((size_t)at->spec->columns_count, sizeof *file.columns);
    file.line = calloc((size_t)at->spec->rows_limit + 1, sizeof *file.line);
    if (file.columns == NULL || file.line == NULL) {
        sim_at(at->reading, node, "no memory for its rows");
        good = false;
    }
    good = good && open_file(&file) && sim_table_columns(&file) && rows_fit(&file, name) && rows_read(&file);
    sim_lookup_free(&file.missing);
    sim_csv_free(&file.csv);
    free(file.columns);
    free(file.line);
    free(path);
    return good;
}
