/* margin.c - levels are found in the points themselves, so that every kind of design is put together in one way. */
#include "margin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "names.h"

/** A design's points while they are put together. */
struct points {
    struct sim_margin *margin;
    double *x;   /* [point][factor] */
    int width;   /* factors */
    long *order; /* points, those with equal other parameters side by side */
    bool *over;  /* [factor]: is it one of those asked for? */
};

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/** Different values of a factor in rising order into levels[points]; returns how many. */
static int levels_fill(const struct points *from, int factor, double *levels)
{
    int count = 0;
    for (long p = 0; p < from->margin->points; p++)
        levels[p] = from->x[p * from->width + factor];
    qsort(levels, (size_t)from->margin->points, sizeof *levels, by_value);
    for (long p = 0; p < from->margin->points; p++)
        if (count == 0 || levels[p] > levels[count - 1]) {
            levels[count++] = levels[p];
        }
    return count;
}

/** Put ranges in place of many levels of a number. */
static int cut(double *levels, int count)
{
    double low = levels[0], width = (levels[count - 1] - low) / SIM_LEVEL_RANGES;
    for (int i = 0; i < SIM_LEVEL_RANGES; i++)
        levels[i] = low + (i + 0.5) * width;
    return SIM_LEVEL_RANGES;
}

/** Place of a value among levels, or among the middles of ranges. */
static int place_of(const double *levels, int count, double value)
{
    int nearest = 0;
    for (int i = 1; i < count; i++)
        nearest = fabs(levels[i] - value) < fabs(levels[nearest] - value) ? i : nearest;
    return nearest;
}

/* --- what levels have in common --- */

static int others_differ(const struct points *from, long a, long b)
{
    for (int f = 0; f < from->width; f++) {
        double x = from->x[a * from->width + f], y = from->x[b * from->width + f];
        if (!from->over[f] && x != y) {
            return x > y ? 1 : -1;
        }
    }
    return 0;
}

static int by_others(const void *a, const void *b, void *context)
{
    long first = *(const long *)a, second = *(const long *)b;
    int differ = others_differ(context, first, second);
    return differ != 0 ? differ : (first > second) - (first < second);
}

/** Keep those points whose other parameters are met in every group; returns how many. */
static long keep_common(struct points *from, bool *seen)
{
    struct sim_margin *margin = from->margin;
    long kept = 0, end;

    qsort_r(from->order, (size_t)margin->points, sizeof *from->order, by_others, from);
    for (long first = 0; first < margin->points; first = end) {
        long groups = 0;
        memset(seen, 0, (size_t)margin->groups * sizeof *seen);
        for (end = first; end < margin->points && others_differ(from, from->order[first], from->order[end]) == 0;
             end++) {
            bool *own = &seen[margin->group_of[from->order[end]]];
            groups += !*own;
            *own = true;
        }
        for (long i = first; i < end; i++)
            if (groups < margin->groups) {
                margin->group_of[from->order[i]] = -1;
            }
        kept += groups < margin->groups ? 0 : end - first;
    }
    return kept;
}

/* --- groups --- */

/** Number the cells of the levels, of which some may have no point. */
static void number_groups(struct sim_margin *self, const double *levels, const int *counts, long *number)
{
    long cells = counts[0] * (long)counts[1];

    for (long c = 0; c < cells; c++)
        number[c] = -1;
    for (long p = 0; p < self->points; p++)
        number[self->group_of[p]] = 0;
    for (long c = 0; c < cells; c++)
        if (number[c] == 0) {
            self->level[self->groups * self->count] = levels[c / counts[1]];
            if (self->count > 1) {
                self->level[self->groups * self->count + 1] = levels[self->points + c % counts[1]];
            }
            number[c] = self->groups++;
        }
    for (long p = 0; p < self->points; p++)
        self->group_of[p] = number[self->group_of[p]];
}

static bool group(struct points *from, const struct sim_plan *plan)
{
    struct sim_margin *self = from->margin;
    double *levels = calloc((size_t)(2 * self->points) + 2 * SIM_LEVEL_RANGES, sizeof *levels);
    int counts[SIM_MOST_OVER] = { 1, 1 };
    bool good = levels != NULL;

    for (int k = 0; good && k < self->count; k++) {
        int factor = self->factors[k];
        enum sim_kind kind = sim_plan_factor(plan, factor)->kind;
        double *own = levels + k * self->points;
        counts[k] = levels_fill(from, factor, own);
        self->cut[k] = kind != SIM_CHOICE && kind != SIM_FLAG && counts[k] > SIM_MOST_LEVELS;
        counts[k] = self->cut[k] ? cut(own, counts[k]) : counts[k];
        for (long p = 0; p < self->points; p++)
            self->group_of[p] =
                self->group_of[p] * counts[k] + place_of(own, counts[k], from->x[p * from->width + factor]);
    }
    long cells = counts[0] * (long)counts[1];
    long *number = good ? calloc((size_t)cells, sizeof *number) : NULL;
    self->level = good ? calloc((size_t)(cells * self->count), sizeof *self->level) : NULL;
    self->size = good ? calloc((size_t)cells, sizeof *self->size) : NULL;
    good = number != NULL && self->level != NULL && self->size != NULL;
    if (good) {
        number_groups(self, levels, counts, number);
    }
    free(levels);
    free(number);
    return good;
}

/** Leave out what cannot be compared, and count the rest. */
static enum sim_status settle(struct points *from, const struct sim_plan *plan, struct sim_errors *errors)
{
    struct sim_margin *self = from->margin;
    bool *seen = calloc((size_t)self->groups + 1, sizeof *seen);
    long kept = self->points;

    if (seen == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for the levels of a design");
    }
    kept = sim_plan_samples_worlds(plan) ? self->points : keep_common(from, seen);
    free(seen);
    self->left_out = self->points - kept;
    for (long p = 0; p < self->points; p++)
        if (self->group_of[p] >= 0) {
            self->size[self->group_of[p]]++;
        }
    return kept > 0 ? SIM_OK
                    : sim_fail(errors, SIM_USAGE,
                               "--over: no setting of the other parameters occurs at every level, so levels would also "
                               "differ in other parameters");
}

static enum sim_status find_factors(struct sim_margin *self, const struct sim_plan *plan, const char *const *names,
                                    struct sim_errors *errors)
{
    int before = errors->count;
    for (int k = 0; k < self->count; k++) {
        self->factors[k] = sim_find_factor(plan, names[k], errors);
        if (k > 0 && self->factors[k] >= 0 && self->factors[k] == self->factors[0]) {
            sim_complain(errors, NULL, 0, 0, "--over %.100s: is given twice", names[k]);
        }
    }
    return errors->count > before ? SIM_USAGE : SIM_OK;
}

enum sim_status sim_margin_init(struct sim_margin *self, const struct sim_plan *plan, const char *const *names,
                                int count, struct sim_errors *errors)
{
    struct points from = { .margin = self, .width = plan->study->design.factors_count };
    size_t points = (size_t)plan->points, width = (size_t)from.width;

    *self = (struct sim_margin){ .count = count, .points = plan->points };
    enum sim_status status = find_factors(self, plan, names, errors);
    if (status != SIM_OK) {
        return status;
    }
    self->group_of = calloc(points + 1, sizeof *self->group_of);
    from.x = calloc(points * width + 1, sizeof *from.x);
    from.order = calloc(points + 1, sizeof *from.order);
    from.over = calloc(width + 1, sizeof *from.over);
    bool good = self->group_of != NULL && from.x != NULL && from.order != NULL && from.over != NULL;
    for (long p = 0; good && p < plan->points; p++)
        from.order[p] = p;
    for (int k = 0; good && k < count; k++)
        from.over[self->factors[k]] = true;
    if (good) {
        sim_plan_rows(plan, 0, plan->points, from.x);
        good = group(&from, plan);
    }
    status = good ? settle(&from, plan, errors)
                  : sim_fail(errors, SIM_MEMORY, "no memory for the levels of %ld points", plan->points);
    SIM_FREE(from.x, from.order, from.over);
    return status;
}

void sim_margin_free(struct sim_margin *self)
{
    SIM_FREE(self->group_of, self->level, self->size);
    *self = (struct sim_margin){ 0 };
}
