/* claims.c - the tests of a claim that are told from all rows at once, on rows whose truth is known. */
#include "coverage.h"

#include "sim/ask/verdict.h"

#include <stdarg.h>

enum { MOST_ARMS = 14, MOST_ROWS = 200 };
static int arms_of[MOST_ARMS] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 };

/** Rows of arms (and of the number beside each, behind them) with these means; the arms of a row share half of their
 * luck. */
static void draw_rows(struct sim_stream *stream, const double *means, int columns, long rows, double sd, double *values)
{
    for (long r = 0; r < rows; r++) {
        double shared = sd * normal(stream) * sqrt(0.5);
        for (int c = 0; c < columns; c++)
            values[r * columns + c] = means[c] + shared + sd * normal(stream) * sqrt(0.5);
    }
}

/** How often the interval of the first finding holds the truth, and how often a test is answered as it should not be.
 */
struct counts {
    long held, held_up, opposite, n;
};

/** `truth`: of the first finding. */
static void answer_one(struct counts *counts, const struct sim_test *test, const double *values, long rows, int columns,
                       double truth)
{
    struct sim_finding findings[SIM_MOST_FINDINGS];
    int count = sim_test_findings(test, values, NULL, rows, columns, true, findings);
    for (int k = 0; k < count; k++)
        sim_finding_widen(&findings[k], count);
    struct sim_interval ends = { findings[0].low, findings[0].high };
    enum sim_answer answer = sim_findings_answer(findings, count);

    bool agreed = findings[0].equal && fabs(findings[0].found - truth) < 1e-9;
    counts->held += holds(ends, truth) || agreed;
    counts->held_up += answer == SIM_HOLDS;
    counts->opposite += answer == SIM_OPPOSITE;
    counts->n++;
}

SIM_PRINTF(3, 4)
static void tell_counts(const struct counts *counts, bool is_true, const char *format, ...)
{
    char name[128];
    va_list values;
    va_start(values, format);
    vsnprintf(name, sizeof name, format, values);
    va_end(values);
    tell("95 %", counts->held, counts->n, "%s: interval holds the truth", name);
    tell(is_true ? "" : "at most 2.5 %", counts->held_up, counts->n, "... holds");
    tell(is_true ? "at most 2.5 %" : "", counts->opposite, counts->n, "... opposite");
}

/** Seven arms on a hill; those next to the best are within 0.5 of it, so the good range is a third of the list. */
static void good_ranges(void)
{
    static const long sizes[] = { 30, 100, 200 };
    for (int k = 0; k < 3; k++) {
        struct counts counts = { 0 };
        for (long i = 0; i < some_of(2); i++) {
            struct sim_stream stream = lot_of("good range", i);
            struct sim_test test = { .expects = SIM_GOOD_RANGE,
                                     .first = arms_of,
                                     .first_count = 7,
                                     .within = 0.5,
                                     .low = 0.5,
                                     .high = INFINITY,
                                     .beside = -1 };
            double values[MOST_ROWS * 7], means[7];
            for (int a = 0; a < 7; a++)
                means[a] = -0.2 * (a - 3) * (a - 3);
            draw_rows(&stream, means, 7, sizes[k], 1, values);
            answer_one(&counts, &test, values, sizes[k], 7, 1.0 / 3 - 0.5);
        }
        tell_counts(&counts, false, "good_range of a third, `low: 0.5`, %ld rows", sizes[k]);
    }
}

/** One number rises with the arm. The other rises too, so that the last arm is best in both; or it falls, so that the
 * middle is a compromise. */
static void compromises(void)
{
    static const long sizes[] = { 30, 100, 200 };
    for (int k = 0; k < 6; k++) {
        bool falls = k >= 3;
        struct counts counts = { 0 };
        for (long i = 0; i < some_of(2); i++) {
            struct sim_stream stream = lot_of("compromise", i);
            struct sim_test test = { .expects = SIM_COMPROMISE, .first = arms_of, .first_count = 7, .beside = 0 };
            double values[MOST_ROWS * 14], means[14];
            for (int a = 0; a < 7; a++) {
                means[a] = a / 6.0;
                means[7 + a] = falls ? 1 - a / 6.0 : a / 6.0;
            }
            draw_rows(&stream, means, 14, sizes[k % 3], 0.5, values);
            answer_one(&counts, &test, values, sizes[k % 3], 14, falls ? 0.5 : -1.0 / 6);
        }
        tell_counts(&counts, falls, "compromise, %s, %ld rows",
                    falls ? "which there is (0.5)" : "which there is not (-0.17)", sizes[k % 3]);
    }
}

/** Two numbers of each row (a world, or a replicate) with a true correlation. */
static void correlations(void)
{
    static const struct {
        long rows;
        double truth;
    } cases[] = { { 30, 0 }, { 50, 0 }, { 200, 0 }, { 50, 0.5 }, { 200, 0.5 } };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        struct counts counts = { 0 };
        for (long i = 0; i < some_of(2); i++) {
            struct sim_stream stream = lot_of("correlates", i);
            struct sim_test test = {
                .expects = SIM_CORRELATES, .first = arms_of, .first_count = 1, .low = 0, .high = INFINITY, .beside = 0
            };
            double values[MOST_ROWS * 2], rho = cases[c].truth;
            for (long r = 0; r < cases[c].rows; r++) {
                values[2 * r] = normal(&stream);
                values[2 * r + 1] = rho * values[2 * r] + sqrt(1 - rho * rho) * normal(&stream);
            }
            answer_one(&counts, &test, values, cases[c].rows, 2, rho);
        }
        tell_counts(&counts, cases[c].truth > 0, "correlates over %ld rows, true correlation %g, `low: 0`",
                    cases[c].rows, cases[c].truth);
    }
}

/** Correlation among eight entities of each run, which is none. */
static void correlations_among(void)
{
    static const long sizes[] = { 10, 40 };
    for (int k = 0; k < 2; k++) {
        struct counts counts = { 0 };
        for (long i = 0; i < studies; i++) {
            struct sim_stream stream = lot_of("among", i);
            struct sim_test test = { .expects = SIM_CORRELATES,
                                     .measure = { .of = 1 },
                                     .first = arms_of,
                                     .first_count = 1,
                                     .low = 0,
                                     .high = INFINITY,
                                     .beside = 0 };
            double values[40];
            for (long r = 0; r < sizes[k]; r++) {
                struct sim_moments x = { 0 }, y = { 0 };
                double together = 0;
                for (int e = 0; e < 8; e++) {
                    double a = normal(&stream), b = normal(&stream), far = a - x.mean;
                    sim_moments_add(&x, a);
                    sim_moments_add(&y, b);
                    together += far * (b - y.mean);
                }
                values[r] = together / sqrt(x.squares * y.squares);
            }
            answer_one(&counts, &test, values, sizes[k], 1, 0);
        }
        tell_counts(&counts, false, "correlates among 8 entities, which it does not, %ld rows", sizes[k]);
    }
}

/** Two factors without interplay, whose effects are 2 and 1: shares 0.8 and 0.2. */
static void shares(void)
{
    struct counts large = { 0 }, none = { 0 };
    for (long i = 0; i < some_of(2); i++) {
        struct sim_stream stream = lot_of("shares", i);
        struct sim_test test = {
            .expects = SIM_SHARES, .first = arms_of, .first_count = 4, .least = 0.1, .beside = -1
        };
        double values[40 * 4], effects[4] = { 0, 2, 1, 3 }, idle[4] = { 0, 2, 0, 2 };
        draw_rows(&stream, effects, 4, 40, 2, values);
        answer_one(&large, &test, values, 40, 4, 0.8 - 0.1);
        draw_rows(&stream, idle, 4, 40, 2, values);
        answer_one(&none, &test, values, 40, 4, 1 - 0.1);
    }
    tell_counts(&large, true, "shares 0.8 and 0.2, `least: 0.1`, 40 rows");
    tell_counts(&none, false, "shares 1 and 0, `least: 0.1`, 40 rows");
}

/** The best of five arms does not move; and of five that are all alike none between is above both ends. */
static void bests(void)
{
    struct counts moves = { 0 }, interior = { 0 };
    for (long i = 0; i < some_of(2); i++) {
        struct sim_stream stream = lot_of("bests", i);
        struct sim_test move = { .expects = SIM_BEST_MOVES,
                                 .first = arms_of,
                                 .first_count = 5,
                                 .second = arms_of + 5,
                                 .second_count = 5,
                                 .toward = SIM_LATER,
                                 .beside = -1 },
                        inner = { .expects = SIM_INTERIOR, .first = arms_of, .first_count = 5, .beside = -1 };
        double values[40 * 10], means[10], flat[5] = { 0 };
        for (int a = 0; a < 10; a++)
            means[a] = -0.2 * (a % 5 - 2) * (a % 5 - 2);
        draw_rows(&stream, means, 10, 40, 1, values);
        answer_one(&moves, &move, values, 40, 10, 0);
        draw_rows(&stream, flat, 5, 40, 1, values);
        answer_one(&interior, &inner, values, 40, 5, 0);
    }
    tell_counts(&moves, false, "best_moves, which it does not, 40 rows");
    tell_counts(&interior, false, "interior of five arms that are alike, 40 rows");
}

/** The effect is the same without the mechanism, or all of it is the mechanism's. */
static void ablations(void)
{
    long counts[2][3] = { { 0 } };
    for (long i = 0; i < studies; i++)
        for (int cause = 0; cause < 2; cause++) {
            struct sim_stream stream = lot_of("ablation", i);
            struct sim_test test = { .expects = SIM_GREATER,
                                     .first = arms_of + 1,
                                     .first_count = 1,
                                     .second = arms_of,
                                     .second_count = 1,
                                     .beside = -1 };
            struct sim_finding change, without;
            double own[80], ablated[80], with[2] = { 0, 0.8 }, less[2] = { 0, cause ? 0 : 0.8 };
            draw_rows(&stream, with, 2, 40, 1, own);
            draw_rows(&stream, less, 2, 40, 1, ablated);
            sim_test_findings(&test, own, ablated, 40, 2, true, &change);
            sim_test_findings(&test, ablated, NULL, 40, 2, true, &without);
            enum sim_ablation found = sim_ablation_of(sim_findings_answer(&without, 1), &change, 1);
            counts[cause][found == SIM_ABLATION_SHOWS ? 0 : found == SIM_ABLATION_HOLDS ? 1 : 2]++;
        }
    tell("at most 2.5 %", counts[0][0], studies, "the mechanism does nothing: the ablation shows it");
    tell("", counts[0][1], studies, "... the ablation fails");
    tell("", counts[1][0], studies, "all of the effect (0.8 sd) is the mechanism's: the ablation shows it");
    tell("at most 2.5 %", counts[1][1], studies, "... the ablation fails");
}

void cover_claims(void)
{
    head("Tests of claims that are told from all rows at once");
    good_ranges();
    compromises();
    correlations();
    correlations_among();
    shares();
    bests();
    head("Without the mechanism, 40 replicates");
    ablations();
}
