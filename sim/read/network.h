/* network.h - reads network files of other programs: GraphML, Pajek's .net, UCINET's DL. The format is recognised by
 * the text and not by the name of the file. Each file becomes a plain table with a header: nodes: id, name, and in
 * GraphML its other attributes links: from, to (names), from_id, to_id, directed (true or false), weight, and in
 * GraphML its other attributes What a node is called is its label, or where it has none its id. */
#ifndef SIM_NETWORK_H
#define SIM_NETWORK_H

#include "../csv.h"

enum sim_network { SIM_NETWORK_NONE, SIM_NETWORK_GRAPHML, SIM_NETWORK_PAJEK, SIM_NETWORK_DL };

/** The format of a text; SIM_NETWORK_NONE: none of these. */
enum sim_network sim_network_of(const char *text);

/** Name of the format if a text has one that other programs write, but that is not supported here: "JSON"; else
 * NULL. */
const char *sim_network_foreign(const char *text);

/** Name of a format: "GraphML". */
const char *sim_network_text(enum sim_network kind);

/** Turn the text that sim_csv_load() has read into a table of its nodes, or with `links` into one of its links. */
SIM_MUST_USE enum sim_status sim_network_cut(struct sim_csv *self, const char *path, enum sim_network kind, bool links,
                                             struct sim_errors *errors);

/** Turn a matrix, a table whose header and first column are names, into a table of links: one for every cell that is
 * neither 0 nor empty. from_id and to_id are empty, and directed is true. False without memory, or if there are too
 * many links. */
bool sim_network_matrix(struct sim_csv *self);

#endif
