/* ensemble.c - runs of a block, sorted by shape, become packs; packs go to threads. The only file that knows OpenMP. */
#include "ensemble.h"

#include <math.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../pack.h"

enum { WORLDS_KEPT = 64 };

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
    *self = (struct sim_ensemble){ .plan = plan, .kernel = kernel, .threads = threads };
    return sim_worlds_init(&self->worlds, plan->model, plan->study, errors);
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

/** One pack: which runs it computes, and the block that takes their numbers. */
struct trip {
    const struct sim_ensemble *self;
    struct sim_block *block;
    const struct job *jobs;
    int count;                 /* runs; lanes beyond them repeat the last */
    int *moving, moving_count; /* parameters in which some run of the pack follows a path */
};

static const struct job *job_of(const struct trip *trip, int lane)
{
    return &trip->jobs[lane < trip->count ? lane : trip->count - 1];
}

static void put_real(void *reals, int bytes, long at, double value)
{
    if (bytes == 4) {
        ((float *)reals)[at] = (float)value;
    } else {
        ((double *)reals)[at] = value;
    }
}

/** Write one parameter of all lanes, as it is in a month in the arm of each. */
static void put_param(const struct trip *trip, int param, int month, void *params)
{
    int lanes = trip->self->kernel->lanes, bytes = trip->self->kernel->real_bytes;
    for (int lane = 0; lane < lanes; lane++) {
        const struct sim_arm *arm = &trip->self->plan->study->arms[job_of(trip, lane)->run.arm];
        put_real(params, bytes, (long)param * lanes + lane, sim_arm_value(arm, param, month));
    }
}

static void month_begins(struct sim_pack *pack, void *params, void *context)
{
    const struct trip *trip = context;
    const struct sim_plan *plan = trip->self->plan;
    int lanes = trip->self->kernel->lanes, bytes = trip->self->kernel->real_bytes;

    for (int i = 0; pack->month == 0 && i < plan->model->params.count; i++)
        put_param(trip, i, 0, params);
    for (int i = 0; pack->month > 0 && i < trip->moving_count; i++)
        put_param(trip, trip->moving[i], pack->month, params);
    for (int i = 0; pack->month == 0 && i < plan->study->design.factors_count; i++)
        for (int lane = 0; lane < lanes; lane++)
            put_real(params, bytes, (long)plan->study->design.factors[i].param * lanes + lane,
                     job_of(trip, lane)->row[i]);
}

static void month_ends(const struct sim_pack *pack, const void *histories, void *context)
{
    const struct trip *trip = context;
    const struct sim_model *model = trip->self->plan->model;
    struct sim_block *block = trip->block;
    int lanes = trip->self->kernel->lanes, kept = 0;
    bool single = trip->self->kernel->real_bytes == 4;

    for (int i = 0; i < model->histories_count; i++) {
        if (!trip->self->plan->study->histories[i]) {
            continue;
        }
        for (int lane = 0; lane < trip->count; lane++) {
            long from = (long)i * lanes + lane;
            float value = single ? ((const float *)histories)[from] : (float)((const double *)histories)[from];
            block->histories[((long)kept * block->count + trip->jobs[lane].index) * block->months + pack->month] =
                value;
        }
        kept++;
    }
}

static void keep_outcomes(const struct trip *trip, const struct sim_pack *pack)
{
    struct sim_block *block = trip->block;
    int lanes = trip->self->kernel->lanes;

    for (int lane = 0; lane < trip->count; lane++) {
        long run = trip->jobs[lane].index;
        block->status[run] = pack->failed[lane] == 0 ? SIM_RUN_DONE : SIM_RUN_FAILED;
        block->reason[run] = (unsigned char)pack->failed[lane];
        for (int i = 0; i < block->outcomes_count; i++) {
            double value = pack->outcomes[i * lanes + lane];
            block->outcomes[(long)i * block->count + run] = isnan(value) || isinf(value) ? (double)NAN : value;
        }
    }
}

static bool some_follow_a_path(const struct trip *trip, int param)
{
    for (int k = 0; k < trip->count; k++)
        if (trip->self->plan->study->arms[trip->jobs[k].run.arm].paths[param].count > 0) {
            return true;
        }
    return false;
}

static void pack_travels(const struct sim_ensemble *self, struct sim_room *room, struct sim_block *block,
                         const struct job *jobs, int count, int *moving)
{
    const struct sim_plan *plan = self->plan;
    struct trip trip = { self, block, jobs, count, moving, 0 };
    struct sim_pack *pack = &room->pack;

    for (int i = 0; i < plan->model->params.count; i++)
        if (some_follow_a_path(&trip, i)) {
            moving[trip.moving_count++] = i;
        }
    pack->world = self->worlds.shapes[jobs[0].shape].world;
    pack->seed[0] = (uint32_t)plan->study->seed;
    pack->seed[1] = (uint32_t)(plan->study->seed >> 32);
    pack->months = plan->study->months;
    memcpy(pack->without, plan->study->arms[jobs[0].run.arm].without, sizeof pack->without);
    for (int lane = 0; lane < self->kernel->lanes; lane++) {
        pack->replicate[lane] = (uint32_t)job_of(&trip, lane)->run.replicate;
        pack->drawn[lane] = sim_plan_luck(plan, job_of(&trip, lane)->run.point);
    }
    sim_pack_run(room, plan->model, self->kernel, month_begins, month_ends, &trip);
    keep_outcomes(&trip, pack);
}

/** List the runs of the block with their rows and shapes, sorted. Runs of impossible worlds are marked as failed and
 * left out. Returns how many runs are listed, or -1 without memory. */
static long jobs_make(struct sim_ensemble *self, struct sim_block *block, struct job *jobs, double *rows,
                      struct sim_errors *errors)
{
    const struct sim_plan *plan = self->plan;
    int width = plan->study->design.factors_count;
    long first = sim_plan_run(plan, block->first).point, possible = 0;

    sim_plan_rows(plan, first, block->count < plan->points ? block->count : plan->points, rows);
    for (long i = 0; i < block->count; i++) {
        struct job job = { .index = i, .run = sim_plan_run(plan, block->first + i) };
        job.row = rows + (job.run.point - first + plan->points) % plan->points * width;
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

/** Bytes of state of the pack that needs most. */
static size_t largest_state(const struct sim_ensemble *self)
{
    size_t most = 1;
    for (int i = 0; i < self->worlds.count; i++) {
        const void *world = self->worlds.shapes[i].world;
        size_t bytes = world == NULL ? 0 : self->kernel->state_bytes(world);
        most = bytes > most ? bytes : most;
    }
    return most;
}

/** Give packs to threads, each with memory of its own. False where memory ran out. */
static bool packs_compute(struct sim_ensemble *self, struct sim_block *block, const struct job *jobs,
                          const long *starts, long packs)
{
    const struct sim_model *model = self->plan->model;
    size_t state = largest_state(self);
    bool good = true;

#pragma omp parallel num_threads(self->threads)
    {
        struct sim_errors errors = { 0 };
        struct sim_room room;
        int *moving = calloc((size_t)model->params.count + 1, sizeof *moving);
        bool ready = sim_room_init(&room, model, self->kernel, state, &errors) == SIM_OK && moving != NULL;
#pragma omp for schedule(dynamic, 1)
        for (long i = 0; i < packs; i++)
            if (ready) {
                pack_travels(self, &room, block, &jobs[starts[i]], (int)(starts[i + 1] - starts[i]), moving);
            }
        if (!ready) {
#pragma omp atomic write
            good = false;
        }
        sim_room_free(&room);
        sim_errors_free(&errors);
        free(moving);
    }
    return good;
}

enum sim_status sim_ensemble_run(struct sim_ensemble *self, struct sim_block *block, struct sim_errors *errors)
{
    int width = self->plan->study->design.factors_count;
    size_t count = (size_t)block->count;
    struct job *jobs = calloc(count, sizeof *jobs);
    double *rows = calloc(count * (size_t)(width > 0 ? width : 1), sizeof *rows);
    long *starts = calloc(count + 1, sizeof *starts);
    struct sim_errors impossible = { 0 };
    bool good = jobs != NULL && rows != NULL && starts != NULL;

    if (self->worlds.count > WORLDS_KEPT) {
        sim_worlds_forget(&self->worlds);
    }
    if (good) {
        long possible = jobs_make(self, block, jobs, rows, &impossible);
        good = possible >= 0 && packs_compute(self, block, jobs, starts, packs_cut(self, jobs, possible, starts));
    }
    sim_errors_free(&impossible);
    free(jobs);
    free(rows);
    free(starts);
    return good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for a block of %ld runs", block->count);
}
