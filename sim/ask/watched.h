/* watched.h - what is watched of a history, month by month: its value, its mean over some months, or how much it
 * changed since some months ago. */
#ifndef SIM_WATCHED_H
#define SIM_WATCHED_H

#include "../run/plan.h"

enum sim_watching { SIM_VALUE, SIM_MEAN, SIM_CHANGE };

struct sim_watched {
    int history; /* of the model */
    int kept;    /* its place among those that the study keeps */
    enum sim_watching what;
    int months; /* of the mean, or over which the change is taken; 1 or more */
};

/** Read the first `length` characters of a text: "conflict"; "mean(conflict,12)", over twelve months; or
 * "change(delivered,24)", since 24 months ago. Complains with the nearest history, or of a number of months that the
 * study does not have. */
SIM_MUST_USE enum sim_status sim_watched_read(struct sim_watched *self, const struct sim_plan *plan, const char *text,
                                              size_t length, struct sim_errors *errors);

/** The watched number in one month of a run, from history[month]. NAN in the first months, which lack the months that
 * are needed. */
double sim_watched_at(const struct sim_watched *self, const float *history, int month);

#endif
