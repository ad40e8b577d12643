/* claim.h - what a study is expected to show, said before it is run and so that it can fail.
 * A claim is a block of a study file: words for the reader, tests on its arms, and the ablation without which a
 * mechanism would be credited with what has other causes. sim/README.md shows one. */
#ifndef SIM_CLAIM_H
#define SIM_CLAIM_H

#include "study.h"

/** Number of each run that a test looks at: an outcome, a history in one month, or when a history first reaches a
 * value (the months of the study where it never does). */
struct sim_measure {
    int outcome; /* -1: a history */
    int history;
    int month;      /* 1-based */
    double reaches; /* NAN: its reading in `month` */
};

/** What each expects stands in words.def. SIM_AT_LEAST, SIM_RISES and SIM_FALLS allow for `least`; SIM_SHARES takes the
 * arms of k factors in Yates' order. */
enum sim_expectation {
#define TEST(enumerator, ...) SIM_##enumerator,
#include "words.def"
};

enum sim_direction { SIM_EARLIER = -1, SIM_EITHER = 0, SIM_LATER = 1 };

struct sim_test {
    enum sim_expectation expects;
    struct sim_measure measure;
    int *first, first_count, *second, second_count; /* arms */
    double least;                                   /* smallest effect worth seeing, in the measure's unit */
    double low, high;                               /* SIM_BETWEEN */
    bool best_is_low;                               /* the best arm has the lowest number */
    enum sim_direction toward;                      /* SIM_BEST_MOVES */
};

struct sim_claim {
    char *id, *says, *expected, *origin, *concepts;
    char *not_run;    /* why the claim cannot be run; NULL where it can */
    char *discussion; /* what its verdict may mean; NULL without */
    bool descriptive; /* a number to report, which nothing would refute */
    struct sim_test *tests;
    int tests_count;
    struct sim_arm *ablated; /* [arm of the study]: the arm with the ablation over it; NULL without */
};

void sim_claim_free(struct sim_claim *self, const struct sim_study *study, const struct sim_model *model);

#endif
