/* test_replay.c - single runs computed again: where two of them part, and what a run's story is. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>

#include "sim/ask/diverge.h"
#include "sim/run/ensemble.h"
#include "sim/run/watch.h"
#include "sim/sentence.h"
#include "told.h"

/** A study of the buckets, read and cut. */
struct yard_study {
    struct sim_study study;
    struct sim_plan plan;
    struct sim_errors errors;
};

static void yard_open(struct yard_study *self, const char *text)
{
    const struct sim_overrides says = { .text = text };
    bool good = sim_study_init(&self->study, &told, "study.yaml", &says, &self->errors) == SIM_OK &&
                sim_plan_init(&self->plan, &told, &self->study, told.kernels[0]->real_bytes, &self->errors) == SIM_OK;
    cr_assert(good, "%s", self->errors.text);
}

static struct yard_study yard; /* a test is a process of its own */
static struct sim_divergence two;

static void yard_ends(void)
{
    sim_divergence_free(&two);
    sim_plan_free(&yard.plan);
    sim_study_free(&yard.study, &told);
    sim_errors_free(&yard.errors);
}

TestSuite(divergence, .fini = yard_ends);
TestSuite(replay, .fini = yard_ends);
TestSuite(watch, .fini = yard_ends);

Test(divergence, is_found_in_month_phase_variable_and_entity)
{
    yard_open(
        &yard,
        "months: 5\nreplicates: 3\narms: { dry: {}, leaky: { leak: { path: [[0, 0], [2, 0.5]], steps: true } } }\n");
    cr_assert(eq(int, sim_divergence_init(&two, &yard.plan, (struct sim_run){ 1, 0, 0 }, 1, &yard.errors), SIM_OK));
    /* Green takes 2 a month: 6 by month 2, of which a half leaks; the yard holds 3 + 6 + 9, or 3 less. */
    const struct sim_parting *level = &two.parting[TOLD_LEVEL], *sum = &two.parting[TOLD_SUM];
    cr_expect(all(eq(int, level->month, 2), eq(int, level->phase, TOLD_PHASE_LEAK), eq(int, level->row, 1)));
    cr_expect(all(eq(dbl, level->a, 6), eq(dbl, level->b, 3)));
    cr_expect(all(eq(int, sum->month, 2), eq(int, sum->phase, TOLD_PHASE_SUM)));
    cr_expect(all(eq(dbl, sum->a, 18), eq(dbl, sum->b, 15)));
    cr_expect(eq(int, sim_divergence_param(&two, TOLD_LEAK), 2));
    cr_expect(eq(int, sim_divergence_param(&two, TOLD_RAIN), -1));
}

Test(divergence, is_seen_after_a_phase_that_only_one_run_has)
{
    yard_open(&yard, "months: 2\nreplicates: 1\narms: { wet: {}, dry: { without: [rain] } }\n");
    cr_assert(eq(int, sim_divergence_init(&two, &yard.plan, (struct sim_run){ 0, 0, 0 }, 1, &yard.errors), SIM_OK));
    const struct sim_parting *level = &two.parting[TOLD_LEVEL];
    cr_expect(all(eq(int, level->month, 0), eq(int, level->phase, TOLD_PHASE_RAIN), eq(int, level->row, 0)));
    cr_expect(all(eq(dbl, level->a, 1), eq(dbl, level->b, 0)));
}

Test(divergence, compares_entities_by_name_where_worlds_differ)
{
    /* Two buckets are green and blue: each as full as its namesake among three, with the same luck, so only the sum
     * parts. */
    int only_a = 0, only_b = 0;
    yard_open(&yard, "months: 2\nreplicates: 3\nluck: 0.37\narms: { three: {}, two: { buckets: 2 } }\n");
    cr_assert(eq(int, sim_divergence_init(&two, &yard.plan, (struct sim_run){ 2, 0, 0 }, 1, &yard.errors), SIM_OK));
    cr_expect(not(two.parting[TOLD_LEVEL].found));
    cr_expect(two.parting[TOLD_SUM].found);
    sim_divergence_unmatched(&two, TOLD_EACH, &only_a, &only_b);
    cr_expect(all(eq(int, only_a, 1), eq(int, only_b, 0)));
}

Test(replay, is_the_same_run_to_the_bit_as_in_its_block)
{
    struct sim_ensemble ensemble;
    struct sim_block block;
    yard_open(&yard, "months: 7\nreplicates: 40\nluck: 0.83\ndesign: { grid: { leak: [0.1, 0.7] } }\n");
    cr_assert(
        eq(int, sim_ensemble_init(&ensemble, &yard.plan, sim_kernel_choose(&told, NULL), 1, &yard.errors), SIM_OK));
    cr_assert(eq(int, sim_block_init(&block, &yard.plan, 0, &yard.errors), SIM_OK));
    cr_assert(eq(int, sim_ensemble_run(&ensemble, &block, &yard.errors), SIM_OK));
    for (long number = 0; number < yard.plan.runs; number += 13) {
        struct sim_replay replay;
        cr_assert(
            eq(int, sim_replay_init(&replay, &yard.plan, sim_plan_run(&yard.plan, number), &yard.errors), SIM_OK));
        for (int month = 0; month < 7; month++)
            sim_replay_month(&replay);
        cr_expect(eq(dbl, sim_replay_value(&replay, TOLD_SUM, 0), block.outcomes[number]), "run %ld", number);
        sim_replay_free(&replay);
    }
    sim_block_free(&block);
    sim_ensemble_free(&ensemble);
}

/* --- what happens --- */

/** The sentence of an event of the buckets. */
static const char *told_as(int occasion, int entity, int other, double before, double now, double way)
{
    static char text[128];
    const struct told_world world = { 3 };
    const double fields[TOLD_FIELDS] = { [TOLD_BEFORE] = before, [TOLD_NOW] = now, [TOLD_WAY] = way };
    sim_happening_sentence(&told, &world, &(struct sim_happening){ occasion, entity, other, fields }, text,
                           sizeof text);
    return text;
}

Test(sentence, names_entities_numbers_and_words_where_the_braces_stand)
{
    cr_expect(eq(str, (char *)told_as(TOLD_FELL, 1, -1, 8, 6.125, NAN), "green fell from 8 to 6.12"));
    cr_expect(eq(str, (char *)told_as(TOLD_PASSED, 0, 2, NAN, NAN, 1), "red by far passed blue"));
}

Test(sentence, leaves_out_the_bracket_in_which_something_is_none)
{
    cr_expect(eq(str, (char *)told_as(TOLD_PASSED, 2, -1, NAN, NAN, 0), "blue just barely passed"));
}

Test(sentence, ends_where_its_room_ends)
{
    char text[8];
    const struct told_world world = { 3 };
    const double fields[TOLD_FIELDS] = { 8, 6, NAN };
    sim_happening_sentence(&told, &world, &(struct sim_happening){ TOLD_FELL, 1, -1, fields }, text, sizeof text);
    cr_expect(eq(str, text, "green f"));
}

static void add_fallen(void *context, const struct sim_happening *event)
{
    double *fallen = context;
    if (event->occasion == TOLD_FELL) {
        *fallen += event->fields[TOLD_BEFORE] - event->fields[TOLD_NOW];
    }
}

Test(watch, sees_the_state_of_each_month_and_what_happened_between)
{
    struct sim_watch watch;
    double fallen = 0;
    yard_open(&yard, "months: 3\nreplicates: 1\nrain: 2\nleak: { path: [[0, 0], [2, 0.5]], steps: true }\n");
    cr_assert(eq(int, sim_watch_init(&watch, &yard.plan, (struct sim_run){ 0, 0, 0 }, &yard.errors), SIM_OK));
    cr_expect(eq(dbl, sim_watch_state(&watch)[TOLD_LEVEL][1], 0));
    for (int month = 0; month < 3; month++) {
        sim_watch_month(&watch);
        sim_watch_happened(&watch, add_fallen, &fallen);
    }
    /* green: 4, 8, then half of 12: it fell by 2 */
    cr_expect(all(eq(dbl, fallen, 2), eq(dbl, sim_watch_state(&watch)[TOLD_LEVEL][1], 6)));
    cr_expect(eq(dbl, sim_watch_state(&watch)[TOLD_SUM][0], 6 + 6 + 18));
    sim_watch_free(&watch);
}
