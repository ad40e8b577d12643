/* test_regret.c - regret in tables that are worked by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "sim/ask/regret.h"

enum { WORLDS = 4, OPTIONS = 3 };

/* World by world: gains of three options (more is better), and their pains (less is better). */
static double values[WORLDS * OPTIONS * 2] = {
    7, 3, 5, 2, 6,   9, /* gains 7 5 6: pains 3 2 9 */
    4, 1, 4, 1, 1,   5, /* two alike; the third is worse in both */
    2, 6, 9, 6, 8,   2, /* gains 2 9 8: pains 6 6 2 */
    1, 1, 0, 4, NAN, 3, /* the third has no gain here */
};
static double best[WORLDS * 2];
static long ties[WORLDS * 2];

static struct sim_regret made(void)
{
    struct sim_regret self = { .aims = { { 0, false }, { 1, true } },
                               .aims_count = 2,
                               .arm = -1,
                               .by_world = true,
                               .worlds = WORLDS,
                               .options = OPTIONS,
                               .values = values,
                               .best = best,
                               .ties = ties };
    sim_regret_rank(&self);
    return self;
}

Test(regret, is_what_is_lost_against_the_best_of_the_same_world)
{
    struct sim_regret self = made();
    cr_expect(eq(dbl, sim_regret_at(&self, 0, 0, 0), 0));
    cr_expect(eq(dbl, sim_regret_at(&self, 0, 1, 0), 2));
    cr_expect(eq(dbl, sim_regret_at(&self, 2, 0, 0), 7));
    cr_expect(eq(dbl, sim_regret_at(&self, 0, 2, 1), 7), "pain 9 where 2 could be had");
    cr_expect(eq(dbl, sim_regret_at(&self, 3, 0, 1), 0));
    cr_expect(isnan(sim_regret_at(&self, 3, 0, 0)), "an option has no gain there, so nobody knows what is lost");
}

Test(regret, counts_ties_as_best_and_says_how_often_an_option_is_best_alone)
{
    struct sim_regret self = made();
    struct sim_regrets found;
    cr_assert(sim_regrets_of(&self, 0, 0, &found));
    cr_expect(all(eq(long, found.n, 3), eq(long, found.missing, 1)));
    cr_expect(all(eq(long, found.best, 2), eq(long, found.alone, 1)),
              "best in worlds 0 and 1, where another is as good");
    cr_expect(epsilon_eq(dbl, found.mean_regret, 7.0 / 3, 1e-12));
    cr_expect(epsilon_eq(dbl, found.mean, 13.0 / 3, 1e-12), "of the worlds that count");
    cr_expect(all(eq(dbl, found.most, 7), eq(dbl, found.most_90, 7)));
    cr_expect(epsilon_eq(dbl, found.beyond, 1 - cbrt(0.05), 1e-12));
}

Test(regret, finds_who_is_dominated_in_a_world_and_in_the_means)
{
    struct sim_regret self = made();
    struct sim_front fronts[OPTIONS];
    cr_assert(sim_fronts_of(&self, fronts));
    /* World 0: the third, (6, 9) against (7, 3). World 1: the third again. World 2: the first, (2, 6), by both others;
     * the third gains less than the second, and has less pain. World 3 does not count. */
    cr_expect(all(eq(long, fronts[0].n, 3), eq(long, fronts[0].kept, 2)));
    cr_expect(eq(long, fronts[1].kept, 3));
    cr_expect(eq(long, fronts[2].kept, 1));
    /* Mean gains 13/3, 6, 5; pains over four worlds 11/4, 13/4, 19/4: only the third is worse than another in both. */
    cr_expect(all(eq(long, fronts[0].by_mean, -1), eq(long, fronts[1].by_mean, -1), eq(long, fronts[2].by_mean, 1)));
}

Test(regret, of_nine_of_ten_worlds_has_an_interval_of_order_statistics)
{
    enum { N = 100 };
    static double many[N * 2], most[N];
    static long with[N];
    struct sim_regret self = { .aims = { { 0, false } },
                               .aims_count = 1,
                               .arm = -1,
                               .worlds = N,
                               .options = 2,
                               .values = many,
                               .best = most,
                               .ties = with };
    struct sim_regrets found;
    for (int w = 0; w < N; w++)
        many[2 * w + 1] = w + 1; /* regrets of the first: 1 .. 100 */
    sim_regret_rank(&self);
    cr_assert(sim_regrets_of(&self, 0, 0, &found));
    cr_expect(eq(dbl, found.most_90, 90));
    /* Of a binomial of 100 and 0.9, P(X <= 83) = 0.0206 and P(X <= 84) = 0.0399; P(X <= 94) = 0.942, P(X <= 95) = 0.976
     */
    cr_expect(all(eq(dbl, found.interval_90.low, 84), eq(dbl, found.interval_90.high, 96)));
}
