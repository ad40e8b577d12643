/* output_look.c - what lies in an output folder; changes nothing. */
#include "output_look.h"

#include <dirent.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "only.h"
#include "sealed.h"

const char *sim_kept_damaged(const char *out)
{
    static const char *const files[] = { "plan/study.yaml", "plan/until.txt" };
    const char *damaged = sim_folder_has(out, files[0]) ? NULL : files[0]; /* not every study has an `until` */

    for (int i = 0; i < 2 && damaged == NULL; i++) {
        struct sim_errors ignored = { 0 };
        damaged = sim_sealed_verify(out, files[i], SIM_LARGEST_STUDY, &ignored) == SIM_OK ? NULL : files[i];
        sim_errors_free(&ignored);
    }
    return damaged;
}

bool sim_holds_foreign(const char *out)
{
    DIR *folder = opendir(out);
    bool foreign = false;

    for (const struct dirent *entry = NULL; folder != NULL && (entry = readdir(folder)) != NULL;)
        foreign = foreign || (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
                              strcmp(entry->d_name, "plan") != 0 && strcmp(entry->d_name, "blocks") != 0 &&
                              strcmp(entry->d_name, "earlier") != 0 && strcmp(entry->d_name, "log") != 0);
    if (folder != NULL) {
        closedir(folder);
    }
    return foreign;
}

enum sim_status sim_kept_look(const struct sim_plan *plan, const char *path, enum sim_kept *kept,
                              struct sim_errors *errors)
{
    struct sim_errors damage = { 0 };
    char *theirs = NULL;
    enum sim_status status = SIM_OK;

    *kept = SIM_KEPT_NONE;
    if (access(path, F_OK) == 0) {
        status = sim_sealed_read(path, SIM_LARGEST_STUDY, &theirs, &damage);
        *kept = theirs == NULL                           ? SIM_KEPT_DAMAGED
                : strcmp(theirs, plan->study->text) != 0 ? SIM_KEPT_OTHER
                                                         : SIM_KEPT_OURS;
    }
    free(theirs);
    return sim_errors_forgive(errors, status, &damage);
}

enum sim_kept sim_kept_study(const struct sim_plan *plan, const char *out)
{
    struct sim_errors ignored = { 0 };
    char *path = sim_path_join(out, "plan/study.yaml");
    enum sim_kept kept = SIM_KEPT_NONE;

    if (path != NULL && sim_kept_look(plan, path, &kept, &ignored) != SIM_OK) {
        kept = SIM_KEPT_NONE;
    }
    sim_errors_free(&ignored);
    free(path);
    return kept;
}

bool sim_shows_plan(const struct sim_plan *plan, const char *out)
{
    long failed;
    enum sim_kept kept = sim_kept_study(plan, out);
    if (kept == SIM_KEPT_OURS || sim_results_answer(plan, out, false)) {
        return true;
    }
    for (long i = 0; i < plan->blocks && kept != SIM_KEPT_OTHER; i++) /* studies may share blocks */
        if (sim_blocks_peek(plan, out, i, &failed)) {
            return true;
        }
    return false;
}

bool sim_holds_nothing(const char *out)
{
    char *blocks = sim_path_join(out, "blocks");
    DIR *folder = blocks == NULL ? NULL : opendir(blocks);
    bool nothing = !sim_folder_has(out, "results.h5") && !sim_folder_has(out, "earlier");

    for (const struct dirent *entry = NULL; folder != NULL && (entry = readdir(folder)) != NULL;)
        nothing = nothing && fnmatch("[0-9]*.block*", entry->d_name, 0) != 0;
    if (folder != NULL) {
        closedir(folder);
    }
    free(blocks);
    return nothing;
}
