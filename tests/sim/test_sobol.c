/* test_sobol.c - the low-discrepancy sequence behind sobol and saltelli designs. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdbool.h>

#include "sim/read/sobol.h"

Test(sobol, begins_as_worked_by_hand)
{
    /* Dimension 2: polynomial x + 1, m = 1, 3, 5: v1 = 0.1, v2 = 0.11, v3 = 0.101 in binary.
     * Gray codes of 1, 2, 3, 4: 1, 11, 10, 110. */
    static const double second[5] = { 0, 0.5, 0.25, 0.75, 0.375 };
    for (int n = 0; n < 5; n++) {
        double point[2];
        sim_sobol_point((uint64_t)n, 2, point);
        cr_expect(eq(dbl, point[1], second[n]), "point %d is %g", n, point[1]);
    }
}

Test(sobol, puts_one_of_its_first_4096_points_into_each_of_4096_intervals_in_every_dimension)
{
    enum { POINTS = 4096 };
    static unsigned char hit[SIM_SOBOL_DIMENSIONS][POINTS];
    double point[SIM_SOBOL_DIMENSIONS];
    int empty = 0;

    for (int n = 0; n < POINTS; n++) {
        sim_sobol_point((uint64_t)n, SIM_SOBOL_DIMENSIONS, point);
        for (int d = 0; d < SIM_SOBOL_DIMENSIONS; d++)
            hit[d][(int)(point[d] * POINTS)] = 1;
    }
    for (int d = 0; d < SIM_SOBOL_DIMENSIONS; d++)
        for (int i = 0; i < POINTS; i++)
            empty += !hit[d][i];
    cr_expect(eq(int, empty, 0));
}

Test(sobol, gives_its_dimensions_different_orders)
{
    double point[SIM_SOBOL_DIMENSIONS];
    int same = 0;
    bool differ[SIM_SOBOL_DIMENSIONS] = { false };

    for (int n = 0; n < 4096; n++) {
        sim_sobol_point((uint64_t)n, SIM_SOBOL_DIMENSIONS, point);
        for (int d = 1; d < SIM_SOBOL_DIMENSIONS; d++)
            differ[d] = differ[d] || point[d] != point[d - 1];
    }
    for (int d = 1; d < SIM_SOBOL_DIMENSIONS; d++)
        same += !differ[d];
    cr_expect(eq(int, same, 0));
}
