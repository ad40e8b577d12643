/* sobol.c - each number is the exclusive or of the direction numbers that the Gray code of the index names. */
#include "sobol.h"

#include <pthread.h>

enum { BITS = 32, HIGHEST_DEGREE = 12 };

struct start {
    uint32_t polynomial, first[HIGHEST_DEGREE];
};

static const struct start starts[SIM_SOBOL_DIMENSIONS - 1] = {
#define DIRECTIONS(polynomial, ...) { polynomial, { __VA_ARGS__ } },
#include "sobol_directions.def"
};

static uint32_t directions[SIM_SOBOL_DIMENSIONS][BITS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

/** Bratley & Fox's recurrence along the primitive polynomial. */
static void directions_grow(const struct start *start, uint32_t *direction)
{
    int degree = 0;
    while (start->polynomial >> (degree + 1) != 0)
        degree++;
    for (int k = 0; k < BITS; k++) {
        if (k < degree) {
            direction[k] = start->first[k] << (BITS - 1 - k);
            continue;
        }
        direction[k] = direction[k - degree] ^ direction[k - degree] >> degree;
        for (int i = 1; i < degree; i++)
            if (start->polynomial >> (degree - i) & 1) {
                direction[k] ^= direction[k - i];
            }
    }
}

static void directions_make(void)
{
    for (int k = 0; k < BITS; k++)
        directions[0][k] = (uint32_t)1 << (BITS - 1 - k);
    for (int d = 1; d < SIM_SOBOL_DIMENSIONS; d++)
        directions_grow(&starts[d - 1], directions[d]);
}

void sim_sobol_point(uint64_t index, int dimensions, double *point)
{
    uint32_t gray = (uint32_t)(index ^ index >> 1);

    pthread_once(&once, directions_make);
    for (int d = 0; d < dimensions; d++) {
        uint32_t bits = 0;
        for (uint32_t left = gray; left != 0; left &= left - 1)
            bits ^= directions[d][__builtin_ctz(left)];
        point[d] = bits / 4294967296.0;
    }
}
