/* test_compute.c - a study computed in memory: the same numbers as through a folder, in order, until somebody stops it.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../sim/run/scan.h"
#include "../../sim/run/work.h"
#include "support.h"

/* Five blocks of 64 runs; nine steps make the runs of the third point fail. */
static const char study[] = "months: 600\nreplicates: 50\narms: { a: {}, b: { walk.way: down } }\n"
                            "design: { grid: { walk.steps: [2, 5, 9] } }\n";

/** All numbers of a study, by run. */
struct numbers {
    const struct sim_plan *plan;
    double *outcomes; /* [run][outcome] */
    float *histories; /* [run][history][month] */
    long runs, blocks, next;
    long most; /* blocks to take before asking to stop */
};

static void numbers_init(struct numbers *self, const struct sim_plan *plan)
{
    size_t runs = (size_t)plan->most_runs;
    *self = (struct numbers){ .plan = plan, .most = plan->blocks + 1 };
    self->outcomes = calloc(runs * TOY_OUTCOMES, sizeof *self->outcomes);
    self->histories = calloc(runs * TOY_HISTORIES * (size_t)plan->study->months, sizeof *self->histories);
    cr_assert(self->outcomes != NULL && self->histories != NULL);
}

static void numbers_free(struct numbers *self)
{
    free(self->outcomes);
    free(self->histories);
}

static void keep(void *context, const struct sim_seen *seen)
{
    struct numbers *self = context;
    long months = self->plan->study->months;
    for (int o = 0; o < TOY_OUTCOMES; o++)
        self->outcomes[seen->number * TOY_OUTCOMES + o] = sim_seen_outcome(seen, o);
    for (int h = 0; h < TOY_HISTORIES; h++) {
        const float *history = sim_seen_history(seen, h);
        for (long m = 0; history != NULL && m < months; m++)
            self->histories[(seen->number * TOY_HISTORIES + h) * months + m] = history[m];
    }
    self->runs++;
}

static enum sim_status take(void *context, struct sim_block *block, struct sim_errors *errors)
{
    struct numbers *self = context;
    (void)errors;
    cr_expect(block->first == self->next, "blocks come in their order");
    self->next = block->first + block->count;
    for (long at = 0; at < block->count && block->first + at < self->plan->runs; at++)
        keep(self, &(struct sim_seen){ sim_plan_run(self->plan, block->first + at), block->first + at, block, at });
    return ++self->blocks < self->most ? SIM_OK : SIM_STOPPED;
}

static enum sim_status in_memory(struct trial *t, struct numbers *numbers, struct sim_compute *compute)
{
    const struct sim_block_sink sink = { .context = numbers, .take = take };
    compute->plan = &t->plan;
    compute->threads = 2;
    return sim_compute(compute, &sink, &t->errors);
}

static void through_a_folder(struct trial *t, struct numbers *numbers)
{
    struct sim_work work = { .compute = { .plan = &t->plan }, .out = trial_path(t, "out"), .shard = { 0, 1 } };
    cr_assert(sim_work(&work, &t->errors) == SIM_OK, "%s", t->errors.text);
    cr_assert(sim_scan(&t->plan, trial_path(t, "out"), keep, numbers, &t->errors) == SIM_OK, "%s", t->errors.text);
}

static bool same(const struct numbers *a, const struct numbers *b)
{
    size_t runs = (size_t)a->plan->runs, months = (size_t)a->plan->study->months;
    return memcmp(a->outcomes, b->outcomes, runs * TOY_OUTCOMES * sizeof *a->outcomes) == 0 &&
           memcmp(a->histories, b->histories, runs * TOY_HISTORIES * months * sizeof *a->histories) == 0;
}

static struct trial t;
static struct numbers numbers;

static void compute_ends(void)
{
    numbers_free(&numbers);
    trial_free(&t);
}

TestSuite(compute, .fini = compute_ends);

Test(compute, gives_the_same_numbers_in_memory_as_through_a_folder)
{
    struct numbers memory, folder;
    struct sim_compute compute = { 0 };
    trial_init(&t, study);
    numbers_init(&memory, &t.plan);
    numbers_init(&folder, &t.plan);
    cr_expect(in_memory(&t, &memory, &compute) == SIM_OK);
    through_a_folder(&t, &folder);
    cr_expect(memory.runs == 300 && folder.runs == 300 && same(&memory, &folder));
    cr_expect(compute.computed == 5 && compute.failed == 100);
    cr_expect(isnan(memory.outcomes[4 * TOY_OUTCOMES + TOY_SPEED]) && memory.outcomes[TOY_HEIGHT] != 0);
    numbers_free(&memory);
    numbers_free(&folder);
}

Test(compute, takes_as_many_replicates_in_memory_as_through_a_folder)
{
    struct trial other;
    struct numbers memory, folder;
    struct sim_compute compute = { 0 };
    static const char until[] = "months: 600\nuntil: { outcome: height, half_width: 0.35, at_most: 900 }\n";
    trial_init(&t, until);
    trial_init(&other, until);
    numbers_init(&memory, &t.plan);
    numbers_init(&folder, &other.plan);
    cr_expect(in_memory(&t, &memory, &compute) == SIM_OK);
    through_a_folder(&other, &folder);
    cr_expect(t.plan.decision.reached && t.plan.replicates > 64 && t.plan.replicates < 900);
    cr_expect(t.plan.replicates == other.plan.replicates && same(&memory, &folder));
    numbers_free(&memory);
    numbers_free(&folder);
    trial_free(&other);
}

Test(compute, stops_when_the_sink_asks_for_it)
{
    struct sim_compute compute = { 0 };
    trial_init(&t, study);
    numbers_init(&numbers, &t.plan);
    numbers.most = 2;
    cr_expect(in_memory(&t, &numbers, &compute) == SIM_STOPPED);
    cr_expect(compute.computed == 2 && numbers.runs == 128);
}

Test(compute, stops_before_the_next_block_when_a_signal_has_asked_for_it)
{
    volatile sig_atomic_t asked = 1;
    struct sim_compute compute = { .stop = &asked };
    trial_init(&t, study);
    numbers_init(&numbers, &t.plan);
    cr_expect(in_memory(&t, &numbers, &compute) == SIM_STOPPED);
    cr_expect(compute.computed == 0 && numbers.runs == 0);
}

Test(compute, stops_at_the_first_block_with_a_failed_run_where_that_is_wanted)
{
    struct sim_compute compute = { .stop_on_failure = true };
    trial_init(&t, "months: 600\nreplicates: 150\nwalk.steps: 9\n");
    numbers_init(&numbers, &t.plan);
    cr_expect(in_memory(&t, &numbers, &compute) == SIM_DATA);
    complains(t.errors, "64 runs of block 0 failed");
    cr_expect(compute.computed == 1 && compute.failed == 64);
}
