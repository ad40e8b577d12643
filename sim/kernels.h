/* kernels.h - the list of kernels of a model, best first, as the Makefile builds them. */
#ifndef SIM_KERNELS_H
#define SIM_KERNELS_H

#include "model.h"

/** Declares the kernels of `model` and the NULL-ended list model_kernels[]. Their names come from the Makefile as
 * SIM_KERNEL_NAMES(K, model): K(model, v4_16) K(model, v3_16) and so on. */
#define SIM_KERNELS(model)                                                                                             \
    SIM_KERNEL_NAMES(SIM_KERNEL_DECLARED, model)                                                                       \
    static const struct sim_kernel *const model##_kernels[] = { SIM_KERNEL_NAMES(SIM_KERNEL_LISTED, model) NULL }
#define SIM_KERNEL_DECLARED(model, name) extern const struct sim_kernel model##_##name;
#define SIM_KERNEL_LISTED(model, name)   &model##_##name,

/** The first kernel of the model that this machine can run, with this name ("v3_8") or of any name if NULL;
 * NULL if there is none. */
const struct sim_kernel *sim_kernel_choose(const struct sim_model *model, const char *name);

/** The first kernel of the model that this machine can run and that computes fewer runs at once; NULL if there is none.
 */
const struct sim_kernel *sim_kernel_smaller(const struct sim_model *model, const struct sim_kernel *than);

/** A kernel's name, "v3_16", into `name` of `size` bytes. */
void sim_kernel_name(const struct sim_kernel *kernel, char *name, int size);

#endif
