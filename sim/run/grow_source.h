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
    struct sim_stored *stored; /* the source's results file, if its blocks are gone; NULL: read the blocks */
    int *arm_of;               /* [arm of the new plan]: the same arm of the source, or -1 */
    int *column_of;            /* [column of the new plan's blocks]: that of the source; -1: it lacks the entity */
    bool lacks_histories;      /* the source lacks histories that are asked for now */
    struct sim_block block;    /* the block that was read last ... */
    long held;                 /* ... and its number, or -1 */
};

/** Open the output at `folder`. The source takes over the memory of `folder`. Damage, or a study of another version, is
 * no error: *good is then false, and there are no runs to take. Fails only with SIM_MEMORY. */
SIM_MUST_USE enum sim_status sim_source_open(struct sim_source *self, const struct sim_model *model, char *folder,
                                             bool *good, struct sim_errors *errors);
void sim_source_free(struct sim_source *self, const struct sim_model *model);

/** Path of OUT/earlier/NUMBER/NAME. The caller frees it; NULL without memory. */
char *sim_earlier_path(const char *out, int number, const char *name);

/** How many earlier outputs there are, numbered from 1. */
int sim_earlier_count(const char *out);

#endif
