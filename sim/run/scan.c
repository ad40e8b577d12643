/* scan.c - reads block after block. */
#include "scan.h"

#include <math.h>

enum sim_status sim_scan_ready(const struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    long missing = 0;
    for (long i = 0; i < plan->blocks; i++)
        missing += !sim_blocks_has(out, i);
    return missing == 0 ? SIM_OK
                        : sim_fail(errors, SIM_DATA, "%s: %ld of %ld blocks are missing; `run` goes on with the study",
                                   out, missing, plan->blocks);
}

static void visit_block(const struct sim_plan *plan, const struct sim_block *block, sim_visit visit, void *context)
{
    for (long at = 0; at < block->count && block->first + at < plan->runs; at++) {
        long number = block->first + at;
        struct sim_seen seen = { sim_plan_run(plan, number), number, block, at };
        visit(context, &seen);
    }
}

enum sim_status sim_scan(const struct sim_plan *plan, const char *out, sim_visit visit, void *context,
                         struct sim_errors *errors)
{
    enum sim_status status = sim_scan_ready(plan, out, errors);
    for (long i = 0; i < plan->blocks && status == SIM_OK; i++) {
        struct sim_block block = { 0 };
        status = sim_block_init(&block, plan, i, errors);
        if (status == SIM_OK) {
            status = sim_blocks_read(plan, out, i, &block, errors);
        }
        if (status == SIM_OK) {
            visit_block(plan, &block, visit, context);
        }
        sim_block_free(&block);
    }
    return status;
}

long sim_scan_failed(const struct sim_plan *plan, const char *out)
{
    long all = 0;
    for (long i = 0; i < plan->blocks; i++) {
        long failed = 0;
        all += sim_blocks_peek(plan, out, i, &failed) ? failed : 0;
    }
    return all;
}

double sim_seen_outcome(const struct sim_seen *seen, int outcome)
{
    const struct sim_block *block = seen->block;
    return block->status[seen->at] == SIM_RUN_DONE ? block->outcomes[(long)outcome * block->count + seen->at]
                                                   : (double)NAN;
}

const float *sim_seen_history(const struct sim_seen *seen, int kept)
{
    const struct sim_block *block = seen->block;
    return block->status[seen->at] == SIM_RUN_DONE
               ? block->histories + ((long)kept * block->count + seen->at) * block->months
               : NULL;
}

int sim_kept_history(const struct sim_plan *plan, int history)
{
    int kept = 0;
    for (int i = 0; i < history; i++)
        kept += plan->study->histories[i];
    return plan->study->histories[history] ? kept : -1;
}
