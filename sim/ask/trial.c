/* trial.c - computes the three studies of a claim and applies its tests to their runs. */
#include "trial.h"

#include <math.h>
#include <stdlib.h>

#include "../files.h"
#include "../read/reading.h"
#include "../run/scan.h"

const struct sim_effort sim_thorough = { 0, 200, 8 }, sim_quick = { 16, 16, 2 };

/** What the three studies of a claim are computed with, and where. */
struct setup {
    const struct sim_model *model;
    const struct sim_study *study; /* the claim's own */
    const struct sim_kernel *kernel;
    int threads;
    const char *out;
    const volatile sig_atomic_t *stop;
};

/** What each test measures in each run of a study. */
struct record {
    const struct sim_plan *plan;
    const struct sim_claim *claim;
    double **values; /* [test]: [point][replicate][arm] */
};

static void record_free(struct record *record)
{
    for (int t = 0; record->values != NULL && t < record->claim->tests_count; t++)
        free(record->values[t]);
    free(record->values);
}

static bool record_init(struct record *record, const struct sim_plan *plan, const struct sim_claim *claim)
{
    bool good;

    *record = (struct record){ .plan = plan, .claim = claim };
    record->values = calloc((size_t)record->claim->tests_count, sizeof *record->values);
    good = record->values != NULL;
    for (int t = 0; good && t < record->claim->tests_count; t++)
        good = (record->values[t] = calloc((size_t)plan->runs, sizeof(double))) != NULL;
    return good;
}

/** First month, counted from 1, in which a history is at least `value`; `months` if it never is. */
static double month_of(const float *history, int months, double value)
{
    for (int month = 0; month < months; month++)
        if ((double)history[month] >= value) {
            return month + 1;
        }
    return months;
}

static double measured(const struct sim_plan *plan, const struct sim_measure *measure, const struct sim_seen *seen)
{
    if (measure->outcome >= 0) {
        return sim_seen_outcome(seen, measure->outcome);
    }
    const float *history = sim_seen_history(seen, sim_kept_history(plan, measure->history));
    if (history == NULL) {
        return (double)NAN;
    }
    return isnan(measure->reaches) ? (double)history[measure->month - 1]
                                   : month_of(history, plan->study->months, measure->reaches);
}

static void record_run(void *context, const struct sim_seen *seen)
{
    struct record *record = context;
    const struct sim_plan *plan = record->plan;
    long row = seen->run.point * plan->study->replicates + seen->run.replicate;

    for (int t = 0; t < record->claim->tests_count; t++)
        record->values[t][row * plan->study->arms_count + seen->run.arm] =
            measured(plan, &record->claim->tests[t].measure, seen);
}

/** Compute what is missing of a study, collect the results, and record what the tests measure. */
static enum sim_status run_and_record(const struct setup *setup, const char *name, struct sim_study *study,
                                      struct sim_plan *plan, struct record *record, struct sim_trial *trial,
                                      struct sim_errors *errors)
{
    char *out = sim_path_join(setup->out, name);
    struct sim_work work = {
        .compute = { .plan = plan, .kernel = setup->kernel, .threads = setup->threads, .stop = setup->stop },
        .out = out,
        .shard = { 0, 1 },
        .collect = true
    };
    enum sim_status status = out != NULL && sim_study_write_out(study, setup->model)
                                 ? sim_plan_init(plan, setup->model, study, setup->kernel->real_bytes, errors)
                                 : sim_fail(errors, SIM_MEMORY, "no memory for a trial");

    status = status != SIM_OK ? status : sim_work(&work, errors);
    if (status == SIM_OK) {
        status = record_init(record, plan, setup->study->claim) ? sim_scan(plan, out, record_run, record, errors)
                                                                : sim_fail(errors, SIM_MEMORY, "no memory for a trial");
        trial->runs += plan->runs;
        trial->failed += work.compute.failed;
    }
    free(out);
    return status;
}

/* --- the world of the study, with and without the mechanism --- */

/** A copy of the study to test the claim with: at most `replicates` (0: all), and no close-ups, since tests read
 * outcomes and histories only. */
static enum sim_status copy_study(const struct setup *setup, long replicates, struct sim_study *study,
                                  struct sim_errors *errors)
{
    if (!sim_study_copy(study, setup->study, setup->model)) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a trial");
    }
    sim_close_up_free(&study->snapshots);
    sim_close_up_free(&study->events);
    study->replicates = replicates > 0 && replicates < study->replicates ? replicates : study->replicates;
    return SIM_OK;
}

/** Findings of all tests in a study with the claim's arms. */
static enum sim_status test_study(const struct setup *setup, const char *name, struct sim_study *study,
                                  struct sim_trial *trial, struct sim_finding *findings, struct sim_errors *errors)
{
    struct sim_plan plan = { 0 };
    struct record record = { .claim = setup->study->claim };
    enum sim_status status = run_and_record(setup, name, study, &plan, &record, trial, errors);

    for (int t = 0; status == SIM_OK && t < record.claim->tests_count; t++)
        trial->counts[t] = sim_test_findings(&record.claim->tests[t], record.values[t], study->replicates,
                                             study->arms_count, true, findings + (long)t * SIM_MOST_FINDINGS);
    record_free(&record);
    sim_plan_free(&plan);
    return status;
}

static enum sim_status test_own(const struct setup *setup, const struct sim_effort *effort, struct sim_trial *trial,
                                struct sim_errors *errors)
{
    struct sim_study study = { 0 };
    enum sim_status status = copy_study(setup, effort->replicates, &study, errors);

    status = status != SIM_OK ? status : test_study(setup, "own", &study, trial, trial->own, errors);
    sim_study_free(&study, setup->model);
    return status;
}

/** The same with the ablated arms in place of the study's own. */
static enum sim_status test_ablated(const struct setup *setup, const struct sim_effort *effort, struct sim_trial *trial,
                                    struct sim_errors *errors)
{
    struct sim_study study = { 0 };
    enum sim_status status = copy_study(setup, effort->replicates, &study, errors);

    for (int a = 0; status == SIM_OK && a < study.arms_count; a++) {
        const struct sim_arm *ablated = &setup->study->claim->ablated[a];
        sim_arm_free(&study.arms[a], setup->model);
        if (!sim_arm_copy(&study.arms[a], ablated, setup->model, ablated->name)) {
            status = sim_fail(errors, SIM_MEMORY, "no memory for a trial");
        }
    }
    status = status != SIM_OK ? status : test_study(setup, "ablated", &study, trial, trial->ablated, errors);
    sim_study_free(&study, setup->model);
    return status;
}

/* --- sampled worlds --- */

/** Count the worlds in which each test, and all tests together, have the expected signs. */
static void count_worlds(const struct sim_plan *plan, const struct record *record, struct sim_trial *trial)
{
    const struct sim_study *study = plan->study;

    for (long point = 0; point < plan->points; point++) {
        bool all = true;
        for (int t = 0; t < record->claim->tests_count; t++) {
            struct sim_finding findings[SIM_MOST_FINDINGS];
            const double *values = record->values[t] + point * study->replicates * study->arms_count;
            int count = sim_test_findings(&record->claim->tests[t], values, study->replicates, study->arms_count, false,
                                          findings);
            bool holds = true;
            for (int i = 0; i < count; i++)
                holds = holds && sim_finding_points(&findings[i]);
            trial->holds[t] += holds;
            all = all && holds;
        }
        trial->hold += all;
    }
    trial->worlds = plan->points;
}

static enum sim_status test_worlds(const struct setup *setup, const struct sim_effort *effort, struct sim_trial *trial,
                                   struct sim_errors *errors)
{
    struct sim_study study = { 0 };
    struct sim_plan plan = { 0 };
    struct record record = { .claim = setup->study->claim };
    enum sim_status status = copy_study(setup, 0, &study, errors);

    if (status != SIM_OK) {
        goto out;
    }
    sim_design_free(&study.design);
    study.design = (struct sim_design){ .kind = SIM_DESIGN_LATIN_HYPERCUBE, .points = effort->worlds, .levels = 4 };
    study.replicates = effort->world_replicates;
    if (!sim_study_vary_role(&study, setup->model, SIM_UNCERTAINTY)) { /* vary every parameter that nobody can choose */
        status = sim_fail(errors, SIM_MEMORY, "no memory for sampled worlds");
    } else if (study.design.factors_count > 0) {
        status = run_and_record(setup, "worlds", &study, &plan, &record, trial, errors);
        if (status == SIM_OK) {
            count_worlds(&plan, &record, trial);
        }
    }
out:
    record_free(&record);
    sim_plan_free(&plan);
    sim_study_free(&study, setup->model);
    return status;
}

/* --- the whole --- */

static enum sim_answer answer_of(const struct sim_trial *self, const struct sim_finding *findings)
{
    enum sim_answer all = SIM_HOLDS;
    for (int t = 0; t < self->study->claim->tests_count; t++) {
        enum sim_answer one = sim_findings_answer(findings + (long)t * SIM_MOST_FINDINGS, self->counts[t]);
        all = one == SIM_FAILS || all == SIM_FAILS ? SIM_FAILS : one == SIM_UNDECIDED ? SIM_UNDECIDED : all;
    }
    return all;
}

static bool allocate(struct sim_trial *self, size_t tests)
{
    self->own = calloc(tests * SIM_MOST_FINDINGS, sizeof *self->own);
    self->ablated = calloc(tests * SIM_MOST_FINDINGS, sizeof *self->ablated);
    self->counts = calloc(tests, sizeof *self->counts);
    self->holds = calloc(tests, sizeof *self->holds);
    return self->own != NULL && self->ablated != NULL && self->counts != NULL && self->holds != NULL;
}

enum sim_status sim_trial_init(struct sim_trial *self, const struct sim_model *model, const struct sim_study *study,
                               const struct sim_kernel *kernel, int threads, const struct sim_effort *effort,
                               const char *out, const volatile sig_atomic_t *stop, struct sim_errors *errors)
{
    const struct setup setup = { model, study, kernel, threads, out, stop };
    enum sim_status status;

    *self = (struct sim_trial){ .study = study, .verdict = SIM_NOT_RUN };
    if (study->claim->not_run != NULL) {
        return SIM_OK;
    }
    if (!allocate(self, (size_t)study->claim->tests_count)) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a trial");
    }
    status = test_own(&setup, effort, self, errors);
    if (status == SIM_OK && study->claim->ablated != NULL) {
        status = test_ablated(&setup, effort, self, errors);
    }
    status = status != SIM_OK ? status : test_worlds(&setup, effort, self, errors);
    self->verdict = sim_verdict_of(study->claim->descriptive, answer_of(self, self->own), sim_trial_share(self),
                                   answer_of(self, self->ablated));
    return status;
}

void sim_trial_free(struct sim_trial *self)
{
    free(self->own);
    free(self->ablated);
    free(self->counts);
    free(self->holds);
    *self = (struct sim_trial){ 0 };
}

double sim_trial_share(const struct sim_trial *self)
{
    return self->worlds > 0 ? (double)self->hold / (double)self->worlds : (double)NAN;
}
