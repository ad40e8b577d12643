/* store_layout.c - the variables of a results file: valid netCDF-4 and CF, flat, with labels, units and dimension
 * scales. */
#include "store_layout.h"

#include <hdf5_hl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "../pack.h"
#include "entities.h"

enum { CHUNK_RUNS = 64 };

/* --- datasets --- */

/** The second dimension of a dataset: months, or entities. */
struct across {
    hid_t scale;
    long count; /* 0: the dataset has runs alone */
};

/** How a dataset over runs, or over runs and something else, is kept; -1 on failure. */
static hid_t kept_in_chunks(const struct sim_plan *plan, hid_t type, const void *fill, long across, int compress)
{
    hid_t create = H5Pcreate(H5P_DATASET_CREATE);
    hsize_t runs = (hsize_t)plan->runs, most = across > 0 ? CHUNK_RUNS : SIM_COLUMN_RUNS;
    hsize_t chunk[2] = { runs < most ? runs : most, (hsize_t)across };
    bool good = H5Pset_obj_track_times(create, 0) >= 0 && H5Pset_chunk(create, across > 0 ? 2 : 1, chunk) >= 0 &&
                H5Pset_attr_phase_change(create, 64, 0) >= 0;

    if (good && fill != NULL) {
        good = H5Pset_fill_value(create, type, fill) >= 0;
    }
    if (good && compress > 0) {
        good = H5Pset_shuffle(create) >= 0 && H5Pset_deflate(create, (unsigned)compress) >= 0;
    }
    if (!good) {
        H5Pclose(create);
    }
    return good ? create : -1;
}

/** A dataset over runs, or over runs and something else, with its fill value and its dimension scales. */
static hid_t dataset(struct sim_layout *self, const char *name, hid_t type, const void *fill, struct across across,
                     int compress)
{
    hsize_t extent[2] = { (hsize_t)self->plan->runs, (hsize_t)across.count };
    int rank = across.count > 0 ? 2 : 1;
    hid_t space = H5Screate_simple(rank, extent, NULL), access = H5Pcreate(H5P_DATASET_ACCESS), set = -1;
    hid_t create = kept_in_chunks(self->plan, type, fill, across.count, compress);
    /* each chunk is written once and whole: a cache would only cost a copy and memory */
    bool good = create >= 0 && H5Pset_chunk_cache(access, 0, 0, 1) >= 0;

    if (good) {
        set = H5Dcreate2(self->sink->file, name, type, space, H5P_DEFAULT, create, access);
        good = set >= 0 && H5DSattach_scale(set, self->run, 0) >= 0;
    }
    good = good && (rank == 1 || H5DSattach_scale(set, across.scale, 1) >= 0);
    sim_hdf5_close(create, H5Pclose);
    H5Pclose(access);
    H5Sclose(space);
    self->sink->good = self->sink->good && good;
    return set;
}

/** A dataset over runs that is filled from blocks. */
static hid_t column(struct sim_layout *self, const char *name, hid_t type, const void *fill, enum sim_column_says says,
                    int which)
{
    hid_t set = dataset(self, name, type, fill, (struct across){ 0 }, 0);
    self->sink->good = sim_columns_add(&self->columns, set, says, which) && self->sink->good;
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

/** Texts of one size, each where a pointer finds it. */
static bool write_names(hid_t set, hid_t text, const struct sim_entities *entities)
{
    const char **names = calloc((size_t)entities->count + 1, sizeof *names);
    bool good = names != NULL;
    for (int i = 0; good && i < entities->count; i++)
        names[i] = entities->names[i];
    good = good && H5Dwrite(set, text, H5S_ALL, H5S_ALL, H5P_DEFAULT, names) >= 0;
    free(names);
    return good;
}

/** A dimension scale: 0 .. count - 1, or the names of entities. */
static hid_t scale(struct sim_layout *self, const char *name, long count, const struct sim_entities *entities,
                   const char *meaning, const char *unit)
{
    hsize_t extent = (hsize_t)count;
    hid_t space = H5Screate_simple(1, &extent, NULL), create = H5Pcreate(H5P_DATASET_CREATE), set = -1;
    hid_t type = entities == NULL ? H5T_STD_I32LE : self->sink->text;
    bool good = H5Pset_obj_track_times(create, 0) >= 0 && H5Pset_attr_phase_change(create, 8, 6) >= 0;

    if (good) {
        set = H5Dcreate2(self->sink->file, name, type, space, H5P_DEFAULT, create, H5P_DEFAULT);
        good = set >= 0 &&
               (entities == NULL ? count_up(set, space, count) : write_names(set, self->sink->text, entities)) &&
               H5DSset_scale(set, name) >= 0;
    }
    H5Pclose(create);
    H5Sclose(space);
    self->sink->good = self->sink->good && good;
    if (good) {
        sim_hdf5_describe(self->sink, set, meaning, unit, "dimension");
    }
    return set;
}

/* --- design and parameters --- */

static void add_scales(struct sim_layout *self)
{
    char meaning[64];
    snprintf(meaning, sizeof meaning, "Months since %s", self->plan->study->start);
    self->run = scale(self, "run", self->plan->runs, NULL, "Run", "1");
    self->month = scale(self, "month", self->plan->study->months, NULL, meaning, "month");
    sim_layout_dates(self);
}

/** What tells runs apart, as CF's attribute `coordinates` lists it. */
#define DESIGN_NAMES "scenario point replicate"

static void add_design(struct sim_layout *self)
{
    sim_hdf5_describe(self->sink, column(self, "scenario", self->sink->text, NULL, SIM_SAYS_ARM, 0), "Arm of the study",
                      NULL, "design");
    sim_hdf5_describe(self->sink, column(self, "point", H5T_NATIVE_INT, NULL, SIM_SAYS_POINT, 0), "Row of the design",
                      "1", "design");
    sim_hdf5_describe(self->sink, column(self, "replicate", H5T_NATIVE_INT, NULL, SIM_SAYS_REPLICATE, 0),
                      sim_plan_samples_worlds(self->plan)
                          ? "Repeat; equal replicates of a point share their luck in all arms"
                          : "Repeat; equal replicates share their luck in all arms and points",
                      "1", "design");
}

void sim_layout_param(const char *name, char *out, size_t size)
{
    size_t n = 0;
    for (; *name != '\0' && n + 3 < size; name++) {
        out[n++] = *name == '.' ? '_' : *name;
        if (*name == '.') {
            out[n++] = '_';
        }
    }
    out[n] = '\0';
}

/** A variable holds one number a run, the parameter's in the first month. Say so where an arm's follows a path. */
static void note_paths(struct sim_layout *self, hid_t set, int param)
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
    self->sink->good = file != NULL && fclose(file) == 0 && self->sink->good;
    if (following > 0 && self->sink->good) {
        sim_hdf5_text(self->sink, set, "comment", text);
    }
    free(text);
}

static void add_factor(struct sim_layout *self, int i, const char *name)
{
    const struct sim_param *param = &self->plan->model->params.list[i];
    hid_t set = column(self, name, sim_column_param_type(param, self->sink->text), NULL, SIM_SAYS_PARAM, i);

    sim_hdf5_describe(self->sink, set, param->meaning, param->kind == SIM_CHOICE ? NULL : param->unit, "parameter");
    sim_hdf5_text(self->sink, set, "parameter", param->name);
    sim_hdf5_text(self->sink, set, "parameter_role", sim_role_text(param->role));
    note_paths(self, set, i);
}

static void add_factors(struct sim_layout *self)
{
    const struct sim_params *params = &self->plan->model->params;
    size_t length = (size_t)sprintf(self->coordinates, DESIGN_NAMES);

    for (int i = 0; i < params->count; i++) {
        char name[SIM_NAME_SIZE];
        if (sim_plan_varies(self->plan, i)) {
            sim_layout_param(params->list[i].name, name, sizeof name);
            add_factor(self, i, name);
            length += (size_t)sprintf(self->coordinates + length, " %s", name);
        }
    }
}

/* --- status and outcomes --- */

/** Whether each run was computed. */
static void add_status(struct sim_layout *self)
{
    const unsigned char absent = SIM_RUN_ABSENT;
    hid_t set = column(self, "status", H5T_NATIVE_UCHAR, &absent, SIM_SAYS_STATUS, 0);

    sim_hdf5_describe(self->sink, set, "Whether the run was computed", NULL, "status");
    sim_hdf5_flags(self->sink, set, H5T_NATIVE_UCHAR, "absent done failed", 0);
}

/** Why a run failed: "none", the model's invariants, the engine's own reasons. */
static void add_reason(struct sim_layout *self)
{
    const struct sim_model *model = self->plan->model;
    const unsigned char absent = SIM_RUN_ABSENT;
    unsigned char reasons[256] = { 0 };
    int count = 1;
    char words[4096];
    size_t n = (size_t)snprintf(words, sizeof words, "none");

    for (int i = 0; i + 1 < SIM_REASON_INFINITE && i < model->invariants_count && n < sizeof words - 128; i++) {
        n += (size_t)snprintf(words + n, sizeof words - n, " %s", model->invariants[i].name);
        reasons[count++] = (unsigned char)(i + 1);
    }
    snprintf(words + n, sizeof words - n, " endless_outcome impossible_world");
    reasons[count++] = SIM_REASON_INFINITE;
    reasons[count++] = SIM_REASON_WORLD;
    hid_t set = column(self, "stop_reason", H5T_NATIVE_UCHAR, &absent, SIM_SAYS_REASON, 0);
    sim_hdf5_describe(self->sink, set, "Why a run failed: the invariant that it broke, or what else it met", NULL,
                      "status");
    sim_hdf5_numbers(self->sink, set, "flag_values", H5T_NATIVE_UCHAR, reasons, count);
    sim_hdf5_text(self->sink, set, "flag_meanings", words);
}

static void series_range(struct sim_layout *self, hid_t set, const struct sim_series *series, bool monthly)
{
    double range[2] = { series->low, series->high };
    float narrow[2] = { (float)series->low, (float)series->high };
    if (isfinite(series->low) && isfinite(series->high) && series->choices == NULL) {
        sim_hdf5_numbers(self->sink, set, "valid_range", monthly ? H5T_NATIVE_FLOAT : H5T_NATIVE_DOUBLE,
                         monthly ? (const void *)narrow : (const void *)range, 2);
    }
}

/** What is said of an outcome, of the run or of an entity. */
static void describe_outcome(struct sim_layout *self, hid_t set, const struct sim_series *series, const char *role)
{
    const double none = (double)NAN;

    sim_hdf5_numbers(self->sink, set, "_FillValue", H5T_NATIVE_DOUBLE, &none, 1);
    sim_hdf5_describe(self->sink, set, series->meaning, series->choices == NULL ? series->unit : NULL, role);
    series_range(self, set, series, false);
    if (series->choices != NULL) {
        sim_hdf5_flags(self->sink, set, H5T_NATIVE_DOUBLE, series->choices, 0);
    }
    sim_hdf5_text(self->sink, set, "coordinates", self->coordinates);
}

static void add_outcome(struct sim_layout *self, int outcome)
{
    const struct sim_series *series = &self->plan->model->outcomes[outcome];
    const double none = (double)NAN;
    hid_t set = column(self, series->name, H5T_NATIVE_DOUBLE, &none, SIM_SAYS_OUTCOME, outcome);

    describe_outcome(self, set, series, "outcome");
}

/* --- outcomes of entities --- */

void sim_layout_outcome_of(const struct sim_model *model, int i, char *name, size_t size)
{
    sim_extent_name(model, model->outcomes_of[i].extent, model->outcomes_of[i].series.name, name, size);
}

/** An outcome of entities, over runs and those that some arm has: none where a run is without one. */
static void add_outcome_of(struct sim_layout *self, int i, int compress)
{
    const struct sim_outcome_of *of = &self->plan->model->outcomes_of[i];
    const struct sim_model *model = self->plan->model;
    const struct sim_entities *entities = sim_entities_of(self->plan, i);
    hid_t *names = &self->entities[of->extent];
    const double none = (double)NAN;
    char name[SIM_NAME_SIZE];

    if (entities->count == 0) {
        return;
    }
    if (*names == 0) {
        sim_extent_name(model, of->extent, "", name, sizeof name);
        *names = scale(self, name, entities->count, entities, model->extents[of->extent].meaning, NULL);
    }
    sim_layout_outcome_of(model, i, name, sizeof name);
    self->outcomes_of[i] =
        dataset(self, name, H5T_NATIVE_DOUBLE, &none, (struct across){ *names, entities->count }, compress);
    describe_outcome(self, self->outcomes_of[i], &of->series, "outcome of an entity");
}

void sim_layout_history(const struct sim_model *model, int history, char *name, size_t size)
{
    const char *own = model->histories[history].name;
    bool twice = false;
    for (int i = 0; i < model->outcomes_count; i++)
        twice = twice || strcmp(model->outcomes[i].name, own) == 0;
    snprintf(name, size, "%s%s", own, twice ? "_by_month" : "");
}

static void add_history(struct sim_layout *self, int history, int compress)
{
    const struct sim_series *series = &self->plan->model->histories[history];
    const float none = NAN;
    char name[SIM_NAME_SIZE];

    sim_layout_history(self->plan->model, history, name, sizeof name);
    hid_t set = dataset(self, name, H5T_NATIVE_FLOAT, &none, (struct across){ self->month, self->plan->study->months },
                        compress);
    sim_hdf5_numbers(self->sink, set, "_FillValue", H5T_NATIVE_FLOAT, &none, 1);
    sim_hdf5_describe(self->sink, set, series->meaning, series->unit, "history");
    series_range(self, set, series, true);
    sim_hdf5_text(self->sink, set, "coordinates", DESIGN_NAMES " date");
    self->histories[self->histories_count++] = set;
}

/* --- all of them --- */

void sim_layout_init(struct sim_layout *self, struct sim_sink *sink, const struct sim_plan *plan, int compress)
{
    const struct sim_model *model = plan->model;

    *self = (struct sim_layout){ .sink = sink, .plan = plan, .run = -1, .month = -1, .date = -1 };
    self->histories = calloc((size_t)model->histories_count + 1, sizeof *self->histories);
    self->outcomes_of = calloc((size_t)model->outcomes_of_count + 1, sizeof *self->outcomes_of);
    self->entities = calloc((size_t)model->extents_count + 1, sizeof *self->entities);
    self->coordinates = calloc((size_t)model->params.count + 1, SIM_NAME_SIZE);
    sink->good = sim_columns_init(&self->columns, plan, sink->text) && self->histories != NULL &&
                 self->outcomes_of != NULL && self->entities != NULL && self->coordinates != NULL && sink->good;
    if (!sink->good) {
        return;
    }
    add_scales(self);
    add_design(self);
    add_factors(self);
    add_status(self);
    add_reason(self);
    for (int i = 0; i < model->outcomes_count; i++)
        add_outcome(self, i);
    for (int i = 0; i < model->outcomes_of_count; i++)
        add_outcome_of(self, i, compress);
    for (int i = 0; i < model->histories_count; i++)
        if (plan->study->histories[i]) {
            add_history(self, i, compress);
        }
}

static bool closed(const hid_t *sets, int count)
{
    bool good = true;
    for (int i = 0; i < count; i++)
        good = (sets[i] <= 0 || H5Dclose(sets[i]) >= 0) && good;
    return good;
}

bool sim_layout_close(struct sim_layout *self)
{
    const struct sim_model *model = self->plan->model;
    bool good = sim_columns_close(&self->columns);
    good = closed(self->histories, self->histories_count) && good;
    good = closed(self->outcomes_of, model->outcomes_of_count) && good;
    good = closed(self->entities, model->extents_count) && good;
    return closed((hid_t[]){ self->run, self->month, self->date }, 3) && good;
}

void sim_layout_free(struct sim_layout *self)
{
    sim_columns_free(&self->columns);
    SIM_FREE(self->histories, self->outcomes_of, self->entities, self->coordinates);
    *self = (struct sim_layout){ 0 };
}
