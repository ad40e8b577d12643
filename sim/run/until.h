/* until.h - how many replicates are enough: as many as it takes to hold the 95 % interval of an outcome to the width
 * that the study asks for, at every point of the design. The interval is of the paired difference of each arm from the
 * first, or of the mean of the only arm. The rule is sequential (Chow & Robbins 1965). It takes replicates in their
 * order, and a block only once all blocks before it are there, so that shards, threads and kills cannot change the
 * answer. */
#ifndef SIM_UNTIL_H
#define SIM_UNTIL_H

#include "intervals.h"
#include "scan.h"

enum { SIM_LEAST_REPLICATES = 10 }; /* fewer may be close to each other by chance */

/** Is the interval of these numbers (intervals.h) narrow enough: no end of it further than `width` from their mean?
 * `t`: Student's t for their count. `low`, `high`: the range that the numbers may have. Numbers that are all equal are
 * not enough, unless they are shares, and so many that a share up to `width` is all that can have been missed. *half:
 * half the width that was found, NAN or infinite where there is none. docs/statistics.md says how often such an
 * interval holds. */
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

/** Does the study have an `until`, and is it still undecided? */
bool sim_until_is_open(const struct sim_plan *plan);

SIM_MUST_USE enum sim_status sim_until_watch_init(struct sim_until_watch *self, const struct sim_plan *plan,
                                                  struct sim_errors *errors);
void sim_until_watch_free(struct sim_until_watch *self);

/** Look at the block that follows those looked at. `decision.replicates` is above 0 once they suffice. */
void sim_until_take(struct sim_until_watch *self, const struct sim_block *block);

/** Look at the blocks of a folder that follow without a gap. */
SIM_MUST_USE enum sim_status sim_until_look(struct sim_until_watch *self, const char *out, const bool *here,
                                            struct sim_errors *errors);

/** How many blocks, counted from the first, must be there before more can be decided. */
long sim_until_blocks(const struct sim_until_watch *self);

/** Write the decision into out/plan, and cut the plan by it. Replaces a decision that is there: every process decides
 * the same. */
SIM_MUST_USE enum sim_status sim_until_keep(struct sim_plan *plan, const char *out, const struct sim_decision *decision,
                                            struct sim_errors *errors);

/** Cut the plan by the decision that is kept in out/plan, or else in results.h5; nothing where there is none. SIM_DATA
 * where it is damaged and the results do not hold it. */
SIM_MUST_USE enum sim_status sim_until_recall(struct sim_plan *plan, const char *out, struct sim_errors *errors);

/** The same, for a process that computes. A decision that was lost or damaged is written again if the results hold it.
 * Otherwise it is open again, and is taken anew from the blocks. */
SIM_MUST_USE enum sim_status sim_until_restore(struct sim_plan *plan, const char *out, struct sim_errors *errors);

#endif
