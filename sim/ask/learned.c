/* learned.c - weights and distances. */
#include "learned.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#include "../memory.h"
#include "../read/designs.h"

enum { PERMUTATIONS = 199, FEWEST = 32, MOST_LOOKED_AT = 500 };
static const double TRIMMED = 0.01; /* of the nearest worlds at either end of a narrowed range */

void sim_world_place(const struct sim_drawn *waves, long world, double *place)
{
    sim_plan_units(waves[sim_wave_of(world)].plan, world, 1, place);
}

/* --- weights --- */

/** Worlds that a wave drew for each unit of the prior's probability at this place. */
static double density_of(const struct sim_drawn *wave, const double *place, int factors)
{
    double density = (double)wave->worlds;
    for (int i = 0; i < factors && wave->parts != NULL; i++) {
        const struct sim_part *part = &wave->parts[i];
        if (place[i] < part->from || place[i] > part->to) {
            return 0;
        }
        density /= part->to - part->from;
    }
    return density;
}

bool sim_weights(const struct sim_drawn *waves, int count, const long *worlds, long worlds_count, double *weights)
{
    int factors = waves[0].plan->study->design.factors_count;
    double *place = calloc((size_t)factors + 1, sizeof *place);

    for (long i = 0; place != NULL && i < worlds_count; i++) {
        double density = 0;
        if (count > 1) {
            sim_world_place(waves, worlds[i], place);
        }
        for (int k = 0; k < count; k++)
            density += count > 1 ? density_of(&waves[k], place, factors) : (double)waves[k].worlds;
        weights[i] = (double)waves[0].worlds / density;
    }
    free(place);
    return place != NULL;
}

double sim_effective(const double *weights, long count)
{
    double sum = 0, squares = 0;
    for (long i = 0; i < count; i++) {
        sum += weights[i];
        squares += weights[i] * weights[i];
    }
    return squares > 0 ? sum * sum / squares : 0;
}

void sim_choose(const double *weights, long count, long wanted, long *places)
{
    double all = 0, below = 0;
    long chosen = 0;

    for (long i = 0; i < count; i++)
        all += weights[i];
    for (long i = 0; i < count; i++) {
        below += weights[i];
        while (chosen < wanted && ((double)chosen + 0.5) / (double)wanted * all < below)
            places[chosen++] = i;
    }
    while (chosen < wanted) /* what rounding left */
        places[chosen++] = count - 1;
}

/* --- distances --- */

double sim_distance(const double *x, long stride, const double *weights, long count, size_t *order)
{
    double all = 0, below = 0, distance = 0;

    gsl_sort_index(order, x, (size_t)stride, (size_t)count);
    for (long i = 0; i < count; i++)
        all += weights[i];
    for (long i = 0; i < count; i++) {
        double at = x[(long)order[i] * stride];
        distance = fmax(distance, fabs(below / all - at));
        below += weights[order[i]];
        distance = fmax(distance, fabs(below / all - at));
    }
    return distance;
}

double sim_distance_line(const double *weights, long count, int factors, struct sim_stream stream)
{
    double largest[PERMUTATIONS], *x = calloc((size_t)count + 1, sizeof *x);
    size_t *order = calloc((size_t)count + 1, sizeof *order);
    double line = (double)NAN;

    for (int b = 0; x != NULL && order != NULL && b < PERMUTATIONS; b++) {
        largest[b] = 0;
        for (int f = 0; f < factors; f++) {
            for (long i = 0; i < count; i++)
                x[i] = sim_stream_uniform(&stream);
            largest[b] = fmax(largest[b], sim_distance(x, 1, weights, count, order));
        }
    }
    if (x != NULL && order != NULL) {
        line = sim_line(largest, PERMUTATIONS);
    }
    free(x);
    free(order);
    return line;
}

double sim_weighted_quantile(const double *x, long stride, const double *weights, long count, const size_t *order,
                             double level)
{
    double all = 0, below = 0;

    for (long i = 0; i < count; i++)
        all += weights[i];
    for (long i = 0; i < count; i++) {
        below += weights[order[i]];
        if (below >= level * all) {
            return x[(long)order[i] * stride];
        }
    }
    return count > 0 ? x[(long)order[count - 1] * stride] : (double)NAN;
}

/* --- what is learned --- */

/** Kept worlds, or a sample of them of equal weight. */
struct sample {
    long count;
    double *places, *weights; /* [world][factor]; [world] */
    size_t *order;            /* scratch */
};

static bool sample_init(struct sample *self, const struct sim_drawn *waves, const long *kept, const double *weights,
                        long count)
{
    size_t rows = (size_t)(count < MOST_LOOKED_AT ? count : MOST_LOOKED_AT) + 1;
    size_t factors = (size_t)waves[0].plan->study->design.factors_count;
    long *chosen = calloc(rows, sizeof *chosen);
    bool all = count <= MOST_LOOKED_AT, good;

    *self = (struct sample){ (long)rows - 1, calloc(rows * factors + 1, sizeof(double)), calloc(rows, sizeof(double)),
                             calloc(rows, sizeof(size_t)) };
    good = chosen != NULL && self->places != NULL && self->weights != NULL && self->order != NULL;
    if (good && !all) {
        sim_choose(weights, count, self->count, chosen);
    }
    for (long i = 0; good && i < self->count; i++) {
        self->weights[i] = all ? weights[i] : 1;
        sim_world_place(waves, kept[all ? i : chosen[i]], self->places + (size_t)i * factors);
    }
    free(chosen);
    return good;
}

static void factor_learn(const struct sample *sample, const struct sim_plan *plan, int factor,
                         struct sim_learned *learned)
{
    static const double levels[] = { 0.05, 0.5, 0.95 };
    const struct sim_factor *of = &plan->study->design.factors[factor];
    const struct sim_param *param = &plan->model->params.list[of->param];
    const double *x = sample->places + factor;
    long stride = plan->study->design.factors_count, count = sample->count;

    learned->distance = count > 0 ? sim_distance(x, stride, sample->weights, count, sample->order) : (double)NAN;
    for (int i = 0; i < 3; i++) {
        double place = sim_weighted_quantile(x, stride, sample->weights, count, sample->order, levels[i]);
        learned->prior[i] = sim_factor_value(of, param, levels[i]);
        learned->matched[i] = count > 0 ? sim_factor_value(of, param, place) : (double)NAN;
    }
}

bool sim_learn(const struct sim_drawn *waves, const long *kept, const double *weights, long count,
               struct sim_stream stream, struct sim_learned *learned, double *line)
{
    const struct sim_plan *plan = waves[0].plan;
    int factors = plan->study->design.factors_count;
    struct sample sample;
    bool good = sample_init(&sample, waves, kept, weights, count);

    for (int f = 0; good && f < factors; f++)
        factor_learn(&sample, plan, f, &learned[f]);
    *line = good && count > 0 ? sim_distance_line(sample.weights, sample.count, factors, stream) : (double)NAN;
    SIM_FREE(sample.places, sample.weights, sample.order);
    return good;
}

/* --- a narrower wave --- */

/** The part of a factor in which the nearest worlds lie; `x`: their places within the old part, sorted by `order`. */
static struct sim_part narrowed(const struct sim_part *old, const double *x, long stride, long count,
                                const size_t *order)
{
    long cut = (long)floor(TRIMMED * (double)count);
    double width = old->to - old->from, beyond = 1 / (double)count;
    double low = x[(long)order[cut] * stride] - beyond, high = x[(long)order[count - 1 - cut] * stride] + beyond;

    return (struct sim_part){ old->from + width * fmax(low, 0), old->from + width * fmin(high, 1) };
}

int sim_narrow(const struct sim_drawn *waves, const long *worlds, long count, struct sim_part *parts,
               struct sim_stream stream)
{
    int factors = waves[0].plan->study->design.factors_count, found = 0;
    size_t all = (size_t)count * (size_t)factors;
    double *places = calloc(all + 1, sizeof *places), *weights = calloc((size_t)count + 1, sizeof *weights), line;
    size_t *order = calloc((size_t)count + 1, sizeof *order);

    if (places == NULL || weights == NULL || order == NULL || count < FEWEST) {
        found = count < FEWEST ? 0 : -1;
        goto out;
    }
    for (long i = 0; i < count; i++) {
        double *place = places + i * factors;
        sim_world_place(waves, worlds[i], place);
        for (int f = 0; f < factors; f++)
            place[f] = (place[f] - parts[f].from) / (parts[f].to - parts[f].from);
        weights[i] = 1;
    }
    line = sim_distance_line(weights, count, factors, stream);
    for (int f = 0; f < factors; f++)
        if (sim_distance(places + f, factors, weights, count, order) > line) {
            struct sim_part part = narrowed(&parts[f], places + f, factors, count, order);
            found += part.to - part.from < parts[f].to - parts[f].from;
            parts[f] = part;
        }
out:
    SIM_FREE(places, weights, order);
    return found;
}
