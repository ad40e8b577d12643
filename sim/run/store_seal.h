/* store_seal.h - the seal of a results file: its last bytes, after the part that HDF5 reads. The seal holds the length
 * of the file, the study that the file answers, the numbers of its runs, and a checksum of everything before it. */
#ifndef SIM_STORE_SEAL_H
#define SIM_STORE_SEAL_H

#include "plan.h"

enum { SIM_SEAL_MAGIC = 16 };

/** As it stands in the file. The checksum covers the file and the seal up to the checksum. */
struct sim_seal {
    char magic[SIM_SEAL_MAGIC];    /* "cavi results 1\n": the number is the version of the format */
    uint64_t size;                 /* bytes before the seal */
    uint64_t plan[2];              /* hash of all that runs depend on */
    uint64_t study[2];             /* XXH3-128 of the resolved study's text, which also says what the file shows */
    uint64_t runs, absent, failed; /* all runs of the plan; those not collected; those failed */
    uint64_t checksum[2];          /* XXH3-128 */
};

/** Append the seal to the file at `path`, which must be complete. `counts` gives runs, absent and failed. */
SIM_MUST_USE enum sim_status sim_seal_write(const char *path, const struct sim_plan *plan,
                                            const struct sim_seal *counts, struct sim_errors *errors);

/** Read the seal of the file at `path`, and no other byte. False where the file is missing, has no seal, or is longer
 * or shorter than its seal says. */
bool sim_seal_peek(const char *path, struct sim_seal *seal);

/** Read the file once, piece by piece, and compare it with its seal. SIM_DATA where it has no seal, is damaged or is
 * being written; SIM_IO where it cannot be read. Unless `file` is NULL, *file is the open file, the caller's to close;
 * -1 on failure. */
SIM_MUST_USE enum sim_status sim_seal_verify(const char *path, struct sim_seal *seal, int *file,
                                             struct sim_errors *errors);

/** Does the file hold runs of this plan? */
bool sim_seal_is_of_plan(const struct sim_seal *seal, const struct sim_plan *plan);
/** Is this the text of the study that the file answers? */
bool sim_seal_is_of_text(const struct sim_seal *seal, const char *text);
/** Does the file belong to exactly this study, with the same title and close-ups? */
bool sim_seal_is_of_study(const struct sim_seal *seal, const struct sim_plan *plan);

#endif
