/* chain.h - reads a study file, the file named by its key `extends`, the file which that one extends, and so on. */
#ifndef SIM_CHAIN_H
#define SIM_CHAIN_H

#include "reader.h"

enum {
    SIM_LARGEST_FILE = 1 << 20, /* bytes that a study file may have */
    SIM_LONGEST_CHAIN = 8       /* files of a chain, the study's own included */
};

struct sim_chain {
    struct sim_node *roots[SIM_LONGEST_CHAIN]; /* the file itself first, the outermost parent last */
    char *paths[SIM_LONGEST_CHAIN];            /* [file], in the same order */
    int count;
    enum sim_status status; /* of reading the last file; other complaints are only in `errors` */
};

/** Read `path` and all files that it extends, each of at most `limit` bytes. If `text` is not NULL, it is used in place
 * of the content of `path`, and `path` only names it in complaints. Complains of chains that are too long or lead back
 * to a file of their own. After a complaint the chain holds the files read before it, and must still be freed. */
void sim_chain_init(struct sim_chain *self, const char *path, const char *text, size_t limit,
                    struct sim_errors *errors);
void sim_chain_free(struct sim_chain *self);

#endif
