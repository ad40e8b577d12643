/* judge.h - what a pattern tells of a run, and whether a world's numbers meet the patterns. */
#ifndef SIM_JUDGE_H
#define SIM_JUDGE_H

#include "../read/pattern.h"
#include "../run/scan.h"

/** Most entities that a pattern can look at in a run of this plan. */
int sim_pattern_entities(const struct sim_matching *matching, const struct sim_plan *plan);

/** The number of a pattern in one run; NAN where there is none. `room` is for as many numbers as
 * sim_pattern_entities(). Entities are those that are there: that have any outcome of their kind. A median that is
 * later than the run, because over half of the entities are late, is the month after its last. */
double sim_pattern_value(const struct sim_pattern *self, const struct sim_plan *plan, const struct sim_seen *seen,
                         double *room);

struct sim_judgement {
    uint64_t out, missed; /* bit i: pattern i excludes the world; it is missed, by no more than may be */
    double far;           /* misses of all patterns, in widths of their intervals, each at most 1 */
    bool kept;            /* no pattern excludes it, and no more are missed than may be */
};

/** Judge a world by the mean [pattern] of its replicates. A pattern is missed if the mean lies outside its interval by
 * more than `allowance` [pattern]; it excludes the world if it must hold, or if it is missed by more than may be.
 * `open`: a pattern without a number is left open, else it excludes. */
struct sim_judgement sim_judge(const struct sim_matching *matching, const double *means, const double *allowance,
                               bool open);

/** How far a number lies outside the pattern's interval: 0 inside, INFINITY for no number. */
double sim_pattern_gap(const struct sim_pattern *self, double value);

/** The width that a miss is measured in: of the interval, or of one without end the larger of its end and 1. */
double sim_pattern_scale(const struct sim_pattern *self);

#endif
