/* plan.c - counts runs and blocks, and names a plan by a hash of everything that its results depend on. */
#include "plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "../read/designs.h"
#include "worlds.h"

static const long MOST_RUNS = 1L << 31; /* run numbers are 32-bit in the results file */
enum { LEAST_BLOCK = 64, LARGEST_BLOCK = 1 << 16, POINTS_LOOKED_AT = 8 };

/* A number of a run's state costs 0.55 to 0.95 ns a month, from a forum of 12 seats to 32 of 30 (one core, AVX-512,
 * 16 lanes; half of it in a reference workload without a theory): these are half a second to one. Longer blocks would
 * let a kill cost more, and somebody who stops a study wait longer; at a tenth of it fsync, the start of threads and
 * their wait for each other at the end show. */
static const double NUMBER_MONTHS_A_BLOCK = 1.6e9;

/* Of results. Memory holds some four times as much: one block in the making; of the one before it numbers and image.
 * Larger ones cost more of writing than they save, since their memory is given back to the system and cleared anew;
 * smaller ones have too few packs for many threads. */
static const double BYTES_A_BLOCK = 8 << 20;

/* A run of a model that does not show its state: rather too many, since small blocks cost less than long ones. */
static const double NUMBERS_UNKNOWN = 25000;

/** Does the design change how many entities there are? */
bool sim_plan_shape_varies(const struct sim_plan *self)
{
    const struct sim_design *design = &self->study->design;
    for (int i = 0; i < design->factors_count; i++)
        if (self->model->params.list[design->factors[i].param].shapes) {
            return true;
        }
    return false;
}

/** The world of each arm at a point of the design: adds to how many there are, and to the numbers that a run of each
 * holds. Complains of the impossible. False without memory. */
static bool worlds_look(const struct sim_plan *self, struct sim_worlds *worlds, const double *row, double *numbers,
                        long *count, struct sim_errors *errors)
{
    for (int arm = 0; arm < self->study->arms_count; arm++) {
        int already = errors->count, shape = sim_worlds_shape(worlds, arm, row, errors);
        if (shape < 0) {
            return false;
        }
        if (errors->count > already) {
            sim_complain(errors, NULL, 0, 0, "so arm '%s' has no world to run in", self->study->arms[arm].name);
        }
        *numbers += sim_worlds_numbers(worlds, shape);
        *count += worlds->shapes[shape].world != NULL;
    }
    sim_worlds_forget(worlds);
    return true;
}

static long points_looked_at(const struct sim_plan *self)
{
    return self->points < POINTS_LOOKED_AT ? self->points : POINTS_LOOKED_AT;
}

/** All points where there are few. Among many, steps of the golden section: they meet all levels of a grid, which steps
 * of equal length may not. */
static long point_looked_at(const struct sim_plan *self, long i)
{
    static const double golden = 0.6180339887498949;
    double along = (double)i * golden;
    return self->points <= POINTS_LOOKED_AT ? i : (long)((along - floor(along)) * (double)self->points);
}

/** Numbers that the state of a run holds: a mean over arms, and over some points where the design changes the shape.
 * An arm must have a world at the first point; at others a run may fail. */
static enum sim_status numbers_a_run(const struct sim_plan *self, double *numbers, struct sim_errors *errors)
{
    struct sim_errors impossible = { 0 };
    struct sim_worlds worlds;
    double *row = calloc((size_t)self->study->design.factors_count + 1, sizeof *row);
    long points = sim_plan_shape_varies(self) ? points_looked_at(self) : 1, count = 0;
    int before = errors->count;
    enum sim_status status = sim_worlds_init(&worlds, self->model, self->study, errors);

    status = row == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for the worlds of the arms") : status;
    *numbers = 0;
    for (long i = 0; i < points && status == SIM_OK; i++) {
        sim_plan_rows(self, point_looked_at(self, i), 1, row);
        bool good = worlds_look(self, &worlds, row, numbers, &count, i == 0 ? errors : &impossible);
        status = !good                    ? sim_fail(errors, SIM_MEMORY, "no memory for the worlds of the arms")
                 : errors->count > before ? SIM_USAGE
                                          : SIM_OK;
    }
    *numbers = *numbers > 0 ? *numbers / (double)count : NUMBERS_UNKNOWN;
    sim_errors_free(&impossible);
    sim_worlds_free(&worlds);
    free(row);
    return status;
}

/** A power of two, from the study alone: not from machine, kernel or number type. */
static enum sim_status cut_blocks(struct sim_plan *self, struct sim_errors *errors)
{
    double numbers, bytes = sim_plan_run_bytes(self);
    enum sim_status status = numbers_a_run(self, &numbers, errors);
    long runs = LEAST_BLOCK;

    while (runs < LARGEST_BLOCK && (double)(2 * runs) * bytes <= BYTES_A_BLOCK &&
           (double)(2 * runs) * numbers * self->study->months <= NUMBER_MONTHS_A_BLOCK)
        runs *= 2;
    self->block_runs = runs;
    self->blocks = sim_plan_blocks(self, self->replicates);
    return status;
}

static void hash_text(XXH3_state_t *state, const char *text)
{
    XXH3_128bits_update(state, text, strlen(text) + 1);
}

/** What runs depend on: the resolved study but for its title and the like, the model and its lists, block size and
 * number type. */
static bool plan_hash(struct sim_plan *self, int real_bytes)
{
    const struct sim_model *model = self->model;
    XXH3_state_t *state = XXH3_createState();
    XXH128_hash_t hash;

    if (state == NULL) {
        return false;
    }
    XXH3_128bits_reset(state);
    hash_text(state, self->study->essence);
    hash_text(state, model->name);
    hash_text(state, model->version);
    if (sim_plan_samples_worlds(self)) {
        hash_text(state, "each world has luck of its own"); /* it once had not: such folders are not gone on with */
    }
    for (int i = 0; i < model->params.count; i++) {
        hash_text(state, model->params.list[i].name);
        XXH3_128bits_update(state, &model->params.list[i].value, sizeof(double));
    }
    for (int i = 0; i < model->outcomes_count; i++)
        hash_text(state, model->outcomes[i].name);
    for (int i = 0; i < model->histories_count; i++)
        hash_text(state, model->histories[i].name);
    XXH3_128bits_update(state, &self->block_runs, sizeof self->block_runs);
    XXH3_128bits_update(state, &real_bytes, sizeof real_bytes);
    hash = XXH3_128bits_digest(state);
    XXH3_freeState(state);
    self->hash[0] = hash.low64;
    self->hash[1] = hash.high64;
    return true;
}

enum sim_status sim_plan_init(struct sim_plan *self, const struct sim_model *model, const struct sim_study *study,
                              int real_bytes, struct sim_errors *errors)
{
    enum sim_status status;
    long each;

    *self = (struct sim_plan){ .model = model, .study = study };
    self->points = sim_design_points(&study->design);
    each = self->points * study->arms_count;
    if (self->points > MOST_RUNS / study->arms_count || study->replicates > MOST_RUNS / each) {
        return sim_fail(errors, SIM_USAGE, "%ld replicates x %ld points x %d arms are more runs than the most, %ld",
                        study->replicates, self->points, study->arms_count, MOST_RUNS);
    }
    self->replicates = study->replicates;
    self->runs = self->most_runs = each * study->replicates;
    status = cut_blocks(self, errors);
    if (status == SIM_OK && !plan_hash(self, real_bytes)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a plan");
    }
    return status;
}

void sim_plan_free(struct sim_plan *self)
{
    *self = (struct sim_plan){ 0 };
}

double sim_plan_run_bytes(const struct sim_plan *self)
{
    int kept = 0;
    for (int i = 0; i < self->model->histories_count; i++)
        kept += self->study->histories[i];
    return 2 + 8.0 * self->model->outcomes_count + 4.0 * kept * self->study->months;
}

long sim_plan_blocks(const struct sim_plan *self, long replicates)
{
    long runs = replicates * self->points * self->study->arms_count;
    return (runs + self->block_runs - 1) / self->block_runs;
}

void sim_plan_decide(struct sim_plan *self, const struct sim_decision *decision)
{
    self->decision = *decision;
    self->replicates = decision->replicates;
    self->runs = decision->replicates * self->points * self->study->arms_count;
    self->blocks = sim_plan_blocks(self, decision->replicates);
}

bool sim_plan_samples_worlds(const struct sim_plan *self)
{
    return sim_design_draws_worlds(&self->study->design);
}

uint32_t sim_plan_luck(const struct sim_plan *self, long point)
{
    return sim_plan_samples_worlds(self) ? (uint32_t)point + 1 : 0;
}

struct sim_run sim_plan_run(const struct sim_plan *self, long r)
{
    long arms = self->study->arms_count, each = self->points * arms;
    return (struct sim_run){ .replicate = r / each, .point = r % each / arms, .arm = (int)(r % arms) };
}

void sim_plan_rows(const struct sim_plan *self, long first, long count, double *rows)
{
    const struct sim_design *design = &self->study->design;
    long before_end = self->points - first < count ? self->points - first : count;

    sim_design_rows(design, self->model, self->study->seed, first, before_end, rows);
    sim_design_rows(design, self->model, self->study->seed, 0, count - before_end,
                    rows + before_end * design->factors_count);
}

static bool same_path(const struct sim_path *a, const struct sim_path *b)
{
    size_t bytes = (size_t)a->count * sizeof(double);
    return a->count == b->count &&
           (a->count == 0 || (a->linear == b->linear && memcmp(a->month, b->month, bytes) == 0 &&
                              memcmp(a->value, b->value, bytes) == 0));
}

/** Column of the design that varies a parameter, or -1. */
static int column_of(const struct sim_plan *self, int param)
{
    for (int i = 0; i < self->study->design.factors_count; i++)
        if (self->study->design.factors[i].param == param) {
            return i;
        }
    return -1;
}

bool sim_plan_varies(const struct sim_plan *self, int param)
{
    const struct sim_arm *arms = self->study->arms;
    for (int a = 1; a < self->study->arms_count; a++)
        if (arms[a].values[param] != arms[0].values[param] ||
            !same_path(&arms[a].paths[param], &arms[0].paths[param])) {
            return true;
        }
    return column_of(self, param) >= 0;
}

double sim_plan_value(const struct sim_plan *self, int arm, const double *row, int param, int month)
{
    int column = column_of(self, param);
    return column >= 0 ? row[column] : sim_arm_value(&self->study->arms[arm], param, month);
}

void sim_plan_units(const struct sim_plan *self, long first, long count, double *rows)
{
    sim_design_units(&self->study->design, self->study->seed, first, count, rows);
}
