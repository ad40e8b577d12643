/* keys.c - the table of keys, and its examples in the words of a model. */
#include "keys.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../memory.h"
#include "study.h"

const struct sim_key sim_keys[SIM_KEYS] = {
#define KEY(scope, key, only, wants, otherwise, meaning)                                                               \
    { #key, SIM_SCOPE_##scope, SIM_KEY_OWN, only, 0, 0, NAN, wants, otherwise, meaning },
#define WHOLE(scope, key, only, low, high, value, unit, meaning)                                                       \
    { #key, SIM_SCOPE_##scope, SIM_KEY_WHOLE, only, low, high, value, unit, NULL, meaning },
#define REAL(scope, key, only, low, high, value, unit, meaning)                                                        \
    { #key, SIM_SCOPE_##scope, SIM_KEY_REAL, only, low, high, value, unit, NULL, meaning },
#define WORD(scope, key, only, words, meaning)                                                                         \
    { #key, SIM_SCOPE_##scope, SIM_KEY_WORD, only, 0, 0, 0, words, NULL, meaning },
#include "keys.def"
};

#define SCOPE(scope, ...)    static const char *const scope##_examples[] = {
#define EXAMPLE(scope, text) text,
#define END(scope)                                                                                                     \
    NULL                                                                                                               \
    }                                                                                                                  \
    ;
#include "keys.def"

const struct sim_scope sim_scopes[SIM_SCOPES] = {
#define SCOPE(scope, title, meaning) { title, meaning, scope##_examples },
#include "keys.def"
};

struct sim_names sim_scope_keys(enum sim_scope_id scope)
{
    int first = 0, count = 0;
    while (first < SIM_KEYS - 1 && sim_keys[first].scope != scope)
        first++;
    while (first + count < SIM_KEYS && sim_keys[first + count].scope == scope)
        count++;
    return SIM_NAMES(&sim_keys[first], count);
}

const struct sim_key *sim_scope_key(enum sim_scope_id scope, const char *name)
{
    struct sim_names keys = sim_scope_keys(scope);
    int index = sim_name_index(keys, name);
    return index < 0 ? NULL : (const struct sim_key *)keys.first + index;
}

static const struct sim_kind_word designs[] = {
#define DESIGN(enumerator, word, rows, meaning) { #word, rows, NULL, 0, NULL, meaning },
#include "words.def"
};
static const struct sim_kind_word distributions[] = {
#define DISTRIBUTION(enumerator, word, meaning) { #word, NULL, NULL, 0, NULL, meaning },
#include "words.def"
};
static const struct sim_kind_word tests[] = {
#define TEST(enumerator, word, first, second, fewest, unit, meaning) { #word, first, second, fewest, unit, meaning },
#include "words.def"
};
static const struct sim_kind_word statistics[] = {
#define STATISTIC(enumerator, word, meaning) { #word, NULL, NULL, 0, NULL, meaning },
#include "words.def"
};
const struct sim_kind_word *const sim_kind_words[SIM_KINDS] = { designs, distributions, tests, statistics };

struct sim_names sim_kinds(enum sim_kinds_id kinds)
{
    static const size_t bytes[SIM_KINDS] = { sizeof designs, sizeof distributions, sizeof tests, sizeof statistics };
    return SIM_NAMES(sim_kind_words[kinds], (int)(bytes[kinds] / sizeof *sim_kind_words[kinds]));
}

const char *sim_names_text(struct sim_names names, char *text, size_t size)
{
    size_t length = 0;
    text[0] = '\0';
    for (int i = 0; i < names.count && length < size; i++)
        length += (size_t)snprintf(text + length, size - length, "%s%s", i > 0 ? ", " : "", sim_name_at(names, i));
    return text;
}

void sim_extent_name(const struct sim_model *model, int extent, const char *suffix, char *name, size_t size)
{
    size_t own = strlen(model->extents[extent].name);
    snprintf(name, size, "%s%s%s", model->extents[extent].name, suffix[0] != '\0' ? "_" : "", suffix);
    for (size_t i = 0; i < own && name[i] != '\0'; i++)
        name[i] = (char)tolower((unsigned char)name[i]);
}

/* --- examples --- */

/** A real parameter with a group, a plausible range above 0 and no say in how many there are. */
static const struct sim_param *real_param(const struct sim_model *model)
{
    for (int i = 0; i < model->params.count; i++) {
        const struct sim_param *p = &model->params.list[i];
        if (p->kind == SIM_REAL && p->role != SIM_CONSTANT && !p->shapes && p->from < p->to && p->to < p->high &&
            p->from > 0 && strchr(p->name, '.') != NULL) {
            return p;
        }
    }
    return NULL;
}

static const char *outcome_with_mean(const struct sim_model *model)
{
    for (int i = 0; i < model->outcomes_count; i++)
        if (model->outcomes[i].choices == NULL) {
            return model->outcomes[i].name;
        }
    return "";
}

/** Patterns of the first outcome of entities that is a number, and of the first that is a word. */
static void entity_patterns(const struct sim_model *model, char *text, size_t size)
{
    bool put[2] = { false, false };
    char name[SIM_ENTITY_SIZE], word[128];
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; i < model->outcomes_of_count && used < size; i++) {
        const struct sim_series *series = &model->outcomes_of[i].series;
        bool words = series->choices != NULL;
        if (put[words]) {
            continue;
        }
        put[words] = true;
        sim_extent_name(model, model->outcomes_of[i].extent, series->name, name, sizeof name);
        sim_word_at(words ? series->choices : "", 0, word, sizeof word);
        used +=
            (size_t)(words ? snprintf(text + used, size - used,
                                      "  - { name: B1, outcome: %s, statistic: share, word: %s, high: 0.5 }\n", name,
                                      word)
                           : snprintf(text + used, size - used,
                                      "  - { name: B2, outcome: %s, statistic: quantile, level: 0.9, missing: late, "
                                      "low: 0.5 }\n",
                                      name));
    }
}

/** The first table of rows that others link to, or the first of links between rows of one table. */
static const char *table_with(const struct sim_model *model, bool links)
{
    for (int t = 0; t < model->tables_count; t++) {
        const struct sim_table_spec *spec = &model->tables[t];
        if (spec->links == links && (!links || strcmp(spec->columns[0].table, spec->columns[1].table) == 0)) {
            return spec->name;
        }
    }
    return "";
}

/** What a mark of `length` letters stands for in this model. */
static void put_mark(FILE *file, const struct sim_model *model, const char *mark, int length)
{
    static const struct sim_param none = { .name = ".", .from = 0, .to = 1, .high = 2 };
    const struct sim_param *p = real_param(model) == NULL ? &none : real_param(model);
    const char *dot = strrchr(p->name, '.');
    char group[128], low[64], high[64], top[64], entities[1024];

    snprintf(group, sizeof group, "%.*s", (int)(dot - p->name), p->name);
    sim_number_text(p->from, low, sizeof low);
    sim_number_text(p->to, high, sizeof high);
    sim_number_text(p->high, top, sizeof top);
    entity_patterns(model, entities, sizeof entities);
    const struct {
        const char *mark, *text;
    } words[] = {
        { "real", p->name },
        { "group", group },
        { "member", dot + 1 },
        { "low", low },
        { "high", high },
        { "top", top },
        { "outcome", outcome_with_mean(model) },
        { "history", model->histories_count > 0 ? model->histories[0].name : "" },
        { "part", model->phases_count > 0 ? model->phases[0].name : "" },
        { "table", table_with(model, false) },
        { "links", table_with(model, true) },
        { "entities", entities },
        { "snapshots", model->state_count > 0 ? "{ months: [0, 12], replicates: [0] }" : "none" },
        { "events", model->occasions_count > 0 ? "{ replicates: [0, 1] }" : "none" },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].mark) == (size_t)length && strncmp(mark, words[i].mark, (size_t)length) == 0) {
            fputs(words[i].text, file);
        }
}

char *sim_key_example(const struct sim_model *model, const char *example)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&bytes, &size);

    for (const char *at = example; file != NULL && *at != '\0';) {
        int plain = (int)strcspn(at, "@"), mark = at[plain] == '@' ? (int)strcspn(at + plain + 1, "@") : 0;
        fprintf(file, "%.*s", plain, at);
        if (mark > 0) {
            put_mark(file, model, at + plain + 1, mark);
        }
        at += plain + (mark > 0 ? mark + 2 : 0);
    }
    return sim_text_end(file, &bytes);
}
