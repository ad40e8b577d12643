/* replay.c - a pack in which every lane is the one run. */
#include "replay.h"

#include <stdlib.h>
#include <string.h>

#include "worlds.h"

double sim_replay_param(const struct sim_replay *self, int param, int month)
{
    return sim_plan_value(self->plan, self->run.arm, self->row, param, month);
}

/** Show the kernel a cell of a table, whose values stand among the parameters. */
static void put_cell(const struct sim_replay *self, int param)
{
    const struct sim_model *model = self->plan->model;
    const struct sim_arm *arm = &self->plan->study->arms[self->run.arm];
    sim_pack_put_cell(&self->room.pack, self->kernel, model, param, sim_cell_place(model, arm, self->world, param));
}

static void month_begins(struct sim_pack *pack, void *params, void *context)
{
    const struct sim_replay *self = context;
    int lanes = self->kernel->lanes;

    for (int i = 0; i < self->plan->model->params.count; i++) {
        double value = sim_replay_param(self, i, pack->month);
        for (int lane = 0; lane < lanes; lane++)
            sim_real_put(self->kernel, params, (long)i * lanes + lane, value);
        put_cell(self, i);
    }
}

/** The world of the run, from its row of the design. */
static enum sim_status make_world(struct sim_replay *self, struct sim_errors *errors)
{
    const struct sim_model *model = self->plan->model;
    double *values = calloc((size_t)model->params.count + 1, sizeof *values);
    enum sim_status status = SIM_MEMORY;

    if (values == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a world");
    }
    for (int i = 0; i < model->params.count; i++)
        values[i] = sim_replay_param(self, i, 0);
    status = sim_world_make(&self->world, self->plan, self->run.arm, values, errors);
    free(values);
    return status;
}

enum sim_status sim_replay_world(const struct sim_plan *plan, struct sim_run run, void **world,
                                 struct sim_errors *errors)
{
    struct sim_replay replay = { .plan = plan, .run = run };
    enum sim_status status;

    *world = NULL;
    replay.row = calloc((size_t)plan->study->design.factors_count + 1, sizeof *replay.row);
    if (replay.row == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a run");
    }
    sim_plan_rows(plan, run.point, 1, replay.row);
    status = make_world(&replay, errors);
    *world = replay.world;
    free(replay.row);
    return status;
}

static void fill_pack(struct sim_replay *self)
{
    const struct sim_study *study = self->plan->study;
    struct sim_pack *pack = &self->room.pack;

    sim_pack_enter(pack, self->plan->model, self->world);
    pack->seed[0] = (uint32_t)study->seed;
    pack->seed[1] = (uint32_t)(study->seed >> 32);
    pack->months = study->months;
    for (int i = study->own_params; i < self->plan->model->params.count; i++)
        pack->moves = pack->moves || study->arms[self->run.arm].paths[i].count > 0;
    memcpy(pack->without, study->arms[self->run.arm].without, sizeof pack->without);
    for (int lane = 0; lane < self->kernel->lanes; lane++) {
        pack->replicate[lane] = (uint32_t)self->run.replicate;
        pack->drawn[lane] = sim_plan_luck(self->plan, self->run.point);
    }
}

enum sim_status sim_replay_init(struct sim_replay *self, const struct sim_plan *plan, struct sim_run run,
                                struct sim_errors *errors)
{
    enum sim_status status;

    *self = (struct sim_replay){ .plan = plan, .kernel = sim_kernel_choose(plan->model, NULL), .run = run };
    self->row = calloc((size_t)plan->study->design.factors_count + 1, sizeof *self->row);
    if (self->kernel == NULL || self->kernel->column == NULL || plan->model->state_count == 0) {
        return sim_fail(errors, SIM_USAGE, "the model '%s' does not show its state", plan->model->name);
    }
    if (self->row == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a run");
    }
    sim_plan_rows(plan, run.point, 1, self->row);
    status = make_world(self, errors);
    if (status == SIM_OK) {
        status = sim_room_init(&self->room, plan->model, self->kernel,
                               sim_pack_bytes(plan->model, self->kernel, self->world), errors);
    }
    if (status == SIM_OK) {
        fill_pack(self);
        sim_pack_first_day(&self->room, plan->model, self->kernel, month_begins, self);
        self->room.pack.month = -1;
    }
    return status;
}

void sim_replay_free(struct sim_replay *self)
{
    if (self->plan != NULL) {
        self->plan->model->world_free(self->world);
    }
    sim_room_free(&self->room);
    free(self->row);
    *self = (struct sim_replay){ 0 };
}

void sim_replay_begin(struct sim_replay *self)
{
    struct sim_pack *pack = &self->room.pack;
    pack->month++;
    month_begins(pack, (void *)(uintptr_t)pack->params, self);
}

void sim_replay_phase(struct sim_replay *self, int phase)
{
    if (!sim_left_out(&self->room.pack, phase)) {
        self->kernel->phases[phase](&self->room.pack);
    }
}

void sim_replay_month(struct sim_replay *self)
{
    sim_replay_begin(self);
    for (int i = 0; i < self->plan->model->phases_count; i++)
        sim_replay_phase(self, i);
}

int sim_replay_rows(const struct sim_replay *self, int state)
{
    return self->plan->model->rows(self->world, self->plan->model->state[state].extent);
}

double sim_replay_value(const struct sim_replay *self, int state, int row)
{
    const void *column = self->kernel->column(&self->room.pack, state);
    return sim_real_at(self->kernel, column, (long)row * self->kernel->lanes);
}
