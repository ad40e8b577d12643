/* forecast.h - what a study will cost and what it can tell, from its first block. */
#ifndef SIM_FORECAST_H
#define SIM_FORECAST_H

#include "ensemble.h"

struct sim_forecast {
    long pilot_runs;      /* runs computed for the forecast */
    double seconds;       /* of the whole study on these threads */
    double block_bytes;   /* of all blocks */
    double results_bytes; /* of the collected file, which includes the next two */
    double snapshot_bytes, event_bytes;
    int outcomes;       /* length of half_width */
    double *half_width; /* [outcome]: half of the 95 % interval at one point (or over worlds: at most this, where each
                           is run more than once), of the paired difference from the first arm (of the arm where it is
                           widest) or of the mean where there is one arm; NAN where the pilot shows no spread */
    double *seen;       /* [outcome]: share of the pilot's pairs of the same arm in which the outcome has a value */
};

/** Compute the first block in memory and time it; where it holds fewer than three replicates of a point, compute more
 * of a few points. Writes nothing. Whatever is returned, sim_forecast_free() may be called. */
SIM_MUST_USE enum sim_status sim_forecast_init(struct sim_forecast *self, struct sim_ensemble *ensemble,
                                               struct sim_errors *errors);
void sim_forecast_free(struct sim_forecast *self);

#endif
