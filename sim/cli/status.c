/* status.c - `status OUT`: how far a study is, also while other processes compute it. It changes no file. */
#include <stdio.h>

#include "../pack.h"
#include "../run/only.h"
#include "../run/output.h"
#include "../run/scan.h"
#include "commands.h"
#include "session.h"

struct tally {
    bool results_damaged; /* as far as they were verified */
    long blocks, damaged, runs, failed;
    long reasons[256];
};

/** Count why runs of a block failed. */
static bool count_reasons(const struct sim_plan *plan, const char *out, long index, struct tally *tally)
{
    struct sim_block block = { 0 };
    struct sim_errors ignored = { 0 };
    bool whole = sim_block_init(&block, plan, index, &ignored) == SIM_OK &&
                 sim_blocks_read(plan, out, index, &block, &ignored) == SIM_OK;

    for (long i = 0; whole && i < block.count; i++)
        if (block.status[i] == SIM_RUN_FAILED) {
            tally->reasons[block.reason[i]]++;
        }
    sim_errors_free(&ignored);
    sim_block_free(&block);
    return whole;
}

static void count_run(void *context, const struct sim_seen *seen)
{
    struct tally *tally = context;
    int status = seen->block->status[seen->at];

    tally->runs++;
    tally->failed += status == SIM_RUN_FAILED;
    tally->reasons[status == SIM_RUN_FAILED ? seen->block->reason[seen->at] : 0]++;
}

/** Read the heads of the files; read a file whole if it has failed runs, and all with `verify`. */
static void count_blocks(const struct sim_plan *plan, const char *out, bool verify, struct tally *tally)
{
    for (long i = 0; i < plan->blocks; i++) {
        long failed = 0;
        if (!sim_blocks_has(out, i)) {
            continue;
        }
        bool whole = sim_blocks_peek(plan, out, i, &failed);
        if (whole && (verify || failed > 0)) {
            whole = count_reasons(plan, out, i, tally);
        }
        tally->blocks += whole;
        tally->damaged += !whole;
        tally->runs += whole ? sim_plan_runs_in(plan, i) : 0;
        tally->failed += whole ? failed : 0;
    }
}

/** Count runs in blocks, or in the results file where it replaces blocks that are gone. */
static enum sim_status count_runs(const struct sim_plan *plan, const char *out, bool verify, struct tally *tally,
                                  struct sim_errors *errors)
{
    if (sim_blocks_missing(plan, out) > 0 && sim_results_hold_all(plan, out)) {
        tally->blocks = plan->blocks;
        return sim_scan(plan, out, count_run, tally, errors);
    }
    count_blocks(plan, out, verify, tally);
    tally->results_damaged = verify && sim_results_are_damaged(out, errors);
    return SIM_OK;
}

static const char *reason_word(const struct sim_model *model, int reason)
{
    return reason == SIM_REASON_INFINITE       ? "an infinite outcome"
           : reason == SIM_REASON_WORLD        ? "an impossible world"
           : reason <= model->invariants_count ? model->invariants[reason - 1].name
                                               : "unknown";
}

static void say(const struct sim_plan *plan, const char *out, const struct tally *tally, bool json)
{
    bool collected = sim_is_collected(plan, out, false) && !tally->results_damaged;
    const char *results = collected                           ? "collected"
                          : tally->results_damaged            ? "damaged; `run` or `collect` writes them again"
                          : sim_is_collected(plan, out, true) ? "collected in part"
                                                              : "not collected yet";

    if (json) {
        printf("{\"runs\": %ld, \"done\": %ld, \"failed\": %ld, \"blocks\": %ld, \"blocks_done\": %ld, "
               "\"blocks_damaged\": %ld, \"until_replicates\": %ld, \"collected\": %s}\n",
               plan->runs, tally->runs, tally->failed, plan->blocks, tally->blocks, tally->damaged,
               plan->decision.replicates, collected ? "true" : "false");
        return;
    }
    printf("%s\n%ld of %ld runs done (%ld of %ld blocks)", plan->study->title, tally->runs, plan->runs, tally->blocks,
           plan->blocks);
    if (tally->damaged > 0) {
        printf(", %ld blocks damaged", tally->damaged);
    }
    if (tally->failed > 0) {
        printf(", %ld runs failed", tally->failed);
    }
    if (plan->study->until.outcome >= 0 && plan->decision.replicates == 0) {
        printf("; fewer if `until` is reached earlier");
    } else if (plan->decision.replicates > 0) {
        printf("; `until` took %ld replicates", plan->decision.replicates);
    }
    printf("; results %s\n", results);
    for (int i = 1; i < 256; i++)
        if (tally->reasons[i] > 0) {
            printf("  %ld failed for: %s\n", tally->reasons[i], reason_word(plan->model, i));
        }
}

struct request {
    struct sim_request shared;
    bool verify;
};

static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct request *request = context;
    struct tally tally = { 0 };
    enum sim_status status = count_runs(&session->plan, request->shared.place, request->verify, &tally, errors);

    if (status == SIM_OK) {
        say(&session->plan, request->shared.place, &tally, request->shared.json);
    }
    if (status == SIM_OK && request->verify) {
        status = sim_output_verify(request->shared.place, errors);
        status = tally.damaged > 0 || tally.results_damaged ? SIM_DATA : status;
    }
    return status;
}

enum sim_status sim_command_status(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    const struct sim_option own[] = { { .name = "--verify", .flag = &request.verify }, { .name = NULL } };
    return sim_ask(model, argc, argv, "--json", own, &request, NULL, answer);
}
