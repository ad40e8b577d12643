/* test_lanes.c - the words in which rules are written. */
#include "../../sim/lanes.h"
#include "support.h"

Test(lanes, least_and_most_take_the_smaller_and_the_larger)
{
    cr_expect(least(R(0.43), R(-0.21)) == R(-0.21));
    cr_expect(most(R(0.43), R(-0.21)) == R(0.43));
}

Test(lanes, within_holds_a_number_between_its_bounds)
{
    cr_expect(within(R(-3.7), R(-1.25), R(2.5)) == R(-1.25));
    cr_expect(within(R(0.43), R(-1.25), R(2.5)) == R(0.43));
    cr_expect(within(R(7.1), R(-1.25), R(2.5)) == R(2.5));
}

Test(lanes, a_share_is_held_between_0_and_1)
{
    cr_expect(share(R(-0.01)) == R(0));
    cr_expect(share(R(1.37)) == R(1));
    cr_expect(share(R(0.37)) == R(0.37));
}

Test(lanes, rising_is_a_half_at_0_and_symmetric_about_it)
{
    /* 0.5 + 0.5 * 3 / (1 + 3) = 0.875, and 0.5 - 0.375 on the other side */
    cr_expect(rising(R(0)) == R(0.5));
    cr_expect(rising(R(3)) == R(0.875));
    cr_expect(rising(R(-3)) == R(0.125));
}

Test(lanes, what_has_all_but_died_counts_as_none)
{
    cr_expect(or_none(R(0.9e-6)) == R(0));
    cr_expect(or_none(R(1.1e-6)) == R(1.1e-6));
}
