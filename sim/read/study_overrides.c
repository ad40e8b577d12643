/* study_overrides.c - what the command line changes: settings for every arm, replicates, seed. */
#include <stdio.h>
#include <string.h>

#include "cells.h"

#define complain(reading, ...) sim_complain((reading)->errors, NULL, 0, 0, __VA_ARGS__)

/** One parameter in every arm; false with a complaint. */
static bool param_set(struct sim_reading *reading, int param, const char *text)
{
    struct sim_study *study = reading->study;
    char problem[512];
    double value = 0;

    if (sim_is_varied(study, param)) {
        complain(reading, "--set: '%s' is varied by the design; take it out of the design to set it",
                 reading->model->params.list[param].name);
        return false;
    }
    if (sim_arms_differ(study, param)) {
        complain(reading, "--set: arms differ in '%s'; take it out of the arms to set it in all of them",
                 reading->model->params.list[param].name);
        return false;
    }
    if (!sim_value_of(reading->model, param, text, &value, problem, sizeof problem)) {
        complain(reading, "--set: %s", problem);
        return false;
    }
    if (!sim_is_read(study, param)) {
        complain(reading, "--set: nothing reads '%s', because the tables of the study list the entities",
                 reading->model->params.list[param].name);
        return false;
    }
    bool cell = reading->model->params.list[param].cell != NULL;
    for (int a = 0; a < study->arms_count; a++) {
        struct sim_arm *arm = &study->arms[a];
        if (cell && !sim_cell_is_there(reading->model, arm, param, problem, sizeof problem)) {
            complain(reading, "--set: %s (arm '%s')", problem, arm->name);
            return false;
        }
        sim_path_free(&arm->paths[param]);
        arm->values[param] = value;
        arm->given[param] = true;
        if (cell) {
            sim_cell_settle(reading->model, arm, param, arm->values[param]);
        }
    }
    return true;
}

/** "name=value": a parameter, or all members of a group of numbers. */
static void set(struct sim_reading *reading, const char *text)
{
    const struct sim_model *model = reading->model;
    const char *equals = strrchr(text, '='); /* the name of a row may hold others, a value does not */
    char name[384], problem[512];

    if (equals == NULL) {
        complain(reading, "--set %.200s: wants name=value", text);
        return;
    }
    snprintf(name, sizeof name, "%.*s", (int)(equals - text), text);
    struct sim_resolved target = sim_resolve(model, name);
    if (target.is == SIM_NAMES_CELL) {
        target.param = sim_cell_param(reading, &target, name, problem, sizeof problem);
        if (target.param < 0) {
            complain(reading, "--set: %s", problem);
            return;
        }
        target.is = SIM_NAMES_PARAM;
    }
    bool group = target.is == SIM_NAMES_GROUP && sim_group_is_alike(model, name);
    if (sim_scope_key(SIM_SCOPE_study, name) != NULL) {
        complain(reading, "--set: '%s' is a key of the study and no parameter; %s", name,
                 strcmp(name, "seed") == 0         ? "there is --seed"
                 : strcmp(name, "replicates") == 0 ? "there is --replicates"
                                                   : "change it in the file");
    } else if (target.is == SIM_NAMES_PARAM) {
        param_set(reading, target.param, equals + 1);
    } else if (group) {
        for (int i = 0; i < model->params.count; i++)
            if (sim_in_group(model, i, name) && !param_set(reading, i, equals + 1)) {
                break; /* the others would be refused for the same reason */
            }
    } else {
        complain(reading, "--set: %s", sim_no_parameter(model, name, NULL, 0).text);
    }
}

static void set_seed(struct sim_reading *reading, const char *text)
{
    const struct sim_key *key = &sim_keys[SIM_KEY_study_seed];
    double seed = 0;

    if (!sim_number(text, &seed) || seed < key->low || seed > key->high || seed != (double)(uint64_t)seed) {
        complain(reading, "--seed %.60s is not a whole number from 0 to 2^53 - 1", text);
    } else {
        reading->study->seed = (uint64_t)seed;
    }
}

void sim_apply_overrides(struct sim_reading *reading, const struct sim_overrides *overrides)
{
    struct sim_study *study = reading->study;

    for (int i = 0; i < overrides->set_count; i++)
        set(reading, overrides->set[i]);
    if (overrides->replicates > 0) {
        study->replicates = overrides->replicates;
        study->until.outcome = -1;
    } else if (study->until.outcome >= 0) {
        study->replicates = study->until.at_most;
    }
    if (overrides->seed != NULL) {
        set_seed(reading, overrides->seed);
    }
}
