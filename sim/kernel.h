/* kernel.h - the frame of a kernel's one translation unit, which is compiled once per instruction set and lane count.
 * Include it first. Everything in the unit is static but the record that SIM_KERNEL() defines, so that code for one
 * instruction set can never be linked into the path of another. */
#ifndef SIM_KERNEL_H
#define SIM_KERNEL_H

#include "chance.h"
#include "lanes.h"
#include "model.h"

#ifndef SIM_ISA
#define SIM_ISA generic
#endif

#define SIM_JOIN3(a, b, c) a##_##b##_##c
#define SIM_JOIN(a, b, c)  SIM_JOIN3(a, b, c)
#define SIM_TEXT1(x)       #x
#define SIM_TEXT(x)        SIM_TEXT1(x)

/** Name of the exported record: collaboration_v3_16. */
#define SIM_KERNEL_NAME(model) SIM_JOIN(model, SIM_ISA, SIM_LANES)

/** The exported record of a model's kernel: SIM_KERNEL(toy, .state_bytes = state_bytes, .first_day = first_day, ...).
 * Stands once, at the end of the unit. */
#define SIM_KERNEL(model, ...)                                                                                         \
    extern const struct sim_kernel SIM_KERNEL_NAME(model);                                                             \
    const struct sim_kernel SIM_KERNEL_NAME(                                                                           \
        model) = { .isa = SIM_TEXT(SIM_ISA), .lanes = SIM_LANES, .real_bytes = sizeof(real), __VA_ARGS__ }

/** Where `finish` writes outcome `i` of an entity: [row][lane]. */
static inline double (*outcome_of(const struct sim_pack *pack, int i))[SIM_LANES]
{
    return (double(*)[SIM_LANES])pack->outcomes_of[i];
}

/** A phase is one function of a pack; it allocates nothing, opens nothing, prints nothing and cannot fail. */
#define PHASE static __attribute__((noinline)) void

#endif
