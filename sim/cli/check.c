/* check.c - `check STUDY`: all that is wrong with it, or what it would do. */
#include <stdio.h>

#include "commands.h"
#include "options.h"
#include "session.h"
#include "tell.h"

enum { MOST_SAID = 20 };

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

static void say(const struct sim_session *session, const char *path)
{
    const struct sim_study *study = &session->study;

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
    printf("\n");
    sim_session_say_size(session);
    say_cells(study);
    sim_tell_world(session);
    sim_tell_arms(study);
    sim_tell_doubts(study, path);
    printf("next: run '%s' -o OUT --dry-run says how long it takes; without --dry-run it is computed\n", path);
}

enum sim_status sim_command_check(const struct sim_model *model, int argc, char **argv)
{
    struct sim_request request = { 0 };
    struct sim_errors errors = { 0 };
    struct sim_session session = { 0 };
    bool names = false;
    const struct sim_option own[] = { { .name = "--names", .flag = &names }, { 0 } };
    enum sim_status status = sim_request_read(&request, argc, argv, "--set", own, &errors);

    if (status == SIM_OK) {
        const struct sim_overrides overrides = sim_request_overrides(&request, &errors);
        status = sim_session_study(&session, model, request.place, &overrides, NULL, 1, &errors);
    }
    if (status == SIM_OK && names) {
        sim_tell_names(&session.study);
    } else if (status == SIM_OK) {
        say(&session, request.place);
    }
    sim_session_free(&session);
    return sim_end(&errors, status);
}
