/* computing.c - signals, and computing a study into its folder, for all commands that compute. */
#include "computing.h"

#include <signal.h>
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
