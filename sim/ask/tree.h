/* tree.h - a classification tree of worlds (Breiman et al. 1984). Worlds are split in two again and again, where the
 * share that meets a condition differs most, and the tree is pruned by cross-validation. It complements the boxes: a
 * box looks for some of the worlds, a tree divides all of them. */
#ifndef SIM_TREE_H
#define SIM_TREE_H

#include "box.h"
#include "resample.h"

enum { SIM_TREE_DEPTH = 5, SIM_MOST_TREE_NODES = 64, SIM_FOLDS = 10 };

struct sim_tree_node {
    struct sim_load load;
    int parent, left, right; /* -1: none. A parent stands before its children */
    int depth, factor;       /* factor: -1 of a leaf */
    double cut;              /* values up to this one go left; half-way between two worlds */
    uint64_t words;          /* for a factor of words: the words that go left */
    double cost; /* complexity parameter above which the node becomes a leaf, on the scale of Gini's index and as a
                    share of all worlds: twice the sum of squares that each further leaf saves */
};

struct sim_tree {
    struct sim_tree_node nodes[SIM_MOST_TREE_NODES];
    int count, leaves;
    double error, error_uncut; /* cross-validated mean squared error: of the tree, and without any split */
};

/** Grow a tree of the worlds with a load, each leaf with at least `least` of them, and prune it: of the trees that
 * cost-complexity pruning gives, the smallest whose cross-validated error (ten folds, drawn by `stream`) is within one
 * standard error of the lowest. `stream` NULL: not pruned. False without memory. */
bool sim_tree_init(struct sim_tree *self, const struct sim_field *field, const struct sim_load *loads, double least,
                   const struct sim_stream *stream);

#endif
