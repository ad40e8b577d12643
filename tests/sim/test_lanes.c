/* test_lanes.c - the words in which rules are written. */
#include "../../sim/lanes.h"
#include "support.h"

Test(lanes, least_and_most_take_the_smaller_and_the_larger)
{
    cr_expect(min(R(0.43), R(-0.21)) == R(-0.21));
    cr_expect(max(R(0.43), R(-0.21)) == R(0.43));
}

Test(lanes, within_holds_a_number_between_its_bounds)
{
    cr_expect(clamp(R(-3.7), R(-1.25), R(2.5)) == R(-1.25));
    cr_expect(clamp(R(0.43), R(-1.25), R(2.5)) == R(0.43));
    cr_expect(clamp(R(7.1), R(-1.25), R(2.5)) == R(2.5));
}

Test(lanes, a_share_is_held_between_0_and_1)
{
    cr_expect(clamp01(R(-0.01)) == R(0));
    cr_expect(clamp01(R(1.37)) == R(1));
    cr_expect(clamp01(R(0.37)) == R(0.37));
}

Test(lanes, sigmoid_is_a_half_at_0_and_symmetric_about_it)
{
    /* 0.5 + 0.5 * 3 / (1 + 3) = 0.875, and 0.5 - 0.375 on the other side */
    cr_expect(sigmoid(R(0)) == R(0.5));
    cr_expect(sigmoid(R(3)) == R(0.875));
    cr_expect(sigmoid(R(-3)) == R(0.125));
}

Test(lanes, shares_below_one_in_a_million_are_0)
{
    cr_expect(flush_to_zero(R(0.9e-6)) == R(0));
    cr_expect(flush_to_zero(R(1.1e-6)) == R(1.1e-6));
}
