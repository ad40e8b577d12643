/* screening.c - a sink that asks for the runs of the worlds that are left. */
#include "screening.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"

/** A wave while its worlds are screened, chunk after chunk. */
struct job {
    struct sim_screening *self;
    const struct sim_plan *plan;
    int patterns;
    long *order, count, at; /* chunks to compute in this pass, how many, and which is next */
    bool *here;             /* [chunk] */
    long chunks, worlds;    /* of the wave; worlds that are done */

    struct sim_screened chunk; /* the one in hand ... */
    long number;               /* ... its number; -1: none */
    long *left, left_count;    /* its worlds that are not excluded yet, by their place in the chunk */
    bool *failed;              /* [left]: a run of it failed */
    struct sim_moments *held;  /* [left][pattern] */
    long replicates, wanted;   /* that each has, and that this stage gives it */
    struct sim_run *runs;      /* [run of a block] */
    long given;                /* runs of the stage that were asked for before the block in hand */
    double *room, *means, *allowance;
};

static void *block_of_zeros(size_t count, size_t size)
{
    return calloc(count + 1, size);
}

static bool job_init(struct job *self, struct sim_screening *screening)
{
    const struct sim_wave *wave = screening->wave;
    size_t chunk = (size_t)wave->chunk, patterns = (size_t)screening->matching->patterns_count;
    long all = sim_wave_chunks(wave);

    *self = (struct job){ .self = screening, .plan = &wave->plan, .patterns = (int)patterns, .number = -1 };
    self->chunks = screening->chunks > 0 && screening->chunks < all ? screening->chunks : all;
    self->order = block_of_zeros((size_t)self->chunks, sizeof *self->order);
    self->here = block_of_zeros((size_t)self->chunks, sizeof *self->here);
    self->left = block_of_zeros(chunk, sizeof *self->left);
    self->failed = block_of_zeros(chunk, sizeof *self->failed);
    self->held = block_of_zeros(chunk * patterns, sizeof *self->held);
    self->runs = block_of_zeros(chunk, sizeof *self->runs);
    self->room = block_of_zeros((size_t)sim_pattern_entities(screening->matching, self->plan), sizeof *self->room);
    self->means = block_of_zeros(2 * patterns, sizeof *self->means);
    self->allowance = self->means + patterns;
    return self->order != NULL && self->here != NULL && self->left != NULL && self->failed != NULL &&
           self->held != NULL && self->runs != NULL && self->room != NULL && self->means != NULL;
}

static void job_free(struct job *self)
{
    sim_screened_free(&self->chunk);
    SIM_FREE(self->order, self->here, self->left, self->failed, self->held, self->runs, self->room, self->means);
}

/* --- which chunk is next --- */

/** Verify which chunks are there, and list the others. */
static enum sim_status pass_begin(struct job *self, struct sim_errors *errors)
{
    const struct sim_wave *wave = self->self->wave;
    enum sim_status status = SIM_OK;

    self->worlds = 0;
    for (long i = 0; i < self->chunks && status == SIM_OK; i++) {
        if (!self->here[i] && self->self->out != NULL) {
            struct sim_screened chunk = { 0 };
            status = sim_screened_init(&chunk, wave, self->patterns, i, errors);
            status =
                status == SIM_OK ? sim_screened_read(&chunk, wave, self->self->out, &self->here[i], errors) : status;
            sim_screened_free(&chunk);
        }
        self->worlds += self->here[i] ? sim_wave_worlds_in(wave, i) : 0;
    }
    self->count = sim_shard_order(&self->self->shard, self->here, self->chunks, self->order);
    self->at = 0;
    return status;
}

static void stage_begin(struct job *self, long wanted)
{
    self->wanted = wanted - self->replicates;
    self->given = 0;
}

/** Begin the next missing chunk; none is left where self->number is -1 afterwards. */
static enum sim_status chunk_begin(struct job *self, struct sim_errors *errors)
{
    enum sim_status status = self->at == self->count ? pass_begin(self, errors) : SIM_OK;

    self->number = -1;
    if (status != SIM_OK || self->count == 0) {
        return status;
    }
    self->number = self->order[self->at++];
    status = sim_screened_init(&self->chunk, self->self->wave, self->patterns, self->number, errors);
    self->left_count = self->chunk.count;
    for (long i = 0; i < self->left_count; i++)
        self->left[i] = i;
    memset(self->failed, 0, (size_t)self->left_count * sizeof *self->failed);
    memset(self->held, 0, (size_t)(self->left_count * self->patterns) * sizeof *self->held);
    self->replicates = 0;
    stage_begin(self, 1);
    return status;
}

static enum sim_status chunk_end(struct job *self, struct sim_errors *errors)
{
    struct sim_screening *screening = self->self;
    enum sim_status status =
        screening->out == NULL ? SIM_OK : sim_screened_publish(&self->chunk, screening->wave, screening->out, errors);

    if (status == SIM_OK) {
        self->here[self->number] = true;
        self->worlds += self->chunk.count;
        if (screening->done != NULL) {
            screening->done(screening->context, &self->chunk);
        }
    }
    sim_screened_free(&self->chunk);
    self->number = -1;
    return status;
}

/* --- stages --- */

/** How far a mean may lie outside an interval at this stage: what luck allows to the first replicate, two standard
 * errors of a few, nothing in the end. */
static void allowance_set(struct job *self, const struct sim_moments *held)
{
    const struct sim_matching *matching = self->self->matching;

    for (int i = 0; i < self->patterns; i++) {
        double spread = self->self->luck[i], own = sim_moments_variance(&held[i]);
        spread = own > spread * spread ? sqrt(own) : spread;
        self->allowance[i] = self->replicates == 1                     ? matching->luck * self->self->luck[i]
                             : self->replicates < matching->replicates ? 2 * spread / sqrt((double)self->replicates)
                                                                       : 0;
    }
}

/** Record at which stage a world was excluded, or that it is kept. True if the next stage is to try it. */
static bool world_judge(struct job *self, long at)
{
    const struct sim_matching *matching = self->self->matching;
    const struct sim_moments *held = self->held + at * self->patterns;
    struct sim_screened *chunk = &self->chunk;
    bool last = self->replicates >= matching->replicates;
    long world = self->left[at];

    for (int i = 0; i < self->patterns; i++)
        chunk->values[i * chunk->count + world] = self->means[i] = sim_moments_mean(&held[i]);
    allowance_set(self, held);
    struct sim_judgement found = sim_judge(matching, self->means, self->allowance, !last);
    chunk->out[world] = found.out;
    chunk->missed[world] = found.missed;
    chunk->far[world] = (float)found.far;
    chunk->fell[world] = self->failed[at]        ? SIM_FELL_FAILED
                         : found.kept && last    ? SIM_KEPT
                         : found.kept            ? SIM_FELL_LAST /* until it is judged again */
                         : self->replicates == 1 ? SIM_FELL_FIRST
                         : last                  ? SIM_FELL_LAST
                                                 : SIM_FELL_SCREEN;
    return found.kept && !last && !self->failed[at];
}

/** All runs of a stage are there: judge the worlds, and go on with those that are left. */
static enum sim_status stage_end(struct job *self, struct sim_errors *errors)
{
    const struct sim_matching *matching = self->self->matching;
    size_t bytes = (size_t)self->patterns * sizeof *self->held;
    long kept = 0;

    self->replicates += self->wanted;
    for (long at = 0; at < self->left_count; at++)
        if (world_judge(self, at)) {
            memmove(self->held + kept * self->patterns, self->held + at * self->patterns, bytes);
            self->left[kept] = self->left[at];
            self->failed[kept++] = false;
        }
    self->left_count = kept;
    if (kept == 0) {
        return chunk_end(self, errors);
    }
    stage_begin(self, self->replicates == 1 ? matching->screen : matching->replicates);
    return SIM_OK;
}

/* --- the sink --- */

static enum sim_status next(void *context, long *block, struct sim_errors *errors)
{
    struct job *self = context;
    enum sim_status status = self->number < 0 ? chunk_begin(self, errors) : SIM_OK;

    *block = self->number < 0 ? -1 : (self->chunk.first) / self->self->wave->chunk;
    return status;
}

/** Name the runs of the block: world after world, in each replicate after replicate. */
static enum sim_status fill(void *context, struct sim_block *block, struct sim_errors *errors)
{
    struct job *self = context;
    long all = self->left_count * self->wanted;

    (void)errors;
    if (self->replicates == 0) { /* the block is the chunk */
        return SIM_OK;
    }
    block->runs = self->runs;
    for (long i = 0; i < block->count; i++) {
        long k = self->given + i, at = k < all ? k / self->wanted : self->left_count - 1;
        self->runs[i] = (struct sim_run){ .replicate = self->replicates + k % self->wanted,
                                          .point = self->chunk.first + self->left[at] };
        block->status[i] = k < all ? SIM_RUN_ABSENT : SIM_RUN_DONE;
    }
    return SIM_OK;
}

static enum sim_status take(void *context, struct sim_block *block, struct sim_errors *errors)
{
    struct job *self = context;
    const struct sim_matching *matching = self->self->matching;
    long all = self->left_count * self->wanted, count = all - self->given;

    count = count < block->count ? count : block->count;
    for (long i = 0; i < count; i++) {
        long at = (self->given + i) / self->wanted;
        const struct sim_seen seen = { .block = block, .at = i };
        self->failed[at] = self->failed[at] || block->status[i] != SIM_RUN_DONE;
        for (int p = 0; p < self->patterns; p++)
            sim_moments_add(&self->held[at * self->patterns + p],
                            sim_pattern_value(&matching->patterns[p], self->plan, &seen, self->room));
    }
    self->given += count;
    self->self->runs += count;
    return self->given == all ? stage_end(self, errors) : SIM_OK;
}

static long done(void *context)
{
    return ((const struct job *)context)->worlds;
}

enum sim_status sim_screen(struct sim_screening *self, struct sim_errors *errors)
{
    struct job job;
    const struct sim_block_sink sink = { &job, take, fill, next, done };
    enum sim_status status = job_init(&job, self) ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for worlds");

    self->compute->plan = &self->wave->plan;
    status = status == SIM_OK ? sim_compute(self->compute, &sink, errors) : status;
    job_free(&job);
    return status;
}

/* --- luck --- */

/** A pilot: all replicates of all its worlds. */
struct pilot {
    const struct sim_wave *wave;
    const struct sim_matching *matching;
    struct sim_moments *held; /* [world][pattern] */
    struct sim_run *runs;
    double *room;
    long given, all;
};

static enum sim_status pilot_next(void *context, long *block, struct sim_errors *errors)
{
    const struct pilot *self = context;
    (void)errors;
    *block = self->given < self->all ? self->wave->first / self->wave->chunk : -1;
    return SIM_OK;
}

static enum sim_status pilot_fill(void *context, struct sim_block *block, struct sim_errors *errors)
{
    struct pilot *self = context;
    long each = self->matching->screen;

    (void)errors;
    block->runs = self->runs;
    for (long i = 0; i < block->count; i++) {
        long k = self->given + i < self->all ? self->given + i : self->all - 1;
        self->runs[i] = (struct sim_run){ .replicate = k % each, .point = self->wave->first + k / each };
        block->status[i] = self->given + i < self->all ? SIM_RUN_ABSENT : SIM_RUN_DONE;
    }
    return SIM_OK;
}

static enum sim_status pilot_take(void *context, struct sim_block *block, struct sim_errors *errors)
{
    struct pilot *self = context;
    int patterns = self->matching->patterns_count;

    (void)errors;
    for (long i = 0; i < block->count && self->given < self->all; i++, self->given++) {
        const struct sim_seen seen = { .block = block, .at = i };
        for (int p = 0; p < patterns; p++)
            sim_moments_add(&self->held[self->given / self->matching->screen * patterns + p],
                            sim_pattern_value(&self->matching->patterns[p], &self->wave->plan, &seen, self->room));
    }
    return SIM_OK;
}

enum sim_status sim_luck_measure(struct sim_wave *pilot, const struct sim_matching *matching,
                                 struct sim_compute *compute, double *luck, struct sim_errors *errors)
{
    size_t patterns = (size_t)matching->patterns_count, worlds = (size_t)pilot->count;
    struct pilot job = { .wave = pilot,
                         .matching = matching,
                         .held = calloc(worlds * patterns, sizeof *job.held),
                         .runs = calloc((size_t)pilot->chunk, sizeof *job.runs),
                         .room = calloc((size_t)sim_pattern_entities(matching, &pilot->plan), sizeof(double)),
                         .all = pilot->count * matching->screen };
    const struct sim_block_sink sink = { &job, pilot_take, pilot_fill, pilot_next, NULL };
    enum sim_status status = job.held != NULL && job.runs != NULL && job.room != NULL
                                 ? SIM_OK
                                 : sim_fail(errors, SIM_MEMORY, "no memory for a pilot");

    compute->plan = &pilot->plan;
    status = status == SIM_OK ? sim_compute(compute, &sink, errors) : status;
    for (size_t p = 0; p < patterns && status == SIM_OK; p++) {
        double squares = 0;
        long freedom = 0;
        for (size_t w = 0; w < worlds; w++) {
            squares += job.held[w * patterns + p].squares;
            freedom += job.held[w * patterns + p].n > 1 ? job.held[w * patterns + p].n - 1 : 0;
        }
        luck[p] = freedom > 0 ? sqrt(squares / (double)freedom) : 0;
    }
    SIM_FREE(job.held, job.runs, job.room);
    return status;
}
