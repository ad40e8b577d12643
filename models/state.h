/* state.h - what a chapter sees: the month's parameters, the world, and every state variable as real [entity][lane].
 * Chapters meet here and in the schedule, and nowhere else. */
#ifndef STATE_H
#define STATE_H

#include <stdbool.h>

#include "../sim/kernel.h"
#include "theory.h"
#include "world.h"

/** Every parameter as it stands this month, in the order of the engine's list. */
struct collab_params {
#define ONE_VALUE(group, name)      real group##_##name[SIM_LANES];
#define BY_SECTOR(group, name, ...) real group##_##name[SECTORS_COUNT][SIM_LANES];
#define BY_MODE(group, name, ...)   real group##_##name[MODES_COUNT][SIM_LANES];
#include "parameters.def"
    real answers_effect[OBSTACLES_COUNT][MODES_COUNT][SIM_LANES];
};

/** Every cell of a table that may move, as real [row of the world][lane]: cells.forum_meetings[f][lane]. A cell that
 * nothing moves is what the world says. */
struct cells {
#define CELL_FIXED(name)
#define CELL_MOVES(name)                          real(*name)[SIM_LANES];
#define CELL_ROOTED(name)                         CELL_MOVES(name)
#define ORGANISATION(name, kind, motion, meaning) CELL_##motion(organisation_##name)
#define FORUM(name, kind, motion, meaning)        CELL_##motion(forum_##name)
#define SEAT(name, kind, motion, meaning)         CELL_##motion(seat_##name)
#include "tables.def"
};

/** The state of a pack. Kept at the head of the pack's memory; the arrays follow it. */
struct now {
#define STATE(extent, name, unit, meaning) real(*name)[SIM_LANES];
#include "state.def"
    struct cells cell, last; /* this month's cells, and those of the month before; the engine moves them */
    real (*dice)[SIM_LANES]; /* scratch: enough rows for the largest use of chance in one phase */
};

/** What one chapter offers to another. In the kernel's one unit everything is static; the check that looks at a chapter
 * by itself defines CHAPTER_ALONE, since a static function must have a body. */
#ifdef CHAPTER_ALONE
#define SHARED
#else
#define SHARED static
#endif

/** What every phase opens with. `now` is a copy of the table of arrays: gcc must know that a look into it cannot fail,
 * or it leaves `x > 0 ? now->y[i][lane] : 0` a branch, and the lane loop scalar. */
#define HERE(pack)                                                                                                     \
    struct now table_of_now = *(const struct now *)(pack)->state, *restrict now = &table_of_now;                       \
    const struct world *restrict w = (pack)->world;                                                                    \
    const struct collab_params *restrict p = (pack)->params;                                                           \
    (void)now, (void)w, (void)p

/** 1 while a mechanism is on, 0 where the study leaves it out; for use as a factor. */
#define ON(mechanism) (sim_left_out(pack, MECHANISM_##mechanism) ? R(0) : R(1))

/** Index of a tie and of a pair in a forum. */
RULE int tie_of(const struct world_forum *forum, int i, int j)
{
    return forum->first_tie + i * forum->seats + j;
}

RULE int pair_of(const struct world_forum *forum, int i, int j)
{
    return forum->first_pair + j * (j - 1) / 2 + i;
}

/** Index of what seat `s` holds of slot `k`, a slot of its own forum. */
RULE int stance_of(const struct world *w, int s, int k)
{
    return s * w->slots + (k - w->seat[s].forum * w->slots);
}

/** 1 where a comparison holds, otherwise 0; for use as a factor. */
RULE real one_if(bool yes)
{
    return yes ? R(1) : R(0);
}

/** Is any lane of a row above 0? What happens in none need not be worked out. */
static inline bool in_any_lane(const real *row)
{
    int any = 0;
    _Pragma("omp simd reduction(| : any)") for (int lane = 0; lane < SIM_LANES; lane++) any |= row[lane] > R(0);
    return any != 0;
}

/** Half a point for each tool of a forum that brings issues together: a shared assessment, a hub (CAF, MASH). */
RULE real forum_sees(const struct now *now, int f, int lane)
{
    return R(0.5) * (now->cell.forum_shared_assessment[f][lane] + now->cell.forum_hub[f][lane]);
}

/** The lanes of a row that are above 0, a bit each. */
static inline uint32_t lanes_of(const real *row)
{
    uint32_t bits = 0;
    _Pragma("omp simd reduction(| : bits)") for (int lane = 0; lane < SIM_LANES; lane++) bits |=
        (uint32_t)(row[lane] > R(0)) << lane;
    return bits;
}

/** For each lane of `row` that is above 0: what is rare is done in these lanes alone, without a look at the others. */
#define LANES_WHERE(row)                                                                                               \
    for (uint32_t left_ = lanes_of(row); left_ != 0; left_ = 0)                                                        \
        for (int lane = __builtin_ctz(left_); left_ != 0; left_ &= left_ - 1, lane = __builtin_ctz(left_ | 1U << 31))

/** Distance between two places on a scale. */
RULE real distance(real a, real b)
{
    return a < b ? b - a : a - b;
}

/** Part of the way to 1. */
RULE real toward_one(real x, real part)
{
    return x + min(R(1), part) * (R(1) - x);
}

#endif
