/* study_file.c - `describe --study-file`: every key of a study file, from the table by which it is read. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../read/keys.h"
#include "commands.h"

/** Words that are separated by blanks, with commas between them. */
static void put_words(const char *words)
{
    for (const char *at = words; *at != '\0'; at++)
        *at == ' ' ? printf(", ") : putchar(*at);
}

/** What may stand behind a key. */
static void put_wants(const struct sim_key *key)
{
    const char *kind = key->form == SIM_KEY_WHOLE ? "a whole number" : "a number";

    if (key->form == SIM_KEY_OWN) {
        printf("%s", key->wants);
    } else if (key->form == SIM_KEY_WORD) {
        put_words(key->wants);
    } else if (isnan(key->low)) {
        printf("%s in the parameter's range", kind);
    } else {
        printf("%s, %.16g..%.16g%s%s", kind, key->low, key->high, key->wants[0] == '\0' ? "" : " ", key->wants);
    }
}

static void put_default(const struct sim_key *key)
{
    char word[64];

    if (key->form == SIM_KEY_WORD) {
        sim_word_at(key->wants, 0, word, sizeof word);
        printf("%s", word);
    } else if (key->form == SIM_KEY_OWN) {
        printf("%s", key->otherwise);
    } else if (isfinite(key->value)) {
        printf("%.16g", key->value);
    }
}

static void put_keys(enum sim_scope_id scope)
{
    struct sim_names names = sim_scope_keys(scope);
    const struct sim_key *keys = names.first;

    printf("\n| key | value | default | meaning |\n|---|---|---|---|\n");
    for (int i = 0; i < names.count; i++) {
        printf("| `%s` | ", keys[i].name);
        put_wants(&keys[i]);
        printf(" | ");
        put_default(&keys[i]);
        printf(" | %s", keys[i].meaning);
        if (keys[i].only[0] != '\0') {
            printf(". Only in ");
            put_words(keys[i].only);
        }
        printf(" |\n");
    }
}

static enum sim_status put_examples(const struct sim_model *model, enum sim_scope_id scope, struct sim_errors *errors)
{
    for (const char *const *example = sim_scopes[scope].examples; *example != NULL; example++) {
        char *text = sim_key_example(model, *example);
        if (text == NULL) {
            return sim_fail(errors, SIM_MEMORY, "no memory for an example");
        }
        printf("\n```yaml\n%s```\n", text);
        free(text);
    }
    return SIM_OK;
}

static void put_kinds(enum sim_kinds_id kinds, const char *what)
{
    struct sim_names names = sim_kinds(kinds);
    const struct sim_kind_word *words = sim_kind_words[kinds];
    bool designs = kinds == SIM_KINDS_designs;

    printf(designs ? "\n| %s | points | meaning |\n|---|---|---|\n" : "\n| %s | meaning |\n|---|---|\n", what);
    for (int i = 0; i < names.count; i++) {
        printf("| `%s` |", words[i].word);
        if (designs) {
            printf(" %s |", words[i].first);
        }
        printf(" %s |\n", words[i].meaning);
    }
}

enum sim_status sim_print_study_file(const struct sim_model *model, struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;

    printf("# Every key of a study file\n\nThis page is what `describe --study-file` prints. `params` lists the "
           "parameters of the model, `describe` its tables, phases, mechanisms, outcomes and histories.\n");
    for (enum sim_scope_id scope = 0; scope < SIM_SCOPES && status == SIM_OK; scope++) {
        const char *title = sim_scopes[scope].title;
        printf("\n## %c%s\n\n%s\n", toupper((unsigned char)title[0]), title + 1, sim_scopes[scope].meaning);
        if (scope == SIM_SCOPE_design) {
            put_kinds(SIM_KINDS_designs, "design");
        } else if (scope == SIM_SCOPE_test) {
            put_kinds(SIM_KINDS_tests, "test");
        } else if (scope == SIM_SCOPE_factor) {
            put_kinds(SIM_KINDS_distributions, "distribution");
        } else if (scope == SIM_SCOPE_pattern) {
            put_kinds(SIM_KINDS_statistics, "statistic");
        }
        if (sim_scope_keys(scope).count > 0) {
            put_keys(scope);
        }
        status = put_examples(model, scope, errors);
    }
    return status;
}
