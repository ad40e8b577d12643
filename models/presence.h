/* presence.h - who comes and goes because a study says so, and what structure.c offers for it. */
#ifndef PRESENCE_H
#define PRESENCE_H

#include "state.h"

/** Somebody new takes a seat; `fresh` are eight numbers of chance. What was learnt together is lost with who left (4d).
 */
SHARED void seat_is_taken(struct sim_pack *pack, int s, int lane, const real (*fresh)[SIM_LANES]);

/** A seat falls empty: neutral values, no ties. */
SHARED void seat_falls_empty(struct sim_pack *pack, int s, int lane);

/** Somebody leaves a seat for good, and it falls empty. */
SHARED void seat_ends(struct sim_pack *pack, int s, int lane);

/** What a forum is like of which nobody knows anything yet. */
SHARED void forum_is_new(struct sim_pack *pack, int f, int lane);

/** A forum is founded, or begun anew: then informal, and those who led it join first (A21, G6). */
SHARED void forum_is_born(struct sim_pack *pack, int f, int lane);

/** All that is on a forum's agenda is dropped. */
SHARED void issues_are_dropped(struct sim_pack *pack, int f, int lane);

/** A forum goes into the one that it joins: people, issues and joint service. */
SHARED void forum_merges(struct sim_pack *pack, int f, int lane);

/** What the table says of who is put in a seat takes the place of what was drawn (S6, S7). */
SHARED void person_is_as_told(struct sim_pack *pack, int s, int lane);

/** The same of how it would lead. */
SHARED void person_leads_as_told(const struct now *now, int s, int lane);

/** 1 where a forum has merged into another, else 0. */
RULE real forum_has_merged(const struct cells *cells, const struct world *w, int f, int lane)
{
    return w->forum[f].joins < 0 ? R(0) : cells->forum_merged[f][lane];
}

/** 1 where a forum is present and has not merged, else 0. */
RULE real forum_is_there(const struct cells *cells, const struct world *w, int f, int lane)
{
    return cells->forum_present[f][lane] * (R(1) - forum_has_merged(cells, w, f, lane));
}

/** 1 where a seat and its organisation are present and its forum is there, else 0. */
RULE real seat_is_there(const struct cells *cells, const struct world *w, int s, int lane)
{
    return cells->seat_present[s][lane] * forum_is_there(cells, w, w->seat[s].forum, lane) *
           cells->organisation_present[w->seat[s].organisation][lane];
}

/** 1 where an organisation is present and so is the one that pays it by contract, else 0. */
RULE real contract_is_there(const struct cells *cells, const struct world *w, int i, int lane)
{
    int payer = w->organisation[i].commissioner;
    return cells->organisation_present[i][lane] * cells->organisation_present[payer < 0 ? i : payer][lane];
}

#endif
