/* study.c - a study file, and all it extends, becomes a study. Parents are applied first, the file itself last. */
#include "study.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "chain.h"
#include "claim.h"
#include "pattern.h"
#include "reading.h"

static bool study_defaults(struct sim_study *self, const struct sim_model *model)
{
    *self = (struct sim_study){ .model = sim_study_model(model, model->params.count),
                                .own_params = model->params.count,
                                .months = (int)sim_keys[SIM_KEY_study_months].value,
                                .seed = (uint64_t)sim_keys[SIM_KEY_study_seed].value,
                                .replicates = (long)sim_keys[SIM_KEY_study_replicates].value,
                                .until = { .outcome = -1 } };
    snprintf(self->start, sizeof self->start, "%s", model->start == NULL ? "2000-01" : model->start);
    self->histories = calloc((size_t)model->histories_count + 1, sizeof *self->histories);
    for (int i = 0; self->histories != NULL && i < model->histories_count; i++)
        self->histories[i] = true;
    return self->histories != NULL && self->model != NULL;
}

/** What a key says in the file itself or else in the nearest parent that has it; NULL where none has. Complaints are
 * about that file from then on. */
static const struct sim_node *nearest(struct sim_reading *reading, const struct sim_chain *chain, enum sim_key_id key)
{
    const struct sim_node *node = NULL;

    reading->path = chain->paths[0];
    for (int i = 0; node == NULL && i < chain->count; i++) {
        node = sim_key_node(chain->roots[i], key);
        reading->path = node != NULL ? chain->paths[i] : reading->path;
    }
    return node;
}

/** The worlds that the study runs over become its design. A design beside them becomes arms. */
static void worlds_take(struct sim_reading *reading, const struct sim_arm *base)
{
    reading->path = reading->worlds.path;
    if (reading->study->design.kind != SIM_DESIGN_NONE) {
        sim_spread_arms(reading, reading->worlds.node);
    }
    sim_read_worlds(reading, reading->worlds.node);
    sim_check_design(reading, base);
}

/** A path of the study's own file that begins after the run changes nothing: its months were meant in another way. One
 * that the study extends may end with a shorter run. */
static void refuse_beyond(struct sim_reading *reading, const char *own)
{
    const struct sim_study *study = reading->study;
    const char *said = "";
    size_t length = strlen(own);

    for (int i = 0; i < reading->model->params.count; i++)
        for (int a = 0; a < study->arms_count; a++) {
            const struct sim_path *path = &study->arms[a].paths[i];
            if (path->count > 0 && path->month[0] >= study->months && strcmp(said, path->where) != 0 &&
                strncmp(path->where, own, length) == 0 && path->where[length] == ':') {
                char from[32], last[32];
                sim_month_text(study, (int)path->month[0], from, sizeof from);
                sim_month_text(study, study->months - 1, last, sizeof last);
                sim_complain(reading->errors, path->where, 0, 0,
                             "'%s' follows a path from month %.16g (%s) on, and the run ends with month %d (%s); "
                             "months count from 0, and a date is written as 2017-04",
                             reading->model->params.list[i].name, path->month[0], from, study->months - 1, last);
                said = path->where;
            }
        }
}

/** From the read files to arms, design and all that depends on them. */
static void study_build(struct sim_reading *reading, const struct sim_chain *chain, struct sim_arm *base,
                        const struct sim_overrides *overrides)
{
    const struct sim_node *node = nearest(reading, chain, SIM_KEY_study_start);

    if (node != NULL) {
        sim_read_start(reading, node);
    }
    for (int i = chain->count - 1; i >= 0; i--) {
        reading->path = chain->paths[i];
        sim_read_outline(reading, chain->roots[i]);
        sim_read_world(reading, base, chain->roots[i], SIM_OF_STUDY);
    }
    node = nearest(reading, chain, SIM_KEY_study_arms);
    sim_read_arms(reading, base, node);
    if (!overrides->resolved) {
        refuse_beyond(reading, chain->paths[0]);
    }
    sim_check_design(reading, base);
    if (reading->worlds.node != NULL) {
        worlds_take(reading, base);
    }
    sim_apply_overrides(reading, overrides);
    sim_widen_design(reading);
    sim_group_factors(reading);
    sim_check_dimensions(reading);
    if ((node = nearest(reading, chain, SIM_KEY_study_snapshots)) != NULL) {
        sim_read_snapshots(reading, node);
    }
    if ((node = nearest(reading, chain, SIM_KEY_study_events)) != NULL) {
        sim_read_events(reading, node);
    }
    node = sim_key_node(chain->roots[0], SIM_KEY_study_claim); /* the file's own: who extends it claims nothing */
    if (node != NULL) {
        reading->path = chain->paths[0];
        sim_read_claim(reading, node);
    }
    if ((node = nearest(reading, chain, SIM_KEY_study_patterns)) != NULL) {
        sim_read_patterns(reading, node);
    }
    node = nearest(reading, chain, SIM_KEY_study_matching);
    if (node != NULL || reading->study->matching != NULL) {
        sim_read_matching(reading, node);
    }
    if (!sim_cells_sort(reading)) {
        sim_fail(reading->errors, SIM_MEMORY, "no memory for a study");
    }
}

/** The title, if nothing gives one: the file's name. */
static void name_after_file(struct sim_study *self, const char *path)
{
    char *copy = self->title == NULL ? strdup(path) : NULL;
    if (copy != NULL) {
        self->title = strdup(basename(copy));
    }
    free(copy);
}

/** A good study gets its resolved text. */
static void write_out(struct sim_study *self, const char *path, struct sim_errors *errors)
{
    if (self->title == NULL || !sim_study_write_out(self)) {
        sim_fail(errors, SIM_MEMORY, "no memory for a study");
    } else if (strlen(self->text) > SIM_LARGEST_RESOLVED) {
        sim_complain(errors, path, 0, 0,
                     "has more than %d bytes when it is written out in full: use fewer rows, levels or arms",
                     SIM_LARGEST_RESOLVED);
    }
}

/** A study that somebody names and that cannot be read is named wrongly; one that a folder keeps is lost or out of
 * reach. */
static enum sim_status why_refused(enum sim_status reading, const struct sim_overrides *overrides)
{
    return reading == SIM_MEMORY || (reading == SIM_IO && overrides->resolved) ? reading : SIM_USAGE;
}

enum sim_status sim_study_init(struct sim_study *self, const struct sim_model *model, const char *path,
                               const struct sim_overrides *overrides, struct sim_errors *errors)
{
    struct sim_chain chain = { 0 };
    struct sim_arm base = { 0 };
    struct sim_reading reading = { .study = self, .errors = errors, .path = path, .base = &base };
    int before = errors->count;
    enum sim_status status;

    if (!study_defaults(self, model) || !sim_arm_init(&base, self->model, "base")) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a study");
        goto out;
    }
    reading.model = self->model;
    sim_chain_init(&chain, path, overrides->text, overrides->resolved ? SIM_LARGEST_RESOLVED : SIM_LARGEST_FILE,
                   errors);
    if (chain.count > 0 && errors->count == before) {
        study_build(&reading, &chain, &base, overrides);
    }
    name_after_file(self, path);
    if (errors->count == before) {
        write_out(self, path, errors);
    }
    status = errors->count == before ? SIM_OK : why_refused(chain.status, overrides);
out:
    sim_series_free(&reading);
    sim_chain_free(&chain);
    sim_arm_free(&base, model);
    return status;
}

void sim_month_text(const struct sim_study *self, int month, char *text, size_t size)
{
    int year = 0, first = 1;
    sscanf(self->start, "%d-%d", &year, &first);
    month += 12 * year + first - 1;
    snprintf(text, size, "%04d-%02d", month / 12, month % 12 + 1);
}

void sim_study_free(struct sim_study *self, const struct sim_model *model)
{
    sim_claim_free(self->claim, self, model);
    sim_matching_free(self->matching);
    for (int a = 0; a < self->arms_count; a++)
        sim_arm_free(&self->arms[a], model);
    free(self->arms);
    sim_design_free(&self->design);
    free(self->title);
    free(self->question);
    free(self->histories);
    sim_close_up_free(&self->snapshots);
    sim_close_up_free(&self->events);
    free(self->text);
    sim_errors_free(&self->notes);
    sim_study_model_free(self->model, self->own_params);
    *self = (struct sim_study){ 0 };
}

/* --- a copy --- */

/** A copy of an array in *to; NULL where there is none. False without memory. */
static bool array_copy(void *to, const void *from, int count, size_t size)
{
    void *copy = count == 0 ? NULL : malloc((size_t)count * size);
    if (copy != NULL) {
        memcpy(copy, from, (size_t)count * size);
    }
    memcpy(to, &copy, sizeof copy);
    return count == 0 || copy != NULL;
}

static bool close_up_copy(struct sim_close_up *to, const struct sim_close_up *from)
{
    bool good = array_copy(&to->replicates, from->replicates, from->replicates_count, sizeof *from->replicates);
    good = array_copy(&to->months, from->months, from->months_count, sizeof *from->months) && good;
    to->replicates_count = good ? from->replicates_count : 0;
    to->months_count = good ? from->months_count : 0;
    return good;
}

static bool design_copy(struct sim_design *to, const struct sim_design *from)
{
    bool good;

    *to = *from;
    good = array_copy(&to->factors, from->factors, from->factors_count, sizeof *from->factors);
    to->factors_count = 0;
    for (int i = 0; good && i < from->factors_count; i++, to->factors_count++) {
        const struct sim_factor *factor = &from->factors[i];
        good = array_copy(&to->factors[i].levels, factor->levels, factor->levels_count, sizeof *factor->levels);
    }
    return array_copy(&to->worlds, from->worlds, from->worlds == NULL ? 0 : (int)from->points, sizeof *from->worlds) &&
           good;
}

bool sim_study_copy(struct sim_study *self, const struct sim_study *from, const struct sim_model *model)
{
    bool good;

    *self = (struct sim_study){ .model = sim_study_model(from->model, from->own_params),
                                .own_params = from->own_params,
                                .months = from->months,
                                .seed = from->seed,
                                .replicates = from->replicates,
                                .until = from->until,
                                .title = strdup(from->title),
                                .question = from->question == NULL ? NULL : strdup(from->question),
                                .arms = calloc((size_t)from->arms_count + 1, sizeof *self->arms) };
    memcpy(self->start, from->start, sizeof self->start);
    good = self->model != NULL && self->title != NULL && (from->question == NULL || self->question != NULL) &&
           self->arms != NULL;
    good = array_copy(&self->histories, from->histories, model->histories_count + 1, sizeof *from->histories) && good;
    good = close_up_copy(&self->snapshots, &from->snapshots) && good;
    good = close_up_copy(&self->events, &from->events) && good;
    good = design_copy(&self->design, &from->design) && good;
    for (; good && self->arms_count < from->arms_count; self->arms_count++) {
        const struct sim_arm *arm = &from->arms[self->arms_count];
        good = sim_arm_copy(&self->arms[self->arms_count], arm, model, arm->name);
    }
    return good && sim_study_write_out(self);
}
