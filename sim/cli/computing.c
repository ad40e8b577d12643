/* computing.c - signals, and computing a study into its folder, for all commands that compute. */
#include "computing.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

enum sim_status sim_session_work(struct sim_session *session, struct sim_work *work, const char *folder,
                                 struct sim_errors *errors)
{
    enum sim_status status;

    work->out = folder;
    work->compute.plan = &session->plan;
    work->compute.kernel = session->ensemble.kernel;
    work->compute.threads = session->ensemble.threads;
    work->compute.stop = sim_listen_for_signals();
    status = sim_work(work, errors);
    if (status == SIM_OK && work->compute.failed > 0) {
        status =
            sim_fail(errors, SIM_DATA, "%ld runs failed; they have status 'failed' and their reason in the results",
                     work->compute.failed);
    }
    return status;
}

enum sim_progress_kind sim_progress_auto(void)
{
    return isatty(STDERR_FILENO) ? SIM_PROGRESS_LINE : SIM_PROGRESS_NONE;
}

struct sim_shard sim_shard_read(const char *text, struct sim_errors *errors)
{
    long index = 0, count = 0;
    int end = 0;
    if (text == NULL) {
        return sim_shard_of_environment();
    }
    if (sscanf(text, "%9ld/%9ld%n", &index, &count, &end) != 2 || text[end] != '\0' || index < 1 || index > count) {
        sim_complain(errors, NULL, 0, 0, "--shard %.40s is not I/N with I from 1 to N, such as 2/5", text);
        return (struct sim_shard){ 0, 1 };
    }
    return (struct sim_shard){ index - 1, count };
}

enum sim_progress_kind sim_progress_read(const char *text, bool quiet, struct sim_errors *errors)
{
    const char *what = text == NULL ? "auto" : text;
    if (strcmp(what, "auto") != 0 && strcmp(what, "json") != 0 && strcmp(what, "none") != 0) {
        sim_complain(errors, NULL, 0, 0, "--progress %.40s is none of: auto json none", what);
    }
    return quiet || strcmp(what, "none") == 0 ? SIM_PROGRESS_NONE
           : strcmp(what, "json") == 0        ? SIM_PROGRESS_JSON
                                              : sim_progress_auto();
}
