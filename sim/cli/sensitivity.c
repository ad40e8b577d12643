/* sensitivity.c - `sensitivity OUT`: which parameters move the outcomes of a finished saltelli or morris design. */
#include "../ask/sensitivity.h"

#include <stdlib.h>
#include <string.h>

#include "../ask/names.h"
#include "../ask/responses.h"
#include "commands.h"
#include "options.h"
#include "session.h"
#include "sheet.h"

struct request {
    struct sim_request shared;
    int arm;
};

static enum sim_status check(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct sim_plan *plan = &session->plan;
    struct request *self = context;
    enum sim_design_kind kind = plan->study->design.kind;
    if (kind != SIM_DESIGN_SALTELLI && kind != SIM_DESIGN_MORRIS) {
        sim_fail(errors, SIM_USAGE,
                 "%s: sensitivity wants a study with `design: { saltelli: ... }` or `{ morris: ... }`",
                 self->shared.place);
    }
    self->arm = self->shared.arm == NULL ? 0 : sim_find_arm(plan->study, self->shared.arm, errors);
    for (int i = 0; i < self->shared.outcomes_count; i++) {
        int found = sim_find_outcome(plan->model, self->shared.outcomes[i], errors);
        if (found >= 0 && plan->model->outcomes[found].choices != NULL) {
            sim_complain(errors, NULL, 0, 0, "'%s' is one of %s: it has no mean", self->shared.outcomes[i],
                         plan->model->outcomes[found].choices);
        }
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/** The outcomes that are numbers, and asked for. */
static bool is_wanted(const struct request *request, const struct sim_series *outcome)
{
    bool wanted = request->shared.outcomes_count == 0;
    for (int i = 0; i < request->shared.outcomes_count; i++)
        wanted = wanted || strcmp(request->shared.outcomes[i], outcome->name) == 0;
    return wanted && outcome->choices == NULL;
}

enum { INDICES, SECOND, LUCK, SHEETS };

static const char *const sobol_columns[] = { "outcome", "parameter", "S1", "S1_conf", "ST", "ST_conf" };
static const char *const second_columns[] = { "outcome", "parameter_1", "parameter_2", "S2", "S2_conf" };
static const char *const morris_columns[] = { "outcome", "parameter", "mu", "mu_star", "mu_star_conf", "sigma" };
static const char *const luck_columns[] = { "outcome",       "mean",       "variance_between",
                                            "variance_luck", "luck_share", "points_without" };

static const char *factor_name(const struct sim_plan *plan, int factor)
{
    return plan->model->params.list[plan->study->design.factors[factor].param].name;
}

static void put_row(struct sim_sheet *sheet, const char *outcome, const char *parameter, const double *numbers,
                    int count)
{
    sim_sheet_word(sheet, outcome);
    sim_sheet_word(sheet, parameter);
    for (int i = 0; i < count; i++)
        sim_sheet_number(sheet, numbers[i]);
}

static void put_second(struct sim_sheet *sheet, const struct sim_plan *plan, const char *outcome,
                       const struct sim_indices *indices)
{
    int d = plan->study->design.factors_count;
    for (int j = 0; indices->s2 != NULL && j < d; j++)
        for (int k = j + 1; k < d; k++) {
            sim_sheet_word(sheet, outcome);
            put_row(sheet, factor_name(plan, j), factor_name(plan, k),
                    (const double[]){ indices->s2[j * d + k], indices->s2_conf[j * d + k] }, 2);
        }
}

/** `room` has 4 D + 2 D^2 numbers. */
static bool put_sobol(struct sim_sheet *sheets, const struct sim_plan *plan, const char *outcome, double *y,
                      double *room)
{
    const struct sim_design *design = &plan->study->design;
    int d = design->factors_count;
    struct sim_indices indices = { room, room + d, room + 2 * d, room + 3 * d, NULL, NULL };

    if (design->second_order) {
        indices.s2 = room + 4 * d;
        indices.s2_conf = indices.s2 + d * d;
    }
    if (!sim_sobol_indices(y, design->points, d, plan->study->seed, &indices)) {
        return false;
    }
    for (int i = 0; i < d; i++)
        put_row(&sheets[INDICES], outcome, factor_name(plan, i),
                (const double[]){ indices.s1[i], indices.s1_conf[i], indices.st[i], indices.st_conf[i] }, 4);
    put_second(&sheets[SECOND], plan, outcome, &indices);
    return true;
}

static bool put_morris(struct sim_sheet *sheet, const struct sim_plan *plan, const char *outcome, const double *y,
                       double *room)
{
    int d = plan->study->design.factors_count;
    struct sim_effects effects = { room, room + d, room + 2 * d, room + 3 * d };

    if (!sim_morris_effects(plan, y, &effects)) {
        return false;
    }
    for (int i = 0; i < d; i++)
        put_row(sheet, outcome, factor_name(plan, i),
                (const double[]){ effects.mu[i], effects.mu_star[i], effects.mu_star_conf[i], effects.sigma[i] }, 4);
    return true;
}

static void put_luck(struct sim_sheet *sheet, const struct sim_responses *responses, const char *outcome, int which)
{
    struct sim_luck luck = sim_responses_luck(responses, which);
    const double numbers[] = { luck.mean, luck.between, luck.within, luck.share, (double)luck.points_without };
    sim_sheet_word(sheet, outcome);
    for (int i = 0; i < 5; i++)
        sim_sheet_number(sheet, numbers[i]);
}

static enum sim_status sheets_fill(struct sim_sheet *sheets, const struct request *request,
                                   const struct sim_responses *responses, struct sim_errors *errors)
{
    const struct sim_plan *plan = responses->plan;
    bool morris = plan->study->design.kind == SIM_DESIGN_MORRIS, good;
    size_t d = (size_t)plan->study->design.factors_count;
    double *y = calloc((size_t)plan->points, sizeof *y), *room = calloc(4 * d + 2 * d * d, sizeof *room);

    sheets[INDICES] =
        (struct sim_sheet){ morris ? "effects" : "indices", morris ? morris_columns : sobol_columns, 6, .used = 0 };
    sheets[SECOND] = (struct sim_sheet){ "second_order", second_columns, 5, .used = 0 };
    sheets[LUCK] = (struct sim_sheet){ "luck", luck_columns, 6, .used = 0 };
    good = y != NULL && room != NULL;
    for (int i = 0; good && i < plan->model->outcomes_count; i++) {
        const struct sim_series *outcome = &plan->model->outcomes[i];
        if (is_wanted(request, outcome)) {
            sim_responses_means(responses, i, y);
            put_luck(&sheets[LUCK], responses, outcome->name, i);
            good = morris ? put_morris(&sheets[INDICES], plan, outcome->name, y, room)
                          : put_sobol(sheets, plan, outcome->name, y, room);
        }
    }
    free(y);
    free(room);
    return good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for the sensitivities");
}

static void say(const struct sim_session *session, const struct request *request, const struct sim_sheet *sheets)
{
    printf("%s\narm '%s', means over %ld replicates at %ld points; conf is half of a 95 %% interval\n",
           session->study.title, session->study.arms[request->arm].name, session->plan.replicates,
           session->plan.points);
    sim_sheets_print(sheets, SHEETS, NULL);
}

static const char *const suffixes[SHEETS] = { "", "_second_order", "_luck" };

static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct request *request = context;
    struct sim_responses responses = { 0 };
    struct sim_sheet sheets[SHEETS] = { 0 };
    enum sim_status status =
        sim_responses_init(&responses, &session->plan, request->shared.place, request->arm, errors);

    if (status == SIM_OK) {
        status = sheets_fill(sheets, request, &responses, errors);
    }
    if (status == SIM_OK) {
        status = sim_sheets_deliver(sheets, SHEETS, suffixes, session->study.title, &request->shared, errors);
    }
    if (status == SIM_OK && !request->shared.json) {
        say(session, request, sheets);
    }
    sim_sheets_free(sheets, SHEETS);
    sim_responses_free(&responses);
    return status;
}

enum sim_status sim_command_sensitivity(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    return sim_ask(model, argc, argv, "--arm --outcome --csv --hdf5 --json", NULL, &request, check, answer);
}
