/* record.c - from runs to rows of repeats, and from rows to findings. */
#include "record.h"

#include <math.h>
#include <stdlib.h>

#include "../run/entities.h"

void sim_record_free(struct sim_record *self)
{
    for (int t = 0; self->values != NULL && t < self->claim->tests_count; t++)
        free(self->values[t]);
    free(self->values);
}

/** Has a test a second number of each run, beside its measure? */
static bool has_second(const struct sim_test *test)
{
    return test->beside >= 0 && !sim_test_is_among_entities(test);
}

static int columns_of(const struct sim_record *self, int test)
{
    return self->plan->study->arms_count * (has_second(&self->claim->tests[test]) ? 2 : 1);
}

long sim_record_point(const struct sim_record *self, int test)
{
    return self->plan->study->replicates * columns_of(self, test);
}

bool sim_record_init(struct sim_record *self, const struct sim_plan *plan, const struct sim_claim *claim)
{
    bool good;

    *self = (struct sim_record){ .plan = plan, .claim = claim };
    self->values = calloc((size_t)claim->tests_count, sizeof *self->values);
    good = self->values != NULL;
    for (int t = 0; good && t < claim->tests_count; t++) {
        self->values[t] = calloc((size_t)(plan->points * plan->study->replicates), //
                                 (size_t)columns_of(self, t) * sizeof(double));
        good = self->values[t] != NULL;
    }
    return good;
}

/* --- runs --- */

/** First month, counted from 1, in which a history is at least `value`; `months` if it never is. */
static double month_of(const float *history, int months, double value)
{
    for (int month = 0; month < months; month++)
        if ((double)history[month] >= value) {
            return month + 1;
        }
    return months;
}

/** Correlation of two outcomes among the entities of a run that have both; NAN of under three, or without spread. */
static double correlation_among(const struct sim_plan *plan, const struct sim_test *test, const struct sim_seen *seen)
{
    int first = sim_entities_column(plan, test->measure.outcome), second = sim_entities_column(plan, test->beside);
    int count = sim_entities_of(plan, test->measure.outcome)->count;
    struct sim_moments x = { 0 }, y = { 0 };
    double together = 0;

    for (int i = 0; i < count; i++) {
        double a = sim_seen_outcome(seen, first + i), b = sim_seen_outcome(seen, second + i), far = a - x.mean;
        if (!isnan(a) && !isnan(b)) {
            sim_moments_add(&x, a);
            sim_moments_add(&y, b);
            together += far * (b - y.mean);
        }
    }
    return x.n > 2 && x.squares > 0 && y.squares > 0 ? together / sqrt(x.squares * y.squares) : (double)NAN;
}

double sim_measured(const struct sim_plan *plan, const struct sim_measure *measure, const struct sim_seen *seen)
{
    if (measure->outcome >= 0) {
        return sim_seen_outcome(seen, measure->outcome);
    }
    const float *history = sim_seen_history(seen, sim_kept_history(plan, measure->history));
    if (history == NULL) {
        return (double)NAN;
    }
    if (!isnan(measure->reaches)) {
        return month_of(history, plan->study->months, measure->reaches);
    }
    double before = measure->since > 0 ? (double)history[measure->since - 1] : 0;
    return (double)history[measure->month - 1] - before;
}

void sim_record_run(void *self, const struct sim_seen *seen)
{
    const struct sim_record *record = self;
    const struct sim_plan *plan = record->plan;
    long row = seen->run.point * plan->study->replicates + seen->run.replicate;

    for (int t = 0; t < record->claim->tests_count; t++) {
        const struct sim_test *test = &record->claim->tests[t];
        double *values = record->values[t] + row * columns_of(record, t) + seen->run.arm;
        *values = sim_test_is_among_entities(test) ? correlation_among(plan, test, seen)
                                                   : sim_measured(plan, &test->measure, seen);
        if (has_second(test)) {
            values[plan->study->arms_count] = sim_seen_outcome(seen, test->beside);
        }
    }
}

/* --- rows --- */

/** Is each point a repeat, and not each replicate? */
static bool repeats_points(const struct sim_record *self, int test)
{
    bool over = sim_test_is_over_points(&self->claim->tests[test]);
    return self->plan->points > 1 && (over || sim_plan_samples_worlds(self->plan));
}

/** Means over what is no repeat: [repeat][column]. NULL without memory. */
static double *rows_of(const struct sim_record *self, int test, long *count)
{
    long points = self->plan->points, replicates = self->plan->study->replicates, columns = columns_of(self, test);
    bool by_point = repeats_points(self, test);
    long repeats = by_point ? points : replicates, inner = by_point ? replicates : points;
    double *rows = calloc((size_t)(repeats * columns), sizeof *rows);

    *count = repeats;
    for (long cell = 0; rows != NULL && cell < repeats * columns; cell++) {
        long repeat = cell / columns, column = cell % columns;
        struct sim_moments moments = { 0 };
        for (long i = 0; i < inner; i++) {
            long point = by_point ? repeat : i, replicate = by_point ? i : repeat;
            sim_moments_add(&moments, self->values[test][(point * replicates + replicate) * columns + column]);
        }
        rows[cell] = sim_moments_mean(&moments);
    }
    return rows;
}

int sim_record_findings_at(const struct sim_record *self, int test, long point, struct sim_finding *findings)
{
    long replicates = self->plan->study->replicates;
    int columns = columns_of(self, test);

    return sim_test_findings(&self->claim->tests[test], self->values[test] + point * replicates * columns, NULL,
                             replicates, columns, false, findings);
}

/* --- the share of points --- */

/** The share of all points in which `of` is truly above `than`; NAN without memory. */
static struct sim_world_share share_of_points(const struct sim_record *self, int test)
{
    struct sim_test sign = self->claim->tests[test];
    long points = self->plan->points, replicates = self->plan->study->replicates;
    struct sim_world_share share = { (double)NAN, (double)NAN, (double)NAN, points };
    struct sim_finding *findings = calloc((size_t)points, sizeof *findings);
    int columns = columns_of(self, test);

    sign.expects = SIM_GREATER;
    for (long p = 0; findings != NULL && p < points; p++)
        sim_test_findings(&sign, self->values[test] + p * replicates * columns, NULL, replicates, columns, false,
                          &findings[p]);
    if (findings != NULL && !sim_share_of_worlds(findings, (const bool[]){ false }, points, 1,
                                                 sim_stream_of(self->plan->study->seed, "points"), &share)) {
        share.share = share.low = share.high = (double)NAN;
    }
    free(findings);
    return share;
}

static struct sim_finding mostly(const struct sim_record *self, const struct sim_record *without, int test)
{
    struct sim_world_share with = share_of_points(self, test);
    struct sim_finding finding = { .n = self->plan->points };
    double bar = self->claim->tests[test].low;

    if (without == NULL) {
        sim_finding_set(&finding, with.share - bar, with.low - bar, with.high - bar);
    } else {
        struct sim_world_share less = share_of_points(without, test);
        double change = with.share - less.share;
        sim_finding_set(&finding, change, change - hypot(with.share - with.low, less.high - less.share),
                        change + hypot(with.high - with.share, less.share - less.low));
    }
    return finding;
}

int sim_record_findings(const struct sim_record *self, const struct sim_record *without, int test,
                        struct sim_finding *findings)
{
    if (self->claim->tests[test].expects == SIM_MOSTLY) {
        findings[0] = mostly(self, without, test);
        return 1;
    }
    long count;
    double *own = rows_of(self, test, &count), *less = without == NULL ? NULL : rows_of(without, test, &count);
    bool good = own != NULL && (without == NULL || less != NULL);
    int found = sim_test_findings(&self->claim->tests[test], own, less, good ? count : 0, columns_of(self, test), good,
                                  findings);
    free(own);
    free(less);
    return found;
}
