/* params.c - `params`: the manual of parameters, as text or as tables. */
#include <stdio.h>
#include <string.h>

#include "../names.h"
#include "commands.h"
#include "options.h"

static bool in_group(const struct sim_param *param, const char *group)
{
    size_t length = strlen(group);
    return strncmp(param->name, group, length) == 0 && (param->name[length] == '.' || param->name[length] == '\0');
}

static void range_text(const struct sim_param *param, char *text, size_t size)
{
    if (param->kind == SIM_CHOICE) {
        snprintf(text, size, "%s", param->choices);
    } else if (param->kind == SIM_FLAG) {
        snprintf(text, size, "true false");
    } else {
        snprintf(text, size, "%g..%g, plausible %g..%g", param->low, param->high, param->from, param->to);
    }
}

static void param_print(const struct sim_param *param, bool markdown)
{
    char value[64], range[256];
    sim_param_text(param, param->value, value, sizeof value);
    range_text(param, range, sizeof range);
    if (markdown) {
        printf("| `%s` | %s | %s | %s | %s | %s | %s |\n", param->name, value, range, param->unit,
               sim_role_text(param->role), param->meaning, param->source);
    } else {
        printf("%s = %s   (%s; %s; %s)\n    %s. Source: %s.\n", param->name, value, range, param->unit,
               sim_role_text(param->role), param->meaning, param->source);
    }
}

static void group_print(const struct sim_model *model, const struct sim_group *group, const char *only, bool markdown)
{
    bool begun = false;
    for (int i = 0; i < model->params.count; i++) {
        const struct sim_param *param = &model->params.list[i];
        if (!in_group(param, group->name) || (only != NULL && !in_group(param, only))) {
            continue;
        }
        if (!begun) {
            printf(markdown ? "\n### %s: %s\n\n| parameter | default | range | unit | role | meaning | source "
                              "|\n|---|---|---|---|---|---|---|\n"
                            : "\n%s: %s\n",
                   group->name, group->meaning);
            begun = true;
        }
        param_print(param, markdown);
    }
}

static enum sim_status refuse_name(const struct sim_model *model, const char *name, struct sim_errors *errors)
{
    const struct sim_names names[] = { SIM_NAMES(model->params.groups, model->params.groups_count),
                                       SIM_NAMES(model->params.list, model->params.count) };
    return sim_fail(errors, SIM_USAGE, "'%.200s' is neither a parameter nor a group%s", name,
                    sim_hint_of("parameter", name, model->gone, names, 2).text);
}

/** Was this a name of an earlier version? */
static bool is_gone(const struct sim_model *model, const char *name)
{
    return strstr(sim_hint_of("parameter", name, model->gone, NULL, 0).text, "it is gone") != NULL;
}

enum sim_status sim_command_params(const struct sim_model *model, int argc, char **argv)
{
    const char *words[1] = { NULL };
    bool markdown = false, found = false;
    const struct sim_option options[] = { { .name = "--markdown", .flag = &markdown } };
    struct sim_errors errors = { 0 };
    int count = 0;
    enum sim_status status = sim_options_read(argc, argv, options, 1, words, 1, &count, &errors);

    for (int i = 0; i < model->params.count; i++)
        found = found || count == 0 || in_group(&model->params.list[i], words[0]);
    if (status == SIM_OK && !found && (is_gone(model, words[0]) || !sim_help_search(model, words[0], false, NULL))) {
        status = refuse_name(model, words[0], &errors);
    }
    for (int i = 0; status == SIM_OK && found && i < model->params.groups_count; i++)
        group_print(model, &model->params.groups[i], count > 0 ? words[0] : NULL, markdown);
    return sim_end(&errors, status);
}
