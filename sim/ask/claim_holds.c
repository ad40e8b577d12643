/* claim_holds.c - the tests of a claim, asked of each world. */
#include "claim_holds.h"

#include <string.h>

#include "record.h"

/** Has a finding the sign that the claim expects? */
static bool has_its_sign(const struct sim_test *test, const struct sim_finding *finding)
{
    bool either = test->expects == SIM_BEST_MOVES && test->toward == SIM_EITHER;
    double far = either ? fabs(finding->found) : finding->found;
    return finding->tolerance ? far >= -finding->least : far > 0;
}

static bool holds_at(const struct sim_record *record, long point)
{
    struct sim_finding findings[SIM_MOST_FINDINGS];
    for (int t = 0; t < record->claim->tests_count; t++) {
        int count = sim_record_findings_at(record, t, point, findings);
        for (int k = 0; k < count; k++)
            if (!has_its_sign(&record->claim->tests[t], &findings[k])) {
                return false;
            }
    }
    return true;
}

void sim_claim_fits(const struct sim_plan *plan, const struct sim_study *claim, const char *path,
                    struct sim_errors *errors)
{
    const struct sim_study *study = plan->study;
    bool same = claim->arms_count == study->arms_count;

    if (claim->claim == NULL || claim->claim->not_run != NULL) {
        sim_complain(errors, path, 0, 0, "has no claim that can be tested");
        return;
    }
    for (int a = 0; same && a < study->arms_count; a++)
        same = strcmp(claim->arms[a].name, study->arms[a].name) == 0;
    if (!same) {
        sim_complain(errors, path, 0, 0, "the arms of the claim are not those of the study");
    }
    for (int t = 0; t < claim->claim->tests_count; t++) {
        const struct sim_test *test = &claim->claim->tests[t];
        if (sim_test_is_over_points(test)) {
            sim_complain(errors, path, 0, 0, "test %d is about all worlds together, so no single world can meet it",
                         t + 1);
        } else if (test->measure.outcome < 0 && !study->histories[test->measure.history]) {
            sim_complain(errors, path, 0, 0, "test %d wants the history '%s', which the study did not keep", t + 1,
                         plan->model->histories[test->measure.history].name);
        }
    }
}

enum sim_status sim_claim_holds(const struct sim_plan *plan, const char *out, const struct sim_claim *claim,
                                unsigned *holds, struct sim_errors *errors)
{
    struct sim_record record = { 0 };
    enum sim_status status = sim_record_init(&record, plan, claim)
                                 ? sim_scan(plan, out, sim_record_run, &record, errors)
                                 : sim_fail(errors, SIM_MEMORY, "no memory for a claim");

    for (long point = 0; status == SIM_OK && point < plan->points; point++)
        holds[point] = holds_at(&record, point);
    sim_record_free(&record);
    return status;
}
