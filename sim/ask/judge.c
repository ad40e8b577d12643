/* judge.c - numbers of a run, and one judgement for all patterns. */
#include "judge.h"

#include <gsl/gsl_sort.h>
#include <math.h>

#include "../run/entities.h"
#include "record.h"

/* --- the number of a run --- */

int sim_pattern_entities(const struct sim_matching *matching, const struct sim_plan *plan)
{
    int most = 1;
    for (int i = 0; i < matching->patterns_count; i++)
        if (matching->patterns[i].of >= 0) {
            int count = sim_entities_of(plan, matching->patterns[i].of)->count;
            most = count > most ? count : most;
        }
    return most;
}

/** Is entity `k` there: does it have any outcome of its kind? */
static bool is_there(const struct sim_plan *plan, const struct sim_seen *seen, int extent, int k)
{
    const struct sim_model *model = plan->model;
    for (int i = 0; i < model->outcomes_of_count; i++)
        if (model->outcomes_of[i].extent == extent &&
            !isnan(sim_seen_outcome(seen, sim_entities_column(plan, i) + k))) {
            return true;
        }
    return false;
}

/** Numbers of the entities that are there; late ones are infinite. Returns how many. */
static int numbers_of(const struct sim_pattern *self, const struct sim_plan *plan, const struct sim_seen *seen,
                      double *numbers)
{
    int all = sim_entities_of(plan, self->of)->count, column = sim_entities_column(plan, self->of), count = 0;

    for (int k = 0; k < all; k++) {
        double value = sim_seen_outcome(seen, column + k);
        if (!isnan(value)) {
            numbers[count++] = value;
        } else if (self->late && is_there(plan, seen, plan->model->outcomes_of[self->of].extent, k)) {
            numbers[count++] = INFINITY;
        }
    }
    return count;
}

static bool counts(const struct sim_pattern *self, double value)
{
    return self->word >= 0 ? value == self->word : value >= self->from && value <= self->to;
}

/** Quantile of sorted numbers of which the last may be infinite: in between two numbers as gsl_stats_quantile has it.
 */
static double quantile(const double *sorted, int count, double level)
{
    double at = level * (count - 1), part = at - floor(at);
    int low = (int)floor(at), high = part > 0 ? low + 1 : low;
    return isinf(sorted[high]) ? INFINITY : sorted[low] + part * (sorted[high] - sorted[low]);
}

static double summary_of(const struct sim_pattern *self, double *numbers, int count, double end)
{
    double sum = 0;

    if (self->statistic == SIM_OF_MEDIAN || self->statistic == SIM_OF_QUANTILE) {
        gsl_sort(numbers, 1, (size_t)count);
        return fmin(quantile(numbers, count, self->level), end);
    }
    for (int i = 0; i < count; i++)
        sum += self->statistic == SIM_OF_SHARE ? counts(self, numbers[i]) : fmin(numbers[i], end);
    return sum / count;
}

double sim_pattern_value(const struct sim_pattern *self, const struct sim_plan *plan, const struct sim_seen *seen,
                         double *room)
{
    double end = self->late ? plan->study->months + 1 : INFINITY;
    double value = self->of >= 0 ? 0 : sim_measured(plan, &self->measure, seen);
    int count = self->of >= 0 ? numbers_of(self, plan, seen, room) : 1;

    if (seen->block->status[seen->at] != SIM_RUN_DONE || count == 0) {
        return (double)NAN;
    }
    if (self->of < 0) {
        value = isnan(value) && self->late ? end : value;
        return isnan(value) || self->statistic != SIM_OF_SHARE ? value : counts(self, value);
    }
    return summary_of(self, room, count, end);
}

/* --- judgement --- */

double sim_pattern_gap(const struct sim_pattern *self, double value)
{
    return isnan(value) ? INFINITY : fmax(0, fmax(self->low - value, value - self->high));
}

/** The width by which a miss is divided: that of the interval; for an interval with only one end, the larger of this
 * end and 1. */
static double pattern_scale(const struct sim_pattern *self)
{
    double end = isfinite(self->low) ? fabs(self->low) : fabs(self->high);
    return isfinite(self->width) && self->width > 0 ? self->width : fmax(end, 1);
}

struct sim_judgement sim_judge(const struct sim_matching *matching, const double *means, const double *allowance,
                               bool open)
{
    struct sim_judgement found = { 0 };

    for (int i = 0; i < matching->patterns_count; i++) {
        const struct sim_pattern *pattern = &matching->patterns[i];
        double gap = isnan(means[i]) && open ? 0 : sim_pattern_gap(pattern, means[i]) - allowance[i];
        bool hard = pattern->must || !isfinite(pattern->width) || gap > matching->widths * pattern->width;
        if (gap > 0) {
            *(hard ? &found.out : &found.missed) |= (uint64_t)1 << i;
            found.far += fmin(1, gap / pattern_scale(pattern));
        }
    }
    found.kept = found.out == 0 && __builtin_popcountll(found.missed) <= matching->misses;
    return found;
}
