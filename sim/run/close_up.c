/* close_up.c - what snapshots and events cost, and how they are made. */
#include "close_up.h"

#include <stdlib.h>

#include "store.h"
#include "watch.h"

static const double MOST_BYTES = 4e9;
enum { MOST_RUNS = 10000, MOST_RUN_MONTHS = 1000000, MOST_EVENTS_A_MONTH = 1000 };

/** Runs of one replicate. */
static long runs_each(const struct sim_plan *plan)
{
    return plan->points * plan->study->arms_count;
}

static bool holds(const struct sim_close_up *close_up, long replicate)
{
    for (int i = 0; i < close_up->replicates_count; i++)
        if (close_up->replicates[i] == replicate) {
            return true;
        }
    return false;
}

/* --- what it costs --- */

/** Add to `rows` the number of entities of each extent in a run's world, `times` over. An impossible world adds none.
 */
static enum sim_status rows_add(const struct sim_plan *plan, struct sim_run run, double times, double *rows,
                                struct sim_errors *errors)
{
    struct sim_errors impossible = { 0 };
    void *world = NULL;
    enum sim_status status = sim_replay_world(plan, run, &world, &impossible);

    for (int e = 0; status == SIM_OK && e < plan->model->extents_count; e++)
        rows[e] += times * plan->model->rows(world, e);
    plan->model->world_free(world);
    sim_errors_free(&impossible);
    return status == SIM_MEMORY ? sim_fail(errors, SIM_MEMORY, "no memory for a world") : SIM_OK;
}

/** Counts one replicate, because worlds are the same in all. */
enum sim_status sim_close_up_snapshot_bytes(const struct sim_plan *plan, double *bytes, struct sim_errors *errors)
{
    const struct sim_close_up *asked = &plan->study->snapshots;
    *bytes = 0;
    if (asked->replicates_count == 0) {
        return SIM_OK;
    }
    double *rows = calloc((size_t)plan->model->extents_count + 1, sizeof *rows);
    long points = sim_plan_shape_varies(plan) ? plan->points : 1, alike = plan->points / points;
    double times = (double)asked->replicates_count * asked->months_count * (double)alike;
    enum sim_status status = rows == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for snapshots") : SIM_OK;

    for (long point = 0; point < points && status == SIM_OK; point++)
        for (int arm = 0; arm < plan->study->arms_count && status == SIM_OK; arm++)
            status = rows_add(plan, (struct sim_run){ 0, point, arm }, times, rows, errors);
    *bytes = status == SIM_OK ? sim_results_snapshot_bytes(plan->model, rows) : 0;
    free(rows);
    return status;
}

static void count_one(void *context, const struct sim_happening *event)
{
    (void)event;
    ++*(double *)context;
}

static enum sim_status event_bytes(const struct sim_plan *plan, double *bytes, struct sim_errors *errors)
{
    const struct sim_close_up *asked = &plan->study->events;
    struct sim_errors impossible = { 0 };
    struct sim_watch watch;
    double count = 0;
    enum sim_status status = sim_watch_init(&watch, plan, (struct sim_run){ asked->replicates[0], 0, 0 }, &impossible);

    for (int month = 0; status == SIM_OK && month < plan->study->months; month++) {
        sim_watch_month(&watch);
        sim_watch_happened(&watch, count_one, &count);
    }
    sim_watch_free(&watch);
    sim_errors_free(&impossible);
    *bytes = count * (double)(asked->replicates_count * runs_each(plan)) * sim_results_event_bytes(plan->model);
    return status == SIM_MEMORY ? sim_fail(errors, SIM_MEMORY, "no memory to watch a run") : SIM_OK;
}

double sim_close_up_most_event_bytes(const struct sim_plan *plan)
{
    double run_months = (double)(plan->study->events.replicates_count * runs_each(plan)) * plan->study->months;
    return run_months * MOST_EVENTS_A_MONTH * sim_results_event_bytes(plan->model);
}

enum sim_status sim_close_up_bytes(const struct sim_plan *plan, double *snapshots, double *events,
                                   struct sim_errors *errors)
{
    enum sim_status status = sim_close_up_snapshot_bytes(plan, snapshots, errors);
    *events = 0;
    if (status == SIM_OK && plan->study->events.replicates_count > 0) {
        status = event_bytes(plan, events, errors);
    }
    return status;
}

/** Complain where too many runs are asked for. */
static bool too_many(const struct sim_plan *plan, const struct sim_close_up *asked, const char *what,
                     struct sim_errors *errors)
{
    if (asked->replicates_count > 0 && runs_each(plan) > MOST_RUNS / asked->replicates_count) {
        sim_complain(errors, NULL, 0, 0,
                     "%s of %d replicates x %ld points x %d arms are more runs than the limit, %d: name fewer "
                     "replicates, or make the study smaller",
                     what, asked->replicates_count, plan->points, plan->study->arms_count, MOST_RUNS);
        return true;
    }
    return false;
}

enum sim_status sim_close_up_check(const struct sim_plan *plan, struct sim_errors *errors)
{
    const struct sim_study *study = plan->study;
    int before = errors->count;
    double bytes = 0, months = (double)(study->events.replicates_count * runs_each(plan)) * study->months;

    if (!too_many(plan, &study->snapshots, "snapshots", errors) && study->snapshots.replicates_count > 0) {
        enum sim_status status = sim_close_up_snapshot_bytes(plan, &bytes, errors);
        if (status != SIM_OK) {
            return status;
        }
    }
    if (bytes > MOST_BYTES) {
        sim_complain(errors, NULL, 0, 0,
                     "snapshots would take %.3g GB; the most is %.3g GB: name fewer months or replicates", bytes / 1e9,
                     MOST_BYTES / 1e9);
    }
    if (!too_many(plan, &study->events, "events", errors) && months > MOST_RUN_MONTHS) {
        sim_complain(errors, NULL, 0, 0,
                     "events of %.0f months of runs are more than the limit, %d: name fewer "
                     "replicates, or make the study smaller",
                     months, MOST_RUN_MONTHS);
    }
    return errors->count > before ? SIM_USAGE : SIM_OK;
}

/* --- making them --- */

enum sim_status sim_closer_init(struct sim_closer *self, const struct sim_plan *plan, struct sim_errors *errors)
{
    const struct sim_close_up *asked[] = { &plan->study->snapshots, &plan->study->events };
    int room = asked[0]->replicates_count + asked[1]->replicates_count;

    *self = (struct sim_closer){ .plan = plan };
    self->replicates = calloc((size_t)room + 1, sizeof *self->replicates);
    self->done = calloc((size_t)(room * runs_each(plan)) + 1, sizeof *self->done);
    if (self->replicates == NULL || self->done == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory to look at single runs");
    }
    for (int a = 0, b = 0; a < asked[0]->replicates_count || b < asked[1]->replicates_count;) {
        bool first = b == asked[1]->replicates_count ||
                     (a < asked[0]->replicates_count && asked[0]->replicates[a] <= asked[1]->replicates[b]);
        long next = first ? asked[0]->replicates[a] : asked[1]->replicates[b];
        a += a < asked[0]->replicates_count && asked[0]->replicates[a] == next;
        b += b < asked[1]->replicates_count && asked[1]->replicates[b] == next;
        self->replicates[self->replicates_count++] = next;
    }
    return SIM_OK;
}

void sim_closer_free(struct sim_closer *self)
{
    free(self->replicates);
    free(self->done);
    *self = (struct sim_closer){ 0 };
}

void sim_closer_note(struct sim_closer *self, const struct sim_block *block)
{
    long each = runs_each(self->plan);
    for (int i = 0; i < self->replicates_count; i++)
        for (long k = 0; k < each; k++) {
            long at = self->replicates[i] * each + k - block->first;
            if (at >= 0 && at < block->count && block->first + at < self->plan->runs) {
                self->done[i * each + k] = block->status[at] == SIM_RUN_DONE;
            }
        }
}

/** The month of a run whose events are being written. */
struct scene {
    const struct sim_watch *watch;
    struct sim_results *results;
    long run;
    int month;
};

static void write_event(void *context, const struct sim_happening *event)
{
    const struct scene *scene = context;
    sim_results_event(scene->results, scene->run, scene->month, scene->watch->replay.world, event);
}

/** Compute one run from its first month to the last that is asked for. */
static enum sim_status look(const struct sim_closer *self, long run, long replicate, struct sim_results *results,
                            struct sim_errors *errors)
{
    const struct sim_study *study = self->plan->study;
    const struct sim_close_up *asked = &study->snapshots;
    bool with_events = holds(&study->events, replicate), seen = holds(asked, replicate);
    long end = with_events ? study->months : asked->months[asked->months_count - 1] + 1;
    struct sim_watch watch;
    struct scene scene = { &watch, results, run, 0 };
    enum sim_status status = sim_watch_init(&watch, self->plan, sim_plan_run(self->plan, run), errors);

    for (int next = 0; status == SIM_OK && scene.month < end; scene.month++) {
        sim_watch_month(&watch);
        if (with_events) {
            sim_watch_happened(&watch, write_event, &scene);
        }
        if (seen && next < asked->months_count && asked->months[next] == scene.month) {
            next++;
            sim_results_snapshot(results, run, scene.month, watch.replay.world, sim_watch_state(&watch));
        }
        status = self->stop != NULL && *self->stop != 0 ? SIM_STOPPED : sim_results_check(results, errors);
    }
    sim_watch_free(&watch);
    return status;
}

/** Make room in the results file for the snapshots of the complete runs. */
static enum sim_status make_room(const struct sim_closer *self, struct sim_results *results, struct sim_errors *errors)
{
    const struct sim_plan *plan = self->plan;
    long each = runs_each(plan), snapshots = 0;
    double *rows = calloc((size_t)plan->model->extents_count + 1, sizeof *rows);
    int months = plan->study->snapshots.months_count;
    enum sim_status status = rows == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for snapshots") : SIM_OK;

    for (long i = 0; i < self->replicates_count * each && status == SIM_OK; i++)
        if (self->done[i] && holds(&plan->study->snapshots, self->replicates[i / each])) {
            snapshots += months;
            status =
                rows_add(plan, sim_plan_run(plan, self->replicates[i / each] * each + i % each), months, rows, errors);
        }
    if (status == SIM_OK) {
        status = sim_results_snapshots(results, snapshots, rows, errors);
    }
    free(rows);
    return status;
}

enum sim_status sim_closer_look(const struct sim_closer *self, struct sim_results *results, struct sim_errors *errors)
{
    const struct sim_study *study = self->plan->study;
    long each = runs_each(self->plan);
    enum sim_status status = SIM_OK;

    if (study->snapshots.replicates_count > 0) {
        status = make_room(self, results, errors);
    }
    if (status == SIM_OK && study->events.replicates_count > 0) {
        status = sim_results_events(results, errors);
    }
    for (long i = 0; i < self->replicates_count * each && status == SIM_OK; i++)
        if (self->done[i]) {
            long replicate = self->replicates[i / each];
            status = look(self, replicate * each + i % each, replicate, results, errors);
        }
    return status;
}
