/* progress.h - a line on stderr that shows how far the work is. */
#ifndef SIM_PROGRESS_H
#define SIM_PROGRESS_H

enum sim_progress_kind { SIM_PROGRESS_NONE, SIM_PROGRESS_LINE, SIM_PROGRESS_JSON };

struct sim_progress {
    enum sim_progress_kind kind;
    long total, before;  /* runs of the study; runs that were done before this start */
    double begun, shown; /* seconds of sim_seconds(); -1: nothing shown yet */
};

void sim_progress_begin(struct sim_progress *self, enum sim_progress_kind kind, long total, long before);

/** Show `done` runs, of which `failed` failed. Prints at most four times a second. */
void sim_progress_show(struct sim_progress *self, long done, long failed);

/** Print the last line. */
void sim_progress_end(struct sim_progress *self, long done, long failed);

/** Seconds of a clock that never runs backwards. */
double sim_seconds(void);

#endif
