/* store_provenance.c - what computed a results file, and the study that computes it again. */
#include "store_provenance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"

#ifndef CAVI_COMMIT
#define CAVI_COMMIT "unknown"
#endif

/* Names that are both written and read. */
static const char GROUP[] = "provenance", SEED[] = "seed", STUDY[] = "study", MODEL[] = "model",
                  MODEL_VERSION[] = "model_version";
static const char REPLICATES[] = "until_replicates", REACHED[] = "until_reached", HALF_WIDTH[] = "until_half_width",
                  POINT[] = "until_point";
static const char GREW_REPLICATES[] = "grew_from_replicates", GREW_POINTS[] = "grew_from_points";

/* --- writing --- */

/** A text as a dataset: an attribute holds at most 64 KiB. */
static void add_text(struct sim_sink *sink, hid_t group, const char *name, const char *value)
{
    hid_t space = H5Screate(H5S_SCALAR), create = H5Pcreate(H5P_DATASET_CREATE);
    hid_t set = H5Pset_obj_track_times(create, 0) < 0
                    ? -1
                    : H5Dcreate2(group, name, sink->text, space, H5P_DEFAULT, create, H5P_DEFAULT);
    sink->good = sink->good && set >= 0 && H5Dwrite(set, sink->text, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value) >= 0;
    sim_hdf5_close(set, H5Dclose);
    H5Pclose(create);
    H5Sclose(space);
}

/** A whole number as a text; none where it is 0. */
static void add_count(struct sim_sink *sink, hid_t group, const char *name, long count)
{
    char number[64];
    snprintf(number, sizeof number, "%ld", count);
    if (count > 0) {
        sim_hdf5_text(sink, group, name, number);
    }
}

/** What `until` decided on. */
static void add_decision(struct sim_sink *sink, hid_t group, const struct sim_decision *decision)
{
    char number[64];

    if (decision->replicates > 0) {
        add_count(sink, group, REPLICATES, decision->replicates);
        sim_hdf5_text(sink, group, REACHED, decision->reached ? "true" : "false");
        snprintf(number, sizeof number, "%.17g", decision->half_width);
        sim_hdf5_text(sink, group, HALF_WIDTH, number);
        snprintf(number, sizeof number, "%ld", decision->point);
        sim_hdf5_text(sink, group, POINT, number);
    }
}

void sim_provenance_write(struct sim_sink *sink, const struct sim_plan *plan)
{
    hid_t group = sim_hdf5_group(sink, GROUP);
    char number[64];

    if (group < 0) {
        return;
    }
    sim_hdf5_text(sink, group, "program", "cavi");
    sim_hdf5_text(sink, group, "commit", CAVI_COMMIT);
    sim_hdf5_text(sink, group, "compiler", __VERSION__);
    sim_hdf5_text(sink, group, MODEL, plan->model->name);
    sim_hdf5_text(sink, group, MODEL_VERSION, plan->model->version);
    snprintf(number, sizeof number, "%llu", (unsigned long long)plan->study->seed);
    sim_hdf5_text(sink, group, SEED, number);
    snprintf(number, sizeof number, "%016llx%016llx", (unsigned long long)plan->hash[1],
             (unsigned long long)plan->hash[0]);
    sim_hdf5_text(sink, group, "plan_hash", number);
    add_decision(sink, group, &plan->decision);
    if (plan->grown.replicates < plan->replicates) { /* `until` may have wanted no more */
        add_count(sink, group, GREW_REPLICATES, plan->grown.replicates);
    }
    add_count(sink, group, GREW_POINTS, plan->grown.points);
    add_text(sink, group, STUDY, plan->study->text);
    H5Gclose(group);
}

/* --- reading --- */

/** Does a space hold one value? Closes it. */
static bool is_single(hid_t space)
{
    bool single = space >= 0 && H5Sget_simple_extent_npoints(space) == 1;
    sim_hdf5_close(space, H5Sclose);
    return single;
}

/** A copy of HDF5's text, which is given back to it. */
static char *taken(char *text, bool good)
{
    char *copy = good && text != NULL ? strdup(text) : NULL;
    H5free_memory(text);
    return copy;
}

char *sim_provenance_attribute(hid_t object, hid_t type, const char *name)
{
    char *text = NULL;
    hid_t set = H5Aexists(object, name) > 0 ? H5Aopen(object, name, H5P_DEFAULT) : -1;
    bool good = set >= 0 && is_single(H5Aget_space(set)) && H5Aread(set, type, &text) >= 0;

    sim_hdf5_close(set, H5Aclose);
    return taken(text, good);
}

static char *dataset(hid_t group, hid_t type, const char *name)
{
    char *text = NULL;
    hid_t set = H5Dopen2(group, name, H5P_DEFAULT);
    bool good =
        set >= 0 && is_single(H5Dget_space(set)) && H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, &text) >= 0;

    sim_hdf5_close(set, H5Dclose);
    return taken(text, good);
}

/** A whole number that is written as a text; 0 where there is none. */
static uint64_t count_of(hid_t group, hid_t type, const char *name)
{
    char *text = sim_provenance_attribute(group, type, name);
    uint64_t count = text == NULL ? 0 : strtoull(text, NULL, 10);
    free(text);
    return count;
}

/** No decision is fine; half of one is not. */
static bool read_decision(struct sim_decision *self, hid_t group, hid_t type)
{
    char *replicates = sim_provenance_attribute(group, type, REPLICATES),
         *reached = sim_provenance_attribute(group, type, REACHED);
    char *half_width = sim_provenance_attribute(group, type, HALF_WIDTH),
         *point = sim_provenance_attribute(group, type, POINT);
    bool whole = reached != NULL && half_width != NULL && point != NULL;

    if (replicates != NULL && whole) {
        *self = (struct sim_decision){ .replicates = strtol(replicates, NULL, 10),
                                       .reached = strcmp(reached, "true") == 0,
                                       .half_width = strtod(half_width, NULL),
                                       .point = strtol(point, NULL, 10) };
    }
    bool good = replicates == NULL || whole;
    SIM_FREE(replicates, reached, half_width, point);
    return good;
}

bool sim_provenance_read(struct sim_provenance *self, hid_t file)
{
    hid_t group = H5Gopen2(file, GROUP, H5P_DEFAULT), type = sim_hdf5_words();
    bool good = group >= 0 && type >= 0;

    *self = (struct sim_provenance){ 0 };
    if (good) {
        self->seed = count_of(group, type, SEED);
        self->grown = (struct sim_grown){ (long)count_of(group, type, GREW_REPLICATES),
                                          (long)count_of(group, type, GREW_POINTS) };
        self->model = sim_provenance_attribute(group, type, MODEL);
        self->model_version = sim_provenance_attribute(group, type, MODEL_VERSION);
        self->study = dataset(group, type, STUDY);
        good = read_decision(&self->decision, group, type) && self->model != NULL && self->model_version != NULL &&
               self->study != NULL;
    }
    sim_hdf5_close(group, H5Gclose);
    sim_hdf5_close(type, H5Tclose);
    return good;
}

void sim_provenance_free(struct sim_provenance *self)
{
    SIM_FREE(self->model, self->model_version, self->study);
    *self = (struct sim_provenance){ 0 };
}
