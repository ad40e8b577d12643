/* test_live.c - a study as bytes and back, runs that are asked for with other settings, and bytes that are damaged. */
#include "../../sim/live/live.h"
#include "../../sim/run/ensemble.h"
#include "support.h"

static const char TEXT[] = "months: 6\nreplicates: 16\nseed: 4294967297\narms:\n"
                           "  up: { walk.gain: { path: [[0, 0.25], [4, 0.75]], steps: true } }\n"
                           "  down: { walk.way: down, places: { a: { weight: 1.5 }, b: { weight: 3 } } }\n";

/** A study that is open twice: as a file, and as the bytes of a page. */
struct both {
    struct trial trial;
    struct sim_live live;
    unsigned char *bytes;
    size_t size;
};

static void both_init(struct both *self, const char *text)
{
    trial_init(&self->trial, text);
    cr_assert(sim_live_write(&self->trial.study, self->trial.plan.tables, &toy, &self->bytes, &self->size,
                             &self->trial.errors) == SIM_OK);
    cr_assert(sim_live_open(&self->live, &toy, sim_kernel_choose(&toy, NULL), self->bytes, self->size,
                            &self->trial.errors) == SIM_OK,
              "%s", self->trial.errors.text);
}

static void both_free(struct both *self)
{
    sim_live_free(&self->live);
    free(self->bytes);
    trial_free(&self->trial);
}

/** An outcome of the pack that was run last. */
static double outcome_of(const struct both *self, int outcome, int lane)
{
    return self->live.room.pack.outcomes[outcome * self->live.kernel->lanes + lane];
}

/** Is this run of a study the same bits in a pack of the page? */
static void run_is_same(struct both *b, const struct sim_block *block, long i)
{
    struct sim_run run = sim_plan_run(&b->trial.plan, i);
    bool worlds = b->live.study.worlds_count > 0;
    struct sim_live_job job = { run.arm, worlds ? (uint32_t)run.replicate : 0, worlds ? 0 : -1 };

    cr_assert(sim_live_run(&b->live, job, &b->trial.errors) == SIM_OK);
    double here = outcome_of(b, TOY_HEIGHT, (int)(worlds ? run.point : run.replicate)),
           there = block->outcomes[TOY_HEIGHT * block->count + i];
    cr_expect(memcmp(&here, &there, sizeof here) == 0, "arm %d, point %ld, replicate %ld: %g, not %g", run.arm,
              run.point, run.replicate, here, there);
}

static void runs_are_same(const char *text)
{
    struct both b;
    struct sim_ensemble ensemble;
    struct sim_block block;

    both_init(&b, text);
    cr_assert(sim_ensemble_init(&ensemble, &b.trial.plan, sim_kernel_choose(&toy, NULL), 1, &b.trial.errors) == SIM_OK);
    cr_assert(sim_block_init(&block, &b.trial.plan, 0, &b.trial.errors) == SIM_OK);
    cr_assert(sim_ensemble_run(&ensemble, &block, &b.trial.errors) == SIM_OK);
    for (long i = 0; i < block.count; i++)
        run_is_same(&b, &block, i);
    sim_block_free(&block);
    sim_ensemble_free(&ensemble);
    both_free(&b);
}

static struct both b; /* a test is a process of its own */

static void live_ends(void)
{
    both_free(&b);
}

TestSuite(live, .fini = live_ends);

Test(live, a_page_computes_the_runs_of_the_study_to_the_bit)
{
    runs_are_same(TEXT);
}

Test(live, drawn_worlds_have_the_luck_and_the_values_of_the_study)
{
    runs_are_same("months: 6\nreplicates: 3\ndesign: { list: { world: [3, 90, 7], walk.gain: [0.25, 0.5, 0.75] } }\n"
                  "arms:\n  up: {}\n  down: { walk.way: down }\n");
}

Test(live, what_a_setting_changes_stays_changed_in_all_drawn_worlds)
{
    both_init(&b, "months: 6\nreplicates: 3\nwalk.luck: 0\n"
                  "design: { list: { world: [3, 90], walk.gain: [0.25, 0.5] } }\n");
    cr_assert(sim_live_run(&b.live, (struct sim_live_job){ 0, 0, 0 }, &b.trial.errors) == SIM_OK);
    cr_expect(outcome_of(&b, TOY_HEIGHT, 1) == 6 * 0.5, "%g", outcome_of(&b, TOY_HEIGHT, 1));
    cr_assert(sim_live_set(&b.live, 0, sim_params_find(&toy.params, "walk.gain"), 0.75, &b.trial.errors) == SIM_OK);
    cr_assert(sim_live_run(&b.live, (struct sim_live_job){ 0, 0, 0 }, &b.trial.errors) == SIM_OK);
    cr_expect(outcome_of(&b, TOY_HEIGHT, 1) == 6 * 0.75, "%g", outcome_of(&b, TOY_HEIGHT, 1));
}

Test(live, a_setting_is_a_copy_that_changes_alone)
{
    double before;
    int gain;
    both_init(&b, "months: 6\nreplicates: 16\nwalk.luck: 0\nwalk.gain: 0.25\n");
    gain = sim_params_find(&toy.params, "walk.gain");
    cr_assert(sim_live_add(&b.live, 0) == 1);
    cr_assert(sim_live_set(&b.live, 1, gain, 0.5, &b.trial.errors) == SIM_OK);
    cr_assert(sim_live_run(&b.live, (struct sim_live_job){ 0, 0, -1 }, &b.trial.errors) == SIM_OK);
    before = outcome_of(&b, TOY_HEIGHT, 0);
    cr_expect(before == 6 * 0.25, "%g", before);
    cr_assert(sim_live_run(&b.live, (struct sim_live_job){ 1, 0, -1 }, &b.trial.errors) == SIM_OK);
    cr_expect(outcome_of(&b, TOY_HEIGHT, 0) == 6 * 0.5);
    /* 0 in month 0, 0.125 a month more until 0.5 in month 4: 0 + .125 + .25 + .375 + .5 + .5. */
    cr_assert(sim_live_path(&b.live, 1, gain, (double[]){ 0, 4 }, (double[]){ 0, 0.5 }, 2, &b.trial.errors) == SIM_OK);
    cr_assert(sim_live_run(&b.live, (struct sim_live_job){ 1, 0, -1 }, &b.trial.errors) == SIM_OK);
    cr_expect(outcome_of(&b, TOY_HEIGHT, 0) == 1.75, "%g", outcome_of(&b, TOY_HEIGHT, 0));
    cr_assert(sim_live_copy(&b.live, 1, 0));
    cr_assert(sim_live_run(&b.live, (struct sim_live_job){ 1, 0, -1 }, &b.trial.errors) == SIM_OK);
    cr_expect(outcome_of(&b, TOY_HEIGHT, 0) == before);
}

Test(live, what_lies_outside_its_range_is_refused_and_changes_nothing)
{
    int gain;
    both_init(&b, "months: 6\nreplicates: 16\nwalk.luck: 0\nwalk.gain: 0.25\n");
    gain = sim_params_find(&toy.params, "walk.gain");
    cr_expect(sim_live_set(&b.live, 0, gain, 1e9, &b.trial.errors) == SIM_USAGE);
    complains(b.trial.errors, "'walk.gain' = 1e+09 is outside ");
    cr_expect(sim_live_path(&b.live, 0, gain, (double[]){ 3, 3 }, (double[]){ 0, 0 }, 2, &b.trial.errors) == SIM_USAGE);
    complains(b.trial.errors, "the months of a path must rise from 0");
}

Test(live, bytes_that_end_early_or_belong_to_another_model_are_refused)
{
    struct sim_live again;
    struct sim_errors errors = { 0 };
    both_init(&b, TEXT);
    for (size_t size = 0; size < b.size; size += size < 64 ? 1 : 37) {
        cr_expect(sim_live_open(&again, &toy, b.live.kernel, b.bytes, size, &errors) != SIM_OK, "%zu bytes", size);
        sim_live_free(&again);
    }
    b.bytes[0] ^= 1;
    cr_expect(sim_live_open(&again, &toy, b.live.kernel, b.bytes, b.size, &errors) == SIM_DATA);
    complains(errors, "no study of model");
    sim_live_free(&again);
    sim_errors_free(&errors);
}
