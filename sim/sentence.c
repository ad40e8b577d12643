/* sentence.c - the sentence of an occasion with the values of one event in it. */
#include "sentence.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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
