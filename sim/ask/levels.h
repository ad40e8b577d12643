/* levels.h - numbers that are computed from the means of several arms at once, or from two numbers of each run. */
#ifndef SIM_LEVELS_H
#define SIM_LEVELS_H

#include "../read/claim.h"

/** Rows of runs [row][column]: the measure of arm a in column a, and its number `beside` in column columns / 2 + a. */
struct sim_rows {
    const double *values;
    const long *drawn; /* rows to take, `count` of them; NULL: all */
    long count;
    int columns;
};

/** Width of the good range: the run of neighbouring arms around the best whose means are no more than `within` from it,
 * as a part of the way from the first to the last arm; 0 (only the best) to 1. NAN if no arm has a mean. */
double sim_good_range(const struct sim_rows *rows, const struct sim_test *test);

/** By how much the best inner arm is a better compromise than both end arms. Each of the two numbers is put on a scale
 * from the worst (0) to the best (1) of the arms' means; the worth of an arm is the lower of the two. The inner arm is
 * chosen on rows with odd numbers, and compared with the ends on the other rows. -1..1; NAN if an arm has no mean. */
double sim_compromise(const struct sim_rows *rows, const struct sim_test *test);

/** Correlation (Pearson) over rows of the two numbers, each the mean over the test's arms. NAN without spread. */
double sim_correlation(const struct sim_rows *rows, const struct sim_test *test);

#endif
