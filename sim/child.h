/* child.h - work in a process of its own, so that nothing that happens there can end or fill this one. */
#ifndef SIM_CHILD_H
#define SIM_CHILD_H

#include "error.h"

/** Do `work` in a child process, which may take so many seconds of a processor and so many bytes beyond those of this
 * process. What it changes in memory is lost; its status and complaints are returned. Where it is ended by a signal,
 * complains that "`what` was ended by" the signal, and returns SIM_DATA. */
SIM_MUST_USE enum sim_status sim_child(const char *what, enum sim_status (*work)(void *context, struct sim_errors *),
                                       void *context, double seconds, double bytes, struct sim_errors *errors);

#endif
