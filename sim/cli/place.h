/* place.h - computes a study into the place that -o names: a folder, or one file, whose name ends with ".h5". */
#ifndef SIM_PLACE_H
#define SIM_PLACE_H

#include "computing.h"

/** sim_session_work() into `out`. One file is computed in a folder beside it, OUT.parts, which is removed at the
 * end. An existing file grows as a folder does. SIM_USAGE where it holds another study or something else. */
SIM_MUST_USE enum sim_status sim_place_work(struct sim_session *session, struct sim_work *work, const char *out,
                                            struct sim_errors *errors);

/** Does a smaller study in `out` grow into the session's? See sim_grow(), which this is for a folder. Of a file, the
 * session's plan learns what it grows from. */
SIM_MUST_USE enum sim_status sim_place_grows(struct sim_session *session, const char *out, char **sentence, long *there,
                                             struct sim_errors *errors);

#endif
