/* compare.c - bands of histories, best levels, shares of few entities, what is missing, power and curves. */
#include "coverage.h"

#include "sim/ask/multiple.h"
#include "sim/ask/survival.h"

enum { MONTHS = 60 };

/** Differences that are none: a walk of sixty months in each replicate. */
static void bands(long rows)
{
    static double x[30 * MONTHS];
    long one = 0, all = 0;
    for (long i = 0; i < some_of(2); i++) {
        struct sim_stream stream = lot_of("bands", i);
        struct sim_largest largest = { 0 };
        bool out = false, out_alone = false;
        for (long r = 0; r < rows; r++) {
            double at = 0;
            for (int m = 0; m < MONTHS; m++)
                x[r * MONTHS + m] = at = 0.9 * at + normal(&stream);
        }
        sim_largest_take(&largest, x, rows, MONTHS, stream);
        struct sim_bar bar = sim_largest_bar(&largest);
        for (int m = 0; m < MONTHS; m++) {
            struct sim_numbers own = { 0 };
            for (long r = 0; r < rows; r++)
                sim_numbers_add(&own, x[r * MONTHS + m]);
            out = out || !holds(sim_numbers_within(&own, sim_bar_t(bar, &own)), 0);
            out_alone = out_alone || !holds(sim_numbers_within(&own, sim_t95(rows)), 0);
        }
        one += out_alone;
        all += out;
    }
    tell("(no promise)", one, some_of(2), "some month of 60 lies outside low, high, %ld replicates", rows);
    tell("5 %", all, some_of(2), "some month of 60 lies outside low_all, high_all, %ld replicates", rows);
}

/** The best of seven levels on a hill is among those that may be the best. */
static void peaks(long rows)
{
    long held = 0, alone = 0;
    for (long i = 0; i < some_of(2); i++) {
        struct sim_stream stream = lot_of("peaks", i);
        struct sim_interval far[7];
        double x[30 * 7];
        int may = 0;
        for (long r = 0; r < rows; r++)
            for (int k = 0; k < 7; k++)
                x[r * 7 + k] = normal(&stream) - 0.1 * (k - 4) * (k - 4);
        sim_with_the_best(x, rows, 7, stream, far);
        for (int k = 0; k < 7; k++)
            may += sim_may_be_best(far[k]);
        held += sim_may_be_best(far[4]);
        alone += may == 1;
    }
    tell("at least 95 %", held, some_of(2), "peaks: the best of 7 levels lies within low, high, %ld replicates", rows);
    tell("", alone, some_of(2), "... and no other may be it");
}

/** Ten forums end badly with a chance that differs from run to run, 0.1 on average. */
static void few_shares(void)
{
    static const long sizes[] = { 4, 6, 10, 30 };
    for (int k = 0; k < 4; k++) {
        long level = 0, difference = 0;
        for (long i = 0; i < studies; i++) {
            struct sim_stream stream = lot_of("few shares", i);
            double own[30], less[30];
            for (long r = 0; r < sizes[k]; r++) {
                double chance = 0.2 * sim_stream_uniform(&stream), ended[2] = { 0, 0 };
                for (int f = 0; f < 10; f++)
                    for (int arm = 0; arm < 2; arm++)
                        ended[arm] += sim_stream_uniform(&stream) < chance ? 0.1 : 0;
                own[r] = ended[0];
                less[r] = ended[1] - ended[0];
            }
            level += holds(interval_of(own, sizes[k], 0, 1), 0.1);
            difference += holds(interval_of(less, sizes[k], -1, 1), 0);
        }
        tell("95 %", level, studies, "share of ten forums that ends so in 10 %%, %ld replicates", sizes[k]);
        tell("95 %", difference, studies, "... its difference between arms that are alike");
    }
}

static void regimes(void)
{
    static const struct {
        double share;
        long n;
    } cases[] = { { 0.2, 10 }, { 0.2, 30 }, { 0.02, 100 } };
    for (int c = 0; c < 3; c++) {
        long hits = 0;
        for (long i = 0; i < studies; i++) {
            struct sim_stream stream = lot_of("wilson", i);
            struct sim_interval ends;
            long count = 0;
            for (long r = 0; r < cases[c].n; r++)
                count += sim_stream_uniform(&stream) < cases[c].share;
            sim_wilson(count, cases[c].n, &ends.low, &ends.high);
            hits += holds(ends, cases[c].share);
        }
        tell("95 %", hits, studies, "share of a regime by itself, %g in %ld runs (Wilson)", cases[c].share, cases[c].n);
    }
}

/** Numbers of 0..1 are missing where they are high. */
static void missing(void)
{
    long plain = 0, whatever = 0;
    for (long i = 0; i < studies; i++) {
        struct sim_stream stream = lot_of("missing", i);
        double x[40], seen = 0;
        for (int r = 0; r < 40; r++) {
            double value = sim_stream_uniform(&stream);
            x[r] = value > 0.8 ? (double)NAN : value;
            seen += value <= 0.8;
        }
        struct sim_interval ends = interval_of(x, 40, 0, 1);
        double part = (40 - seen) / 40;
        plain += holds(ends, 0.5);
        whatever += holds((struct sim_interval){ (1 - part) * ends.low, (1 - part) * ends.high + part }, 0.5);
    }
    tell("(no promise)", plain, studies, "mean of 40 numbers of which those over 0.8 are missing: low, high");
    tell("at least 95 %", whatever, studies, "... low_missing, high_missing");
}

/** A true difference as large as what is said to be resolvable. */
static void power(void)
{
    static const long sizes[] = { 8, 30 };
    for (int k = 0; k < 2; k++) {
        long seen = 0, n = sizes[k];
        double true_one = (sim_t95(n) + gsl_cdf_tdist_Pinv(0.8, (double)(n - 1))) / sqrt((double)n);
        for (long i = 0; i < studies; i++) {
            struct sim_stream stream = lot_of("power", i);
            double x[30];
            for (long r = 0; r < n; r++)
                x[r] = true_one + normal(&stream);
            seen += interval_of(x, n, -INFINITY, INFINITY).low > 0;
        }
        tell("80 %", seen, studies, "a difference as large as `resolvable` is seen, %ld replicates", n);
    }
}

/** Forty runs of one point whose times are exponential: half are left after 24 months. */
static void curves(void)
{
    long hits = 0, few = 0;
    for (long i = 0; i < studies; i++) {
        struct sim_stream stream = lot_of("curves", i);
        long events[MONTHS] = { 0 }, runs = 40;
        unsigned none[MONTHS + 1] = { 0 };
        struct sim_survival survival = { .groups = 1,
                                         .rows = 1,
                                         .each = 1,
                                         .arms = 1,
                                         .months = MONTHS,
                                         .events = events,
                                         .runs = &runs,
                                         .by_row = none };
        for (long r = 0; r < runs; r++) {
            double at = -24 / log(2) * log(sim_stream_uniform(&stream));
            if (at < MONTHS) {
                events[(int)at]++;
            }
        }
        struct sim_survivors half = sim_survival_month(&survival, 0, 0, 23),
                             early = sim_survival_month(&survival, 0, 0, 2);
        hits += holds((struct sim_interval){ half.low, half.high }, 0.5);
        few += holds((struct sim_interval){ early.low, early.high }, pow(0.5, 3.0 / 24));
    }
    tell("95 %", hits, studies, "share of 40 runs left where half are (Kaplan & Meier, log(-log))");
    tell("95 %", few, studies, "... where 92 %% are");
}

void cover_compare(void)
{
    head("Months of a history (--history), and best levels (--over)");
    bands(8);
    bands(30);
    peaks(10);
    peaks(30);
    head("Shares, what is missing, and power");
    few_shares();
    regimes();
    missing();
    power();
    curves();
}
