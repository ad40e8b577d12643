/* output.c - the folder of a study. Which study it belongs to is checked before anything is computed into it. */
#include "output.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "only.h"
#include "until.h"

/* Raised whenever a folder's blocks or notes change so that earlier builds cannot read them. */
enum { FORMAT = 2, LARGEST_STUDY = 64 << 20 };

static void plan_text(const struct sim_plan *plan, char *text, size_t size)
{
    snprintf(text, size,
             "format: %d\nmodel: %s\nversion: %s\nseed: %llu\nruns: %ld\nblock_runs: %ld\nplan: %016llx%016llx\n",
             FORMAT, plan->model->name, plan->model->version, (unsigned long long)plan->study->seed, plan->most_runs,
             plan->block_runs, (unsigned long long)plan->hash[1], (unsigned long long)plan->hash[0]);
}

/** Value of "key: " in the text of a plan, into `value`; empty if it is not there. */
static void plan_field(const char *text, const char *key, char *value, size_t size)
{
    size_t length = strlen(key);
    value[0] = '\0';
    for (const char *line = text; line != NULL && *line != '\0'; line = strchr(line, '\n'), line += line != NULL)
        if (strncmp(line, key, length) == 0 && strncmp(line + length, ": ", 2) == 0) {
            snprintf(value, size, "%.*s", (int)strcspn(line + length + 2, "\n"), line + length + 2);
            return;
        }
}

/** The folder's blocks or plan are such as this build would not have made from the same study. */
static enum sim_status refuse_older(const char *out, struct sim_errors *errors)
{
    return sim_fail(errors, SIM_USAGE,
                    "%s: was computed by another version of this program, and this one cannot read its blocks; Python "
                    "and R still read its results.h5; to go on, compute %s/plan/study.yaml into another folder",
                    out, out);
}

/** Say what makes the folder's plan another one than ours. */
static enum sim_status refuse_other(const char *out, const char *theirs, const char *ours, struct sim_errors *errors)
{
    static const char *const keys[][2] = { { "model", "model" },
                                           { "version", "version of the model" },
                                           { "seed", "seed" } };
    char a[128], b[128];

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        plan_field(theirs, keys[i][0], a, sizeof a);
        plan_field(ours, keys[i][0], b, sizeof b);
        if (strcmp(a, b) != 0) {
            return sim_fail(errors, SIM_USAGE, "%s: holds results of another %s (%s, not %s); choose another output",
                            out, keys[i][1], a, b);
        }
    }
    return sim_fail(errors, SIM_USAGE,
                    "%s: holds results of another study (see %s/plan/study.yaml); choose another output, or remove it",
                    out, out);
}

/** Is a field the same in both texts of a plan? */
static bool same_field(const char *theirs, const char *ours, const char *key)
{
    char a[128], b[128];
    plan_field(theirs, key, a, sizeof a);
    plan_field(ours, key, b, sizeof b);
    return strcmp(a, b) == 0;
}

/** Refuse the folder where its note is not that of our plan. `own`: the plan was made from the folder's own study, so
 * that only another build can have made another plan of it. */
static enum sim_status plan_compare(const struct sim_plan *plan, const char *out, bool own, struct sim_errors *errors)
{
    char ours[1024], *theirs = NULL, *path = sim_path_join(out, "plan/plan.txt");
    size_t size = 0;
    enum sim_status status =
        path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : sim_file_read(path, 4096, &theirs, &size, errors);

    plan_text(plan, ours, sizeof ours);
    if (status == SIM_OK && strcmp(ours, theirs) != 0) {
        bool older = !same_field(theirs, ours, "format") || (own && same_field(theirs, ours, "model"));
        status = older ? refuse_older(out, errors) : refuse_other(out, theirs, ours, errors);
    }
    free(path);
    free(theirs);
    return status;
}

/** Does the folder `out` hold anything that is not part of an output? */
static bool is_foreign(const char *out)
{
    DIR *folder = opendir(out);
    bool foreign = false;

    for (const struct dirent *entry = NULL; folder != NULL && (entry = readdir(folder)) != NULL;)
        foreign = foreign || (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
                              strcmp(entry->d_name, "plan") != 0 && strcmp(entry->d_name, "blocks") != 0 &&
                              strcmp(entry->d_name, "log") != 0);
    if (folder != NULL) {
        closedir(folder);
    }
    return foreign;
}

/** Refuse the folder where its study is another one. A run that was killed after it wrote its study and before it wrote
 * its note leaves such a folder. */
static enum sim_status study_compare(const struct sim_plan *plan, const char *out, const char *path,
                                     struct sim_errors *errors)
{
    char *theirs = NULL;
    size_t size = 0;
    enum sim_status status = sim_file_read(path, LARGEST_STUDY, &theirs, &size, errors);

    if (status == SIM_OK && strcmp(theirs, plan->study->text) != 0) {
        status = refuse_other(out, "", "", errors);
    }
    free(theirs);
    return status;
}

/** Replace the folder's study by ours where the two differ in what no run depends on (title, snapshots and the like).
 * Remove the results that were collected for the old one first: results must be those of the study beside them.
 * A results file that alone holds the runs stays, and is collected anew. */
static enum sim_status study_renew(const struct sim_plan *plan, const char *out, const char *path,
                                   struct sim_errors *errors)
{
    char *theirs = NULL, *results = sim_path_join(out, "results.h5");
    size_t size = 0;
    enum sim_status status = results == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;

    if (status == SIM_OK && access(path, F_OK) == 0) {
        status = sim_file_read(path, LARGEST_STUDY, &theirs, &size, errors);
    }
    if (status == SIM_OK && (theirs == NULL || strcmp(theirs, plan->study->text) != 0)) {
        struct sim_errors ignored = { 0 };
        struct sim_plan decided = *plan; /* by `until`, if it has */
        bool only = sim_until_recall(&decided, out, &ignored) == SIM_OK && sim_only_results(&decided, out, &ignored);
        status = only ? SIM_OK : sim_file_remove(results, errors);
        sim_errors_free(&ignored);
        if (status == SIM_OK) {
            status = sim_file_publish(path, plan->study->text, strlen(plan->study->text), false, errors);
        }
    }
    free(theirs);
    free(results);
    return status;
}

/** Write plan/ into a folder that has none. The note is written last: a folder with a note is complete. */
static enum sim_status plan_write(const struct sim_plan *plan, const char *out, const char *study, const char *note,
                                  struct sim_errors *errors)
{
    char text[1024];
    enum sim_status status = sim_file_publish(study, plan->study->text, strlen(plan->study->text), true, errors);

    plan_text(plan, text, sizeof text);
    if (status == SIM_OK) {
        status = study_compare(plan, out, study, errors);
    }
    if (status == SIM_OK) {
        status = sim_file_publish(note, text, strlen(text), true, errors);
    }
    if (status == SIM_OK) { /* another writer may have been first */
        status = plan_compare(plan, out, false, errors);
    }
    return status;
}

enum sim_status sim_output_open(const struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    char *folders[2] = { sim_path_join(out, "plan"), sim_path_join(out, "blocks") };
    char *study = sim_path_join(out, "plan/study.yaml"), *note = sim_path_join(out, "plan/plan.txt");
    enum sim_status status = SIM_OK;

    if (folders[0] == NULL || folders[1] == NULL || study == NULL || note == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "no memory");
        goto out;
    }
    if (access(note, F_OK) == 0) {
        status = plan_compare(plan, out, false, errors);
        status = status == SIM_OK ? study_renew(plan, out, study, errors) : status;
        status = status == SIM_OK ? sim_folder_make(folders[1], errors) : status; /* it went with its blocks */
    } else if (is_foreign(out)) {
        status =
            sim_fail(errors, SIM_USAGE, "%s: is there already and holds something else; choose another output", out);
    } else {
        status = sim_folder_make(out, errors);
        for (int i = 0; i < 2 && status == SIM_OK; i++)
            status = sim_folder_make(folders[i], errors);
        status = status == SIM_OK ? plan_write(plan, out, study, note, errors) : status;
    }
    for (int i = 0; i < 2 && status == SIM_OK; i++)
        sim_folder_sweep(folders[i]);
out:
    free(folders[0]);
    free(folders[1]);
    free(study);
    free(note);
    return status;
}

enum sim_status sim_output_reopen(const struct sim_model *model, const char *out, struct sim_study *study,
                                  struct sim_plan *plan, struct sim_errors *errors)
{
    struct sim_overrides none = { .resolved = true };
    char *path = sim_path_join(out, "plan/study.yaml");
    enum sim_status status;

    *study = (struct sim_study){ 0 };
    *plan = (struct sim_plan){ 0 };
    if (path == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "no memory");
    } else if (access(path, F_OK) != 0) {
        status = sim_fail(errors, SIM_DATA, "%s: is not an output of this program (it has no plan/study.yaml)", out);
    } else {
        status = sim_study_init(study, model, path, &none, errors);
    }
    if (status == SIM_OK) {
        status = sim_plan_init(plan, model, study, model->kernels[0]->real_bytes, errors);
    }
    if (status == SIM_OK) {
        status = plan_compare(plan, out, true, errors);
    }
    if (status == SIM_OK) {
        status = sim_until_recall(plan, out, errors);
    }
    free(path);
    return status;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

enum sim_status sim_output_remove(const char *folder, struct sim_errors *errors)
{
    return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS) == 0
               ? SIM_OK
               : sim_fail(errors, SIM_IO, "%s: cannot be removed, though it is no longer needed: %s", folder,
                          strerror(errno));
}
