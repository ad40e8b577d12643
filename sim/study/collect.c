/* collect.c - the blocks of a study become one file, under a temporary name until it is good. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "../store.h"
#include "blocks.h"

/** Every block that is there into the open results file. */
static enum sim_status collect_blocks(const struct sim_plan *plan, const char *out, const bool *here,
                                      struct sim_results *results, struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;
    for (long i = 0; i < plan->blocks && status == SIM_OK; i++) {
        struct sim_block block = { 0 };
        status = sim_block_init(&block, plan, i, errors);
        if (status == SIM_OK && here[i]) {
            status = sim_blocks_read(plan, out, i, &block, errors);
        }
        if (status == SIM_OK) {
            status = sim_results_add(results, &block, errors);
        }
        sim_block_free(&block);
    }
    return status;
}

static long count_missing(const bool *here, long blocks)
{
    long missing = 0;
    for (long i = 0; i < blocks; i++)
        missing += !here[i];
    return missing;
}

enum sim_status sim_collect(const struct sim_plan *plan, const char *out, bool partial, int compress, struct sim_errors *errors)
{
    char *path = sim_path_join(out, "results.h5"), *temporary = path == NULL ? NULL : sim_file_temporary(path);
    bool *here = calloc((size_t)plan->blocks, sizeof *here);
    struct sim_results *results = NULL;
    enum sim_status status = path == NULL || temporary == NULL || here == NULL ? sim_fail(errors, SIM_MEMORY, "no memory")
                                                                               : sim_blocks_list(plan, out, here, true, errors);

    if (status == SIM_OK && !partial && count_missing(here, plan->blocks) > 0) {
        status = sim_fail(errors, SIM_DATA,
                          "%s: %ld of %ld blocks are missing; go on with `cavi run`, or collect what is there with --partial", out,
                          count_missing(here, plan->blocks), plan->blocks);
    } else if (status == SIM_OK) {
        enum sim_status closed;
        status = sim_results_new(&results, plan, temporary, compress, errors);
        if (status == SIM_OK) {
            status = collect_blocks(plan, out, here, results, errors);
        }
        closed = sim_results_close(results, errors);
        status = status == SIM_OK ? closed : status;
        if (status == SIM_OK) {
            status = sim_file_rename(temporary, path, errors);
        }
        if (status != SIM_OK) {
            unlink(temporary);
        }
    }
    free(path);
    free(temporary);
    free(here);
    return status;
}
