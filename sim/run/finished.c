/* finished.c - what can be done with a study once all its runs are there. */
#include "finished.h"

#include <stdlib.h>
#include <string.h>

#include "../files.h"
#include "only.h"
#include "output.h"
#include "store_reader.h"

/* --- opening --- */

/** Open study and plan as the results file holds them. *elsewhere: is it of another version of the model? */
static enum sim_status open_results(const struct sim_model *model, const char *out, struct sim_study *study,
                                    struct sim_plan *plan, struct sim_other *other, bool *elsewhere,
                                    struct sim_errors *errors)
{
    struct sim_stored *stored = NULL;
    char *path = sim_results_path(out);
    enum sim_status status =
        path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : sim_stored_open(&stored, path, errors);

    *study = (struct sim_study){ 0 };
    *plan = (struct sim_plan){ 0 };
    *elsewhere = status == SIM_OK && sim_stored_is_of_other_version(stored, model);
    if (status == SIM_OK) {
        status = *elsewhere && other != NULL ? sim_other_read(other, stored, study, plan, errors)
                                             : sim_stored_plan(stored, model, study, plan, errors);
    }
    sim_stored_close(stored);
    free(path);
    return status;
}

enum sim_status sim_finished_open(const struct sim_model *model, const char *out, struct sim_study *study,
                                  struct sim_plan *plan, struct sim_other *other, struct sim_errors *errors)
{
    struct sim_errors lost = { 0 }, found = { 0 };
    bool elsewhere = false;
    enum sim_status status, again;

    if (sim_is_one_file(out) || (!sim_folder_has(out, "plan/study.yaml") && sim_folder_has(out, "results.h5"))) {
        return open_results(model, out, study, plan, other, &elsewhere, errors);
    }
    status = sim_output_reopen(model, out, study, plan, &lost);
    bool others = status == SIM_DATA && plan->arm_hashes != NULL && !sim_results_answer(plan, out, false);
    if ((status == SIM_DATA || status == SIM_USAGE) && sim_folder_has(out, "results.h5") && !others) {
        /* the plan is damaged, and the results may hold it too; or both are of another version */
        sim_plan_free(plan);
        sim_study_free(study, model);
        again = open_results(model, out, study, plan, other, &elsewhere, &found);
        if (elsewhere || (status == SIM_DATA && again == SIM_OK)) {
            status = again;
            sim_errors_free(&lost);
            sim_errors_take(errors, &found);
        }
    }
    sim_errors_take(errors, &lost);
    sim_errors_free(&found);
    return status;
}

/* --- letting blocks go --- */

/** Are the wanted runs of two blocks the same bytes? */
static bool same_runs(const struct sim_plan *plan, const struct sim_block *a, const struct sim_block *b)
{
    long left = plan->runs - a->first;
    size_t count = (size_t)(left < a->count ? left : a->count), room = (size_t)a->count;
    size_t months = (size_t)a->months;
    bool same = memcmp(a->status, b->status, count) == 0 && memcmp(a->reason, b->reason, count) == 0;

    for (size_t i = 0; same && i < (size_t)a->outcomes_count; i++)
        same = memcmp(a->outcomes + i * room, b->outcomes + i * room, count * sizeof *a->outcomes) == 0;
    for (size_t i = 0; same && i < (size_t)a->histories_count; i++)
        same = memcmp(a->histories + i * room * months, b->histories + i * room * months,
                      count * months * sizeof *a->histories) == 0;
    return same;
}

/** Read a block from its file and from the results, and compare. A block that is gone needs no comparison. */
static enum sim_status compare_block(const struct sim_plan *plan, const char *out, struct sim_stored *stored,
                                     long index, struct sim_errors *errors)
{
    struct sim_block block = { 0 }, kept = { 0 };
    enum sim_status status = SIM_OK;

    if (!sim_blocks_has(out, index)) {
        return SIM_OK;
    }
    status = sim_block_init(&block, plan, index, errors);
    status = status == SIM_OK ? sim_block_init(&kept, plan, index, errors) : status;
    status = status == SIM_OK ? sim_blocks_read(plan, out, index, &block, errors) : status;
    status = status == SIM_OK ? sim_stored_block(stored, plan, &kept, errors) : status;
    if (status == SIM_OK && !same_runs(plan, &block, &kept)) {
        status = sim_fail(errors, SIM_DATA,
                          "%s: results.h5 and block %ld hold different numbers, so no block is removed; `collect` "
                          "writes results.h5 again",
                          out, index);
    }
    sim_block_free(&block);
    sim_block_free(&kept);
    return status;
}

enum sim_status sim_finished_keep_results(const struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    struct sim_stored *stored = NULL;
    char *path = sim_path_join(out, "results.h5");
    enum sim_status status = SIM_OK;

    if (path == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "no memory");
        goto out;
    }
    status = sim_stored_open(&stored, path, errors);
    if (status == SIM_OK && !sim_results_hold_all(plan, out)) {
        status = sim_fail(errors, SIM_DATA, "%s: does not hold all runs of the study, so no block is removed", path);
    }
    for (long i = 0; i < plan->blocks && status == SIM_OK; i++)
        status = compare_block(plan, out, stored, i, errors);
    if (status == SIM_OK) {
        sim_output_remove_blocks(out);
        if (sim_blocks_missing(plan, out) < plan->blocks) {
            status = sim_fail(errors, SIM_IO, "%s/blocks: blocks cannot be removed", out);
        }
    }
out:
    sim_stored_close(stored);
    free(path);
    return status;
}
