/* whole.h - whole runs of the theory on the real path: a study from its text, its plan, every run of it in memory. */
#ifndef WHOLE_H
#define WHOLE_H

#include <criterion/criterion.h>

#include "../../models/collaboration.h"
#include "../../models/theory.h"
#include "../../sim/run/replay.h"

struct whole {
    struct sim_study study;
    struct sim_plan plan;
    double *outcomes;      /* [run][outcome] */
    float *histories;      /* [run][history][month] */
    unsigned char *reason; /* [run]: 0, or why it failed */
};

/** Read a study from its text, a format and what it takes, and cut it into a plan. Fails the test where it is none. */
void whole_read(struct whole *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** The same, and compute all of it with all histories. */
void whole_init(struct whole *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
void whole_free(struct whole *self);

/** The runs `w` of the tests of a suite, freed at the end of each. */
#define WHOLE_OF(suite)                                                                                                \
    static struct whole w;                                                                                             \
    static void end(void)                                                                                              \
    {                                                                                                                  \
        whole_free(&w);                                                                                                \
    }                                                                                                                  \
    TestSuite(suite, .fini = end)

/** The end of the first day of a replicate of the first arm at the first point; the caller frees it. */
void whole_replay(const struct whole *self, long replicate, struct sim_replay *replay);

long whole_run(const struct whole *self, long replicate, long point, int arm);
double whole_outcome(const struct whole *self, long run, enum outcome outcome);
const float *whole_history(const struct whole *self, long run, enum history history);

/** Mean of an outcome over the replicates of an arm at the first point. */
double whole_mean(const struct whole *self, int arm, enum outcome outcome);

/** Are all outcomes and histories of two runs the same to the bit? */
bool whole_same(const struct whole *self, long a, long b);

/** First line of a study of the area in which everything can happen, rich_area.yaml. */
const char *rich_area(void);

#endif
