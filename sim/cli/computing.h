/* computing.h - computes the missing blocks of a study in its folder, until done or stopped by a signal. */
#ifndef SIM_COMPUTING_H
#define SIM_COMPUTING_H

#include "../run/work.h"
#include "session.h"

/** Compute the session's study into `folder` with sim_work(). The caller sets in `work` the shard, the progress,
 * stop_on_failure and collect; the rest is filled in here. Signals that ask to stop end the work (SIM_STOPPED).
 * SIM_DATA if runs failed. */
SIM_MUST_USE enum sim_status sim_session_work(struct sim_session *session, struct sim_work *work, const char *folder,
                                              struct sim_errors *errors);

/** From now on SIGINT, SIGTERM and SIGUSR1 only set the flag that is returned. */
const volatile sig_atomic_t *sim_listen_for_signals(void);

/** Kind of progress for `auto`: a line on a terminal, else none. */
enum sim_progress_kind sim_progress_auto(void);

/** The stripe that --shard names, "2/5" for the second of five. NULL: what the environment says. */
struct sim_shard sim_shard_read(const char *text, struct sim_errors *errors);

/** The kind of progress that --progress names; NULL is `auto`. */
enum sim_progress_kind sim_progress_read(const char *text, bool quiet, struct sim_errors *errors);

#endif
