/* study_factors.c - the parameters that a design varies: over levels, over a range, or all of a role. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "cells.h"

enum {
    MOST_FACTORS = 1000,
    MOST_LEVELS_IN_ALL = 6000000 /* written out, more would not fit into a resolved study */
};

static const char *const role_words[2] = { [SIM_LEVER] = "levers", [SIM_UNCERTAINTY] = "uncertainties" };

bool sim_is_varied(const struct sim_study *study, int param)
{
    for (int i = 0; i < study->design.factors_count; i++)
        if (study->design.factors[i].param == param) {
            return true;
        }
    return false;
}

/* --- which parameters --- */

/** `levers: plausible` or `uncertainties: plausible`: kept until arms and --set are read. */
static void role_read(struct sim_reading *reading, int role, const struct sim_node *node)
{
    if (node->kind != SIM_SCALAR || strcmp(node->text, "plausible") != 0) {
        sim_at(reading, node, "%s wants the word plausible, which varies every parameter that nothing else sets%s",
               node->key, sim_word_hint(sim_node_text(node), "plausible").text);
    }
    reading->roles[role] = (struct sim_spot){ reading->path, node };
}

/** A factor more; NULL with a complaint. */
static struct sim_factor *factor_add(struct sim_reading *reading, int param, const struct sim_node *node)
{
    struct sim_design *design = &reading->study->design;

    if (design->factors_count >= MOST_FACTORS) {
        sim_at_key(reading, node, "more than %d factors", MOST_FACTORS);
        return NULL;
    }
    if (!SIM_RESIZE(design->factors, design->factors_count + 1)) {
        sim_at_key(reading, node, "no memory for another factor");
        return NULL;
    }
    design->factors[design->factors_count] =
        (struct sim_factor){ .param = param, .line = node->key_line, .column = node->key_column };
    return &design->factors[design->factors_count++];
}

struct sim_factor *sim_read_factor(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    const struct sim_names roles = SIM_NAMES(role_words, 2);
    struct sim_resolved target = sim_resolve(model, node->key);
    char problem[512];

    if (target.is == SIM_NAMES_CELL) {
        target.param = sim_cell_param(reading, &target, node->key, problem, sizeof problem);
        target.is = SIM_NAMES_PARAM;
    }
    if (target.is == SIM_NAMES_PARAM && target.param < 0) {
        sim_at_key(reading, node, "%s", problem);
    } else if (sim_name_index(roles, node->key) >= 0) {
        sim_at_key(reading, node, "%s are many parameters: they can be factors of a sampled design only", node->key);
    } else if (target.is != SIM_NAMES_PARAM) {
        sim_at_key(reading, node, "%s", sim_no_parameter(model, node->key, &roles, 1).text);
    } else if (model->params.list[target.param].role == SIM_CONSTANT) {
        sim_at_key(reading, node, "'%s' is a constant of the model: a design cannot vary it", node->key);
    } else if (sim_is_varied(reading->study, target.param)) {
        sim_at_key(reading, node, "'%s' is varied twice", node->key);
    } else {
        return factor_add(reading, target.param, node);
    }
    return NULL;
}

/** A factor for each member of a group that the map does not name itself. What is wrong is said of the first alone. */
static void group_read(struct sim_reading *reading, const struct sim_node *map, const struct sim_node *node,
                       sim_factor_read *read)
{
    const struct sim_model *model = reading->model;
    int before = reading->errors->count;

    for (int i = 0; i < model->params.count && reading->errors->count == before; i++) {
        const struct sim_param *p = &model->params.list[i];
        if (!sim_in_group(model, i, node->key) || p->role == SIM_CONSTANT || sim_is_varied(reading->study, i) ||
            sim_node_get(map, p->name) != NULL) {
            continue;
        }
        struct sim_factor *factor = factor_add(reading, i, node);
        if (factor != NULL) {
            read(reading, factor, node);
        }
    }
}

void sim_read_factors(struct sim_reading *reading, const struct sim_node *map, sim_factor_read *read, bool spread)
{
    for (const struct sim_node *member = map->first; member != NULL; member = member->next) {
        bool world = reading->study->design.kind == SIM_DESIGN_LIST && member == sim_key_node(map, SIM_KEY_list_world);
        int role = read == sim_read_sampled ? sim_name_index(SIM_NAMES(role_words, 2), member->key) : -1;
        if (world) { /* read already */
        } else if (role >= 0) {
            role_read(reading, role, member);
        } else if (spread && sim_resolve(reading->model, member->key).is == SIM_NAMES_GROUP) {
            group_read(reading, map, member, read);
        } else {
            struct sim_factor *factor = sim_read_factor(reading, member);
            if (factor != NULL) {
                read(reading, factor, member);
            }
        }
    }
}

/* --- levels --- */

bool sim_levels_init(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node, long count)
{
    const struct sim_design *design = &reading->study->design;
    long all = count;

    for (int i = 0; i < design->factors_count; i++)
        all += design->factors[i].levels_count;
    if (all > MOST_LEVELS_IN_ALL) {
        sim_at(reading, node, "more than %d levels in all", MOST_LEVELS_IN_ALL);
        return false;
    }
    factor->levels = calloc((size_t)count, sizeof *factor->levels);
    if (factor->levels == NULL) {
        sim_at(reading, node, "no memory for %ld levels", count);
    }
    return factor->levels != NULL;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/** Complain of a level that stands in a list twice: it would count for two. */
static void refuse_doubles(struct sim_reading *reading, const struct sim_factor *factor, const struct sim_node *node)
{
    const struct sim_param *p = &reading->model->params.list[factor->param];
    size_t count = (size_t)factor->levels_count;
    double *sorted = malloc((count + 1) * sizeof *sorted);
    char text[128];

    if (sorted != NULL) {
        memcpy(sorted, factor->levels, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, by_value);
    }
    for (size_t i = 1; sorted != NULL && i < count; i++)
        if (sorted[i] == sorted[i - 1]) {
            sim_param_text(p, sorted[i], text, sizeof text);
            sim_at(reading, node, "'%s' has the level %s twice", p->name, text);
            break;
        }
    free(sorted);
}

/** The levels of a list; in a list of points they are its rows, and may repeat. */
static void list_read(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node)
{
    if (sim_levels_init(reading, factor, node, sim_node_count(node))) {
        for (const struct sim_node *level = node->first; level != NULL; level = level->next)
            factor->levels_count +=
                sim_read_value(reading, factor->param, level, &factor->levels[factor->levels_count]);
        if (reading->study->design.kind != SIM_DESIGN_LIST) {
            refuse_doubles(reading, factor, node);
        }
    }
}

/** { from, to, count }: each level from its own number, so that no error adds up. */
static void steps_read(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node)
{
    const struct sim_param *p = &reading->model->params.list[factor->param];
    bool whole = p->kind == SIM_WHOLE;

    sim_refuse_unknown(reading, node, SIM_SCOPE_levels, NULL);
    double from = sim_read_real(reading, sim_key_node(node, SIM_KEY_levels_from), p->low, p->high, p->from);
    double to = sim_read_real(reading, sim_key_node(node, SIM_KEY_levels_to), p->low, p->high, p->to);
    bool all = whole && sim_key_node(node, SIM_KEY_levels_count) == NULL && to - from < MOST_LEVELS;
    long count = all ? (long)(to - from) + 1 : sim_key_whole(reading, node, SIM_KEY_levels_count);
    if (!(from < to)) {
        sim_at(reading, node, "'%s' has an empty range %g..%g", p->name, from, to);
    } else if (whole && (from != floor(from) || to != floor(to) || (double)(count - 1) > to - from)) {
        sim_at(reading, node, "'%s' counts in whole numbers: %g..%g does not hold %ld of them", p->name, from, to,
               count);
    } else if (sim_levels_init(reading, factor, node, count)) {
        for (long i = 0; i < count; i++) {
            double level = from + (to - from) * (double)i / (double)(count - 1);
            factor->levels[factor->levels_count++] = whole ? floor(level + 0.5) : level;
        }
    }
}

void sim_read_levels(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node)
{
    const struct sim_param *p = &reading->model->params.list[factor->param];
    bool number = p->kind == SIM_REAL || p->kind == SIM_WHOLE;

    if (node->kind == SIM_LIST && node->first != NULL) {
        list_read(reading, factor, node);
    } else if (node->kind == SIM_MAP && number) {
        steps_read(reading, factor, node);
    } else {
        sim_at(reading, node, "'%s' wants a list of levels%s", p->name, number ? ", or { from, to, count }" : "");
    }
}

/* --- distributions --- */

/** A number within the factor's range; the middle of it where nothing is said. */
static double inside(struct sim_reading *reading, const struct sim_factor *factor, const struct sim_node *map,
                     enum sim_key_id key)
{
    return sim_read_real(reading, sim_key_node(map, key), factor->low, factor->high,
                         0.5 * (factor->low + factor->high));
}

/** What the factor's distribution wants. */
static void shape_read(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node)
{
    switch (factor->distribution) {
    case SIM_NORMAL:
        factor->a = inside(reading, factor, node, SIM_KEY_factor_mean);
        factor->b = sim_key_real(reading, node, SIM_KEY_factor_sd);
        factor->b = isnan(factor->b) ? (factor->high - factor->low) / 4 : factor->b;
        break;
    case SIM_TRIANGULAR:
        factor->a = inside(reading, factor, node, SIM_KEY_factor_mode);
        break;
    case SIM_BETA:
        factor->a = sim_key_real(reading, node, SIM_KEY_factor_alpha);
        factor->b = sim_key_real(reading, node, SIM_KEY_factor_beta);
        break;
    case SIM_LOG_UNIFORM:
        if (!(factor->low > 0)) {
            sim_at(reading, node, "log_uniform wants a range above 0, not %g..%g", factor->low, factor->high);
        }
        break;
    case SIM_UNIFORM:
        break;
    }
}

/** { from, to, distribution, ... }. */
static void distribution_read(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node)
{
    const struct sim_param *p = &reading->model->params.list[factor->param];
    const struct sim_node *says = sim_key_node(node, SIM_KEY_factor_distribution);
    const struct sim_names words = sim_kinds(SIM_KINDS_distributions);
    int which = says == NULL ? SIM_UNIFORM : says->kind == SIM_SCALAR ? sim_name_index(words, says->text) : -1;
    char list[128];

    factor->low = sim_read_real(reading, sim_key_node(node, SIM_KEY_factor_from), p->low, p->high, p->from);
    factor->high = sim_read_real(reading, sim_key_node(node, SIM_KEY_factor_to), p->low, p->high, p->to);
    if (which < 0) {
        sim_at(reading, says, "a distribution is one of %s%s", sim_names_text(words, list, sizeof list),
               sim_hint(sim_node_text(says), &words, 1).text);
        return;
    }
    factor->distribution = (enum sim_distribution)which;
    sim_refuse_unknown(reading, node, SIM_SCOPE_factor, sim_name_at(words, which));
    shape_read(reading, factor, node);
}

void sim_read_sampled(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node)
{
    const struct sim_param *p = &reading->model->params.list[factor->param];

    if (node->kind == SIM_LIST) {
        sim_read_levels(reading, factor, node);
        return;
    }
    factor->low = p->from;
    factor->high = p->to;
    if (node->kind == SIM_MAP) {
        distribution_read(reading, factor, node);
    } else if (strcmp(node->text, "plausible") != 0) {
        sim_at(reading, node, "'%s' wants the word plausible, a list of levels, or { from: .., to: .. }%s", p->name,
               sim_word_hint(node->text, "plausible").text);
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

/* --- all of a role --- */

static bool is_set(const struct sim_study *study, int param)
{
    for (int a = 0; a < study->arms_count; a++)
        if (study->arms[a].given[param]) {
            return true;
        }
    return false;
}

bool sim_study_vary_role(struct sim_study *self, enum sim_role role)
{
    const struct sim_model *model = self->model;
    struct sim_design *design = &self->design;
    size_t room = (size_t)(design->factors_count + self->own_params);

    if (!SIM_RESIZE(design->factors, room)) {
        return false;
    }
    for (int i = 0; i < self->own_params; i++) {
        const struct sim_param *p = &model->params.list[i];
        if (p->role == role && !p->shapes && p->from < p->to && !is_set(self, i) && !sim_is_varied(self, i)) {
            design->factors[design->factors_count++] = (struct sim_factor){
                .param = i, .distribution = SIM_UNIFORM, .low = p->from, .high = p->to, .base = p->value
            };
        }
    }
    return true;
}

void sim_widen_design(struct sim_reading *reading)
{
    struct sim_study *study = reading->study;
    for (int role = 0; role < 2; role++) {
        const struct sim_spot *place = &reading->roles[role];
        int before = study->design.factors_count;
        if (place->node == NULL) {
            continue;
        }
        if (!sim_study_vary_role(study, (enum sim_role)role)) {
            sim_fail(reading->errors, SIM_MEMORY, "no memory for the factors of a design");
        } else if (study->design.factors_count == before) {
            sim_complain(reading->errors, place->path, place->node->key_line, place->node->key_column,
                         "%s: every parameter with a plausible range is set or varied already", role_words[role]);
        }
    }
}
