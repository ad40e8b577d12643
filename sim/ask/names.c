/* names.c - what a command names, found in the lists of a model or a study. */
#include "names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../names.h"
#include "../read/reading.h"
#include "../run/entities.h"

/** Index of `name` in `lists`, counted on from one to the next; -1 with a complaint that calls it `what`, and
 * names the nearest, or all of a short list. */
static int find(const struct sim_names *lists, int count, const char *name, const char *what,
                const struct sim_gone *gone, struct sim_errors *errors)
{
    int before = 0;
    for (int i = 0; i < count; i++) {
        int found = sim_name_index(lists[i], name);
        if (found >= 0) {
            return before + found;
        }
        before += lists[i].count;
    }
    struct sim_hint near = sim_hint_of(what, name, gone, lists, count);
    sim_complain(errors, NULL, 0, 0, "'%.100s' is no %s%s", name, what,
                 near.text[0] != '\0' || count > 1 ? near.text : sim_hint_or_all(name, lists[0]).text);
    return -1;
}

int sim_find_arm(const struct sim_study *study, const char *name, struct sim_errors *errors)
{
    return find(&SIM_NAMES(study->arms, study->arms_count), 1, name, "arm of this study", NULL, errors);
}

int sim_find_outcome(const struct sim_model *model, const char *name, struct sim_errors *errors)
{
    return find(&SIM_NAMES(model->outcomes, model->outcomes_count), 1, name, "outcome", model->gone, errors);
}

int sim_find_extent(const struct sim_model *model, const char *name, struct sim_errors *errors)
{
    char known[512] = "", text[SIM_ENTITY_SIZE];
    struct sim_hint near = { "" };
    for (int i = 0, last = -1; i < model->outcomes_of_count; i++) {
        int extent = model->outcomes_of[i].extent;
        sim_extent_name(model, extent, "", text, sizeof text);
        if (strcasecmp(text, name) == 0) {
            return extent;
        }
        near = near.text[0] == '\0' ? sim_word_hint(name, text) : near;
        if (extent != last) {
            snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", last < 0 ? "" : ", ", text);
        }
        last = extent;
    }
    sim_complain(errors, NULL, 0, 0, "'%.100s' is not a kind of entity that has outcomes; %s%s%s", name,
                 known[0] == '\0' ? "this model has none" : "those that have are ", known, near.text);
    return -1;
}

const struct sim_series *sim_find_outcome_of(const struct sim_model *model, int extent, const char *name,
                                             struct sim_errors *errors)
{
    int first = 0, count = 0, found;
    char what[SIM_ENTITY_SIZE + 16] = "outcome of a ";

    if (extent < 0) {
        found = sim_find_outcome(model, name, errors);
        return found < 0 ? NULL : &model->outcomes[found];
    }
    while (model->outcomes_of[first].extent != extent)
        first++;
    while (first + count < model->outcomes_of_count && model->outcomes_of[first + count].extent == extent)
        count++;
    sim_extent_name(model, extent, "", what + strlen(what), SIM_ENTITY_SIZE);
    found = find(&SIM_NAMES(model->outcomes_of + first, count), 1, name, what, model->gone, errors);
    return found < 0 ? NULL : &model->outcomes_of[first + found].series;
}

int sim_find_history(const struct sim_plan *plan, const char *name, struct sim_errors *errors)
{
    const struct sim_model *model = plan->model;
    int found = find(&SIM_NAMES(model->histories, model->histories_count), 1, name, "history", model->gone, errors);

    if (found >= 0 && !plan->study->histories[found]) {
        sim_complain(errors, NULL, 0, 0, "'%s' was not kept: name it in the `histories` of the study", name);
        return -1;
    }
    return found;
}

int sim_find_part(const struct sim_model *model, const char *name, struct sim_errors *errors)
{
    const struct sim_names lists[] = { SIM_NAMES(model->phases, model->phases_count),
                                       SIM_NAMES(model->mechanisms, model->mechanisms_count) };
    return find(lists, 2, name, "phase or mechanism", NULL, errors);
}

int sim_find_factor(const struct sim_plan *plan, const char *name, struct sim_errors *errors)
{
    const struct sim_design *design = &plan->study->design;
    const char **names = calloc((size_t)design->factors_count + 1, sizeof *names);
    int found = -1;

    for (int i = 0; names != NULL && i < design->factors_count; i++)
        names[i] = plan->model->params.list[design->factors[i].param].name;
    if (names != NULL) {
        found =
            find(&SIM_NAMES(names, design->factors_count), 1, name, "parameter that the design varies", NULL, errors);
    } else {
        sim_fail(errors, SIM_MEMORY, "no memory for the names of the design");
    }
    free(names);
    return found;
}
