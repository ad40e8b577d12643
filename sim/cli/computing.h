/* computing.h - what commands that compute share: signals that stop them, and what they say of failed runs. */
#ifndef SIM_COMPUTING_H
#define SIM_COMPUTING_H

#include "../run/work.h"
#include "session.h"

/** Compute the session's study into `folder`: see sim_work(), of which `work` holds shard, progress, and what to do
 * about failed runs and the results file. A signal that asks for an end stops it. SIM_DATA where runs failed. */
SIM_MUST_USE enum sim_status sim_session_work(struct sim_session *session, struct sim_work *work, const char *folder,
                                              struct sim_errors *errors);

/** From now on SIGINT, SIGTERM and SIGUSR1 set what is pointed to, and do nothing else. */
const volatile sig_atomic_t *sim_listen_for_signals(void);

/** The progress of `--progress auto`: a line on a terminal, else nothing. */
enum sim_progress_kind sim_progress_auto(void);

#endif
