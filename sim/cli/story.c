/* story.c - `story OUT --run N`: what happened in one run, month by month, in the model's own words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../study/replay.h"
#include "commands.h"
#include "options.h"
#include "session.h"

struct request {
    const char *out, *run_text, *from_text, *to_text;
    long run, from, to;
};

static enum sim_status request_read(struct request *self, int argc, char **argv, struct sim_errors *errors)
{
    const struct sim_option options[] = {
        { .name = "--run", .value = &self->run_text },
        { .name = "--from", .value = &self->from_text },
        { .name = "--to", .value = &self->to_text },
    };
    const char *words[1] = { NULL };
    int count = 0;

    (void)!sim_options_read(argc, argv, options, 3, words, 1, &count, errors);
    self->out = words[0];
    if (errors->count == 0 && (count == 0 || self->run_text == NULL)) {
        sim_fail(errors, SIM_USAGE, "story wants a folder of results and a run: story OUT --run 17");
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

static enum sim_status request_resolve(struct request *self, const struct sim_plan *plan, struct sim_errors *errors)
{
    long last = plan->study->months - 1;
    self->run = sim_option_whole("--run", self->run_text, 0, plan->most_runs - 1, 0, errors);
    self->from = sim_option_whole("--from", self->from_text, 0, last, 0, errors);
    self->to = sim_option_whole("--to", self->to_text, 0, last, last, errors);
    if (errors->count == 0 && self->from > self->to) {
        sim_complain(errors, NULL, 0, 0, "--from %ld comes after --to %ld", self->from, self->to);
    }
    if (plan->model->tell == NULL) {
        sim_complain(errors, NULL, 0, 0, "the model '%s' tells no stories", plan->model->name);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/** The state of a run as doubles: a column for each state variable. */
struct pages {
    double *numbers, **columns;
};

static bool pages_init(struct pages *self, const struct sim_replay *replay)
{
    int states = replay->plan->model->state_count;
    size_t all = 0;
    for (int s = 0; s < states; s++)
        all += (size_t)sim_replay_rows(replay, s);
    self->numbers = calloc(all + 1, sizeof *self->numbers);
    self->columns = calloc((size_t)states, sizeof *self->columns);
    double *at = self->numbers;
    for (int s = 0; self->numbers != NULL && self->columns != NULL && s < states; s++) {
        self->columns[s] = at;
        at += sim_replay_rows(replay, s);
    }
    return self->numbers != NULL && self->columns != NULL;
}

static void pages_read(struct pages *self, const struct sim_replay *replay)
{
    for (int s = 0; s < replay->plan->model->state_count; s++)
        for (int row = 0; row < sim_replay_rows(replay, s); row++)
            self->columns[s][row] = sim_replay_value(replay, s, row);
}

static void pages_free(struct pages *self)
{
    free(self->numbers);
    free(self->columns);
}

/** What the lines of a month begin with. */
struct place {
    const struct sim_study *study;
    int month;
};

static void say(void *context, const char *line)
{
    const struct place *place = context;
    char calendar[32];
    sim_month_text(place->study, place->month, calendar, sizeof calendar);
    printf("%s (month %d): %s\n", calendar, place->month, line);
}

static enum sim_status tell(struct sim_replay *replay, const struct request *request, struct sim_errors *errors)
{
    const struct sim_model *model = replay->plan->model;
    struct pages pages[2] = { { 0 } };
    struct place place = { .study = replay->plan->study };
    bool good = pages_init(&pages[0], replay) && pages_init(&pages[1], replay);

    if (good) {
        pages_read(&pages[1], replay);
    }
    for (int month = 0; good && month <= request->to; month++) {
        struct pages *before = &pages[(month + 1) % 2], *now = &pages[month % 2];
        sim_replay_month(replay);
        pages_read(now, replay);
        place.month = month;
        if (month >= request->from) {
            model->tell(replay->world, month, (const double *const *)before->columns,
                        (const double *const *)now->columns, say, &place);
        }
    }
    pages_free(&pages[0]);
    pages_free(&pages[1]);
    return good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for a story");
}

enum sim_status sim_command_story(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    struct sim_errors errors = { 0 };
    struct sim_session session = { 0 };
    struct sim_replay replay = { 0 };
    enum sim_status status = request_read(&request, argc, argv, &errors);

    if (status == SIM_OK) {
        status = sim_session_output(&session, model, request.out, &errors);
    }
    if (status == SIM_OK) {
        status = request_resolve(&request, &session.plan, &errors);
    }
    if (status == SIM_OK) {
        status = sim_replay_init(&replay, &session.plan, sim_plan_run(&session.plan, request.run), &errors);
    }
    if (status == SIM_OK) {
        printf("%s\nrun %ld: arm '%s', point %ld, replicate %ld\n", session.study.title, request.run,
               session.study.arms[replay.run.arm].name, replay.run.point, replay.run.replicate);
        status = tell(&replay, &request, &errors);
    }
    sim_replay_free(&replay);
    sim_session_free(&session);
    return sim_end(&errors, status);
}
