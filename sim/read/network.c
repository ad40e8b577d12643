/* network.c - which kind of network a text is; nodes and links become a table. */
#include "network.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "network_parts.h"

enum sim_network sim_network_of(const char *text)
{
    const char *at = text + strspn(text, " \t\n");
    if (*at == '<') {
        return SIM_NETWORK_GRAPHML;
    }
    if (strncasecmp(at, "*vertices", 9) == 0 || strncasecmp(at, "*network", 8) == 0) {
        return SIM_NETWORK_PAJEK;
    }
    return strncasecmp(at, "dl", 2) == 0 && strchr(" \t\n,", at[2]) != NULL && at[2] != '\0' ? SIM_NETWORK_DL
                                                                                             : SIM_NETWORK_NONE;
}

const char *sim_network_foreign(const char *text)
{
    static const struct {
        const char *begins, *name;
    } known[] = { { "{", "JSON" },         { "[", "JSON" },      { "graph [", "GML" }, { "Creator ", "GML" },
                  { "*node data", "VNA" }, { "graph {", "DOT" }, { "digraph ", "DOT" } };
    const char *at = text + strspn(text, " \t\n");

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncasecmp(at, known[i].begins, strlen(known[i].begins)) == 0) {
            return known[i].name;
        }
    return NULL;
}

const char *sim_network_text(enum sim_network kind)
{
    static const char *const texts[] = { "a table", "GraphML", "a network of Pajek's", "a network of UCINET's (DL)" };
    return texts[kind];
}

/* --- a file --- */

static bool nodes_put(struct sim_net *self)
{
    bool good = true;
    if (self->rows > 0) {
        sim_complain(self->errors, self->path, 0, 0,
                     "is two-mode: it links two kinds of rows, and so can only be the file of a table of links");
        return false;
    }
    for (int i = 0; good && i < self->nodes; i++)
        good = sim_csv_add(self->csv, (const char *[]){ self->id[i], self->name[i] }, 2, 1);
    return good;
}

enum sim_status sim_network_cut(struct sim_csv *self, const char *path, enum sim_network kind, bool links,
                                struct sim_errors *errors)
{
    struct sim_net net = { .csv = self, .path = path, .errors = errors, .links = links, .at = self->bytes };
    bool good;

    if (kind == SIM_NETWORK_GRAPHML) {
        return sim_graphml_read(self, path, links, errors) ? SIM_OK : SIM_USAGE;
    }
    good = links ? sim_net_begin(self, 1) : sim_csv_add(self, (const char *[]){ "id", "name" }, 2, 1);
    good = good && (kind == SIM_NETWORK_PAJEK ? sim_pajek_read(&net) : sim_dl_read(&net));
    if (good && net.nodes == 0) {
        sim_complain(errors, path, 0, 0, "says nowhere how many nodes it has");
        good = false;
    }
    good = good && (links || nodes_put(&net));
    self->more = (char *)net.id; /* cells point there */
    free(net.name);
    return good ? SIM_OK : SIM_USAGE;
}
