/* test_group_data.c - groups of parameters that only together tell the answer. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "sim/ask/group_data.h"

Test(group_data, sees_two_parameters_that_tell_everything_together_and_nothing_alone)
{
    enum { N = 900, D = 3 };
    static double x[N * D], y[N];
    int both[] = { 0, 1 }, first[] = { 0 }, inert[] = { 2 };
    const struct sim_part_of groups[] = { { "both", both, 2 }, { "first", first, 1 }, { "inert", inert, 1 } };
    struct sim_stream stream = sim_stream_of(3, "worlds");
    double found[3], line;

    for (int i = 0; i < N; i++) {
        for (int f = 0; f < D; f++)
            x[i * D + f] = sim_stream_uniform(&stream);
        y[i] = i % 9 == 4 ? (double)NAN : (x[i * D] > 0.5) != (x[i * D + 1] > 0.5) ? 4.3 : 1.7;
    }
    cr_assert(sim_group_data(x, y, N, D, groups, 3, stream, found, &line));
    /* Neighbours 1 / sqrt(800) apart differ only near the two lines in the middle: in about 6 of 100 pairs. */
    cr_expect(found[0] > 0.75 && found[0] < 1, "%g", found[0]);
    cr_expect(fabs(found[1]) < line && fabs(found[2]) < line && line < 0.2, "%g %g %g", found[1], found[2], line);
    for (int i = 0; i < N; i++)
        y[i] = 2;
    cr_assert(sim_group_data(x, y, N, D, groups, 3, stream, found, &line));
    cr_expect(isnan(found[0]) && isnan(line)); /* nothing varies */
}
