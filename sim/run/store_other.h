/* store_other.h - results of another version of the model: what the file says of itself takes the model's place. */
#ifndef SIM_STORE_OTHER_H
#define SIM_STORE_OTHER_H

#include "store_reader.h"

/** A model as a results file describes it: its outcomes and histories, and the parameters in which runs differ. Such a
 * model can be read about, and computes nothing. */
struct sim_other {
    struct sim_model model;
    char **texts; /* all texts of the model */
    int texts_count;
};

/** Describe the model, its study and its plan from an open results file. A design becomes the list of its points.
 * SIM_DATA if the file says too little. Whatever is returned, the caller frees all three: study and plan first, with
 * the model of `self`, which must not move while they are used. */
SIM_MUST_USE enum sim_status sim_other_read(struct sim_other *self, const struct sim_stored *stored,
                                            struct sim_study *study, struct sim_plan *plan, struct sim_errors *errors);
void sim_other_free(struct sim_other *self);

#endif
