/* entities.c - looks at the worlds of a study and lists the names of their entities. */
#include "entities.h"

#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "../read/designs.h"
#include "worlds.h"

enum {
    MOST_POINTS = 1 << 16,
    WORLDS_KEPT = 64,
    VALUES = 256
}; /* VALUES: marks of a parameter; if it has more values, some share a mark */

int sim_entities_find(const struct sim_entities *self, const char *name, int guess)
{
    if (guess < self->count && strcmp(self->names[guess], name) == 0) {
        return guess;
    }
    for (int i = 0; i < self->count; i++)
        if (strcmp(self->names[i], name) == 0) {
            return i;
        }
    return -1;
}

const struct sim_entities *sim_entities_of(const struct sim_plan *plan, int i)
{
    return &plan->entities[plan->model->outcomes_of[i].extent];
}

int sim_entities_column(const struct sim_plan *plan, int i)
{
    int column = plan->model->outcomes_count;
    for (int k = 0; k < i; k++)
        column += sim_entities_of(plan, k)->count;
    return column;
}

const struct sim_series *sim_entities_series(const struct sim_plan *plan, int column)
{
    int i = 0;
    if (column < plan->model->outcomes_count) {
        return &plan->model->outcomes[column];
    }
    while (sim_entities_column(plan, i + 1) <= column)
        i++;
    return &plan->model->outcomes_of[i].series;
}

/** Add the entities of a world that are not listed yet. False without memory. */
static bool entities_add(struct sim_entities *self, const struct sim_model *model, const void *world, int extent)
{
    int rows = model->rows(world, extent);
    char name[SIM_ENTITY_SIZE];

    for (int row = 0; row < rows; row++) {
        model->entity(world, extent, row, name, sizeof name);
        if (sim_entities_find(self, name, row) >= 0) {
            continue;
        }
        if (!SIM_RESIZE(self->names, self->count + 1)) {
            return false;
        }
        memcpy(self->names[self->count++], name, sizeof name);
    }
    return true;
}

/** Add the entities of a world of every extent that has outcomes. */
static bool world_take(struct sim_plan *plan, const void *world)
{
    const struct sim_model *model = plan->model;
    bool good = true;
    for (int i = 0; i < model->outcomes_of_count && good; i++)
        good = entities_add(&plan->entities[model->outcomes_of[i].extent], model, world, model->outcomes_of[i].extent);
    return good;
}

/** Look at the worlds of all arms at a row of the design; an impossible one has no entities. False without memory. */
static bool arms_take(struct sim_plan *plan, struct sim_worlds *worlds, const double *row)
{
    struct sim_errors impossible = { 0 };
    bool good = true;
    for (int arm = 0; arm < plan->study->arms_count && good; arm++) {
        int shape = sim_worlds_shape(worlds, arm, row, &impossible);
        const void *world = shape < 0 ? NULL : worlds->shapes[shape].world;
        good = shape >= 0 && (world == NULL || world_take(plan, world));
    }
    if (worlds->count > WORLDS_KEPT) {
        sim_worlds_forget(worlds);
    }
    sim_errors_free(&impossible);
    return good;
}

/** Does a row of the design hold a new value of a parameter that shapes the world? Marks it in met[factor]. */
static bool is_news(const struct sim_plan *plan, const double *row, bool (*met)[VALUES])
{
    bool news = false;
    for (int f = 0; f < plan->study->design.factors_count; f++) {
        const struct sim_param *param = sim_plan_factor(plan, f);
        bool *there = &met[f][param->shapes ? (long)(row[f] - param->low) % VALUES : 0];
        news = news || (param->shapes && !*there);
        *there = true;
    }
    return news;
}

enum sim_status sim_entities_init(struct sim_plan *plan, bool varies, struct sim_errors *errors)
{
    const struct sim_design *design = &plan->study->design;
    size_t factors = (size_t)design->factors_count;
    long points = !varies ? 1 : plan->points < MOST_POINTS ? plan->points : MOST_POINTS;
    struct sim_worlds worlds;
    double *row = calloc(factors + 1, sizeof *row);
    bool(*met)[VALUES] = calloc(factors + 1, sizeof *met);
    enum sim_status status = sim_worlds_init(&worlds, plan, errors);
    bool good;

    plan->entities = calloc((size_t)plan->model->extents_count + 1, sizeof *plan->entities);
    good = status == SIM_OK && row != NULL && met != NULL && plan->entities != NULL;
    for (long i = 0; i < points && good && plan->model->outcomes_of_count > 0; i++) {
        sim_design_rows(design, plan->model, plan->study->seed, sim_design_point_among(plan->points, i, points), 1,
                        row);
        if (is_news(plan, row, met) || i == 0) {
            good = arms_take(plan, &worlds, row);
        }
    }
    sim_worlds_free(&worlds);
    free(row);
    free(met);
    return good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for the names of entities");
}

void sim_entities_free(struct sim_plan *plan)
{
    for (int i = 0; plan->entities != NULL && i < plan->model->extents_count; i++)
        free(plan->entities[i].names);
    free(plan->entities);
    plan->entities = NULL;
}
