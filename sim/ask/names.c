/* names.c - one search for all lists of names. */
#include "names.h"

#include <stdlib.h>
#include <string.h>

#include "../read/reading.h"

enum { MOST_NAMES = 512 };

/** Index of `name` among `names`, or -1 with a complaint that calls it `what`. */
static int find(const char *const *names, int count, const char *name, const char *what, struct sim_errors *errors)
{
    char hint[256];
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    sim_hint(name, names, count, hint, sizeof hint);
    sim_complain(errors, NULL, 0, 0, "'%.100s' is no %s%s", name, what, hint);
    return -1;
}

int sim_find_arm(const struct sim_study *study, const char *name, struct sim_errors *errors)
{
    const char *names[MOST_NAMES];
    int count = study->arms_count < MOST_NAMES ? study->arms_count : MOST_NAMES;
    for (int i = 0; i < count; i++)
        names[i] = study->arms[i].name;
    return find(names, count, name, "arm of this study", errors);
}

static int series_names(const struct sim_series *series, int count, const char **names)
{
    count = count < MOST_NAMES ? count : MOST_NAMES;
    for (int i = 0; i < count; i++)
        names[i] = series[i].name;
    return count;
}

int sim_find_outcome(const struct sim_model *model, const char *name, struct sim_errors *errors)
{
    const char *names[MOST_NAMES];
    int count = series_names(model->outcomes, model->outcomes_count, names);
    return find(names, count, name, "outcome", errors);
}

int sim_find_history(const struct sim_plan *plan, const char *name, struct sim_errors *errors)
{
    const char *names[MOST_NAMES];
    int count = series_names(plan->model->histories, plan->model->histories_count, names);
    int found = find(names, count, name, "history", errors);

    if (found >= 0 && !plan->study->histories[found]) {
        sim_complain(errors, NULL, 0, 0, "'%s' was not kept: name it in the `histories` of the study", name);
        return -1;
    }
    return found;
}

int sim_find_part(const struct sim_model *model, const char *name, struct sim_errors *errors)
{
    const char *names[MOST_NAMES];
    int count = 0;
    for (int i = 0; i < model->phases_count && count < MOST_NAMES; i++)
        names[count++] = model->phases[i].name;
    for (int i = 0; i < model->mechanisms_count && count < MOST_NAMES; i++)
        names[count++] = model->mechanisms[i].name;
    return find(names, count, name, "phase or mechanism", errors);
}
