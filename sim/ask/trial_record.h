/* trial_record.h - one of the studies of a claim: its runs, and what the tests measure in them. */
#ifndef SIM_TRIAL_RECORD_H
#define SIM_TRIAL_RECORD_H

#include "record.h"
#include "trial.h"

/** Compute a study, or what is missing of it in its folder, and record what the tests measure. `trial` counts runs. */
SIM_MUST_USE enum sim_status sim_trial_record(const struct sim_setup *setup, const char *name, struct sim_study *study,
                                              struct sim_plan *plan, struct sim_record *record, struct sim_trial *trial,
                                              struct sim_errors *errors);

#endif
