/* compare.c - `compare OUT`: how the arms of a finished study differ. With --regret: see regret.c. */
#include "compare_tables.h"

#include <stdlib.h>
#include <string.h>

#include "../ask/names.h"
#include "../ask/survival.h"
#include "../read/reader.h"
#include "commands.h"
#include "options.h"
#include "session.h"

/** What was asked for. */
struct request {
    struct sim_request shared;
    const char *against, *of, *history, *survival, *quantile_text, *worth_text;
    const char *over[SIM_MOST_SETS];
    int over_count;
    double quantile, worth; /* NAN: not asked for */
    bool *wanted;           /* [outcome]: of what sim_compared_list() lists */
    struct sim_comparison how;
    struct sim_watched watched;
    struct sim_margin margin;
    struct sim_event event;
};

/** A number strictly between two others; NAN where none is given. */
static double number_of(const char *option, const char *text, double low, double high, struct sim_errors *errors)
{
    double value = (double)NAN;
    if (text != NULL && (!sim_number(text, &value) || value <= low || value >= high)) {
        sim_complain(errors, NULL, 0, 0, "%s %.40s is not a number above %g and under %g", option, text, low, high);
    }
    return value;
}

/** Mark the numbers that are wanted: all, or those of the outcomes that are named. */
static enum sim_status choose(struct request *self, const struct sim_plan *plan, struct sim_errors *errors)
{
    struct sim_compared *list = NULL;
    int count = sim_compared_list(plan, &self->how, &list);

    self->wanted = calloc((size_t)(count < 0 ? 0 : count) + 1, sizeof *self->wanted);
    if (count < 0 || self->wanted == NULL) {
        free(list);
        return sim_fail(errors, SIM_MEMORY, "no memory");
    }
    for (int i = 0; i < count; i++)
        self->wanted[i] = self->shared.outcomes_count == 0;
    for (int k = 0; k < self->shared.outcomes_count; k++) {
        const struct sim_series *found =
            sim_find_outcome_of(plan->model, self->how.of - 1, self->shared.outcomes[k], errors);
        for (int i = 0; i < count; i++)
            self->wanted[i] = self->wanted[i] || list[i].outcome == found;
    }
    free(list);
    return SIM_OK;
}

/** What excludes what. */
static void refuse_together(const struct request *self, struct sim_errors *errors)
{
    if (self->over_count > SIM_MOST_OVER) {
        sim_complain(errors, NULL, 0, 0, "--over is given %d times; a table can be over one or two parameters",
                     self->over_count);
    }
    if (self->over_count > 0 && (self->how.by_point || self->survival != NULL)) {
        sim_complain(errors, NULL, 0, 0,
                     "--over puts points together, and goes neither with --by-point nor with --survival");
    }
    if (self->history != NULL && (self->of != NULL || self->shared.outcomes_count > 0)) {
        sim_complain(errors, NULL, 0, 0,
                     "--history compares the months of a history, and goes neither with --outcome nor with --of");
    }
    if (self->worth_text != NULL && self->shared.outcomes_count != 1) {
        sim_complain(errors, NULL, 0, 0, "--worth is in the unit of one outcome: name it with --outcome");
    }
}

/** How points, months and entities are looked at. */
static void look(struct request *self, const struct sim_plan *plan, struct sim_errors *errors)
{
    self->how.of = self->of == NULL ? 0 : 1 + sim_find_extent(plan->model, self->of, errors);
    self->how.against = self->against == NULL ? 0 : sim_find_arm(plan->study, self->against, errors);
    if (self->history != NULL &&
        sim_watched_read(&self->watched, plan, self->history, strlen(self->history), errors) == SIM_OK) {
        self->how.watched = &self->watched;
    }
    if (self->over_count > 0 && self->over_count <= SIM_MOST_OVER &&
        sim_margin_init(&self->margin, plan, self->over, self->over_count, errors) == SIM_OK) {
        self->how.over = &self->margin;
    }
}

/** Names of the request against the study; every complaint at once. */
static enum sim_status check(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct sim_plan *plan = &session->plan;
    struct request *self = context;

    refuse_together(self, errors);
    look(self, plan, errors);
    if (errors->count == 0 && choose(self, plan, errors) == SIM_MEMORY) {
        return SIM_MEMORY;
    }
    if (self->survival != NULL && sim_event_read(&self->event, plan, self->survival, errors) != SIM_OK) {
        return SIM_USAGE;
    }
    self->quantile = number_of("--quantile", self->quantile_text, 0, 1, errors);
    self->worth = number_of("--worth", self->worth_text, 0, INFINITY, errors);
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

static const char *const survival_columns[] = {
    "event",        "arm",      "against", "point",          "runs",       "events",         "median_month",
    "share_at_end", "low",      "high",    "months_without", "difference", "difference_low", "difference_high",
    "logrank_chi2", "logrank_p"
};
static const char *const curve_columns[] = { "event",  "arm",   "point", "month", "at_risk",
                                             "events", "share", "low",   "high" };

static void put_survival(struct sim_sheet *sheet, const struct sim_survival *survival, const struct request *request,
                         long group, int arm)
{
    const struct sim_study *study = survival->plan->study;
    struct sim_survivors end = sim_survival_month(survival, group, arm, survival->months - 1);
    struct sim_restricted restricted = sim_survival_restricted(survival, group, arm, request->how.against);
    double chi2 = (double)NAN, p = (double)NAN;

    if (arm != request->how.against && !sim_survival_logrank(survival, group, arm, request->how.against, &chi2, &p)) {
        sheet->lost = true;
    }
    sim_sheet_word(sheet, request->survival);
    sim_sheet_word(sheet, study->arms[arm].name);
    sim_sheet_word(sheet, arm == request->how.against ? "" : study->arms[request->how.against].name);
    SIM_SHEET_PUT(sheet, survival->by_point ? (double)group : (double)NAN,
                  (double)survival->runs[group * survival->arms + arm],
                  (double)sim_survival_events(survival, group, arm), sim_survival_median(survival, group, arm),
                  end.share, end.low, end.high, restricted.mean, restricted.difference, restricted.interval.low,
                  restricted.interval.high, chi2, p);
}

static void put_curve(struct sim_sheet *sheet, const struct sim_survival *survival, const struct request *request,
                      long group, int arm)
{
    for (int month = 0; month < survival->months; month++) {
        struct sim_survivors at = sim_survival_month(survival, group, arm, month);
        sim_sheet_word(sheet, request->survival);
        sim_sheet_word(sheet, survival->plan->study->arms[arm].name);
        SIM_SHEET_PUT(sheet, survival->by_point ? (double)group : (double)NAN, month, (double)at.at_risk,
                      (double)at.events, at.share, at.low, at.high);
    }
}

enum { POINTS, EFFECTS, LEVELS, SHARES, SIGNS, BEST, PEAKS, QUANTILES, REGIMES, SURVIVAL, CURVES, SHEETS };

static enum sim_status survival_fill(struct sim_sheet *sheets, const struct sim_session *session,
                                     const struct request *request, struct sim_errors *errors)
{
    struct sim_survival survival = { 0 };
    enum sim_status status;

    sheets[SURVIVAL] = SIM_SHEET("survival", survival_columns);
    sheets[CURVES] = SIM_SHEET("curves", curve_columns);
    if (request->survival == NULL) {
        return SIM_OK;
    }
    status = sim_survival_init(&survival, &session->plan, request->shared.place, &request->event, request->how.by_point,
                               errors);
    for (long group = 0; status == SIM_OK && group < survival.groups; group++)
        for (int arm = 0; arm < survival.arms; arm++) {
            put_survival(&sheets[SURVIVAL], &survival, request, group, arm);
            put_curve(&sheets[CURVES], &survival, request, group, arm);
        }
    sim_survival_free(&survival);
    return status;
}

static const char *const suffixes[SHEETS] = { "_points", "",           "_levels",  "_shares",   "_signs", "_best",
                                              "_peaks",  "_quantiles", "_regimes", "_survival", "_curves" };

static enum sim_status tables_fill(struct sim_sheet *sheets, const struct sim_compare *compare,
                                   const struct request *request, struct sim_errors *errors)
{
    const struct sim_compare_wish wish = { .wanted = request->wanted,
                                           .entities = request->of != NULL,
                                           .history = request->history,
                                           .quantile = request->quantile,
                                           .worth = request->worth };
    enum sim_status status = SIM_OK;

    sim_levels_fill(&sheets[LEVELS], compare, &wish);
    sim_effects_fill(&sheets[EFFECTS], compare, &wish, false);
    sim_effects_fill(&sheets[SHARES], compare, &wish, true);
    sim_regimes_fill(&sheets[REGIMES], compare, &wish);
    sim_quantiles_fill(&sheets[QUANTILES], compare, &wish);
    status = sim_signs_fill(&sheets[SIGNS], compare, &wish, request->shared.place, errors);
    if (status == SIM_OK) {
        status = sim_best_fill(&sheets[BEST], compare, &wish, errors);
    }
    if (status == SIM_OK && compare->by_group) {
        status = sim_points_fill(&sheets[POINTS], compare, errors);
    }
    if (status == SIM_OK && request->over_count > 0 && request->shared.outcomes_count > 0 && request->of == NULL) {
        status = sim_peaks_fill(&sheets[PEAKS], compare, &wish, errors);
    }
    return status;
}

static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct request *request = context;
    struct sim_compare compare = { 0 };
    struct sim_sheet sheets[SHEETS] = { [POINTS] = { .title = "points" }, [PEAKS] = { .title = "peaks" } };
    enum sim_status status = sim_compare_init(&compare, &session->plan, request->shared.place, &request->how, errors);

    if (status == SIM_OK && !sim_compare_together(&compare, request->wanted)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory to hold intervals together");
    }
    if (status == SIM_OK) {
        status = tables_fill(sheets, &compare, request, errors);
    }
    if (status == SIM_OK) {
        status = survival_fill(sheets, session, request, errors);
    }
    if (status == SIM_OK) {
        status = sim_sheets_deliver(sheets, SHEETS, suffixes, session->study.title, &request->shared, errors);
    }
    if (status == SIM_OK && !request->shared.json) {
        sim_compare_say(session, &compare, sheets, CURVES);
    }
    sim_sheets_free(sheets, SHEETS);
    free((void *)(uintptr_t)sheets[POINTS].columns);
    sim_compare_free(&compare);
    return status;
}

enum sim_status sim_command_compare(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { .shared.any_version = true };
    const struct sim_option own[] = {
        { .name = "--of", .value = &request.of },
        { .name = "--against", .value = &request.against },
        { .name = "--by-point", .flag = &request.how.by_point },
        { .name = "--partial", .flag = &request.shared.partial },
        { .name = "--over", .sets = request.over, .sets_count = &request.over_count },
        { .name = "--history", .value = &request.history },
        { .name = "--survival", .value = &request.survival },
        { .name = "--quantile", .value = &request.quantile_text },
        { .name = "--worth", .value = &request.worth_text },
        { .name = NULL },
    };
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--regret") == 0) {
            return sim_regret_command(model, argc, argv);
        }
    enum sim_status status = sim_ask(model, argc, argv, "--outcome --csv --hdf5 --json", own, &request, check, answer);

    free(request.wanted);
    sim_margin_free(&request.margin);
    return status;
}
