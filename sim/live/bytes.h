/* bytes.h - the worlds and settings of a study as one string of bytes, for a program that reads no study files: the
 * page of `cavi live` carries it. Little-endian, each part whole; what else a study holds (design, claims, text) is
 * left out.
 */
#ifndef SIM_LIVE_BYTES_H
#define SIM_LIVE_BYTES_H

#include "../read/study.h"

/** What the bytes say. */
struct sim_live_study {
    uint64_t seed;
    int months;
    struct sim_arm *arms; /* at least 1 */
    int arms_count;
    struct sim_table
        *tables;      /* [arm * tables of the model + table]: those of the arms, with the places of their rows */
    int tables_count; /* of all arms */
};

/** Write `study` into *bytes, which the caller frees. `tables` are those of the plan, with the places of their rows;
 * `model` is the model itself, without the cells that the study names. Refuses a study in which a cell follows a path.
 */
SIM_MUST_USE enum sim_status sim_live_write(const struct sim_study *study, const struct sim_table *tables,
                                            const struct sim_model *model, unsigned char **bytes, size_t *size,
                                            struct sim_errors *errors);

/** Read them again. Refuses bytes of another model or version, and any that are not what sim_live_write() makes.
 * Whatever is returned, sim_live_study_free() may be called. */
SIM_MUST_USE enum sim_status sim_live_read(struct sim_live_study *self, const struct sim_model *model,
                                           const unsigned char *bytes, size_t size, struct sim_errors *errors);
void sim_live_study_free(struct sim_live_study *self, const struct sim_model *model);

#endif
