/* collect.c - `collect OUT`: blocks into one results file, which may then stay alone. With -o: see merge.c. */
#include <stdio.h>
#include <string.h>

#include "../run/blocks.h"
#include "../run/finished.h"
#include "../run/only.h"
#include "commands.h"
#include "computing.h"
#include "session.h"

struct request {
    struct sim_request shared;
    const char *compress;
    bool partial, only;
    long level;
};

static enum sim_status check(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    struct request *self = context;
    const char *out = self->shared.place;

    (void)session;
    self->level = sim_option_whole("--compress", self->compress, 0, 9, 0, errors);
    if (self->partial && self->only) {
        sim_complain(errors, NULL, 0, 0, "--only removes the blocks, so it cannot go with --partial");
    }
    if (sim_is_one_file(out)) {
        sim_complain(errors, NULL, 0, 0, "%s: is a results file already; collect wants a folder of results", out);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/** With --only, a file that holds all runs already is not written again, unless it is to be compressed. */
static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct request *self = context;
    const struct sim_plan *plan = &session->plan;
    const char *out = self->shared.place;
    bool there = self->only && self->compress == NULL && sim_is_collected(plan, out, false);
    enum sim_status status =
        there ? SIM_OK : sim_collect(plan, out, self->partial, (int)self->level, sim_listen_for_signals(), errors);

    if (status == SIM_STOPPED) {
        fputs("stopped on request; repeat the command to go on\n", stderr);
    }
    return status == SIM_OK && self->only ? sim_finished_keep_results(plan, out, errors) : status;
}

/** Are places to be merged? There is -o, or more than one of them. */
static bool is_merger(int argc, char **argv)
{
    int places = 0;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "-o", 2) == 0) {
            return true;
        }
        places += argv[i][0] != '-' && strcmp(argv[i - 1], "--compress") != 0;
    }
    return places > 1;
}

enum sim_status sim_command_collect(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    const struct sim_option own[] = {
        { .name = "--partial", .flag = &request.partial },
        { .name = "--compress", .value = &request.compress },
        { .name = "--only", .flag = &request.only },
        { .name = NULL },
    };
    return is_merger(argc, argv) ? sim_merge_command(model, argc, argv)
                                 : sim_ask(model, argc, argv, "", own, &request, check, answer);
}
