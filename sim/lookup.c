/* lookup.c - a balanced tree of the C library. */
#include "lookup.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

struct named {
    const char *name;
    int number;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

bool sim_lookup_add(struct sim_lookup *self, const char *name, int number)
{
    struct named *entry = malloc(sizeof *entry);
    void *found;

    if (entry == NULL) {
        return false;
    }
    *entry = (struct named){ name, number };
    found = tsearch(entry, &self->root, by_name);
    if (found == NULL || *(struct named **)found != entry) {
        free(entry);
    }
    return found != NULL;
}

int sim_lookup_find(const struct sim_lookup *self, const char *name)
{
    struct named entry = { name, 0 };
    void *found = tfind(&entry, &self->root, by_name);
    return found == NULL ? -1 : (*(struct named **)found)->number;
}

void sim_lookup_free(struct sim_lookup *self)
{
    tdestroy(self->root, free);
    self->root = NULL;
}
