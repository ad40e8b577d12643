/* diff.c - `diff OUT --replicate N`: where two arms with the same luck begin to differ, and in what. */
#include <stdio.h>
#include <string.h>

#include "../ask/diverge.h"
#include "../ask/names.h"
#include "commands.h"
#include "options.h"
#include "session.h"
#include "sheet.h"

enum { MOST_LINES = 24 };

struct request {
    struct sim_request shared;
    const char *replicate, *point, *arms;
    struct sim_run run;
    int other;
};

static bool is_arm(const struct sim_study *study, const char *name)
{
    struct sim_errors ignored = { 0 };
    bool found = sim_find_arm(study, name, &ignored) >= 0;
    sim_errors_free(&ignored);
    return found;
}

/** Read "A,B". Names may contain commas: split at the first comma that leaves the names of two arms. */
static void arms_read(struct request *self, const struct sim_study *study, struct sim_errors *errors)
{
    char first[128] = "";
    const char *cut = strchr(self->arms, ',');

    for (const char *at = cut; at != NULL; at = strchr(at + 1, ',')) {
        snprintf(first, sizeof first, "%.*s", (int)(at - self->arms), self->arms);
        if (is_arm(study, first) && is_arm(study, at + 1)) {
            cut = at;
            break;
        }
    }
    if (cut == NULL) {
        sim_complain(errors, NULL, 0, 0, "--arms %.100s: wants two arms, A,B", self->arms);
        return;
    }
    snprintf(first, sizeof first, "%.*s", (int)(cut - self->arms), self->arms);
    self->run.arm = sim_find_arm(study, first, errors);
    self->other = sim_find_arm(study, cut + 1, errors);
}

static enum sim_status check(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct sim_plan *plan = &session->plan;
    struct request *self = context;
    self->run.replicate = sim_option_whole("--replicate", self->replicate, 0, plan->replicates - 1, 0, errors);
    self->run.point = sim_option_whole("--point", self->point, 0, plan->points - 1, 0, errors);
    self->other = 1;
    if (self->arms != NULL) {
        arms_read(self, plan->study, errors);
    } else if (plan->study->arms_count < 2) {
        sim_complain(errors, NULL, 0, 0, "%s: the study has only one arm; diff needs two", self->shared.place);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

static const char *const columns[] = { "state",  "month",     "calendar",   "after",
                                       "entity", "first_arm", "second_arm", "unit" };

static void put_parting(struct sim_sheet *sheet, const struct sim_divergence *divergence, int state)
{
    const struct sim_plan *plan = divergence->a.plan;
    const struct sim_model *model = plan->model;
    const struct sim_parting *parting = &divergence->parting[state];
    char calendar[32], entity[SIM_ENTITY_SIZE];

    sim_month_text(plan->study, parting->month, calendar, sizeof calendar);
    model->entity(divergence->a.world, model->state[state].extent, parting->row, entity, sizeof entity);
    sim_sheet_word(sheet, model->state[state].name);
    sim_sheet_number(sheet, parting->month);
    sim_sheet_word(sheet, calendar);
    sim_sheet_word(sheet, parting->phase == SIM_FIRST_DAY ? "first day" : model->phases[parting->phase].name);
    sim_sheet_word(sheet, entity);
    sim_sheet_number(sheet, parting->a);
    sim_sheet_number(sheet, parting->b);
    sim_sheet_word(sheet, model->state[state].unit);
}

/** State variables that differ, in the order in which they begin to. */
static void partings_fill(struct sim_sheet *sheet, const struct sim_divergence *divergence)
{
    const struct sim_plan *plan = divergence->a.plan;
    *sheet = SIM_SHEET("partings", columns);
    for (int month = 0; month < plan->study->months; month++)
        for (int phase = SIM_FIRST_DAY; phase < plan->model->phases_count; phase++)
            for (int s = 0; s < plan->model->state_count; s++) {
                const struct sim_parting *parting = &divergence->parting[s];
                if (parting->found && parting->month == month && parting->phase == phase) {
                    put_parting(sheet, divergence, s);
                }
            }
}

static void say_parameters(const struct sim_divergence *divergence)
{
    const struct sim_params *params = &divergence->a.plan->model->params;
    for (int i = 0; i < params->count; i++) {
        int month = sim_divergence_param(divergence, i);
        if (month >= 0) {
            char a[128], b[128];
            sim_param_text(&params->list[i], sim_replay_param(&divergence->a, i, month), a, sizeof a);
            sim_param_text(&params->list[i], sim_replay_param(&divergence->b, i, month), b, sizeof b);
            printf("%s differs from month %d: %s and %s\n", params->list[i].name, month, a, b);
        }
    }
}

static void say_unmatched(const struct sim_divergence *divergence)
{
    const struct sim_model *model = divergence->a.plan->model;
    for (int e = 0; e < model->extents_count; e++) {
        int only_a = 0, only_b = 0;
        sim_divergence_unmatched(divergence, e, &only_a, &only_b);
        if (only_a + only_b > 0) {
            printf("%s: %d only in the first run, %d only in the second\n", model->extents[e].name, only_a, only_b);
        }
    }
}

static void say(const struct sim_session *session, const struct request *request,
                const struct sim_divergence *divergence, const struct sim_sheet *sheet)
{
    const struct sim_model *model = session->model;
    int equal = 0;

    printf("%s\nreplicate %ld, point %ld: '%s' and '%s'\n", session->study.title, request->run.replicate,
           request->run.point, session->study.arms[request->run.arm].name, session->study.arms[request->other].name);
    say_parameters(divergence);
    say_unmatched(divergence);
    if (sheet->used == 0) {
        printf("the two runs are the same in every state variable of every month\n");
        return;
    }
    printf("they first differ in month %s (%s) after '%s': %s of %s is %s and %s\n\n", sheet->cells[1], sheet->cells[2],
           sheet->cells[3], sheet->cells[0], sheet->cells[4], sheet->cells[5], sheet->cells[6]);
    struct sim_sheet begin = *sheet;
    begin.used = sheet->used < MOST_LINES * sheet->columns_count ? sheet->used : MOST_LINES * sheet->columns_count;
    sim_sheet_print(&begin, NULL);
    if (begin.used < sheet->used) {
        printf("  and %ld more; --csv and --json list all\n", (sheet->used - begin.used) / sheet->columns_count);
    }
    for (int s = 0; s < model->state_count; s++)
        if (!divergence->parting[s].found) {
            printf("%s%s", equal++ > 0 ? ", " : "never differ: ", model->state[s].name);
        }
    printf("%s", equal > 0 ? "\n" : "");
}

static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct request *request = context;
    struct sim_divergence divergence = { 0 };
    struct sim_sheet sheet = { 0 };
    enum sim_status status = sim_divergence_init(&divergence, &session->plan, request->run, request->other, errors);

    if (status == SIM_OK) {
        partings_fill(&sheet, &divergence);
        status = sim_sheets_deliver(&sheet, 1, &(const char *){ "" }, NULL, &request->shared, errors);
    }
    if (status == SIM_OK && !request->shared.json) {
        say(session, request, &divergence, &sheet);
    }
    sim_sheet_free(&sheet);
    sim_divergence_free(&divergence);
    return status;
}

enum sim_status sim_command_diff(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    const struct sim_option own[] = {
        { .name = "--replicate", .value = &request.replicate, .needed = true },
        { .name = "--point", .value = &request.point },
        { .name = "--arms", .value = &request.arms },
        { .name = NULL },
    };
    return sim_ask(model, argc, argv, "--csv --json", own, &request, check, answer);
}
