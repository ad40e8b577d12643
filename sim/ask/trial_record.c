/* trial_record.c - runs a study of a claim, and records what the tests measure. */
#include "trial_record.h"

#include <stdlib.h>

#include "../files.h"
#include "../read/reading.h"

/** A study that is computed in memory. */
struct job {
    const struct sim_setup *setup;
    struct sim_record *record;
    long before, done; /* runs of the trial's other studies; of this one */
};

/** Record a block, which is forgotten then. */
static enum sim_status take(void *context, struct sim_block *block, struct sim_errors *errors)
{
    struct job *self = context;
    const struct sim_setup *setup = self->setup;
    const struct sim_plan *plan = self->record->plan;

    (void)errors;
    sim_scan_block(plan, block, sim_record_run, self->record);
    self->done += sim_plan_runs_in(plan, block->first / plan->block_runs);
    if (setup->tell != NULL) {
        setup->tell(setup->context, self->before + self->done, self->before + plan->runs);
    }
    return SIM_OK;
}

static enum sim_status in_memory(struct sim_compute *compute, struct job *job, struct sim_errors *errors)
{
    const struct sim_block_sink sink = { .context = job, .take = take };

    compute->keeps_nothing = true;
    return sim_compute(compute, &sink, errors);
}

/** In the folder `name` of the trial, and with a results file. */
static enum sim_status in_folder(struct sim_compute *compute, const struct sim_setup *setup, const char *name,
                                 struct sim_record *record, struct sim_errors *errors)
{
    char *out = sim_path_join(setup->out, name);
    struct sim_work work = { .compute = *compute, .out = out, .shard = { 0, 1 }, .collect = true };
    enum sim_status status =
        out == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for a trial") : sim_work(&work, errors);

    compute->failed = work.compute.failed;
    status = status != SIM_OK ? status : sim_scan(compute->plan, out, sim_record_run, record, errors);
    free(out);
    return status;
}

enum sim_status sim_trial_record(const struct sim_setup *setup, const char *name, struct sim_study *study,
                                 struct sim_plan *plan, struct sim_record *record, struct sim_trial *trial,
                                 struct sim_errors *errors)
{
    struct sim_compute compute = {
        .plan = plan, .kernel = setup->kernel, .threads = setup->threads, .stop = setup->stop
    };
    struct job job = { setup, record, trial->runs, 0 };
    enum sim_status status = sim_study_write_out(study)
                                 ? sim_plan_init(plan, setup->model, study, setup->kernel->real_bytes, errors)
                                 : sim_fail(errors, SIM_MEMORY, "no memory for a trial");

    if (status == SIM_OK && !sim_record_init(record, plan, setup->study->claim)) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a trial");
    }
    if (status == SIM_OK) {
        status =
            setup->out == NULL ? in_memory(&compute, &job, errors) : in_folder(&compute, setup, name, record, errors);
    }
    if (status == SIM_OK) {
        trial->runs += plan->runs;
        trial->failed += compute.failed;
    }
    return status;
}
