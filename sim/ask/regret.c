/* regret.c - reads the runs once into a table of worlds and options; all answers follow from the table. */
#include "regret.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <stdlib.h>

#include "../memory.h"

static const double MOST_NUMBERS = 1 << 24;
static const double NINE_OF_TEN = 0.9;

static long cell(const struct sim_regret *self, long world, long option, int aim)
{
    return (world * self->options + option) * self->aims_count + aim;
}

/* --- the best --- */

/** A value such that more is better. */
static double worth(const struct sim_regret *self, long world, long option, int aim)
{
    double value = self->values[cell(self, world, option, aim)];
    return self->aims[aim].low ? -value : value;
}

void sim_regret_rank(struct sim_regret *self)
{
    for (long w = 0; w < self->worlds; w++)
        for (int k = 0; k < self->aims_count; k++) {
            double best = -INFINITY;
            long ties = 0;
            for (long o = 0; o < self->options && !isnan(best); o++) {
                double here = worth(self, w, o, k);
                ties = here > best ? 1 : ties + (here == best);
                best = here > best || isnan(here) ? here : best;
            }
            self->best[w * self->aims_count + k] = best;
            self->ties[w * self->aims_count + k] = ties;
        }
}

/* --- reading --- */

static void visit(void *context, const struct sim_seen *seen)
{
    struct sim_regret *self = context;
    long world = self->by_world ? seen->run.point : seen->run.replicate;
    long option = self->arm < 0 ? seen->run.arm : seen->run.point;

    for (int k = 0; k < self->aims_count && (self->arm < 0 || self->arm == seen->run.arm); k++) {
        double value = sim_seen_outcome(seen, self->aims[k].outcome);
        long at = cell(self, world, option, k);
        if (!isnan(value)) {
            self->counts[at]++;
            self->values[at] += (value - self->values[at]) / self->counts[at];
        }
    }
}

enum sim_status sim_regret_init(struct sim_regret *self, const struct sim_plan *plan, const char *out,
                                const struct sim_aim *aims, int count, int arm, struct sim_errors *errors)
{
    bool by_world = sim_plan_samples_worlds(plan);
    *self = (struct sim_regret){ .plan = plan,
                                 .aims_count = count,
                                 .arm = arm,
                                 .by_world = by_world,
                                 .worlds = by_world ? plan->points : plan->replicates,
                                 .options = arm < 0 ? plan->study->arms_count : plan->points };
    double numbers = (double)self->worlds * (double)self->options * count;

    if (numbers > MOST_NUMBERS) {
        return sim_fail(errors, SIM_USAGE,
                        "worlds x options x outcomes are %.0f numbers; the most is %.0f: name fewer outcomes", numbers,
                        MOST_NUMBERS);
    }
    self->values = calloc((size_t)numbers + 1, sizeof *self->values);
    self->counts = calloc((size_t)numbers + 1, sizeof *self->counts);
    self->best = calloc((size_t)self->worlds * (size_t)count + 1, sizeof *self->best);
    self->ties = calloc((size_t)self->worlds * (size_t)count + 1, sizeof *self->ties);
    if (self->values == NULL || self->counts == NULL || self->best == NULL || self->ties == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for %ld worlds", self->worlds);
    }
    for (int k = 0; k < count; k++)
        self->aims[k] = aims[k];
    enum sim_status status = sim_scan(plan, out, visit, self, errors);
    for (long i = 0; i < (long)numbers; i++)
        self->values[i] = self->counts[i] > 0 ? self->values[i] : (double)NAN;
    sim_regret_rank(self);
    return status;
}

void sim_regret_free(struct sim_regret *self)
{
    SIM_FREE(self->values, self->counts, self->best, self->ties);
    *self = (struct sim_regret){ 0 };
}

/* --- one outcome --- */

double sim_regret_at(const struct sim_regret *self, long world, long option, int aim)
{
    return self->best[world * self->aims_count + aim] - worth(self, world, option, aim);
}

/** Lowest of the sorted numbers that is not exceeded by nine of ten, and its interval: order statistics between
 * which the ninetieth percentile of all worlds lies, as the binomial says. */
static void ninetieth(const double *sorted, long n, struct sim_regrets *found)
{
    long low = 0, high = 0;
    found->interval_90 = (struct sim_interval){ (double)NAN, (double)NAN };
    found->most_90 = n > 0 ? sorted[(long)ceil(NINE_OF_TEN * (double)n - 1e-9) - 1] : (double)NAN;
    while (low < n && gsl_cdf_binomial_P((unsigned)low, NINE_OF_TEN, (unsigned)n) <= 0.025)
        low++;
    while (high < n && gsl_cdf_binomial_P((unsigned)high, NINE_OF_TEN, (unsigned)n) < 0.975)
        high++;
    if (low > 0) {
        found->interval_90.low = sorted[low - 1];
    }
    if (high < n) {
        found->interval_90.high = sorted[high];
    }
}

bool sim_regrets_of(const struct sim_regret *self, long option, int aim, struct sim_regrets *found)
{
    double *regrets = calloc((size_t)self->worlds + 1, sizeof *regrets);
    struct sim_moments values = { 0 };
    struct sim_numbers numbers = { 0 };
    enum sim_method method;
    double size = 0;

    *found = (struct sim_regrets){ 0 };
    for (long w = 0; regrets != NULL && w < self->worlds; w++) {
        double regret = sim_regret_at(self, w, option, aim);
        if (isnan(regret)) {
            found->missing++;
            continue;
        }
        regrets[found->n++] = regret;
        sim_numbers_add(&numbers, regret);
        sim_moments_add(&values, self->values[cell(self, w, option, aim)]);
        size = fmax(size, fabs(self->values[cell(self, w, option, aim)]));
        found->best += regret == 0;
        found->alone += regret == 0 && self->ties[w * self->aims_count + aim] == 1;
    }
    if (regrets != NULL) {
        gsl_sort(regrets, 1, (size_t)found->n);
        sim_numbers_level(&numbers, size);
        found->mean = sim_moments_mean(&values);
        found->mean_regret = sim_moments_mean(&numbers.moments);
        found->mean_interval = sim_numbers_interval(&numbers, 0, INFINITY, &method);
        found->mean_interval.low = fmax(found->mean_interval.low, 0);
        found->most = found->n > 0 ? regrets[found->n - 1] : (double)NAN;
        found->beyond = found->n > 0 ? 1 - pow(0.05, 1 / (double)found->n) : (double)NAN;
        ninetieth(regrets, found->n, found);
        sim_wilson(found->best, found->n, &found->best_share.low, &found->best_share.high);
    }
    free(regrets);
    return regrets != NULL;
}

/* --- all outcomes --- */

/** Does an option whose numbers are `one` dominate that of `other`? More is better. */
static bool dominates(const double *one, const double *other, int count)
{
    bool better = false;
    for (int k = 0; k < count; k++) {
        if (one[k] < other[k]) {
            return false;
        }
        better = better || one[k] > other[k];
    }
    return better;
}

static bool is_whole(const struct sim_regret *self, long world)
{
    for (int k = 0; k < self->aims_count; k++)
        if (isnan(self->best[world * self->aims_count + k])) {
            return false;
        }
    return true;
}

static bool is_dominated(const struct sim_regret *self, long world, long option)
{
    double one[SIM_MOST_AIMS], other[SIM_MOST_AIMS];
    for (int k = 0; k < self->aims_count; k++)
        other[k] = worth(self, world, option, k);
    for (long o = 0; o < self->options; o++) {
        for (int k = 0; k < self->aims_count; k++)
            one[k] = worth(self, world, o, k);
        if (dominates(one, other, self->aims_count)) {
            return true;
        }
    }
    return false;
}

/** Means, and 90 % regrets, of every option over its outcomes, [option][aim]; more is better. */
static bool summaries(const struct sim_regret *self, double *means, double *regrets)
{
    for (long o = 0; o < self->options; o++)
        for (int k = 0; k < self->aims_count; k++) {
            struct sim_regrets found;
            if (!sim_regrets_of(self, o, k, &found)) {
                return false;
            }
            means[o * self->aims_count + k] = self->aims[k].low ? -found.mean : found.mean;
            regrets[o * self->aims_count + k] = -found.most_90;
        }
    return true;
}

static long dominator(const struct sim_regret *self, const double *numbers, long option)
{
    for (long o = 0; o < self->options; o++)
        if (dominates(numbers + o * self->aims_count, numbers + option * self->aims_count, self->aims_count)) {
            return o;
        }
    return -1;
}

bool sim_fronts_of(const struct sim_regret *self, struct sim_front *found)
{
    size_t numbers = (size_t)self->options * (size_t)self->aims_count + 1;
    double *means = calloc(numbers, sizeof *means), *regrets = calloc(numbers, sizeof *regrets);
    bool good = means != NULL && regrets != NULL && summaries(self, means, regrets);

    for (long o = 0; good && o < self->options; o++) {
        found[o] = (struct sim_front){ .by_mean = dominator(self, means, o), .by_regret = dominator(self, regrets, o) };
        for (long w = 0; w < self->worlds; w++)
            if (is_whole(self, w)) {
                found[o].n++;
                found[o].kept += !is_dominated(self, w, o);
            }
        sim_wilson(found[o].kept, found[o].n, &found[o].share.low, &found[o].share.high);
    }
    free(means);
    free(regrets);
    return good;
}
