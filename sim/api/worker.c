/* worker.c - two threads: one works, the other waits and asks. */
#include "worker.h"

#include <pthread.h>
#include <time.h>

enum { TICK = 100 * 1000 * 1000 }; /* nanoseconds between two calls of `progress` */

/** What both threads know. */
struct pair {
    struct sim_worker *worker;
    enum sim_status (*work)(void *context, struct sim_errors *errors);
    void *context;
    struct sim_errors errors;
    enum sim_status status;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t changed;
    bool over;
};

void sim_worker_tell(void *worker, long done, long wanted)
{
    struct sim_worker *self = worker;
    self->wanted = wanted;
    self->done = done;
}

static void *work(void *context)
{
    struct pair *self = context;
    void *entered = sim_api_enter();

    self->status = self->work(self->context, &self->errors);
    pthread_mutex_lock(&self->lock);
    self->over = true;
    pthread_cond_signal(&self->changed);
    pthread_mutex_unlock(&self->lock);
    sim_api_leave(entered);
    return NULL;
}

/** Wait until the work is over, and ask `progress` on the way. */
static void attend(struct pair *self, const struct cavi_how *how)
{
    struct sim_worker *worker = self->worker;
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    pthread_mutex_lock(&self->lock);
    while (!self->over) {
        until.tv_nsec += TICK;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        while (!self->over && pthread_cond_timedwait(&self->changed, &self->lock, &until) == 0)
            ;
        if (!self->over && worker->stop == 0 && how != NULL && how->progress != NULL) {
            pthread_mutex_unlock(&self->lock);
            worker->stop = how->progress(how->context, worker->done, worker->wanted) != 0;
            clock_gettime(CLOCK_MONOTONIC, &until);
            pthread_mutex_lock(&self->lock);
        }
    }
    pthread_mutex_unlock(&self->lock);
}

/** Start the working thread; signals are for the program's own threads. */
static bool start(struct pair *self, pthread_t *thread)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(thread, NULL, work, self);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed == 0;
}

enum sim_status sim_worker_run(struct sim_worker *self,
                               enum sim_status (*what)(void *context, struct sim_errors *errors), void *context,
                               const struct cavi_how *how, struct sim_errors *errors)
{
    struct pair pair = { .worker = self, .work = what, .context = context, .lock = PTHREAD_MUTEX_INITIALIZER };
    pthread_condattr_t clock;
    pthread_t thread;

    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&pair.changed, &clock);
    if (start(&pair, &thread)) {
        attend(&pair, how);
        pthread_join(thread, NULL);
    } else {
        pair.status = sim_fail(&pair.errors, SIM_MEMORY, "no thread can be started");
    }
    pthread_cond_destroy(&pair.changed);
    pthread_condattr_destroy(&clock);
    sim_errors_take(errors, &pair.errors);
    return pair.status == SIM_STOPPED ? sim_fail(errors, SIM_STOPPED, "stopped on request") : pair.status;
}
