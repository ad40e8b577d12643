/* responses.c - reads the runs of one arm once, and keeps their moments. */
#include "responses.h"

#include <stdlib.h>

static void close_replicate(struct sim_responses *self)
{
    for (int i = 0; i < self->outcomes; i++) {
        sim_moments_add(&self->replicate[i], self->count[i] > 0 ? self->sum[i] / (double)self->count[i] : (double)NAN);
        self->sum[i] = 0;
        self->count[i] = 0;
    }
}

static void visit(void *context, const struct sim_seen *seen)
{
    struct sim_responses *self = context;
    if (seen->run.arm != self->arm) {
        return;
    }
    for (int i = 0; i < self->outcomes; i++) {
        double value = sim_seen_outcome(seen, i);
        sim_moments_add(&self->point[i * self->plan->points + seen->run.point], value);
        if (!isnan(value)) {
            self->sum[i] += value;
            self->count[i]++;
        }
    }
    if (seen->run.point == self->plan->points - 1) {
        close_replicate(self);
    }
}

enum sim_status sim_responses_init(struct sim_responses *self, const struct sim_plan *plan, const char *out, int arm,
                                   struct sim_errors *errors)
{
    size_t outcomes = (size_t)plan->model->outcomes_count;
    *self = (struct sim_responses){ .plan = plan, .arm = arm, .outcomes = plan->model->outcomes_count };
    self->point = calloc(outcomes * ((size_t)plan->points + 1) + 1, sizeof *self->point);
    self->sum = calloc(outcomes + 1, sizeof *self->sum);
    self->count = calloc(outcomes + 1, sizeof *self->count);
    if (self->point == NULL || self->sum == NULL || self->count == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for the outcomes of %ld points", plan->points);
    }
    self->replicate = self->point + outcomes * (size_t)plan->points;
    return sim_scan(plan, out, visit, self, errors);
}

void sim_responses_free(struct sim_responses *self)
{
    free(self->point);
    free(self->sum);
    free(self->count);
    *self = (struct sim_responses){ 0 };
}

void sim_responses_means(const struct sim_responses *self, int outcome, double *y)
{
    for (long p = 0; p < self->plan->points; p++)
        y[p] = sim_moments_mean(&self->point[outcome * self->plan->points + p]);
}

struct sim_luck sim_responses_luck(const struct sim_responses *self, int outcome)
{
    const struct sim_moments *point = self->point + outcome * self->plan->points;
    struct sim_moments means = { 0 }, within = { 0 }, replicates = { 0 };

    for (long p = 0; p < self->plan->points; p++) {
        sim_moments_add(&means, sim_moments_mean(&point[p]));
        sim_moments_add(&within, sim_moments_variance(&point[p]));
        sim_moments_add(&replicates, point[p].n > 0 ? (double)point[p].n : (double)NAN);
    }
    /* Luck that all points share moves their means alike, so that only the rest adds to the variance between points. */
    double rest =
        (within.mean - sim_moments_variance(&self->replicate[outcome])) * (double)means.n / (double)(means.n - 1);
    double between = sim_moments_variance(&means) - fmax(rest, 0) / replicates.mean;
    struct sim_luck luck = { .mean = sim_moments_mean(&means),
                             .between = between > 0 ? between : 0,
                             .within = sim_moments_mean(&within),
                             .points_without = self->plan->points - means.n };
    if (isnan(rest) || means.n < 2) {
        luck.between = sim_moments_variance(&means);
    }
    luck.share = luck.within / (luck.within + luck.between);
    return luck;
}
