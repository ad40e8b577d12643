/* issues.h - what leaders do to issues, in one lane; the agenda moves them by itself (agenda.h). */
#ifndef ISSUES_H
#define ISSUES_H

#include "acts.h"

/** Lower the resistance of seat `s` by the deed's strength; where none is left it is won over (I15). Returns the part
 * that was taken away. */
SHARED real resistance_falls(const struct deed *d, int s);

/** Move the issue to `place`. Consents of those from whom it moves away do not hold there, and who was moved against
 * its will minds; what was agreed comes back to the table. */
SHARED void issue_is_moved(const struct deed *d, real place);

/** A need of the issue, 1 to 3, is cut: what another need takes stands in for it, at a loss (I8). Nothing happens where
 * no member gives anything else that the issue needs. */
SHARED void need_is_cut(const struct deed *d, int number);

/** The leader puts up an issue at `place`, in the first empty slot, which must be there. It needs the forum's resource,
 * the leader's, and one more. Returns its number. */
SHARED int issue_is_put_up(const struct deed *d, real place);

#endif
