/* depends.c - hashes of resolved settings: a handful of kilobytes an arm, once a study, whatever its number of runs. */
#include "depends.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "../read/designs.h"
#include "../read/reading.h"
#include "places.h"

static void add_text(XXH3_state_t *state, const char *text)
{
    XXH3_128bits_update(state, text, strlen(text) + 1);
}

/** Numbers as their bits, but 0 and -0 are one: a study that is written out and read again may not keep the sign. */
static void add_numbers(XXH3_state_t *state, const double *numbers, long count)
{
    for (long i = 0; i < count; i++) {
        double number = numbers[i] + 0.0;
        XXH3_128bits_update(state, &number, sizeof number);
    }
}

static void add_whole(XXH3_state_t *state, uint64_t number)
{
    XXH3_128bits_update(state, &number, sizeof number);
}

static void digest(XXH3_state_t *state, uint64_t hash[2])
{
    XXH128_hash_t sum = XXH3_128bits_digest(state);
    hash[0] = sum.low64;
    hash[1] = sum.high64;
    XXH3_128bits_reset(state);
}

/** Number of points of a design whose first points change when points are added; else 0. In grids, lists and
 * one_at_a_time the levels are hashed, and say it. */
static long points_that_matter(const struct sim_design *design)
{
    return design->kind == SIM_DESIGN_LATIN_HYPERCUBE || design->randomisations > 1 ? design->points : 0;
}

/** What a factor's values are drawn from: its levels, or a distribution. */
static void add_factor(XXH3_state_t *state, const struct sim_plan *plan, const struct sim_factor *factor)
{
    const double numbers[] = { factor->low, factor->high, factor->a, factor->b };
    int used = factor->distribution == SIM_TRIANGULAR                                   ? 3
               : factor->distribution == SIM_NORMAL || factor->distribution == SIM_BETA ? 4
                                                                                        : 2;

    add_text(state, plan->model->params.list[factor->param].name);
    add_whole(state, (uint64_t)factor->levels_count);
    add_numbers(state, factor->levels, factor->levels_count);
    if (factor->levels_count == 0) {
        add_whole(state, (uint64_t)factor->distribution);
        add_numbers(state, numbers, used);
    }
    if (factor->to > 0) {
        add_numbers(state, (const double[]){ factor->from, factor->to }, 2);
    }
    if (plan->study->design.kind == SIM_DESIGN_ONE_AT_A_TIME) {
        add_numbers(state, &factor->base, 1);
    }
}

static void add_design(XXH3_state_t *state, const struct sim_plan *plan)
{
    const struct sim_design *design = &plan->study->design;

    add_whole(state, (uint64_t)design->kind);
    add_whole(state, (uint64_t)points_that_matter(design));
    add_whole(state, design->kind == SIM_DESIGN_MORRIS ? (uint64_t)design->levels : 0);
    add_whole(state, design->kind == SIM_DESIGN_SALTELLI && design->second_order);
    add_whole(state, (uint64_t)design->factors_count);
    for (int i = 0; i < design->factors_count; i++) {
        add_factor(state, plan, &design->factors[i]);
        if (design->parts > 0) {
            add_whole(state, (uint64_t)design->factors[i].part);
        }
    }
    if (design->worlds != NULL) {
        add_numbers(state, design->worlds, design->points);
    }
}

static void add_param(XXH3_state_t *state, const struct sim_param *param, double value, const struct sim_path *path)
{
    add_text(state, param->name);
    add_whole(state, (uint64_t)path->count);
    add_whole(state, path->count > 0 && path->linear);
    add_numbers(state, path->month, path->count);
    add_numbers(state, path->value, path->count);
    add_numbers(state, &value, path->count == 0);
}

/** Order of the rows of a link table: by their first end, otherwise as they are. A study that is written out and
 * read again has this order. */
static int by_first_end(const void *a, const void *b)
{
    const double *x = *(const double *const *)a, *y = *(const double *const *)b;
    return x[0] != y[0] ? (x[0] < y[0] ? -1 : 1) : (x > y) - (x < y);
}

static void in_order(const struct sim_table_spec *spec, const struct sim_table *table, const double **rows)
{
    for (int i = 0; i < table->rows; i++)
        rows[i] = table->cells + (long)i * spec->columns_count;
    if (spec->links && table->rows > 0) {
        qsort(rows, (size_t)table->rows, sizeof *rows, by_first_end);
    }
}

static void add_table(XXH3_state_t *state, const struct sim_table_spec *spec, const struct sim_table *table,
                      const double **rows)
{
    add_text(state, spec->name);
    add_whole(state, (uint64_t)table->rows);
    for (int c = 0; c < spec->columns_count; c++)
        add_text(state, spec->columns[c].name);
    in_order(spec, table, rows);
    for (int i = 0; i < table->rows; i++) {
        add_text(state, table->names == NULL ? "" : table->names[i]);
        add_numbers(state, rows[i], spec->columns_count);
    }
}

/** Places of the rows of an arm whose rows are not those of the first arm: its luck then depends on the first arm too.
 * Rows count as they are written out, so that a study and the same study read again have one hash. */
static void add_places(XXH3_state_t *state, const struct sim_model *model, const struct sim_table *tables,
                       const double **rows)
{
    for (int t = 0; t < model->tables_count; t++) {
        const struct sim_table *table = &tables[t];
        long columns = model->tables[t].columns_count;
        in_order(&model->tables[t], table, rows);
        add_whole(state, (uint64_t)table->first_rows);
        for (int i = 0; i < table->rows; i++)
            add_whole(state, (uint64_t)(table->place == NULL ? i : table->place[(rows[i] - table->cells) / columns]));
        for (int i = 0; table->first != NULL && i < table->first_rows; i++)
            add_whole(state, (uint64_t)table->first[i]);
    }
}

/** Parameters that the design varies are left out: the design sets them, whatever the arm says. */
static void add_arm(XXH3_state_t *state, const struct sim_plan *plan, const struct sim_arm *arm, const double **rows)
{
    const struct sim_model *model = plan->model;
    const struct sim_table *tables = sim_plan_tables(plan, (int)(arm - plan->study->arms));

    for (int i = 0; i < model->params.count; i++) /* a cell without a path stands in its table */
        if (!sim_is_varied(plan->study, i) && (model->params.list[i].cell == NULL || arm->paths[i].count > 0)) {
            add_param(state, &model->params.list[i], arm->values[i], &arm->paths[i]);
        }
    for (int t = 0; t < model->tables_count; t++)
        add_table(state, &model->tables[t], &arm->tables[t], rows);
    XXH3_128bits_update(state, arm->without, sizeof arm->without);
    if (sim_places_differ(tables, model)) {
        add_places(state, model, tables, rows);
    }
}

/** What all arms of a study depend on. */
static void add_common(XXH3_state_t *state, const struct sim_plan *plan, int real_bytes)
{
    add_text(state, plan->model->name);
    add_text(state, plan->model->version);
    add_whole(state, (uint64_t)real_bytes);
    add_whole(state, plan->study->seed);
    add_whole(state, (uint64_t)plan->study->months);
    add_design(state, plan);
    if (sim_design_draws_worlds(&plan->study->design)) {
        add_text(state,
                 "each world has luck of its own"); /* earlier versions had none: their folders must not be continued */
    }
}

/** `rows`: room for a pointer to each row of the longest table. */
static void hash_arms(XXH3_state_t *state, struct sim_plan *plan, int real_bytes, const double **rows)
{
    uint64_t common[2];

    add_common(state, plan, real_bytes);
    digest(state, common);
    for (int a = 0; a < plan->study->arms_count; a++) {
        XXH3_128bits_update(state, common, sizeof common);
        add_arm(state, plan, &plan->study->arms[a], rows);
        digest(state, plan->arm_hashes[a]);
    }
}

/** The whole plan: its runs, what is kept of them, how they are called, and how they are cut. */
static void hash_plan(XXH3_state_t *state, struct sim_plan *plan)
{
    const struct sim_model *model = plan->model;

    add_text(state, plan->study->essence);
    for (int i = 0; i < model->outcomes_count; i++)
        add_text(state, model->outcomes[i].name);
    for (int i = 0; i < model->histories_count; i++)
        add_text(state, model->histories[i].name);
    for (int i = 0; i < model->outcomes_of_count; i++) {
        add_text(state, model->extents[model->outcomes_of[i].extent].name);
        add_text(state, model->outcomes_of[i].series.name);
    }
    add_whole(state, (uint64_t)plan->block_runs);
    XXH3_128bits_update(state, plan->runs_hash, sizeof plan->runs_hash);
    digest(state, plan->hash);
}

static size_t longest_table(const struct sim_plan *plan)
{
    int most = 1;
    for (int a = 0; a < plan->study->arms_count; a++)
        for (int t = 0; t < plan->model->tables_count; t++)
            if (plan->study->arms[a].tables[t].rows > most) {
                most = plan->study->arms[a].tables[t].rows;
            }
    return (size_t)most;
}

enum sim_status sim_depends(struct sim_plan *plan, int real_bytes, struct sim_errors *errors)
{
    size_t arms = (size_t)plan->study->arms_count;
    XXH3_state_t *state = XXH3_createState();
    const double **rows = calloc(longest_table(plan), sizeof *rows);
    enum sim_status status = SIM_OK;

    plan->arm_hashes = calloc(arms, sizeof *plan->arm_hashes);
    if (state == NULL || rows == NULL || plan->arm_hashes == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a plan");
        goto out;
    }
    XXH3_128bits_reset(state);
    hash_arms(state, plan, real_bytes, rows);
    XXH3_128bits_update(state, plan->arm_hashes, arms * sizeof *plan->arm_hashes);
    digest(state, plan->runs_hash);
    hash_plan(state, plan);
out:
    XXH3_freeState(state);
    free(rows);
    return status;
}
