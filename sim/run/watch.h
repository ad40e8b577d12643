/* watch.h - one run computed again month by month, with its whole state, and its events. */
#ifndef SIM_WATCH_H
#define SIM_WATCH_H

#include "replay.h"

/** The whole state of a run as doubles. */
struct sim_run_state {
    double *numbers;  /* watch.c's own */
    double **columns; /* [state variable][row] */
};

struct sim_watch {
    struct sim_replay replay;
    struct sim_run_state state[2]; /* the month before and this one, in turn */
    int turn;
};

/** Compute the first day of the run, and stop there. Whatever is returned, sim_watch_free() may be called. */
SIM_MUST_USE enum sim_status sim_watch_init(struct sim_watch *self, const struct sim_plan *plan, struct sim_run run,
                                            struct sim_errors *errors);
void sim_watch_free(struct sim_watch *self);

/** Compute the next month. */
void sim_watch_month(struct sim_watch *self);

/** State at the end of the month, double [state variable][row]. */
const double *const *sim_watch_state(const struct sim_watch *self);

/** Report the events of the month. */
void sim_watch_happened(const struct sim_watch *self, sim_report report, void *context);

#endif
