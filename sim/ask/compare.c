/* compare.c - reads all runs once; the arms of a pair follow each other in the order of a study. What follows from the
 * rows is in effects.c. */
#include "compare.h"

#include <stdlib.h>
#include <string.h>

static const long MOST_CELLS = 1L << 23; /* of rows by arms and outcomes */

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

/** Do runs that are counted together share luck or a world? */
static bool are_clustered(const struct sim_compare *self)
{
    bool alone = self->by_world && self->plan->replicates == 1 && !self->by_sequence;
    return !self->by_point && self->plan->points > 1 && !alone;
}

/** As many rows as there are units and memory. */
static void count_rows(struct sim_compare *self)
{
    const struct sim_design *design = &self->plan->study->design;
    long cells = self->groups * self->arms * self->outcomes, most = MOST_CELLS / (cells > 0 ? cells : 1);

    self->units = self->by_world ? self->plan->points : self->plan->replicates;
    most = most < 2 ? 2 : most > SIM_MOST_ROWS ? SIM_MOST_ROWS : most;
    self->each = (self->units + most - 1) / most;
    if (self->by_world && sim_design_randomisations(design) > 1) {
        self->each = design->points;
        self->by_sequence = true;
    }
    self->rows = (self->units + self->each - 1) / self->each;
}

static bool make_room(struct sim_compare *self)
{
    size_t each = (size_t)(self->arms * self->outcomes), cells = (size_t)self->groups * each;
    size_t rows = (size_t)self->rows;

    self->sum = calloc(cells * rows + 1, sizeof *self->sum);
    self->count = calloc(cells * rows + 1, sizeof *self->count);
    self->level = calloc(cells + 1, sizeof *self->level);
    self->pairs = calloc(cells + 1, sizeof *self->pairs);
    self->positive = calloc(cells + 1, sizeof *self->positive);
    self->ended = calloc(cells * rows * (size_t)self->choices + 1, sizeof *self->ended);
    self->sample = are_clustered(self) ? NULL : malloc((cells * rows + 1) * sizeof *self->sample);
    self->values = calloc(each + 1, sizeof *self->values);
    self->unit = calloc(each + 1, sizeof *self->unit);
    self->unit_pairs = calloc(each + 1, sizeof *self->unit_pairs);
    self->holm = calloc(cells + 1, sizeof *self->holm);
    for (size_t i = 0; self->sample != NULL && i < cells * rows; i++)
        self->sample[i] = (double)NAN;
    return self->sum != NULL && self->count != NULL && self->level != NULL && self->pairs != NULL &&
           self->positive != NULL && self->ended != NULL && (self->sample != NULL || are_clustered(self)) &&
           self->values != NULL && self->unit != NULL && self->unit_pairs != NULL && self->holm != NULL;
}

void sim_compare_free(struct sim_compare *self)
{
    free(self->sum);
    free(self->count);
    free(self->level);
    free(self->pairs);
    free(self->positive);
    free(self->ended);
    free(self->sample);
    free(self->values);
    free(self->unit);
    free(self->unit_pairs);
    free(self->holm);
    *self = (struct sim_compare){ 0 };
}

/** The row that a run belongs to. */
static long row_of(const struct sim_compare *self, const struct sim_run *run)
{
    return (self->by_world ? run->point : run->replicate) / self->each;
}

static void take_level(struct sim_compare *self, const struct sim_run *run, long group, int outcome, double value)
{
    long at = (group * self->arms + run->arm) * self->outcomes + outcome, row = row_of(self, run);
    bool first = (self->by_world ? run->point : run->replicate) % self->each == 0;

    sim_moments_add(&self->level[at], value);
    if (self->sample != NULL && first) {
        self->sample[at * self->rows + row] = value;
    }
    if (self->plan->model->outcomes[outcome].choices != NULL && value >= 0 && value < self->choices) {
        long in_row = ((group * self->rows + row) * self->arms + run->arm) * self->outcomes + outcome;
        self->ended[in_row * self->choices + (long)value]++;
    }
}

/** All arms of one replicate and point are read: add their differences. */
static void take_pairs(struct sim_compare *self, long group)
{
    for (int arm = 0; arm < self->arms; arm++)
        for (int i = 0; i < self->outcomes; i++) {
            int at = arm * self->outcomes + i;
            double difference = self->values[at] - self->values[self->against * self->outcomes + i];
            if (!isnan(difference)) {
                self->unit[at] += difference;
                self->unit_pairs[at]++;
                self->pairs[group * self->arms * self->outcomes + at]++;
            }
        }
}

/** The differences in hand go into a row: one of a unit, or the mean of them. */
static void close_unit(struct sim_compare *self, long group, long row)
{
    long width = self->arms * self->outcomes;
    for (long i = 0; i < width; i++) {
        if (self->unit_pairs[i] > 0) {
            double difference = self->unit[i] / (double)self->unit_pairs[i];
            self->sum[(group * self->rows + row) * width + i] += difference;
            self->count[(group * self->rows + row) * width + i]++;
            self->positive[group * width + i] += difference > 0;
        }
        self->unit[i] = 0;
        self->unit_pairs[i] = 0;
    }
}

static void visit(void *context, const struct sim_seen *seen)
{
    struct sim_compare *self = context;
    long group = self->by_point ? seen->run.point : 0;

    self->failed += seen->block->status[seen->at] != SIM_RUN_DONE;
    for (int i = 0; i < self->outcomes; i++) {
        double value = sim_seen_outcome(seen, i);
        take_level(self, &seen->run, group, i, value);
        self->values[seen->run.arm * self->outcomes + i] = value;
    }
    if (seen->run.arm == self->arms - 1) {
        take_pairs(self, group);
        if (self->by_point || self->by_world || seen->run.point == self->plan->points - 1) {
            close_unit(self, group, row_of(self, &seen->run));
        }
    }
}

enum sim_status sim_compare_init(struct sim_compare *self, const struct sim_plan *plan, const char *out, int against,
                                 bool by_point, struct sim_errors *errors)
{
    *self = (struct sim_compare){ .plan = plan,
                                  .against = against,
                                  .by_point = by_point,
                                  .by_world = !by_point && sim_plan_samples_worlds(plan),
                                  .groups = by_point ? plan->points : 1,
                                  .arms = plan->study->arms_count,
                                  .outcomes = plan->model->outcomes_count,
                                  .choices = most_choices(plan->model),
                                  .bar = (double)NAN };
    count_rows(self);
    return make_room(self) ? sim_scan(plan, out, visit, self, errors)
                           : sim_fail(errors, SIM_MEMORY, "no memory to compare %ld points", self->groups);
}
