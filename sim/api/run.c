/* run.c - computes a study in memory. */
#include <stdlib.h>
#include <string.h>

#include "../kernels.h"
#include "../run/compute.h"
#include "results.h"
#include "worker.h"

/** A study while it is computed. */
struct job {
    struct sim_worker worker;
    struct sim_compute compute;
    struct sim_block *runs; /* where they go */
    long done;
};

/** Copy the numbers of a block to their places; surplus runs behind the last are left out. */
static enum sim_status take(void *context, struct sim_block *block, struct sim_errors *errors)
{
    struct job *self = context;
    struct sim_block *to = self->runs;
    long left = to->count - block->first, count = block->count < left ? block->count : left;
    size_t months = (size_t)block->months;

    (void)errors;
    memcpy(to->status + block->first, block->status, (size_t)count);
    memcpy(to->reason + block->first, block->reason, (size_t)count);
    for (long i = 0; i < block->outcomes_count; i++)
        memcpy(to->outcomes + i * to->count + block->first, block->outcomes + i * block->count,
               (size_t)count * sizeof *to->outcomes);
    for (long i = 0; i < block->histories_count; i++)
        memcpy(to->histories + (size_t)(i * to->count + block->first) * months,
               block->histories + (size_t)(i * block->count) * months, (size_t)count * months * sizeof *to->histories);
    self->done += count;
    sim_worker_tell(&self->worker, self->done, self->compute.plan->runs);
    return SIM_OK;
}

static enum sim_status compute(void *context, struct sim_errors *errors)
{
    struct job *self = context;
    const struct sim_block_sink sink = { .context = self, .take = take };
    return sim_compute(&self->compute, &sink, errors);
}

/** An optimiser asks for one run after the other, which takes less time where a kernel computes fewer at once. */
static void fit(struct sim_compute *self, bool named)
{
    bool single = !named && self->plan->most_runs == 1;
    const struct sim_kernel *smaller = single ? sim_kernel_smaller(self->plan->model, self->kernel) : NULL;

    for (; smaller != NULL; smaller = sim_kernel_smaller(self->plan->model, smaller))
        self->kernel = smaller;
}

static enum sim_status run(struct cavi_results *results, const struct cavi_how *how, struct sim_errors *errors)
{
    struct sim_session *session = &results->session;
    struct job job = { .compute = { .plan = &session->plan,
                                    .kernel = session->ensemble.kernel,
                                    .threads = session->ensemble.threads,
                                    .stop = &job.worker.stop,
                                    .keeps_nothing = true },
                       .runs = &results->runs };
    enum sim_status status;

    fit(&job.compute, how != NULL && how->kernel != NULL);
    sim_worker_tell(&job.worker, 0, session->plan.runs);
    status = sim_worker_run(&job.worker, compute, &job, how, errors);
    results->failed = job.compute.failed;
    return status;
}

int cavi_run(const cavi_study *study, const struct cavi_how *how, cavi_results **results, struct cavi_error *error)
{
    struct sim_errors errors = { 0 };
    void *entered = sim_api_enter();
    struct cavi_results *self = *results = calloc(1, sizeof *self);
    enum sim_status status = self == NULL ? sim_fail(&errors, SIM_MEMORY, "no memory for results") : SIM_OK;

    if (status == SIM_OK) {
        status = sim_api_open(study, how, &self->session, &errors);
    }
    if (status == SIM_OK) {
        status = sim_api_room(&self->runs, &self->session.plan, &errors);
    }
    if (status == SIM_OK) {
        status = run(self, how, &errors);
        self->session.plan.held = &self->runs;
    }
    if (status != SIM_OK) {
        cavi_results_free(self);
        *results = NULL;
    }
    sim_api_leave(entered);
    return sim_api_end(error, &errors, status);
}
