/* test_attribute.c - shares of parts in the difference that they make together. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "made.h"
#include "sim/ask/attribute.h"

Test(shapley, divides_what_two_parts_do_together)
{
    /* On: both 1.7, only b (a out) 0.9, only a (b out) 0.4, none 0.2.
     * a: half of (0.4 - 0.2) and half of (1.7 - 0.9); b: half of (0.9 - 0.2) and half of (1.7 - 0.4) */
    static const double value[] = { 1.7, 0.9, 0.4, 0.2 };
    cr_expect(epsilon_eq(dbl, sim_shapley(value, 1, 2, 0), 0.5, 1e-12));
    cr_expect(epsilon_eq(dbl, sim_shapley(value, 1, 2, 1), 1.0, 1e-12));
}

Test(shapley, gives_a_majority_of_three_the_shares_of_the_glove_game)
{
    /* One left glove (part 0), two right ones: a pair is worth 1. Shapley 1953: 2/3, 1/6, 1/6. */
    double value[8];
    for (int out = 0; out < 8; out++)
        value[out] = !(out & 1) && (out & 6) != 6;
    cr_expect(epsilon_eq(dbl, sim_shapley(value, 1, 3, 0), 2.0 / 3, 1e-12));
    cr_expect(epsilon_eq(dbl, sim_shapley(value, 1, 3, 1), 1.0 / 6, 1e-12));
    cr_expect(epsilon_eq(dbl, sim_shapley(value, 1, 3, 2), 1.0 / 6, 1e-12));
}

static struct made made; /* a test is a process of its own */

static void attribution_ends(void)
{
    made_close(&made);
}

TestSuite(attribution, .fini = attribution_ends);

/* Two replicates, two points, four arms (all, without a, without b, without both). */
static const double gain[] = { 1.7, 0.9, 0.4, 0.2, 1.1, 1.0, 0.6, 0.3, 2.0, 1.1, 0.9, 0.4, 1.5, 0.8, 0.2, 0.1 };

Test(attribution, adds_up_to_the_whole_and_counts_replicates_as_the_repeats)
{
    struct sim_attribution shares;
    made_open(&made, "months: 5\nreplicates: 2\ndesign: { grid: { rate: [0.2, 0.7] } }\n"
                     "arms: { a: {}, b: { size: 1.1 }, c: { size: 2.1 }, d: { size: 3.1 } }\n");
    made_block(&made, 0, gain, NULL, NULL);
    cr_assert(eq(int, sim_attribution_init(&shares, &made.plan, made.out, 2, &made.errors), SIM_OK));
    /* Means over points: 1.4 0.95 0.5 0.25, and 1.75 0.95 0.55 0.25. Shares of a: (0.25 + 0.45) / 2 and
     * (0.3 + 0.8) / 2; of b: (0.7 + 0.9) / 2 and (0.7 + 1.2) / 2. */
    cr_expect(eq(long, shares.share[0].moments.n, 2));
    cr_expect(epsilon_eq(dbl, shares.share[0].moments.mean, 0.45, 1e-12));
    cr_expect(epsilon_eq(dbl, shares.share[1].moments.mean, 0.875, 1e-12));
    cr_expect(epsilon_eq(dbl, shares.whole[0].moments.mean, 1.325, 1e-12));
    /* 0.35 and 0.55: half width t(1) 0.1 */
    cr_expect(epsilon_eq(dbl, sim_moments_half_width(&shares.share[0].moments), 1.2706205, 1e-6));
    cr_expect(epsilon_eq(dbl, shares.alone[0].moments.mean, 0.275, 1e-12));
    cr_expect(epsilon_eq(dbl, shares.removed[0].moments.mean, 0.625, 1e-12));
    sim_attribution_free(&shares);
}

static const struct sim_name mechanisms[] = { { "pull", "It pulls" }, { "push", "It pushes" } };

Test(attribution, makes_an_arm_of_each_combination_and_a_study_that_loads_to_the_same)
{
    struct sim_model model = made_model;
    struct sim_parts parts;
    struct sim_study again;
    struct sim_overrides none = { 0 };
    char path[96];
    model.mechanisms = mechanisms;
    model.mechanisms_count = 2;
    made_open(&made, "months: 5\nreplicates: 2\narms: { plain: { size: 1.1 }, other: {} }\n");
    cr_assert(eq(int, sim_parts_read(&parts, &model, "push,pull", &made.errors), SIM_OK));
    cr_assert(eq(int, sim_attribute_study(&made.study, &model, 0, &parts, &made.errors), SIM_OK));
    cr_expect(eq(int, made.study.arms_count, 4));
    cr_expect(eq(str, made.study.arms[0].name, "all"));
    cr_expect(eq(str, made.study.arms[1].name, "without push"));
    cr_expect(eq(str, made.study.arms[3].name, "without push, pull"));
    cr_expect(eq(u64, made.study.arms[1].without[0], 2));
    cr_expect(eq(u64, made.study.arms[3].without[0], 3));
    cr_expect(eq(dbl, made.study.arms[2].values[1], 1.1));

    snprintf(path, sizeof path, "%s/study.yaml", made.folder);
    FILE *file = fopen(path, "w");
    fputs(made.study.text, file);
    fclose(file);
    cr_assert(eq(int, sim_study_init(&again, &model, path, &none, &made.errors), SIM_OK));
    cr_expect(eq(str, again.text, made.study.text));
    sim_study_free(&again, &model);
}

Test(attribution, names_parts_that_are_unknown_or_named_twice)
{
    struct sim_model model = made_model;
    struct sim_parts parts;
    struct sim_errors errors = { 0 };
    model.mechanisms = mechanisms;
    model.mechanisms_count = 2;
    cr_expect(eq(int, sim_parts_read(&parts, &model, "pusch,pull,pull", &errors), SIM_USAGE));
    cr_expect(eq(str, errors.text,
                 "error: 'pusch' is no phase or mechanism; did you mean 'push'?\nerror: 'pull' is named twice\n"));
    sim_errors_free(&errors);
}
