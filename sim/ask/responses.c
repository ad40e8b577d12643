/* responses.c - reads the runs of one arm once, and keeps their moments. */
#include "responses.h"

#include <stdlib.h>

#include "../memory.h"

static double answer(const struct sim_question *question, const struct sim_seen *seen)
{
    double value = sim_seen_outcome(seen, question->outcome);
    return question->choice < 0 || isnan(value) ? value : value == question->choice;
}

static void visit(void *context, const struct sim_seen *seen)
{
    struct sim_responses *self = context;
    long replicates = self->plan->replicates;

    for (int i = 0; i < self->count; i++) {
        double value = answer(&self->questions[i], seen);
        self->mine[i] = seen->run.arm == self->arm ? value : self->mine[i];
        self->other[i] = self->against < 0 ? 0 : seen->run.arm == self->against ? value : self->other[i];
        if (seen->run.arm == self->plan->study->arms_count - 1) {
            self->values[(i * self->plan->points + seen->run.point) * replicates + seen->run.replicate] =
                self->mine[i] - self->other[i];
        }
    }
}

enum sim_status sim_responses_ask(struct sim_responses *self, const struct sim_plan *plan, const char *out, int arm,
                                  int against, const struct sim_question *questions, int count,
                                  struct sim_errors *errors)
{
    *self =
        (struct sim_responses){ .plan = plan, .arm = arm, .against = against, .questions = questions, .count = count };
    self->values = calloc((size_t)count * (size_t)(plan->points * plan->replicates) + 1, sizeof *self->values);
    self->mine = calloc((size_t)count + 1, sizeof *self->mine);
    self->other = calloc((size_t)count + 1, sizeof *self->other);
    if (self->values == NULL || self->mine == NULL || self->other == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for the outcomes of %ld points", plan->points);
    }
    return sim_scan(plan, out, visit, self, errors);
}

enum sim_status sim_responses_init(struct sim_responses *self, const struct sim_plan *plan, const char *out, int arm,
                                   struct sim_errors *errors)
{
    int count = plan->model->outcomes_count;
    struct sim_question *all = calloc((size_t)count + 1, sizeof *all);

    if (all == NULL) {
        *self = (struct sim_responses){ 0 };
        return sim_fail(errors, SIM_MEMORY, "no memory for the outcomes of %ld points", plan->points);
    }
    for (int i = 0; i < count; i++)
        all[i] = (struct sim_question){ i, -1 };
    enum sim_status status = sim_responses_ask(self, plan, out, arm, -1, all, count, errors);
    self->own = all;
    return status;
}

void sim_responses_free(struct sim_responses *self)
{
    SIM_FREE(self->own, self->values, self->mine, self->other);
    *self = (struct sim_responses){ 0 };
}

const double *sim_responses_values(const struct sim_responses *self, int question)
{
    return self->values + question * self->plan->points * self->plan->replicates;
}

static struct sim_moments moments_of(const double *x, long count, long stride)
{
    struct sim_moments all = { 0 };
    for (long i = 0; i < count; i++)
        sim_moments_add(&all, x[i * stride]);
    return all;
}

void sim_responses_means(const struct sim_responses *self, int question, double *y)
{
    const double *values = sim_responses_values(self, question);
    long replicates = self->plan->replicates;
    for (long p = 0; p < self->plan->points; p++) {
        struct sim_moments all = moments_of(values + p * replicates, replicates, 1);
        y[p] = sim_moments_mean(&all);
    }
}

struct sim_luck sim_responses_luck(const struct sim_responses *self, int question)
{
    const double *values = sim_responses_values(self, question);
    long points = self->plan->points, replicates = self->plan->replicates;
    struct sim_moments means = { 0 }, within = { 0 }, of_replicates = { 0 }, counts = { 0 };

    for (long p = 0; p < points; p++) {
        struct sim_moments here = moments_of(values + p * replicates, replicates, 1);
        sim_moments_add(&means, sim_moments_mean(&here));
        sim_moments_add(&within, sim_moments_variance(&here));
        sim_moments_add(&counts, here.n > 0 ? (double)here.n : (double)NAN);
    }
    for (long r = 0; r < replicates; r++) {
        struct sim_moments here = moments_of(values + r, points, replicates);
        sim_moments_add(&of_replicates, sim_moments_mean(&here));
    }
    struct sim_margins margins = { sim_moments_variance(&means), sim_moments_variance(&of_replicates),
                                   sim_moments_mean(&within), (double)means.n, counts.mean };
    struct sim_components parts = sim_components_of(&margins, !sim_plan_samples_worlds(self->plan));
    struct sim_luck luck = { .mean = sim_moments_mean(&means),
                             .between = isnan(parts.points) ? margins.of_points : parts.points,
                             .within = margins.within,
                             .rest = parts.rest,
                             .points_without = points - means.n };
    luck.share = luck.within / (luck.within + luck.between);
    return luck;
}
