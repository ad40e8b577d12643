/* sobol.h - Sobol's sequence in Gray-code order (Antonov & Saleev 1979) with the direction numbers of Joe & Kuo 2008.
 * Any point is computed without the points before it, so a late block of a design costs no more than the first. */
#ifndef SIM_SOBOL_H
#define SIM_SOBOL_H

#include <stdint.h>

enum { SIM_SOBOL_DIMENSIONS = 256 };

/** Numbers of point `index` in [0, 1), one for each of `dimensions`. Point 0 is all zeros; index is below 2^32. */
void sim_sobol_point(uint64_t index, int dimensions, double *point);

#endif
