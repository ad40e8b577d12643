/* room.c - memory for all runs of a study: computed here, or read from a folder. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../run/scan.h"
#include "results.h"

enum sim_status sim_api_room(struct sim_block *self, const struct sim_plan *plan, struct sim_errors *errors)
{
    double most = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    double bytes = sim_plan_run_bytes(plan) * (double)(plan->most_runs);
    size_t count = (size_t)plan->most_runs;

    *self = sim_block_shape(plan, 0, plan->most_runs);
    if (bytes > most) {
        return sim_fail(errors, SIM_MEMORY,
                        "results would take %.3g GB, and this machine has %.3g GB: keep fewer histories, compute fewer "
                        "runs, or let `cavi run` write them into a folder",
                        bytes / 1e9, most / 1e9);
    }
    self->status = calloc(count + 1, 1);
    self->reason = calloc(count + 1, 1);
    self->outcomes = calloc(count * (size_t)self->outcomes_count + 1, sizeof *self->outcomes);
    self->histories = calloc(count * (size_t)self->histories_count * (size_t)self->months + 1, sizeof *self->histories);
    return self->status == NULL || self->reason == NULL || self->outcomes == NULL || self->histories == NULL
               ? sim_fail(errors, SIM_MEMORY, "no memory for the results of %ld runs", plan->most_runs)
               : SIM_OK;
}

void cavi_results_free(cavi_results *results)
{
    if (results != NULL) {
        sim_block_free(&results->runs);
        sim_session_free(&results->session);
        free(results);
    }
}

/* --- a finished study --- */

/** Copy the numbers of one run to their places. */
static void keep(void *context, const struct sim_seen *seen)
{
    struct cavi_results *self = context;
    struct sim_block *to = &self->runs;
    const struct sim_block *from = seen->block;
    size_t months = (size_t)to->months;

    to->status[seen->number] = from->status[seen->at];
    to->reason[seen->number] = from->reason[seen->at];
    self->failed += from->status[seen->at] == SIM_RUN_FAILED;
    for (long i = 0; i < to->outcomes_count; i++)
        to->outcomes[i * to->count + seen->number] = from->outcomes[i * from->count + seen->at];
    for (long i = 0; i < to->histories_count; i++)
        memcpy(to->histories + (size_t)(i * to->count + seen->number) * months,
               from->histories + (size_t)(i * from->count + seen->at) * months, months * sizeof *to->histories);
}

int cavi_open(const cavi_model *model, const char *path, cavi_results **results, struct cavi_error *error)
{
    static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER; /* HDF5 may be called by one thread at a time */
    struct sim_errors errors = { 0 };
    void *entered = sim_api_enter();
    struct cavi_results *self = *results = calloc(1, sizeof *self);
    enum sim_status status = self == NULL ? sim_fail(&errors, SIM_MEMORY, "no memory for results") : SIM_OK;

    if (status == SIM_OK && (model == NULL || path == NULL)) {
        status = sim_fail(&errors, SIM_USAGE, "results need a model and a path");
    }
    pthread_mutex_lock(&one);
    if (status == SIM_OK) {
        status = sim_session_output(&self->session, model, path, false, &errors);
    }
    if (status == SIM_OK) {
        status = sim_api_room(&self->runs, &self->session.plan, &errors);
    }
    if (status == SIM_OK) {
        status = sim_scan(&self->session.plan, path, keep, self, &errors);
        self->session.plan.held = &self->runs;
    }
    pthread_mutex_unlock(&one);
    if (status != SIM_OK) {
        cavi_results_free(self);
        *results = NULL;
    }
    sim_api_leave(entered);
    return sim_api_end(error, &errors, status);
}
