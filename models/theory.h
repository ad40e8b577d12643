/* theory.h - the lists of the theory as C: entities, parameters, draws, mechanisms. Chapters and the record share it.
 */
#ifndef THEORY_H
#define THEORY_H

#include <stdint.h>

enum sector {
#define SECTOR(name, meaning) SECTOR_##name,
#include "sectors.def"
#undef SECTOR
    SECTORS_COUNT
};

enum resource {
#define RESOURCE(name, meaning) RESOURCE_##name,
#include "resources.def"
#undef RESOURCE
    RESOURCES_COUNT
};

/** Parameters in the order of the list; those by sector begin at the name and end at name_last. Acts' follow after
 * them. */
enum param {
#define GROUP(group, meaning)
#define END(group)
#define REAL(group, name, ...) PARAM_##group##_##name,
#define SHAPE                  REAL
#define CHOICE                 REAL
#define SHAPE_CHOICE           REAL
#define SECTORS(group, name, ...)                                                                                      \
    PARAM_##group##_##name, PARAM_##group##_##name##_last = PARAM_##group##_##name + SECTORS_COUNT - 1,
#include "parameters.def"
#undef GROUP
#undef END
#undef REAL
#undef SHAPE
#undef CHOICE
#undef SHAPE_CHOICE
#undef SECTORS
    PARAMS_BEFORE_ACTS
};

/** Kinds of entities that state belongs to. */
enum extent {
#define EXTENT(name, named, meaning) EXTENT_##name,
#include "extents.def"
#undef EXTENT
    EXTENTS_COUNT,
    EXTENT_NOBODY = -1
};

/** What belongs to what. */
enum link {
#define LINK(extent, name, of, meaning) LINK_##extent##_##name,
#include "extents.def"
#undef LINK
    LINKS_COUNT
};

enum state {
#define STATE(extent, name, unit, meaning) STATE_##name,
#include "state.def"
#undef STATE
    STATES_COUNT
};

enum act_mode { FACILITATIVE, DIRECTIVE };
enum act_medium { STRUCTURE, PROCESS, PARTICIPANT };
enum act_failure { WASTED, OFFENDS, DISAPPOINTS, INFLAMES, EXPOSED };

enum act {
#define ACT(name, ...) ACT_##name,
#include "acts.def"
#undef ACT
    ACTS_COUNT
};

/** Acts that have a size, in their order. */
enum act_size {
#define ACT(name, ...) SIZE_##name,
#define ACT_WHOLE(...)
#include "acts.def"
#undef ACT
    SIZES_COUNT
};

/** What may happen in a month. */
enum occasion {
#define EVENT(name, extent, other, sentence, meaning) EVENT_##name,
#include "events.def"
#undef EVENT
    EVENTS_COUNT
};

enum draw {
#define DRAW(name, entity, meaning) DRAW_##name,
#include "draws.def"
#undef DRAW
    DRAWS_COUNT
};

enum phase {
#define PHASE_OF(name, function, meaning) IN_PHASE_##name,
#include "schedule.def"
#undef PHASE_OF
    PHASES_COUNT
};

/** Continues the count of phases: the number that a `without` bit has. */
enum mechanism {
    BEFORE_MECHANISMS = PHASES_COUNT - 1,
#define MECHANISM(name, meaning) MECHANISM_##name,
#include "schedule.def"
#undef MECHANISM
    AFTER_MECHANISMS
};

enum invariant {
#define INVARIANT(name, meaning) INVARIANT_##name,
#include "schedule.def"
#undef INVARIANT
    INVARIANTS_COUNT
};

enum outcome {
#define OUTCOME(name, unit, low, high, meaning) OUTCOME_##name,
#define OUTCOME_CHOICE(name, words, meaning)    OUTCOME_##name,
#define HISTORY(name, unit, low, high, meaning)
#include "outcomes.def"
#undef OUTCOME
#undef OUTCOME_CHOICE
#undef HISTORY
    OUTCOMES_COUNT
};

enum history {
#define OUTCOME(name, unit, low, high, meaning)
#define OUTCOME_CHOICE(name, words, meaning)
#define HISTORY(name, unit, low, high, meaning) HISTORY_##name,
#include "outcomes.def"
#undef OUTCOME
#undef OUTCOME_CHOICE
#undef HISTORY
    HISTORIES_COUNT
};

/** Words of choices, in the order of their texts in parameters.def and world.c. */
enum policy {
    POLICY_FIXED,
    POLICY_ALTERNATING,
    POLICY_SWITCHING,
    POLICY_UNTIL_STUCK,
    POLICY_DIRECTIVE_FIRST,
    POLICY_LEARNING,
    POLICY_NONE
};
enum initiative { INITIATIVE_HEROIC, INITIATIVE_SHARED, INITIATIVE_DISTRIBUTED };
enum rule { RULE_MAJORITY, RULE_THREE_QUARTERS, RULE_CONSENSUS };
enum governance { GOVERNANCE_SHARED, GOVERNANCE_LEAD, GOVERNANCE_ADMINISTRATOR, GOVERNANCE_FABRIC };
enum tactic {
    TACTIC_ANY,
    TACTIC_KEEP,
    TACTIC_CHALLENGE,
    TACTIC_ROUTE_AROUND,
    TACTIC_ISOLATE,
    TACTIC_RESEAT,
    TACTIC_DISMISS
};
enum difficult { DIFFICULT_NOBODY, DIFFICULT_BLOCKER, DIFFICULT_DISSENTER, DIFFICULT_HOLDER };
enum mix { MIX_MIXED, MIX_COUNCIL, MIX_VOLUNTARY };
enum origin { ORIGIN_IMPOSED, ORIGIN_DESIGNED, ORIGIN_EMERGED };
enum leaving { LEAVING_FOR_GOOD = 1, LEAVING_FOR_ANOTHER = 2 };
enum regime { REGIME_ADVANTAGE, REGIME_HARD_WON, REGIME_SLOW_INERTIA, REGIME_PAINFUL_INERTIA, REGIME_COLLAPSE };

/** Members of a forum who may act as its leaders: the most influential, one an organisation. */
enum { LEADERS_A_FORUM = 3 };

#endif
