/* check.c - `check STUDY`: all that is wrong with it, or what it would do. */
#include <stdio.h>

#include "commands.h"
#include "options.h"
#include "session.h"

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
