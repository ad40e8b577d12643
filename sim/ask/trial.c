/* trial.c - the three studies of a claim, one after the other, and what their runs say. */
#include "trial.h"

#include <math.h>
#include <stdlib.h>

#include "../files.h"
#include "../read/reading.h"
#include "../run/output.h"
#include "../run/scan.h"

const struct sim_effort sim_thorough = { 0, false, 200, 8 }, sim_quick = { 16, false, 16, 2 };

/** Means and place of one of the three studies. */
struct hall {
    const struct sim_model *model;
    struct sim_study *study;
    const struct sim_kernel *kernel;
    int threads;
    const char *out;
    const volatile sig_atomic_t *stop;
};

/** Numbers of all tests from all runs of a study. */
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

static bool record_init(struct record *record, const struct sim_plan *plan)
{
    bool good;

    *record = (struct record){ .plan = plan, .claim = plan->study->claim };
    record->values = calloc((size_t)record->claim->tests_count, sizeof *record->values);
    good = record->values != NULL;
    for (int t = 0; good && t < record->claim->tests_count; t++)
        good = (record->values[t] = calloc((size_t)plan->runs, sizeof(double))) != NULL;
    return good;
}

/** First month, counted from 1, in which a history is at least `value`; the number of months where it never is. */
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

static void take_down(void *context, const struct sim_seen *seen)
{
    struct record *record = context;
    const struct sim_plan *plan = record->plan;
    long row = seen->run.point * plan->study->replicates + seen->run.replicate;

    for (int t = 0; t < record->claim->tests_count; t++)
        record->values[t][row * plan->study->arms_count + seen->run.arm] =
            measured(plan, &record->claim->tests[t].measure, seen);
}

/** Compute what is missing of the study as it stands now, collect it, and take down what the tests look at. */
static enum sim_status hear(const struct hall *hall, const char *name, struct sim_plan *plan, struct record *record,
                            struct sim_trial *trial, struct sim_errors *errors)
{
    struct sim_study *study = hall->study;
    struct sim_ensemble ensemble = { 0 };
    char *out = sim_path_join(hall->out, name);
    struct sim_work work = { .plan = plan, .out = out, .shard = { 0, 1 }, .stop = hall->stop };
    enum sim_status status = SIM_OK;

    if (out == NULL || !sim_study_write_out(study, hall->model)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a trial");
    }
    status = status != SIM_OK ? status : sim_plan_init(plan, hall->model, study, hall->kernel->real_bytes, errors);
    status = status != SIM_OK ? status : sim_ensemble_init(&ensemble, plan, hall->kernel, hall->threads, errors);
    status = status != SIM_OK ? status : sim_output_open(plan, out, errors);
    status = status != SIM_OK ? status : sim_work(&work, &ensemble, errors);
    if (status == SIM_OK && (work.computed > 0 || !sim_is_collected(out, false))) {
        status = sim_collect(plan, out, false, 0, errors);
    }
    if (status == SIM_OK) {
        status = record_init(record, plan) ? sim_scan(plan, out, take_down, record, errors)
                                           : sim_fail(errors, SIM_MEMORY, "no memory for a trial");
    }
    if (status == SIM_OK) {
        trial->runs += plan->runs;
        trial->failed += sim_scan_failed(plan, out);
    }
    sim_ensemble_free(&ensemble);
    free(out);
    return status;
}

/* --- the world of the study, with and without the mechanism --- */

static struct sim_finding *of_test(struct sim_finding *findings, int test)
{
    return findings + (long)test * SIM_MOST_FINDINGS;
}

/** Findings of all tests from the runs of the study as it stands; `without`: less those of another record. */
static void find_all(struct sim_trial *trial, const struct record *record, const struct record *without,
                     struct sim_finding *findings)
{
    const struct sim_study *study = trial->study;
    int family = 0;

    for (int t = 0; t < study->claim->tests_count; t++)
        family += trial->counts[t] =
            sim_test_findings(&study->claim->tests[t], record->values[t], without == NULL ? NULL : without->values[t],
                              study->replicates, study->arms_count, true, of_test(findings, t));
    for (int t = 0; t < study->claim->tests_count; t++)
        for (int k = 0; k < trial->counts[t]; k++)
            sim_finding_widen(&of_test(findings, t)[k], family);
}

/** The same claim under its ablation. */
static enum sim_status hear_ablated(const struct hall *hall, struct sim_plan *plan, struct record *record,
                                    struct sim_trial *trial, struct sim_errors *errors)
{
    struct sim_study *study = hall->study;
    struct sim_arm *arms = study->arms;

    study->arms = study->claim->ablated;
    enum sim_status status = hear(hall, "ablated", plan, record, trial, errors);
    study->arms = arms;
    return status;
}

static enum sim_status hear_own(const struct hall *hall, struct sim_trial *trial, struct sim_errors *errors)
{
    struct sim_plan plan = { 0 }, ablated_plan = { 0 };
    struct record own = { .claim = hall->study->claim }, ablated = { .claim = hall->study->claim };
    enum sim_status status = hear(hall, "own", &plan, &own, trial, errors);

    if (status == SIM_OK) {
        find_all(trial, &own, NULL, trial->own);
    }
    if (status == SIM_OK && hall->study->claim->ablated != NULL) {
        status = hear_ablated(hall, &ablated_plan, &ablated, trial, errors);
        if (status == SIM_OK) {
            find_all(trial, &ablated, NULL, trial->ablated);
            find_all(trial, &own, &ablated, trial->changes);
        }
    }
    record_free(&own);
    record_free(&ablated);
    sim_plan_free(&plan);
    sim_plan_free(&ablated_plan);
    return status;
}

/* --- sampled worlds --- */

/** Findings of one test in every world, [world][finding]. */
static void world_findings(const struct sim_plan *plan, const struct record *record, int test, int stride,
                           struct sim_finding *findings)
{
    const struct sim_study *study = plan->study;
    struct sim_finding here[SIM_MOST_FINDINGS];

    for (long point = 0; point < plan->points; point++) {
        const double *values = record->values[test] + point * study->replicates * study->arms_count;
        int count = sim_test_findings(&record->claim->tests[test], values, NULL, study->replicates, study->arms_count,
                                      false, here);
        for (int k = 0; k < count; k++)
            findings[point * stride + k] = here[k];
    }
}

static bool moves_either_way(const struct sim_test *test)
{
    return test->expects == SIM_BEST_MOVES && test->toward == SIM_EITHER;
}

/** A best arm that may move either way has moved where it is more than half a step from where it was. */
static void set_bar(const struct sim_test *test, struct sim_finding *findings, long worlds, int stride)
{
    for (long w = 0; moves_either_way(test) && w < worlds; w++)
        findings[w * stride].least = fmax(test->least, 0.5 / (test->first_count - 1));
}

/** In which share of worlds each test, and all of them, have the expected signs. */
static bool count_worlds(const struct sim_plan *plan, const struct record *record, struct sim_trial *trial)
{
    const struct sim_claim *claim = record->claim;
    struct sim_lot lot = sim_lot_of(plan->study->seed, "worlds");
    int all = 0, at = 0;

    for (int t = 0; t < claim->tests_count; t++)
        all += trial->counts[t];
    struct sim_finding *findings = calloc((size_t)plan->points * (size_t)all + 1, sizeof *findings),
                       *own = calloc((size_t)plan->points * SIM_MOST_FINDINGS, sizeof *own);
    bool *either = calloc((size_t)all + 1, sizeof *either), good = findings != NULL && own != NULL && either != NULL;
    for (int t = 0; good && t < claim->tests_count; at += trial->counts[t++]) {
        int count = trial->counts[t];
        either[at] = moves_either_way(&claim->tests[t]);
        world_findings(plan, record, t, count, own);
        set_bar(&claim->tests[t], own, plan->points, count);
        for (long w = 0; w < plan->points; w++)
            for (int k = 0; k < count; k++)
                findings[w * all + at + k] = own[w * count + k];
        good = sim_share_of_worlds(own, either + at, plan->points, count, lot, &trial->shares[t]);
    }
    good = good && sim_share_of_worlds(findings, either, plan->points, all, lot, &trial->all);
    free(findings);
    free(own);
    free(either);
    return good;
}

static enum sim_status hear_worlds(const struct hall *hall, const struct sim_effort *effort, struct sim_trial *trial,
                                   struct sim_errors *errors)
{
    struct sim_study *study = hall->study;
    struct sim_design design = study->design;
    struct sim_plan plan = { 0 };
    struct record record = { .claim = study->claim };
    long replicates = study->replicates;
    enum sim_status status = SIM_OK;

    study->design = (struct sim_design){ .kind = SIM_DESIGN_LATIN_HYPERCUBE, .points = effort->worlds, .levels = 4 };
    if (!sim_study_vary_role(study, hall->model, SIM_UNCERTAINTY)) { /* all that nobody can choose */
        status = sim_fail(errors, SIM_MEMORY, "no memory for sampled worlds");
    } else if (study->design.factors_count > 0) {
        study->replicates = effort->world_replicates;
        status = hear(hall, "worlds", &plan, &record, trial, errors);
        if (status == SIM_OK && !count_worlds(&plan, &record, trial)) {
            status = sim_fail(errors, SIM_MEMORY, "no memory for sampled worlds");
        }
    }
    free(study->design.factors);
    study->design = design;
    study->replicates = replicates;
    record_free(&record);
    sim_plan_free(&plan);
    return status;
}

/* --- the whole --- */

/** Of all tests: one that is opposite, else negligible, else undecided is the answer. */
static enum sim_answer answer_of(const struct sim_trial *self, struct sim_finding *findings)
{
    static const enum sim_answer order[] = { SIM_OPPOSITE, SIM_NEGLIGIBLE, SIM_UNDECIDED };
    for (int i = 0; i < 3; i++)
        for (int t = 0; t < self->study->claim->tests_count; t++)
            if (sim_findings_answer(of_test(findings, t), self->counts[t]) == order[i]) {
                return order[i];
            }
    return SIM_HOLDS;
}

/** What leaving the mechanism out changed, over the findings of all tests. */
static enum sim_ablation ablation_of(struct sim_trial *self)
{
    enum sim_answer ablated = answer_of(self, self->ablated);
    enum sim_ablation found = SIM_ABLATION_OPEN;

    if (self->study->claim->ablated == NULL) {
        return SIM_ABLATION_NONE;
    }
    for (int t = 0; t < self->study->claim->tests_count && found == SIM_ABLATION_OPEN; t++)
        found = sim_ablation_of(ablated, of_test(self->changes, t), self->counts[t]);
    return found;
}

static bool trial_room(struct sim_trial *self, size_t tests)
{
    self->own = calloc(tests * SIM_MOST_FINDINGS, sizeof *self->own);
    self->ablated = calloc(tests * SIM_MOST_FINDINGS, sizeof *self->ablated);
    self->changes = calloc(tests * SIM_MOST_FINDINGS, sizeof *self->changes);
    self->counts = calloc(tests, sizeof *self->counts);
    self->shares = calloc(tests, sizeof *self->shares);
    return self->own != NULL && self->ablated != NULL && self->changes != NULL && self->counts != NULL &&
           self->shares != NULL;
}

/** As the effort says. */
static void take_effort(struct sim_study *study, const struct sim_effort *effort)
{
    if (effort->replicates > 0 && (study->replicates > effort->replicates || effort->exactly)) {
        study->replicates = effort->replicates;
    }
    sim_close_up_free(&study->snapshots); /* a trial looks at outcomes and histories alone */
    sim_close_up_free(&study->events);
}

enum sim_status sim_trial_init(struct sim_trial *self, const struct sim_model *model, struct sim_study *study,
                               const struct sim_kernel *kernel, int threads, const struct sim_effort *effort,
                               const char *out, const volatile sig_atomic_t *stop, struct sim_errors *errors)
{
    const struct hall hall = { model, study, kernel, threads, out, stop };
    const struct sim_world_share none = { (double)NAN, (double)NAN, (double)NAN, 0 };
    enum sim_status status = SIM_OK;

    *self = (struct sim_trial){ .study = study, .verdict = SIM_NOT_RUN, .all = none };
    if (study->claim->not_run != NULL) {
        return SIM_OK;
    }
    if (!trial_room(self, (size_t)study->claim->tests_count)) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a trial");
    }
    for (int t = 0; t < study->claim->tests_count; t++)
        self->shares[t] = none;
    take_effort(study, effort);
    status = hear_own(&hall, self, errors);
    status = status != SIM_OK ? status : hear_worlds(&hall, effort, self, errors);
    if (status == SIM_OK) {
        self->answer = answer_of(self, self->own);
        self->ablation = ablation_of(self);
        self->verdict = sim_verdict_of(study->claim->descriptive, self->answer, self->ablation, &self->all);
    }
    return status;
}

void sim_trial_free(struct sim_trial *self)
{
    free(self->own);
    free(self->ablated);
    free(self->changes);
    free(self->counts);
    free(self->shares);
    *self = (struct sim_trial){ 0 };
}
