/* study_path.c - a path: values of a parameter over the months. */
#include <stdio.h>
#include <stdlib.h>

#include "reading.h"

/** One [month, value] of a path. */
static bool point_read(struct sim_reading *reading, int param, const struct sim_node *node, struct sim_path *path)
{
    char problem[200];
    double month = 0;
    if (node->kind != SIM_LIST || sim_node_count(node) != 2) {
        sim_at(reading, node, "a point of a path is [month, value], and a path a list of them: [[0, 1], [12, 0.5]]");
        return false;
    }
    const struct sim_node *when = node->first, *what = when->next;
    if (!sim_month_of(reading->study, sim_node_text(when), &month, problem, sizeof problem)) {
        sim_at(reading, when, "%s", problem);
        return false;
    }
    if (path->count > 0 && month <= path->month[path->count - 1]) {
        sim_at(reading, when, "'%s' does not come after the point before it", sim_node_text(when));
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
    size_t financial = 0;
    for (const struct sim_node *point = points->first; good && point != NULL; point = point->next) {
        good = point_read(reading, param, point, path);
        financial += good && sim_is_financial_year(sim_node_text(point->first));
    }
    if (good && count > 1 && financial == count) {
        sim_at(reading, points, SIM_FINANCIAL_YEARS);
        good = false;
    }
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
