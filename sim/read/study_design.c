/* study_design.c - the design of a study: which kind, and its factors. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "designs.h"
#include "sobol.h"

/* --- points written out --- */

enum { MOST_WORLDS = 1000000 };
static const double HIGHEST_WORLD = 2147483647; /* half of the numbers that can key luck */

/** Room for the number of each row's world; `node` is where to complain. */
static double *worlds_room(struct sim_reading *reading, const struct sim_node *node, long count)
{
    double *worlds = count > MOST_WORLDS ? NULL : calloc((size_t)count + 1, sizeof *worlds);

    if (reading->study->design.worlds != NULL || worlds == NULL) {
        sim_at_key(reading, node,
                   worlds == NULL ? "more than %d worlds, or no memory for them" : "'world' is there twice",
                   MOST_WORLDS);
        free(worlds);
        return NULL;
    }
    return reading->study->design.worlds = worlds;
}

/** Numbers of the worlds that the rows of a list are. */
static void worlds_read(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_design *design = &reading->study->design;
    double *worlds =
        node->kind == SIM_LIST && node->first != NULL ? worlds_room(reading, node, sim_node_count(node)) : NULL;

    if (node->kind != SIM_LIST || node->first == NULL) {
        sim_at(reading, node, "world wants a list: the number of each row's world");
    }
    design->points = worlds != NULL ? sim_node_count(node) : design->points;
    for (const struct sim_node *row = node->first; worlds != NULL && row != NULL; row = row->next) {
        struct sim_node number = *row;
        number.key = node->key; /* members of a list have none */
        *worlds++ = (double)sim_read_whole(reading, &number, 0, HIGHEST_WORLD, 0);
    }
}

/** Columns that a study writes out are of one length. */
static void check_lengths(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_design *design = &reading->study->design;
    for (int i = 0; i < design->factors_count; i++) {
        if ((i > 0 || design->worlds != NULL) && design->factors[i].levels_count != design->points) {
            sim_at(reading, node, "columns of a list must have the same length, not %ld and %d", design->points,
                   design->factors[i].levels_count);
            return;
        }
        design->points = design->factors[i].levels_count;
    }
}

/** The column of a file that says which world each row is. */
static void world_column_read(struct sim_reading *reading, const struct sim_csv *csv, int c,
                              const struct sim_node *header)
{
    double *worlds = worlds_room(reading, header, csv->rows);

    for (int r = 0; worlds != NULL && r < csv->rows; r++) {
        const char *text = sim_csv_cell(csv, r, c);
        if (!sim_number(text, &worlds[r]) || worlds[r] != floor(worlds[r]) || worlds[r] < 0 ||
            worlds[r] > HIGHEST_WORLD) {
            sim_complain(reading->errors, reading->path, csv->lines[r + 1], c + 1,
                         "world = %.60s is not a whole number from 0 to %.0f", text, HIGHEST_WORLD);
        }
    }
}

/** One column of the file that is being read. */
static void column_read(struct sim_reading *reading, const struct sim_csv *csv, int c)
{
    int line = csv->lines[0];
    struct sim_node header = {
        .key = csv->cells[c], .key_line = line, .key_column = c + 1, .line = line, .column = c + 1
    };
    if (strcmp(header.key, sim_keys[SIM_KEY_list_world].name) == 0) {
        world_column_read(reading, csv, c, &header);
        return;
    }
    struct sim_factor *factor = sim_read_factor(reading, &header);

    if (factor == NULL || !sim_levels_init(reading, factor, &header, csv->rows + 1)) {
        return;
    }
    factor->levels_count = csv->rows;
    for (int r = 0; r < csv->rows; r++) {
        char problem[512], room[64];
        const char *cell = sim_csv_number(csv, sim_csv_cell(csv, r, c), room);
        if (!sim_value_of(reading->model, factor->param, cell, &factor->levels[r], problem, sizeof problem)) {
            sim_complain(reading->errors, reading->path, csv->lines[r + 1], c + 1, "%s", problem);
        }
    }
}

/** Columns of a file. Rows of a wrong length are complained of by the table itself, and the others are looked at all
 * the same. */
static void file_read(struct sim_reading *reading, const struct sim_node *file)
{
    const char *own_path = reading->path;
    char *path = sim_path_beside(own_path, file, reading->errors);
    struct sim_csv csv = { 0 };
    int before = reading->errors->count;

    if (path == NULL) {
        return;
    }
    enum sim_status status = sim_read_sheet(reading, path, &csv);
    reading->path = path;
    if (status == SIM_OK && csv.rows == 0) {
        sim_complain(reading->errors, path, 0, 0, "has no rows");
    }
    for (int c = 0; status != SIM_MEMORY && c < csv.columns; c++)
        column_read(reading, &csv, c);
    for (int i = 0; i < reading->study->design.factors_count; i++) { /* what is found later is said of the study */
        reading->study->design.factors[i].line = file->line;
        reading->study->design.factors[i].column = file->column;
    }
    reading->study->design.points = csv.rows;
    if (reading->errors->count == before) {
        sim_note_twins(reading, path, csv.lines);
    }
    reading->path = own_path;
    sim_csv_free(&csv);
    free(path);
}

static void list_read(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_node *file = sim_key_node(node, SIM_KEY_list_file);
    const struct sim_node *world = sim_key_node(node, SIM_KEY_list_world);
    int before = reading->errors->count;

    if (file == NULL) { /* { parameter: [value of each row], ... } */
        if (world != NULL) {
            worlds_read(reading, world);
        }
        sim_read_factors(reading, node, sim_read_levels, false);
        check_lengths(reading, node);
        if (reading->errors->count == before) {
            sim_note_twins(reading, reading->path, NULL);
        }
    } else if (file->next != NULL || file != node->first) {
        sim_at(reading, node, "list wants { file: points.csv } alone, or { parameter: [value, ...], ... }");
    } else {
        file_read(reading, file);
    }
}

/** Leave out the columns of a file of worlds that the study sets itself. */
static void columns_drop(struct sim_reading *reading, const struct sim_node *names)
{
    struct sim_design *design = &reading->study->design;

    if (names->kind != SIM_LIST) {
        sim_at(reading, names, "except wants a list of columns");
    }
    for (const struct sim_node *name = names->first; name != NULL; name = name->next) {
        int param = name->kind == SIM_SCALAR ? sim_resolve(reading->model, name->text).param : -1, i = 0;
        while (i < design->factors_count && design->factors[i].param != param)
            i++;
        if (i == design->factors_count && param < 0) {
            sim_at(reading, name, "%s", sim_no_parameter(reading->model, sim_node_text(name), NULL, 0).text);
            continue;
        }
        if (i == design->factors_count) {
            sim_at(reading, name, "the worlds have no column '%.64s'", sim_node_text(name));
            continue;
        }
        free(design->factors[i].levels);
        memmove(&design->factors[i], &design->factors[i + 1],
                (size_t)(--design->factors_count - i) * sizeof design->factors[i]);
    }
}

void sim_read_worlds(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_design *design = &reading->study->design;
    bool map = node->kind == SIM_MAP;
    const struct sim_node *file = map ? sim_key_node(node, SIM_KEY_worlds_file) : node;
    const struct sim_node *list = map ? sim_key_node(node, SIM_KEY_worlds_list) : NULL;
    const struct sim_node *except = map ? sim_key_node(node, SIM_KEY_worlds_except) : NULL;

    sim_design_free(design); /* of a file that this one extends */
    memset(reading->roles, 0, sizeof reading->roles);
    reading->design = (struct sim_spot){ reading->path, node };
    design->kind = SIM_DESIGN_LIST;
    if (map && !sim_refuse_unknown(reading, node, SIM_SCOPE_worlds, NULL) && file == NULL) {
        return;
    }
    if ((file == NULL) == (list == NULL) || (list != NULL && (list->kind != SIM_MAP || list->first == NULL))) {
        sim_at(reading, node,
               "worlds wants the path of a file, { file: worlds.csv, except: [column, ...] }, or { list: { parameter: "
               "[value, ...], ... } }");
        return;
    }
    if (list == NULL) {
        file_read(reading, file);
    } else {
        list_read(reading, list);
    }
    if (except != NULL) {
        columns_drop(reading, except);
    }
    if (design->worlds == NULL) { /* rows are worlds by their places */
        design->worlds = worlds_room(reading, node, design->points);
        for (long r = 0; design->worlds != NULL && r < design->points; r++)
            design->worlds[r] = (double)r;
    }
}

/* --- any design --- */

static void sampled_read(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_design *design = &reading->study->design;
    const struct sim_node *factors = sim_key_node(node, SIM_KEY_sampled_factors);

    sim_refuse_unknown(reading, node, SIM_SCOPE_sampled, node->key);
    design->points = sim_key_whole(
        reading, node, design->kind == SIM_DESIGN_MORRIS ? SIM_KEY_sampled_trajectories : SIM_KEY_sampled_points);
    design->randomisations = sim_key_whole(reading, node, SIM_KEY_sampled_randomisations);
    design->levels = (int)sim_key_whole(reading, node, SIM_KEY_sampled_levels);
    if (design->levels % 2 != 0) {
        sim_at(reading, node, "levels = %d must be even", design->levels);
    }
    design->second_order = sim_key_word(reading, node, SIM_KEY_sampled_second_order) == 1;
    if (factors == NULL || factors->kind != SIM_MAP || factors->first == NULL) {
        sim_at(reading, node,
               "a sampled design wants factors: { parameter: plausible, ... }; levers and uncertainties "
               "stand for all of them");
        return;
    }
    sim_read_factors(reading, factors, sim_read_sampled, true);
}

void sim_design_free(struct sim_design *self)
{
    for (int i = 0; i < self->factors_count; i++)
        free(self->factors[i].levels);
    free(self->factors);
    free(self->worlds);
    *self = (struct sim_design){ 0 };
}

/** Kind of the one design that a map names; SIM_DESIGN_NONE with a complaint. */
static enum sim_design_kind kind_read(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_node *what = node->kind == SIM_MAP ? node->first : NULL;
    const struct sim_names words = sim_kinds(SIM_KINDS_designs);
    int which = what == NULL ? -1 : sim_name_index(words, what->key);
    char list[256];

    sim_names_text(words, list, sizeof list);
    if (what == NULL || what->next != NULL) {
        sim_at(reading, node, "a design must be exactly one of: %s", list);
        return SIM_DESIGN_NONE;
    }
    if (which < 0) {
        sim_at_key(reading, what, "'%.64s' is no design%s", what->key, sim_hint_or_all(what->key, words).text);
    } else if (what->kind != SIM_MAP || what->first == NULL) {
        sim_at(reading, what, "%s wants its parameters: { parameter: ... }", what->key);
        which = -1;
    }
    return (enum sim_design_kind)(SIM_DESIGN_GRID + which);
}

void sim_read_design(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_design *design = &reading->study->design;
    const struct sim_node *what = node->first;

    sim_design_free(design); /* of a file that this one extends */
    memset(reading->roles, 0, sizeof reading->roles);
    reading->design = (struct sim_spot){ reading->path, what };
    if (node->kind == SIM_SCALAR && strcmp(node->text, "none") == 0) {
        return;
    }
    design->kind = kind_read(reading, node);
    if (design->kind == SIM_DESIGN_LIST) {
        list_read(reading, what);
    } else if (sim_design_is_sampled(design->kind)) {
        sampled_read(reading, what);
    } else if (design->kind != SIM_DESIGN_NONE) {
        sim_read_factors(reading, what, sim_read_levels, design->kind == SIM_DESIGN_ONE_AT_A_TIME);
    }
}

/* --- when the arms are there --- */

/** Does this arm set the factor to something else than `base` does? Complains then. */
static bool contradicts(struct sim_reading *reading, const struct sim_factor *factor, const struct sim_arm *arm)
{
    const struct sim_model *model = reading->model;
    const char *name = model->params.list[factor->param].name;
    bool path = arm->paths[factor->param].count > 0, matched = reading->study->design.worlds != NULL;
    char problem[512];

    if (model->params.list[factor->param].cell != NULL &&
        !sim_cell_is_there(model, arm, factor->param, problem, sizeof problem)) {
        sim_complain(reading->errors, reading->design.path, factor->line, factor->column, "%s (arm '%s')", problem,
                     arm->name);
        return true;
    }
    if (!path && arm->values[factor->param] == factor->base) {
        return false;
    }
    sim_complain(reading->errors, reading->design.path, factor->line, factor->column,
                 "'%s' is %s and %s arm '%s'%s%s%s; %s%s%s", name,
                 matched ? "a column of the worlds" : "varied by the design", path ? "follows a path in" : "set by",
                 arm->name, path ? " (" : "", path ? arm->paths[factor->param].where : "", path ? ")" : "",
                 matched ? "`except: [" : "only one of the two is possible", matched ? name : "",
                 matched ? "]` beside their `file:` leaves the column out" : "");
    return true;
}

void sim_check_design(struct sim_reading *reading, const struct sim_arm *base)
{
    struct sim_study *study = reading->study;
    for (int i = 0; i < study->design.factors_count; i++) {
        struct sim_factor *factor = &study->design.factors[i];
        bool wrong = false;
        bool cell = factor->param >= study->own_params && study->arms_count > 0;
        factor->base = (cell ? &study->arms[0] : base)->values[factor->param]; /* a resolved study has tables in arms */
        for (int a = 0; a < study->arms_count && !wrong; a++)
            wrong = contradicts(reading, factor, &study->arms[a]);
        if (!sim_is_read(study, factor->param)) {
            sim_complain(reading->errors, reading->design.path, factor->line, factor->column,
                         "nothing reads '%s', because the tables of the study list the entities",
                         reading->model->params.list[factor->param].name);
        }
    }
}

void sim_check_dimensions(struct sim_reading *reading)
{
    const struct sim_design *design = &reading->study->design;
    int dimensions = sim_design_dimensions(design);

    if (dimensions > SIM_SOBOL_DIMENSIONS) {
        sim_complain(reading->errors, reading->design.path, reading->design.node->key_line,
                     reading->design.node->key_column,
                     "%d factors need %d dimensions, and Sobol's sequence has %d here; take fewer factors, or "
                     "latin_hypercube or morris",
                     design->factors_count, dimensions, SIM_SOBOL_DIMENSIONS);
    }
}
