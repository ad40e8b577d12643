/* lite.h - the reference workload as ordinary C: doubles, one run after the other, branches where the rules branch.
 * Whoever includes it has defined `static inline double uniform(void)` in [0, 1) and `static void seed(uint64_t)`.
 * A program of it takes PARTNERS RUNS PASSES and prints CPU seconds of each pass, then mean and sd of the six numbers.
 */
#ifndef LITE_H
#define LITE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TICKS = 120, NUMBERS = 6, MOST = 200 };

struct run {
    int partners;
    double trust[MOST * MOST]; /* [from * partners + to] */
    double commitment[MOST], frustration[MOST], capability[MOST], goal[MOST], heard[MOST];
    double energy, mobilisation, progress, gain, mean_trust, mean_frustration;
};

static inline double clip(double x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

static double mean_of(const double *x, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += x[i];
    return sum / count;
}

static void begin(struct run *r)
{
    int n = r->partners;
    double trust = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            r->trust[i * n + j] = i == j ? 0 : 0.3 + 0.4 * uniform();
            trust += r->trust[i * n + j];
        }
    for (int i = 0; i < n; i++) {
        r->commitment[i] = 0.4 + 0.4 * uniform();
        r->frustration[i] = 0.2 * uniform();
        r->capability[i] = 0.5 + 0.5 * uniform();
        r->goal[i] = uniform();
    }
    r->energy = 1;
    r->mobilisation = 0.5;
    r->progress = 0;
    r->gain = 0.2;
    r->mean_trust = trust / (n * (n - 1));
    r->mean_frustration = mean_of(r->frustration, n);
}

static void lead(struct run *r, double missing)
{
    double reach = clip(0.5 + 0.6 * (r->mean_trust - 0.5) - 0.4 * r->mean_frustration - 0.8 * missing);
    r->mobilisation += 0.1 * (r->energy * reach - r->mobilisation);
    r->energy = clip(r->energy + 0.02 * (1 - r->energy) - 0.03 * r->mobilisation * r->mean_frustration);
}

static void meet(struct run *r)
{
    int n = r->partners;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            if (i != j && uniform() < 0.3) {
                double *trust = &r->trust[i * n + j];
                *trust += 0.1 * (r->commitment[j] * (1 - fabs(r->goal[i] - r->goal[j])) - *trust);
            }
}

/** Goals that are heard, from the old goals; also leaves the mean trust. */
static void listen(struct run *r)
{
    int n = r->partners;
    double all = 0;
    for (int i = 0; i < n; i++) {
        double weight = 0, pull = 0;
        for (int j = 0; j < n; j++) { /* nobody trusts himself: 0 */
            weight += r->trust[i * n + j];
            pull += r->trust[i * n + j] * r->goal[j];
        }
        r->heard[i] = weight < 1e-12 ? r->goal[i] : pull / weight;
        all += weight;
    }
    r->mean_trust = all / (n * (n - 1));
}

static void answer(struct run *r, double missing)
{
    for (int i = 0; i < r->partners; i++) {
        r->goal[i] += 0.2 * r->mobilisation * (r->heard[i] - r->goal[i]);
        r->frustration[i] = clip(0.95 * r->frustration[i] + 0.2 * missing);
        r->commitment[i] = clip(r->commitment[i] + 0.05 * (r->gain - 0.25) - 0.02 * (r->frustration[i] - 0.2) +
                                0.04 * (uniform() - 0.5));
    }
}

static void result(struct run *r, double *out)
{
    int n = r->partners;
    double work = 0, conflict = 0, middle = mean_of(r->goal, n);
    for (int i = 0; i < n; i++) {
        work += r->commitment[i] * r->capability[i];
        conflict += (r->goal[i] - middle) * (r->goal[i] - middle);
    }
    conflict /= n;
    r->gain = work / n * r->mean_trust - 0.02 * conflict;
    r->progress += r->gain;
    r->mean_frustration = mean_of(r->frustration, n);
    out[0] = r->mean_trust;
    out[1] = r->mean_frustration;
    out[2] = mean_of(r->commitment, n);
    out[3] = conflict;
    out[4] = r->mobilisation;
    out[5] = r->progress;
}

static void run_all(struct run *r, long runs, double *out)
{
    for (long i = 0; i < runs; i++) {
        seed((uint64_t)i + 1);
        begin(r);
        for (int tick = 0; tick < TICKS; tick++) {
            double missing = fmax(0, 0.25 - r->gain);
            lead(r, missing);
            meet(r);
            listen(r);
            answer(r, missing);
            result(r, out + (i * TICKS + tick) * NUMBERS);
        }
    }
}

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/** Mean and standard deviation over the runs of each number in the last tick. */
static void tell(const double *out, long runs)
{
    for (int k = 0; k < NUMBERS; k++) {
        double sum = 0, squares = 0;
        for (long i = 0; i < runs; i++)
            sum += out[(i * TICKS + TICKS - 1) * NUMBERS + k];
        for (long i = 0; i < runs; i++)
            squares += pow(out[(i * TICKS + TICKS - 1) * NUMBERS + k] - sum / runs, 2);
        printf("%.9g %.9g\n", sum / runs, sqrt(squares / (runs - 1)));
    }
}

int main(int argc, char **argv)
{
    static struct run r;
    long runs = argc == 4 ? atol(argv[2]) : 0;
    double *out = calloc((size_t)runs * TICKS * NUMBERS + 1, sizeof *out);

    r.partners = argc == 4 ? atoi(argv[1]) : 0;
    if (out == NULL || runs < 2 || r.partners < 2 || r.partners > MOST) {
        fprintf(stderr, "%s PARTNERS RUNS PASSES\n", argv[0]);
        return 2;
    }
    for (int pass = atoi(argv[3]); pass > 0; pass--) {
        double before = cpu_seconds();
        run_all(&r, runs, out);
        printf("%.9f\n", cpu_seconds() - before);
    }
    tell(out, runs);
    free(out);
    return 0;
}

#endif
