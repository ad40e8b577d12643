/* fuzz_study.c - any bytes are a study or are refused; what is a study resolves to a text that is the same study.
 * The worlds of its tables are built too, as `check` does. FUZZ_MODEL: the model whose studies they are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../sim/run/plan.h"
#include "fuzz_files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

extern const struct sim_model FUZZ_MODEL;

static enum sim_status read_study(struct sim_study *study, const void *bytes, size_t size, bool resolved,
                                  struct sim_errors *errors)
{
    struct sim_overrides overrides = { .resolved = resolved };
    fuzz_files(bytes, size);
    return sim_study_init(study, &FUZZ_MODEL, FUZZ_FILE, &overrides, errors);
}

/** The last two rows of a design. */
static void look_at_design(const struct sim_plan *plan)
{
    long first = plan->points > 1 ? plan->points - 2 : 0;
    double *rows = calloc(2 * (size_t)plan->study->design.factors_count, sizeof *rows);
    if (rows == NULL) {
        abort();
    }
    sim_plan_rows(plan, first, plan->points - first, rows);
    free(rows);
}

static void must_read_back(const struct sim_study *study)
{
    struct sim_study again;
    struct sim_errors errors = { 0 };
    if (read_study(&again, study->text, strlen(study->text), true, &errors) != SIM_OK ||
        strcmp(again.text, study->text) != 0) {
        fprintf(stderr, "%s\n--- reads back as\n%s\n%s\n", study->text, again.text == NULL ? "" : again.text,
                errors.text == NULL ? "" : errors.text);
        abort();
    }
    sim_study_free(&again, &FUZZ_MODEL);
}

static bool has_rows(const struct sim_arm *arm)
{
    int rows = 0;
    for (int i = 0; i < FUZZ_MODEL.tables_count; i++)
        rows += arm->tables[i].rows;
    return rows > 0;
}

/** Worlds without tables are made from counts, may be as large as memory, and have nothing to be read. */
static void build_worlds(const struct sim_study *study)
{
    for (int arm = 0; arm < study->arms_count && arm < 2; arm++) {
        struct sim_errors errors = { 0 };
        void *world = NULL;
        if (!has_rows(&study->arms[arm])) {
            continue;
        }
        enum sim_status status =
            FUZZ_MODEL.world_new(&world, study->arms[arm].tables, study->arms[arm].values, study->seed, &errors);
        if ((status == SIM_OK) != (errors.count == 0)) {
            abort();
        }
        FUZZ_MODEL.world_free(world);
        sim_errors_free(&errors);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sim_study study;
    struct sim_errors errors = { 0 };

    if (read_study(&study, data, size, false, &errors) == SIM_OK) {
        struct sim_plan plan;
        if (sim_plan_init(&plan, &FUZZ_MODEL, &study, 4, &errors) == SIM_OK && study.design.factors_count > 0 &&
            plan.points < 100) {
            look_at_design(&plan);
        }
        sim_plan_free(&plan);
        must_read_back(&study);
        build_worlds(&study);
    } else if (errors.count == 0) {
        abort(); /* refused without a word */
    }
    sim_study_free(&study, &FUZZ_MODEL);
    sim_errors_free(&errors);
    return 0;
}
