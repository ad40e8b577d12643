/* results.c - what lies in results: arrays, names, settings, and the events of one run. */
#include "results.h"

#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "../run/entities.h"
#include "../run/scan.h"
#include "../run/watch.h"
#include "../sentence.h"

struct cavi_shape cavi_results_shape(const cavi_results *results)
{
    if (results == NULL) {
        return (struct cavi_shape){ 0 };
    }
    const struct sim_plan *plan = &results->session.plan;
    return (struct cavi_shape){ .runs = plan->runs,
                                .replicates = plan->replicates,
                                .points = plan->points,
                                .arms = plan->study->arms_count,
                                .months = plan->study->months,
                                .failed = results->failed,
                                .draws_worlds = sim_plan_samples_worlds(plan) };
}

const cavi_model *cavi_results_model(const cavi_results *results)
{
    return results == NULL ? NULL : results->session.plan.model;
}

const char *cavi_results_text(const cavi_results *results)
{
    return results == NULL ? NULL : results->session.study.text;
}

const char *cavi_results_title(const cavi_results *results)
{
    return results == NULL ? NULL : results->session.study.title;
}

const char *cavi_results_arm(const cavi_results *results, long arm)
{
    bool there = results != NULL && arm >= 0 && arm < results->session.study.arms_count;
    return there ? results->session.study.arms[arm].name : NULL;
}

const char *cavi_results_start(const cavi_results *results)
{
    return results == NULL ? NULL : results->session.study.start;
}

/* --- arrays --- */

const unsigned char *cavi_results_status(const cavi_results *results)
{
    return results == NULL ? NULL : results->runs.status;
}

const double *cavi_results_outcome(const cavi_results *results, int outcome)
{
    bool there = results != NULL && outcome >= 0 && outcome < results->session.plan.model->outcomes_count;
    return there ? results->runs.outcomes + (long)outcome * results->runs.count : NULL;
}

const float *cavi_results_history(const cavi_results *results, int history)
{
    if (results == NULL) {
        return NULL;
    }
    const struct sim_plan *plan = &results->session.plan;
    const struct sim_block *runs = &results->runs;
    int kept = history < 0 || history >= plan->model->histories_count ? -1 : sim_kept_history(plan, history);
    return kept < 0 ? NULL : runs->histories + (size_t)kept * (size_t)runs->count * (size_t)runs->months;
}

const double *cavi_results_outcome_of(const cavi_results *results, int outcome, long *stride)
{
    if (results == NULL) {
        return NULL;
    }
    const struct sim_plan *plan = &results->session.plan;
    const struct sim_block *runs = &results->runs;

    *stride = runs->count;
    if (outcome < 0 || outcome >= plan->model->outcomes_of_count || sim_entities_of(plan, outcome)->count == 0) {
        return NULL;
    }
    return runs->outcomes + (long)sim_entities_column(plan, outcome) * runs->count;
}

const char *cavi_results_entity(const cavi_results *results, int kind, int entity)
{
    if (results == NULL) {
        return NULL;
    }
    const struct sim_plan *plan = &results->session.plan;
    bool there = kind >= 0 && kind < plan->model->extents_count && entity >= 0 && entity < plan->entities[kind].count;
    return there ? plan->entities[kind].names[entity] : NULL;
}

/* --- settings --- */

static bool has_parameter(const cavi_results *results, int parameter)
{
    return results != NULL && parameter >= 0 && parameter < results->session.plan.model->params.count;
}

int cavi_results_varies(const cavi_results *results, int parameter)
{
    return has_parameter(results, parameter) && sim_plan_varies(&results->session.plan, parameter);
}

int cavi_results_values(const cavi_results *results, const int *parameters, int count, double *values)
{
    if (results == NULL || count < 0) {
        return CAVI_USAGE;
    }
    const struct sim_plan *plan = &results->session.plan;
    int arms = plan->study->arms_count;
    double *row = calloc((size_t)plan->study->design.factors_count + 1, sizeof *row);
    enum sim_status status = row == NULL ? SIM_MEMORY : SIM_OK;

    for (int i = 0; i < count; i++)
        status = status == SIM_OK && !has_parameter(results, parameters[i]) ? SIM_USAGE : status;
    for (long point = 0; point < plan->points && status == SIM_OK; point++) {
        sim_plan_rows(plan, point, 1, row);
        for (int i = 0; i < count; i++)
            for (int arm = 0; arm < arms; arm++)
                values[(i * plan->points + point) * arms + arm] = sim_plan_value(plan, arm, row, parameters[i], 0);
    }
    free(row);
    return (int)status;
}

/* --- events --- */

/** Where the events of a month are copied to. */
struct collector {
    struct cavi_events *events;
    const struct sim_model *model;
    const void *world;
    int month;
    bool lost; /* memory ran out */
};

/** Twice the room. False without memory. */
static bool grow(struct cavi_events *self, int fields)
{
    size_t room = (size_t)self->room * 2 + 64;
    bool good = SIM_RESIZE(self->month, room) && SIM_RESIZE(self->kind, room) && SIM_RESIZE(self->entity, room) &&
                SIM_RESIZE(self->other, room) && SIM_RESIZE(self->name, room) && SIM_RESIZE(self->sentence, room) &&
                SIM_RESIZE(self->fields, room * ((size_t)fields + 1));

    self->room = good ? (long)room : self->room;
    return good;
}

static void event_add(void *context, const struct sim_happening *event)
{
    struct collector *collector = context;
    struct cavi_events *to = collector->events;
    char sentence[SIM_SENTENCE_SIZE], name[SIM_ENTITY_SIZE] = "";
    int fields = collector->model->fields_count;

    if (collector->lost || (to->count == to->room && !grow(to, fields))) {
        collector->lost = true;
        return;
    }
    sim_happening_sentence(collector->model, collector->world, event, sentence, sizeof sentence);
    if (event->entity >= 0) {
        collector->model->entity(collector->world, collector->model->occasions[event->occasion].extent, event->entity,
                                 name, sizeof name);
    }
    to->month[to->count] = collector->month;
    to->kind[to->count] = event->occasion;
    to->entity[to->count] = event->entity;
    to->other[to->count] = event->other;
    memcpy(to->fields + to->count * fields, event->fields, (size_t)fields * sizeof *to->fields);
    to->sentence[to->count] = strdup(sentence);
    to->name[to->count] = strdup(name);
    collector->lost = to->sentence[to->count] == NULL || to->name[to->count] == NULL;
    to->count++;
}

static enum sim_status watch(const struct sim_plan *plan, long run, struct cavi_events *events,
                             struct sim_errors *errors)
{
    struct sim_watch watch;
    struct collector collector = { .events = events, .model = plan->model };
    enum sim_status status = sim_watch_init(&watch, plan, sim_plan_run(plan, run), errors);

    collector.world = watch.replay.world;
    for (; status == SIM_OK && collector.month < plan->study->months; collector.month++) {
        sim_watch_month(&watch);
        sim_watch_happened(&watch, event_add, &collector);
        status = collector.lost ? sim_fail(errors, SIM_MEMORY, "no memory for events") : SIM_OK;
    }
    sim_watch_free(&watch);
    return status;
}

int cavi_results_events(const cavi_results *results, long run, struct cavi_events *events, struct cavi_error *error)
{
    const struct sim_plan *plan = results == NULL ? NULL : &results->session.plan;
    struct sim_errors errors = { 0 };
    void *entered = sim_api_enter();
    enum sim_status status;

    *events = (struct cavi_events){ 0 };
    if (plan == NULL) {
        status = sim_fail(&errors, SIM_USAGE, "there are no results");
    } else if (run < 0 || run >= plan->runs) {
        status =
            sim_fail(&errors, SIM_USAGE, "there is no run %ld: runs are numbered from 0 to %ld", run, plan->runs - 1);
    } else if (plan->model->occasions_count == 0) {
        status = sim_fail(&errors, SIM_USAGE, "the model reports no events");
    } else {
        status = watch(plan, run, events, &errors);
    }
    sim_api_leave(entered);
    return sim_api_end(error, &errors, status);
}

void cavi_events_free(struct cavi_events *events)
{
    if (events == NULL) {
        return;
    }
    for (long i = 0; i < events->count; i++) {
        free(events->sentence[i]);
        free(events->name[i]);
    }
    SIM_FREE(events->month, events->kind, events->entity, events->other, events->fields, events->sentence,
             events->name);
    *events = (struct cavi_events){ 0 };
}
