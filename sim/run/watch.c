/* watch.c - a replay that keeps the state of each month. */
#include "watch.h"

#include <stdlib.h>

static bool state_init(struct sim_run_state *self, const struct sim_replay *replay)
{
    int states = replay->plan->model->state_count;
    size_t all = 0;
    for (int s = 0; s < states; s++)
        all += (size_t)sim_replay_rows(replay, s);
    self->numbers = calloc(all + 1, sizeof *self->numbers);
    self->columns = calloc((size_t)states + 1, sizeof *self->columns);
    double *at = self->numbers;
    for (int s = 0; self->numbers != NULL && self->columns != NULL && s < states; s++) {
        self->columns[s] = at;
        at += sim_replay_rows(replay, s);
    }
    return self->numbers != NULL && self->columns != NULL;
}

static void state_copy(struct sim_run_state *self, const struct sim_replay *replay)
{
    for (int s = 0; s < replay->plan->model->state_count; s++)
        for (int row = 0; row < sim_replay_rows(replay, s); row++)
            self->columns[s][row] = sim_replay_value(replay, s, row);
}

enum sim_status sim_watch_init(struct sim_watch *self, const struct sim_plan *plan, struct sim_run run,
                               struct sim_errors *errors)
{
    *self = (struct sim_watch){ 0 };
    enum sim_status status = sim_replay_init(&self->replay, plan, run, errors);

    if (status == SIM_OK &&
        !(state_init(&self->state[0], &self->replay) && state_init(&self->state[1], &self->replay))) {
        status = sim_fail(errors, SIM_MEMORY, "no memory to watch a run");
    }
    if (status == SIM_OK) {
        state_copy(&self->state[0], &self->replay);
    }
    return status;
}

void sim_watch_free(struct sim_watch *self)
{
    for (int i = 0; i < 2; i++) {
        free(self->state[i].numbers);
        free(self->state[i].columns);
    }
    sim_replay_free(&self->replay);
    *self = (struct sim_watch){ 0 };
}

void sim_watch_month(struct sim_watch *self)
{
    sim_replay_month(&self->replay);
    self->turn = 1 - self->turn;
    state_copy(&self->state[self->turn], &self->replay);
}

const double *const *sim_watch_state(const struct sim_watch *self)
{
    return (const double *const *)self->state[self->turn].columns;
}

void sim_watch_happened(const struct sim_watch *self, sim_report report, void *context)
{
    self->replay.plan->model->happened(self->replay.world, (const double *const *)self->state[1 - self->turn].columns,
                                       sim_watch_state(self), report, context);
}
