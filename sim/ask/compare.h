/* compare.h - compares the arms of a finished study with one of them, paired by replicate and point. Paired runs share
 * their luck, so the interval is of the difference itself. What counts as one repeat (a unit):
 * - a replicate, whose differences are averaged over the points of the design, which share its luck (or each point is
 *   reported by itself). The interval is over luck, for these points only;
 * - where points are a sample of worlds, a world, whose differences are averaged over its replicates. The interval is
 *   over worlds and luck together.
 * Units are kept in at most SIM_MOST_ROWS rows, each the mean of neighbouring units, so that memory does not grow with
 * the number of runs. */
#ifndef SIM_COMPARE_H
#define SIM_COMPARE_H

#include "../run/intervals.h"
#include "../run/scan.h"
#include "dip.h"
#include "margin.h"
#include "multiple.h"
#include "watched.h"

enum { SIM_MOST_ROWS = 1024 };

/** A number of each run by which arms are compared: an outcome of the run, or of one entity; the share of the entities
 * present that ended in a word of a choice; or a watched history in one month. */
struct sim_compared {
    const struct sim_series *outcome; /* as the model has it */
    const struct sim_series *number;  /* the same outcome, or a share */
    int column;                       /* in a block; for a share, the column of the first entity */
    const char *entity;               /* NULL: of the run, or a share */
    int entities, word;               /* of a share; else 0 and -1 */
    int month;                        /* of a history, from 1; else 0 */
};

/** What is compared, with which arm, and how points are combined. All zeros mean: the run's outcomes, with the first
 * arm, all points together. */
struct sim_comparison {
    int of;                            /* 1 + the extent whose outcomes are compared; 0: those of the run */
    const struct sim_watched *watched; /* the months of a history instead; NULL: none */
    int against;                       /* arm */
    bool by_point;
    const struct sim_margin *over; /* by levels; NULL: not */
};

/** What a row holds of one arm and outcome: sums over its units, and how many they are. */
struct sim_cell {
    double difference, own;
    unsigned differences, owns;
};

struct sim_compare {
    const struct sim_plan *plan;
    struct sim_compared *compared; /* [outcome]; "outcome" means one of these below */
    int against;                   /* arm that the others are compared with */
    bool by_group;                 /* one group for each point, or for each level; else one group for all */
    const struct sim_margin *over; /* the levels; NULL: points */
    const struct sim_watched *watched;
    bool by_sequence;       /* rows are the randomisations of a sobol design, which are then the repeats */
    bool by_world;          /* worlds are the units: the points are a sample of them, and taken together */
    long groups;            /* points, levels, or 1 */
    long failed;            /* runs without outcomes */
    long absent;            /* runs that count for nothing, where the plan is partial */
    long units, rows, each; /* of a group; units averaged in a row */
    int arms, outcomes, choices;
    struct sim_cell *cells;    /* [group][row][arm][outcome] */
    struct sim_moments *level; /* [group][arm][outcome]: all runs of the arm */
    long *pairs;               /* [group][arm][outcome]: with a difference */
    long *positive, *negative; /* [group][arm][outcome]: units in which it is above, or below, 0 */
    unsigned *ended;           /* [group][row][arm][outcome][choice]: runs that ended there */
    double *sample;        /* [group][arm][outcome][row]: one run of each row, where runs are independent; or NULL */
    double *values;        /* scratch: [arm][outcome] of the runs of a point */
    struct sim_cell *open; /* scratch: [level][arm][outcome] of the unit in hand */
    struct sim_bar bar;    /* width of simultaneous intervals; zeros before sim_compare_together() */
    long together;         /* how many they are */
    double *holm;          /* [group][arm][outcome] */
};

/** One row of the answer. */
struct sim_effect {
    long n;       /* units (replicates or worlds) with a difference */
    long missing; /* pairs of which one or both have no such outcome */
    double mean_against, mean, difference;
    struct sim_interval interval; /* 95 % */
    enum sim_method method;
    struct sim_interval together; /* simultaneous: all that were asked for hold together in 95 of 100 studies */
    double p;                     /* Holm's */
    struct sim_interval
        whatever; /* bounds of the interval for any values of the missing ones; NAN where the outcome has no bounds */
    double positive_share, negative_share, resolvable;
    enum sim_regimes regimes; /* of either arm, by Hartigan's dip; not tested for points of a grid that are taken
                                 together, since they differ by design */
};

/** Read all runs of the finished study in `out`. `how` and what it points to must outlive the answer. Whatever is
 * returned, sim_compare_free() may be called. */
SIM_MUST_USE enum sim_status sim_compare_init(struct sim_compare *self, const struct sim_plan *plan, const char *out,
                                              const struct sim_comparison *how, struct sim_errors *errors);
void sim_compare_free(struct sim_compare *self);

/** List the numbers to compare: outcomes of the run; or of each entity of an extent, each choice followed by its
 * shares; or the months of a history. Returns how many, or -1 without memory; the caller frees *list. */
int sim_compared_list(const struct sim_plan *plan, const struct sim_comparison *how, struct sim_compared **list);

/** Make the intervals of all effects on the wanted outcomes [outcome] simultaneous. False without memory. */
bool sim_compare_together(struct sim_compare *self, const bool *wanted);

struct sim_effect sim_compare_effect(const struct sim_compare *self, long group, int arm, int outcome);

/** An arm by itself: mean over units, its interval, and the bounds for missing values as in struct sim_effect. */
struct sim_level {
    long n, missing; /* units with a number; runs without */
    double mean;
    struct sim_interval interval, whatever;
    enum sim_method method;
};
struct sim_level sim_compare_level(const struct sim_compare *self, long group, int arm, int outcome);

/** Is a difference significantly closer to 0 than `worth` (two one-sided tests at 5 %)? */
bool sim_compare_is_negligible(const struct sim_compare *self, long group, int arm, int outcome, double worth);

/** Mean of an arm in a row; NAN where it has none. */
double sim_compare_own(const struct sim_compare *self, long group, long row, int arm, int outcome);

/** "luck", "worlds and luck", or "" where there is one unit and no interval. */
const char *sim_compare_over(const struct sim_compare *self);

/** Runs of an arm that ended in a choice of an outcome, of all that ended; the 95 % interval of that share: Wilson's
 * where runs are independent, else over units. And its paired difference from the other arm, over units. */
struct sim_ended {
    long count, n;
    struct sim_interval share;
    double difference;
    struct sim_interval interval;
};
struct sim_ended sim_compare_regime(const struct sim_compare *self, long group, int arm, int outcome, int choice);

/** Distance of each arm from the best of the others, [arm], where more of the outcome is better or (`low`) less of it
 * is. False without memory. */
bool sim_compare_best(const struct sim_compare *self, long group, int outcome, bool low,
                      struct sim_interval *distances);

/** The place, of places[count] of the groups, at which an arm's mean is highest or (`low`) lowest. The interval spans
 * all places that may be the best (Hsu). NAN with fewer than three complete rows. False without memory. */
struct sim_peak {
    double place;
    struct sim_interval interval;
};
bool sim_compare_peak(const struct sim_compare *self, const long *groups, const double *places, int count, int arm,
                      int outcome, bool low, struct sim_peak *peak);

/** A quantile of an arm and of the other, their difference, and its interval from resampled pairs. NAN where runs of a
 * row share luck. */
struct sim_quantile {
    double value_against, value, difference;
    struct sim_interval interval;
};
struct sim_quantile sim_compare_quantile(const struct sim_compare *self, long group, int arm, int outcome,
                                         double level);

#endif
