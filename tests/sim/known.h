/* known.h - functions whose sensitivities are known in closed form, as a model: they prove the path from a study to its
 * Sobol indices and elementary effects. x1 .. x24 lie in 0..1. */
#ifndef TESTS_KNOWN_H
#define TESTS_KNOWN_H

#include "sim/model.h"

enum { KNOWN_PARAMS = 24 };
enum {
    KNOWN_ISHIGAMI, /* sin z1 + 7 sin^2 z2 + 0.1 z3^4 sin z1, z = pi (2 x - 1) (Ishigami & Homma 1990) */
    KNOWN_G,        /* product of (|4 x - 2| + a) / (1 + a), a = 0, 1, 4.5, 9, and 99 for the rest (Sobol 1993) */
    KNOWN_PLANE,    /* 3 x1 - 2 x2 + x1 x3 */
    KNOWN_LUCKY,    /* ishigami + 10 (luck - 1/2) */
    KNOWN_OUTCOMES
};
enum { KNOWN_DRAW_LUCK, KNOWN_DRAWS };

extern const struct sim_model known;

#endif
