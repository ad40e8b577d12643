/* test_structure.c - rules of who stays and who goes. */
#include "../../models/structure.h"
#include "expect.h"

Test(structure, people_leave_by_the_turnover_of_their_sector_and_misery_adds_up_to_as_much_again)
{
    expect_is(structure_leaves(0.24f, 0, 0, 0), 0.02);
    expect_is(structure_leaves(0.24f, 0.2f, 0.3f, 0), 0.025); /* 0.02 * (1 + 0.5 * 0.5) */
    expect_is(structure_leaves(0.24f, 1, 1, 0), 0.04);
}

Test(structure, leaders_who_are_worn_leave_up_to_twice_as_often)
{
    expect_is(structure_leaves(0.24f, 0.2f, 0.3f, 0.35f), 0.032); /* 0.02 * (1 + 0.25 + 0.35) */
    expect_is(structure_leaves(0.24f, 0, 0, 1), 0.04);
}

Test(structure, organisations_give_up_seats_with_the_square_of_misery_and_commitment_holds_them)
{
    expect_is(structure_exits(0.24f, 0.5f, 0.3f, 0.4f), 0.02304); /* 0.24 * 0.4^2 * 0.6 */
    expect_is(structure_exits(0.24f, 1, 0.6f, 0.4f), 0.09216);    /* twice the misery, four times the chance */
    cr_expect(structure_exits(0.24f, 1, 1, 1) == 0 && structure_exits(0.24f, 0, 0, 0) == 0);
}

Test(structure, a_newcomer_inherits_what_organisations_hold_and_half_of_a_strangers_trust)
{
    expect_is(structure_inherits(0.6f, 0.5f, 0.4f), 0.4); /* 0.6 * 0.5 + 0.5 * 0.5 * 0.4 */
    expect_is(structure_inherits(0.6f, 1, 0.4f), 0.6);
    expect_is(structure_inherits(0.6f, 0, 0.4f), 0.2);
}
