/* ensemble.c - computes a study in memory, block after block, as `run` does but for the disk, and tells how long it
 * took. ensemble STUDY KERNEL THREADS PASSES prints seconds of each pass (CPU time on one thread, wall time on more),
 * then mean and sd over the runs of each outcome. KERNEL "best" takes the first that this machine can run. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../sim/cli/options.h"
#include "../sim/cli/session.h"

#ifndef MODEL
#define MODEL collaboration
#endif
extern const struct sim_model MODEL;

enum { STUDY = 1, KERNEL, THREADS, PASSES, ARGUMENTS };

static double seconds(int threads)
{
    struct timespec t;
    clock_gettime(threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/** Sums of each outcome and of its squares about `middle`, the first run's. */
struct sums {
    int count; /* outcomes of the run; those of its entities follow in a block */
    double *middle, *sum, *squares;
};

static void add_up(struct sums *sums, const struct sim_block *block)
{
    for (int k = 0; k < sums->count; k++)
        for (long i = 0; i < block->count; i++) {
            double value = block->outcomes[(long)k * block->count + i];
            if (block->first + i == 0) {
                sums->middle[k] = value;
            }
            sums->sum[k] += value - sums->middle[k];
            sums->squares[k] += (value - sums->middle[k]) * (value - sums->middle[k]);
        }
}

static enum sim_status compute(struct sim_session *session, struct sums *sums, struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;
    for (long i = 0; i < session->plan.blocks && status == SIM_OK; i++) {
        struct sim_block block = { 0 };
        status = sim_block_init(&block, &session->plan, i, errors);
        if (status == SIM_OK) {
            status = sim_ensemble_run(&session->ensemble, &block, errors);
        }
        if (status == SIM_OK && sums != NULL) {
            add_up(sums, &block);
        }
        sim_block_free(&block);
    }
    return status;
}

static enum sim_status time_passes(struct sim_session *session, long passes, struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;
    for (long pass = 0; pass < passes && status == SIM_OK; pass++) {
        double before = seconds(session->ensemble.threads);
        status = compute(session, NULL, errors);
        printf("%.9f\n", seconds(session->ensemble.threads) - before);
    }
    return status;
}

static enum sim_status tell(struct sim_session *session, struct sim_errors *errors)
{
    int count = session->model->outcomes_count;
    double *memory = calloc(3 * (size_t)count, sizeof *memory), runs = (double)session->plan.runs;
    struct sums sums = { count, memory, memory + count, memory + 2 * count };
    enum sim_status status = memory == NULL ? SIM_MEMORY : compute(session, &sums, errors);

    for (int k = 0; status == SIM_OK && k < count; k++) {
        double mean = sums.sum[k] / runs;
        printf("%.9g %.9g\n", sums.middle[k] + mean, sqrt((sums.squares[k] - runs * mean * mean) / (runs - 1)));
    }
    free(memory);
    return status;
}

int main(int argc, char **argv)
{
    struct sim_errors errors = { 0 };
    struct sim_session session = { 0 };
    struct sim_overrides none = { 0 };
    enum sim_status status;

    if (argc != ARGUMENTS) {
        fprintf(stderr, "%s STUDY KERNEL THREADS PASSES\n", argv[0]);
        return 2;
    }
    status = sim_session_study(&session, &MODEL, argv[STUDY], &none,
                               strcmp(argv[KERNEL], "best") == 0 ? NULL : argv[KERNEL], atol(argv[THREADS]), &errors);
    if (status == SIM_OK) {
        status = time_passes(&session, atol(argv[PASSES]), &errors);
    }
    if (status == SIM_OK) {
        status = tell(&session, &errors);
    }
    sim_session_free(&session);
    return sim_end(&errors, status);
}
