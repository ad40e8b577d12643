/* collect.c - `collect OUT`: blocks into one results file. */
#include <stddef.h>

#include "../run/blocks.h"
#include "../run/output.h"
#include "commands.h"
#include "session.h"

struct request {
    struct sim_request shared;
    const char *compress;
    bool partial;
};

static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct request *request = context;
    long level = sim_option_whole("--compress", request->compress, 0, 9, 0, errors);

    return errors->count > 0 ? SIM_USAGE
                             : sim_collect(&session->plan, request->shared.place, request->partial, (int)level, errors);
}

enum sim_status sim_command_collect(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    const struct sim_option own[] = {
        { .name = "--partial", .flag = &request.partial },
        { .name = "--compress", .value = &request.compress },
        { .name = NULL },
    };
    return sim_ask(model, argc, argv, "", own, &request, NULL, answer);
}
