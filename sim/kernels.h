/* kernels.h - the list of kernels of a model, best first, as the Makefile builds them. */
#ifndef SIM_KERNELS_H
#define SIM_KERNELS_H

#include "model.h"

/** Declares the kernels of `model` and the NULL-ended list model_kernels[]. */
#if defined(__x86_64__)
#define SIM_KERNELS(model)                                                                                             \
    extern const struct sim_kernel model##_v4_16, model##_v3_16, model##_v2_16, model##_v3_8, model##_v3_1;            \
    static const struct sim_kernel *const model##_kernels[] = { &model##_v4_16, &model##_v3_16, &model##_v2_16,        \
                                                                &model##_v3_8,  &model##_v3_1,  NULL }
#else
#define SIM_KERNELS(model)                                                                                             \
    extern const struct sim_kernel model##_generic_16, model##_generic_8, model##_generic_1;                           \
    static const struct sim_kernel *const model##_kernels[] = { &model##_generic_16, &model##_generic_8,               \
                                                                &model##_generic_1, NULL }
#endif

/** The first kernel of the model that this machine can run, with this name ("v3_8") or of any name if NULL;
 * NULL if there is none. */
const struct sim_kernel *sim_kernel_choose(const struct sim_model *model, const char *name);

/** A kernel's name, "v3_16", into `name` of `size` bytes. */
void sim_kernel_name(const struct sim_kernel *kernel, char *name, int size);

#endif
