/* table_columns.c - which column of a file is which column of a table. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "network.h"
#include "table_file.h"

enum { MOST_SAID = 8, MOST_ABOVE = 8 };

int sim_link_end(struct sim_table_file *self, const struct sim_column *column, const char *text, const char *id)
{
    int table = sim_table_named(self->at->reading->model, column->table);
    int row = sim_row_find(self->at, table, text, false), by_id = sim_row_find(self->at, table, text, true);

    if (row >= 0 && by_id >= 0 && row != by_id) {
        sim_at(self->at->reading, &self->place, "%s: '%.64s' is the name of one of the %s and the id of another",
               self->at->spec->name, text, column->table);
    }
    row = row >= 0 ? row : by_id;
    return row < 0 && id[0] != '\0' ? sim_row_find(self->at, table, id, true) : row;
}

/** Column of the file that fills `column` of the table: as `columns` says, else the one of the same name. */
static int file_column(const struct sim_table_file *self, const char *column)
{
    const struct sim_node *says = sim_node_get(sim_key_node(self->node, SIM_KEY_table_columns), column);
    return sim_csv_column(&self->csv, says != NULL && says->kind == SIM_SCALAR ? says->text : column);
}

/* --- usual headers --- */

/** A header in small letters, without blanks, - and _, and with the s of British English. */
static void simplify(const char *header, char *simple, size_t size)
{
    size_t length = 0;
    for (; *header != '\0' && length + 1 < size; header++)
        if (strchr(" -_", *header) == NULL) {
            char small = (char)tolower((unsigned char)*header);
            simple[length++] = (char)(small == 'z' ? 's' : small);
        }
    simple[length] = '\0';
}

/** Is a header a table's name, its singular or its beginning, and `suffix` behind it, as in organization_1? */
static bool is_word_of(const char *header, const char *name, const char *suffix)
{
    char word[64];
    size_t behind = strlen(suffix), length;

    simplify(header, word, sizeof word);
    length = strlen(word);
    if (length < behind || strcmp(word + length - behind, suffix) != 0) {
        return false;
    }
    length -= behind;
    length -= length > 3 && word[length - 1] == 's';
    return length >= 3 && strncmp(word, name, length) == 0;
}

/** Does a column hold anything? */
static bool is_filled(const struct sim_csv *csv, int column)
{
    bool filled = false;
    for (int row = 0; !filled && row < csv->rows; row++)
        filled = sim_csv_cell(csv, row, column)[0] != '\0';
    return filled;
}

/** The first filled column with a usual header, or with a table's name and a suffix behind it; -1: none. */
static int usual_column(const struct sim_csv *csv, const char *usual, const char *name, const char *suffix)
{
    char word[64];
    for (int c = 0; c < csv->columns; c++) {
        simplify(csv->cells[c], word, sizeof word);
        if ((usual != NULL ? strcmp(word, usual) == 0 : is_word_of(csv->cells[c], name, suffix)) &&
            (is_filled(csv, c) || csv->rows == 0)) {
            return c;
        }
    }
    return -1;
}

/** Take a column in the place of one that no header names, and say so. */
static void take(struct sim_table_file *self, int *place, int column, const char *name)
{
    if (*place < 0 && column >= 0) {
        *place = column;
        sim_note(&self->at->reading->study->notes, "%s: column '%s' is read as '%s'", self->path,
                 self->csv.cells[column], name);
    }
}

static void name_find(struct sim_table_file *self)
{
    static const char *const usual[] = {
#define NAME(header) header,
#include "headers.def"
    };
    const char *table = self->at->spec->name;
    int column = usual_column(&self->csv, NULL, table, "");

    column = column < 0 ? usual_column(&self->csv, NULL, table, "name") : column;
    for (size_t i = 0; column < 0 && i < sizeof usual / sizeof *usual; i++)
        column = usual_column(&self->csv, usual[i], "", "");
    take(self, &self->name, column, "name");
}

/** Both ends of the links at once: where one is known, the other has to go with it. */
static void ends_take(struct sim_table_file *self, int first, int second)
{
    const struct sim_column *columns = self->at->spec->columns;
    const int ends[] = { first, second };
    bool fits = first >= 0 && second >= 0;

    for (int i = 0; i < 2; i++)
        fits = fits && (self->columns[i] < 0 || self->columns[i] == ends[i]);
    for (int i = 0; fits && i < 2; i++)
        take(self, &self->columns[i], ends[i], columns[i].name);
}

static void ends_find(struct sim_table_file *self)
{
    static const char *const usual[][2] = {
#define ENDS(first, second) { first, second },
#include "headers.def"
    };
    const struct sim_column *columns = self->at->spec->columns;
    const struct sim_csv *csv = &self->csv;

    for (int i = 0; !self->one_kind && i < 2; i++) {
        take(self, &self->columns[i], usual_column(csv, NULL, columns[i].name, ""), columns[i].name);
        take(self, &self->columns[i], usual_column(csv, NULL, columns[i].name, "name"), columns[i].name);
    }
    if (self->one_kind) {
        ends_take(self, usual_column(csv, NULL, columns[0].table, "1"), usual_column(csv, NULL, columns[1].table, "2"));
    }
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        ends_take(self, usual_column(csv, usual[i][0], "", ""), usual_column(csv, usual[i][1], "", ""));
}

int sim_direction_of(const char *word)
{
    static const char *const words[] = { "true", "directed", "false", "undirected", "mutual" };
    int found = 4;
    while (found >= 0 && strcasecmp(words[found], word) != 0)
        found--;
    return found < 0 ? -1 : found >= 2;
}

/** A column called type says which links go both ways, where its words are about that, as Gephi's are. */
static void direction_find(struct sim_table_file *self)
{
    int column = usual_column(&self->csv, "type", "", "");
    bool says = false;
    for (int row = 0; column >= 0 && !says && row < self->csv.rows; row++)
        says = sim_direction_of(sim_csv_cell(&self->csv, row, column)) >= 0;
    take(self, &self->directed, says ? column : -1, "directed");
}

/** Which column of the file is which. */
static void columns_find(struct sim_table_file *self)
{
    const struct sim_table_spec *spec = self->at->spec;
    for (int i = 0; i < spec->columns_count; i++)
        self->columns[i] = file_column(self, spec->columns[i].name);
    self->name = spec->links ? -1 : file_column(self, "name");
    self->id = spec->links ? -1 : file_column(self, "id");
    self->directed = spec->links ? file_column(self, "directed") : -1;
    if (!spec->links) {
        name_find(self);
    } else {
        ends_find(self);
    }
    if (self->one_kind) {
        direction_find(self);
    }
}

/** Are most of the words in the header and below it names, so that the file is a matrix of links? */
static bool is_matrix(struct sim_table_file *self)
{
    const struct sim_column *columns = self->at->spec->columns;
    int known = 0;

    if (!self->at->spec->links || (self->columns[0] >= 0 && self->columns[1] >= 0) || self->csv.columns < 2) {
        return false;
    }
    for (int c = 1; c < self->csv.columns; c++)
        known += sim_link_end(self, &columns[0], self->csv.cells[c], "") >= 0 ||
                 sim_link_end(self, &columns[1], self->csv.cells[c], "") >= 0;
    return 2 * known >= self->csv.columns - 1;
}

/** Are all columns there that are asked for? */
static bool are_there(struct sim_table_file *self)
{
    struct sim_reading *reading = self->at->reading;
    const struct sim_node *columns = sim_key_node(self->node, SIM_KEY_table_columns);
    const struct sim_table_spec *spec = self->at->spec;
    const char *further = spec->links ? "directed" : "name id";
    bool good = true;

    for (const struct sim_node *member = columns == NULL ? NULL : columns->first; member != NULL;
         member = member->next) {
        if (sim_name_index(SIM_NAMES(spec->columns, spec->columns_count), member->key) < 0 &&
            sim_word_index(further, member->key) < 0) {
            sim_at_key(reading, member, "'%.64s' is no column of %s%s", member->key, spec->name,
                       sim_hint_or_all(member->key, SIM_NAMES(spec->columns, spec->columns_count)).text);
            good = false;
        } else if (sim_csv_column(&self->csv, sim_node_text(member)) < 0) {
            good = sim_read_name(reading, member, "column of the file",
                                 SIM_NAMES(self->csv.cells, self->csv.columns)) >= 0;
        }
    }
    return good;
}

/** Does one of the first rows look like the header, so that something stands above it? */
static bool header_below(const struct sim_table_file *self, const char *name)
{
    bool found = false;
    for (int i = 0; !found && i < MOST_ABOVE * self->csv.columns && i < self->csv.rows * self->csv.columns; i++)
        found = strcasecmp(sim_csv_cell(&self->csv, 0, i), name) == 0;
    return found;
}

/** Complains where no column of the file gives what every row must have. */
static bool gives(struct sim_table_file *self, int column, const char *name)
{
    char list[300];
    if (column < 0) {
        sim_names_text(SIM_NAMES(self->csv.cells, self->csv.columns), list, sizeof list);
        sim_at(self->at->reading, self->node,
               "%s: no column of the file gives '%s'; say which with columns: { %s: ... }; it has %s%s",
               self->at->spec->name, name, name, list,
               header_below(self, name) ? "; the header must be its first line, and nothing above it" : "");
    }
    return column >= 0;
}

/** Has a cell of the first row a name, so that the file is links without a header, and no matrix? */
static bool holds_names(struct sim_table_file *self)
{
    const struct sim_column *columns = self->at->spec->columns;
    for (int c = 1; self->csv.rows > 0 && c < self->csv.columns; c++)
        for (int end = 0; end < 2; end++)
            if (sim_link_end(self, &columns[end], sim_csv_cell(&self->csv, 0, c), "") >= 0) {
                return true;
            }
    return false;
}

static bool is_read(const struct sim_table_file *self, int column)
{
    bool read = column == self->name || column == self->id || column == self->directed;
    for (int i = 0; !read && i < self->at->spec->columns_count; i++)
        read = column == self->columns[i];
    return read;
}

/** Columns that nothing reads, with the column that each may have meant. A network of another program has many, and its
 * own. */
static void say_unread(struct sim_table_file *self)
{
    const struct sim_csv *csv = &self->csv;
    const struct sim_names columns = SIM_NAMES(self->at->spec->columns, self->at->spec->columns_count);
    char *text = NULL;
    size_t size = 0;
    FILE *list = self->end_ids[0] >= 0 ? NULL : open_memstream(&text, &size);
    int count = 0;

    for (int c = 0; list != NULL && c < csv->columns; c++)
        if (!is_read(self, c) && csv->cells[c][0] != '\0' && count++ < MOST_SAID) {
            fprintf(list, "%s'%s'%s", count > 1 ? ", " : "", csv->cells[c], sim_hint(csv->cells[c], &columns, 1).text);
        }
    if (list != NULL && fclose(list) == 0 && count > 0) {
        sim_note(&self->at->reading->study->notes, "%s: nothing reads %s%s", self->path, text,
                 count > MOST_SAID ? ", ..." : "");
    }
    for (int c = 0; self->end_ids[0] < 0 && c < csv->columns; c++)
        if (csv->cells[c][0] == '\0' && is_filled(csv, c)) {
            sim_note(&self->at->reading->study->notes, "%s: column %d has no header and is passed over", self->path,
                     c + 1);
        }
    free(text);
}

/** Complain of a matrix whose header has a name for every column, so that no column holds the names of its rows. */
static bool names_its_rows(struct sim_table_file *self)
{
    const struct sim_column *columns = self->at->spec->columns;
    const char *corner = self->csv.cells[0];
    bool named = sim_link_end(self, &columns[0], corner, "") < 0 && sim_link_end(self, &columns[1], corner, "") < 0;
    if (!named) {
        sim_complain(self->at->reading->errors, self->path, self->csv.lines[0], 1,
                     "is a matrix without the names of its rows: they stand in its first column, which has no header");
    }
    return named;
}

/** Are the columns known, a matrix being links from now on? */
static bool columns_known(struct sim_table_file *self)
{
    const struct sim_table_spec *spec = self->at->spec;
    bool good;

    columns_find(self);
    if (is_matrix(self) && !holds_names(self)) {
        if (!names_its_rows(self)) {
            return false;
        }
        sim_note(&self->at->reading->study->notes, "%s: a matrix of %d rows and %d columns", self->path, self->csv.rows,
                 self->csv.columns - 1);
        if (!sim_network_matrix(&self->csv)) {
            sim_at(self->at->reading, self->node, "no memory for its links, or too many of them");
            return false;
        }
        columns_find(self);
    }
    if (spec->links) {
        self->end_ids[0] = sim_name_index(SIM_NAMES(self->csv.cells, self->csv.columns), "from_id");
        self->end_ids[1] = sim_name_index(SIM_NAMES(self->csv.cells, self->csv.columns), "to_id");
        self->columns[0] = self->end_ids[0] >= 0 ? 0 : self->columns[0];
        self->columns[1] = self->end_ids[1] >= 0 ? 1 : self->columns[1];
    }
    good = are_there(self);
    if (!spec->links) {
        return gives(self, self->name, "name") && good;
    }
    for (int i = 0; i < 2; i++)
        good = gives(self, self->columns[i], spec->columns[i].name) && good;
    return good;
}

bool sim_table_columns(struct sim_table_file *self)
{
    bool known = columns_known(self);
    if (known) {
        say_unread(self);
    }
    return known;
}
