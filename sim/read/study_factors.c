/* study_factors.c - the parameters that a design varies: over levels, over a range, or all of a role. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"

#ifndef MOST_LEVELS /* a fuzzer would spend its time on them */
#define MOST_LEVELS 1000000
#endif
enum { MOST_FACTORS = 1000 };

static const char *const role_words[2] = { [SIM_LEVER] = "levers", [SIM_UNCERTAINTY] = "uncertainties" };

/** Role that a word stands for, or -1. */
static int role_of(const char *word)
{
    for (int role = 0; role < 2; role++)
        if (strcmp(word, role_words[role]) == 0) {
            return role;
        }
    return -1;
}

/** `levers: plausible` or `uncertainties: plausible`; false where the name is neither word. */
static bool role_read(struct sim_reading *reading, const char *name, const struct sim_node *node)
{
    int role = role_of(name);
    if (role < 0) {
        return false;
    }
    if (node->kind != SIM_SCALAR || strcmp(node->text, "plausible") != 0) {
        sim_at(reading, node, "%s wants the word plausible: all that nothing else sets, over their ranges", name);
    }
    reading->roles[role] = (struct sim_spot){ reading->path, node };
    return true;
}

struct sim_factor *sim_factor_add(struct sim_reading *reading, int param, const struct sim_node *node)
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

int sim_factor_param(struct sim_reading *reading, const char *name, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    int param = sim_params_find(&model->params, name);

    if (param < 0 && role_of(name) >= 0) {
        sim_at_key(reading, node, "%s are many parameters: they can be factors of a sampled design only", name);
        return -1;
    }
    if (param < 0) {
        char hint[256];
        sim_hint_param(model, name, role_words, 2, hint, sizeof hint);
        sim_at_key(reading, node, "'%.200s' is not a parameter%s", name, hint);
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

double *sim_levels_new(struct sim_reading *reading, const struct sim_node *node, long count)
{
    double *levels = calloc((size_t)count, sizeof *levels);
    if (levels == NULL) {
        sim_at(reading, node, "no memory for %ld levels", count);
    }
    return levels;
}

void sim_read_levels(struct sim_reading *reading, const char *name, const struct sim_node *node)
{
    int param = sim_factor_param(reading, name, node);
    const struct sim_param *p = param < 0 ? NULL : &reading->model->params.list[param];
    struct sim_factor *factor = p == NULL ? NULL : sim_factor_add(reading, param, node);

    if (factor == NULL) {
        return;
    }
    if (node->kind == SIM_LIST && node->first != NULL) {
        factor->levels = sim_levels_new(reading, node, sim_node_count(node));
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
    factor->levels = sim_levels_new(reading, node, count);
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

void sim_read_sampled(struct sim_reading *reading, const char *name, const struct sim_node *node)
{
    static const char *const known[] = { "from", "to", "distribution", "mean", "sd", "mode", "alpha", "beta" };

    if (role_read(reading, name, node)) {
        return;
    }
    if (node->kind == SIM_LIST) {
        sim_read_levels(reading, name, node);
        return;
    }
    int param = sim_factor_param(reading, name, node);
    const struct sim_param *p = param < 0 ? NULL : &reading->model->params.list[param];
    struct sim_factor *factor = p == NULL ? NULL : sim_factor_add(reading, param, node);
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

void sim_read_factors(struct sim_reading *reading, const struct sim_node *node,
                      void (*read)(struct sim_reading *, const char *, const struct sim_node *))
{
    if (node == NULL || node->kind != SIM_MAP) {
        return;
    }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        if (reading->study->design.factors_count >= MOST_FACTORS) {
            sim_at_key(reading, member, "more than %d factors", MOST_FACTORS);
            return;
        }
        read(reading, member->key, member);
    }
}

static bool is_set(const struct sim_study *study, int param)
{
    for (int a = 0; a < study->arms_count; a++)
        if (study->arms[a].given[param]) {
            return true;
        }
    return false;
}

bool sim_study_vary_role(struct sim_study *self, const struct sim_model *model, enum sim_role role)
{
    struct sim_design *design = &self->design;
    size_t room = (size_t)(design->factors_count + model->params.count);
    struct sim_factor *more = realloc(design->factors, room * sizeof *more);

    if (more == NULL) {
        return false;
    }
    design->factors = more;
    for (int i = 0; i < model->params.count; i++) {
        const struct sim_param *p = &model->params.list[i];
        if (p->role == role && !p->shapes && p->from < p->to && !is_set(self, i) && !sim_is_varied(self, i)) {
            more[design->factors_count++] = (struct sim_factor){
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
        if (!sim_study_vary_role(study, reading->model, (enum sim_role)role)) {
            sim_fail(reading->errors, SIM_MEMORY, "no memory for the factors of a design");
        } else if (study->design.factors_count == before) {
            sim_complain(reading->errors, place->path, place->node->key_line, place->node->key_column,
                         "%s: all that have a plausible range are set or varied already", role_words[role]);
        }
    }
}
