/* ledger.h - what a year and a run leave behind for whoever compares them with real collaborations. */
#ifndef LEDGER_H
#define LEDGER_H

#include "state.h"

/** 1 where somebody sits in a forum that is alive, else 0. */
RULE real sits_there(const struct now *now, const struct world *w, int s, int lane)
{
    return now->filled[s][lane] * one_if(now->alive[w->seat[s].forum][lane] > R(0));
}

/** Common purpose, as far as a member feels it: as it identifies with the forum (H1). */
RULE real purpose_felt(const struct now *now, const struct world *w, int s, int lane)
{
    return now->purpose[w->seat[s].forum][lane] * now->identification[s][lane];
}

/** The month enters the ledger; in every twelfth a year closes. `seats`: filled seats [lane]. */
SHARED void ledger_takes_the_month(struct sim_pack *pack, const real *seats);

/** Forums alive, and forums with a live plan, as shares of those that have begun; rows are real [lane]. */
SHARED void forums_in_being(struct sim_pack *pack, real *alive, real *planning);

/** Outcomes of the run that the ledger tells, in one lane, and of each sector. */
SHARED void finish_ledger(struct sim_pack *pack, double (*out)[SIM_LANES], int lane);

#endif
