/* store_provenance.h - /provenance of a results file: which study it answers, and what computed it. For store*.c alone.
 */
#ifndef SIM_STORE_PROVENANCE_H
#define SIM_STORE_PROVENANCE_H

#include "plan.h"
#include "store_hdf5.h"

void sim_provenance_write(struct sim_sink *sink, const struct sim_plan *plan);

/** The texts and the decision from which study and plan are made again. */
struct sim_provenance {
    char *model, *model_version, *study; /* study: its resolved text */
    uint64_t seed;
    struct sim_decision decision; /* of `until`; none where `replicates` is 0 */
    struct sim_grown grown;
};

/** Text of an attribute of any object, the caller's to free; NULL where there is none. `type`: of texts. */
char *sim_provenance_attribute(hid_t object, hid_t type, const char *name);

/** Read /provenance of an open file. False where something is missing. Whatever is returned, it may be freed. */
bool sim_provenance_read(struct sim_provenance *self, hid_t file);
void sim_provenance_free(struct sim_provenance *self);

#endif
