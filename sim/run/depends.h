/* depends.h - what runs depend on, as hashes (XXH3-128). Two runs of equal replicate and point have the same numbers
 * if the hashes of their arms are equal, whatever else differs between their studies. */
#ifndef SIM_DEPENDS_H
#define SIM_DEPENDS_H

#include "plan.h"

/** Fill the hashes of a plan that is cut otherwise. An arm's covers the model (name, version, type of its numbers),
 * seed and months; the arm's parameters, paths, tables and what it leaves out; and the design, without its number of
 * points where further points leave the first as they are. It does not cover how many replicates, which other arms,
 * which histories, or what anything is called. SIM_MEMORY without memory. */
SIM_MUST_USE enum sim_status sim_depends(struct sim_plan *plan, int real_bytes, struct sim_errors *errors);

#endif
