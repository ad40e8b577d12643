/* cells_list.c - the cells of a study as a list: sorted, copied and freed. */
#include <stdlib.h>
#include <string.h>

#include "cells.h"

static int by_name(const void *a, const void *b)
{
    const struct sim_param *x = a, *y = b;
    return strcmp(x->name, y->name);
}

/** Values, paths and givens of one arm in the order of `from`: the old number of each new one. */
static bool arm_sort(struct sim_arm *arm, const int *from, int own)
{
    size_t count = (size_t)(arm->params - own);
    double *values = malloc((count + 1) * sizeof *values);
    struct sim_path *paths = malloc((count + 1) * sizeof *paths);
    bool *given = malloc((count + 1) * sizeof *given);
    bool good = values != NULL && paths != NULL && given != NULL;

    for (size_t i = 0; good && i < count; i++) {
        values[i] = arm->values[from[i]];
        paths[i] = arm->paths[from[i]];
        given[i] = arm->given[from[i]];
    }
    if (good) {
        memcpy(arm->values + own, values, count * sizeof *values);
        memcpy(arm->paths + own, paths, count * sizeof *paths);
        memcpy(arm->given + own, given, count * sizeof *given);
    }
    free(values);
    free(paths);
    free(given);
    return good;
}

bool sim_cells_sort(struct sim_reading *reading)
{
    struct sim_study *study = reading->study;
    struct sim_params *params = &study->model->params;
    int own = study->own_params, count = params->count - own;
    struct sim_param *list = (struct sim_param *)(uintptr_t)params->list + own, *old;
    int *from, *to;
    bool good;

    if (count == 0) {
        return true;
    }
    old = malloc((size_t)count * sizeof *old);
    from = malloc(2 * (size_t)count * sizeof *from);
    to = from + count;
    good = old != NULL && from != NULL;
    if (good) {
        memcpy(old, list, (size_t)count * sizeof *old);
        qsort(list, (size_t)count, sizeof *list, by_name);
        for (int i = 0; i < count; i++) {
            const struct sim_param *now = bsearch(&old[i], list, (size_t)count, sizeof *list, by_name);
            to[i] = own + (int)(now - list);
            from[now - list] = own + i;
        }
        for (int a = 0; a < study->arms_count; a++)
            good = arm_sort(&study->arms[a], from, own) && good;
        for (int a = 0; a < reading->ablated_count; a++)
            good = arm_sort(&reading->ablated[a], from, own) && good;
        for (int i = 0; i < study->design.factors_count; i++)
            if (study->design.factors[i].param >= own) {
                study->design.factors[i].param = to[study->design.factors[i].param - own];
            }
    }
    free(old);
    free(from);
    return good;
}

/* --- the model of a study --- */

struct sim_model *sim_study_model(const struct sim_model *of, int own)
{
    struct sim_model *model = malloc(sizeof *model);
    int cells = of->params.count - own, room = 1;

    if (model == NULL) {
        return NULL;
    }
    memcpy(model, of, sizeof *model);
    if (cells == 0) {
        return model;
    }
    while (room < cells)
        room *= 2;
    struct sim_param *list = malloc((size_t)(own + room) * sizeof *list);
    model->params.list = list;
    model->params.count = own;
    for (int i = 0; list != NULL && i < own; i++)
        list[i] = of->params.list[i];
    for (int i = own; list != NULL && i < own + cells; i++, model->params.count++) {
        const struct sim_cell_name *from = of->params.list[i].cell;
        struct sim_cell_name *cell = malloc(sizeof *cell + strlen(from->name) + 1);
        if (cell == NULL) {
            break;
        }
        *cell = *from;
        strcpy(cell->name, from->name);
        list[i] = of->params.list[i];
        list[i].name = cell->name;
        list[i].cell = cell;
    }
    if (model->params.count < own + cells) {
        sim_study_model_free(model, own);
        return NULL;
    }
    return model;
}

void sim_study_model_free(struct sim_model *model, int own)
{
    bool grown = model != NULL && model->params.count > own;
    for (int i = own; grown && i < model->params.count; i++)
        free((void *)(uintptr_t)model->params.list[i].cell);
    if (grown) {
        free((void *)(uintptr_t)model->params.list);
    }
    free(model);
}
