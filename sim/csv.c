/* csv.c - cuts the text of a table into cells, in place. */
#include "csv.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "names.h"

enum { LARGEST_FILE = 64 << 20, MOST_COLUMNS = 4096 };

/** Cut the cell that begins at `at`; return where the next one begins. `ends`: was it the last of its row? `line` is
 * advanced by line breaks inside quotes. */
static char *cell_cut(char *at, char separator, bool *ends, int *line)
{
    char *write = at, *read = at;
    bool quoted = *read == '"' && separator == ',';

    read += quoted;
    while (*read != '\0' && (quoted || (*read != separator && *read != '\n'))) {
        if (quoted && *read == '"') {
            if (read[1] != '"') {
                quoted = false;
                read++;
                continue;
            }
            read++;
        }
        *line += quoted && *read == '\n';
        *write++ = *read++;
    }
    *ends = *read != separator;
    read += *read != '\0';
    if (write > at && write[-1] == '\r') {
        write--;
    }
    *write = '\0';
    return read;
}

/** A table while it is being cut. */
struct cutter {
    struct sim_csv *csv;
    const char *path;
    char *at, separator;
    int line, cells, cells_room, lines_room;
    struct sim_errors *errors;
};

/** `list` with room for `needed` items of `size` bytes; NULL without memory, and `list` stays as it was. */
static void *grown(void *list, int *room, int needed, size_t size)
{
    int more = *room * 2 + 256;
    if (needed <= *room) {
        return list;
    }
    list = realloc(list, (size_t)more * size);
    *room = list == NULL ? *room : more;
    return list;
}

/** Add the cells of one row; return how many, or -1 without memory. */
static int row_cut(struct cutter *self)
{
    bool ends = false;
    int count = 0, *lines = grown(self->csv->lines, &self->lines_room, self->csv->rows + 2, sizeof *lines);

    if (lines == NULL) {
        return -1;
    }
    self->csv->lines = lines;
    for (; !ends; count++) {
        char *begin = self->at, **cells = grown(self->csv->cells, &self->cells_room, self->cells + 1, sizeof *cells);
        if (cells == NULL) {
            return -1;
        }
        self->csv->cells = cells;
        self->at = cell_cut(begin, self->separator, &ends, &self->line);
        cells[self->cells++] = begin;
    }
    return count;
}

/** Keep a row that began at `line`. The first row is the header; the others must have as many cells. */
static void row_keep(struct cutter *self, int count, int line)
{
    struct sim_csv *csv = self->csv;

    if (csv->columns > 0 && count == csv->columns) {
        csv->lines[++csv->rows] = line;
    } else if (csv->columns > 0) {
        sim_complain(self->errors, self->path, line, 1, "has %d cells; the header has %d", count, csv->columns);
        self->cells -= count;
    } else if (count > MOST_COLUMNS) {
        sim_complain(self->errors, self->path, line, 1, "has %d columns; the most is %d", count, MOST_COLUMNS);
    } else if (count == 1 && strchr(csv->cells[0], ';') != NULL) {
        sim_complain(self->errors, self->path, line, 1, "is separated by semicolons; use commas or tabs");
    } else {
        csv->columns = count;
        csv->lines[0] = line;
    }
}

static enum sim_status table_cut(struct cutter *self)
{
    int before = self->errors->count;

    while (*self->at != '\0') {
        int line = ++self->line;
        if (*self->at == '\n' || (*self->at == '\r' && self->at[1] == '\n')) { /* an empty line */
            self->at += *self->at == '\r' ? 2 : 1;
            continue;
        }
        int count = row_cut(self);
        if (count < 0) {
            return sim_fail(self->errors, SIM_MEMORY, "%s: no memory to read it", self->path);
        }
        row_keep(self, count, line);
        if (self->csv->columns == 0) {
            return SIM_USAGE;
        }
    }
    if (self->csv->columns == 0) {
        sim_complain(self->errors, self->path, 0, 0, "is empty; it needs a header");
    }
    return self->errors->count > before ? SIM_USAGE : SIM_OK;
}

enum sim_status sim_csv_init(struct sim_csv *self, const char *path, struct sim_errors *errors)
{
    struct cutter cutter = { .csv = self, .path = path, .separator = ',', .errors = errors };
    size_t size = 0;

    *self = (struct sim_csv){ 0 };
    if (sim_file_read(path, LARGEST_FILE, &self->bytes, &size, errors) != SIM_OK) {
        return SIM_USAGE;
    }
    if (strlen(self->bytes) != size) {
        sim_complain(errors, path, 0, 0, "contains a zero byte: it is not a text file");
        return SIM_USAGE;
    }
    cutter.at = self->bytes + (strncmp(self->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0); /* byte order mark */
    if (memchr(cutter.at, '\t', strcspn(cutter.at, "\n")) != NULL) {
        cutter.separator = '\t';
    }
    return table_cut(&cutter);
}

void sim_csv_free(struct sim_csv *self)
{
    free(self->bytes);
    free(self->cells);
    free(self->lines);
    *self = (struct sim_csv){ 0 };
}

int sim_csv_column(const struct sim_csv *self, const char *header)
{
    return sim_name_index(SIM_NAMES(self->cells, self->columns), header);
}

void sim_csv_put(FILE *file, const char *text)
{
    if (strpbrk(text, ",\"\n\r") == NULL) {
        fputs(text, file);
        return;
    }
    fputc('"', file);
    for (; *text != '\0'; text++) {
        fputs(*text == '"' ? "\"" : "", file);
        fputc(*text, file);
    }
    fputc('"', file);
}
