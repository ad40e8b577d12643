/* match_folder.c - checks whose folder it is before anything is computed. */
#include "match_folder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "sealed.h"

enum { FORMAT = 1, LARGEST_NOTE = 4096 };

static void note_text(const struct sim_wave *wave, char *text, size_t size)
{
    snprintf(text, size, "format: %d\nmodel: %s\nversion: %s\nseed: %llu\nmatching: %016llx%016llx\n", FORMAT,
             wave->model->name, wave->model->version, (unsigned long long)wave->study.seed,
             (unsigned long long)wave->hash[1], (unsigned long long)wave->hash[0]);
}

/** Does the folder hold anything that no matching has made? */
static bool holds_foreign(const char *out)
{
    DIR *folder = opendir(out);
    bool foreign = false;

    for (const struct dirent *entry = NULL; folder != NULL && !foreign && (entry = readdir(folder)) != NULL;)
        foreign = strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
                  strcmp(entry->d_name, "plan") != 0 && strcmp(entry->d_name, "log") != 0 &&
                  strncmp(entry->d_name, "worlds", strlen("worlds")) != 0;
    if (folder != NULL) {
        closedir(folder);
    } else {
        foreign = access(out, F_OK) == 0; /* no folder */
    }
    return foreign || sim_folder_has(out, "plan/plan.txt");
}

/** The first line in which two notes differ, without its value: "seed". Empty if they are the same. */
static void first_difference(const char *theirs, const char *ours, char *key, size_t size)
{
    key[0] = '\0';
    while (*ours != '\0' && key[0] == '\0') {
        size_t length = strcspn(ours, "\n") + 1;
        if (strncmp(theirs, ours, length) != 0) {
            snprintf(key, size, "%.*s", (int)strcspn(ours, ":"), ours);
        }
        ours += length;
        theirs += strnlen(theirs, length);
    }
}

/** Compare the folder's note with ours. *there: does it exist, undamaged? */
static enum sim_status note_compare(const char *note, const char *ours, const char *out, bool *there,
                                    struct sim_errors *errors)
{
    struct sim_errors damage = { 0 };
    char *theirs = NULL, key[32];
    enum sim_status status = sim_sealed_read(note, LARGEST_NOTE, &theirs, &damage);

    *there = status == SIM_OK;
    if (status == SIM_OK) {
        first_difference(theirs, ours, key, sizeof key);
        if (strcmp(key, "matching") == 0) {
            status = sim_fail(errors, SIM_USAGE,
                              "%s: holds worlds of another study, or matched to other patterns (see "
                              "%s/plan/study.yaml); choose another output",
                              out, out);
        } else if (key[0] != '\0') {
            status = sim_fail(errors, SIM_USAGE, "%s: holds worlds of another %s; choose another output", out, key);
        }
    } else if (status == SIM_DATA) {
        sim_sealed_mended(out, note);
    }
    free(theirs);
    return sim_errors_forgive(errors, status, &damage);
}

/** Write what the folder lacks, and the study as it is now. */
static enum sim_status folder_write(const char *out, const char *study, const char *text, const char *note,
                                    const char *ours, bool noted, struct sim_errors *errors)
{
    static const char *const folders[] = { "plan", "worlds" };
    enum sim_status status = sim_folder_make(out, errors);

    for (int i = 0; i < 2 && status == SIM_OK; i++) {
        char *path = sim_path_join(out, folders[i]);
        status = path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : sim_folder_make(path, errors);
        if (status == SIM_OK) {
            sim_folder_sweep(path);
        }
        free(path);
    }
    status = status == SIM_OK ? sim_sealed_publish(study, text, false, errors) : status;
    return status == SIM_OK && !noted ? sim_sealed_publish(note, ours, false, errors) : status;
}

enum sim_status sim_match_folder_open(const struct sim_wave *wave, const char *text, const char *out,
                                      struct sim_errors *errors)
{
    char ours[1024], *note = sim_path_join(out, "plan/match.txt"), *study = sim_path_join(out, "plan/study.yaml");
    bool noted = false;
    enum sim_status status = note == NULL || study == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;

    note_text(wave, ours, sizeof ours);
    if (status == SIM_OK && access(note, F_OK) == 0) {
        status = note_compare(note, ours, out, &noted, errors);
    } else if (status == SIM_OK && holds_foreign(out)) {
        status = sim_fail(errors, SIM_USAGE, "%s: exists already and holds something else; choose another output", out);
    }
    if (status == SIM_OK) {
        status = folder_write(out, study, text, note, ours, noted, errors);
    }
    free(note);
    free(study);
    return status;
}
