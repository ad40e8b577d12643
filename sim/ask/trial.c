/* trial.c - computes the three studies of a claim and applies its tests to their runs. */
#include "trial.h"

#include <math.h>
#include <stdlib.h>

#include "../memory.h"
#include "../read/reading.h"
#include "placebo.h"
#include "trial_record.h"
#include "trial_worlds.h"

const struct sim_effort sim_thorough = { 0, false, 200, 8, 0, 50, 1 }, sim_quick = { 16, false, 16, 2, 0, 8, 1 };

/* --- worlds --- */

/** Findings of one test in every world, [world][finding]. */
static void world_findings(const struct sim_plan *plan, const struct sim_record *record, int test, int stride,
                           struct sim_finding *findings)
{
    struct sim_finding here[SIM_MOST_FINDINGS];

    for (long point = 0; point < plan->points; point++) {
        int count = sim_record_findings_at(record, test, point, here);
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

/** Findings that a test has in each world: none where it is about the points of the claim's design together. */
static int count_in_world(const struct sim_trial *trial, int test)
{
    bool over =
        trial->study->design.kind != SIM_DESIGN_NONE && sim_test_is_over_points(&trial->study->claim->tests[test]);
    return over ? 0 : trial->counts[test];
}

/** In which share of worlds, or of the points of the claim's own design, each test, and all of them, have the expected
 * signs. Tests about points have none; if there are no others, the claim is about worlds and needs no further ones. */
static bool count_worlds(const struct sim_plan *plan, const struct sim_record *record, struct sim_trial *trial)
{
    const struct sim_claim *claim = record->claim;
    struct sim_stream stream = sim_stream_of(plan->study->seed, "worlds");
    int all = 0, at = 0;

    for (int t = 0; t < claim->tests_count; t++)
        all += count_in_world(trial, t);
    if (all == 0) {
        trial->all = (struct sim_world_share){ 1, 1, 1, plan->points };
        return true;
    }
    struct sim_finding *findings = calloc((size_t)plan->points * (size_t)all + 1, sizeof *findings),
                       *own = calloc((size_t)plan->points * SIM_MOST_FINDINGS, sizeof *own);
    bool *either = calloc((size_t)all + 1, sizeof *either), good = findings != NULL && own != NULL && either != NULL;
    for (int t = 0; good && t < claim->tests_count; at += count_in_world(trial, t++)) {
        int count = count_in_world(trial, t);
        if (count == 0) {
            continue;
        }
        either[at] = moves_either_way(&claim->tests[t]);
        world_findings(plan, record, t, count, own);
        set_bar(&claim->tests[t], own, plan->points, count);
        for (long w = 0; w < plan->points; w++)
            for (int k = 0; k < count; k++)
                findings[w * all + at + k] = own[w * count + k];
        good = sim_share_of_worlds(own, either + at, plan->points, count, stream, &trial->shares[t]);
    }
    good = good && sim_share_of_worlds(findings, either, plan->points, all, stream, &trial->all);
    SIM_FREE(findings, own, either);
    return good;
}

/* --- the world of the study, with and without the mechanism --- */

long sim_trial_replicates(const struct sim_study *study, const struct sim_effort *effort)
{
    bool cut = effort->replicates > 0 && (study->replicates > effort->replicates || effort->exactly);
    return cut ? effort->replicates : study->replicates;
}

/** A copy of the study to test the claim with: as many replicates as the effort says (NULL: all), and no close-ups,
 * since tests read outcomes and histories only. */
static enum sim_status copy_study(const struct sim_setup *setup, const struct sim_effort *effort,
                                  struct sim_study *study, struct sim_errors *errors)
{
    if (!sim_study_copy(study, setup->study, setup->model)) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a trial");
    }
    sim_close_up_free(&study->snapshots);
    sim_close_up_free(&study->events);
    study->replicates = effort == NULL ? study->replicates : sim_trial_replicates(study, effort);
    return SIM_OK;
}

static struct sim_finding *of_test(struct sim_finding *findings, int test)
{
    return findings + (long)test * SIM_MOST_FINDINGS;
}

/** Findings of all tests in a study with the claim's arms; `without`: less those of another record. */
static void find_all(struct sim_trial *trial, const struct sim_record *record, const struct sim_record *without,
                     struct sim_finding *findings)
{
    const struct sim_claim *claim = record->claim;
    int family = 0;

    for (int t = 0; t < claim->tests_count; t++)
        family += trial->counts[t] = sim_record_findings(record, without, t, of_test(findings, t));
    for (int t = 0; t < claim->tests_count; t++)
        for (int k = 0; k < trial->counts[t]; k++)
            sim_finding_widen(&of_test(findings, t)[k], family);
}

/** Put the claim's ablated arms in place of the study's own. */
static enum sim_status ablate(const struct sim_setup *setup, struct sim_study *study, struct sim_errors *errors)
{
    for (int a = 0; a < study->arms_count; a++) {
        const struct sim_arm *ablated = &setup->study->claim->ablated[a];
        sim_arm_free(&study->arms[a], setup->model);
        if (!sim_arm_copy(&study->arms[a], ablated, setup->model, ablated->name)) {
            return sim_fail(errors, SIM_MEMORY, "no memory for a trial");
        }
    }
    sim_worlds_yield(study); /* worlds do not undo what the ablation sets */
    return SIM_OK;
}

/** The claim's own world, then the same without the mechanism, and the change between them. */
static enum sim_status test_own(const struct sim_setup *setup, const struct sim_effort *effort, struct sim_trial *trial,
                                struct sim_errors *errors)
{
    struct sim_study own = { 0 }, ablated = { 0 };
    struct sim_plan own_plan = { 0 }, ablated_plan = { 0 };
    struct sim_record with = { .claim = setup->study->claim }, without = { .claim = setup->study->claim };
    enum sim_status status = copy_study(setup, effort, &own, errors);

    status = status != SIM_OK ? status : sim_trial_record(setup, "own", &own, &own_plan, &with, trial, errors);
    if (status == SIM_OK) {
        find_all(trial, &with, NULL, trial->own);
        if (own.design.kind != SIM_DESIGN_NONE && !count_worlds(&own_plan, &with, trial)) {
            status = sim_fail(errors, SIM_MEMORY, "no memory for the points of a claim");
        }
    }
    if (status != SIM_OK || setup->study->claim->ablated == NULL) {
        goto out;
    }
    status = copy_study(setup, effort, &ablated, errors);
    status = status != SIM_OK ? status : ablate(setup, &ablated, errors);
    status = status != SIM_OK ? status
                              : sim_trial_record(setup, "ablated", &ablated, &ablated_plan, &without, trial, errors);
    if (status == SIM_OK) {
        find_all(trial, &without, NULL, trial->ablated);
        find_all(trial, &with, &without, trial->changes);
    }
out:
    sim_record_free(&with);
    sim_record_free(&without);
    sim_plan_free(&own_plan);
    sim_plan_free(&ablated_plan);
    sim_study_free(&own, setup->model);
    sim_study_free(&ablated, setup->model);
    return status;
}

/* --- sampled worlds --- */

static enum sim_status test_worlds(const struct sim_setup *setup, const struct sim_effort *effort,
                                   struct sim_trial *trial, struct sim_errors *errors)
{
    struct sim_study study = { 0 };
    struct sim_plan plan = { 0 };
    struct sim_record record = { .claim = setup->study->claim };
    enum sim_status status = copy_study(setup, NULL, &study, errors);

    if (status != SIM_OK) {
        goto out;
    }
    sim_design_free(&study.design);
    study.design = (struct sim_design){ .kind = SIM_DESIGN_LATIN_HYPERCUBE, .points = effort->worlds, .levels = 4 };
    study.replicates = effort->world_replicates;
    if (!sim_study_vary_role(&study, SIM_UNCERTAINTY)) { /* vary every parameter that nobody can choose */
        status = sim_fail(errors, SIM_MEMORY, "no memory for sampled worlds");
    } else if (study.design.factors_count > 0) {
        status = sim_trial_record(setup, "worlds", &study, &plan, &record, trial, errors);
        if (status == SIM_OK && !count_worlds(&plan, &record, trial)) {
            status = sim_fail(errors, SIM_MEMORY, "no memory for sampled worlds");
        }
    }
out:
    sim_record_free(&record);
    sim_plan_free(&plan);
    sim_study_free(&study, setup->model);
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

static bool allocate(struct sim_trial *self, size_t tests)
{
    self->own = calloc(tests * SIM_MOST_FINDINGS, sizeof *self->own);
    self->ablated = calloc(tests * SIM_MOST_FINDINGS, sizeof *self->ablated);
    self->changes = calloc(tests * SIM_MOST_FINDINGS, sizeof *self->changes);
    self->counts = calloc(tests, sizeof *self->counts);
    self->shares = calloc(tests, sizeof *self->shares);
    return self->own != NULL && self->ablated != NULL && self->changes != NULL && self->counts != NULL &&
           self->shares != NULL;
}

enum sim_status sim_trial_init(struct sim_trial *self, const struct sim_setup *setup, const struct sim_effort *effort,
                               struct sim_errors *errors)
{
    const struct sim_study *study = setup->study;
    const struct sim_world_share none = { (double)NAN, (double)NAN, (double)NAN, 0 };
    enum sim_status status = SIM_OK;

    *self = (struct sim_trial){ .study = study, .verdict = SIM_NOT_RUN, .all = none };
    if (study->claim->not_run != NULL) {
        return SIM_OK;
    }
    if (!allocate(self, (size_t)study->claim->tests_count)) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a trial");
    }
    for (int t = 0; t < study->claim->tests_count; t++)
        self->shares[t] = none;
    status = test_own(setup, effort, self, errors);
    if (status == SIM_OK && study->design.kind == SIM_DESIGN_NONE && effort->worlds > 0) {
        status = test_worlds(setup, effort, self, errors);
    }
    if (status == SIM_OK && effort->labellings > 0 && study->claim->placebo[0] != NULL) {
        status = sim_placebo_try(self, setup, effort, errors);
    }
    if (status == SIM_OK) {
        self->answer = answer_of(self, self->own);
        self->ablation = ablation_of(self);
        self->verdict = sim_verdict_of(study->claim->descriptive, self->answer, self->ablation, &self->all);
    }
    return status;
}

void sim_trial_free(struct sim_trial *self)
{
    SIM_FREE(self->own, self->ablated, self->changes, self->counts, self->shares);
    *self = (struct sim_trial){ 0 };
}
