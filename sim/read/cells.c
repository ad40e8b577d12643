/* cells.c - cells of tables that a study names, as further parameters of it: "forums.board.meetings". An arm keeps the
 * value of month 0 in its table, and a path beside its other paths. */
#include "cells.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"

enum { MOST_CELLS = 4096 };

/* --- where a cell is --- */

/** Does the row of a table have this name? A link has the names of both its ends, with a dot between them. */
static bool row_is(const struct sim_model *model, const struct sim_arm *arm, int table, int row, const char *name,
                   size_t length)
{
    const struct sim_table_spec *spec = &model->tables[table];
    const struct sim_table *rows = &arm->tables[table];

    if (!spec->links) {
        return strlen(rows->names[row]) == length && memcmp(rows->names[row], name, length) == 0;
    }
    const char *ends[2];
    for (int i = 0; i < 2; i++)
        ends[i] = arm->tables[sim_table_named(model, spec->columns[i].table)].names[(int)sim_cell(rows, spec, row, i)];
    size_t first = strlen(ends[0]), second = strlen(ends[1]);
    return first + 1 + second == length && memcmp(ends[0], name, first) == 0 && name[first] == '.' &&
           memcmp(ends[1], name + first + 1, second) == 0;
}

/** Row of the cell `table.row.column`, or -1; `hint` is looked at first. */
static int row_named(const struct sim_model *model, const struct sim_arm *arm, int table, const char *name, int hint)
{
    const char *row = name + strlen(model->tables[table].name) + 1, *end = strrchr(row, '.');

    if (hint < arm->tables[table].rows && row_is(model, arm, table, hint, row, (size_t)(end - row))) {
        return hint;
    }
    for (int i = 0; i < arm->tables[table].rows; i++)
        if (row_is(model, arm, table, i, row, (size_t)(end - row))) {
            return i;
        }
    return -1;
}

static int row_of(const struct sim_model *model, const struct sim_arm *arm, const struct sim_param *param)
{
    return row_named(model, arm, param->cell->table, param->name, param->cell->hint);
}

int sim_cell_place(const struct sim_model *model, const struct sim_arm *arm, const void *world, int param)
{
    const struct sim_param *p = &model->params.list[param];
    int row = -1;

    if (p->cell != NULL && model->tables[p->cell->table].columns[p->cell->column].motion != SIM_FIXED) {
        row = row_of(model, arm, p);
    }
    return row < 0 ? -1 : model->place(world, p->cell->table, row);
}

/** The cell in an arm's table; NULL where the arm has no such row. */
static double *place_of(const struct sim_model *model, const struct sim_arm *arm, int param)
{
    const struct sim_param *p = &model->params.list[param];
    int row = row_of(model, arm, p);
    return row < 0 ? NULL
                   : &arm->tables[p->cell->table]
                          .cells[row * model->tables[p->cell->table].columns_count + p->cell->column];
}

/* --- a further parameter --- */

static struct sim_param param_of(const struct sim_column *column, const struct sim_cell_name *cell, const char *name)
{
    static const enum sim_kind kinds[] = { [SIM_COLUMN_REAL] = SIM_REAL,
                                           [SIM_COLUMN_WHOLE] = SIM_WHOLE,
                                           [SIM_COLUMN_FLAG] = SIM_FLAG,
                                           [SIM_COLUMN_CHOICE] = SIM_CHOICE };
    bool choice = column->kind == SIM_COLUMN_CHOICE;
    int words = 0;
    for (const char *at = column->choices; choice && *at != '\0'; at++)
        words += *at == ' ';
    double high = choice ? words : column->high;
    return (struct sim_param){ .name = name,
                               .kind = kinds[column->kind],
                               .value = column->value,
                               .low = column->low,
                               .high = high,
                               .from = column->low,
                               .to = high,
                               .unit = choice ? "choice" : column->unit,
                               .role = SIM_LEVER,
                               .shapes = column->motion != SIM_MOVES,
                               .choices = column->choices,
                               .meaning = column->meaning,
                               .source = "the study's table",
                               .cell = cell };
}

/** Room for another parameter in an arm. */
static bool arm_widen(struct sim_arm *arm, const struct sim_model *model, int param)
{
    size_t count = (size_t)param + 1;
    if (!SIM_RESIZE(arm->values, count) || !SIM_RESIZE(arm->paths, count) || !SIM_RESIZE(arm->given, count)) {
        return false;
    }
    const double *place = place_of(model, arm, param);
    arm->values[param] = place == NULL ? (double)NAN : *place;
    arm->paths[param] = (struct sim_path){ 0 };
    arm->given[param] = false;
    arm->params = (int)count;
    return true;
}

/** The list of parameters with room for one more; NULL without memory. It doubles, so that it is seldom copied. */
static struct sim_param *list_widen(struct sim_study *study)
{
    int own = study->own_params, more = study->model->params.count - own;
    const struct sim_param *list = study->model->params.list;
    struct sim_param *wider;

    if (more > 0 && (more & (more - 1)) != 0) {
        return (struct sim_param *)(uintptr_t)list;
    }
    wider =
        realloc(more == 0 ? NULL : (void *)(uintptr_t)list, (size_t)(own + (more == 0 ? 1 : 2 * more)) * sizeof *wider);
    if (wider != NULL && more == 0) {
        memcpy(wider, list, (size_t)own * sizeof *wider);
    }
    if (wider != NULL) {
        study->model->params.list = wider;
    }
    return wider;
}

/** Add a cell that no list has yet. -1 without memory. */
static int cell_add(struct sim_reading *reading, const struct sim_resolved *target, const char *name)
{
    struct sim_study *study = reading->study;
    struct sim_model *model = study->model;
    int param = model->params.count;
    struct sim_cell_name *cell = malloc(sizeof *cell + strlen(name) + 1);
    struct sim_param *list = list_widen(study);
    struct sim_setting *settings = reading->settings == NULL || cell == NULL
                                       ? NULL
                                       : realloc(reading->settings, (size_t)(param + 1) * sizeof *settings);

    if (cell == NULL || list == NULL || (reading->settings != NULL && settings == NULL)) {
        free(cell);
        return -1;
    }
    if (settings != NULL) {
        settings[param] = (struct sim_setting){ NULL, 0 };
        reading->settings = settings;
    }
    *cell = (struct sim_cell_name){ target->table, target->column, 0 };
    strcpy(cell->name, name);
    list[param] = param_of(&model->tables[target->table].columns[target->column], cell, cell->name);
    model->params.count++;
    int row = reading->base == NULL ? -1 : row_of(model, reading->base, &list[param]);
    row = row < 0 && study->arms_count > 0 ? row_of(model, &study->arms[0], &list[param]) : row;
    cell->hint = row < 0 ? 0 : row;
    bool good = reading->base == NULL || arm_widen(reading->base, model, param);
    for (int a = 0; a < study->arms_count; a++)
        good = arm_widen(&study->arms[a], model, param) && good;
    for (int a = 0; a < reading->ablated_count; a++)
        good = arm_widen(&reading->ablated[a], model, param) && good;
    return good ? param : -1;
}

int sim_cell_param(struct sim_reading *reading, const struct sim_resolved *target, const char *name, char *problem,
                   size_t size)
{
    const struct sim_column *column = &reading->model->tables[target->table].columns[target->column];
    int param = -1;

    problem[0] = '\0';
    if (column->kind == SIM_COLUMN_ROW || isnan(column->value)) {
        snprintf(problem, size,
                 "'%.200s' says who belongs to whom: it is structure that only the tables of a study or of an arm set",
                 name);
    } else if (reading->model->params.count - reading->study->own_params == MOST_CELLS) {
        snprintf(problem, size, "'%.200s': a study names at most %d cells of tables", name, MOST_CELLS);
    } else if ((param = cell_add(reading, target, name)) < 0) {
        snprintf(problem, size, "no memory for '%.200s'", name);
    }
    return param;
}

enum sim_status sim_cells_join(struct sim_study *self, const struct sim_model *of, struct sim_errors *errors)
{
    struct sim_reading reading = { .model = self->model, .study = self };
    bool good = true;

    for (int i = self->own_params; good && i < of->params.count; i++) {
        const struct sim_cell_name *cell = of->params.list[i].cell;
        struct sim_resolved target = { SIM_NAMES_CELL, -1, cell->table, cell->column };
        good = sim_params_find(&self->model->params, cell->name) >= 0 || cell_add(&reading, &target, cell->name) >= 0;
    }
    if (!good || !sim_cells_sort(&reading)) {
        return sim_fail(errors, SIM_MEMORY, "no memory for the cells of tables that studies name");
    }
    return self->model->params.count - self->own_params <= MOST_CELLS
               ? SIM_OK
               : sim_fail(errors, SIM_USAGE, "a study names at most %d cells of tables, and these name more together",
                          MOST_CELLS);
}

/* --- in an arm --- */

/** table.row.column, or NULL without memory; the caller frees it. */
static char *cell_name(const struct sim_model *model, const struct sim_arm *arm, int table, int row, const char *column)
{
    const struct sim_table_spec *spec = &model->tables[table];
    const struct sim_table *rows = &arm->tables[table];
    const char *ends[2] = { spec->links ? "" : rows->names[row], "" };
    char *name = NULL;

    for (int e = 0; spec->links && e < 2; e++)
        ends[e] = arm->tables[sim_table_named(model, spec->columns[e].table)].names[(int)sim_cell(rows, spec, row, e)];
    return asprintf(&name, "%s.%s%s%s.%s", spec->name, ends[0], spec->links ? "." : "", ends[1], column) < 0 ? NULL
                                                                                                             : name;
}

/** What there is instead of a row that an arm has not. */
static void refuse_row(const struct sim_model *model, const struct sim_arm *arm, int table, const char *name,
                       char *problem, size_t size)
{
    const struct sim_table_spec *spec = &model->tables[table];
    const struct sim_table *rows = &arm->tables[table];
    char **names = calloc((size_t)rows->rows + 1, sizeof *names);
    int count = 0;

    for (int i = 0; names != NULL && i < rows->rows; i++)
        count += (names[count] = cell_name(model, arm, table, i, strrchr(name, '.') + 1)) != NULL;
    const struct sim_names list = SIM_NAMES(names, count);
    struct sim_hint hint = { "" };
    if (count > 0) {
        hint = sim_hint(name, &list, 1);
    }
    if (count > 0 && spec->links && hint.text[0] == '\0') {
        snprintf(hint.text, sizeof hint.text, "; its rows are called %s.%s", spec->columns[0].name,
                 spec->columns[1].name);
    }
    snprintf(problem, size, "'%.200s': %s has no such row%s%s", name, spec->name,
             rows->rows == 0 ? "; only rows that a study writes out have names" : "", hint.text);
    for (int i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

int sim_row_named(const struct sim_model *model, const struct sim_arm *arm, int table, const char *name, char *problem,
                  size_t size)
{
    int row = row_named(model, arm, table, name, 0);
    if (row < 0) {
        refuse_row(model, arm, table, name, problem, size);
    }
    return row;
}

bool sim_cell_is_there(const struct sim_model *model, const struct sim_arm *arm, int param, char *problem, size_t size)
{
    bool there = place_of(model, arm, param) != NULL;
    if (!there) {
        refuse_row(model, arm, model->params.list[param].cell->table, model->params.list[param].name, problem, size);
    }
    return there;
}

void sim_cell_settle(const struct sim_model *model, struct sim_arm *arm, int param, double value)
{
    *place_of(model, arm, param) = value;
}

void sim_read_cell_path(struct sim_filling *at, int row, int column, const struct sim_node *node)
{
    struct sim_reading *reading = at->reading;
    int table = (int)(at->spec - reading->model->tables);
    char *name = cell_name(reading->model, at->arm, table, row, at->spec->columns[column].name), problem[512] = "";
    struct sim_resolved target = { SIM_NAMES_CELL, -1, table, column };
    struct sim_path path = { 0 };

    if (name == NULL) {
        sim_at(reading, node, "no memory for a path");
        return;
    }
    int param = sim_params_find(&reading->model->params, name);
    param = param >= 0 ? param : sim_cell_param(reading, &target, name, problem, sizeof problem);
    free(name);
    if (param < 0) {
        sim_at(reading, node, "%s", problem);
    } else if (sim_read_path(reading, param, node, &path)) {
        sim_path_free(&at->arm->paths[param]);
        at->arm->paths[param] = path;
        at->arm->values[param] = path.value[0];
        at->arm->given[param] = true;
        sim_cell_settle(reading->model, at->arm, param, (double)NAN); /* sim_cells_close() leaves the path */
    } else {
        sim_path_free(&path);
    }
}

/* --- the tables of an arm are read again --- */

static bool is_kept(const struct sim_arm *arm, int param)
{
    return arm->given[param] && !isnan(arm->values[param]);
}

void sim_cells_open(const struct sim_model *model, int own, struct sim_arm *arm)
{
    for (int i = own; i < model->params.count; i++) {
        double *place = is_kept(arm, i) ? place_of(model, arm, i) : NULL;
        if (place != NULL) {
            *place = (double)NAN;
        }
    }
}

void sim_cells_close(const struct sim_model *model, int own, struct sim_arm *arm)
{
    for (int i = own; i < model->params.count; i++) {
        double *place = place_of(model, arm, i);
        if (place != NULL && isnan(*place)) {
            *place = arm->values[i];
        } else if (place != NULL) {
            sim_path_free(&arm->paths[i]);
            arm->values[i] = *place;
        }
    }
}
