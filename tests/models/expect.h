/* expect.h - numbers worked by hand against what a rule gives: equal but for the rounding of a few steps in float. */
#ifndef EXPECT_H
#define EXPECT_H

#include <criterion/criterion.h>
#include <math.h>

static inline int is_near(double got, double by_hand)
{
    return fabs(got - by_hand) <= 1e-6 * (1 + fabs(by_hand));
}

#define expect_is(got, by_hand)                                                                                        \
    cr_expect(is_near((double)(got), by_hand), "%s is %.8g, not %.8g", #got, (double)(got), (double)(by_hand))

#endif
