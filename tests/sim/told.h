/* told.h - a model whose state can be seen and told: buckets in the rain. Bucket i (red, green, blue) takes
 * (i + 1) * rain and a little luck a month, and the green one leaks a part of what it holds. 500 litres are a flood,
 * which fails the run. */
#ifndef TESTS_TOLD_H
#define TESTS_TOLD_H

#include "sim/model.h"

enum { TOLD_BUCKETS, TOLD_RAIN, TOLD_LEAK, TOLD_LUCK, TOLD_PARAMS };
enum { TOLD_ALL, TOLD_EACH, TOLD_PAIR, TOLD_EXTENTS };
enum { TOLD_LEFT, TOLD_RIGHT, TOLD_LINKS };
enum { TOLD_SUM, TOLD_LEVEL, TOLD_STATES };
enum { TOLD_NO_FLOOD, TOLD_INVARIANTS };
enum { TOLD_EACH_LEVEL, TOLD_EACH_FULL, TOLD_PAIR_STEP, TOLD_OUTCOMES_OF };
enum { TOLD_FELL, TOLD_PASSED, TOLD_HOLDS, TOLD_OCCASIONS };
enum { TOLD_BEFORE, TOLD_NOW, TOLD_WAY, TOLD_FIELDS };
enum { TOLD_PHASE_RAIN, TOLD_PHASE_LEAK, TOLD_PHASE_SUM, TOLD_PHASES };

struct told_world {
    int buckets;
};

extern const struct sim_model told;

#endif
