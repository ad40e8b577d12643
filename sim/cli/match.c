/* match.c - `match STUDY -o OUT`: worlds that look like real cases. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../files.h"
#include "../run/moments.h"
#include "commands.h"
#include "computing.h"
#include "match_tables.h"
#include "session.h"

static enum sim_status request_read(struct sim_request *self, int argc, char **argv, struct sim_errors *errors)
{
    enum sim_status status = sim_request_read(
        self, argc, argv, "-o --arm --set --seed --threads --quiet --json --shard --dry-run --progress --kernel", NULL,
        errors);

    if (status == SIM_OK && self->out == NULL && !self->dry_run) {
        status = sim_fail(errors, SIM_USAGE, "match needs -o; usage: match %s -o OUT", self->place);
    }
    return status;
}

/** Read the study and all options, so that every complaint comes before anything is computed. */
static enum sim_status study_read(struct sim_request *request, const struct sim_model *model, struct sim_study *study,
                                  struct sim_matching_run *run, struct sim_errors *errors)
{
    const long threads = sim_request_threads(request, errors);
    const struct sim_overrides overrides = sim_request_overrides(request, errors);
    int before = errors->count;
    enum sim_status status = sim_study_init(study, model, request->place, &overrides, errors);

    run->model = model;
    run->study = study;
    run->out = request->out;
    run->shard = sim_shard_read(request->shard, errors);
    run->compute->progress = sim_progress_read(request->progress, request->quiet, errors);
    run->compute->stop = sim_listen_for_signals();
    (void)!sim_session_kernel(model, request->kernel, &run->compute->kernel, errors);
    if (status == SIM_OK) {
        status = sim_matching_check(study, request->arm, &run->arm, errors);
    }
    run->compute->threads = status == SIM_OK ? sim_session_threads(threads) : 1;
    return status == SIM_OK && errors->count > before ? SIM_USAGE : status;
}

/* --- the forecast --- */

static void say_forecast(const struct sim_matching_run *run, const struct sim_match_forecast *forecast)
{
    long worlds = run->study->design.points, kept = forecast->fell[SIM_KEPT];
    double times = (double)worlds / (double)forecast->worlds, low = 0, high = 1;

    sim_wilson(kept, forecast->worlds, &low, &high);
    printf("%s\n%ld worlds in the first wave, %d factors, %d patterns\n", run->study->title, worlds,
           run->study->design.factors_count, run->study->matching->patterns_count);
    printf("a sample of %ld worlds took %ld runs: %ld were excluded by the first replicate, %ld by %ld, %ld by %ld; "
           "%ld are kept\n",
           forecast->worlds, forecast->runs, forecast->fell[SIM_FELL_FIRST], forecast->fell[SIM_FELL_SCREEN],
           run->study->matching->screen, forecast->fell[SIM_FELL_LAST], run->study->matching->replicates, kept);
    printf("all worlds would take about %.0f s on %d threads (%.0f runs), and %.0f to %.0f would be kept; %ld are "
           "wanted\n",
           forecast->seconds * times, run->compute->threads, (double)forecast->runs * times,
           floor(low * (double)worlds), ceil(high * (double)worlds), run->study->matching->keep);
    if (high * (double)worlds < (double)run->study->matching->keep && run->study->matching->waves > 1) {
        printf("that is too few: further waves would be drawn, up to %ld in all\n", run->study->matching->waves);
    }
}

static enum sim_status dry_run(struct sim_matching_run *run, struct sim_errors *errors)
{
    struct sim_match_forecast forecast;
    enum sim_status status = sim_matching_forecast(run, &forecast, errors);

    if (status == SIM_OK) {
        say_forecast(run, &forecast);
    }
    return status;
}

/* --- the matching --- */

/** The tables as CSV and HDF5 in the folder, and on the screen. */
static enum sim_status deliver(const struct sim_request *request, const struct sim_matching_run *run,
                               struct sim_errors *errors)
{
    static const char *const quiet[] = { "unit", "line", "luck", "role", NULL };
    struct sim_request wish = *request;
    struct sim_sheet sheets[SIM_MATCH_SHEETS] = { 0 };
    char *csv = sim_path_join(request->out, "worlds.csv"), *hdf5 = sim_path_join(request->out, "worlds.h5");
    enum sim_status status =
        csv == NULL || hdf5 == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : sim_match_tables(sheets, run, errors);

    wish.csv = csv;
    wish.hdf5 = hdf5;
    if (status == SIM_OK) {
        status = sim_sheets_deliver(sheets, SIM_MATCH_SHEETS, sim_match_suffixes, run->study->title, &wish, errors);
    }
    if (status == SIM_OK && !request->json) {
        printf("%s\n", run->study->title);
        sim_sheet_print(&sheets[SIM_MATCH_PATTERNS], quiet);
        struct sim_sheet learned = sheets[SIM_MATCH_FACTORS]; /* those of which nothing was learned are in the file */
        learned.used = (long)sim_match_learned(run) * learned.columns_count;
        if (learned.used > 0) {
            sim_sheet_print(&learned, quiet);
        }
        if (run->waves_count > 1) {
            sim_sheet_print(&sheets[SIM_MATCH_WAVES], NULL);
        }
        sim_match_say(run);
        run->rows_count > 0 ? printf("%ld worlds in %s\n", run->rows_count, csv) : printf("no world is written\n");
    }
    sim_match_tables_free(sheets);
    free(csv);
    free(hdf5);
    return status;
}

enum sim_status sim_command_match(const struct sim_model *model, int argc, char **argv)
{
    struct sim_request request = { 0 };
    struct sim_errors errors = { 0 };
    struct sim_study study = { 0 };
    struct sim_compute compute = { 0 };
    struct sim_matching_run run = { .compute = &compute };
    enum sim_status status = request_read(&request, argc, argv, &errors);

    if (status == SIM_OK) {
        status = study_read(&request, model, &study, &run, &errors);
    }
    if (status == SIM_OK && request.dry_run) {
        status = dry_run(&run, &errors);
    } else if (status == SIM_OK) {
        status = sim_matching_work(&run, &errors);
        status = status == SIM_OK ? deliver(&request, &run, &errors) : status;
    }
    if (status == SIM_STOPPED) {
        fprintf(stderr, "stopped on request; repeat the command to go on\n");
    }
    sim_matching_run_free(&run);
    sim_study_free(&study, model);
    return sim_end(&errors, status);
}
