/* compare.c - reads all runs once; the arms of a pair follow each other in the order of a study. What follows from the
 * rows is in effects.c. */
#include "compare.h"

#include <stdlib.h>

#include "../memory.h"
#include "../run/entities.h"

static const long MOST_CELLS = 1L << 23; /* of rows by arms and outcomes */

static const struct sim_series share = { "share", "share of entities", 0, 1, NULL, "Part of the entities there" };

static int words_in(const char *choices)
{
    int count = choices != NULL;
    for (const char *at = choices; at != NULL && *at != '\0'; at++)
        count += *at == ' ';
    return count;
}

/** Largest number of words that an outcome chooses among. */
static int most_choices(const struct sim_compare *self)
{
    int most = 0;
    for (int i = 0; i < self->outcomes; i++) {
        int count = words_in(self->compared[i].number->choices);
        most = count > most ? count : most;
    }
    return most;
}

/* --- what is compared --- */

/** Numbers of outcome `i` of an entity: one for each, and one for each word. Only counted where `list` is NULL. */
static int list_of(const struct sim_plan *plan, int i, struct sim_compared *list)
{
    const struct sim_series *series = &plan->model->outcomes_of[i].series;
    const struct sim_entities *entities = sim_entities_of(plan, i);
    int column = sim_entities_column(plan, i), words = words_in(series->choices);

    for (int k = 0; list != NULL && k < entities->count; k++)
        *list++ = (struct sim_compared){ series, series, column + k, entities->names[k], 0, -1, 0 };
    for (int word = 0; list != NULL && word < words; word++)
        *list++ = (struct sim_compared){ series, &share, column, NULL, entities->count, word, 0 };
    return entities->count + words;
}

/** How many numbers there are. */
static int count_of(const struct sim_plan *plan, const struct sim_comparison *how)
{
    const struct sim_model *model = plan->model;
    int count = 0;

    if (how->watched != NULL || how->of == 0) {
        return how->watched != NULL ? plan->study->months : model->outcomes_count;
    }
    for (int i = 0; i < model->outcomes_of_count; i++)
        count += model->outcomes_of[i].extent == how->of - 1 ? list_of(plan, i, NULL) : 0;
    return count;
}

int sim_compared_list(const struct sim_plan *plan, const struct sim_comparison *how, struct sim_compared **list)
{
    const struct sim_model *model = plan->model;
    int count = count_of(plan, how);
    struct sim_compared *at = *list = calloc((size_t)count + 1, sizeof *at);

    if (at == NULL) {
        return -1;
    }
    for (int i = 0; i < count && (how->watched != NULL || how->of == 0); i++) {
        const struct sim_series *series =
            how->watched != NULL ? &model->histories[how->watched->history] : &model->outcomes[i];
        at[i] = (struct sim_compared){ series, series, i, NULL, 0, -1, how->watched != NULL ? i + 1 : 0 };
    }
    for (int i = 0; how->watched == NULL && how->of > 0 && i < model->outcomes_of_count; i++)
        at += model->outcomes_of[i].extent == how->of - 1 ? list_of(plan, i, at) : 0;
    return count;
}

/** The number of a run; NAN where there is none. */
static double value_of(const struct sim_compare *self, const struct sim_compared *compared, const struct sim_seen *seen)
{
    double there = 0, ended = 0;
    if (compared->month > 0) {
        const float *history = sim_seen_history(seen, self->watched->kept);
        return history == NULL ? (double)NAN : sim_watched_at(self->watched, history, compared->month - 1);
    }
    if (compared->word < 0) {
        return sim_seen_outcome(seen, compared->column);
    }
    for (int k = 0; k < compared->entities; k++) {
        double value = sim_seen_outcome(seen, compared->column + k);
        there += !isnan(value);
        ended += value == compared->word;
    }
    return there > 0 ? ended / there : (double)NAN;
}

/* --- reading --- */

/** Do runs that are counted together share luck or a world? */
static bool are_clustered(const struct sim_compare *self)
{
    bool alone = self->by_world && self->plan->replicates == 1 && !self->by_sequence;
    long together = self->by_group ? 1 : self->plan->points;
    for (long group = 0; self->over != NULL && group < self->groups; group++)
        together = self->over->size[group] > together ? self->over->size[group] : together;
    return together > 1 && !alone;
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

    self->cells = calloc(cells * rows + 1, sizeof *self->cells);
    self->level = calloc(cells + 1, sizeof *self->level);
    self->pairs = calloc(cells + 1, sizeof *self->pairs);
    self->positive = calloc(cells + 1, sizeof *self->positive);
    self->negative = calloc(cells + 1, sizeof *self->negative);
    self->ended = calloc(cells * rows * (size_t)self->choices + 1, sizeof *self->ended);
    self->sample = are_clustered(self) ? NULL : malloc((cells * rows + 1) * sizeof *self->sample);
    self->values = calloc(each + 1, sizeof *self->values);
    self->open = calloc((self->over != NULL ? cells : each) + 1, sizeof *self->open);
    self->holm = calloc(cells + 1, sizeof *self->holm);
    for (size_t i = 0; self->sample != NULL && i < cells * rows; i++)
        self->sample[i] = (double)NAN;
    return self->cells != NULL && self->level != NULL && self->pairs != NULL && self->positive != NULL &&
           self->negative != NULL && self->ended != NULL && (self->sample != NULL || are_clustered(self)) &&
           self->values != NULL && self->open != NULL && self->holm != NULL;
}

void sim_compare_free(struct sim_compare *self)
{
    SIM_FREE(self->compared, self->cells, self->level, self->pairs, self->positive, self->negative, self->ended,
             self->sample, self->values, self->open, self->holm);
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
    if (self->compared[outcome].number->choices != NULL && value >= 0 && value < self->choices) {
        long in_row = ((group * self->rows + row) * self->arms + run->arm) * self->outcomes + outcome;
        self->ended[in_row * self->choices + (long)value]++;
    }
}

/** The unit that is being added up, of a level or of all. */
static struct sim_cell *open_of(const struct sim_compare *self, long group)
{
    return self->open + (self->over != NULL ? group : 0) * self->arms * self->outcomes;
}

/** All arms of one replicate and point are read: add their numbers and differences. */
static void take_point(struct sim_compare *self, long group)
{
    struct sim_cell *open = open_of(self, group);
    for (int arm = 0; arm < self->arms; arm++)
        for (int i = 0; i < self->outcomes; i++) {
            int at = arm * self->outcomes + i;
            double own = self->values[at], difference = own - self->values[self->against * self->outcomes + i];
            if (!isnan(own)) {
                open[at].own += own;
                open[at].owns++;
            }
            if (!isnan(difference)) {
                open[at].difference += difference;
                open[at].differences++;
                self->pairs[group * self->arms * self->outcomes + at]++;
            }
        }
}

/** Put the finished unit into its row: its numbers, or their means. */
static void close_unit(struct sim_compare *self, long group, long row)
{
    long width = self->arms * self->outcomes;
    struct sim_cell *open = open_of(self, group), *into = self->cells + (group * self->rows + row) * width;
    for (long i = 0; i < width; i++) {
        if (open[i].owns > 0) {
            into[i].own += open[i].own / open[i].owns;
            into[i].owns++;
        }
        if (open[i].differences > 0) {
            double difference = open[i].difference / open[i].differences;
            into[i].difference += difference;
            into[i].differences++;
            self->positive[group * width + i] += difference > 0;
            self->negative[group * width + i] += difference < 0;
        }
        open[i] = (struct sim_cell){ 0 };
    }
}

/** All arms of a point are read. Units that spread over points stay open until the last point. */
static void close_point(struct sim_compare *self, const struct sim_run *run, long group)
{
    bool last = run->point == self->plan->points - 1;

    if (group >= 0) {
        take_point(self, group);
    }
    if (self->over != NULL && !self->by_world) {
        for (long g = 0; last && g < self->groups; g++)
            close_unit(self, g, row_of(self, run));
    } else if (group >= 0 && (self->by_group || self->by_world || last)) {
        close_unit(self, group, row_of(self, run));
    }
}

static void visit(void *context, const struct sim_seen *seen)
{
    struct sim_compare *self = context;
    long point = seen->run.point, group = self->over != NULL ? self->over->group_of[point] : self->by_group ? point : 0;

    self->failed += seen->block->status[seen->at] == SIM_RUN_FAILED;
    self->absent += seen->block->status[seen->at] == SIM_RUN_ABSENT;
    for (int i = 0; i < self->outcomes && group >= 0; i++) {
        double value = value_of(self, &self->compared[i], seen);
        take_level(self, &seen->run, group, i, value);
        self->values[seen->run.arm * self->outcomes + i] = value;
    }
    if (seen->run.arm == self->arms - 1) {
        close_point(self, &seen->run, group);
    }
}

enum sim_status sim_compare_init(struct sim_compare *self, const struct sim_plan *plan, const char *out,
                                 const struct sim_comparison *how, struct sim_errors *errors)
{
    bool by_group = how->by_point || how->over != NULL;
    *self = (struct sim_compare){ .plan = plan,
                                  .against = how->against,
                                  .by_group = by_group,
                                  .over = how->over,
                                  .watched = how->watched,
                                  .by_world = !how->by_point && sim_plan_samples_worlds(plan),
                                  .groups = how->over != NULL ? how->over->groups
                                            : by_group        ? plan->points
                                                              : 1,
                                  .arms = plan->study->arms_count };
    self->outcomes = sim_compared_list(plan, how, &self->compared);
    if (self->outcomes >= 0) {
        self->choices = most_choices(self);
        count_rows(self);
    }
    return self->outcomes >= 0 && make_room(self)
               ? sim_scan(plan, out, visit, self, errors)
               : sim_fail(errors, SIM_MEMORY, "no memory to compare %ld points", self->groups);
}
