/* group_data.c - the nearest world of each, in ranks. */
#include "group_data.h"

#include <gsl/gsl_sort.h>
#include <stdlib.h>

#include "../memory.h"

enum { FEWEST = 20, PERMUTATIONS = 200 };

/** Worlds that have an answer. */
struct worlds {
    long n;
    int factors;
    double *rank; /* [factor][n]: 0..1, equal values alike */
    double *y;    /* [n] */
    long *next;   /* [group][n]: the nearest world */
};

static void ranks_fill(const double *column, const size_t *order, long n, double *rank)
{
    for (long first = 0, end; first < n; first = end) {
        for (end = first; end < n && column[order[end]] == column[order[first]];)
            end++;
        for (long i = first; i < end; i++)
            rank[order[i]] = (double)(first + end - 1) / 2 / (double)n;
    }
}

static bool worlds_init(struct worlds *self, const double *x, const double *y, long n, int factors, int groups)
{
    double *column = calloc((size_t)n + 1, sizeof *column);
    size_t *order = calloc((size_t)n + 1, sizeof *order);
    *self = (struct worlds){ .factors = factors,
                             .rank = calloc((size_t)n * (size_t)factors + 1, sizeof(double)),
                             .y = calloc((size_t)n + 1, sizeof(double)),
                             .next = calloc((size_t)n * (size_t)groups + 1, sizeof(long)) };
    bool good = column != NULL && order != NULL && self->rank != NULL && self->y != NULL && self->next != NULL;

    for (long i = 0; good && i < n && self->n < SIM_MOST_NEIGHBOURS; i++)
        if (!isnan(y[i])) {
            self->y[self->n++] = y[i];
        }
    for (int f = 0; good && f < factors; f++) {
        long kept = 0;
        for (long i = 0; kept < self->n; i++)
            if (!isnan(y[i])) {
                column[kept++] = x[i * factors + f];
            }
        gsl_sort_index(order, column, 1, (size_t)kept);
        ranks_fill(column, order, kept, self->rank + (long)f * self->n);
    }
    free(column);
    free(order);
    return good;
}

static double distance(const struct worlds *self, const struct sim_part_of *group, long a, long b)
{
    double sum = 0;
    for (int k = 0; k < group->count; k++) {
        const double *rank = self->rank + group->factors[k] * self->n;
        sum += (rank[a] - rank[b]) * (rank[a] - rank[b]);
    }
    return sum;
}

/** The nearest other world of each; of several that are equally near, one by chance. */
static void neighbours_find(const struct worlds *self, const struct sim_part_of *group, struct sim_stream *stream,
                            long *next)
{
    for (long i = 0; i < self->n; i++) {
        double nearest = INFINITY;
        long ties = 0;
        for (long j = 0; j < self->n; j++) {
            double far = j == i ? INFINITY : distance(self, group, i, j);
            ties = far < nearest ? 1 : far == nearest ? ties + 1 : ties;
            if (far < nearest || (far == nearest && j != i && sim_stream_below(stream, ties) == 0)) {
                nearest = far;
                next[i] = j;
            }
        }
    }
}

static double first_of(const double *y, const long *next, long n, double mean, double variance)
{
    double sum = 0;
    for (long i = 0; i < n; i++)
        sum += (y[i] - mean) * (y[next[i]] - mean);
    return sum / (double)n / variance;
}

/** The 95 % point of the largest index of permuted answers. */
static double line_of(const struct worlds *self, int groups, double mean, double variance, struct sim_stream *stream,
                      double *shuffled, long *places)
{
    double largest[PERMUTATIONS];
    for (int b = 0; b < PERMUTATIONS; b++) {
        sim_stream_shuffle(stream, places, self->n);
        for (long i = 0; i < self->n; i++)
            shuffled[places[i]] = self->y[i];
        largest[b] = -INFINITY;
        for (int g = 0; g < groups; g++)
            largest[b] = fmax(largest[b], first_of(shuffled, self->next + g * self->n, self->n, mean, variance));
    }
    return sim_line(largest, PERMUTATIONS);
}

bool sim_group_data(const double *x, const double *y, long n, int factors, const struct sim_part_of *groups, int count,
                    struct sim_stream stream, double *first, double *line)
{
    struct worlds worlds;
    double *shuffled = calloc((size_t)n + 1, sizeof *shuffled);
    long *places = calloc((size_t)n + 1, sizeof *places);
    bool good = worlds_init(&worlds, x, y, n, factors, count) && shuffled != NULL && places != NULL;
    struct sim_moments all = { 0 };

    *line = (double)NAN;
    for (long i = 0; good && i < worlds.n; i++)
        sim_moments_add(&all, worlds.y[i]);
    bool has_spread = good && worlds.n >= FEWEST && all.squares > 0;
    double variance = all.squares / (double)(all.n > 0 ? all.n : 1);
    for (int g = 0; good && g < count; g++) {
        first[g] = (double)NAN;
        if (has_spread) {
            neighbours_find(&worlds, &groups[g], &stream, worlds.next + g * worlds.n);
            first[g] = first_of(worlds.y, worlds.next + g * worlds.n, worlds.n, all.mean, variance);
        }
    }
    *line = has_spread ? line_of(&worlds, count, all.mean, variance, &stream, shuffled, places) : *line;
    SIM_FREE(worlds.rank, worlds.y, worlds.next, shuffled, places);
    return good;
}
