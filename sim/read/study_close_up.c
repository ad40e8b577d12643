/* study_close_up.c - `snapshots: { months: [...], replicates: [...] }` and `events: { replicates: [...] }`. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"

void sim_close_up_free(struct sim_close_up *self)
{
    free(self->replicates);
    free(self->months);
    *self = (struct sim_close_up){ 0 };
}

/** What one list is about, for its complaints. */
struct wanted {
    const char *key, *list, *one; /* "snapshots", "months", "month" */
    long most;                    /* of one number */
};

/** One number of a list, or -1 with a complaint. */
static long number_read(struct sim_reading *reading, const struct wanted *wanted, const struct sim_node *node)
{
    double value = -1;
    if (node->kind != SIM_SCALAR || node->quoted || !sim_number(node->text, &value) || value != floor(value)) {
        sim_at(reading, node, "%s.%s: '%.60s' is not a whole number (a %s, 0..%ld)", wanted->key, wanted->list,
               sim_node_text(node), wanted->one, wanted->most);
        return -1;
    }
    if (value < 0 || value > (double)wanted->most) {
        sim_at(reading, node, "%s.%s: %.60s is outside 0..%ld (%ss are counted from 0)", wanted->key, wanted->list,
               node->text, wanted->most, wanted->one);
        return -1;
    }
    return (long)value;
}

/** A list of rising numbers; *numbers is NULL where it is none, and the complaint says so. */
static void list_read(struct sim_reading *reading, const struct wanted *wanted, const struct sim_node *node,
                      long **numbers, int *count)
{
    int members = node->kind == SIM_LIST ? sim_node_count(node) : 0;
    long last = -1;

    if (members == 0) {
        sim_at(reading, node, "%s.%s wants a list of %ss: [0, ...]", wanted->key, wanted->list, wanted->one);
        return;
    }
    *numbers = calloc((size_t)members, sizeof **numbers);
    if (*numbers == NULL) {
        sim_at(reading, node, "no memory for a list");
        return;
    }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        long number = number_read(reading, wanted, member);
        if (number >= 0 && number <= last) {
            sim_at(reading, member, "%s.%s: %s %ld does not come after %s %ld", wanted->key, wanted->list, wanted->one,
                   number, wanted->one, last);
        }
        last = number >= 0 ? number : last;
        (*numbers)[(*count)++] = number;
    }
}

/** The replicates of either: a list, or else the first. */
static void replicates_read(struct sim_reading *reading, const struct sim_node *node, struct sim_close_up *close_up)
{
    const struct sim_node *replicates = sim_key_node(node, SIM_KEY_events_replicates);
    const struct wanted wanted = { node->key, "replicates", "replicate", reading->study->replicates - 1 };

    if (replicates != NULL) {
        list_read(reading, &wanted, replicates, &close_up->replicates, &close_up->replicates_count);
        return;
    }
    close_up->replicates = calloc(1, sizeof *close_up->replicates);
    close_up->replicates_count = close_up->replicates != NULL;
    if (close_up->replicates == NULL) {
        sim_at(reading, node, "no memory for a replicate");
    }
}

static bool is_none(const struct sim_node *node)
{
    return node->kind == SIM_SCALAR && strcmp(node->text, "none") == 0;
}

void sim_read_snapshots(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_close_up *snapshots = &reading->study->snapshots;
    const struct sim_node *months = node->kind == SIM_MAP ? sim_key_node(node, SIM_KEY_snapshots_months) : NULL;
    const struct wanted wanted = { "snapshots", "months", "month", reading->study->months - 1 };

    if (is_none(node)) {
        return;
    }
    if (node->kind == SIM_MAP && !sim_refuse_unknown(reading, node, SIM_SCOPE_snapshots, NULL) && months == NULL) {
        return;
    }
    if (months == NULL) {
        sim_at(reading, node, "snapshots wants { months: [month, ...], replicates: [replicate, ...] }, or none");
        return;
    }
    if (reading->model->state_count == 0) {
        sim_at_key(reading, node, "snapshots: the model '%s' does not show its state", reading->model->name);
        return;
    }
    list_read(reading, &wanted, months, &snapshots->months, &snapshots->months_count);
    replicates_read(reading, node, snapshots);
}

void sim_read_events(struct sim_reading *reading, const struct sim_node *node)
{
    if (is_none(node)) {
        return;
    }
    if (node->kind != SIM_MAP) {
        sim_at(reading, node, "events wants { replicates: [replicate, ...] }, {} for the first, or none");
        return;
    }
    sim_refuse_unknown(reading, node, SIM_SCOPE_events, NULL);
    if (reading->model->occasions_count == 0) {
        sim_at_key(reading, node, "events: the model '%s' reports no events", reading->model->name);
        return;
    }
    replicates_read(reading, node, &reading->study->events);
}
