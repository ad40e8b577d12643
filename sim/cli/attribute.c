/* attribute.c - `attribute STUDY`: how much each part of the model adds to an outcome. */
#include "../ask/attribute.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../ask/names.h"
#include "../run/output.h"
#include "commands.h"
#include "computing.h"
#include "options.h"
#include "sheet.h"

struct request {
    struct sim_request shared;
    const char *of;
    int outcome[SIM_MOST_SETS], outcomes_count;
    char arm[128]; /* whose parts are left out */
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
            sim_complain(errors, NULL, 0, 0, "'%s' is one of %s: it has no mean to divide into shares",
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

static void put_row(struct sim_sheet *sheet, const char *outcome, const char *part, const struct sim_moments *share,
                    const struct sim_moments *whole, double alone, double removed)
{
    double half = sim_moments_half_width(share);
    const double numbers[] = { share->mean, share->mean - half, share->mean + half, share->mean / whole->mean, alone,
                               removed,     (double)share->n };
    sim_sheet_word(sheet, outcome);
    sim_sheet_word(sheet, part);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        sim_sheet_number(sheet, share->n > 0 ? numbers[i] : (double)NAN);
}

static const char *const columns[] = { "outcome", "part", "share", "low", "high", "of_whole", "alone", "removed", "n" };

static void shares_fill(struct sim_sheet *sheet, const struct sim_attribution *shares, const struct sim_parts *parts,
                        const struct request *request)
{
    const struct sim_model *model = shares->plan->model;
    *sheet = (struct sim_sheet){ .title = "shares", .columns = columns, .columns_count = 9 };
    for (int k = 0; k < request->outcomes_count; k++) {
        int o = request->outcome[k];
        const struct sim_moments *whole = &shares->whole[o];
        for (int i = 0; i < parts->count; i++) {
            int at = o * parts->count + i;
            put_row(sheet, model->outcomes[o].name, sim_part_name(model, parts->part[i]), &shares->share[at], whole,
                    shares->alone[at].mean, shares->removed[at].mean);
        }
        put_row(sheet, model->outcomes[o].name, "whole", whole, whole, whole->mean, whole->mean);
    }
}

static enum sim_status answer(const struct sim_session *session, const struct request *request,
                              const struct sim_parts *parts, const char *out, struct sim_errors *errors)
{
    struct sim_attribution shares = { 0 };
    struct sim_sheet sheet = { 0 };
    enum sim_status status = sim_attribution_init(&shares, &session->plan, out, parts->count, errors);

    if (status == SIM_OK) {
        shares_fill(&sheet, &shares, parts, request);
        status = sim_sheets_deliver(&sheet, 1, &(const char *){ "" }, session->study.title, &request->shared, errors);
    }
    if (status == SIM_OK && !request->shared.json) {
        printf("%s\narm '%s', %d parts left out in %d combinations under the same luck; %ld replicates, %ld points\n",
               session->study.title, request->arm, parts->count, session->study.arms_count, session->plan.replicates,
               session->plan.points);
        sim_sheets_print(&sheet, 1, NULL);
    }
    sim_sheet_free(&sheet);
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
        enum sim_status removed = sim_output_remove(temporary, errors);
        status = status == SIM_OK ? removed : status;
    }
    return status;
}

enum sim_status sim_command_attribute(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    struct sim_errors errors = { 0 };
    struct sim_session session = { 0 };
    struct sim_parts parts = { 0 };
    enum sim_status status = request_read(&request, model, argc, argv, &errors);

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
