/* collect.c - `collect OUT`: blocks into one results file, which may then stay alone. */
#include <stddef.h>

#include "../run/blocks.h"
#include "../run/finished.h"
#include "../run/only.h"
#include "commands.h"
#include "options.h"

struct request {
    const char *out, *compress;
    bool partial, only;
    long level;
};

static enum sim_status request_read(struct request *self, int argc, char **argv, struct sim_errors *errors)
{
    const struct sim_option options[] = {
        { .name = "--partial", .flag = &self->partial },
        { .name = "--compress", .value = &self->compress },
        { .name = "--only", .flag = &self->only },
    };
    (void)!sim_options_output(argc, argv, options, (int)(sizeof options / sizeof options[0]), &self->out, NULL,
                              "collect wants a folder of results: collect OUT", errors);
    self->level = sim_option_whole("--compress", self->compress, 0, 9, 0, errors);
    if (self->partial && self->only) {
        sim_complain(errors, NULL, 0, 0, "--only keeps no blocks, so it cannot go with --partial");
    }
    if (self->out != NULL && sim_is_one_file(self->out)) {
        sim_complain(errors, NULL, 0, 0, "%s: is a results file already; collect wants a folder of results", self->out);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/** With --only, a file that holds all runs already is not written again, unless it is to be compressed. */
static enum sim_status collect(const struct request *request, const struct sim_plan *plan, struct sim_errors *errors)
{
    bool there = request->only && request->compress == NULL && sim_is_collected(plan, request->out, false);
    enum sim_status status =
        there ? SIM_OK : sim_collect(plan, request->out, request->partial, (int)request->level, errors);

    return status == SIM_OK && request->only ? sim_finished_keep_results(plan, request->out, errors) : status;
}

enum sim_status sim_command_collect(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    struct sim_errors errors = { 0 };
    struct sim_study study = { 0 };
    struct sim_plan plan = { 0 };
    enum sim_status status = request_read(&request, argc, argv, &errors);

    if (status == SIM_OK) {
        status = sim_finished_open(model, request.out, &study, &plan, &errors);
    }
    if (status == SIM_OK) {
        status = collect(&request, &plan, &errors);
    }
    sim_plan_free(&plan);
    sim_study_free(&study, model);
    return sim_end(&errors, status);
}
