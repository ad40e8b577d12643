/* forecast.c - the first block, timed and looked at. */
#include "forecast.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "../progress.h"
#include "close_up.h"

/** Spread of an outcome over the replicates of one point, as the pilot shows it: of the paired difference where there
 * are arms to compare. Pooled over the points that the pilot reached; NAN under three values. */
static double spread(const struct sim_plan *plan, const struct sim_block *block, int outcome, double *scratch)
{
    const double *values = block->outcomes + (long)outcome * block->count;
    int arms = plan->study->arms_count;
    size_t n = 0;

    for (long i = 0; i + arms <= block->count; i += arms) {
        double value = arms > 1 ? values[i + 1] - values[i] : values[i];
        if (isfinite(value)) {
            scratch[n++] = value;
        }
    }
    return n < 3 ? (double)NAN : gsl_stats_sd(scratch, 1, n);
}

enum sim_status sim_forecast_init(struct sim_forecast *self, struct sim_ensemble *ensemble, struct sim_errors *errors)
{
    const struct sim_plan *plan = ensemble->plan;
    struct sim_block block = { 0 };
    long replicates = plan->study->replicates;
    double run_bytes, *scratch = NULL;
    enum sim_status status;

    *self = (struct sim_forecast){ .outcomes = plan->model->outcomes_count };
    self->half_width = calloc((size_t)self->outcomes + 1, sizeof *self->half_width);
    status = sim_block_init(&block, plan, 0, errors);
    scratch = calloc((size_t)block.count + 1, sizeof *scratch);
    if (status == SIM_OK && (self->half_width == NULL || scratch == NULL)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a forecast");
    }
    if (status == SIM_OK) {
        double begun = sim_seconds();
        status = sim_ensemble_run(ensemble, &block, errors);
        self->seconds = (sim_seconds() - begun) * (double)plan->runs / (double)block.count;
    }
    if (status == SIM_OK) {
        status = sim_close_up_bytes(plan, &self->snapshot_bytes, &self->event_bytes, errors);
    }
    if (status == SIM_OK) {
        self->pilot_runs = block.count;
        run_bytes = sim_plan_run_bytes(plan);
        self->block_bytes = run_bytes * (double)plan->runs + 4096.0 * (double)plan->blocks;
        self->results_bytes = (run_bytes + 12 + 32 + 16.0 * plan->study->design.factors_count) * (double)plan->runs +
                              65536 + self->snapshot_bytes + self->event_bytes;
        for (int i = 0; i < self->outcomes; i++)
            self->half_width[i] = replicates < 2 ? (double)NAN
                                                 : gsl_cdf_tdist_Pinv(0.975, (double)(replicates - 1)) *
                                                       spread(plan, &block, i, scratch) / sqrt((double)replicates);
    }
    free(scratch);
    sim_block_free(&block);
    return status;
}

void sim_forecast_free(struct sim_forecast *self)
{
    free(self->half_width);
    *self = (struct sim_forecast){ 0 };
}
