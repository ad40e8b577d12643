/* live.c - packs of one arm after another, with its present settings. */
#include "live.h"

#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "../read/reading.h"
#include "events.h"

enum sim_status sim_live_open(struct sim_live *self, const struct sim_model *model, const struct sim_kernel *kernel,
                              const unsigned char *bytes, size_t size, struct sim_errors *errors)
{
    enum sim_status status;

    *self = (struct sim_live){ .model = model, .kernel = kernel, .world_of = -1 };
    status = sim_live_read(&self->study, model, bytes, size, errors);
    if (status != SIM_OK) {
        return status;
    }
    self->model = model = &self->study.model;
    self->histories = calloc((size_t)model->histories_count * (size_t)self->study.months * (size_t)kernel->lanes + 1,
                             sizeof *self->histories);
    self->moving = calloc((size_t)model->params.count + 1, sizeof *self->moving);
    self->base = calloc((size_t)self->study.arms_count, sizeof *self->base);
    for (int a = 0; self->base != NULL && a < self->study.arms_count; a++)
        self->base[a] = a;
    return self->histories != NULL && self->moving != NULL && self->base != NULL
               ? SIM_OK
               : sim_fail(errors, SIM_MEMORY, "no memory");
}

void sim_live_free(struct sim_live *self)
{
    if (self->model != NULL) {
        self->model->world_free(self->world);
    }
    sim_live_study_free(&self->study);
    sim_live_events_free(&self->events);
    sim_room_free(&self->room);
    SIM_FREE(self->histories, self->moving, self->base, self->watch);
    *self = (struct sim_live){ 0 };
}

/** Room for one more arm. */
static bool arms_widen(struct sim_live *self)
{
    size_t count = (size_t)self->study.arms_count + 1;
    return SIM_RESIZE(self->study.arms, count) && SIM_RESIZE(self->base, count);
}

int sim_live_add(struct sim_live *self, int from)
{
    int count = self->study.arms_count;

    if (!arms_widen(self)) {
        return -1;
    }
    struct sim_arm *arms = self->study.arms;
    self->base[count] = self->base[from];
    arms[count] = (struct sim_arm){ 0 };
    self->study.arms_count++;
    return sim_arm_copy(&arms[count], &arms[from], self->model, arms[from].name) ? count : -1;
}

bool sim_live_copy(struct sim_live *self, int to, int from)
{
    struct sim_arm *arms = self->study.arms, copy = { 0 };
    bool good = sim_arm_copy(&copy, &arms[from], self->model, arms[to].name);

    sim_arm_free(good ? &arms[to] : &copy, self->model);
    if (good) {
        arms[to] = copy;
        self->base[to] = self->base[from];
        self->stale = self->stale || self->world_of == to;
    }
    return good;
}

enum sim_status sim_live_set(struct sim_live *self, int arm, int param, double value, struct sim_errors *errors)
{
    const struct sim_param *about = &self->model->params.list[param];

    if (!(value >= about->low && value <= about->high)) {
        return sim_fail(errors, SIM_USAGE, "'%s' = %g is outside %g..%g (%s)", about->name, value, about->low,
                        about->high, about->unit);
    }
    sim_path_free(&self->study.arms[arm].paths[param]);
    self->study.arms[arm].values[param] = value;
    self->study.arms[arm].given[param] = true;
    self->stale = self->stale || (about->shapes && self->world_of == arm);
    return SIM_OK;
}

enum sim_status sim_live_path(struct sim_live *self, int arm, int param, const double *months, const double *values,
                              int count, struct sim_errors *errors)
{
    struct sim_path *path = &self->study.arms[arm].paths[param];
    double *month = calloc((size_t)count + 1, sizeof *month), *value = calloc((size_t)count + 1, sizeof *value);
    enum sim_status status =
        month == NULL || value == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for a path") : SIM_OK;

    for (int i = 0; status == SIM_OK && i < count; i++) {
        status = sim_live_set(self, arm, param, values[i], errors);
        month[i] = months[i];
        value[i] = values[i];
        if (status == SIM_OK && (months[i] < 0 || (i > 0 && !(months[i] > months[i - 1])))) {
            status = sim_fail(errors, SIM_USAGE, "the months of a path must rise from 0");
        }
    }
    if (status != SIM_OK || count < 1) {
        free(month);
        free(value);
        return status;
    }
    *path = (struct sim_path){
        .count = count, .month = month, .value = value, .linear = self->model->params.list[param].kind == SIM_REAL
    };
    return SIM_OK;
}

void sim_live_watch(struct sim_live *self, const int *states, int count)
{
    self->watched_count = count < SIM_LIVE_WATCHED ? count : SIM_LIVE_WATCHED;
    for (int i = 0; i < self->watched_count; i++)
        self->watched[i] = states[i];
}

int sim_live_rows(const struct sim_live *self, int i)
{
    return self->model->rows(self->world, self->model->state[self->watched[i]].extent);
}

/** The world of an arm; that of the last run where it is the same. */
static enum sim_status world_make(struct sim_live *self, int arm, struct sim_errors *errors)
{
    struct sim_arm *of = &self->study.arms[arm];
    double *values;
    enum sim_status status;

    if (self->world_of == arm && !self->stale) {
        return SIM_OK;
    }
    values = calloc((size_t)self->model->params.count + 1, sizeof *values);
    if (values == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a world");
    }
    for (int i = 0; i < self->model->params.count; i++)
        values[i] = sim_arm_value(of, i, 0);
    self->model->world_free(self->world);
    self->world = NULL;
    self->world_of = -1;
    status = self->model->world_new(&self->world, self->study.tables + self->base[arm] * self->model->tables_count,
                                    values, self->study.seed, errors);
    free(values);
    if (status == SIM_OK) {
        self->world_of = arm;
        self->stale = false;
    }
    return status;
}

static enum sim_status room_make(struct sim_live *self, struct sim_errors *errors)
{
    size_t bytes = sim_pack_bytes(self->model, self->kernel, self->world);

    if (self->room_bytes >= bytes) {
        return SIM_OK;
    }
    sim_room_free(&self->room);
    self->room_bytes = bytes;
    return sim_room_init(&self->room, self->model, self->kernel, bytes, errors);
}

static void put_param(const struct sim_live *self, int param, int month, void *params)
{
    double value = sim_arm_value(&self->study.arms[self->job.arm], param, month);

    for (int lane = 0; lane < self->kernel->lanes; lane++)
        sim_real_put(self->kernel, params, (long)param * self->kernel->lanes + lane, value);
}

/** Show the kernel a cell of a table, whose values stand among the parameters. */
static void put_cell(const struct sim_live *self, const struct sim_pack *pack, int param)
{
    int row = sim_cell_place(self->model, &self->study.arms[self->job.arm], self->world, param);

    sim_pack_put_cell(pack, self->kernel, self->model, param, row);
}

/** Drawn world of a lane. */
static int world_of(const struct sim_live *self, int lane)
{
    return (self->job.world + lane) % self->study.worlds_count;
}

/** The parameters in which drawn worlds differ, unless a setting has changed them. */
static void put_worlds(const struct sim_live *self, const struct sim_pack *pack, void *params)
{
    for (int i = 0; i < self->study.factors_count; i++) {
        const struct sim_live_factor *factor = &self->study.factors[i];
        long at = (long)factor->param * self->kernel->lanes;
        for (int lane = 0; lane < self->kernel->lanes && !self->study.arms[self->job.arm].given[factor->param]; lane++)
            sim_real_put(self->kernel, params, at + lane, factor->values[world_of(self, lane)]);
        put_cell(self, pack, factor->param);
    }
}

static void month_begins(struct sim_pack *pack, void *params, void *context)
{
    struct sim_live *self = context;

    for (int i = 0; pack->month == 0 && i < self->model->params.count; i++)
        put_param(self, i, 0, params);
    for (int i = 0; pack->month > 0 && i < self->moving_count; i++)
        put_param(self, self->moving[i], pack->month, params);
    if (pack->month == 0 && self->job.world >= 0) {
        put_worlds(self, pack, params);
    }
    for (int i = 0; i < self->moving_count; i++)
        put_cell(self, pack, self->moving[i]);
}

/** What is watched, of lane 0: state after state. */
static void watch_month(struct sim_live *self, const struct sim_pack *pack)
{
    float *to = self->watch + (long)pack->month * self->watch_rows;

    for (int i = 0; i < self->watched_count; i++) {
        const void *column = self->kernel->column(pack, self->watched[i]);
        int rows = sim_live_rows(self, i);
        for (int row = 0; row < rows; row++)
            *to++ = (float)sim_real_at(self->kernel, column, (long)row * self->kernel->lanes);
    }
}

static void month_ends(const struct sim_pack *pack, const void *histories, void *context)
{
    struct sim_live *self = context;
    int lanes = self->kernel->lanes;

    for (int i = 0; i < self->model->histories_count; i++)
        for (int lane = 0; lane < lanes; lane++)
            self->histories[((long)i * self->study.months + pack->month) * lanes + lane] =
                (float)sim_real_at(self->kernel, histories, (long)i * lanes + lane);
    watch_month(self, pack);
    sim_live_events_month(self);
}

/** Room for what is watched. */
static enum sim_status watch_make(struct sim_live *self, struct sim_errors *errors)
{
    free(self->watch);
    self->watch_rows = 0;
    for (int i = 0; i < self->watched_count; i++)
        self->watch_rows += sim_live_rows(self, i);
    self->watch = calloc((size_t)self->watch_rows * (size_t)self->study.months + 1, sizeof *self->watch);
    return self->watch == NULL ? sim_fail(errors, SIM_MEMORY, "no memory to watch") : SIM_OK;
}

/** List the parameters that follow a path in the arm. True if one of them is a cell. */
static bool moving_find(struct sim_live *self)
{
    bool cells = false;

    self->moving_count = 0;
    for (int i = 0; i < self->model->params.count; i++)
        if (self->study.arms[self->job.arm].paths[i].count > 0) {
            self->moving[self->moving_count++] = i;
            cells = cells || self->model->params.list[i].cell != NULL;
        }
    return cells;
}

static void pack_set(struct sim_live *self)
{
    struct sim_pack *pack = &self->room.pack;
    const struct sim_live_job *job = &self->job;

    sim_pack_enter(pack, self->model, self->world);
    pack->moves = moving_find(self);
    pack->seed[0] = (uint32_t)self->study.seed;
    pack->seed[1] = (uint32_t)(self->study.seed >> 32);
    pack->months = self->study.months;
    memcpy(pack->without, self->study.arms[job->arm].without, sizeof pack->without);
    for (int lane = 0; lane < self->kernel->lanes; lane++) {
        pack->replicate[lane] = job->replicate + (job->world < 0 ? (uint32_t)lane : 0);
        pack->drawn[lane] = job->world < 0 ? 0 : self->study.luck[world_of(self, lane)];
    }
}

enum sim_status sim_live_run(struct sim_live *self, struct sim_live_job job, struct sim_errors *errors)
{
    enum sim_status status = world_make(self, job.arm, errors);

    self->job = job;
    status = status == SIM_OK ? room_make(self, errors) : status;
    status = status == SIM_OK ? watch_make(self, errors) : status;
    if (status == SIM_OK) {
        pack_set(self);
        status = sim_live_events_begin(self, month_begins, errors);
    }
    if (status == SIM_OK) {
        sim_pack_run(&self->room, self->model, self->kernel, month_begins, month_ends, self);
    }
    return status == SIM_OK && !self->events.good ? sim_fail(errors, SIM_MEMORY, "no memory for events") : status;
}
