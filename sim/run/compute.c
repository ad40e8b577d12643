/* compute.c - the loop over blocks. */
#include "compute.h"

#include "ensemble.h"
#include "until.h"

/** A study while it is computed. */
struct course {
    struct sim_compute *self;
    const struct sim_block_sink *sink;
    struct sim_ensemble ensemble;
    struct sim_progress progress;
    struct sim_until_watch watch; /* used if the sink gives no order */
    long done, next;              /* runs computed here; the next block if the sink gives no order */
};

static enum sim_status next_block(struct course *course, long *block, struct sim_errors *errors)
{
    if (course->sink->next != NULL) {
        return course->sink->next(course->sink->context, block, errors);
    }
    *block = course->next < course->self->plan->blocks ? course->next++ : -1;
    return SIM_OK;
}

/** Let `until` see a block if blocks come in their order. A sink that gives another order asks `until` itself. */
static void look(struct course *course, const struct sim_block *block)
{
    struct sim_plan *plan = course->self->plan;

    if (course->sink->next == NULL && sim_until_is_open(plan)) {
        sim_until_take(&course->watch, block);
        if (course->watch.decision.replicates > 0) {
            sim_plan_decide(plan, &course->watch.decision);
        }
    }
}

static enum sim_status compute_block(struct course *course, long index, struct sim_errors *errors)
{
    struct sim_compute *self = course->self;
    struct sim_block block = { 0 };
    enum sim_status status = sim_block_init(&block, self->plan, index, errors);

    if (status == SIM_OK && course->sink->fill != NULL) {
        status = course->sink->fill(course->sink->context, &block, errors);
    }
    if (status == SIM_OK) {
        status = sim_ensemble_run(&course->ensemble, &block, errors);
        self->broken_off = status == SIM_STOPPED;
    }
    if (status != SIM_OK) {
        goto out;
    }
    for (long i = 0; i < block.count; i++)
        self->failed += block.status[i] == SIM_RUN_FAILED;
    self->computed++;
    look(course, &block);
    course->done += sim_plan_runs_in(self->plan, index);
    status = course->sink->take(course->sink->context, &block, errors);
    if (status == SIM_OK && self->stop_on_failure && self->failed > 0) {
        status = sim_fail(errors, SIM_DATA, "%ld runs of block %ld failed; see `status`", self->failed, index);
    }
out:
    sim_block_free(&block);
    return status;
}

static long runs_done(const struct course *course)
{
    return course->sink->done == NULL ? course->done : course->sink->done(course->sink->context);
}

static enum sim_status go_through(struct course *course, struct sim_errors *errors)
{
    struct sim_compute *self = course->self;
    long block = -1;
    enum sim_status status = next_block(course, &block, errors);

    sim_progress_begin(&course->progress, self->progress, self->plan->runs, runs_done(course));
    while (status == SIM_OK && block >= 0) {
        status = self->stop != NULL && *self->stop != 0 ? SIM_STOPPED : compute_block(course, block, errors);
        if (status == SIM_OK) {
            status = next_block(course, &block, errors);
        }
        course->progress.total = self->plan->runs;
        sim_progress_show(&course->progress, runs_done(course), self->failed);
    }
    sim_progress_end(&course->progress, runs_done(course), self->failed);
    return status;
}

enum sim_status sim_compute(struct sim_compute *self, const struct sim_block_sink *sink, struct sim_errors *errors)
{
    struct course course = { .self = self, .sink = sink };
    const struct sim_kernel *kernel = self->kernel != NULL ? self->kernel : sim_kernel_choose(self->plan->model, NULL);
    enum sim_status status =
        sim_ensemble_init(&course.ensemble, self->plan, kernel, self->threads > 0 ? self->threads : 1, errors);

    course.ensemble.stop = self->stop;
    course.ensemble.patience = self->keeps_nothing ? 0 : course.ensemble.patience;
    if (status == SIM_OK && sink->next == NULL && sim_until_is_open(self->plan)) {
        status = sim_until_watch_init(&course.watch, self->plan, errors);
    }
    if (status == SIM_OK) {
        status = go_through(&course, errors);
    }
    sim_until_watch_free(&course.watch);
    sim_ensemble_free(&course.ensemble);
    return status;
}
