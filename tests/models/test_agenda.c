/* test_agenda.c - rules of issues on their way. */
#include "../../models/agenda.h"
#include "expect.h"

Test(agenda, a_member_accepts_its_own_place_wholly_and_nothing_beyond_its_tolerance)
{
    cr_expect(agenda_acceptance(0.3f, 0.3f, 0.4f) == 1 && agenda_acceptance(0.3f, 0.75f, 0.4f) == 0);
    expect_is(agenda_acceptance(0.3f, 0.5f, 0.4f), 0.5);
    expect_is(agenda_acceptance(0.5f, 0.3f, 0.4f), 0.5);
}

Test(agenda, consensus_heeds_the_least_willing_and_votes_do_not)
{
    expect_is(agenda_support(RULE_consensus, 0.7f, 0.2f), 0.5); /* 0.6 * 0.7 + 0.4 * 0.2 */
    expect_is(agenda_support(RULE_majority, 0.7f, 0.2f), 0.7);
    expect_is(agenda_support(RULE_three_quarters, 0.7f, 0.2f), 0.7);
}

Test(agenda, three_quarters_asks_for_most_support_and_everything_for_more_where_aims_must_be_agreed)
{
    expect_is(agenda_threshold(RULE_majority, 0.5f), 0.3);
    expect_is(agenda_threshold(RULE_three_quarters, 0.5f), 0.4);
    expect_is(agenda_threshold(RULE_consensus, 0.5f), 0.35);
    expect_is(agenda_threshold(RULE_three_quarters, 0.9f), 0.72);
    cr_expect(agenda_threshold(RULE_consensus, 0) == 0);
}

Test(agenda, nothing_is_agreed_below_the_threshold_and_all_at_full_support)
{
    cr_expect(agenda_agreeing(0.39f, 0.4f) == 0 && agenda_agreeing(1, 0.4f) == 1);
    expect_is(agenda_agreeing(0.7f, 0.4f), 0.5);
}

/* The minimum-effort game (Van Huyck et al. 1990): only the weakest link counts. */
Test(agenda, joint_work_goes_at_the_pace_of_the_scarcest_of_three_resources)
{
    expect_is(agenda_work(0.03f, 0.02f, 0.05f, 9, 1.5f), 0.12); /* 9 * 0.02 / 1.5 */
    expect_is(agenda_work(0.03f, 0.02f, 0.95f, 9, 1.5f), 0.12);
    expect_is(agenda_work(0.03f, 0.025f, 0.05f, 9, 1.5f), 0.15);
    expect_is(agenda_work(0.02f, 0.03f, 0.05f, 9, 1.5f), 0.12);
    expect_is(agenda_work(0.05f, 0.03f, 0.02f, 9, 1.5f), 0.12);
    cr_expect(agenda_work(0.03f, 0, 0.05f, 9, 1.5f) == 0);
}

Test(agenda, what_was_forced_through_goes_at_less_than_half_the_pace)
{
    expect_is(agenda_willing(0), 0.4);
    expect_is(agenda_willing(0.3f), 0.58);
    expect_is(agenda_willing(1), 1);
}

Test(agenda, mistrust_and_conflict_waste_effort_and_safeguards_stand_in_for_half_of_the_trust_that_is_wanting)
{
    expect_is(agenda_efficiency(0.5f, 0.2f, 0), 0.616);     /* (0.4 + 0.3) * (1 - 0.12) */
    expect_is(agenda_efficiency(0.5f, 0.2f, 0.4f), 0.6688); /* relied on: 0.5 + 0.5 * 0.4 * 0.5 = 0.6 */
    expect_is(agenda_efficiency(1, 0, 0.4f), 1);
    expect_is(agenda_efficiency(0, 1, 0), 0.16);
}

Test(agenda, new_work_is_slow_at_its_beginning_and_a_copy_is_not)
{
    expect_is(agenda_early(0.1f, 0.25f, 0), 0.925);
    cr_expect(agenda_early(0.1f, 0.25f, 1) == 1 && agenda_early(0.1f, 1, 0) == 1);
}

Test(agenda, on_a_ladder_issues_begin_small_and_grow_with_three_successes)
{
    expect_is(agenda_extent(1.2f, 1, 0, 0.5f), 0.48);
    expect_is(agenda_extent(1.2f, 1, 2, 0.5f), 1.2);
    expect_is(agenda_extent(1.2f, 1, 3, 0.5f), 1.56);
    expect_is(agenda_extent(1.2f, 1, 9, 0.5f), 1.56);
    expect_is(agenda_extent(1.2f, 0, 0, 0.9f), 1.68);     /* without one: 1.2 * (0.5 + 0.9) */
    expect_is(agenda_extent(1.2f, 0.25f, 0, 0.5f), 1.02); /* 1.2 * (0.75 + 0.25 * 0.4) */
}

Test(agenda, different_people_work_out_better_solutions_and_a_copy_fits_less_well)
{
    expect_is(agenda_quality(0.5f, 0.3f, 0), 1.15);
    expect_is(agenda_quality(0.5f, 0.3f, 1), 0.8);
}

Test(agenda, issues_fall_back_where_order_clarity_calm_and_support_are_wanting)
{
    /* 0.03 * (0.4 + 0.2 + 2 * 0.35) * (0.5 + 1 - 0.6) */
    expect_is(agenda_falls_back(0.03f, 0.4f, 0.2f, 0.35f, 0.6f), 0.0351);
    cr_expect(agenda_falls_back(0.03f, 0, 0, 0, 0.6f) == 0);
    cr_expect(agenda_falls_back(1, 1, 1, 1, 0) == 1);
}
