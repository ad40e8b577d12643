/* status.c - `status OUT`: how far a study is, also while others work on it. It mends nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../files.h"
#include "../pack.h"
#include "../study/blocks.h"
#include "commands.h"
#include "options.h"

struct tally {
    long blocks, damaged, runs, failed;
    long reasons[256];
};

static enum sim_status count_blocks(const struct sim_plan *plan, const char *out, struct tally *tally, struct sim_errors *errors)
{
    for (long i = 0; i < plan->blocks; i++) {
        char name[48], *path;
        struct sim_block block = { 0 };
        struct sim_errors ignored = { 0 };
        snprintf(name, sizeof name, "blocks/%06ld.h5", i);
        path = sim_path_join(out, name);
        bool there = path != NULL && access(path, F_OK) == 0;
        if (path == NULL || (there && sim_block_init(&block, plan, i, errors) != SIM_OK)) {
            free(path);
            sim_block_free(&block);
            return SIM_MEMORY;
        }
        if (there) {
            bool whole = sim_blocks_read(plan, out, i, &block, &ignored) == SIM_OK;
            tally->blocks += whole;
            tally->damaged += !whole;
            for (long r = 0; whole && r < block.count; r++) {
                tally->runs++;
                tally->failed += block.status[r] == SIM_RUN_FAILED;
                tally->reasons[block.reason[r]]++;
            }
        }
        sim_errors_free(&ignored);
        sim_block_free(&block);
        free(path);
    }
    return SIM_OK;
}

static const char *reason_word(const struct sim_model *model, int reason)
{
    return reason == SIM_REASON_INFINITE ? "an outcome without end"
           : reason == SIM_REASON_WORLD ? "an impossible world"
           : reason <= model->invariants_count ? model->invariants[reason - 1].name
                                               : "unknown";
}

static void say(const struct sim_plan *plan, const char *out, const struct tally *tally, bool json)
{
    char *results = sim_path_join(out, "results.h5");
    bool collected = results != NULL && access(results, F_OK) == 0;

    free(results);
    if (json) {
        printf("{\"runs\": %ld, \"done\": %ld, \"failed\": %ld, \"blocks\": %ld, \"blocks_done\": %ld, \"blocks_damaged\": %ld, "
               "\"collected\": %s}\n",
               plan->runs, tally->runs, tally->failed, plan->blocks, tally->blocks, tally->damaged, collected ? "true" : "false");
        return;
    }
    printf("%s\n%ld of %ld runs done (%ld of %ld blocks)", plan->study->title, tally->runs, plan->runs, tally->blocks, plan->blocks);
    if (tally->damaged > 0) {
        printf(", %ld blocks damaged", tally->damaged);
    }
    if (tally->failed > 0) {
        printf(", %ld runs failed", tally->failed);
    }
    printf("; results %s\n", collected ? "collected" : "not collected yet");
    for (int i = 1; i < 256; i++)
        if (tally->reasons[i] > 0) {
            printf("  %ld failed for: %s\n", tally->reasons[i], reason_word(plan->model, i));
        }
}

enum sim_status sim_command_status(const struct sim_model *model, int argc, char **argv)
{
    const char *words[1] = { NULL };
    bool json = false;
    const struct sim_option options[] = { { "--json", &json, NULL, NULL, NULL } };
    struct sim_errors errors = { 0 };
    struct sim_study study = { 0 };
    struct sim_plan plan = { 0 };
    struct tally tally = { 0 };
    int count = 0;
    enum sim_status status = sim_options_read(argc, argv, options, 1, words, 1, &count, &errors);

    if (status == SIM_OK && count == 0) {
        status = sim_fail(&errors, SIM_USAGE, "status wants a folder of results: status OUT");
    }
    if (status == SIM_OK) {
        status = sim_blocks_reopen(model, words[0], &study, &plan, &errors);
    }
    if (status == SIM_OK) {
        status = count_blocks(&plan, words[0], &tally, &errors);
    }
    if (status == SIM_OK) {
        say(&plan, words[0], &tally, json);
    }
    sim_plan_free(&plan);
    sim_study_free(&study, model);
    return sim_end(&errors, status);
}
