/* differ.c - compares two plans of one model and version, and says what it finds. */
#include "differ.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../read/keys.h"
#include "../read/reading.h"
#include "depends.h"

/** Two studies and where to complain of them. */
struct pair {
    const struct sim_plan *then, *now;
    const char *out;
    struct sim_errors *errors;
};

/* --- the same arms --- */

/** If factor `i` gets more levels, do their points come behind all that there were? */
static bool grows_at_its_end(const struct sim_design *design, int i)
{
    return design->kind == SIM_DESIGN_LIST || (design->kind == SIM_DESIGN_GRID && i == 0) ||
           (design->kind == SIM_DESIGN_ONE_AT_A_TIME && i == design->factors_count - 1);
}

/** Arms' hashes of `now` as they would be with the points of `then` alone. The caller frees them; NULL without memory.
 */
static uint64_t (*hashes_of_beginning(const struct sim_plan *then, const struct sim_plan *now))[2]
{
    const struct sim_design *old = &then->study->design;
    struct sim_study study = *now->study;
    struct sim_plan plan = { .model = now->model, .study = &study, .tables = now->tables };
    struct sim_errors ignored = { 0 };
    size_t count = (size_t)study.design.factors_count;
    struct sim_factor *factors = calloc(count + 1, sizeof *factors);

    if (factors != NULL && count > 0) {
        memcpy(factors, study.design.factors, count * sizeof *factors);
    }
    study.design.factors = factors;
    for (int i = 0; factors != NULL && i < study.design.factors_count && i < old->factors_count; i++)
        if (grows_at_its_end(&study.design, i) && factors[i].levels_count > old->factors[i].levels_count) {
            factors[i].levels_count = old->factors[i].levels_count;
        }
    if (factors == NULL || sim_depends(&plan, now->model->kernels[0]->real_bytes, &ignored) != SIM_OK) {
        free(plan.arm_hashes);
        plan.arm_hashes = NULL;
    }
    sim_errors_free(&ignored);
    free(factors);
    return plan.arm_hashes;
}

int sim_arms_match(const struct sim_plan *then, const struct sim_plan *now, int *arm_of)
{
    uint64_t(*hashes)[2] = hashes_of_beginning(then, now);
    int missing = then->study->arms_count;

    for (int i = 0; i < now->study->arms_count; i++)
        arm_of[i] = -1;
    for (int a = 0; hashes != NULL && a < then->study->arms_count; a++)
        for (int i = 0; i < now->study->arms_count; i++)
            if (arm_of[i] < 0 && memcmp(hashes[i], then->arm_hashes[a], sizeof hashes[i]) == 0) {
                arm_of[i] = a;
                missing--;
                break;
            }
    free(hashes);
    return hashes == NULL ? -1 : missing;
}

/* --- what differs --- */

SIM_PRINTF(2, 3) static void differs(const struct pair *pair, const char *format, ...)
{
    char text[512];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    sim_complain(pair->errors, NULL, 0, 0, "%s: %s", pair->out, text);
}

static const char *design_word(enum sim_design_kind kind)
{
    return kind == SIM_DESIGN_NONE ? "none" : sim_kind_words[SIM_KINDS_designs][kind - SIM_DESIGN_GRID].word;
}

/** The factor of this name; cells have other numbers in other studies. */
static const struct sim_factor *factor_of(const struct sim_plan *plan, const char *name)
{
    const struct sim_design *design = &plan->study->design;
    for (int i = 0; i < design->factors_count; i++)
        if (strcmp(sim_plan_factor(plan, i)->name, name) == 0) {
            return &design->factors[i];
        }
    return NULL;
}

static bool same_factor(const struct sim_factor *a, const struct sim_factor *b)
{
    int count = a->levels_count < b->levels_count ? a->levels_count : b->levels_count;
    return a->distribution == b->distribution && a->low == b->low && a->high == b->high && a->a == b->a &&
           a->b == b->b && a->base == b->base && (a->levels_count == 0) == (b->levels_count == 0) &&
           (count == 0 || memcmp(a->levels, b->levels, (size_t)count * sizeof *a->levels) == 0);
}

/** A factor of both designs. More levels are fine if their points come behind the others. */
static void compare_factor(const struct pair *pair, int i)
{
    const struct sim_design *then = &pair->then->study->design, *now = &pair->now->study->design;
    const char *name = sim_plan_factor(pair->then, i)->name;
    const struct sim_factor *a = &then->factors[i], *b = factor_of(pair->now, name);

    if (b == NULL) {
        differs(pair, "design varies '%s' there and not here", name);
    } else if (!same_factor(a, b)) {
        differs(pair, "design has other values of '%s'", name);
    } else if (b != &now->factors[i]) {
        differs(pair, "design names '%s' in another place", name);
    } else if (b->levels_count > a->levels_count && !grows_at_its_end(now, i)) {
        differs(pair,
                "design has more levels of '%s', so that its points have other numbers; in a grid the first factor "
                "can have more, in one_at_a_time the last",
                name);
    }
}

static bool same_numbers(const double *a, const double *b, long count)
{
    for (long i = 0; i < count; i++)
        if (a[i] != b[i]) {
            return false;
        }
    return true;
}

/** Numbers of worlds that a file names; all are part of what a run depends on. */
static bool same_worlds(const struct sim_design *a, const struct sim_design *b)
{
    return a->worlds == NULL || b->worlds == NULL
               ? a->worlds == b->worlds
               : a->points == b->points && same_numbers(a->worlds, b->worlds, a->points);
}

static void compare_design(const struct pair *pair)
{
    const struct sim_design *then = &pair->then->study->design, *now = &pair->now->study->design;

    if (then->kind != now->kind) {
        differs(pair, "design is %s there and %s here", design_word(then->kind), design_word(now->kind));
        return;
    }
    for (int i = 0; i < then->factors_count; i++)
        compare_factor(pair, i);
    for (int i = 0; i < now->factors_count; i++)
        if (factor_of(pair->then, sim_plan_factor(pair->now, i)->name) == NULL) {
            differs(pair, "design varies '%s' here and not there", sim_plan_factor(pair->now, i)->name);
        }
    if (then->kind == SIM_DESIGN_MORRIS && then->levels != now->levels) {
        differs(pair, "design has %d levels there and %d here", then->levels, now->levels);
    }
    if ((then->randomisations > 1 || now->randomisations > 1) && then->randomisations != now->randomisations) {
        differs(pair, "design has %ld randomisations there and %ld here", then->randomisations, now->randomisations);
    }
    if (!same_worlds(then, now)) {
        differs(pair, "worlds are others there: a study over worlds of a file grows by replicates, not by worlds");
    }
    if (then->second_order != now->second_order) {
        differs(pair, "design's second_order is %s there and %s here", then->second_order ? "true" : "false",
                now->second_order ? "true" : "false");
    }
    for (int i = 0; i < then->factors_count && i < now->factors_count; i++)
        if (sim_design_part(then, i) != sim_design_part(now, i)) {
            differs(pair, "design groups its factors in another way");
            break;
        }
    if (pair->now->points < pair->then->points) {
        differs(pair, "design has %ld points there and only %ld here", pair->then->points, pair->now->points);
    } else if ((then->kind == SIM_DESIGN_LATIN_HYPERCUBE || then->randomisations > 1 || now->randomisations > 1) &&
               then->points != now->points) {
        differs(pair, "design: all points of a %s change with their number (%ld there, %ld here)",
                design_word(then->kind), then->points, now->points);
    }
}

static void compare_numbers(const struct pair *pair)
{
    const struct sim_study *then = pair->then->study, *now = pair->now->study;

    if (then->seed != now->seed) {
        differs(pair, "seed is %llu there and %llu here", (unsigned long long)then->seed,
                (unsigned long long)now->seed);
    }
    if (then->months != now->months) {
        differs(pair, "months is %d there and %d here", then->months, now->months);
    }
    if (now->replicates < pair->then->replicates) {
        differs(pair, "holds %ld replicates, and only %ld are asked for", pair->then->replicates, now->replicates);
    }
    for (int i = 0; i < pair->now->model->histories_count; i++)
        if (then->histories[i] && !now->histories[i]) {
            differs(pair, "keeps history '%s', which the study does not", pair->now->model->histories[i].name);
        }
}

/** Parameter `i` there, `k` here. A cell without a path is compared with its table. */
static void compare_param(const struct pair *pair, const struct sim_arm *a, const struct sim_arm *b, int i, int k)
{
    static const struct sim_path none = { 0 };
    const struct sim_param *param = &pair->then->model->params.list[i];
    const struct sim_path *x = &a->paths[i], *y = k < 0 ? &none : &b->paths[k];
    char there[64], here[64];

    if (x->count > 0 || y->count > 0) {
        if (x->count != y->count || x->linear != y->linear || !same_numbers(x->month, y->month, x->count) ||
            !same_numbers(x->value, y->value, x->count)) {
            differs(pair, "'%s' of arm \"%s\" follows another path", param->name, b->name);
        }
    } else if (param->cell == NULL && a->values[i] != b->values[k]) {
        sim_param_text(param, a->values[i], there, sizeof there);
        sim_param_text(param, b->values[k], here, sizeof here);
        differs(pair, "'%s' of arm \"%s\" is %s there and %s here", param->name, b->name, there, here);
    }
}

static bool same_table(const struct sim_table_spec *spec, const struct sim_table *a, const struct sim_table *b)
{
    bool same = a->rows == b->rows && same_numbers(a->cells, b->cells, (long)a->rows * spec->columns_count);
    for (int i = 0; same && i < a->rows; i++)
        same = a->names == NULL || b->names == NULL ? a->names == b->names : strcmp(a->names[i], b->names[i]) == 0;
    return same;
}

/** Do equal tables have the same places among the rows of all arms? */
static bool same_places(const struct sim_table *a, const struct sim_table *b)
{
    bool same = a->rows == 0 || a->first_rows == b->first_rows || (a->place == NULL && b->place == NULL);
    for (int i = 0; same && i < a->rows; i++)
        same = sim_place(a, i) == sim_place(b, i);
    return same;
}

/** An arm that was not found by what it depends on. */
static void compare_arm(const struct pair *pair, const struct sim_arm *a)
{
    const struct sim_model *model = pair->now->model;
    const struct sim_arm *b = NULL;

    for (int i = 0; i < pair->now->study->arms_count && b == NULL; i++)
        if (strcmp(pair->now->study->arms[i].name, a->name) == 0) {
            b = &pair->now->study->arms[i];
        }
    if (b == NULL) {
        differs(pair, "has an arm \"%s\", which the study lacks", a->name);
        return;
    }
    for (int i = 0; i < pair->then->model->params.count; i++) {
        int k = sim_params_find(&model->params, pair->then->model->params.list[i].name);
        if (!sim_is_varied(pair->then->study, i) && (k < 0 || !sim_is_varied(pair->now->study, k))) {
            compare_param(pair, a, b, i, k);
        }
    }
    for (int t = 0; t < model->tables_count; t++)
        if (!same_table(&model->tables[t], &a->tables[t], &b->tables[t])) {
            differs(pair, "table '%s' of arm \"%s\" differs", model->tables[t].name, b->name);
        } else if (!same_places(sim_plan_tables(pair->then, (int)(a - pair->then->study->arms)) + t,
                                sim_plan_tables(pair->now, (int)(b - pair->now->study->arms)) + t)) {
            differs(pair,
                    "table '%s' of arm \"%s\" has other places among the rows of all arms, and so other luck; put new "
                    "arms behind those that are there",
                    model->tables[t].name, b->name);
        }
    if (memcmp(a->without, b->without, sizeof a->without) != 0) {
        differs(pair, "'without' of arm \"%s\" differs", b->name);
    }
}

static void compare_arms(const struct pair *pair, const int *arm_of)
{
    for (int a = 0; a < pair->then->study->arms_count; a++) {
        bool found = false;
        for (int i = 0; i < pair->now->study->arms_count; i++)
            found = found || arm_of[i] == a;
        if (!found) {
            compare_arm(pair, &pair->then->study->arms[a]);
        }
    }
}

enum sim_status sim_can_grow(const struct sim_plan *then, const struct sim_plan *now, const char *out,
                             struct sim_errors *errors)
{
    struct sim_errors found = { 0 };
    struct pair pair = { then, now, out, &found };
    int *arm_of = calloc((size_t)now->study->arms_count, sizeof *arm_of);
    int missing = arm_of == NULL ? -1 : sim_arms_match(then, now, arm_of);
    enum sim_status status = SIM_OK;

    if (missing < 0) {
        status = sim_fail(errors, SIM_MEMORY, "no memory to compare two studies");
        goto out;
    }
    compare_numbers(&pair);
    compare_design(&pair);
    compare_arms(&pair, arm_of);
    if (found.count > 0 || missing > 0) {
        sim_errors_take(errors, &found);
        status = sim_fail(errors, SIM_USAGE,
                          "%s: holds results of another study, which cannot grow into this one; nothing in it was "
                          "changed; choose another output",
                          out);
    }
out:
    sim_errors_free(&found);
    free(arm_of);
    return status;
}

/* --- what is more --- */

bool sim_keeps_more(const struct sim_plan *then, const struct sim_plan *now)
{
    for (int i = 0; i < now->model->histories_count; i++)
        if (now->study->histories[i] && !then->study->histories[i]) {
            return true;
        }
    return false;
}

SIM_PRINTF(3, 4) static void put(char *text, size_t size, const char *format, ...)
{
    size_t length = strlen(text);
    va_list values;
    if (length > 0 && length + 3 < size) {
        memcpy(text + length, ", ", 3);
        length += 2;
    }
    va_start(values, format);
    vsnprintf(text + length, size - length, format, values);
    va_end(values);
}

void sim_more_text(const struct sim_plan *then, const struct sim_plan *now, char *text, size_t size)
{
    int *arm_of = calloc((size_t)now->study->arms_count, sizeof *arm_of);

    text[0] = '\0';
    if (now->replicates > then->replicates) {
        put(text, size, "replicates %ld to %s%ld", then->replicates,
            now->study->until.outcome >= 0 && now->decision.replicates == 0 ? "at most " : "", now->replicates);
    }
    if (now->points > then->points) {
        put(text, size, "points %ld to %ld", then->points, now->points);
    }
    if (arm_of != NULL && sim_arms_match(then, now, arm_of) == 0) {
        for (int i = 0; i < now->study->arms_count; i++)
            if (arm_of[i] < 0) {
                put(text, size, "arm \"%s\"", now->study->arms[i].name);
            }
    }
    for (int i = 0; i < now->model->histories_count; i++)
        if (now->study->histories[i] && !then->study->histories[i]) {
            put(text, size, "history '%s'", now->model->histories[i].name);
        }
    free(arm_of);
}
