/* study_outline.c - what a study says of itself: its title, length, seed, replicates, histories and design. */
#include <stdio.h>
#include <string.h>

#include "reading.h"

void sim_read_start(struct sim_reading *reading, const struct sim_node *node)
{
    int year = 0, month = 0;
    char problem[200] = "start wants a year and month, such as 2010-04";

    if (node->kind != SIM_SCALAR || sim_date_of(node->text, &year, &month, problem, sizeof problem) != SIM_DATE) {
        sim_at(reading, node, "%s", problem);
        return;
    }
    snprintf(reading->study->start, sizeof reading->study->start, "%04u-%02u", (unsigned)year % 10000,
             (unsigned)month % 100);
}

static void histories_read(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    const struct sim_names names = SIM_NAMES(model->histories, model->histories_count);
    int word = node->kind == SIM_SCALAR ? sim_word_index("none all", node->text) : -1;

    if (node->kind != SIM_LIST && word < 0) {
        sim_at(reading, node, "histories wants all, none, or a list of names");
        return;
    }
    for (int i = 0; i < names.count; i++)
        reading->study->histories[i] = word == 1;
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        int which = sim_read_name(reading, member, "history", names);
        if (which >= 0) {
            reading->study->histories[which] = true;
        }
    }
}

static void until_read(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    struct sim_until *until = &reading->study->until;
    const struct sim_node *outcome = node->kind == SIM_MAP ? sim_key_node(node, SIM_KEY_until_outcome) : NULL;

    bool known = node->kind != SIM_MAP || sim_refuse_unknown(reading, node, SIM_SCOPE_until, NULL);
    if (outcome == NULL || outcome->kind != SIM_SCALAR || sim_key_node(node, SIM_KEY_until_half_width) == NULL) {
        if (known) {
            sim_at(reading, node, "until wants { outcome: name, half_width: number, at_most: replicates }");
        }
        return;
    }
    until->outcome = sim_read_outcome(reading, outcome);
    if (until->outcome >= 0 && model->outcomes[until->outcome].choices != NULL) {
        sim_at(reading, outcome, "'%s' is one of %s: it has no mean", outcome->text,
               model->outcomes[until->outcome].choices);
    }
    until->half_width = sim_key_real(reading, node, SIM_KEY_until_half_width);
    until->at_most = sim_key_whole(reading, node, SIM_KEY_until_at_most);
}

/** A file says how many replicates, or what decides on it, but not both. What it says replaces what its parents say. */
static void refuse_both(struct sim_reading *reading, const struct sim_node *root)
{
    const struct sim_node *replicates = sim_key_node(root, SIM_KEY_study_replicates);
    if (replicates != NULL && sim_key_node(root, SIM_KEY_study_until) != NULL) {
        sim_at_key(reading, replicates, "replicates and until: a study has one of them; until has its own `at_most`");
    }
}

/** A file that has a design or worlds replaces both of its parents'. Worlds are read when the arms are there. */
static void worlds_note(struct sim_reading *reading, const struct sim_node *root)
{
    const struct sim_node *worlds = sim_key_node(root, SIM_KEY_study_worlds);

    if (worlds != NULL || sim_key_node(root, SIM_KEY_study_design) != NULL) {
        if (worlds == NULL && reading->worlds.node != NULL) {
            sim_note(&reading->study->notes,
                     "%s: its design replaces the worlds of %s; give `worlds:` beside it to keep them", reading->path,
                     reading->worlds.path);
        }
        sim_design_free(&reading->study->design);
        reading->worlds = (struct sim_spot){ reading->path, worlds };
    }
}

void sim_read_outline(struct sim_reading *reading, const struct sim_node *root)
{
    struct sim_study *study = reading->study;

    refuse_both(reading, root);
    worlds_note(reading, root);
    for (const struct sim_node *node = root->first; node != NULL; node = node->next) {
        const struct sim_key *key = sim_scope_key(SIM_SCOPE_study, node->key);
        switch (key == NULL ? SIM_KEYS : (enum sim_key_id)(key - sim_keys)) {
        case SIM_KEY_study_title:
            sim_read_text(reading, node, &study->title, false);
            break;
        case SIM_KEY_study_question:
            sim_read_text(reading, node, &study->question, true);
            break;
        case SIM_KEY_study_months:
            study->months = (int)sim_read_whole(reading, node, key->low, key->high, study->months);
            break;
        case SIM_KEY_study_seed:
            study->seed = (uint64_t)sim_read_whole(reading, node, key->low, key->high, (long)study->seed);
            break;
        case SIM_KEY_study_replicates:
            study->replicates = sim_read_whole(reading, node, key->low, key->high, study->replicates);
            study->until.outcome = -1; /* of what the study extends */
            break;
        case SIM_KEY_study_until:
            until_read(reading, node);
            break;
        case SIM_KEY_study_histories:
            histories_read(reading, node);
            break;
        case SIM_KEY_study_design:
            sim_read_design(reading, node);
            break;
        default: /* a world's, or read when the worlds are there */
            break;
        }
    }
}
