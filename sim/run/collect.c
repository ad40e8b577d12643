/* collect.c - writes the blocks of a study into one results file, which has a temporary name until it is complete. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "blocks.h"
#include "close_up.h"
#include "only.h"
#include "store.h"
#include "store_reader.h"

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
                    "%s: %ld of %ld blocks are missing; go on with `run`, or collect what is there with --partial", out,
                    missing, plan->blocks);
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
                                    int compress, long *missing, struct sim_errors *errors)
{
    struct sim_results *results = NULL;
    struct sim_stored *stored = NULL;
    struct sim_closer closer;
    enum sim_status status = sim_closer_init(&closer, plan, errors), closed;

    status = status == SIM_OK ? open_earlier(plan, out, &stored, errors) : status;
    status = status == SIM_OK ? sim_results_new(&results, plan, path, compress, errors) : status;
    for (long i = 0; i < plan->blocks && status == SIM_OK; i++)
        status = collect_block(plan, out, i, stored, results, &closer, missing, errors);
    status = status == SIM_OK ? sim_closer_look(&closer, results, errors) : status;
    sim_closer_free(&closer);
    sim_stored_close(stored);
    closed = sim_results_close(results, errors);
    status = status == SIM_OK ? closed : status;
    return status == SIM_OK && *missing > 0 && !partial ? refuse_missing(plan, out, *missing, errors) : status;
}

/** Write the note that runs are missing. It is there before an incomplete results file, and until a complete one has
 * replaced it. */
static enum sim_status note_missing(const struct sim_plan *plan, const char *note, long missing,
                                    struct sim_errors *errors)
{
    char text[160];
    int length =
        snprintf(text, sizeof text,
                 "results.h5 is without %ld of %ld blocks; `run`, or `collect` once they are there, makes it whole\n",
                 missing, plan->blocks);
    return sim_file_publish(note, text, (size_t)length, false, errors);
}

/** Write the results file under a temporary name, then give it its name. */
static enum sim_status collect_once(const struct sim_plan *plan, const char *out, bool partial, int compress,
                                    long *missing, struct sim_errors *errors)
{
    char *path = sim_path_join(out, "results.h5"), *note = sim_path_join(out, "partial");
    char *temporary = path == NULL ? NULL : sim_file_temporary(path);
    enum sim_status status = temporary == NULL || note == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;

    *missing = 0;
    if (status == SIM_OK) {
        status = collect_into(plan, out, temporary, partial, compress, missing, errors);
        if (status == SIM_OK && *missing > 0) {
            status = note_missing(plan, note, *missing, errors);
        }
        if (status == SIM_OK) {
            status = sim_file_rename(temporary, path, errors);
        }
        if (status != SIM_OK) {
            unlink(temporary);
        } else if (*missing == 0) {
            unlink(note);
        }
    }
    free(path);
    free(note);
    free(temporary);
    return status;
}

enum sim_status sim_collect(const struct sim_plan *plan, const char *out, bool partial, int compress,
                            struct sim_errors *errors)
{
    long missing = partial || sim_results_hold_all(plan, out) ? 0 : sim_blocks_missing(plan, out);
    enum sim_status status = missing > 0 ? refuse_missing(plan, out, missing, errors) : SIM_OK;

    if (status == SIM_OK) {
        sim_folder_sweep(out);
        do { /* if the last blocks came meanwhile, another process may have collected all, and this file has replaced
                its */
            status = collect_once(plan, out, partial, compress, &missing, errors);
        } while (status == SIM_OK && missing > 0 && sim_blocks_missing(plan, out) == 0);
    }
    return status;
}
