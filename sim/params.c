/* params.c - looking up parameters and the words of choices. */
#include "params.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"

int sim_params_find(const struct sim_params *self, const char *name)
{
    return sim_name_index(SIM_NAMES(self->list, self->count), name);
}

int sim_word_index(const char *words, const char *word)
{
    size_t length = strlen(word);
    int index = 0;

    for (const char *at = words; at != NULL && *at != '\0'; index++) {
        size_t here = strcspn(at, " ");
        if (here == length && memcmp(at, word, length) == 0) {
            return index;
        }
        at += here + (at[here] == ' ');
    }
    return -1;
}

void sim_word_at(const char *words, int index, char *word, int size)
{
    const char *at = words;

    word[0] = '\0';
    for (int i = 0; at != NULL && *at != '\0'; i++) {
        size_t here = strcspn(at, " ");
        if (i == index) {
            snprintf(word, (size_t)size, "%.*s", (int)here, at);
            return;
        }
        at += here + (at[here] == ' ');
    }
}

int sim_param_choice(const struct sim_param *param, const char *word)
{
    return sim_word_index(param->choices, word);
}

void sim_param_word(const struct sim_param *param, int index, char *word, int size)
{
    sim_word_at(param->choices, index, word, size);
}

void sim_param_text(const struct sim_param *param, double value, char *text, int size)
{
    if (isnan(value)) { /* a cell of a row that an arm does not have */
        snprintf(text, (size_t)size, "none");
    } else if (param->kind == SIM_CHOICE) {
        sim_param_word(param, (int)value, text, size);
    } else if (param->kind == SIM_FLAG) {
        snprintf(text, (size_t)size, "%s", value != 0 ? "true" : "false");
    } else {
        sim_number_text(value, text, size);
    }
}

const char *sim_role_text(enum sim_role role)
{
    static const char *const words[] = {
        [SIM_LEVER] = "lever", [SIM_UNCERTAINTY] = "uncertainty", [SIM_CONSTANT] = "constant"
    };
    return words[role];
}

void sim_number_text(double value, char *text, int size)
{
    /* 15 digits survive in every double; most numbers need no more, and 17 always suffice. */
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, (size_t)size, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            return;
        }
    }
}
