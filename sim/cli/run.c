/* run.c - `run STUDY -o OUT`: compute what is missing, then collect. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../run/forecast.h"
#include "commands.h"
#include "computing.h"
#include "options.h"
#include "place.h"

struct request {
    struct sim_request shared;
    const char *on_error;
    bool no_collect;
};

static enum sim_status request_read(struct request *self, int argc, char **argv, struct sim_errors *errors)
{
    const struct sim_option own[] = {
        { .name = "--no-collect", .flag = &self->no_collect },
        { .name = "--on-error", .value = &self->on_error },
        { .name = NULL },
    };
    enum sim_status status = sim_request_read(
        &self->shared, argc, argv,
        "-o --set --replicates --seed --threads --quiet --shard --dry-run --progress --kernel", own, errors);

    if (status == SIM_OK && self->shared.out == NULL && !self->shared.dry_run) {
        status = sim_fail(errors, SIM_USAGE, "run needs -o; usage: run %s -o OUT", self->shared.place);
    }
    return status;
}

/** `there`: runs that are there already. */
static void say_forecast(const struct sim_session *session, const struct sim_forecast *forecast, long there)
{
    const struct sim_study *study = &session->study;
    bool worlds = sim_plan_samples_worlds(&session->plan);
    printf("%s\n", study->title);
    sim_session_say_size(session);
    long missing = session->plan.runs > there ? session->plan.runs - there : 0;
    printf("about %.0f s on %d threads", forecast->seconds * (double)missing / (double)session->plan.runs,
           session->ensemble.threads);
    if (there > 0) {
        printf(" for the %ld runs that are missing", missing);
    }
    printf("; %.1f MB of blocks and %.1f MB collected\n", forecast->block_bytes / 1e6, forecast->results_bytes / 1e6);
    if (study->snapshots.replicates_count + study->events.replicates_count > 0) {
        printf("the results include %.0f bytes of snapshots and about %.0f bytes of events\n", forecast->snapshot_bytes,
               forecast->event_bytes);
    }
    if (study->replicates < 2 && !worlds) {
        printf("One replicate gives no interval: two or more are needed to see luck\n");
        return;
    }
    printf("What %ld %s can resolve%s, from a pilot of %ld runs (half of a 95 %% interval of %s, over %s):\n",
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

/** With a folder, say also what of the study is there already. */
static enum sim_status dry_run(struct sim_session *session, const char *out, struct sim_errors *errors)
{
    struct sim_forecast forecast = { 0 };
    char *sentence = NULL;
    long there = 0;
    enum sim_status status = out == NULL ? SIM_OK : sim_place_grows(session, out, &sentence, &there, errors);

    if (status == SIM_OK) {
        status = sim_forecast_init(&forecast, &session->ensemble, errors);
    }
    if (status == SIM_OK) {
        say_forecast(session, &forecast, there);
    }
    if (status == SIM_OK && sentence != NULL) {
        printf("%s\n", sentence);
    }
    sim_forecast_free(&forecast);
    free(sentence);
    return status;
}

static void say_end(const struct sim_session *session, const struct sim_work *work, const char *out,
                    enum sim_status status)
{
    if (status == SIM_STOPPED) {
        fprintf(stderr, "stopped on request after %ld blocks%s; repeat the command to go on\n", work->compute.computed,
                work->compute.broken_off ? ", between two months; the unfinished block is computed again" : "");
    } else if (status == SIM_OK) {
        const struct sim_decision *decision = &session->plan.decision;
        fprintf(stderr, "%ld runs in %s\n", session->plan.runs, out);
        if (decision->replicates > 0 && isnan(decision->half_width)) {
            fprintf(stderr, "until: %ld replicates; at point %ld too few runs have the outcome for an interval\n",
                    decision->replicates, decision->point);
        } else if (decision->replicates > 0 && isinf(decision->half_width)) {
            fprintf(stderr, "until: %ld replicates; at point %ld all runs are equal, so there is no interval\n",
                    decision->replicates, decision->point);
        } else if (decision->replicates > 0) {
            fprintf(stderr, "until: %ld replicates; the widest half width is %.4g, %s\n", decision->replicates,
                    decision->half_width, decision->reached ? "as narrow as asked for" : "not as narrow as asked for");
        }
    }
}

enum sim_status sim_command_run(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    struct sim_errors errors = { 0 };
    struct sim_session session = { 0 };
    struct sim_work work = { 0 };
    enum sim_status status = request_read(&request, argc, argv, &errors);

    if (status == SIM_OK) {
        const long threads = sim_request_threads(&request.shared, &errors);
        const struct sim_overrides overrides = sim_request_overrides(&request.shared, &errors);
        work.quiet = request.shared.quiet;
        work.collect = !request.no_collect;
        work.shard = sim_shard_read(request.shared.shard, &errors);
        work.compute.progress = sim_progress_read(request.shared.progress, request.shared.quiet, &errors);
        work.compute.stop_on_failure = request.on_error != NULL && strcmp(request.on_error, "stop") == 0;
        if (request.on_error != NULL && !work.compute.stop_on_failure && strcmp(request.on_error, "finish") != 0) {
            sim_complain(&errors, NULL, 0, 0, "--on-error %.40s is none of: stop finish", request.on_error);
        }
        status = sim_session_study(&session, model, request.shared.place, &overrides, request.shared.kernel, threads,
                                   &errors);
        status = errors.count > 0 && status == SIM_OK ? SIM_USAGE : status;
    }
    if (status == SIM_OK) {
        status = request.shared.dry_run ? dry_run(&session, request.shared.out, &errors)
                                        : sim_place_work(&session, &work, request.shared.out, &errors);
        if (!request.shared.dry_run && !request.shared.quiet && work.compute.progress != SIM_PROGRESS_JSON) {
            say_end(&session, &work, request.shared.out, status);
        }
    }
    sim_session_free(&session);
    return sim_end(&errors, status);
}
