/* choices.h - the words of every choice, each list said once: enums, texts of parameters and columns of tables grow
 * from it. A list calls X(PREFIX, word) for each of its words, in the order of their numbers. */
#ifndef CHOICES_H
#define CHOICES_H

/** Each sector with a value of its own: X(of, sector, value) (F1 .. F11, 1N). */
#define SECTORS_WITH(X, of, a, b, c, d, e, f, g, h)                                                                    \
    X(of, council, a)   /* local government: its departments are organisations with a common parent */                 \
    X(of, health, b)    /* health commissioners, community health, mental health, GPs */                               \
    X(of, schools, c)   /* schools, children's centres, further education and training */                              \
    X(of, justice, d)   /* police, youth offending, courts, probation, community safety */                             \
    X(of, housing, e)   /* housing associations and housing departments */                                             \
    X(of, voluntary, f) /* charities and community organisations */                                                    \
    X(of, national, g)  /* ministries, benefits and employment agencies */                                             \
    X(of, funders, h)   /* lottery and foundations */
#define SECTORS(X) SECTORS_WITH(X, SECTOR, , , , , , , , )

/** What families need and organisations can give (A4, A16). */
#define RESOURCES(X)                                                                                                   \
    X(RESOURCE, care)       /* social care and family support */                                                       \
    X(RESOURCE, health)     /* physical and mental health */                                                           \
    X(RESOURCE, learning)   /* early years, school, training */                                                        \
    X(RESOURCE, safety)     /* protection from crime and harm */                                                       \
    X(RESOURCE, home)       /* a place to live */                                                                      \
    X(RESOURCE, livelihood) /* work, benefits, money */
#define RESOURCES_OR_NONE(X) X(RESOURCE, none) RESOURCES(X)

/** Who runs a forum; a fabric has no board, pairs agree by themselves (1L, J2). */
#define GOVERNANCES(X)                                                                                                 \
    X(GOVERNANCE, shared) X(GOVERNANCE, lead_organisation) X(GOVERNANCE, administrator) X(GOVERNANCE, fabric)
/** Governance of the forums of a made area: the first three in turn, or all the same. */
#define MADE_GOVERNANCES(X) X(MADE_GOVERNANCE, mixed) GOVERNANCES(X)
/** How a forum decides. */
#define RULES(X) X(RULE, majority) X(RULE, three_quarters) X(RULE, consensus)
/** Where a forum comes from (B6). */
#define ORIGINS(X) X(ORIGIN, imposed) X(ORIGIN, designed) X(ORIGIN, emerged)
/** Sectors of a made area. */
#define MIXES(X) X(MIX, mixed) X(MIX, council) X(MIX, voluntary)

/** How a leader chooses between the modes (C12, C13). */
#define POLICIES(X)                                                                                                    \
    X(POLICY, fixed)                                                                                                   \
    X(POLICY, alternating)                                                                                             \
    X(POLICY, switching)                                                                                               \
    X(POLICY, facilitative_until_stuck)                                                                                \
    X(POLICY, directive_first)                                                                                         \
    X(POLICY, learning)                                                                                                \
    X(POLICY, none)
/** Who may act (D5). */
#define INITIATIVES(X) X(INITIATIVE, heroic) X(INITIATIVE, shared) X(INITIATIVE, distributed)
/** What leaders may do about a blocker (S6, S7). */
#define TACTICS(X)                                                                                                     \
    X(TACTIC, any)                                                                                                     \
    X(TACTIC, keep)                                                                                                    \
    X(TACTIC, challenge)                                                                                               \
    X(TACTIC, route_around)                                                                                            \
    X(TACTIC, isolate)                                                                                                 \
    X(TACTIC, reseat)                                                                                                  \
    X(TACTIC, dismiss)
/** What the second member of a forum is like (S6, S7). */
#define DIFFICULTIES(X)                                                                                                \
    X(DIFFICULT, nobody)                                                                                               \
    X(DIFFICULT, true_blocker)                                                                                         \
    X(DIFFICULT, principled_dissenter)                                                                                 \
    X(DIFFICULT, key_resource_holder)
/** How a run ends (A1, A2). */
#define REGIMES(X)                                                                                                     \
    X(REGIME, advantage)                                                                                               \
    X(REGIME, hard_won_advantage)                                                                                      \
    X(REGIME, slow_inertia)                                                                                            \
    X(REGIME, painful_inertia)                                                                                         \
    X(REGIME, collapse)
/** How a forum ends (A1, A2, A21). */
#define FATES(X)                                                                                                       \
    X(FATE, advantage)                                                                                                 \
    X(FATE, hard_won_advantage)                                                                                        \
    X(FATE, slow_inertia)                                                                                              \
    X(FATE, painful_inertia)                                                                                           \
    X(FATE, dead)                                                                                                      \
    X(FATE, merged)

#define CHOICE_NAME(prefix, word, ...)  prefix##_##word,
#define CHOICE_WORD(prefix, word, ...)  " " #word
#define CHOICE_TEXT(prefix, word, ...)  #word,
#define CHOICE_COUNT(prefix, word, ...) +1

/** The words of a list, separated by one space; and how many they are. */
#define WORDS(list)       (&list(CHOICE_WORD)[1])
#define WORDS_COUNT(list) (0 list(CHOICE_COUNT))

enum sector { SECTORS(CHOICE_NAME) SECTORS_COUNT };
enum resource { RESOURCES(CHOICE_NAME) RESOURCES_COUNT };
enum governance { GOVERNANCES(CHOICE_NAME) };
enum made_governance { MADE_GOVERNANCE_mixed };
enum rule { RULES(CHOICE_NAME) };
enum origin { ORIGINS(CHOICE_NAME) };
enum mix { MIXES(CHOICE_NAME) };
enum policy { POLICIES(CHOICE_NAME) };
enum initiative { INITIATIVES(CHOICE_NAME) };
enum tactic { TACTICS(CHOICE_NAME) };
enum difficult { DIFFICULTIES(CHOICE_NAME) };
enum regime { REGIMES(CHOICE_NAME) };
enum fate { FATES(CHOICE_NAME) FATES_COUNT };

#endif
