/* table_file.c - the rows of a table from a file: a plain table, a matrix, or a network of another program. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "network.h"
#include "table_file.h"

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
        if (!sim_csv_is_nothing(text)) {
            sim_cell_read(self->at, row, i, number ? sim_csv_number(&self->csv, text, room) : text, &self->place);
        }
    }
}

/* --- entities --- */

/** Has a line nothing but its name, though there are other columns? */
static bool is_alone(const struct sim_table_file *self, int line)
{
    bool alone = self->csv.columns > 1;
    for (int c = 0; alone && c < self->csv.columns; c++)
        alone = c == self->name || sim_csv_cell(&self->csv, line, c)[0] == '\0';
    return alone;
}

/** Are several cells of a line the names of columns? */
static bool is_header(const struct sim_table_file *self, int line)
{
    const struct sim_table_spec *spec = self->at->spec;
    int known = 0;
    for (int c = 0; c < self->csv.columns; c++) {
        const char *cell = sim_csv_cell(&self->csv, line, c);
        bool name = strcasecmp(cell, "name") == 0 || strcasecmp(cell, "id") == 0;
        for (int i = 0; !name && i < spec->columns_count; i++)
            name = strcasecmp(cell, spec->columns[i].name) == 0;
        known += name;
    }
    return known > 1;
}

static bool is_sum(const char *name)
{
    static const char *const sums[] = { "total", "totals", "grand total", "subtotal", "sum", "average" };
    size_t length = strcspn(name, ":");
    bool sum = false;
    for (size_t i = 0; !sum && i < sizeof sums / sizeof *sums; i++)
        sum = strlen(sums[i]) == length && strncasecmp(sums[i], name, length) == 0;
    return sum;
}

/** Is a line the sums or a note below a table, or a second header? Complains then. */
static bool is_no_row(struct sim_table_file *self, int line, const char *name)
{
    bool below = self->csv.gap > 0 && line >= self->csv.gap;
    const char *why = is_sum(name)            ? "seems to be sums, and no row of the table: delete the line"
                      : is_header(self, line) ? "seems to begin a second header: a table has one, its first line"
                      : below && is_alone(self, line)
                          ? "stands alone below an empty line: delete a note, or move a row up to the others"
                          : NULL;
    if (why != NULL) {
        sim_at(self->at->reading, &self->place, "%s: '%.64s' %s", self->at->spec->name, name, why);
    }
    return why != NULL;
}

/** The row that a line of the file names; -1 with a complaint. */
static int entity_of(struct sim_table_file *self, int line)
{
    struct sim_filling *at = self->at;
    const char *name = cell_of(self, line, self->name);
    int row = -1;

    if (is_no_row(self, line, name)) {
        return -1;
    }
    if (sim_csv_is_nothing(name) && name[0] != '\0') {
        sim_at(at->reading, &self->place, "%s: '%s' says that there is no value, and a row wants a name",
               at->spec->name, name);
        return -1;
    }
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

/** Note the last lines of a table where they have names alone, and all lines above have more. */
static void say_lone(struct sim_table_file *self)
{
    int last = self->csv.rows, lines = self->csv.rows;

    while (last > 0 && is_alone(self, last - 1))
        last--;
    bool other = last > 0 && last < lines;
    for (int line = 0; other && line < last; line++)
        other = !is_alone(self, line);
    for (int line = last; other && line < lines; line++)
        sim_note(&self->at->reading->study->notes,
                 "look: %s:%d: '%s' has nothing but its name: is it a row, or a note below the table?", self->path,
                 self->csv.lines[line + 1], sim_csv_cell(&self->csv, line, self->name));
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
    say_lone(self);
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
        turned = sim_link_end(self, &columns[0], text[1], id[1]) >= 0 ||
                 sim_link_end(self, &columns[1], text[0], id[0]) >= 0;
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
    const char *says = self->given ? "" : cell_of(self, line, self->directed);
    int both = sim_direction_of(says);

    if (both < 0 && !sim_csv_is_nothing(says)) {
        sim_at(self->at->reading, &self->place, "%s: '%.60s' says neither directed nor undirected, true nor false",
               self->at->spec->name, says);
    }
    return self->one_kind && (self->given ? self->no_way : both == 1);
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
    if (good && kind != SIM_NETWORK_NONE) {
        sim_note(&self->at->reading->study->notes, "%s: %s", self->path, sim_network_text(kind));
    } else if (good) {
        sim_say_sheet(self->at->reading, self->path, &self->csv);
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
    sim_say_nothings(self->at->reading, self->path, &self->csv, self->columns, self->at->spec->columns_count);
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
