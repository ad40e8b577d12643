/* peaks.c - at which level an arm does best, and which levels may be the best. */
#include <stdlib.h>

#include "compare.h"

/** Level with the highest mean of x[rows][levels]; -1 of none. */
static int highest(const double *x, long rows, int levels)
{
    double most = -INFINITY;
    int best = -1;

    for (int i = 0; i < levels; i++) {
        struct sim_moments all = { 0 };
        for (long row = 0; row < rows; row++)
            sim_moments_add(&all, x[row * levels + i]);
        if (all.n > 0 && all.mean > most) {
            most = all.mean;
            best = i;
        }
    }
    return best;
}

/** From the lowest to the highest place of those that may be the best. */
static struct sim_interval reach(const struct sim_interval *distances, const double *places, int count)
{
    struct sim_interval found = { (double)NAN, (double)NAN };
    for (int i = 0; i < count; i++)
        if (sim_may_be_best(distances[i])) {
            found.low = fmin(found.low, places[i]);
            found.high = fmax(found.high, places[i]);
        }
    return found;
}

bool sim_compare_peak(const struct sim_compare *self, const long *groups, const double *places, int count, int arm,
                      int outcome, bool low, struct sim_peak *peak)
{
    double *x = calloc((size_t)(self->rows * count) + 1, sizeof *x);
    struct sim_interval *distances = calloc((size_t)count + 1, sizeof *distances);
    bool good = x != NULL && distances != NULL;

    *peak = (struct sim_peak){ (double)NAN, { (double)NAN, (double)NAN } };
    for (long cell = 0; good && cell < self->rows * count; cell++)
        x[cell] = (low ? -1 : 1) * sim_compare_own(self, groups[cell % count], cell / count, arm, outcome);
    good = good && sim_with_the_best(x, self->rows, count, sim_stream_of(self->plan->study->seed, "peak"), distances);
    int best = good ? highest(x, self->rows, count) : -1;
    if (best >= 0) {
        *peak = (struct sim_peak){ places[best], reach(distances, places, count) };
    }
    free(x);
    free(distances);
    return good;
}
