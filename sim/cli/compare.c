/* compare.c - `compare OUT`: how the arms of a finished study differ. */
#include "../ask/compare.h"

#include <stdlib.h>

#include "../ask/names.h"
#include "../ask/survival.h"
#include "commands.h"
#include "options.h"
#include "session.h"
#include "sheet.h"

/** What was asked for. */
struct request {
    struct sim_request shared;
    const char *against, *survival;
    bool by_point;
    int base;     /* arm */
    bool *wanted; /* [outcome] */
    struct sim_event event;
};

/** Names of the request against the study; every complaint at once. */
static enum sim_status check(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct sim_plan *plan = &session->plan;
    struct request *self = context;
    const struct sim_model *model = plan->model;

    self->wanted = calloc((size_t)model->outcomes_count + 1, sizeof *self->wanted);
    if (self->wanted == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory");
    }
    for (int i = 0; i < model->outcomes_count; i++)
        self->wanted[i] = self->shared.outcomes_count == 0;
    for (int i = 0; i < self->shared.outcomes_count; i++) {
        int found = sim_find_outcome(model, self->shared.outcomes[i], errors);
        self->wanted[found < 0 ? 0 : found] = true;
    }
    self->base = self->against == NULL ? 0 : sim_find_arm(plan->study, self->against, errors);
    if (self->survival != NULL && sim_event_read(&self->event, plan, self->survival, errors) != SIM_OK) {
        return SIM_USAGE;
    }
    if (plan->study->arms_count < 2 && self->survival == NULL) {
        sim_fail(errors, SIM_USAGE, "%s: the study has only one arm; compare needs two, or --survival",
                 self->shared.place);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/** Fill the table of the design's points: values of its factors. */
static enum sim_status points_fill(struct sim_sheet *sheet, const struct sim_plan *plan, struct sim_errors *errors)
{
    const struct sim_params *params = &plan->model->params;
    const struct sim_design *design = &plan->study->design;
    int width = design->factors_count;
    const char **columns = calloc((size_t)width + 1, sizeof *columns);
    double *row = calloc((size_t)width + 1, sizeof *row);
    bool good = columns != NULL && row != NULL;

    *sheet = (struct sim_sheet){ .title = "points", .columns = columns, .columns_count = width + 1 };
    for (int i = 0; good && i <= width; i++)
        columns[i] = i == 0 ? "point" : params->list[design->factors[i - 1].param].name;
    for (long point = 0; good && width > 0 && point < plan->points; point++) {
        sim_plan_rows(plan, point, 1, row);
        sim_sheet_number(sheet, (double)point);
        for (int i = 0; i < width; i++) {
            const struct sim_param *param = &params->list[design->factors[i].param];
            char text[128];
            sim_param_text(param, row[i], text, sizeof text);
            (param->kind == SIM_CHOICE || param->kind == SIM_FLAG) ? sim_sheet_word(sheet, text)
                                                                   : sim_sheet_number(sheet, row[i]);
        }
    }
    free(row);
    return good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for %ld points", plan->points);
}

/** Put arm, reference arm and, with --by-point, the point. */
static void put_place(struct sim_sheet *sheet, const struct sim_compare *compare, long group, int arm)
{
    const struct sim_study *study = compare->plan->study;
    sim_sheet_word(sheet, study->arms[arm].name);
    sim_sheet_word(sheet, study->arms[compare->against].name);
    sim_sheet_number(sheet, compare->by_point ? (double)group : (double)NAN);
}

static void put_effect(struct sim_sheet *sheet, const struct sim_compare *compare, long group, int arm, int outcome)
{
    const struct sim_effect effect = sim_compare_effect(compare, group, arm, outcome);
    const double numbers[] = { effect.mean_against, effect.mean,      effect.difference,
                               effect.low,          effect.high,      effect.positive_share,
                               effect.resolvable,   (double)effect.n, effect.bimodality_against,
                               effect.bimodality };

    sim_sheet_word(sheet, compare->plan->model->outcomes[outcome].name);
    put_place(sheet, compare, group, arm);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        sim_sheet_number(sheet, numbers[i]);
    sim_sheet_word(sheet, effect.two_regimes ? "yes" : isnan(effect.bimodality) ? "" : "no");
}

static const char *const effect_columns[] = { "outcome",
                                              "arm",
                                              "against",
                                              "point",
                                              "mean_against",
                                              "mean",
                                              "difference",
                                              "low",
                                              "high",
                                              "positive_share",
                                              "resolvable",
                                              "n",
                                              "bimodality_against",
                                              "bimodality",
                                              "two_regimes" };

static void effects_fill(struct sim_sheet *sheet, const struct sim_compare *compare, const struct request *request)
{
    const struct sim_model *model = compare->plan->model;
    *sheet = (struct sim_sheet){ .title = "effects", .columns = effect_columns, .columns_count = 15 };
    for (int i = 0; i < compare->outcomes; i++)
        for (int arm = 0; arm < compare->arms; arm++)
            for (long group = 0; group < compare->groups; group++)
                if (request->wanted[i] && model->outcomes[i].choices == NULL && arm != compare->against) {
                    put_effect(sheet, compare, group, arm, i);
                }
}

static void put_regime(struct sim_sheet *sheet, const struct sim_compare *compare, long group, int arm, int outcome)
{
    const struct sim_series *series = &compare->plan->model->outcomes[outcome];
    char word[128];
    for (int choice = 0; sim_word_at(series->choices, choice, word, sizeof word), word[0] != '\0'; choice++) {
        const struct sim_ended ended = sim_compare_regime(compare, group, arm, outcome, choice);
        sim_sheet_word(sheet, series->name);
        sim_sheet_word(sheet, compare->plan->study->arms[arm].name);
        sim_sheet_number(sheet, compare->by_point ? (double)group : (double)NAN);
        sim_sheet_word(sheet, word);
        sim_sheet_number(sheet, ended.n > 0 ? (double)ended.count / (double)ended.n : (double)NAN);
        sim_sheet_number(sheet, ended.low);
        sim_sheet_number(sheet, ended.high);
        sim_sheet_number(sheet, (double)ended.count);
        sim_sheet_number(sheet, (double)ended.n);
    }
}

static const char *const regime_columns[] = {
    "outcome", "arm", "point", "regime", "share", "low", "high", "count", "n"
};

static void regimes_fill(struct sim_sheet *sheet, const struct sim_compare *compare, const struct request *request)
{
    *sheet = (struct sim_sheet){ .title = "regimes", .columns = regime_columns, .columns_count = 9 };
    for (int i = 0; i < compare->outcomes; i++)
        for (int arm = 0; arm < compare->arms; arm++)
            for (long group = 0; group < compare->groups; group++)
                if (request->wanted[i] && compare->plan->model->outcomes[i].choices != NULL) {
                    put_regime(sheet, compare, group, arm, i);
                }
}

static const char *const survival_columns[] = { "event", "arm",    "against",      "point",
                                                "runs",  "events", "median_month", "share_at_end",
                                                "low",   "high",   "logrank_chi2", "logrank_p" };
static const char *const curve_columns[] = { "event",  "arm",   "point", "month", "at_risk",
                                             "events", "share", "low",   "high" };

static void put_survival(struct sim_sheet *sheet, const struct sim_survival *survival, const struct request *request,
                         long group, int arm)
{
    const struct sim_study *study = survival->plan->study;
    struct sim_survivors end = sim_survival_month(survival, group, arm, survival->months - 1);
    double chi2 = (double)NAN, p = (double)NAN;

    if (arm != request->base) {
        sim_survival_logrank(survival, group, arm, request->base, &chi2, &p);
    }
    sim_sheet_word(sheet, request->survival);
    sim_sheet_word(sheet, study->arms[arm].name);
    sim_sheet_word(sheet, arm == request->base ? "" : study->arms[request->base].name);
    const double numbers[] = { survival->by_point ? (double)group : (double)NAN,
                               (double)survival->runs[group * survival->arms + arm],
                               (double)sim_survival_events(survival, group, arm),
                               sim_survival_median(survival, group, arm),
                               end.share,
                               end.low,
                               end.high,
                               chi2,
                               p };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        sim_sheet_number(sheet, numbers[i]);
}

static void put_curve(struct sim_sheet *sheet, const struct sim_survival *survival, const struct request *request,
                      long group, int arm)
{
    for (int month = 0; month < survival->months; month++) {
        struct sim_survivors at = sim_survival_month(survival, group, arm, month);
        const double numbers[] = { survival->by_point ? (double)group : (double)NAN,
                                   month,
                                   (double)at.at_risk,
                                   (double)at.events,
                                   at.share,
                                   at.low,
                                   at.high };
        sim_sheet_word(sheet, request->survival);
        sim_sheet_word(sheet, survival->plan->study->arms[arm].name);
        for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
            sim_sheet_number(sheet, numbers[i]);
    }
}

enum { POINTS, EFFECTS, REGIMES, SURVIVAL, CURVES, SHEETS };

static enum sim_status survival_fill(struct sim_sheet *sheets, const struct sim_session *session,
                                     const struct request *request, struct sim_errors *errors)
{
    struct sim_survival survival = { 0 };
    enum sim_status status;

    sheets[SURVIVAL] = (struct sim_sheet){ .title = "survival", .columns = survival_columns, .columns_count = 12 };
    sheets[CURVES] = (struct sim_sheet){ .title = "curves", .columns = curve_columns, .columns_count = 9 };
    if (request->survival == NULL) {
        return SIM_OK;
    }
    status =
        sim_survival_init(&survival, &session->plan, request->shared.place, &request->event, request->by_point, errors);
    for (long group = 0; status == SIM_OK && group < survival.groups; group++)
        for (int arm = 0; arm < survival.arms; arm++) {
            put_survival(&sheets[SURVIVAL], &survival, request, group, arm);
            put_curve(&sheets[CURVES], &survival, request, group, arm);
        }
    sim_survival_free(&survival);
    return status;
}

static void say(const struct sim_session *session, const struct sim_compare *compare, const struct sim_sheet *sheets)
{
    static const char *const quiet[] = { "against", "bimodality_against", "bimodality", NULL };
    static const char *const quieter[] = { "against", "bimodality_against", "bimodality", "point", NULL };
    const char *against = session->study.arms[compare->against].name;

    printf("%s\nagainst '%s', paired by replicate%s; %ld replicates, %ld points, %ld runs failed\n",
           session->study.title, against,
           compare->by_point          ? ", each point by itself"
           : compare->by_world        ? " and point; the points are a sample of worlds, and intervals are over them"
           : session->plan.points > 1 ? ", averaged over the points of a replicate"
                                      : "",
           session->plan.replicates, session->plan.points, compare->failed);
    sim_sheets_print(sheets, CURVES, compare->by_point ? quiet : quieter);
}

static const char *const suffixes[SHEETS] = { "_points", "", "_regimes", "_survival", "_curves" };

static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct request *request = context;
    struct sim_compare compare = { 0 };
    struct sim_sheet sheets[SHEETS] = { [POINTS] = { .title = "points" } };
    enum sim_status status =
        sim_compare_init(&compare, &session->plan, request->shared.place, request->base, request->by_point, errors);

    if (status == SIM_OK && request->by_point) {
        status = points_fill(&sheets[POINTS], &session->plan, errors);
    }
    if (status == SIM_OK) {
        effects_fill(&sheets[EFFECTS], &compare, request);
        regimes_fill(&sheets[REGIMES], &compare, request);
        status = survival_fill(sheets, session, request, errors);
    }
    if (status == SIM_OK) {
        status = sim_sheets_deliver(sheets, SHEETS, suffixes, session->study.title, &request->shared, errors);
    }
    if (status == SIM_OK && !request->shared.json) {
        say(session, &compare, sheets);
    }
    sim_sheets_free(sheets, SHEETS);
    free((void *)(uintptr_t)sheets[POINTS].columns);
    sim_compare_free(&compare);
    return status;
}

enum sim_status sim_command_compare(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    const struct sim_option own[] = {
        { .name = "--against", .value = &request.against },
        { .name = "--by-point", .flag = &request.by_point },
        { .name = "--survival", .value = &request.survival },
        { .name = NULL },
    };
    enum sim_status status = sim_ask(model, argc, argv, "--outcome --csv --hdf5 --json", own, &request, check, answer);

    free(request.wanted);
    return status;
}
