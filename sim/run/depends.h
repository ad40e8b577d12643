/* depends.h - hashes (XXH3-128) of everything that the results of runs depend on. Two runs with the same replicate,
 * point and arm hash have the same results, even if they belong to different studies. */
#ifndef SIM_DEPENDS_H
#define SIM_DEPENDS_H

#include "plan.h"

/** Compute the hashes of a plan: hash, runs_hash and arm_hashes. All its other fields must be filled before.
 * `real_bytes`: 4 or 8, the size of the kernel's numbers. The hash of an arm covers the model's name and version,
 * `real_bytes`, the seed and the number of months; the arm's parameters, paths, tables and parts left out; the
 * places of its rows where they are not those of the first arm; and the design. It covers the number of points only in
 * designs that change their first points when points are added. It does not cover the number of replicates, the other
 * arms, the kept histories, or the names of arms. Returns SIM_MEMORY without memory. sim_plan_free() frees arm_hashes.
 */
SIM_MUST_USE enum sim_status sim_depends(struct sim_plan *plan, int real_bytes, struct sim_errors *errors);

#endif
