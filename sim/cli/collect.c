/* collect.c - `collect OUT`: blocks into one results file. */
#include <stddef.h>

#include "../run/blocks.h"
#include "../run/output.h"
#include "commands.h"
#include "options.h"

enum sim_status sim_command_collect(const struct sim_model *model, int argc, char **argv)
{
    const char *words[1] = { NULL }, *compress = NULL;
    bool partial = false;
    const struct sim_option options[] = { { "--partial", &partial, NULL, NULL, NULL },
                                          { "--compress", NULL, &compress, NULL, NULL } };
    struct sim_errors errors = { 0 };
    struct sim_study study = { 0 };
    struct sim_plan plan = { 0 };
    int count = 0;
    enum sim_status status = sim_options_read(argc, argv, options, 2, words, 1, &count, &errors);
    long level = sim_option_whole("--compress", compress, 0, 9, 0, &errors);

    if (errors.count == 0 && count == 0) {
        sim_fail(&errors, SIM_USAGE, "collect wants a folder of results: collect OUT");
    }
    status = errors.count > 0 ? SIM_USAGE : status;
    if (status == SIM_OK) {
        status = sim_output_reopen(model, words[0], &study, &plan, &errors);
    }
    if (status == SIM_OK) {
        status = sim_collect(&plan, words[0], partial, (int)level, &errors);
    }
    sim_plan_free(&plan);
    sim_study_free(&study, model);
    return sim_end(&errors, status);
}
