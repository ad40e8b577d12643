/* study.c - a study that is built up call by call becomes a text, and that is read as any study file is. */
#include "study.h"

#include <gsl/gsl_errno.h>
#include <libgen.h>
#include <locale.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "../read/reading.h"

enum { NUMBER = 64 };

struct cavi_study {
    const cavi_model *model;
    char *path, *text; /* text NULL: what the file holds */
    char *keys, *arms; /* lines of YAML; NULL: none */
    const char **sets; /* "name=value" */
    int sets_count;
    char *replicates, *seed;
    bool lost;  /* memory ran out */
    bool wrong; /* NULL was given for a text */
};

/* --- all calls --- */

static locale_t point;

static void prepare(void)
{
    point = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    gsl_set_error_handler_off();
}

void *sim_api_enter(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, prepare);
    return uselocale(point); /* point 0, without memory: nothing changes */
}

void sim_api_leave(void *entered)
{
    uselocale(entered);
}

int sim_api_end(struct cavi_error *error, struct sim_errors *errors, enum sim_status status)
{
    if (error != NULL && errors->count > 0) {
        cavi_error_free(error);
        *error = (struct cavi_error){ errors->text, errors->length, errors->count };
        *errors = (struct sim_errors){ 0 };
    }
    sim_errors_free(errors);
    return (int)status;
}

void cavi_error_free(struct cavi_error *error)
{
    if (error == NULL) {
        return;
    }
    struct sim_errors errors = { error->text, error->length, error->count };
    sim_errors_free(&errors);
    *error = (struct cavi_error){ 0 };
}

/* --- building --- */

/** A copy in *to, which is freed. NULL: none. */
static void keep(cavi_study *self, char **to, const char *text)
{
    free(*to);
    *to = text == NULL ? NULL : strdup(text);
    self->lost = self->lost || (text != NULL && *to == NULL);
}

cavi_study *cavi_study_new(const cavi_model *model, const char *path, const char *text)
{
    cavi_study *self = calloc(1, sizeof *self);

    if (self != NULL) {
        self->model = model;
        keep(self, &self->path, path);
        keep(self, &self->text, text);
    }
    return self;
}

void cavi_study_free(cavi_study *study)
{
    if (study == NULL) {
        return;
    }
    for (int i = 0; i < study->sets_count; i++)
        free((char *)(uintptr_t)study->sets[i]);
    SIM_FREE(study->sets, study->path, study->text, study->keys, study->arms, study->replicates, study->seed, study);
}

/** May these texts be added? If one is not there, running the study says so. */
static bool are_texts(cavi_study *self, const char *name, const char *value)
{
    bool there = name != NULL && value != NULL;
    if (self != NULL) {
        self->wrong = self->wrong || !there;
    }
    return self != NULL && there;
}

/** Add a line "name": value to lines. */
static void add_line(cavi_study *self, char **lines, const char *indent, const char *name, const char *value)
{
    char *grown = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&grown, &size);

    if (file != NULL) {
        fprintf(file, "%s%s", *lines == NULL ? "" : *lines, indent);
        sim_put_quoted(file, name);
        fprintf(file, ": %s\n", value);
    }
    if (file == NULL || fclose(file) != 0) {
        self->lost = true;
        free(grown);
        return;
    }
    free(*lines);
    *lines = grown;
}

void cavi_study_key(cavi_study *study, const char *key, const char *value)
{
    if (are_texts(study, key, value)) {
        add_line(study, &study->keys, "", key, value);
    }
}

void cavi_study_arm(cavi_study *study, const char *name, const char *settings)
{
    if (are_texts(study, name, settings)) {
        add_line(study, &study->arms, "  ", name, settings);
    }
}

void cavi_study_set(cavi_study *study, const char *name, const char *value)
{
    char *set = NULL;

    if (!are_texts(study, name, value)) {
        return;
    }
    if (!SIM_RESIZE(study->sets, study->sets_count + 1) || asprintf(&set, "%s=%s", name, value) < 0) {
        study->lost = true;
        return;
    }
    study->sets[study->sets_count++] = set;
}

void cavi_study_replicates(cavi_study *study, const char *count)
{
    if (study != NULL) {
        keep(study, &study->replicates, count);
    }
}

void cavi_study_seed(cavi_study *study, const char *seed)
{
    if (study != NULL) {
        keep(study, &study->seed, seed);
    }
}

/* --- reading --- */

/** The whole text in *text, or NULL where the file itself is the study. *name: what complaints call it. False without
 * memory. */
static bool whole_text(const cavi_study *self, char **text, char **name)
{
    bool grows = self->keys != NULL || self->arms != NULL;
    size_t size = 0;
    FILE *file = self->text == NULL && !grows ? NULL : open_memstream(text, &size);
    char *base = strdup(self->path);
    bool good = base != NULL && (file != NULL || (self->text == NULL && !grows));

    *name = NULL;
    if (file != NULL && base != NULL) {
        if (self->text == NULL) {
            fputs("extends: ", file);
            sim_put_quoted(file, basename(base));
        }
        fprintf(file, "%s\n%s%s%s", self->text == NULL ? "" : self->text, self->keys == NULL ? "" : self->keys,
                self->arms == NULL ? "" : "arms:\n", self->arms == NULL ? "" : self->arms);
    }
    if (good && asprintf(name, "%s%s", self->path, self->text == NULL && grows ? " with changes" : "") < 0) {
        *name = NULL;
    }
    good = (file == NULL || fclose(file) == 0) && good && *name != NULL;
    free(base);
    return good;
}

/** sim_api_open(), or with `planned` false sim_api_read(). */
static enum sim_status study_open(const cavi_study *self, const struct cavi_how *how, bool planned,
                                  struct sim_session *session, struct sim_errors *errors)
{
    if (self == NULL || self->model == NULL || (self->path == NULL && !self->lost) || self->wrong) {
        return sim_fail(errors, SIM_USAGE, "%s",
                        self == NULL  ? "there is no study"
                        : self->wrong ? "a key, arm or setting of the study has no name or value"
                                      : "a study needs a model and a path");
    }
    struct sim_request request = { .sets_count = 0, .replicates = self->replicates, .seed = self->seed };
    struct sim_overrides overrides = sim_request_overrides(&request, errors);
    const char *kernel = how == NULL ? NULL : how->kernel;
    char *text = NULL, *name = NULL, threads[NUMBER] = "";
    enum sim_status status;

    snprintf(threads, sizeof threads, "%d", how == NULL ? 0 : how->threads);
    request.threads = how == NULL || how->threads == 0 ? NULL : threads;
    long count = sim_request_threads(&request, errors);
    int before = errors->count;
    if (self->lost || !whole_text(self, &text, &name)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a study");
        goto out;
    }
    overrides.text = text;
    overrides.set = self->sets;
    overrides.set_count = self->sets_count;
    if (planned) {
        status = sim_session_study(session, self->model, name, &overrides, kernel, count, errors);
    } else {
        session->model = self->model;
        status = sim_study_init(&session->study, self->model, name, &overrides, errors);
        before += sim_session_kernel(self->model, kernel, &session->ensemble.kernel, errors) != SIM_OK;
        session->ensemble.threads = sim_session_threads(count);
    }
    status = status == SIM_OK && before > 0 ? SIM_USAGE : status;
out:
    free(text);
    free(name);
    return status;
}

enum sim_status sim_api_open(const cavi_study *self, const struct cavi_how *how, struct sim_session *session,
                             struct sim_errors *errors)
{
    return study_open(self, how, true, session, errors);
}

enum sim_status sim_api_read(const cavi_study *self, const struct cavi_how *how, struct sim_session *session,
                             struct sim_errors *errors)
{
    return study_open(self, how, false, session, errors);
}

int cavi_study_text(const cavi_study *study, char **text, struct cavi_error *error)
{
    struct sim_errors errors = { 0 };
    struct sim_session session = { 0 };
    void *entered = sim_api_enter();
    enum sim_status status = sim_api_open(study, NULL, &session, &errors);

    *text = NULL;
    if (status == SIM_OK && (*text = strdup(session.study.text)) == NULL) {
        status = sim_fail(&errors, SIM_MEMORY, "no memory for a study");
    }
    sim_session_free(&session);
    sim_api_leave(entered);
    return sim_api_end(error, &errors, status);
}
