/* study.h - a study that a program builds up; read when it is run. For the files of this room alone. */
#ifndef SIM_API_STUDY_H
#define SIM_API_STUDY_H

#include "../cli/session.h"
#include "cavi.h"

/** Read the study, plan it and check its worlds, with the words of the command line. Whatever is returned,
 * sim_session_free() may be called. `how` may be NULL. */
SIM_MUST_USE enum sim_status sim_api_open(const cavi_study *self, const struct cavi_how *how,
                                          struct sim_session *session, struct sim_errors *errors);
/** Only read the study, for a call that plans its worlds itself. Sets of the ensemble the kernel and the threads. */
SIM_MUST_USE enum sim_status sim_api_read(const cavi_study *self, const struct cavi_how *how,
                                          struct sim_session *session, struct sim_errors *errors);

/** Hand complaints to the caller, who may have given no place for them. Returns `status`. */
int sim_api_end(struct cavi_error *error, struct sim_errors *errors, enum sim_status status);

/** Numbers are read and written with a point while the library works, whatever the program's locale is. GSL's own
 * handler, which aborts, is off from the first call on. Give what _enter() returned to _leave(). */
void *sim_api_enter(void);
void sim_api_leave(void *entered);

#endif
