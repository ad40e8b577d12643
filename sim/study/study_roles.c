/* study_roles.c - all levers or all uncertainties as factors of a sampled design, without naming each. */
#include <stdlib.h>
#include <string.h>

#include "reading.h"

const char *const sim_role_words[2] = { [SIM_LEVER] = "levers", [SIM_UNCERTAINTY] = "uncertainties" };

bool sim_is_role(const char *name)
{
    return strcmp(name, sim_role_words[SIM_LEVER]) == 0 || strcmp(name, sim_role_words[SIM_UNCERTAINTY]) == 0;
}

bool sim_read_role(struct sim_reading *reading, const char *name, const struct sim_node *node)
{
    if (!sim_is_role(name)) {
        return false;
    }
    if (node->kind != SIM_SCALAR || strcmp(node->text, "plausible") != 0) {
        sim_at(reading, node, "%s wants the word plausible: all that nothing else sets, over their ranges", name);
    }
    reading->roles[strcmp(name, sim_role_words[SIM_LEVER]) == 0 ? SIM_LEVER : SIM_UNCERTAINTY] =
        (struct sim_spot){ reading->path, node };
    return true;
}

static bool is_set(const struct sim_study *study, int param)
{
    for (int a = 0; a < study->arms_count; a++)
        if (study->arms[a].given[param]) {
            return true;
        }
    return false;
}

bool sim_study_vary_role(struct sim_study *self, const struct sim_model *model, enum sim_role role)
{
    struct sim_design *design = &self->design;
    size_t room = (size_t)(design->factors_count + model->params.count);
    struct sim_factor *more = realloc(design->factors, room * sizeof *more);

    if (more == NULL) {
        return false;
    }
    design->factors = more;
    for (int i = 0; i < model->params.count; i++) {
        const struct sim_param *p = &model->params.list[i];
        if (p->role == role && !p->shapes && p->from < p->to && !is_set(self, i) && !sim_is_varied(self, i)) {
            more[design->factors_count++] = (struct sim_factor){
                .param = i, .distribution = SIM_UNIFORM, .low = p->from, .high = p->to, .base = p->value
            };
        }
    }
    return true;
}

void sim_widen_design(struct sim_reading *reading)
{
    struct sim_study *study = reading->study;
    for (int role = 0; role < 2; role++) {
        const struct sim_spot *place = &reading->roles[role];
        int before = study->design.factors_count;
        if (place->node == NULL) {
            continue;
        }
        if (!sim_study_vary_role(study, reading->model, (enum sim_role)role)) {
            sim_fail(reading->errors, SIM_MEMORY, "no memory for the factors of a design");
        } else if (study->design.factors_count == before) {
            sim_complain(reading->errors, place->path, place->node->key_line, place->node->key_column,
                         "%s: all that have a plausible range are set or varied already", sim_role_words[role]);
        }
    }
}
