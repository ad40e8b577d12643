/* study_design.c - which parameters a study varies, and how. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../csv.h"
#include "designs.h"
#include "reading.h"
#include "sobol.h"

#ifndef MOST_LEVELS /* a fuzzer would spend its time on them */
#define MOST_LEVELS 1000000
#endif
enum { MOST_FACTORS = 1000 };

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

static struct sim_factor *factor_add(struct sim_reading *reading, int param, const struct sim_node *node)
{
    struct sim_design *design = &reading->study->design;
    struct sim_factor *more = realloc(design->factors, (size_t)(design->factors_count + 1) * sizeof *more);
    if (more == NULL) {
        sim_complain(reading->errors, reading->path, 0, 0, "no memory for another factor");
        return NULL;
    }
    design->factors = more;
    more[design->factors_count] =
        (struct sim_factor){ .param = param, .line = node->key_line, .column = node->key_column };
    return &more[design->factors_count++];
}

/** Parameter that a design may vary, or -1 with a complaint where `node` has its key. */
static int factor_param(struct sim_reading *reading, const char *name, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    int param = sim_params_find(&model->params, name);

    if (param < 0 && sim_is_role(name)) {
        sim_at_key(reading, node, "%s are many parameters: they can be factors of a sampled design only", name);
        return -1;
    }
    if (param < 0) {
        int count = model->params.count;
        const char **names = calloc((size_t)count + 2, sizeof *names);
        char hint[256] = "";
        for (int i = 0; names != NULL && i < count; i++)
            names[i] = model->params.list[i].name;
        for (int role = 0; names != NULL && role < 2; role++)
            names[count + role] = sim_role_words[role];
        sim_hint(name, names, names == NULL ? 0 : count + 2, hint, sizeof hint);
        sim_at_key(reading, node, "'%.200s' is not a parameter%s", name, hint);
        free(names);
        return -1;
    }
    if (model->params.list[param].role == SIM_CONSTANT) {
        sim_at_key(reading, node, "'%s' is a constant of the model: a design cannot vary it", name);
        return -1;
    }
    for (int i = 0; i < reading->study->design.factors_count; i++)
        if (reading->study->design.factors[i].param == param) {
            sim_at_key(reading, node, "'%s' is varied twice", name);
            return -1;
        }
    return param;
}

static double *levels_new(struct sim_reading *reading, const struct sim_node *node, long count)
{
    double *levels = calloc((size_t)count, sizeof *levels);
    if (levels == NULL) {
        sim_at(reading, node, "no memory for %ld levels", count);
    }
    return levels;
}

/** Levels of a grid: a list, or { from, to, count } counted in whole steps. */
static void levels_read(struct sim_reading *reading, const char *name, const struct sim_node *node)
{
    int param = factor_param(reading, name, node);
    const struct sim_param *p = param < 0 ? NULL : &reading->model->params.list[param];
    struct sim_factor *factor = p == NULL ? NULL : factor_add(reading, param, node);

    if (factor == NULL) {
        return;
    }
    if (node->kind == SIM_LIST && node->first != NULL) {
        factor->levels = levels_new(reading, node, sim_node_count(node));
        for (const struct sim_node *level = node->first; factor->levels != NULL && level != NULL; level = level->next)
            factor->levels_count += sim_read_value(reading, param, level, &factor->levels[factor->levels_count]);
        return;
    }
    if (node->kind != SIM_MAP || p->kind == SIM_CHOICE || p->kind == SIM_FLAG) {
        sim_at(reading, node, "'%s' wants a list of levels%s", p->name,
               p->kind == SIM_REAL ? ", or { from, to, count }" : "");
        return;
    }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next)
        if (strcmp(member->key, "from") != 0 && strcmp(member->key, "to") != 0 && strcmp(member->key, "count") != 0) {
            sim_at_key(reading, member, "'%.64s' is none of from, to, count", member->key);
        }
    double from = sim_read_real(reading, sim_node_get(node, "from"), "from", p->low, p->high, p->from);
    double to = sim_read_real(reading, sim_node_get(node, "to"), "to", p->low, p->high, p->to);
    long count = sim_read_whole(reading, sim_node_get(node, "count"), "count", 2, MOST_LEVELS, 11);
    if (!(from < to)) {
        sim_at(reading, node, "'%s' has an empty range %g..%g", p->name, from, to);
        return;
    }
    if (p->kind == SIM_WHOLE && (from != floor(from) || to != floor(to) || count - 1 > to - from)) {
        sim_at(reading, node, "'%s' counts in whole numbers: %g..%g does not hold %ld of them", p->name, from, to,
               count);
        return;
    }
    factor->levels = levels_new(reading, node, count);
    for (long i = 0; factor->levels != NULL && i < count; i++) {
        double level = from + (to - from) * (double)i / (double)(count - 1);
        factor->levels[factor->levels_count++] = p->kind == SIM_WHOLE ? floor(level + 0.5) : level;
    }
}

/** Numbers of a distribution's own, with their complaints. */
static void distribution_read(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node)
{
    static const char *const words[] = { "uniform", "log_uniform", "normal", "triangular", "beta" };
    const struct sim_node *says = sim_node_get(node, "distribution");
    int which = 0;

    if (says != NULL) {
        for (which = 0; which < 5 && (says->kind != SIM_SCALAR || strcmp(says->text, words[which]) != 0); which++)
            ;
        if (which == 5) {
            sim_at(reading, says, "a distribution is one of uniform, log_uniform, normal, triangular, beta");
            return;
        }
    }
    factor->distribution = (enum sim_distribution)which;
    if (which == SIM_LOG_UNIFORM && !(factor->low > 0)) {
        sim_at(reading, node, "log_uniform wants a range above 0, not %g..%g", factor->low, factor->high);
    } else if (which == SIM_NORMAL) {
        factor->a = sim_read_real(reading, sim_node_get(node, "mean"), "mean", factor->low, factor->high,
                                  0.5 * (factor->low + factor->high));
        factor->b =
            sim_read_real(reading, sim_node_get(node, "sd"), "sd", 1e-12, 1e12, (factor->high - factor->low) / 4);
    } else if (which == SIM_TRIANGULAR) {
        factor->a = sim_read_real(reading, sim_node_get(node, "mode"), "mode", factor->low, factor->high,
                                  0.5 * (factor->low + factor->high));
    } else if (which == SIM_BETA) {
        factor->a = sim_read_real(reading, sim_node_get(node, "alpha"), "alpha", 1e-3, 1e6, 2);
        factor->b = sim_read_real(reading, sim_node_get(node, "beta"), "beta", 1e-3, 1e6, 2);
    }
}

/** A mean makes no normal distribution: what belongs to another than the one that is named would be passed over. */
static void refuse_of_others(struct sim_reading *reading, const struct sim_factor *factor, const struct sim_node *node)
{
    static const struct {
        const char *key, *word;
        enum sim_distribution distribution;
    } own[] = { { "mean", "normal", SIM_NORMAL },
                { "sd", "normal", SIM_NORMAL },
                { "mode", "triangular", SIM_TRIANGULAR },
                { "alpha", "beta", SIM_BETA },
                { "beta", "beta", SIM_BETA } };
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        const struct sim_node *member = sim_node_get(node, own[i].key);
        if (member != NULL && factor->distribution != own[i].distribution) {
            sim_at_key(reading, member, "'%s' belongs to `distribution: %s`", own[i].key, own[i].word);
        }
    }
}

/** A factor of a sampled design: `plausible`, a list of levels, or a range with a distribution. */
static void sampled_read(struct sim_reading *reading, const char *name, const struct sim_node *node)
{
    static const char *const known[] = { "from", "to", "distribution", "mean", "sd", "mode", "alpha", "beta" };

    if (sim_read_role(reading, name, node)) {
        return;
    }
    if (node->kind == SIM_LIST) {
        levels_read(reading, name, node);
        return;
    }
    int param = factor_param(reading, name, node);
    const struct sim_param *p = param < 0 ? NULL : &reading->model->params.list[param];
    struct sim_factor *factor = p == NULL ? NULL : factor_add(reading, param, node);
    if (factor == NULL) {
        return;
    }
    factor->low = p->from;
    factor->high = p->to;
    if (node->kind == SIM_SCALAR) {
        if (strcmp(node->text, "plausible") != 0) {
            sim_at(reading, node, "'%s' wants the word plausible, a list of levels, or { from: .., to: .. }", p->name);
        }
    } else {
        for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
            char hint[64];
            bool good = false;
            for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
                good = good || strcmp(member->key, known[i]) == 0;
            sim_hint(member->key, known, 8, hint, sizeof hint);
            if (!good) {
                sim_at_key(reading, member, "'%.64s' is no part of a distribution%s", member->key, hint);
            }
        }
        factor->low = sim_read_real(reading, sim_node_get(node, "from"), "from", p->low, p->high, p->from);
        factor->high = sim_read_real(reading, sim_node_get(node, "to"), "to", p->low, p->high, p->to);
        distribution_read(reading, factor, node);
        refuse_of_others(reading, factor, node);
    }
    if (!(factor->low < factor->high)) {
        sim_at(reading, node, "'%s' has an empty range %g..%g", p->name, factor->low, factor->high);
    } else if (p->kind != SIM_REAL && floor(factor->high) < ceil(factor->low)) {
        sim_at(reading, node, "'%s' counts in whole numbers, and %g..%g holds none", p->name, factor->low,
               factor->high);
    }
    if (p->kind != SIM_REAL && factor->distribution != SIM_UNIFORM) {
        sim_at(reading, node, "'%s' is no real number: it can only be uniform, or a list of levels", p->name);
    }
}

/** Names and nested names of factors, as settings have them. */
static void factors_read(struct sim_reading *reading, const char *prefix, const struct sim_node *node,
                         void (*read)(struct sim_reading *, const char *, const struct sim_node *))
{
    if (node == NULL || node->kind != SIM_MAP || node->first == NULL) {
        return;
    }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        char name[256];
        snprintf(name, sizeof name, "%s%s%s", prefix, prefix[0] == '\0' ? "" : ".", member->key);
        if (reading->study->design.factors_count >= MOST_FACTORS) {
            sim_at_key(reading, member, "more than %d factors", MOST_FACTORS);
            return;
        }
        read(reading, name, member);
    }
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
    int param = factor_param(reading, header.key, &header);
    struct sim_factor *factor = param < 0 ? NULL : factor_add(reading, param, &header);

    if (factor == NULL) {
        return;
    }
    factor->levels = levels_new(reading, &header, csv->rows + 1);
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
        factors_read(reading, "", node, levels_read);
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
    factors_read(reading, "", factors, sampled_read);
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
        factors_read(reading, "", what, levels_read);
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
