/* compare.h - arms of a finished study against one of them, paired by replicate and point.
 * Paired runs share their luck, so the interval is that of the difference (Student's t over replicates). Replicates,
 * not points, are the repeats: differences are first averaged over the points of a replicate. With `by_point` each
 * point is compared by itself. If the points are a sample of worlds and each is run once, the worlds are the repeats.
 */
#ifndef SIM_COMPARE_H
#define SIM_COMPARE_H

#include <gsl/gsl_rstat.h>

#include "../run/moments.h"
#include "../run/scan.h"

struct sim_compare {
    const struct sim_plan *plan;
    int against;   /* arm that the others are compared with */
    bool by_point; /* one group for each point; else one group for all */
    bool by_world; /* the points are a sample of worlds, each run once: they are the repeats */
    long groups;   /* points, or 1 */
    long failed;   /* runs without outcomes */
    int arms, outcomes, choices;
    struct sim_moments *difference; /* [group][arm][outcome]; of an arm from itself: zeros */
    long *positive;                 /* [group][arm][outcome]: replicates in which the difference is above 0 */
    gsl_rstat_workspace **level;    /* [group][arm][outcome]: all runs of the arm */
    long *regime;                   /* [group][arm][outcome][choice]: runs that ended there */
    struct sim_moments *share;      /* [arm][outcome][choice]: share of a replicate's points that ended there */
    long *ended;                    /* scratch: [arm][outcome][choice], points of this replicate that ended there */
    double *values, *sum; /* scratch: [arm][outcome] of the runs of a point; their differences over a replicate */
    long *pairs;          /* scratch: [arm][outcome], how many are in `sum` */
};

/** One row of the answer. */
struct sim_effect {
    long n; /* replicates (or worlds) with a difference */
    double mean_against, mean, difference, low, high, positive_share, resolvable;
    double bimodality_against, bimodality;
    bool two_regimes; /* the coefficient of either arm is above 5/9, that of a uniform spread. The coefficients are
                         NAN for points of a grid taken together, which differ by design */
};

/** Read all runs of the finished study in `out`. Whatever is returned, sim_compare_free() may be called. */
SIM_MUST_USE enum sim_status sim_compare_init(struct sim_compare *self, const struct sim_plan *plan, const char *out,
                                              int against, bool by_point, struct sim_errors *errors);
void sim_compare_free(struct sim_compare *self);

struct sim_effect sim_compare_effect(const struct sim_compare *self, long group, int arm, int outcome);

/** Runs of an arm that ended in a choice of an outcome, of all that ended, and the 95 % interval of that share:
 * Wilson's; but where replicates have several points, which share their luck, Student's over replicates within 0..1
 * (Wilson's of as many replicates where all say 0 or all 1). */
struct sim_ended {
    long count, n;
    double low, high;
};
struct sim_ended sim_compare_regime(const struct sim_compare *self, long group, int arm, int outcome, int choice);

/** Sarle's coefficient of bimodality (SAS's form for samples) of the numbers added: 1/3 for a normal spread, 5/9 for a
 * uniform one, 1 for two points. NAN under 20 numbers, where it says little, and where all are equal. */
double sim_bimodality(const gsl_rstat_workspace *level);

#endif
