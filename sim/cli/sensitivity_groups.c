/* sensitivity_groups.c - groups of parameters, read and answered. */
#include "sensitivity_groups.h"

#include <stdlib.h>
#include <string.h>

#include "../ask/names.h"

/** Does a parameter belong to a group by the beginning of its name: "trust.start" to "trust"? */
static bool begins(const char *name, const char *group)
{
    size_t length = strlen(group);
    return strncmp(name, group, length) == 0 && name[length] == '.';
}

/** All members of a group of the model, or the parameters that a group of one's own lists with + between them. */
static void members_take(struct sim_part_of *self, const struct sim_plan *plan, const char *list,
                         struct sim_errors *errors)
{
    for (int f = 0; list == NULL && f < plan->study->design.factors_count; f++)
        if (begins(sim_plan_factor(plan, f)->name, self->name)) {
            self->factors[self->count++] = f;
        }
    while (list != NULL && *list != '\0') {
        char name[128];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(list, "+"), list);
        int found = sim_find_factor(plan, name, errors);
        if (found >= 0 && self->count < plan->study->design.factors_count) {
            self->factors[self->count++] = found;
        }
        list += strcspn(list, "+");
        list += *list == '+';
    }
    if (list == NULL && self->count == 0) {
        sim_complain(errors, NULL, 0, 0, "--groups %.100s: the design varies no parameter of this group", self->name);
    }
}

enum sim_status sim_asked_groups_read(struct sim_asked_groups *self, const struct sim_plan *plan, const char *text,
                                      struct sim_errors *errors)
{
    int before = errors->count;

    *self = (struct sim_asked_groups){ 0 };
    while (text != NULL && *text != '\0' && self->count < SIM_MOST_ASKED_GROUPS) {
        struct sim_part_of *group = &self->list[self->count];
        char one[1024];
        snprintf(one, sizeof one, "%.*s", (int)strcspn(text, ","), text);
        char *members = strchr(one, '=');
        if (members != NULL) {
            *members++ = '\0';
        }
        snprintf(group->name, sizeof group->name, "%.127s", one);
        group->factors = calloc((size_t)plan->study->design.factors_count + 1, sizeof *group->factors);
        if (group->factors == NULL) {
            return sim_fail(errors, SIM_MEMORY, "no memory for groups");
        }
        self->count++;
        members_take(group, plan, members, errors);
        text += strcspn(text, ",");
        text += *text == ',';
    }
    if (self->count == 0 || (text != NULL && *text != '\0')) {
        sim_complain(errors, NULL, 0, 0, "--groups wants 1 to %d groups, such as trust,mine=trust.start+agenda.size",
                     SIM_MOST_ASKED_GROUPS);
    }
    return errors->count > before ? SIM_USAGE : SIM_OK;
}

void sim_asked_groups_free(struct sim_asked_groups *self)
{
    for (int g = 0; g < self->count; g++)
        free(self->list[g].factors);
    *self = (struct sim_asked_groups){ 0 };
}

struct sim_sheet sim_groups_sheet(void)
{
    static const char *const columns[] = { "outcome", "group", "parameters", "S1", "S1_line", "significant" };
    return SIM_SHEET("groups", columns);
}

bool sim_groups_put(struct sim_sheet *sheet, const struct sim_asked_groups *groups, const struct sim_plan *plan,
                    const char *outcome, const struct sim_answers *answers)
{
    int d = plan->study->design.factors_count;
    double *x = calloc((size_t)(plan->points * d) + 1, sizeof *x), *y = calloc((size_t)plan->points + 1, sizeof *y);
    double first[SIM_MOST_ASKED_GROUPS], line;
    bool good = x != NULL && y != NULL;

    if (good) {
        sim_plan_rows(plan, 0, plan->points, x);
        sim_answers_average(answers, plan->points, NULL, y);
        good = sim_group_data(x, y, plan->points, d, groups->list, groups->count,
                              sim_stream_of(plan->study->seed, "groups"), first, &line);
    }
    for (int g = 0; good && g < groups->count; g++) {
        sim_sheet_word(sheet, outcome);
        sim_sheet_word(sheet, groups->list[g].name);
        SIM_SHEET_PUT(sheet, groups->list[g].count, first[g], line);
        sim_sheet_word(sheet, first[g] > line ? "yes" : "no");
    }
    free(x);
    free(y);
    return good;
}
