/* levels.h - numbers that hang on the means of several arms at once, or on two numbers of each run. */
#ifndef SIM_LEVELS_H
#define SIM_LEVELS_H

#include "../read/claim.h"

/** Rows of runs [row][column]: the number of arm a in column a, the number `beside` it in column columns / 2 + a. */
struct sim_rows {
    const double *values;
    const long *drawn; /* rows to take, `count` of them; NULL: all */
    long count;
    int columns;
};

/** Part of the way from the first to the last arm over which means are no more than `within` from the best, all arms
 * between being so too: 0 (only the best) to 1. NAN where no arm has a mean. */
double sim_good_range(const struct sim_rows *rows, const struct sim_test *test);

/** How far the best inner arm is a better compromise than both ends. Each of the two numbers is put on a scale from the
 * worst (0) to the best (1) of the arms' means; an arm is worth the lower of its two. The inner arm is chosen on rows
 * of odd number, and compared with the ends on the others. -1..1; NAN where an arm has no mean. */
double sim_compromise(const struct sim_rows *rows, const struct sim_test *test);

/** Correlation (Pearson) over rows of the two numbers, each the mean over the test's arms. NAN without spread. */
double sim_correlation(const struct sim_rows *rows, const struct sim_test *test);

#endif
