/* intervals.h - 95 % intervals that do not believe in a spread of zero: of shares, of paired shares, and of numbers
 * that are all equal. Student's are in moments.h. */
#ifndef SIM_INTERVALS_H
#define SIM_INTERVALS_H

#include <stdbool.h>

#include "moments.h"

/** Lower and upper end; NAN where there is none. */
struct sim_interval {
    double low, high;
};

/** Exact bounds of a share of `count` in `n` (Clopper & Pearson 1934): coverage is never under 95 %. */
struct sim_interval sim_exact_share(long count, long n);

/** Difference of two paired shares, of `n` pairs in which `up` rose from 0 to 1 and `down` fell: the adjusted Wald
 * interval of Bonett & Price (2012), each kind of change counted once more than seen. */
struct sim_interval sim_paired_shares(long up, long down, long n);

/** Hall's transformation of Student's t (1992): what `t` of `n` skewed numbers is worth as if they were not skewed;
 * rising. `skewness`: of the sample, without correction. */
double sim_unskewed(double t, double skewness, long n);

/** Its inverse: so many errors from the mean an end lies that is worth `t`. */
double sim_skewed(double t, double skewness, long n);

/** Numbers that pass by, with what their interval needs beside mean and spread. Starts as zeros. */
struct sim_numbers {
    struct sim_moments moments;
    double cubes;           /* sum of third powers of deviations */
    long ups, downs, zeros; /* how many are 1, -1 and 0: if these are all, the numbers are (differences of) shares */
};

/** Take one number; none (NAN) is passed over. */
void sim_numbers_add(struct sim_numbers *self, double value);

/** Is a standard deviation no more than rounding, of numbers that come from floats of sizes up to `size`, of which a
 * run adds up hundreds? */
bool sim_is_rounding(double deviation, double size);

/** Take numbers for equal that differ by rounding alone. Their mean is then 0 if it is less than their spread. */
void sim_numbers_level(struct sim_numbers *self, double size);

/** The same for a list of numbers, of which some may be none (NAN): each becomes their mean. */
void sim_level_out(double *x, long count, double size);

/** Skewness of the sample, without correction; 0 without spread. */
double sim_numbers_skewness(const struct sim_numbers *self);

/** Is the skewness more than the error of a normal sample's, and are there the ten numbers that tell? */
bool sim_numbers_are_skewed(const struct sim_numbers *self);

/** Their mean and the ends that are worth `t` on either side: Hall's where they are skewed, else Student's. */
struct sim_interval sim_numbers_within(const struct sim_numbers *self, double t);

/** How an interval was made. */
enum sim_method {
    SIM_NO_INTERVAL, /* under two numbers */
    SIM_STUDENT,
    SIM_HALL,     /* Student's on Hall's scale, where the numbers are skewed */
    SIM_EXACT,    /* Clopper & Pearson: 0 and 1 alone */
    SIM_PAIRED,   /* Bonett & Price: -1, 0 and 1 alone */
    SIM_BOUNDED,  /* all numbers are equal, in a range no wider than -1..1 */
    SIM_ALL_EQUAL /* all numbers are equal, in any other range: there is no interval */
};
const char *sim_method_word(enum sim_method method);

/** Interval of the mean of numbers that lie within low..high (infinite: no such bound), and how it was made: exact
 * where all are 0 or 1, of paired shares where -1 is among them too, bounded where all are equal, on Hall's scale where
 * they are skewed (as good as bootstrap-t, and the same each time), else Student's. */
struct sim_interval sim_numbers_interval(const struct sim_numbers *self, double low, double high,
                                         enum sim_method *method);

/** Larger part of an interval on either side of `middle`; NAN where it has no end. */
double sim_interval_reach(struct sim_interval interval, double middle);

#endif
