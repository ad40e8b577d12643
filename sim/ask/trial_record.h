/* trial_record.h - one of the studies of a claim: its runs, and what the tests measure in them. */
#ifndef SIM_TRIAL_RECORD_H
#define SIM_TRIAL_RECORD_H

#include "record.h"
#include "trial.h"

/** What the studies of a claim are computed with, and where. */
struct sim_setup {
    const struct sim_model *model;
    const struct sim_study *study; /* the claim's own */
    const struct sim_kernel *kernel;
    int threads;
    const char *out;
    const volatile sig_atomic_t *stop;
};

/** Compute what is missing of a study, collect the results, and record what the tests measure. `trial` counts runs. */
SIM_MUST_USE enum sim_status sim_trial_record(const struct sim_setup *setup, const char *name, struct sim_study *study,
                                              struct sim_plan *plan, struct sim_record *record, struct sim_trial *trial,
                                              struct sim_errors *errors);

#endif
