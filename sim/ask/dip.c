/* dip.c - the greatest convex minorant and the least concave majorant close in on the peak. */
#include "dip.h"

#include <gsl/gsl_sort.h>
#include <stdlib.h>

enum { FEWEST = 20 };

/** One search. Places count from 1, as in AS 217, so that the arrays have n + 1 cells. */
struct search {
    const double *x; /* x[1] .. x[n] */
    long n, low, high;
    long *convex_next, *concave_next; /* the next knot from each place */
    long *gcm, *lcm;                  /* knots within low .. high */
    long gcm_count, lcm_count, ig, ih;
};

static void next_convex(struct search *self)
{
    const double *x = self->x;
    long *next = self->convex_next;
    next[1] = 1;
    for (long j = 2; j <= self->n; j++) {
        next[j] = j - 1;
        for (;;) {
            long a = next[j], b = next[a];
            if (a == 1 || (x[j] - x[a]) * (double)(a - b) < (x[a] - x[b]) * (double)(j - a)) {
                break;
            }
            next[j] = b;
        }
    }
}

static void next_concave(struct search *self)
{
    const double *x = self->x;
    long *next = self->concave_next;
    next[self->n] = self->n;
    for (long k = self->n - 1; k >= 1; k--) {
        next[k] = k + 1;
        for (;;) {
            long a = next[k], b = next[a];
            if (a == self->n || (x[k] - x[a]) * (double)(a - b) < (x[a] - x[b]) * (double)(k - a)) {
                break;
            }
            next[k] = b;
        }
    }
}

static void knots_find(struct search *self)
{
    long i = 1;
    self->gcm[1] = self->high;
    for (; self->gcm[i] > self->low; i++)
        self->gcm[i + 1] = self->convex_next[self->gcm[i]];
    self->ig = self->gcm_count = i;
    i = 1;
    self->lcm[1] = self->low;
    for (; self->lcm[i] < self->high; i++)
        self->lcm[i + 1] = self->concave_next[self->lcm[i]];
    self->ih = self->lcm_count = i;
}

/** Largest distance between the two curves, and between which knots. */
static double widest(struct search *self)
{
    const double *x = self->x;
    const long *gcm = self->gcm, *lcm = self->lcm;
    long ix = self->gcm_count - 1, iv = 2;
    double d = 0;

    if (self->gcm_count == 2 && self->lcm_count == 2) {
        return 1;
    }
    do {
        long g = gcm[ix], l = lcm[iv];
        if (g > l) {
            long below = gcm[ix + 1];
            double far = (double)(l - below + 1) - (x[l] - x[below]) * (double)(g - below) / (x[g] - x[below]);
            iv++;
            if (far >= d) {
                d = far;
                self->ig = ix + 1;
                self->ih = iv - 1;
            }
        } else {
            long above = lcm[iv - 1];
            double far = (x[g] - x[above]) * (double)(l - above) / (x[l] - x[above]) - (double)(g - above - 1);
            ix--;
            if (far >= d) {
                d = far;
                self->ig = ix + 1;
                self->ih = iv;
            }
        }
        ix = ix < 1 ? 1 : ix;
        iv = iv > self->lcm_count ? self->lcm_count : iv;
    } while (gcm[ix] != lcm[iv]);
    return d;
}

/** Largest distance of the sample from the straight line between two places, over it or under it. */
static double from_the_line(const double *x, long from, long to, bool over)
{
    double most = 1;
    if (to - from <= 1 || x[to] == x[from]) {
        return most;
    }
    double slope = (double)(to - from) / (x[to] - x[from]);
    for (long j = from; j <= to; j++) {
        double far = over ? (double)(j - from + 1) - (x[j] - x[from]) * slope
                          : (x[j] - x[from]) * slope - (double)(j - from - 1);
        most = fmax(most, far);
    }
    return most;
}

/** Dips of the two parts outside the peak that is left. */
static double dip_outside(const struct search *self)
{
    double most = 0;
    for (long j = self->ig; j < self->gcm_count; j++)
        most = fmax(most, from_the_line(self->x, self->gcm[j + 1], self->gcm[j], true));
    for (long j = self->ih; j < self->lcm_count; j++)
        most = fmax(most, from_the_line(self->x, self->lcm[j], self->lcm[j + 1], false));
    return most;
}

static double search_run(struct search *self)
{
    double dip = 1;
    next_convex(self);
    next_concave(self);
    for (;;) {
        knots_find(self);
        if (widest(self) < dip) {
            break;
        }
        dip = fmax(dip, dip_outside(self));
        long low = self->gcm[self->ig], high = self->lcm[self->ih];
        if (low == self->low && high == self->high) {
            break;
        }
        self->low = low;
        self->high = high;
    }
    return dip / (2 * (double)self->n);
}

double sim_dip(const double *sorted, long n)
{
    size_t room = (size_t)n + 2;
    long *places = calloc(4 * room, sizeof *places);
    double dip = (double)NAN;

    if (places != NULL && n > 0) {
        struct search search = { .x = sorted - 1,
                                 .n = n,
                                 .low = 1,
                                 .high = n,
                                 .convex_next = places,
                                 .concave_next = places + room,
                                 .gcm = places + 2 * room,
                                 .lcm = places + 3 * room };
        dip = n < 2 || sorted[0] == sorted[n - 1] ? 1 / (2 * (double)n) : search_run(&search);
    }
    free(places);
    return dip;
}

double sim_dip_bar(long n)
{
    static const struct {
        double n, bar; /* sqrt(n) dip, from 20,000 to 100,000 uniform samples each */
    } table[] = { { 20, 0.4693 },  { 30, 0.4824 },  { 50, 0.4964 },   { 100, 0.5108 },
                  { 200, 0.5212 }, { 500, 0.5295 }, { 1000, 0.5325 }, { 2000, 0.5398 } };
    size_t last = sizeof table / sizeof table[0] - 1, i = 1;

    if ((double)n >= table[last].n) {
        return table[last].bar / sqrt((double)n);
    }
    while (i < last && table[i].n < (double)n)
        i++;
    double part = ((double)n - table[i - 1].n) / (table[i].n - table[i - 1].n);
    return (table[i - 1].bar + fmax(part, 0) * (table[i].bar - table[i - 1].bar)) / sqrt((double)n);
}

/** Spread each run of equal numbers evenly over `step` around it. */
static void spread_ties(double *x, long n, double step)
{
    for (long i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && x[end] == x[i]; end++)
            ;
        double middle = x[i], count = (double)(end - i);
        for (long k = i; k < end; k++)
            x[k] = middle + step * (((double)(k - i) + 0.5) / count - 0.5);
    }
}

enum sim_regimes sim_regimes_of(double *x, long n)
{
    double step = INFINITY;
    long different = n > 0;

    gsl_sort(x, 1, (size_t)n);
    for (long i = 1; i < n; i++)
        if (x[i] > x[i - 1]) {
            different++;
            step = fmin(step, x[i] - x[i - 1]);
        }
    if (n < FEWEST || different < 3) {
        return SIM_REGIMES_UNTOLD;
    }
    spread_ties(x, n, step);
    return sim_dip(x, n) > sim_dip_bar(n) ? SIM_TWO_REGIMES : SIM_ONE_REGIME;
}
