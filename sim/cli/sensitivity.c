/* sensitivity.c - `sensitivity OUT`: which parameters move the outcomes of a finished saltelli or morris design, or of
 * a sample of worlds. */
#include "../ask/sensitivity.h"

#include <stdlib.h>

#include "../ask/given_data.h"
#include "../ask/names.h"
#include "../ask/responses.h"
#include "../memory.h"
#include "commands.h"
#include "options.h"
#include "sensitivity_groups.h"
#include "session.h"
#include "sheet.h"

enum { MOST_QUESTIONS = 512 };
static const double MOST_NUMBERS = 1 << 23; /* answers in memory at a time */

struct request {
    struct sim_request shared;
    const char *against_name, *groups_text;
    struct sim_asked_groups groups;
    int arm, against; /* against -1: none */
    struct sim_question questions[MOST_QUESTIONS];
    int count;
};

/** A number is one question, an outcome of words one for each word. */
static void ask(struct request *self, const struct sim_model *model, int outcome)
{
    const char *choices = model->outcomes[outcome].choices;
    char word[128] = "";
    int k = choices == NULL ? -1 : 0;

    do {
        if (self->count < MOST_QUESTIONS) {
            self->questions[self->count] = (struct sim_question){ outcome, k };
        }
        self->count++;
        if (choices != NULL) {
            sim_word_at(choices, ++k, word, sizeof word);
        }
    } while (word[0] != '\0');
}

/** Names of the request against the study. Without outcomes all numbers are asked for, and no words. */
static enum sim_status check(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct sim_plan *plan = &session->plan;
    struct request *self = context;
    enum sim_design_kind kind = plan->study->design.kind;

    if (kind != SIM_DESIGN_SALTELLI && kind != SIM_DESIGN_MORRIS && !sim_plan_samples_worlds(plan)) {
        sim_fail(errors, SIM_USAGE,
                 "%s: sensitivity wants a study with `design: { saltelli: ... }`, `{ morris: ... }` or drawn worlds "
                 "(`latin_hypercube`, `sobol`, `random`)",
                 self->shared.place);
    }
    self->arm = self->shared.arm == NULL ? 0 : sim_find_arm(plan->study, self->shared.arm, errors);
    self->against = self->against_name == NULL ? -1 : sim_find_arm(plan->study, self->against_name, errors);
    if (self->against_name != NULL && self->against == self->arm && self->arm >= 0) {
        sim_complain(errors, NULL, 0, 0, "--against %s: is the arm itself", self->against_name);
    }
    if (self->groups_text != NULL && !sim_plan_samples_worlds(plan)) {
        sim_complain(errors, NULL, 0, 0,
                     "--groups is for samples of worlds; name groups of a saltelli or morris design in the study");
    } else if (self->groups_text != NULL &&
               sim_asked_groups_read(&self->groups, plan, self->groups_text, errors) == SIM_MEMORY) {
        return SIM_MEMORY;
    }
    for (int i = 0; i < self->shared.outcomes_count; i++) {
        int found = sim_find_outcome(plan->model, self->shared.outcomes[i], errors);
        if (found >= 0) {
            ask(self, plan->model, found);
        }
    }
    for (int i = 0; i < plan->model->outcomes_count && self->shared.outcomes_count == 0; i++)
        if (plan->model->outcomes[i].choices == NULL) {
            ask(self, plan->model, i);
        }
    if (self->count > MOST_QUESTIONS) {
        sim_complain(errors, NULL, 0, 0, "%d outcomes and words are asked for; the most is %d", self->count,
                     MOST_QUESTIONS);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/** "synergy", or "regime=advantage". */
static const char *name_of(const struct sim_plan *plan, const struct sim_question *question, char *text, size_t size)
{
    const struct sim_series *series = &plan->model->outcomes[question->outcome];
    char word[128];
    if (question->choice < 0) {
        return series->name;
    }
    sim_word_at(series->choices, question->choice, word, sizeof word);
    snprintf(text, size, "%s=%s", series->name, word);
    return text;
}

enum { INDICES, SECOND, GROUPS, WORDS, LUCK, SHEETS };

static const char *const sobol_columns[] = { "outcome", "parameter", "S1", "S1_conf", "ST", "ST_conf" };
static const char *const second_columns[] = { "outcome", "parameter_1", "parameter_2", "S2", "S2_conf" };
static const char *const morris_columns[] = { "outcome", "parameter", "mu", "mu_star", "mu_star_conf", "sigma" };
static const char *const given_columns[] = { "outcome",   "parameter", "S1",         "S1_line",    "pawn",
                                             "pawn_line", "delta",     "delta_line", "significant" };
static const char *const words_columns[] = { "outcome", "parameter", "delta", "delta_line", "significant" };
static const char *const luck_columns[] = { "outcome",    "mean",           "variance_between", "variance_luck",
                                            "luck_share", "points_without", "points_used" };

/** Name of a part of the design: its group, or its only factor. */
static const char *part_name(const struct sim_plan *plan, int part)
{
    const struct sim_design *design = &plan->study->design;
    int i = 0;
    while (sim_design_part(design, i) != part)
        i++;
    return design->factors[i].group[0] != '\0' ? design->factors[i].group : sim_plan_factor(plan, i)->name;
}

static void put_row(struct sim_sheet *sheet, const char *outcome, const char *parameter, const double *numbers,
                    int count)
{
    sim_sheet_word(sheet, outcome);
    sim_sheet_word(sheet, parameter);
    sim_sheet_numbers(sheet, numbers, (size_t)count);
}

static void put_second(struct sim_sheet *sheet, const struct sim_plan *plan, const char *outcome,
                       const struct sim_indices *indices)
{
    int d = sim_design_parts(&plan->study->design);
    for (int j = 0; indices->s2 != NULL && j < d; j++)
        for (int k = j + 1; k < d; k++) {
            sim_sheet_word(sheet, outcome);
            put_row(sheet, part_name(plan, j), part_name(plan, k),
                    (const double[]){ indices->s2[j * d + k], indices->s2_conf[j * d + k] }, 2);
        }
}

/** Puts the indices; returns the points that count, or -1 without memory. `room` has 4 D + 2 D^2 numbers. */
static long put_sobol(struct sim_sheet *sheets, const struct sim_plan *plan, const char *outcome,
                      const struct sim_answers *answers, double *room)
{
    const struct sim_design *design = &plan->study->design;
    int d = sim_design_parts(design);
    struct sim_indices indices = { room, room + d, room + 2 * d, room + 3 * d, NULL, NULL, 0 };

    if (design->second_order) {
        indices.s2 = room + 4 * d;
        indices.s2_conf = indices.s2 + d * d;
    }
    if (!sim_sobol_indices(answers, design->points, d, plan->study->seed, &indices)) {
        return -1;
    }
    for (int i = 0; i < d; i++)
        put_row(&sheets[INDICES], outcome, part_name(plan, i),
                (const double[]){ indices.s1[i], indices.s1_conf[i], indices.st[i], indices.st_conf[i] }, 4);
    put_second(&sheets[SECOND], plan, outcome, &indices);
    return indices.used * (plan->points / design->points);
}

static long put_morris(struct sim_sheet *sheet, const struct sim_plan *plan, const char *outcome,
                       const struct sim_answers *answers, double *room)
{
    int d = sim_design_parts(&plan->study->design);
    struct sim_effects effects = { room, room + d, room + 2 * d, room + 3 * d, 0 };

    if (!sim_morris_effects(plan, answers, &effects)) {
        return -1;
    }
    for (int i = 0; i < d; i++)
        put_row(sheet, outcome, part_name(plan, i),
                (const double[]){ effects.mu[i], effects.mu_star[i], effects.mu_star_conf[i], effects.sigma[i] }, 4);
    return effects.used * (d + 1);
}

/** Of a sample of worlds; the mean over the replicates of each counts. */
static long put_given(struct sim_sheet *sheet, const struct sim_plan *plan, const char *outcome,
                      const struct sim_answers *answers)
{
    int d = plan->study->design.factors_count;
    long points = plan->points, used = 0;
    double *x = calloc((size_t)points * (size_t)d, sizeof *x), *y = calloc((size_t)points, sizeof *y);
    struct sim_dependence *depends = calloc((size_t)d, sizeof *depends), lines;
    bool good = x != NULL && y != NULL && depends != NULL;

    if (good) {
        sim_plan_rows(plan, 0, points, x);
        sim_answers_average(answers, points, NULL, y);
        good = sim_given_data(x, y, points, d, sim_stream_of(plan->study->seed, "given data"), depends, &lines);
    }
    for (int i = 0; good && i < d; i++) {
        put_row(sheet, outcome, sim_plan_factor(plan, i)->name,
                (const double[]){ depends[i].first, lines.first, depends[i].pawn, lines.pawn, depends[i].delta,
                                  lines.delta },
                6);
        sim_sheet_word(sheet, depends[i].first > lines.first || depends[i].pawn > lines.pawn ? "yes" : "no");
    }
    for (long i = 0; good && i < points; i++)
        used += !isnan(y[i]);
    SIM_FREE(x, y, depends);
    return good ? used : -1;
}

/** Word in which most replicates of a point ended, the first of equally many; NAN where none ended. */
static double most_frequent(const double *values, long replicates)
{
    double best = (double)NAN;
    long most = 0;

    for (long i = 0; i < replicates; i++) {
        long count = 0;
        for (long j = 0; j < replicates; j++)
            count += values[j] == values[i];
        if (count > most || (count == most && values[i] < best)) {
            most = count;
            best = values[i];
        }
    }
    return best;
}

/** Of a sample of worlds: how much the words depend on each parameter, all words together. */
static bool put_words(struct sim_sheet *sheet, const struct sim_responses *responses)
{
    const struct sim_plan *plan = responses->plan;
    int d = plan->study->design.factors_count;
    long points = plan->points;
    double *x = calloc((size_t)points * (size_t)d, sizeof *x), *y = calloc((size_t)points, sizeof *y);
    struct sim_dependence *depends = calloc((size_t)d, sizeof *depends), lines;
    bool good = x != NULL && y != NULL && depends != NULL;

    for (long p = 0; good && p < points; p++)
        y[p] = most_frequent(sim_responses_values(responses, 0) + p * plan->replicates, plan->replicates);
    if (good) {
        sim_plan_rows(plan, 0, points, x);
        good = sim_given_data(x, y, points, d, sim_stream_of(plan->study->seed, "words"), depends, &lines);
    }
    for (int i = 0; good && i < d; i++) {
        put_row(sheet, plan->model->outcomes[responses->questions[0].outcome].name, sim_plan_factor(plan, i)->name,
                (const double[]){ depends[i].delta, lines.delta }, 2);
        sim_sheet_word(sheet, depends[i].delta > lines.delta ? "yes" : "no");
    }
    SIM_FREE(x, y, depends);
    return good;
}

static void put_luck(struct sim_sheet *sheet, const struct sim_luck *luck, const char *outcome, long used)
{
    sim_sheet_word(sheet, outcome);
    SIM_SHEET_PUT(sheet, luck->mean, luck->between, luck->within, luck->share, luck->points_without, used);
}

static void sheets_title(struct sim_sheet *sheets, enum sim_design_kind kind)
{
    bool morris = kind == SIM_DESIGN_MORRIS, sobol = kind == SIM_DESIGN_SALTELLI;
    sheets[INDICES] = morris  ? SIM_SHEET("effects", morris_columns)
                      : sobol ? SIM_SHEET("indices", sobol_columns)
                              : SIM_SHEET("given_data", given_columns);
    sheets[SECOND] = SIM_SHEET("second_order", second_columns);
    sheets[GROUPS] = sim_groups_sheet();
    sheets[WORDS] = SIM_SHEET("words", words_columns);
    sheets[LUCK] = SIM_SHEET("luck", luck_columns);
}

/** Answers to some questions. */
static bool answer_all(struct sim_sheet *sheets, const struct sim_responses *responses,
                       const struct sim_asked_groups *groups, double *room)
{
    const struct sim_plan *plan = responses->plan;
    enum sim_design_kind kind = plan->study->design.kind;
    long used = 0;

    for (int i = 0; used >= 0 && i < responses->count; i++) {
        char text[256];
        const char *name = name_of(plan, &responses->questions[i], text, sizeof text);
        struct sim_luck luck = sim_responses_luck(responses, i);
        struct sim_answers answers = { sim_responses_values(responses, i), plan->replicates, luck.rest };
        used = kind == SIM_DESIGN_MORRIS     ? put_morris(&sheets[INDICES], plan, name, &answers, room)
               : kind == SIM_DESIGN_SALTELLI ? put_sobol(sheets, plan, name, &answers, room)
                                             : put_given(&sheets[INDICES], plan, name, &answers);
        if (groups->count > 0 && !sim_groups_put(&sheets[GROUPS], groups, plan, name, &answers)) {
            return false;
        }
        put_luck(&sheets[LUCK], &luck, name, used);
    }
    return used >= 0;
}

/** All outcomes of words that were asked for. */
static enum sim_status words_fill(struct sim_sheet *sheets, const struct request *request, const struct sim_plan *plan,
                                  struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;
    for (int i = 0; status == SIM_OK && i < request->count && sim_plan_samples_worlds(plan); i++) {
        struct sim_responses responses = { 0 };
        const struct sim_question all = { request->questions[i].outcome, -1 };
        if (request->questions[i].choice != 0 || request->against >= 0) {
            continue;
        }
        status = sim_responses_ask(&responses, plan, request->shared.place, request->arm, -1, &all, 1, errors);
        if (status == SIM_OK && !put_words(&sheets[WORDS], &responses)) {
            status = sim_fail(errors, SIM_MEMORY, "no memory for the sensitivities");
        }
        sim_responses_free(&responses);
    }
    return status;
}

/** Answer as many questions at a time as memory should hold; the runs are read again for the next ones. */
static enum sim_status sheets_fill(struct sim_sheet *sheets, const struct request *request, const struct sim_plan *plan,
                                   struct sim_errors *errors)
{
    size_t d = (size_t)plan->study->design.factors_count;
    double *room = calloc(4 * d + 2 * d * d + 1, sizeof *room);
    int at_once = (int)(MOST_NUMBERS / ((double)plan->points * (double)plan->replicates));
    enum sim_status status = room == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for the sensitivities") : SIM_OK;

    at_once = at_once < 1 ? 1 : at_once;
    sheets_title(sheets, plan->study->design.kind);
    for (int first = 0; status == SIM_OK && first < request->count; first += at_once) {
        struct sim_responses responses = { 0 };
        int count = request->count - first < at_once ? request->count - first : at_once;
        status = sim_responses_ask(&responses, plan, request->shared.place, request->arm, request->against,
                                   request->questions + first, count, errors);
        if (status == SIM_OK && !answer_all(sheets, &responses, &request->groups, room)) {
            status = sim_fail(errors, SIM_MEMORY, "no memory for the sensitivities");
        }
        sim_responses_free(&responses);
    }
    free(room);
    return status;
}

static void say(const struct sim_session *session, const struct request *request, const struct sim_sheet *sheets)
{
    const struct sim_plan *plan = &session->plan;
    bool worlds = sim_plan_samples_worlds(plan);

    printf("%s\narm '%s'%s%s%s, means over %ld replicates at %ld points\n", session->study.title,
           session->study.arms[request->arm].name, request->against < 0 ? "" : " less '",
           request->against < 0 ? "" : session->study.arms[request->against].name, request->against < 0 ? "" : "'",
           plan->replicates, plan->points);
    if (worlds) {
        printf("line: if no parameter had an effect, the largest index would be below its line in 19 of 20 studies; an "
               "index below its line may be chance\n");
    } else {
        printf("conf is half of a 95 %% interval over base points%s\n",
               plan->replicates > 1 ? " and luck; luck's part is taken off" : ", given the luck of this one replicate");
    }
    sim_session_say_looks(session);
    sim_sheets_print(sheets, SHEETS, NULL);
}

static const char *const suffixes[SHEETS] = { "", "_second_order", "_groups", "_words", "_luck" };

static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct request *request = context;
    struct sim_sheet sheets[SHEETS] = { 0 };
    enum sim_status status = sheets_fill(sheets, request, &session->plan, errors);

    status = status == SIM_OK ? words_fill(sheets, request, &session->plan, errors) : status;
    if (status == SIM_OK) {
        status = sim_sheets_deliver(sheets, SHEETS, suffixes, session->study.title, &request->shared, errors);
    }
    if (status == SIM_OK && !request->shared.json) {
        say(session, request, sheets);
    }
    sim_sheets_free(sheets, SHEETS);
    return status;
}

enum sim_status sim_command_sensitivity(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    const struct sim_option own[] = { { .name = "--against", .value = &request.against_name },
                                      { .name = "--groups", .value = &request.groups_text },
                                      { .name = NULL } };
    enum sim_status status =
        sim_ask(model, argc, argv, "--arm --outcome --csv --hdf5 --json", own, &request, check, answer);

    sim_asked_groups_free(&request.groups);
    return status;
}
