/* network_graphml.c - GraphML: one graph of nodes and edges, whose data are the columns of a table. Expat reads the
 * XML. A document type may declare nothing, so that no entity can make a text grow or name another file. */
#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../lookup.h"
#include "../memory.h"
#include "network_parts.h"

enum { MOST_KEYS = 64, OF_NODES = 2, OF_LINKS = 5, DEEPEST = 32 };

/** What is declared as <key>: a column of nodes, of edges, or of both. */
struct key {
    char *id, *name, *value; /* `value`: of the element that is being read */
    char *otherwise;         /* what an element without it has; NULL: nothing */
    bool of[2];              /* nodes, edges */
};

struct graph {
    XML_Parser parser;
    const char *path;
    struct sim_errors *errors;
    bool wrong; /* a complaint was made, and reading ends */
    int depth;
    char *room; /* where the next text is copied to; the whole has the size of the file, of which nothing is copied
                   twice */

    struct sim_csv nodes, edges;
    struct key key[MOST_KEYS];
    int keys, graphs;
    struct key *data; /* whose element is open; NULL: none */
    char *label;      /* of the node that is being read, where it stands in elements of its own */
    char **text;      /* where the text of the open element goes; NULL: nobody reads it */
    bool fresh;       /* nothing of it was read yet */
    bool undirected;
    char *id[3]; /* of the element: a node's id, or an edge's source, target and "true" or "false" */
    int begun;   /* line in which it began */
};

/* From Expat 2.9 on these two are called ..64; every version has them by these names. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
static int line_of(const struct graph *self)
{
    return (int)XML_GetCurrentLineNumber(self->parser);
}

static int column_of(const struct graph *self)
{
    return (int)XML_GetCurrentColumnNumber(self->parser) + 1;
}
#pragma GCC diagnostic pop

/** Complain of the place that is being read, and stop there. Always false. */
#define wrong(self, ...)                                                                                               \
    (sim_complain((self)->errors, (self)->path, line_of(self), column_of(self), __VA_ARGS__),                          \
     XML_StopParser((self)->parser, XML_FALSE), (self)->wrong = true, false)

static bool blank(char character)
{
    return character == ' ' || character == '\t' || character == '\n';
}

/** A copy of a text that Expat owns; NULL of NULL. */
static char *keep(struct graph *self, const char *text)
{
    char *kept = self->room;
    if (text == NULL) {
        return NULL;
    }
    self->room = stpcpy(self->room, text) + 1;
    return kept;
}

/** A name without its namespace. */
static const char *bare(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

/** Value of an attribute among pairs of name and value, or NULL. */
static const char *attribute(const XML_Char **pairs, const char *name)
{
    for (; *pairs != NULL; pairs += 2)
        if (strcmp(bare(pairs[0]), name) == 0) {
            return pairs[1];
        }
    return NULL;
}

static bool key_add(struct graph *self, const XML_Char **pairs)
{
    char *id = keep(self, attribute(pairs, "id")), *name = keep(self, attribute(pairs, "attr.name"));
    const char *whose = attribute(pairs, "for");
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
    return sim_csv_add(edges ? &self->edges : &self->nodes, cells, count, line_of(self));
}

static bool graph_begin(struct graph *self, const XML_Char **pairs)
{
    const char *edges = attribute(pairs, "edgedefault");
    if (self->graphs++ > 0) {
        return wrong(self, "a second graph begins here; one is read from a file, and none within another");
    }
    self->undirected = edges != NULL && strcmp(edges, "undirected") == 0;
    return (header_put(self, false) && header_put(self, true)) || wrong(self, "no memory for it");
}

static bool element_begin(struct graph *self, const XML_Char **pairs, bool edge)
{
    const char *directed = attribute(pairs, "directed");
    bool both = directed == NULL ? self->undirected : strcmp(directed, "false") == 0;

    self->id[0] = keep(self, attribute(pairs, edge ? "source" : "id"));
    self->id[1] = edge ? keep(self, attribute(pairs, "target")) : self->id[0];
    self->id[2] = both ? "false" : "true";
    self->label = NULL;
    self->begun = line_of(self);
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

static bool data_begin(struct graph *self, const XML_Char **pairs)
{
    const char *id = attribute(pairs, "key");
    self->data = NULL;
    for (int i = 0; id != NULL && i < self->keys; i++)
        if (strcmp(self->key[i].id, id) == 0) {
            self->data = &self->key[i];
        }
    return self->data != NULL || wrong(self, "data of a key that is not declared before");
}

static bool begin(struct graph *self, const char *name, const XML_Char **pairs)
{
    if (self->depth == 1 && strcmp(name, "graphml") != 0) {
        return wrong(self, "is XML of another kind (<%.40s>): GraphML is read, and no other", name);
    }
    if (self->depth > DEEPEST) {
        return wrong(self, "is nested more than %d levels deep", DEEPEST);
    }
    return strcmp(name, "key") == 0         ? key_add(self, pairs)
           : strcmp(name, "graph") == 0     ? graph_begin(self, pairs)
           : strcmp(name, "node") == 0      ? element_begin(self, pairs, false)
           : strcmp(name, "edge") == 0      ? element_begin(self, pairs, true)
           : strcmp(name, "data") == 0      ? data_begin(self, pairs)
           : strcmp(name, "hyperedge") == 0 ? wrong(self, "hyperedges are not read here")
                                            : true;
}

/** Where the text of an element goes. */
static char **text_of(struct graph *self, const char *name)
{
    return strcmp(name, "NodeLabel") == 0                   ? &self->label
           : strcmp(name, "data") == 0                      ? &self->data->value
           : strcmp(name, "default") == 0 && self->keys > 0 ? &self->key[self->keys - 1].otherwise
                                                            : NULL;
}

/** The text ends here: without the blanks behind it. */
static void text_end(struct graph *self)
{
    if (self->text != NULL && !self->fresh) {
        for (self->room--; blank(self->room[-1]); self->room--)
            continue;
        *self->room++ = '\0';
    }
    self->text = NULL;
    self->fresh = true;
}

static void opened(void *graph, const XML_Char *name, const XML_Char **pairs)
{
    struct graph *self = graph;
    text_end(self);
    self->depth++;
    self->text = begin(self, bare(name), pairs) ? text_of(self, bare(name)) : NULL;
}

static void closed(void *graph, const XML_Char *name)
{
    struct graph *self = graph;
    bool node = strcmp(bare(name), "node") == 0;

    text_end(self);
    self->depth--;
    if (!self->wrong && (node || strcmp(bare(name), "edge") == 0)) { /* Expat may close what was wrong */
        (void)element_end(self, !node);
    }
}

/** A piece of a text, which Expat gives line by line. Blanks do not begin a text. */
static void text_put(void *graph, const XML_Char *piece, int length)
{
    struct graph *self = graph;
    for (; self->fresh && length > 0 && blank(*piece); piece++)
        length--;
    if (self->text == NULL || length == 0) {
        return;
    }
    if (self->fresh) {
        *self->text = self->room;
    } else {
        self->room--; /* over the end of the piece before */
    }
    self->fresh = false;
    memcpy(self->room, piece, (size_t)length);
    self->room[length] = '\0';
    self->room += length + 1;
}

static void type_declared(void *graph, const XML_Char *name, const XML_Char *system, const XML_Char *public, int inside)
{
    struct graph *self = graph;
    (void)name, (void)system, (void)public;
    if (inside) {
        (void)wrong(self, "document types that declare something are not read here");
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
                sim_complain(self->errors, self->path, self->edges.lines[row + 1], 1, "'%.64s' is the id of no node",
                             *cell);
                good = false;
            } else {
                *cell = self->nodes.cells[(node + 1) * self->nodes.columns + 1];
            }
        }
    sim_lookup_free(&ids);
    return good;
}

/** Have Expat read the whole text. */
static bool text_read(struct graph *self, const char *text)
{
    self->parser = XML_ParserCreate("UTF-8");
    if (self->parser == NULL) {
        sim_complain(self->errors, self->path, 0, 0, "no memory to read it");
        return false;
    }
    XML_SetUserData(self->parser, self);
    XML_SetElementHandler(self->parser, opened, closed);
    XML_SetCharacterDataHandler(self->parser, text_put);
    XML_SetStartDoctypeDeclHandler(self->parser, type_declared);
    bool good = XML_Parse(self->parser, text, (int)strlen(text), true) == XML_STATUS_OK;
    if (!good && !self->wrong) {
        (void)wrong(self, "is not XML: %s", XML_ErrorString(XML_GetErrorCode(self->parser)));
    } else if (good && self->graphs == 0) {
        good = wrong(self, "is XML without a graph: GraphML is read, and no other XML");
    }
    XML_ParserFree(self->parser);
    return good;
}

bool sim_graphml_read(struct sim_csv *csv, const char *path, bool links, struct sim_errors *errors)
{
    struct graph *self = calloc(1, sizeof *self);
    char *room = malloc(strlen(csv->bytes) + 1);
    bool good = false;

    if (self == NULL || room == NULL) {
        sim_complain(errors, path, 0, 0, "no memory to read it");
        goto out;
    }
    self->path = path, self->errors = errors, self->room = room;
    good = text_read(self, csv->bytes) && ends_name(self);
    struct sim_csv *kept = links ? &self->edges : &self->nodes, *other = links ? &self->nodes : &self->edges;
    kept->bytes = csv->bytes;
    kept->more = room;
    room = NULL;
    *csv = *kept;
    sim_csv_free(other);
out:
    SIM_FREE(self, room);
    return good;
}
