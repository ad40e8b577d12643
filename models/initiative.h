/* initiative.h - who acts in a forum: any seat may begin something, as far as initiative is granted to it (D1, D5, D6).
 * */
#ifndef INITIATIVE_H
#define INITIATIVE_H

#include "state.h"

/** How far initiative is granted to the seats of a forum, before anybody acts; rows are real [seat of the forum][lane],
 * `all` their sum. */
struct grants {
    real (*to)[SIM_LANES];
    real all[SIM_LANES];
    real fields[RESOURCES_COUNT][SIM_LANES]; /* 1: some member gives that field */
};

/** Fills `to` and `all` of `grants`, whose `to` has a row for each seat of forum `f`. */
SHARED void initiative_is_granted(struct sim_pack *pack, int f, struct grants *grants);

/** Draws who acts in place `l` of its forum this month, with one number of chance a lane: `who` is 1 and the seat, or 0
 * nobody. */
SHARED void place_is_taken(struct sim_pack *pack, int l, const real *luck, const struct grants *grants, real *who);

#endif
