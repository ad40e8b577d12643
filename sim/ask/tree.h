/* tree.h - a classification tree of worlds (Breiman et al. 1984): cut in two again and again where the share that meets
 * a condition differs most, and pruned to what other worlds confirm. It stands beside the boxes: it parts all worlds,
 * where a box looks for a part of them. */
#ifndef SIM_TREE_H
#define SIM_TREE_H

#include "box.h"
#include "resample.h"

enum { SIM_TREE_DEPTH = 5, SIM_MOST_TREE_NODES = 64, SIM_FOLDS = 10 };

struct sim_tree_node {
    struct sim_load load;
    int parent, left, right; /* -1: none. A parent stands before its children */
    int depth, factor;       /* factor: -1 of a leaf */
    double cut;              /* left: values of at most this; half-way between two worlds */
    uint64_t words;          /* left: these words, of a factor of words */
    double cost;             /* cost of a leaf above which the node is not cut: half of it is the sum of squares that a
                                leaf saves, so that it is that of Gini's index; as a share of all worlds */
};

struct sim_tree {
    struct sim_tree_node nodes[SIM_MOST_TREE_NODES];
    int count, leaves;
    double error, error_uncut; /* mean squared error in worlds that were left out, of the tree and of none */
};

/** Grow a tree of the worlds with a load, each leaf with at least `least` of them, and prune it: of the trees that
 * cost-complexity pruning gives, the smallest whose error in worlds left out (ten parts, drawn by `lot`) is within one
 * standard error of the lowest. `lot` NULL: not pruned. False without memory. */
bool sim_tree_init(struct sim_tree *self, const struct sim_field *field, const struct sim_load *loads, double least,
                   const struct sim_lot *lot);

#endif
