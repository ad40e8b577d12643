/* collect.c - writes the blocks of a study into one results file, which has a temporary name until it is complete. */
#include <stdlib.h>
#include <unistd.h>

#include "../files.h"
#include "blocks.h"
#include "close_up.h"
#include "only.h"
#include "output.h"
#include "store.h"
#include "store_reader.h"
#include "until.h"

/** Read one block. *whole is false where it is missing. A damaged block is set aside and counts as missing. */
static enum sim_status read_block(const struct sim_plan *plan, const char *out, long index, struct sim_block *block,
                                  bool *whole, struct sim_errors *errors)
{
    struct sim_errors damage = { 0 };
    enum sim_status status = sim_blocks_has(out, index) ? sim_blocks_read(plan, out, index, block, &damage) : SIM_DATA;

    *whole = status == SIM_OK;
    if (status == SIM_DATA) {
        status = damage.count > 0 ? sim_blocks_set_aside(out, index, errors) : SIM_OK;
    } else if (status != SIM_OK) {
        sim_errors_take(errors, &damage);
    }
    sim_errors_free(&damage);
    return status;
}

/** Write one block into the open results file, or absent runs where it is missing. `stored`: the earlier results to
 * read from, or NULL. */
static enum sim_status collect_block(const struct sim_plan *plan, const char *out, long index,
                                     struct sim_stored *stored, struct sim_results *results, struct sim_closer *closer,
                                     long *missing, struct sim_errors *errors)
{
    struct sim_block block = { 0 };
    bool whole = stored != NULL;
    enum sim_status status = sim_block_init(&block, plan, index, errors);

    if (status == SIM_OK) {
        status = stored != NULL ? sim_stored_block(stored, plan, &block, errors)
                                : read_block(plan, out, index, &block, &whole, errors);
        *missing += !whole;
    }
    for (long i = 0; status == SIM_OK && !whole && i < block.count; i++)
        sim_block_blank(&block, i);
    if (status == SIM_OK) {
        sim_closer_note(closer, &block);
        status = sim_results_add(results, &block, errors);
    }
    sim_block_free(&block);
    return status;
}

static enum sim_status refuse_missing(const struct sim_plan *plan, const char *out, long missing,
                                      struct sim_errors *errors)
{
    return sim_fail(errors, SIM_DATA,
                    "%s: %ld of %ld blocks are missing; compute them with `run`, or collect the others with --partial",
                    out, missing, plan->blocks);
}

/** Open the earlier results where they alone hold all runs; else *stored is NULL. */
static enum sim_status open_earlier(const struct sim_plan *plan, const char *out, struct sim_stored **stored,
                                    struct sim_errors *errors)
{
    struct sim_errors ignored = { 0 };
    char *path = sim_only_results(plan, out, &ignored) ? sim_results_path(out) : NULL;
    enum sim_status status = path == NULL ? SIM_OK : sim_stored_open(stored, path, errors);

    sim_errors_free(&ignored);
    free(path);
    return status;
}

/** Write all blocks into a new file, each read once, and then snapshots and events. */
static enum sim_status collect_into(const struct sim_plan *plan, const char *out, const char *path, bool partial,
                                    int compress, const volatile sig_atomic_t *stop, long *missing,
                                    struct sim_errors *errors)
{
    struct sim_results *results = NULL;
    struct sim_stored *stored = NULL;
    struct sim_closer closer;
    enum sim_status status = sim_closer_init(&closer, plan, errors), closed;

    status = status == SIM_OK ? open_earlier(plan, out, &stored, errors) : status;
    status = status == SIM_OK ? sim_results_new(&results, plan, path, compress, errors) : status;
    closer.stop = stop;
    for (long i = 0; i < plan->blocks && status == SIM_OK; i++)
        status = stop != NULL && *stop != 0 ? SIM_STOPPED
                                            : collect_block(plan, out, i, stored, results, &closer, missing, errors);
    status = status == SIM_OK ? sim_closer_look(&closer, results, errors) : status;
    sim_closer_free(&closer);
    sim_stored_close(stored);
    closed = sim_results_close(results, errors);
    status = status == SIM_OK ? closed : status;
    return status == SIM_OK && *missing > 0 && !partial ? refuse_missing(plan, out, *missing, errors) : status;
}

/** Rename the finished file, while nobody else changes the folder. Its study must be the one that the folder keeps
 * now; and a file without some runs never replaces a whole one. */
static enum sim_status publish(const struct sim_plan *plan, const char *out, const char *temporary, const char *path,
                               long missing, struct sim_errors *errors)
{
    int lock = sim_folder_lock(out);
    enum sim_status status = SIM_OK;

    if (sim_output_is_of_other(plan, out)) {
        status =
            sim_fail(errors, SIM_USAGE,
                     "%s: another process has changed the study in this folder: made it larger, or changed its title, "
                     "snapshots or events; its results are kept; run again to replace them, or choose another output",
                     out);
    } else if (missing == 0 || !sim_results_are_intact(plan, out)) {
        status = sim_file_rename(temporary, path, errors);
    }
    if (lock >= 0) {
        close(lock);
    }
    return status;
}

/** If `until` is undecided, and the blocks decide it, take the decision, as `run` does. Otherwise results of all
 * runs, without the decision, would count as complete. */
static enum sim_status settle(struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    struct sim_until_watch watch = { 0 };
    bool *here = NULL;
    enum sim_status status = SIM_OK;

    if (!sim_until_is_open(plan) || !sim_folder_has(out, "blocks")) {
        return SIM_OK;
    }
    here = calloc((size_t)plan->blocks, sizeof *here);
    status = here == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for %ld blocks", plan->blocks)
                          : sim_until_watch_init(&watch, plan, errors);
    status = status == SIM_OK ? sim_blocks_list(plan, out, plan->blocks, here, errors) : status;
    status = status == SIM_OK ? sim_until_look(&watch, out, here, errors) : status;
    if (status == SIM_OK && watch.decision.replicates > 0) {
        status = sim_until_keep(plan, out, &watch.decision, errors);
    }
    sim_until_watch_free(&watch);
    free(here);
    return status;
}

/** Did the last blocks come after `until` was looked at, so that they now decide it? */
static bool has_since_been_decided(const struct sim_plan *plan, const char *out, long missing)
{
    return missing == 0 && sim_until_is_open(plan) && sim_blocks_missing(plan, out) == 0;
}

/** Write the results file under a temporary name, then rename it. If the decision of `until` must be taken first,
 * set *anew instead. */
static enum sim_status collect(const struct sim_plan *plan, const char *out, bool partial, int compress,
                               const volatile sig_atomic_t *stop, bool *anew, struct sim_errors *errors)
{
    char *path = sim_path_join(out, "results.h5"), *temporary = path == NULL ? NULL : sim_file_temporary(path);
    long missing = partial || sim_results_hold_all(plan, out) ? 0 : sim_blocks_missing(plan, out);
    enum sim_status status = temporary == NULL ? sim_fail(errors, SIM_MEMORY, "no memory")
                             : missing > 0     ? refuse_missing(plan, out, missing, errors)
                                               : SIM_OK;

    if (status == SIM_OK) {
        sim_folder_sweep(out);
        status = collect_into(plan, out, temporary, partial, compress, stop, &missing, errors);
        *anew = status == SIM_OK && has_since_been_decided(plan, out, missing);
        status = status == SIM_OK && !*anew ? publish(plan, out, temporary, path, missing, errors) : status;
        unlink(temporary);
    }
    free(path);
    free(temporary);
    return status;
}

enum sim_status sim_collect(const struct sim_plan *plan, const char *out, bool partial, int compress,
                            const volatile sig_atomic_t *stop, struct sim_errors *errors)
{
    struct sim_plan decided = *plan;
    enum sim_status status = SIM_OK;

    for (bool anew = true; anew && status == SIM_OK;) {
        anew = false;
        status = settle(&decided, out, errors);
        status = status == SIM_OK ? collect(&decided, out, partial, compress, stop, &anew, errors) : status;
    }
    return status;
}
