/* export.c - writes a line for each run as the runs are read. */
#include "export.h"

#include <math.h>
#include <stdlib.h>

#include "../csv.h"
#include "../run/entities.h"
#include "responses.h"

/** A table that is being written. */
struct table {
    const struct sim_plan *plan;
    FILE *file;
    double *row; /* values of the design's factors at `point` */
    long point;
    bool quoted; /* put every cell in quotes, and write NA for none */
    int cells;   /* in the line so far */
    const int *histories;
    int histories_count;
    int extent; /* whose outcomes are written */
};

/* --- cells --- */

static void put(struct table *table, const char *text)
{
    fputs(table->cells++ > 0 ? "," : "", table->file);
    if (!table->quoted) {
        sim_csv_put(table->file, text);
        return;
    }
    fprintf(table->file, "\"%s", sim_csv_guard(text));
    for (; *text != '\0'; text++)
        fputs((char[]){ *text, *text == '"' ? '"' : '\0', '\0' }, table->file);
    fputc('"', table->file);
}

static void put_number(struct table *table, double value)
{
    char text[64];
    sim_number_text(value, text, sizeof text);
    put(table, isnan(value) ? (table->quoted ? "NA" : "") : text);
}

static void end_line(struct table *table)
{
    fputc('\n', table->file);
    table->cells = 0;
}

/** Write an outcome: its number, or the word of a choice. */
static void put_outcome(struct table *table, const struct sim_series *series, double value)
{
    char word[128] = "";
    if (series->choices == NULL || isnan(value)) {
        put_number(table, value);
    } else {
        sim_word_at(series->choices, (int)value, word, sizeof word);
        put(table, word);
    }
}

/** Write the names of the outcomes (`seen` NULL) or their values in a run, and end the line. */
static void put_outcomes(struct table *table, const struct sim_seen *seen)
{
    const struct sim_model *model = table->plan->model;
    for (int i = 0; i < model->outcomes_count; i++)
        if (seen == NULL) {
            put(table, model->outcomes[i].name);
        } else {
            put_outcome(table, &model->outcomes[i], sim_seen_outcome(seen, i));
        }
    end_line(table);
}

static void put_words(struct table *table, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        put(table, words[i]);
}

/** Does a parameter follow a path in some arm? */
static bool follows_path(const struct sim_plan *plan, int param)
{
    bool path = false;
    for (int a = 0; a < plan->study->arms_count; a++)
        path = path || plan->study->arms[a].paths[param].count > 0;
    return path;
}

/** Write the value of a varied parameter in a month of a run; nothing where the arm does not have the cell's row. */
static void put_parameter(struct table *table, const struct sim_seen *seen, int param, int month)
{
    double value = sim_plan_value(table->plan, seen->run.arm, table->row, param, month);
    char text[128];

    if (isnan(value)) {
        put_number(table, value);
    } else {
        sim_param_text(&table->plan->model->params.list[param], value, text, sizeof text);
        put(table, text);
    }
}

/** Write the names of the varied parameters (`seen` NULL) or their values in a run: of those that follow a path the
 * value in the first month, and in a column with `.end` behind its name that in the last. */
static void put_parameters(struct table *table, const struct sim_seen *seen)
{
    const struct sim_params *params = &table->plan->model->params;
    char end[512];

    if (seen != NULL && seen->run.point != table->point) {
        table->point = seen->run.point;
        sim_plan_rows(table->plan, table->point, 1, table->row);
    }
    for (int i = 0; i < params->count; i++) {
        if (!sim_plan_varies(table->plan, i)) {
            continue;
        }
        bool path = follows_path(table->plan, i);
        snprintf(end, sizeof end, "%s.end", params->list[i].name);
        if (seen == NULL) {
            put_words(table, (const char *[]){ params->list[i].name, end }, path ? 2 : 1);
        } else {
            put_parameter(table, seen, i, 0);
        }
        if (seen != NULL && path) {
            put_parameter(table, seen, i, table->plan->study->months - 1);
        }
    }
}

static void put_run(struct table *table, const struct sim_seen *seen)
{
    put_number(table, (double)seen->number);
    put(table, table->plan->study->arms[seen->run.arm].name);
    put_number(table, (double)seen->run.point);
    put_number(table, (double)seen->run.replicate);
}

static const char *const run_words[] = { "run", "scenario", "point", "replicate" };

/** Write all runs by `visit`, and free the table's row. */
static enum sim_status write_runs(struct table *table, const char *out, sim_visit visit, struct sim_errors *errors)
{
    enum sim_status status = table->row == NULL ? sim_fail(errors, SIM_MEMORY, "no memory to export")
                                                : sim_scan(table->plan, out, visit, table, errors);
    free(table->row);
    return status;
}

static struct table table_of(const struct sim_plan *plan, FILE *file)
{
    return (struct table){ .plan = plan,
                           .file = file,
                           .point = -1,
                           .row = calloc((size_t)plan->study->design.factors_count + 1, sizeof(double)) };
}

/* --- tidy tables --- */

static void visit_run(void *context, const struct sim_seen *seen)
{
    struct table *table = context;

    put_run(table, seen);
    put_parameters(table, seen);
    put(table, seen->block->status[seen->at] == SIM_RUN_DONE ? "done" : "failed");
    put_outcomes(table, seen);
}

enum sim_status sim_export_runs(const struct sim_plan *plan, const char *out, FILE *file, struct sim_errors *errors)
{
    struct table table = table_of(plan, file);
    put_words(&table, run_words, 4);
    put_parameters(&table, NULL);
    put(&table, "status");
    put_outcomes(&table, NULL);
    return write_runs(&table, out, visit_run, errors);
}

static void visit_months(void *context, const struct sim_seen *seen)
{
    struct table *table = context;
    for (int month = 0; month < seen->block->months; month++) {
        put_run(table, seen);
        put_number(table, month);
        for (int i = 0; i < seen->block->histories_count; i++) {
            const float *history = sim_seen_history(seen, i);
            put_number(table, history == NULL ? (double)NAN : (double)history[month]);
        }
        end_line(table);
    }
}

enum sim_status sim_export_histories(const struct sim_plan *plan, const char *out, FILE *file,
                                     struct sim_errors *errors)
{
    struct table table = table_of(plan, file);
    put_words(&table, run_words, 4);
    put(&table, "month");
    for (int i = 0; i < plan->model->histories_count; i++)
        if (plan->study->histories[i]) {
            put(&table, plan->model->histories[i].name);
        }
    end_line(&table);
    return write_runs(&table, out, visit_months, errors);
}

/** Outcome `i` of entity `k` in a run. */
static double outcome_of(const struct table *table, const struct sim_seen *seen, int i, int k)
{
    return sim_seen_outcome(seen, sim_entities_column(table->plan, i) + k);
}

/** A line for each entity that has an outcome in the run. */
static void visit_entities(void *context, const struct sim_seen *seen)
{
    struct table *table = context;
    const struct sim_model *model = table->plan->model;
    const struct sim_entities *entities = &table->plan->entities[table->extent];

    for (int k = 0; k < entities->count; k++) {
        bool there = false;
        for (int i = 0; i < model->outcomes_of_count; i++)
            there = there || (model->outcomes_of[i].extent == table->extent && !isnan(outcome_of(table, seen, i, k)));
        if (!there) {
            continue;
        }
        put_run(table, seen);
        put(table, entities->names[k]);
        for (int i = 0; i < model->outcomes_of_count; i++)
            if (model->outcomes_of[i].extent == table->extent) {
                put_outcome(table, &model->outcomes_of[i].series, outcome_of(table, seen, i, k));
            }
        end_line(table);
    }
}

enum sim_status sim_export_entities(const struct sim_plan *plan, const char *out, int extent, FILE *file,
                                    struct sim_errors *errors)
{
    struct table table = table_of(plan, file);
    char name[SIM_ENTITY_SIZE];

    table.extent = extent;
    sim_extent_name(plan->model, extent, "", name, sizeof name);
    put_words(&table, run_words, 4);
    put(&table, name);
    for (int i = 0; i < plan->model->outcomes_of_count; i++)
        if (plan->model->outcomes_of[i].extent == extent) {
            put(&table, plan->model->outcomes_of[i].series.name);
        }
    end_line(&table);
    return write_runs(&table, out, visit_entities, errors);
}

/* --- BehaviorSpace --- */

static void visit_behaviorspace(void *context, const struct sim_seen *seen)
{
    struct table *table = context;

    put_number(table, (double)seen->number + 1);
    put(table, table->plan->study->arms[seen->run.arm].name);
    put_number(table, (double)seen->run.replicate);
    put_parameters(table, seen);
    put_number(table, table->plan->study->months);
    put_outcomes(table, seen);
}

enum sim_status sim_export_behaviorspace(const struct sim_plan *plan, const char *out, const char *when, FILE *file,
                                         struct sim_errors *errors)
{
    static const char *const corners[] = { "min-pxcor", "max-pxcor", "min-pycor", "max-pycor", "0", "0", "0", "0" };
    static const char *const run_columns[] = { "[run number]", "scenario", "replicate" };
    struct table table = table_of(plan, file);
    const char *const lines[] = { "BehaviorSpace results", plan->model->name, plan->study->title, when };

    table.quoted = true;
    for (int i = 0; i < 4; i++) {
        put(&table, lines[i]);
        end_line(&table);
    }
    for (int i = 0; i < 8; i += 4) {
        put_words(&table, corners + i, 4);
        end_line(&table);
    }
    put_words(&table, run_columns, 3);
    put_parameters(&table, NULL);
    put(&table, "[step]");
    put_outcomes(&table, NULL);
    return write_runs(&table, out, visit_behaviorspace, errors);
}

/* --- sequences --- */

/** Index of the history that grew most in a month; -1 if none grew. */
static int grown_most(const struct table *table, const struct sim_seen *seen, int month)
{
    double most = 0;
    int which = -1;
    for (int i = 0; i < table->histories_count; i++) {
        const float *history = sim_seen_history(seen, sim_kept_history(table->plan, table->histories[i]));
        double grown = history == NULL ? 0 : (double)history[month] - (month > 0 ? (double)history[month - 1] : 0);
        if (grown > most) {
            most = grown;
            which = i;
        }
    }
    return which;
}

static void visit_sequence(void *context, const struct sim_seen *seen)
{
    struct table *table = context;
    put_run(table, seen);
    for (int month = 0; month < seen->block->months; month++) {
        int which = grown_most(table, seen, month);
        bool failed = seen->block->status[seen->at] != SIM_RUN_DONE;
        put(table, failed ? "" : which < 0 ? "none" : table->plan->model->histories[table->histories[which]].name);
    }
    end_line(table);
}

enum sim_status sim_export_sequences(const struct sim_plan *plan, const char *out, const int *histories, int count,
                                     FILE *file, struct sim_errors *errors)
{
    struct table table = table_of(plan, file);
    table.histories = histories;
    table.histories_count = count;
    put_words(&table, run_words, 4);
    for (int month = 0; month < plan->study->months; month++) {
        char text[32];
        sim_month_text(plan->study, month, text, sizeof text);
        put(&table, text);
    }
    end_line(&table);
    return write_runs(&table, out, visit_sequence, errors);
}
