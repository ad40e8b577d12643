/* study_groups.c - factors of a design that are varied together, so that a saltelli or morris design tells what the
 * group does with one row for all of them. */
#include <string.h>

#include "reading.h"
#include "table_rows.h"

/** Put the factors that a text names, a parameter or a group of parameters, into a group of the design. */
static void member_take(struct sim_reading *reading, const char *group, const struct sim_node *member)
{
    const struct sim_model *model = reading->model;
    struct sim_design *design = &reading->study->design;
    int taken = 0;

    if (member->kind != SIM_SCALAR) {
        sim_at(reading, member, "groups is a list of groups of parameters, or { name: [parameter, ...], ... }");
        return;
    }
    for (int i = 0; i < design->factors_count; i++) {
        struct sim_factor *factor = &design->factors[i];
        const char *name = model->params.list[factor->param].name;
        if (strcmp(name, member->text) != 0 && !sim_in_group(model, factor->param, member->text)) {
            continue;
        }
        if (factor->group[0] != '\0') {
            sim_at(reading, member, "'%s' is in two groups, '%s' and '%s'", name, factor->group, group);
            return;
        }
        memcpy(factor->group, group, strlen(group) + 1);
        taken++;
    }
    if (taken == 0 && sim_resolve(model, member->text).is == SIM_NAMES_NOTHING) {
        sim_at(reading, member, "%s", sim_no_parameter(model, member->text, NULL, 0).text);
    } else if (taken == 0) {
        sim_at(reading, member, "'%.64s' is no factor of the design, nor a group that holds one", member->text);
    }
}

static bool is_group_name(struct sim_reading *reading, const struct sim_node *node, const char *name)
{
    if (!sim_is_name(name)) {
        sim_at_key(reading, node,
                   "'%.70s' cannot be the name of a group: letters, digits, _ . - and at most %d of them", name,
                   SIM_LONGEST_ROW_NAME);
    }
    return sim_is_name(name);
}

/** Number the parts of the design: groups, and factors that stand alone, in the order of the factors. */
static void parts_count(struct sim_design *design)
{
    design->parts = 0;
    for (int i = 0; i < design->factors_count; i++) {
        struct sim_factor *factor = &design->factors[i];
        int same = factor->group[0] == '\0' ? i : 0;
        while (same < i && strcmp(design->factors[same].group, factor->group) != 0)
            same++;
        factor->part = same < i ? design->factors[same].part : design->parts++;
    }
}

void sim_group_factors(struct sim_reading *reading)
{
    const struct sim_node *design = reading->design.node,
                          *groups = design == NULL ? NULL : sim_key_node(design, SIM_KEY_sampled_groups);

    if (groups == NULL || !sim_design_is_sampled(reading->study->design.kind)) {
        return;
    }
    reading->path = reading->design.path;
    if (groups->kind == SIM_SCALAR) {
        member_take(reading, "", &(struct sim_node){ .kind = SIM_MAP, .line = groups->line, .column = groups->column });
        return;
    }
    for (const struct sim_node *group = groups->first; group != NULL; group = group->next) {
        bool listed = groups->kind == SIM_LIST;
        const char *name = !listed ? group->key : group->kind == SIM_SCALAR ? group->text : "";
        if (!is_group_name(reading, group, name)) {
            continue;
        }
        if (listed || group->kind == SIM_SCALAR) {
            member_take(reading, name, group);
        }
        for (const struct sim_node *member = listed ? NULL : group->first; member != NULL; member = member->next)
            member_take(reading, name, member);
    }
    parts_count(&reading->study->design);
}
