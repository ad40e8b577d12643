/* claims_worlds.c - reads how much is to be computed and --worlds, and asks whether a placebo can be tried. */
#include "claims_worlds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "../ask/placebo.h"
#include "../ask/trial_worlds.h"
#include "../files.h"
#include "../memory.h"
#include "../read/reading.h"

enum { LARGEST_WORLDS = 1 << 30 };

void sim_claims_options(struct sim_claims_asked *self, struct sim_option *options)
{
    options[0] = (struct sim_option){ .name = "--quick", .flag = &self->quick };
    options[1] = (struct sim_option){ .name = "--replicates", .value = &self->replicates };
    options[2] = (struct sim_option){ .name = "--worlds", .value = &self->worlds };
    options[3] = (struct sim_option){ .name = "--world-replicates", .value = &self->world_replicates };
    options[4] = (struct sim_option){ .name = "--placebo", .value = &self->placebo };
}

/** Does --worlds name a file, and not how many are sampled? */
static bool is_file(const char *text)
{
    return text != NULL && (text[0] == '\0' || text[strspn(text, "-0123456789")] != '\0');
}

struct sim_effort sim_claims_effort(const struct sim_claims_asked *self, struct sim_errors *errors)
{
    struct sim_effort effort = self->quick ? sim_quick : sim_thorough;

    effort.replicates = sim_option_whole("--replicates", self->replicates, 1, 1 << 20, effort.replicates, errors);
    effort.exactly = self->replicates != NULL;
    effort.labellings = sim_option_whole("--placebo", self->placebo, 1, 10000, 0, errors);
    if (!is_file(self->worlds)) {
        effort.worlds = sim_option_whole("--worlds", self->worlds, 0, 1 << 20, effort.worlds, errors);
    }
    effort.world_replicates =
        sim_option_whole("--world-replicates", self->world_replicates, 1, 1 << 16, effort.world_replicates, errors);
    return effort;
}

/** A study of nothing but the worlds of a file, as a text; the caller frees it. NULL without memory. */
static char *study_of(const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);

    if (file == NULL) {
        return NULL;
    }
    fputs("worlds: ", file);
    sim_put_quoted(file, path);
    fputc('\n', file);
    return sim_text_end(file, &text);
}

static enum sim_status hash_read(struct sim_claims_worlds *self, struct sim_errors *errors)
{
    char *bytes = NULL;
    size_t size = 0;
    enum sim_status status = sim_file_read(self->path, LARGEST_WORLDS, &bytes, &size, errors);

    if (status == SIM_OK) {
        self->hash = XXH3_64bits(bytes, size);
    }
    free(bytes);
    return status;
}

enum sim_status sim_claims_worlds_init(struct sim_claims_worlds *self, const struct sim_model *model, const char *text,
                                       struct sim_study *studies, int count, const struct sim_effort *effort,
                                       struct sim_errors *errors)
{
    struct sim_overrides overrides = { 0 };
    struct sim_study read = { 0 };
    enum sim_status status;

    if (!is_file(text)) {
        return SIM_OK;
    }
    self->path = text;
    char *study = study_of(text);
    overrides.text = study;
    status = study == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for the worlds of %d claims", count)
                           : sim_study_init(&read, model, "--worlds", &overrides, errors);
    for (int i = 0; status == SIM_OK && i < read.design.factors_count; i++)
        if (read.design.factors[i].param >= read.own_params) {
            sim_complain(errors, text, 1, 0,
                         "holds '%s', a cell of a table; worlds that all claims share may hold only parameters",
                         read.model->params.list[read.design.factors[i].param].name);
            status = SIM_USAGE;
        }
    status = status != SIM_OK ? status : hash_read(self, errors);
    self->worlds = read.design.points;
    for (int i = 0; status == SIM_OK && i < count; i++)
        if (studies[i].design.kind == SIM_DESIGN_NONE && studies[i].claim->not_run == NULL &&
            !sim_worlds_give(&studies[i], &read.design, effort->world_replicates)) {
            status = sim_fail(errors, SIM_MEMORY, "no memory for the worlds of %d claims", count);
        }
    sim_study_free(&read, model);
    free(study);
    return status;
}

void sim_claims_placebo_refuse(const struct sim_model *model, const struct sim_study *study, const char *path,
                               const struct sim_effort *effort, struct sim_errors *errors)
{
    const struct sim_claim *claim = study->claim;

    if (effort->labellings == 0 || claim->placebo[0] == NULL || claim->placebo[1] == NULL || claim->not_run != NULL) {
        return;
    }
    if (sim_placebo_pairs(model, study, NULL) == 0) {
        sim_complain(errors, path, 0, 0,
                     "placebo: [%.60s, %.60s]: no two parameters with a plausible range, which no arm sets, have names "
                     "that differ in these words alone",
                     claim->placebo[0], claim->placebo[1]);
    } else if (sim_placebo_worlds(study, effort) == 0) {
        sim_complain(errors, path, 0, 0, "placebo: a claim with a placebo cannot have a design or `worlds`");
    }
}
