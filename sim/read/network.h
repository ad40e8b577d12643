/* network.h - files of networks as other programs write them: GraphML, Pajek's .net, UCINET's DL. Their text says which
 * it is, not their name. Each becomes a plain table with a header:
 *   nodes: id, name, and in GraphML its other attributes
 *   links: from, to (names), from_id, to_id, directed (true or false), weight, and in GraphML its other attributes
 * What a node is called is its label, or where it has none its id. */
#ifndef SIM_NETWORK_H
#define SIM_NETWORK_H

#include "../csv.h"

enum sim_network { SIM_NETWORK_NONE, SIM_NETWORK_GRAPHML, SIM_NETWORK_PAJEK, SIM_NETWORK_DL };

/** What the text of a file is; SIM_NETWORK_NONE: none of them. */
enum sim_network sim_network_of(const char *text);

/** What a text is that some other program writes and that is not read: "JSON"; NULL where nothing says so. */
const char *sim_network_foreign(const char *text);

/** Words for it in sentences: "GraphML". */
const char *sim_network_text(enum sim_network kind);

/** Turn the text that sim_csv_load() has read into the table of its nodes, or with `links` of its links. */
SIM_MUST_USE enum sim_status sim_network_cut(struct sim_csv *self, const char *path, enum sim_network kind, bool links,
                                             struct sim_errors *errors);

/** Turn a table whose header and first column are names, a matrix, into that of its links: every cell that is neither
 * 0 nor empty. from_id and to_id are empty, and directed is true. False without memory or where there are too many. */
bool sim_network_matrix(struct sim_csv *self);

#endif
