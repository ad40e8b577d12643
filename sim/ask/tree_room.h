/* tree_room.h - growing a tree, and the memory for it; shared by tree.c and tree_prune.c. */
#ifndef SIM_TREE_ROOM_H
#define SIM_TREE_ROOM_H

#include "tree.h"

/** Memory in which a tree is grown. */
struct sim_tree_room {
    const struct sim_field *field;
    const struct sim_load *loads;
    long n;                  /* worlds with a load */
    uint32_t *order, *right; /* [factor][n]; scratch for one factor */
    bool *goes_left;         /* [world] */
    long from[SIM_MOST_TREE_NODES], to[SIM_MOST_TREE_NODES];
    double least;
};

/** Grow the whole tree of the worlds with a load. */
void sim_tree_grow(struct sim_tree *tree, struct sim_tree_room *room, const struct sim_load *loads);

static inline bool sim_tree_is_left(const struct sim_tree_node *node, const struct sim_field *field, long world)
{
    double value = field->x[world * field->factors + node->factor];
    return field->words[node->factor] > 0 ? (node->words >> (int)value & 1) != 0 : value <= node->cut;
}

#endif
