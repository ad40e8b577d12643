/* regret.c - `compare OUT --regret`: which option is robust over worlds, outcome by outcome. */
#include <stdlib.h>
#include <string.h>

#include "../ask/names.h"
#include "../ask/regret.h"
#include "commands.h"
#include "compare_tables.h"
#include "options.h"
#include "session.h"
#include "sheet.h"

enum { MOST_ROWS = 200000 }; /* of the table of worlds */

struct request {
    struct sim_request shared;
    const char *better;
    bool regret, settings;
    struct sim_aim aims[SIM_MOST_AIMS];
    int aims_count, arm;
};

/* --- what is asked --- */

/** Read "synergy=high,conflict=low". */
static void read_better(struct request *self, const struct sim_model *model, struct sim_errors *errors)
{
    for (const char *at = self->better; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, ","), name = strcspn(at, "=,");
        char text[128];
        const char *way = at + name + (at[name] == '=');
        bool high = strncmp(way, "high", 4) == 0 && way + 4 == at + length,
             low = strncmp(way, "low", 3) == 0 && way + 3 == at + length;
        snprintf(text, sizeof text, "%.*s", (int)(name < sizeof text ? name : sizeof text - 1), at);
        int outcome = sim_find_outcome(model, text, errors);
        if (!high && !low) {
            sim_complain(errors, NULL, 0, 0, "--better %.*s: say %s=high or %s=low", (int)(length < 100 ? length : 100),
                         at, text, text);
        } else if (outcome >= 0 && model->outcomes[outcome].choices != NULL) {
            sim_complain(errors, NULL, 0, 0, "--better %s: has words, and no word is more than another", text);
        } else if (self->aims_count == SIM_MOST_AIMS) {
            sim_complain(errors, NULL, 0, 0, "--better takes at most %d outcomes", SIM_MOST_AIMS);
            return;
        } else if (outcome >= 0) {
            self->aims[self->aims_count++] = (struct sim_aim){ outcome, low };
        }
        at += length + (at[length] == ',');
    }
}

static enum sim_status check(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct sim_plan *plan = &session->plan;
    struct request *self = context;
    bool worlds = sim_plan_samples_worlds(plan);

    read_better(self, plan->model, errors);
    for (int i = 0; i < self->aims_count; i++)
        for (int k = 0; k < i; k++)
            if (self->aims[i].outcome == self->aims[k].outcome) {
                sim_complain(errors, NULL, 0, 0, "--better names %s twice",
                             plan->model->outcomes[self->aims[i].outcome].name);
            }
    self->arm = -1;
    if (self->settings) {
        self->arm = self->shared.arm == NULL ? 0 : sim_find_arm(plan->study, self->shared.arm, errors);
    } else if (self->shared.arm != NULL) {
        sim_complain(errors, NULL, 0, 0, "--arm goes with --settings: without it the arms are compared");
    }
    if (self->settings && (worlds || plan->points < 2)) {
        sim_complain(errors, NULL, 0, 0, "--settings compares the points of a design such as a grid; %s",
                     worlds ? "these points are drawn worlds, in which arms are compared" : "this study has one");
    } else if (!self->settings && plan->study->arms_count < 2) {
        sim_complain(errors, NULL, 0, 0, "%s: the study has only one arm; regret needs two, or --settings",
                     self->shared.place);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/* --- tables --- */

enum { SETTINGS, REGRET, FRONT, WORLDS, SHEETS };

static const char *const regret_columns[] = { "outcome",     "better",      "option",    "mean",     "regret",
                                              "low",         "high",        "regret_90", "low_90",   "high_90",
                                              "regret_most", "beyond_most", "best",      "best_low", "best_high",
                                              "best_alone",  "n",           "missing",   "over" };
static const char *const front_columns[] = { "option",      "not_dominated",   "low", "high", "n",
                                             "better_mean", "better_regret_90" };
static const char *const world_columns[] = { "world", "outcome", "option", "value", "regret" };

static const char *option_name(const struct sim_regret *regret, long option, char *text, size_t size)
{
    if (regret->arm < 0) {
        return regret->plan->study->arms[option].name;
    }
    snprintf(text, size, "point %ld", option);
    return text;
}

static const char *over(const struct sim_regret *regret)
{
    return regret->by_world ? "worlds and luck" : "luck";
}

static bool put_regret(struct sim_sheet *sheet, const struct sim_regret *regret, long option, int aim)
{
    struct sim_regrets found;
    char text[32];
    bool good = sim_regrets_of(regret, option, aim, &found);
    double n = found.n > 0 ? (double)found.n : (double)NAN;

    sim_sheet_word(sheet, regret->plan->model->outcomes[regret->aims[aim].outcome].name);
    sim_sheet_word(sheet, regret->aims[aim].low ? "low" : "high");
    sim_sheet_word(sheet, option_name(regret, option, text, sizeof text));
    SIM_SHEET_PUT(sheet, found.mean, found.mean_regret, found.mean_interval.low, found.mean_interval.high,
                  found.most_90, found.interval_90.low, found.interval_90.high, found.most, found.beyond,
                  (double)found.best / n, found.best_share.low, found.best_share.high, (double)found.alone / n,
                  (double)found.n, (double)found.missing);
    sim_sheet_word(sheet, over(regret));
    return good;
}

static bool put_fronts(struct sim_sheet *sheet, const struct sim_regret *regret)
{
    struct sim_front *fronts = calloc((size_t)regret->options, sizeof *fronts);
    bool good = fronts != NULL && sim_fronts_of(regret, fronts);

    for (long o = 0; good && o < regret->options; o++) {
        const struct sim_front *front = &fronts[o];
        char text[32];
        sim_sheet_word(sheet, option_name(regret, o, text, sizeof text));
        SIM_SHEET_PUT(sheet, front->n > 0 ? (double)front->kept / (double)front->n : (double)NAN, front->share.low,
                      front->share.high, (double)front->n);
        sim_sheet_word(sheet, front->by_mean < 0 ? "" : option_name(regret, front->by_mean, text, sizeof text));
        sim_sheet_word(sheet, front->by_regret < 0 ? "" : option_name(regret, front->by_regret, text, sizeof text));
    }
    free(fronts);
    return good;
}

static void put_worlds(struct sim_sheet *sheet, const struct sim_regret *regret)
{
    char text[32];
    for (long w = 0; w < regret->worlds; w++)
        for (int k = 0; k < regret->aims_count; k++)
            for (long o = 0; o < regret->options; o++) {
                sim_sheet_number(sheet, (double)w);
                sim_sheet_word(sheet, regret->plan->model->outcomes[regret->aims[k].outcome].name);
                sim_sheet_word(sheet, option_name(regret, o, text, sizeof text));
                SIM_SHEET_PUT(sheet, regret->values[(w * regret->options + o) * regret->aims_count + k],
                              sim_regret_at(regret, w, o, k));
            }
}

/** All tables; that of single worlds only where a file is written, and not of very many. */
static bool fill(struct sim_sheet *sheets, const struct request *request, const struct sim_regret *regret)
{
    bool good = true, files = request->shared.csv != NULL || request->shared.hdf5 != NULL;

    sheets[REGRET] = SIM_SHEET("regret", regret_columns);
    sheets[FRONT] = SIM_SHEET("front", front_columns);
    sheets[WORLDS] = SIM_SHEET("worlds", world_columns);
    for (int k = 0; k < regret->aims_count; k++)
        for (long o = 0; good && o < regret->options; o++)
            good = put_regret(&sheets[REGRET], regret, o, k);
    good = good && put_fronts(&sheets[FRONT], regret);
    if (good && files && regret->worlds * regret->options * regret->aims_count <= MOST_ROWS) {
        put_worlds(&sheets[WORLDS], regret);
    }
    return good;
}

/* --- answer --- */

static const char *const suffixes[SHEETS] = { "_points", "", "_front", "_worlds" };
static const char *const quiet[] = { "missing", "low_90", "high_90", "beyond_most", "over", NULL };

static void say(const struct sim_session *session, const struct sim_regret *regret, const struct sim_sheet *sheets)
{
    bool worlds = regret->by_world;
    printf("%s\nregret: how much worse an option is than the best of the %ld in the same world\n"
           "over %ld %s, each averaged over %ld %s; 95 %% intervals are over %s\n",
           session->study.title, regret->options, regret->worlds, worlds ? "drawn worlds" : "replicates",
           worlds            ? session->plan.replicates
           : regret->arm < 0 ? session->plan.points
                             : 1,
           worlds ? "replicates" : "points", over(regret));
    sim_session_say_looks(session);
    sim_sheets_print(sheets, WORLDS, quiet);
    printf("\nfront: not_dominated is the share of worlds in which no other option is as good in every outcome and "
           "better in one. better_mean and better_regret_90 name an option that is, in the means and in the 90 %% "
           "regrets (-: none; the option belongs to the Pareto set)\n");
}

static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct request *request = context;
    struct sim_regret regret = { 0 };
    struct sim_sheet sheets[SHEETS] = { [SETTINGS] = { .title = "points" } };
    enum sim_status status = sim_regret_init(&regret, &session->plan, request->shared.place, request->aims,
                                             request->aims_count, request->arm, errors);

    if (status == SIM_OK && !fill(sheets, request, &regret)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for %ld worlds", regret.worlds);
    }
    if (status == SIM_OK && request->settings) {
        const struct sim_compare points = { .plan = &session->plan, .groups = session->plan.points };
        status = sim_points_fill(&sheets[SETTINGS], &points, errors);
    }
    if (status == SIM_OK) {
        status = sim_sheets_deliver(sheets, SHEETS, suffixes, session->study.title, &request->shared, errors);
    }
    if (status == SIM_OK && !request->shared.json) {
        say(session, &regret, sheets);
    }
    sim_sheets_free(sheets, SHEETS);
    free((void *)(uintptr_t)sheets[SETTINGS].columns);
    sim_regret_free(&regret);
    return status;
}

enum sim_status sim_regret_command(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { .shared.any_version = true };
    const struct sim_option own[] = {
        { .name = "--regret", .flag = &request.regret },
        { .name = "--better", .value = &request.better, .needed = true },
        { .name = "--settings", .flag = &request.settings },
        { .name = NULL },
    };
    return sim_ask(model, argc, argv, "--arm --csv --hdf5 --json", own, &request, check, answer);
}
