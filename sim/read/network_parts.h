/* network_parts.h - what the readers of Pajek's and UCINET's files share: a text that is cut line by line into words,
 * and the nodes and links that it names. */
#ifndef SIM_NETWORK_PARTS_H
#define SIM_NETWORK_PARTS_H

#include "network.h"

enum { SIM_MOST_NODES = 100000 };

struct sim_net {
    struct sim_csv *csv;
    const char *path;
    struct sim_errors *errors;
    bool links;      /* is the table one of links? */
    char *at;        /* the rest of the text, not yet read */
    int line;        /* of the text that was read last */
    int nodes, rows; /* in a two-mode network the first `rows` nodes are of the first kind; else 0 */
    char **name;     /* [node] */
    char (*id)[12];  /* [node]: its number, from 1 */
};

/** Complain of the line that was read last. */
#define sim_net_complain(net, ...) sim_complain((net)->errors, (net)->path, (net)->line, 1, __VA_ARGS__)

/** The next line that is neither empty nor a comment (%), cut out of the text; NULL at the end. */
char *sim_net_line(struct sim_net *self);

/** The next word of a line: up to a blank or one of `ends`, or in double quotes. NULL where there is none. */
char *sim_net_word(char **line, const char *ends);

/** Room for nodes, which are called by their numbers until they have names. False with a complaint. */
bool sim_net_nodes(struct sim_net *self, double count);

/** The node that a word names by its number. Numbers count from 1, and must be among the `count` numbers from `first`
 * on. -1 with a complaint. */
int sim_net_node(struct sim_net *self, const char *word, int first, int count);

/** Begin a table of links. False without memory. */
bool sim_net_begin(struct sim_csv *self, int line);

/** Add a link; a weight of NULL is 1. False with a complaint. */
bool sim_net_link(struct sim_net *self, int from, int to, const char *weight, bool directed);

/** Add links for the cells of a matrix row that are not 0. The row has `count` cells, for the nodes from `first` on.
 * False with a complaint. */
bool sim_net_row(struct sim_net *self, int from, char **line, int first, int count);

/** The readers: fill self->csv. False with complaints. */
bool sim_pajek_read(struct sim_net *self);
bool sim_dl_read(struct sim_net *self);
bool sim_graphml_read(struct sim_csv *csv, const char *path, bool links, struct sim_errors *errors);

#endif
