/* tree_prune.c - prunes a tree to what worlds that were left out confirm. */
#include <math.h>
#include <stdlib.h>

#include "../memory.h"
#include "tree_room.h"

/* --- weakest links --- */

/** Sum of squares of a node as a leaf. */
static double squares(const struct sim_tree_node *node)
{
    return node->load.hits - node->load.hits * node->load.hits / node->load.worlds;
}

/** Leaves below a node and their squares, where nodes with a cost are leaves already. */
static int leaves_below(const struct sim_tree *tree, int k, double *sum)
{
    const struct sim_tree_node *node = &tree->nodes[k];
    if (node->factor < 0 || !isinf(node->cost)) {
        *sum += squares(node);
        return 1;
    }
    return leaves_below(tree, node->left, sum) + leaves_below(tree, node->right, sum);
}

static bool is_cut(const struct sim_tree *tree, int k)
{
    for (; k >= 0; k = tree->nodes[k].parent)
        if (tree->nodes[k].factor < 0 || !isinf(tree->nodes[k].cost)) {
            return false;
        }
    return true;
}

/** Weakest links first: the node whose cut saves least for each leaf becomes a leaf, at that cost or the one before. */
static void price(struct sim_tree *tree)
{
    double cost = 0;
    for (int k = 0; k < tree->count; k++)
        tree->nodes[k].cost = INFINITY;
    for (;;) {
        double lowest = INFINITY;
        int weakest = -1;
        for (int k = 0; k < tree->count; k++) {
            double below = 0;
            if (!is_cut(tree, k)) {
                continue;
            }
            int leaves = leaves_below(tree, k, &below);
            double link = (squares(&tree->nodes[k]) - below) / (leaves - 1);
            weakest = link < lowest ? k : weakest;
            lowest = fmin(link, lowest);
        }
        if (weakest < 0) {
            return;
        }
        cost = fmax(cost, lowest);
        tree->nodes[weakest].cost = 2 * cost / tree->nodes[0].load.worlds;
    }
}

/** The node at which a world ends where cuts may cost no less than `cost`. */
static int ends_at(const struct sim_tree *tree, const struct sim_field *field, long world, double cost)
{
    int k = 0;
    while (tree->nodes[k].factor >= 0 && tree->nodes[k].cost > cost)
        k = sim_tree_is_left(&tree->nodes[k], field, world) ? tree->nodes[k].left : tree->nodes[k].right;
    return k;
}

/** Take away what costs too much, and number the nodes that stay. */
static void prune(struct sim_tree *tree, double cost)
{
    int number[SIM_MOST_TREE_NODES], count = 0;

    tree->leaves = 0;
    for (int k = 0; k < tree->count; k++) {
        struct sim_tree_node node = tree->nodes[k];
        number[k] = -1;
        if (node.parent >= 0 && (number[node.parent] < 0 || tree->nodes[number[node.parent]].factor < 0)) {
            continue;
        }
        number[k] = count;
        node.parent = node.parent < 0 ? -1 : number[node.parent];
        if (node.factor >= 0 && node.cost <= cost) {
            node.factor = -1;
        }
        if (node.parent >= 0) {
            struct sim_tree_node *parent = &tree->nodes[node.parent];
            *(parent->left < 0 ? &parent->left : &parent->right) = count;
        }
        node.left = node.right = -1;
        tree->leaves += node.factor < 0;
        tree->nodes[count++] = node;
    }
    tree->count = count;
}

/* --- worlds left out --- */

static int rising(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

/** Costs at which the trees of a sequence change, each as the geometric mean of both ends; returns how many. */
static int costs_of(const struct sim_tree *tree, double *costs)
{
    double ends[SIM_MOST_TREE_NODES + 1] = { 0 };
    int count = 1, kept = 1;

    for (int k = 0; k < tree->count; k++)
        if (tree->nodes[k].factor >= 0 && isfinite(tree->nodes[k].cost)) {
            ends[count++] = tree->nodes[k].cost;
        }
    qsort(ends, (size_t)count, sizeof ends[0], rising);
    for (int k = 1; k < count; k++)
        if (ends[k] > ends[kept - 1]) {
            ends[kept++] = ends[k];
        }
    for (int k = 0; k < kept; k++)
        costs[k] = k + 1 < kept ? sqrt(ends[k] * ends[k + 1]) : INFINITY;
    return kept;
}

/** Smallest tree within one standard error of the best. */
static int choose(const struct sim_moments *errors, int count)
{
    int best = 0;
    for (int k = 1; k < count; k++)
        best = errors[k].mean < errors[best].mean ? k : best;
    double most = errors[best].mean + sim_moments_error(&errors[best]);
    while (best + 1 < count && errors[best + 1].mean <= most)
        best++;
    return best;
}

/** Squared errors of every tree of the sequence in worlds that were left out. */
static void leave_out(struct sim_tree_room *room, const struct sim_load *loads, const unsigned char *fold, int out,
                      struct sim_load *rest, const double *costs, int count, struct sim_moments *errors)
{
    const struct sim_field *field = room->field;
    struct sim_tree tree;

    for (long i = 0; i < field->n; i++)
        rest[i] = fold[i] == out ? (struct sim_load){ 0, 0 } : loads[i];
    sim_tree_grow(&tree, room, rest);
    price(&tree);
    for (long i = 0; i < field->n; i++)
        for (int k = 0; fold[i] == out && loads[i].worlds > 0 && k < count; k++) {
            const struct sim_tree_node *node = &tree.nodes[ends_at(&tree, field, i, costs[k])];
            double far = loads[i].hits / loads[i].worlds - node->load.hits / node->load.worlds;
            sim_moments_add(&errors[k], far * far);
        }
}

/** The cost that the worlds left out speak for. */
static bool cost_of(struct sim_tree *tree, struct sim_tree_room *room, const struct sim_load *loads,
                    struct sim_stream stream, double *cost)
{
    const struct sim_field *field = room->field;
    double costs[SIM_MOST_TREE_NODES + 1];
    struct sim_moments errors[SIM_MOST_TREE_NODES + 1] = { { 0 } };
    int count = costs_of(tree, costs);
    unsigned char *fold = calloc((size_t)field->n + 1, 1);
    struct sim_load *rest = calloc((size_t)field->n + 1, sizeof *rest);
    long *places = calloc((size_t)field->n + 1, sizeof *places);
    bool good = fold != NULL && rest != NULL && places != NULL;

    if (good) {
        sim_stream_shuffle(&stream, places, field->n);
        for (long i = 0; i < field->n; i++)
            fold[places[i]] = (unsigned char)(i % SIM_FOLDS);
        for (int out = 0; out < SIM_FOLDS; out++)
            leave_out(room, loads, fold, out, rest, costs, count, errors);
        int chosen = choose(errors, count);
        *cost = costs[chosen];
        tree->error = errors[chosen].mean;
        tree->error_uncut = errors[count - 1].mean;
    }
    SIM_FREE(fold, rest, places);
    return good;
}

bool sim_tree_init(struct sim_tree *self, const struct sim_field *field, const struct sim_load *loads, double least,
                   const struct sim_stream *stream)
{
    size_t cells = (size_t)field->n * (size_t)field->factors + 1;
    struct sim_tree_room room = { .field = field,
                                  .order = calloc(cells, sizeof *room.order),
                                  .right = calloc((size_t)field->n + 1, sizeof *room.right),
                                  .goes_left = calloc((size_t)field->n + 1, sizeof *room.goes_left),
                                  .least = least };
    bool good = room.order != NULL && room.right != NULL && room.goes_left != NULL;
    double cost = 0;

    *self = (struct sim_tree){ .error = (double)NAN, .error_uncut = (double)NAN };
    if (good) {
        sim_tree_grow(self, &room, loads);
        price(self);
        good = stream == NULL || cost_of(self, &room, loads, *stream, &cost);
        prune(self, stream == NULL ? -1 : cost);
    }
    SIM_FREE(room.order, room.right, room.goes_left);
    return good;
}
