/* computing.h - a study is computed into an output folder: what is missing, then the results file. */
#ifndef SIM_COMPUTING_H
#define SIM_COMPUTING_H

#include "../run/work.h"
#include "session.h"

/** Open or go on with `folder`, compute what is missing and, where `collect`, gather it. Listens to the signals that
 * ask for an end. `work` holds shard, progress and what to do about failed runs. SIM_DATA where runs failed. */
SIM_MUST_USE enum sim_status sim_compute(struct sim_session *session, struct sim_work *work, const char *folder,
                                         bool collect, struct sim_errors *errors);

/** From now on a signal that asks for an end sets what is pointed to, and does no more. */
const volatile sig_atomic_t *sim_listen_for_signals(void);

/** Progress that goes with `auto`: a line on a terminal, else nothing. */
enum sim_progress_kind sim_progress_auto(void);

#endif
