/* merge.c - finds the study of which several outputs hold runs, and whether they agree. */
#include "merge.h"

#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "../read/cells.h"
#include "../read/reading.h"
#include "blocks.h"
#include "differ.h"
#include "finished.h"
#include "grow.h"

/** An output that is merged. */
struct part {
    struct sim_study study;
    struct sim_plan plan;
};

/** The part with most replicates, and of these the first with most points. */
static const struct part *largest(const struct part *parts, int count)
{
    const struct part *most = parts;
    for (int i = 1; i < count; i++) {
        long more = parts[i].plan.replicates - most->plan.replicates;
        if (more > 0 || (more == 0 && parts[i].plan.points > most->plan.points)) {
            most = &parts[i];
        }
    }
    return most;
}

static bool has_name(const struct sim_study *study, const char *name)
{
    for (int i = 0; i < study->arms_count; i++)
        if (strcmp(study->arms[i].name, name) == 0) {
            return true;
        }
    return false;
}

/** Append a copy of an arm. False without memory. */
static bool append_arm(struct sim_study *study, const struct sim_arm *arm, const struct sim_model *model)
{
    if (!SIM_RESIZE(study->arms, study->arms_count + 2)) {
        return false;
    }
    memset(&study->arms[study->arms_count], 0, 2 * sizeof *study->arms);
    return sim_arm_copy(&study->arms[study->arms_count++], arm, model, arm->name);
}

/** Append the arms of a part that are neither in the study, which was planned as `plan`, nor share a name with one.
 * They get the cells of tables that the study names. */
static enum sim_status append_arms(struct sim_study *study, const struct sim_plan *plan, const struct part *part,
                                   struct sim_errors *errors)
{
    struct sim_study theirs = { 0 };
    int *arm_of = calloc((size_t)plan->study->arms_count + 1, sizeof *arm_of);
    bool good = arm_of != NULL && sim_arms_match(&part->plan, plan, arm_of) >= 0 &&
                sim_study_copy(&theirs, &part->study, part->plan.model);
    enum sim_status status = good ? sim_cells_join(&theirs, study->model, errors)
                                  : sim_fail(errors, SIM_MEMORY, "no memory to merge studies");

    for (int a = 0; status == SIM_OK && a < theirs.arms_count; a++) {
        bool found = has_name(study, theirs.arms[a].name);
        for (int i = 0; i < plan->study->arms_count; i++)
            found = found || arm_of[i] == a;
        if (!found && !append_arm(study, &theirs.arms[a], study->model)) {
            status = sim_fail(errors, SIM_MEMORY, "no memory to merge studies");
        }
    }
    sim_study_free(&theirs, part->plan.model);
    free(arm_of);
    return status;
}

/** Can every part grow into the study? Says of each what differs. */
static enum sim_status compare_all(const struct sim_study *study, const struct part *parts, const char *const *from,
                                   int count, struct sim_errors *errors)
{
    const struct sim_model *model = study->model;
    struct sim_plan plan;
    enum sim_status status = sim_plan_init(&plan, model, study, model->kernels[0]->real_bytes, errors), last;

    for (int i = 0; i < count && status != SIM_MEMORY; i++) {
        last = sim_can_grow(&parts[i].plan, &plan, from[i], errors);
        status = status == SIM_OK || last == SIM_MEMORY ? last : status;
    }
    sim_plan_free(&plan);
    return status;
}

/** The study that holds all parts, if they are of one. */
static enum sim_status unite(struct sim_study *self, const struct part *parts, const char *const *from, int count,
                             struct sim_errors *errors)
{
    const struct part *base = largest(parts, count);
    bool good = sim_study_copy(self, &base->study, base->plan.model);
    enum sim_status status = good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory to merge studies");

    for (int i = 0; i < count && status == SIM_OK; i++)
        status = sim_cells_join(self, parts[i].plan.model, errors);
    for (int i = 0; i < count && status == SIM_OK; i++)
        status = append_arms(self, &base->plan, &parts[i], errors);
    if (status == SIM_OK && !sim_study_write_out(self)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory to merge studies");
    }
    return status == SIM_OK ? compare_all(self, parts, from, count, errors) : status;
}

enum sim_status sim_merge_study(struct sim_study *self, const struct sim_model *model, const char *const *from,
                                int count, struct sim_grown *grown, struct sim_errors *errors)
{
    struct part *parts = calloc((size_t)count, sizeof *parts);
    enum sim_status status = parts == NULL ? sim_fail(errors, SIM_MEMORY, "no memory to merge studies") : SIM_OK;
    int opened = 0;

    *self = (struct sim_study){ 0 };
    for (; opened < count && status == SIM_OK; opened++)
        status = sim_finished_open(model, from[opened], &parts[opened].study, &parts[opened].plan, NULL, errors);
    status = status == SIM_OK ? unite(self, parts, from, count, errors) : status;
    *grown = status == SIM_OK ? largest(parts, count)->plan.grown : (struct sim_grown){ 0 };
    for (int i = 0; i < opened; i++) {
        sim_plan_free(&parts[i].plan);
        sim_study_free(&parts[i].study, model);
    }
    free(parts);
    return status;
}

enum sim_status sim_merge_check(const struct sim_plan *plan, const char *const *from, int count,
                                struct sim_errors *errors)
{
    struct sim_growth growth = { .plan = plan };
    enum sim_status status = sim_growth_add(&growth, from, count, true, errors);

    for (long i = 0; i * plan->block_runs < growth.wanted && status == SIM_OK; i++) {
        struct sim_block block;
        status = sim_block_init(&block, plan, i, errors);
        if (status == SIM_OK) {
            status = sim_growth_fill(&growth, &block, errors);
        }
        if (status == SIM_OK) {
            status = sim_growth_check(&growth, &block, errors);
        }
        sim_block_free(&block);
    }
    sim_growth_free(&growth);
    return status;
}
