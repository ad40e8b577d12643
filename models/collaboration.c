/* collaboration.c - the record that the engine gets: every list of the theory in one place. Its month is schedule.def.
 */
#include "collaboration.h"

#include <math.h>

#include "../sim/kernels.h"
#include "events.h"
#include "theory.h"
#include "world.h"

static const char version[] =
#define VERSION(number) #number
#include "parameters.def"
    ;

static const struct sim_group groups[] = {
#define GROUP(group, meaning) { #group, meaning },
#include "parameters.def"
};

#define NUMBER(name_, kind_, value_, low_, high_, from_, to_, unit_, role_, shapes_, meaning_, source_)                \
    {                                                                                                                  \
        .name = name_, .kind = kind_, .value = value_, .low = low_, .high = high_, .from = from_, .to = to_,           \
        .unit = unit_, .role = SIM_##role_, .shapes = shapes_, .meaning = meaning_, .source = source_                  \
    }
#define WORD(name_, value_, list, role_, shapes_, meaning_, source_)                                                   \
    {                                                                                                                  \
        .name = name_, .kind = SIM_CHOICE, .value = value_, .high = WORDS_COUNT(list) - 1,                             \
        .to = WORDS_COUNT(list) - 1, .unit = "choice", .role = SIM_##role_, .shapes = shapes_, .choices = WORDS(list), \
        .meaning = meaning_, .source = source_                                                                         \
    }
/* One parameter for each sector: what they share goes through the list of sectors in brackets. */
#define IN_SECTOR(shared, sector, value) IN_SECTOR_(sector, value, OPENED shared)
#define IN_SECTOR_(...)                  IN_SECTOR_OF(__VA_ARGS__)
#define OPENED(...)                      __VA_ARGS__
#define IN_SECTOR_OF(sector, value, name, low, high, from, to, unit, role, meaning, source)                            \
    NUMBER(name #sector, SIM_REAL, value, low, high, from, to, unit, role, false, meaning, source),
/* The size of all answers to an obstacle in one mode, sampled from half to twice its default. */
#define SIZE_OF_ANSWER(name, mode, value)                                                                              \
    NUMBER("answers.effect." #name "." #mode, SIM_REAL, value, 0, 1, (value) / 2, MIN(2 * (value), 1), "share",        \
           UNCERTAINTY, false, "Size of what such an answer does, or how often where it is done wholly or not at all", \
           "assumed"),
#define MIN(a, b) ((a) < (b) ? (a) : (b))

static const struct sim_param parameters[] = {
#define REAL(group, name, value, low, high, from, to, unit, role, meaning, source)                                     \
    NUMBER(#group "." #name, SIM_REAL, value, low, high, from, to, unit, role, false, meaning, source),
#define SHAPE(group, name, value, low, high, from, to, unit, role, meaning, source)                                    \
    NUMBER(#group "." #name, SIM_WHOLE, value, low, high, from, to, unit, role, true, meaning, source),
#define CHOICE(group, name, value, list, role, meaning, source)                                                        \
    WORD(#group "." #name, value, list, role, false, meaning, source),
#define SHAPE_CHOICE(group, name, value, list, role, meaning, source)                                                  \
    WORD(#group "." #name, value, list, role, true, meaning, source),
#define BY_SECTOR(group, name, low, high, from, to, unit, role, meaning, source, ...)                                  \
    SECTORS_WITH(IN_SECTOR, (#group "." #name ".", low, high, from, to, unit, role, meaning, source), __VA_ARGS__)
#define BY_MODE(group, name, value, low, high, from, to, unit, role, meaning, source)                                  \
    REAL(group, name.facilitative, value, low, high, from, to, unit, role, meaning, source)                            \
    REAL(group, name.directive, value, low, high, from, to, unit, role, meaning, source)
#include "parameters.def"
#define OBSTACLE(name, effect, ...) SIZE_OF_ANSWER(name, facilitative, effect) SIZE_OF_ANSWER(name, directive, effect)
#include "obstacles.def"
};

static const struct sim_series outcomes[] = {
#define OUTCOME(name, unit, low, high, meaning) { #name, unit, low, high, NULL, meaning },
#define OUTCOME_CHOICE(name, list, meaning)     { #name, #name, 0, 255, WORDS(list), meaning },
#include "outcomes.def"
};

static const struct sim_outcome_of outcomes_of[] = {
#define OUTCOME_OF(extent, name, unit, low, high, meaning)                                                             \
    { { #name, unit, low, high, NULL, meaning }, EXTENT_##extent },
#define OUTCOME_OF_CHOICE(extent, name, list, meaning)                                                                 \
    { { #name, #name, 0, 255, WORDS(list), meaning }, EXTENT_##extent },
#include "outcomes.def"
};

static const struct sim_series histories[] = {
#define HISTORY(name, unit, low, high, meaning) { #name, unit, low, high, NULL, meaning },
#include "outcomes.def"
};

static const struct sim_name phases[] = {
#define PHASE_OF(name, function, meaning) { #name, meaning },
#include "schedule.def"
};

static const struct sim_name mechanisms[] = {
#define MECHANISM(name, meaning) { #name, meaning },
#include "schedule.def"
};

static const char *const media[] = { "structure_leads",   "processes_lead", "participants_lead",
                                     "facilitative_acts", "directive_acts", NULL };

static const struct sim_name invariants[] = {
#define INVARIANT(name, meaning) { #name, meaning },
#include "schedule.def"
};

static const struct sim_name draws[] = {
#define DRAW(name, entity, meaning) { #name, #entity ": " meaning },
#include "draws.def"
};

static const struct sim_extent extents[] = {
#define EXTENT(name, named, meaning) { #name, named, meaning },
#include "extents.def"
};

static const struct sim_link links[] = {
#define LINK(extent, name, of, meaning) { #name, EXTENT_##extent, EXTENT_##of, meaning },
#include "extents.def"
};

static const struct sim_state state[] = {
#define STATE(extent, name, unit, meaning) { #name, EXTENT_##extent, unit, meaning },
#include "state.def"
};

static const struct sim_occasion occasions[] = {
#define EVENT(name, extent, other, sentence, meaning) { #name, EXTENT_##extent, EXTENT_##other, sentence, meaning },
#include "events.def"
};

static const char act_words[] =
#define ACT(name, ...) " " #name
#include "acts.def"
    ;
static const char act_stories[] =
#define ACT(name, mode, obstacle, medium, scope, exposure, story, ...) " " #story
#include "acts.def"
    ;
static const char obstacle_words[] =
#define OBSTACLE(name, ...) " " #name
#include "obstacles.def"
    ;

static const struct sim_series fields[] = {
#define FIELD(name, unit, low, high, meaning) { #name, unit, low, high, NULL, meaning },
#define FIELD_CHOICE(name, words, meaning)    { #name, "choice", 0, 255, words, meaning },
#include "events.def"
};

static int rows(const void *world, int extent)
{
    return world_rows(world, (enum extent)extent);
}

static void entity(const void *world, int extent, int row, char *text, int size)
{
    world_entity(world, (enum extent)extent, row, text, size);
}

static int place(const void *world, int table, int row)
{
    return world_place(world, (enum world_table)table, row);
}

static int linked(const void *world, int link, int row)
{
    return world_linked(world, (enum link)link, row);
}

static const char *const act_columns[] = { "act",      "mode", "obstacle", "medium",  "scope",
                                           "exposure", "size", "concept",  "meaning", NULL };
static const char *const act_cells[] = {
#define ACT(name, mode, obstacle, medium, scope, exposure, story, concept, meaning)                                    \
#name, #mode, #obstacle, #medium, #scope, #exposure, "effect", concept, meaning,
#define ACT_WHOLE(name, mode, obstacle, medium, scope, exposure, story, concept, meaning)                              \
#name, #mode, #obstacle, #medium, #scope, #exposure, "whole", concept, meaning,
#include "acts.def"
    NULL
};

static const char *const obstacle_columns[] = { "obstacle", "effect", "concept", "meaning", NULL };
static const char *const obstacle_cells[] = {
#define OBSTACLE(name, effect, concept, meaning) #name, #effect, concept, meaning,
#include "obstacles.def"
    NULL
};

static const struct sim_page pages[] = {
    { "obstacles", "What holds up issues", obstacle_columns, obstacle_cells },
    { "acts", "Acts of leaders", act_columns, act_cells },
};

static const struct sim_gone gone[] = {
#define GONE(what, name, now) { #what, name, now },
#include "gone.def"
    { 0 },
};

#define COUNT(list) ((int)(sizeof(list) / sizeof((list)[0])))

SIM_KERNELS(collaboration);

const struct sim_model collaboration = {
    .name = "collaboration",
    .version = version,
    .title = "Collaborative advantage versus inertia",
    .meaning = "An area of organisations that work alone and together, through austerity and turbulence "
               "(Vangen & Diamond, Researching Leadership for Collaborative Advantage)",
    .params = { parameters, COUNT(parameters), groups, COUNT(groups) },
    .tables = world_tables,
    .tables_count = WORLD_TABLES_COUNT,
    .outcomes = outcomes,
    .outcomes_count = OUTCOMES_COUNT,
    .outcomes_of = outcomes_of,
    .outcomes_of_count = OUTCOMES_OF_COUNT,
    .histories = histories,
    .histories_count = HISTORIES_COUNT,
    .phases = phases,
    .phases_count = PHASES_COUNT,
    .mechanisms = mechanisms,
    .mechanisms_count = COUNT(mechanisms),
    .media = media,
    .draws = draws,
    .draws_count = DRAWS_COUNT,
    .invariants = invariants,
    .invariants_count = INVARIANTS_COUNT,
    .extents = extents,
    .extents_count = EXTENTS_COUNT,
    .links = links,
    .links_count = LINKS_COUNT,
    .state = state,
    .state_count = STATES_COUNT,
    .occasions = occasions,
    .occasions_count = EVENTS_COUNT,
    .fields = fields,
    .fields_count = COUNT(fields),
    .pages = pages,
    .pages_count = COUNT(pages),
    .gone = gone,
    .kernels = collaboration_kernels,
    .start = "2010-04",
    .world_new = world_new,
    .places = world_places,
    .world_free = world_free,
    .reads = world_reads,
    .sample = &world_sample,
    .place = place,
    .rows = rows,
    .entity = entity,
    .linked = linked,
    .happened = events_of_month,
};
