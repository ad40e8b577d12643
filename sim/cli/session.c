/* session.c - opens a study or a folder of results, and runs the steps that commands share. */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../run/close_up.h"
#include "../run/finished.h"
#include "../run/only.h"
#include "host.h"

enum { MOST_THREADS = 1024, MOST_REPLICATES = 1000000000 };

enum sim_status sim_session_kernel(const struct sim_model *model, const char *name, const struct sim_kernel **kernel,
                                   struct sim_errors *errors)
{
    *kernel = sim_kernel_choose(model, name);
    return *kernel != NULL
               ? SIM_OK
               : sim_fail(errors, SIM_USAGE, "--kernel %.40s: this machine has no such kernel; `version` lists them",
                          name == NULL ? "" : name);
}

int sim_session_threads(long asked)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN), threads = asked > 0 ? asked : cores > 0 ? cores : 1;
    return (int)(threads < MOST_THREADS ? threads : MOST_THREADS);
}

enum sim_status sim_session_plan(struct sim_session *self, const char *kernel_name, long threads,
                                 struct sim_errors *errors)
{
    const struct sim_kernel *kernel = NULL;
    enum sim_status status = sim_session_kernel(self->model, kernel_name, &kernel, errors);

    if (status == SIM_OK) {
        status = sim_plan_init(&self->plan, self->model, &self->study, kernel->real_bytes, errors);
    }
    if (status == SIM_OK) {
        status = sim_ensemble_init(&self->ensemble, &self->plan, kernel, sim_session_threads(threads), errors);
    }
    if (status == SIM_OK) {
        status = sim_close_up_check(&self->plan, errors);
    }
    return status;
}

enum sim_status sim_session_study(struct sim_session *self, const struct sim_model *model, const char *path,
                                  const struct sim_overrides *overrides, const char *kernel_name, long threads,
                                  struct sim_errors *errors)
{
    enum sim_status status;

    *self = (struct sim_session){ .model = model };
    status = sim_study_init(&self->study, model, path, overrides, errors);
    if (status != SIM_OK) { /* complain of the kernel too, so that everything wrong is said at once */
        const struct sim_kernel *kernel = NULL;
        (void)!sim_session_kernel(model, kernel_name, &kernel, errors);
        return status;
    }
    return sim_session_plan(self, kernel_name, threads, errors);
}

enum sim_status sim_session_output(struct sim_session *self, const struct sim_model *model, const char *out,
                                   bool any_version, struct sim_errors *errors)
{
    enum sim_status status;

    *self = (struct sim_session){ .model = model };
    status = sim_finished_open(model, out, &self->study, &self->plan, any_version ? &self->other : NULL, errors);
    if (self->other.model.name != NULL) {
        self->model = &self->other.model;
        fprintf(stderr,
                "%s: results of version %s of the model, read as the file describes itself (this is version %s)\n", out,
                self->model->version, model->version);
    }
    return status;
}

#define COUNTED(count) (long)(count), (count) == 1 ? "" : "s"

void sim_session_say_size(const struct sim_session *self)
{
    const struct sim_study *study = &self->study;
    printf("%s%ld replicate%s x %ld point%s x %ld arm%s = %ld run%s in %ld block%s\n",
           study->until.outcome >= 0 ? "at most " : "", COUNTED(study->replicates), COUNTED(self->plan.points),
           COUNTED(study->arms_count), COUNTED(self->plan.runs), COUNTED(self->plan.blocks));
}

void sim_session_say_looks(const struct sim_session *self)
{
    struct sim_grown from = self->plan.grown;
    if (self->study.until.outcome >= 0) {
        printf("`until` added replicates until intervals were narrow enough: intervals do not allow for this rule\n");
    } else if (from.replicates > 0 || from.points > 0) {
        printf("the study grew from ");
        if (from.replicates > 0) {
            printf("%ld replicate%s%s", COUNTED(from.replicates), from.points > 0 ? " and " : "");
        }
        if (from.points > 0) {
            printf("%ld point%s", COUNTED(from.points));
        }
        printf(": if it grew because of their results, intervals are too narrow\n");
    }
}

void sim_session_free(struct sim_session *self)
{
    sim_ensemble_free(&self->ensemble);
    sim_plan_free(&self->plan);
    if (self->model != NULL) {
        sim_study_free(&self->study, self->model);
    }
    sim_other_free(&self->other);
}

enum sim_status sim_ask(const struct sim_model *model, int argc, char **argv, const char *shared,
                        const struct sim_option *own, void *request, sim_step check, sim_step answer)
{
    struct sim_request *asked = request;
    struct sim_errors errors = { 0 };
    struct sim_session opened = { 0 }, *session = sim_host == NULL ? &opened : sim_host->session;
    char *file = NULL;
    enum sim_status status = sim_request_read(asked, argc, argv, shared, own, &errors);

    if (status == SIM_OK && sim_host == NULL) {
        status = sim_session_output(session, model, asked->place, asked->any_version, &errors);
        opened.plan.partial = asked->partial;
    }
    if (session->other.model.name != NULL) { /* this program would cut its blocks in another way */
        asked->place = file = sim_results_path(asked->place);
        status = file == NULL ? sim_fail(&errors, SIM_MEMORY, "no memory") : status;
    }
    if (status == SIM_OK && check != NULL) {
        status = check(request, session, &errors);
    }
    if (status == SIM_OK) {
        status = answer(request, session, &errors);
    }
    sim_session_free(&opened);
    free(file);
    return sim_end(&errors, status);
}

struct sim_overrides sim_request_overrides(struct sim_request *request, struct sim_errors *errors)
{
    return (struct sim_overrides){ .set = request->sets,
                                   .set_count = request->sets_count,
                                   .seed = request->seed,
                                   .replicates = sim_option_whole("--replicates", request->replicates, 1,
                                                                  MOST_REPLICATES, 0, errors) };
}

long sim_request_threads(const struct sim_request *request, struct sim_errors *errors)
{
    return sim_option_whole("--threads", request->threads, 1, MOST_THREADS, 0, errors);
}
