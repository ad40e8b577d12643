/* story.c - `story OUT --run N`: prints what happened in one run, month by month. */
#include <stdio.h>

#include "../run/watch.h"
#include "commands.h"
#include "options.h"
#include "session.h"

struct request {
    struct sim_request shared;
    const char *run_text, *from_text, *to_text;
    long run, from, to;
};

static enum sim_status check(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct sim_plan *plan = &session->plan;
    struct request *self = context;
    long last = plan->study->months - 1;
    self->run = sim_option_whole("--run", self->run_text, 0, plan->runs - 1, 0, errors);
    self->from = sim_option_whole("--from", self->from_text, 0, last, 0, errors);
    self->to = sim_option_whole("--to", self->to_text, 0, last, last, errors);
    if (errors->count == 0 && self->from > self->to) {
        sim_complain(errors, NULL, 0, 0, "--from %ld comes after --to %ld", self->from, self->to);
    }
    if (plan->model->occasions_count == 0) {
        sim_complain(errors, NULL, 0, 0, "the model '%s' reports no events", plan->model->name);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/** The month that is being printed. */
struct place {
    const struct sim_watch *watch;
    int month;
};

static void say(void *context, const struct sim_happening *event)
{
    const struct place *place = context;
    const struct sim_plan *plan = place->watch->replay.plan;
    char calendar[32], sentence[SIM_SENTENCE_SIZE];
    sim_month_text(plan->study, place->month, calendar, sizeof calendar);
    sim_happening_sentence(plan->model, place->watch->replay.world, event, sentence, sizeof sentence);
    printf("%s (month %d): %s\n", calendar, place->month, sentence);
}

static void tell(struct sim_watch *watch, const struct request *request)
{
    struct place place = { .watch = watch };
    for (; place.month <= request->to; place.month++) {
        sim_watch_month(watch);
        if (place.month >= request->from) {
            sim_watch_happened(watch, say, &place);
        }
    }
}

static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct request *request = context;
    struct sim_watch watch = { 0 };
    enum sim_status status = sim_watch_init(&watch, &session->plan, sim_plan_run(&session->plan, request->run), errors);

    if (status == SIM_OK) {
        printf("%s\nrun %ld: arm '%s', point %ld, replicate %ld\n", session->study.title, request->run,
               session->study.arms[watch.replay.run.arm].name, watch.replay.run.point, watch.replay.run.replicate);
        tell(&watch, request);
    }
    sim_watch_free(&watch);
    return status;
}

enum sim_status sim_command_story(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    const struct sim_option own[] = {
        { .name = "--run", .value = &request.run_text, .needed = true },
        { .name = "--from", .value = &request.from_text },
        { .name = "--to", .value = &request.to_text },
        { .name = NULL },
    };
    return sim_ask(model, argc, argv, "", own, &request, check, answer);
}
