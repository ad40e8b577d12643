/* place.c - a folder or one file. */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "../run/differ.h"
#include "../run/finished.h"
#include "../run/grow.h"
#include "../run/grown.h"
#include "../run/only.h"
#include "../run/output.h"
#include "../run/scan.h"
#include "../run/until.h"

static bool wants_one_file(const char *out)
{
    size_t length = strlen(out);
    return length > 3 && strcmp(out + length - 3, ".h5") == 0;
}

/** Keep only the results file, also if runs failed: the file says why. */
static enum sim_status keep_one_file(const struct sim_plan *plan, const char *folder, const char *out,
                                     struct sim_errors *errors)
{
    char *results = sim_path_join(folder, "results.h5");
    enum sim_status status =
        results == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : sim_file_rename(results, out, errors);

    if (status == SIM_OK) {
        sim_output_remove(plan, folder);
    }
    free(results);
    return status;
}

/** Is the file there, whole, and of this very study? What is left of its folder is removed then. Its decision of
 * `until` becomes the plan's. */
static bool has_one_file(struct sim_plan *plan, const char *folder, const char *out)
{
    struct sim_errors ignored = { 0 };
    bool whole =
        access(out, F_OK) == 0 && sim_until_recall(plan, out, &ignored) == SIM_OK && sim_results_are_intact(plan, out);

    if (whole) {
        sim_output_remove(plan, folder);
    }
    sim_errors_free(&ignored);
    return whole;
}

/** Can the study of the file that is there grow into ours, or is it ours? */
static enum sim_status file_grows(struct sim_session *session, const char *out, char **sentence, long *there,
                                  struct sim_errors *errors)
{
    struct sim_study study = { 0 };
    struct sim_plan plan = { 0 };
    enum sim_status status = sim_finished_open(session->model, out, &study, &plan, NULL, errors);

    if (status == SIM_OK) {
        status = sim_can_grow(&plan, &session->plan, out, errors);
        session->plan.grown = sim_grown_from(&plan, &session->plan);
    }
    if (status == SIM_OK && memcmp(plan.hash, session->plan.hash, sizeof plan.hash) != 0) {
        *there = sim_keeps_more(&plan, &session->plan) ? 0 : plan.runs;
        *sentence = sim_grow_sentence(&plan, plan.runs, &session->plan, out);
        status = *sentence == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;
    }
    sim_plan_free(&plan);
    sim_study_free(&study, session->model);
    return status;
}

enum sim_status sim_place_grows(struct sim_session *session, const char *out, char **sentence, long *there,
                                struct sim_errors *errors)
{
    struct sim_errors damage = { 0 };

    *sentence = NULL;
    *there = sim_is_one_file(out) ? sim_runs_there(&session->plan, out) : 0;
    if (!sim_is_one_file(out)) {
        return sim_grow(&session->plan, out, false, sentence, there, errors);
    }
    enum sim_status status = file_grows(session, out, sentence, there, &damage);
    if (sim_results_answer(&session->plan, out, false)) { /* if it is damaged, it is made again */
        return sim_errors_forgive(errors, status, &damage);
    }
    sim_errors_take(errors, &damage);
    return status;
}

/** The file exists, but is not a complete one of our study: prepare to take its runs, or refuse it. */
static enum sim_status prepare_growth(struct sim_session *session, struct sim_work *work, const char *const *out,
                                      struct sim_errors *errors)
{
    char *sentence = NULL;
    long there;
    enum sim_status status = sim_place_grows(session, *out, &sentence, &there, errors);

    if (status == SIM_DATA) {
        status = sim_fail(errors, SIM_USAGE, "%s: exists already; choose another output", *out);
    }
    if (sentence != NULL) {
        work->from = out;
        work->from_count = 1;
        if (!work->quiet && work->compute.progress != SIM_PROGRESS_JSON) {
            fprintf(stderr, "%s\n", sentence);
        }
    }
    free(sentence);
    return status;
}

/** Compute in `folder`, and keep the results file alone. Another process may do the same: whoever comes first gives the
 * file its name, and takes the folder away from under the other, which then finds the file. */
static enum sim_status compute_one_file(struct sim_session *session, struct sim_work *work, const char *folder,
                                        const char *out, struct sim_errors *errors)
{
    struct sim_errors trouble = { 0 };
    enum sim_status status = SIM_OK;

    if (has_one_file(&session->plan, folder, out)) {
        work->compute.failed = sim_scan_failed(&session->plan, out);
        return SIM_OK;
    }
    if (access(out, F_OK) == 0) {
        status = prepare_growth(session, work, &out, errors);
    }
    if (status != SIM_OK) {
        return status;
    }
    status = sim_session_work(session, work, folder, &trouble);
    if ((status == SIM_OK || (status == SIM_DATA && work->compute.failed > 0)) && work->collect) {
        enum sim_status kept = keep_one_file(&session->plan, folder, out, &trouble);
        status = kept == SIM_OK ? status : kept;
    }
    /* SIM_USAGE: the folder was removed while it was read, and looked like another study's */
    if ((status == SIM_IO || status == SIM_DATA || status == SIM_USAGE) && work->compute.failed == 0 &&
        has_one_file(&session->plan, folder, out)) {
        sim_errors_free(&trouble);
        return SIM_OK;
    }
    sim_errors_take(errors, &trouble);
    return status;
}

enum sim_status sim_place_work(struct sim_session *session, struct sim_work *work, const char *out,
                               struct sim_errors *errors)
{
    char *folder = NULL;
    enum sim_status status;

    if (!wants_one_file(out)) {
        return sim_session_work(session, work, out, errors);
    }
    folder = malloc(strlen(out) + sizeof ".parts");
    if (folder == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory");
    }
    sprintf(folder, "%s.parts", out);
    status = compute_one_file(session, work, folder, out, errors);
    free(folder);
    return status;
}
