/* designs.c - grids, lists, random, Latin hypercube, Sobol, Saltelli and Morris designs, row by row. */
#include "designs.h"

#include <Random123/threefry.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "sobol.h"

enum { FEISTEL_ROUNDS = 4, PERMUTED_WHOLE = 4096 };

/* --- sizes --- */

static long grid_points(const struct sim_design *self)
{
    long points = 1;
    for (int i = 0; i < self->factors_count; i++) {
        if (self->factors[i].levels_count > 0 && points > (1L << 40) / self->factors[i].levels_count) {
            return 1L << 40; /* more than any plan takes: refused there */
        }
        points *= self->factors[i].levels_count;
    }
    return points;
}

static long one_at_a_time_points(const struct sim_design *self)
{
    long points = 1;
    for (int i = 0; i < self->factors_count; i++)
        points += self->factors[i].levels_count;
    return points;
}

int sim_design_dimensions(const struct sim_design *self)
{
    return self->kind == SIM_DESIGN_SALTELLI ? 2 * self->factors_count
           : self->kind == SIM_DESIGN_SOBOL  ? self->factors_count
                                             : 0;
}

/** Rows that one base point of a saltelli design makes: A, AB of each part, BA of each for S2, B. */
static long saltelli_rows(const struct sim_design *self)
{
    return (self->second_order ? 2 : 1) * sim_design_parts(self) + 2;
}

long sim_design_points(const struct sim_design *self)
{
    switch (self->kind) {
    case SIM_DESIGN_NONE:
        return 1;
    case SIM_DESIGN_GRID:
        return grid_points(self);
    case SIM_DESIGN_ONE_AT_A_TIME:
        return one_at_a_time_points(self);
    case SIM_DESIGN_SALTELLI:
        return self->points * saltelli_rows(self);
    case SIM_DESIGN_MORRIS:
        return self->points * (sim_design_parts(self) + 1);
    case SIM_DESIGN_SOBOL:
        return self->points * sim_design_randomisations(self);
    default:
        return self->points;
    }
}

bool sim_design_draws_worlds(const struct sim_design *self)
{
    return self->kind == SIM_DESIGN_LATIN_HYPERCUBE || self->kind == SIM_DESIGN_SOBOL ||
           self->kind == SIM_DESIGN_RANDOM || self->drawn || self->worlds != NULL;
}

/* --- chance --- */

enum stream { STREAM_VALUE = 1, STREAM_SHUFFLE, STREAM_ORDER, STREAM_SIGN, STREAM_BASE, STREAM_PERMUTE };

/** A 32-bit number named by seed, stream, factor and row. */
static uint32_t bits(uint64_t seed, enum stream stream, uint32_t factor, uint64_t row)
{
    threefry4x32_key_t key = { { (uint32_t)seed, (uint32_t)(seed >> 32), 0x64657369, (uint32_t)stream } };
    threefry4x32_ctr_t counter = { { (uint32_t)row, (uint32_t)(row >> 32), factor, 0 } };
    return threefry4x32_R(20, counter, key).v[0];
}

/** Uniform in (0, 1). */
static double uniform(uint64_t seed, enum stream stream, uint32_t factor, uint64_t row)
{
    return (bits(seed, stream, factor, row) + 0.5) / 4294967296.0;
}

/** Steele, Lea & Flood's mixing function (2014). */
static uint64_t mixed(uint64_t x)
{
    x += 0x9e3779b97f4a7c15;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return x ^ x >> 31;
}

/** Place of `row` in a random permutation of 0 .. count - 1: a keyed Feistel network on the next power of four, walked
 * until it lands inside. Any row is found without the others. */
static uint64_t shuffled(uint64_t seed, uint32_t factor, uint64_t row, uint64_t count)
{
    int half = 1;
    while (half < 31 && ((uint64_t)1 << (2 * half)) < count)
        half++;
    uint64_t mask = ((uint64_t)1 << half) - 1;
    do {
        uint64_t left = row >> half, right = row & mask;
        for (int round = 0; round < FEISTEL_ROUNDS; round++) {
            uint64_t next =
                left ^ (bits(seed, STREAM_SHUFFLE, factor * FEISTEL_ROUNDS + (uint32_t)round, right) & mask);
            left = right;
            right = next;
        }
        row = left << half | right;
    } while (row >= count);
    return row;
}

/* --- from the unit interval to values --- */

static double triangular(double u, double low, double mode, double high)
{
    double split = (mode - low) / (high - low);
    return u < split ? low + sqrt(u * (high - low) * (mode - low))
                     : high - sqrt((1 - u) * (high - low) * (high - mode));
}

double sim_factor_value(const struct sim_factor *factor, const struct sim_param *param, double u)
{
    double low = factor->low, high = factor->high;

    if (factor->levels_count > 0) {
        long level = (long)(u * factor->levels_count);
        return factor->levels[level < factor->levels_count ? level : factor->levels_count - 1];
    }
    if (param->kind != SIM_REAL) {
        double steps = floor(high) - ceil(low) + 1;
        double step = floor(u * steps);
        return ceil(low) + (step < steps ? step : steps - 1);
    }
    switch (factor->distribution) {
    case SIM_LOG_UNIFORM:
        return low * pow(high / low, u);
    case SIM_NORMAL: {
        double from = gsl_cdf_gaussian_P(low - factor->a, factor->b),
               to = gsl_cdf_gaussian_P(high - factor->a, factor->b);
        double x = factor->a + gsl_cdf_gaussian_Pinv(from + u * (to - from), factor->b);
        return x < low ? low : x > high ? high : x;
    }
    case SIM_TRIANGULAR:
        return triangular(u, low, factor->a, high);
    case SIM_BETA:
        return low + (high - low) * gsl_cdf_beta_Pinv(u, factor->a, factor->b);
    default:
        return low + u * (high - low);
    }
}

/* --- rows of each kind --- */

static void grid_row(const struct sim_design *self, long row, double *values)
{
    for (int i = self->factors_count - 1; i >= 0; i--) {
        values[i] = self->factors[i].levels[row % self->factors[i].levels_count];
        row /= self->factors[i].levels_count;
    }
}

/** Row 0 is the base of every factor; then each factor takes its levels in turn. */
static void one_at_a_time_row(const struct sim_design *self, long row, double *values)
{
    long at = 1;
    for (int i = 0; i < self->factors_count; i++) {
        long level = row - at;
        bool mine = level >= 0 && level < self->factors[i].levels_count;
        values[i] = mine ? self->factors[i].levels[level] : self->factors[i].base;
        at += self->factors[i].levels_count;
    }
}

/** Uniform permutation of 0 .. count - 1 (Fisher & Yates), of a factor. */
static void permute(uint64_t seed, uint32_t factor, uint16_t *places, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint64_t word = bits(seed, STREAM_PERMUTE, factor, i);
        uint32_t k = (uint32_t)(word * (i + 1) >> 32);
        places[i] = places[k];
        places[k] = (uint16_t)i;
    }
}

/** Rows of a random or latin hypercube design. A keyed network is no uniform permutation of few rows: those are
 * permuted as a whole. */
static void unit_rows(const struct sim_design *self, uint64_t seed, long first, long count, double *rows)
{
    uint16_t places[PERMUTED_WHOLE];
    int width = self->factors_count;
    bool latin = self->kind == SIM_DESIGN_LATIN_HYPERCUBE, few = self->points <= PERMUTED_WHOLE;

    for (int i = 0; i < width; i++) {
        if (latin && few) {
            permute(seed, (uint32_t)i, places, (uint32_t)self->points);
        }
        for (long row = first; row < first + count; row++) {
            double u = uniform(seed, STREAM_VALUE, (uint32_t)i, (uint64_t)row);
            if (latin) {
                uint64_t cell = few ? places[row] : shuffled(seed, (uint32_t)i, (uint64_t)row, (uint64_t)self->points);
                u = ((double)cell + u) / (double)self->points;
            } else if (self->factors[i].to > 0) {
                u = self->factors[i].from + u * (self->factors[i].to - self->factors[i].from);
            }
            rows[(row - first) * width + i] = u;
        }
    }
}

/** Row `row` of a Morris design of D parts: trajectory row / (D + 1), one more part moved at each step, in a random
 * order (Morris 1991; steps of levels / 2 over levels - 1). Factors of a group move together, each its own way
 * (Campolongo et al. 2007). */
static void morris_row(const struct sim_design *self, uint64_t seed, long row, double *u)
{
    int parts = sim_design_parts(self);
    long trajectory = row / (parts + 1), moved = row % (parts + 1);
    int levels = self->levels, jump = levels / 2;
    double step = 1.0 / (levels - 1);

    for (int i = 0; i < self->factors_count; i++) {
        uint64_t name = (uint64_t)trajectory;
        uint64_t place = shuffled(seed + name * 2654435761u, (uint32_t)STREAM_ORDER, (uint64_t)sim_design_part(self, i),
                                  (uint64_t)parts);
        int up = (int)(bits(seed, STREAM_SIGN, (uint32_t)i, name) & 1);
        int base = (int)(uniform(seed, STREAM_BASE, (uint32_t)i, name) * (levels - jump));
        int level = up ? base : base + jump;
        if ((long)place < moved) {
            level += up ? jump : -jump;
        }
        u[i] = level * step;
    }
}

/** One row of a saltelli design from its base point `u` of 2 D numbers (A, then B). */
static void saltelli_row(const struct sim_design *self, long kind, const double *base, double *u)
{
    int width = self->factors_count, parts = sim_design_parts(self);
    bool last = kind == saltelli_rows(self) - 1;
    for (int i = 0; i < width; i++) {
        int part = sim_design_part(self, i);
        bool from_b =
            last || (kind >= 1 && kind <= parts && kind - 1 == part) || (kind > parts && kind - 1 - parts != part);
        u[i] = base[from_b ? width + i : i];
    }
}

/** Owen's scrambling (1995) of one coordinate: each binary digit is turned or not as the digits before it say, so that
 * points are uniform and any stretch of 2^k of them stays as even as it was. */
static double scrambled(uint64_t seed, int dimension, double u)
{
    uint32_t digits = (uint32_t)(u * 4294967296.0), turned = 0;
    for (int k = 0; k < 32; k++) {
        uint64_t before = k == 0 ? 1 : (uint64_t)1 << k | digits >> (32 - k); /* a leading one tells how many */
        turned |= mixed(seed ^ mixed((uint64_t)dimension << 40 ^ before)) >> 63 << (31 - k);
    }
    return ((digits ^ turned) + 0.5) / 4294967296.0;
}

/** A sobol design is scrambled by the seed, and each further sequence of it by a seed of its own. A saltelli design
 * takes the sequence as SALib does, without its first point, all zeros. */
static void sobol_row(const struct sim_design *self, uint64_t seed, long row, double *u)
{
    double base[SIM_SOBOL_DIMENSIONS];

    if (self->kind == SIM_DESIGN_SALTELLI) {
        long each = saltelli_rows(self);
        sim_sobol_point((uint64_t)(row / each) + 1, sim_design_dimensions(self), base);
        saltelli_row(self, row % each, base, u);
        return;
    }
    uint64_t sequence = (uint64_t)(row / self->points), own = sequence == 0 ? seed : mixed(seed ^ mixed(sequence));
    sim_sobol_point((uint64_t)(row % self->points), self->factors_count, base);
    for (int i = 0; i < self->factors_count; i++)
        u[i] = scrambled(own, i, base[i]);
}

/** Rows of a sampled design in the unit cube. */
static void sampled_rows(const struct sim_design *self, uint64_t seed, long first, long count, double *rows)
{
    if (self->kind == SIM_DESIGN_LATIN_HYPERCUBE || self->kind == SIM_DESIGN_RANDOM) {
        unit_rows(self, seed, first, count, rows);
        return;
    }
    for (long row = first; row < first + count; row++) {
        double *u = rows + (row - first) * self->factors_count;
        self->kind == SIM_DESIGN_MORRIS ? morris_row(self, seed, row, u) : sobol_row(self, seed, row, u);
    }
}

/** From the unit cube to values. Those of drawn worlds are rounded to what a run holds: the last digits of libm's
 * functions differ between machines. */
static void values_take(const struct sim_design *self, const struct sim_model *model, double *values)
{
    bool worlds = sim_design_draws_worlds(self);
    for (int i = 0; i < self->factors_count; i++) {
        const struct sim_factor *factor = &self->factors[i];
        const struct sim_param *param = &model->params.list[factor->param];
        double value = sim_factor_value(factor, param, values[i]);
        if (worlds && param->kind == SIM_REAL && factor->levels_count == 0) {
            value = fmin(fmax((double)(float)value, factor->low), factor->high);
        }
        values[i] = value;
    }
}

void sim_design_rows(const struct sim_design *self, const struct sim_model *model, uint64_t seed, long first,
                     long count, double *rows)
{
    int width = self->factors_count;
    bool set = self->kind == SIM_DESIGN_GRID || self->kind == SIM_DESIGN_ONE_AT_A_TIME || self->kind == SIM_DESIGN_LIST;

    if (count <= 0 || width == 0) {
        return;
    }
    if (!set) {
        sampled_rows(self, seed, first, count, rows);
    }
    for (long row = first; row < first + count; row++) {
        double *values = rows + (row - first) * width;
        if (self->kind == SIM_DESIGN_GRID) {
            grid_row(self, row, values);
        } else if (self->kind == SIM_DESIGN_ONE_AT_A_TIME) {
            one_at_a_time_row(self, row, values);
        } else if (self->kind == SIM_DESIGN_LIST) {
            for (int i = 0; i < width; i++)
                values[i] = self->factors[i].levels[row];
        } else {
            values_take(self, model, values);
        }
    }
}

void sim_design_units(const struct sim_design *self, uint64_t seed, long first, long count, double *rows)
{
    sampled_rows(self, seed, first, count, rows);
}

long sim_design_point_among(long points, long i, long most)
{
    static const double golden = 0.6180339887498949;
    double along = (double)i * golden;
    return points <= most ? i : (long)((along - floor(along)) * (double)points);
}
