/* forecast.c - times the first block and takes the spread of its outcomes; computes more replicates where it holds too
 * few of a point. */
#include "forecast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../progress.h"
#include "close_up.h"
#include "intervals.h"

/* All points share a replicate's luck, so that many replicates of few points say more of its spread than few replicates
 * of many points. */
enum { REPEATS = 32, REPEATED_RUNS = 16 };

/** Outcomes of the first points of a design. */
struct pilot {
    const struct sim_plan *plan;
    long points; /* that are looked at; 1 where points are sampled worlds, which count as repeats */
    long looks;  /* at each point, for each arm */
    struct sim_moments
        *held;    /* [outcome][arm][point]: the difference from the first arm, or the value of the only one */
    double *size; /* [outcome]: its largest value, without its sign */
};

static struct sim_moments *held_of(const struct pilot *self, int outcome, int arm)
{
    return self->held + ((long)outcome * self->plan->study->arms_count + arm) * self->points;
}

/** Add the outcomes of a block whose first run is in the first arm. */
static void pilot_take(struct pilot *self, const struct sim_block *block)
{
    int arms = self->plan->study->arms_count;

    for (long i = 0; i + arms <= block->count; i += arms) {
        long point = sim_plan_samples_worlds(self->plan) ? 0 : sim_plan_run(self->plan, block->first + i).point;
        self->looks += point < self->points;
        for (int o = 0; point < self->points && o < self->plan->model->outcomes_count; o++) {
            const double *values = block->outcomes + (long)o * block->count + i;
            for (int arm = 0; arm < arms; arm++) {
                self->size[o] = fmax(self->size[o], fabs(values[arm]));
                sim_moments_add(&held_of(self, o, arm)[point], arms > 1 ? values[arm] - values[0] : values[0]);
            }
        }
    }
}

/** Compute more replicates of the pilot's points, in the memory of `block`. */
static enum sim_status pilot_repeat(struct pilot *self, struct sim_ensemble *ensemble, struct sim_block *block,
                                    long *runs, struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;

    block->count = self->points * self->plan->study->arms_count;
    for (int i = 1; i < REPEATS && status == SIM_OK; i++) {
        block->first = i * self->plan->points * self->plan->study->arms_count;
        memset(block->status, SIM_RUN_ABSENT, (size_t)block->count);
        status = sim_ensemble_run(ensemble, block, errors);
        pilot_take(self, block);
        *runs += block->count;
    }
    return status;
}

/** Look at all points where the first block holds three replicates of each, else at a few points, which are repeated.
 */
static enum sim_status pilot_run(struct pilot *self, struct sim_ensemble *ensemble, struct sim_block *block,
                                 struct sim_forecast *forecast, struct sim_errors *errors)
{
    const struct sim_plan *plan = self->plan;
    long arms = plan->study->arms_count, few = REPEATED_RUNS > arms ? REPEATED_RUNS / arms : 1;
    bool worlds = sim_plan_samples_worlds(plan), repeated = !worlds && 3 * plan->points * arms > block->count;
    double begun = sim_seconds();
    enum sim_status status = sim_ensemble_run(ensemble, block, errors);

    forecast->seconds = (sim_seconds() - begun) * (double)plan->runs / (double)block->count;
    forecast->pilot_runs = block->count;
    self->points = worlds ? 1 : repeated && few < plan->points ? few : plan->points;
    if (status != SIM_OK || (plan->study->replicates < 2 && !worlds)) {
        return status;
    }
    self->held = calloc((size_t)(plan->model->outcomes_count * arms * self->points), sizeof *self->held);
    self->size = calloc((size_t)plan->model->outcomes_count + 1, sizeof *self->size);
    if (self->held == NULL || self->size == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a forecast");
    }
    pilot_take(self, block);
    return repeated ? pilot_repeat(self, ensemble, block, &forecast->pilot_runs, errors) : SIM_OK;
}

/** Standard deviation over the replicates of a point (over points where they are sampled worlds), of the arm where it
 * is largest. Pooled over the points, each about its own mean. NAN where fewer than three values are known, or all are
 * equal. It is divided by the root of the share of pairs that have the outcome: the others will tell nothing. */
static double spread(const struct pilot *self, int outcome, double *seen)
{
    double widest = (double)NAN;

    *seen = (double)NAN;

    for (int arm = 0; arm < self->plan->study->arms_count; arm++) {
        const struct sim_moments *held = held_of(self, outcome, arm);
        double squares = 0;
        long freedom = 0, n = 0;
        for (long p = 0; p < self->points; p++) {
            squares += held[p].squares;
            freedom += held[p].n > 1 ? held[p].n - 1 : 0;
            n += held[p].n;
        }
        double share = (double)n / (double)self->looks, here = sqrt(squares / (double)freedom / share);
        if (freedom > 1 && squares > 0 && !sim_is_rounding(here, self->size[outcome]) && !(here <= widest)) {
            widest = here;
            *seen = share;
        }
    }
    return widest;
}

static void forecast_bytes(struct sim_forecast *self, const struct sim_plan *plan)
{
    double run_bytes = sim_plan_run_bytes(plan), runs = (double)plan->runs;

    self->block_bytes = run_bytes * runs + 4096.0 * (double)plan->blocks;
    self->results_bytes = (run_bytes + 12 + 32 + 16.0 * plan->study->design.factors_count) * runs + 65536 +
                          self->snapshot_bytes + self->event_bytes;
}

enum sim_status sim_forecast_init(struct sim_forecast *self, struct sim_ensemble *ensemble, struct sim_errors *errors)
{
    const struct sim_plan *plan = ensemble->plan;
    long repeats = sim_plan_samples_worlds(plan) ? plan->points : plan->study->replicates;
    struct sim_block block = { 0 };
    struct pilot pilot = { .plan = plan };
    enum sim_status status = sim_block_init(&block, plan, 0, errors);

    *self = (struct sim_forecast){ .outcomes = plan->model->outcomes_count };
    self->half_width = calloc((size_t)self->outcomes + 1, sizeof *self->half_width);
    self->seen = calloc((size_t)self->outcomes + 1, sizeof *self->seen);
    if (status == SIM_OK && (self->half_width == NULL || self->seen == NULL)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a forecast");
    }
    if (status == SIM_OK) {
        status = pilot_run(&pilot, ensemble, &block, self, errors);
    }
    if (status == SIM_OK) {
        status = sim_close_up_bytes(plan, &self->snapshot_bytes, &self->event_bytes, errors);
    }
    if (status == SIM_OK) {
        forecast_bytes(self, plan);
        for (int i = 0; i < self->outcomes; i++)
            self->half_width[i] = repeats < 2
                                      ? (double)NAN
                                      : sim_t95(repeats) * spread(&pilot, i, &self->seen[i]) / sqrt((double)repeats);
    }
    free(pilot.held);
    free(pilot.size);
    sim_block_free(&block);
    return status;
}

void sim_forecast_free(struct sim_forecast *self)
{
    free(self->half_width);
    free(self->seen);
    *self = (struct sim_forecast){ 0 };
}
