/* story.h - one run told as a case: what happened in a month, in words that a practitioner would use. */
#ifndef STORY_H
#define STORY_H

#include "../sim/model.h"

/** See sim_model.tell: compares the state at the end of two months, and says who acted, what moved, who came and went.
 */
void story_tell(const void *world, int month, const double *const *before, const double *const *now, sim_say say,
                void *context);

#endif
