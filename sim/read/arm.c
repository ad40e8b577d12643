/* arm.c - a world with its settings as a value: made, copied, freed, and read month by month. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "reading.h"

/** Room for parameters and tables, all zero. False without memory. */
static bool arm_room(struct sim_arm *arm, size_t params, size_t tables, const char *name)
{
    *arm = (struct sim_arm){ .name = strdup(name),
                             .params = (int)params,
                             .values = calloc(params + 1, sizeof *arm->values),
                             .paths = calloc(params + 1, sizeof *arm->paths),
                             .given = calloc(params + 1, sizeof *arm->given),
                             .tables = calloc(tables + 1, sizeof *arm->tables) };
    return arm->name != NULL && arm->values != NULL && arm->paths != NULL && arm->given != NULL && arm->tables != NULL;
}

bool sim_arm_init(struct sim_arm *arm, const struct sim_model *model, const char *name)
{
    bool good = arm_room(arm, (size_t)model->params.count, (size_t)model->tables_count, name);
    for (int i = 0; good && i < model->params.count; i++)
        arm->values[i] = model->params.list[i].value;
    return good;
}

void sim_path_free(struct sim_path *path)
{
    SIM_FREE(path->month, path->value, path->where);
    *path = (struct sim_path){ 0 };
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
    to->where = strdup(from->where == NULL ? "" : from->where);
    if (to->month == NULL || to->value == NULL || to->where == NULL) {
        return false;
    }
    memcpy(to->month, from->month, bytes);
    memcpy(to->value, from->value, bytes);
    return true;
}

static void texts_free(char **texts, int count)
{
    for (int i = 0; texts != NULL && i < count; i++)
        free(texts[i]);
    free(texts);
}

/** Copies of `count` texts, some of which may be NULL; NULL without memory. */
static char **texts_copy(char *const *from, int count)
{
    char **to = calloc((size_t)count + 1, sizeof *to);
    for (int i = 0; to != NULL && i < count; i++)
        if (from[i] != NULL && (to[i] = strdup(from[i])) == NULL) {
            texts_free(to, i);
            return NULL;
        }
    return to;
}

bool sim_tables_copy(struct sim_table *to, const struct sim_table *from, const struct sim_model *model)
{
    bool good = true;
    for (int t = 0; good && t < model->tables_count; t++) {
        size_t rows = (size_t)from[t].rows, cells = rows * (size_t)model->tables[t].columns_count;
        to[t].rows = from[t].rows;
        to[t].cells = calloc(cells + 1, sizeof(double));
        to[t].names = from[t].names == NULL ? NULL : texts_copy(from[t].names, from[t].rows);
        to[t].ids = from[t].ids == NULL ? NULL : texts_copy(from[t].ids, from[t].rows);
        good = to[t].cells != NULL && (from[t].names == NULL || to[t].names != NULL) &&
               (from[t].ids == NULL || to[t].ids != NULL);
        if (good && cells > 0) {
            memcpy(to[t].cells, from[t].cells, cells * sizeof(double));
        }
    }
    return good;
}

void sim_tables_free(struct sim_table *tables, const struct sim_model *model)
{
    for (int t = 0; t < model->tables_count; t++) {
        texts_free(tables[t].names, tables[t].rows);
        texts_free(tables[t].ids, tables[t].rows);
        free(tables[t].cells);
        tables[t] = (struct sim_table){ 0 };
    }
}

bool sim_arm_copy(struct sim_arm *arm, const struct sim_arm *from, const struct sim_model *model, const char *name)
{
    size_t params = (size_t)from->params;
    bool good = arm_room(arm, params, (size_t)model->tables_count, name);

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
    for (int i = 0; arm->paths != NULL && i < arm->params; i++)
        sim_path_free(&arm->paths[i]);
    if (arm->tables != NULL) {
        sim_tables_free(arm->tables, model);
    }
    SIM_FREE(arm->name, arm->values, arm->paths, arm->given, arm->tables);
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

static bool paths_equal(const struct sim_path *a, const struct sim_path *b)
{
    bool equal = a->count == b->count && (a->count == 0 || a->linear == b->linear);
    for (int i = 0; equal && i < a->count; i++)
        equal = a->month[i] == b->month[i] && a->value[i] == b->value[i];
    return equal;
}

bool sim_arms_differ(const struct sim_study *study, int param)
{
    const struct sim_arm *first = &study->arms[0];
    for (int a = 1; a < study->arms_count; a++) {
        const struct sim_arm *arm = &study->arms[a];
        bool neither = isnan(arm->values[param]) && isnan(first->values[param]);
        if ((arm->values[param] != first->values[param] && !neither) ||
            !paths_equal(&arm->paths[param], &first->paths[param])) {
            return true;
        }
    }
    return false;
}
