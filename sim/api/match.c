/* match.c - worlds that look like real cases, found in memory. */
#include <stdlib.h>
#include <unistd.h>

#include "../cli/match_tables.h"
#include "tables.h"
#include "worker.h"

/** A matching while it is computed. */
struct job {
    struct sim_worker worker;
    struct sim_compute compute;
    struct sim_matching_run run;
};

static enum sim_status work(void *context, struct sim_errors *errors)
{
    return sim_matching_work(&((struct job *)context)->run, errors);
}

/** What is known of each screened world stays in memory until the end. */
static enum sim_status room(const struct sim_study *study, struct sim_errors *errors)
{
    double most = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    double each = sizeof(double) * (3.0 + study->matching->patterns_count);
    double bytes = each * (double)study->design.points * (double)study->matching->waves;

    return bytes <= most ? SIM_OK
                         : sim_fail(errors, SIM_MEMORY,
                                    "the worlds of all waves would take %.3g GB, and this machine has %.3g GB: draw "
                                    "fewer, or let `cavi match` write them into a folder",
                                    bytes / 1e9, most / 1e9);
}

static enum sim_status match(struct sim_session *session, const char *arm, const struct cavi_how *how,
                             cavi_tables *tables, struct sim_errors *errors)
{
    struct sim_sheet sheets[SIM_MATCH_SHEETS] = { 0 };
    struct job job = { .compute = { .keeps_nothing = true, .stop = &job.worker.stop },
                       .run = { .model = session->model,
                                .study = &session->study,
                                .compute = &job.compute,
                                .shard = { 0, 1 },
                                .tell = sim_worker_tell,
                                .context = &job.worker } };
    enum sim_status status = sim_matching_check(&session->study, arm, &job.run.arm, errors);

    if (status == SIM_OK) {
        status = room(&session->study, errors);
    }
    if (status == SIM_OK) {
        job.compute.kernel = session->ensemble.kernel;
        job.compute.threads = session->ensemble.threads;
        sim_worker_tell(&job.worker, 0, session->study.design.points);
        status = sim_worker_run(&job.worker, work, &job, how, errors);
    }
    status = status == SIM_OK ? sim_match_tables(sheets, &job.run, errors) : status;
    status = status == SIM_OK ? sim_api_tables(tables, sheets, SIM_MATCH_SHEETS, errors) : status;
    sim_match_tables_free(sheets);
    sim_matching_run_free(&job.run);
    return status;
}

int cavi_match(const cavi_study *study, const char *arm, const struct cavi_how *how, cavi_tables **tables,
               struct cavi_error *error)
{
    struct sim_errors errors = { 0 };
    struct sim_session session = { 0 };
    void *entered = sim_api_enter();
    cavi_tables *found = calloc(1, sizeof *found);
    enum sim_status status = sim_api_read(study, how, &session, &errors);

    if (found == NULL) {
        status = sim_fail(&errors, SIM_MEMORY, "no memory for worlds");
    }
    if (status == SIM_OK) {
        status = match(&session, arm, how, found, &errors);
    }
    if (status != SIM_OK) {
        cavi_tables_free(found);
        found = NULL;
    }
    *tables = found;
    sim_session_free(&session);
    sim_api_leave(entered);
    return sim_api_end(error, &errors, status);
}
