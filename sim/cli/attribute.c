/* attribute.c - `attribute STUDY`: how much each part of the model adds to an outcome. */
#include "../ask/attribute.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../ask/names.h"
#include "../files.h"
#include "../run/output.h"
#include "commands.h"
#include "computing.h"
#include "options.h"
#include "sheet.h"

struct request {
    struct sim_request shared;
    const char *of;
    int outcome[SIM_MOST_SETS], outcomes_count;
    char arm[512]; /* whose parts are left out */
};

static enum sim_status request_read(struct request *self, const struct sim_model *model, int argc, char **argv,
                                    struct sim_errors *errors)
{
    const struct sim_option own[] = { { .name = "--of", .value = &self->of }, { .name = NULL } };
    const struct sim_request *shared = &self->shared;

    (void)!sim_request_read(&self->shared, argc, argv,
                            "-o --arm --outcome --set --replicates --seed --threads --csv --hdf5 --json --quiet", own,
                            errors);
    for (int i = 0; i < shared->outcomes_count; i++) {
        self->outcome[i] = sim_find_outcome(model, shared->outcomes[i], errors);
        if (self->outcome[i] >= 0 && model->outcomes[self->outcome[i]].choices != NULL) {
            sim_complain(errors, NULL, 0, 0, "'%s' has words (%s) and no mean to divide into shares",
                         shared->outcomes[i], model->outcomes[self->outcome[i]].choices);
        }
    }
    self->outcomes_count = shared->outcomes_count > 0 ? shared->outcomes_count : 1; /* the first outcome */
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/** Read the study, make the arms of all combinations, and plan it. */
static enum sim_status open_study(struct sim_session *session, struct request *request, const struct sim_model *model,
                                  struct sim_parts *parts, struct sim_errors *errors)
{
    const long threads = sim_request_threads(&request->shared, errors);
    const struct sim_overrides overrides = sim_request_overrides(&request->shared, errors);
    enum sim_status status;
    int arm = 0;

    *session = (struct sim_session){ .model = model };
    if (sim_study_init(&session->study, model, request->shared.place, &overrides, errors) != SIM_OK ||
        errors->count > 0) {
        return SIM_USAGE;
    }
    if (request->shared.arm != NULL && (arm = sim_find_arm(&session->study, request->shared.arm, errors)) < 0) {
        return SIM_USAGE;
    }
    snprintf(request->arm, sizeof request->arm, "%s", session->study.arms[arm].name);
    status = sim_attribute_study(&session->study, model, arm, parts, errors);
    return status == SIM_OK ? sim_session_plan(session, NULL, threads, errors) : status;
}

static const char *const columns[] = { "outcome",     "part",         "share",     "low",        "high",
                                       "of_whole",    "alone",        "alone_low", "alone_high", "removed",
                                       "removed_low", "removed_high", "n" };

/** Mean and ends of its interval; empty cells for NULL. */
static void put_mean(struct sim_sheet *sheet, const struct sim_attribution *shares, int outcome,
                     const struct sim_numbers *numbers)
{
    static const struct sim_numbers none = { 0 };
    const struct sim_interval ends = sim_attribution_interval(shares, outcome, numbers == NULL ? &none : numbers);
    SIM_SHEET_PUT(sheet, numbers == NULL ? (double)NAN : sim_moments_mean(&numbers->moments), ends.low, ends.high);
}

/** A part's share, alone and removed; rows that are not parts have only the first. */
static void put_row(struct sim_sheet *sheet, const struct sim_attribution *shares, int outcome, const char *part,
                    const struct sim_numbers *share, const struct sim_numbers *alone, const struct sim_numbers *removed)
{
    sim_sheet_word(sheet, shares->plan->model->outcomes[outcome].name);
    sim_sheet_word(sheet, part);
    put_mean(sheet, shares, outcome, share);
    sim_sheet_number(sheet, sim_moments_mean(&share->moments) / sim_moments_mean(&shares->whole[outcome].moments));
    put_mean(sheet, shares, outcome, alone);
    put_mean(sheet, shares, outcome, removed);
    sim_sheet_number(sheet, (double)share->moments.n);
}

static void shares_fill(struct sim_sheet *sheet, const struct sim_attribution *shares, const struct sim_parts *parts,
                        const struct request *request)
{
    *sheet = SIM_SHEET("shares", columns);
    for (int k = 0; k < request->outcomes_count; k++) {
        int o = request->outcome[k];
        for (int i = 0; i < parts->count; i++) {
            int at = o * parts->count + i;
            put_row(sheet, shares, o, sim_part_name(shares->plan->model, parts->part[i]), &shares->share[at],
                    &shares->alone[at], &shares->removed[at]);
        }
        put_row(sheet, shares, o, "whole", &shares->whole[o], NULL, NULL);
    }
}

static const char *const together_columns[] = { "outcome", "of", "mean", "low", "high", "n" };

/** How the parts work together: the sum of all alone, what is left of the whole, and the whole. */
static void together_fill(struct sim_sheet *sheet, const struct sim_attribution *shares, const struct request *request)
{
    *sheet = SIM_SHEET("together", together_columns);
    for (int k = 0; k < request->outcomes_count; k++) {
        int o = request->outcome[k];
        const struct sim_numbers *const rows[] = { &shares->sum_alone[o], &shares->interplay[o], &shares->whole[o] };
        static const char *const names[] = { "sum of all alone", "interplay", "whole" };
        for (int i = 0; i < 3; i++) {
            sim_sheet_word(sheet, shares->plan->model->outcomes[o].name);
            sim_sheet_word(sheet, names[i]);
            put_mean(sheet, shares, o, rows[i]);
            sim_sheet_number(sheet, (double)rows[i]->moments.n);
        }
    }
}

static enum sim_status answer(const struct sim_session *session, const struct request *request,
                              const struct sim_parts *parts, const char *out, struct sim_errors *errors)
{
    struct sim_attribution shares = { 0 };
    struct sim_sheet sheets[2] = { 0 };
    enum sim_status status = sim_attribution_init(&shares, &session->plan, out, parts->count, errors);

    if (status == SIM_OK) {
        shares_fill(&sheets[0], &shares, parts, request);
        together_fill(&sheets[1], &shares, request);
        status = sim_sheets_deliver(sheets, 2, (const char *[]){ "", "_together" }, session->study.title,
                                    &request->shared, errors);
    }
    if (status == SIM_OK && !request->shared.json) {
        printf("%s\narm '%s', %d parts left out in %d combinations under the same luck; %ld replicates, %ld points\n",
               session->study.title, request->arm, parts->count, session->study.arms_count, session->plan.replicates,
               session->plan.points);
        sim_say_over(sim_attribution_over(&shares), shares.units > 1, session->plan.points);
        putchar('\n');
        sim_session_say_looks(session);
        sim_sheets_print(sheets, 2, NULL);
    }
    sim_sheets_free(sheets, 2);
    sim_attribution_free(&shares);
    return status;
}

/** Compute in the folder asked for, or in a temporary one. */
static enum sim_status compute_and_answer(struct sim_session *session, const struct request *request,
                                          const struct sim_parts *parts, struct sim_errors *errors)
{
    const char *place = getenv("TMPDIR");
    char temporary[512];
    struct sim_work work = { .compute.progress = request->shared.quiet ? SIM_PROGRESS_NONE : sim_progress_auto(),
                             .shard = { 0, 1 },
                             .collect = request->shared.out != NULL };
    enum sim_status status;

    snprintf(temporary, sizeof temporary, "%s/attribute-XXXXXX", place != NULL && strlen(place) < 400 ? place : "/tmp");
    if (request->shared.out == NULL && mkdtemp(temporary) == NULL) {
        return sim_fail(errors, SIM_IO, "%s: cannot be made; give -o OUT", temporary);
    }
    work.shard = request->shared.out == NULL ? work.shard : sim_shard_of_environment();
    const char *out = request->shared.out != NULL ? request->shared.out : temporary;
    status = sim_session_work(session, &work, out, errors);
    if (status == SIM_OK || (status == SIM_DATA && work.compute.failed > 0)) {
        enum sim_status answered = answer(session, request, parts, out, errors);
        status = answered == SIM_OK ? status : answered;
    }
    if (request->shared.out == NULL) {
        sim_output_remove(&session->plan, temporary);
    }
    return status;
}

/** Is it a folder of results, or a results file, and not a study? Such a file may have been renamed, or be damaged. */
static bool holds_runs(const char *place)
{
    static const char hdf5[8] = "\211HDF\r\n\032\n";
    const char *end = strrchr(place, '.');
    char head[sizeof hdf5];
    struct stat about;
    size_t size;
    return (end != NULL && strcmp(end, ".h5") == 0) || (stat(place, &about) == 0 && S_ISDIR(about.st_mode)) ||
           (sim_file_head(place, head, sizeof head, &size) && memcmp(head, hdf5, sizeof hdf5) == 0);
}

/** `attribute OUT`: an answer from runs that exist. */
static enum sim_status answer_again(const struct sim_model *model, struct request *request, struct sim_errors *errors)
{
    const struct sim_request *shared = &request->shared;
    struct sim_session session = { 0 };
    struct sim_parts parts = { 0 };
    enum sim_status status = sim_session_output(&session, model, shared->place, false, errors);

    if (shared->out != NULL || request->of != NULL || shared->arm != NULL || shared->sets_count > 0 ||
        shared->replicates != NULL || shared->seed != NULL) {
        status = sim_fail(errors, SIM_USAGE,
                          "%s: holds runs already; -o, --of, --arm, --set, --replicates and --seed are for a study",
                          shared->place);
    }
    status = status == SIM_OK ? sim_parts_of(&parts, &session.plan, errors) : status;
    if (status == SIM_OK) {
        snprintf(request->arm, sizeof request->arm, "%s", session.study.arms[0].name);
        status = answer(&session, request, &parts, shared->place, errors);
    }
    sim_session_free(&session);
    return status;
}

enum sim_status sim_command_attribute(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    struct sim_errors errors = { 0 };
    struct sim_session session = { 0 };
    struct sim_parts parts = { 0 };
    enum sim_status status = request_read(&request, model, argc, argv, &errors);

    if (status == SIM_OK && holds_runs(request.shared.place)) {
        return sim_end(&errors, answer_again(model, &request, &errors));
    }
    (void)!sim_parts_read(&parts, model, request.of, &errors);
    status = errors.count > 0 ? SIM_USAGE : status;
    if (status == SIM_OK) {
        status = open_study(&session, &request, model, &parts, &errors);
    }
    if (status == SIM_OK) {
        status = compute_and_answer(&session, &request, &parts, &errors);
    }
    sim_session_free(&session);
    return sim_end(&errors, status);
}
