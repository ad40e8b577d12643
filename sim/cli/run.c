/* run.c - `run STUDY -o OUT`: compute what is missing, then collect. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "../run/forecast.h"
#include "../run/output.h"
#include "commands.h"
#include "computing.h"
#include "options.h"

/** Texts of the options as given. */
struct request {
    const char *study, *out, *replicates, *seed, *threads, *shard, *progress, *kernel, *on_error;
    bool dry_run, quiet, no_collect;
    const char *sets[SIM_MOST_SETS];
    int sets_count;
};

static enum sim_status request_read(struct request *self, int argc, char **argv, struct sim_errors *errors)
{
    const struct sim_option options[] = {
        { .name = "-o", .value = &self->out },
        { .name = "--set", .sets = self->sets, .sets_count = &self->sets_count },
        { .name = "--replicates", .value = &self->replicates },
        { .name = "--seed", .value = &self->seed },
        { .name = "--threads", .value = &self->threads },
        { .name = "--shard", .value = &self->shard },
        { .name = "--dry-run", .flag = &self->dry_run },
        { .name = "--progress", .value = &self->progress },
        { .name = "--quiet", .flag = &self->quiet },
        { .name = "--no-collect", .flag = &self->no_collect },
        { .name = "--kernel", .value = &self->kernel },
        { .name = "--on-error", .value = &self->on_error },
    };
    const char *words[1] = { NULL };
    int count = 0;

    (void)!sim_options_read(argc, argv, options, (int)(sizeof options / sizeof options[0]), words, 1, &count, errors);
    self->study = words[0];
    if (errors->count == 0 && self->study == NULL) {
        sim_fail(errors, SIM_USAGE, "run wants a study: run STUDY -o OUT");
    }
    if (errors->count == 0 && self->out == NULL && !self->dry_run) {
        sim_fail(errors, SIM_USAGE, "run wants a place for the results: run %s -o OUT", self->study);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/** "2/5": the second of five; 1-based, as people count. Nothing: what the environment says. */
static struct sim_shard shard_read(const char *text, struct sim_errors *errors)
{
    long index = 0, count = 0;
    int end = 0;
    if (text == NULL) {
        return sim_shard_of_environment();
    }
    if (sscanf(text, "%9ld/%9ld%n", &index, &count, &end) != 2 || text[end] != '\0' || index < 1 || index > count) {
        sim_complain(errors, NULL, 0, 0, "--shard %.40s is not I/N with I from 1 to N, such as 2/5", text);
        return (struct sim_shard){ 0, 1 };
    }
    return (struct sim_shard){ index - 1, count };
}

static enum sim_progress_kind progress_read(const struct request *request, struct sim_errors *errors)
{
    const char *what = request->progress == NULL ? "auto" : request->progress;
    if (strcmp(what, "auto") != 0 && strcmp(what, "json") != 0 && strcmp(what, "none") != 0) {
        sim_complain(errors, NULL, 0, 0, "--progress %.40s is none of: auto json none", what);
    }
    return request->quiet || strcmp(what, "none") == 0 ? SIM_PROGRESS_NONE
           : strcmp(what, "json") == 0                 ? SIM_PROGRESS_JSON
                                                       : sim_progress_auto();
}

static void say_forecast(const struct sim_session *session, const struct sim_forecast *forecast)
{
    const struct sim_study *study = &session->study;
    bool worlds = sim_plan_samples_worlds(&session->plan);
    printf("%s\n%s%ld replicates x %ld points x %d arms = %ld runs in %ld blocks\n", study->title,
           study->until.outcome >= 0 ? "at most " : "", study->replicates, session->plan.points, study->arms_count,
           session->plan.runs, session->plan.blocks);
    printf("about %.0f s on %d threads; %.1f MB of blocks and %.1f MB collected\n", forecast->seconds,
           session->ensemble.threads, forecast->block_bytes / 1e6, forecast->results_bytes / 1e6);
    if (study->snapshots.replicates_count + study->events.replicates_count > 0) {
        printf("of which %.0f bytes of snapshots, and about %.0f bytes of events\n", forecast->snapshot_bytes,
               forecast->event_bytes);
    }
    if (study->replicates < 2 && !worlds) {
        printf("One replicate gives no interval: luck is only told apart by two or more\n");
        return;
    }
    printf("What %ld %s can tell%s, from a pilot of %ld runs (half of a 95 %% interval of %s, over %s):\n",
           worlds ? session->plan.points : study->replicates, worlds ? "worlds" : "replicates",
           worlds ? study->replicates > 1 ? " at most" : "" : " at one point", forecast->pilot_runs,
           study->arms_count > 2   ? "the paired difference from the first arm, for the arm where it is widest"
           : study->arms_count > 1 ? "the paired difference of the arms"
                                   : "the mean",
           worlds ? "worlds and luck" : "luck");
    for (int i = 0; i < forecast->outcomes; i++) {
        const struct sim_series *outcome = &session->model->outcomes[i];
        if (outcome->choices != NULL) {
            continue;
        }
        if (!isfinite(forecast->half_width[i])) {
            printf("  %-22s the pilot shows no spread to tell from\n", outcome->name);
            continue;
        }
        printf("  %-22s +-%.3g %s", outcome->name, forecast->half_width[i], outcome->unit);
        forecast->seen[i] < 1 ? printf("; %.0f %% of the pilot had it\n", 100 * forecast->seen[i]) : putchar('\n');
    }
}

static enum sim_status dry_run(struct sim_session *session, struct sim_errors *errors)
{
    struct sim_forecast forecast;
    enum sim_status status = sim_forecast_init(&forecast, &session->ensemble, errors);
    if (status == SIM_OK) {
        say_forecast(session, &forecast);
    }
    sim_forecast_free(&forecast);
    return status;
}

/** With -o NAME.h5 the folder is a workplace beside it that goes when the file is there. */
static bool wants_one_file(const char *out)
{
    size_t length = strlen(out);
    return length > 3 && strcmp(out + length - 3, ".h5") == 0;
}

/** The results file alone stays. With failed runs too: they have their reason in it. */
static enum sim_status keep_one_file(const char *folder, const char *out, struct sim_errors *errors)
{
    char *results = sim_path_join(folder, "results.h5");
    enum sim_status status =
        results == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : sim_file_rename(results, out, errors);

    if (status == SIM_OK) {
        status = sim_output_remove(folder, errors);
    }
    free(results);
    return status;
}

static void say_end(const struct sim_session *session, const struct sim_work *work, const char *out,
                    enum sim_status status)
{
    if (status == SIM_STOPPED) {
        fprintf(stderr, "stopped as asked after %ld blocks; the same command goes on\n", work->computed);
    } else if (status == SIM_OK) {
        const struct sim_decision *decision = &session->plan.decision;
        fprintf(stderr, "%ld runs in %s\n", session->plan.runs, out);
        if (decision->replicates > 0 && isnan(decision->half_width)) {
            fprintf(stderr, "until: %ld replicates; at point %ld too few runs have the outcome for an interval\n",
                    decision->replicates, decision->point);
        } else if (decision->replicates > 0 && isinf(decision->half_width)) {
            fprintf(stderr,
                    "until: %ld replicates; at point %ld all runs agree, which does not tell how seldom they differ\n",
                    decision->replicates, decision->point);
        } else if (decision->replicates > 0) {
            fprintf(stderr, "until: %ld replicates; the widest half width is %.4g, %s\n", decision->replicates,
                    decision->half_width, decision->reached ? "as narrow as asked for" : "not as narrow as asked for");
        }
    }
}

/** Work and collect, in the folder asked for or beside the file asked for. */
static enum sim_status compute(struct sim_session *session, struct sim_work *work, const struct request *request,
                               struct sim_errors *errors)
{
    bool one_file = wants_one_file(request->out);
    char *folder = malloc(strlen(request->out) + 8);
    enum sim_status status;

    if (folder == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory");
    }
    sprintf(folder, "%s%s", request->out, one_file ? ".parts" : "");
    if (one_file && access(request->out, F_OK) == 0) {
        status = sim_fail(errors, SIM_USAGE, "%s: is there already; remove it or choose another output", request->out);
        free(folder);
        return status;
    }
    status = sim_compute(session, work, folder, !request->no_collect, errors);
    if ((status == SIM_OK || (status == SIM_DATA && work->failed > 0)) && !request->no_collect && one_file) {
        enum sim_status kept = keep_one_file(folder, request->out, errors);
        status = kept == SIM_OK ? status : kept;
    }
    free(folder);
    return status;
}

enum sim_status sim_command_run(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    struct sim_errors errors = { 0 };
    struct sim_session session = { 0 };
    struct sim_work work = { 0 };
    enum sim_status status = request_read(&request, argc, argv, &errors);

    if (status == SIM_OK) {
        struct sim_overrides overrides = { .set = request.sets, .set_count = request.sets_count, .seed = request.seed };
        long threads = sim_option_whole("--threads", request.threads, 1, 1024, 0, &errors);
        overrides.replicates = sim_option_whole("--replicates", request.replicates, 1, 1000000000, 0, &errors);
        work.shard = shard_read(request.shard, &errors);
        work.progress = progress_read(&request, &errors);
        work.stop_on_failure = request.on_error != NULL && strcmp(request.on_error, "stop") == 0;
        if (request.on_error != NULL && !work.stop_on_failure && strcmp(request.on_error, "finish") != 0) {
            sim_complain(&errors, NULL, 0, 0, "--on-error %.40s is none of: stop finish", request.on_error);
        }
        status = sim_session_study(&session, model, request.study, &overrides, request.kernel, threads, &errors);
        status = errors.count > 0 && status == SIM_OK ? SIM_USAGE : status;
    }
    if (status == SIM_OK) {
        status = request.dry_run ? dry_run(&session, &errors) : compute(&session, &work, &request, &errors);
        if (!request.dry_run && !request.quiet && work.progress != SIM_PROGRESS_JSON) {
            say_end(&session, &work, request.out, status);
        }
    }
    sim_session_free(&session);
    return sim_end(&errors, status);
}
