/* study_world.c - settings of a world: parameters one by one or a group at once, what is left out, tables. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"

enum { NAME_SIZE = 384 };

/** Does this setting of a parameter count? Where a map sets it more than once, the longer name wins, as the more
 * specific one; two names of one length are a mistake. */
static bool counts(struct sim_reading *reading, int param, const char *key, const struct sim_node *node)
{
    struct sim_setting *setting = reading->settings == NULL ? NULL : &reading->settings[param];
    size_t length = strlen(key);

    if (setting == NULL) {
        return true;
    }
    if (setting->node != NULL && setting->length == length) {
        sim_at_key(reading, node, "'%s' is set twice; the first time in line %d", key, setting->node->key_line);
    }
    if (setting->node != NULL && setting->length >= length) {
        return false;
    }
    *setting = (struct sim_setting){ node, length };
    return true;
}

/** A value or a path; false with a complaint. */
static bool param_read(struct sim_reading *reading, struct sim_arm *arm, int param, const struct sim_node *node)
{
    bool is_path = node->kind == SIM_MAP && sim_key_node(node, SIM_KEY_path_path) != NULL;
    const bool cell = reading->model->params.list[param].cell != NULL;
    struct sim_path path = { 0 };
    char problem[512];
    double value = 0;
    bool good = is_path ? sim_read_path(reading, param, node, &path) : sim_read_value(reading, param, node, &value);

    if (cell && !sim_cell_is_there(reading->model, arm, param, problem, sizeof problem)) {
        if (!(reading->lost >> reading->model->params.list[param].cell->table & 1)) {
            sim_at_key(reading, node, "%s", problem);
        }
        good = false;
    }
    if (!good) {
        sim_path_free(&path);
        return false;
    }
    sim_path_free(&arm->paths[param]);
    arm->paths[param] = path;
    arm->values[param] = is_path ? path.value[0] : value;
    arm->given[param] = true;
    if (cell) {
        sim_cell_settle(reading->model, arm, param, arm->values[param]);
    }
    return true;
}

static void refuse_name(struct sim_reading *reading, const char *name, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    const struct sim_names more[] = { SIM_NAMES(model->tables, model->tables_count), sim_scope_keys(SIM_SCOPE_study) };

    const char *row = strchr(name, '.');
    char table[64];

    snprintf(table, sizeof table, "%.*s", row == NULL ? 0 : (int)(row - name), name);
    if (sim_scope_key(SIM_SCOPE_study, name) != NULL) {
        sim_at_key(reading, node, "'%s' is a key of the whole study and cannot be set in an arm", name);
    } else if (node->kind == SIM_MAP && strchr(row == NULL ? "." : row + 1, '.') == NULL &&
               sim_table_named(model, table) >= 0) {
        sim_at_key(reading, node, "'%s': a row of a table is written %s: { %s: { column: value } }", name, table,
                   row + 1);
    } else {
        sim_at_key(reading, node, "%s", sim_no_parameter(model, name, more, 2).text);
    }
}

/** One value or path for all members of a group. What is wrong is said of the first of them alone. */
static void group_read(struct sim_reading *reading, struct sim_arm *arm, const char *key, const struct sim_node *node)
{
    bool good = sim_group_is_alike(reading->model, key);

    if (!good) {
        sim_at_key(reading, node, "'%.100s' is a group with members of several kinds or units: set them one by one",
                   key);
    }
    for (int i = 0; good && i < reading->model->params.count; i++)
        if (sim_in_group(reading->model, i, key) && counts(reading, i, key, node)) {
            good = param_read(reading, arm, i, node);
        }
}

/** A parameter, a group or the members of a group. The depth of the file bounds how often this calls itself. */
static void setting_read(struct sim_reading *reading, struct sim_arm *arm, const char *key, const struct sim_node *node)
{
    struct sim_resolved target = sim_resolve(reading->model, key);
    bool has_members = node->kind == SIM_MAP && sim_key_node(node, SIM_KEY_path_path) == NULL;

    if (target.is == SIM_NAMES_PARAM) {
        if (counts(reading, target.param, key, node)) {
            param_read(reading, arm, target.param, node);
        }
    } else if (target.is != SIM_NAMES_GROUP) {
        refuse_name(reading, key, node);
    } else if (!has_members) {
        group_read(reading, arm, key, node);
    } else {
        for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
            char name[NAME_SIZE];
            snprintf(name, sizeof name, "%s.%s", key, member->key);
            setting_read(reading, arm, name, member);
        }
    }
}

void sim_read_without(struct sim_reading *reading, struct sim_arm *arm, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    const struct sim_names lists[] = { SIM_NAMES(model->phases, model->phases_count),
                                       SIM_NAMES(model->mechanisms, model->mechanisms_count) };

    if (node->kind != SIM_LIST) {
        sim_at(reading, node, "without is a list of phases or mechanisms, such as [%s]", model->phases[0].name);
        return;
    }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        const char *word = sim_node_text(member);
        int phase = member->kind == SIM_SCALAR ? sim_name_index(lists[0], word) : -1;
        int mechanism = member->kind == SIM_SCALAR ? sim_name_index(lists[1], word) : -1;
        int part = phase >= 0 ? phase : mechanism >= 0 ? model->phases_count + mechanism : -1;
        struct sim_hint hint = sim_hint_of("mechanism", word, model->gone, lists, 2);
        if (part >= 0) {
            arm->without[part >> 6] |= (uint64_t)1 << (part & 63);
        } else {
            sim_at(reading, member, "'%.100s' is no phase or mechanism%s", word,
                   hint.text[0] != '\0' ? hint.text : "; `describe` lists them");
        }
    }
}

/** A cell that points to a row of a table, and so is no parameter of any study. */
static void link_read(struct sim_reading *reading, struct sim_arm *arm, const struct sim_resolved *target,
                      const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    const struct sim_table_spec *spec = &model->tables[target->table];
    struct sim_filling at = { .reading = reading, .arm = arm, .spec = spec, .table = &arm->tables[target->table] };
    char problem[512];
    int row = sim_row_named(model, arm, target->table, node->key, problem, sizeof problem);

    if (isnan(spec->columns[target->column].value)) {
        sim_at_key(reading, node, "'%.200s' is the name of its row, and cannot be set", node->key);
    } else if (node->kind != SIM_SCALAR) {
        sim_at(reading, node,
               "'%.200s' is structure, which is the same in all months, so it cannot follow a path; set it to one "
               "value, in one arm or in all",
               node->key);
    } else if (row < 0) {
        sim_at_key(reading, node, "%s", problem);
    } else {
        sim_cell_read(&at, row, target->column, node->text, node);
    }
    sim_filling_free(&at);
}

/** A cell of a table by its name. */
static void cell_read(struct sim_reading *reading, struct sim_arm *arm, const struct sim_node *node)
{
    struct sim_resolved target = sim_resolve(reading->model, node->key);
    char problem[512];
    int param = target.param;

    if (target.is == SIM_NAMES_CELL &&
        reading->model->tables[target.table].columns[target.column].kind == SIM_COLUMN_ROW) {
        link_read(reading, arm, &target, node);
        return;
    }
    if (target.is == SIM_NAMES_CELL) {
        param = sim_cell_param(reading, &target, node->key, problem, sizeof problem);
    }
    if (param < 0) {
        sim_at_key(reading, node, "%s", problem);
    } else if (counts(reading, param, node->key, node)) {
        param_read(reading, arm, param, node);
    }
}

static bool is_cell(const struct sim_model *model, const char *key)
{
    struct sim_resolved target = sim_resolve(model, key);
    return target.is == SIM_NAMES_CELL ||
           (target.is == SIM_NAMES_PARAM && model->params.list[target.param].cell != NULL);
}

/** Is this key for others to read, where it stands in a map of this owner? */
static bool is_for_others(const struct sim_model *model, const char *key, enum sim_owner owner)
{
    bool of_study = sim_scope_key(SIM_SCOPE_study, key) != NULL && owner <= SIM_OF_SCENARIO;
    return of_study || (owner == SIM_OF_ARM && strcmp(key, sim_keys[SIM_KEY_arm_extends].name) == 0) ||
           sim_table_named(model, key) >= 0;
}

/** The tables that a map has; a cell that they set loses its path. */
static void tables_read(struct sim_reading *reading, struct sim_arm *arm, const struct sim_node *map)
{
    const struct sim_model *model = reading->model;
    int own = reading->study->own_params;

    sim_cells_open(model, own, arm);
    for (int t = 0; t < model->tables_count; t++) { /* in the model's order: links want their rows */
        const struct sim_node *node = sim_node_get(map, model->tables[t].name);
        if (node != NULL) {
            sim_read_table(reading, arm, t, node);
        }
    }
    sim_cells_close(model, own, arm);
}

bool sim_arm_reads(const struct sim_study *self, const struct sim_arm *arm, int param)
{
    return self->model->reads == NULL || param >= self->own_params || self->model->reads(arm->tables, param);
}

bool sim_is_read(const struct sim_study *self, int param)
{
    bool read = false;
    for (int a = 0; a < self->arms_count && !read; a++)
        read = sim_arm_reads(self, &self->arms[a], param);
    return read;
}

/** Settings of an arm that its tables make idle. */
static void refuse_idle(struct sim_reading *reading, const struct sim_arm *arm)
{
    const struct sim_model *model = reading->model;
    for (int i = 0; i < reading->study->own_params; i++)
        if (reading->settings[i].node != NULL && !sim_arm_reads(reading->study, arm, i)) {
            sim_at_key(reading, reading->settings[i].node,
                       "nothing reads '%s' in arm '%s', because its tables list the entities",
                       model->params.list[i].name, arm->name);
        }
}

void sim_read_world(struct sim_reading *reading, struct sim_arm *arm, const struct sim_node *map, enum sim_owner owner)
{
    const struct sim_model *model = reading->model;

    reading->settings = calloc((size_t)model->params.count + 1, sizeof *reading->settings);
    for (const struct sim_node *node = map->first; node != NULL; node = node->next)
        if (strcmp(node->key, sim_keys[SIM_KEY_arm_without].name) == 0) {
            sim_read_without(reading, arm, node);
        } else if (!is_for_others(model, node->key, owner) && !is_cell(model, node->key)) {
            setting_read(reading, arm, node->key, node);
        }
    tables_read(reading, arm, map);
    for (const struct sim_node *node = map->first; node != NULL; node = node->next)
        if (is_cell(model, node->key)) {
            cell_read(reading, arm, node);
        }
    if (owner == SIM_OF_ARM) {
        refuse_idle(reading, arm);
    }
    free(reading->settings);
    reading->settings = NULL;
}
