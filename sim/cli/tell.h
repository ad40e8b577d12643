/* tell.h - what a study is, in words: who is there, who is linked to whom, what differs between its arms. */
#ifndef SIM_TELL_H
#define SIM_TELL_H

#include "session.h"

/** Print who is there in the first arm: how many rows each table has, or a made world has; in how many parts that never
 * meet their links leave them; who is in no link; links that go one way and both. */
void sim_tell_world(const struct sim_session *session);

/** Print what each arm sets that the first does not, and every path with its dates. */
void sim_tell_arms(const struct sim_study *study);

/** Print the rows and cells in which the tables of an arm differ from those of the first arm; if there are many, a few
 * and their number. */
void sim_tell_tables(const struct sim_study *study, const struct sim_arm *arm);

/** Print all that can be set in every arm, a name a line: parameters, and the cells of the first arm's tables. */
void sim_tell_names(const struct sim_study *study);

/** Print what may be a mistake: arms that are equal, paths of the study's own file `place` that go on beyond the run,
 * settings that nothing reads. */
void sim_tell_doubts(const struct sim_study *study, const char *place);

#endif
