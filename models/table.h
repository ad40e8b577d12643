/* table.h - the meeting's agenda: which issues are heard, what a hearing changes, and how the vote goes. */
#ifndef TABLE_H
#define TABLE_H

#include "means.h"

/** Which issues of a forum a meeting gets to (B1, B3, C7): fills `heard`, and writes how long each has waited. */
SHARED void table_is_ordered(struct sim_pack *pack, int f, struct means *m);

/** The issues that are heard are talked over and voted on. */
SHARED void issues_are_heard(struct sim_pack *pack, int f, struct means *m);

#endif
