/* differ.h - compares two studies: can one grow into the other, what does the larger one add, and what differs? The
 * answers are in words for users. */
#ifndef SIM_DIFFER_H
#define SIM_DIFFER_H

#include "plan.h"

/** Find the arms of `then` in `now`, by what their runs depend on and not by name: arm_of[arm of now] is the arm of
 * `then`, or -1. Points of `then` that are the first points of `now` count as the same. Returns how many arms of `then`
 * were not found, or -1 without memory. */
int sim_arms_match(const struct sim_plan *then, const struct sim_plan *now, int *arm_of);

/** Are all runs, arms and histories of `then` in `now` too? If not, complain of each difference by the name of its
 * parameter, table or key (SIM_USAGE); each complaint begins with `out`. */
SIM_MUST_USE enum sim_status sim_can_grow(const struct sim_plan *then, const struct sim_plan *now, const char *out,
                                          struct sim_errors *errors);

/** What `now` has more than `then`, which can grow into it: "replicates 20 to 40, arm 'b', history 'height'" into
 * `text` of `size` bytes; cut short where it is too long. */
void sim_more_text(const struct sim_plan *then, const struct sim_plan *now, char *text, size_t size);

/** Does `now` keep a history that `then` does not? */
bool sim_keeps_more(const struct sim_plan *then, const struct sim_plan *now);

#endif
