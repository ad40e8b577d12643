/* run.c - computes a study in memory. The runs are computed in a thread of their own, while the caller's thread waits
 * and asks `progress`: OpenMP's threads belong to the thread that starts them, so that nothing is left over for a fork
 * to lose. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../kernels.h"
#include "../run/compute.h"
#include "results.h"

enum { TICK = 100 * 1000 * 1000 }; /* nanoseconds between two calls of `progress` */

/** A study while it is computed. */
struct course {
    struct sim_compute compute;
    struct sim_block *runs; /* where they go */
    struct sim_errors errors;
    enum sim_status status;
    volatile sig_atomic_t stop;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t changed;
    long done;
    bool over;
};

/* --- the sink --- */

/** Copy the numbers of a block to their places; surplus runs behind the last are left out. */
static enum sim_status take(void *context, struct sim_block *block, struct sim_errors *errors)
{
    struct course *self = context;
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
    pthread_mutex_lock(&self->lock);
    self->done += count;
    pthread_mutex_unlock(&self->lock);
    return SIM_OK;
}

/* --- two threads --- */

static void *compute(void *context)
{
    struct course *self = context;
    const struct sim_block_sink sink = { .context = self, .take = take };

    self->status = sim_compute(&self->compute, &sink, &self->errors);
    pthread_mutex_lock(&self->lock);
    self->over = true;
    pthread_cond_signal(&self->changed);
    pthread_mutex_unlock(&self->lock);
    return NULL;
}

/** Wait until the work is over, and ask `progress` on the way. */
static void attend(struct course *self, const struct cavi_how *how, long wanted)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    pthread_mutex_lock(&self->lock);
    while (!self->over) {
        until.tv_nsec += TICK;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        while (!self->over && pthread_cond_timedwait(&self->changed, &self->lock, &until) == 0)
            ;
        if (!self->over && self->stop == 0 && how != NULL && how->progress != NULL) {
            long done = self->done;
            pthread_mutex_unlock(&self->lock);
            self->stop = how->progress(how->context, done, wanted) != 0;
            clock_gettime(CLOCK_MONOTONIC, &until);
            pthread_mutex_lock(&self->lock);
        }
    }
    pthread_mutex_unlock(&self->lock);
}

/** Start the computing thread; signals are for the program's own threads. */
static bool start(struct course *self, pthread_t *thread)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(thread, NULL, compute, self);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed == 0;
}

/** An optimiser asks for one run after the other. One pack is one thread's, and others only cost; a single run takes
 * less time where a kernel computes fewer at once. */
static void fit(struct sim_compute *self, bool named)
{
    long runs = self->plan->most_runs;
    const struct sim_kernel *smaller = named || runs > 1 ? NULL : sim_kernel_smaller(self->plan->model, self->kernel);

    self->threads = runs <= self->kernel->lanes ? 1 : self->threads;
    for (; smaller != NULL; smaller = sim_kernel_smaller(self->plan->model, smaller))
        self->kernel = smaller;
}

static enum sim_status run(struct cavi_results *results, const struct cavi_how *how, struct sim_errors *errors)
{
    struct sim_session *session = &results->session;
    struct course course = {
        .compute = { .plan = &session->plan, .kernel = session->ensemble.kernel, .threads = session->ensemble.threads },
        .runs = &results->runs,
        .lock = PTHREAD_MUTEX_INITIALIZER
    };
    pthread_condattr_t clock;
    pthread_t thread;

    course.compute.stop = &course.stop;
    fit(&course.compute, how != NULL && how->kernel != NULL);
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&course.changed, &clock);
    if (start(&course, &thread)) {
        attend(&course, how, session->plan.runs);
        pthread_join(thread, NULL);
    } else {
        course.status = sim_fail(&course.errors, SIM_MEMORY, "no thread can be started");
    }
    pthread_cond_destroy(&course.changed);
    pthread_condattr_destroy(&clock);
    sim_errors_take(errors, &course.errors);
    results->failed = course.compute.failed;
    if (course.status == SIM_STOPPED) {
        return sim_fail(errors, SIM_STOPPED, "stopped on request");
    }
    return course.status;
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
