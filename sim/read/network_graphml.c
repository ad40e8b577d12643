/* network_graphml.c - GraphML: one graph of nodes and edges, whose data are the columns of a table. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../lookup.h"
#include "network_parts.h"
#include "xml.h"

enum { MOST_KEYS = 64, OF_NODES = 2, OF_LINKS = 5 };

/** What is declared as <key>: a column of nodes, of edges, or of both. */
struct key {
    char *id, *name, *value; /* `value`: of the element that is being read */
    char *otherwise;         /* what an element without it has; NULL: nothing */
    bool of[2];              /* nodes, edges */
};

struct graph {
    struct sim_xml xml;
    struct sim_csv nodes, edges;
    struct key key[MOST_KEYS];
    int keys, graphs;
    struct key *data; /* whose text is being read; NULL: none */
    char *label;      /* of the node that is being read, where it stands in elements of its own */
    bool in_label, undirected;
    bool more;   /* part of the text was taken: a comment or a CDATA stands in it */
    char *id[3]; /* of the element: a node's id, or an edge's source, target and "true" or "false" */
    int begun;   /* line in which it began */
};

#define wrong(self, ...) (sim_complain((self)->xml.errors, (self)->xml.path, (self)->xml.line, 1, __VA_ARGS__), false)

static bool key_add(struct graph *self)
{
    struct sim_xml *xml = &self->xml;
    char *id = sim_xml_attribute(xml, "id"), *name = sim_xml_attribute(xml, "attr.name");
    const char *whose = sim_xml_attribute(xml, "for");
    bool all = whose == NULL || strcmp(whose, "all") == 0;

    if (id == NULL || self->keys == MOST_KEYS) {
        return wrong(self, id == NULL ? "a key has no id" : "there are more than 64 keys");
    }
    self->key[self->keys++] =
        (struct key){ .id = id,
                      .name = name == NULL ? id : name,
                      .of = { all || strcmp(whose, "node") == 0, all || strcmp(whose, "edge") == 0 } };
    return true;
}

/** The header of a table: the fixed columns, and a column for each key. */
static bool header_put(struct graph *self, bool edges)
{
    static const char *const fixed[2][OF_LINKS] = { { "id", "name" },
                                                    { "from", "to", "from_id", "to_id", "directed" } };
    const char *cells[MOST_KEYS + OF_LINKS];
    int count = edges ? OF_LINKS : OF_NODES;

    memcpy(cells, fixed[edges], (size_t)count * sizeof *cells);
    for (int i = 0; i < self->keys; i++)
        if (self->key[i].of[edges]) {
            cells[count++] = self->key[i].name;
        }
    return sim_csv_add(edges ? &self->edges : &self->nodes, cells, count, self->xml.line);
}

static bool graph_begin(struct graph *self)
{
    const char *edges = sim_xml_attribute(&self->xml, "edgedefault");
    if (self->graphs++ > 0) {
        return wrong(self, "a second graph begins here; one is read from a file, and none within another");
    }
    self->undirected = edges != NULL && strcmp(edges, "undirected") == 0;
    return (header_put(self, false) && header_put(self, true)) || wrong(self, "no memory for it");
}

static bool element_begin(struct graph *self, bool edge)
{
    struct sim_xml *xml = &self->xml;
    const char *directed = sim_xml_attribute(xml, "directed");
    bool both = directed == NULL ? self->undirected : strcmp(directed, "false") == 0;

    self->id[0] = sim_xml_attribute(xml, edge ? "source" : "id");
    self->id[1] = edge ? sim_xml_attribute(xml, "target") : self->id[0];
    self->id[2] = both ? "false" : "true";
    self->label = NULL;
    self->begun = xml->line;
    for (int i = 0; i < self->keys; i++)
        self->key[i].value = self->key[i].otherwise;
    if (self->graphs == 0 || self->id[0] == NULL || self->id[1] == NULL) {
        return wrong(self, self->graphs == 0 ? "stands outside of a graph"
                           : edge            ? "an edge wants a source and a target"
                                             : "a node wants an id");
    }
    return true;
}

/** A node is called by its key label or name, by a label of its own, or by its id. */
static const char *name_of(const struct graph *self)
{
    for (int i = 0; i < self->keys; i++)
        if (self->key[i].of[0] && self->key[i].value != NULL &&
            (strcasecmp(self->key[i].name, "label") == 0 || strcasecmp(self->key[i].name, "name") == 0)) {
            return self->key[i].value;
        }
    return self->label != NULL ? self->label : self->id[0];
}

static bool element_end(struct graph *self, bool edge)
{
    const char *cells[MOST_KEYS + OF_LINKS] = { self->id[0], edge ? self->id[1] : name_of(self), self->id[0],
                                                self->id[1], self->id[2] };
    int count = edge ? OF_LINKS : OF_NODES;

    for (int i = 0; i < self->keys; i++)
        if (self->key[i].of[edge]) {
            cells[count++] = self->key[i].value == NULL ? "" : self->key[i].value;
        }
    return sim_csv_add(edge ? &self->edges : &self->nodes, cells, count, self->begun) ||
           wrong(self, "has more than %d cells, or there is no memory for them", SIM_MOST_CELLS);
}

static bool data_begin(struct graph *self)
{
    const char *id = sim_xml_attribute(&self->xml, "key");
    self->data = NULL;
    for (int i = 0; id != NULL && i < self->keys; i++)
        if (strcmp(self->key[i].id, id) == 0) {
            self->data = &self->key[i];
        }
    return self->data != NULL || wrong(self, "data of a key that is not declared before");
}

static bool opened(struct graph *self)
{
    const char *name = self->xml.name;
    self->more = false;
    self->in_label = strcmp(name, "NodeLabel") == 0;
    if (self->xml.depth == 1 && strcmp(name, "graphml") != 0) {
        return wrong(self, "is XML of another kind (<%.40s>): GraphML is read, and no other", name);
    }
    return strcmp(name, "key") == 0         ? key_add(self)
           : strcmp(name, "graph") == 0     ? graph_begin(self)
           : strcmp(name, "node") == 0      ? element_begin(self, false)
           : strcmp(name, "edge") == 0      ? element_begin(self, true)
           : strcmp(name, "data") == 0      ? data_begin(self)
           : strcmp(name, "hyperedge") == 0 ? wrong(self, "hyperedges are not read here")
                                            : true;
}

static bool closed(struct graph *self)
{
    const char *name = self->xml.name;
    if (strcmp(name, "data") == 0) {
        self->data = NULL;
    }
    self->in_label = self->more = false;
    return strcmp(name, "node") == 0   ? element_end(self, false)
           : strcmp(name, "edge") == 0 ? element_end(self, true)
                                       : true;
}

/** A text, or more of it: that stands further on in the same memory. */
static void text_put(struct graph *self, char **text)
{
    if (self->more) {
        memmove(*text + strlen(*text), self->xml.name, strlen(self->xml.name) + 1);
    } else {
        *text = self->xml.name;
    }
    self->more = true;
}

static void text_take(struct graph *self)
{
    const struct sim_xml *xml = &self->xml;
    const char *within = xml->depth > 0 ? xml->open[xml->depth - 1] : "";
    if (self->in_label) {
        text_put(self, &self->label);
    } else if (self->data != NULL && strcmp(within, "data") == 0) {
        text_put(self, &self->data->value);
    } else if (strcmp(within, "default") == 0 && self->keys > 0) {
        text_put(self, &self->key[self->keys - 1].otherwise);
    }
}

/** Ends of edges become names of nodes; a node may come after its edges. */
static bool ends_name(struct graph *self)
{
    struct sim_lookup ids = { 0 };
    bool good = true;

    for (int i = 0; good && i < self->nodes.rows; i++)
        good = sim_lookup_add(&ids, sim_csv_cell(&self->nodes, i, 0), i);
    for (int row = 0; good && row < self->edges.rows; row++)
        for (int end = 0; end < 2; end++) {
            char **cell = &self->edges.cells[(row + 1) * self->edges.columns + end];
            int node = sim_lookup_find(&ids, *cell);
            if (node < 0) {
                sim_complain(self->xml.errors, self->xml.path, self->edges.lines[row + 1], 1,
                             "'%.64s' is the id of no node", *cell);
                good = false;
            } else {
                *cell = self->nodes.cells[(node + 1) * self->nodes.columns + 1];
            }
        }
    sim_lookup_free(&ids);
    return good;
}

bool sim_graphml_read(struct sim_csv *csv, const char *path, bool links, struct sim_errors *errors)
{
    struct graph *self = calloc(1, sizeof *self);
    enum sim_xml_part part = SIM_XML_TEXT;
    bool good = true;

    if (self == NULL) {
        sim_complain(errors, path, 0, 0, "no memory to read it");
        return false;
    }
    self->xml = (struct sim_xml){ .at = csv->bytes, .path = path, .errors = errors, .line = 1 };
    while (good && part != SIM_XML_END) {
        part = sim_xml_next(&self->xml);
        good = part == SIM_XML_OPEN ? opened(self) : part == SIM_XML_CLOSE ? closed(self) : part != SIM_XML_WRONG;
        if (part == SIM_XML_TEXT) {
            text_take(self);
        }
    }
    if (good && self->graphs == 0) {
        good = wrong(self, "is XML without a graph: GraphML is read, and no other XML");
    }
    good = good && ends_name(self);
    struct sim_csv *kept = links ? &self->edges : &self->nodes, *other = links ? &self->nodes : &self->edges;
    kept->bytes = csv->bytes;
    *csv = *kept;
    sim_csv_free(other);
    free(self);
    return good;
}
