/* means.h - what a forum brings to its agenda in a month, and who in it holds what issues need. */
#ifndef MEANS_H
#define MEANS_H

#include "agenda.h"
#include "state.h"

/** Whoever gives most of each field at the table, and what its consent hangs on; rows are real [field][lane], 0 where
 * nobody gives the field. */
struct holders {
    real gives[RESOURCES_COUNT][SIM_LANES]; /* what it gives, as a share of the area's staff */
    real seat[RESOURCES_COUNT][SIM_LANES];  /* 1 and its seat; 0 nobody */
    real speed[RESOURCES_COUNT][SIM_LANES]; /* of its consent, with its mandate */
    real home[RESOURCES_COUNT][SIM_LANES];  /* of its consent, by rules alone */
    real first[RESOURCES_COUNT][SIM_LANES]; /* first resource of its organisation */
    real of_first[RESOURCES_COUNT][SIM_LANES],
        of_second[RESOURCES_COUNT][SIM_LANES]; /* what that one gives of its own */
    real mandate[RESOURCES_COUNT][SIM_LANES], position[RESOURCES_COUNT][SIM_LANES],
        salience[RESOURCES_COUNT][SIM_LANES];
    real reach[RESOURCES_COUNT][SIM_LANES];  /* how far it can accept what it cares for */
    real stands[RESOURCES_COUNT][SIM_LANES]; /* where its organisation stands */
    real interest[RESOURCES_COUNT][SIM_LANES];
};

/** What one forum brings to its issues this month; rows are real [lane]. */
struct means {
    real order[SIM_LANES];                       /* order that members' hierarchies give */
    real flexible[SIM_LANES];                    /* freedom of its most flexible member */
    real borrowed[SIM_LANES];                    /* part of the way to full speed that is lent to the slowest (F3) */
    real present[SIM_LANES], unclear[SIM_LANES]; /* share of members who came; whose standing is unclear */
    real spread[SIM_LANES];                      /* how far apart members stand, 0..1 */
    real table[SIM_LANES], agreed[SIM_LANES], ratified[SIM_LANES]; /* issues at each stage */
    real crowding[SIM_LANES];
    real pushed[SIM_LANES], blocked[SIM_LANES];  /* by people outside: stages; 1 where they block */
    real successes[SIM_LANES], moved[SIM_LANES]; /* results of the month */
    real blame[SIM_LANES], outcry[SIM_LANES];    /* for promises broken; for new work lost */
    struct holders holders;
    /* In the scratch of the pack, by seat of the forum: */
    real (*effort)[SIM_LANES];
    real (*speed)[SIM_LANES], (*home)[SIM_LANES]; /* of its consent: with its mandate; by rules alone */
    real (*reach)[SIM_LANES];
    real (*willing)[SIM_LANES]; /* effort, as far as the issue that moves suits it */
    real (*accepts)[SIM_LANES]; /* by seat, and slot of the forum */
    real (*yes)[SIM_LANES];     /* came, and says yes to the issue that is talked about before anybody talks */
    real (*heard)[SIM_LANES];   /* by slot of the forum: heard this month */
    real (*urgent)[SIM_LANES];  /* by slot of the forum: how urgent, in months */
    real (*needed)[SIM_LANES];  /* by slot of the forum and field: 1 where the issue needs the field */
};

/** Rows of scratch that the means of any forum take. */
static inline size_t means_rows(const struct world *w)
{
    return (size_t)(6 * w->seats + w->seats * w->slots + (2 + RESOURCES_COUNT) * w->slots);
}

/** Row of a seat and slot in `accepts`, and of a slot in `heard`. */
RULE int own_stance(const struct world *w, int s, int k)
{
    return stance_of(w, s, k) - w->forum[w->seat[s].forum].first_seat * w->slots;
}

RULE int own_slot(const struct world *w, int k)
{
    return k % w->slots;
}

/** agenda_remit() of a seat's organisation and an issue, where stances have been taken this month. */
RULE real remit_of(const struct world *w, const struct means *m, int s, int k, int lane)
{
    const struct world_organisation *o = &w->organisation[w->seat[s].organisation];
    real(*needed)[SIM_LANES] = m->needed + own_slot(w, k) * RESOURCES_COUNT;
    real first = needed[o->resource][lane] * (real)world_gives_first(o);
    real second = needed[o->second < 0 ? o->resource : o->second][lane] * (real)world_gives_second(o);
    return max(first, second);
}

/** The fields that an issue needs. */
RULE struct needs needs_of(const struct now *now, int k, int lane)
{
    return (struct needs){ now->needs_first[k][lane], now->needs_second[k][lane], now->needs_third[k][lane] };
}

/** What one field has in a table of six: a look that stays in the lanes. */
RULE real of_field(const real (*rows)[SIM_LANES], real field, int lane)
{
    _Static_assert(RESOURCES_COUNT == 6, "one row for each field");
    real x = rows[0][lane], b = rows[1][lane], c = rows[2][lane], d = rows[3][lane], e = rows[4][lane],
         f = rows[5][lane];
    x = field == R(1) ? b : x;
    x = field == R(2) ? c : x;
    x = field == R(3) ? d : x;
    x = field == R(4) ? e : x;
    return field == R(5) ? f : x;
}

/** Seat of the member that gives most of a field in a forum, the first of equals; -1 where nobody does. */
static inline int holder_of(const struct now *now, const struct world *w, int f, int field, int lane)
{
    real most = R(0);
    int holder = -1;
    for (int s = w->forum[f].first_seat; s < w->forum[f].first_seat + w->forum[f].seats; s++) {
        const struct world_organisation *o = &w->organisation[w->seat[s].organisation];
        if (o->resource != field && o->second != field) {
            continue;
        }
        real gives = now->filled[s][lane] * ((real)world_gives(o, field) * (real)o->part);
        holder = gives > most ? s : holder;
        most = max(most, gives);
    }
    return holder;
}

/** Fills `m` for forum `f`, with rows of scratch from `rows` on, but for what outsiders do. */
SHARED void means_of_forum(struct sim_pack *pack, int f, real (*rows)[SIM_LANES], struct means *m);

/** Counts the forum's issues at each stage. */
SHARED void means_count_issues(struct sim_pack *pack, int f, struct means *m);

#endif
