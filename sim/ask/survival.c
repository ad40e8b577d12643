/* survival.c - counts first crossings by month; curves and tests follow from the counts. */
#include "survival.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../read/reader.h"
#include "../run/moments.h"
#include "names.h"

enum sim_status sim_event_read(struct sim_event *self, const struct sim_plan *plan, const char *text,
                               struct sim_errors *errors)
{
    size_t length = strcspn(text, "<>");
    char name[128];

    if (length == 0 || length >= sizeof name || text[length] == '\0' || !sim_number(text + length + 1, &self->value)) {
        return sim_fail(errors, SIM_USAGE, "--survival %.100s is not HISTORY>VALUE or HISTORY<VALUE", text);
    }
    snprintf(name, sizeof name, "%.*s", (int)length, text);
    self->above = text[length] == '>';
    self->history = sim_find_history(plan, name, errors);
    return self->history < 0 ? SIM_USAGE : SIM_OK;
}

static void visit(void *context, const struct sim_seen *seen)
{
    struct sim_survival *self = context;
    const float *history = sim_seen_history(seen, self->kept);
    long row = (self->by_point ? seen->run.point : 0) * self->arms + seen->run.arm;

    self->runs[row] += history != NULL;
    for (int month = 0; history != NULL && month < self->months; month++)
        if (self->event.above ? history[month] > self->event.value : history[month] < self->event.value) {
            self->events[row * self->months + month]++;
            return;
        }
}

enum sim_status sim_survival_init(struct sim_survival *self, const struct sim_plan *plan, const char *out,
                                  const struct sim_event *event, bool by_point, struct sim_errors *errors)
{
    *self = (struct sim_survival){ .plan = plan,
                                   .event = *event,
                                   .by_point = by_point,
                                   .groups = by_point ? plan->points : 1,
                                   .kept = sim_kept_history(plan, event->history),
                                   .arms = plan->study->arms_count,
                                   .months = plan->study->months };
    self->events = calloc((size_t)(self->groups * self->arms * self->months), sizeof *self->events);
    self->runs = calloc((size_t)(self->groups * self->arms), sizeof *self->runs);
    if (self->events == NULL || self->runs == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for survival over %ld points", self->groups);
    }
    return sim_scan(plan, out, visit, self, errors);
}

void sim_survival_free(struct sim_survival *self)
{
    free(self->events);
    free(self->runs);
    *self = (struct sim_survival){ 0 };
}

static const long *events_of(const struct sim_survival *self, long group, int arm)
{
    return self->events + (group * self->arms + arm) * self->months;
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
    if (at.share < 1 && at.share > 0) {
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

void sim_survival_logrank(const struct sim_survival *self, long group, int arm, int against, double *chi2, double *p)
{
    const long *a = events_of(self, group, arm), *b = events_of(self, group, against);
    double left_a = (double)self->runs[group * self->arms + arm],
           left_b = (double)self->runs[group * self->arms + against];
    double excess = 0, variance = 0;

    for (int month = 0; month < self->months; month++) {
        double left = left_a + left_b, events = (double)(a[month] + b[month]);
        if (left > 1 && events > 0) {
            excess += (double)a[month] - events * left_a / left;
            variance += events * left_a / left * left_b / left * (left - events) / (left - 1);
        }
        left_a -= (double)a[month];
        left_b -= (double)b[month];
    }
    *chi2 = variance > 0 ? excess * excess / variance : (double)NAN;
    *p = variance > 0 ? gsl_cdf_chisq_Q(*chi2, 1) : (double)NAN;
}
