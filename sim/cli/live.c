/* live.c - `live STUDY -o page.html`: the study as a page that computes its runs. */
#include "../live/page.h"

#include "../target.h"
#include "cli.h"
#include "commands.h"
#include "options.h"
#include "session.h"

static enum sim_status write_page(const struct sim_session *session, const struct sim_model *model, const char *out,
                                  struct sim_errors *errors)
{
    struct sim_target target;
    enum sim_status status = sim_target_open(&target, out, errors);

    if (status == SIM_OK) {
        status = sim_live_page(&session->study, session->plan.tables, model, CAVI_COMMIT, target.file, errors);
    }
    return sim_target_close(&target, out, status, errors);
}

static enum sim_status check(const struct sim_study *study, struct sim_errors *errors)
{
    if (!sim_live_page_is_built()) {
        sim_complain(errors, NULL, 0, 0,
                     "this cavi was built without the page: its compiler had no WebAssembly (Debian: clang lld "
                     "wasi-libc libclang-rt-dev-wasm32; then `make clean build`)");
    }
    for (int i = 0; study->design.worlds != NULL && i < study->design.factors_count; i++)
        if (study->model->params.list[study->design.factors[i].param].shapes) {
            sim_complain(errors, NULL, 0, 0,
                         "worlds: differ in %s, which sets how many entities there are; a page computes worlds of one "
                         "shape",
                         study->model->params.list[study->design.factors[i].param].name);
        }
    if (study->design.factors_count > 0 && study->design.worlds == NULL) {
        sim_complain(errors, NULL, 0, 0,
                     "the study varies %d parameters in a design; a page has sliders instead: take the design out, or "
                     "see `run` and analysis/explore.py",
                     study->design.factors_count);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

enum sim_status sim_command_live(const struct sim_model *model, int argc, char **argv)
{
    struct sim_request request = { 0 };
    struct sim_errors errors = { 0 };
    struct sim_session session = { 0 };
    const struct sim_option own[] = { { .name = "-o", .value = &request.out, .needed = true }, { .name = NULL } };
    enum sim_status status = sim_request_read(&request, argc, argv, "--set --seed --replicates", own, &errors);

    if (status == SIM_OK) {
        const struct sim_overrides overrides = sim_request_overrides(&request, &errors);
        status = sim_session_study(&session, model, request.place, &overrides, NULL, 1, &errors);
    }
    if (status == SIM_OK) {
        status = check(&session.study, &errors);
    }
    if (status == SIM_OK) {
        status = write_page(&session, model, request.out, &errors);
    }
    sim_session_free(&session);
    return sim_end(&errors, status);
}
