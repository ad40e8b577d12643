/* test_oracle.c - the kernel and the oracle, which is written from the description alone, are the same model: every
 * state variable of every entity after every phase of every month, and all outcomes, to the bit. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "models/collaboration.h"
#include "oracle.h"
#include "oracle_sample.h"
#include "sim/run/replay.h"

enum { FIRST_DAY = -1, MOST_TOLD = 12 };

/** One run of a study, computed by both. */
struct twins {
    struct sim_study study;
    struct sim_plan plan;
    struct sim_replay kernel;
    struct oracle oracle;
    struct sim_errors errors;
    const char *name;
};

/** Open the study that `write` wrote. The run is replicate 2: neither the first nor the last. */
static void twins_open(struct twins *self, const char *path, const char *name)
{
    struct sim_overrides none = { 0 };
    *self = (struct twins){ .name = name };
    bool good = sim_study_init(&self->study, &collaboration, path, &none, &self->errors) == SIM_OK &&
                sim_plan_init(&self->plan, &collaboration, &self->study, 4, &self->errors) == SIM_OK &&
                sim_replay_init(&self->kernel, &self->plan, (struct sim_run){ 2, 0, 0 }, &self->errors) == SIM_OK;
    cr_assert(good, "%s: %s", name, self->errors.text);
    oracle_init(&self->oracle, self->kernel.world);
    self->oracle.seed[0] = (uint32_t)self->study.seed;
    self->oracle.seed[1] = (uint32_t)(self->study.seed >> 32);
    self->oracle.replicate = 2;
    self->oracle.months = self->study.months;
    memcpy(self->oracle.without, self->study.arms[0].without, sizeof self->oracle.without);
}

static void twins_close(struct twins *self)
{
    oracle_free(&self->oracle);
    sim_replay_free(&self->kernel);
    sim_plan_free(&self->plan);
    sim_study_free(&self->study, &collaboration);
    sim_errors_free(&self->errors);
}

/** Value of a path in a month: steps, or straight lines between the points. */
static double on_path(const struct sim_path *path, int month)
{
    int next = 0;
    while (next < path->count && path->month[next] <= month)
        next++;
    if (next == 0 || next == path->count) {
        return path->value[next == 0 ? 0 : path->count - 1];
    }
    double from = path->value[next - 1],
           part = (month - path->month[next - 1]) / (path->month[next] - path->month[next - 1]);
    return path->linear ? from + part * (path->value[next] - from) : from;
}

/** The oracle's month begins: its parameters as they stand now. */
static void month_begins(struct twins *self, int month)
{
    const struct sim_arm *arm = &self->study.arms[0];
    self->oracle.month = month;
    for (int i = 0; i < collaboration.params.count; i++)
        self->oracle.param[i] = (float)(arm->paths[i].count > 0 ? on_path(&arm->paths[i], month) : arm->values[i]);
}

/** Rows of a state variable before they differ; all rows where they do not. Bits, but for the sign of 0. */
static int same_rows(const struct twins *self, int state, int rows)
{
    const float *column = self->kernel.kernel->column(&self->kernel.room.pack, state);
    for (int row = 0; row < rows; row++)
        if (!(column[row * self->kernel.kernel->lanes] == oracle_value(&self->oracle, state, row))) {
            return row;
        }
    return rows;
}

/** Compares all state; tells the first variables that differ. Returns how many do. */
static int differences(const struct twins *self, int month, int phase)
{
    const char *after = phase == FIRST_DAY ? "the first day" : collaboration.phases[phase].name;
    int found = 0;
    for (int state = 0; state < STATES_COUNT; state++) {
        int rows = sim_replay_rows(&self->kernel, state), row = same_rows(self, state, rows);
        char entity[160];
        if (row == rows) {
            continue;
        }
        collaboration.entity(self->kernel.world, collaboration.state[state].extent, row, entity, sizeof entity);
        if (found++ < MOST_TOLD) {
            cr_log_error("%s, month %d, after %s: %s of %s is %.9g in the kernel, %.9g in the oracle", self->name,
                         month, after, collaboration.state[state].name, entity,
                         sim_replay_value(&self->kernel, state, row), (double)oracle_value(&self->oracle, state, row));
        }
    }
    return found;
}

/** What was read of the month. */
static int readings_differ(const struct twins *self, int month)
{
    const float *histories = self->kernel.room.pack.histories;
    int found = 0;
    for (int i = 0; i < HISTORIES_COUNT; i++) {
        float kernel = histories[i * self->kernel.kernel->lanes], oracle = self->oracle.history[i];
        if (!(kernel == oracle)) {
            found++;
            cr_log_error("%s, month %d: history %s is %.9g in the kernel, %.9g in the oracle", self->name, month,
                         collaboration.histories[i].name, (double)kernel, (double)oracle);
        }
    }
    return found;
}

/** Shares that lie outside 0..1 by more than rounding; noise is none, and pressure may be above 1. */
static int strays(const struct twins *self, int month)
{
    int found = 0;
    for (int state = 0; state < STATES_COUNT; state++) {
        const struct sim_state *variable = &collaboration.state[state];
        bool bounded = variable->extent >= EXTENT_ORGANISATION && strcmp(variable->unit, "share") == 0;
        for (int row = 0; bounded && row < sim_replay_rows(&self->kernel, state); row++) {
            float value = oracle_value(&self->oracle, state, row);
            if (!(value >= 0 && value <= 1.00001f) && found++ < MOST_TOLD) {
                cr_log_error("%s, month %d: %s of number %d is %.9g", self->name, month, variable->name, row,
                             (double)value);
            }
        }
    }
    return found;
}

static int month_of_both(struct twins *self, int month)
{
    int found = 0;
    sim_replay_begin(&self->kernel);
    month_begins(self, month);
    for (int phase = 0; phase < PHASES_COUNT && found == 0; phase++) {
        sim_replay_phase(&self->kernel, phase);
        oracle_phase(&self->oracle, phase);
        found = differences(self, month, phase);
    }
    cr_expect(strays(self, month) == 0, "shares stray in %s", self->name);
    return found > 0 ? found : readings_differ(self, month);
}

static int outcomes_differ(struct twins *self)
{
    struct sim_pack *pack = &self->kernel.room.pack;
    int found = 0;
    pack->month = pack->months;
    self->kernel.kernel->finish(pack);
    self->kernel.kernel->check(pack);
    cr_expect(pack->failed[0] == 0, "%s breaks invariant %d", self->name, pack->failed[0]);
    oracle_finish(&self->oracle);
    for (int i = 0; i < OUTCOMES_COUNT; i++) {
        double a = pack->outcomes[i * self->kernel.kernel->lanes], b = self->oracle.outcome[i];
        if (a != b && !(isnan(a) && isnan(b))) {
            found++;
            cr_log_error("%s: outcome %s is %.17g in the kernel, %.17g in the oracle", self->name,
                         collaboration.outcomes[i].name, a, b);
        }
    }
    return found;
}

/** Both through all months; stops at the first phase after which they differ. */
static int twins_part(struct twins *self)
{
    month_begins(self, 0);
    oracle_first_day(&self->oracle);
    int found = differences(self, 0, FIRST_DAY);
    for (int month = 0; month < self->study.months && found == 0; month++)
        found = month_of_both(self, month);
    return found > 0 ? found : outcomes_differ(self);
}

/** Sample number `number`, written, read, run by both. */
static void compare(int number, enum sample_world kind, const char *scenario)
{
    char path[] = "/tmp/oracle-XXXXXX", name[64];
    struct twins twins;
    int descriptor = mkstemp(path);
    FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    cr_assert(file != NULL);
    sample_write(file, number, kind, scenario);
    fclose(file);
    snprintf(name, sizeof name, "sample %d", number);
    twins_open(&twins, path, name);
    unlink(path);
    cr_expect(twins_part(&twins) == 0, "kernel and oracle part in %s", name);
    twins_close(&twins);
}

/** As many samples as ORACLE_WORLDS says, from ORACLE_FIRST on. */
static void compare_all(enum sample_world kind, const char *scenario, int usual)
{
    const char *worlds = getenv("ORACLE_WORLDS"), *first = getenv("ORACLE_FIRST");
    int from = first == NULL ? 0 : atoi(first), count = worlds == NULL ? usual : atoi(worlds);
    for (int i = from; i < from + count; i++)
        compare(i, kind, scenario);
}

Test(oracle, agrees_with_the_kernel_on_made_areas)
{
    compare_all(SAMPLE_MADE, NULL, 60);
}

Test(oracle, agrees_with_the_kernel_on_areas_from_random_tables)
{
    compare_all(SAMPLE_TABLES, NULL, 60);
}

Test(oracle, agrees_with_the_kernel_on_the_childrens_services_of_a_district)
{
    char *scenario = realpath("configs/scenarios/childrens_services_brexit.yaml", NULL);
    cr_assert(scenario != NULL, "run in the folder that holds configs/");
    compare_all(SAMPLE_SCENARIO, scenario, 9);
    free(scenario);
}
