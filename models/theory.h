/* theory.h - the lists of the theory as C: entities, parameters, draws, mechanisms. Chapters and the record share it.
 */
#ifndef THEORY_H
#define THEORY_H

#include <stdint.h>

#include "choices.h"

enum act_mode { FACILITATIVE, DIRECTIVE, MODES_COUNT };

/** Parameters in the order of the list; those by sector or mode begin at the name and end at name_last. The sizes of
 * answers follow after them. */
enum param {
#define ONE_VALUE(group, name) PARAM_##group##_##name,
#define BY_MODE(group, name, ...)                                                                                      \
    PARAM_##group##_##name, PARAM_##group##_##name##_last = PARAM_##group##_##name + MODES_COUNT - 1,
#define BY_SECTOR(group, name, ...)                                                                                    \
    PARAM_##group##_##name, PARAM_##group##_##name##_last = PARAM_##group##_##name + SECTORS_COUNT - 1,
#include "parameters.def"
    PARAMS_BEFORE_SIZES
};

/** Kinds of entities that state belongs to. */
enum extent {
#define EXTENT(name, named, meaning) EXTENT_##name,
#include "extents.def"
    EXTENTS_COUNT,
    EXTENT_NOBODY = -1
};

/** What belongs to what. */
enum link {
#define LINK(extent, name, of, meaning) LINK_##extent##_##name,
#include "extents.def"
    LINKS_COUNT
};

enum state {
#define STATE(extent, name, unit, meaning) STATE_##name,
#include "state.def"
    STATES_COUNT
};

enum act_medium { STRUCTURE, PROCESS, PARTICIPANT };
enum act_scope { MEETING, PERSON, HOME };
enum act_exposure { OPEN, COVERT };

/** What may hold up an issue. */
enum obstacle {
#define OBSTACLE(name, ...) OBSTACLE_##name,
#include "obstacles.def"
    OBSTACLES_COUNT
};

enum act {
#define ACT(name, ...) ACT_##name,
#include "acts.def"
    ACTS_COUNT
};

/** What may happen in a month. */
enum occasion {
#define EVENT(name, extent, other, sentence, meaning) EVENT_##name,
#include "events.def"
    EVENTS_COUNT
};

enum draw {
#define DRAW(name, entity, meaning) DRAW_##name,
#include "draws.def"
    DRAWS_COUNT
};

enum phase {
#define PHASE_OF(name, function, meaning) IN_PHASE_##name,
#include "schedule.def"
    PHASES_COUNT
};

/** Continues the count of phases: the number that a `without` bit has. */
enum mechanism {
    BEFORE_MECHANISMS = PHASES_COUNT - 1,
#define MECHANISM(name, meaning) MECHANISM_##name,
#include "schedule.def"
    AFTER_MECHANISMS
};

enum invariant {
#define INVARIANT(name, meaning) INVARIANT_##name,
#include "schedule.def"
    INVARIANTS_COUNT
};

enum outcome {
#define OUTCOME(name, ...)        OUTCOME_##name,
#define OUTCOME_CHOICE(name, ...) OUTCOME_##name,
#include "outcomes.def"
    OUTCOMES_COUNT
};

enum outcome_of {
#define OUTCOME_OF(extent, name, ...)        OUTCOME_OF_##extent##_##name,
#define OUTCOME_OF_CHOICE(extent, name, ...) OUTCOME_OF_##extent##_##name,
#include "outcomes.def"
    OUTCOMES_OF_COUNT
};

enum history {
#define HISTORY(name, ...) HISTORY_##name,
#include "outcomes.def"
    HISTORIES_COUNT
};

enum leaving { LEAVING_FOR_GOOD = 1, LEAVING_FOR_ANOTHER = 2 };

/** Acts that may be begun in a forum in a month, each by whoever is drawn. */
enum { LEADERS_A_FORUM = 3 };

#endif
