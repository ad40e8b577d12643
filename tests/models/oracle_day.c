/* oracle_day.c - room for a run, chance, the first day (section 5), and the month as a list. */
#include "oracle.h"

#include <Random123/threefry.h>
#include <criterion/criterion.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static void *room(int count, size_t size)
{
    void *all = calloc((size_t)count + 1, size);
    cr_assert(all != NULL, "no memory for the oracle");
    return all;
}

void oracle_init(struct oracle *self, const struct world *world)
{
    *self = (struct oracle){ .world = world };
    self->organisation = room(world->organisations, sizeof *self->organisation);
    self->forum = room(world->forums, sizeof *self->forum);
    self->seat = room(world->seats, sizeof *self->seat);
    self->tie = room(world->ties, sizeof *self->tie);
    self->issue = room(world->issues, sizeof *self->issue);
    self->leader = room(world->leaders, sizeof *self->leader);
}

void oracle_free(struct oracle *self)
{
    free(self->organisation);
    free(self->forum);
    free(self->seat);
    free(self->tie);
    free(self->issue);
    free(self->leader);
    *self = (struct oracle){ 0 };
}

float oracle_chance(const struct oracle *self, enum draw name, int k)
{
    threefry4x32_ctr_t counter = { { (uint32_t)self->month, (uint32_t)name, (uint32_t)k / 8, 0 } };
    threefry4x32_key_t key = { { self->seed[0], self->seed[1], self->replicate, 0 } };
    uint32_t word = threefry4x32_R(20, counter, key).v[k % 8 / 2];
    uint32_t bits = k % 2 == 1 ? word >> 16 : word & 0xffff;
    return ((float)bits + 0.5f) / 65536;
}

bool oracle_on(const struct oracle *self, enum mechanism mechanism)
{
    return (self->without[mechanism / 64] >> (mechanism % 64) & 1) == 0;
}

void oracle_phase(struct oracle *self, int phase)
{
    static void (*const month[PHASES_COUNT])(struct oracle *) = {
#define PHASE_OF(name, function, meaning) oracle_##name,
#include "models/schedule.def"
    };
    if ((self->without[phase / 64] >> (phase % 64) & 1) == 0) {
        month[phase](self);
    }
}

/** The struct that holds the state of entity `row`, as its bytes. */
static const char *entity_of(const struct oracle *self, int extent, int row)
{
    switch (extent) {
    case EXTENT_SECTOR:
        return (const char *)&self->sector[row];
    case EXTENT_RESOURCE:
        return (const char *)&self->field[row];
    case EXTENT_ORGANISATION:
        return (const char *)&self->organisation[row];
    case EXTENT_FORUM:
        return (const char *)&self->forum[row];
    case EXTENT_SEAT:
        return (const char *)&self->seat[row];
    case EXTENT_TIE:
        return (const char *)&self->tie[row];
    case EXTENT_ISSUE:
        return (const char *)&self->issue[row];
    case EXTENT_LEADER:
        return (const char *)&self->leader[row];
    default:
        return (const char *)&self->area;
    }
}

float oracle_value(const struct oracle *self, int state, int row)
{
    static const struct {
        int extent;
        size_t offset;
    } variables[STATES_COUNT] = {
#define RUN_STRUCT                         struct area
#define SECTOR_STRUCT                      struct sector_now
#define RESOURCE_STRUCT                    struct field
#define ORGANISATION_STRUCT                struct organisation
#define FORUM_STRUCT                       struct forum
#define SEAT_STRUCT                        struct seat
#define TIE_STRUCT                         struct tie
#define ISSUE_STRUCT                       struct issue
#define LEADER_STRUCT                      struct leader
#define STATE(extent, name, unit, meaning) { EXTENT_##extent, offsetof(extent##_STRUCT, name) },
#include "models/state.def"
    };
    float value;
    memcpy(&value, entity_of(self, variables[state].extent, row) + variables[state].offset, sizeof value);
    return value;
}

/* --- the first day --- */

static void organisation_begins(struct oracle *self, int o)
{
    struct organisation *org = &self->organisation[o];
    float d0 = U(FIRST_ORGANISATION, 3 * o), d1 = U(FIRST_ORGANISATION, 3 * o + 1),
          d2 = U(FIRST_ORGANISATION, 3 * o + 2);
    float near = 0.5f + P(organisations_diversity) * (d0 - 0.5f), apart = P(organisations_first_apart);

    org->home = o == 0 ? share_of(near + apart * (1 - near)) : share_of(near * (1 - apart));
    org->interest =
        share_of(P(organisations_manager_interest) * (float)self->world->organisation[o].interest + 0.3f * (d1 - 0.5f));
    org->staff = (float)self->world->organisation[o].part;
    org->contract = org->contract_alone = 1;
    org->to_renewal = (float)(int)(d2 * P(organisations_contract_months)) + 1;
}

static void seat_begins(struct oracle *self, int s)
{
    const struct world_seat *given = &self->world->seat[s];
    struct seat *seat = &self->seat[s];
    float d[6];
    for (int i = 0; i < 6; i++)
        d[i] = U(FIRST_SEAT, 6 * s + i);

    seat->filled = given->filled && ON(collaboration);
    seat->closed = d[5] < P(people_closed_share);
    seat->mandate = share_of(P(people_mandate) * (float)given->mandate);
    seat->influence = (float)given->influence;
    seat->position = self->organisation[given->organisation].home;
    seat->experience = share_of(P(people_experience) + 0.4f * (d[2] - 0.5f));
    seat->excuse = d[3] < P(people_excuse_share);
    seat->salience = 0.7f;
    if (seat->closed == 0) {
        seat->openness = share_of(P(people_openness) + 0.4f * (d[1] - 0.5f));
    }
    if (seat->filled > 0) {
        seat->commitment = share_of(P(people_commitment) + 0.4f * (d[0] - 0.5f));
        seat->unclear = d[4] < P(structure_ambiguity);
        seat->hope = 0.8f;
        self->area.filled_first += 1;
    }
}

static void make_difficult(const struct oracle *self, struct seat *seat)
{
    int kind = (int)P(people_difficult);
    if (kind == DIFFICULT_true_blocker || kind == DIFFICULT_principled_dissenter) {
        seat->position = seat->position < 0.5f ? 0.95f : 0.05f;
        seat->strange = 1;
    }
    if (kind == DIFFICULT_true_blocker) {
        seat->commitment = 0.1f;
        seat->excuse = 1;
    } else if (kind == DIFFICULT_principled_dissenter) {
        seat->commitment = 0.8f;
    } else if (kind == DIFFICULT_key_resource_holder) {
        seat->commitment = 0.2f;
    }
}

/** The trust of one direction of a pair. */
static void tie_begins(struct oracle *self, int f, int from, int to, float u)
{
    struct tie *tie = tie_between(self, f, from, to);
    float contact = (float)self->world->contact[tie - self->tie];
    tie->institution = share_of(P(trust_start) + 0.3f * (u - 0.5f) + 0.3f * contact);
    if (self->seat[from].filled > 0 && self->seat[to].filled > 0) {
        tie->trust = tie->institution;
    }
}

static void forum_begins(struct oracle *self, int f)
{
    struct forum *forum = &self->forum[f];
    int pair = self->world->forum[f].first_pair;

    forum->alive = ON(collaboration);
    forum->formality = (float)self->world->forum[f].formality;
    forum->purpose = P(users_purpose);
    forum->clock = 4 * (float)(f % 3);
    forum->common = 0.5f;
    forum->trust_mean = P(trust_start);
    forum->openness_mean = P(people_openness);
    forum->hope_mean = 0.8f;
    forum->practice = 0.45f;
    forum->commitment_mean = P(people_commitment);
    make_difficult(self, &self->seat[FIRST_SEAT(f) + 1]);
    for (int b = FIRST_SEAT(f); b < END_SEAT(f); b++) {
        forum->members += self->seat[b].filled;
        for (int a = FIRST_SEAT(f); a < b; a++) {
            float u = U(FIRST_TIE, pair++);
            tie_begins(self, f, a, b, u);
            tie_begins(self, f, b, a, u);
        }
    }
}

static void leader_begins(struct oracle *self, int l)
{
    struct leader *leader = &self->leader[l];
    leader->energy = 0.8f;
    leader->worth_facilitative = leader->worth_directive = 0.5f;
    leader->skill_facilitative = share_of(P(leaders_skill) + 0.3f * (U(FIRST_LEADER, 6 * l) - 0.5f));
    leader->skill_directive = share_of(P(leaders_skill) + 0.3f * (U(FIRST_LEADER, 6 * l + 1) - 0.5f));
    leader->unease = share_of(P(leaders_ideology) + 0.3f * (U(FIRST_LEADER, 6 * l + 2) - 0.5f));
    leader->directive = U(FIRST_LEADER, 6 * l + 3) < P(leaders_directive_share);
    leader->loyalty = share_of(P(leaders_loyalty) + P(leaders_loyalty_spread) * (U(FIRST_LEADER, 6 * l + 4) - 0.5f));
    leader->tenacity = share_of(P(leaders_tenacity) + 0.3f * (U(FIRST_LEADER, 6 * l + 5) - 0.5f));
    leader->cause = self->seat[self->world->leader_seat[l]].position;
}

void oracle_first_day(struct oracle *self)
{
    for (int o = 0; o < self->world->organisations; o++)
        organisation_begins(self, o);
    for (int r = 0; r < RESOURCES_COUNT; r++)
        self->field[r].pressure = 1;
    for (int s = 0; s < self->world->seats; s++)
        seat_begins(self, s);
    for (int f = 0; f < self->world->forums; f++)
        forum_begins(self, f);
    for (int l = 0; l < self->world->leaders; l++)
        leader_begins(self, l);
}
