/* survival.c - counts first crossings by month; curves and tests follow from the counts. */
#include "survival.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "../read/reader.h"
#include "lifetimes.h"

enum { MOST_ROWS = 1024 };
static const long MOST_CELLS = 1L << 23;

enum sim_status sim_event_read(struct sim_event *self, const struct sim_plan *plan, const char *text,
                               struct sim_errors *errors)
{
    size_t length = strcspn(text, "<>");

    if (length == 0 || text[length] == '\0' || !sim_number(text + length + 1, &self->value)) {
        return sim_fail(errors, SIM_USAGE, "--survival %.100s is not HISTORY>VALUE or HISTORY<VALUE", text);
    }
    self->above = text[length] == '>';
    return sim_watched_read(&self->watched, plan, text, length, errors);
}

static unsigned *by_row_of(const struct sim_survival *self, long group, long row, int arm)
{
    return self->by_row + ((group * self->rows + row) * self->arms + arm) * (self->months + 1);
}

static void visit(void *context, const struct sim_seen *seen)
{
    struct sim_survival *self = context;
    const float *history = sim_seen_history(seen, self->event.watched.kept);
    long row = (self->by_point ? seen->run.point : 0) * self->arms + seen->run.arm;

    long unit = self->by_world ? seen->run.point : seen->run.replicate;
    unsigned *mine = by_row_of(self, self->by_point ? seen->run.point : 0, unit / self->each, seen->run.arm);

    if (history == NULL) {
        return;
    }
    self->runs[row]++;
    for (int month = 0; month < self->months; month++) {
        double value = sim_watched_at(&self->event.watched, history, month);
        if (self->event.above ? value > self->event.value : value < self->event.value) {
            self->events[row * self->months + month]++;
            mine[month]++;
            return;
        }
    }
    mine[self->months]++;
}

static void count_rows(struct sim_survival *self)
{
    long units = self->by_world ? self->plan->points : self->plan->replicates;
    long most = MOST_CELLS / (self->groups * self->arms * (self->months + 1));

    most = most < 2 ? 2 : most > MOST_ROWS ? MOST_ROWS : most;
    self->each = (units + most - 1) / most;
    self->rows = (units + self->each - 1) / self->each;
    self->clustered = !self->by_point && self->plan->points > 1 && !(self->by_world && self->plan->replicates == 1);
}

enum sim_status sim_survival_init(struct sim_survival *self, const struct sim_plan *plan, const char *out,
                                  const struct sim_event *event, bool by_point, struct sim_errors *errors)
{
    *self = (struct sim_survival){ .plan = plan,
                                   .event = *event,
                                   .by_point = by_point,
                                   .by_world = !by_point && sim_plan_samples_worlds(plan),
                                   .groups = by_point ? plan->points : 1,
                                   .arms = plan->study->arms_count,
                                   .months = plan->study->months };
    count_rows(self);
    self->by_row = calloc((size_t)(self->groups * self->rows * self->arms * (self->months + 1)), sizeof *self->by_row);
    self->events = calloc((size_t)(self->groups * self->arms * self->months), sizeof *self->events);
    self->runs = calloc((size_t)(self->groups * self->arms), sizeof *self->runs);
    if (self->events == NULL || self->runs == NULL || self->by_row == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for survival over %ld points", self->groups);
    }
    return sim_scan(plan, out, visit, self, errors);
}

void sim_survival_free(struct sim_survival *self)
{
    SIM_FREE(self->events, self->runs, self->by_row);
    *self = (struct sim_survival){ 0 };
}

static const long *events_of(const struct sim_survival *self, long group, int arm)
{
    return self->events + (group * self->arms + arm) * self->months;
}

/** The interval over rows, each of which has a share of its own. */
static void at_rows(const struct sim_survival *self, long group, int arm, int month, struct sim_survivors *at)
{
    struct sim_numbers shares = { 0 };
    enum sim_method method;

    for (long row = 0; row < self->rows; row++) {
        const unsigned *events = by_row_of(self, group, row, arm);
        double left = 0, all = 0;
        for (int m = 0; m <= self->months; m++) {
            all += events[m];
            left += m > month ? events[m] : 0;
        }
        sim_numbers_add(&shares, all > 0 ? left / all : (double)NAN);
    }
    struct sim_interval over = sim_numbers_interval(&shares, 0, 1, &method);
    at->low = over.low;
    at->high = over.high;
}

struct sim_survivors sim_survival_month(const struct sim_survival *self, long group, int arm, int month)
{
    const long *events = events_of(self, group, arm);
    long runs = self->runs[group * self->arms + arm];
    struct sim_survivors at = { .at_risk = runs, .share = 1 };
    double greenwood = 0;

    for (int m = 0; m <= month && at.at_risk > 0; m++) {
        at.at_risk -= m > 0 ? events[m - 1] : 0;
        at.events = events[m];
        if (at.events > 0) {
            at.share *= 1 - (double)at.events / (double)at.at_risk;
            greenwood += (double)at.events / ((double)at.at_risk * (double)(at.at_risk - at.events));
        }
    }
    if (self->clustered && runs > 0) {
        at_rows(self, group, arm, month, &at);
    } else if (at.share < 1 && at.share > 0) {
        double width = gsl_cdf_ugaussian_Pinv(0.975) * sqrt(greenwood) / log(at.share);
        at.low = pow(at.share, exp(-width));
        at.high = pow(at.share, exp(width));
    } else { /* log(-log) does not exist at 0 and 1; no run is censored before the end, so that this is a plain share */
        sim_wilson(at.share > 0 ? runs : 0, runs, &at.low, &at.high);
        at.share = runs > 0 ? at.share : (double)NAN;
    }
    return at;
}

long sim_survival_events(const struct sim_survival *self, long group, int arm)
{
    long all = 0;
    for (int month = 0; month < self->months; month++)
        all += events_of(self, group, arm)[month];
    return all;
}

double sim_survival_median(const struct sim_survival *self, long group, int arm)
{
    long crossed = 0, runs = self->runs[group * self->arms + arm];
    for (int month = 0; month < self->months && runs > 0; month++) {
        crossed += events_of(self, group, arm)[month];
        if (2 * crossed >= runs) {
            return month;
        }
    }
    return (double)NAN;
}

/** Mean months without the event of an arm's runs in a row; NAN of none. */
static double months_without(const struct sim_survival *self, long group, long row, int arm)
{
    const unsigned *events = by_row_of(self, group, row, arm);
    double sum = 0, all = 0;
    for (int m = 0; m <= self->months; m++) {
        sum += (double)m * events[m];
        all += events[m];
    }
    return all > 0 ? sum / all : (double)NAN;
}

struct sim_restricted sim_survival_restricted(const struct sim_survival *self, long group, int arm, int against)
{
    struct sim_numbers differences = { 0 };
    struct sim_moments own = { 0 };
    struct sim_restricted found = { .interval = { (double)NAN, (double)NAN } };
    enum sim_method method;

    for (long row = 0; row < self->rows; row++) {
        double months = months_without(self, group, row, arm);
        sim_moments_add(&own, months);
        sim_numbers_add(&differences, months - months_without(self, group, row, against));
    }
    found.mean = sim_moments_mean(&own);
    found.difference = arm == against ? (double)NAN : sim_moments_mean(&differences.moments);
    if (arm != against) {
        found.interval = sim_numbers_interval(&differences, -self->months, self->months, &method);
    }
    return found;
}

/** Scores of an arm's runs in a row. */
static double scored(const struct sim_survival *self, const double *scores, long group, long row, int arm)
{
    const unsigned *events = by_row_of(self, group, row, arm);
    double sum = 0;
    for (int m = 0; m <= self->months; m++)
        sum += scores[m] * events[m];
    return sum;
}

bool sim_survival_logrank(const struct sim_survival *self, long group, int arm, int against, double *chi2, double *p)
{
    const long *a = events_of(self, group, arm), *b = events_of(self, group, against);
    double *scores = calloc((size_t)self->months + 1, sizeof *scores),
           *difference = calloc((size_t)self->rows, sizeof *difference);
    long *both = calloc((size_t)self->months, sizeof *both);
    bool good = scores != NULL && difference != NULL && both != NULL;

    for (int m = 0; good && m < self->months; m++)
        both[m] = a[m] + b[m];
    if (good) {
        sim_logrank_scores(both, self->months,
                           self->runs[group * self->arms + arm] + self->runs[group * self->arms + against], scores);
        for (long row = 0; row < self->rows; row++)
            difference[row] = scored(self, scores, group, row, arm) - scored(self, scores, group, row, against);
        sim_logrank_paired(difference, self->rows, sim_stream_of(self->plan->study->seed, "logrank"), chi2, p);
    }
    SIM_FREE(scores, difference, both);
    return good;
}
