/* view.h - a forum as those who lead it see it. */
#ifndef VIEW_H
#define VIEW_H

#include "state.h"

/** The targets of acts.def; first the members that stand out. */
enum target {
    EMPTY_SEAT,
    WEAKEST,
    BLOCKER,
    UNCLEAR,
    WEARY,
    CONVERT,
    MEMBERS_COUNT,
    DISTANT = MEMBERS_COUNT, /* a member too, but another for each leader */
    ISSUE,
    STUCK,
    FORUM,
    HOME,
    TARGETS_COUNT
};

/** One forum before anybody acts; each row is real [lane]. */
struct view {
    real table[SIM_LANES], agreed[SIM_LANES], ratified[SIM_LANES]; /* issues at each stage, share of slots */
    real top[SIM_LANES];            /* place of the issue that waits longest: on the table, or else for ratification */
    index32 top_issue[SIM_LANES];   /* its slot in the whole area; -1 none */
    index32 stuck_issue[SIM_LANES]; /* slot of the issue that has stood still longest; -1 none */
    real still[SIM_LANES];          /* its standstill, months */
    real missing[SIM_LANES], unclear[SIM_LANES];   /* empty seats, unclear members; share */
    real mandate[SIM_LANES];                       /* mean mandate */
    index32 aim[TARGETS_COUNT][SIM_LANES];         /* seat, or slot of an issue, or 0; -1 none */
    real much[MEMBERS_COUNT][SIM_LANES];           /* how much that member stands out, 0..1 about */
    real held[SIM_LANES];                          /* mandate of the blocker */
    real best[SIM_LANES];                          /* best joint service of any field */
    real urge[ACTS_COUNT][SIM_LANES];              /* how much each act seems called for */
    real challenge[SIM_LANES], persist[SIM_LANES]; /* the same of these two, whoever leads */
};

/** Fills `view` for forum `f`, before anybody acts. */
SHARED void view_forum(struct sim_pack *pack, int f, struct view *view);

#endif
