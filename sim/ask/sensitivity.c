/* sensitivity.c - estimators over resampled base points and replicates. */
#include "sensitivity.h"

#include <stdlib.h>

#include "../memory.h"

enum { SELDOM = 50 };
static const double LEAST_PART = 1e-12; /* of the mean's square: a smaller variance is that of rounding a float */
static const double MUCH_WORK =
    2e9; /* numbers read by all resamples; above it, replicates are drawn anew more seldom */

/** Means over the replicates drawn, and the base points drawn in the present resample. */
struct sample {
    const struct sim_answers *answers;
    double *y;    /* [row] */
    double noise; /* variance that luck has left in each mean */
    long n;       /* base points that count */
    long *pick;   /* [n]: base points */
    int factors;
    long step; /* rows of a base point */
};

double sim_answers_average(const struct sim_answers *answers, long rows, const long *drawn, double *y)
{
    double pairs = 0, all = (double)answers->replicates * (double)answers->replicates;

    for (long row = 0; row < rows; row++) {
        struct sim_moments here = { 0 };
        const double *values = answers->values + row * answers->replicates;
        for (long r = 0; r < answers->replicates; r++)
            sim_moments_add(&here, values[drawn == NULL ? r : drawn[r]]);
        for (long r = 0; here.n == 0 && r < answers->replicates; r++) /* none of those that were drawn */
            sim_moments_add(&here, values[r]);
        y[row] = sim_moments_mean(&here);
    }
    for (long r = 0; r < answers->replicates; r++)
        for (long k = 0; k < answers->replicates; k++)
            pairs += drawn == NULL ? r == k : drawn[r] == drawn[k];
    return isnan(answers->rest) ? 0 : answers->rest * pairs / all;
}

long sim_answers_whole(const double *y, long n, long step, long *whole)
{
    long count = 0;
    for (long i = 0; i < n; i++) {
        bool good = true;
        for (long k = 0; k < step; k++)
            good = good && !isnan(y[i * step + k]);
        if (good) {
            whole[count++] = i;
        }
    }
    return count;
}

/** Means of all rows over drawn replicates, about `centre`. */
static void average(struct sample *self, long rows, const long *drawn, double centre)
{
    self->noise = sim_answers_average(self->answers, rows, drawn, self->y);
    for (long row = 0; row < rows; row++)
        self->y[row] -= centre;
}

/** Outcome at row `part` of base point pick[i]: row 0 is A, 1 + j AB of factor j, 1 + D + j BA, step - 1 B. */
static double answer(const struct sample *sample, long i, long part)
{
    return sample->y[sample->pick[i] * sample->step + part];
}

/** Variance of A and B together, less luck's. */
static double variance(const struct sample *sample)
{
    struct sim_moments both = { 0 };
    for (long i = 0; i < sample->n; i++) {
        sim_moments_add(&both, answer(sample, i, 0));
        sim_moments_add(&both, answer(sample, i, sample->step - 1));
    }
    return both.squares / (double)both.n - sample->noise;
}

static void saltelli_jansen(const struct sample *sample, int j, double spread, double *s1, double *st)
{
    double first = 0, total = 0;
    for (long i = 0; i < sample->n; i++) {
        double a = answer(sample, i, 0), ab = answer(sample, i, 1 + j), b = answer(sample, i, sample->step - 1);
        first += b * (ab - a);
        total += (a - ab) * (a - ab);
    }
    *s1 = first / (double)sample->n / spread;
    *st = (0.5 * total / (double)sample->n - sample->noise) / spread;
}

/** All four answers of a base point; each square has the noise of two means. */
static void azzini(const struct sample *sample, int j, double *s1, double *st)
{
    double first = 0, total = 0, all = 0, noise = 4 * sample->noise * (double)sample->n;
    for (long i = 0; i < sample->n; i++) {
        double a = answer(sample, i, 0), ab = answer(sample, i, 1 + j), b = answer(sample, i, sample->step - 1),
               ba = answer(sample, i, 1 + sample->factors + j);
        first += 2 * (ba - b) * (a - ab);
        total += (b - ba) * (b - ba) + (a - ab) * (a - ab);
        all += (a - b) * (a - b) + (ba - ab) * (ba - ab);
    }
    *s1 = first / (all - noise);
    *st = (total - noise) / (all - noise);
}

static double second_order(const struct sample *sample, int j, int k, const double *s1, double spread)
{
    double sum = 0;
    for (long i = 0; i < sample->n; i++)
        sum += answer(sample, i, 1 + sample->factors + j) * answer(sample, i, 1 + k) -
               answer(sample, i, 0) * answer(sample, i, sample->step - 1);
    return sum / (double)sample->n / spread - s1[j] - s1[k];
}

static void estimate(const struct sample *sample, double *s1, double *st, double *s2)
{
    double spread = variance(sample);
    int factors = sample->factors;

    for (int j = 0; j < factors; j++)
        s2 == NULL ? saltelli_jansen(sample, j, spread, &s1[j], &st[j]) : azzini(sample, j, &s1[j], &st[j]);
    for (int j = 0; s2 != NULL && j < factors; j++)
        for (int k = j + 1; k < factors; k++)
            s2[j * factors + k] = second_order(sample, j, k, s1, spread);
}

/** Half of the 95 % interval of a normal distribution, as SALib computes it. NAN for a single base point or trajectory:
 * every resample is equal, so that the bootstrap has no spread. */
static double half_interval(const struct sim_moments *resampled, long drawn_from)
{
    return drawn_from < 2 ? (double)NAN : gsl_cdf_ugaussian_Pinv(0.975) * sqrt(sim_moments_variance(resampled));
}

static void confidences(const struct sim_moments *spreads, double *conf, int count, long drawn_from)
{
    for (int i = 0; conf != NULL && i < count; i++)
        conf[i] = half_interval(&spreads[i], drawn_from);
}

static void draw(struct sim_stream *stream, long *drawn, long count, long from)
{
    for (long i = 0; i < count; i++)
        drawn[i] = sim_stream_below(stream, from);
}

/** How often replicates are drawn anew: at every resample, unless that is much to read. */
static int turns_of(const struct sim_answers *answers, long rows)
{
    return answers->replicates < 2                                                  ? SIM_RESAMPLES + 1
           : (double)rows * (double)answers->replicates * SIM_RESAMPLES > MUCH_WORK ? SELDOM
                                                                                    : 1;
}

/** Estimates over resampled base points and replicates; `room` holds one set of estimates, `drawn` a replicate each. */
static void bootstrap(struct sample *sample, const long *whole, uint64_t seed, double centre, double *room, long *drawn,
                      struct sim_moments *spreads, long rows, const struct sim_indices *indices)
{
    int d = sample->factors, count = indices->s2 == NULL ? 2 * d : 2 * d + d * d;
    int turns = turns_of(sample->answers, rows);
    struct sim_stream stream = sim_stream_of(seed, "sobol");

    for (int b = 0; b < SIM_RESAMPLES; b++) {
        if ((b + 1) % turns == 0) {
            draw(&stream, drawn, sample->answers->replicates, sample->answers->replicates);
            average(sample, rows, drawn, centre);
        }
        for (long i = 0; i < sample->n; i++)
            sample->pick[i] = whole[sim_stream_below(&stream, sample->n)];
        estimate(sample, room, room + d, indices->s2 == NULL ? NULL : room + 2 * d);
        for (int i = 0; i < count; i++)
            sim_moments_add(&spreads[i], room[i]);
    }
    confidences(spreads, indices->s1_conf, d, sample->n);
    confidences(spreads + d, indices->st_conf, d, sample->n);
    confidences(spreads + 2 * d, indices->s2_conf, d * d, sample->n);
}

/** Mean of the rows of whole base points: estimators are biased for outcomes far from 0. */
static double centre_of(const struct sample *sample, const long *whole)
{
    struct sim_moments all = { 0 };
    for (long i = 0; i < sample->n; i++)
        for (long k = 0; k < sample->step; k++)
            sim_moments_add(&all, sample->y[whole[i] * sample->step + k]);
    return all.mean;
}

/** There is nothing to share out. */
static void blank(struct sim_indices *indices, int factors)
{
    double *const parts[] = { indices->s1, indices->s1_conf, indices->st, indices->st_conf };
    for (int p = 0; p < 4; p++)
        for (int i = 0; i < factors; i++)
            parts[p][i] = (double)NAN;
    for (int i = 0; indices->s2 != NULL && i < factors * factors; i++)
        indices->s2[i] = indices->s2_conf[i] = (double)NAN;
}

bool sim_sobol_indices(const struct sim_answers *answers, long n, int factors, uint64_t seed,
                       struct sim_indices *indices)
{
    size_t cells = (size_t)factors * (size_t)(2 + factors);
    struct sample sample = { .answers = answers,
                             .factors = factors,
                             .step = (indices->s2 == NULL ? 1 : 2) * factors + 2 };
    long rows = n * sample.step, *whole = calloc((size_t)n, sizeof *whole),
         *drawn = calloc((size_t)answers->replicates, sizeof *drawn);
    double *room = calloc(cells, sizeof *room);
    struct sim_moments *spreads = calloc(cells, sizeof *spreads);
    sample.pick = calloc((size_t)n, sizeof *sample.pick);
    sample.y = calloc((size_t)rows, sizeof *sample.y);
    bool good =
        whole != NULL && drawn != NULL && room != NULL && spreads != NULL && sample.pick != NULL && sample.y != NULL;

    if (good) {
        average(&sample, rows, NULL, 0);
        indices->used = sample.n = sim_answers_whole(sample.y, n, sample.step, whole);
        double centre = centre_of(&sample, whole);
        average(&sample, rows, NULL, centre);
        for (long i = 0; i < sample.n; i++)
            sample.pick[i] = whole[i];
        estimate(&sample, indices->s1, indices->st, indices->s2);
        bool nothing = !(variance(&sample) > LEAST_PART * centre * centre);
        bootstrap(&sample, whole, seed, centre, room, drawn, spreads, rows, indices);
        if (nothing) {
            blank(indices, factors);
        }
    }
    SIM_FREE(whole, drawn, room, spreads, sample.pick, sample.y);
    return good;
}
