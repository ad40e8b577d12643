/* store_events.c - /events: a row an event, gathered to whole chunks before they are written. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../memory.h"
#include "entities.h"
#include "store.h"
#include "store_close_up.h"

enum { CHUNK = 1024, NONE = 255 };

enum whole { RUN, MONTH, ENTITY, OTHER, WHOLES };
enum name { ENTITY_NAME, OTHER_NAME, NAMES };

/** One chunk of rows. */
struct rows {
    int whole[WHOLES][CHUNK];
    unsigned char kind[CHUNK];
    char name[NAMES][CHUNK][SIM_ENTITY_SIZE];
};

struct sim_events {
    const struct sim_model *model;
    hid_t group, dimension, kind, whole[WHOLES], name[NAMES];
    hid_t *field;   /* [field] */
    double *fields; /* [field][row] */
    struct rows *rows;
    long written;
    int count; /* rows gathered */
};

/** Names of all kinds, or of the entities that they are about, separated by spaces; the caller frees. */
static char *words_of(const struct sim_model *model, int part)
{
    char *words = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&words, &size);

    for (int i = 0; file != NULL && i < model->occasions_count; i++) {
        const struct sim_occasion *occasion = &model->occasions[i];
        int extent = part == 1 ? occasion->extent : occasion->other;
        char name[64] = "none";
        if (extent >= 0) {
            sim_extent_name(model, extent, "", name, sizeof name);
        }
        fprintf(file, "%s%s", i > 0 ? " " : "", part == 0 ? occasion->name : name);
    }
    return sim_text_end(file, &words);
}

static void add_kind(struct sim_events *self, struct sim_sink *sink)
{
    char *kinds = words_of(self->model, 0), *entities = words_of(self->model, 1), *others = words_of(self->model, 2);
    self->kind = sim_hdf5_along(sink, self->group, self->dimension, "kind", H5T_NATIVE_UCHAR, NULL);
    sink->good = sink->good && kinds != NULL && entities != NULL && others != NULL;
    if (sink->good) {
        sim_hdf5_describe(sink, self->kind, "What happened", NULL, "event");
        sim_hdf5_flags(sink, self->kind, H5T_NATIVE_UCHAR, kinds, 0);
        sim_hdf5_text(sink, self->kind, "entities", entities);
        sim_hdf5_text(sink, self->kind, "others", others);
    }
    SIM_FREE(kinds, entities, others);
}

static void add_whole(struct sim_events *self, struct sim_sink *sink, enum whole which, const char *name,
                      const char *meaning, const char *unit)
{
    self->whole[which] = sim_hdf5_along(sink, self->group, self->dimension, name, H5T_NATIVE_INT, NULL);
    sim_hdf5_describe(sink, self->whole[which], meaning, unit, "event");
}

static void add_name(struct sim_events *self, struct sim_sink *sink, enum name which, const char *name,
                     const char *meaning)
{
    self->name[which] = sim_hdf5_along(sink, self->group, self->dimension, name, sink->text, NULL);
    sim_hdf5_describe(sink, self->name[which], meaning, NULL, "event");
}

static void add_field(struct sim_events *self, struct sim_sink *sink, int which)
{
    const struct sim_series *field = &self->model->fields[which];
    const unsigned char none = NONE;
    const float nothing = NAN;
    bool words = field->choices != NULL;
    hid_t type = words ? H5T_NATIVE_UCHAR : H5T_NATIVE_FLOAT;
    const void *fill = words ? (const void *)&none : (const void *)&nothing;
    hid_t set = sim_hdf5_along(sink, self->group, self->dimension, field->name, type, fill);

    self->field[which] = set;
    sim_hdf5_numbers(sink, set, "_FillValue", type, fill, 1);
    sim_hdf5_describe(sink, set, field->meaning, words ? NULL : field->unit, "event");
    if (words) {
        sim_hdf5_flags(sink, set, type, field->choices, 0);
    }
}

static void events_forget(struct sim_events *self)
{
    SIM_FREE(self->field, self->fields, self->rows, self);
}

struct sim_events *sim_events_new(struct sim_sink *sink, const struct sim_plan *plan)
{
    struct sim_events *self = calloc(1, sizeof *self);
    size_t fields = (size_t)plan->model->fields_count + 1;
    char meaning[128];

    if (self == NULL) {
        return NULL;
    }
    self->model = plan->model;
    self->field = calloc(fields, sizeof *self->field);
    self->fields = calloc(fields * CHUNK, sizeof *self->fields);
    self->rows = calloc(1, sizeof *self->rows);
    if (self->field == NULL || self->fields == NULL || self->rows == NULL) {
        events_forget(self);
        return NULL;
    }
    self->group = sim_hdf5_group(sink, "events");
    self->dimension = sim_hdf5_dimension(sink, self->group, "event", SIM_GROWING);
    snprintf(meaning, sizeof meaning, "Month: months since %s", plan->study->start);
    add_whole(self, sink, RUN, "run", "Run", "1");
    add_whole(self, sink, MONTH, "month", meaning, "month");
    add_kind(self, sink);
    add_whole(self, sink, ENTITY, "entity", "Number of the entity to which it happened, from 0", "1");
    add_name(self, sink, ENTITY_NAME, "entity_name", "Name of the entity to which it happened");
    add_whole(self, sink, OTHER, "other", "Number of who else is in it, from 0; -1 for nobody", "1");
    add_name(self, sink, OTHER_NAME, "other_name", "Name of who else is in it; empty for nobody");
    for (int i = 0; i < self->model->fields_count; i++)
        add_field(self, sink, i);
    return self;
}

static void put(const struct sim_events *self, struct sim_sink *sink, hid_t set, hid_t type, const void *data)
{
    sim_hdf5_put(sink, set, type, self->written, self->count, data);
}

static void put_names(const struct sim_events *self, struct sim_sink *sink, enum name which)
{
    const char *texts[CHUNK];
    for (int i = 0; i < self->count; i++)
        texts[i] = self->rows->name[which][i];
    put(self, sink, self->name[which], sink->text, texts);
}

static void put_field(const struct sim_events *self, struct sim_sink *sink, int which)
{
    const double *values = self->fields + (long)which * CHUNK;
    unsigned char words[CHUNK];

    if (self->model->fields[which].choices == NULL) {
        put(self, sink, self->field[which], H5T_NATIVE_DOUBLE, values);
        return;
    }
    for (int i = 0; i < self->count; i++)
        words[i] = isnan(values[i]) ? NONE : (unsigned char)values[i];
    put(self, sink, self->field[which], H5T_NATIVE_UCHAR, words);
}

/** The rows gathered so far reach the file. */
static void flush(struct sim_events *self, struct sim_sink *sink)
{
    for (int i = 0; i < WHOLES; i++)
        put(self, sink, self->whole[i], H5T_NATIVE_INT, self->rows->whole[i]);
    put(self, sink, self->kind, H5T_NATIVE_UCHAR, self->rows->kind);
    for (int i = 0; i < NAMES; i++)
        put_names(self, sink, (enum name)i);
    for (int i = 0; i < self->model->fields_count; i++)
        put_field(self, sink, i);
    self->written += self->count;
    self->count = 0;
    sim_hdf5_grow(sink, self->dimension, self->written);
}

static void name_entity(struct sim_events *self, enum name which, const void *world, int extent, int row)
{
    char *name = self->rows->name[which][self->count];
    name[0] = '\0';
    if (row >= 0) {
        self->model->entity(world, extent, row, name, SIM_ENTITY_SIZE);
    }
}

void sim_events_add(struct sim_events *self, struct sim_sink *sink, long run, int month, const void *world,
                    const struct sim_happening *event)
{
    const struct sim_occasion *occasion = &self->model->occasions[event->occasion];
    const int whole[WHOLES] = { (int)run, month, event->entity, event->other };

    for (int i = 0; i < WHOLES; i++)
        self->rows->whole[i][self->count] = whole[i];
    self->rows->kind[self->count] = (unsigned char)event->occasion;
    name_entity(self, ENTITY_NAME, world, occasion->extent, event->entity);
    name_entity(self, OTHER_NAME, world, occasion->other, event->other);
    for (int i = 0; i < self->model->fields_count; i++)
        self->fields[(long)i * CHUNK + self->count] = event->fields[i];
    self->count++;
    if (self->count == CHUNK && sink->good) {
        flush(self, sink);
    }
    self->count %= CHUNK;
}

void sim_events_free(struct sim_events *self, struct sim_sink *sink)
{
    if (self == NULL) {
        return;
    }
    if (sink->good && self->count > 0) {
        flush(self, sink);
    }
    for (int i = 0; sink->good && i < WHOLES; i++)
        sink->good = H5Dclose(self->whole[i]) >= 0;
    for (int i = 0; sink->good && i < NAMES; i++)
        sink->good = H5Dclose(self->name[i]) >= 0;
    for (int i = 0; sink->good && i < self->model->fields_count; i++)
        sink->good = H5Dclose(self->field[i]) >= 0;
    if (sink->good) {
        sink->good = H5Dclose(self->kind) >= 0 && H5Dclose(self->dimension) >= 0 && H5Gclose(self->group) >= 0;
    }
    events_forget(self);
}

double sim_results_event_bytes(const struct sim_model *model)
{
    double bytes = 4.0 * WHOLES + 1 + (16 + SIM_NAME_BYTES) * NAMES;
    for (int i = 0; i < model->fields_count; i++)
        bytes += model->fields[i].choices != NULL ? 1 : 4;
    return bytes;
}
