/* ensemble.c - runs of a block, sorted by shape, become packs; packs go to threads. Beside ask/discover.c the only file
 * that knows OpenMP. */
#include "ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../pack.h"
#include "../threads.h"
#include "entities.h"

enum { WORLDS_KEPT = 64 };

static const double PATIENCE = 0.5; /* seconds */

/* A thread is started for so many bytes of state times months, some 5 ms of work. OpenMP's threads wait for each other
 * at the end of a block by spinning, up to 14 ms where other programs hold the cores: little beside a block of half a
 * second, and ten times the work of a few runs. */
static const double BYTE_MONTHS_A_THREAD = 3e7;

/** One run of a block before it is computed. */
struct job {
    long index; /* in the block */
    struct sim_run run;
    const double *row; /* its row of the design */
    int shape;
};

enum sim_status sim_ensemble_init(struct sim_ensemble *self, const struct sim_plan *plan,
                                  const struct sim_kernel *kernel, int threads, struct sim_errors *errors)
{
    *self = (struct sim_ensemble){ .plan = plan, .kernel = kernel, .threads = threads, .patience = PATIENCE };
    return sim_worlds_init(&self->worlds, plan, errors);
}

void sim_ensemble_free(struct sim_ensemble *self)
{
    sim_worlds_free(&self->worlds);
    *self = (struct sim_ensemble){ 0 };
}

/** Sort by shape, then by what is left out, so that runs that may share a pack are neighbours; otherwise keep the order
 * of the block. */
static int by_shape(const void *a, const void *b, void *study)
{
    const struct job *x = a, *y = b;
    const struct sim_arm *arms = ((const struct sim_study *)study)->arms;
    int without = memcmp(arms[x->run.arm].without, arms[y->run.arm].without, sizeof(uint64_t[4]));
    if (x->shape != y->shape) {
        return x->shape < y->shape ? -1 : 1;
    }
    if (without != 0) {
        return without;
    }
    return x->index < y->index ? -1 : x->index > y->index;
}

static bool share_a_pack(const struct sim_study *study, const struct job *a, const struct job *b)
{
    return a->shape == b->shape &&
           memcmp(study->arms[a->run.arm].without, study->arms[b->run.arm].without, sizeof(uint64_t[4])) == 0;
}

/** When a thread saw that it is asked to stop. */
struct patience {
    const volatile sig_atomic_t *stop;
    double seconds; /* in which a block may still be finished */
    double since;   /* seconds of some clock; 0: not yet */
};

static bool is_over(struct patience *self)
{
    struct timespec now;
    double seconds;

    if (self->stop == NULL || *self->stop == 0) {
        return false;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    seconds = (double)now.tv_sec + (double)now.tv_nsec / 1e9;
    self->since = self->since > 0 ? self->since : seconds;
    return seconds - self->since >= self->seconds;
}

/** One pack: which runs it computes, and the block that takes their numbers. */
struct batch {
    const struct sim_ensemble *self;
    struct sim_block *block;
    const struct job *jobs;
    int count;                 /* runs; lanes beyond them repeat the last */
    int *moving, moving_count; /* parameters in which some run of the pack follows a path */
    struct sim_room *room;
    struct patience *patience;
};

static const struct job *job_of(const struct batch *batch, int lane)
{
    return &batch->jobs[lane < batch->count ? lane : batch->count - 1];
}

/** Write one parameter of all lanes, as it is in a month in the arm of each. */
static void put_param(const struct batch *batch, int param, int month, void *params)
{
    const struct sim_kernel *kernel = batch->self->kernel;
    for (int lane = 0; lane < kernel->lanes; lane++) {
        const struct sim_arm *arm = &batch->self->plan->study->arms[job_of(batch, lane)->run.arm];
        sim_real_put(kernel, params, (long)param * kernel->lanes + lane, sim_arm_value(arm, param, month));
    }
}

/** Show the kernel a cell of a table, whose values stand among the parameters. */
static void put_cell(const struct batch *batch, const struct sim_pack *pack, int param)
{
    const struct sim_kernel *kernel = batch->self->kernel;
    const struct sim_model *model = batch->self->plan->model;
    const struct sim_arm *arm = &batch->self->plan->study->arms[batch->jobs[0].run.arm]; /* all have its tables */
    sim_pack_put_cell(pack, kernel, model, param, sim_cell_place(model, arm, pack->world, param));
}

static void month_begins(struct sim_pack *pack, void *params, void *context)
{
    const struct batch *batch = context;
    const struct sim_plan *plan = batch->self->plan;
    const struct sim_kernel *kernel = batch->self->kernel;

    for (int i = 0; pack->month == 0 && i < plan->model->params.count; i++)
        put_param(batch, i, 0, params);
    for (int i = 0; pack->month > 0 && i < batch->moving_count; i++)
        put_param(batch, batch->moving[i], pack->month, params);
    for (int i = 0; pack->month == 0 && i < plan->study->design.factors_count; i++) {
        int param = plan->study->design.factors[i].param;
        for (int lane = 0; lane < kernel->lanes; lane++)
            sim_real_put(kernel, params, (long)param * kernel->lanes + lane, job_of(batch, lane)->row[i]);
        put_cell(batch, pack, param);
    }
    for (int i = 0; i < batch->moving_count; i++)
        put_cell(batch, pack, batch->moving[i]);
}

static void month_ends(const struct sim_pack *pack, const void *histories, void *context)
{
    const struct batch *batch = context;
    const struct sim_model *model = batch->self->plan->model;
    struct sim_block *block = batch->block;
    const struct sim_kernel *kernel = batch->self->kernel;
    float *first = block->histories + pack->month; /* of the first run, in this month */
    long months = block->months;

    for (int i = 0; i < model->histories_count; i++) {
        if (!batch->self->plan->study->histories[i]) {
            continue;
        }
        for (int lane = 0; lane < batch->count; lane++)
            first[batch->jobs[lane].index * months] =
                (float)sim_real_at(kernel, histories, (long)i * kernel->lanes + lane);
        first += block->count * months;
    }
    batch->room->stopped = is_over(batch->patience);
}

/** Keep one number of each run of the pack: double [lane]; NULL where there is none. */
static void keep_column(const struct batch *batch, int column, const double *values)
{
    struct sim_block *block = batch->block;
    for (int lane = 0; lane < batch->count; lane++) {
        double value = values == NULL ? (double)NAN : values[lane];
        block->outcomes[(long)column * block->count + batch->jobs[lane].index] =
            isnan(value) || isinf(value) ? (double)NAN : value;
    }
}

/** Keep the outcomes of entities in the columns of their names; the other columns say "none". */
static void keep_entities(const struct batch *batch, const struct sim_pack *pack)
{
    const struct sim_plan *plan = batch->self->plan;
    const struct sim_model *model = plan->model;
    int lanes = batch->self->kernel->lanes;
    char name[SIM_ENTITY_SIZE];

    for (int i = model->outcomes_count; i < batch->block->outcomes_count; i++)
        keep_column(batch, i, NULL);
    for (int i = 0; i < model->outcomes_of_count; i++) {
        int extent = model->outcomes_of[i].extent, first = sim_entities_column(plan, i);
        for (int row = 0; row < model->rows(pack->world, extent); row++) {
            model->entity(pack->world, extent, row, name, sizeof name);
            int place = sim_entities_find(sim_entities_of(plan, i), name, row);
            if (place >= 0) {
                keep_column(batch, first + place, pack->outcomes_of[i] + (long)row * lanes);
            }
        }
    }
}

static void keep_outcomes(const struct batch *batch, const struct sim_pack *pack)
{
    struct sim_block *block = batch->block;
    int lanes = batch->self->kernel->lanes;

    for (int lane = 0; lane < batch->count; lane++) {
        long run = batch->jobs[lane].index;
        block->status[run] = pack->failed[lane] == 0 ? SIM_RUN_DONE : SIM_RUN_FAILED;
        block->reason[run] = (unsigned char)pack->failed[lane];
    }
    for (int i = 0; i < batch->self->plan->model->outcomes_count; i++)
        keep_column(batch, i, pack->outcomes + (long)i * lanes);
    keep_entities(batch, pack);
}

static bool some_follow_a_path(const struct batch *batch, int param)
{
    for (int k = 0; k < batch->count; k++)
        if (batch->self->plan->study->arms[batch->jobs[k].run.arm].paths[param].count > 0) {
            return true;
        }
    return false;
}

static void compute_pack(const struct sim_ensemble *self, struct sim_room *room, struct sim_block *block,
                         const struct job *jobs, int count, int *moving, struct patience *patience)
{
    const struct sim_plan *plan = self->plan;
    struct batch batch = { self, block, jobs, count, moving, 0, room, patience };
    struct sim_pack *pack = &room->pack;
    bool moves = false;

    for (int i = 0; i < plan->model->params.count; i++)
        if (some_follow_a_path(&batch, i)) {
            moving[batch.moving_count++] = i;
            moves = moves || plan->model->params.list[i].cell != NULL;
        }
    pack->moves = moves;
    sim_pack_enter(pack, plan->model, self->worlds.shapes[jobs[0].shape].world);
    pack->seed[0] = (uint32_t)plan->study->seed;
    pack->seed[1] = (uint32_t)(plan->study->seed >> 32);
    pack->months = plan->study->months;
    memcpy(pack->without, plan->study->arms[jobs[0].run.arm].without, sizeof pack->without);
    for (int lane = 0; lane < self->kernel->lanes; lane++) {
        pack->replicate[lane] = (uint32_t)job_of(&batch, lane)->run.replicate;
        pack->drawn[lane] = sim_plan_luck(plan, job_of(&batch, lane)->run.point);
    }
    sim_pack_run(room, plan->model, self->kernel, month_begins, month_ends, &batch);
    if (!room->stopped) {
        keep_outcomes(&batch, pack);
    }
}

/** Run number i of a block. */
static struct sim_run run_of(const struct sim_plan *plan, const struct sim_block *block, long i)
{
    return block->runs != NULL ? block->runs[i] : sim_plan_run(plan, block->first + i);
}

/** Write the rows of the design that the runs of a block need. */
static void rows_make(const struct sim_plan *plan, const struct sim_block *block, double *rows)
{
    size_t width = (size_t)plan->study->design.factors_count;

    if (block->runs == NULL) {
        sim_plan_rows(plan, sim_plan_run(plan, block->first).point,
                      block->count < plan->points ? block->count : plan->points, rows);
        return;
    }
    for (long i = 0; i < block->count; i++) {
        double *row = rows + (size_t)i * width;
        if (block->status[i] != SIM_RUN_ABSENT) {
            continue;
        }
        if (i > 0 && block->runs[i].point == block->runs[i - 1].point) {
            memcpy(row, row - width, width * sizeof *row);
        } else {
            sim_plan_rows(plan, block->runs[i].point, 1, row);
        }
    }
}

/** List the absent runs of the block with their rows and shapes, sorted. Runs of impossible worlds are marked as failed
 * and left out. Returns how many runs are listed, or -1 without memory. */
static long jobs_make(struct sim_ensemble *self, struct sim_block *block, struct job *jobs, double *rows,
                      struct sim_errors *errors)
{
    const struct sim_plan *plan = self->plan;
    int width = plan->study->design.factors_count;
    long first = sim_plan_run(plan, block->first).point, possible = 0;

    rows_make(plan, block, rows);
    for (long i = 0; i < block->count; i++) {
        struct job job = { .index = i, .run = run_of(plan, block, i) };
        long row = block->runs != NULL ? i : (job.run.point - first + plan->points) % plan->points;
        if (block->status[i] != SIM_RUN_ABSENT) {
            continue;
        }
        job.row = rows + row * width;
        job.shape = sim_worlds_shape(&self->worlds, job.run.arm, job.row, errors);
        if (job.shape < 0) {
            return -1;
        }
        if (self->worlds.shapes[job.shape].world != NULL) {
            jobs[possible++] = job;
        } else {
            block->status[i] = SIM_RUN_FAILED;
            block->reason[i] = SIM_REASON_WORLD;
            sim_block_blank(block, i);
        }
    }
    qsort_r(jobs, (size_t)possible, sizeof *jobs, by_shape, (void *)(uintptr_t)plan->study);
    return possible;
}

/** Find where each pack begins in the sorted runs: starts[0 .. packs], the last being the end. Returns how many packs.
 */
static long packs_cut(const struct sim_ensemble *self, const struct job *jobs, long count, long *starts)
{
    long packs = 0, at = 0;
    while (at < count) {
        long end = at;
        while (end < count && end - at < self->kernel->lanes && share_a_pack(self->plan->study, &jobs[at], &jobs[end]))
            end++;
        starts[packs++] = at;
        at = end;
    }
    starts[packs] = count;
    return packs;
}

static bool some_are_absent(const struct sim_block *block)
{
    return memchr(block->status, SIM_RUN_ABSENT, (size_t)block->count) != NULL;
}

/** How many threads packs of this size keep busy, of those that can start; at least 1. */
static int threads_worth(struct sim_ensemble *self, long packs, size_t bytes)
{
    double work = (double)packs * (double)bytes * self->plan->study->months;
    int worth = (int)fmax(1, fmin(fmin(self->threads, (double)packs), work / BYTE_MONTHS_A_THREAD));

    if (worth > self->startable) {
        self->startable = sim_threads_startable(worth);
    }
    return worth < self->startable ? worth : self->startable;
}

/** Give packs to threads, each with memory of its own. SIM_MEMORY, without a complaint, where that ran out. */
static enum sim_status packs_compute(struct sim_ensemble *self, struct sim_block *block, const struct job *jobs,
                                     const long *starts, long packs)
{
    const struct sim_model *model = self->plan->model;
    size_t bytes = sim_worlds_pack_bytes(&self->worlds, self->kernel);
    bool good = true, stopped = false;

#pragma omp parallel num_threads(threads_worth(self, packs, bytes)) reduction(&& : good) reduction(|| : stopped)
    {
        struct sim_errors errors = { 0 };
        struct sim_room room;
        struct patience patience = { self->stop, self->patience, 0 };
        int *moving = calloc((size_t)model->params.count + 1, sizeof *moving);
        bool ready = sim_room_init(&room, model, self->kernel, bytes, &errors) == SIM_OK && moving != NULL;
#pragma omp for schedule(dynamic, 1)
        for (long i = 0; i < packs; i++)
            if (ready && !is_over(&patience)) {
                compute_pack(self, &room, block, &jobs[starts[i]], (int)(starts[i + 1] - starts[i]), moving, &patience);
            }
        stopped = stopped || is_over(&patience);
        good = good && ready;
        sim_room_free(&room);
        sim_errors_free(&errors);
        free(moving);
    }
    return !good ? SIM_MEMORY : stopped && some_are_absent(block) ? SIM_STOPPED : SIM_OK;
}

enum sim_status sim_ensemble_run(struct sim_ensemble *self, struct sim_block *block, struct sim_errors *errors)
{
    int width = self->plan->study->design.factors_count;
    size_t count = (size_t)block->count;
    struct job *jobs = calloc(count, sizeof *jobs);
    double *rows = calloc(count * (size_t)(width > 0 ? width : 1), sizeof *rows);
    long *starts = calloc(count + 1, sizeof *starts);
    struct sim_errors impossible = { 0 };
    enum sim_status status = jobs != NULL && rows != NULL && starts != NULL ? SIM_OK : SIM_MEMORY;

    if (self->worlds.count > WORLDS_KEPT) {
        sim_worlds_forget(&self->worlds);
    }
    if (status == SIM_OK && some_are_absent(block)) {
        long possible = jobs_make(self, block, jobs, rows, &impossible);
        self->kernel = sim_worlds_kernel(&self->worlds, self->kernel);
        status = possible < 0 ? SIM_MEMORY
                              : packs_compute(self, block, jobs, starts, packs_cut(self, jobs, possible, starts));
    }
    sim_errors_free(&impossible);
    free(jobs);
    free(rows);
    free(starts);
    return status == SIM_MEMORY ? sim_fail(errors, SIM_MEMORY, "no memory for a block of %ld runs", block->count)
                                : status;
}
