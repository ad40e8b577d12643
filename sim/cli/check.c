/* check.c - `check STUDY`: all that is wrong with it, or what it would do. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "options.h"
#include "session.h"

enum { MOST_SAID = 20 };

/** Paths of which some part lies beyond the run. Where all arms follow the same, it is said once. */
static void say_beyond(const struct sim_study *study, int param)
{
    const char *said = "";
    for (int a = 0; a < study->arms_count; a++) {
        const struct sim_path *path = &study->arms[a].paths[param];
        double last = path->count > 0 ? path->month[path->count - 1] : 0;
        if (last >= study->months && strcmp(path->where, said) != 0) {
            printf("%s: '%s' follows a path to month %g%s; the last month of the run is %d\n", path->where,
                   study->model->params.list[param].name, last,
                   path->month[0] >= study->months ? ", all of it beyond the run" : "", study->months - 1);
            said = path->where;
        }
    }
}

/** The cells of tables that the study names. */
static void say_cells(const struct sim_study *study)
{
    const struct sim_params *params = &study->model->params;
    if (params->count > study->own_params) {
        printf("cells of tables set, moved or varied by name:");
        for (int i = study->own_params; i < params->count && i < study->own_params + MOST_SAID; i++)
            printf("%s %s", i > study->own_params ? "," : "", params->list[i].name);
        printf(params->count - study->own_params > MOST_SAID ? ", ... (%d)\n" : "\n",
               params->count - study->own_params);
    }
}

static void say(const struct sim_study *study, const struct sim_plan *plan)
{
    printf("%s\n", study->title);
    if (study->question != NULL) {
        printf("%s\n", study->question);
    }
    printf("%d months from %s; %d arm%s:", study->months, study->start, study->arms_count,
           study->arms_count == 1 ? "" : "s");
    for (int a = 0; a < study->arms_count; a++)
        printf("%s %s", a > 0 ? "," : "", study->arms[a].name);
    if (study->design.factors_count > 0) {
        printf("\n%d parameter%s over the points of the design", study->design.factors_count,
               study->design.factors_count == 1 ? " varies" : "s vary");
    }
    printf("\n%s%ld replicates x %ld points x %d arms = %ld runs in %ld blocks\n",
           study->until.outcome >= 0 ? "at most " : "", study->replicates, plan->points, study->arms_count, plan->runs,
           plan->blocks);
    printf("%s", study->notes.text == NULL ? "" : study->notes.text);
    say_cells(study);
    for (int i = 0; i < study->model->params.count; i++)
        say_beyond(study, i);
}

enum sim_status sim_command_check(const struct sim_model *model, int argc, char **argv)
{
    struct sim_request request = { 0 };
    struct sim_errors errors = { 0 };
    struct sim_session session = { 0 };
    enum sim_status status = sim_request_read(&request, argc, argv, "--set", NULL, &errors);

    if (status == SIM_OK) {
        const struct sim_overrides overrides = sim_request_overrides(&request, &errors);
        status = sim_session_study(&session, model, request.place, &overrides, NULL, 1, &errors);
    }
    if (status == SIM_OK) {
        say(&session.study, &session.plan);
    }
    sim_session_free(&session);
    return sim_end(&errors, status);
}
