/* computing.c - computes a plan into results, for all commands that compute. */
#include "computing.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "../run/output.h"
#include "../run/scan.h"
#include "../run/until.h"

static volatile sig_atomic_t asked_to_stop;

static void ask_to_stop(int signal_number)
{
    (void)signal_number;
    asked_to_stop = 1;
}

const volatile sig_atomic_t *sim_listen_for_signals(void)
{
    struct sigaction action = { .sa_handler = ask_to_stop };
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGUSR1, &action, NULL);
    return &asked_to_stop;
}

/** Compute the blocks, and log begin and end. */
static enum sim_status compute_blocks(struct sim_session *session, struct sim_work *work, struct sim_errors *errors)
{
    char *log = sim_path_join(work->out, "log");
    enum sim_status status =
        log == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : sim_until_recall(&session->plan, work->out, errors);

    if (status == SIM_OK) {
        sim_log(log, "run begins: shard %ld of %ld, %d threads, process %ld", work->shard.index + 1, work->shard.count,
                session->ensemble.threads, (long)getpid());
        work->stop = sim_listen_for_signals();
        status = sim_work(work, &session->ensemble, errors);
        sim_log(log, "run ends: %ld blocks computed, %ld runs failed, status %d, process %ld", work->computed,
                work->failed, (int)status, (long)getpid());
    }
    free(log);
    return status;
}

enum sim_status sim_compute(struct sim_session *session, struct sim_work *work, const char *folder, bool collect,
                            struct sim_errors *errors)
{
    enum sim_status status = sim_output_open(&session->plan, folder, errors);

    work->out = folder;
    work->plan = &session->plan;
    if (status == SIM_OK) {
        status = compute_blocks(session, work, errors);
    }
    if (status == SIM_OK && collect && (work->computed > 0 || !sim_is_collected(folder, false))) {
        status = sim_collect(&session->plan, folder, false, 0, errors);
    }
    if (status == SIM_OK) {
        work->failed = sim_scan_failed(&session->plan, folder);
    }
    if (status == SIM_OK && work->failed > 0) {
        status = sim_fail(errors, SIM_DATA,
                          "%ld runs failed; they have status 'failed' and their reason in the results", work->failed);
    }
    return status;
}

enum sim_progress_kind sim_progress_auto(void)
{
    return isatty(STDERR_FILENO) ? SIM_PROGRESS_LINE : SIM_PROGRESS_NONE;
}
