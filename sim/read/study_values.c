/* study_values.c - one value of a parameter, or a path of them over the months. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"

static bool choice_of(const struct sim_param *p, const char *text, double *value, char *problem, size_t size)
{
    int index = sim_param_choice(p, text);
    *value = index;
    if (index < 0) {
        snprintf(problem, size, "'%s' = %.60s is none of: %s", p->name, text, p->choices);
    }
    return index >= 0;
}

static bool flag_of(const struct sim_param *p, const char *text, double *value, char *problem, size_t size)
{
    int index = sim_word_index(p->cell == NULL ? "false true" : "false true 0 1", text);
    *value = index % 2 == 1;
    if (index < 0) {
        snprintf(problem, size, "'%s' = %.60s is neither true nor false", p->name, text);
    }
    return index >= 0;
}

static bool number_of(const struct sim_param *p, const char *text, double *value, char *problem, size_t size)
{
    if (!sim_number(text, value)) {
        snprintf(problem, size, "'%s' = %.60s is not a number (%g..%g %s)", p->name, text, p->low, p->high, p->unit);
    } else if (p->kind == SIM_WHOLE && *value != floor(*value)) {
        snprintf(problem, size, "'%s' = %.60s is not a whole number (%g..%g %s)", p->name, text, p->low, p->high,
                 p->unit);
    } else if (*value < p->low || *value > p->high) {
        snprintf(problem, size, "'%s' = %.60s is outside %g..%g (%s)", p->name, text, p->low, p->high, p->unit);
    } else {
        return true;
    }
    return false;
}

bool sim_value_of(const struct sim_model *model, int param, const char *text, double *value, char *problem, size_t size)
{
    const struct sim_param *p = &model->params.list[param];

    if (text[0] == '\0') {
        snprintf(problem, size, "'%s' has no value", p->name);
        return false;
    }
    return p->kind == SIM_CHOICE ? choice_of(p, text, value, problem, size)
           : p->kind == SIM_FLAG ? flag_of(p, text, value, problem, size)
                                 : number_of(p, text, value, problem, size);
}

bool sim_read_value(struct sim_reading *reading, int param, const struct sim_node *node, double *value)
{
    char problem[512];
    const struct sim_param *p = &reading->model->params.list[param];

    if (node->kind != SIM_SCALAR) {
        sim_at(reading, node, "'%s' wants one value%s", p->name,
               p->shapes ? "" : ", or { path: [[month, value], ...] }");
        return false;
    }
    if (node->quoted && p->kind != SIM_CHOICE) {
        sim_at(reading, node, "'%s' = \"%.60s\" is a text; write %s without quotes", p->name, node->text,
               p->kind == SIM_FLAG ? "true or false" : "the number");
        return false;
    }
    if (!sim_value_of(reading->model, param, node->text, value, problem, sizeof problem)) {
        sim_at(reading, node, "%s", problem);
        return false;
    }
    return true;
}

bool sim_month_of(const struct sim_study *study, const char *text, double *month, char *problem, size_t size)
{
    int year = 0, in_year = 0, day = 1, end = 0, start = 0, first = 1;
    bool date = strspn(text, "0123456789") == 4 && text[4] == '-' && strspn(text, "0123456789-") == strlen(text) &&
                sscanf(text, "%4d-%2d%n-%2d%n", &year, &in_year, &end, &day, &end) >= 2 && text[end] == '\0' &&
                in_year >= 1 && in_year <= 12 && day >= 1 && day <= 31;

    if (date) {
        sscanf(study->start, "%d-%d", &start, &first);
        *month = 12 * (year - start) + in_year - first;
        snprintf(problem, size, "%s lies before the study's first month, %s", text, study->start);
        return *month >= 0;
    }
    snprintf(problem, size, "'%.60s' is no month: a number from 0, or a date such as 2017-04", text);
    return sim_number(text, month) && *month >= 0 && *month <= 1e6;
}

/** One [month, value] of a path. */
static bool point_read(struct sim_reading *reading, int param, const struct sim_node *node, struct sim_path *path)
{
    char problem[128];
    double month = 0;
    if (node->kind != SIM_LIST || sim_node_count(node) != 2) {
        sim_at(reading, node, "a point of a path is [month, value]");
        return false;
    }
    const struct sim_node *when = node->first, *what = when->next;
    if (!sim_month_of(reading->study, sim_node_text(when), &month, problem, sizeof problem)) {
        sim_at(reading, when, "%s", problem);
        return false;
    }
    if (path->count > 0 && month <= path->month[path->count - 1]) {
        sim_at(reading, when, "month %.16g does not come after month %.16g", month, path->month[path->count - 1]);
        return false;
    }
    path->month[path->count] = month;
    if (!sim_read_value(reading, param, what, &path->value[path->count])) {
        return false;
    }
    path->count++;
    return true;
}

static bool points_read(struct sim_reading *reading, int param, const struct sim_node *points, struct sim_path *path)
{
    size_t count = (size_t)sim_node_count(points);
    bool good;

    path->month = calloc(count, sizeof *path->month);
    path->value = calloc(count, sizeof *path->value);
    good = path->month != NULL && path->value != NULL &&
           asprintf(&path->where, "%s:%d:%d", reading->path, points->line, points->column) > 0;
    if (!good) {
        sim_at(reading, points, "no memory for a path");
    }
    for (const struct sim_node *point = points->first; good && point != NULL; point = point->next)
        good = point_read(reading, param, point, path);
    return good;
}

/** Column of the table that a cell stands in. */
static const struct sim_column *column_of(const struct sim_model *model, const struct sim_param *p)
{
    return &model->tables[p->cell->table].columns[p->cell->column];
}

bool sim_read_path(struct sim_reading *reading, int param, const struct sim_node *node, struct sim_path *path)
{
    const struct sim_param *p = &reading->model->params.list[param];
    const struct sim_node *points = sim_key_node(node, SIM_KEY_path_path);
    bool steps;

    sim_refuse_unknown(reading, node, SIM_SCOPE_path, NULL);
    steps = sim_key_word(reading, node, SIM_KEY_path_steps) == 1;
    *path = (struct sim_path){ .linear = p->kind == SIM_REAL && !steps };
    if (p->cell != NULL && column_of(reading->model, p)->motion == SIM_FIXED) {
        sim_at(reading, node,
               "'%s' is structure, which is the same in all months, so it cannot follow a path; set it to one value, "
               "in one arm or in all",
               p->name);
        return false;
    }
    if (p->cell == NULL && p->shapes) {
        sim_at(reading, node, "'%s' sets how many entities there are, so it cannot follow a path", p->name);
        return false;
    }
    double number = 0;
    if (points->kind == SIM_SCALAR && points->text[0] != '\0' && !sim_number(points->text, &number)) {
        return sim_read_series(reading, param, node, points, path);
    }
    if (points->kind != SIM_LIST || points->first == NULL || sim_node_count(points) > SIM_MOST_PATH_POINTS) {
        sim_at(reading, points, "a path is a list of 1 to %d points [month, value], or the path of a file",
               SIM_MOST_PATH_POINTS);
        return false;
    }
    return points_read(reading, param, points, path);
}
