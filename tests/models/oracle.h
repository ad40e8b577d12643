/* oracle.h - the collaboration model once more, written from its description (models/README.md, sections 5 and 7): one
 * run, one entity at a time, in plain structs, with branches. It shares no code with the kernel but the lists of names
 * and the fixed world, so that a slip in either shows as a difference. Single precision, as the description asks. */
#ifndef ORACLE_H
#define ORACLE_H

#include <stdbool.h>
#include <stdint.h>

#include "models/theory.h"
#include "models/world.h"

/** Parameters: those of parameters.def, then energy, time, chance and backlash of each act, and the effect of those
 * that have a size. */
enum { ORACLE_PARAMS = PARAMS_BEFORE_ACTS + 4 * ACTS_COUNT + SIZES_COUNT };
enum act_part { ACT_ENERGY, ACT_TIME, ACT_CHANCE, ACT_BACKLASH, ACT_PARTS };

/** One struct for each kind of entity, with a number for each of its state variables. */
#define FIELD_OF(extent, name) extent##_FIELD(name)
#define RUN_FIELD(name)
#define SECTOR_FIELD(name)
#define RESOURCE_FIELD(name)
#define ORGANISATION_FIELD(name)
#define FORUM_FIELD(name)
#define SEAT_FIELD(name)
#define TIE_FIELD(name)
#define ISSUE_FIELD(name)
#define LEADER_FIELD(name)

#undef RUN_FIELD
#define RUN_FIELD(name) float name;
struct area {
#define STATE(extent, name, unit, meaning) FIELD_OF(extent, name)
#include "models/state.def"
};
#undef RUN_FIELD
#define RUN_FIELD(name)

#undef SECTOR_FIELD
#define SECTOR_FIELD(name) float name;
struct sector_now {
#define STATE(extent, name, unit, meaning) FIELD_OF(extent, name)
#include "models/state.def"
};
#undef SECTOR_FIELD
#define SECTOR_FIELD(name)

#undef RESOURCE_FIELD
#define RESOURCE_FIELD(name) float name;
struct field {
#define STATE(extent, name, unit, meaning) FIELD_OF(extent, name)
#include "models/state.def"
};
#undef RESOURCE_FIELD
#define RESOURCE_FIELD(name)

#undef ORGANISATION_FIELD
#define ORGANISATION_FIELD(name) float name;
struct organisation {
#define STATE(extent, name, unit, meaning) FIELD_OF(extent, name)
#include "models/state.def"
};
#undef ORGANISATION_FIELD
#define ORGANISATION_FIELD(name)

#undef FORUM_FIELD
#define FORUM_FIELD(name) float name;
struct forum {
#define STATE(extent, name, unit, meaning) FIELD_OF(extent, name)
#include "models/state.def"
};
#undef FORUM_FIELD
#define FORUM_FIELD(name)

#undef SEAT_FIELD
#define SEAT_FIELD(name) float name;
struct seat {
#define STATE(extent, name, unit, meaning) FIELD_OF(extent, name)
#include "models/state.def"
};
#undef SEAT_FIELD
#define SEAT_FIELD(name)

#undef TIE_FIELD
#define TIE_FIELD(name) float name;
struct tie {
#define STATE(extent, name, unit, meaning) FIELD_OF(extent, name)
#include "models/state.def"
};
#undef TIE_FIELD
#define TIE_FIELD(name)

#undef ISSUE_FIELD
#define ISSUE_FIELD(name) float name;
struct issue {
#define STATE(extent, name, unit, meaning) FIELD_OF(extent, name)
#include "models/state.def"
};
#undef ISSUE_FIELD
#define ISSUE_FIELD(name)

#undef LEADER_FIELD
#define LEADER_FIELD(name) float name;
struct leader {
#define STATE(extent, name, unit, meaning) FIELD_OF(extent, name)
#include "models/state.def"
};
#undef LEADER_FIELD
#define LEADER_FIELD(name)

struct oracle {
    const struct world *world;
    uint32_t seed[2], replicate;
    uint64_t without[4];
    int month, months;
    float param[ORACLE_PARAMS]; /* as they stand this month */
    struct area area;
    struct sector_now sector[SECTORS_COUNT];
    struct field field[RESOURCES_COUNT];
    struct organisation *organisation;
    struct forum *forum;
    struct seat *seat;
    struct tie *tie;
    struct issue *issue;
    struct leader *leader;
    float history[HISTORIES_COUNT];
    double outcome[OUTCOMES_COUNT];
};

/** Room for a run in `world`; the caller sets seed, replicate, without, months and, before each month, month and param.
 * Fails the test where there is no memory. */
void oracle_init(struct oracle *self, const struct world *world);
void oracle_free(struct oracle *self);

void oracle_first_day(struct oracle *self);
/** One phase of the month; nothing where it is left out. */
void oracle_phase(struct oracle *self, int phase);
void oracle_finish(struct oracle *self);

/** Value of a state variable for one entity. */
float oracle_value(const struct oracle *self, int state, int row);

/** u(NAME, k): the k-th number of a draw this month. */
float oracle_chance(const struct oracle *self, enum draw name, int k);
/** Is the mechanism on? */
bool oracle_on(const struct oracle *self, enum mechanism mechanism);

/** The phases, by chapter. */
void oracle_context(struct oracle *self);
void oracle_sectors(struct oracle *self);
void oracle_organisations(struct oracle *self);
void oracle_leaders(struct oracle *self);
void oracle_processes(struct oracle *self);
void oracle_trust(struct oracle *self);
void oracle_people(struct oracle *self);
void oracle_agenda(struct oracle *self);
void oracle_users(struct oracle *self);
void oracle_structure(struct oracle *self);
void oracle_outcomes(struct oracle *self);

/** For a function with the run as `self`. */
#define P(name)            (self->param[PARAM_##name])
#define P_OF(name, sector) (self->param[PARAM_##name + (int)(sector)])
#define P_ACT(part, act)   (self->param[PARAMS_BEFORE_ACTS + (part)*ACTS_COUNT + (act)])
#define P_EFFECT(size)     (self->param[PARAMS_BEFORE_ACTS + ACT_PARTS * ACTS_COUNT + (size)])
#define ON(name)           oracle_on(self, MECHANISM_##name)
#define U(name, k)         oracle_chance(self, DRAW_##name, k)

static inline float MIN(float a, float b)
{
    return a < b ? a : b;
}

static inline float most_of(float a, float b)
{
    return a > b ? a : b;
}

static inline float share_of(float x)
{
    if (x > 1) {
        return 1;
    }
    return x > 0 ? x : 0;
}

static inline float none_if_tiny(float x)
{
    return x < 0.000001f ? 0 : x;
}

static inline float between(float a, float b)
{
    return a < b ? b - a : a - b;
}

static inline float toward_one(float x, float part)
{
    return x + MIN(1, part) * (1 - x);
}

static inline float stock(float x, float gain, float loss)
{
    return share_of(x + gain * (1 - x) - loss * x);
}

/** ruled(): red tape and order of a sector by the density of rules. */
static inline float ruled(const struct oracle *self, float x)
{
    return share_of(x * P(sectors_rules));
}

/** What a leader has energy left to do (vigour, section 7.4). */
static inline float vigour_of(const struct leader *leader)
{
    return leader->energy > 0.05f ? MIN(1, leader->energy / 0.4f) : 0;
}

/** Contracts and safeguards that stand in for trust. */
static inline float safeguards_of(const struct oracle *self)
{
    return ON(safeguards) ? P(structure_safeguards) : 0;
}

static inline int sector_of(const struct oracle *self, int seat)
{
    return self->world->organisation[self->world->seat[seat].organisation].sector;
}

/** trust[i->j], seats by their numbers in the area; both sit in forum f. */
static inline struct tie *tie_between(const struct oracle *self, int f, int from, int to)
{
    const struct world_forum *forum = &self->world->forum[f];
    return &self->tie[forum->first_tie + (from - forum->first_seat) * forum->seats + (to - forum->first_seat)];
}

/** First seat of a forum, and the one behind its last. */
#define FIRST_SEAT(f) (self->world->forum[f].first_seat)
#define END_SEAT(f)   (self->world->forum[f].first_seat + self->world->forum[f].seats)

#endif
