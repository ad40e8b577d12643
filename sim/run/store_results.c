/* store_results.c - the results file: valid netCDF-4 and CF, flat, with labels, units and dimension scales.
 * Written under a temporary name by collect.c, which alone decides when it is good. */
#include <hdf5.h>
#include <hdf5_hl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../pack.h"
#include "store.h"
#include "store_close_up.h"
#include "store_columns.h"
#include "store_driver.h"
#include "store_hdf5.h"

enum { CHUNK_RUNS = 64, NAME_SIZE = 128 };

struct sim_results {
    struct sim_sink sink;
    const struct sim_plan *plan;
    const char *path;
    hid_t run, month; /* dimension scales */
    struct sim_columns columns;
    hid_t *histories; /* [kept history] */
    int histories_count;
    struct sim_snapshots *snapshots;
    struct sim_chronicle *chronicle;
    char *coordinates; /* names of the varied parameters, parted by one space */
};

/* --- datasets --- */

/** A dataset over run, or over run and month, with its fill value and, unless it is a scale, its dimension scales. */
static hid_t dataset(struct sim_results *self, const char *name, hid_t type, const void *fill, bool monthly,
                     int compress)
{
    hsize_t runs = (hsize_t)self->plan->runs, months = (hsize_t)self->plan->study->months;
    hsize_t extent[2] = { runs, months }, chunk[2] = { runs < CHUNK_RUNS ? runs : CHUNK_RUNS, months };
    hid_t space = H5Screate_simple(monthly ? 2 : 1, extent, NULL), create = H5Pcreate(H5P_DATASET_CREATE);
    hid_t access = H5Pcreate(H5P_DATASET_ACCESS), set;

    if (!monthly) {
        chunk[0] = runs < SIM_COLUMN_RUNS ? runs : SIM_COLUMN_RUNS;
    }
    bool good = H5Pset_obj_track_times(create, 0) >= 0 && H5Pset_chunk(create, monthly ? 2 : 1, chunk) >= 0 &&
                H5Pset_attr_phase_change(create, 64, 0) >= 0;
    if (good && fill != NULL) {
        good = H5Pset_fill_value(create, type, fill) >= 0;
    }
    if (good && compress > 0) {
        good = H5Pset_shuffle(create) >= 0 && H5Pset_deflate(create, (unsigned)compress) >= 0;
    }
    /* a chunk is written once and whole: a cache would only be copied into, and grow */
    good = H5Pset_chunk_cache(access, 0, 0, 1) >= 0 && good;
    set = good ? H5Dcreate2(self->sink.file, name, type, space, H5P_DEFAULT, create, access) : -1;
    good = set >= 0;
    if (good && self->run >= 0) {
        good = H5DSattach_scale(set, self->run, 0) >= 0;
    }
    if (good && monthly) {
        good = H5DSattach_scale(set, self->month, 1) >= 0;
    }
    H5Pclose(access);
    H5Pclose(create);
    H5Sclose(space);
    self->sink.good = self->sink.good && good;
    return set;
}

/** A dataset over run that is filled from blocks. */
static hid_t column(struct sim_results *self, const char *name, hid_t type, const void *fill, enum sim_column_says says,
                    int which)
{
    hid_t set = dataset(self, name, type, fill, false, 0);
    self->sink.good = sim_columns_add(&self->columns, set, says, which) && self->sink.good;
    return set;
}

/** 0 .. count - 1 into a dataset, piece by piece: memory must not grow with the number of runs. */
static bool count_up(hid_t set, hid_t space, long count)
{
    enum { PIECE = 4096 };
    int numbers[PIECE];
    bool good = true;

    for (long first = 0; good && first < count; first += PIECE) {
        hsize_t start = (hsize_t)first, extent = (hsize_t)(count - first < PIECE ? count - first : PIECE);
        hid_t memory = H5Screate_simple(1, &extent, NULL);
        for (int i = 0; i < (int)extent; i++)
            numbers[i] = (int)(first + i);
        good = H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, NULL, &extent, NULL) >= 0 &&
               H5Dwrite(set, H5T_NATIVE_INT, memory, space, H5P_DEFAULT, numbers) >= 0;
        H5Sclose(memory);
    }
    return good;
}

/** A dimension scale: 0 .. count - 1. */
static hid_t scale(struct sim_results *self, const char *name, long count, const char *meaning, const char *unit)
{
    hsize_t extent = (hsize_t)count;
    hid_t space = H5Screate_simple(1, &extent, NULL), create = H5Pcreate(H5P_DATASET_CREATE), set = -1;
    bool good = H5Pset_obj_track_times(create, 0) >= 0 && H5Pset_attr_phase_change(create, 8, 6) >= 0;

    if (good) {
        set = H5Dcreate2(self->sink.file, name, H5T_STD_I32LE, space, H5P_DEFAULT, create, H5P_DEFAULT);
        good = set >= 0 && count_up(set, space, count) && H5DSset_scale(set, name) >= 0;
    }
    H5Pclose(create);
    H5Sclose(space);
    self->sink.good = self->sink.good && good;
    if (good) {
        sim_hdf5_describe(&self->sink, set, meaning, unit, "dimension");
    }
    return set;
}

/** The file's name of a parameter: dots become two underscores. */
static void dataset_name(const char *name, char *out, size_t size)
{
    size_t n = 0;
    for (; *name != '\0' && n + 3 < size; name++) {
        if (*name == '.') {
            out[n++] = '_';
            out[n++] = '_';
        } else {
            out[n++] = *name;
        }
    }
    out[n] = '\0';
}

/** Which run it is. */
static void add_design(struct sim_results *self)
{
    sim_hdf5_describe(&self->sink, column(self, "scenario", self->sink.text, NULL, SIM_SAYS_ARM, 0), "Arm of the study",
                      NULL, "design");
    sim_hdf5_describe(&self->sink, column(self, "point", H5T_NATIVE_INT, NULL, SIM_SAYS_POINT, 0), "Row of the design",
                      "1", "design");
    sim_hdf5_describe(&self->sink, column(self, "replicate", H5T_NATIVE_INT, NULL, SIM_SAYS_REPLICATE, 0),
                      sim_plan_samples_worlds(self->plan)
                          ? "Repeat; equal replicates of a point share their luck in all arms"
                          : "Repeat; equal replicates share their luck in all arms and points",
                      "1", "design");
}

/** A column has one number a run: that of the first month, which misleads where an arm follows a path. */
static void note_paths(struct sim_results *self, hid_t set, int param)
{
    const struct sim_study *study = self->plan->study;
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    int following = 0;

    for (int a = 0; file != NULL && a < study->arms_count; a++)
        if (study->arms[a].paths[param].count > 0) {
            fprintf(file, "%s'%s'", following++ == 0 ? "value in the first month; follows a path in " : ", ",
                    study->arms[a].name);
        }
    self->sink.good = file != NULL && fclose(file) == 0 && self->sink.good;
    if (following > 0 && self->sink.good) {
        sim_hdf5_text(&self->sink, set, "comment", text);
    }
    free(text);
}

static void add_factors(struct sim_results *self)
{
    const struct sim_params *params = &self->plan->model->params;
    size_t length = 0;

    self->coordinates = calloc((size_t)params->count + 1, NAME_SIZE);
    if (self->coordinates == NULL) {
        self->sink.good = false;
        return;
    }
    for (int i = 0; i < params->count; i++) {
        const struct sim_param *param = &params->list[i];
        char name[NAME_SIZE];
        if (!sim_plan_varies(self->plan, i)) {
            continue;
        }
        dataset_name(param->name, name, sizeof name);
        hid_t set = column(self, name, sim_column_param_type(param, self->sink.text), NULL, SIM_SAYS_PARAM, i);
        sim_hdf5_describe(&self->sink, set, param->meaning, param->kind == SIM_CHOICE ? NULL : param->unit,
                          "parameter");
        sim_hdf5_text(&self->sink, set, "parameter", param->name);
        sim_hdf5_text(&self->sink, set, "parameter_role", sim_role_text(param->role));
        note_paths(self, set, i);
        length += (size_t)sprintf(self->coordinates + length, "%s%s", length > 0 ? " " : "", name);
    }
}

static void series_range(struct sim_results *self, hid_t set, const struct sim_series *series, bool monthly)
{
    double range[2] = { series->low, series->high };
    float narrow[2] = { (float)series->low, (float)series->high };
    if (isfinite(series->low) && isfinite(series->high) && series->choices == NULL) {
        sim_hdf5_numbers(&self->sink, set, "valid_range", monthly ? H5T_NATIVE_FLOAT : H5T_NATIVE_DOUBLE,
                         monthly ? (const void *)narrow : (const void *)range, 2);
    }
}

/** Histories and outcomes often share a name; in the flat file the month's series ends in _by_month. */
static void history_name(const struct sim_model *model, const char *name, char *out, size_t size)
{
    bool twice = false;
    for (int i = 0; i < model->outcomes_count; i++)
        twice = twice || strcmp(model->outcomes[i].name, name) == 0;
    snprintf(out, size, "%s%s", name, twice ? "_by_month" : "");
}

static void add_series(struct sim_results *self, int compress)
{
    const struct sim_model *model = self->plan->model;
    const double none = (double)NAN;
    const float none_monthly = NAN;

    self->histories = calloc((size_t)model->histories_count + 1, sizeof *self->histories);
    if (self->histories == NULL || self->coordinates == NULL) {
        self->sink.good = false;
        return;
    }
    for (int i = 0; i < model->outcomes_count; i++) {
        const struct sim_series *series = &model->outcomes[i];
        hid_t set = column(self, series->name, H5T_NATIVE_DOUBLE, &none, SIM_SAYS_OUTCOME, i);
        sim_hdf5_numbers(&self->sink, set, "_FillValue", H5T_NATIVE_DOUBLE, &none, 1);
        sim_hdf5_describe(&self->sink, set, series->meaning, series->choices == NULL ? series->unit : NULL, "outcome");
        series_range(self, set, series, false);
        if (series->choices != NULL) {
            sim_hdf5_flags(&self->sink, set, H5T_NATIVE_DOUBLE, series->choices, 0);
        }
        if (self->coordinates[0] != '\0') {
            sim_hdf5_text(&self->sink, set, "coordinates", self->coordinates);
        }
    }
    for (int i = 0; i < model->histories_count; i++) {
        const struct sim_series *series = &model->histories[i];
        char name[NAME_SIZE];
        if (!self->plan->study->histories[i]) {
            continue;
        }
        history_name(model, series->name, name, sizeof name);
        hid_t set = dataset(self, name, H5T_NATIVE_FLOAT, &none_monthly, true, compress);
        sim_hdf5_numbers(&self->sink, set, "_FillValue", H5T_NATIVE_FLOAT, &none_monthly, 1);
        sim_hdf5_describe(&self->sink, set, series->meaning, series->unit, "history");
        series_range(self, set, series, true);
        self->histories[self->histories_count++] = set;
    }
}

/** Whether each run was computed, and why not: "none", the model's invariants, the engine's own reasons. */
static void add_status(struct sim_results *self)
{
    const struct sim_model *model = self->plan->model;
    const unsigned char absent = SIM_RUN_ABSENT;
    unsigned char reasons[256] = { 0 };
    int count = 1;
    char words[4096];
    size_t n = (size_t)snprintf(words, sizeof words, "none");

    hid_t status = column(self, "status", H5T_NATIVE_UCHAR, &absent, SIM_SAYS_STATUS, 0);
    sim_hdf5_describe(&self->sink, status, "Whether the run was computed", NULL, "status");
    sim_hdf5_flags(&self->sink, status, H5T_NATIVE_UCHAR, "absent done failed", 0);
    for (int i = 0; i < model->invariants_count && n < sizeof words - 128; i++) {
        n += (size_t)snprintf(words + n, sizeof words - n, " %s", model->invariants[i].name);
        reasons[count++] = (unsigned char)(i + 1);
    }
    snprintf(words + n, sizeof words - n, " endless_outcome impossible_world");
    reasons[count++] = SIM_REASON_INFINITE;
    reasons[count++] = SIM_REASON_WORLD;
    hid_t reason = column(self, "stop_reason", H5T_NATIVE_UCHAR, &absent, SIM_SAYS_REASON, 0);
    sim_hdf5_describe(&self->sink, reason, "Why a run failed: the invariant that it broke, or what else it met", NULL,
                      "status");
    sim_hdf5_numbers(&self->sink, reason, "flag_values", H5T_NATIVE_UCHAR, reasons, count);
    sim_hdf5_text(&self->sink, reason, "flag_meanings", words);
}

static void add_text(struct sim_results *self, hid_t group, const char *name, const char *value)
{
    hid_t space = H5Screate(H5S_SCALAR), create = H5Pcreate(H5P_DATASET_CREATE);
    hid_t set = H5Pset_obj_track_times(create, 0) < 0
                    ? -1
                    : H5Dcreate2(group, name, self->sink.text, space, H5P_DEFAULT, create, H5P_DEFAULT);
    self->sink.good = self->sink.good && set >= 0 &&
                      H5Dwrite(set, self->sink.text, H5S_ALL, H5S_ALL, self->columns.transfer, &value) >= 0;
    if (set >= 0) {
        H5Dclose(set);
    }
    H5Pclose(create);
    H5Sclose(space);
}

#ifndef CAVI_COMMIT
#define CAVI_COMMIT "unknown"
#endif

/** What `until` decided on. */
static void add_decision(struct sim_results *self, hid_t group)
{
    const struct sim_decision *decision = &self->plan->decision;
    char number[64];

    if (decision->replicates > 0) {
        snprintf(number, sizeof number, "%ld", decision->replicates);
        sim_hdf5_text(&self->sink, group, "until_replicates", number);
        sim_hdf5_text(&self->sink, group, "until_reached", decision->reached ? "true" : "false");
        snprintf(number, sizeof number, "%.17g", decision->half_width);
        sim_hdf5_text(&self->sink, group, "until_half_width", number);
        snprintf(number, sizeof number, "%ld", decision->point);
        sim_hdf5_text(&self->sink, group, "until_point", number);
    }
}

static void add_provenance(struct sim_results *self)
{
    const struct sim_plan *plan = self->plan;
    hid_t group = sim_hdf5_group(&self->sink, "provenance");
    char number[64];

    if (group < 0) {
        return;
    }
    sim_hdf5_text(&self->sink, group, "program", "cavi");
    sim_hdf5_text(&self->sink, group, "commit", CAVI_COMMIT);
    sim_hdf5_text(&self->sink, group, "compiler", __VERSION__);
    sim_hdf5_text(&self->sink, group, "model", plan->model->name);
    sim_hdf5_text(&self->sink, group, "model_version", plan->model->version);
    snprintf(number, sizeof number, "%llu", (unsigned long long)plan->study->seed);
    sim_hdf5_text(&self->sink, group, "seed", number);
    snprintf(number, sizeof number, "%016llx%016llx", (unsigned long long)plan->hash[1],
             (unsigned long long)plan->hash[0]);
    sim_hdf5_text(&self->sink, group, "plan_hash", number);
    add_decision(self, group);
    add_text(self, group, "study", plan->study->text);
    H5Gclose(group);
}

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
    return sim_driver_cause() != 0 ? strerror(sim_driver_cause()) : "HDF5 failed";
}

enum sim_status sim_results_new(struct sim_results **self, const struct sim_plan *plan, const char *path, int compress,
                                struct sim_errors *errors)
{
    struct sim_results *r = calloc(1, sizeof *r);
    char meaning[64];

    sim_store_quiet();
    *self = r;
    if (r == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory to collect results");
    }
    *r = (struct sim_results){ .plan = plan, .path = path, .run = -1, .month = -1, .sink.good = true };
    r->sink.text = sim_hdf5_words();
    r->sink.good = r->sink.text >= 0 && sim_columns_init(&r->columns, plan, r->sink.text);
    r->sink.file = results_file(path);
    if (r->sink.file < 0) {
        return sim_fail(errors, SIM_IO, "%s: cannot be created: %s", path, why());
    }
    /* a unit "months since" would make readers of CF decode dates, and refuse months, which differ in length */
    snprintf(meaning, sizeof meaning, "Months since %s", plan->study->start);
    add_title(r);
    hid_t run = scale(r, "run", plan->runs, "Run", "1");
    r->month = scale(r, "month", plan->study->months, meaning, "month");
    r->run = run;
    add_design(r);
    add_factors(r);
    add_status(r);
    add_series(r, compress);
    add_provenance(r);
    return is_good(r) ? SIM_OK : sim_fail(errors, SIM_IO, "%s: cannot be written: %s", path, why());
}

/* --- runs of a block --- */

/** Months of one history of a block's runs; the last replicate that `until` took may end within the block. */
static void put_history(struct sim_results *self, int history, const struct sim_block *block)
{
    long left = self->plan->runs - block->first, count = left < block->count ? left : block->count;
    hsize_t start[2] = { (hsize_t)block->first, 0 }, extent[2] = { (hsize_t)count, (hsize_t)block->months };
    hid_t set = self->histories[history], space = H5Dget_space(set), memory = H5Screate_simple(2, extent, NULL);
    const float *from = block->histories + (long)history * block->count * block->months;

    self->sink.good = self->sink.good && H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, extent, NULL) >= 0 &&
                      H5Dwrite(set, H5T_NATIVE_FLOAT, memory, space, H5P_DEFAULT, from) >= 0;
    H5Sclose(memory);
    H5Sclose(space);
}

enum sim_status sim_results_add(struct sim_results *self, const struct sim_block *block, struct sim_errors *errors)
{
    self->sink.good = self->sink.good && sim_columns_take(&self->columns, block);
    for (int i = 0; i < block->histories_count; i++)
        put_history(self, i, block);
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
    self->chronicle = sim_chronicle_new(&self->sink, self->plan);
    return self->chronicle == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for events")
                                   : sim_results_check(self, errors);
}

void sim_results_snapshot(struct sim_results *self, long run, int month, const void *world, const double *const *state)
{
    sim_snapshots_add(self->snapshots, &self->sink, run, month, world, state);
}

void sim_results_event(struct sim_results *self, long run, int month, const void *world,
                       const struct sim_happening *event)
{
    sim_chronicle_add(self->chronicle, &self->sink, run, month, world, event);
}

static bool closed(hid_t set)
{
    return set <= 0 || H5Dclose(set) >= 0;
}

/** Close everything. After a failure HDF5 is left alone: what it would tidy up is what it crashes on. */
static bool close_all(struct sim_results *self)
{
    bool good = true;

    for (int i = 0; i < self->histories_count; i++)
        good = closed(self->histories[i]) && good;
    good = sim_columns_close(&self->columns) && closed(self->run) && closed(self->month) && good;
    return H5Tclose(self->sink.text) >= 0 && H5Fclose(self->sink.file) >= 0 && good;
}

enum sim_status sim_results_close(struct sim_results *self, struct sim_errors *errors)
{
    enum sim_status status = SIM_IO;

    if (self == NULL) {
        return SIM_OK;
    }
    bool told = !is_good(self);
    sim_snapshots_free(self->snapshots, &self->sink);
    sim_chronicle_free(self->chronicle, &self->sink);
    if (!told) {
        self->sink.good = is_good(self) && close_all(self);
        status = is_good(self) ? SIM_OK : sim_fail(errors, SIM_IO, "%s: cannot be finished: %s", self->path, why());
    }
    sim_columns_free(&self->columns);
    free(self->histories);
    free(self->coordinates);
    free(self);
    return status;
}
