/* placebo.c - labellings as points of a design, and what a claim finds in each. */
#include "placebo.h"

#include <stdlib.h>
#include <string.h>

#include "../read/reading.h"
#include "trial_worlds.h"

/* --- which parameters --- */

/** Is `b` the name `a` with the part `of` between dots replaced by `with`? */
static bool is_partner(const char *a, const char *b, const char *of, const char *with)
{
    size_t length = strlen(of), other = strlen(with);
    for (const char *at = strstr(a, of); at != NULL; at = strstr(at + 1, of)) {
        size_t before = (size_t)(at - a);
        bool whole = (at == a || at[-1] == '.') && (at[length] == '\0' || at[length] == '.');
        if (whole && strncmp(a, b, before) == 0 && strncmp(b + before, with, other) == 0 &&
            strcmp(b + before + other, at + length) == 0) {
            return true;
        }
    }
    return false;
}

static bool can_be_drawn(const struct sim_study *study, const struct sim_param *param, int i)
{
    return param->kind == SIM_REAL && param->role != SIM_CONSTANT && !param->shapes && param->from < param->to &&
           !sim_worlds_is_given(study, i);
}

int sim_placebo_pairs(const struct sim_model *model, const struct sim_study *study, int (*pairs)[2])
{
    const struct sim_claim *claim = study->claim;
    const struct sim_param *list = model->params.list;
    int count = 0;

    for (int i = 0; claim->placebo[0] != NULL && i < model->params.count; i++)
        for (int j = 0; j < model->params.count; j++)
            if (is_partner(list[i].name, list[j].name, claim->placebo[0], claim->placebo[1]) &&
                can_be_drawn(study, &list[i], i) && can_be_drawn(study, &list[j], j)) {
                if (pairs != NULL) {
                    pairs[count][0] = i;
                    pairs[count][1] = j;
                }
                count++;
            }
    return count;
}

long sim_placebo_worlds(const struct sim_study *study, const struct sim_effort *effort)
{
    const struct sim_design *design = &study->design;
    bool listed = design->kind == SIM_DESIGN_LIST && design->worlds != NULL;

    if (listed) {
        return effort->placebo_worlds < design->points ? effort->placebo_worlds : design->points;
    }
    return design->kind == SIM_DESIGN_NONE ? 1 : 0;
}

long sim_placebo_replicates(const struct sim_study *study, const struct sim_effort *effort)
{
    return study->design.worlds != NULL ? effort->placebo_replicates : study->replicates;
}

/* --- labellings as points --- */

/** A factor whose level at a point depends on the world, or on the labelling. NULL levels: no memory. */
static struct sim_factor factor_of(struct sim_factor like, long labellings, long worlds)
{
    like.levels_count = (int)(labellings * worlds);
    like.levels = calloc((size_t)(labellings * worlds) + 1, sizeof *like.levels);
    return like;
}

/** Numbers of both sides of all pairs: a labelling after the other, so that more labellings keep the first ones. */
static void draw_numbers(const struct sim_model *model, struct sim_stream stream, struct sim_factor *drawn, int count,
                         long labellings, long worlds)
{
    for (long l = 0; l < labellings; l++)
        for (int k = 0; k < count; k++) {
            const struct sim_param *param = &model->params.list[drawn[k].param];
            double value = param->from + (param->to - param->from) * sim_stream_uniform(&stream);
            for (long w = 0; w < worlds; w++)
                drawn[k].levels[l * worlds + w] = value;
        }
}

static bool is_paired(int param, int (*pairs)[2], int count)
{
    for (int k = 0; k < count; k++)
        if (pairs[k][0] == param || pairs[k][1] == param) {
            return true;
        }
    return false;
}

/** Repeat the study's own worlds in each labelling, without the parameters that the labelling sets. False without
 * memory. */
static bool worlds_repeat(struct sim_design *all, const struct sim_design *own, int (*pairs)[2], int count, long worlds)
{
    bool good = own->worlds == NULL || all->worlds != NULL;

    for (int i = 0; good && i < own->factors_count; i++) {
        if (is_paired(own->factors[i].param, pairs, count)) {
            continue;
        }
        struct sim_factor *more = &all->factors[all->factors_count++];
        *more = factor_of(own->factors[i], all->points / worlds, worlds);
        good = more->levels != NULL;
        for (long p = 0; good && p < all->points; p++)
            more->levels[p] = own->factors[i].levels[p % worlds];
    }
    for (long p = 0; good && all->worlds != NULL && p < all->points; p++)
        all->worlds[p] = own->worlds[p % worlds];
    return good;
}

/** Give the study every labelling in each of its first worlds. False without memory. */
static bool labellings_set(struct sim_study *study, int (*pairs)[2], int count, long labellings, long worlds)
{
    struct sim_design own = study->design;
    struct sim_design all = { .kind = SIM_DESIGN_LIST, .points = labellings * worlds };
    bool good;

    all.factors = calloc((size_t)(own.factors_count + 2 * count) + 1, sizeof *all.factors);
    all.worlds = own.worlds == NULL ? NULL : calloc((size_t)all.points, sizeof *all.worlds);
    good = all.factors != NULL;
    for (int i = 0; good && i < 2 * count; i++) {
        int param = pairs[i / 2][i % 2];
        struct sim_factor like = { .param = param, .base = study->arms[0].values[param] };
        all.factors[all.factors_count++] = factor_of(like, labellings, worlds);
        good = all.factors[i].levels != NULL;
    }
    if (good) {
        draw_numbers(study->model, sim_stream_of(study->seed, "placebo"), all.factors, 2 * count, labellings, worlds);
        good = worlds_repeat(&all, &own, pairs, count, worlds);
    }
    sim_design_free(&study->design);
    study->design = all;
    return good;
}

/* --- what is found in them --- */

static int sign_of(const struct sim_finding *finding)
{
    double bar = finding->tolerance ? -finding->least : 0;
    return (finding->found > bar) - (finding->found < bar);
}

/** What all tests find in the worlds of one labelling, `view`. */
static void count_in(struct sim_trial *trial, const struct sim_record *view)
{
    const struct sim_claim *claim = view->claim;
    struct sim_finding here[SIM_MOST_FINDINGS];
    bool same = true, holds = true, opposite = false;
    int family = 0;

    for (int t = 0; t < claim->tests_count; t++)
        family += trial->counts[t];
    for (int t = 0; t < claim->tests_count; t++) {
        int count = sim_record_findings(view, NULL, t, here);
        for (int k = 0; k < count; k++) {
            sim_finding_widen(&here[k], family);
            same = same && sign_of(&here[k]) == sign_of(&trial->own[(long)t * SIM_MOST_FINDINGS + k]);
        }
        enum sim_answer answer = sim_findings_answer(here, count);
        holds = holds && answer == SIM_HOLDS;
        opposite = opposite || answer == SIM_OPPOSITE;
    }
    trial->placebo.tried++;
    trial->placebo.same += same;
    trial->placebo.holds += holds;
    trial->placebo.opposite += opposite;
}

/** The record of one labelling after the other: its points are neighbours. */
static bool count_all(struct sim_trial *trial, const struct sim_record *record, long labellings, long worlds)
{
    struct sim_plan few = *record->plan;
    int tests = record->claim->tests_count;
    double **values = calloc((size_t)tests, sizeof *values);
    struct sim_record view = { &few, record->claim, values };

    few.points = worlds;
    for (long l = 0; values != NULL && l < labellings; l++) {
        for (int t = 0; t < tests; t++)
            values[t] = record->values[t] + l * worlds * sim_record_point(record, t);
        count_in(trial, &view);
    }
    free(values);
    return values != NULL;
}

enum sim_status sim_placebo_try(struct sim_trial *trial, const struct sim_setup *setup, const struct sim_effort *effort,
                                struct sim_errors *errors)
{
    long worlds = sim_placebo_worlds(setup->study, effort), labellings = effort->labellings;
    int(*pairs)[2] = calloc((size_t)setup->model->params.count + 1, sizeof *pairs);
    struct sim_study study = { 0 };
    struct sim_plan plan = { 0 };
    struct sim_record record = { .claim = setup->study->claim };
    enum sim_status status = SIM_OK;

    if (pairs == NULL || !sim_study_copy(&study, setup->study, setup->model)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a placebo");
        goto out;
    }
    int count = sim_placebo_pairs(setup->model, setup->study, pairs);
    sim_close_up_free(&study.snapshots);
    sim_close_up_free(&study.events);
    study.replicates = sim_placebo_replicates(&study, effort);
    trial->placebo = (struct sim_labellings){ .pairs = count, .worlds = worlds };
    if (!labellings_set(&study, pairs, count, labellings, worlds)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a placebo");
        goto out;
    }
    status = sim_trial_record(setup, "placebo", &study, &plan, &record, trial, errors);
    if (status == SIM_OK && !count_all(trial, &record, labellings, worlds)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a placebo");
    }
out:
    free(pairs);
    sim_record_free(&record);
    sim_plan_free(&plan);
    sim_study_free(&study, setup->model);
    return status;
}
