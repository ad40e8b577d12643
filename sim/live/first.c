/* first.c - runs a study as the page does, a few times. */
#include "first.h"

#include <math.h>

#include "../kernels.h"

enum { FIRST_ARMS = 4, FIRST_RUNS = 4 };

/** The first history of a lane of the last pack; null where it has no value. */
static void put_months(FILE *file, const struct sim_live *live, int lane)
{
    for (int month = 0; month < live->study.months; month++) {
        double value = (double)live->histories[(long)month * live->kernel->lanes + lane];
        fputs(month > 0 ? "," : "[", file);
        fprintf(file, isfinite(value) ? "%.9g" : "null", value);
    }
    putc(']', file);
}

static enum sim_status put_arm(FILE *file, struct sim_live *live, int arm, struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;
    int lanes = live->kernel->lanes;

    fputs(arm > 0 ? ",[" : "[", file);
    for (int run = 0; status == SIM_OK && run < FIRST_RUNS; run++) {
        fputs(run > 0 ? "," : "", file);
        status =
            run % lanes == 0 ? sim_live_run(live, (struct sim_live_job){ arm, (uint32_t)run, -1 }, errors) : SIM_OK;
        if (status == SIM_OK) {
            put_months(file, live, run % lanes);
        }
    }
    putc(']', file);
    return status;
}

enum sim_status sim_live_put_first(FILE *file, const struct sim_model *model, const unsigned char *bytes, size_t size,
                                   struct sim_errors *errors)
{
    struct sim_live live;
    enum sim_status status = sim_live_open(&live, model, sim_kernel_choose(model, NULL), bytes, size, errors);

    putc('[', file);
    for (int arm = 0; status == SIM_OK && arm < live.study.arms_count && arm < FIRST_ARMS; arm++)
        status = put_arm(file, &live, arm, errors);
    putc(']', file);
    sim_live_free(&live);
    return status;
}
