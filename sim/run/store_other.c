/* store_other.c - makes a model, a study and a plan of the variables of a results file and of what they say. */
#include "store_other.h"

#include <hdf5.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "store_layout.h"
#include "store_provenance.h"
#include "store_variables.h"

enum { MOST_ARMS = 4096 }; /* as many as a map of a study file can have */

/** A results file while it is read. */
struct source {
    struct sim_other *self;
    struct sim_study *study;
    struct sim_plan *plan;
    struct sim_provenance origin;
    hid_t file, text; /* text: type of texts */
    bool good;
};

/** The text stays with the model until that is freed; "" where there is none. */
static const char *kept(struct sim_other *self, char *text)
{
    if (text == NULL || !SIM_RESIZE(self->texts, self->texts_count + 1)) {
        free(text);
        return "";
    }
    return self->texts[self->texts_count++] = text;
}

static const char *said(const struct source *from, hid_t set, const char *name)
{
    return kept(from->self, sim_provenance_attribute(set, from->text, name));
}

/* --- runs and arms --- */

/** How many there are of something that is numbered from 0 (points, replicates): 1 + its number in the last run. */
static long repeats(const struct source *from, const char *name)
{
    hid_t set = sim_variable_open(from->file, name);
    int last = -1;
    bool good = set >= 0 && sim_variable_along(set, H5T_NATIVE_INT, from->plan->runs - 1, 1, &last);

    sim_hdf5_close(set, H5Dclose);
    return good ? (long)last + 1 : 0;
}

static void runs_read(struct source *from)
{
    struct sim_plan *plan = from->plan;
    hsize_t runs[2] = { 0 }, months[2] = { 0 };
    hid_t run = sim_variable_open(from->file, "run"), month = sim_variable_open(from->file, "month");

    from->good = run >= 0 && month >= 0 && sim_variable_shape(run, runs) == 1 &&
                 sim_variable_shape(month, months) == 1 && runs[0] > 0 && runs[0] <= INT32_MAX &&
                 months[0] <= INT32_MAX;
    plan->runs = plan->most_runs = (long)runs[0];
    from->study->months = (int)months[0];
    plan->points = from->good ? repeats(from, "point") : 0;
    plan->replicates = from->good ? repeats(from, "replicate") : 0;
    from->good =
        from->good && plan->points > 0 && plan->replicates > 0 && plan->runs % (plan->points * plan->replicates) == 0;
    sim_hdf5_close(run, H5Dclose);
    sim_hdf5_close(month, H5Dclose);
}

static void arms_read(struct source *from)
{
    struct sim_study *study = from->study;
    long arms = from->plan->runs / (from->plan->points * from->plan->replicates);
    int count = arms > MOST_ARMS ? 0 : (int)arms;
    char **names = calloc((size_t)count + 1, sizeof *names);
    hid_t set = sim_variable_open(from->file, "scenario");

    study->arms = calloc((size_t)count + 1, sizeof *study->arms);
    from->good = count > 0 && names != NULL && study->arms != NULL && sim_variable_texts(set, from->text, count, names);
    for (int a = 0; study->arms != NULL && names != NULL && a < count; a++)
        study->arms[study->arms_count++].name = names[a];
    free(names);
    sim_hdf5_close(set, H5Dclose);
}

/* --- variables --- */

/** A history has the name of an outcome where "_by_month" is taken off. */
static void own_name(const struct sim_other *self, char *name)
{
    char *end = name + strlen(name) - strlen("_by_month");

    if (end <= name || strcmp(end, "_by_month") != 0) {
        return;
    }
    *end = '\0';
    for (int i = 0; i < self->model.outcomes_count; i++)
        if (strcmp(self->model.outcomes[i].name, name) == 0) {
            return;
        }
    *end = '_';
}

static void series_add(struct source *from, const struct sim_series **list, int *count, hid_t set, char *name)
{
    struct sim_series *more = realloc((void *)*list, (size_t)(*count + 1) * sizeof *more);
    const char *words = said(from, set, "flag_meanings");
    double range[2] = { -INFINITY, INFINITY };

    from->good = from->good && more != NULL;
    if (more == NULL) {
        free(name);
        return;
    }
    sim_variable_numbers(set, "valid_range", range, 2);
    *list = more;
    more[(*count)++] = (struct sim_series){ .name = kept(from->self, name),
                                            .unit = said(from, set, "units"),
                                            .low = range[0],
                                            .high = range[1],
                                            .choices = words[0] == '\0' ? NULL : words,
                                            .meaning = said(from, set, "long_name") };
}

static enum sim_kind kind_of(hid_t set)
{
    hid_t type = H5Dget_type(set);
    H5T_class_t class = type < 0 ? H5T_FLOAT : H5Tget_class(type);

    sim_hdf5_close(type, H5Tclose);
    return class == H5T_STRING ? SIM_CHOICE : class == H5T_INTEGER ? SIM_WHOLE : SIM_REAL;
}

static void param_add(struct source *from, hid_t set)
{
    struct sim_params *params = &from->self->model.params;
    struct sim_param *more = realloc((void *)params->list, (size_t)(params->count + 1) * sizeof *more);
    const char *role = said(from, set, "parameter_role");

    from->good = from->good && more != NULL;
    if (more == NULL) {
        return;
    }
    params->list = more;
    more[params->count++] = (struct sim_param){
        .name = said(from, set, "parameter"),
        .kind = kind_of(set),
        .low = -INFINITY,
        .high = INFINITY,
        .unit = said(from, set, "units"),
        .role = strcmp(role, sim_role_text(SIM_LEVER)) == 0 ? SIM_LEVER : SIM_UNCERTAINTY,
        .choices = "",
        .meaning = said(from, set, "long_name"),
        .source = "",
    };
}

/** One link of the file: a variable of the wanted role is added. Outcomes come before histories. */
static herr_t look(hid_t file, const char *name, const H5L_info_t *link, void *source)
{
    struct source *from = source;
    struct sim_model *model = &from->self->model;
    hsize_t extent[2];
    hid_t set = link->type == H5L_TYPE_HARD && from->good ? H5Dopen2(file, name, H5P_DEFAULT) : -1;
    const char *role = set < 0 ? "" : said(from, set, "role");
    int rank = set < 0 ? 0 : sim_variable_shape(set, extent);
    bool of_runs = rank > 0 && extent[0] == (hsize_t)from->plan->runs;

    if (of_runs && rank == 1 && strcmp(role, "outcome") == 0) {
        series_add(from, &model->outcomes, &model->outcomes_count, set, strdup(name));
    } else if (of_runs && rank == 1 && strcmp(role, "parameter") == 0) {
        param_add(from, set);
    } else if (of_runs && rank == 2 && extent[1] == (hsize_t)from->study->months && strcmp(role, "history") == 0) {
        char *own = strdup(name);
        if (own != NULL) {
            own_name(from->self, own);
        }
        series_add(from, &model->histories, &model->histories_count, set, own);
    }
    sim_hdf5_close(set, H5Dclose);
    return from->good ? 0 : -1;
}

/* --- values --- */

/** Place of a word in a list of words, to which a new one is added; -1 without memory. */
static int word_place(char **words, const char *word)
{
    int found = sim_word_index(*words, word), count = 0;
    size_t length = strlen(*words);
    char *longer = found >= 0 ? NULL : realloc(*words, length + strlen(word) + 2);

    if (longer == NULL) {
        return found;
    }
    for (const char *at = longer; *at != '\0'; at++)
        count += *at == ' ';
    count += length > 0;
    sprintf(longer + length, "%s%s", length > 0 ? " " : "", word);
    *words = longer;
    return count;
}

/** A choice's values are places in the list of the words that were met. */
static bool words_read(struct source *from, hid_t set, struct sim_param *param, long count, double *values)
{
    char **texts = calloc((size_t)count, sizeof *texts), *words = strdup("");
    bool good = texts != NULL && words != NULL && sim_variable_texts(set, from->text, count, texts);

    for (long i = 0; good && i < count; i++) {
        values[i] = word_place(&words, texts[i]);
        good = values[i] >= 0;
    }
    for (long i = 0; texts != NULL && i < count; i++)
        free(texts[i]);
    free(texts);
    param->choices = kept(from->self, words);
    return good;
}

/** A parameter that differs between points is a factor, whose levels are what the points were. */
static bool factor_add(struct source *from, int param, const double *values)
{
    struct sim_design *design = &from->study->design;
    long points = from->plan->points, arms = from->study->arms_count;
    bool differs = false;

    for (long point = 1; point < points; point++)
        differs = differs || values[point * arms] != values[0];
    if (!differs) {
        return true;
    }
    struct sim_factor *factor = &design->factors[design->factors_count++];
    *factor = (struct sim_factor){ .param = param, .levels = calloc((size_t)points, sizeof *factor->levels) };
    factor->levels_count = factor->levels == NULL ? 0 : (int)points;
    for (long point = 0; point < factor->levels_count; point++)
        factor->levels[point] = values[point * arms];
    return factor->levels != NULL;
}

/** The values of a parameter in the runs of the first replicate. */
static bool param_values(struct source *from, int i, double *values)
{
    struct sim_param *param = (struct sim_param *)&from->self->model.params.list[i];
    long count = from->plan->points * from->study->arms_count;
    char name[SIM_NAME_SIZE];

    sim_layout_param(param->name, name, sizeof name);
    hid_t set = sim_variable_open(from->file, name);
    bool good = set >= 0 && (param->kind == SIM_CHOICE ? words_read(from, set, param, count, values)
                                                       : sim_variable_along(set, H5T_NATIVE_DOUBLE, 0, count, values));
    sim_hdf5_close(set, H5Dclose);
    return good;
}

static bool arms_have_room(struct sim_study *study, int params)
{
    bool good = true;
    for (int a = 0; a < study->arms_count; a++) {
        struct sim_arm *arm = &study->arms[a];
        arm->values = calloc((size_t)params + 1, sizeof *arm->values);
        arm->paths = calloc((size_t)params + 1, sizeof *arm->paths);
        arm->given = calloc((size_t)params + 1, sizeof *arm->given);
        good = good && arm->values != NULL && arm->paths != NULL && arm->given != NULL;
    }
    return good;
}

static void values_read(struct source *from)
{
    struct sim_study *study = from->study;
    int params = from->self->model.params.count;
    double *values = calloc((size_t)(from->plan->points * study->arms_count), sizeof *values);

    study->design = (struct sim_design){ .kind = from->plan->points > 1 ? SIM_DESIGN_LIST : SIM_DESIGN_NONE,
                                         .points = from->plan->points,
                                         .factors = calloc((size_t)params + 1, sizeof *study->design.factors) };
    from->good = values != NULL && study->design.factors != NULL && arms_have_room(study, params);
    for (int i = 0; from->good && i < params; i++) {
        from->good = param_values(from, i, values) && factor_add(from, i, values);
        for (int a = 0; a < study->arms_count; a++)
            study->arms[a].values[i] = values[a];
    }
    free(values);
}

/* --- all of it --- */

static void model_read(struct source *from)
{
    struct sim_model *model = &from->self->model;

    model->name = kept(from->self, strdup(from->origin.model));
    model->version = kept(from->self, strdup(from->origin.model_version));
    model->title = model->meaning = said(from, from->file, "source");
    H5Literate(from->file, H5_INDEX_CRT_ORDER, H5_ITER_INC, NULL, look, from);
}

static void study_read(struct source *from)
{
    struct sim_study *study = from->study;
    const char *start = said(from, from->file, "start"), *repeats = said(from, from->file, "repeats");
    int histories = from->self->model.histories_count;

    study->title = sim_provenance_attribute(from->file, from->text, "title");
    study->question = sim_provenance_attribute(from->file, from->text, "question");
    study->seed = from->origin.seed;
    study->replicates = from->plan->replicates;
    study->until.outcome = -1;
    study->histories = calloc((size_t)histories + 1, sizeof *study->histories);
    study->text = from->origin.study;
    from->origin.study = NULL;
    study->design.drawn = strcmp(repeats, "worlds") == 0;
    snprintf(study->start, sizeof study->start, "%.7s", start);
    from->good = study->title != NULL && study->histories != NULL;
    for (int i = 0; from->good && i < histories; i++)
        study->histories[i] = true;
}

/** Blocks are slices of the file, of eight MiB at most. */
static void plan_cut(struct sim_plan *plan, const struct sim_decision *decision, const struct sim_seal *seal)
{
    enum { LEAST = 64, LARGEST = 1 << 16, BYTES = 8 << 20 };

    plan->decision = *decision;
    memcpy(plan->hash, seal->plan, sizeof plan->hash);
    plan->block_runs = LEAST;
    while (plan->block_runs < LARGEST && (double)(2 * plan->block_runs) * sim_plan_run_bytes(plan) <= BYTES)
        plan->block_runs *= 2;
    plan->blocks = sim_plan_blocks(plan, plan->replicates);
}

/** Each step needs what the step before it found. */
static bool all_read(struct source *from)
{
    static void (*const steps[])(struct source *) = { runs_read, arms_read, model_read, values_read, study_read };

    from->good = sim_provenance_read(&from->origin, from->file);
    for (size_t i = 0; from->good && i < sizeof steps / sizeof *steps; i++)
        steps[i](from);
    return from->good;
}

enum sim_status sim_other_read(struct sim_other *self, const struct sim_stored *stored, struct sim_study *study,
                               struct sim_plan *plan, struct sim_errors *errors)
{
    struct source from = { .self = self, .study = study, .plan = plan, .text = sim_hdf5_words() };
    enum sim_status status = SIM_OK;

    *self = (struct sim_other){ 0 };
    *study = (struct sim_study){ 0 };
    *plan = (struct sim_plan){ .model = &self->model, .study = study };
    from.file = sim_stored_hdf5(stored);
    if (from.text >= 0 && all_read(&from)) {
        plan_cut(plan, &from.origin.decision, sim_stored_seal(stored));
        plan->grown = from.origin.grown;
    } else {
        status =
            sim_fail(errors, SIM_DATA, "%s: describes itself too little to be read without its version of the model",
                     sim_stored_path(stored));
    }
    sim_provenance_free(&from.origin);
    sim_hdf5_close(from.text, H5Tclose);
    return status;
}

void sim_other_free(struct sim_other *self)
{
    for (int i = 0; i < self->texts_count; i++)
        free(self->texts[i]);
    SIM_FREE(self->texts, (void *)self->model.outcomes, (void *)self->model.histories, (void *)self->model.params.list);
    *self = (struct sim_other){ 0 };
}
