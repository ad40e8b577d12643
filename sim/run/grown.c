/* grown.c - keeps and finds what a study grew from. */
#include "grown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "sealed.h"

#define GROWS_BY "the study grows by replicates " /* in the log; see sim_grow_sentence() */

enum { LONGEST = 1024, LONGEST_LOG = 16 << 20 };
static const char NAME[] = "plan/grown.txt", LAYOUT[] = "replicates: %ld\npoints: %ld\n";

struct sim_grown sim_grown_from(const struct sim_plan *then, const struct sim_plan *now)
{
    struct sim_grown grown = then->grown;
    if (now->replicates > then->replicates) {
        grown.replicates = then->replicates;
    }
    if (now->points > then->points && sim_plan_samples_worlds(now)) {
        grown.points = then->points;
    }
    return grown;
}

static bool has_grown(struct sim_grown grown)
{
    return grown.replicates > 0 || grown.points > 0;
}

enum sim_status sim_grown_keep(struct sim_grown grown, const char *out, struct sim_errors *errors)
{
    char text[LONGEST], *folder = sim_path_join(out, "plan"), *path = sim_path_join(out, NAME);
    enum sim_status status = folder == NULL || path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;

    snprintf(text, sizeof text, LAYOUT, grown.replicates, grown.points);
    if (status == SIM_OK && has_grown(grown)) {
        status = sim_folder_make(folder, errors);
        status = status == SIM_OK ? sim_sealed_publish(path, text, false, errors) : status;
    } else if (status == SIM_OK) {
        status = sim_file_remove(path, errors);
    }
    free(folder);
    free(path);
    return status;
}

/** What the last line of the log about a growth says. */
static struct sim_grown told_by_log(const char *out)
{
    struct sim_errors ignored = { 0 }; /* a log that cannot be read tells nothing */
    struct sim_grown grown = { 0 };
    char *log = sim_path_join(out, "log"), *text = NULL;
    size_t size = 0;

    if (log != NULL && sim_file_read(log, LONGEST_LOG, &text, &size, &ignored) == SIM_OK) {
        for (const char *at = text; (at = strstr(at, GROWS_BY)) != NULL; at++) {
            long replicates = strtol(at + strlen(GROWS_BY), NULL, 10);
            grown.replicates = replicates > 0 ? replicates : grown.replicates;
        }
    }
    sim_errors_free(&ignored);
    free(text);
    free(log);
    return grown;
}

/** What the file at `path` says; false where it says nothing that can be believed. */
static bool read_kept(const char *path, struct sim_grown *grown)
{
    struct sim_errors ignored = { 0 };
    char *text = NULL;
    bool whole = sim_sealed_read(path, LONGEST, &text, &ignored) == SIM_OK &&
                 sscanf(text, LAYOUT, &grown->replicates, &grown->points) == 2;

    sim_errors_free(&ignored);
    free(text);
    return whole;
}

void sim_grown_recall(struct sim_plan *plan, const char *out)
{
    struct sim_grown grown = { 0 };
    char *path = sim_path_join(out, NAME);

    if (path != NULL && (read_kept(path, &grown) || (grown = told_by_log(out)).replicates > 0)) {
        plan->grown = grown;
    }
    free(path);
}

enum sim_status sim_grown_restore(struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    struct sim_grown grown = { 0 };
    char *path = sim_path_join(out, NAME);
    bool there = path != NULL && access(path, F_OK) == 0, whole = there && read_kept(path, &grown);
    enum sim_status status = SIM_OK;

    sim_grown_recall(plan, out);
    if (!whole && (there || has_grown(plan->grown))) {
        status = sim_grown_keep(plan->grown, out, errors);
    }
    if (status == SIM_OK && there && !whole) {
        sim_sealed_mended(out, path);
    }
    free(path);
    return status;
}
