/* matching.c - waves, and what is read from their chunks. */
#include "matching.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../kernels.h"
#include "../memory.h"
#include "../progress.h"
#include "../run/match_folder.h"

static const double NEAREST_PART = 0.02;

/* --- waves --- */

static int factors_of(const struct sim_matching_run *self)
{
    return self->study->design.factors_count;
}

/** Prepare wave `number`; `count` worlds. */
static enum sim_status wave_begin(struct sim_matching_run *self, struct sim_wave *wave, int number, long count,
                                  const struct sim_part *parts, struct sim_errors *errors)
{
    enum sim_status status = sim_wave_init(wave, self->model, self->study, self->arm, number, count, parts,
                                           self->pilot.chunk, self->kernel->real_bytes, errors);
    if (number > 0) {
        memcpy(wave->family, self->waves[0].hash, sizeof wave->family);
    }
    return status;
}

/** Prepare the pilot and the first wave. The size of chunks is that of the pilot, which does not depend on the
 * number of worlds. */
static enum sim_status waves_begin(struct sim_matching_run *self, struct sim_errors *errors)
{
    const struct sim_matching *matching = self->study->matching;
    enum sim_status status;

    self->kernel = self->compute->kernel != NULL ? self->compute->kernel : sim_kernel_choose(self->model, NULL);
    self->compute->kernel = self->kernel;
    self->luck = calloc((size_t)matching->patterns_count, sizeof *self->luck);
    status = self->luck == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for patterns")
                                : wave_begin(self, &self->pilot, SIM_PILOT_WAVE, matching->pilot, NULL, errors);
    status = status == SIM_OK ? wave_begin(self, &self->waves[0], 0, self->study->design.points, NULL, errors) : status;
    memcpy(self->pilot.family, self->waves[0].hash, sizeof self->pilot.family);
    self->drawn[0] = (struct sim_drawn){ &self->waves[0].plan, NULL, self->waves[0].count };
    self->waves_count = 1;
    return status;
}

/** The spread that luck causes: read from the folder, or measured and kept there. */
static enum sim_status luck_find(struct sim_matching_run *self, struct sim_errors *errors)
{
    static const char name[] = "pilot.worlds";
    const struct sim_matching *matching = self->study->matching;
    enum sim_progress_kind progress = self->compute->progress;
    bool there = false;
    enum sim_status status = self->out == NULL ? SIM_OK
                                               : sim_wave_numbers_read(&self->pilot, self->out, name, self->luck,
                                                                       matching->patterns_count, &there, errors);

    if (status != SIM_OK || there) {
        return status;
    }
    self->compute->progress = SIM_PROGRESS_NONE;
    status = sim_luck_measure(&self->pilot, matching, self->compute, self->luck, errors);
    self->compute->progress = progress;
    return status == SIM_OK && self->out != NULL
               ? sim_wave_numbers_publish(&self->pilot, self->out, name, self->luck, matching->patterns_count, errors)
               : status;
}

/** Without a folder the chunk stays in memory. */
static void hold(void *context, struct sim_screened *chunk)
{
    struct sim_matching_run *self = context;
    const struct sim_wave *wave = &self->waves[self->waves_count - 1];

    self->done += chunk->count;
    self->held[self->waves_count - 1][(chunk->first - wave->first) / wave->chunk] = *chunk;
    *chunk = (struct sim_screened){ 0 };
    if (self->tell != NULL) {
        self->tell(self->context, self->done, self->waves_count * wave->count);
    }
}

static struct sim_screening screening_of(struct sim_matching_run *self, struct sim_wave *wave)
{
    return (struct sim_screening){ .wave = wave,
                                   .matching = self->study->matching,
                                   .luck = self->luck,
                                   .compute = self->compute,
                                   .out = self->out,
                                   .shard = self->shard,
                                   .done = self->out == NULL ? hold : NULL,
                                   .context = self };
}

/** Called with each chunk that is read from the folder. */
typedef void (*look)(void *context, const struct sim_screened *chunk);

/** Read all chunks of wave k, one at a time. */
static enum sim_status chunks_read(const struct sim_matching_run *self, int k, look look_at, void *context,
                                   struct sim_errors *errors)
{
    const struct sim_wave *wave = &self->waves[k];
    enum sim_status status = SIM_OK;

    for (long i = 0; i < sim_wave_chunks(wave) && self->out == NULL; i++)
        look_at(context, &self->held[k][i]);
    for (long i = 0; i < sim_wave_chunks(wave) && self->out != NULL && status == SIM_OK; i++) {
        struct sim_screened chunk = { 0 };
        bool there = false;
        status = sim_screened_init(&chunk, wave, self->study->matching->patterns_count, i, errors);
        status = status == SIM_OK ? sim_screened_read(&chunk, wave, self->out, &there, errors) : status;
        if (status == SIM_OK && !there) {
            status = sim_fail(errors, SIM_DATA,
                              "%s: files of worlds were removed while they were read; repeat the command to go on",
                              self->out);
        }
        if (status == SIM_OK) {
            look_at(context, &chunk);
        }
        sim_screened_free(&chunk);
    }
    return status;
}

static void count_chunk(void *context, const struct sim_screened *chunk)
{
    sim_tally_add(context, chunk);
}

/** Weights of the kept worlds, and how many they are worth. */
static enum sim_status weigh(struct sim_matching_run *self, struct sim_errors *errors)
{
    long count = self->tally.kept_count;

    if (!SIM_RESIZE(self->weights, count + 1) ||
        !sim_weights(self->drawn, self->waves_count, self->tally.kept, count, self->weights)) {
        return sim_fail(errors, SIM_MEMORY, "no memory for the weights of %ld worlds", count);
    }
    self->effective = sim_effective(self->weights, count);
    return SIM_OK;
}

/** Compute a wave, and count it. */
static enum sim_status wave_work(struct sim_matching_run *self, struct sim_errors *errors)
{
    int k = self->waves_count - 1;
    struct sim_screening screening = screening_of(self, &self->waves[k]);
    long before = self->tally.kept_count;
    enum sim_status status;

    if (self->out == NULL) {
        self->held[k] = calloc((size_t)sim_wave_chunks(&self->waves[k]), sizeof *self->held[k]);
    }
    status = self->out == NULL && self->held[k] == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for worlds")
                                                        : sim_screen(&screening, errors);
    self->runs += screening.runs;
    sim_tally_wave(&self->tally);
    status = status == SIM_OK ? chunks_read(self, k, count_chunk, &self->tally, errors) : status;
    self->kept[k] = self->tally.kept_count - before;
    if (status == SIM_OK && self->tally.lost) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for %ld kept worlds", self->tally.kept_count);
    }
    return status == SIM_OK ? weigh(self, errors) : status;
}

/** Where the nearest worlds of the last wave lie; *narrowed: how many factors have a narrower range than in that wave.
 */
static enum sim_status parts_find(struct sim_matching_run *self, struct sim_part **parts, int *narrowed,
                                  struct sim_errors *errors)
{
    const struct sim_part *old = self->parts[self->waves_count - 1];
    size_t factors = (size_t)factors_of(self);
    long worlds[SIM_NEAR], kept = self->kept[self->waves_count - 1];
    long count = (long)(NEAREST_PART * (double)self->waves[0].count);
    char name[32];

    *narrowed = -1;
    *parts = calloc(factors + 1, sizeof **parts);
    count = count < kept ? kept : count;
    count = count < SIM_NEAR / 4 ? SIM_NEAR / 4 : count > SIM_NEAR ? SIM_NEAR : count;
    count = count < self->tally.near_count ? count : self->tally.near_count;
    for (long i = 0; i < count; i++)
        worlds[i] = self->tally.near[i].world;
    for (size_t f = 0; *parts != NULL && f < factors; f++)
        (*parts)[f] = old == NULL ? (struct sim_part){ 0, 1 } : old[f];
    snprintf(name, sizeof name, "wave %d", self->waves_count);
    if (*parts != NULL) {
        *narrowed = sim_narrow(self->drawn, worlds, count, *parts, sim_stream_of(self->study->seed, name));
    }
    return *narrowed < 0 ? sim_fail(errors, SIM_MEMORY, "no memory for a further wave") : SIM_OK;
}

/** Draw further waves while fewer worlds are kept than are wanted. */
static enum sim_status waves_go_on(struct sim_matching_run *self, struct sim_errors *errors)
{
    const struct sim_matching *matching = self->study->matching;
    enum sim_status status = SIM_OK;

    while (status == SIM_OK && self->effective < (double)matching->keep && self->waves_count < matching->waves) {
        struct sim_part *parts = NULL;
        int narrowed = 0, k = self->waves_count;
        status = parts_find(self, &parts, &narrowed, errors);
        self->parts[k] = parts;
        if (status != SIM_OK || narrowed == 0) {
            self->stuck = status == SIM_OK;
            break;
        }
        self->waves_count++;
        status = wave_begin(self, &self->waves[k], k, self->waves[0].count, parts, errors);
        self->drawn[k] = (struct sim_drawn){ &self->waves[k].plan, parts, self->waves[k].count };
        status = status == SIM_OK ? wave_work(self, errors) : status;
    }
    return status;
}

/* --- what is kept --- */

void sim_matching_row(const struct sim_matching_run *self, long world, double *values)
{
    sim_plan_rows(&self->waves[sim_wave_of(world)].plan, world, 1, values);
}

/** Choose the sample of equal weight. */
static enum sim_status choose(struct sim_matching_run *self, struct sim_errors *errors)
{
    long wanted = self->study->matching->keep, worth = (long)floor(self->effective + 1e-9);

    self->rows_count = worth < wanted ? worth : wanted;
    self->rows = calloc((size_t)self->rows_count + 1, sizeof *self->rows);
    if (self->rows == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for %ld worlds", self->rows_count);
    }
    sim_choose(self->weights, self->tally.kept_count, self->rows_count, self->rows);
    for (long i = 0; i < self->rows_count; i++)
        self->rows[i] = self->tally.kept[self->rows[i]];
    return SIM_OK;
}

/** Which numbers of which worlds are wanted. */
struct wanted {
    const long *worlds;
    long count;
    int patterns;
    double *values; /* [world][pattern] */
};

static void values_take(void *context, const struct sim_screened *chunk)
{
    const struct wanted *wanted = context;
    for (long i = 0; i < wanted->count; i++) {
        long at = wanted->worlds[i] - chunk->first;
        for (int p = 0; at >= 0 && at < chunk->count && p < wanted->patterns; p++)
            wanted->values[i * wanted->patterns + p] = chunk->values[p * chunk->count + at];
    }
}

static enum sim_status values_find(const struct sim_matching_run *self, const long *worlds, long count, double **values,
                                   struct sim_errors *errors)
{
    int patterns = self->study->matching->patterns_count;
    struct wanted wanted = { worlds, count, patterns, calloc((size_t)(count * patterns) + 1, sizeof(double)) };
    enum sim_status status =
        wanted.values == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for %ld worlds", count) : SIM_OK;

    *values = wanted.values;
    for (int k = 0; k < self->waves_count && status == SIM_OK; k++)
        status = chunks_read(self, k, values_take, &wanted, errors);
    return status;
}

/** What the kept worlds say of each factor. */
static enum sim_status learn(struct sim_matching_run *self, struct sim_errors *errors)
{
    self->learned = calloc((size_t)factors_of(self) + 1, sizeof *self->learned);
    return self->learned != NULL && sim_learn(self->drawn, self->tally.kept, self->weights, self->tally.kept_count,
                                              sim_stream_of(self->study->seed, "learned"), self->learned, &self->line)
               ? SIM_OK
               : sim_fail(errors, SIM_MEMORY, "no memory for what was learned");
}

/* --- the whole --- */

/** The study with its patterns, as the folder keeps it. */
static enum sim_status folder_open(const struct sim_matching_run *self, struct sim_errors *errors)
{
    const char *study = self->study->text;
    char *patterns = sim_matching_text(self->study->matching, self->study->model, true);
    char *text = patterns == NULL ? NULL : malloc(strlen(study) + strlen(patterns) + 1);
    enum sim_status status = SIM_OK;

    if (text == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "no memory");
    } else {
        strcpy(stpcpy(text, study), patterns);
        status = sim_match_folder_open(&self->waves[0], text, self->out, errors);
    }
    free(patterns);
    free(text);
    return status;
}

enum sim_status sim_matching_work(struct sim_matching_run *self, struct sim_errors *errors)
{
    long nearest[SIM_NEAREST];
    enum sim_status status = waves_begin(self, errors);

    status = status == SIM_OK && self->out != NULL ? folder_open(self, errors) : status;
    status = status == SIM_OK ? luck_find(self, errors) : status;
    if (status == SIM_OK && !sim_tally_init(&self->tally, self->study->matching)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for patterns");
    }
    status = status == SIM_OK ? wave_work(self, errors) : status;
    status = status == SIM_OK ? waves_go_on(self, errors) : status;
    status = status == SIM_OK ? choose(self, errors) : status;
    for (int i = 0; i < self->tally.nearest_count; i++)
        nearest[i] = self->tally.nearest[i].world;
    status = status == SIM_OK ? values_find(self, self->rows, self->rows_count, &self->values, errors) : status;
    status =
        status == SIM_OK ? values_find(self, nearest, self->tally.nearest_count, &self->near_values, errors) : status;
    return status == SIM_OK ? learn(self, errors) : status;
}

static void forecast_take(void *context, struct sim_screened *chunk)
{
    struct sim_match_forecast *forecast = context;
    forecast->worlds += chunk->count;
    for (long i = 0; i < chunk->count; i++)
        forecast->fell[chunk->fell[i]]++;
}

enum sim_status sim_matching_forecast(struct sim_matching_run *self, struct sim_match_forecast *forecast,
                                      struct sim_errors *errors)
{
    enum sim_status status = waves_begin(self, errors);
    double begun;

    *forecast = (struct sim_match_forecast){ 0 };
    self->out = NULL;
    status = status == SIM_OK ? luck_find(self, errors) : status;
    if (status == SIM_OK) {
        struct sim_screening screening = screening_of(self, &self->waves[0]);
        screening.shard = (struct sim_shard){ 0, 1 };
        screening.chunks = 1;
        screening.done = forecast_take;
        screening.context = forecast;
        begun = sim_seconds();
        status = sim_screen(&screening, errors);
        forecast->seconds = sim_seconds() - begun;
        forecast->runs = screening.runs;
    }
    return status;
}

void sim_matching_run_free(struct sim_matching_run *self)
{
    for (int k = 0; k < SIM_MOST_WAVES; k++) {
        for (long i = 0; self->held[k] != NULL && i < sim_wave_chunks(&self->waves[k]); i++)
            sim_screened_free(&self->held[k][i]);
        free(self->held[k]);
        sim_wave_free(&self->waves[k]);
        free(self->parts[k]);
    }
    sim_wave_free(&self->pilot);
    sim_tally_free(&self->tally);
    SIM_FREE(self->luck, self->weights, self->rows, self->values, self->near_values, self->learned);
    *self = (struct sim_matching_run){ 0 };
}
