/* store_reader.c - from a sealed results file back to study, plan and blocks. */
#include "store_reader.h"

#include <hdf5.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "entities.h"
#include "store_driver.h"
#include "store_hdf5.h"
#include "store_layout.h"
#include "store_provenance.h"

struct sim_stored {
    char *path;
    struct sim_seal seal;
    int file;    /* open, and verified */
    hid_t hdf5;  /* the same */
    hid_t *sets; /* opened when they are first wanted: see STATUS below */
    int sets_count;
};

/* Checksum of the last file that a child has read to its end. The same bytes need no other child. */
static uint64_t harmless[2];

static enum sim_status lacks(const struct sim_stored *self, const char *what, struct sim_errors *errors)
{
    return sim_fail(errors, SIM_DATA, "%s: its seal is right, but it does not hold %s", self->path, what);
}

enum sim_status sim_stored_open(struct sim_stored **self, const char *path, struct sim_errors *errors)
{
    struct sim_stored *stored = calloc(1, sizeof *stored);
    hid_t access = -1;
    enum sim_status status;

    sim_store_quiet();
    *self = stored;
    if (stored == NULL || (stored->path = strdup(path)) == NULL) {
        free(stored);
        *self = NULL;
        return sim_fail(errors, SIM_MEMORY, "%s: no memory to read it", path);
    }
    stored->hdf5 = -1;
    status = sim_seal_verify(path, &stored->seal, &stored->file, errors);
    if (status == SIM_OK && memcmp(harmless, stored->seal.checksum, sizeof harmless) != 0) {
        status = sim_foreign_check(path, stored->file, stored->seal.size, errors);
    }
    if (status == SIM_OK) {
        memcpy(harmless, stored->seal.checksum, sizeof harmless);
        access = sim_driver_reads(stored->file, stored->seal.size);
        stored->hdf5 = access < 0 ? -1 : H5Fopen(path, H5F_ACC_RDONLY, access);
        status = stored->hdf5 >= 0 ? SIM_OK : lacks(stored, "the HDF5 file", errors);
    }
    sim_hdf5_close(access, H5Pclose);
    return status;
}

void sim_stored_close(struct sim_stored *self)
{
    if (self == NULL) {
        return;
    }
    for (int i = 0; i < self->sets_count; i++)
        if (self->sets[i] >= 0) {
            H5Dclose(self->sets[i]);
        }
    sim_hdf5_close(self->hdf5, H5Fclose);
    if (self->file >= 0) {
        close(self->file);
    }
    free(self->sets);
    free(self->path);
    free(self);
}

const char *sim_stored_path(const struct sim_stored *self)
{
    return self->path;
}

const struct sim_seal *sim_stored_seal(const struct sim_stored *self)
{
    return &self->seal;
}

int64_t sim_stored_hdf5(const struct sim_stored *self)
{
    return self->hdf5;
}

/* --- study and plan --- */

bool sim_stored_is_of_other_version(const struct sim_stored *self, const struct sim_model *model)
{
    struct sim_provenance origin;
    bool other = sim_provenance_read(&origin, self->hdf5) && strcmp(origin.model, model->name) == 0 &&
                 strcmp(origin.model_version, model->version) != 0;

    sim_provenance_free(&origin);
    return other;
}

/** The plan that this program makes of the file's study must be the file's own: else its runs would be others. */
static enum sim_status cut(const struct sim_stored *self, const struct sim_provenance *origin,
                           const struct sim_model *model, const struct sim_study *study, struct sim_plan *plan,
                           struct sim_errors *errors)
{
    const struct sim_decision *decision = &origin->decision;
    enum sim_status status = sim_plan_init(plan, model, study, model->kernels[0]->real_bytes, errors);

    if (status != SIM_OK) {
        return status;
    }
    if (decision->replicates > 0 && decision->replicates <= study->replicates) {
        sim_plan_decide(plan, decision);
    }
    if (!sim_seal_is_of_plan(&self->seal, plan)) {
        return sim_fail(
            errors, SIM_USAGE,
            "%s: was computed by another version of this program, and only that version can answer questions "
            "from it; any HDF5 reader can open it, and its /provenance holds the study to compute again",
            self->path);
    }
    return self->seal.runs == (uint64_t)plan->runs ? SIM_OK : lacks(self, "the runs of the study", errors);
}

enum sim_status sim_stored_plan(const struct sim_stored *self, const struct sim_model *model, struct sim_study *study,
                                struct sim_plan *plan, struct sim_errors *errors)
{
    struct sim_provenance origin;
    struct sim_overrides as_it_is = { .resolved = true };
    enum sim_status status = SIM_OK;

    *study = (struct sim_study){ 0 };
    *plan = (struct sim_plan){ 0 };
    if (!sim_provenance_read(&origin, self->hdf5) || !sim_seal_is_of_text(&self->seal, origin.study)) {
        status = lacks(self, "the study", errors);
    } else if (strcmp(origin.model, model->name) != 0) {
        status = sim_fail(errors, SIM_USAGE, "%s: holds results of another model (%s, not %s)", self->path,
                          origin.model, model->name);
    } else if (strcmp(origin.model_version, model->version) != 0) {
        status = sim_fail(errors, SIM_USAGE,
                          "%s: holds results of another version of the model (%s, not %s); `compare` and `export` read "
                          "them",
                          self->path, origin.model_version, model->version);
    } else {
        as_it_is.text = origin.study;
        status = sim_study_init(study, model, self->path, &as_it_is, errors);
    }
    if (status == SIM_OK) {
        status = cut(self, &origin, model, study, plan, errors);
        plan->grown = origin.grown;
    }
    sim_provenance_free(&origin);
    return status;
}

void sim_stored_decision(const struct sim_stored *self, const struct sim_plan *plan, struct sim_decision *decision)
{
    struct sim_provenance origin;
    long each = plan->points * plan->study->arms_count;
    bool good = sim_provenance_read(&origin, self->hdf5) && origin.decision.replicates > 0 &&
                origin.decision.replicates <= plan->study->replicates &&
                self->seal.runs == (uint64_t)(origin.decision.replicates * each);

    *decision = good ? origin.decision : (struct sim_decision){ 0 };
    sim_provenance_free(&origin);
}

/* --- blocks --- */

/* The sets, in this order: status, reason, outcomes, outcomes of entities, kept histories. */
enum { STATUS, REASON, OUTCOMES };

/** The variable's name of set `i`. */
static void set_name(const struct sim_plan *plan, int i, char *name, size_t size)
{
    const struct sim_model *model = plan->model;
    int of = i - OUTCOMES - model->outcomes_count, kept = of - model->outcomes_of_count, history = 0;

    if (of < 0) {
        snprintf(name, size, "%s",
                 i == STATUS   ? "status"
                 : i == REASON ? "stop_reason"
                               : model->outcomes[i - OUTCOMES].name);
        return;
    }
    if (kept < 0) {
        sim_layout_outcome_of(model, of, name, size);
        return;
    }
    for (; !plan->study->histories[history] || kept > 0; history++)
        kept -= plan->study->histories[history];
    sim_layout_history(model, history, name, size);
}

/** How many numbers a run has in set `i` along a second dimension; 0: it has one number a run; -1: there is no such
 * set, since no run has such an entity. */
static int set_width(const struct sim_plan *plan, int i)
{
    int of = i - OUTCOMES - plan->model->outcomes_count;
    if (of >= plan->model->outcomes_of_count) {
        return plan->study->months;
    }
    return of < 0 ? 0 : sim_entities_of(plan, of)->count > 0 ? sim_entities_of(plan, of)->count : -1;
}

/** Has the dataset numbers of this type, a place for each run and, where `width` is above 0, as many numbers of each?
 */
static bool has_shape(hid_t set, hid_t type, long runs, int width)
{
    hsize_t extent[2] = { 0 };
    hid_t space = set < 0 ? -1 : H5Dget_space(set);
    int rank = width > 0 ? 2 : 1;
    bool good = space >= 0 && sim_hdf5_type(set) == type && H5Sget_simple_extent_ndims(space) == rank &&
                H5Sget_simple_extent_dims(space, extent, NULL) == rank && extent[0] == (hsize_t)runs &&
                (width == 0 || extent[1] == (hsize_t)width);

    sim_hdf5_close(space, H5Sclose);
    return good;
}

static bool open_sets(struct sim_stored *self, const struct sim_plan *plan, const struct sim_block *block)
{
    int count = OUTCOMES + plan->model->outcomes_count + plan->model->outcomes_of_count + block->histories_count;
    bool good = true;

    if (self->sets != NULL) {
        return self->sets_count == count;
    }
    self->sets = calloc((size_t)count, sizeof *self->sets);
    for (int i = 0; self->sets != NULL && good && i < count; i++) {
        char name[SIM_NAME_SIZE];
        int width = set_width(plan, i);
        set_name(plan, i, name, sizeof name);
        hid_t type = i < OUTCOMES                                                                  ? H5T_NATIVE_UCHAR
                     : i < OUTCOMES + plan->model->outcomes_count + plan->model->outcomes_of_count ? H5T_NATIVE_DOUBLE
                                                                                                   : H5T_NATIVE_FLOAT;
        self->sets[self->sets_count++] = width < 0 ? -1 : H5Dopen2(self->hdf5, name, H5P_DEFAULT);
        good = width < 0 || has_shape(self->sets[i], type, plan->runs, width);
    }
    return self->sets != NULL && good;
}

/** The first `count` runs of the block. */
static bool fill(const struct sim_stored *self, const struct sim_plan *plan, struct sim_block *block, long count)
{
    const struct sim_model *model = plan->model;
    const hid_t *outcomes = self->sets + OUTCOMES, *of = outcomes + model->outcomes_count;
    const hid_t *histories = of + model->outcomes_of_count;
    long first = block->first, room = block->count;
    double *column = block->outcomes;
    bool good = sim_hdf5_rows(self->sets[STATUS], H5T_NATIVE_UCHAR, first, count, 0, 0, block->status) &&
                sim_hdf5_rows(self->sets[REASON], H5T_NATIVE_UCHAR, first, count, 0, 0, block->reason);

    for (int i = 0; good && i < model->outcomes_count; i++, column += room)
        good = sim_hdf5_rows(outcomes[i], H5T_NATIVE_DOUBLE, first, count, 0, 0, column);
    for (int i = 0; good && i < model->outcomes_of_count; i++)
        for (int k = 0; good && k < sim_entities_of(plan, i)->count; k++, column += room)
            good = sim_hdf5_rows(of[i], H5T_NATIVE_DOUBLE, first, count, k, 1, column);
    for (int i = 0; good && i < block->histories_count; i++)
        good = sim_hdf5_rows(histories[i], H5T_NATIVE_FLOAT, first, count, 0, block->months,
                             block->histories + i * room * block->months);
    return good;
}

enum sim_status sim_stored_block(struct sim_stored *self, const struct sim_plan *plan, struct sim_block *block,
                                 struct sim_errors *errors)
{
    long left = plan->runs - block->first, count = left < block->count ? left : block->count;

    if (!open_sets(self, plan, block) || !fill(self, plan, block, count)) {
        return lacks(self, "the variables", errors);
    }
    for (long i = count; i < block->count; i++) {
        block->status[i] = SIM_RUN_ABSENT;
        sim_block_blank(block, i);
    }
    return SIM_OK;
}
