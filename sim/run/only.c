/* only.c - looks at the results file and at the names of blocks; changes nothing. */
#include "only.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../files.h"
#include "store_reader.h"

bool sim_is_one_file(const char *out)
{
    struct stat about;
    return stat(out, &about) == 0 && !S_ISDIR(about.st_mode);
}

char *sim_results_path(const char *out)
{
    return sim_is_one_file(out) ? strdup(out) : sim_path_join(out, "results.h5");
}

long sim_blocks_missing(const struct sim_plan *plan, const char *out)
{
    long missing = 0;
    for (long i = 0; i < plan->blocks; i++)
        missing += !sim_blocks_has(out, i);
    return missing;
}

/** The seal of the results file, if it can be read. */
static bool seal_of(const char *out, struct sim_seal *seal)
{
    char *path = sim_results_path(out);
    bool good = path != NULL && sim_seal_peek(path, seal);
    free(path);
    return good;
}

bool sim_is_collected(const struct sim_plan *plan, const char *out, bool partial)
{
    struct sim_seal seal;
    return seal_of(out, &seal) && sim_seal_is_of_study(&seal, plan) && seal.runs == (uint64_t)plan->runs &&
           (seal.absent > 0) == partial;
}

bool sim_results_are_intact(const struct sim_plan *plan, const char *out)
{
    struct sim_errors ignored = { 0 };
    struct sim_seal seal;
    char *path = sim_results_path(out);
    bool well =
        path != NULL && sim_is_collected(plan, out, false) && sim_seal_verify(path, &seal, NULL, &ignored) == SIM_OK;

    sim_errors_free(&ignored);
    free(path);
    return well;
}

bool sim_results_are_damaged(const char *out, struct sim_errors *errors)
{
    struct sim_seal seal;
    char *path = sim_results_path(out);
    bool damaged = path != NULL && access(path, F_OK) == 0 && sim_seal_verify(path, &seal, NULL, errors) != SIM_OK;

    free(path);
    return damaged;
}

bool sim_results_hold_all(const struct sim_plan *plan, const char *out)
{
    struct sim_seal seal;
    return seal_of(out, &seal) && sim_seal_is_of_plan(&seal, plan) && seal.runs == (uint64_t)plan->runs &&
           seal.absent == 0;
}

bool sim_results_answer(const struct sim_plan *plan, const char *out, bool exactly)
{
    struct sim_seal seal;
    return seal_of(out, &seal) && (exactly ? sim_seal_is_of_study(&seal, plan) : sim_seal_is_of_plan(&seal, plan));
}

bool sim_only_results(const struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    struct sim_stored *stored = NULL;
    struct sim_seal seal;
    char *path = NULL;
    bool only = false;

    if (sim_blocks_missing(plan, out) == 0) {
        return false;
    }
    path = sim_results_path(out);
    if (path != NULL && access(path, F_OK) == 0 && (sim_results_hold_all(plan, out) || !sim_seal_peek(path, &seal))) {
        only = sim_stored_open(&stored, path, errors) == SIM_OK;
    }
    sim_stored_close(stored);
    free(path);
    return only;
}
