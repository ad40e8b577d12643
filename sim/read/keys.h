/* keys.h - the keys of a study file, listed in keys.def, and the words of designs, distributions and tests, listed in
 * words.def. */
#ifndef SIM_KEYS_H
#define SIM_KEYS_H

#include "../model.h"
#include "../names.h"

#ifndef MOST_LEVELS /* a fuzzer would spend its time on them */
#define MOST_LEVELS 1000000
#endif

enum sim_scope_id {
#define SCOPE(scope, ...) SIM_SCOPE_##scope,
#include "keys.def"
    SIM_SCOPES
};

/** SIM_KEY_until_outcome and so on. */
enum sim_key_id {
#define KEY(scope, key, ...)   SIM_KEY_##scope##_##key,
#define WHOLE(scope, key, ...) SIM_KEY_##scope##_##key,
#define REAL(scope, key, ...)  SIM_KEY_##scope##_##key,
#define WORD(scope, key, ...)  SIM_KEY_##scope##_##key,
#include "keys.def"
    SIM_KEYS
};

enum sim_key_form { SIM_KEY_OWN, SIM_KEY_WHOLE, SIM_KEY_REAL, SIM_KEY_WORD };

struct sim_key {
    const char *name;
    enum sim_scope_id scope;
    enum sim_key_form form;
    const char *only;        /* kinds that have the key, separated by one space; "": all */
    double low, high, value; /* of a number: range and default; NAN where they depend on other things */
    const char *wants;       /* the value in words; for a WORD its words; for a number its unit */
    const char *otherwise;   /* what a missing key means, in words */
    const char *meaning;
};
extern const struct sim_key sim_keys[SIM_KEYS];

struct sim_scope {
    const char *title, *meaning;
    const char *const *examples; /* ended by NULL */
};
extern const struct sim_scope sim_scopes[SIM_SCOPES];

/** All keys of a scope, in the order of the table. */
struct sim_names sim_scope_keys(enum sim_scope_id scope);
/** Key of a scope, or NULL. */
const struct sim_key *sim_scope_key(enum sim_scope_id scope, const char *name);

/** A word of a study file that chooses one of several kinds. */
struct sim_kind_word {
    const char *word;
    const char *first, *second; /* tests: keys of their arms, `second` NULL without; designs: their rows */
    int fewest;                 /* tests: arms in each */
    const char *unit;           /* tests: of what they find; NULL: of what they measure */
    const char *meaning;
};
enum sim_kinds_id { SIM_KINDS_designs, SIM_KINDS_distributions, SIM_KINDS_tests, SIM_KINDS_statistics, SIM_KINDS };
/** Words of sim_design_kind (from SIM_DESIGN_GRID on), sim_distribution, sim_expectation, sim_statistic, in their
 * order.
 */
extern const struct sim_kind_word *const sim_kind_words[SIM_KINDS];
struct sim_names sim_kinds(enum sim_kinds_id kinds);

/** Write a list of names as "a, b, c" into `text` of `size` bytes, cut off if it is too long. Returns `text`. */
const char *sim_names_text(struct sim_names names, char *text, size_t size);

/** Name of a kind of entities as a reader meets it, "seat" of SEAT, with a suffix behind it: "seat_forum". */
void sim_extent_name(const struct sim_model *model, int extent, const char *suffix, char *name, size_t size);

/** An example with names of the model in place of its marks: @real@ a real parameter, @low@, @high@ its plausible range
 * and @top@ the end of what is allowed; @group@ and @member@ the two halves of its name; @outcome@ one with a mean,
 * @history@, @part@, @table@ of rows, @links@ between them; @entities@ patterns of outcomes of entities, if it has any;
 * @snapshots@ and @events@ what a model with them takes, or none. The caller frees it; NULL without memory. */
char *sim_key_example(const struct sim_model *model, const char *example);

#endif
