/* watch.c - a replay with a picture of each month. */
#include "watch.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../params.h"

static bool picture_init(struct sim_picture *self, const struct sim_replay *replay)
{
    int states = replay->plan->model->state_count;
    size_t all = 0;
    for (int s = 0; s < states; s++)
        all += (size_t)sim_replay_rows(replay, s);
    self->numbers = calloc(all + 1, sizeof *self->numbers);
    self->columns = calloc((size_t)states + 1, sizeof *self->columns);
    double *at = self->numbers;
    for (int s = 0; self->numbers != NULL && self->columns != NULL && s < states; s++) {
        self->columns[s] = at;
        at += sim_replay_rows(replay, s);
    }
    return self->numbers != NULL && self->columns != NULL;
}

static void picture_take(struct sim_picture *self, const struct sim_replay *replay)
{
    for (int s = 0; s < replay->plan->model->state_count; s++)
        for (int row = 0; row < sim_replay_rows(replay, s); row++)
            self->columns[s][row] = sim_replay_value(replay, s, row);
}

enum sim_status sim_watch_init(struct sim_watch *self, const struct sim_plan *plan, struct sim_run run,
                               struct sim_errors *errors)
{
    *self = (struct sim_watch){ 0 };
    enum sim_status status = sim_replay_init(&self->replay, plan, run, errors);

    if (status == SIM_OK &&
        !(picture_init(&self->picture[0], &self->replay) && picture_init(&self->picture[1], &self->replay))) {
        status = sim_fail(errors, SIM_MEMORY, "no memory to watch a run");
    }
    if (status == SIM_OK) {
        picture_take(&self->picture[0], &self->replay);
    }
    return status;
}

void sim_watch_free(struct sim_watch *self)
{
    for (int i = 0; i < 2; i++) {
        free(self->picture[i].numbers);
        free(self->picture[i].columns);
    }
    sim_replay_free(&self->replay);
    *self = (struct sim_watch){ 0 };
}

void sim_watch_month(struct sim_watch *self)
{
    sim_replay_month(&self->replay);
    self->turn = 1 - self->turn;
    picture_take(&self->picture[self->turn], &self->replay);
}

const double *const *sim_watch_state(const struct sim_watch *self)
{
    return (const double *const *)self->picture[self->turn].columns;
}

void sim_watch_happened(const struct sim_watch *self, sim_report report, void *context)
{
    self->replay.plan->model->happened(self->replay.world, (const double *const *)self->picture[1 - self->turn].columns,
                                       sim_watch_state(self), report, context);
}

/* --- sentences --- */

/** A sentence that grows; `whole` until something in it is none. */
struct sentence {
    const struct sim_model *model;
    const void *world;
    const struct sim_happening *event;
    char *text;
    size_t size, used;
    bool whole;
};

static void put(struct sentence *self, const char *text, size_t length)
{
    size_t left = self->size - 1 - self->used;
    length = length < left ? length : left;
    memcpy(self->text + self->used, text, length);
    self->used += length;
}

/** The words of a name, which files join by underscores. */
static void put_words(struct sentence *self, char *name)
{
    for (char *at = strchr(name, '_'); at != NULL; at = strchr(at, '_'))
        *at = ' ';
    put(self, name, strlen(name));
}

static void put_entity(struct sentence *self, int extent, int row)
{
    char name[SIM_ENTITY_SIZE];
    self->whole = self->whole && row >= 0;
    if (row >= 0) {
        self->model->entity(self->world, extent, row, name, sizeof name);
        put_words(self, name);
    }
}

static void put_field(struct sentence *self, const struct sim_series *field, double value)
{
    char word[64];
    self->whole = self->whole && !isnan(value);
    if (isnan(value)) {
        return;
    }
    if (field->choices == NULL) {
        snprintf(word, sizeof word, fabs(value) < 1000 ? "%.3g" : "%.0f", value);
    } else {
        sim_word_at(field->choices, (int)value, word, sizeof word);
    }
    put_words(self, word);
}

/** What a name in braces stands for. */
static void put_named(struct sentence *self, const char *name, size_t length)
{
    const struct sim_occasion *occasion = &self->model->occasions[self->event->occasion];
    if (length == 6 && strncmp(name, "entity", length) == 0) {
        put_entity(self, occasion->extent, self->event->entity);
    } else if (length == 5 && strncmp(name, "other", length) == 0) {
        put_entity(self, occasion->other, self->event->other);
    }
    for (int i = 0; i < self->model->fields_count; i++) {
        const struct sim_series *field = &self->model->fields[i];
        if (strlen(field->name) == length && strncmp(field->name, name, length) == 0) {
            put_field(self, field, self->event->fields[i]);
        }
    }
}

void sim_happening_sentence(const struct sim_model *model, const void *world, const struct sim_happening *event,
                            char *text, size_t size)
{
    struct sentence sentence = { model, world, event, text, size, 0, true };
    size_t bracket = 0;

    for (const char *at = model->occasions[event->occasion].sentence; *at != '\0'; at++) {
        size_t length = *at == '{' ? strcspn(at, "}") : 0;
        if (*at == '{') {
            put_named(&sentence, at + 1, length - 1);
            at += length;
        } else if (*at == '[') {
            bracket = sentence.used;
            sentence.whole = true;
        } else if (*at == ']') {
            sentence.used = sentence.whole ? sentence.used : bracket;
        } else {
            put(&sentence, at, 1);
        }
    }
    text[sentence.used] = '\0';
}
