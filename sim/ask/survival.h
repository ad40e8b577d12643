/* survival.h - time until a history crosses a value, by arm: Kaplan-Meier curves, restricted mean and log-rank test. A
 * run whose history never crosses the value is censored at the end of the run. Runs that share luck or a world are not
 * independent: intervals are over rows, as in compare.h. */
#ifndef SIM_SURVIVAL_H
#define SIM_SURVIVAL_H

#include "../run/intervals.h"
#include "../run/scan.h"
#include "watched.h"

struct sim_event {
    struct sim_watched watched;
    bool above; /* the event is a number above `value`; else below */
    double value;
};

struct sim_survival {
    const struct sim_plan *plan;
    struct sim_event event;
    bool by_point, by_world, clustered;
    long groups, rows, each; /* rows of a group; units averaged in a row */
    int arms, months;
    long *events;     /* [group][arm][month]: runs whose first crossing is in that month */
    long *runs;       /* [group][arm] */
    unsigned *by_row; /* [group][row][arm][months + 1]: the same, in one row; the last counts runs without an event */
};

/** One month of a curve. */
struct sim_survivors {
    long at_risk, events;
    double share, low,
        high; /* share of runs that have not crossed by the end of the month; NAN without runs. Its interval: on the
                 log(-log) scale (Greenwood), or Wilson's where all or none are left; over rows where runs share luck */
};

/** "conflict>0.3", "trust<0.1", or with anything else that sim_watched_read() reads, "change(delivered,24)<1". A wrong
 * name is a complaint with the nearest history, or with the histories that the study keeps. */
SIM_MUST_USE enum sim_status sim_event_read(struct sim_event *self, const struct sim_plan *plan, const char *text,
                                            struct sim_errors *errors);

/** Whatever is returned, sim_survival_free() may be called. */
SIM_MUST_USE enum sim_status sim_survival_init(struct sim_survival *self, const struct sim_plan *plan, const char *out,
                                               const struct sim_event *event, bool by_point, struct sim_errors *errors);
void sim_survival_free(struct sim_survival *self);

/** The curve of an arm at the end of a month. */
struct sim_survivors sim_survival_month(const struct sim_survival *self, long group, int arm, int month);

/** Number of events of an arm. */
long sim_survival_events(const struct sim_survival *self, long group, int arm);
/** First month by whose end half of the runs have crossed; NAN if there is none. */
double sim_survival_median(const struct sim_survival *self, long group, int arm);

/** Restricted mean survival time: the mean number of months without the event until the end of the run. For an arm, and
 * its paired difference from another, with an interval over rows. */
struct sim_restricted {
    double mean, difference;
    struct sim_interval interval;
};
struct sim_restricted sim_survival_restricted(const struct sim_survival *self, long group, int arm, int against);

/** Log-rank test (Mantel 1966) of two arms that are paired by rows: chi-squared with the variance of the rows, and p of
 * the arms changing places within rows (lifetimes.h). NAN without events. False without memory. */
bool sim_survival_logrank(const struct sim_survival *self, long group, int arm, int against, double *chi2, double *p);

#endif
