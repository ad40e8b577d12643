/* study_design.c - which parameters a study varies, and how. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../csv.h"
#include "designs.h"
#include "reading.h"
#include "sobol.h"

static const struct {
    const char *word;
    enum sim_design_kind kind;
} kinds[] = {
    { "grid", SIM_DESIGN_GRID },
    { "list", SIM_DESIGN_LIST },
    { "one_at_a_time", SIM_DESIGN_ONE_AT_A_TIME },
    { "latin_hypercube", SIM_DESIGN_LATIN_HYPERCUBE },
    { "sobol", SIM_DESIGN_SOBOL },
    { "saltelli", SIM_DESIGN_SALTELLI },
    { "morris", SIM_DESIGN_MORRIS },
    { "random", SIM_DESIGN_RANDOM },
};
#define DESIGN_WORDS "grid, list, one_at_a_time, latin_hypercube, sobol, saltelli, morris, random"
enum { KINDS = (int)(sizeof kinds / sizeof kinds[0]) };

double sim_read_real(struct sim_reading *reading, const struct sim_node *node, const char *what, double low,
                     double high, double otherwise)
{
    double value = 0;
    if (node == NULL) {
        return otherwise;
    }
    if (node->kind != SIM_SCALAR || node->quoted || !sim_number(node->text, &value)) {
        sim_at(reading, node, "%s = %.60s is not a number (%.16g..%.16g)", what,
               node->kind == SIM_SCALAR ? node->text : "a list", low, high);
        return otherwise;
    }
    if (value < low || value > high) {
        sim_at(reading, node, "%s = %s is outside %.16g..%.16g", what, node->text, low, high);
        return otherwise;
    }
    return value;
}

long sim_read_whole(struct sim_reading *reading, const struct sim_node *node, const char *what, double low, double high,
                    long otherwise)
{
    double value = sim_read_real(reading, node, what, low, high, (double)otherwise);
    if (value != floor(value)) {
        sim_at(reading, node, "%s = %s is not a whole number", what, node->text);
        return otherwise;
    }
    return (long)value;
}

/** Columns of a written-out list are of one length. */
static void list_check(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_design *design = &reading->study->design;
    for (int i = 0; i < design->factors_count; i++) {
        if (i > 0 && design->factors[i].levels_count != design->points) {
            sim_at(reading, node, "columns of a list must be of one length: %ld and %d", design->points,
                   design->factors[i].levels_count);
            return;
        }
        design->points = design->factors[i].levels_count;
    }
}

/** One column of the file that is being read. */
static void column_read(struct sim_reading *reading, const struct sim_csv *csv, int c)
{
    struct sim_node header = { .key = csv->cells[c], .key_line = csv->lines[0], .key_column = c + 1 };
    header.line = header.key_line;
    header.column = header.key_column;
    int param = sim_factor_param(reading, header.key, &header);
    struct sim_factor *factor = param < 0 ? NULL : sim_factor_add(reading, param, &header);

    if (factor == NULL) {
        return;
    }
    factor->levels = sim_levels_new(reading, &header, csv->rows + 1);
    factor->levels_count = factor->levels == NULL ? 0 : csv->rows;
    for (int r = 0; r < factor->levels_count; r++) {
        char problem[512];
        if (!sim_value_of(reading->model, param, sim_csv_cell(csv, r, c), &factor->levels[r], problem,
                          sizeof problem)) {
            sim_complain(reading->errors, reading->path, csv->lines[r + 1], c + 1, "%s", problem);
        }
    }
}

/** Columns of a file; rows of a wrong length are named by the table itself, and the others are looked at all the same.
 */
static void file_read(struct sim_reading *reading, const char *path)
{
    const char *own_path = reading->path;
    struct sim_csv csv = { 0 };
    enum sim_status status = sim_csv_init(&csv, path, reading->errors);

    reading->path = path;
    if (status == SIM_OK && csv.rows == 0) {
        sim_complain(reading->errors, path, 0, 0, "has no rows");
    }
    for (int c = 0; status != SIM_MEMORY && c < csv.columns; c++)
        column_read(reading, &csv, c);
    reading->study->design.points = csv.rows;
    reading->path = own_path;
    sim_csv_free(&csv);
}

static void list_read(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_node *file = node->kind == SIM_MAP ? sim_node_get(node, "file") : NULL;
    char *path;

    if (file == NULL) { /* columns written out: { parameter: [value of each row], ... } */
        sim_read_factors(reading, node, sim_read_levels);
        list_check(reading, node);
        return;
    }
    if (file->next != NULL || file != node->first) {
        sim_at(reading, node, "list wants { file: points.csv } alone, or { parameter: [value, ...], ... }");
        return;
    }
    path = sim_path_beside(reading->path, file, reading->errors);
    if (path != NULL) {
        file_read(reading, path);
    }
    free(path);
}

static bool is_sampled(enum sim_design_kind kind)
{
    return kind >= SIM_DESIGN_LATIN_HYPERCUBE;
}

static void sampled_design_read(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_design *design = &reading->study->design;
    bool morris = design->kind == SIM_DESIGN_MORRIS;
    const struct sim_node *second = sim_node_get(node, "second_order"), *factors = sim_node_get(node, "factors");

    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        const char *key = member->key;
        bool size = strcmp(key, morris ? "trajectories" : "points") == 0;
        bool more = (morris && strcmp(key, "levels") == 0) ||
                    (design->kind == SIM_DESIGN_SALTELLI && strcmp(key, "second_order") == 0);
        if (!size && !more && strcmp(key, "factors") != 0) {
            sim_at_key(reading, member, "'%.64s' is no part of this design; it has %s%s and factors", key,
                       morris ? "trajectories" : "points",
                       morris                                ? ", levels"
                       : design->kind == SIM_DESIGN_SALTELLI ? ", second_order"
                                                             : "");
        }
    }
    design->points = sim_read_whole(reading, sim_node_get(node, morris ? "trajectories" : "points"),
                                    morris ? "trajectories" : "points", 1, 1e9, morris ? 10 : 100);
    design->levels = (int)sim_read_whole(reading, sim_node_get(node, "levels"), "levels", 2, 64, 4);
    if (design->levels % 2 != 0) {
        sim_at(reading, node, "levels = %d must be even", design->levels);
    }
    design->second_order = second != NULL && second->kind == SIM_SCALAR && strcmp(second->text, "true") == 0;
    if (second != NULL && !design->second_order && (second->kind != SIM_SCALAR || strcmp(second->text, "false") != 0)) {
        sim_at(reading, second, "second_order is true or false");
    }
    if (factors == NULL || factors->kind != SIM_MAP || factors->first == NULL) {
        sim_at(reading, node,
               "a sampled design wants factors: { parameter: plausible, ... }; levers and uncertainties "
               "stand for all of them");
        return;
    }
    sim_read_factors(reading, factors, sim_read_sampled);
}

void sim_read_design(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_design *design = &reading->study->design;
    const struct sim_node *what = node->kind == SIM_MAP ? node->first : NULL;
    int which = 0;

    for (int i = 0; i < design->factors_count; i++)
        free(design->factors[i].levels);
    free(design->factors);
    *design = (struct sim_design){ 0 };
    memset(reading->roles, 0, sizeof reading->roles);
    reading->design = (struct sim_spot){ reading->path, what };
    if (node->kind == SIM_SCALAR && strcmp(node->text, "none") == 0) {
        return;
    }
    if (what == NULL || what->next != NULL) {
        sim_at(reading, node, "a design is one, and only one, of " DESIGN_WORDS);
        return;
    }
    while (which < KINDS && strcmp(kinds[which].word, what->key) != 0)
        which++;
    if (which == KINDS) {
        const char *names[KINDS];
        char hint[64];
        for (int i = 0; i < KINDS; i++)
            names[i] = kinds[i].word;
        sim_hint(what->key, names, KINDS, hint, sizeof hint);
        sim_at_key(reading, what, "'%.64s' is no design%s", what->key,
                   hint[0] != '\0' ? hint : "; there are " DESIGN_WORDS);
        return;
    }
    design->kind = kinds[which].kind;
    if (what->kind != SIM_MAP || what->first == NULL) {
        sim_at(reading, what, "%s wants its parameters: { parameter: ... }", what->key);
    } else if (design->kind == SIM_DESIGN_LIST) {
        list_read(reading, what);
    } else if (is_sampled(design->kind)) {
        sampled_design_read(reading, what);
    } else {
        sim_read_factors(reading, what, sim_read_levels);
    }
}

/** Index of the outcome that `until` watches, or -1 with a complaint. */
static int until_outcome(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    const char *names[256] = { NULL }, *name = node->kind == SIM_SCALAR ? node->text : "a list";
    int count = model->outcomes_count < 256 ? model->outcomes_count : 256, found = -1;
    char hint[160];

    for (int i = 0; i < count; i++) {
        names[i] = model->outcomes[i].name;
        found = strcmp(names[i], name) == 0 ? i : found;
    }
    sim_hint(name, names, count, hint, sizeof hint);
    if (found < 0) {
        sim_at(reading, node, "'%.64s' is no outcome%s", name, hint);
    } else if (model->outcomes[found].choices != NULL) {
        sim_at(reading, node, "'%s' is one of %s: it has no mean", name, model->outcomes[found].choices);
    }
    return found;
}

void sim_read_until(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_until *until = &reading->study->until;
    const struct sim_node *outcome = node->kind == SIM_MAP ? sim_node_get(node, "outcome") : NULL;

    for (const struct sim_node *member = node->first; node->kind == SIM_MAP && member != NULL; member = member->next)
        if (strcmp(member->key, "outcome") != 0 && strcmp(member->key, "half_width") != 0 &&
            strcmp(member->key, "at_most") != 0) {
            sim_at_key(reading, member, "'%.64s' is no part of until; it has outcome, half_width, at_most",
                       member->key);
        }
    if (outcome == NULL || outcome->kind != SIM_SCALAR || sim_node_get(node, "half_width") == NULL) {
        sim_at(reading, node, "until wants { outcome: name, half_width: number, at_most: replicates }");
        return;
    }
    until->outcome = until_outcome(reading, outcome);
    until->half_width = sim_read_real(reading, sim_node_get(node, "half_width"), "half_width", 1e-12, 1e12, 1);
    until->at_most = sim_read_whole(reading, sim_node_get(node, "at_most"), "at_most", 2, 1e7, 2000);
}

bool sim_is_varied(const struct sim_study *study, int param)
{
    for (int i = 0; i < study->design.factors_count; i++)
        if (study->design.factors[i].param == param) {
            return true;
        }
    return false;
}

void sim_check_design(struct sim_reading *reading, const struct sim_arm *base)
{
    struct sim_study *study = reading->study;
    for (int i = 0; i < study->design.factors_count; i++) {
        int param = study->design.factors[i].param;
        study->design.factors[i].base = base->values[param];
        for (int a = 0; a < study->arms_count; a++) {
            const struct sim_arm *arm = &study->arms[a];
            bool path = arm->paths[param].count > 0;
            if (path || arm->values[param] != base->values[param]) {
                sim_complain(reading->errors, reading->design.path, study->design.factors[i].line,
                             study->design.factors[i].column,
                             "'%s' is varied by the design and %s arm '%s'; it can be only one",
                             reading->model->params.list[param].name, path ? "follows a path in" : "set by", arm->name);
                break;
            }
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
