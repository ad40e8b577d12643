/* grow.c - changes a folder from one study to a larger one. */
#include "grow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "differ.h"
#include "grow_source.h"
#include "grown.h"
#include "only.h"
#include "output.h"
#include "output_look.h"

long sim_runs_there(const struct sim_plan *plan, const char *folder)
{
    long runs = 0;
    if (sim_results_hold_all(plan, folder)) {
        return plan->runs;
    }
    for (long i = 0; i < plan->blocks; i++)
        runs += sim_blocks_has(folder, i) ? sim_plan_runs_in(plan, i) : 0;
    return runs;
}

char *sim_grow_sentence(const struct sim_plan *then, long there, const struct sim_plan *now, const char *out)
{
    char more[512], *sentence = malloc(strlen(out) + 1024);
    bool again = sim_keeps_more(then, now);

    sim_more_text(then, now, more, sizeof more);
    if (sentence != NULL && again) {
        sprintf(sentence,
                "%s: the study grows by %s; its %ld runs are computed again for the history and compared with what is "
                "kept, and %ld runs are added",
                out, more, there, now->runs - there);
    } else if (sentence != NULL) {
        sprintf(sentence, "%s: the study grows%s%s; its %ld runs are kept, and %ld are added", out,
                *more == '\0' ? "" : " by ", more, there, now->runs > there ? now->runs - there : 0);
    }
    return sentence;
}

/** Move OUT/NAME into earlier output `number`, unless something of that name is there already or OUT has none. */
static enum sim_status move(const char *out, int number, const char *name, struct sim_errors *errors)
{
    char *from = sim_path_join(out, name), *to = sim_earlier_path(out, number, name);
    enum sim_status status = from == NULL || to == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;

    if (status == SIM_OK && access(to, F_OK) != 0 && access(from, F_OK) == 0) {
        status = sim_file_rename(from, to, errors);
    }
    free(from);
    free(to);
    return status;
}

/** The present output becomes earlier output `number`. The plan goes first: a folder without it is being changed,
 * and any process can finish that. An earlier output has blocks/, so that a new blocks/ is never taken for it. */
static enum sim_status move_all(const char *out, int number, struct sim_errors *errors)
{
    static const char *const names[] = { "plan", "blocks", "results.h5", "partial" };
    char *folder = sim_earlier_path(out, number, ""), *blocks = sim_earlier_path(out, number, "blocks");
    enum sim_status status =
        folder == NULL || blocks == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : sim_folder_make(folder, errors);

    for (size_t i = 0; i < sizeof names / sizeof names[0] && status == SIM_OK; i++)
        status = move(out, number, names[i], errors);
    status = status == SIM_OK ? sim_folder_make(blocks, errors) : status;
    free(folder);
    free(blocks);
    return status;
}

/** How many earlier outputs there are. A folder without a plan does not count: a process was killed before it moved
 * anything there. */
static int earlier_count(const char *out)
{
    int count = sim_earlier_count(out);
    char *last = count == 0 ? NULL : sim_earlier_path(out, count, "");

    count -= last != NULL && !sim_folder_has(last, "plan");
    free(last);
    return count;
}

/** Where the folder's present study is: OUT, even without its note; or the last earlier output, if a process was
 * killed before it wrote the new plan. *number: its number among the earlier outputs, which it has or will get; 0:
 * nothing grows. The caller frees the path; NULL: there is no study. */
static char *present(const char *out, int *number)
{
    int count = earlier_count(out);

    if (sim_folder_has(out, "plan/plan.txt") || (count == 0 && !sim_holds_nothing(out))) {
        *number = count + 1;
        return strdup(out);
    }
    *number = count;
    return count == 0 ? NULL : sim_earlier_path(out, count, "");
}

/** A process that was killed leaves a study file without its note: nothing was computed for it. */
static enum sim_status forget_unfinished_plan(const struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    char *path = sim_path_join(out, "plan/study.yaml"), *theirs = NULL;
    size_t size = 0;
    enum sim_status status = path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;

    if (status == SIM_OK && access(path, F_OK) == 0) {
        status = sim_file_read(path, 64 << 20, &theirs, &size, errors);
        if (status == SIM_OK && strcmp(theirs, plan->study->text) != 0) {
            status = sim_file_remove(path, errors);
        }
    }
    free(theirs);
    free(path);
    return status;
}

/** With the folder locked: compare, say what grows, and move. */
static enum sim_status grow(const struct sim_plan *plan, const char *out, bool begin, char **sentence, long *there,
                            struct sim_errors *errors)
{
    struct sim_source source = { 0 };
    int number = 0;
    char *folder = present(out, &number);
    bool good = false, under_way = folder != NULL && strcmp(folder, out) != 0;
    enum sim_status status = folder == NULL ? SIM_OK : sim_source_open(&source, plan->model, folder, &good, errors);

    if (status != SIM_OK || !good) {
        goto out; /* what is wrong with the folder is said when it is opened */
    }
    if (memcmp(source.plan.hash, plan->hash, sizeof plan->hash) != 0) {
        status = sim_can_grow(&source.plan, plan, out, errors);
    } else if (!under_way) {
        goto out;
    }
    if (status == SIM_OK && begin && under_way) {
        status = forget_unfinished_plan(plan, out, errors);
        status = status == SIM_OK ? move_all(out, number, errors) : status;
    }
    if (status == SIM_OK) {
        long here = sim_runs_there(&source.plan, folder);
        *there = sim_keeps_more(&source.plan, plan) ? 0 : here;
        *sentence = sim_grow_sentence(&source.plan, here, plan, out);
        status = *sentence == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;
    }
    if (status == SIM_OK && begin && !under_way) {
        status = move_all(out, number, errors);
    }
    if (status == SIM_OK && begin) {
        status = sim_grown_keep(sim_grown_from(&source.plan, plan), out, errors);
    }
out:
    sim_source_free(&source, plan->model);
    return status;
}

enum sim_status sim_grow(const struct sim_plan *plan, const char *out, bool begin, char **sentence, long *there,
                         struct sim_errors *errors)
{
    enum sim_status status;
    long ignored = 0;
    int lock;

    there = there == NULL ? &ignored : there;
    *sentence = NULL;
    *there = 0;
    if (sim_output_is_of(plan, out)) {
        *there = begin ? 0 : sim_runs_there(plan, out);
        return SIM_OK;
    }
    lock = begin ? sim_folder_lock(out) : -1;
    status = grow(plan, out, begin, sentence, there, errors);
    if (lock >= 0) {
        close(lock);
    }
    return status;
}
