/* lanes.h - the words in which a kernel is written: one number per lane, and rules without branches.
 * A kernel is compiled once per instruction set and lane count; SIM_LANES and SIM_DOUBLE come from the compiler's
 * command line. Rules use + - * / sqrt, comparisons, ?: and the helpers below, so that every build gives the same bits.
 */
#ifndef SIM_LANES_H
#define SIM_LANES_H

#include <math.h>
#include <stdint.h>

#ifndef SIM_LANES
#define SIM_LANES 16
#endif

#ifdef SIM_DOUBLE
typedef double real;
#define real_sqrt sqrt
#else
typedef float real;
#define real_sqrt sqrtf
#endif

/** A truth value that is stored: 0 or 1. */
typedef int32_t flag;

/** A row that is stored, one per lane; -1 for none. As wide as a float, so that lanes stay together. */
typedef int32_t index32;

/** A literal as a `real`. */
#define R(x) ((real)(x))

/** A rule: always inlined, because a lane loop that calls a function is no vector loop (gcc keeps a function that is
 * called twice). */
#define RULE static inline __attribute__((always_inline))

/** For every lane of a pack; `lane` is the running number. */
#define LANES _Pragma("omp simd") for (int lane = 0; lane < SIM_LANES; lane++)

RULE real min(real a, real b)
{
    return a < b ? a : b;
}

RULE real max(real a, real b)
{
    return a > b ? a : b;
}

/** `x`, no lower than `low` and no higher than `high`. */
RULE real clamp(real x, real low, real high)
{
    return min(max(x, low), high);
}

/** `x`, no lower than 0 and no higher than 1. */
RULE real clamp01(real x)
{
    return clamp(x, R(0), R(1));
}

/** Algebraic sigmoid: 0.5 at 0, rises to 1; slope 1/2 at 0. Stands for the logistic without exp. */
RULE real sigmoid(real x)
{
    real size = x < R(0) ? -x : x;
    return R(0.5) + R(0.5) * x / (R(1) + size);
}

/** One in a million: a smaller share counts as none. Rounding near 1 errs by six in a hundred million, so that the sum
 * of a dozen rounded shares errs by less than this; and no study could find so small an effect. */
#define MILLIONTH R(1e-6)

/** 0 for a share below one in a million: keeps denormal numbers, which are slow, out of decays. */
RULE real flush_to_zero(real x)
{
    return x < MILLIONTH ? R(0) : x;
}

#endif
