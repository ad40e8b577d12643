/* ratification.h - who holds what an issue needs is asked, and its home (A7, I6, G9; Putnam 1988). */
#ifndef RATIFICATION_H
#define RATIFICATION_H

#include "means.h"

/** Where all homes have been `asked` about one issue they decide: it is ratified, with promises of effort, or sent back
 * to the table by the first who says no. `least`: effort of the scarcest field that it needs. Rows are real [lane]. */
SHARED void homes_decide(struct sim_pack *pack, int f, int k, const real *asked, const real *least,
                         const struct means *m);

#endif
