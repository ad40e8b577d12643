/* worlds.c - finds or makes the world of a shape. A shape is the tables of an arm and the values of the parameters that
 * shape. */
#include "worlds.h"

#include <stdlib.h>
#include <string.h>

#include "../memory.h"

static bool equal_tables(const struct sim_model *model, const struct sim_table *a, const struct sim_table *b)
{
    for (int t = 0; t < model->tables_count; t++) {
        size_t cells = (size_t)a[t].rows * (size_t)model->tables[t].columns_count;
        if (a[t].rows != b[t].rows || (cells > 0 && memcmp(a[t].cells, b[t].cells, cells * sizeof(double)) != 0)) {
            return false;
        }
        for (int i = 0; a[t].names != NULL && i < a[t].rows; i++)
            if (strcmp(a[t].names[i], b[t].names[i]) != 0) {
                return false;
            }
    }
    return true;
}

/** Is this factor a cell of a table that shapes the world? */
static bool is_rooted(const struct sim_model *model, const struct sim_factor *factor)
{
    const struct sim_param *param = &model->params.list[factor->param];
    return param->cell != NULL && param->shapes;
}

enum sim_status sim_world_make(void **world, const struct sim_plan *plan, int arm, const double *values,
                               struct sim_errors *errors)
{
    const struct sim_model *model = plan->model;
    const struct sim_design *design = &plan->study->design;
    const struct sim_table *tables = sim_plan_tables(plan, arm);
    struct sim_arm made = plan->study->arms[arm];
    enum sim_status status;
    int rooted = 0;

    *world = NULL;
    for (int i = 0; i < design->factors_count; i++)
        rooted += is_rooted(model, &design->factors[i]);
    if (rooted == 0) {
        return model->world_new(world, tables, values, plan->study->seed, errors);
    }
    made.tables = calloc((size_t)model->tables_count + 1, sizeof *made.tables);
    if (made.tables == NULL || !sim_tables_copy(made.tables, tables, model)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a world");
        goto out;
    }
    for (int t = 0; t < model->tables_count; t++) {
        made.tables[t].place = tables[t].place;
        made.tables[t].first = tables[t].first;
        made.tables[t].first_rows = tables[t].first_rows;
    }
    for (int i = 0; i < design->factors_count; i++)
        if (is_rooted(model, &design->factors[i])) {
            sim_cell_settle(model, &made, design->factors[i].param, values[design->factors[i].param]);
        }
    status = model->world_new(world, made.tables, values, plan->study->seed, errors);
out:
    if (made.tables != NULL) {
        sim_tables_free(made.tables, model);
    }
    free(made.tables);
    return status;
}

enum sim_status sim_worlds_init(struct sim_worlds *self, const struct sim_plan *plan, struct sim_errors *errors)
{
    const struct sim_model *model = plan->model;
    const struct sim_study *study = plan->study;

    *self = (struct sim_worlds){ .plan = plan, .model = model, .study = study };
    self->shaping = calloc((size_t)model->params.count + 1, sizeof *self->shaping);
    self->tables_of = calloc((size_t)study->arms_count, sizeof *self->tables_of);
    self->values = calloc((size_t)model->params.count + 1, sizeof *self->values);
    if (self->shaping == NULL || self->tables_of == NULL || self->values == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for worlds");
    }
    for (int i = 0; i < model->params.count; i++)
        if (model->params.list[i].shapes) {
            self->shaping[self->shaping_count++] = i;
        }
    for (int a = 0; a < study->arms_count; a++)
        for (int b = a; b >= 0; b--)
            if (equal_tables(model, study->arms[a].tables, study->arms[b].tables)) {
                self->tables_of[a] = b;
            }
    return SIM_OK;
}

void sim_worlds_forget(struct sim_worlds *self)
{
    for (int i = 0; i < self->count; i++) {
        self->model->world_free(self->shapes[i].world);
        free(self->shapes[i].values);
    }
    self->count = 0;
}

void sim_worlds_free(struct sim_worlds *self)
{
    sim_worlds_forget(self);
    SIM_FREE(self->shaping, self->tables_of, self->values, self->shapes);
    *self = (struct sim_worlds){ 0 };
}

/** Set self->values of the parameters in `which`, or of all where it is NULL, as they are in month 0: from the design's
 * row where it has them, else from the arm. */
static void values_take(struct sim_worlds *self, int arm, const double *row, const int *which, int count)
{
    const struct sim_design *design = &self->study->design;
    for (int i = 0; i < count; i++) {
        int param = which == NULL ? i : which[i];
        self->values[param] = sim_arm_value(&self->study->arms[arm], param, 0);
    }
    for (int i = 0; i < design->factors_count; i++)
        self->values[design->factors[i].param] = row[i];
}

static bool is_of(const struct sim_shape *shape, const struct sim_worlds *worlds, int tables)
{
    bool same = shape->tables == tables;
    for (int k = 0; same && k < worlds->shaping_count; k++)
        same = shape->values[k] == worlds->values[worlds->shaping[k]];
    return same;
}

/** Add a shape with self->values. NULL without memory. */
static struct sim_shape *shape_add(struct sim_worlds *self, int tables)
{
    if (self->count == self->room) {
        int room = self->room == 0 ? 8 : 2 * self->room;
        if (!SIM_RESIZE(self->shapes, room)) {
            return NULL;
        }
        self->room = room;
    }
    struct sim_shape *shape = &self->shapes[self->count];
    *shape = (struct sim_shape){ .tables = tables, .values = calloc((size_t)self->shaping_count + 1, sizeof(double)) };
    for (int k = 0; shape->values != NULL && k < self->shaping_count; k++)
        shape->values[k] = self->values[self->shaping[k]];
    return shape->values == NULL ? NULL : shape;
}

int sim_worlds_shape(struct sim_worlds *self, int arm, const double *row, struct sim_errors *errors)
{
    int tables = self->tables_of[arm];

    values_take(self, arm, row, self->shaping, self->shaping_count);
    for (int i = 0; i < self->count; i++)
        if (is_of(&self->shapes[i], self, tables)) {
            return i;
        }
    struct sim_shape *shape = shape_add(self, tables);
    if (shape == NULL) {
        return -1;
    }
    values_take(self, arm, row, NULL, self->model->params.count);
    enum sim_status status = sim_world_make(&shape->world, self->plan, tables, self->values, errors);
    if (status != SIM_OK) {
        self->model->world_free(shape->world);
        shape->world = NULL;
    }
    if (status == SIM_MEMORY) { /* the world may well be possible */
        free(shape->values);
        return -1;
    }
    return self->count++;
}

double sim_worlds_numbers(const struct sim_worlds *self, int shape)
{
    const struct sim_model *model = self->model;
    const void *world = self->shapes[shape].world;
    double numbers = 0;

    for (int s = 0; world != NULL && s < model->state_count; s++)
        numbers += model->rows(world, model->state[s].extent);
    return numbers;
}

size_t sim_worlds_pack_bytes(const struct sim_worlds *self, const struct sim_kernel *kernel)
{
    size_t most = 1;
    for (int i = 0; i < self->count; i++) {
        const void *world = self->shapes[i].world;
        size_t bytes = world == NULL ? 0 : sim_pack_bytes(self->model, kernel, world);
        most = bytes > most ? bytes : most;
    }
    return most;
}

const struct sim_kernel *sim_worlds_kernel(const struct sim_worlds *self, const struct sim_kernel *kernel)
{
    const struct sim_kernel *smaller;
    while (sim_worlds_pack_bytes(self, kernel) > (size_t)1 << 30 &&
           (smaller = sim_kernel_smaller(self->model, kernel)) != NULL)
        kernel = smaller;
    return kernel;
}
