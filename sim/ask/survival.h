/* survival.h - time until a history crosses a value, by arm: Kaplan-Meier curves and the log-rank test.
 * A run whose history never crosses the value is censored at the end of the run. */
#ifndef SIM_SURVIVAL_H
#define SIM_SURVIVAL_H

#include "../run/scan.h"

struct sim_event {
    int history; /* of the model */
    bool above;  /* the event is a value above `value`; else below */
    double value;
};

struct sim_survival {
    const struct sim_plan *plan;
    struct sim_event event;
    bool by_point;
    long groups;
    int kept, arms, months;
    long *events; /* [group][arm][month]: runs whose first crossing is in that month */
    long *runs;   /* [group][arm] */
};

/** One month of a curve. */
struct sim_survivors {
    long at_risk, events;
    double share, low, high; /* share of runs that have not crossed by the end of the month, NAN without runs; interval
                                of log(-log) (Greenwood), or Wilson's where all or none are left */
};

/** "conflict>0.3" or "trust<0.1"; complains with the nearest history, or says which ones the study keeps. */
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

/** Log-rank test (Mantel 1966) of two arms: chi-squared with one degree of freedom, and its tail. It treats the arms as
 * independent. Runs that share their luck are not; the test then errs on the safe side. NAN without events. */
void sim_survival_logrank(const struct sim_survival *self, long group, int arm, int against, double *chi2, double *p);

#endif
