/* until.h - how many replicates are enough: as many as it takes to hold the 95 % interval of an outcome to a half width
 * at every point of the design (of the paired difference of each arm from the first, or of the mean of the only arm).
 * The rule is sequential (Chow & Robbins 1965) and looks at replicates in their order, so that the answer hangs
 * on no shard, thread or kill: a block counts once all before it are there. */
#ifndef SIM_UNTIL_H
#define SIM_UNTIL_H

#include "intervals.h"
#include "scan.h"

enum { SIM_LEAST_REPLICATES = 10 }; /* fewer may agree by chance */

/** Are these numbers enough, Student's t for their count being `t`? Their interval (intervals.h) reaches no further
 * than `width` from their mean; numbers that are all equal are never enough, unless they are shares and so many that
 * what was missed cannot be more than `width`. `low` and `high`: of their range. The half width that was found into
 * *half, NAN or infinite where there is none. docs/statistics.md says how often such an interval holds. */
bool sim_until_enough(const struct sim_numbers *numbers, double low, double high, double t, double width, double *half);

/** How far the blocks have been looked at. */
struct sim_until_watch {
    const struct sim_plan *plan;
    struct sim_numbers *held; /* [point][difference of the second arm on, or the only arm's mean] */
    int each;                 /* of a point */
    long blocks, replicates;  /* looked at; complete */
    double base;              /* the first arm's run of the pairs in hand */
    struct sim_decision decision;
};

/** Does the study ask for it, and is it still open? */
bool sim_until_is_open(const struct sim_plan *plan);

SIM_MUST_USE enum sim_status sim_until_watch_init(struct sim_until_watch *self, const struct sim_plan *plan,
                                                  struct sim_errors *errors);
void sim_until_watch_free(struct sim_until_watch *self);

/** Look at the blocks that follow without a gap. `decision.replicates` is above 0 once they suffice. */
SIM_MUST_USE enum sim_status sim_until_look(struct sim_until_watch *self, const char *out, const bool *here,
                                            struct sim_errors *errors);

/** Blocks that are certainly needed to go on. */
long sim_until_blocks(const struct sim_until_watch *self);

/** Keep the decision in out/plan, and bring it into the plan. */
SIM_MUST_USE enum sim_status sim_until_keep(struct sim_plan *plan, const char *out, const struct sim_decision *decision,
                                            struct sim_errors *errors);

/** Bring a decision that is kept in out/plan into the plan; none is no fault. */
SIM_MUST_USE enum sim_status sim_until_recall(struct sim_plan *plan, const char *out, struct sim_errors *errors);

#endif
