/* coverage.c - simulates every interval, stopping rule and verdict that the program prints, on numbers whose truth is
 * known, and prints what it promises against what was found. Usage: coverage [STUDIES [SEED [PART]]] */
#include "coverage.h"

#include "sim/ask/dip.h"
#include "sim/ask/discover.h"
#include "sim/ask/given_data.h"
#include "sim/ask/lifetimes.h"
#include "sim/ask/multiple.h"
#include "sim/ask/regret.h"
#include "sim/ask/sensitivity.h"
#include "sim/ask/verdict.h"
#include "sim/run/until.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <stdarg.h>
#include <string.h>

enum { MOST = 4096 };
long studies = 1000;
uint64_t seed = 1;

/* --- numbers --- */

double normal(struct sim_stream *stream)
{
    return gsl_cdf_ugaussian_Pinv(sim_stream_uniform(stream));
}

static double exponential(struct sim_stream *stream)
{
    return -log(sim_stream_uniform(stream));
}

static double lognormal(struct sim_stream *stream)
{
    return exp(normal(stream));
}

static double steep(struct sim_stream *stream)
{
    return exp(1.5 * normal(stream));
}

static double heavy(struct sim_stream *stream)
{
    return gsl_cdf_tdist_Pinv(sim_stream_uniform(stream), 3);
}

static double whole(struct sim_stream *stream)
{
    return round(normal(stream));
}

static double rare(struct sim_stream *stream)
{
    return sim_stream_uniform(stream) < 0.05;
}

static double rarer(struct sim_stream *stream)
{
    return sim_stream_uniform(stream) < 0.01;
}

/** Paired shares: up in 8 %, down in 2 %. */
static double changed(struct sim_stream *stream)
{
    double u = sim_stream_uniform(stream);
    return u < 0.08 ? 1 : u < 0.1 ? -1 : 0;
}

/** One in ten has no number. */
static double missing(struct sim_stream *stream)
{
    double value = normal(stream);
    return sim_stream_uniform(stream) < 0.3 ? (double)NAN : value;
}

static const struct spread {
    const char *name;
    double (*draw)(struct sim_stream *);
    double mean, low, high;
} spreads[] = {
    { "normal", normal, 0, -INFINITY, INFINITY },
    { "normal, rounded to whole numbers", whole, 0, -INFINITY, INFINITY },
    { "normal, 30 % missing at random", missing, 0, -INFINITY, INFINITY },
    { "Student's t of 3", heavy, 0, -INFINITY, INFINITY },
    { "exponential", exponential, 1, -INFINITY, INFINITY },
    { "lognormal, sigma 1", lognormal, 1.6487212707, -INFINITY, INFINITY },
    { "lognormal, sigma 1.5", steep, 3.0802168489, -INFINITY, INFINITY },
    { "true in 5 %", rare, 0.05, 0, 1 },
    { "true in 1 %", rarer, 0.01, 0, 1 },
    { "paired, up in 8 %, down in 2 %", changed, 0.06, -1, 1 },
};
enum { SPREADS = sizeof spreads / sizeof spreads[0] };

/* --- telling --- */

void head(const char *title)
{
    printf("\n### %s\n\n| case | promised | found | error of the simulation |\n|---|---|---|---|\n", title);
}

void tell(const char *promised, long hits, long n, const char *format, ...)
{
    double share = (double)hits / (double)n;
    va_list values;
    printf("| ");
    va_start(values, format);
    vprintf(format, values);
    va_end(values);
    printf(" | %s | %.1f %% | %.1f |\n", promised, 100 * share, 100 * sqrt(share * (1 - share) / (double)n));
    fflush(stdout);
}

struct sim_interval interval_of(const double *x, long n, double low, double high)
{
    struct sim_numbers numbers = { 0 };
    enum sim_method way;
    for (long i = 0; i < n; i++)
        sim_numbers_add(&numbers, x[i]);
    return sim_numbers_interval(&numbers, low, high, &way);
}

bool holds(struct sim_interval interval, double truth)
{
    return interval.low <= truth && truth <= interval.high;
}

long some_of(long part)
{
    return studies / part > 20 ? studies / part : 20;
}

struct sim_stream lot_of(const char *name, long study)
{
    return sim_stream_of(seed * 1000003 + (uint64_t)study, name);
}

/* --- means --- */

static void means(void)
{
    static const long sizes[] = { 10, 30, 200 };
    head("Interval of a mean or of a mean paired difference (compare, claims): 95 %");
    for (int s = 0; s < SPREADS; s++)
        for (int k = 0; k < 3; k++) {
            long hits = 0;
            for (long i = 0; i < studies; i++) {
                struct sim_stream stream = lot_of(spreads[s].name, i);
                double x[200];
                for (long n = 0; n < sizes[k]; n++)
                    x[n] = spreads[s].draw(&stream);
                hits += holds(interval_of(x, sizes[k], spreads[s].low, spreads[s].high), spreads[s].mean);
            }
            tell("95 %", hits, studies, "%s, n = %ld", spreads[s].name, sizes[k]);
        }
}

/** Points that share luck, and worlds that do not. */
static void units(void)
{
    long shared = 0, worlds = 0, regimes = 0;
    head("What repeats is what counts: 95 %");
    for (long i = 0; i < studies; i++) {
        struct sim_stream stream = lot_of("units", i);
        double replicate[10], world[50], share[20];
        for (int r = 0; r < 10; r++) { /* 50 points share the luck of a replicate */
            double luck = normal(&stream);
            replicate[r] = 0;
            for (int p = 0; p < 50; p++)
                replicate[r] += (luck + 0.3 * normal(&stream)) / 50;
        }
        for (int w = 0; w < 50; w++) { /* worlds with two runs each */
            double own = normal(&stream);
            world[w] = own + (normal(&stream) + normal(&stream)) / 2;
        }
        for (int r = 0; r < 20; r++) { /* shares of 30 points that end alike, by the luck of the replicate */
            double luck = normal(&stream);
            share[r] = 0;
            for (int p = 0; p < 30; p++)
                share[r] += (luck + normal(&stream) > 0) / 30.0;
        }
        shared += holds(interval_of(replicate, 10, -INFINITY, INFINITY), 0);
        worlds += holds(interval_of(world, 50, -INFINITY, INFINITY), 0);
        regimes += holds(interval_of(share, 20, 0, 1), 0.5);
    }
    tell("95 %", shared, studies, "50 points that share the luck of 10 replicates");
    tell("95 %", worlds, studies, "50 drawn worlds of 2 replicates, over worlds and luck");
    tell("95 %", regimes, studies, "share of a regime, 30 points that share the luck of 20 replicates");
}

/* --- many at once --- */

static void together_of(const char *name, double (*draw)(struct sim_stream *), double mean, double common)
{
    enum { N = 30, K = 25 };
    long any = 0, all = 0, held = 0;
    for (long i = 0; i < studies; i++) {
        struct sim_stream stream = lot_of(name, i);
        struct sim_largest largest = { 0 };
        double x[N * K], p[K];
        bool told = false, out = false;
        for (int r = 0; r < N; r++) {
            double shared = draw(&stream) - mean;
            for (int k = 0; k < K; k++)
                x[r * K + k] = common * shared + (draw(&stream) - mean);
        }
        sim_largest_take(&largest, x, N, K, stream);
        for (int k = 0; k < K; k++) {
            struct sim_numbers own = { 0 };
            for (int r = 0; r < N; r++)
                sim_numbers_add(&own, x[r * K + k]);
            double t = own.moments.mean / sim_moments_error(&own.moments),
                   bar = sim_bar_t(sim_largest_bar(&largest), &own);
            bool skewed = sim_numbers_are_skewed(&own);
            double skewness = skewed ? sim_numbers_skewness(&own) : 0;
            p[k] = sim_p_of(&own);
            told = told || p[k] < 0.05;
            out = out || t > sim_skewed(bar, skewness, N) || t < sim_skewed(-bar, skewness, N);
        }
        sim_holm(p, K);
        bool by_holm = false;
        for (int k = 0; k < K; k++)
            by_holm = by_holm || p[k] < 0.05;
        any += told;
        all += out;
        held += by_holm;
    }
    tell("(no promise)", any, studies, "%s: each by itself (low, high)", name);
    tell("5 %", all, studies, "%s: low_all, high_all", name);
    tell("at most 5 %", held, studies, "%s: p_holm", name);
}

static void together(void)
{
    long best = 0, near = 0;
    head("25 differences of which none is real, n = 30: studies that see one");
    together_of("independent normal", normal, 0, 0);
    together_of("dependent normal", normal, 0, 1.5);
    together_of("exponential", exponential, 1, 0);
    head("Which arm is best (best), and what is negligible (--worth)");
    for (long i = 0; i < studies; i++) {
        struct sim_stream stream = lot_of("best", i);
        struct sim_interval far[5];
        struct sim_moments edge = { 0 };
        double x[30 * 5];
        for (int r = 0; r < 30; r++)
            for (int k = 0; k < 5; k++)
                x[r * 5 + k] = normal(&stream) + (k == 2 ? 0.2 : 0);
        sim_with_the_best(x, 30, 5, stream, far);
        best += !(far[2].high > 0);
        for (int r = 0; r < 30; r++)
            sim_moments_add(&edge, 0.5 + normal(&stream));
        near += sim_is_negligible(&edge, 0.5);
    }
    tell("at most 5 %", best, studies, "the best of five arms is said not to be it, n = 30");
    tell("at most 5 %", near, studies, "an effect as large as what is worth seeing is called negligible");
}

/* --- regimes, quantiles, times --- */

static double two_heaps(struct sim_stream *stream)
{
    return normal(stream) + (sim_stream_below(stream, 2) == 0 ? 0 : 3);
}

static double two_far_heaps(struct sim_stream *stream)
{
    return normal(stream) + (sim_stream_below(stream, 2) == 0 ? 0 : 4);
}

static void regimes(void)
{
    static const struct {
        const char *what, *promised;
        double (*draw)(struct sim_stream *);
        long n;
    } cases[] = {
        { "normal, n = 100", "at most 5 %", normal, 100 },
        { "uniform, n = 100", "5 %", sim_stream_uniform, 100 },
        { "exponential, n = 100", "at most 5 %", exponential, 100 },
        { "lognormal, sigma 1.5, n = 200", "at most 5 %", steep, 200 },
        { "normal, rounded, n = 200", "at most 5 %", whole, 200 },
        { "two heaps 3 sd apart, n = 200", "(power)", two_heaps, 200 },
        { "two heaps 4 sd apart, n = 200", "(power)", two_far_heaps, 200 },
    };
    head("two_regimes says yes");
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        long yes = 0;
        for (long i = 0; i < studies; i++) {
            struct sim_stream stream = lot_of(cases[c].what, i);
            double x[200];
            for (long n = 0; n < cases[c].n; n++)
                x[n] = cases[c].draw(&stream);
            yes += sim_regimes_of(x, cases[c].n) == SIM_TWO_REGIMES;
        }
        tell(cases[c].promised, yes, studies, "%s", cases[c].what);
    }
}

/** 50 points of an inert parameter, 10 replicates, months in which something happens by luck that the points share. */
static void times(void)
{
    enum { MONTHS = 24, ROWS = 10, POINTS = 50 };
    long p_hits = 0, rmst = 0;
    head("Time until an event: 50 points that share the luck of 10 replicates, arms alike");
    for (long i = 0; i < studies; i++) {
        struct sim_stream stream = lot_of("times", i);
        int month[ROWS][2][POINTS];
        long events[MONTHS] = { 0 };
        double scores[MONTHS + 1], difference[ROWS], months[ROWS], chi2, p;
        for (int r = 0; r < ROWS; r++)
            for (int a = 0; a < 2; a++) {
                double luck = normal(&stream);
                for (int q = 0; q < POINTS; q++) {
                    double at = 14 + 8 * luck + normal(&stream);
                    month[r][a][q] = at < 0 ? 0 : at >= MONTHS ? MONTHS : (int)at;
                    if (month[r][a][q] < MONTHS) {
                        events[month[r][a][q]]++;
                    }
                }
            }
        sim_logrank_scores(events, MONTHS, ROWS * 2L * POINTS, scores);
        for (int r = 0; r < ROWS; r++) {
            difference[r] = months[r] = 0;
            for (int q = 0; q < POINTS; q++) {
                difference[r] += scores[month[r][0][q]] - scores[month[r][1][q]];
                months[r] += (double)(month[r][0][q] - month[r][1][q]) / POINTS;
            }
        }
        sim_logrank_paired(difference, ROWS, stream, &chi2, &p);
        p_hits += p <= 0.05;
        rmst += holds(interval_of(months, ROWS, -MONTHS, MONTHS), 0);
    }
    tell("at most 5 %", p_hits, studies, "logrank_p is 0.05 or less");
    tell("95 %", rmst, studies, "interval of months_without's difference holds 0");
}

/* --- until --- */

static void until_of(const struct spread *spread, double width, long at_most)
{
    long hits = 0, narrow = 0;
    double replicates = 0;
    for (long i = 0; i < studies; i++) {
        struct sim_stream stream = lot_of("until", i);
        struct sim_numbers numbers = { 0 };
        double half = 0;
        bool enough = false;
        long n = 0;
        while (n < at_most && !enough) {
            sim_numbers_add(&numbers, spread->draw(&stream));
            n++;
            enough = n >= SIM_LEAST_REPLICATES &&
                     sim_until_enough(&numbers, spread->low, spread->high, sim_t95(numbers.moments.n), width, &half);
        }
        replicates += (double)n;
        narrow += enough;
        hits += enough && fabs(numbers.moments.mean - spread->mean) <= width;
    }
    tell("95 %", hits, narrow > 0 ? narrow : 1, "%s, half width %g (mean of %.0f replicates)", spread->name, width,
         replicates / (double)studies);
}

static void stopping(void)
{
    head("until: where it stopped, the truth is no farther than the half width");
    until_of(&spreads[0], 0.5, 2000);
    until_of(&spreads[0], 0.2, 2000);
    until_of(&spreads[4], 0.3, 2000);
    until_of(&spreads[5], 0.3, 4000);
    until_of(&spreads[7], 0.03, 4000);
    until_of(&spreads[7], 0.01, 8000);
}

/* --- sensitivity --- */

/** 5 x1 + 3 x2 + luck of its own in every run, x3 inert; random base points, `replicates` runs each. */
static void saltelli_study(struct sim_stream *stream, long n, long replicates, double luck, double *y)
{
    for (long i = 0; i < n; i++) {
        double a[3], b[3];
        for (int j = 0; j < 3; j++) {
            a[j] = sim_stream_uniform(stream);
            b[j] = sim_stream_uniform(stream);
        }
        for (int part = 0; part < 5; part++) {
            double x1 = part == 4 || part == 1 ? b[0] : a[0], x2 = part == 4 || part == 2 ? b[1] : a[1];
            for (long r = 0; r < replicates; r++)
                y[(i * 5 + part) * replicates + r] = 5 * x1 + 3 * x2 + luck * normal(stream);
        }
    }
}

static void sensitivity(void)
{
    enum { N = 128, R = 4 };
    static double y[N * 5 * R];
    long s1 = 0, st = 0, inert = 0, some = some_of(2), any = 0;
    head("Sensitivity");
    for (long i = 0; i < some; i++) {
        struct sim_stream stream = lot_of("saltelli", i);
        double room[12];
        struct sim_indices indices = { room, room + 3, room + 6, room + 9, NULL, NULL, 0 };
        saltelli_study(&stream, N, R, 1.5, y);
        struct sim_answers answers = { y, R, 1.5 * 1.5 };
        sim_sobol_indices(&answers, N, 3, seed + (uint64_t)i, &indices);
        s1 += fabs(room[0] - 25.0 / 34) <= room[3];
        st += fabs(room[6] - 25.0 / 34) <= room[9];
        inert += fabs(room[8]) <= room[11];
    }
    tell("95 %", s1, some, "S1 of x1 within conf (5 x1 + 3 x2 + luck, 128 base points, 4 replicates)");
    tell("95 %", st, some, "ST of x1 within conf");
    tell("95 %", inert, some, "ST of an inert parameter within conf of 0");
    for (long i = 0; i < some; i++) {
        enum { WORLDS = 200, D = 20 };
        struct sim_stream stream = lot_of("given", i);
        double x[WORLDS * D], answer[WORLDS];
        struct sim_dependence depends[D], lines;
        for (int w = 0; w < WORLDS; w++) {
            answer[w] = normal(&stream);
            for (int f = 0; f < D; f++)
                x[w * D + f] = sim_stream_uniform(&stream);
        }
        sim_given_data(x, answer, WORLDS, D, stream, depends, &lines);
        bool told = false;
        for (int f = 0; f < D; f++)
            told = told || depends[f].first > lines.first;
        any += told;
    }
    tell("5 %", any, some, "20 parameters without meaning, 200 worlds: one passes the line of S1");
}

/* --- verdicts --- */

static int arms_of[4] = { 0, 1, 2, 3 };

/** How a claim of some tests of "greater" is answered, where each true effect is `effect`. */
static void claims_of(const char *name, int tests, double effect, double least)
{
    enum { N = 40 };
    long answers[4] = { 0 };
    for (long i = 0; i < studies; i++) {
        struct sim_stream stream = lot_of("claim", i);
        struct sim_finding findings[3];
        for (int t = 0; t < tests; t++) {
            double values[N * 2];
            struct sim_test test = { .expects = SIM_GREATER,
                                     .first = arms_of + 1,
                                     .first_count = 1,
                                     .second = arms_of,
                                     .second_count = 1,
                                     .least = least };
            for (int r = 0; r < N; r++) {
                values[2 * r] = 0;
                values[2 * r + 1] = effect + normal(&stream);
            }
            sim_test_findings(&test, values, NULL, N, 2, true, &findings[t]);
            sim_finding_widen(&findings[t], tests);
        }
        answers[sim_findings_answer(findings, tests)]++;
    }
    for (int a = 0; a < 4; a++) {
        tell(effect > 0 || a == SIM_UNDECIDED ? ""
             : a == SIM_HOLDS                 ? "at most 2.5 %"
             : a == SIM_NEGLIGIBLE            ? ""
                                              : "at most 2.5 %",
             answers[a], studies, "%s: %s", name, sim_answer_word((enum sim_answer)a));
    }
}

/** The share of worlds, where the true effects of 200 worlds are normal and each is run 8 times. */
static void worlds_of(double mean, double sd, int findings)
{
    enum { WORLDS = 200, RUNS = 8 };
    static struct sim_finding found[WORLDS * 3];
    static const bool either[3] = { false };
    long some = some_of(2), hits = 0, most = 0, few = 0;
    double truth = pow(sd > 0 ? gsl_cdf_ugaussian_P(mean / sd) : mean > 0, findings);
    for (long i = 0; i < some; i++) {
        struct sim_stream stream = lot_of("worlds", i);
        struct sim_world_share share;
        for (int w = 0; w < WORLDS * findings; w++) {
            struct sim_moments runs = { 0 };
            double effect = mean + sd * normal(&stream);
            for (int r = 0; r < RUNS; r++)
                sim_moments_add(&runs, effect + 3 * normal(&stream));
            found[w] = (struct sim_finding){ .found = runs.mean, .error = sim_moments_error(&runs), .n = RUNS };
        }
        sim_share_of_worlds(found, either, WORLDS, findings, stream, &share);
        hits += share.low <= truth && truth <= share.high;
        most += share.low > 0.5;
        few += share.high < 0.5;
    }
    tell("95 %", hits, some, "%d tests, effects %g +- %g, luck 3: interval holds the true %.0f %%", findings, mean, sd,
         100 * truth);
    tell(truth <= 0.5 ? "at most 5 %" : "", most, some, "... is called most worlds");
    tell(truth >= 0.5 ? "at most 5 %" : "", few, some, "... is called only some worlds");
}

static void verdicts(void)
{
    head("Verdicts of claims, 40 replicates");
    claims_of("one test, no effect", 1, 0, 0);
    claims_of("three tests, no effect", 3, 0, 0);
    claims_of("one test, no effect, 0.5 sd is worth seeing", 1, 0, 0.5);
    claims_of("three tests, each effect 0.8 sd", 3, 0.8, 0);
    head("Share of sampled worlds: 200 worlds of 8 replicates");
    worlds_of(0, 1, 1);
    worlds_of(0.5, 1, 1);
    worlds_of(1, 1, 3);
}

/* --- quantiles --- */

static void quantiles(void)
{
    enum { N = 60 };
    static const double levels[] = { 0.1, 0.5 };
    long some = some_of(2);
    head("Difference of quantiles (--quantile), 60 pairs, exponential");
    for (int k = 0; k < 2; k++) {
        long hits = 0;
        for (long i = 0; i < some; i++) {
            struct sim_stream stream = lot_of("quantile", i);
            double x[N], y[N], u[N], v[N], drawn[SIM_RESAMPLES];
            for (int r = 0; r < N; r++) {
                x[r] = exponential(&stream);
                y[r] = x[r] + 0.5 * exponential(&stream);
            }
            for (int b = 0; b < SIM_RESAMPLES; b++) {
                for (int r = 0; r < N; r++) {
                    long pick = sim_stream_below(&stream, N);
                    u[r] = x[pick];
                    v[r] = y[pick];
                }
                gsl_sort(u, 1, N);
                gsl_sort(v, 1, N);
                drawn[b] = gsl_stats_quantile_from_sorted_data(v, 1, N, levels[k]) -
                           gsl_stats_quantile_from_sorted_data(u, 1, N, levels[k]);
            }
            /* the sum of exponentials of means 1 and 1/2: F(y) = 1 - 2 exp(-y) + exp(-2 y), so exp(-y) = 1 - sqrt(F) */
            double truth = -log(1 - sqrt(levels[k])) + log(1 - levels[k]);
            hits += holds(sim_percentiles(drawn, SIM_RESAMPLES), truth);
        }
        tell("95 %", hits, some, "quantile %g", levels[k]);
    }
}

/* --- boxes --- */

enum { WORLDS = 500, FACTORS = 10 };

/** Boxes of worlds that meet something in `inside` of the worlds with x1 > 0.4 and x2 < 0.6, elsewhere in `outside`. */
static void box_of(long study, double inside, double outside, struct sim_discovery *found)
{
    static double x[WORLDS * FACTORS];
    static const int words[FACTORS];
    static struct sim_load loads[WORLDS];
    struct sim_stream stream = lot_of("boxes", study);
    struct sim_box_wish wish = { 0.05, 0.05 * WORLDS, (double)NAN, 0.05, 0 };
    struct sim_field field;

    for (int w = 0; w < WORLDS; w++) {
        for (int f = 0; f < FACTORS; f++)
            x[w * FACTORS + f] = sim_stream_uniform(&stream);
        bool in = x[w * FACTORS] > 0.4 && x[w * FACTORS + 1] < 0.6;
        loads[w] = (struct sim_load){ 1, sim_stream_uniform(&stream) < (in ? inside : outside) };
    }
    if (!sim_field_init(&field, x, words, WORLDS, FACTORS) ||
        !sim_discovery_init(found, &field, loads, &wish, 1, seed * 1000003 + (uint64_t)study)) {
        abort();
    }
    sim_field_free(&field);
}

static void boxes(void)
{
    static const double clear[] = { 1, 0.9, 0.7 };
    long some = studies / 5 > 20 ? studies / 5 : 20, told = 0;

    head("Boxes (discover): 500 worlds, 10 factors");
    for (long i = 0; i < studies; i++) {
        struct sim_discovery found;
        box_of(i, 0.2, 0.2, &found);
        told += found.boxes[0].significant;
        sim_discovery_free(&found);
    }
    tell("at most 5 %", told, studies, "noise only: a box is found");
    for (int k = 0; k < 3; k++) {
        long ends = 0, hits = 0, spurious = 0;
        for (long i = 0; i < some; i++) {
            struct sim_discovery found;
            box_of(i, clear[k], 1 - clear[k], &found);
            for (int l = 0; l < found.boxes[0].limits_count; l++) {
                const struct sim_found_limit *limit = &found.boxes[0].limits[l];
                bool low = limit->limit.factor == 0 && limit->limit.side == SIM_LOW;
                bool real = low || (limit->limit.factor == 1 && limit->limit.side == SIM_HIGH);
                ends += real;
                hits += real && holds(limit->interval, low ? 0.4 : 0.6);
                spurious += !real;
            }
            sim_discovery_free(&found);
        }
        tell("(power)", ends, 2 * some, "%.0f %% inside, %.0f %% outside: a true limit is found", 100 * clear[k],
             100 - 100 * clear[k]);
        tell("95 %", hits, ends > 0 ? ends : 1, "... and its interval (low, high) holds it");
        tell("", spurious, 18 * some, "... limits without meaning, of 18 that there might be");
    }
}

/* --- regret --- */

static void regrets(void)
{
    enum { N = 60 };
    long shares = 0, nineties = 0, beyond = 0;
    static double values[N * 2], best[N];
    static long ties[N];
    struct sim_regret regret = { .aims = { { 0, false } },
                                 .aims_count = 1,
                                 .arm = -1,
                                 .worlds = N,
                                 .options = 2,
                                 .values = values,
                                 .best = best,
                                 .ties = ties };

    head("Regret (compare --regret): 60 worlds; the first arm is best in 30 % and else loses what is exponential");
    for (long i = 0; i < studies; i++) {
        struct sim_stream stream = lot_of("regret", i);
        struct sim_regrets found;
        for (int w = 0; w < N; w++)
            values[2 * w + 1] = sim_stream_uniform(&stream) < 0.3 ? -1 : exponential(&stream);
        sim_regret_rank(&regret);
        if (!sim_regrets_of(&regret, 0, 0, &found)) {
            abort();
        }
        shares += holds(found.best_share, 0.3);
        nineties += holds(found.interval_90, -log(0.1 / 0.7));
        beyond += 0.7 * exp(-found.most) <= found.beyond;
    }
    tell("95 %", shares, studies, "interval of the share of worlds in which it is best");
    tell("95 %", nineties, studies, "interval of the 90 %% regret");
    tell("95 %", beyond, studies, "no more than beyond_most of all worlds have more than regret_most");
}

static const struct {
    const char *name;
    void (*simulate)(void);
} parts[] = { { "means", means },           { "units", units },
              { "together", together },     { "regimes", regimes },
              { "quantiles", quantiles },   { "times", times },
              { "until", stopping },        { "sensitivity", sensitivity },
              { "boxes", boxes },           { "regret", regrets },
              { "verdicts", verdicts },     { "claims", cover_claims },
              { "compare", cover_compare }, { "indices", cover_sensitivity } };

int main(int argc, char **argv)
{
    studies = argc > 1 ? atol(argv[1]) : studies;
    seed = argc > 2 ? (uint64_t)atoll(argv[2]) : seed;
    printf("Promised against found, %ld simulated studies each (fewer where one takes long), seed %llu.\n", studies,
           (unsigned long long)seed);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (argc < 4 || strcmp(argv[3], parts[i].name) == 0) {
            parts[i].simulate();
        }
    return 0;
}
