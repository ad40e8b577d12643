/* merge.c - `collect A B -o C`: runs that were computed in several places become one study. */
#include <stdio.h>
#include <sys/stat.h>

#include "../run/merge.h"
#include "commands.h"
#include "options.h"
#include "place.h"

enum { MOST_PARTS = 256 };

/** A part must not be the output too: it would be changed while it is read. */
static void refuse_itself(const char *const *from, int count, const char *out, struct sim_errors *errors)
{
    struct stat a, b;
    for (int i = 0; i < count; i++)
        if (stat(from[i], &a) == 0 && stat(out, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino) {
            sim_complain(errors, NULL, 0, 0, "%s: is merged, and cannot be the output too; choose another -o", out);
        }
}

/** Find the study of all parts, verify what they hold of it, and only then write. */
static enum sim_status merge(struct sim_session *session, struct sim_work *work, const char *out,
                             struct sim_errors *errors)
{
    struct sim_grown grown;
    enum sim_status status =
        sim_merge_study(&session->study, session->model, work->from, work->from_count, &grown, errors);

    if (status == SIM_OK) {
        status = sim_session_plan(session, NULL, 1, errors);
        session->plan.grown = grown;
    }
    if (status == SIM_OK) {
        status = sim_merge_check(&session->plan, work->from, work->from_count, errors);
    }
    return status == SIM_OK ? sim_place_work(session, work, out, errors) : status;
}

enum sim_status sim_merge_command(const struct sim_model *model, int argc, char **argv)
{
    const char *from[MOST_PARTS], *out = NULL;
    const struct sim_option options[] = { { .name = "-o", .value = &out } };
    struct sim_errors errors = { 0 };
    struct sim_session session = { .model = model };
    struct sim_work work = { .from = from, .merges = true, .collect = true, .quiet = true };
    enum sim_status status = sim_options_read(argc, argv, options, 1, from, MOST_PARTS, &work.from_count, &errors);

    if (out == NULL || work.from_count == 0) {
        sim_complain(&errors, NULL, 0, 0, "collect of several places needs -o; usage: collect A B... -o OUT");
        return sim_end(&errors, SIM_USAGE);
    }
    refuse_itself(from, work.from_count, out, &errors);
    status = errors.count > 0 ? SIM_USAGE : status;
    work.shard.count = 1;
    status = status == SIM_OK ? merge(&session, &work, out, &errors) : status;
    if (status == SIM_OK) {
        fprintf(stderr, "%ld runs in %s\n", session.plan.runs, out);
    }
    sim_session_free(&session);
    return sim_end(&errors, status);
}
