/* multiple.h - many differences at once: simultaneous intervals, Holm's p-values, and which arm may be the best. */
#ifndef SIM_MULTIPLE_H
#define SIM_MULTIPLE_H

#include "resample.h"

/** The largest studentised mean of all columns, in each of SIM_RESAMPLES draws, expressed as the normal deviate of the
 * same p. Starts as zeros. Several tables of columns may be taken one after the other if their rows are the same
 * repeats; memory does not grow with them. */
struct sim_largest {
    double deviates[SIM_RESAMPLES];
    long columns, flipped; /* columns that have a spread; those of them with six numbers or more */
};

/** Take the columns of x[rows][columns]; NAN where there is no number. Each draw flips the signs of whole rows of the
 * centred numbers (Romano & Wolf 2005 with Rademacher's signs). The signs are the same for all columns, and for all
 * calls with the same stream. Columns with under six numbers are only counted. False without memory. */
bool sim_largest_take(struct sim_largest *self, const double *x, long rows, int columns, struct sim_stream stream);

/** The critical value for all columns, so that all their intervals hold together in 95 of 100 studies. */
struct sim_bar {
    double deviate; /* INFINITY: only Bonferroni's */
    long columns;
};
struct sim_bar sim_largest_bar(const struct sim_largest *self);

/** Width, in standard errors, of each side of the simultaneous interval of a column's mean: at least Student's t for a
 * single interval, at most Bonferroni's for all. It is Bonferroni's for under six numbers, and for skewed numbers,
 * whose far tails sign flips do not show. NAN without columns. */
double sim_bar_t(struct sim_bar self, const struct sim_numbers *numbers);

/** Two-sided p for a mean of 0: from Student's t, or from Hall's where the numbers are skewed. NAN with under two
 * numbers, or without spread. */
double sim_p_of(const struct sim_numbers *numbers);

/** Replace p[n] by Holm's p-values (1979): those under 0.05 are significant, with a chance of error of 5 % for all
 * together. NAN stays, and is not counted. False without memory. */
bool sim_holm(double *p, long n);

/** Multiple comparisons with the best (Hsu 1984; unequal errors as Edwards & Hsu 1983): 95 % intervals of the distance
 * of each arm from the best of the others, where larger is better; all are simultaneous. An arm is not the best if its
 * upper end is 0, and is the best if its lower end is 0. x[rows][arms] are paired by row; rows that lack an arm do not
 * count. False without memory; NAN with under three rows. */
bool sim_with_the_best(const double *x, long rows, int arms, struct sim_stream stream, struct sim_interval *distances);

/** May an arm with this distance from the best be the best? An arm that always equals the best may. */
static inline bool sim_may_be_best(struct sim_interval distance)
{
    return distance.high > 0 || distance.low >= 0;
}

/** Two one-sided tests (Schuirmann 1987) at 5 % each: is a mean significantly closer to 0 than `least`? True if its 90
 * % interval lies within -least .. least. False for numbers without spread. */
bool sim_is_negligible(const struct sim_moments *moments, double least);

#endif
