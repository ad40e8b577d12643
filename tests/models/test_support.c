/* test_support.c - see whole.h. */
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../sim/run/ensemble.h"
#include "whole.h"

const char *rich_area(void)
{
    static char text[PATH_MAX + 16];
    char path[PATH_MAX];
    cr_assert(realpath("tests/models/rich_area.yaml", path) != NULL, "run from the root of the project");
    snprintf(text, sizeof text, "extends: %s\n", path);
    return text;
}

static void read_text(struct whole *self, const char *text)
{
    static const struct sim_overrides none = { 0 };
    char folder[] = "/tmp/cavi-test-XXXXXX", path[64];
    struct sim_errors errors = { 0 };

    *self = (struct whole){ 0 };
    cr_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/study.yaml", folder);
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
    enum sim_status status = sim_study_init(&self->study, &collaboration, path, &none, &errors);
    unlink(path);
    rmdir(folder);
    cr_assert(status == SIM_OK, "%s", errors.text);
    status = sim_plan_init(&self->plan, &collaboration, &self->study, collaboration.kernels[0]->real_bytes, &errors);
    cr_assert(status == SIM_OK, "%s", errors.text);
}

/** The numbers of a block to their runs. */
static void keep(struct whole *self, const struct sim_block *block)
{
    for (long i = 0; i < block->count; i++) {
        long run = block->first + i;
        self->reason[run] = block->status[i] == SIM_RUN_DONE ? 0 : block->reason[i];
        for (int o = 0; o < OUTCOMES_COUNT; o++)
            self->outcomes[run * OUTCOMES_COUNT + o] = block->outcomes[o * block->count + i];
        for (int h = 0; h < HISTORIES_COUNT; h++)
            memcpy(self->histories + (run * HISTORIES_COUNT + h) * block->months,
                   block->histories + (h * block->count + i) * block->months, (size_t)block->months * sizeof(float));
    }
}

static void read_format(struct whole *self, const char *format, va_list values)
{
    char *text = NULL;
    cr_assert(vasprintf(&text, format, values) > 0);
    read_text(self, text);
    free(text);
}

void whole_read(struct whole *self, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    read_format(self, format, values);
    va_end(values);
}

/** All blocks of the plan. */
static void compute(struct whole *self)
{
    struct sim_ensemble ensemble;
    struct sim_errors errors = { 0 };

    cr_assert(sim_ensemble_init(&ensemble, &self->plan, sim_kernel_choose(&collaboration, NULL), 2, &errors) == SIM_OK);
    for (long i = 0; i < self->plan.blocks; i++) {
        struct sim_block block;
        cr_assert(sim_block_init(&block, &self->plan, i, &errors) == SIM_OK);
        cr_assert(sim_ensemble_run(&ensemble, &block, &errors) == SIM_OK, "%s", errors.text);
        keep(self, &block);
        sim_block_free(&block);
    }
    sim_ensemble_free(&ensemble);
}

void whole_init(struct whole *self, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    read_format(self, format, values);
    va_end(values);
    for (int h = 0; h < HISTORIES_COUNT; h++)
        self->study.histories[h] = true;
    size_t runs = (size_t)self->plan.runs;
    self->outcomes = calloc(runs * OUTCOMES_COUNT, sizeof *self->outcomes);
    self->histories = calloc(runs * HISTORIES_COUNT * (size_t)self->study.months, sizeof *self->histories);
    self->reason = calloc(runs, 1);
    cr_assert(self->outcomes != NULL && self->histories != NULL && self->reason != NULL);
    compute(self);
}

void whole_free(struct whole *self)
{
    sim_plan_free(&self->plan);
    sim_study_free(&self->study, &collaboration);
    free(self->outcomes);
    free(self->histories);
    free(self->reason);
}

void whole_replay(const struct whole *self, long replicate, struct sim_replay *replay)
{
    struct sim_errors errors = { 0 };
    cr_assert(sim_replay_init(replay, &self->plan, (struct sim_run){ .replicate = replicate }, &errors) == SIM_OK, "%s",
              errors.text);
}

long whole_run(const struct whole *self, long replicate, long point, int arm)
{
    return (replicate * self->plan.points + point) * self->study.arms_count + arm;
}

double whole_outcome(const struct whole *self, long run, enum outcome outcome)
{
    return self->outcomes[run * OUTCOMES_COUNT + (long)outcome];
}

const float *whole_history(const struct whole *self, long run, enum history history)
{
    return self->histories + (run * HISTORIES_COUNT + (long)history) * self->study.months;
}

double whole_mean(const struct whole *self, int arm, enum outcome outcome)
{
    double sum = 0;
    for (long r = 0; r < self->study.replicates; r++)
        sum += whole_outcome(self, whole_run(self, r, 0, arm), outcome);
    return sum / (double)self->study.replicates;
}

bool whole_same(const struct whole *self, long a, long b)
{
    size_t history = HISTORIES_COUNT * (size_t)self->study.months * sizeof(float);
    return memcmp(self->outcomes + a * OUTCOMES_COUNT, self->outcomes + b * OUTCOMES_COUNT,
                  OUTCOMES_COUNT * sizeof(double)) == 0 &&
           memcmp(whole_history(self, a, 0), whole_history(self, b, 0), history) == 0;
}
