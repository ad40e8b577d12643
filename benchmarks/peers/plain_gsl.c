/* plain_gsl.c - plain C with GSL's mt19937, as most scientific C code draws its numbers. */
#include <gsl/gsl_rng.h>
#include <stdint.h>

static gsl_rng *generator;

static inline double uniform(void)
{
    return gsl_rng_uniform(generator);
}

static void seed(uint64_t x)
{
    if (generator == NULL) {
        generator = gsl_rng_alloc(gsl_rng_mt19937);
    }
    gsl_rng_set(generator, x);
}

#include "lite.h"
