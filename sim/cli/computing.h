/* computing.h - computes what is missing of a study in its folder; signals stop it, and failed runs are counted. */
#ifndef SIM_COMPUTING_H
#define SIM_COMPUTING_H

#include "../run/work.h"
#include "session.h"

/** Compute the session's study into `folder`: see sim_work(), of which `work` says shard, progress, and what to do
 * about failed runs and the results file. Signals that ask to stop end it. SIM_DATA if runs failed. */
SIM_MUST_USE enum sim_status sim_session_work(struct sim_session *session, struct sim_work *work, const char *folder,
                                              struct sim_errors *errors);

/** From now on SIGINT, SIGTERM and SIGUSR1 only set the flag that is returned. */
const volatile sig_atomic_t *sim_listen_for_signals(void);

/** Kind of progress for `auto`: a line on a terminal, else none. */
enum sim_progress_kind sim_progress_auto(void);

#endif
