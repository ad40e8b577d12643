/* trial_record.c - runs a study of a claim, and records what the tests measure. */
#include "trial_record.h"

#include <stdlib.h>

#include "../files.h"
#include "../read/reading.h"

enum sim_status sim_trial_record(const struct sim_setup *setup, const char *name, struct sim_study *study,
                                 struct sim_plan *plan, struct sim_record *record, struct sim_trial *trial,
                                 struct sim_errors *errors)
{
    char *out = sim_path_join(setup->out, name);
    struct sim_work work = {
        .compute = { .plan = plan, .kernel = setup->kernel, .threads = setup->threads, .stop = setup->stop },
        .out = out,
        .shard = { 0, 1 },
        .collect = true
    };
    enum sim_status status = out != NULL && sim_study_write_out(study)
                                 ? sim_plan_init(plan, setup->model, study, setup->kernel->real_bytes, errors)
                                 : sim_fail(errors, SIM_MEMORY, "no memory for a trial");

    status = status != SIM_OK ? status : sim_work(&work, errors);
    if (status == SIM_OK) {
        status = sim_record_init(record, plan, setup->study->claim)
                     ? sim_scan(plan, out, sim_record_run, record, errors)
                     : sim_fail(errors, SIM_MEMORY, "no memory for a trial");
        trial->runs += plan->runs;
        trial->failed += work.compute.failed;
    }
    free(out);
    return status;
}
