/* claim.h - what a study is expected to show, written before the study is run and such that it can fail.
 * A claim is a block of a study file: words for the reader, tests on the study's arms, and an ablation. The ablation
 * leaves out the mechanism, to show that nothing else causes the effect. sim/README.md shows a claim. */
#ifndef SIM_CLAIM_H
#define SIM_CLAIM_H

#include "study.h"

/** The number that a test takes from each run: an outcome, a history's value in one month or how much it changed since
 * another, or the month in which a history first reaches a value (the number of months of the study if it never does).
 */
struct sim_measure {
    int outcome; /* of the run, or `of` entities; -1: a history */
    int history;
    int month;      /* 1-based */
    int since;      /* 1-based: take the value in `month` less that in this one; 0: the value itself */
    double reaches; /* the value to reach; NAN: take the history's value in `month` */
    int of;         /* 1 + the extent whose entities the outcome is of; 0: the run's own */
};

/** The meaning of each is in words.def. SIM_AT_LEAST, SIM_RISES and SIM_FALLS allow for `least`; SIM_SHARES takes the
 * arms of k factors in Yates' order. */
enum sim_expectation {
#define TEST(enumerator, ...) SIM_##enumerator,
#include "words.def"
};

enum sim_direction { SIM_EARLIER = -1, SIM_EITHER = 0, SIM_LATER = 1 };

enum { SIM_MOST_ARMS_IN_A_TEST = 256 }; /* in one list */

struct sim_test {
    enum sim_expectation expects;
    struct sim_measure measure;
    int *first, first_count, *second, second_count; /* arms */
    double least;                                   /* smallest effect worth seeing, in the measure's unit */
    double low, high;                               /* what has bounds */
    double within;                   /* SIM_GOOD_RANGE: how far from the best is good, in the measure's unit */
    int beside;                      /* outcome (of the same) that is looked at beside the measure; -1: none */
    bool best_is_low, beside_is_low; /* the best arm has the lowest number */
    enum sim_direction toward;       /* SIM_BEST_MOVES */
};

/** Does a test take one number from each run: the correlation of two outcomes among the entities of the run? */
static inline bool sim_test_is_among_entities(const struct sim_test *test)
{
    return test->expects == SIM_CORRELATES && test->measure.of > 0;
}

/** Is a test about the points of the claim's design, and not about what is found in all of them together? */
static inline bool sim_test_is_over_points(const struct sim_test *test)
{
    return (test->expects == SIM_CORRELATES && !sim_test_is_among_entities(test)) || test->expects == SIM_MOSTLY;
}

struct sim_claim {
    char *id, *says, *expected, *origin, *concepts;
    char *not_run;    /* why the claim cannot be run; NULL where it can */
    char *discussion; /* what its verdict may mean; NULL without */
    char *placebo[2]; /* words that part the names of two sides of parameters; NULL: none */
    bool descriptive; /* only reports a number: no result would refute it */
    struct sim_test *tests;
    int tests_count;
    struct sim_arm *ablated; /* [arm of the study]: the arm with the ablation over it; NULL without */
};

void sim_claim_free(struct sim_claim *self, const struct sim_study *study, const struct sim_model *model);

#endif
