/* obstacles.h - what holds up the issue that matters to a leader, and at whom an answer is aimed, in one lane. */
#ifndef OBSTACLES_H
#define OBSTACLES_H

#include "acts.h"

/** The issue in hand that matters most to a leader with the deed's aim; -1 where nothing is in hand. */
SHARED int issue_that_matters(const struct deed *d);

/** How much each obstacle holds up the deed's issue: 1 less the factor by which it slows it; 0 where it does not. */
SHARED void obstacles_of(const struct deed *d, real strength[OBSTACLES_COUNT]);

/** For an act that needs nobody in particular. */
enum { NOBODY_NEEDED = -2 };

/** The seat at which the deed's act is aimed; -1 where there is none, NOBODY_NEEDED where it needs none. */
SHARED int target_of(const struct deed *d);

#endif
