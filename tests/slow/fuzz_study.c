/* fuzz_study.c - any bytes are a study or are refused; what is a study resolves to a text that is the same study. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../sim/study/plan.h"
#include "../sim/toy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum sim_status read_study(struct sim_study *study, const void *bytes, size_t size, bool resolved,
                                  struct sim_errors *errors)
{
    struct sim_overrides overrides = { .resolved = resolved };
    char path[64];
    int file = memfd_create("study", 0);
    enum sim_status status;

    if (file < 0 || write(file, bytes, size) != (ssize_t)size) {
        abort();
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    status = sim_study_init(study, &toy, path, &overrides, errors);
    close(file);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sim_study study, again;
    struct sim_plan plan;
    struct sim_errors errors = { 0 };

    if (read_study(&study, data, size, false, &errors) == SIM_OK) {
        if (sim_plan_init(&plan, &toy, &study, 4, &errors) == SIM_OK && study.design.factors_count > 0 &&
            plan.points < 100000) {
            double *rows = calloc(2 * (size_t)study.design.factors_count, sizeof *rows);
            sim_plan_rows(&plan, plan.points > 1 ? plan.points - 2 : 0, plan.points > 1 ? 2 : 1, rows);
            free(rows);
        }
        sim_plan_free(&plan);
        /* a title that was not given is the name of the file, which differs */
        if (strstr(study.text, "title: \"fd") == NULL && memcmp(study.text, "title: \"1", 9) != 0) {
            if (read_study(&again, study.text, strlen(study.text), true, &errors) != SIM_OK ||
                strcmp(again.text, study.text) != 0) {
                fprintf(stderr, "%s\n--- reads back as\n%s\n%s\n", study.text, again.text == NULL ? "" : again.text,
                        errors.text == NULL ? "" : errors.text);
                abort();
            }
            sim_study_free(&again, &toy);
        }
    } else if (errors.count == 0) {
        abort(); /* refused without a word */
    }
    sim_study_free(&study, &toy);
    sim_errors_free(&errors);
    return 0;
}
