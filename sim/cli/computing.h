/* computing.h - computes what is missing of a study in its output folder, then the results file. */
#ifndef SIM_COMPUTING_H
#define SIM_COMPUTING_H

#include "../run/work.h"
#include "session.h"

/** Open `folder` or continue in it, compute the missing blocks and, with `collect`, write the results file. Signals
 * that ask to stop end it after the present block. `work` says shard, progress and what to do about failed runs.
 * SIM_DATA if runs failed. */
SIM_MUST_USE enum sim_status sim_compute(struct sim_session *session, struct sim_work *work, const char *folder,
                                         bool collect, struct sim_errors *errors);

/** From now on SIGINT, SIGTERM and SIGUSR1 only set the flag that is returned. */
const volatile sig_atomic_t *sim_listen_for_signals(void);

/** Kind of progress for `auto`: a line on a terminal, else none. */
enum sim_progress_kind sim_progress_auto(void);

#endif
