/* scan.c - reads block after block. */
#include "scan.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "only.h"
#include "store_reader.h"

/** Where blocks are read from. */
struct source {
    const struct sim_plan *plan;
    const char *out;
    struct sim_stored *stored; /* the results file, open; NULL: blocks */
    bool *lacking;             /* [repeat]: some of its runs are absent; NULL: all runs are there */
};

/** Runs are missing: say where, and what to do. */
static enum sim_status refuse_missing(const struct sim_plan *plan, const char *out, long missing,
                                      struct sim_errors *errors)
{
    return sim_is_one_file(out)
               ? sim_fail(
                     errors, SIM_DATA,
                     "%s: lacks some runs of the study, because it was collected with --partial; `run` computes them",
                     out)
               : sim_fail(errors, SIM_DATA, "%s: %ld of %ld blocks are missing; `run` computes them", out, missing,
                          plan->blocks);
}

/** Find all blocks, or else open and verify the results file. SIM_DATA where neither holds all runs of the plan, unless
 * it is partial. */
static enum sim_status source_open(struct source *self, const struct sim_plan *plan, const char *out,
                                   struct sim_errors *errors)
{
    long missing = sim_blocks_missing(plan, out);
    struct sim_seal seal;
    char *path = sim_results_path(out);
    enum sim_status status = SIM_OK;

    *self = (struct source){ .plan = plan, .out = out };
    bool lacks = path != NULL && missing > 0 &&
                 (sim_seal_peek(path, &seal) ? !sim_results_hold_all(plan, out) : access(path, F_OK) != 0);
    bool some = lacks && plan->partial && missing < plan->blocks && !sim_is_one_file(out);
    if (path == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "no memory");
    } else if (lacks && !some && !(plan->partial && sim_results_answer(plan, out, false))) {
        status = refuse_missing(plan, out, missing, errors);
    } else if (missing > 0 && !some) { /* also a file without a seal: opening it says what is wrong */
        status = sim_stored_open(&self->stored, path, errors);
    }
    free(path);
    return status;
}

static void source_close(struct source *self)
{
    sim_stored_close(self->stored);
    free(self->lacking);
}

/** One block, initialised here; a block that is missing where the plan is partial is of absent runs. */
static enum sim_status source_read(const struct source *self, long index, struct sim_block *block,
                                   struct sim_errors *errors)
{
    const struct sim_plan *plan = self->plan;
    enum sim_status status = sim_block_init(block, plan, index, errors);

    if (status != SIM_OK) {
        return status;
    }
    if (self->stored != NULL) {
        return sim_stored_block(self->stored, plan, block, errors);
    }
    return plan->partial && !sim_blocks_has(self->out, index) ? SIM_OK
                                                              : sim_blocks_read(plan, self->out, index, block, errors);
}

/** The repeat of a run: its runs are averaged or paired before luck is estimated. */
static long repeat_of(const struct sim_plan *plan, long number)
{
    return number / (sim_plan_samples_worlds(plan) ? plan->study->arms_count : plan->points * plan->study->arms_count);
}

/** Find the repeats with absent runs. They do not count: their averages would be over other points, and their pairs
 * would lack a run. */
static enum sim_status lacking_find(struct source *self, struct sim_errors *errors)
{
    const struct sim_plan *plan = self->plan;
    enum sim_status status = SIM_OK;

    self->lacking = calloc((size_t)repeat_of(plan, plan->runs) + 1, sizeof *self->lacking);
    if (self->lacking == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for %ld runs", plan->runs);
    }
    for (long i = 0; i < plan->blocks && status == SIM_OK; i++) {
        struct sim_block block = { 0 };
        status = source_read(self, i, &block, errors);
        for (long at = 0; status == SIM_OK && at < block.count && block.first + at < plan->runs; at++)
            self->lacking[repeat_of(plan, block.first + at)] |= block.status[at] == SIM_RUN_ABSENT;
        sim_block_free(&block);
    }
    return status;
}

enum sim_status sim_scan_ready(const struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    struct source source;
    if (plan->held != NULL) {
        return SIM_OK;
    }
    enum sim_status status = source_open(&source, plan, out, errors);
    source_close(&source);
    return status;
}

/** Visit the runs of a block; those of `lacking` repeats (NULL: of none) are absent. */
static void visit_block(const struct sim_plan *plan, const struct sim_block *block, const bool *lacking,
                        sim_visit visit, void *context)
{
    for (long at = 0; at < block->count && block->first + at < plan->runs; at++) {
        long number = block->first + at;
        struct sim_seen seen = { sim_plan_run(plan, number), number, block, at };
        if (lacking != NULL && lacking[repeat_of(plan, number)]) {
            block->status[at] = SIM_RUN_ABSENT;
        }
        visit(context, &seen);
    }
}

void sim_scan_block(const struct sim_plan *plan, const struct sim_block *block, sim_visit visit, void *context)
{
    visit_block(plan, block, NULL, visit, context);
}

enum sim_status sim_scan(const struct sim_plan *plan, const char *out, sim_visit visit, void *context,
                         struct sim_errors *errors)
{
    struct source source;
    if (plan->held != NULL) {
        visit_block(plan, plan->held, NULL, visit, context);
        return SIM_OK;
    }
    enum sim_status status = source_open(&source, plan, out, errors);

    if (status == SIM_OK && plan->partial) {
        status = lacking_find(&source, errors);
    }
    for (long i = 0; i < plan->blocks && status == SIM_OK; i++) {
        struct sim_block block = { 0 };
        status = source_read(&source, i, &block, errors);
        if (status == SIM_OK) {
            visit_block(plan, &block, source.lacking, visit, context);
        }
        sim_block_free(&block);
    }
    source_close(&source);
    return status;
}

static long held_failed(const struct sim_plan *plan)
{
    long failed = 0;
    for (long i = 0; i < plan->runs; i++)
        failed += plan->held->status[i] == SIM_RUN_FAILED;
    return failed;
}

long sim_scan_failed(const struct sim_plan *plan, const char *out)
{
    struct sim_seal seal;
    if (plan->held != NULL) {
        return held_failed(plan);
    }
    char *path = sim_results_path(out);
    long all = 0;

    if (sim_blocks_missing(plan, out) > 0 && path != NULL && sim_seal_peek(path, &seal) &&
        sim_seal_is_of_plan(&seal, plan)) {
        all = (long)seal.failed;
    } else {
        for (long i = 0; i < plan->blocks; i++) {
            long failed = 0;
            all += sim_blocks_peek(plan, out, i, &failed) ? failed : 0;
        }
    }
    free(path);
    return all;
}

double sim_seen_outcome(const struct sim_seen *seen, int outcome)
{
    const struct sim_block *block = seen->block;
    return block->status[seen->at] == SIM_RUN_DONE ? block->outcomes[(long)outcome * block->count + seen->at]
                                                   : (double)NAN;
}

const float *sim_seen_history(const struct sim_seen *seen, int kept)
{
    const struct sim_block *block = seen->block;
    return block->status[seen->at] == SIM_RUN_DONE
               ? block->histories + ((long)kept * block->count + seen->at) * block->months
               : NULL;
}

int sim_kept_history(const struct sim_plan *plan, int history)
{
    int kept = 0;
    for (int i = 0; i < history; i++)
        kept += plan->study->histories[i];
    return plan->study->histories[history] ? kept : -1;
}
