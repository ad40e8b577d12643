/* csv.c - cuts the text of a table into cells, in place. */
#include "csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lookup.h"
#include "memory.h"
#include "names.h"

enum { MOST_COLUMNS = 4096 };

/** A table while it is being cut. */
struct cutter {
    struct sim_csv *csv;
    const char *path;
    char *at;
    int line, before; /* complaints that were there already */
    struct sim_errors *errors;
};

/* --- cells and rows --- */

/** `list` with room for one item more than `count`; NULL without memory, and `list` stays as it was. */
static void *grown(void *list, size_t count, size_t size)
{
    bool full = count == 0 || (count >= 256 && (count & (count - 1)) == 0);
    return full ? realloc(list, (count < 256 ? 256 : 2 * count) * size) : list;
}

static bool cell_add(struct sim_csv *self, size_t count, char *cell)
{
    char **cells = grown(self->cells, count, sizeof *cells);
    if (cells != NULL) {
        self->cells = cells;
        cells[count] = cell;
    }
    return cells != NULL;
}

static bool line_add(struct sim_csv *self, int row, int line)
{
    int *lines = grown(self->lines, (size_t)row, sizeof *lines);
    if (lines != NULL) {
        self->lines = lines;
        lines[row] = line;
    }
    return lines != NULL;
}

bool sim_csv_add(struct sim_csv *self, const char *const *cells, int count, int line)
{
    size_t begun = self->lines == NULL ? 0 : (size_t)(self->rows + 1) * (size_t)self->columns;
    bool good = begun + (size_t)count <= SIM_MOST_CELLS;

    for (int i = 0; good && i < count; i++)
        good = cell_add(self, begun + (size_t)i, (char *)(uintptr_t)cells[i]);
    self->rows += begun > 0;
    self->columns = count;
    return good && line_add(self, self->rows, line);
}

/** Characters around a cell that are no part of it. */
static const char *blanks(const struct cutter *self)
{
    char separator = self->csv->separator;
    return separator == ' ' ? "" : separator == '\t' ? " " : " \t";
}

/** Pass over the blanks behind closing quotes: there the cell has to end. */
static void quote_end(struct cutter *self)
{
    self->at += strspn(self->at, blanks(self));
    if (*self->at != self->csv->separator && *self->at != '\n' && *self->at != '\0') {
        sim_complain(self->errors, self->path, self->line, 1,
                     "a quote ends in the middle of a cell; a quote that belongs to a text is written twice");
    }
}

/** Cut the next cell; `ends`: was it the last of its row? The line is advanced by line breaks inside quotes. */
static char *cell_cut(struct cutter *self, bool *ends)
{
    char separator = self->csv->separator;
    self->at += strspn(self->at, blanks(self));
    char *begin = self->at, *write = begin;
    const bool quoted = *self->at == '"';
    bool open = quoted;
    int begun = self->line;

    self->at += quoted;
    while (*self->at != '\0' && (open || (*self->at != separator && *self->at != '\n'))) {
        if (open && *self->at == '"') {
            self->at++;
            if (*self->at != '"') {
                open = false;
                quote_end(self);
                continue;
            }
        }
        self->line += open && *self->at == '\n';
        *write++ = *self->at++;
    }
    if (open) {
        sim_complain(self->errors, self->path, begun, 1, "a quote is opened in this row and never closed");
    }
    *ends = *self->at != separator;
    self->at += *self->at != '\0';
    while (!quoted && write > begin && strchr(" \t", write[-1]) != NULL)
        write--;
    *write = '\0';
    return begin;
}

/** How many cells of the next row are kept, at most: one too many is a mistake already. */
static int most_kept(const struct sim_csv *csv)
{
    return csv->columns == 0 ? MOST_COLUMNS : csv->columns + 1;
}

/** Add the cells of one row behind the others; return how many there are, or -1 without memory. Of a row that is too
 * long not all are kept. */
static int row_cut(struct cutter *self, size_t begun)
{
    const int kept = most_kept(self->csv);
    bool ends = false;
    int count = 0;

    for (; !ends; count++) {
        char *cell = cell_cut(self, &ends);
        if (count < kept && !cell_add(self->csv, begun + (size_t)count, cell)) {
            return -1;
        }
    }
    return count;
}

/** Rows may begin with names that the header, as R writes it, has no word for. A row that ends with nothing has only a
 * separator too many. False without memory. */
static bool header_widen(struct sim_csv *csv, int count)
{
    static char nothing[] = "";
    size_t all = (size_t)csv->columns + (size_t)count;
    if (csv->rows > 0 || count != csv->columns + 1 || csv->cells[all - 1][0] == '\0') {
        return true;
    }
    if (!cell_add(csv, all, nothing)) {
        return false;
    }
    memmove(csv->cells + 1, csv->cells, all * sizeof *csv->cells);
    csv->cells[0] = nothing;
    csv->columns++;
    return true;
}

/** Is a cell empty? Complains of one in which a spreadsheet could not reckon. */
static bool cell_check(struct cutter *self, const char *cell, int line, int column)
{
    if (sim_csv_is_error(cell)) {
        sim_complain(self->errors, self->path, line, column,
                     "'%s' is an error of the spreadsheet: mend its formula, or leave the cell empty", cell);
    }
    return cell[0] == '\0';
}

/** Keep a row that began at `line`. The first row is the header; the others must have as many cells. */
static bool row_keep(struct cutter *self, size_t begun, int count, int line)
{
    struct sim_csv *csv = self->csv;
    bool empty = count <= MOST_COLUMNS;

    for (int i = 0; i < count && i < most_kept(csv); i++)
        empty = cell_check(self, csv->cells[begun + (size_t)i], line, i + 1) && empty;
    if (empty) {
        csv->gap = csv->gap == 0 ? csv->rows : csv->gap;
        return true;
    }
    if (csv->columns == 0 && count <= MOST_COLUMNS) {
        csv->columns = count;
        return line_add(csv, 0, line);
    }
    if (csv->columns == 0) {
        sim_complain(self->errors, self->path, line, 1, "has %d columns; the most is %d", count, MOST_COLUMNS);
        return true;
    }
    if (!header_widen(csv, count)) {
        return false;
    }
    if (count != csv->columns) {
        bool title = csv->columns == 1 && csv->rows == 0 && self->errors->count == self->before;
        sim_complain(self->errors, self->path, line, 1, "has %d cells; the header has %d%s", count, csv->columns,
                     title ? ": the first line must be the header" : "");
        self->at += title ? strlen(self->at) : 0;
        return true;
    }
    return line_add(csv, ++csv->rows, line);
}

/** Complain of headers that stand twice: nobody can say which column is meant. */
static void header_check(struct cutter *self)
{
    struct sim_lookup seen = { 0 };
    for (int c = 0; c < self->csv->columns; c++) {
        const char *header = self->csv->cells[c];
        if (header[0] != '\0' && sim_lookup_find(&seen, header) >= 0) {
            sim_complain(self->errors, self->path, self->csv->lines[0], c + 1, "the header '%.60s' stands twice",
                         header);
        }
        sim_lookup_add(&seen, header, c);
    }
    sim_lookup_free(&seen);
}

static enum sim_status table_cut(struct cutter *self)
{
    struct sim_csv *csv = self->csv;

    self->before = self->errors->count;
    while (*self->at != '\0') {
        int line = ++self->line;
        size_t begun = csv->columns == 0 ? 0 : (size_t)(csv->rows + 1) * (size_t)csv->columns;
        int count = row_cut(self, begun);
        if (count < 0 || !row_keep(self, begun, count, line)) {
            return sim_fail(self->errors, SIM_MEMORY, "%s: no memory to read it", self->path);
        }
        if (csv->columns == 0 && self->errors->count > self->before) {
            return SIM_USAGE;
        }
    }
    if (csv->columns == 0) {
        sim_complain(self->errors, self->path, 0, 0, "is empty; it needs a header");
    }
    header_check(self);
    return self->errors->count > self->before ? SIM_USAGE : SIM_OK;
}

/* --- the separator --- */

/** How often the header has this character outside of quotes. */
static int header_has(const char *header, char what)
{
    bool quoted = false;
    int count = 0;
    for (; *header != '\0' && (quoted || *header != '\n'); header++) {
        quoted = *header == '"' ? !quoted : quoted;
        count += !quoted && *header == what;
    }
    return count;
}

/** What separates the cells of this header. */
static char separator_of(const char *header)
{
    int semicolons = header_has(header, ';'), commas = header_has(header, ',');
    if (header_has(header, '\t') > 0) {
        return '\t';
    }
    if (semicolons > commas) {
        return ';';
    }
    bool blanks = commas == 0 && header[0] == '"' && strstr(header, "\" \"") != NULL && header_has(header, ' ') > 0;
    return blanks ? ' ' : ',';
}

enum sim_status sim_csv_cut(struct sim_csv *self, const char *path, struct sim_errors *errors)
{
    struct cutter cutter = { .csv = self, .path = path, .at = self->bytes, .errors = errors };
    enum sim_status status;

    if (strncmp(cutter.at, "sep=", 4) == 0 && cutter.at[4] != '\0' && cutter.at[5] == '\n') {
        self->separator = cutter.at[4];
        cutter.at += 6;
        cutter.line++;
    } else {
        self->separator = separator_of(cutter.at + strspn(cutter.at, "\n"));
    }
    status = table_cut(&cutter);
    if (status == SIM_OK) {
        sim_csv_marks(self);
    }
    return status;
}

enum sim_status sim_csv_init(struct sim_csv *self, const char *path, struct sim_errors *errors)
{
    enum sim_status status = sim_csv_load(self, path, errors);
    return status == SIM_OK ? sim_csv_cut(self, path, errors) : status;
}

void sim_csv_free(struct sim_csv *self)
{
    SIM_FREE(self->bytes, self->more, self->cells, self->lines);
    *self = (struct sim_csv){ 0 };
}

int sim_csv_column(const struct sim_csv *self, const char *header)
{
    int exact = sim_name_index(SIM_NAMES(self->cells, self->columns), header), alike = -1, count = 0;
    for (int i = 0; exact < 0 && i < self->columns; i++)
        if (strcasecmp(self->cells[i], header) == 0) {
            alike = i;
            count++;
        }
    return exact >= 0 ? exact : count == 1 ? alike : -1;
}
