/* test_support.c - see support.h. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "support.h"

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

void folder_remove(const char *folder)
{
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *trial_path(const struct trial *self, const char *name)
{
    static char paths[4][256];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", self->folder, name);
    return path;
}

void trial_write(const struct trial *self, const char *name, const char *text)
{
    FILE *file = fopen(trial_path(self, name), "w");
    cr_assert(file != NULL);
    fputs(text, file);
    cr_assert(fclose(file) == 0);
}

enum sim_status trial_read(struct trial *self, const char *text)
{
    static const struct sim_overrides none = { 0 };
    enum sim_status status;

    if (self->folder[0] == '\0') {
        snprintf(self->folder, sizeof self->folder, "/tmp/cavi-test-XXXXXX");
        cr_assert(mkdtemp(self->folder) != NULL);
    }
    trial_write(self, "study.yaml", text);
    status = sim_study_init(&self->study, &toy, trial_path(self, "study.yaml"), &none, &self->errors);
    if (status == SIM_OK) {
        status = sim_plan_init(&self->plan, &toy, &self->study, (int)toy.kernels[0]->real_bytes, &self->errors);
    }
    return status;
}

void trial_init(struct trial *self, const char *text)
{
    *self = (struct trial){ 0 };
    cr_assert(trial_read(self, text) == SIM_OK, "%s", self->errors.text);
}

void trial_free(struct trial *self)
{
    sim_plan_free(&self->plan);
    sim_study_free(&self->study, &toy);
    sim_errors_free(&self->errors);
    folder_remove(self->folder);
    *self = (struct trial){ 0 };
}
