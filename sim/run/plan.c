/* plan.c - counts runs and blocks, and finds the settings of a run. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "../read/designs.h"
#include "depends.h"
#include "entities.h"
#include "places.h"
#include "worlds.h"

static const long MOST_RUNS = 1L << 31; /* run numbers are 32-bit in the results file */
enum { PACK = 16, LEAST_BLOCK = 64, LARGEST_BLOCK = 1 << 16, POINTS_LOOKED_AT = 8 };

/* A block is half a second to a second of work: a number of a run's state costs 0.55 to 0.95 ns a month, for one forum
 * of 12 seats to 32 of 30 (one core, AVX-512, 16 lanes; half of that in a reference workload without a theory). With
 * longer blocks a kill loses more, and whoever stops a study waits longer. With blocks of a tenth of it, fsync and the
 * start and end of threads take a share that shows. */
static const double NUMBER_MONTHS_A_BLOCK = 1.6e9;

/* Half a minute of one core. Where 64 runs, which keep four threads busy, would take longer than this, a block is as
 * little as one pack: a scheduler that gives two minutes before it ends a process, and starts it again, must find a
 * block more each time. */
static const double LONGEST_BLOCK = 4e10;

/* Results of a block. Memory holds three times as much: the block that is computed, and the one before it both as
 * numbers and as a file. Larger blocks cost more time to write than they save, since the system clears their memory
 * each time; smaller blocks have too few packs for many threads. */
static const double BYTES_A_BLOCK = 8 << 20;

/* State of a run where the model does not show it. Rather too many: blocks that are too short cost less than blocks
 * that are too long. */
static const double NUMBERS_UNKNOWN = 25000;

bool sim_plan_shape_varies(const struct sim_plan *self)
{
    const struct sim_design *design = &self->study->design;
    for (int i = 0; i < design->factors_count; i++)
        if (self->model->params.list[design->factors[i].param].shapes) {
            return true;
        }
    return false;
}

/** Make the world of each arm at a point of the design. Adds the possible ones to *count, and the numbers in their
 * state to *numbers. Complains of impossible ones. False without memory. */
static bool worlds_look(const struct sim_plan *self, struct sim_worlds *worlds, const double *row, double *numbers,
                        long *count, struct sim_errors *errors)
{
    for (int arm = 0; arm < self->study->arms_count; arm++) {
        int already = errors->count, shape = sim_worlds_shape(worlds, arm, row, errors);
        if (shape < 0) {
            return false;
        }
        if (errors->count > already) {
            sim_complain(errors, NULL, 0, 0, "arm '%s' cannot run: its world is impossible",
                         self->study->arms[arm].name);
        }
        *numbers += sim_worlds_numbers(worlds, shape);
        *count += worlds->shapes[shape].world != NULL;
    }
    sim_worlds_forget(worlds);
    return true;
}

/** How many numbers the state of a run holds: the mean over arms, and over some points where the design changes the
 * shape. At the first point every arm must have a world; at other points runs may fail. */
static enum sim_status numbers_a_run(const struct sim_plan *self, double *numbers, struct sim_errors *errors)
{
    struct sim_errors impossible = { 0 };
    struct sim_worlds worlds;
    double *row = calloc((size_t)self->study->design.factors_count + 1, sizeof *row);
    long few = self->points < POINTS_LOOKED_AT ? self->points : POINTS_LOOKED_AT, count = 0;
    long points = sim_plan_shape_varies(self) ? few : 1;
    int before = errors->count;
    enum sim_status status = sim_worlds_init(&worlds, self, errors);

    status = row == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for the worlds of the arms") : status;
    *numbers = 0;
    for (long i = 0; i < points && status == SIM_OK; i++) {
        sim_plan_rows(self, sim_design_point_among(self->points, i, POINTS_LOOKED_AT), 1, row);
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

/** Choose the runs of a block: a power of two that follows from the study alone, and not from machine, kernel or number
 * type. */
static enum sim_status cut_blocks(struct sim_plan *self, struct sim_errors *errors)
{
    double numbers, bytes = sim_plan_run_bytes(self);
    enum sim_status status = numbers_a_run(self, &numbers, errors);
    long runs = LEAST_BLOCK;

    while (runs < LARGEST_BLOCK && (double)(2 * runs) * bytes <= BYTES_A_BLOCK &&
           (double)(2 * runs) * numbers * self->study->months <= NUMBER_MONTHS_A_BLOCK)
        runs *= 2;
    while (runs > PACK && (double)runs * numbers * self->study->months > LONGEST_BLOCK)
        runs /= 2;
    self->block_runs = runs;
    self->blocks = sim_plan_blocks(self, self->replicates);
    return status;
}

enum sim_status sim_plan_init(struct sim_plan *self, const struct sim_model *model, const struct sim_study *study,
                              int real_bytes, struct sim_errors *errors)
{
    enum sim_status status;
    long each;

    /* a study that was read has a model of its own, with the cells that it names */
    *self = (struct sim_plan){ .model = study->model == NULL ? model : study->model, .study = study };
    self->points = sim_design_points(&study->design);
    each = self->points * study->arms_count;
    if (self->points > MOST_RUNS / study->arms_count || study->replicates > MOST_RUNS / each) {
        return sim_fail(errors, SIM_USAGE, "%ld replicates x %ld points x %d arms are more runs than the limit, %ld",
                        study->replicates, self->points, study->arms_count, MOST_RUNS);
    }
    self->replicates = study->replicates;
    self->runs = self->most_runs = each * study->replicates;
    self->tables = sim_places_init(model, study);
    status = self->tables == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for a plan") : SIM_OK;
    status = status == SIM_OK ? sim_entities_init(self, sim_plan_shape_varies(self), errors) : status;
    status = status == SIM_OK ? cut_blocks(self, errors) : status;
    return status == SIM_OK ? sim_depends(self, real_bytes, errors) : status;
}

void sim_plan_free(struct sim_plan *self)
{
    sim_entities_free(self);
    free(self->arm_hashes);
    if (self->tables != NULL) {
        sim_places_free(self->tables, self->model, self->study->arms_count);
    }
    *self = (struct sim_plan){ 0 };
}

double sim_plan_run_bytes(const struct sim_plan *self)
{
    int kept = 0;
    for (int i = 0; i < self->model->histories_count; i++)
        kept += self->study->histories[i];
    return 2 + 8.0 * sim_entities_column(self, self->model->outcomes_of_count) + 4.0 * kept * self->study->months;
}

long sim_plan_blocks(const struct sim_plan *self, long replicates)
{
    long runs = replicates * self->points * self->study->arms_count;
    return (runs + self->block_runs - 1) / self->block_runs;
}

long sim_plan_runs_in(const struct sim_plan *self, long block)
{
    long left = self->runs - block * self->block_runs;
    return left < self->block_runs ? left : self->block_runs;
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
    const double *worlds = self->study->design.worlds;
    return worlds != NULL                  ? (uint32_t)worlds[point] | SIM_LUCK_OF_NAMED_WORLDS
           : sim_plan_samples_worlds(self) ? (uint32_t)point + 1
                                           : 0;
}

struct sim_run sim_plan_run(const struct sim_plan *self, long r)
{
    long arms = self->study->arms_count, each = self->points * arms;
    return (struct sim_run){ .replicate = r / each, .point = r % each / arms, .arm = (int)(r % arms) };
}

struct sim_piece sim_plan_piece(const struct sim_plan *self, long first, long count)
{
    return (struct sim_piece){
        .first = sim_plan_run(self, first), .count = count, .points = self->points, .arms = self->study->arms_count
    };
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
