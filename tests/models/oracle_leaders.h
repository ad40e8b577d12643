/* oracle_leaders.h - what leaders see and do, for the three parts of their chapter. */
#ifndef ORACLE_LEADERS_H
#define ORACLE_LEADERS_H

#include "oracle.h"

/** Whom acts are aimed at; the first six are seats that all leaders of a forum see alike. */
enum target {
    TARGET_BLOCKER,
    TARGET_WEAKEST,
    TARGET_EMPTY_SEAT,
    TARGET_UNCLEAR,
    TARGET_WEARY,
    TARGET_CONVERT,
    TARGETS_COUNT,
    TARGET_DISTANT = TARGETS_COUNT,
    TARGET_ISSUE,
    TARGET_STUCK,
    TARGET_FORUM,
    TARGET_HOME
};

/** A forum before any of its leaders acts. */
struct view {
    int forum;
    float table, agreed, ratified, still, missing, unclear_share, mandate;
    int top_issue, stuck_issue; /* -1: none */
    float top;                  /* place of the top issue */
    int seat[TARGETS_COUNT];    /* -1: nobody */
    float amount[TARGETS_COUNT];
    float urge[ACTS_COUNT];
};

/** One act by one leader. */
struct deed {
    enum act act;
    int own, home, leader, target; /* seat, organisation, leader, seat or -1 */
    bool directive, worked, found;
    float strength, backlash, aim;
};

/** Trust of seat a in seat b of a forum grows by what both are frustrated with, to a `part`. */
void oracle_fellows(const struct oracle *self, int f, int a, int b, float part);
/** Whom an act is aimed at. */
enum target oracle_target(enum act act);
/** see(x, u): seeing with error. */
float oracle_see(const struct oracle *self, float x, float u);
void oracle_view(const struct oracle *self, int f, struct view *view);
/** The consequences of a deed. */
void oracle_act(struct oracle *self, const struct view *view, const struct deed *deed);

#endif
