/* test_sectors.c - rules of sectors. */
#include "../../models/sectors.h"
#include "expect.h"

Test(sectors, rules_scale_red_tape_and_order_alike_up_to_all_there_can_be)
{
    expect_is(sectors_ruled(0.65f, 0.3f), 0.195);
    cr_expect(sectors_ruled(0.65f, 1.7f) == 1);
    cr_expect(sectors_ruled(0.65f, 0) == 0);
}

Test(sectors, an_organisation_says_yes_as_fast_as_red_tape_and_freedom_to_act_allow)
{
    expect_is(sectors_speed(0.65f, 0.35f), 0.23625); /* (1 - 0.65) * (0.5 + 0.5 * 0.35) */
    cr_expect(sectors_speed(1, 0.35f) == 0 && sectors_speed(0, 1) == 1);
}

Test(sectors, a_department_waits_for_the_second_yes_of_its_council_the_longer_the_more_red_tape)
{
    expect_is(sectors_second_yes(0.47f, 1, 0.65f), 0.31725); /* 0.47 * (1 - 0.5 * 0.65) */
    expect_is(sectors_second_yes(0.47f, 1, 0), 0.47);
    expect_is(sectors_second_yes(0.47f, 0, 0.65f), 0.47);
}

Test(sectors, a_contract_takes_freedom_to_act_until_it_is_made_to_fit)
{
    expect_is(sectors_contracted(0.85f, 1, 0.4f, 0.35f), 0.629); /* 0.85 * (1 - 0.4 * 0.65) */
    expect_is(sectors_contracted(0.85f, 1, 0.4f, 1), 0.85);
    expect_is(sectors_contracted(0.85f, 0, 0.4f, 0.35f), 0.85);
}

Test(sectors, a_reorganised_organisation_goes_half_of_the_way_to_a_new_mind)
{
    expect_is(sectors_new_position(0.2f, 0.9f), 0.55);
}
