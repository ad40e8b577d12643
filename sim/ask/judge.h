/* judge.h - the number that a pattern takes from a run, and whether the numbers of a world meet the patterns. */
#ifndef SIM_JUDGE_H
#define SIM_JUDGE_H

#include "../read/pattern.h"
#include "../run/scan.h"

/** Most entities that a pattern can look at in a run of this plan. */
int sim_pattern_entities(const struct sim_matching *matching, const struct sim_plan *plan);

/** The number of a pattern in one run; NAN where there is none. `room` is for as many numbers as
 * sim_pattern_entities(). Only entities that are present count: those with a value in any outcome of their kind. If
 * over half of the entities count as late, the median is the month after the last. */
double sim_pattern_value(const struct sim_pattern *self, const struct sim_plan *plan, const struct sim_seen *seen,
                         double *room);

struct sim_judgement {
    uint64_t out, missed; /* bit i: pattern i excludes the world; pattern i is missed, but within what is allowed */
    double far;           /* misses of all patterns, in widths of their intervals, each at most 1 */
    bool kept;            /* no pattern excludes the world, and no more are missed than allowed */
};

/** Judge a world by the mean [pattern] of its replicates. A pattern is missed if the mean lies outside its interval by
 * more than `allowance` [pattern]; it excludes the world if it must hold, or if it is missed by more than is allowed. A
 * pattern without a number excludes the world too, unless `open` is set. */
struct sim_judgement sim_judge(const struct sim_matching *matching, const double *means, const double *allowance,
                               bool open);

/** How far a number lies outside the pattern's interval: 0 inside, INFINITY for no number. */
double sim_pattern_gap(const struct sim_pattern *self, double value);

#endif
