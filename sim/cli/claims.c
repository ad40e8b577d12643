/* claims.c - `claims`: test the claims of studies and write a table of verdicts. */
#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <xxhash.h>

#include "../files.h"
#include "../names.h"
#include "claims_cost.h"
#include "claims_worlds.h"
#include "commands.h"
#include "computing.h"
#include "ledger.h"
#include "options.h"

enum { MOST_CLAIMS = 256, OWN_OPTIONS = 4, LARGEST_PROGRAM = 1 << 28 };

struct request {
    const char *words[MOST_CLAIMS], *out, *table, *threads;
    int words_count;
    bool dry_run;
    struct sim_claims_asked asked;
    struct sim_claims_worlds given; /* of --worlds FILE */
    struct sim_effort effort;
    char *paths[MOST_CLAIMS]; /* of claim files */
    int paths_count;
    struct sim_study *studies; /* of these files */
    struct sim_ledger ledger;
    char command[512];
};

static enum sim_status request_read(struct request *self, int argc, char **argv, struct sim_errors *errors)
{
    struct sim_option options[SIM_CLAIMS_OPTIONS + OWN_OPTIONS] = {
        { .name = "-o", .value = &self->out },
        { .name = "--table", .value = &self->table },
        { .name = "--dry-run", .flag = &self->dry_run },
        { .name = "--threads", .value = &self->threads },
    };
    size_t used = (size_t)snprintf(self->command, sizeof self->command, "cavi");

    for (int i = 0; i < argc && used < sizeof self->command; i++)
        used += (size_t)snprintf(self->command + used, sizeof self->command - used, " %s", argv[i]);
    sim_claims_options(&self->asked, options + OWN_OPTIONS);
    enum sim_status status = sim_options_read(argc, argv, options, SIM_CLAIMS_OPTIONS + OWN_OPTIONS, self->words,
                                              MOST_CLAIMS, &self->words_count, errors);
    if (self->words_count == 0) {
        self->words[self->words_count++] = "configs/claims";
    }
    self->out = self->out == NULL ? "out/claims" : self->out;
    self->effort = sim_claims_effort(&self->asked, errors);
    return status;
}

/* --- which files --- */

/** Is it a claim, and not a base? Claims of a folder may extend files whose names begin with "base". */
static int is_claim(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && strncmp(entry->d_name, "base", 4) != 0 && strcmp(entry->d_name + length - 5, ".yaml") == 0;
}

static void path_add(struct request *self, char *path, struct sim_errors *errors)
{
    if (path == NULL || self->paths_count == MOST_CLAIMS) {
        sim_complain(errors, NULL, 0, 0, path == NULL ? "no memory" : "more than %d claims", MOST_CLAIMS);
        free(path);
    } else {
        self->paths[self->paths_count++] = path;
    }
}

/** The files named, and the claims of the folders named, in the order of their numbers. */
static enum sim_status paths_find(struct request *self, struct sim_errors *errors)
{
    for (int i = 0; i < self->words_count; i++) {
        struct stat about;
        struct dirent **entries = NULL;
        int count;
        if (stat(self->words[i], &about) != 0 || !S_ISDIR(about.st_mode)) {
            path_add(self, strdup(self->words[i]), errors);
            continue;
        }
        count = scandir(self->words[i], &entries, is_claim, versionsort);
        if (count <= 0) {
            sim_complain(errors, NULL, 0, 0, "%s: holds no claims (.yaml files)", self->words[i]);
        }
        for (int k = 0; k < count; k++) {
            path_add(self, sim_path_join(self->words[i], entries[k]->d_name), errors);
            free(entries[k]);
        }
        free(entries);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/** The id of a claim is the name of its folder, beside the files of the table. */
static void refuse_name_of_file(const char *path, const char *id, struct sim_errors *errors)
{
    static const char files[] = "build claims.csv claims_tests.csv CLAIMS.md";
    if (sim_word_index(files, id) >= 0) {
        sim_complain(errors, path, 0, 0, "has the id %s, which is the name of a file in the output folder", id);
    }
}

/** Read every study, so that all complaints come before anything is computed. */
static enum sim_status studies_read(struct request *request, const struct sim_model *model, struct sim_errors *errors)
{
    const struct sim_overrides none = { 0 };
    struct sim_study *studies = request->studies = calloc((size_t)request->paths_count, sizeof *studies);

    if (studies == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for %d claims", request->paths_count);
    }
    for (int i = 0; i < request->paths_count; i++) {
        enum sim_status status = sim_study_init(&studies[i], model, request->paths[i], &none, errors);
        if (status == SIM_OK && studies[i].claim == NULL) {
            sim_complain(errors, request->paths[i], 0, 0, "makes no claim (it has no block 'claim')");
        } else if (status == SIM_OK) {
            refuse_name_of_file(request->paths[i], studies[i].claim->id, errors);
        }
        for (int k = 0; status == SIM_OK && studies[i].claim != NULL && k < i; k++)
            if (studies[k].claim != NULL && studies[k].claim->id != NULL &&
                strcmp(studies[k].claim->id, studies[i].claim->id) == 0) {
                sim_complain(errors, request->paths[i], 0, 0, "has the same id as %s: %s", request->paths[k],
                             studies[i].claim->id);
            }
        if (status == SIM_OK && studies[i].claim != NULL) {
            sim_claims_placebo_refuse(model, &studies[i], request->paths[i], &request->effort, errors);
        }
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/* --- one program for the whole table --- */

/** All rows of a table must come from one build: another build may have another model under the same version. */
static enum sim_status refuse_other_build(const char *out, struct sim_errors *errors)
{
    char *program = NULL, *kept = NULL, *path = sim_path_join(out, "build"), mine[17] = "";
    size_t size = 0, length = 0;
    enum sim_status status = path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : sim_folder_make(out, errors);

    status = status != SIM_OK ? status : sim_file_read("/proc/self/exe", LARGEST_PROGRAM, &program, &size, errors);
    if (status == SIM_OK) {
        snprintf(mine, sizeof mine, "%016llx", (unsigned long long)XXH3_64bits(program, size));
        status = sim_file_publish(path, mine, strlen(mine), true, errors);
    }
    status = status != SIM_OK ? status : sim_file_read(path, 64, &kept, &length, errors);
    if (status == SIM_OK && strcmp(kept, mine) != 0) {
        status =
            sim_fail(errors, SIM_USAGE,
                     "%s: holds what another build of this program found; remove it, or choose another output", out);
    }
    free(path);
    free(program);
    free(kept);
    return status;
}

/* --- the table --- */

static void say_trial(const struct sim_model *model, const struct sim_trial *trial)
{
    char found[160], share[32] = "";

    sim_ledger_found(model, trial, found, sizeof found);
    if (!isnan(trial->all.share)) {
        snprintf(share, sizeof share, "%.0f%% (%.0f-%.0f)", 100 * trial->all.share, 100 * trial->all.low,
                 100 * trial->all.high);
    }
    printf("%-6s %-16s %13s  %s\n", trial->study->claim->id, sim_verdict_word(trial->verdict), share, found);
    fflush(stdout);
}

static enum sim_status try_all(struct request *request, const struct sim_model *model, int threads,
                               struct sim_errors *errors)
{
    struct sim_setup setup = {
        .model = model, .kernel = sim_kernel_choose(model, NULL), .threads = threads, .stop = sim_listen_for_signals()
    };
    enum sim_status status = SIM_OK;

    printf("%-6s %-16s %13s  %s\n", "claim", "verdict", "worlds",
           "found (95 % interval over luck); above 0: as expected");
    for (int i = 0; i < request->paths_count && status == SIM_OK; i++) {
        struct sim_trial trial = { 0 };
        setup.study = &request->studies[i];
        char *out = sim_path_join(request->out, setup.study->claim->id);
        setup.out = out;
        status = out == NULL ? sim_fail(errors, SIM_MEMORY, "no memory")
                             : sim_trial_init(&trial, &setup, &request->effort, errors);
        if (status == SIM_OK) {
            say_trial(model, &trial);
            sim_ledger_add(&request->ledger, model, &trial);
        }
        sim_trial_free(&trial);
        free(out);
    }
    return status;
}

static enum sim_status write_tables(struct request *request, const struct sim_model *model, struct sim_errors *errors)
{
    const struct sim_ledger_source source = { request->command,     model->name,      model->version,
                                              request->asked.quick, &request->effort, &request->given };
    char *csv = sim_path_join(request->out, "claims.csv"), *table = sim_path_join(request->out, "CLAIMS.md");
    enum sim_status status = csv == NULL || table == NULL ? sim_fail(errors, SIM_MEMORY, "no memory")
                                                          : sim_ledger_csv(&request->ledger, csv, errors);

    if (status == SIM_OK) {
        status =
            sim_ledger_markdown(&request->ledger, request->table == NULL ? table : request->table, &source, errors);
    }
    if (status == SIM_OK) {
        sim_ledger_count(&request->ledger, stdout);
        printf("%s\nin %s and %s\n", request->asked.quick ? "; a quick look, with too few runs to rely on" : "", csv,
               request->table == NULL ? table : request->table);
    }
    free(csv);
    free(table);
    return status;
}

enum sim_status sim_command_claims(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    struct sim_errors errors = { 0 };
    enum sim_status status = request_read(&request, argc, argv, &errors);
    int threads = sim_session_threads(sim_option_whole("--threads", request.threads, 1, 1024, 0, &errors));

    status = status == SIM_OK && errors.count > 0 ? SIM_USAGE : status;
    status = status != SIM_OK ? status : paths_find(&request, &errors);
    status = status != SIM_OK ? status : studies_read(&request, model, &errors);
    status = status != SIM_OK ? status
                              : sim_claims_worlds_init(&request.given, model, request.asked.worlds, request.studies,
                                                       request.paths_count, &request.effort, &errors);
    if (request.dry_run) {
        status = status != SIM_OK ? status
                                  : sim_claims_cost(model, request.studies, request.paths_count, &request.effort,
                                                    threads, stdout, &errors);
        goto out;
    }
    status = status != SIM_OK ? status : refuse_other_build(request.out, &errors);
    status = status != SIM_OK ? status : sim_ledger_init(&request.ledger, &errors);
    status = status != SIM_OK ? status : try_all(&request, model, threads, &errors);
    status = status != SIM_OK ? status : write_tables(&request, model, &errors);
    if (status == SIM_STOPPED) {
        fprintf(stderr, "stopped on request; repeat the command to go on\n");
    }
out:
    sim_ledger_free(&request.ledger);
    for (int i = 0; i < request.paths_count; i++) {
        if (request.studies != NULL) {
            sim_study_free(&request.studies[i], model);
        }
        free(request.paths[i]);
    }
    free(request.studies);
    return sim_end(&errors, status);
}
