/* store_snapshots.c - /snapshots: a variable for each state variable, name, link and count of a model's entities. */
#include <stdio.h>
#include <stdlib.h>

#include "../memory.h"
#include "entities.h"
#include "store.h"
#include "store_close_up.h"

enum { NAME_SIZE = 128 };

enum kind { RUN, MONTH, COUNT, NAME, LINK, STATE };

struct variable {
    hid_t set;
    enum kind kind;
    int extent; /* the kind of entities it has values for; 0: one value per snapshot */
    int which;  /* extent that is counted, link, state variable */
};

struct sim_snapshots {
    const struct sim_model *model;
    hid_t group;
    hid_t *dimensions; /* [extent]: scale; 0: of the snapshots */
    long *next;        /* [extent]: first place that is free */
    struct variable *variables;
    int variables_count;
};

/** sim_extent_name() in a buffer of the size that all names have here. */
static void name_of(const struct sim_model *model, int extent, const char *suffix, char *name)
{
    sim_extent_name(model, extent, suffix, name, NAME_SIZE);
}

static void add_variable(struct sim_snapshots *self, struct sim_sink *sink, const struct variable *like,
                         const char *name, hid_t type)
{
    struct variable *variable = &self->variables[self->variables_count++];
    *variable = *like;
    variable->set = sim_hdf5_along(sink, self->group, self->dimensions[like->extent], name, type, NULL);
}

static hid_t last_set(const struct sim_snapshots *self)
{
    return self->variables[self->variables_count - 1].set;
}

/** How many entities of an extent there are in each snapshot. */
static void add_count(struct sim_snapshots *self, struct sim_sink *sink, int extent)
{
    char name[NAME_SIZE], meaning[256];
    name_of(self->model, extent, "count", name);
    add_variable(self, sink, &(struct variable){ .kind = COUNT, .which = extent }, name, H5T_NATIVE_INT);
    snprintf(meaning, sizeof meaning, "How many there are in the snapshot of: %s",
             self->model->extents[extent].meaning);
    sim_hdf5_describe(sink, last_set(self), meaning, "1", "count");
    name_of(self->model, extent, "", name);
    sim_hdf5_text(sink, last_set(self), "sample_dimension", name);
}

static void add_name(struct sim_snapshots *self, struct sim_sink *sink, int extent)
{
    char name[NAME_SIZE], meaning[256];
    name_of(self->model, extent, "name", name);
    add_variable(self, sink, &(struct variable){ .kind = NAME, .extent = extent }, name, sink->text);
    snprintf(meaning, sizeof meaning, "Name of %s", self->model->extents[extent].meaning);
    sim_hdf5_describe(sink, last_set(self), meaning, NULL, "name");
}

static void add_links(struct sim_snapshots *self, struct sim_sink *sink, int extent)
{
    for (int i = 0; i < self->model->links_count; i++) {
        const struct sim_link *link = &self->model->links[i];
        char name[NAME_SIZE], of[NAME_SIZE], meaning[512];
        if (link->extent != extent) {
            continue;
        }
        name_of(self->model, extent, link->name, name);
        name_of(self->model, link->of, "", of);
        add_variable(self, sink, &(struct variable){ .kind = LINK, .extent = extent, .which = i }, name,
                     H5T_NATIVE_INT);
        snprintf(meaning, sizeof meaning, "%s: number of a %s within the snapshot, from 0; -1 for none", link->meaning,
                 of);
        sim_hdf5_describe(sink, last_set(self), meaning, "1", "link");
        sim_hdf5_text(sink, last_set(self), "refers_to", of);
    }
}

static void add_states(struct sim_snapshots *self, struct sim_sink *sink, int extent)
{
    for (int i = 0; i < self->model->state_count; i++) {
        const struct sim_state *state = &self->model->state[i];
        char name[NAME_SIZE];
        if (state->extent == extent) {
            name_of(self->model, extent, state->name, name);
            add_variable(self, sink, &(struct variable){ .kind = STATE, .extent = extent, .which = i }, name,
                         H5T_NATIVE_FLOAT);
            sim_hdf5_describe(sink, last_set(self), state->meaning, state->unit, "state");
        }
    }
}

static void add_all(struct sim_snapshots *self, struct sim_sink *sink, const struct sim_plan *plan, const double *rows)
{
    char meaning[128], name[NAME_SIZE];
    add_variable(self, sink, &(struct variable){ .kind = RUN }, "run", H5T_NATIVE_INT);
    sim_hdf5_describe(sink, last_set(self), "Run", "1", "snapshot");
    add_variable(self, sink, &(struct variable){ .kind = MONTH }, "month", H5T_NATIVE_INT);
    snprintf(meaning, sizeof meaning, "Month, at whose end it is: months since %s", plan->study->start);
    sim_hdf5_describe(sink, last_set(self), meaning, "month", "snapshot");
    for (int e = 1; e < self->model->extents_count; e++)
        if (rows[e] > 0) {
            name_of(self->model, e, "", name);
            self->dimensions[e] = sim_hdf5_dimension(sink, self->group, name, (long)rows[e]);
            add_count(self, sink, e);
        }
    for (int e = 0; e < self->model->extents_count; e++)
        if (rows[e] > 0) {
            if (e > 0 && self->model->extents[e].named) {
                add_name(self, sink, e);
            }
            add_links(self, sink, e);
            add_states(self, sink, e);
        }
}

struct sim_snapshots *sim_snapshots_new(struct sim_sink *sink, const struct sim_plan *plan, long count,
                                        const double *rows)
{
    const struct sim_model *model = plan->model;
    struct sim_snapshots *self = calloc(1, sizeof *self);
    size_t extents = (size_t)model->extents_count;

    if (self == NULL) {
        return NULL;
    }
    self->model = model;
    self->dimensions = calloc(extents + 1, sizeof *self->dimensions);
    self->next = calloc(extents + 1, sizeof *self->next);
    self->variables =
        calloc(2 * extents + 2 + (size_t)(model->links_count + model->state_count), sizeof *self->variables);
    if (self->dimensions == NULL || self->next == NULL || self->variables == NULL) {
        SIM_FREE(self->dimensions, self->next, self->variables, self);
        return NULL;
    }
    self->group = sim_hdf5_group(sink, "snapshots");
    self->dimensions[0] = sim_hdf5_dimension(sink, self->group, "snapshot", count);
    add_all(self, sink, plan, rows);
    return self;
}

/* --- one snapshot --- */

static void write_names(const struct sim_snapshots *self, struct sim_sink *sink, const struct variable *variable,
                        const void *world, long count)
{
    char(*names)[SIM_ENTITY_SIZE] = calloc((size_t)count, sizeof *names);
    const char **texts = calloc((size_t)count, sizeof *texts);

    sink->good = sink->good && names != NULL && texts != NULL;
    for (long i = 0; sink->good && i < count; i++) {
        self->model->entity(world, variable->extent, (int)i, names[i], SIM_ENTITY_SIZE);
        texts[i] = names[i];
    }
    if (sink->good) {
        sim_hdf5_put(sink, variable->set, sink->text, self->next[variable->extent], count, texts);
    }
    free(names);
    free(texts);
}

static void write_links(const struct sim_snapshots *self, struct sim_sink *sink, const struct variable *variable,
                        const void *world, long count)
{
    int *rows = calloc((size_t)count, sizeof *rows);

    sink->good = sink->good && rows != NULL;
    for (long i = 0; sink->good && i < count; i++)
        rows[i] = self->model->linked(world, variable->which, (int)i);
    if (sink->good) {
        sim_hdf5_put(sink, variable->set, H5T_NATIVE_INT, self->next[variable->extent], count, rows);
    }
    free(rows);
}

static void write_number(const struct sim_snapshots *self, struct sim_sink *sink, const struct variable *variable,
                         long number)
{
    int narrow = (int)number;
    sim_hdf5_put(sink, variable->set, H5T_NATIVE_INT, self->next[0], 1, &narrow);
}

void sim_snapshots_add(struct sim_snapshots *self, struct sim_sink *sink, long run, int month, const void *world,
                       const double *const *state)
{
    const struct sim_model *model = self->model;

    for (int i = 0; i < self->variables_count && sink->good; i++) {
        const struct variable *variable = &self->variables[i];
        long count = variable->extent == 0 ? 1 : model->rows(world, variable->extent);
        if (count == 0) {
            continue;
        }
        switch (variable->kind) {
        case RUN:
            write_number(self, sink, variable, run);
            break;
        case MONTH:
            write_number(self, sink, variable, month);
            break;
        case COUNT:
            write_number(self, sink, variable, model->rows(world, variable->which));
            break;
        case NAME:
            write_names(self, sink, variable, world, count);
            break;
        case LINK:
            write_links(self, sink, variable, world, count);
            break;
        case STATE:
            sim_hdf5_put(sink, variable->set, H5T_NATIVE_DOUBLE, self->next[variable->extent], count,
                         state[variable->which]);
            break;
        }
    }
    for (int e = 0; e < model->extents_count; e++)
        self->next[e] += e == 0 ? 1 : model->rows(world, e);
}

void sim_snapshots_free(struct sim_snapshots *self, struct sim_sink *sink)
{
    if (self == NULL) {
        return;
    }
    for (int i = 0; sink->good && i < self->variables_count; i++)
        sink->good = H5Dclose(self->variables[i].set) >= 0;
    for (int e = 0; sink->good && e < self->model->extents_count; e++)
        sink->good = self->dimensions[e] == 0 || H5Dclose(self->dimensions[e]) >= 0;
    if (sink->good) {
        sink->good = H5Gclose(self->group) >= 0;
    }
    SIM_FREE(self->dimensions, self->next, self->variables, self);
}

double sim_results_snapshot_bytes(const struct sim_model *model, const double *rows)
{
    double bytes = 0;
    for (int e = 0; e < model->extents_count; e++)
        bytes += (4.0 + (model->extents[e].named ? SIM_NAME_BYTES : 0)) * rows[e];
    for (int i = 0; i < model->links_count; i++)
        bytes += 4.0 * rows[model->links[i].extent];
    for (int i = 0; i < model->state_count; i++)
        bytes += 4.0 * rows[model->state[i].extent];
    return bytes;
}
