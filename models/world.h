/* world.h - who is there and where they sit: the part of an area that all runs of a pack share (B1, 1M, 1N).
 * Read from a scenario's tables, or made from the parameters of the group `world` where a scenario has none. */
#ifndef WORLD_H
#define WORLD_H

#include "../sim/model.h"
#include "theory.h"

enum { WORLD_NAME = 65 };

/* The columns of tables.def are members of these structs: of a choice its number, of a row its index or -1. */
#define MEMBER_REAL(...)   double
#define MEMBER_WHOLE(...)  int
#define MEMBER_FLAG(...)   int
#define MEMBER_CHOICE(...) int
#define MEMBER_ROW(...)    int

struct world_organisation {
    char name[WORLD_NAME];
#define ORGANISATION(name, kind, motion, meaning) MEMBER_##kind name;
#include "tables.def"
    double part; /* its staff as a share of the area's */
    int place;   /* among the organisations of all arms */
};

struct world_forum {
    char name[WORLD_NAME];
#define FORUM(name, kind, motion, meaning) MEMBER_##kind name;
#include "tables.def"
    int first_seat, seats; /* its seats stand together */
    int first_tie;         /* tie of its i-th in its j-th seat: first_tie + i * seats + j */
    int first_pair;        /* pair i < j: first_pair + j * (j - 1) / 2 + i */
    int chair;             /* its lead: seat of the lead organisation, or else the most influential one */
    int place;             /* among the forums of all arms */
};

struct world_seat {
#define SEAT(name, kind, motion, meaning) MEMBER_##kind name;
#include "tables.def"
    int place; /* among the seats of all arms */
};

/** Somebody who holds several seats of an organisation (A12). */
struct world_person {
    int seats;
    const int *seat; /* in their order */
};

/** Which organisations are in contact before the first month. */
struct world_tie {
#define TIE(name, kind, motion, meaning) MEMBER_##kind name;
#include "tables.def"
};

/** A tie, and the next between the same two organisations in another forum; news goes from that one to this (A12). */
struct world_overlap {
    int tie, from, to; /* seats of the tie */
    int other, other_from, other_to;
};

/** How strange two seats of a forum are to each other: of one sector, of departments of one council, or across sectors
 * (F7, A14). */
enum strangeness { SAME_SECTOR, SAME_COUNCIL, ACROSS_SECTORS };

struct world {
    int organisations, forums, seats, ties, pairs, leaders, slots, issues, overlaps, persons;
    struct world_organisation *organisation;
    struct world_forum *forum;
    struct world_seat *seat;
    struct world_overlap *overlap;       /* in the order of ties */
    double fte;                          /* staff of all organisations in month 0, full-time equivalents */
    double field[RESOURCES_COUNT];       /* share of the area's month-0 capacity by resource */
    double *contact;                     /* [tie]: acquaintance on the first day, 0..1 */
    struct sim_places luck[DRAWS_COUNT]; /* whose luck the entities of a draw have */
    uint64_t *places;                    /* memory of `luck`; NULL where every entity stands at its own number */
    int *seat_of_row;                    /* [row of the table of seats]: seats stand together by forum */
    unsigned char *strange;              /* [pair]: enum strangeness */
    int *founder;                        /* [leader]: the seats that begin forum f anew, f * LEADERS_A_FORUM ... */
    struct world_person *person;         /* those with several seats */
    int *person_seat;                    /* their seats, one person's after another's */
    int *person_of;                      /* [seat]: its person, or -1 who has no other seat */
};

/** Part of an organisation's staff that gives its own resource: all, or twice as much as gives a second. */
static inline double world_gives_first(const struct world_organisation *o)
{
    return o->second < 0 ? 1 : (double)2 / 3;
}

/** Part of an organisation's staff that gives its second resource, if it has one. */
static inline double world_gives_second(const struct world_organisation *o)
{
    return o->second < 0 ? 0 : (double)1 / 3;
}

/** Part of an organisation's staff that gives resource `r`. */
static inline double world_gives(const struct world_organisation *o, int r)
{
    return o->resource == r ? world_gives_first(o) : o->second == r ? world_gives_second(o) : 0;
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
                                      [EXTENT_STANCE] = w->seats * w->slots,
                                      [EXTENT_ISSUE] = w->issues,
                                      [EXTENT_LEADER] = w->leaders };
    return rows[extent];
}

/** Name of one entity: "social_care in childrens_trust". */
void world_entity(const struct world *w, enum extent extent, int row, char *text, int size);

/** Row that an entity is linked to, or -1. */
int world_linked(const struct world *w, enum link link, int row);

enum world_table {
#define TABLE(name, links, limit, meaning) WORLD_TABLE_##name,
#include "tables.def"
    WORLD_TABLES_COUNT
};
extern const struct sim_table_spec world_tables[WORLD_TABLES_COUNT];

/** Row of the world that a row of a table became. */
int world_place(const struct world *w, enum world_table table, int row);

/** Rows of a scenario's tables. */
struct world_organisation world_read_organisation(const struct sim_table *tables, int row);
struct world_forum world_read_forum(const struct sim_table *tables, int row);
struct world_seat world_read_seat(const struct sim_table *tables, int row);
struct world_tie world_read_tie(const struct sim_table *tables, int row);

/** Sets `luck` of a world whose organisations, forums and seats have their places, and whose pairs are counted. Ties
 * are known by both their seats, issues by forum and slot, leaders by forum and rank. In a made
 * area every entity stands at its own number. False where there is no memory. */
bool world_places_set(struct world *w, const struct sim_table *tables);

/** See sim_model.places. */
const struct sim_places *world_places(const void *world);

/** Finds who holds several seats. False where there is no memory. */
bool world_persons_set(struct world *w);

/** Finds the overlaps of a world whose ties have their places. False where there is no memory. */
bool world_overlaps_set(struct world *w);

/** What `new` begins a district with. */
extern const struct sim_sample world_sample;

/** Does a world of these tables read a parameter? Not how many organisations there are, where a table says who is
 * there. */
bool world_reads(const struct sim_table *tables, int param);

/** See sim_model.world_new. Names every contradiction: a forum without seats, an organisation without staff, a circle
 * of parents, contracts or forums that join, a lead organisation that is not a member. */
enum sim_status world_new(void **world, const struct sim_table *tables, const double *values, uint64_t seed,
                          struct sim_errors *errors);
void world_free(void *world);

#endif
