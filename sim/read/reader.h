/* reader.h - reads a YAML file into a tree of nodes, each with its line and column. Only the part of YAML that a study
 * needs: no anchors, aliases or tags; at most eight levels. No other file uses libyaml. */
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

/** Read a text as a number: an optional sign, digits without a needless leading zero, at most one point, an optional
 * exponent. Returns false for any other text (100k, 0100, 0x10, nan, inf, 1_000) and for numbers too large for a
 * double.
 */
bool sim_number(const char *text, double *value);

/** What a text that is no number may have been meant as, for the end of a complaint: "; write 0.5" of "50%"; else "".
 */
const char *sim_number_hint(const char *text, char room[96]);

#endif
