/* check.c - `check STUDY`: all that is wrong with it, or what it would do. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "options.h"
#include "session.h"

enum { MOST_SAID = 20 };

static bool is_wholly_beyond(const struct sim_study *study, const struct sim_path *path)
{
    return path != NULL && path->count > 0 && path->month[0] >= study->months;
}

/** Does a path reach beyond the run, and is that worth a word? It is where the study itself says so, and where nothing
 * of the path ever happens; that a scenario of ten years is run for two is no news. */
static bool is_beyond(const struct sim_study *study, const struct sim_path *path, const char *place)
{
    double last = path->count > 0 ? path->month[path->count - 1] : 0;
    size_t length = strlen(place);
    bool own = path->count > 0 && strncmp(path->where, place, length) == 0 && path->where[length] == ':';
    return last >= study->months && (own || is_wholly_beyond(study, path));
}

/** One line on all of them, with the place of the first of which nothing happens, or else of the first. */
static void say_beyond(const struct sim_study *study, const char *place)
{
    const struct sim_path *first = NULL;
    int params = 0, param = 0;

    for (int i = 0; i < study->model->params.count; i++) {
        bool beyond = false;
        for (int a = 0; a < study->arms_count; a++) {
            const struct sim_path *path = &study->arms[a].paths[i];
            if (is_beyond(study, path, place)) {
                bool before = first == NULL || (!is_wholly_beyond(study, first) && is_wholly_beyond(study, path));
                param = before ? i : param;
                first = before ? path : first;
                beyond = true;
            }
        }
        params += beyond;
    }
    if (first != NULL) {
        char more[32] = "";
        if (params > 1) {
            snprintf(more, sizeof more, " (and %d more)", params - 1);
        }
        printf("%s: '%s'%s follows a path to month %g%s; the last month of the run is %d\n", first->where,
               study->model->params.list[param].name, more, first->month[first->count - 1],
               is_wholly_beyond(study, first) ? ", all of it beyond the run" : "", study->months - 1);
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

static void say(const struct sim_study *study, const struct sim_plan *plan, const char *place)
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
    say_cells(study);
    say_beyond(study, place);
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
        say(&session.study, &session.plan, request.place);
    }
    sim_session_free(&session);
    return sim_end(&errors, status);
}
