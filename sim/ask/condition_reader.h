/* condition_reader.h - what condition.c and condition_names.c share while they read. */
#ifndef SIM_CONDITION_READER_H
#define SIM_CONDITION_READER_H

#include "condition.h"

enum { SIM_WORD_SIZE = 128 };

struct sim_condition_reader {
    struct sim_condition *to;
    const struct sim_model *model;
    const char *text, *at;
    int arm, depth;
    bool ended; /* by a mistake after which nothing can be read */
    struct sim_errors *errors;
};

/** Complain of what stands at `column`, and read no further. */
#define END(self, column, ...)                                                                                         \
    do {                                                                                                               \
        if (!(self)->ended) {                                                                                          \
            sim_complain((self)->errors, "--when", 1, column, __VA_ARGS__);                                            \
        }                                                                                                              \
        (self)->ended = true;                                                                                          \
    } while (0)

/** Place of the next character, from 1. */
int sim_reader_column(const struct sim_condition_reader *self);
void sim_reader_skip(struct sim_condition_reader *self);
/** Read `sign` if it stands there. */
bool sim_reader_sign(struct sim_condition_reader *self, const char *sign);
/** Read `sign`, or complain that it is missing. */
void sim_reader_want(struct sim_condition_reader *self, const char *sign, const char *after);
bool sim_reader_at_name(const struct sim_condition_reader *self);
/** Read `and`, `or`, `not` if it stands there as a word of its own. */
bool sim_reader_word(struct sim_condition_reader *self, const char *word);
/** Read a name of at most SIM_WORD_SIZE - 1 letters; empty if none stands there. */
void sim_reader_name(struct sim_condition_reader *self, char *name);
double sim_reader_number(struct sim_condition_reader *self);
/** Read a sign that compares; -1 where none stands there. */
int sim_reader_comparison(struct sim_condition_reader *self);
/** Read "[arm]" if it stands there, and return the arm; else the default arm. */
int sim_reader_arm(struct sim_condition_reader *self);
/** Index of a word of an outcome. */
int sim_reader_choice(struct sim_condition_reader *self, const struct sim_series *series);
/** Read what stands behind "share(". */
void sim_reader_share(struct sim_condition_reader *self);
/** Complain of a name that is not an outcome, and say what it may be. */
void sim_reader_unknown(struct sim_condition_reader *self, const char *name, int column);

void sim_condition_put(struct sim_condition_reader *self, int what, int value, double number);
void sim_condition_put_value(struct sim_condition_reader *self, struct sim_condition_value value);

#endif
