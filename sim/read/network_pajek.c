/* network_pajek.c - Pajek's .net: *Vertices, then *Arcs, *Edges, lists of them or a *Matrix. Other parts are passed
 * over. */
#include <string.h>
#include <strings.h>

#include "network_parts.h"
#include "reader.h"

enum part { PART_OTHER, PART_VERTICES, PART_ARCS, PART_EDGES, PART_ARCS_LIST, PART_EDGES_LIST, PART_MATRIX };

static enum part part_of(const char *word)
{
    static const char *const words[] = { "", "*vertices", "*arcs", "*edges", "*arcslist", "*edgeslist", "*matrix" };
    for (int i = 1; i < (int)(sizeof words / sizeof *words); i++)
        if (strcasecmp(word, words[i]) == 0) {
            return (enum part)i;
        }
    return PART_OTHER;
}

/** "*Vertices 20", or of a two-mode network "*Vertices 20 6": the first six are of the first kind. */
static bool vertices_begin(struct sim_net *self, char *line)
{
    const char *all = sim_net_word(&line, ""), *first = sim_net_word(&line, "");
    double count = 0, rows = 0;

    if (self->nodes > 0) {
        sim_net_complain(self, "a second network begins here; one is read from a file");
        return false;
    }
    if (all == NULL || !sim_number(all, &count) || (first != NULL && (!sim_number(first, &rows) || rows >= count))) {
        sim_net_complain(self, "*Vertices wants how many there are");
        return false;
    }
    self->rows = rows >= 1 ? (int)rows : 0;
    return sim_net_nodes(self, count);
}

static bool vertex_read(struct sim_net *self, char *line)
{
    int node = sim_net_node(self, sim_net_word(&line, ""), 0, self->nodes);
    char *label = sim_net_word(&line, "");
    if (node >= 0 && label != NULL) {
        self->name[node] = label;
    }
    return node >= 0;
}

/** "from to weight", or of a list "from to to to". */
static bool links_read(struct sim_net *self, char *line, enum part part)
{
    bool list = part == PART_ARCS_LIST || part == PART_EDGES_LIST;
    bool directed = part == PART_ARCS || part == PART_ARCS_LIST;
    int from = sim_net_node(self, sim_net_word(&line, ""), 0, self->nodes);
    char *word = sim_net_word(&line, "");
    bool good = from >= 0;

    do {
        int to = good ? sim_net_node(self, word, 0, self->nodes) : -1;
        good = to >= 0 && sim_net_link(self, from, to, list ? NULL : sim_net_word(&line, ""), directed);
        word = list && good ? sim_net_word(&line, "") : NULL;
    } while (word != NULL);
    return good;
}

/** All rows of the matrix; the first begins in this line. */
static bool matrix_read(struct sim_net *self, char *line)
{
    int rows = self->rows > 0 ? self->rows : self->nodes;
    for (int row = 0; row < rows; row++)
        if (!sim_net_row(self, row, &line, self->rows, self->nodes - self->rows)) {
            return false;
        }
    return true;
}

static bool line_read(struct sim_net *self, char *line, enum part part)
{
    if (part != PART_OTHER && self->nodes == 0) {
        sim_net_complain(self, "links stand before *Vertices");
        return false;
    }
    return part == PART_OTHER      ? true
           : part == PART_VERTICES ? vertex_read(self, line)
           : part == PART_MATRIX   ? matrix_read(self, line)
                                   : links_read(self, line, part);
}

/** "*Arcs :2 "trusts"": links of another relation would be taken for more of the first. */
static bool relation_check(struct sim_net *self, char *line, const char **relation)
{
    const char *word = sim_net_word(&line, "");
    if (word == NULL || word[0] != ':' || (*relation != NULL && strcmp(word, *relation) == 0)) {
        return true;
    }
    if (*relation != NULL) {
        sim_net_complain(self, "a second relation begins here (%.20s): one is read from a file", word);
        return false;
    }
    *relation = word;
    return true;
}

bool sim_pajek_read(struct sim_net *self)
{
    enum part part = PART_OTHER;
    const char *relation = NULL; /* of the links */
    bool good = true;

    for (char *line = sim_net_line(self); good && line != NULL; line = good ? sim_net_line(self) : NULL) {
        if (line[0] == '*') {
            part = part_of(sim_net_word(&line, ""));
            good = part == PART_VERTICES ? vertices_begin(self, line)
                                         : part == PART_OTHER || relation_check(self, line, &relation);
        } else {
            good = line_read(self, line, part);
            part = part == PART_MATRIX ? PART_OTHER : part;
        }
    }
    return good;
}
