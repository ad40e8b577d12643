/* test_boxes.c - boxes and trees of worlds made so that the answer is known. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>

#include "sim/ask/discover.h"
#include "sim/ask/tree.h"

enum { FACTORS = 6, WORD = 4, WHOLE = 5, MOST = 4000 };

/** Worlds in 0..1; factor 4 chooses among three words, factor 5 is a whole number from 0 to 7. */
struct made {
    double x[MOST * FACTORS];
    int words[FACTORS];
    struct sim_load loads[MOST];
    struct sim_field field;
};

static struct made *made_of(long n, uint64_t seed, double inside, double outside)
{
    struct made *self = calloc(1, sizeof *self);
    struct sim_stream stream = sim_stream_of(seed, "made");
    self->words[WORD] = 3;
    for (long i = 0; i < n; i++) {
        double *x = self->x + i * FACTORS;
        for (int f = 0; f < FACTORS; f++)
            x[f] = sim_stream_uniform(&stream);
        x[WORD] = floor(3 * x[WORD]);
        x[WHOLE] = floor(8 * x[WHOLE]);
        bool in = x[0] > 0.37 && x[0] < 0.83 && x[1] < 0.71 && x[WORD] != 1 && x[WHOLE] >= 2;
        self->loads[i] = (struct sim_load){ 1, sim_stream_uniform(&stream) < (in ? inside : outside) };
    }
    cr_assert(sim_field_init(&self->field, self->x, self->words, n, FACTORS));
    return self;
}

static void made_free(struct made *self)
{
    sim_field_free(&self->field);
    free(self);
}

static struct sim_box_wish wish_of(long n)
{
    return (struct sim_box_wish){ 0.05, 0.05 * (double)n, (double)NAN, 0.05, 0 };
}

/** The end of a limit; NAN where the box has none there. */
static double end_of(const struct sim_found_box *box, int factor, enum sim_side side)
{
    for (int k = 0; k < box->limits_count; k++)
        if (box->limits[k].limit.factor == factor && box->limits[k].limit.side == side) {
            return side == SIM_WORDS ? (double)box->box.ranges[factor].words : box->limits[k].at;
        }
    return (double)NAN;
}

Test(boxes, of_a_function_without_luck_are_found_to_the_width_of_a_peel)
{
    /* A peel takes a twentieth of what the box holds of a factor: an end lies within 0.05 of the truth. */
    struct made *made = made_of(4000, 1, 1, 0);
    struct sim_box_wish wish = wish_of(4000);
    struct sim_discovery found;
    cr_assert(sim_discovery_init(&found, &made->field, made->loads, &wish, 5, 1));
    const struct sim_found_box *box = &found.boxes[0];
    cr_expect(box->significant);
    cr_expect(eq(int, box->limits_count, 5), "two ends of the first, one of the second, words, one of whole numbers");
    cr_expect(epsilon_eq(dbl, end_of(box, 0, SIM_LOW), 0.37, 0.03));
    cr_expect(epsilon_eq(dbl, end_of(box, 0, SIM_HIGH), 0.83, 0.03));
    cr_expect(epsilon_eq(dbl, end_of(box, 1, SIM_HIGH), 0.71, 0.03));
    cr_expect(eq(dbl, end_of(box, WORD, SIM_WORDS), 5), "words 0 and 2");
    cr_expect(eq(dbl, end_of(box, WHOLE, SIM_LOW), 1.5));
    cr_expect(gt(dbl, box->box.load.hits / box->box.load.worlds, 0.93));
    cr_expect(gt(dbl, box->box.load.hits / found.all.hits, 0.93));
    for (int k = 0; k < box->limits_count; k++)
        cr_expect(lt(dbl, box->limits[k].quasi_p, 1e-6));
    sim_discovery_free(&found);
    made_free(made);
}

Test(boxes, give_each_end_an_interval_that_resampled_worlds_repeat)
{
    struct made *made = made_of(4000, 2, 0.9, 0.05);
    struct sim_box_wish wish = wish_of(4000);
    struct sim_discovery found;
    cr_assert(sim_discovery_init(&found, &made->field, made->loads, &wish, 1, 1));
    const struct sim_found_limit *limits = found.boxes[0].limits;
    for (int k = 0; k < found.boxes[0].limits_count; k++) {
        if (limits[k].limit.side != SIM_WORDS) {
            cr_expect(
                all(le(dbl, limits[k].interval.low, limits[k].at), ge(dbl, limits[k].interval.high, limits[k].at)));
        }
        cr_expect(gt(dbl, limits[k].kept, 0.9));
    }
    /* Worlds that a resample left out do not flatter its box. */
    struct sim_load out = found.boxes[0].drawn_not;
    cr_expect(epsilon_eq(dbl, out.hits / out.worlds, 0.87, 0.06));
    sim_discovery_free(&found);
    made_free(made);
}

Test(boxes, are_sought_one_after_the_other_in_the_worlds_that_are_left)
{
    struct made *made = made_of(4000, 3, 0, 0);
    struct sim_box_wish wish = wish_of(4000);
    struct sim_discovery found;
    for (long i = 0; i < 4000; i++) {
        const double *x = made->x + i * FACTORS;
        made->loads[i].hits = (x[0] > 0.7 && x[1] > 0.6) || (x[0] < 0.3 && x[2] < 0.3);
    }
    cr_assert(sim_discovery_init(&found, &made->field, made->loads, &wish, 9, 1));
    cr_expect(all(ge(int, found.count, 3), found.boxes[0].significant, found.boxes[1].significant));
    double first = end_of(&found.boxes[0], 0, SIM_LOW), second = end_of(&found.boxes[1], 0, SIM_HIGH);
    cr_expect(epsilon_eq(dbl, first, 0.7, 0.03));
    cr_expect(epsilon_eq(dbl, second, 0.3, 0.03));
    cr_expect(eq(dbl, found.boxes[1].box.all.worlds, 4000 - found.boxes[0].box.load.worlds));
    sim_discovery_free(&found);
    made_free(made);
}

/** Equal, or both not there. */
static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

Test(boxes, are_the_same_on_any_number_of_threads)
{
    struct made *made = made_of(501, 3, 0.6, 0.2); /* draws begin at each place in a block of four words */
    struct sim_box_wish wish = wish_of(501);
    struct sim_discovery one, other;
    wish.threads = 1;
    cr_assert(sim_discovery_init(&one, &made->field, made->loads, &wish, 3, 1));
    for (wish.threads = 2; wish.threads < 9; wish.threads += 3) {
        cr_assert(sim_discovery_init(&other, &made->field, made->loads, &wish, 3, 1));
        cr_assert(all(eq(int, one.count, other.count), one.boxes[0].significant));
        for (int b = 0; b < one.count; b++) {
            const struct sim_found_box *mine = &one.boxes[b], *theirs = &other.boxes[b];
            cr_expect(all(eq(int, mine->shuffles, theirs->shuffles), eq(dbl, mine->p, theirs->p),
                          eq(dbl, mine->drawn_not.hits, theirs->drawn_not.hits)));
            cr_expect(same(mine->line, theirs->line));
            for (int k = 0; k < mine->limits_count; k++)
                cr_expect(same(mine->limits[k].interval.low, theirs->limits[k].interval.low) &&
                          same(mine->limits[k].kept, theirs->limits[k].kept));
        }
        sim_discovery_free(&other);
    }
    sim_discovery_free(&one);
    made_free(made);
}

Test(boxes, are_told_from_nothing_in_at_most_one_of_twenty_samples_of_noise)
{
    int told = 0;
    for (int s = 0; s < 60; s++) {
        struct made *made = made_of(300, 100 + (uint64_t)s, 0.3, 0.3);
        struct sim_box_wish wish = wish_of(300);
        struct sim_discovery found;
        cr_assert(sim_discovery_init(&found, &made->field, made->loads, &wish, 1, (uint64_t)s));
        told += found.boxes[0].significant;
        sim_discovery_free(&found);
        made_free(made);
    }
    cr_expect(le(int, told, 8), "of 60 at 5 %% more than 8 are met once in a thousand times: %d", told);
}

Test(boxes, weigh_a_world_with_the_share_of_its_replicates)
{
    /* Density inside 3/4, outside 1/4, in shares of four replicates: no world is a hit or a miss. */
    struct made *made = made_of(2000, 5, 0, 0);
    struct sim_box_wish wish = wish_of(2000);
    struct sim_discovery found;
    for (long i = 0; i < 2000; i++)
        made->loads[i].hits = made->x[i * FACTORS + 2] < 0.4 ? 0.75 : 0.25;
    cr_assert(sim_discovery_init(&found, &made->field, made->loads, &wish, 1, 1));
    cr_expect(epsilon_eq(dbl, end_of(&found.boxes[0], 2, SIM_HIGH), 0.4, 0.02));
    cr_expect(epsilon_eq(dbl, found.boxes[0].box.load.hits / found.boxes[0].box.load.worlds, 0.75, 0.02));
    sim_discovery_free(&found);
    made_free(made);
}

Test(boxes, of_a_density_are_the_largest_that_have_it)
{
    struct made *made = made_of(4000, 6, 0.9, 0.05);
    struct sim_box_wish wish = wish_of(4000);
    struct sim_discovery found;
    wish.density = 0.5;
    cr_assert(sim_discovery_init(&found, &made->field, made->loads, &wish, 1, 1));
    struct sim_load wide = found.boxes[0].box.load;
    cr_expect(all(ge(dbl, wide.hits / wide.worlds, 0.5), lt(dbl, wide.hits / wide.worlds, 0.6)));
    sim_discovery_free(&found);
    made_free(made);
}

Test(boxes, have_the_quasi_p_of_their_definition)
{
    /* Ten worlds: 0..9; hits are 5..9 and 2. The box x > 4.5 holds 5 of 5; without the limit 6 of 10. The chance of
     * five hits in five draws of 0.6 is 0.6^5. */
    double x[10];
    int words[1] = { 0 };
    struct sim_load loads[10];
    struct sim_field field;
    struct sim_box_room *room;
    for (int i = 0; i < 10; i++) {
        x[i] = i;
        loads[i] = (struct sim_load){ 1, i >= 5 || i == 2 };
    }
    cr_assert(sim_field_init(&field, x, words, 10, 1));
    cr_assert(sim_box_room_init(&room, &field));
    struct sim_range range = { 4.5, INFINITY, 5, 10, 0 };
    double p;
    sim_box_quasi_p(room, loads, &range, &(struct sim_limit){ 0, SIM_LOW }, 1, &p);
    cr_expect(epsilon_eq(dbl, p, pow(0.6, 5), 1e-12));
    sim_box_room_free(room);
    sim_field_free(&field);
}

Test(boxes, part_worlds_as_two_binomials_do)
{
    /* 2 (8 ln 0.8 + 2 ln 0.2 + 4 ln 0.1 + 36 ln 0.9 - 12 ln 0.24 - 38 ln 0.76) */
    double by_hand = 2 * (8 * log(0.8) + 2 * log(0.2) + 4 * log(0.1) + 36 * log(0.9) - 12 * log(0.24) - 38 * log(0.76));
    cr_expect(epsilon_eq(dbl, sim_parting((struct sim_load){ 10, 8 }, (struct sim_load){ 50, 12 }), by_hand, 1e-9));
    cr_expect(eq(dbl, sim_parting((struct sim_load){ 10, 1 }, (struct sim_load){ 50, 12 }), 0),
              "thinner than the rest");
}

/* --- trees --- */

Test(trees, cut_where_a_box_lies_and_nowhere_else)
{
    struct made *made = made_of(4000, 7, 0.9, 0.05);
    struct sim_stream stream = sim_stream_of(1, "tree");
    struct sim_tree tree;
    cr_assert(sim_tree_init(&tree, &made->field, made->loads, 100, &stream));
    cr_expect(all(ge(int, tree.leaves, 5), le(int, tree.leaves, 8)));
    cr_expect(lt(dbl, tree.error, 0.6 * tree.error_uncut));
    double worlds = 0;
    for (int k = 0; k < tree.count; k++) {
        worlds += tree.nodes[k].factor < 0 ? tree.nodes[k].load.worlds : 0;
        cr_expect(tree.nodes[k].factor != 2 && tree.nodes[k].factor != 3, "factors without meaning");
        cr_expect(ge(dbl, tree.nodes[k].load.worlds, 100));
    }
    cr_expect(eq(dbl, worlds, 4000));
    made_free(made);
}

Test(trees, of_noise_are_not_cut)
{
    int cut = 0;
    for (int s = 0; s < 20; s++) {
        struct made *made = made_of(400, 200 + (uint64_t)s, 0.3, 0.3);
        struct sim_stream stream = sim_stream_of((uint64_t)s, "tree");
        struct sim_tree tree;
        cr_assert(sim_tree_init(&tree, &made->field, made->loads, 10, &stream));
        cut += tree.leaves > 1;
        made_free(made);
    }
    cr_expect(le(int, cut, 4));
}

Test(trees, have_the_costs_of_the_weakest_links)
{
    /* Eight worlds, y = 0 0 0 1 | 1 1 1 0 along x: the root's cut at 3.5 saves 8/4 - 2 * 3/4 = 1/2 in squares; each
     * side has a last cut that saves 3/4. So the sides' cuts go together with the root's: (2 - 0) / 3 for each leaf. In
     * Gini's index of all worlds 2 * (2/3) / 8. */
    double x[8];
    int words[1] = { 0 };
    static const double y[8] = { 0, 0, 0, 1, 1, 1, 1, 0 };
    struct sim_load loads[8];
    struct sim_field field;
    struct sim_tree tree;
    for (int i = 0; i < 8; i++) {
        x[i] = i;
        loads[i] = (struct sim_load){ 1, y[i] };
    }
    cr_assert(sim_field_init(&field, x, words, 8, 1));
    cr_assert(sim_tree_init(&tree, &field, loads, 1, NULL));
    /* The first cut is the one that saves most: at 2.5, 2 - (5 * 4/5 * 1/5) = 1.2. Then 4..7 is parted at 6.5. */
    cr_expect(eq(dbl, tree.nodes[0].cut, 2.5));
    cr_expect(eq(int, tree.leaves, 3));
    double right = tree.nodes[tree.nodes[0].right].cost;
    cr_expect(epsilon_eq(dbl, right, 2 * 0.8 / 8, 1e-12));
    cr_expect(epsilon_eq(dbl, tree.nodes[0].cost, 2 * 1.2 / 8, 1e-12));
    sim_field_free(&field);
}
