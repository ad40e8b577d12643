/* condition.c - reads a condition, from left to right, one function for each level of binding. */
#include "condition.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "condition_reader.h"

enum { MOST_LENGTH = 4096, DEEPEST = 64 };

/** What an expression is. */
enum kind {
    A_NUMBER,
    A_TRUTH,
    A_CHOICE, /* an outcome of words */
    WRONG     /* was complained of */
};

struct phrase {
    enum kind kind;
    const struct sim_series *series; /* of a choice */
    int column;                      /* where it begins, from 1 */
};

static struct phrase read_any(struct sim_condition_reader *self);

/* --- from what binds most to what binds least --- */

static struct phrase read_named(struct sim_condition_reader *self, int column)
{
    char name[SIM_WORD_SIZE];
    sim_reader_name(self, name);
    if (strcmp(name, "share") == 0 && sim_reader_sign(self, "(")) {
        sim_reader_share(self);
        return (struct phrase){ A_NUMBER, NULL, column };
    }
    int found = sim_name_index(SIM_NAMES(self->model->outcomes, self->model->outcomes_count), name);
    if (found < 0) {
        sim_reader_unknown(self, name, column);
        sim_reader_arm(self);
        return (struct phrase){ WRONG, NULL, column };
    }
    const struct sim_series *series = &self->model->outcomes[found];
    sim_condition_put_value(self, (struct sim_condition_value){ .arm = sim_reader_arm(self), .column = found });
    return (struct phrase){ series->choices == NULL ? A_NUMBER : A_CHOICE, series, column };
}

static struct phrase read_single(struct sim_condition_reader *self)
{
    sim_reader_skip(self);
    int column = sim_reader_column(self);
    struct phrase phrase = { WRONG, NULL, column };

    if (self->ended || ++self->depth > DEEPEST) {
        END(self, column, "is nested more than %d levels deep", DEEPEST);
    } else if (sim_reader_sign(self, "(")) {
        phrase = read_any(self);
        sim_reader_want(self, ")", "");
    } else if (sim_reader_sign(self, "-")) {
        phrase = read_single(self);
        sim_condition_put(self, SIM_NEGATIVE, 0, 0);
        if (phrase.kind != A_NUMBER && phrase.kind != WRONG) {
            END(self, column, "'-' wants a number");
        }
    } else if (isdigit((unsigned char)*self->at) || *self->at == '.') {
        sim_condition_put(self, SIM_TAKE_NUMBER, 0, sim_reader_number(self));
        phrase.kind = A_NUMBER;
    } else if (sim_reader_at_name(self)) {
        phrase = read_named(self, column);
    } else if (*self->at == '\0') {
        END(self, column, "the condition ends where an outcome or a number should stand");
    } else {
        END(self, column, "'%.1s' cannot stand here; an outcome, a number or '(' can", self->at);
    }
    self->depth--;
    phrase.column = column;
    return phrase;
}

/** Both sides of a sign must be of a kind. */
static struct phrase joined(struct sim_condition_reader *self, struct phrase left, struct phrase right, enum kind kind,
                            const char *sign, const char *wants)
{
    struct phrase wrong = left.kind != kind ? left : right;
    if (self->ended || left.kind == WRONG || right.kind == WRONG) {
        return (struct phrase){ WRONG, NULL, left.column };
    }
    if (wrong.kind != kind) {
        sim_complain(self->errors, "--when", 1, wrong.column, "'%s' wants %s on both sides", sign, wants);
        return (struct phrase){ WRONG, NULL, left.column };
    }
    return left;
}

/** Numbers with one of two signs between each and the next. */
static struct phrase read_row(struct sim_condition_reader *self, struct phrase (*read)(struct sim_condition_reader *),
                              const char *const signs[2], const int what[2])
{
    struct phrase left = read(self);
    for (;;) {
        int i = sim_reader_sign(self, signs[0]) ? 0 : 1;
        if (i == 1 && !sim_reader_sign(self, signs[1])) {
            return left;
        }
        left = joined(self, left, read(self), A_NUMBER, signs[i], "a number");
        sim_condition_put(self, what[i], 0, 0);
    }
}

static struct phrase read_product(struct sim_condition_reader *self)
{
    return read_row(self, read_single, (const char *const[]){ "*", "/" }, (const int[]){ SIM_TIMES, SIM_OVER });
}

static struct phrase read_sum(struct sim_condition_reader *self)
{
    return read_row(self, read_product, (const char *const[]){ "+", "-" }, (const int[]){ SIM_PLUS, SIM_MINUS });
}

static struct phrase read_compared(struct sim_condition_reader *self)
{
    struct phrase left = read_sum(self);
    int column, what;

    sim_reader_skip(self);
    column = sim_reader_column(self);
    what = sim_reader_comparison(self);
    if (what < 0) {
        return left;
    }
    if (left.kind == A_CHOICE) {
        if (what != SIM_EQUAL && what != SIM_NOT_EQUAL) {
            END(self, column, "%s has words, which are compared with == or !=", left.series->name);
        }
        sim_condition_put(self, SIM_TAKE_NUMBER, 0, self->ended ? 0 : sim_reader_choice(self, left.series));
    } else {
        left = joined(self, left, read_sum(self), A_NUMBER, "<, >, ==", "a number");
    }
    sim_condition_put(self, what, 0, 0);
    sim_reader_skip(self);
    column = sim_reader_column(self);
    if (!self->ended && sim_reader_comparison(self) >= 0) {
        END(self, column, "one comparison after another: join two with 'and'");
    }
    return (struct phrase){ left.kind == WRONG ? WRONG : A_TRUTH, NULL, left.column };
}

static struct phrase read_not(struct sim_condition_reader *self)
{
    sim_reader_skip(self);
    int column = sim_reader_column(self);
    if (!sim_reader_word(self, "not")) {
        return read_compared(self);
    }
    struct phrase phrase = { WRONG, NULL, column };
    if (++self->depth > DEEPEST) {
        END(self, column, "is nested more than %d levels deep", DEEPEST);
        return phrase;
    }
    phrase = read_not(self);
    self->depth--;
    if (phrase.kind != A_TRUTH && phrase.kind != WRONG) {
        END(self, phrase.column, "'not' wants a comparison");
    }
    sim_condition_put(self, SIM_NOT, 0, 0);
    return phrase;
}

static struct phrase read_and(struct sim_condition_reader *self)
{
    struct phrase left = read_not(self);
    while (sim_reader_word(self, "and")) {
        struct phrase right = read_not(self);
        left = joined(self, left, right, A_TRUTH, "and", "a comparison");
        sim_condition_put(self, SIM_AND, 0, 0);
    }
    return left;
}

static struct phrase read_any(struct sim_condition_reader *self)
{
    struct phrase left = read_and(self);
    while (sim_reader_word(self, "or")) {
        struct phrase right = read_and(self);
        left = joined(self, left, right, A_TRUTH, "or", "a comparison");
        sim_condition_put(self, SIM_OR, 0, 0);
    }
    return left;
}

enum sim_status sim_condition_init(struct sim_condition *self, const struct sim_plan *plan, int arm, const char *text,
                                   struct sim_errors *errors)
{
    struct sim_condition_reader reader = {
        .to = self, .model = plan->model, .text = text, .at = text, .arm = arm, .errors = errors
    };

    *self = (struct sim_condition){ .plan = plan };
    if (strlen(text) > MOST_LENGTH) {
        return sim_fail(errors, SIM_USAGE, "--when has %zu bytes; the most is %d", strlen(text), MOST_LENGTH);
    }
    int before = errors->count;
    struct phrase phrase = read_any(&reader);
    sim_reader_skip(&reader);
    if (*reader.at != '\0') {
        END(&reader, sim_reader_column(&reader), "'%.20s' cannot stand here; 'and', 'or' or the end can", reader.at);
    } else if (phrase.kind == A_CHOICE) {
        END(&reader, phrase.column, "%s is compared with nothing; it has the words %s", phrase.series->name,
            phrase.series->choices);
    } else if (phrase.kind == A_NUMBER) {
        END(&reader, phrase.column, "is a number and no condition: compare it with another, such as '> 0'");
    }
    if (errors->count > before) {
        return SIM_USAGE;
    }
    self->met = calloc((size_t)plan->points + 1, sizeof *self->met);
    self->known = calloc((size_t)plan->points + 1, sizeof *self->known);
    return self->met != NULL && self->known != NULL ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory");
}

void sim_condition_free(struct sim_condition *self)
{
    free(self->met);
    free(self->known);
    self->met = self->known = NULL;
}
