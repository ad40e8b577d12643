/* study_sweep.c - a design beside worlds. Every arm is run in every world, so the points of the design become arms:
 * each arm once for each point. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "designs.h"
#include "reading.h"

/** "cut, leaders.acts 3": the arm, unless it is the only one without a name of its own, and what the point sets. */
static void name_make(const struct sim_reading *reading, const struct sim_arm *arm, const double *row, long point,
                      char *name, size_t size)
{
    const struct sim_study *study = reading->study;
    bool alone = study->arms_count == 1 && strcmp(arm->name, "only") == 0;
    size_t used = (size_t)snprintf(name, size, "%s", alone ? "" : arm->name);
    char text[128];

    for (int i = 0; i < study->design.factors_count && used < size; i++) {
        const struct sim_param *param = &reading->model->params.list[study->design.factors[i].param];
        sim_param_text(param, row[i], text, sizeof text);
        used += (size_t)snprintf(name + used, size - used, "%s%s %s", used > 0 ? ", " : "", param->name, text);
    }
    if (used >= size || name[sim_first_characters(name, SIM_LONGEST_ARM)] != '\0') {
        snprintf(name, size, "%.*s%spoint %ld", alone ? 0 : (int)sim_first_characters(arm->name, 80), arm->name,
                 alone ? "" : ", ", point);
    }
}

/** An arm as it is at a point of the design. False without memory. */
static bool arm_make(const struct sim_reading *reading, const struct sim_arm *from, const double *row, long point,
                     struct sim_arm *arm)
{
    const struct sim_design *design = &reading->study->design;
    char name[512];

    name_make(reading, from, row, point, name, sizeof name);
    if (!sim_arm_copy(arm, from, reading->model, name)) {
        return false;
    }
    for (int i = 0; i < design->factors_count; i++) {
        int param = design->factors[i].param;
        arm->values[param] = row[i];
        arm->given[param] = true;
        if (reading->model->params.list[param].cell != NULL) {
            sim_cell_settle(reading->model, arm, param, row[i]);
        }
    }
    return true;
}

/** Can the points become arms? Complains where not. */
static bool may_spread(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_study *study = reading->study;
    long points = sim_design_points(&study->design), path_points = 0;

    for (int a = 0; a < study->arms_count; a++)
        path_points += sim_path_points(reading, &study->arms[a]);
    if (sim_design_is_sampled(study->design.kind) || study->design.worlds != NULL) {
        sim_at_key(reading, node,
                   "worlds and design: beside worlds the points of a grid, list or one_at_a_time become arms");
    } else if (points > SIM_MOST_ARMS / study->arms_count) {
        sim_at_key(reading, node, "worlds and design: %ld points of %d arms are more than %d arms", points,
                   study->arms_count, SIM_MOST_ARMS);
    } else if (path_points > SIM_MOST_POINTS_IN_ALL / points) {
        sim_at_key(reading, node, "worlds and design: paths of all arms would have more than %d points",
                   SIM_MOST_POINTS_IN_ALL);
    } else {
        return true;
    }
    return false;
}

void sim_spread_arms(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_study *study = reading->study;
    struct sim_design *design = &study->design;
    long points = sim_design_points(design), all = 0;
    struct sim_arm *arms = NULL;
    double *row = NULL;
    bool good;

    if (reading->errors->count > 0 || !may_spread(reading, node)) {
        return;
    }
    arms = calloc((size_t)(points * study->arms_count), sizeof *arms);
    row = calloc((size_t)design->factors_count + 1, sizeof *row);
    good = arms != NULL && row != NULL;
    for (long k = 0; good && k < points * study->arms_count; k++, all++) {
        sim_design_rows(design, reading->model, study->seed, k % points, 1, row);
        good = arm_make(reading, &study->arms[k / points], row, k % points, &arms[k]);
    }
    free(row);
    for (int a = 0; a < study->arms_count; a++)
        sim_arm_free(&study->arms[a], reading->model);
    free(study->arms);
    study->arms = arms;
    study->arms_count = (int)all;
    if (!good) {
        sim_at_key(reading, node, "no memory for the arms of a design");
    }
}
