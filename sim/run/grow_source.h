/* grow_source.h - what the two files of a growing study share: the outputs that a folder held before. */
#ifndef SIM_GROW_SOURCE_H
#define SIM_GROW_SOURCE_H

#include "grow.h"
#include "store_reader.h"

/** An earlier output of the folder, or one of its present study. */
struct sim_source {
    char *folder;
    struct sim_study study;
    struct sim_plan plan;
    struct sim_stored *stored; /* its results file where blocks are gone; NULL: blocks */
    int *arm_of;               /* [arm of the new plan]: its own, or -1 */
    int *column_of;            /* [column of the new plan's blocks]: its own, or -1: no run of it has the entity */
    bool lacks_histories;      /* that are asked for now */
    struct sim_block block;    /* the one in hand ... */
    long held;                 /* ... and its number, or -1 */
};

/** Open what is at `folder`, which from now on is the source's. Damage, or a study of another version, is no error:
 * there is nothing to take then. *good: something is there. SIM_MEMORY alone is returned. */
SIM_MUST_USE enum sim_status sim_source_open(struct sim_source *self, const struct sim_model *model, char *folder,
                                             bool *good, struct sim_errors *errors);
void sim_source_free(struct sim_source *self, const struct sim_model *model);

/** Path of OUT/earlier/NUMBER/NAME. The caller frees it; NULL without memory. */
char *sim_earlier_path(const char *out, int number, const char *name);

/** How many earlier outputs there are, numbered from 1. */
int sim_earlier_count(const char *out);

#endif
