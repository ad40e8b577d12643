/* stances.h - what members hold of issues from month to month (A13, I17). */
#ifndef STANCES_H
#define STANCES_H

#include "means.h"

/** Does a member say yes to an issue? */
#define SAYS_YES(s, k, lane) ((now->filled[s][lane] > R(0)) & (now->resistance[stance_of(w, s, k)][lane] == R(0)))

/** Members of a forum take their stances on one slot: fills its row of `accepts`, and writes resistance and held. */
SHARED void stances_settle(struct sim_pack *pack, int f, int k, struct means *m);

#endif
