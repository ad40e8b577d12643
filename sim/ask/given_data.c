/* given_data.c - slices of each parameter, and answers in their order. */
#include "given_data.h"

#include <gsl/gsl_sort.h>
#include <stdlib.h>

#include "../memory.h"

enum { FEWEST = 20, FEWEST_IN_A_SLICE = 5 };

/** Answers of the worlds that have one, and the slice of each in each parameter. What follows from these alone is kept
 * beside them: a permutation moves answers to other worlds, and there are many permutations. */
struct data {
    long n;
    int factors;
    double *y;            /* [n] */
    size_t *order;        /* [n]: places by rising answer */
    long *steps;          /* ranks at which another answer begins, from 0 to n */
    double *part;         /* [n + 1]: i / n */
    unsigned char *slice; /* [factor][n] */
    double *count;        /* [factor][slice]: worlds */
    unsigned char *class; /* [n]: of answers, by rising answer */
};

static int wanted_slices(long n)
{
    long slices = n / FEWEST_IN_A_SLICE;
    return slices < 2 ? 2 : slices > SIM_MOST_SLICES ? SIM_MOST_SLICES : (int)slices;
}

/** Slices of one parameter: by value where it has few, else by rank; equal values are never parted. */
static void cut(const double *x, const size_t *order, long n, unsigned char *slice)
{
    int wanted = wanted_slices(n), different = 1;
    for (long i = 1; i < n; i++)
        different += x[order[i]] > x[order[i - 1]];
    int at = 0;
    for (long i = 0; i < n; i++) {
        bool next = i > 0 && x[order[i]] > x[order[i - 1]];
        if (next && different <= wanted) {
            at++;
        } else if (next) {
            at = (int)(i * wanted / n);
        }
        slice[order[i]] = (unsigned char)at;
    }
}

/** `all`: of the answers `y`. */
static double first_of(const struct data *data, const unsigned char *slice, const double *count, const double *y,
                       const struct sim_moments *all)
{
    double sum[SIM_MOST_SLICES] = { 0 }, between = 0;
    int slices = 0;

    for (long i = 0; i < data->n; i++)
        sum[slice[i]] += y[i];
    for (int k = 0; k < SIM_MOST_SLICES; k++)
        if (count[k] > 0) {
            between += count[k] * (sum[k] / count[k] - all->mean) * (sum[k] / count[k] - all->mean);
            slices++;
        }
    double share = between / all->squares;
    return 1 - (1 - share) * (double)(data->n - 1) / (double)(data->n - slices);
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/** Go through the answers in rising order. At each answer of a slice, its distribution may be farthest from that of all
 * answers. `ranked[i]`: slice of the world that has the i-th lowest answer. Equal answers are one step. */
static double pawn_of(const struct data *data, const unsigned char *ranked, const double *count)
{
    double seen[SIM_MOST_SLICES] = { 0 }, part[SIM_MOST_SLICES] = { 0 }, far[SIM_MOST_SLICES] = { 0 };
    int slices = 0;

    for (const long *step = data->steps; *step < data->n; step++) {
        for (long i = step[0]; i < step[1]; i++) {
            int k = ranked[i];
            far[k] = larger(far[k], fabs(data->part[step[0]] - part[k]));
            seen[k]++;
        }
        for (long i = step[0]; i < step[1]; i++) {
            int k = ranked[i];
            part[k] = seen[k] / count[k];
            far[k] = larger(far[k], fabs(data->part[step[1]] - part[k]));
        }
    }
    for (int k = 0; k < SIM_MOST_SLICES; k++)
        if (count[k] > 0) {
            far[slices++] = far[k];
        }
    gsl_sort(far, 1, (size_t)slices);
    return slices % 2 == 1 ? far[slices / 2] : (far[slices / 2 - 1] + far[slices / 2]) / 2;
}

/** `ranked` as in pawn_of(). */
static double delta_of(const struct data *data, const unsigned char *ranked, const double *count)
{
    long both[SIM_MOST_SLICES][SIM_MOST_SLICES] = { { 0 } };
    double classes[SIM_MOST_SLICES] = { 0 }, n = (double)data->n, far = 0, most = 1;

    for (long i = 0; i < data->n; i++)
        both[ranked[i]][data->class[i]]++;
    for (int c = 0; c < SIM_MOST_SLICES; c++) {
        for (int k = 0; k < SIM_MOST_SLICES; k++)
            classes[c] += (double)both[k][c];
        most -= classes[c] / n * classes[c] / n; /* the distance that a parameter has which determines the class */
    }
    for (int k = 0; k < SIM_MOST_SLICES; k++)
        for (int c = 0; c < SIM_MOST_SLICES; c++)
            far += fabs(data->part[both[k][c]] - count[k] / n * classes[c] / n);
    return far / 2 / most;
}

static void data_free(struct data *self)
{
    SIM_FREE(self->class, self->y, self->order, self->steps, self->part, self->slice, self->count);
}

/** What follows from the order of the answers. */
static void order_fill(struct data *self, unsigned char *class)
{
    gsl_sort_index(self->order, self->y, 1, (size_t)self->n);
    cut(self->y, self->order, self->n, class);
    long count = 0;
    for (long i = 0; i < self->n; i++) {
        self->class[i] = class[self->order[i]];
        if (i == 0 || self->y[self->order[i]] != self->y[self->order[i - 1]]) {
            self->steps[count++] = i;
        }
    }
    self->steps[count] = self->n;
    for (long i = 0; i <= self->n; i++)
        self->part[i] = (double)i / (double)self->n;
}

static bool data_init(struct data *self, const double *x, const double *y, long n, int factors)
{
    double *column = calloc((size_t)n + 1, sizeof *column);
    size_t *order = calloc((size_t)n + 1, sizeof *order);
    unsigned char *class = calloc((size_t)n + 1, 1);
    *self = (struct data){ .factors = factors,
                           .y = calloc((size_t)n + 1, sizeof(double)),
                           .order = calloc((size_t)n + 1, sizeof(size_t)),
                           .steps = calloc((size_t)n + 1, sizeof(long)),
                           .part = calloc((size_t)n + 1, sizeof(double)),
                           .slice = calloc((size_t)n * (size_t)factors + 1, 1),
                           .count = calloc((size_t)factors * SIM_MOST_SLICES + 1, sizeof(double)),
                           .class = calloc((size_t)n + 1, 1) };
    bool good = column != NULL && order != NULL && class != NULL && self->y != NULL && self->order != NULL &&
                self->steps != NULL && self->part != NULL && self->slice != NULL && self->count != NULL &&
                self->class != NULL;

    for (long i = 0; good && i < n; i++)
        if (!isnan(y[i])) {
            self->y[self->n++] = y[i];
        }
    for (int f = 0; good && f < factors; f++) {
        unsigned char *slice = self->slice + (long)f * self->n;
        long kept = 0;
        for (long i = 0; i < n; i++)
            if (!isnan(y[i])) {
                column[kept++] = x[i * factors + f];
            }
        gsl_sort_index(order, column, 1, (size_t)kept);
        cut(column, order, kept, slice);
        for (long i = 0; i < kept; i++)
            self->count[f * SIM_MOST_SLICES + slice[i]]++;
    }
    if (good) {
        order_fill(self, class);
    }
    SIM_FREE(column, order, class);
    return good;
}

/** The measures of one parameter. `at[i]`: the world that has the i-th lowest answer; `y`: the answer of each world;
 * `all`: of these; `ranked`: room for the worlds. */
static struct sim_dependence dependence_of(const struct data *data, int factor, const double *y,
                                           const struct sim_moments *all, const size_t *at, unsigned char *ranked)
{
    const unsigned char *slice = data->slice + (long)factor * data->n;
    const double *count = data->count + (long)factor * SIM_MOST_SLICES;
    for (long i = 0; i < data->n; i++)
        ranked[i] = slice[at[i]];
    return (struct sim_dependence){ first_of(data, slice, count, y, all), pawn_of(data, ranked, count),
                                    delta_of(data, ranked, count) };
}

static struct sim_moments moments_of(const double *y, long n)
{
    struct sim_moments all = { 0 };
    for (long i = 0; i < n; i++)
        sim_moments_add(&all, y[i]);
    return all;
}

/** Subtract from a delta what permuted answers give; 1 stays 1. */
static double less_chance(double delta, double chance)
{
    return (delta - chance) / (1 - chance);
}

/** Permute the answers SIM_PERMUTATIONS times. The mean delta of a parameter's permutations is subtracted from its
 * delta. A line is the 95 % point of the largest measure of all parameters. `drawn` has room for a delta of each
 * parameter and permutation. */
static void permute(const struct data *data, struct sim_stream *stream, double *y, long *places, size_t *at,
                    unsigned char *ranked, double *drawn, struct sim_dependence *depends, struct sim_dependence *lines)
{
    double first[SIM_PERMUTATIONS], pawn[SIM_PERMUTATIONS], delta[SIM_PERMUTATIONS];

    for (int b = 0; b < SIM_PERMUTATIONS; b++) {
        sim_stream_shuffle(stream, places, data->n);
        for (long i = 0; i < data->n; i++) {
            at[i] = (size_t)places[i];
            y[places[i]] = data->y[data->order[i]];
        }
        const struct sim_moments all = moments_of(y, data->n);
        first[b] = pawn[b] = delta[b] = -INFINITY;
        for (int f = 0; f < data->factors; f++) {
            struct sim_dependence one = dependence_of(data, f, y, &all, at, ranked);
            first[b] = fmax(first[b], one.first);
            pawn[b] = fmax(pawn[b], one.pawn);
            drawn[(long)f * SIM_PERMUTATIONS + b] = one.delta;
        }
    }
    for (int f = 0; f < data->factors; f++) {
        struct sim_moments chance = { 0 };
        for (int b = 0; b < SIM_PERMUTATIONS; b++)
            sim_moments_add(&chance, drawn[(long)f * SIM_PERMUTATIONS + b]);
        for (int b = 0; b < SIM_PERMUTATIONS; b++)
            delta[b] = fmax(delta[b], less_chance(drawn[(long)f * SIM_PERMUTATIONS + b], chance.mean));
        depends[f].delta = less_chance(depends[f].delta, chance.mean);
    }
    *lines = (struct sim_dependence){ sim_line(first, SIM_PERMUTATIONS), sim_line(pawn, SIM_PERMUTATIONS),
                                      sim_line(delta, SIM_PERMUTATIONS) };
}

bool sim_given_data(const double *x, const double *y, long n, int factors, struct sim_stream stream,
                    struct sim_dependence *depends, struct sim_dependence *lines)
{
    struct data data;
    double *shuffled = calloc((size_t)n + 1, sizeof *shuffled),
           *drawn = calloc((size_t)factors * SIM_PERMUTATIONS + 1, sizeof *drawn);
    long *places = calloc((size_t)n + 1, sizeof *places);
    size_t *at = calloc((size_t)n + 1, sizeof *at);
    unsigned char *ranked = calloc((size_t)n + 1, 1);
    bool good = data_init(&data, x, y, n, factors) && shuffled != NULL && drawn != NULL && places != NULL &&
                at != NULL && ranked != NULL;
    bool has_spread = good && data.n >= FEWEST && data.y[data.order[0]] < data.y[data.order[data.n - 1]];

    const struct sim_moments all = has_spread ? moments_of(data.y, data.n) : (struct sim_moments){ 0 };
    *lines = (struct sim_dependence){ (double)NAN, (double)NAN, (double)NAN };
    for (int f = 0; good && f < factors; f++)
        depends[f] = has_spread ? dependence_of(&data, f, data.y, &all, data.order, ranked) : *lines;
    if (has_spread) {
        permute(&data, &stream, shuffled, places, at, ranked, drawn, depends, lines);
    }
    data_free(&data);
    SIM_FREE(shuffled, drawn, places, at, ranked);
    return good;
}
