/* compare.h - arms of a finished study against one of them, paired by replicate and point.
 * Paired runs share their luck, so the interval is of the difference itself. What counts as one repeat (a unit):
 * - a replicate, whose differences are averaged over the points of the design, which share its luck; or each point is
 *   told by itself. The interval is over luck, for these points only;
 * - where points are a sample of worlds, a world, whose differences are averaged over its replicates. The interval is
 * over worlds and luck together. Units are kept in at most SIM_MOST_ROWS rows, neighbours being averaged, so that
 * memory does not grow with runs. */
#ifndef SIM_COMPARE_H
#define SIM_COMPARE_H

#include "../run/intervals.h"
#include "../run/scan.h"
#include "dip.h"

enum { SIM_MOST_ROWS = 1024 };

struct sim_compare {
    const struct sim_plan *plan;
    int against;            /* arm that the others are compared with */
    bool by_point;          /* one group for each point; else one group for all */
    bool by_sequence;       /* rows are the randomisations of a sobol design, and so the repeats */
    bool by_world;          /* worlds are the units: the points are a sample of them, and taken together */
    long groups;            /* points, or 1 */
    long failed;            /* runs without outcomes */
    long units, rows, each; /* of a group; units averaged in a row */
    int arms, outcomes, choices;
    double *sum;               /* [group][row][arm][outcome]: of the differences of its units */
    unsigned *count;           /* how many are in it */
    struct sim_moments *level; /* [group][arm][outcome]: all runs of the arm */
    long *pairs, *positive;    /* [group][arm][outcome]: pairs with a difference; units in which it is above 0 */
    unsigned *ended;           /* [group][row][arm][outcome][choice]: runs that ended there */
    double *sample;        /* [group][arm][outcome][row]: one run of each row, where runs are independent; or NULL */
    double *values, *unit; /* scratch: [arm][outcome] of the runs of a point; sum of differences over a replicate */
    long *unit_pairs;      /* scratch: [arm][outcome], how many are in `unit` */
    double bar;            /* errors that intervals reach to hold together; NAN before sim_compare_together() */
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
    struct sim_interval together; /* holds with all others that were asked for, in 95 of 100 studies */
    double p;                     /* Holm's */
    struct sim_interval whatever; /* bounds of the interval whatever the missing ones are; NAN in an endless range */
    double positive_share, resolvable;
    enum sim_regimes regimes; /* of either arm, by Hartigan's dip; untold of points of a grid taken together, which
                                 differ by design */
};

/** Read all runs of the finished study in `out`. Whatever is returned, sim_compare_free() may be called. */
SIM_MUST_USE enum sim_status sim_compare_init(struct sim_compare *self, const struct sim_plan *plan, const char *out,
                                              int against, bool by_point, struct sim_errors *errors);
void sim_compare_free(struct sim_compare *self);

/** Hold all effects of the wanted outcomes [outcome] together. False without memory. */
bool sim_compare_together(struct sim_compare *self, const bool *wanted);

struct sim_effect sim_compare_effect(const struct sim_compare *self, long group, int arm, int outcome);

/** Is a difference surely nearer to 0 than what is worth seeing (two one-sided tests at 5 %)? */
bool sim_compare_is_negligible(const struct sim_compare *self, long group, int arm, int outcome, double worth);

/** Differences of the rows into x[rows], NAN where a row has none. */
void sim_compare_differences(const struct sim_compare *self, long group, int arm, int outcome, double *x);

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

/** A quantile of an arm and of the other, their difference, and its interval from resampled pairs. NAN where runs of a
 * row share luck. */
struct sim_quantile {
    double value_against, value, difference;
    struct sim_interval interval;
};
struct sim_quantile sim_compare_quantile(const struct sim_compare *self, long group, int arm, int outcome,
                                         double level);

#endif
