/* compare.c - reads all runs once; the arms of a pair follow each other in the order of a study. */
#include "compare.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST_FOR_BIMODALITY = 20 };

static long cell(const struct sim_compare *self, long group, int arm, int outcome)
{
    return (group * self->arms + arm) * self->outcomes + outcome;
}

/** Are runs counted together that share luck, namely the points of one replicate? */
static bool are_clustered(const struct sim_compare *self)
{
    return self->plan->points > 1 && !self->by_point && !self->by_world;
}

/** Largest number of words that an outcome chooses among. */
static int most_choices(const struct sim_model *model)
{
    int most = 0;
    for (int i = 0; i < model->outcomes_count; i++) {
        int count = model->outcomes[i].choices != NULL;
        for (const char *at = model->outcomes[i].choices; at != NULL && *at != '\0'; at++)
            count += *at == ' ';
        most = count > most ? count : most;
    }
    return most;
}

static bool make_room(struct sim_compare *self)
{
    size_t cells = (size_t)(self->groups * self->arms * self->outcomes), each = (size_t)(self->arms * self->outcomes);

    self->difference = calloc(cells + 1, sizeof *self->difference);
    self->positive = calloc(cells + 1, sizeof *self->positive);
    self->level = calloc(cells + 1, sizeof *self->level);
    self->regime = calloc(cells * (size_t)self->choices + 1, sizeof *self->regime);
    self->share = calloc(each * (size_t)self->choices + 1, sizeof *self->share);
    self->ended = calloc(each * (size_t)self->choices + 1, sizeof *self->ended);
    self->values = calloc(each + 1, sizeof *self->values);
    self->sum = calloc(each + 1, sizeof *self->sum);
    self->pairs = calloc(each + 1, sizeof *self->pairs);
    bool good = self->difference != NULL && self->positive != NULL && self->level != NULL && self->regime != NULL &&
                self->share != NULL && self->ended != NULL && self->values != NULL && self->sum != NULL &&
                self->pairs != NULL;
    for (size_t i = 0; good && i < cells; i++)
        good = (self->level[i] = gsl_rstat_alloc()) != NULL;
    return good;
}

void sim_compare_free(struct sim_compare *self)
{
    long cells = self->groups * self->arms * self->outcomes;
    for (long i = 0; self->level != NULL && i < cells && self->level[i] != NULL; i++)
        gsl_rstat_free(self->level[i]);
    free(self->difference);
    free(self->positive);
    free(self->level);
    free(self->regime);
    free(self->share);
    free(self->ended);
    free(self->values);
    free(self->sum);
    free(self->pairs);
    *self = (struct sim_compare){ 0 };
}

/** All paired differences of a replicate (or of one of its points) are read: add their mean. */
static void close_pairs(struct sim_compare *self, long group)
{
    for (int i = 0; i < self->arms * self->outcomes; i++) {
        if (self->pairs[i] > 0) {
            double difference = self->sum[i] / (double)self->pairs[i];
            long at = group * self->arms * self->outcomes + i;
            sim_moments_add(&self->difference[at], difference);
            self->positive[at] += difference > 0;
        }
        self->sum[i] = 0;
        self->pairs[i] = 0;
    }
}

/** All points of a replicate are read: add the share of points that ended in each choice. */
static void close_shares(struct sim_compare *self)
{
    for (int i = 0; i < self->arms * self->outcomes; i++) {
        long *ended = self->ended + (long)i * self->choices, all = 0;
        for (int k = 0; k < self->choices; k++)
            all += ended[k];
        for (int k = 0; k < self->choices; k++) {
            if (all > 0) {
                sim_moments_add(&self->share[(long)i * self->choices + k], (double)ended[k] / (double)all);
            }
            ended[k] = 0;
        }
    }
}

static void take_level(struct sim_compare *self, long group, int arm, int outcome, double value)
{
    long at = cell(self, group, arm, outcome);
    if (isnan(value)) {
        return;
    }
    gsl_rstat_add(value, self->level[at]);
    if (self->plan->model->outcomes[outcome].choices != NULL && value >= 0 && value < self->choices) {
        self->regime[at * self->choices + (long)value]++;
        self->ended[cell(self, 0, arm, outcome) * self->choices + (long)value]++;
    }
}

/** All arms of one replicate and point are read: add their differences. */
static void take_pairs(struct sim_compare *self)
{
    for (int arm = 0; arm < self->arms; arm++)
        for (int i = 0; i < self->outcomes; i++) {
            double difference =
                self->values[arm * self->outcomes + i] - self->values[self->against * self->outcomes + i];
            if (!isnan(difference)) {
                self->sum[arm * self->outcomes + i] += difference;
                self->pairs[arm * self->outcomes + i]++;
            }
        }
}

static void visit(void *context, const struct sim_seen *seen)
{
    struct sim_compare *self = context;
    long group = self->by_point ? seen->run.point : 0;
    bool last_arm = seen->run.arm == self->arms - 1;

    self->failed += seen->block->status[seen->at] != SIM_RUN_DONE;
    for (int i = 0; i < self->outcomes; i++) {
        double value = sim_seen_outcome(seen, i);
        take_level(self, group, seen->run.arm, i, value);
        self->values[seen->run.arm * self->outcomes + i] = value;
    }
    if (last_arm) {
        take_pairs(self);
        if (self->by_point || self->by_world || seen->run.point == self->plan->points - 1) {
            close_pairs(self, group);
        }
        if (are_clustered(self) && seen->run.point == self->plan->points - 1) {
            close_shares(self);
        }
    }
}

enum sim_status sim_compare_init(struct sim_compare *self, const struct sim_plan *plan, const char *out, int against,
                                 bool by_point, struct sim_errors *errors)
{
    *self = (struct sim_compare){ .plan = plan,
                                  .against = against,
                                  .by_point = by_point,
                                  .by_world = sim_plan_samples_worlds(plan),
                                  .groups = by_point ? plan->points : 1,
                                  .arms = plan->study->arms_count,
                                  .outcomes = plan->model->outcomes_count,
                                  .choices = most_choices(plan->model) };
    return make_room(self) ? sim_scan(plan, out, visit, self, errors)
                           : sim_fail(errors, SIM_MEMORY, "no memory to compare %ld points", self->groups);
}

/* --- answers --- */

double sim_bimodality(const gsl_rstat_workspace *level)
{
    double n = (double)gsl_rstat_n(level), spread = gsl_rstat_sd(level);
    if (n < LEAST_FOR_BIMODALITY || !(spread > 0)) {
        return (double)NAN;
    }
    /* GSL divides by the unbiased standard deviation; the sample forms G1 and G2 start from the plain moments. */
    double g1 = gsl_rstat_skew(level) * pow(n / (n - 1), 1.5);
    double g2 = (gsl_rstat_kurtosis(level) + 3) * pow(n / (n - 1), 2) - 3;
    double skew = g1 * sqrt(n * (n - 1)) / (n - 2);
    double kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6);
    return (skew * skew + 1) / (kurtosis + 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3)));
}

static double level_mean(const gsl_rstat_workspace *level)
{
    return gsl_rstat_n(level) > 0 ? gsl_rstat_mean(level) : (double)NAN;
}

struct sim_effect sim_compare_effect(const struct sim_compare *self, long group, int arm, int outcome)
{
    long at = cell(self, group, arm, outcome);
    const struct sim_moments *difference = &self->difference[at];
    const gsl_rstat_workspace *level = self->level[at], *base = self->level[cell(self, group, self->against, outcome)];
    double half = sim_moments_half_width(difference), mean = sim_moments_mean(difference);
    struct sim_effect effect = {
        .n = difference->n,
        .mean_against = level_mean(base),
        .mean = level_mean(level),
        .difference = mean,
        .low = mean - half,
        .high = mean + half,
        .positive_share = difference->n > 0 ? (double)self->positive[at] / (double)difference->n : (double)NAN,
        .resolvable = sim_moments_resolvable(difference),
        .bimodality_against = are_clustered(self) ? (double)NAN : sim_bimodality(base),
        .bimodality = are_clustered(self) ? (double)NAN : sim_bimodality(level),
    };
    effect.two_regimes = effect.bimodality > 5.0 / 9 || effect.bimodality_against > 5.0 / 9;
    return effect;
}

struct sim_ended sim_compare_regime(const struct sim_compare *self, long group, int arm, int outcome, int choice)
{
    long at = cell(self, group, arm, outcome) * self->choices;
    const struct sim_moments *share = &self->share[cell(self, 0, arm, outcome) * self->choices + choice];
    struct sim_ended ended = { .count = self->regime[at + choice] };
    double mean = sim_moments_mean(share), half = sim_moments_half_width(share);

    for (int i = 0; i < self->choices; i++)
        ended.n += self->regime[at + i];
    if (share->n < 2) {
        sim_wilson(ended.count, ended.n, &ended.low, &ended.high);
    } else if (half == 0 && (mean == 0 || mean == 1)) {
        sim_wilson(mean > 0 ? share->n : 0, share->n, &ended.low, &ended.high);
    } else {
        ended.low = fmax(mean - half, 0);
        ended.high = fmin(mean + half, 1);
    }
    return ended;
}
