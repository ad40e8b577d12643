/* first.h - what a page shows at once: the first runs of the study, computed when the page is made. */
#ifndef SIM_LIVE_FIRST_H
#define SIM_LIVE_FIRST_H

#include <stdio.h>

#include "live.h"

/** Write the first history of the first runs of the first arms, as JSON [arm][run][month]. `bytes`: of
 * sim_live_write(). The page computes these runs again, and says so where its numbers are others. */
SIM_MUST_USE enum sim_status sim_live_put_first(FILE *file, const struct sim_model *model, const unsigned char *bytes,
                                                size_t size, struct sim_errors *errors);

#endif
