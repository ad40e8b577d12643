/* reader.h - a YAML file as a tree of nodes that know their place. Only what a study needs: no anchors, aliases or
 * tags; at most eight levels. The only file that knows libyaml. */
#ifndef SIM_READER_H
#define SIM_READER_H

#include <stdbool.h>

#include "../error.h"

enum sim_node_kind { SIM_SCALAR, SIM_LIST, SIM_MAP };

struct sim_node {
    enum sim_node_kind kind;
    char *text;       /* of a scalar; UTF-8 */
    bool quoted;      /* a quoted scalar is a text, never a number */
    char *key;        /* in a map */
    int line, column; /* 1-based place of the value */
    int key_line, key_column;
    struct sim_node *first, *next; /* members in the order of the file; next of the same parent */
};

/** Read a file of at most `limit` bytes. Whatever is returned, *root may be given to sim_node_free(). */
SIM_MUST_USE enum sim_status sim_read_yaml(const char *path, size_t limit, struct sim_node **root,
                                           struct sim_errors *errors);
/** The same for `size` bytes in memory with a zero byte behind them; `path` names them in complaints. */
SIM_MUST_USE enum sim_status sim_parse_yaml(const char *path, const char *bytes, size_t size, struct sim_node **root,
                                            struct sim_errors *errors);
void sim_node_free(struct sim_node *node);

/** Member of a map with this key, or NULL. */
const struct sim_node *sim_node_get(const struct sim_node *map, const char *key);

/** Number of members of a list or map. */
int sim_node_count(const struct sim_node *node);

/** The number that a text is, strictly: an optional sign, digits without a needless leading zero, at most one point, an
 * exponent. Nothing else: no 100k, 0100, 0x10, nan, inf, 1_000. Returns false where it is none or is beyond a double.
 */
bool sim_number(const char *text, double *value);

#endif
