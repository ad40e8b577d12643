/* study_world.c - settings of a world: parameters, paths over months, what is left out. */
#include <errno.h>
#include <libgen.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "reading.h"

enum { NAME_SIZE = 256, MOST_PATH_POINTS = 10000 };

bool sim_arm_init(struct sim_arm *arm, const struct sim_model *model, const char *name)
{
    size_t params = (size_t)model->params.count, tables = (size_t)model->tables_count;

    *arm = (struct sim_arm){ .name = strdup(name),
                             .values = calloc(params + 1, sizeof *arm->values),
                             .paths = calloc(params + 1, sizeof *arm->paths),
                             .given = calloc(params + 1, sizeof *arm->given),
                             .tables = calloc(tables + 1, sizeof *arm->tables) };
    if (arm->name == NULL || arm->values == NULL || arm->paths == NULL || arm->given == NULL || arm->tables == NULL) {
        return false;
    }
    for (size_t i = 0; i < params; i++)
        arm->values[i] = model->params.list[i].value;
    return true;
}

static bool path_copy(struct sim_path *to, const struct sim_path *from)
{
    size_t bytes = (size_t)from->count * sizeof(double);
    *to = (struct sim_path){ .count = from->count, .linear = from->linear };
    if (from->count == 0) {
        return true;
    }
    to->month = malloc(bytes);
    to->value = malloc(bytes);
    if (to->month == NULL || to->value == NULL) {
        return false;
    }
    memcpy(to->month, from->month, bytes);
    memcpy(to->value, from->value, bytes);
    return true;
}

static void path_free(struct sim_path *path)
{
    free(path->month);
    free(path->value);
    *path = (struct sim_path){ 0 };
}

bool sim_arm_copy(struct sim_arm *arm, const struct sim_arm *from, const struct sim_model *model, const char *name)
{
    size_t params = (size_t)model->params.count;
    bool good = sim_arm_init(arm, model, name);

    if (good) {
        memcpy(arm->values, from->values, params * sizeof *arm->values);
        memcpy(arm->given, from->given, params * sizeof *arm->given);
        memcpy(arm->without, from->without, sizeof arm->without);
    }
    for (size_t i = 0; good && i < params; i++)
        good = path_copy(&arm->paths[i], &from->paths[i]);
    return good && sim_tables_copy(arm->tables, from->tables, model);
}

void sim_arm_free(struct sim_arm *arm, const struct sim_model *model)
{
    for (int i = 0; arm->paths != NULL && i < model->params.count; i++)
        path_free(&arm->paths[i]);
    if (arm->tables != NULL) {
        sim_tables_free(arm->tables, model);
    }
    free(arm->name);
    free(arm->values);
    free(arm->paths);
    free(arm->given);
    free(arm->tables);
    *arm = (struct sim_arm){ 0 };
}

double sim_arm_value(const struct sim_arm *arm, int param, int month)
{
    const struct sim_path *path = &arm->paths[param];
    int i = 0;

    if (path->count == 0) {
        return arm->values[param];
    }
    while (i < path->count && path->month[i] <= month)
        i++;
    if (i == 0) {
        return path->value[0];
    }
    if (i == path->count || !path->linear) {
        return path->value[i - 1];
    }
    double part = (month - path->month[i - 1]) / (path->month[i] - path->month[i - 1]);
    return path->value[i - 1] + part * (path->value[i] - path->value[i - 1]);
}

int sim_table_named(const struct sim_model *model, const char *key)
{
    for (int i = 0; i < model->tables_count; i++)
        if (strcmp(model->tables[i].name, key) == 0) {
            return i;
        }
    return -1;
}

/* --- values --- */

bool sim_value_of(const struct sim_model *model, int param, const char *text, double *value, char *problem, size_t size)
{
    const struct sim_param *p = &model->params.list[param];

    if (text[0] == '\0') {
        snprintf(problem, size, "'%s' has no value", p->name);
        return false;
    }
    if (p->kind == SIM_CHOICE) {
        int index = sim_param_choice(p, text);
        *value = index;
        if (index < 0) {
            snprintf(problem, size, "'%s' = %.60s is none of: %s", p->name, text, p->choices);
        }
        return index >= 0;
    }
    if (p->kind == SIM_FLAG) {
        bool is_true = strcmp(text, "true") == 0, is_either = is_true || strcmp(text, "false") == 0;
        *value = is_true;
        if (!is_either) {
            snprintf(problem, size, "'%s' = %.60s is neither true nor false", p->name, text);
        }
        return is_either;
    }
    if (!sim_number(text, value)) {
        snprintf(problem, size, "'%s' = %.60s is not a number (%g..%g %s)", p->name, text, p->low, p->high, p->unit);
    } else if (p->kind == SIM_WHOLE && *value != floor(*value)) {
        snprintf(problem, size, "'%s' = %.60s is not a whole number (%g..%g %s)", p->name, text, p->low, p->high,
                 p->unit);
    } else if (*value < p->low || *value > p->high) {
        snprintf(problem, size, "'%s' = %.60s is outside %g..%g (%s)", p->name, text, p->low, p->high, p->unit);
    } else {
        return true;
    }
    return false;
}

bool sim_read_value(struct sim_reading *reading, int param, const struct sim_node *node, double *value)
{
    char problem[512];
    const struct sim_param *p = &reading->model->params.list[param];

    if (node->kind != SIM_SCALAR) {
        sim_at(reading, node, "'%s' wants one value%s", p->name,
               p->shapes ? "" : ", or { path: [[month, value], ...] }");
        return false;
    }
    if (node->quoted && p->kind != SIM_CHOICE) {
        sim_at(reading, node, "'%s' = \"%.60s\" is a text; write %s without quotes", p->name, node->text,
               p->kind == SIM_FLAG ? "true or false" : "the number");
        return false;
    }
    if (!sim_value_of(reading->model, param, node->text, value, problem, sizeof problem)) {
        sim_at(reading, node, "%s", problem);
        return false;
    }
    return true;
}

/** One [month, value] of a path. */
static bool path_point(struct sim_reading *reading, int param, const struct sim_node *node, struct sim_path *path)
{
    double month = 0;
    if (node->kind != SIM_LIST || sim_node_count(node) != 2) {
        sim_at(reading, node, "a point of a path is [month, value]");
        return false;
    }
    const struct sim_node *when = node->first, *what = when->next;
    if (when->kind != SIM_SCALAR || !sim_number(when->text, &month) || month < 0 || month > 1e6) {
        sim_at(reading, when, "a path's month is a number from 0");
        return false;
    }
    if (path->count > 0 && month <= path->month[path->count - 1]) {
        sim_at(reading, when, "month %g does not come after month %g", month, path->month[path->count - 1]);
        return false;
    }
    path->month[path->count] = month;
    if (!sim_read_value(reading, param, what, &path->value[path->count])) {
        return false;
    }
    path->count++;
    return true;
}

static void path_read(struct sim_reading *reading, struct sim_arm *arm, int param, const struct sim_node *node)
{
    const struct sim_param *p = &reading->model->params.list[param];
    const struct sim_node *points = sim_node_get(node, "path"), *steps = sim_node_get(node, "steps");
    struct sim_path path = { .linear = p->kind == SIM_REAL };

    for (const struct sim_node *member = node->first; member != NULL; member = member->next)
        if (member != points && member != steps) {
            sim_at_key(reading, member, "'%s' cannot stand beside a path; only steps can", member->key);
        }
    if (steps != NULL) {
        bool yes = steps->kind == SIM_SCALAR && strcmp(steps->text, "true") == 0;
        if (!yes && (steps->kind != SIM_SCALAR || strcmp(steps->text, "false") != 0)) {
            sim_at(reading, steps, "steps is true or false");
        }
        path.linear = !yes && path.linear;
    }
    if (p->shapes) {
        sim_at(reading, node, "'%s' settles how many there are: it cannot follow a path", p->name);
        return;
    }
    if (points->kind != SIM_LIST || points->first == NULL || sim_node_count(points) > MOST_PATH_POINTS) {
        sim_at(reading, points, "a path is a list of 1 to %d points [month, value]", MOST_PATH_POINTS);
        return;
    }
    path.month = calloc((size_t)sim_node_count(points), sizeof(double));
    path.value = calloc((size_t)sim_node_count(points), sizeof(double));
    bool good = path.month != NULL && path.value != NULL;
    for (const struct sim_node *point = points->first; good && point != NULL; point = point->next)
        good = path_point(reading, param, point, &path);
    if (path.month == NULL || path.value == NULL) {
        sim_at(reading, points, "no memory for a path");
    }
    if (!good) {
        path_free(&path);
        return;
    }
    path_free(&arm->paths[param]);
    arm->paths[param] = path;
    arm->values[param] = path.value[0];
    arm->given[param] = true;
}

static void param_read(struct sim_reading *reading, struct sim_arm *arm, int param, const struct sim_node *node)
{
    double value = 0;
    if (reading->seen != NULL && reading->seen[param] != NULL) {
        sim_at_key(reading, node, "'%s' is set twice; the first time in line %d",
                   reading->model->params.list[param].name, reading->seen[param]->key_line);
    } else if (reading->seen != NULL) {
        reading->seen[param] = node;
    }
    if (node->kind == SIM_MAP && sim_node_get(node, "path") != NULL) {
        path_read(reading, arm, param, node);
    } else if (sim_read_value(reading, param, node, &value)) {
        path_free(&arm->paths[param]);
        arm->values[param] = value;
        arm->given[param] = true;
    }
}

/* --- names --- */

char *sim_path_beside(const char *from, const struct sim_node *node, struct sim_errors *errors)
{
    char *copy = strdup(from), *path = NULL;

    if (node->kind != SIM_SCALAR || node->text[0] == '\0') {
        sim_complain(errors, from, node->line, node->column, "'%s' wants the path of a file", node->key);
    } else if (copy != NULL) {
        const char *folder = dirname(copy);
        path =
            node->text[0] == '/' || strcmp(folder, ".") == 0 ? strdup(node->text) : sim_path_join(folder, node->text);
    }
    free(copy);
    if (path == NULL && node->kind == SIM_SCALAR && node->text[0] != '\0') {
        sim_complain(errors, from, node->line, node->column, "no memory for its path");
    } else if (path != NULL && access(path, R_OK) != 0) {
        sim_complain(errors, from, node->line, node->column, "'%s' cannot be opened: %s", path, strerror(errno));
        free(path);
        path = NULL;
    }
    return path;
}

void sim_hint(const char *word, const char *const *names, int count, char *text, size_t size)
{
    const char *near = sim_nearest(word, names, count);
    text[0] = '\0';
    if (near != NULL) {
        snprintf(text, size, "; did you mean '%s'?", near);
    }
}

void sim_hint_param(const struct sim_model *model, const char *word, const char *const *more, int more_count,
                    char *text, size_t size)
{
    int params = model->params.count;
    const char **names = calloc((size_t)(params + more_count) + 1, sizeof *names);

    for (int i = 0; names != NULL && i < params + more_count; i++)
        names[i] = i < params ? model->params.list[i].name : more[i - params];
    sim_hint(word, names, names == NULL ? 0 : params + more_count, text, size);
    free(names);
}

static const char *const study_keys[] = { "title",     "question",   "extends", "months",    "start",
                                          "seed",      "replicates", "until",   "arms",      "design",
                                          "histories", "without",    "claim",   "snapshots", "events" };

enum { STUDY_KEYS = (int)(sizeof study_keys / sizeof study_keys[0]) };

bool sim_is_study_key(const char *key)
{
    for (int i = 0; i < STUDY_KEYS; i++)
        if (strcmp(key, study_keys[i]) == 0) {
            return true;
        }
    return false;
}

static void refuse_name(struct sim_reading *reading, const char *name, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    int count = 0;
    if (sim_is_study_key(name)) {
        sim_at_key(reading, node, "'%s' is about the whole study and cannot stand in an arm", name);
        return;
    }
    const char **more = calloc((size_t)(model->tables_count + STUDY_KEYS), sizeof *more);
    char hint[NAME_SIZE + 32];

    for (int i = 0; more != NULL && i < model->tables_count; i++)
        more[count++] = model->tables[i].name;
    for (int i = 0; more != NULL && i < STUDY_KEYS; i++)
        more[count++] = study_keys[i];
    sim_hint_param(model, name, more, count, hint, sizeof hint);
    sim_at_key(reading, node, "'%.200s' is not a parameter%s", name, hint);
    free(more);
}

static bool begins_some(const struct sim_model *model, const char *prefix)
{
    size_t length = strlen(prefix);
    for (int i = 0; i < model->params.count; i++)
        if (strncmp(model->params.list[i].name, prefix, length) == 0 && model->params.list[i].name[length] == '.') {
            return true;
        }
    return false;
}

void sim_read_setting(struct sim_reading *reading, struct sim_arm *arm, const char *key, const struct sim_node *node)
{
    int param = sim_params_find(&reading->model->params, key);

    if (param >= 0) {
        param_read(reading, arm, param, node);
    } else if (node->kind == SIM_MAP && begins_some(reading->model, key)) {
        for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
            char name[NAME_SIZE];
            snprintf(name, sizeof name, "%s.%s", key, member->key);
            sim_read_setting(reading, arm, name, member);
        }
    } else {
        refuse_name(reading, key, node);
    }
}

/* --- without --- */

static int part_named(const struct sim_model *model, const char *name)
{
    for (int i = 0; i < model->phases_count; i++)
        if (strcmp(model->phases[i].name, name) == 0) {
            return i;
        }
    for (int i = 0; i < model->mechanisms_count; i++)
        if (strcmp(model->mechanisms[i].name, name) == 0) {
            return model->phases_count + i;
        }
    return -1;
}

void sim_read_without(struct sim_reading *reading, struct sim_arm *arm, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    const char *names[512];
    int count = 0;

    for (int i = 0; i < model->phases_count && count < 512; i++)
        names[count++] = model->phases[i].name;
    for (int i = 0; i < model->mechanisms_count && count < 512; i++)
        names[count++] = model->mechanisms[i].name;
    if (node->kind != SIM_LIST) {
        sim_at(reading, node, "without is a list of phases or mechanisms, such as [%s]", names[0]);
        return;
    }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        char hint[NAME_SIZE] = "";
        int part = member->kind == SIM_SCALAR ? part_named(model, member->text) : -1;
        if (part >= 0) {
            arm->without[part >> 6] |= (uint64_t)1 << (part & 63);
            continue;
        }
        if (member->kind == SIM_SCALAR) {
            sim_hint(member->text, names, count, hint, sizeof hint);
        }
        sim_at(reading, member, "'%.100s' is no phase or mechanism%s",
               member->kind == SIM_SCALAR ? member->text : "a list",
               hint[0] != '\0' ? hint : "; `describe` lists them");
    }
}
