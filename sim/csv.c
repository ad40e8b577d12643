/* csv.c - a table file is cut into cells in place. */
#include "csv.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "names.h"

enum { LARGEST_FILE = 64 << 20, MOST_COLUMNS = 4096 };

/** Cut one cell at `at`; returns where the next begins, and whether the row ended. `line` counts the lines in quotes.
 */
static char *cell_cut(char *at, char parted, bool *ends, int *line)
{
    char *write = at, *read = at;
    bool quoted = *read == '"' && parted == ',';

    read += quoted;
    while (*read != '\0' && (quoted || (*read != parted && *read != '\n'))) {
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
    *ends = *read != parted;
    read += *read != '\0';
    if (write > at && write[-1] == '\r') {
        write--;
    }
    *write = '\0';
    return read;
}

/** The cells of one row are added; returns how many, or -1 without memory. */
static int row_cut(struct sim_csv *self, char **at, char parted, int *used, int *room, int *line)
{
    bool ends = false;
    int count = 0;

    while (!ends) {
        if (*used == *room) {
            int more = *room * 2 + 256;
            char **cells = realloc(self->cells, (size_t)more * sizeof *cells);
            if (cells == NULL) {
                return -1;
            }
            self->cells = cells;
            *room = more;
        }
        char *begin = *at;
        *at = cell_cut(begin, parted, &ends, line);
        self->cells[(*used)++] = begin;
        count++;
    }
    return count;
}

enum sim_status sim_csv_init(struct sim_csv *self, const char *path, struct sim_errors *errors)
{
    size_t size = 0;
    int used = 0, room = 0, line = 0, before = errors->count, lines_room = 0;
    enum sim_status status;

    *self = (struct sim_csv){ 0 };
    status = sim_file_read(path, LARGEST_FILE, &self->bytes, &size, errors);
    if (status != SIM_OK) {
        return SIM_USAGE;
    }
    if (strlen(self->bytes) != size) {
        sim_complain(errors, path, 0, 0, "holds a zero byte: it is not a text");
        return SIM_USAGE;
    }
    char *text =
        self->bytes + (strncmp(self->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0); /* spreadsheets' byte order mark */
    char *first_end = strchr(text, '\n'), *tab = strchr(text, '\t');
    char parted = tab != NULL && (first_end == NULL || tab < first_end) ? '\t' : ',';
    for (char *at = text; *at != '\0';) {
        line++;
        if (*at == '\n' || (*at == '\r' && at[1] == '\n')) { /* an empty line */
            at += *at == '\r' ? 2 : 1;
            continue;
        }
        int begun = line, count = row_cut(self, &at, parted, &used, &room, &line);
        if (self->rows + 2 > lines_room) {
            lines_room = lines_room * 2 + 64;
            int *lines = realloc(self->lines, (size_t)lines_room * sizeof *lines);
            count = lines == NULL ? -1 : count;
            self->lines = lines == NULL ? self->lines : lines;
        }
        if (count < 0) {
            return sim_fail(errors, SIM_MEMORY, "%s: no memory to read it", path);
        }
        if (self->columns == 0) {
            self->columns = count;
            self->lines[0] = begun;
            if (count > MOST_COLUMNS) {
                sim_complain(errors, path, begun, 1, "has %d columns; the most is %d", count, MOST_COLUMNS);
            } else if (count == 1 && strchr(self->cells[0], ';') != NULL) {
                sim_complain(errors, path, begun, 1, "is parted by semicolons; commas or tabs are wanted");
            }
            if (errors->count > before) {
                self->columns = 0;
                return SIM_USAGE;
            }
            continue;
        }
        if (count != self->columns) {
            sim_complain(errors, path, begun, 1, "has %d cells; the header has %d", count, self->columns);
            used -= count;
            continue;
        }
        self->lines[++self->rows] = begun;
    }
    if (self->columns == 0) {
        sim_complain(errors, path, 0, 0, "is empty; a header is wanted");
    }
    return errors->count > before ? SIM_USAGE : SIM_OK;
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
