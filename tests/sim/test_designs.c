/* test_designs.c - which values the varied parameters take, row by row. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/read/designs.h"
#include "support.h"

/** All rows of the design of a study; the caller frees. */
static double *rows_of(const struct trial *t)
{
    double *rows = calloc((size_t)(t->plan.points * t->study.design.factors_count), sizeof *rows);
    cr_assert(rows != NULL);
    sim_plan_rows(&t->plan, 0, t->plan.points, rows);
    return rows;
}

TRIAL_OF(designs);

static void has_rows(const char *design, long points, const double *wanted)
{
    trial_init(&t, design);
    cr_assert(t.plan.points == points, "%ld points", t.plan.points);
    double *rows = rows_of(&t);
    for (long i = 0; i < points * t.study.design.factors_count; i++)
        cr_expect(fabs(rows[i] - wanted[i]) < 1e-12, "number %ld is %g, not %g", i, rows[i], wanted[i]);
    free(rows);
    trial_free(&t);
}

Test(designs, a_grid_turns_its_last_factor_first)
{
    has_rows("design: { grid: { walk.gain: [0.1, 0.7], walk.walkers: { from: 2, to: 6, count: 3 } } }\n", 6,
             (const double[]){ 0.1, 2, 0.1, 4, 0.1, 6, 0.7, 2, 0.7, 4, 0.7, 6 });
}

Test(designs, levels_are_counted_in_whole_steps_so_that_the_last_is_exact)
{
    trial_init(&t, "design: { grid: { walk.luck: { from: 0.1, to: 0.7, count: 7 } } }\n");
    cr_expect(t.study.design.factors[0].levels[0] == 0.1 && t.study.design.factors[0].levels[6] == 0.7);
}

Test(designs, a_list_takes_its_rows_as_they_stand)
{
    has_rows("design: { list: { walk.gain: [0.1, 0.7, 0.4], walk.way: [down, up, down] } }\n", 3,
             (const double[]){ 0.1, 1, 0.7, 0, 0.4, 1 });
}

Test(designs, one_at_a_time_begins_with_what_the_study_says_and_moves_one_factor_a_row)
{
    has_rows("walk.gain: 0.43\ndesign: { one_at_a_time: { walk.gain: [0.1, 0.7], walk.steps: [5] } }\n", 4,
             (const double[]){ 0.43, 2, 0.1, 2, 0.7, 2, 0.43, 5 });
}

Test(designs, a_latin_hypercube_visits_every_slice_of_every_factor_once)
{
    enum { N = 37 };
    trial_init(&t, "design: { latin_hypercube: { points: 37, factors: { walk.gain: { from: 0, to: 1 }, walk.luck: { "
                   "from: 0, to: 1 } } } }\n");
    double *rows = rows_of(&t);
    bool same = true;
    for (int factor = 0; factor < 2; factor++) {
        bool seen[N] = { false };
        for (int i = 0; i < N; i++)
            seen[(int)(rows[2 * i + factor] * N)] = true;
        for (int i = 0; i < N; i++)
            cr_expect(seen[i], "slice %d of factor %d", i, factor);
    }
    for (int i = 0; i < N; i++)
        same = same && (int)(rows[2 * i] * N) == (int)(rows[2 * i + 1] * N);
    cr_expect(!same);
    free(rows);
}

Test(designs, saltelli_rows_stand_in_the_order_of_SALib)
{
    /* A, then A with column i of B, then B with column i of A, then B: for each base point (Saltelli 2002). */
    enum { D = 3, EACH = 2 * D + 2 };
    trial_init(&t, "design: { saltelli: { points: 4, second_order: true, factors: { walk.gain: { from: 0, to: 1 },"
                   " walk.luck: { from: 0, to: 1 }, walk.ceiling: { from: 1, to: 2 } } } }\n");
    cr_assert(t.plan.points == 4 * EACH);
    double *rows = rows_of(&t);
    for (int point = 0; point < 4; point++) {
        const double *a = rows + point * EACH * D, *b = a + (EACH - 1) * D;
        for (int i = 0; i < D; i++)
            for (int k = 0; k < D; k++) {
                cr_expect(a[(1 + i) * D + k] == (k == i ? b[k] : a[k]), "AB_%d of point %d, column %d", i, point, k);
                cr_expect(a[(1 + D + i) * D + k] == (k == i ? a[k] : b[k]), "BA_%d of point %d, column %d", i, point,
                          k);
            }
        cr_expect(point == 0 || a[0] != b[0]);
    }
    free(rows);
}

Test(designs, saltelli_without_second_order_leaves_out_the_rows_from_B)
{
    trial_init(&t, "design: { saltelli: { points: 5, factors: { walk.gain: plausible, walk.luck: plausible } } }\n");
    cr_expect(t.plan.points == 5 * 4);
}

Test(designs, a_morris_trajectory_moves_one_factor_at_each_step_by_half_its_levels)
{
    enum { D = 3, R = 20 };
    trial_init(&t, "design: { morris: { trajectories: 20, levels: 4, factors: { walk.gain: { from: 0, to: 1 },"
                   " walk.luck: { from: 0, to: 1 }, walk.ceiling: { from: 1, to: 2 } } } }\n");
    cr_assert(t.plan.points == R * (D + 1));
    double *rows = rows_of(&t);
    int up = 0, first[D] = { 0 };
    for (int r = 0; r < R; r++) {
        bool moved[D] = { false };
        for (int step = 0; step < D; step++) {
            const double *before = rows + (r * (D + 1) + step) * D, *after = before + D;
            int changed = 0;
            for (int i = 0; i < D; i++)
                if (after[i] != before[i]) {
                    cr_expect(fabs(fabs(after[i] - before[i]) - 2.0 / 3) < 1e-12); /* 2 of 3 steps */
                    cr_expect(!moved[i]);
                    moved[i] = true;
                    first[i] += step == 0;
                    up += after[i] > before[i];
                    changed++;
                }
            cr_expect(changed == 1);
        }
    }
    cr_expect(first[0] > 0 && first[1] > 0 && first[2] > 0); /* the order is drawn */
    cr_expect(up > R * D / 5 && up < R * D * 4 / 5);         /* so is the direction */
    free(rows);
}

/** Names of the factors of a study, in their order. */
static void has_factors(const char *study, const char *wanted)
{
    char names[256] = "";
    trial_init(&t, study);
    for (int i = 0; i < t.study.design.factors_count; i++)
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", i > 0 ? " " : "",
                 toy.params.list[t.study.design.factors[i].param].name);
    cr_expect(strcmp(names, wanted) == 0, "%s\nvaries %s", study, names);
    trial_free(&t);
}

Test(designs, a_role_stands_for_all_its_parameters_but_those_that_shape_or_are_set_or_varied)
{
    has_factors("design: { random: { points: 4, factors: { uncertainties: plausible } } }\n", "walk.luck walk.ceiling");
    has_factors("design: { random: { points: 4, factors: { levers: plausible } } }\n",
                "walk.gain walk.steps walk.way walk.loud"); /* walk.walkers shapes */
    has_factors("arms: { a: {}, b: { walk.luck: 0.2 } }\n"
                "design: { random: { points: 4, factors: { uncertainties: plausible } } }\n",
                "walk.ceiling");
    has_factors("walk.gain: 0.3\ndesign: { random: { points: 4, factors: { levers: plausible, walk.loud: [false], "
                "uncertainties: plausible } } }\n",
                "walk.loud walk.steps walk.way walk.luck walk.ceiling");
}

Test(designs, a_role_varies_each_parameter_over_its_plausible_range)
{
    trial_init(&t,
               "design: { latin_hypercube: { points: 50, factors: { uncertainties: plausible, walk.luck: { from: 0.4, "
               "to: 0.5 } } } }\n");
    double *rows = rows_of(&t), low = 1e9, high = 0;
    for (int i = 0; i < 50; i++) {
        cr_expect(rows[2 * i] >= 0.4 && rows[2 * i] <= 0.5); /* its own range, and in its own place */
        low = fmin(low, rows[2 * i + 1]);
        high = fmax(high, rows[2 * i + 1]);
    }
    cr_expect(low >= 10 && low < 10 + 990.0 / 50 && high <= 1000 && high > 1000 - 990.0 / 50);
    free(rows);
}

Test(designs, any_stretch_of_rows_is_that_stretch_of_the_whole)
{
    static const char *const designs[] = {
        "design: { grid: { walk.gain: { from: 0, to: 1, count: 5 }, walk.luck: [0.1, 0.2, 0.3] } }\n",
        "design: { latin_hypercube: { points: 17, factors: { walk.gain: plausible, walk.steps: plausible } } }\n",
        "design: { sobol: { points: 17, factors: { walk.gain: plausible, walk.luck: plausible } } }\n",
        "design: { saltelli: { points: 4, factors: { walk.gain: plausible, walk.luck: plausible } } }\n",
        "design: { morris: { trajectories: 5, factors: { walk.gain: plausible, walk.luck: plausible } } }\n",
        "design: { random: { points: 17, factors: { walk.gain: plausible, walk.way: [up, down] } } }\n",
    };
    for (size_t d = 0; d < sizeof designs / sizeof *designs; d++) {
        double part[2 * 4];
        trial_init(&t, designs[d]);
        double *rows = rows_of(&t);
        sim_plan_rows(&t.plan, 7, 4, part);
        cr_expect(memcmp(part, rows + 2 * 7, sizeof part) == 0, "%s", designs[d]);
        free(rows);
        trial_free(&t);
    }
}

Test(designs, random_rows_hang_on_the_seed)
{
    struct trial a, b;
    trial_init(&a, "seed: 1\ndesign: { random: { points: 3, factors: { walk.gain: plausible } } }\n");
    trial_init(&b, "seed: 2\ndesign: { random: { points: 3, factors: { walk.gain: plausible } } }\n");
    double *x = rows_of(&a), *y = rows_of(&b);
    cr_expect(x[0] != y[0] && x[0] != x[1]);
    free(x);
    free(y);
    trial_free(&a);
    trial_free(&b);
}

/** Mean of one factor over 4000 random points. */
static double mean_of(const char *factor, double low, double high)
{
    char text[512];
    double sum = 0;
    snprintf(text, sizeof text, "design: { random: { points: 4000, factors: { %s } } }\n", factor);
    trial_init(&t, text);
    double *rows = rows_of(&t);
    for (int i = 0; i < 4000; i++) {
        cr_expect(rows[i] >= low && rows[i] <= high, "%g", rows[i]);
        sum += rows[i];
    }
    free(rows);
    trial_free(&t);
    return sum / 4000;
}

Test(designs, distributions_have_their_means_and_bounds)
{
    /* four standard errors each: sd / sqrt(4000) * 4 = sd * 0.0632 */
    cr_expect(fabs(mean_of("walk.gain: { from: -1, to: 2 }", -1, 2) - 0.5) < 0.055);
    /* (100 - 1) / ln 100 = 21.497; sd 25.5 */
    cr_expect(fabs(mean_of("walk.ceiling: { from: 1, to: 100, distribution: log_uniform }", 1, 100) - 21.497) < 1.62);
    cr_expect(fabs(mean_of("walk.gain: { from: -2, to: 2, distribution: normal, mean: 0.3, sd: 0.2 }", -2, 2) - 0.3) <
              0.0127);
    /* (0 + 0.9 + 0.3) / 3 = 0.4; sd 0.187 */
    cr_expect(fabs(mean_of("walk.luck: { from: 0, to: 0.9, distribution: triangular, mode: 0.3 }", 0, 0.9) - 0.4) <
              0.0119);
    /* 1 + 4 * 2 / (2 + 6) = 2; sd 4 * sqrt(12 / (64 * 9)) = 0.577 */
    cr_expect(fabs(mean_of("walk.ceiling: { from: 1, to: 5, distribution: beta, alpha: 2, beta: 6 }", 1, 5) - 2) <
              0.0365);
    /* 3, 4, 5, 6 each a quarter; sd 1.118 */
    cr_expect(fabs(mean_of("walk.steps: { from: 3, to: 6 }", 3, 6) - 4.5) < 0.0707);
    cr_expect(fabs(mean_of("walk.way: [up, down]", 0, 1) - 0.5) < 0.0316);
}

Test(designs, few_rows_of_a_latin_hypercube_stand_in_every_order_equally_often)
{
    /* 6 rows have 720 orders; 12,000 seeds give 16.7 each. Pearson's square has 719 degrees of freedom, sd 38. */
    enum { SEEDS = 12000, ORDERS = 46656 };
    static int hits[ORDERS];
    double square = 0, wanted = SEEDS / 720.0;
    int orders = 0;
    trial_init(&t, "design: { latin_hypercube: { points: 6, factors: { walk.gain: { from: 0, to: 1 } } } }\n");
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        double rows[6];
        int order = 0;
        sim_design_units(&t.study.design, seed, 0, 6, rows);
        for (int i = 0; i < 6; i++)
            order = order * 6 + (int)(rows[i] * 6);
        hits[order]++;
    }
    for (int i = 0; i < ORDERS; i++) {
        orders += hits[i] > 0;
        square += hits[i] > 0 ? (hits[i] - wanted) * (hits[i] - wanted) / wanted : 0;
    }
    cr_expect(orders == 720, "%d orders", orders);
    cr_expect(square < 719 + 4 * 38, "chi-squared %g", square);
}

#define SOBOL                                                                                                          \
    "design: { sobol: { points: 64, factors: { walk.gain: { from: 0, to: 1 }, walk.luck: { from: 0, to: 1 } } } }\n"

Test(designs, a_sobol_design_is_scrambled_by_its_seed_and_stays_as_even_as_it_was)
{
    double one[128], other[128];
    bool seen[64] = { false };
    trial_init(&t, SOBOL);
    sim_design_units(&t.study.design, 1, 0, 64, one);
    sim_design_units(&t.study.design, 2, 0, 64, other);
    for (int i = 0; i < 64; i++)
        seen[(int)(one[2 * i] * 8) * 8 + (int)(one[2 * i + 1] * 8)] = true;
    for (int i = 0; i < 64; i++)
        cr_expect(seen[i], "no point in cell %d of 8 x 8", i);
    cr_expect(one[0] != other[0] && one[0] != 0);
}

Test(designs, means_over_scrambled_points_are_right_on_average)
{
    /* Mean of x1^2 over 64 points: the error of one scrambling is about 0.3 / 64^1.5; of 400, a twentieth of that. */
    double all = 0, rows[128];
    trial_init(&t, SOBOL);
    for (uint64_t seed = 0; seed < 400; seed++) {
        sim_design_units(&t.study.design, seed, 0, 64, rows);
        for (int i = 0; i < 64; i++)
            all += rows[2 * i] * rows[2 * i] / 64 / 400;
    }
    cr_expect(fabs(all - 1.0 / 3) < 1.2e-4, "%.7f", all);
}

Test(designs, drawn_values_are_what_a_run_holds)
{
    trial_init(&t, "design: { latin_hypercube: { points: 50, factors: { walk.ceiling: { from: 1, to: 100, "
                   "distribution: log_uniform } } } }\n");
    double *rows = rows_of(&t);
    for (int i = 0; i < 50; i++)
        cr_expect(rows[i] == (double)(float)rows[i]);
    free(rows);
}

#define GROUPED(kind, more)                                                                                            \
    "design: { " kind ": { " more                                                                                      \
    ", groups: { push: [walk.gain, walk.steps] }, factors: { walk.gain: { from: 0, to: 1 },"                           \
    " walk.luck: { from: 0, to: 1 }, walk.steps: [1, 2, 3, 4] } } }\n"

Test(designs, a_group_of_factors_is_exchanged_as_one_and_counts_as_one)
{
    double rows[16][3];
    trial_init(&t, GROUPED("saltelli", "points: 4"));
    cr_assert(t.plan.points == 4 * (2 + 2));
    sim_plan_rows(&t.plan, 0, 16, rows[0]);
    for (int base = 0; base < 16; base += 4) {
        /* A, then A with gain and steps of B, then A with luck of B, then B */
        for (int i = 0; i < 3; i++) {
            cr_expect(rows[base + 1][i] == rows[base + (i == 1 ? 0 : 3)][i], "row %d, factor %d", base + 1, i);
            cr_expect(rows[base + 2][i] == rows[base + (i == 1 ? 3 : 0)][i], "row %d, factor %d", base + 2, i);
        }
    }
    trial_free(&t);
    trial_init(&t, GROUPED("morris", "trajectories: 5"));
    cr_assert(t.plan.points == 5 * (2 + 1));
    sim_plan_units(&t.plan, 0, 15, rows[0]);
    for (int row = 0; row < 15; row++) {
        bool together = row % 3 == 0 || ((rows[row][0] != rows[row - 1][0]) == (rows[row][2] != rows[row - 1][2]) &&
                                         (rows[row][0] != rows[row - 1][0]) != (rows[row][1] != rows[row - 1][1]));
        cr_expect(together, "row %d", row);
    }
}

Test(designs, groups_stay_when_a_study_is_written_out_and_what_is_no_factor_is_refused)
{
    struct trial again;
    trial_init(&t, GROUPED("saltelli", "points: 4"));
    trial_init(&again, t.study.text);
    cr_expect(strcmp(t.study.text, again.study.text) == 0, "%s", again.study.text);
    cr_expect(t.plan.arm_hashes[0][0] == again.plan.arm_hashes[0][0] && again.study.design.parts == 2);
    trial_free(&t);
    trial_free(&again);
    trial_init(&t, "{}");
    sim_plan_free(&t.plan);
    sim_study_free(&t.study, &toy);
    cr_expect(trial_read(&t,
                         "design: { saltelli: { points: 4, groups: { push: [walk.gain, walk.way], pull: [walk.gain], "
                         "a/b: [walk.luck] }, factors: { walk.gain: plausible, walk.luck: plausible } } }\n") ==
              SIM_USAGE);
    complains(t.errors, "'walk.way' is no factor of the design, nor a group that holds one");
    complains(t.errors, "'walk.gain' is in two groups, 'push' and 'pull'");
    complains(t.errors, "'a/b' cannot be the name of a group");
}

#define SEQUENCES(more)                                                                                                \
    "design: { sobol: { points: 16, " more                                                                             \
    "factors: { walk.gain: { from: 0, to: 1 }, walk.luck: { from: 0, to: 1 } } } }\n"

Test(designs, each_randomisation_of_a_sobol_design_is_as_even_as_the_first_and_none_is_another)
{
    struct trial one, many;
    double first[16][2], all[48][2];
    trial_init(&one, SEQUENCES(""));
    trial_init(&many, SEQUENCES("randomisations: 3, "));
    cr_assert(many.plan.points == 48);
    sim_plan_units(&one.plan, 0, 16, first[0]);
    sim_plan_units(&many.plan, 0, 48, all[0]);
    cr_expect(memcmp(first, all, sizeof first) == 0, "the first sequence is the design without the key");
    for (int sequence = 0; sequence < 3; sequence++)
        for (int i = 0; i < 2; i++) {
            unsigned seen = 0;
            for (int row = 0; row < 16; row++)
                seen |= 1u << (int)(all[16 * sequence + row][i] * 16);
            cr_expect(seen == 0xffff, "factor %d of sequence %d has one value in each sixteenth", i, sequence);
        }
    cr_expect(all[16][0] != all[0][0] && all[32][0] != all[0][0] && all[32][0] != all[16][0]);
    trial_free(&one);
    trial_free(&many);
}
