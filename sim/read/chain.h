/* chain.h - a file of a study and what it extends, in turn. */
#ifndef SIM_CHAIN_H
#define SIM_CHAIN_H

#include "reader.h"

enum { SIM_LARGEST_FILE = 1 << 20, SIM_LONGEST_CHAIN = 8 };

struct sim_chain {
    struct sim_node *roots[SIM_LONGEST_CHAIN]; /* the file itself first, the outermost parent last */
    char *paths[SIM_LONGEST_CHAIN];
    int count;
    enum sim_status status; /* of reading the last of them */
};

/** Read `path` and what it extends, each of at most `limit` bytes. `text`: what `path` holds, where it is no file, or
 * NULL. Whatever is complained of, the chain may be used and
 * freed. */
void sim_chain_init(struct sim_chain *self, const char *path, const char *text, size_t limit,
                    struct sim_errors *errors);
void sim_chain_free(struct sim_chain *self);

#endif
