/* multiple.h - many differences at once: intervals that all hold together, ordered p-values, and which arm is best. */
#ifndef SIM_MULTIPLE_H
#define SIM_MULTIPLE_H

#include "resample.h"

/** The largest studentised mean of any column, in each of SIM_RESAMPLES draws, as a normal deviate that is as rare.
 * Starts as zeros. Tables of columns may pass one after the other, if their rows are the same repeats: memory does not
 * grow with them. */
struct sim_largest {
    double deviates[SIM_RESAMPLES];
    long columns, flipped; /* that have a spread; and six numbers and more */
};

/** Take the columns of x[rows][columns], NAN where there is none. Each draw flips the sign of whole rows of what is
 * centred (Romano & Wolf 2005 with Rademacher's signs), with the same signs for all columns and all calls with the same
 * lot. Columns of under six numbers are only counted. False without memory. */
bool sim_largest_take(struct sim_largest *self, const double *x, long rows, int columns, struct sim_lot lot);

/** What all columns are held against, so that their intervals hold together in 95 of 100 studies. */
struct sim_bar {
    double deviate; /* INFINITY: Bonferroni's alone */
    long columns;
};
struct sim_bar sim_largest_bar(const struct sim_largest *self);

/** How many standard errors wide each side of the interval of a column's numbers must be: at least Student's t of one
 * interval, at most Bonferroni's of all. Under six numbers, and skewed ones whose far tails flips do not know, have
 * Bonferroni's. NAN without columns. */
double sim_bar_t(struct sim_bar self, const struct sim_numbers *numbers);

/** Two-sided p of their mean being 0: of Student's t, or of Hall's where they are skewed. NAN of under two numbers or
 * without spread. */
double sim_p_of(const struct sim_numbers *numbers);

/** Holm's p-values (1979): what is under 0.05 is told from 0, with all `n` held at 5 % together. NAN stays and is not
 * counted. In place. False without memory. */
bool sim_holm(double *p, long n);

/** Multiple comparisons with the best (Hsu 1984; unequal errors as Edwards & Hsu 1983): 95 % intervals of the distance
 * of each arm from the best of the others, larger being better, all together. An arm whose upper end is 0 is not the
 * best; one whose lower end is 0 is. x[rows][arms] are paired by row; rows that lack an arm do not count. False without
 * memory; NAN of under three rows. */
bool sim_with_the_best(const double *x, long rows, int arms, struct sim_lot lot, struct sim_interval *distances);

/** May an arm at this distance be the best? One that always equals the best is as good. */
static inline bool sim_may_be_best(struct sim_interval distance)
{
    return distance.high > 0 || distance.low >= 0;
}

/** Two one-sided tests (Schuirmann 1987) at 5 % each: is a mean surely nearer to 0 than `least`? The 90 % interval lies
 * within -least .. least. Never of numbers without spread. */
bool sim_is_negligible(const struct sim_moments *moments, double least);

#endif
