/* condition_names.c - the signs, numbers and names that a condition is made of. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../read/reading.h"
#include "../run/entities.h"
#include "condition_reader.h"

enum { MOST_WORDS = 64 };

/* --- small parts --- */

int sim_reader_column(const struct sim_condition_reader *self)
{
    return (int)(self->at - self->text) + 1;
}

void sim_reader_skip(struct sim_condition_reader *self)
{
    while (*self->at == ' ' || *self->at == '\t' || *self->at == '\n')
        self->at++;
}

bool sim_reader_sign(struct sim_condition_reader *self, const char *sign)
{
    size_t length = strlen(sign);
    sim_reader_skip(self);
    if (self->ended || strncmp(self->at, sign, length) != 0) {
        return false;
    }
    self->at += length;
    return true;
}

void sim_reader_want(struct sim_condition_reader *self, const char *sign, const char *after)
{
    if (!sim_reader_sign(self, sign)) {
        END(self, sim_reader_column(self), "'%s' is missing%s", sign, after);
    }
}

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.';
}

bool sim_reader_at_name(const struct sim_condition_reader *self)
{
    return is_letter(*self->at);
}

bool sim_reader_word(struct sim_condition_reader *self, const char *word)
{
    sim_reader_skip(self);
    return !is_letter(self->at[strnlen(self->at, strlen(word))]) && sim_reader_sign(self, word);
}

void sim_reader_name(struct sim_condition_reader *self, char *name)
{
    int length = 0;
    sim_reader_skip(self);
    while (is_letter(*self->at) && length < SIM_WORD_SIZE - 1)
        name[length++] = *self->at++;
    name[length] = '\0';
}

void sim_condition_put(struct sim_condition_reader *self, int what, int value, double number)
{
    struct sim_condition *to = self->to;
    if (to->steps_count == SIM_MOST_STEPS_OF_A_CONDITION) {
        END(self, sim_reader_column(self), "the condition has more than %d parts", SIM_MOST_STEPS_OF_A_CONDITION);
    } else {
        to->steps[to->steps_count++] = (struct sim_condition_step){ what, value, number };
    }
}

void sim_condition_put_value(struct sim_condition_reader *self, struct sim_condition_value value)
{
    struct sim_condition *to = self->to;
    if (to->values_count == SIM_MOST_VALUES) {
        END(self, sim_reader_column(self), "the condition names more than %d outcomes", SIM_MOST_VALUES);
        return;
    }
    to->values[to->values_count++] = value;
    sim_condition_put(self, SIM_TAKE_VALUE, to->values_count - 1, 0);
}

/* --- names --- */

/* An arm's name may hold blanks and signs: the one that fits up to a bracket counts. */
int sim_reader_arm(struct sim_condition_reader *self)
{
    const struct sim_study *study = self->to->plan->study;
    if (!sim_reader_sign(self, "[")) {
        return self->arm;
    }
    sim_reader_skip(self);
    for (int i = 0; i < study->arms_count; i++) {
        size_t length = strlen(study->arms[i].name), blanks;
        if (strncmp(self->at, study->arms[i].name, length) != 0) {
            continue;
        }
        blanks = strspn(self->at + length, " ");
        if (self->at[length + blanks] == ']') {
            self->at += length + blanks + 1;
            return i;
        }
    }
    char name[SIM_WORD_SIZE];
    int column = sim_reader_column(self);
    snprintf(name, sizeof name, "%.*s", (int)strcspn(self->at, "]"), self->at);
    sim_complain(self->errors, "--when", 1, column, "'%s' is no arm of this study%s", name,
                 sim_hint_or_all(name, SIM_NAMES(study->arms, study->arms_count)).text);
    self->at += strcspn(self->at, "]");
    sim_reader_want(self, "]", " after the name of an arm");
    return self->arm;
}

int sim_reader_choice(struct sim_condition_reader *self, const struct sim_series *series)
{
    char name[SIM_WORD_SIZE], words[MOST_WORDS][SIM_WORD_SIZE];
    const char *list[MOST_WORDS];
    int count = 0, column;

    sim_reader_skip(self);
    column = sim_reader_column(self);
    sim_reader_name(self, name);
    int found = name[0] == '\0' ? -1 : sim_word_index(series->choices, name);
    for (; found < 0 && count < MOST_WORDS; count++) {
        sim_word_at(series->choices, count, words[count], SIM_WORD_SIZE);
        if (words[count][0] == '\0') {
            break;
        }
        list[count] = words[count];
    }
    if (found < 0 && name[0] == '\0') {
        END(self, column, "%s wants one of its words here: %s", series->name, series->choices);
    } else if (found < 0) {
        struct sim_hint hint = sim_hint(name, &SIM_NAMES(list, count), 1);
        sim_complain(self->errors, "--when", 1, column, "'%s' is no word of %s (%s)%s", name, series->name,
                     series->choices, hint.text);
    }
    return found < 0 ? 0 : found;
}

void sim_reader_unknown(struct sim_condition_reader *self, const char *name, int column)
{
    const struct sim_model *model = self->model;
    for (int i = 0; i < model->outcomes_of_count; i++)
        if (strcmp(model->outcomes_of[i].series.name, name) == 0) {
            sim_complain(self->errors, "--when", 1, column,
                         "'%s' is an outcome of entities: write a share of them, such as share(%s %s)", name, name,
                         model->outcomes_of[i].series.choices == NULL ? "> 0" : "== WORD");
            return;
        }
    if (sim_params_find(&model->params, name) >= 0) {
        sim_complain(self->errors, "--when", 1, column, "'%s' is a parameter; a condition is about outcomes", name);
        return;
    }
    sim_complain(self->errors, "--when", 1, column, "'%s' is no outcome%s", name,
                 sim_hint_of("outcome", name, model->gone, &SIM_NAMES(model->outcomes, model->outcomes_count), 1).text);
}

/* --- shares of entities --- */

int sim_reader_comparison(struct sim_condition_reader *self)
{
    static const struct {
        const char *sign;
        int what;
    } signs[] = { { "<=", SIM_LESS_OR_EQUAL }, { ">=", SIM_MORE_OR_EQUAL }, { "==", SIM_EQUAL },
                  { "!=", SIM_NOT_EQUAL },     { "<", SIM_LESS },           { ">", SIM_MORE } };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (sim_reader_sign(self, signs[i].sign)) {
            return signs[i].what;
        }
    if (*self->at == '=') {
        END(self, sim_reader_column(self), "'=' sets nothing here; '==' compares");
    }
    return -1;
}

/** Outcome of entities by its name, or by the name that it has in the results file ("forum_conflict"); -1 where there
 * is none. */
static int outcome_of(const struct sim_model *model, const char *name)
{
    for (int i = 0; i < model->outcomes_of_count; i++) {
        char full[SIM_ENTITY_SIZE + SIM_WORD_SIZE];
        sim_extent_name(model, model->outcomes_of[i].extent, model->outcomes_of[i].series.name, full, sizeof full);
        if (strcmp(full, name) == 0 || strcmp(model->outcomes_of[i].series.name, name) == 0) {
            return i;
        }
    }
    return -1;
}

double sim_reader_number(struct sim_condition_reader *self)
{
    char *end = NULL;
    sim_reader_skip(self);
    double value = isdigit((unsigned char)*self->at) || strchr("+-.", *self->at) != NULL ? strtod(self->at, &end) : 0;
    if (end == NULL || end == self->at || !isfinite(value)) {
        END(self, sim_reader_column(self), isfinite(value) ? "a number is missing" : "the number is too large");
        return 0;
    }
    self->at = end;
    return value;
}

void sim_reader_share(struct sim_condition_reader *self)
{
    const struct sim_model *model = self->model;
    char name[SIM_WORD_SIZE];
    sim_reader_skip(self);
    int column = sim_reader_column(self), found;

    sim_reader_name(self, name);
    found = outcome_of(model, name);
    if (found < 0) {
        const struct sim_names names = { model->outcomes_of == NULL ? NULL : &model->outcomes_of[0].series.name,
                                         sizeof *model->outcomes_of, model->outcomes_of_count };
        END(self, column, "'%s' is no outcome of entities%s", name, sim_hint(name, &names, 1).text);
        return;
    }
    const struct sim_series *series = &model->outcomes_of[found].series;
    struct sim_condition_value value = { .arm = sim_reader_arm(self),
                                         .column = sim_entities_column(self->to->plan, found),
                                         .entities = sim_entities_of(self->to->plan, found)->count,
                                         .compare = sim_reader_comparison(self) };
    if (value.compare < 0 ||
        (series->choices != NULL && value.compare != SIM_EQUAL && value.compare != SIM_NOT_EQUAL)) {
        END(self, sim_reader_column(self), "share(%s) wants a comparison with %s", name,
            series->choices == NULL ? "a number, such as > 0" : "a word: == or !=");
        return;
    }
    value.with = series->choices == NULL ? sim_reader_number(self) : sim_reader_choice(self, series);
    sim_reader_want(self, ")", " at the end of the share");
    sim_condition_put_value(self, value);
}
