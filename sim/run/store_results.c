/* store_results.c - the results file: created, filled block by block, closed and sealed.
 * Written under a temporary name by collect.c, which alone decides when it is good. */
#include <hdf5.h>
#include <stdlib.h>
#include <string.h>

#include "entities.h"
#include "store.h"
#include "store_close_up.h"
#include "store_driver.h"
#include "store_hdf5.h"
#include "store_layout.h"
#include "store_provenance.h"
#include "store_seal.h"

struct sim_results {
    struct sim_sink sink;
    const struct sim_plan *plan;
    const char *path;
    struct sim_layout layout;
    struct sim_snapshots *snapshots;
    struct sim_events *events;
    struct sim_seal counts; /* of runs, as they come */
};

static void add_title(struct sim_results *self)
{
    const struct sim_study *study = self->plan->study;
    sim_hdf5_text(&self->sink, self->sink.file, "Conventions", "CF-1.8");
    sim_hdf5_text(&self->sink, self->sink.file, "schema", "cavi results 1");
    sim_hdf5_text(&self->sink, self->sink.file, "title", study->title);
    if (study->question != NULL) {
        sim_hdf5_text(&self->sink, self->sink.file, "question", study->question);
    }
    sim_hdf5_text(&self->sink, self->sink.file, "source", self->plan->model->title);
    sim_hdf5_text(&self->sink, self->sink.file, "start", study->start);
    if (sim_plan_samples_worlds(self->plan)) { /* else replicates are */
        sim_hdf5_text(&self->sink, self->sink.file, "repeats", "worlds");
    }
}

static hid_t results_file(const char *path)
{
    hid_t create = H5Pcreate(H5P_FILE_CREATE), access = sim_driver_access(), file = -1;
    if (access >= 0 && H5Pset_obj_track_times(create, 0) >= 0 &&
        H5Pset_link_creation_order(create, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED) >= 0 &&
        H5Pset_attr_creation_order(create, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED) >= 0) {
        file = H5Fcreate(path, H5F_ACC_TRUNC, create, access);
    }
    H5Pclose(access);
    H5Pclose(create);
    return file;
}

/** Has HDF5 done all that it was asked for, and the disk too? */
static bool is_good(struct sim_results *self)
{
    self->sink.good = self->sink.good && sim_driver_cause() == 0;
    return self->sink.good;
}

static const char *why(void)
{
    return sim_driver_cause() != 0 ? strerror(sim_driver_cause()) : "HDF5 failed, most likely for want of memory";
}

enum sim_status sim_results_new(struct sim_results **self, const struct sim_plan *plan, const char *path, int compress,
                                struct sim_errors *errors)
{
    struct sim_results *r = calloc(1, sizeof *r);

    sim_store_quiet();
    *self = r;
    if (r == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory to collect results");
    }
    *r = (struct sim_results){ .plan = plan, .path = path, .counts.runs = (uint64_t)plan->runs };
    r->sink.text = sim_hdf5_words();
    r->sink.good = r->sink.text >= 0;
    r->sink.file = results_file(path);
    if (r->sink.file < 0) {
        r->sink.good = false;
        return sim_fail(errors, SIM_IO, "%s: cannot be created: %s", path, why());
    }
    add_title(r);
    sim_layout_init(&r->layout, &r->sink, plan, compress);
    sim_provenance_write(&r->sink, plan);
    return is_good(r) ? SIM_OK : sim_fail(errors, SIM_IO, "%s: cannot be written: %s", path, why());
}

/* --- runs of a block --- */

/** Runs of a block that the plan wants: the last replicate that `until` took may end within the block. */
static long wanted(const struct sim_plan *plan, const struct sim_block *block)
{
    long left = plan->runs - block->first;
    return left < block->count ? left : block->count;
}

/** Months of one history of a block's runs. */
static void put_history(struct sim_results *self, int history, const struct sim_block *block)
{
    hsize_t start[2] = { (hsize_t)block->first, 0 };
    hsize_t extent[2] = { (hsize_t)wanted(self->plan, block), (hsize_t)block->months };
    hid_t set = self->layout.histories[history], space = H5Dget_space(set), memory = H5Screate_simple(2, extent, NULL);
    const float *from = block->histories + (long)history * block->count * block->months;

    self->sink.good = self->sink.good && H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, extent, NULL) >= 0 &&
                      H5Dwrite(set, H5T_NATIVE_FLOAT, memory, space, H5P_DEFAULT, from) >= 0;
    H5Sclose(memory);
    H5Sclose(space);
}

/** Outcome `i` of the entities of a block's runs, turned from [entity][run] to [run][entity]. */
static void put_outcome_of(struct sim_results *self, int i, const struct sim_block *block)
{
    long runs = wanted(self->plan, block), count = sim_entities_of(self->plan, i)->count;
    hsize_t start[2] = { (hsize_t)block->first, 0 }, extent[2] = { (hsize_t)runs, (hsize_t)count };
    hid_t set = self->layout.outcomes_of[i], space = H5Dget_space(set), memory = H5Screate_simple(2, extent, NULL);
    const double *from = block->outcomes + sim_entities_column(self->plan, i) * block->count;
    double *turned = malloc((size_t)(runs * count) * sizeof *turned);

    for (long k = 0; turned != NULL && k < runs * count; k++)
        turned[k] = from[k % count * block->count + k / count];
    self->sink.good = self->sink.good && turned != NULL &&
                      H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, extent, NULL) >= 0 &&
                      H5Dwrite(set, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, turned) >= 0;
    H5Sclose(memory);
    H5Sclose(space);
    free(turned);
}

enum sim_status sim_results_add(struct sim_results *self, const struct sim_block *block, struct sim_errors *errors)
{
    self->sink.good = self->sink.good && sim_columns_take(&self->layout.columns, block);
    for (int i = 0; i < block->histories_count; i++)
        put_history(self, i, block);
    for (int i = 0; i < self->plan->model->outcomes_of_count; i++)
        if (self->sink.good && sim_entities_of(self->plan, i)->count > 0) {
            put_outcome_of(self, i, block);
        }
    for (long i = 0; i < wanted(self->plan, block); i++) {
        self->counts.absent += block->status[i] == SIM_RUN_ABSENT;
        self->counts.failed += block->status[i] == SIM_RUN_FAILED;
    }
    return sim_results_check(self, errors);
}

/* --- single runs --- */

enum sim_status sim_results_check(struct sim_results *self, struct sim_errors *errors)
{
    return is_good(self) ? SIM_OK : sim_fail(errors, SIM_IO, "%s: cannot be written: %s", self->path, why());
}

enum sim_status sim_results_snapshots(struct sim_results *self, long count, const double *rows,
                                      struct sim_errors *errors)
{
    if (count == 0) {
        return SIM_OK;
    }
    self->snapshots = sim_snapshots_new(&self->sink, self->plan, count, rows);
    return self->snapshots == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for snapshots")
                                   : sim_results_check(self, errors);
}

enum sim_status sim_results_events(struct sim_results *self, struct sim_errors *errors)
{
    self->events = sim_events_new(&self->sink, self->plan);
    return self->events == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for events")
                                : sim_results_check(self, errors);
}

void sim_results_snapshot(struct sim_results *self, long run, int month, const void *world, const double *const *state)
{
    sim_snapshots_add(self->snapshots, &self->sink, run, month, world, state);
}

void sim_results_event(struct sim_results *self, long run, int month, const void *world,
                       const struct sim_happening *event)
{
    sim_events_add(self->events, &self->sink, run, month, world, event);
}

/** Close everything. */
static bool close_all(struct sim_results *self)
{
    bool good = sim_layout_close(&self->layout);
    good = H5Tclose(self->sink.text) >= 0 && good;
    return H5Fclose(self->sink.file) >= 0 && good;
}

/** Close and seal a file that has no failure. After a failure HDF5 is not called again: it would crash while it
 * cleans up. */
static enum sim_status finish(struct sim_results *self, struct sim_errors *errors)
{
    self->sink.good = is_good(self) && close_all(self);
    return is_good(self) ? sim_seal_write(self->path, self->plan, &self->counts, errors)
                         : sim_fail(errors, SIM_IO, "%s: cannot be finished: %s", self->path, why());
}

enum sim_status sim_results_close(struct sim_results *self, struct sim_errors *errors)
{
    enum sim_status status = SIM_IO;

    if (self == NULL) {
        return SIM_OK;
    }
    bool failed = !is_good(self); /* already reported */
    sim_snapshots_free(self->snapshots, &self->sink);
    sim_events_free(self->events, &self->sink);
    if (!failed) {
        status = finish(self, errors);
    }
    sim_layout_free(&self->layout);
    free(self);
    return status;
}
