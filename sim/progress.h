/* progress.h - one line on stderr that says how far the work is. */
#ifndef SIM_PROGRESS_H
#define SIM_PROGRESS_H

enum sim_progress_kind { SIM_PROGRESS_NONE, SIM_PROGRESS_LINE, SIM_PROGRESS_JSON };

struct sim_progress {
    enum sim_progress_kind kind;
    long total, before;  /* runs of the study; runs that were there at the start */
    double begun, shown; /* seconds of the steady clock */
};

void sim_progress_begin(struct sim_progress *self, enum sim_progress_kind kind, long total, long before);

/** Show `done` runs, of which `failed` failed. Shows nothing more often than four times a second. */
void sim_progress_show(struct sim_progress *self, long done, long failed);

/** Last line, always shown. */
void sim_progress_end(struct sim_progress *self, long done, long failed);

/** Seconds of a clock that never goes back. */
double sim_seconds(void);

#endif
