/* collaboration_kernel.c - the one unit that is compiled for each instruction set: every chapter, the first day, the
 * month. */
#include "../sim/kernel.h"

#include "state.h"

/* Chapters in the order of the month; a later one may use what an earlier one defines. */
/* clang-format off */
#include "context.c"
#include "sectors.c"
#include "organisations.c"
#include "processes.c"
#include "trust.c"
#include "means.c"
#include "slots.c"
#include "issues.c"
#include "acts.c"
#include "consequences.c"
#include "obstacles.c"
#include "initiative.c"
#include "leaders.c"
#include "raising.c"
#include "stances.c"
#include "table.c"
#include "promises.c"
#include "ratification.c"
#include "work.c"
#include "holdups.c"
#include "agenda.c"
#include "people.c"
#include "users.c"
#include "structure.c"
#include "merging.c"
#include "presence.c"
#include "ledger.c"
#include "outcomes.c"
#include "networks.c"
#include "fates.c"
#include "invariants.c"
#include "first_day.c"
/* clang-format on */

/** Rows of scratch: the largest use of chance in any phase, each fill rounded up to eight. */
static size_t dice_rows(const struct world *w)
{
    size_t seats = (size_t)w->seats, leaders = (size_t)w->leaders, issues = (size_t)w->issues;
    size_t organisations = (size_t)w->organisations, forums = (size_t)w->forums;
    const size_t uses[] = { (6 + 4 + OBSTACLES_COUNT) * leaders + seats, /* leaders act */
                            seats + 3 * forums,                          /* processes meet */
                            4 * seats + 2 * (size_t)w->pairs,            /* people learn whom to trust */
                            3 * issues + 2 * forums + means_rows(w),     /* the agenda moves */
                            8 * seats,                                   /* seats on the first day */
                            5 * organisations };                         /* organisations give time */
    size_t all = 0;
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++)
        all = uses[i] > all ? uses[i] : all;
    return all + 64;
}

/** Cells of a moving column from the world, in all lanes; with `now` NULL only count the rows. */
#define LAY_CELLS(entity, many, name)                                                                                  \
    for (int last = 0; last < 2; last++, row += (size_t)w->many)                                                       \
        for (int i = 0; now != NULL && i < w->many; i++) {                                                             \
            *(last ? &now->last.entity##_##name : &now->cell.entity##_##name) = rows + row;                            \
            LANES                                                                                                      \
                rows[row + (size_t)i][lane] = (real)w->entity[i].name;                                                 \
        }

/** Set every array pointer; with `now` NULL only count the rows. */
static size_t lay_out(struct now *now, const struct world *w)
{
    size_t head = (sizeof(struct now) + sizeof(real[SIM_LANES]) - 1) / sizeof(real[SIM_LANES]), row = head;
    real(*rows)[SIM_LANES] = (void *)now;
#define STATE(extent, name, unit, meaning)                                                                             \
    if (now != NULL)                                                                                                   \
        now->name = rows + row;                                                                                        \
    row += (size_t)world_rows(w, EXTENT_##extent);
#include "state.def"
#define LAY_FIXED(...)
#define LAY_MOVES(entity, many, name)             LAY_CELLS(entity, many, name)
#define LAY_ROOTED(entity, many, name)            LAY_CELLS(entity, many, name)
#define ORGANISATION(name, kind, motion, meaning) LAY_##motion(organisation, organisations, name)
#define FORUM(name, kind, motion, meaning)        LAY_##motion(forum, forums, name)
#define SEAT(name, kind, motion, meaning)         LAY_##motion(seat, seats, name)
#include "tables.def"
    if (now != NULL)
        now->dice = rows + row;
    return row + dice_rows(w);
}

static size_t state_bytes(const void *world)
{
    return lay_out(NULL, world) * sizeof(real[SIM_LANES]);
}

static void prepare(struct sim_pack *pack)
{
    lay_out(pack->state, pack->world);
}

static const void *column(const struct sim_pack *pack, int state)
{
    const struct now *now = pack->state;
    const void *const columns[STATES_COUNT] = {
#define STATE(extent, name, unit, meaning) now->name,
#include "state.def"
    };
    return columns[state];
}

/** Cells of a column that moves: those of this month, or of the month before. */
static void *cells_of_column(const struct sim_pack *pack, int table, int at, bool last)
{
    const struct now *now = pack->state;
    const struct cells *cells = last ? &now->last : &now->cell;
#define ROWS_FIXED(name)  NULL
#define ROWS_MOVES(name)  cells->name
#define ROWS_ROOTED(name) cells->name
    void *const organisations[] = {
#define ORGANISATION(name, kind, motion, meaning) ROWS_##motion(organisation_##name),
#include "tables.def"
    };
    void *const forums[] = {
#define FORUM(name, kind, motion, meaning) ROWS_##motion(forum_##name),
#include "tables.def"
    };
    void *const seats[] = {
#define SEAT(name, kind, motion, meaning) ROWS_##motion(seat_##name),
#include "tables.def"
    };
    void *const *const tables[WORLD_TABLES_COUNT] = { organisations, forums, seats, NULL };
    return tables[table] == NULL ? NULL : tables[table][at];
}

static void (*const phases[])(struct sim_pack *) = {
#define PHASE_OF(name, function, meaning) function,
#include "schedule.def"
};

SIM_KERNEL(collaboration, .state_bytes = state_bytes, .prepare = prepare, .first_day = first_day_of_all,
           .phases = phases, .finish = outcomes_finish, .check = outcomes_check, .column = column,
           .cells = cells_of_column);
