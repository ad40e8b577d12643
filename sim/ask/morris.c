/* morris.c - elementary effects (Morris 1991, Campolongo et al. 2007), with luck's part taken off. */
#include <stdlib.h>

#include "../memory.h"
#include "sensitivity.h"

/** Where each effect comes from, [part][trajectory]: the number of the row after the step, or minus that number where
 * the parameter went down. Steps of a group count as up: its members go up and down. */
struct steps {
    long *after;
    long trajectories;
    int factors, parts;
    double jump;
};

static void steps_find(struct steps *self, const struct sim_plan *plan, double *rows)
{
    const struct sim_design *design = &plan->study->design;
    int d = self->factors, each = self->parts + 1;
    for (long t = 0; t < self->trajectories; t++) {
        sim_plan_units(plan, t * each, each, rows);
        for (int step = 1; step < each; step++)
            for (int i = 0; i < d; i++) {
                double moved = rows[step * d + i] - rows[(step - 1) * d + i];
                bool down = moved < 0 && design->factors[i].group[0] == '\0';
                if (moved != 0) {
                    self->after[sim_design_part(design, i) * self->trajectories + t] =
                        down ? -(t * each + step) : t * each + step;
                }
            }
    }
}

/** Is a part of the design a group? Then its effects have no sign. */
static bool is_group(const struct sim_design *design, int part)
{
    bool group = false;
    for (int i = 0; i < design->factors_count; i++)
        group = group || (sim_design_part(design, i) == part && design->factors[i].group[0] != '\0');
    return group;
}

static double effect(const struct steps *self, const double *y, int factor, long t)
{
    long after = self->after[factor * self->trajectories + t];
    return after > 0 ? (y[after] - y[after - 1]) / self->jump : (y[-after - 1] - y[-after]) / self->jump;
}

/** Mean size of a normal spread (the folded normal's). */
static double folded(double mean, double spread)
{
    if (!(spread > 0)) {
        return fabs(mean);
    }
    double far = mean / spread;
    return spread * sqrt(2 / M_PI) * exp(-far * far / 2) + mean * (1 - 2 * gsl_cdf_ugaussian_P(-far));
}

struct measures {
    double mu, mu_star, sigma;
};

/** Measures of one part over the picked trajectories. `noise`: variance that luck has left in each answer. */
static struct measures measure(const struct steps *self, const double *y, double noise, int factor, const long *pick,
                               long count)
{
    struct sim_moments all = { 0 }, sizes = { 0 };
    for (long i = 0; i < count; i++) {
        double value = effect(self, y, factor, pick[i]);
        sim_moments_add(&all, value);
        sim_moments_add(&sizes, fabs(value));
    }
    double seen = sim_moments_variance(&all), own = seen - 2 * noise / (self->jump * self->jump);
    double spread = own > 0 ? sqrt(own) : 0,
           less = noise > 0 ? folded(all.mean, spread) / folded(all.mean, sqrt(seen)) : 1;
    return (struct measures){ sim_moments_mean(&all), sim_moments_mean(&sizes) * (isnan(less) ? 1 : less),
                              isnan(seen) ? seen : spread };
}

/** Spread of mu_star over resampled trajectories and replicates; `room` has a number for each row. */
static void bootstrap(const struct steps *self, const struct sim_answers *answers, const long *whole, long count,
                      uint64_t seed, long *pick, double *room, double *conf)
{
    long rows = self->trajectories * (self->parts + 1), *drawn = pick + self->trajectories;
    struct sim_moments *spreads = calloc((unsigned)self->parts, sizeof *spreads);
    struct sim_stream stream = sim_stream_of(seed, "morris");
    double noise = sim_answers_average(answers, rows, NULL, room);

    for (int b = 0; spreads != NULL && b < SIM_RESAMPLES; b++) {
        for (long r = 0; r < answers->replicates; r++)
            drawn[r] = sim_stream_below(&stream, answers->replicates);
        if (answers->replicates > 1) {
            noise = sim_answers_average(answers, rows, drawn, room);
        }
        for (long t = 0; t < count; t++)
            pick[t] = whole[sim_stream_below(&stream, count)];
        for (int i = 0; i < self->parts; i++)
            sim_moments_add(&spreads[i], measure(self, room, noise, i, pick, count).mu_star);
    }
    for (int i = 0; i < self->parts; i++)
        conf[i] = spreads == NULL || count < 2
                      ? (double)NAN
                      : gsl_cdf_ugaussian_Pinv(0.975) * sqrt(sim_moments_variance(&spreads[i]));
    free(spreads);
}

bool sim_morris_effects(const struct sim_plan *plan, const struct sim_answers *answers, struct sim_effects *effects)
{
    const struct sim_design *design = &plan->study->design;
    int d = design->factors_count, parts = sim_design_parts(design);
    struct steps steps = { .trajectories = design->points,
                           .factors = d,
                           .parts = parts,
                           .jump = design->levels / (2.0 * (design->levels - 1)) };
    long rows = design->points * (parts + 1);
    double *units = calloc((size_t)(d * (parts + 1)), sizeof *units), *y = calloc((size_t)rows, sizeof *y);
    long *whole = calloc((size_t)design->points, sizeof *whole),
         *pick = calloc((size_t)(design->points + answers->replicates), sizeof *pick);
    bool good;

    steps.after = calloc((size_t)(parts * design->points), sizeof *steps.after);
    good = units != NULL && y != NULL && whole != NULL && pick != NULL && steps.after != NULL;
    if (good) {
        steps_find(&steps, plan, units);
        double noise = sim_answers_average(answers, rows, NULL, y);
        effects->used = sim_answers_whole(y, design->points, parts + 1, whole);
        for (int i = 0; i < parts; i++) {
            struct measures found = measure(&steps, y, noise, i, whole, effects->used);
            effects->mu[i] = is_group(design, i) ? (double)NAN : found.mu;
            effects->mu_star[i] = found.mu_star;
            effects->sigma[i] = is_group(design, i) ? (double)NAN : found.sigma;
        }
        bootstrap(&steps, answers, whole, effects->used, plan->study->seed, pick, y, effects->mu_star_conf);
    }
    SIM_FREE(units, y, whole, pick, steps.after);
    return good;
}
