/* given_data.c - slices of each parameter, and answers in their order. */
#include "given_data.h"

#include <gsl/gsl_sort.h>
#include <stdlib.h>

#include "../memory.h"

enum { FEWEST = 20, FEWEST_IN_A_SLICE = 5 };

/** Answers of the worlds that have one, and the slice of each in each parameter. */
struct data {
    long n;
    int factors;
    double *y;            /* [n] */
    size_t *order;        /* [n]: places by rising answer */
    unsigned char *slice; /* [factor][n] */
    unsigned char *class; /* [n]: of answers */
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

static double first_of(const struct data *data, const unsigned char *slice, const double *y)
{
    double sum[SIM_MOST_SLICES] = { 0 }, count[SIM_MOST_SLICES] = { 0 }, between = 0;
    struct sim_moments all = { 0 };
    int slices = 0;

    for (long i = 0; i < data->n; i++) {
        sim_moments_add(&all, y[i]);
        sum[slice[i]] += y[i];
        count[slice[i]]++;
    }
    for (int k = 0; k < SIM_MOST_SLICES; k++)
        if (count[k] > 0) {
            between += count[k] * (sum[k] / count[k] - all.mean) * (sum[k] / count[k] - all.mean);
            slices++;
        }
    double share = between / all.squares;
    return 1 - (1 - share) * (double)(data->n - 1) / (double)(data->n - slices);
}

/** Go through the answers in rising order. At each answer of a slice, its distribution may be farthest from that of all
 * answers. `at[i]`: the world that has the i-th lowest answer. Equal answers are one step. */
static double pawn_of(const struct data *data, const unsigned char *slice, const size_t *at)
{
    double seen[SIM_MOST_SLICES] = { 0 }, count[SIM_MOST_SLICES] = { 0 }, far[SIM_MOST_SLICES] = { 0 };
    int slices = 0;

    for (long i = 0; i < data->n; i++)
        count[slice[i]]++;
    for (long i = 0, end; i < data->n; i = end) {
        for (end = i; end < data->n && data->y[data->order[end]] == data->y[data->order[i]]; end++) {
            int k = slice[at[end]];
            far[k] = fmax(far[k], fabs((double)i / (double)data->n - seen[k] / count[k]));
        }
        for (long j = i; j < end; j++)
            seen[slice[at[j]]]++;
        for (long j = i; j < end; j++) {
            int k = slice[at[j]];
            far[k] = fmax(far[k], fabs((double)end / (double)data->n - seen[k] / count[k]));
        }
    }
    for (int k = 0; k < SIM_MOST_SLICES; k++)
        if (count[k] > 0) {
            far[slices++] = far[k];
        }
    gsl_sort(far, 1, (size_t)slices);
    return slices % 2 == 1 ? far[slices / 2] : (far[slices / 2 - 1] + far[slices / 2]) / 2;
}

/** `at` as in pawn_of(). */
static double delta_of(const struct data *data, const unsigned char *slice, const size_t *at)
{
    double both[SIM_MOST_SLICES][SIM_MOST_SLICES] = { { 0 } }, slices[SIM_MOST_SLICES] = { 0 },
           classes[SIM_MOST_SLICES] = { 0 }, n = (double)data->n, far = 0, most = 1;

    for (long i = 0; i < data->n; i++) {
        int k = slice[at[i]], c = data->class[data->order[i]];
        both[k][c]++;
        slices[k]++;
        classes[c]++;
    }
    for (int k = 0; k < SIM_MOST_SLICES; k++)
        for (int c = 0; c < SIM_MOST_SLICES; c++)
            far += fabs(both[k][c] / n - slices[k] / n * classes[c] / n);
    for (int c = 0; c < SIM_MOST_SLICES; c++)
        most -= classes[c] / n * classes[c] / n; /* what a parameter has that tells the class */
    return far / 2 / most;
}

static void data_free(struct data *self)
{
    SIM_FREE(self->class, self->y, self->order, self->slice);
}

static bool data_init(struct data *self, const double *x, const double *y, long n, int factors)
{
    double *column = calloc((size_t)n + 1, sizeof *column);
    size_t *order = calloc((size_t)n + 1, sizeof *order);
    *self = (struct data){ .factors = factors,
                           .y = calloc((size_t)n + 1, sizeof(double)),
                           .order = calloc((size_t)n + 1, sizeof(size_t)),
                           .slice = calloc((size_t)n * (size_t)factors + 1, 1),
                           .class = calloc((size_t)n + 1, 1) };
    bool good = column != NULL && order != NULL && self->y != NULL && self->order != NULL && self->slice != NULL &&
                self->class != NULL;

    for (long i = 0; good && i < n; i++)
        if (!isnan(y[i])) {
            self->y[self->n++] = y[i];
        }
    for (int f = 0; good && f < factors; f++) {
        long kept = 0;
        for (long i = 0; i < n; i++)
            if (!isnan(y[i])) {
                column[kept++] = x[i * factors + f];
            }
        gsl_sort_index(order, column, 1, (size_t)kept);
        cut(column, order, kept, self->slice + (long)f * self->n);
    }
    if (good) {
        gsl_sort_index(self->order, self->y, 1, (size_t)self->n);
        cut(self->y, self->order, self->n, self->class);
    }
    free(column);
    free(order);
    return good;
}

/** The measures of one parameter. `at[i]`: the world that has the i-th lowest answer; `y`: the answer of each world. */
static struct sim_hang hang_of(const struct data *data, int factor, const double *y, const size_t *at)
{
    const unsigned char *slice = data->slice + (long)factor * data->n;
    return (struct sim_hang){ first_of(data, slice, y), pawn_of(data, slice, at), delta_of(data, slice, at) };
}

/** Subtract from a delta what permuted answers give; 1 stays 1. */
static double less_chance(double delta, double chance)
{
    return (delta - chance) / (1 - chance);
}

/** Permute the answers SIM_PERMUTATIONS times. The mean delta of a parameter's permutations is subtracted from its
 * delta. A line is the 95 % point of the largest measure of all parameters. `drawn` has room for a delta of each
 * parameter and permutation. */
static void permute(const struct data *data, struct sim_lot *lot, double *y, long *places, size_t *at, double *drawn,
                    struct sim_hang *hangs, struct sim_hang *lines)
{
    double first[SIM_PERMUTATIONS], pawn[SIM_PERMUTATIONS], delta[SIM_PERMUTATIONS];

    for (int b = 0; b < SIM_PERMUTATIONS; b++) {
        sim_lot_shuffle(lot, places, data->n);
        for (long i = 0; i < data->n; i++) {
            at[i] = (size_t)places[i];
            y[places[i]] = data->y[data->order[i]];
        }
        first[b] = pawn[b] = delta[b] = -INFINITY;
        for (int f = 0; f < data->factors; f++) {
            struct sim_hang hang = hang_of(data, f, y, at);
            first[b] = fmax(first[b], hang.first);
            pawn[b] = fmax(pawn[b], hang.pawn);
            drawn[(long)f * SIM_PERMUTATIONS + b] = hang.delta;
        }
    }
    for (int f = 0; f < data->factors; f++) {
        struct sim_moments chance = { 0 };
        for (int b = 0; b < SIM_PERMUTATIONS; b++)
            sim_moments_add(&chance, drawn[(long)f * SIM_PERMUTATIONS + b]);
        for (int b = 0; b < SIM_PERMUTATIONS; b++)
            delta[b] = fmax(delta[b], less_chance(drawn[(long)f * SIM_PERMUTATIONS + b], chance.mean));
        hangs[f].delta = less_chance(hangs[f].delta, chance.mean);
    }
    *lines = (struct sim_hang){ sim_line(first, SIM_PERMUTATIONS), sim_line(pawn, SIM_PERMUTATIONS),
                                sim_line(delta, SIM_PERMUTATIONS) };
}

bool sim_given_data(const double *x, const double *y, long n, int factors, struct sim_lot lot, struct sim_hang *hangs,
                    struct sim_hang *lines)
{
    struct data data;
    double *shuffled = calloc((size_t)n + 1, sizeof *shuffled),
           *drawn = calloc((size_t)factors * SIM_PERMUTATIONS + 1, sizeof *drawn);
    long *places = calloc((size_t)n + 1, sizeof *places);
    size_t *at = calloc((size_t)n + 1, sizeof *at);
    bool good = data_init(&data, x, y, n, factors) && shuffled != NULL && drawn != NULL && places != NULL && at != NULL;
    bool has_spread = good && data.n >= FEWEST && data.y[data.order[0]] < data.y[data.order[data.n - 1]];

    *lines = (struct sim_hang){ (double)NAN, (double)NAN, (double)NAN };
    for (int f = 0; good && f < factors; f++)
        hangs[f] = has_spread ? hang_of(&data, f, data.y, data.order) : *lines;
    if (has_spread) {
        permute(&data, &lot, shuffled, places, at, drawn, hangs, lines);
    }
    data_free(&data);
    SIM_FREE(shuffled, drawn, places, at);
    return good;
}
