/* plan.c - counts runs and blocks, and names a plan by a hash of everything that its results depend on. */
#include "plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "designs.h"

static const long MOST_RUNS = 1L << 31; /* run numbers are 32-bit in the results file */
enum { LEAST_BLOCK = 64, LARGEST_BLOCK = 1024, RUN_MONTHS_A_BLOCK = 62000 };

/** About a second of work, from the study alone: a power of two, so that the plan is the same on every machine. */
static long runs_a_block(const struct sim_study *study)
{
    long runs = LEAST_BLOCK;
    while (runs < LARGEST_BLOCK && runs * 2 * study->months <= RUN_MONTHS_A_BLOCK)
        runs *= 2;
    return runs;
}

static void hash_text(XXH3_state_t *state, const char *text)
{
    XXH3_128bits_update(state, text, strlen(text) + 1);
}

/** What results depend on: the resolved study, the model and its lists, block size and number type. */
static bool plan_hash(struct sim_plan *self, int real_bytes)
{
    const struct sim_model *model = self->model;
    XXH3_state_t *state = XXH3_createState();
    XXH128_hash_t hash;

    if (state == NULL) {
        return false;
    }
    XXH3_128bits_reset(state);
    hash_text(state, self->study->text);
    hash_text(state, model->name);
    hash_text(state, model->version);
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
    self->block_runs = runs_a_block(study);
    self->blocks = sim_plan_blocks(self, self->replicates);
    return plan_hash(self, real_bytes) ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for a plan");
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
    enum sim_design_kind kind = self->study->design.kind;
    bool sample = kind == SIM_DESIGN_LATIN_HYPERCUBE || kind == SIM_DESIGN_SOBOL || kind == SIM_DESIGN_RANDOM;
    return sample && self->replicates == 1 && self->points > 1;
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
