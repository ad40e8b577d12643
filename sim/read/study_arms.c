/* study_arms.c - the worlds that a study compares. */
#include <stdlib.h>
#include <string.h>

#include "chain.h"
#include "reading.h"

/** One more arm that is like `base`; NULL without memory. */
static struct sim_arm *arm_add(struct sim_reading *reading, const struct sim_arm *base, const char *name)
{
    struct sim_study *study = reading->study;
    struct sim_arm *more = realloc(study->arms, (size_t)(study->arms_count + 1) * sizeof *more);
    if (more == NULL) {
        return NULL;
    }
    study->arms = more;
    if (!sim_arm_copy(&more[study->arms_count], base, reading->model, name)) {
        sim_arm_free(&more[study->arms_count], reading->model);
        return NULL;
    }
    return &more[study->arms_count++];
}

/** The scenario that the last arms extended: read once, however many arms follow each other with it. More than one are
 * not kept, since they may be large. */
struct scenario {
    char *path;
    struct sim_chain chain;
};

static void scenario_free(struct scenario *self)
{
    sim_chain_free(&self->chain);
    free(self->path);
    *self = (struct scenario){ 0 };
}

/** The scenario that an arm extends, with all that extends in turn, into the arm. */
static void arm_extend(struct sim_reading *reading, struct scenario *last, struct sim_arm *arm,
                       const struct sim_node *extends)
{
    const char *own_path = reading->path;
    char *path = sim_path_beside(own_path, extends, reading->errors);

    if (path == NULL) {
        return;
    }
    if (last->path == NULL || strcmp(last->path, path) != 0) {
        scenario_free(last);
        last->path = path;
        sim_chain_init(&last->chain, path, NULL, SIM_LARGEST_FILE, reading->errors);
    } else {
        free(path);
    }
    for (int i = last->chain.count - 1; i >= 0; i--) {
        reading->path = last->chain.paths[i];
        sim_read_world(reading, arm, last->chain.roots[i], SIM_OF_SCENARIO);
    }
    reading->path = own_path;
}

/** Is this an arm, and is there room for it? Complains where not. */
static bool may_be_arm(struct sim_reading *reading, const struct sim_node *member)
{
    bool empty = member->kind == SIM_SCALAR && member->text[0] == '\0' && !member->quoted;

    if (member->key[0] == '\0' || strlen(member->key) > SIM_LONGEST_ARM) {
        sim_at_key(reading, member, "an arm has a name of 1 to %d characters", SIM_LONGEST_ARM);
        return false;
    }
    if (!sim_is_plain_text(member->key, false)) {
        sim_at_key(reading, member, "the name of an arm holds a control character or a line break");
    }
    if (strchr(member->key, '/') != NULL || member->key[0] == '.') {
        sim_at_key(reading, member, "the name of an arm begins with a dot or holds a slash, as paths do");
    }
    if (member->kind != SIM_MAP && !empty) {
        sim_at(reading, member, "arm '%s' wants settings: { parameter: value, ... }, or {}", member->key);
    }
    return member->kind == SIM_MAP || empty;
}

static void arm_read(struct sim_reading *reading, struct scenario *last, const struct sim_arm *base,
                     const struct sim_node *member)
{
    const struct sim_node *extends = sim_key_node(member, SIM_KEY_arm_extends);
    struct sim_arm *arm = arm_add(reading, base, member->key);

    if (arm == NULL) {
        sim_at(reading, member, "no memory for another arm");
        return;
    }
    if (extends != NULL) {
        arm_extend(reading, last, arm, extends);
    }
    sim_read_world(reading, arm, member, SIM_OF_ARM);
}

long sim_path_points(const struct sim_reading *reading, const struct sim_arm *arm)
{
    long points = 0;
    for (int i = 0; i < reading->model->params.count; i++)
        points += arm->paths[i].count;
    return points;
}

void sim_read_arms(struct sim_reading *reading, const struct sim_arm *base, const struct sim_node *node)
{
    if (node == NULL) {
        if (arm_add(reading, base, "only") == NULL) {
            sim_fail(reading->errors, SIM_MEMORY, "no memory");
        }
        return;
    }
    if (node->kind != SIM_MAP || node->first == NULL) {
        sim_at(reading, node, "arms are { name: { setting: value, ... }, ... }");
        return;
    }
    struct scenario last = { 0 };
    long points = 0;
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        if (points > SIM_MOST_PATH_POINTS) {
            sim_at_key(reading, member, "paths of all arms so far have more than %d points", SIM_MOST_PATH_POINTS);
            break;
        }
        if (reading->study->arms_count == SIM_MOST_ARMS) {
            sim_at_key(reading, member, "a study has at most %d arms", SIM_MOST_ARMS);
            break;
        }
        if (may_be_arm(reading, member)) {
            arm_read(reading, &last, base, member);
            points += reading->study->arms_count == 0
                          ? 0
                          : sim_path_points(reading, &reading->study->arms[reading->study->arms_count - 1]);
        }
    }
    scenario_free(&last);
}
