/* lookup.h - finds a number by a name, among many, in a time that hardly grows with how many there are. */
#ifndef SIM_LOOKUP_H
#define SIM_LOOKUP_H

#include <stdbool.h>

/** Starts as zeros. The names belong to the caller and must stay where they are. */
struct sim_lookup {
    void *root;
};

/** Add a name with its number; a name that is there keeps its number. False without memory. */
bool sim_lookup_add(struct sim_lookup *self, const char *name, int number);

/** The number of a name, or -1. */
int sim_lookup_find(const struct sim_lookup *self, const char *name);

void sim_lookup_free(struct sim_lookup *self);

#endif
