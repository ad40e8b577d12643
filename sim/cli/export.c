/* export.c - `export OUT --to FORM -o FILE`: a finished study for other programs. */
#include "../ask/export.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "../ask/names.h"
#include "../files.h"
#include "../names.h"
#include "../target.h"
#include "commands.h"
#include "options.h"
#include "session.h"
#include "sheet.h"

enum { RUNS, HISTORIES, ENTITIES, BEHAVIORSPACE, SALIB, SEQUENCES, FORMS };
static const char *const form_words[FORMS] = { "csv", "histories", "entities", "behaviorspace", "salib", "sequences" };
enum { MOST_MODES = 16 };

struct request {
    struct sim_request shared; /* its `out` is the file */
    const char *to, *of;
    int form; /* place in form_words; -1: none of them */
    int arm, modes[MOST_MODES], modes_count;
    int extent; /* whose outcomes are written */
};

/** "acts_a,acts_b": the histories whose growth names the state of a month. */
static void modes_read(struct request *self, const struct sim_plan *plan, struct sim_errors *errors)
{
    if (self->of == NULL) {
        sim_complain(errors, NULL, 0, 0,
                     "--to sequences wants --of HISTORY,HISTORY (cumulated histories): the state of a month is the "
                     "history that grew most in it");
    }
    for (const char *at = self->of; at != NULL;) {
        if (self->modes_count == MOST_MODES) {
            sim_complain(errors, NULL, 0, 0, "--of names more than %d histories", MOST_MODES);
            return;
        }
        char name[128];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(at, ","), at);
        self->modes[self->modes_count++] = sim_find_history(plan, name, errors);
        at = strchr(at, ',');
        at += at != NULL;
    }
}

static void form_read(struct request *self, struct sim_errors *errors)
{
    const struct sim_names forms = SIM_NAMES(form_words, FORMS);

    self->form = sim_name_index(forms, self->to);
    if (self->form < 0) {
        sim_complain(errors, NULL, 0, 0,
                     "--to %.40s is none of: csv histories entities behaviorspace salib sequences%s", self->to,
                     sim_hint(self->to, &forms, 1).text);
    }
}

static bool keeps_histories(const struct sim_plan *plan)
{
    bool any = false;
    for (int i = 0; i < plan->model->histories_count; i++)
        any = any || plan->study->histories[i];
    return any;
}

static enum sim_status check(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct sim_plan *plan = &session->plan;
    struct request *self = context;
    const char *out = self->shared.place;

    form_read(self, errors);
    if (self->form == SEQUENCES) {
        modes_read(self, plan, errors);
    } else if (self->form == ENTITIES && self->of == NULL) {
        sim_complain(errors, NULL, 0, 0, "--to entities wants --of KIND, the kind of entity");
    } else if (self->form == ENTITIES) {
        self->extent = sim_find_extent(plan->model, self->of, errors);
    } else if (self->of != NULL) {
        sim_complain(errors, NULL, 0, 0, "--of belongs to --to entities and --to sequences");
    }
    if (self->form == HISTORIES && !keeps_histories(plan)) {
        sim_complain(errors, NULL, 0, 0, "%s: the study keeps no histories", out);
    }
    if (self->form == SALIB && plan->study->design.factors_count == 0) {
        sim_complain(errors, NULL, 0, 0, "%s: the study has no design, so there is nothing for SALib to read", out);
    }
    if (self->form == SALIB && session->other.model.name != NULL) {
        sim_complain(errors, NULL, 0, 0,
                     "%s: results of another version do not say from which ranges points were drawn", out);
    }
    self->arm = self->shared.arm == NULL ? 0 : sim_find_arm(plan->study, self->shared.arm, errors);
    if (self->shared.arm != NULL && self->form != SALIB) {
        sim_complain(errors, NULL, 0, 0, "--arm belongs to --to salib: the other forms hold all arms");
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/** BehaviorSpace wants a time. It is that of the plan, or of a results file by itself, so that two exports are
 * equal. */
static void plan_time(const char *out, char *text, size_t size)
{
    char *path = sim_path_join(out, "plan/plan.txt");
    struct stat about = { 0 };
    struct tm local;
    if (path != NULL && (stat(path, &about) == 0 || stat(out, &about) == 0)) {
        strftime(text, size, "%m/%d/%Y %H:%M:%S:000 %z", localtime_r(&about.st_mtime, &local));
    }
    free(path);
}

/** Part `part` of a form into `file`; only SALib's has parts: problem, X and Y. */
static enum sim_status write_part(const struct request *request, const struct sim_plan *plan, int part, FILE *file,
                                  struct sim_errors *errors)
{
    char when[64] = "";
    switch (request->form) {
    case RUNS:
        return sim_export_runs(plan, request->shared.place, file, errors);
    case HISTORIES:
        return sim_export_histories(plan, request->shared.place, file, errors);
    case ENTITIES:
        return sim_export_entities(plan, request->shared.place, request->extent, file, errors);
    case BEHAVIORSPACE:
        plan_time(request->shared.place, when, sizeof when);
        return sim_export_behaviorspace(plan, request->shared.place, when, file, errors);
    case SEQUENCES:
        return sim_export_sequences(plan, request->shared.place, request->modes, request->modes_count, file, errors);
    default:
        break;
    }
    if (part == 0) {
        sim_export_problem(plan, file);
        return SIM_OK;
    }
    return part == 1 ? sim_export_x(plan, file, errors)
                     : sim_export_y(plan, request->shared.place, request->arm, file, errors);
}

/** Parts first .. last into the file named `path`. */
static enum sim_status export_parts(const struct request *request, const struct sim_plan *plan, int first, int last,
                                    const char *path, struct sim_errors *errors)
{
    struct sim_target target;
    enum sim_status status = sim_target_open(&target, path, errors);

    for (int part = first; part <= last && status == SIM_OK; part++)
        status = write_part(request, plan, part, target.file, errors);
    return sim_target_close(&target, path, status, errors);
}

static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    static const char *const suffixes[] = { "", "_X.txt", "_Y.txt" };
    const struct request *request = context;
    const char *out = request->shared.out;
    int last = request->form == SALIB ? 2 : 0;
    enum sim_status status = sim_scan_ready(&session->plan, request->shared.place, errors);

    if (status == SIM_OK && sim_target_is_special(out)) {
        return export_parts(request, &session->plan, 0, last, out, errors);
    }
    for (int part = 0; part <= last && status == SIM_OK; part++) {
        char *path = sim_sheet_path(out, suffixes[part]);
        status = path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory")
                              : export_parts(request, &session->plan, part, part, path, errors);
        free(path);
    }
    return status;
}

enum sim_status sim_command_export(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { .shared.any_version = true };
    const struct sim_option own[] = {
        { .name = "--to", .value = &request.to, .needed = true },
        { .name = "--of", .value = &request.of },
        { .name = "-o", .value = &request.shared.out, .needed = true },
        { .name = NULL },
    };
    return sim_ask(model, argc, argv, "--arm", own, &request, check, answer);
}
