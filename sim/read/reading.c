/* reading.c - numbers, texts and names of nodes, with their complaints. */
#include "reading.h"

#include <ctype.h>
#include <errno.h>
#include <libgen.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"

enum { MOST_GROUPS = 100 };

const char *sim_node_text(const struct sim_node *node)
{
    return node->kind == SIM_SCALAR ? node->text : node->kind == SIM_LIST ? "a list" : "a map";
}

/** Path of the file `text` in the folder of the file at `from`; NULL without memory. */
static char *beside(const char *from, const char *text)
{
    char *copy = strdup(from), *path = NULL;

    if (copy != NULL) {
        const char *folder = dirname(copy);
        path = text[0] == '/' || strcmp(folder, ".") == 0 ? strdup(text) : sim_path_join(folder, text);
    }
    free(copy);
    return path;
}

char *sim_path_beside(const char *from, const struct sim_node *node, struct sim_errors *errors)
{
    char *path = NULL;

    if (node->kind != SIM_SCALAR || node->text[0] == '\0') {
        sim_complain(errors, from, node->line, node->column, "'%s' wants the path of a file", node->key);
        return NULL;
    }
    path = beside(from, node->text);
    if (path == NULL) {
        sim_complain(errors, from, node->line, node->column, "no memory for its path");
    } else if (access(path, R_OK) != 0) {
        sim_complain(errors, from, node->line, node->column, "'%s' cannot be opened: %s", path, strerror(errno));
        free(path);
        path = NULL;
    }
    return path;
}

/* --- numbers and texts --- */

double sim_read_real(struct sim_reading *reading, const struct sim_node *node, double low, double high,
                     double otherwise)
{
    double value = 0;
    if (node == NULL) {
        return otherwise;
    }
    if (node->kind != SIM_SCALAR || node->quoted || !sim_number(node->text, &value)) {
        char room[96];
        bool empty = node->kind == SIM_SCALAR && node->text[0] == '\0';
        const char *hint = node->kind != SIM_SCALAR ? ""
                           : node->quoted           ? "; a number has no quotes"
                                                    : sim_number_hint(node->text, room);
        sim_at(reading, node, "%s%s%.60s is not a number (%.16g..%.16g)%s", node->key,
               empty ? " without a value" : " = ", sim_node_text(node), low, high, hint);
        return otherwise;
    }
    if (value < low || value > high) {
        sim_at(reading, node, "%s = %s is outside %.16g..%.16g", node->key, node->text, low, high);
        return otherwise;
    }
    return value;
}

long sim_read_whole(struct sim_reading *reading, const struct sim_node *node, double low, double high, long otherwise)
{
    double value = sim_read_real(reading, node, low, high, (double)otherwise);
    if (value != floor(value)) {
        sim_at(reading, node, "%s = %s is not a whole number", node->key, node->text);
        return otherwise;
    }
    return (long)value;
}

bool sim_is_plain_text(const char *text, bool lines)
{
    static const char *const odd[] = { "\xe2\x80\xa8", "\xe2\x80\xa9", "\xef\xbb\xbf", "\xef\xbf\xbe", "\xef\xbf\xbf" };
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++)
        if ((*at < ' ' && !(lines && *at == '\n')) || *at == 0x7f || (*at == 0xc2 && at[1] < 0xa0)) {
            return false;
        }
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        if (strstr(text, odd[i]) != NULL) {
            return false;
        }
    return true;
}

void sim_read_text(struct sim_reading *reading, const struct sim_node *node, char **text, bool lines)
{
    if (node->kind != SIM_SCALAR || node->text[strspn(node->text, "\n")] == '\0') {
        sim_at(reading, node, "%s wants a text", node->key);
        return;
    }
    free(*text);
    *text = strdup(node->text);
    if (*text == NULL) {
        sim_at(reading, node, "no memory for it");
        return;
    }
    for (size_t end = strlen(*text); end > 0 && (*text)[end - 1] == '\n'; end--)
        (*text)[end - 1] = '\0';
    if (!sim_is_plain_text(*text, lines)) {
        sim_at(reading, node, "%s holds a control character%s", node->key, lines ? "" : " or a line break");
    }
}

const char *sim_flag_hint(const char *text)
{
    char small[8] = "";
    for (size_t i = 0; i < sizeof small - 1 && text[i] != '\0'; i++)
        small[i] = (char)tolower((unsigned char)text[i]);
    int word = strlen(text) < sizeof small ? sim_word_index("false no off n f true yes on y t", small) : -1;
    return word < 0 ? "" : word < 5 ? "; write false" : "; write true";
}

/* --- keys of the table --- */

const struct sim_node *sim_key_node(const struct sim_node *map, enum sim_key_id key)
{
    return sim_node_get(map, sim_keys[key].name);
}

double sim_key_real(struct sim_reading *reading, const struct sim_node *map, enum sim_key_id key)
{
    const struct sim_key *row = &sim_keys[key];
    return sim_read_real(reading, sim_key_node(map, key), row->low, row->high, row->value);
}

long sim_key_whole(struct sim_reading *reading, const struct sim_node *map, enum sim_key_id key)
{
    const struct sim_key *row = &sim_keys[key];
    return sim_read_whole(reading, sim_key_node(map, key), row->low, row->high, (long)row->value);
}

int sim_key_word(struct sim_reading *reading, const struct sim_node *map, enum sim_key_id key)
{
    const struct sim_node *node = sim_key_node(map, key);
    int found = node == NULL ? 0 : node->kind == SIM_SCALAR ? sim_word_index(sim_keys[key].wants, node->text) : -1;

    if (found < 0) {
        sim_at(reading, node, "%s = %.60s is none of: %s%s", node->key, sim_node_text(node), sim_keys[key].wants,
               sim_word_hint(sim_node_text(node), sim_keys[key].wants).text);
    }
    return found < 0 ? 0 : found;
}

/** Does a key stand in maps of this kind? NULL: in all. */
static bool is_for(const struct sim_key *key, const char *kind)
{
    return kind == NULL || key->only[0] == '\0' || sim_word_index(key->only, kind) >= 0;
}

bool sim_refuse_unknown(struct sim_reading *reading, const struct sim_node *map, enum sim_scope_id scope,
                        const char *kind)
{
    const struct sim_names keys = sim_scope_keys(scope);
    const char *names[SIM_KEYS];
    int count = 0, before = reading->errors->count;

    for (int i = 0; i < keys.count; i++)
        if (is_for((const struct sim_key *)keys.first + i, kind)) {
            names[count++] = sim_name_at(keys, i);
        }
    for (const struct sim_node *member = map->first; member != NULL; member = member->next) {
        const struct sim_key *key = sim_scope_key(scope, member->key);
        if (key == NULL) {
            sim_at_key(reading, member, "'%.64s' is no part of %s%s", member->key, sim_scopes[scope].title,
                       sim_hint_or_all(member->key, SIM_NAMES(names, count)).text);
        } else if (!is_for(key, kind)) {
            sim_at_key(reading, member, "'%s' is no part of %s; it belongs to: %s", key->name, kind, key->only);
        }
    }
    return reading->errors->count == before;
}

/** The hint, or where there is none all names. */
static struct sim_refusal or_all(struct sim_hint hint, struct sim_names names)
{
    struct sim_refusal all = { "" };
    char list[200];

    if (hint.text[0] != '\0') {
        memcpy(all.text, hint.text, sizeof hint.text);
    } else if (names.count > 0 && strlen(sim_names_text(names, list, sizeof list)) + 1 < sizeof list) {
        snprintf(all.text, sizeof all.text, names.count == 1 ? "; the only one is '%s'" : "; there are %s", list);
    }
    return all;
}

struct sim_refusal sim_hint_or_all(const char *word, struct sim_names names)
{
    return or_all(sim_hint(word, &names, 1), names);
}

int sim_read_name(struct sim_reading *reading, const struct sim_node *node, const char *what, struct sim_names names)
{
    const char *word = sim_node_text(node);
    int found = node->kind == SIM_SCALAR ? sim_name_index(names, word) : -1;

    if (found < 0) {
        struct sim_hint hint = sim_hint_of(what, word, reading->model->gone, &names, 1);
        sim_at(reading, node, "'%.100s' is no %s%s", word, what, or_all(hint, names).text);
    }
    return found;
}

int sim_read_outcome(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    const char *word = sim_node_text(node);
    bool is_known = sim_name_index(SIM_NAMES(model->outcomes, model->outcomes_count), word) >= 0;
    int of = sim_name_index(SIM_NAMES(model->outcomes_of, model->outcomes_of_count), word);

    if (!is_known && of >= 0) {
        sim_at(reading, node, "'%s' is an outcome of each %s; here one number a run is wanted", word,
               model->extents[model->outcomes_of[of].extent].name);
        return -1;
    }
    return sim_read_name(reading, node, "outcome", SIM_NAMES(model->outcomes, model->outcomes_count));
}

/* --- names of a model --- */

int sim_table_named(const struct sim_model *model, const char *name)
{
    return sim_name_index(SIM_NAMES(model->tables, model->tables_count), name);
}

bool sim_in_group(const struct sim_model *model, int param, const char *group)
{
    const char *name = model->params.list[param].name;
    size_t length = strlen(group);
    return model->params.list[param].cell == NULL && strncmp(name, group, length) == 0 && name[length] == '.';
}

bool sim_group_is_alike(const struct sim_model *model, const char *group)
{
    const struct sim_param *first = NULL;

    for (int i = 0; i < model->params.count; i++) {
        const struct sim_param *p = &model->params.list[i];
        if (!sim_in_group(model, i, group)) {
            continue;
        }
        first = first == NULL ? p : first;
        if ((p->kind != SIM_REAL && p->kind != SIM_WHOLE) || p->kind != first->kind || p->shapes != first->shapes ||
            strcmp(p->unit, first->unit) != 0) {
            return false;
        }
    }
    return first != NULL;
}

/** A table's name, a row's and a column's; the row's may hold dots itself. */
static struct sim_resolved resolve_cell(const struct sim_model *model, const char *name)
{
    const char *first = strchr(name, '.'), *last = strrchr(name, '.');

    for (int t = 0; first != NULL && first != last && t < model->tables_count; t++) {
        const struct sim_table_spec *table = &model->tables[t];
        if (strlen(table->name) == (size_t)(first - name) && strncmp(table->name, name, (size_t)(first - name)) == 0) {
            int column = sim_name_index(SIM_NAMES(table->columns, table->columns_count), last + 1);
            return (struct sim_resolved){ column < 0 ? SIM_NAMES_NOTHING : SIM_NAMES_CELL, -1, t, column };
        }
    }
    return (struct sim_resolved){ SIM_NAMES_NOTHING, -1, -1, -1 };
}

struct sim_resolved sim_resolve(const struct sim_model *model, const char *name)
{
    int param = sim_params_find(&model->params, name);

    if (param >= 0) {
        return (struct sim_resolved){ SIM_NAMES_PARAM, param, -1, -1 };
    }
    for (int i = 0; i < model->params.count; i++)
        if (sim_in_group(model, i, name)) {
            return (struct sim_resolved){ SIM_NAMES_GROUP, i, -1, -1 };
        }
    return resolve_cell(model, name);
}

struct group_name {
    const char *name;
    char text[64];
};

/** Beginnings of parameters' names that stand for groups: "context", "context.funding". Returns how many. */
static int group_names(const struct sim_model *model, struct group_name *groups, int most)
{
    int count = 0;
    for (int i = 0; i < model->params.count && model->params.list[i].cell == NULL; i++) {
        const char *name = model->params.list[i].name;
        for (const char *dot = strchr(name, '.'); dot != NULL && count < most; dot = strchr(dot + 1, '.')) {
            struct group_name *group = &groups[count];
            snprintf(group->text, sizeof group->text, "%.*s", (int)(dot - name), name);
            group->name = group->text;
            count += sim_name_index(SIM_NAMES(groups, count), group->text) < 0;
        }
    }
    return count;
}

/** Why a name that begins like a cell's is none. */
static void refuse_column(const struct sim_table_spec *table, const char *name, char *text, size_t size)
{
    const char *column = strrchr(name, '.') + 1;
    const struct sim_names columns = SIM_NAMES(table->columns, table->columns_count);
    snprintf(text, size, "'%.100s': '%.64s' is no column of %s%.200s", name, column, table->name,
             sim_hint_or_all(column, columns).text);
}

/** Is it a row of a table without a column, or a cell of a table that is misspelt? Says so. */
static bool refuse_table(const struct sim_model *model, const char *name, char *text, size_t size)
{
    const struct sim_names tables = SIM_NAMES(model->tables, model->tables_count);
    size_t length = strcspn(name, ".");
    char table[64];

    if (name[length] == '\0' || length >= sizeof table) {
        return false;
    }
    snprintf(table, sizeof table, "%.*s", (int)length, name);
    int named = sim_table_named(model, table);
    const char *near = named >= 0 || strchr(name + length + 1, '.') == NULL ? NULL : sim_name_near(table, &tables, 1);
    if (named >= 0) {
        const struct sim_column *last = &model->tables[named].columns[model->tables[named].columns_count - 1];
        snprintf(text, size, "'%.100s' is a row of %s, and not a cell of it, as '%.100s.%s' is", name, table, name,
                 last->name);
    } else if (near != NULL) {
        snprintf(text, size, "'%.100s' is not a parameter; did you mean '%s%.100s'?", name, near, name + length);
    }
    return named >= 0 || near != NULL;
}

struct sim_refusal sim_no_parameter(const struct sim_model *model, const char *name, const struct sim_names *more,
                                    int more_count)
{
    struct group_name groups[MOST_GROUPS];
    int own = model->params.count;
    while (own > 0 && model->params.list[own - 1].cell != NULL) /* a cell that a study names may be misspelt itself */
        own--;
    struct sim_names names[5] = { SIM_NAMES(model->params.list, own),
                                  SIM_NAMES(groups, group_names(model, groups, MOST_GROUPS)) };
    struct sim_resolved target = sim_resolve(model, name);
    struct sim_refusal refusal;
    int count = 2;

    for (int i = 0; i < more_count && count < 5; i++)
        names[count++] = more[i];
    if (target.is == SIM_NAMES_GROUP) {
        snprintf(refusal.text, sizeof refusal.text,
                 "'%.100s' is a group of parameters, such as '%s', and cannot stand for all of them here", name,
                 model->params.list[target.param].name);
    } else if (target.table >= 0) {
        refuse_column(&model->tables[target.table], name, refusal.text, sizeof refusal.text);
    } else if (refuse_table(model, name, refusal.text, sizeof refusal.text)) {
        return refusal;
    } else {
        const char *near = sim_name_near(name, names, count);
        bool key = false;
        for (int i = 2; near != NULL && i < count; i++)
            key = key || sim_name_index(names[i], near) >= 0;
        snprintf(refusal.text, sizeof refusal.text, "'%.200s' is %s%s", name, key ? "no key here" : "not a parameter",
                 sim_hint_of("parameter", name, model->gone, names, count).text);
    }
    return refusal;
}
