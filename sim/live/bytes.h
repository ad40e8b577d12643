/* bytes.h - the worlds and settings of a study as one string of bytes, for a program that reads no study files: the
 * page of `cavi live` carries it. Little-endian, each part whole; what else a study holds (other designs, claims, text)
 * is left out.
 */
#ifndef SIM_LIVE_BYTES_H
#define SIM_LIVE_BYTES_H

#include "../read/study.h"

enum { SIM_LIVE_MOST_WORLDS = 100 };

/** A parameter in which drawn worlds differ. */
struct sim_live_factor {
    int param;
    double *values; /* [world] */
};

/** What the bytes say. */
struct sim_live_study {
    struct sim_model model;   /* with the cells that the study names behind its own parameters */
    struct sim_param *params; /* its list */
    int own_params;           /* parameters of the model itself */
    uint64_t seed;
    int months;
    struct sim_arm *arms; /* at least 1 */
    int arms_count;
    struct sim_table
        *tables;      /* [arm * tables of the model + table]: those of the arms, with the places of their rows */
    int tables_count; /* of all arms */
    struct sim_live_factor *factors;
    int factors_count;
    uint32_t *luck; /* [world]: what the drawn world adds to the key of chance */
    int worlds_count;
};

/** How many drawn worlds of a study are carried: the first of those that its `worlds:` names. */
int sim_live_worlds(const struct sim_study *study);

/** Write `study` into *bytes, which the caller frees. `tables` are those of the plan, with the places of their rows;
 * `model` is the model itself, without the cells that the study names. */
SIM_MUST_USE enum sim_status sim_live_write(const struct sim_study *study, const struct sim_table *tables,
                                            const struct sim_model *model, unsigned char **bytes, size_t *size,
                                            struct sim_errors *errors);

/** Read them again. Refuses bytes of another model or version, and any that are not what sim_live_write() makes.
 * Whatever is returned, sim_live_study_free() may be called. */
SIM_MUST_USE enum sim_status sim_live_read(struct sim_live_study *self, const struct sim_model *model,
                                           const unsigned char *bytes, size_t size, struct sim_errors *errors);
void sim_live_study_free(struct sim_live_study *self);

#endif
