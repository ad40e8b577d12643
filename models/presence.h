/* presence.h - who comes and goes because a study says so, and what structure.c offers for it. */
#ifndef PRESENCE_H
#define PRESENCE_H

#include "state.h"

/** Somebody new takes a seat; `fresh` are eight numbers of chance. What was learnt together is lost with who left (4d).
 */
SHARED void seat_is_taken(struct sim_pack *pack, int s, int lane, const real (*fresh)[SIM_LANES]);

/** A seat falls empty: neutral values, no ties. */
SHARED void seat_ends(struct sim_pack *pack, int s, int lane);

/** A forum begins anew, informal; those who led it join first (A21, G6). */
SHARED void forum_is_born(struct sim_pack *pack, int f, int lane);

/** All that is on a forum's agenda is dropped. */
SHARED void issues_are_dropped(struct sim_pack *pack, int f, int lane);

/** 1 where a seat, its forum and its organisation are all present, else 0. */
RULE real seat_is_there(const struct cells *cells, const struct world_seat *seat, int s, int lane)
{
    return cells->seat_present[s][lane] * cells->forum_present[seat->forum][lane] *
           cells->organisation_present[seat->organisation][lane];
}

/** 1 where an organisation is present and so is the one that pays it by contract, else 0. */
RULE real contract_is_there(const struct cells *cells, const struct world *w, int i, int lane)
{
    int payer = w->organisation[i].commissioner;
    return cells->organisation_present[i][lane] * cells->organisation_present[payer < 0 ? i : payer][lane];
}

#endif
