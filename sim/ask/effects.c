/* effects.c - what the rows of a comparison say: differences, regimes, the best arm, quantiles. */
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>

#include "compare.h"

enum { FEWEST_TOGETHER = 3 };
static const double MOST_FLIPS = 1e9; /* rows by columns by resamples; beyond, Bonferroni's t is taken as it is */

static long cell(const struct sim_compare *self, long group, int arm, int outcome)
{
    return (group * self->arms + arm) * self->outcomes + outcome;
}

static double difference_of(const struct sim_compare *self, long group, long row, int arm, int outcome)
{
    const struct sim_cell *at = &self->cells[cell(self, group * self->rows + row, arm, outcome)];
    return at->differences > 0 ? at->difference / at->differences : (double)NAN;
}

double sim_compare_own(const struct sim_compare *self, long group, long row, int arm, int outcome)
{
    const struct sim_cell *at = &self->cells[cell(self, group * self->rows + row, arm, outcome)];
    return at->owns > 0 ? at->own / at->owns : (double)NAN;
}

/** Differences of the rows into x[rows], NAN where a row has none. */
static void compare_differences(const struct sim_compare *self, long group, int arm, int outcome, double *x)
{
    double size = 0;
    for (long row = 0; row < self->rows; row++) {
        x[row] = difference_of(self, group, row, arm, outcome);
        size = fmax(size, fabs(sim_compare_own(self, group, row, arm, outcome)));
        size = fmax(size, fabs(sim_compare_own(self, group, row, self->against, outcome)));
    }
    sim_level_out(x, self->rows, size);
}

const char *sim_compare_over(const struct sim_compare *self)
{
    return self->units < 2 ? "" : self->by_sequence ? "randomisations" : self->by_world ? "worlds and luck" : "luck";
}

/** Range of an outcome, or of the change of a history. */
static struct sim_interval range_of(const struct sim_compare *self, int outcome)
{
    const struct sim_series *series = self->compared[outcome].number;
    bool change = self->watched != NULL && self->watched->what == SIM_CHANGE;
    return change ? (struct sim_interval){ series->low - series->high, series->high - series->low }
                  : (struct sim_interval){ series->low, series->high };
}

/** Ends that lie within a range. */
static struct sim_interval within(struct sim_interval interval, double low, double high)
{
    return (struct sim_interval){ isnan(interval.low) ? interval.low : fmax(interval.low, low),
                                  isnan(interval.high) ? interval.high : fmin(interval.high, high) };
}

static struct sim_numbers numbers_of(const double *x, long rows)
{
    struct sim_numbers numbers = { 0 };
    for (long i = 0; i < rows; i++)
        sim_numbers_add(&numbers, x[i]);
    return numbers;
}

/* --- one effect --- */

/** Widen the interval so that all hold together. */
static struct sim_interval stretched(const struct sim_compare *self, const struct sim_effect *effect,
                                     const struct sim_numbers *numbers, double range)
{
    double bar = sim_bar_t(self->bar, numbers);
    if (effect->method == SIM_HALL || effect->method == SIM_STUDENT) {
        return within(sim_numbers_within(numbers, bar), -range, range);
    }
    double by = effect->method == SIM_BOUNDED ? log(0.025 / (double)self->together) / log(0.025)
                                              : bar / sim_t95(numbers->moments.n);
    struct sim_interval wide = { effect->difference + by * (effect->interval.low - effect->difference),
                                 effect->difference + by * (effect->interval.high - effect->difference) };
    return within(wide, -range, range);
}

/** Where the interval could lie if all missing values, beside those `seen`, were at one end of the range. */
static struct sim_interval whatever(struct sim_interval interval, long missing, long seen, double low, double high)
{
    double part = (double)missing / (double)(missing + seen);
    low = (1 - part) * interval.low + (part > 0 ? part * low : 0);
    high = (1 - part) * interval.high + (part > 0 ? part * high : 0);
    bool good = isfinite(low) && isfinite(high);
    return good ? (struct sim_interval){ low, high } : (struct sim_interval){ (double)NAN, (double)NAN };
}

static enum sim_regimes regimes_of(const struct sim_compare *self, long at)
{
    double x[SIM_MOST_ROWS];
    long n = 0;
    for (long row = 0; self->sample != NULL && row < self->rows; row++)
        if (!isnan(self->sample[at * self->rows + row])) {
            x[n++] = self->sample[at * self->rows + row];
        }
    return sim_regimes_of(x, n);
}

/** Units with a number, or with a difference: worlds are counted by their rows where each has one. `pairs`: of runs;
 * `counted`: means of them. */
static long units_of(const struct sim_compare *self, const struct sim_numbers *numbers, long pairs, long counted)
{
    bool by_rows = self->by_world && self->each == 1;
    return by_rows ? numbers->moments.n : self->by_world ? pairs / self->plan->replicates : counted;
}

/** Runs of an arm in a group. */
static long runs_of(const struct sim_compare *self, long group)
{
    long points = self->over != NULL ? self->over->size[group] : self->by_group ? 1 : self->plan->points;
    return self->plan->replicates * points;
}

struct sim_level sim_compare_level(const struct sim_compare *self, long group, int arm, int outcome)
{
    const struct sim_interval range = range_of(self, outcome);
    long seen = self->level[cell(self, group, arm, outcome)].n, counted = 0;
    double size = 0;
    struct sim_numbers numbers = { 0 };

    for (long row = 0; row < self->rows; row++) {
        double own = sim_compare_own(self, group, row, arm, outcome);
        size = fmax(size, fabs(own));
        sim_numbers_add(&numbers, own);
        counted += self->cells[cell(self, group * self->rows + row, arm, outcome)].owns;
    }
    sim_numbers_level(&numbers, size);
    struct sim_level level = { .n = units_of(self, &numbers, seen, counted),
                               .missing = runs_of(self, group) - seen,
                               .mean = sim_moments_mean(&numbers.moments) };
    level.interval = sim_numbers_interval(&numbers, range.low, range.high, &level.method);
    level.whatever = whatever(level.interval, level.missing, seen, range.low, range.high);
    return level;
}

struct sim_effect sim_compare_effect(const struct sim_compare *self, long group, int arm, int outcome)
{
    long at = cell(self, group, arm, outcome), base = cell(self, group, self->against, outcome), counted = 0;
    struct sim_interval ends = range_of(self, outcome);
    double x[SIM_MOST_ROWS], range = ends.high - ends.low;

    compare_differences(self, group, arm, outcome, x);
    struct sim_numbers numbers = numbers_of(x, self->rows);
    for (long row = 0; row < self->rows; row++)
        counted += self->cells[cell(self, group * self->rows + row, arm, outcome)].differences;
    struct sim_effect effect = {
        .n = units_of(self, &numbers, self->pairs[at], counted),
        .missing = runs_of(self, group) - self->pairs[at],
        .mean_against = sim_moments_mean(&self->level[base]),
        .mean = sim_moments_mean(&self->level[at]),
        .difference = sim_moments_mean(&numbers.moments),
        .p = self->holm[at],
        .positive_share = counted > 0 ? (double)self->positive[at] / (double)counted : (double)NAN,
        .negative_share = counted > 0 ? (double)self->negative[at] / (double)counted : (double)NAN,
        .resolvable = numbers.moments.squares > 0 ? sim_moments_resolvable(&numbers.moments) : (double)NAN,
    };
    effect.interval = sim_numbers_interval(&numbers, -range, range, &effect.method);
    effect.together = stretched(self, &effect, &numbers, range);
    effect.whatever = whatever(effect.interval, effect.missing, self->pairs[at], -range, range);
    enum sim_regimes of_base = regimes_of(self, base), of_arm = regimes_of(self, at);
    effect.regimes = of_base > of_arm ? of_base : of_arm;
    return effect;
}

bool sim_compare_is_negligible(const struct sim_compare *self, long group, int arm, int outcome, double worth)
{
    double x[SIM_MOST_ROWS];
    compare_differences(self, group, arm, outcome, x);
    const struct sim_numbers numbers = numbers_of(x, self->rows);
    return sim_is_negligible(&numbers.moments, worth);
}

/* --- all effects --- */

/** Is the effect one of those whose intervals are simultaneous? */
static bool is_simultaneous(const struct sim_compare *self, const bool *wanted, int arm, int outcome)
{
    return wanted[outcome] && arm != self->against && self->compared[outcome].number->choices == NULL;
}

/** Columns of a group's effects into x[rows][columns], and p of each. Returns how many columns. */
static int columns_fill(struct sim_compare *self, long group, const bool *wanted, double *x)
{
    int columns = 0, width = 0;
    double column[SIM_MOST_ROWS];

    for (int arm = 0; arm < self->arms; arm++)
        for (int i = 0; i < self->outcomes; i++)
            width += is_simultaneous(self, wanted, arm, i);
    for (int arm = 0; arm < self->arms; arm++)
        for (int i = 0; i < self->outcomes; i++) {
            if (!is_simultaneous(self, wanted, arm, i)) {
                self->holm[cell(self, group, arm, i)] = (double)NAN;
                continue;
            }
            compare_differences(self, group, arm, i, column);
            struct sim_numbers numbers = numbers_of(column, self->rows);
            self->holm[cell(self, group, arm, i)] = sim_p_of(&numbers);
            for (long row = 0; row < self->rows; row++)
                x[row * width + columns] = column[row];
            columns++;
        }
    return columns;
}

bool sim_compare_together(struct sim_compare *self, const bool *wanted)
{
    size_t width = (size_t)(self->arms * self->outcomes);
    double *x = calloc((size_t)self->rows * width + 1, sizeof *x);
    struct sim_largest *largest = calloc(1, sizeof *largest);
    bool good = x != NULL && largest != NULL;
    bool flips = (double)self->rows * (double)self->groups * (double)width * SIM_RESAMPLES <= MOST_FLIPS &&
                 self->rows >= FEWEST_TOGETHER;

    self->together = 0;
    for (long group = 0; good && group < self->groups; group++) {
        int columns = columns_fill(self, group, wanted, x);
        self->together += columns;
        if (flips) {
            good =
                sim_largest_take(largest, x, self->rows, columns, sim_stream_of(self->plan->study->seed, "together"));
        }
    }
    if (good && self->rows > 1 && self->together > 0) {
        self->bar =
            flips && largest->columns > 0 ? sim_largest_bar(largest) : (struct sim_bar){ INFINITY, self->together };
    }
    free(x);
    free(largest);
    return good && sim_holm(self->holm, self->groups * (long)width);
}

/* --- regimes --- */

/** Share of a row's runs that ended in a choice; NAN of none. */
static double share_of(const struct sim_compare *self, long group, long row, int arm, int outcome, int choice)
{
    const unsigned *ended = self->ended + cell(self, group * self->rows + row, arm, outcome) * self->choices;
    double all = 0;
    for (int k = 0; k < self->choices; k++)
        all += ended[k];
    return all > 0 ? ended[choice] / all : (double)NAN;
}

struct sim_ended sim_compare_regime(const struct sim_compare *self, long group, int arm, int outcome, int choice)
{
    struct sim_numbers shares = { 0 }, differences = { 0 };
    struct sim_ended ended = { 0 };
    enum sim_method method;

    for (long row = 0; row < self->rows; row++) {
        const unsigned *here = self->ended + cell(self, group * self->rows + row, arm, outcome) * self->choices;
        double share = share_of(self, group, row, arm, outcome, choice);
        for (int k = 0; k < self->choices; k++)
            ended.n += here[k];
        ended.count += here[choice];
        sim_numbers_add(&shares, share);
        sim_numbers_add(&differences, share - share_of(self, group, row, self->against, outcome, choice));
    }
    if (self->sample != NULL) {
        sim_wilson(ended.count, ended.n, &ended.share.low, &ended.share.high);
    } else {
        ended.share = sim_numbers_interval(&shares, 0, 1, &method);
    }
    ended.difference = arm == self->against ? (double)NAN : sim_moments_mean(&differences.moments);
    ended.interval = arm == self->against ? (struct sim_interval){ (double)NAN, (double)NAN }
                                          : sim_numbers_interval(&differences, -1, 1, &method);
    return ended;
}

/* --- which is best, and quantiles --- */

bool sim_compare_best(const struct sim_compare *self, long group, int outcome, bool low, struct sim_interval *distances)
{
    double *x = calloc((size_t)self->rows * (size_t)self->arms, sizeof *x);
    bool good = x != NULL;
    for (long row = 0; good && row < self->rows; row++)
        for (int arm = 0; arm < self->arms; arm++)
            x[row * self->arms + arm] = (low ? -1 : 1) * difference_of(self, group, row, arm, outcome);
    good =
        good && sim_with_the_best(x, self->rows, self->arms, sim_stream_of(self->plan->study->seed, "best"), distances);
    free(x);
    return good;
}

/** Quantile of picked numbers (all, where `pick` is NULL). */
static double quantile(const double *x, const long *pick, long n, double level, double *room)
{
    for (long i = 0; i < n; i++)
        room[i] = x[pick == NULL ? i : pick[i]];
    gsl_sort(room, 1, (size_t)n);
    return gsl_stats_quantile_from_sorted_data(room, 1, (size_t)n, level);
}

struct sim_quantile sim_compare_quantile(const struct sim_compare *self, long group, int arm, int outcome, double level)
{
    const double none = (double)NAN;
    struct sim_quantile found = { none, none, none, { none, none } };
    double x[SIM_MOST_ROWS], y[SIM_MOST_ROWS], room[SIM_MOST_ROWS], drawn[SIM_RESAMPLES];
    long pick[SIM_MOST_ROWS], n = 0;
    struct sim_stream stream = sim_stream_of(self->plan->study->seed, "quantile");

    for (long row = 0; self->sample != NULL && row < self->rows; row++) {
        x[n] = self->sample[cell(self, group, self->against, outcome) * self->rows + row];
        y[n] = self->sample[cell(self, group, arm, outcome) * self->rows + row];
        n += !isnan(x[n] + y[n]);
    }
    if (n < 2) {
        return found;
    }
    found.value_against = quantile(x, NULL, n, level, room);
    found.value = quantile(y, NULL, n, level, room);
    found.difference = found.value - found.value_against;
    for (int b = 0; b < SIM_RESAMPLES; b++) {
        for (long i = 0; i < n; i++)
            pick[i] = sim_stream_below(&stream, n);
        drawn[b] = quantile(y, pick, n, level, room) - quantile(x, pick, n, level, room);
    }
    sim_level_out(drawn, SIM_RESAMPLES, fmax(fabs(found.value), fabs(found.value_against)));
    found.interval = sim_percentiles(drawn, SIM_RESAMPLES);
    if (found.interval.low == found.interval.high) { /* no resample differs */
        found.interval = (struct sim_interval){ none, none };
    }
    return found;
}
