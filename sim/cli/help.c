/* help.c - `help WORD`: whatever has this name, a command, a key of a study, a parameter, a column or an outcome; else
 * all whose name or meaning holds the word. */
#include <stdio.h>
#include <string.h>

#include "../names.h"
#include "../read/keys.h"
#include "commands.h"
#include "options.h"

enum { MOST_FOUND = 60, MOST_NAMES = 2048 };

/** What is looked for, and how much of it was found. */
struct search {
    const char *word;
    bool whole; /* names that are the word, or end with it after a dot; else also parts of names and meanings */
    int found;
    const char *names[MOST_NAMES]; /* all that were looked at */
    int looked;
};

/** Is this what is looked for? */
static bool is_meant(const struct search *search, const char *name, const char *meaning)
{
    const char *dot = strrchr(name, '.');
    if (strcasecmp(name, search->word) == 0 || (dot != NULL && strcasecmp(dot + 1, search->word) == 0)) {
        return true;
    }
    return !search->whole && (strcasestr(name, search->word) != NULL || strcasestr(meaning, search->word) != NULL);
}

/** One line of an answer: what it is, its name, what it means. */
static void tell(struct search *search, const char *kind, const char *name, const char *meaning)
{
    if (search->looked < MOST_NAMES) {
        search->names[search->looked++] = name;
    }
    if (is_meant(search, name, meaning) && search->found++ < MOST_FOUND) {
        printf("%s `%s`: %s\n", kind, name, meaning);
    }
}

static void look_at_names(struct search *search, const char *kind, const struct sim_name *names, int count)
{
    for (int i = 0; i < count; i++)
        tell(search, kind, names[i].name, names[i].meaning);
}

static void look_at_series(struct search *search, const char *kind, const struct sim_series *series, int count)
{
    char meaning[512];
    for (int i = 0; i < count; i++) {
        snprintf(meaning, sizeof meaning, "%s (%s)", series[i].meaning,
                 series[i].choices != NULL ? series[i].choices : series[i].unit);
        tell(search, kind, series[i].name, meaning);
    }
}

/** Keys of a study file, each with the part that it belongs to. */
static void look_at_keys(struct search *search)
{
    char kind[128];
    for (int i = 0; i < SIM_KEYS; i++) {
        const struct sim_key *key = &sim_keys[i];
        char meaning[1024];
        snprintf(kind, sizeof kind, "key of %s", sim_scopes[key->scope].title);
        snprintf(meaning, sizeof meaning, "%s%s%s. %s", key->form == SIM_KEY_OWN ? key->wants : "",
                 key->only[0] != '\0' ? " in " : "", key->only, key->meaning);
        tell(search, kind, key->name, meaning + (meaning[0] == '.' ? 2 : 0));
    }
    for (int kinds = 0; kinds < SIM_KINDS; kinds++)
        for (int i = 0; i < sim_kinds((enum sim_kinds_id)kinds).count; i++)
            tell(search,
                 kinds == SIM_KINDS_designs         ? "design"
                 : kinds == SIM_KINDS_distributions ? "distribution"
                                                    : "test of a claim",
                 sim_kind_words[kinds][i].word, sim_kind_words[kinds][i].meaning);
}

static void look_at_params(struct search *search, const struct sim_model *model)
{
    for (int i = 0; i < model->params.groups_count; i++)
        tell(search, "group of parameters", model->params.groups[i].name, model->params.groups[i].meaning);
    for (int i = 0; i < model->params.count; i++) {
        const struct sim_param *p = &model->params.list[i];
        char value[64], meaning[1024];
        sim_param_text(p, p->value, value, sizeof value);
        snprintf(meaning, sizeof meaning, "%s (%s; %s; default %s)", p->meaning, p->unit, sim_role_text(p->role),
                 value);
        tell(search, "parameter", p->name, meaning);
    }
}

static void look_at_tables(struct search *search, const struct sim_model *model)
{
    char kind[128];
    for (int t = 0; t < model->tables_count; t++) {
        const struct sim_table_spec *spec = &model->tables[t];
        tell(search, "table", spec->name, spec->meaning);
        snprintf(kind, sizeof kind, "column of %s", spec->name);
        for (int c = 0; c < spec->columns_count; c++)
            tell(search, kind, spec->columns[c].name, spec->columns[c].meaning);
    }
}

/** Everything that has a name. */
static void look(struct search *search, const struct sim_model *model)
{
    look_at_keys(search);
    look_at_params(search, model);
    look_at_tables(search, model);
    look_at_series(search, "outcome", model->outcomes, model->outcomes_count);
    for (int i = 0; i < model->outcomes_of_count; i++)
        tell(search, "outcome of entities", model->outcomes_of[i].series.name, model->outcomes_of[i].series.meaning);
    look_at_series(search, "history", model->histories, model->histories_count);
    look_at_names(search, "phase", model->phases, model->phases_count);
    look_at_names(search, "mechanism", model->mechanisms, model->mechanisms_count);
}

bool sim_help_search(const struct sim_model *model, const char *word, bool whole, struct sim_hint *near)
{
    struct search search = { .word = word, .whole = whole };

    look(&search, model);
    if (near != NULL) {
        *near = sim_hint(word, &SIM_NAMES(search.names, search.looked), 1);
    }
    if (search.found > MOST_FOUND) {
        printf("... and %d more\n", search.found - MOST_FOUND);
    }
    return search.found > 0;
}

enum sim_status sim_command_help(const struct sim_model *model, int argc, char **argv)
{
    const char *words[1] = { NULL };
    struct sim_errors errors = { 0 };
    int count = 0;
    enum sim_status status = sim_options_read(argc, argv, NULL, 0, words, 1, &count, &errors);
    const char *word = count > 0 ? words[0] : "";
    struct sim_hint near = { "" };

    if (status == SIM_OK && (strlen(word) < 2 || (!sim_help_search(model, word, true, NULL) &&
                                                  !sim_help_search(model, word, false, &near)))) {
        status = sim_fail(&errors, SIM_USAGE, "nothing is called '%.100s', and no meaning holds the word%s", word,
                          near.text);
    }
    return sim_end(&errors, status);
}
