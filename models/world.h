/* world.h - who is there and where they sit: the part of an area that all runs of a pack share (B1, 1M, 1N).
 * Read from a scenario's tables, or made from the parameters of the group `world` where a scenario has none. */
#ifndef WORLD_H
#define WORLD_H

#include "../sim/model.h"
#include "theory.h"

enum { WORLD_NAME = 65 };

struct world_organisation {
    char name[WORLD_NAME];
    int sector;
    int parent;           /* organisation that it is a department of, or -1 (F7) */
    int commissioner;     /* organisation that pays it by contract, or -1 (1e) */
    int resource, second; /* what it gives: first and second resource; second -1 if none */
    double fte;           /* staff in month 0, full-time equivalents */
    double staff;         /* the same as a share of the area's staff */
    double interest;      /* line manager's interest, times the parameter */
};

struct world_forum {
    char name[WORLD_NAME];
    int first_seat, seats; /* its seats stand together */
    int first_tie;         /* tie of its i-th in its j-th seat: first_tie + i * seats + j */
    int first_pair;        /* pair i < j: first_pair + j * (j - 1) / 2 + i */
    int resource;          /* field of need that it serves */
    int rule, governance, origin;
    int lead;        /* seat of the lead organisation or chair */
    double meetings; /* a year */
    double formality;
    int working_group, informal, shared_assessment, hub, training; /* 0 or 1 */
};

struct world_seat {
    int forum, organisation;
    int speaks_for;             /* forum that it sits there for, or -1: a partner that is itself a collaboration (B2) */
    int filled;                 /* on the first day */
    double mandate;             /* times the parameter */
    double influence, salience; /* weights */
};

/** A tie, and the next between the same two organisations in another forum; news goes from that one to this (A12). */
struct world_overlap {
    int tie, from, to; /* seats of the tie */
    int other, other_from, other_to;
};

struct world {
    int organisations, forums, seats, ties, pairs, leaders, slots, issues, overlaps;
    struct world_organisation *organisation;
    struct world_forum *forum;
    struct world_seat *seat;
    struct world_overlap *overlap; /* in the order of ties */
    double fte;                    /* staff of all organisations in month 0, full-time equivalents */
    double field[RESOURCES_COUNT]; /* share of the area's month-0 capacity by resource */
    double *contact;               /* [tie]: acquaintance on the first day, 0..1 */
    int *leader_seat; /* [leader]: forum f has leaders f * LEADERS_A_FORUM ..., the most influential seats */
};

/** Part of an organisation's staff that gives resource `r`: all its own, or three quarters to a quarter of a second. */
static inline double world_gives(const struct world_organisation *o, int r)
{
    double first = o->second < 0 ? 1 : 0.75;
    return (o->resource == r ? first : 0) + (o->second == r ? 1 - first : 0);
}

/** How many entities of an extent there are. */
static inline int world_rows(const struct world *w, enum extent extent)
{
    const int rows[EXTENTS_COUNT] = { [EXTENT_RUN] = 1,
                                      [EXTENT_SECTOR] = SECTORS_COUNT,
                                      [EXTENT_RESOURCE] = RESOURCES_COUNT,
                                      [EXTENT_ORGANISATION] = w->organisations,
                                      [EXTENT_FORUM] = w->forums,
                                      [EXTENT_SEAT] = w->seats,
                                      [EXTENT_TIE] = w->ties,
                                      [EXTENT_ISSUE] = w->issues,
                                      [EXTENT_LEADER] = w->leaders };
    return rows[extent];
}

/** Name of one entity: "social_care in childrens_trust". */
void world_entity(const struct world *w, enum extent extent, int row, char *text, int size);

/** Row that an entity is linked to, or -1. */
int world_linked(const struct world *w, enum link link, int row);

extern const struct sim_table_spec world_tables[];
enum { WORLD_TABLES_COUNT = 4 };

/** Finds the overlaps of a world whose ties have their places. False where there is no memory. */
bool world_overlaps_set(struct world *w);

/** See sim_model.world_new. Names every contradiction: a forum without seats, an organisation without staff, a circle
 * of parents or contracts, a lead organisation that is not a member. */
enum sim_status world_new(void **world, const struct sim_table *tables, const double *values, uint64_t seed,
                          struct sim_errors *errors);
void world_free(void *world);

#endif
