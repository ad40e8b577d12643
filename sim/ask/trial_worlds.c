/* trial_worlds.c - the worlds of a file as the design of a claim, without the parameters that the claim sets itself. */
#include "trial_worlds.h"

#include <stdlib.h>
#include <string.h>

bool sim_worlds_is_given(const struct sim_study *study, int param)
{
    for (int a = 0; a < study->arms_count; a++)
        if (study->arms[a].given[param]) {
            return true;
        }
    return false;
}

void sim_worlds_yield(struct sim_study *study)
{
    struct sim_design *design = &study->design;
    int kept = 0;

    for (int i = 0; i < design->factors_count; i++) {
        if (design->worlds != NULL && sim_worlds_is_given(study, design->factors[i].param)) {
            free(design->factors[i].levels);
        } else {
            design->factors[kept++] = design->factors[i];
        }
    }
    design->factors_count = kept;
}

bool sim_worlds_give(struct sim_study *study, const struct sim_design *worlds, long replicates)
{
    struct sim_design *design = &study->design;
    size_t rows = (size_t)worlds->points;
    bool good;

    *design = (struct sim_design){ .kind = SIM_DESIGN_LIST, .points = worlds->points };
    design->factors = calloc((size_t)worlds->factors_count + 1, sizeof *design->factors);
    design->worlds = calloc(rows + 1, sizeof *design->worlds);
    good = design->factors != NULL && design->worlds != NULL;
    if (good) {
        memcpy(design->worlds, worlds->worlds, rows * sizeof *design->worlds);
    }
    for (int i = 0; good && i < worlds->factors_count; i++) {
        struct sim_factor *factor = &design->factors[design->factors_count++];
        *factor = worlds->factors[i];
        factor->base = study->arms[0].values[factor->param];
        factor->levels = calloc(rows + 1, sizeof *factor->levels);
        good = factor->levels != NULL;
        if (good) {
            memcpy(factor->levels, worlds->factors[i].levels, rows * sizeof *factor->levels);
        }
    }
    sim_worlds_yield(study);
    study->replicates = replicates;
    return good;
}
