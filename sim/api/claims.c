/* claims.c - the claim of a study, tried in memory. */
#include <stdlib.h>

#include "../cli/ledger.h"
#include "tables.h"
#include "worker.h"

enum { TABLES = 3 };

/** A claim while it is tried. */
struct job {
    struct sim_worker worker;
    struct sim_setup setup;
    struct sim_effort effort;
    struct sim_trial trial;
};

static enum sim_status work(void *context, struct sim_errors *errors)
{
    struct job *self = context;
    return sim_trial_init(&self->trial, &self->setup, &self->effort, errors);
}

/** How much to compute; and what the study lacks for a claim. `words` have the question before them. */
static enum sim_status effort_read(struct sim_effort *effort, struct sim_session *session, int count, char **words,
                                   struct sim_errors *errors)
{
    struct sim_claims_worlds given = { 0 };
    struct sim_claims_asked asked = { 0 };
    struct sim_option options[SIM_CLAIMS_OPTIONS];
    const char *other;
    int others = 0;

    sim_claims_options(&asked, options);
    enum sim_status status = sim_options_read(count, words, options, SIM_CLAIMS_OPTIONS, &other, 0, &others, errors);
    *effort = sim_claims_effort(&asked, errors);
    if (session->study.claim == NULL) {
        sim_complain(errors, NULL, 0, 0, "the study makes no claim (it has no block 'claim')");
    } else {
        sim_claims_placebo_refuse(session->model, &session->study, NULL, effort, errors);
    }
    return status != SIM_OK ? status
           : errors->count > 0
               ? SIM_USAGE
               : sim_claims_worlds_init(&given, session->model, asked.worlds, &session->study, 1, effort, errors);
}

/** The tables of the program's folder. */
static enum sim_status tables_make(cavi_tables *tables, const struct job *job, struct sim_errors *errors)
{
    struct sim_ledger ledger = { 0 };
    enum sim_status status = sim_ledger_init(&ledger, errors);

    if (status == SIM_OK) {
        sim_ledger_add(&ledger, job->setup.model, &job->trial);
        const struct sim_sheet sheets[TABLES] = { ledger.sheet, ledger.findings, ledger.placebo };
        status = sim_api_tables(tables, sheets, TABLES, errors);
    }
    sim_ledger_free(&ledger);
    return status;
}

static enum sim_status try_claim(struct sim_session *session, int count, char **words, const struct cavi_how *how,
                                 cavi_tables *tables, struct sim_errors *errors)
{
    struct job job = { .setup = { .model = session->model,
                                  .study = &session->study,
                                  .kernel = session->ensemble.kernel,
                                  .threads = session->ensemble.threads,
                                  .stop = &job.worker.stop,
                                  .tell = sim_worker_tell,
                                  .context = &job.worker } };
    enum sim_status status = effort_read(&job.effort, session, count, words, errors);

    status = status != SIM_OK ? status : sim_worker_run(&job.worker, work, &job, how, errors);
    status = status != SIM_OK ? status : tables_make(tables, &job, errors);
    sim_trial_free(&job.trial);
    return status;
}

int cavi_claims(const cavi_study *study, const char *const *words, int count, const struct cavi_how *how,
                cavi_tables **tables, struct cavi_error *error)
{
    struct sim_errors errors = { 0 };
    struct sim_session session = { 0 };
    void *entered = sim_api_enter();
    cavi_tables *found = calloc(1, sizeof *found);
    char **line = NULL;
    enum sim_status status = sim_api_read(study, how, &session, &errors);
    enum sim_status read = sim_api_line(&line, &(const char *){ "claims" }, 1, words, count, &errors);

    status = status == SIM_OK ? read : status;
    if (found == NULL) {
        status = sim_fail(&errors, SIM_MEMORY, "no memory for a claim");
    }
    if (status == SIM_OK) {
        status = try_claim(&session, count + 1, line, how, found, &errors);
    }
    if (status != SIM_OK) {
        cavi_tables_free(found);
        found = NULL;
    }
    *tables = found;
    free(line);
    sim_session_free(&session);
    sim_api_leave(entered);
    return sim_api_end(error, &errors, status);
}
