/* compute.c - the loop over blocks. */
#include "compute.h"

#include "ensemble.h"
#include "until.h"

/** A study while it is computed. */
struct computation {
    struct sim_compute *self;
    const struct sim_block_sink *sink;
    struct sim_ensemble ensemble;
    struct sim_progress progress;
    struct sim_until_watch watch; /* used if the sink gives no order */
    long done, next;              /* runs computed here; the next block if the sink gives no order */
};

static enum sim_status next_block(struct computation *work, long *block, struct sim_errors *errors)
{
    if (work->sink->next != NULL) {
        return work->sink->next(work->sink->context, block, errors);
    }
    *block = work->next < work->self->plan->blocks ? work->next++ : -1;
    return SIM_OK;
}

/** Let `until` see a block if blocks come in their order. A sink that gives another order asks `until` itself. */
static void look(struct computation *work, const struct sim_block *block)
{
    struct sim_plan *plan = work->self->plan;

    if (work->sink->next == NULL && sim_until_is_open(plan)) {
        sim_until_take(&work->watch, block);
        if (work->watch.decision.replicates > 0) {
            sim_plan_decide(plan, &work->watch.decision);
        }
    }
}

static enum sim_status compute_block(struct computation *work, long index, struct sim_errors *errors)
{
    struct sim_compute *self = work->self;
    struct sim_block block = { 0 };
    enum sim_status status = sim_block_init(&block, self->plan, index, errors);

    if (status == SIM_OK && work->sink->fill != NULL) {
        status = work->sink->fill(work->sink->context, &block, errors);
    }
    if (status == SIM_OK) {
        status = sim_ensemble_run(&work->ensemble, &block, errors);
        self->broken_off = status == SIM_STOPPED;
    }
    if (status != SIM_OK) {
        goto out;
    }
    for (long i = 0; i < block.count; i++)
        self->failed += block.status[i] == SIM_RUN_FAILED;
    self->computed++;
    look(work, &block);
    work->done += sim_plan_runs_in(self->plan, index);
    status = work->sink->take(work->sink->context, &block, errors);
    if (status == SIM_OK && self->stop_on_failure && self->failed > 0) {
        status = sim_fail(errors, SIM_DATA, "%ld runs of block %ld failed; see `status`", self->failed, index);
    }
out:
    sim_block_free(&block);
    return status;
}

static long runs_done(const struct computation *work)
{
    return work->sink->done == NULL ? work->done : work->sink->done(work->sink->context);
}

static enum sim_status go_through(struct computation *work, struct sim_errors *errors)
{
    struct sim_compute *self = work->self;
    long block = -1;
    enum sim_status status = next_block(work, &block, errors);

    sim_progress_begin(&work->progress, self->progress, self->plan->runs, runs_done(work));
    while (status == SIM_OK && block >= 0) {
        status = self->stop != NULL && *self->stop != 0 ? SIM_STOPPED : compute_block(work, block, errors);
        if (status == SIM_OK) {
            status = next_block(work, &block, errors);
        }
        work->progress.total = self->plan->runs;
        sim_progress_show(&work->progress, runs_done(work), self->failed);
    }
    sim_progress_end(&work->progress, runs_done(work), self->failed);
    return status;
}

enum sim_status sim_compute(struct sim_compute *self, const struct sim_block_sink *sink, struct sim_errors *errors)
{
    struct computation work = { .self = self, .sink = sink };
    const struct sim_kernel *kernel = self->kernel != NULL ? self->kernel : sim_kernel_choose(self->plan->model, NULL);
    enum sim_status status =
        sim_ensemble_init(&work.ensemble, self->plan, kernel, self->threads > 0 ? self->threads : 1, errors);

    work.ensemble.stop = self->stop;
    work.ensemble.patience = self->keeps_nothing ? 0 : work.ensemble.patience;
    if (status == SIM_OK && sink->next == NULL && sim_until_is_open(self->plan)) {
        status = sim_until_watch_init(&work.watch, self->plan, errors);
    }
    if (status == SIM_OK) {
        status = go_through(&work, errors);
    }
    sim_until_watch_free(&work.watch);
    sim_ensemble_free(&work.ensemble);
    return status;
}
