/* output.c - the folder of a study. Which study it belongs to is checked before anything is computed into it. */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "../memory.h"
#include "grown.h"
#include "only.h"
#include "output_look.h"
#include "sealed.h"
#include "until.h"

/* Raised whenever a folder's blocks or notes change so that earlier builds cannot read them. */
enum { FORMAT = 3, LARGEST_NOTE = 4096 };

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
    const char *damaged = sim_kept_damaged(out);
    if (damaged != NULL) {
        return sim_fail(errors, SIM_USAGE,
                        "%s: holds another study, and its %s is damaged or cannot be read, so that it cannot grow; run "
                        "the study that the "
                        "folder was made with, which mends it, or choose another output",
                        out, damaged);
    }
    return sim_fail(errors, SIM_USAGE,
                    "%s: holds results of another study (see %s/plan/study.yaml); choose another output", out, out);
}

/** Is a field the same in both texts of a plan? */
static bool same_field(const char *theirs, const char *ours, const char *key)
{
    char a[128], b[128];
    plan_field(theirs, key, a, sizeof a);
    plan_field(ours, key, b, sizeof b);
    return strcmp(a, b) == 0;
}

/** Is the note one of an earlier build, which wrote no checksum, and before that no format? */
static bool is_older_note(const char *path)
{
    static const char *const beginnings[] = { "model: ", "format: 1\n", "format: 2\n" };
    struct sim_errors ignored = { 0 };
    char *text = NULL;
    size_t size = 0;
    bool older = false;

    if (sim_file_read(path, LARGEST_NOTE, &text, &size, &ignored) == SIM_OK && strstr(text, "# checksum") == NULL) {
        for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++)
            older = older || strncmp(text, beginnings[i], strlen(beginnings[i])) == 0;
    }
    sim_errors_free(&ignored);
    free(text);
    return older;
}

/** Refuse the folder where its note is not that of our plan, or damaged. `own`: the plan was made from the folder's own
 * study, so that only another build can have made another plan of it. */
static enum sim_status plan_compare(const struct sim_plan *plan, const char *out, bool own, struct sim_errors *errors)
{
    char ours[1024], *theirs = NULL, *path = sim_path_join(out, "plan/plan.txt");
    enum sim_status status = path == NULL          ? sim_fail(errors, SIM_MEMORY, "no memory")
                             : is_older_note(path) ? refuse_older(out, errors)
                                                   : sim_sealed_read(path, LARGEST_NOTE, &theirs, errors);

    plan_text(plan, ours, sizeof ours);
    if (status == SIM_OK && own && !(same_field(theirs, ours, "seed") && same_field(theirs, ours, "runs"))) {
        status = sim_fail(errors, SIM_DATA,
                          "%s: plan/study.yaml and plan/plan.txt are of two studies: one of them was put there", out);
    } else if (status == SIM_OK && strcmp(ours, theirs) != 0) {
        bool older = !same_field(theirs, ours, "format") || (own && same_field(theirs, ours, "model"));
        status = older ? refuse_older(out, errors) : refuse_other(out, theirs, ours, errors);
    }
    free(path);
    free(theirs);
    return status;
}

enum sim_status sim_output_is_still_of(const struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    struct sim_errors why = { 0 };
    enum sim_status status = plan_compare(plan, out, false, &why);

    bool there = sim_folder_has(out, "plan/plan.txt");

    if (!there && !sim_folder_has(out, "earlier/1")) {
        status = sim_fail(errors, SIM_IO, "%s: another process has finished the study and removed the folder", out);
    } else if (status == SIM_USAGE || !there) {
        status = sim_fail(
            errors, SIM_USAGE,
            "%s: another process has meanwhile made the study in it larger; what was computed here is kept", out);
    } else {
        sim_errors_take(errors, &why);
    }
    sim_errors_free(&why);
    return status;
}

bool sim_output_is_of(const struct sim_plan *plan, const char *out)
{
    struct sim_errors ignored = { 0 };
    bool is = plan_compare(plan, out, false, &ignored) == SIM_OK;
    sim_errors_free(&ignored);
    return is;
}

bool sim_output_is_of_other(const struct sim_plan *plan, const char *out)
{
    bool grows = sim_folder_has(out, "earlier/1") && !sim_folder_has(out, "plan/plan.txt");
    return grows || sim_kept_study(plan, out) == SIM_KEPT_OTHER;
}

/** Remove what an `until` has decided: if the plan of the folder is lost, the study of the decision is unknown. It is
 * decided again from the blocks. */
static enum sim_status forget_decision(const char *out, struct sim_errors *errors)
{
    char *path = sim_path_join(out, "plan/until.txt");
    enum sim_status status = path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : sim_file_remove(path, errors);

    free(path);
    return status;
}

/** Write a damaged note again, if the rest of the folder shows that it is of our plan, or is of none. */
static enum sim_status note_mend(const struct sim_plan *plan, const char *out, const char *note,
                                 struct sim_errors *errors)
{
    struct sim_errors damage = { 0 };
    char ours[1024], *theirs = NULL;
    enum sim_status status = is_older_note(note) ? SIM_OK : sim_sealed_read(note, LARGEST_NOTE, &theirs, &damage);

    if (status == SIM_DATA &&
        (sim_shows_plan(plan, out) || (sim_holds_nothing(out) && sim_kept_study(plan, out) != SIM_KEPT_OTHER))) {
        bool known = sim_kept_study(plan, out) == SIM_KEPT_OURS || sim_results_answer(plan, out, false);
        plan_text(plan, ours, sizeof ours);
        status = known ? SIM_OK : forget_decision(out, errors);
        status = status == SIM_OK ? sim_sealed_publish(note, ours, false, errors) : status;
        sim_sealed_mended(out, note);
    } else if (status == SIM_DATA) {
        status =
            sim_fail(errors, SIM_DATA,
                     "%s: is damaged, and no other file in the folder belongs to this study; run the study that the "
                     "folder was made with, or choose another output",
                     note);
    } else {
        sim_errors_take(errors, &damage);
    }
    sim_errors_free(&damage);
    free(theirs);
    return status;
}

/** Remove the results of another study, unless they alone hold the runs. */
static enum sim_status results_renew(const struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    struct sim_errors ignored = { 0 };
    struct sim_plan decided = *plan; /* by `until`, if it has */
    char *results = sim_path_join(out, "results.h5");
    bool stay = sim_results_answer(plan, out, true) ||
                (sim_until_recall(&decided, out, &ignored) == SIM_OK && sim_only_results(&decided, out, &ignored));
    enum sim_status status = results == NULL ? sim_fail(errors, SIM_MEMORY, "no memory")
                             : stay          ? SIM_OK
                                             : sim_file_remove(results, errors);

    sim_errors_free(&ignored);
    free(results);
    return status;
}

/** Replace the folder's study by ours where it is damaged, or differs in what no run depends on (title, snapshots and
 * the like). Remove the results that were collected for the old one first: results must be those of the study beside
 * them. */
static enum sim_status study_renew(const struct sim_plan *plan, const char *out, const char *path,
                                   struct sim_errors *errors)
{
    int lock = sim_folder_lock(out);
    enum sim_kept kept;
    enum sim_status status = sim_kept_look(plan, path, &kept, errors);

    if (status == SIM_OK && kept != SIM_KEPT_OURS) {
        status = results_renew(plan, out, errors);
        status = status == SIM_OK ? sim_sealed_publish(path, plan->study->text, false, errors) : status;
        if (status == SIM_OK && kept == SIM_KEPT_DAMAGED) {
            sim_sealed_mended(out, path);
        }
    }
    if (lock >= 0) {
        close(lock);
    }
    return status;
}

/** Write our study into a folder without a note. A run that was killed before it wrote its note leaves such a folder: a
 * study for which nothing was computed is replaced. */
static enum sim_status study_write(const struct sim_plan *plan, const char *out, const char *path,
                                   struct sim_errors *errors)
{
    enum sim_kept kept;
    enum sim_status status = sim_sealed_publish(path, plan->study->text, true, errors);

    status = status == SIM_OK ? sim_kept_look(plan, path, &kept, errors) : status;
    if (status == SIM_OK && kept == SIM_KEPT_OTHER && !sim_holds_nothing(out)) {
        status = refuse_other(out, "", "", errors);
    } else if (status == SIM_OK && kept != SIM_KEPT_OURS) {
        status = forget_decision(out, errors);
        status = status == SIM_OK ? sim_sealed_publish(path, plan->study->text, false, errors) : status;
        if (kept == SIM_KEPT_DAMAGED) {
            sim_sealed_mended(out, path);
        }
    }
    return status;
}

/** Write plan/ into a folder that has none. The note is written last: a folder with a note is complete. Two processes
 * with two studies must not each write one of the two files. */
static enum sim_status plan_write(const struct sim_plan *plan, const char *out, const char *study, const char *note,
                                  struct sim_errors *errors)
{
    char text[1024];
    int lock = sim_folder_lock(out);
    enum sim_status status = access(note, F_OK) == 0 ? SIM_OK : study_write(plan, out, study, errors);

    plan_text(plan, text, sizeof text);
    if (status == SIM_OK) {
        status = sim_sealed_publish(note, text, true, errors);
    }
    if (lock >= 0) {
        close(lock);
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
    if (access(note, F_OK) != 0 && errno == EACCES) {
        status = sim_fail(errors, SIM_IO, "%s: cannot open: %s", note, strerror(errno));
    } else if (access(note, F_OK) == 0) {
        status = note_mend(plan, out, note, errors);
        status = status == SIM_OK ? plan_compare(plan, out, false, errors) : status;
        status = status == SIM_OK ? study_renew(plan, out, study, errors) : status;
        status = status == SIM_OK ? sim_folder_make(folders[1], errors) : status; /* it went with its blocks */
    } else if (sim_holds_foreign(out) && !sim_shows_plan(plan, out)) {
        status = sim_fail(errors, SIM_USAGE, "%s: exists already and holds something else; choose another output", out);
    } else {
        status = sim_folder_make(out, errors);
        for (int i = 0; i < 2 && status == SIM_OK; i++)
            status = sim_folder_make(folders[i], errors);
        status = status == SIM_OK ? plan_write(plan, out, study, note, errors) : status;
    }
    for (int i = 0; i < 2 && status == SIM_OK; i++)
        sim_folder_sweep(folders[i]);
out:
    SIM_FREE(folders[0], folders[1], study, note);
    return status;
}

enum sim_status sim_output_reopen(const struct sim_model *model, const char *out, struct sim_study *study,
                                  struct sim_plan *plan, struct sim_errors *errors)
{
    struct sim_overrides as_it_is = { .resolved = true };
    char *path = sim_path_join(out, "plan/study.yaml"), *text = NULL;
    enum sim_status status;

    *study = (struct sim_study){ 0 };
    *plan = (struct sim_plan){ 0 };
    if (path == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "no memory");
    } else if (access(path, F_OK) != 0 && errno == EACCES) {
        status = sim_fail(errors, SIM_IO, "%s: cannot open: %s", path, strerror(errno));
    } else if (access(out, F_OK) != 0) {
        status = sim_fail(errors, SIM_DATA, "%s: there is no such file or folder", out);
    } else if (access(path, F_OK) != 0) {
        status = sim_fail(errors, SIM_DATA, "%s: is not an output of this program (it has no plan/study.yaml)", out);
    } else if (sim_folder_has(out, "plan/match.txt")) {
        status = sim_fail(errors, SIM_DATA,
                          "%s: holds matched worlds and no results; `match` of %s/plan/study.yaml goes on with them; "
                          "to run a study in them, write worlds: %s/worlds.csv into it",
                          out, out, out);
    } else {
        status = sim_sealed_read(path, SIM_LARGEST_STUDY, &text, errors);
    }
    if (status == SIM_OK) {
        as_it_is.text = text;
        status = sim_study_init(study, model, path, &as_it_is, errors);
    }
    if (status == SIM_OK) {
        status = sim_plan_init(plan, model, study, model->kernels[0]->real_bytes, errors);
    }
    if (status == SIM_OK) { /* without its note, or with a damaged one, the study itself tells what the plan is */
        struct sim_errors damage = { 0 };
        status = sim_folder_has(out, "plan/plan.txt") ? plan_compare(plan, out, true, &damage) : SIM_OK;
        status = sim_errors_forgive(errors, status, &damage);
    }
    if (status == SIM_OK) {
        status = sim_until_recall(plan, out, errors);
        sim_grown_recall(plan, out);
    }
    free(text);
    free(path);
    return status;
}

enum sim_status sim_output_verify(const char *out, struct sim_errors *errors)
{
    static const char *const files[] = { "plan/study.yaml", "plan/plan.txt", "plan/until.txt", "plan/grown.txt" };
    enum sim_status status = SIM_OK;

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        status = sim_sealed_verify(out, files[i], SIM_LARGEST_STUDY, errors) == SIM_OK ? status : SIM_DATA;
    return status;
}

void sim_output_remove(const struct sim_plan *plan, const char *out)
{
    struct sim_errors ignored = { 0 };
    char *note = sim_path_join(out, "plan/plan.txt");

    if (note != NULL && (access(note, F_OK) != 0 || plan_compare(plan, out, false, &ignored) == SIM_OK)) {
        sim_output_clear(AT_FDCWD, out);
    }
    sim_errors_free(&ignored);
    free(note);
}
