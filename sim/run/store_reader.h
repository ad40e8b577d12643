/* store_reader.h - a results file that is read: the study it answers, and its runs block by block. */
#ifndef SIM_STORE_READER_H
#define SIM_STORE_READER_H

#include "blocks.h"
#include "store_seal.h"

struct sim_stored;

/** Verify the seal of the file at `path`, let a child process read it, and only then open the file with HDF5. SIM_DATA
 * if the file has no seal, is damaged, refers to data in another file, lacks runs that its seal counts, or if the child
 * dies of it. Takes no lock. Whatever is
 * returned, *self may be given to sim_stored_close(). */
SIM_MUST_USE enum sim_status sim_stored_open(struct sim_stored **self, const char *path, struct sim_errors *errors);
void sim_stored_close(struct sim_stored *self);

/** Did another version of this model write the file? */
bool sim_stored_is_of_other_version(const struct sim_stored *self, const struct sim_model *model);

/** What store_other.c reads by itself: the file's path, its seal, and its handle of HDF5 (a hid_t). */
const char *sim_stored_path(const struct sim_stored *self);
const struct sim_seal *sim_stored_seal(const struct sim_stored *self);
int64_t sim_stored_hdf5(const struct sim_stored *self);

/** Read the study from the file, as resolved, and cut it into the plan that the file was collected for, with what
 * `until` decided. SIM_USAGE where another model or version wrote it. Both may be freed whatever is returned. */
SIM_MUST_USE enum sim_status sim_stored_plan(const struct sim_stored *self, const struct sim_model *model,
                                             struct sim_study *study, struct sim_plan *plan, struct sim_errors *errors);

/** The decision of `until` as kept in the file, which must belong to this plan; `replicates` is 0 without a decision.
 */
void sim_stored_decision(const struct sim_stored *self, const struct sim_plan *plan, struct sim_decision *decision);

/** Fill `block` (initialised) with its runs from a file of this plan; runs that the plan does not want are absent. */
SIM_MUST_USE enum sim_status sim_stored_block(struct sim_stored *self, const struct sim_plan *plan,
                                              struct sim_block *block, struct sim_errors *errors);

#endif
