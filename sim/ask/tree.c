/* tree.c - grows a tree. Each node owns the same stretch of every factor's order, which a cut parts in two. */
#include "tree_room.h"

#include <stdlib.h>
#include <string.h>

/** The best cut of a node so far. */
struct cut {
    int factor;
    double gain;
    uint32_t last, first; /* worlds on either side of it */
    uint64_t words;
};

/** Worlds of equal value. */
struct group {
    struct sim_load load;
    int word;
};

static void add(struct sim_load *sum, struct sim_load load)
{
    sum->worlds += load.worlds;
    sum->hits += load.hits;
}

static struct sim_load less(struct sim_load all, struct sim_load part)
{
    return (struct sim_load){ all.worlds - part.worlds, all.hits - part.hits };
}

/** What the sum of squares falls by when a node is cut so; below 0 where a side is too small. */
static double gain_of(const struct sim_tree_room *room, struct sim_load all, struct sim_load left)
{
    struct sim_load right = less(all, left);
    return left.worlds < room->least || right.worlds < room->least
               ? -1
               : left.hits * left.hits / left.worlds + right.hits * right.hits / right.worlds -
                     all.hits * all.hits / all.worlds;
}

/* --- cuts --- */

static void cut_ordered(const struct sim_tree_room *room, int f, long from, long to, struct sim_load all,
                        struct cut *best)
{
    const uint32_t *order = room->order + f * room->n;
    struct sim_load left = { 0, 0 };

    for (long k = from; k + 1 < to; k++) {
        add(&left, room->loads[order[k] & ~SIM_TIE]);
        double gain = order[k + 1] & SIM_TIE ? -1 : gain_of(room, all, left);
        if (gain > best->gain) {
            *best = (struct cut){ f, gain, order[k] & ~SIM_TIE, order[k + 1] & ~SIM_TIE, 0 };
        }
    }
}

static int by_density(const void *a, const void *b)
{
    const struct group *one = a, *other = b;
    double far = one->load.hits * other->load.worlds - other->load.hits * one->load.worlds;
    return far < 0 ? -1 : far > 0 ? 1 : one->word - other->word;
}

/** Of two classes the best of all ways to part words is among those that keep the order of their densities (Breiman et
 * al. 1984, 4.2). */
static void cut_words(const struct sim_tree_room *room, int f, long from, long to, struct sim_load all,
                      struct cut *best)
{
    const uint32_t *order = room->order + f * room->n;
    struct group groups[SIM_MOST_LEVELS_OF_FACTOR];
    struct sim_load left = { 0, 0 };
    uint64_t words = 0;
    int count = 0;

    for (long k = from; k < to; k++) {
        long world = order[k] & ~SIM_TIE;
        if (k == from || !(order[k] & SIM_TIE)) {
            groups[count++] = (struct group){ { 0, 0 }, (int)room->field->x[world * room->field->factors + f] };
        }
        add(&groups[count - 1].load, room->loads[world]);
    }
    qsort(groups, (size_t)count, sizeof groups[0], by_density);
    for (int k = 0; k + 1 < count; k++) {
        add(&left, groups[k].load);
        words |= UINT64_C(1) << groups[k].word;
        double gain = gain_of(room, all, left);
        if (gain > best->gain) {
            *best = (struct cut){ f, gain, 0, 0, words };
        }
    }
}

/* --- growing --- */

/** Part the stretch of a factor; what is equal to the world before it on its side keeps saying so. */
static long part(struct sim_tree_room *room, int f, long from, long to)
{
    uint32_t *order = room->order + f * room->n;
    bool new_left = true, new_right = true;
    long left = from, right = 0;

    for (long k = from; k < to; k++) {
        uint32_t world = order[k] & ~SIM_TIE;
        bool apart = !(order[k] & SIM_TIE), goes_left = room->goes_left[world];
        new_left = new_left || apart;
        new_right = new_right || apart;
        uint32_t *to_here = goes_left ? &order[left++] : &room->right[right++];
        bool *is_new = goes_left ? &new_left : &new_right;
        *to_here = world | (*is_new ? 0 : SIM_TIE);
        *is_new = false;
    }
    memcpy(order + left, room->right, (size_t)right * sizeof *order);
    return left;
}

static int add_node(struct sim_tree *tree, struct sim_tree_room *room, int parent, long from, long to)
{
    int k = tree->count++;
    tree->nodes[k] = (struct sim_tree_node){
        .parent = parent, .left = -1, .right = -1, .factor = -1, .depth = parent < 0 ? 0 : tree->nodes[parent].depth + 1
    };
    for (long at = from; at < to; at++)
        add(&tree->nodes[k].load, room->loads[room->order[at] & ~SIM_TIE]);
    room->from[k] = from;
    room->to[k] = to;
    return k;
}

/** Cut a node where that helps most. */
static void grow(struct sim_tree *tree, struct sim_tree_room *room, int k)
{
    const struct sim_field *field = room->field;
    struct sim_tree_node *node = &tree->nodes[k];
    long from = room->from[k], to = room->to[k], middle = from;
    struct cut best = { .factor = -1, .gain = 1e-12 * node->load.worlds };

    if (node->depth == SIM_TREE_DEPTH || node->load.worlds < 2 * room->least) {
        return;
    }
    for (int f = 0; f < field->factors; f++)
        (field->words[f] > 0 ? cut_words : cut_ordered)(room, f, from, to, node->load, &best);
    if (best.factor < 0) {
        return;
    }
    node->factor = best.factor;
    node->words = best.words;
    node->cut = (field->x[(long)best.last * field->factors + best.factor] +
                 field->x[(long)best.first * field->factors + best.factor]) /
                2;
    for (long at = from; at < to; at++) {
        long world = room->order[at] & ~SIM_TIE;
        room->goes_left[world] = sim_tree_is_left(node, field, world);
    }
    for (int f = 0; f < field->factors; f++)
        middle = part(room, f, from, to);
    node->left = add_node(tree, room, k, from, middle);
    node->right = add_node(tree, room, k, middle, to);
}

/** Only worlds with a load stand in the order. */
static void root_make(struct sim_tree_room *room)
{
    const struct sim_field *field = room->field;
    room->n = 0;
    for (long i = 0; i < field->n; i++)
        room->n += room->loads[i].worlds > 0;
    for (int f = 0; f < field->factors; f++) {
        const uint32_t *from = field->order + (long)f * field->n;
        uint32_t *to = room->order + f * room->n;
        bool apart = true;
        for (long k = 0; k < field->n; k++) {
            uint32_t world = from[k] & ~SIM_TIE;
            apart = apart || !(from[k] & SIM_TIE);
            if (room->loads[world].worlds > 0) {
                *to++ = world | (apart ? 0 : SIM_TIE);
                apart = false;
            }
        }
    }
}

void sim_tree_grow(struct sim_tree *tree, struct sim_tree_room *room, const struct sim_load *loads)
{
    room->loads = loads;
    root_make(room);
    tree->count = 0;
    add_node(tree, room, -1, 0, room->n);
    for (int k = 0; k < tree->count; k++)
        grow(tree, room, k);
}
