/* tell_arms.c - what differs between arms, and what may be a mistake. */
#include <stdio.h>
#include <string.h>

#include "../read/reading.h"
#include "tell.h"

enum { MOST_POINTS = 8 };

static void put_value(const struct sim_study *study, int param, double value)
{
    char text[128];
    sim_param_text(&study->model->params.list[param], value, text, sizeof text);
    printf("%s", text);
}

/** "1 in 2010-04, then straight to 0.7 in 2017-03"; of a long path its ends. */
static void put_path(const struct sim_study *study, int param, const struct sim_path *path)
{
    for (int i = 0; i < path->count; i++) {
        char date[16];
        if (path->count > MOST_POINTS && i == 2) {
            printf(", ... %d points in all", path->count);
            i = path->count - 1;
        }
        sim_month_text(study, (int)path->month[i], date, sizeof date);
        printf("%s", i == 0 ? "" : path->linear ? ", straight to " : ", then ");
        put_value(study, param, path->value[i]);
        printf(" in %s", date);
    }
}

static void put_setting(const struct sim_study *study, const struct sim_arm *arm, int param)
{
    printf("  %s: ", study->model->params.list[param].name);
    if (arm->paths[param].count > 0) {
        put_path(study, param, &arm->paths[param]);
    } else {
        put_value(study, param, arm->values[param]);
    }
    printf("\n");
}

/** Is a parameter of two arms the same in every month of the run? */
static bool same_values(const struct sim_study *study, const struct sim_arm *a, const struct sim_arm *b, int param)
{
    bool moves = a->paths[param].count > 0 || b->paths[param].count > 0, same = true;
    for (int month = 0; same && month < (moves ? study->months : 1); month++) {
        double x = sim_arm_value(a, param, month), y = sim_arm_value(b, param, month);
        same = x == y || (x != x && y != y); /* NAN: neither has such a row */
    }
    return same;
}

static bool same_table(const struct sim_table_spec *spec, const struct sim_table *a, const struct sim_table *b)
{
    size_t cells = (size_t)a->rows * (size_t)spec->columns_count;
    bool same = a->rows == b->rows;
    for (int i = 0; same && !spec->links && i < a->rows; i++)
        same = strcmp(a->names[i], b->names[i]) == 0;
    return same && (cells == 0 || memcmp(a->cells, b->cells, cells * sizeof(double)) == 0);
}

static void put_without(const struct sim_model *model, const struct sim_arm *arm, const struct sim_arm *first)
{
    for (int i = 0; i < model->phases_count + model->mechanisms_count; i++) {
        bool out = arm->without[i >> 6] >> (i & 63) & 1, out_first = first->without[i >> 6] >> (i & 63) & 1;
        if (out != out_first) {
            printf("  %s %s\n", out ? "without" : "with",
                   i < model->phases_count ? model->phases[i].name : model->mechanisms[i - model->phases_count].name);
        }
    }
}

void sim_tell_arms(const struct sim_study *study)
{
    const int params = study->model->params.count;
    const struct sim_arm *first = &study->arms[0];
    bool begun = false;

    for (int i = 0; i < params; i++)
        if (!sim_arms_differ(study, i) && first->paths[i].count > 0) {
            printf(begun ? "" : "in all arms:\n");
            put_setting(study, first, i);
            begun = true;
        }
    for (int a = 0; a < study->arms_count && study->arms_count > 1; a++) {
        const struct sim_arm *arm = &study->arms[a];
        printf("arm '%s'%s:\n", arm->name, a == 0 ? ", with which the others are compared" : "");
        for (int i = 0; i < params; i++)
            if (sim_arms_differ(study, i) && arm->values[i] == arm->values[i] &&
                (a == 0 || !same_values(study, arm, first, i))) {
                put_setting(study, arm, i);
            }
        if (a > 0) {
            sim_tell_tables(study, arm);
            put_without(study->model, arm, first);
        }
    }
}

/* --- doubts --- */

static bool is_wholly_beyond(const struct sim_study *study, const struct sim_path *path)
{
    return path != NULL && path->count > 0 && path->month[0] >= study->months;
}

/** Does a path reach beyond the run so that the user should know? Yes if the path is the study's own, or if nothing
 * of it happens within the run. No if a scenario of ten years is run for two. */
static bool is_beyond(const struct sim_study *study, const struct sim_path *path, const char *place)
{
    double last = path->count > 0 ? path->month[path->count - 1] : 0;
    size_t length = strlen(place);
    bool own = path->count > 0 && strncmp(path->where, place, length) == 0 && path->where[length] == ':';
    return last >= study->months && (own || is_wholly_beyond(study, path));
}

/** One line on all of them, with the place of the first of which nothing happens, or else of the first. */
static void say_beyond(const struct sim_study *study, const char *place)
{
    const struct sim_path *first = NULL;
    int params = 0, param = 0;

    for (int i = 0; i < study->model->params.count; i++) {
        bool beyond = false;
        for (int a = 0; a < study->arms_count; a++) {
            const struct sim_path *path = &study->arms[a].paths[i];
            if (is_beyond(study, path, place)) {
                bool before = first == NULL || (!is_wholly_beyond(study, first) && is_wholly_beyond(study, path));
                param = before ? i : param;
                first = before ? path : first;
                beyond = true;
            }
        }
        params += beyond;
    }
    if (first != NULL) {
        char more[32] = "";
        if (params > 1) {
            snprintf(more, sizeof more, " (and %d more)", params - 1);
        }
        printf("%s: '%s'%s follows a path to month %g%s; the last month of the run is %d\n", first->where,
               study->model->params.list[param].name, more, first->month[first->count - 1],
               is_wholly_beyond(study, first) ? ", all of it beyond the run" : "", study->months - 1);
    }
}

static bool same_arms(const struct sim_study *study, const struct sim_arm *a, const struct sim_arm *b)
{
    bool same = memcmp(a->without, b->without, sizeof a->without) == 0;
    for (int t = 0; same && t < study->model->tables_count; t++)
        same = same_table(&study->model->tables[t], &a->tables[t], &b->tables[t]);
    for (int i = 0; same && i < study->model->params.count; i++)
        same = same_values(study, a, b, i);
    return same;
}

void sim_tell_doubts(const struct sim_study *study, const char *place)
{
    say_beyond(study, place);
    for (int i = 0; i < study->own_params; i++)
        if (study->arms[0].given[i] && !sim_is_read(study, i)) {
            printf("look: nothing reads '%s', because the tables list the entities\n",
                   study->model->params.list[i].name);
        }
    for (int a = 1; a < study->arms_count; a++)
        for (int b = 0; b < a; b++)
            if (same_arms(study, &study->arms[a], &study->arms[b])) {
                printf("look: arms '%s' and '%s' are the same: nothing differs between them in any month of the run\n",
                       study->arms[b].name, study->arms[a].name);
                break;
            }
}
