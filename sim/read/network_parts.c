/* network_parts.c - lines, words, nodes and links of a network. */
#include "network_parts.h"

#include <stdlib.h>
#include <string.h>

#include "reader.h"

static const char *const links_header[] = { "from", "to", "from_id", "to_id", "directed", "weight" };
enum { LINK_CELLS = sizeof links_header / sizeof *links_header };

/* --- lines and words --- */

char *sim_net_line(struct sim_net *self)
{
    while (*self->at != '\0') {
        char *begin = self->at;
        size_t length = strcspn(begin, "\n");
        self->at += length + (begin[length] == '\n');
        begin[length] = '\0';
        self->line++;
        begin += strspn(begin, " \t");
        if (*begin != '\0' && *begin != '%') {
            return begin;
        }
    }
    return NULL;
}

char *sim_net_word(char **line, const char *ends)
{
    char *begin = *line;

    begin += strspn(begin, " \t");
    begin += strspn(begin, ends);
    begin += strspn(begin, " \t");
    if (*begin == '\0') {
        return NULL;
    }
    bool quoted = *begin == '"';
    begin += quoted;
    size_t length = quoted ? strcspn(begin, "\"") : strcspn(begin, " \t");
    for (size_t i = 0; !quoted && i < length; i++)
        length = strchr(ends, begin[i]) != NULL ? i : length;
    *line = begin + length + (begin[length] != '\0');
    begin[length] = '\0';
    return begin;
}

/* --- nodes and links --- */

bool sim_net_nodes(struct sim_net *self, double count)
{
    if (!(count >= 1 && count <= SIM_MOST_NODES)) {
        sim_net_complain(self, "a network has 1 to %d nodes", SIM_MOST_NODES);
        return false;
    }
    self->nodes = (int)count;
    self->name = calloc((size_t)count, sizeof *self->name);
    self->id = calloc((size_t)count, sizeof *self->id);
    if (self->name == NULL || self->id == NULL) {
        sim_net_complain(self, "no memory for %d nodes", self->nodes);
        return false;
    }
    for (int i = 0; i < self->nodes; i++) {
        snprintf(self->id[i], sizeof self->id[i], "%d", i + 1);
        self->name[i] = self->id[i];
    }
    return true;
}

int sim_net_node(struct sim_net *self, const char *word, int first, int count)
{
    double number = 0;
    if (word == NULL || !sim_number(word, &number) || number < 1 || number > count || number != (int)number) {
        sim_net_complain(self, "'%.60s' is no node: a number from 1 to %d is wanted", word == NULL ? "" : word, count);
        return -1;
    }
    return first + (int)number - 1;
}

bool sim_net_link(struct sim_net *self, int from, int to, const char *weight, bool directed)
{
    double value = 0;
    const char *cells[LINK_CELLS] = { self->name[from],
                                      self->name[to],
                                      self->id[from],
                                      self->id[to],
                                      directed ? "true" : "false",
                                      weight == NULL ? "1" : weight };
    bool good = weight == NULL || sim_number(weight, &value);

    if (!good) {
        sim_net_complain(self, "'%.60s' is no weight of a link: a number is wanted", weight);
    } else if (self->links && (weight == NULL || value != 0) &&
               !sim_csv_add(self->csv, cells, LINK_CELLS, self->line)) {
        sim_net_complain(self, "has more than %d links, or there is no memory", SIM_MOST_CELLS / LINK_CELLS);
        good = false;
    }
    return good;
}

bool sim_net_row(struct sim_net *self, int from, char **line, int first, int count)
{
    for (int i = 0; i < count; i++) {
        char *cell = *line == NULL ? NULL : sim_net_word(line, ",");
        while (cell == NULL) { /* a row may go on in the next line */
            *line = sim_net_line(self);
            if (*line == NULL) {
                sim_net_complain(self, "the matrix ends before its last cell");
                return false;
            }
            cell = sim_net_word(line, ",");
        }
        if (!sim_net_link(self, from, first + i, cell, true)) {
            return false;
        }
    }
    return true;
}

bool sim_net_begin(struct sim_csv *self, int line)
{
    return sim_csv_add(self, links_header, LINK_CELLS, line);
}

/* --- a matrix --- */

bool sim_network_matrix(struct sim_csv *self)
{
    struct sim_csv links = { .separator = self->separator,
                             .decimal_comma = self->decimal_comma,
                             .unsure = self->unsure };
    bool good = sim_net_begin(&links, self->lines[0]);
    double value = 0;
    char room[64];

    for (int row = 0; good && row < self->rows; row++)
        for (int column = 1; good && column < self->columns; column++) {
            const char *cell = sim_csv_cell(self, row, column);
            bool zero = sim_number(sim_csv_number(self, cell, room), &value) && value == 0;
            if (!zero && !sim_csv_is_nothing(cell)) {
                const char *cells[] = { sim_csv_cell(self, row, 0), self->cells[column], "", "", "true", cell };
                good = sim_csv_add(&links, cells, LINK_CELLS, self->lines[row + 1]);
            }
        }
    free(self->cells);
    free(self->lines);
    links.bytes = self->bytes;
    links.more = self->more;
    *self = links;
    return good;
}
