/* test_agenda.c - rules of issues on their way. */
#include "../../models/agenda.h"
#include "expect.h"

static const struct needs care_home_and_work = { RESOURCE_care, RESOURCE_home, RESOURCE_livelihood };

Test(agenda, an_issue_is_of_an_organisations_remit_as_far_as_the_organisation_gives_what_the_issue_needs)
{
    cr_expect(agenda_remit(RESOURCE_home, -1, care_home_and_work) == 1);
    cr_expect(agenda_remit(RESOURCE_home, RESOURCE_health, care_home_and_work) == R(2) / R(3));
    cr_expect(agenda_remit(RESOURCE_health, RESOURCE_home, care_home_and_work) == R(1) / R(3));
    cr_expect(agenda_remit(RESOURCE_care, RESOURCE_home, care_home_and_work) == R(2) / R(3));
    cr_expect(agenda_remit(RESOURCE_health, RESOURCE_learning, care_home_and_work) == 0);
    cr_expect(agenda_remit(RESOURCE_health, -1, care_home_and_work) == 0);
}

Test(agenda, nobody_cares_for_everything)
{
    expect_is(agenda_cares(0.3f, 0), 0.3);
    expect_is(agenda_cares(0.3f, 0.25f), 0.475); /* 0.3 + 0.7 * 0.25 */
    cr_expect(agenda_cares(0.3f, 1) == 1);
}

Test(agenda, purpose_that_is_felt_language_and_comfort_widen_what_a_member_can_accept)
{
    expect_is(agenda_reach(0.4f, 0.5f, 0.3f, 0.2f, 0), 0.5);     /* 0.4 * (1 + 0.5 * 0.5) */
    expect_is(agenda_reach(0.4f, 0.5f, 0.3f, 0.2f, 0.1f), 0.55); /* 0.5 * 1.1 */
    expect_is(agenda_reach(0.4f, 0, 0.3f, 0.2f, 0), 0.4);
}

Test(agenda, a_member_accepts_its_own_place_wholly_and_beyond_its_reach_only_what_it_does_not_care_for)
{
    cr_expect(agenda_acceptance(1, 1, 0, 0.4f) == 1 && agenda_acceptance(1, 1, 0.45f, 0.4f) == 0);
    expect_is(agenda_acceptance(1, 1, 0.3f, 0.4f), 0.25);
    expect_is(agenda_acceptance(0.3f, 1, 0.9f, 0.4f), 0.7);
    expect_is(agenda_acceptance(0.3f, 0.4f, 0.9f, 0.4f), 0.79); /* 1 - 0.3 * 0.7 */
}

Test(agenda, who_accepts_less_than_a_yes_asks_is_in_doubt)
{
    cr_expect(agenda_doubt(0.5f, 0.5f) == 0 && agenda_doubt(0.9f, 0.5f) == 0 && agenda_doubt(0, 0.5f) == 1);
    expect_is(agenda_doubt(0.2f, 0.5f), 0.6);
}

Test(agenda, resistance_falls_to_the_doubt_at_once_and_comes_back_from_home_little_by_little)
{
    struct stance new_to_it = agenda_settles((struct stance){ .resistance = 1 }, 0.6f, 0.05f);
    struct stance talked_round = agenda_settles((struct stance){ .resistance = 0.2f }, 0.6f, 0.05f);
    expect_is(new_to_it.resistance, 0.6);
    expect_is(talked_round.resistance, 0.22); /* 0.2 + 0.05 * 0.4 */
    cr_expect(new_to_it.held == 0 && new_to_it.slips == 0);
}

Test(agenda, who_was_won_over_holds_until_half_of_it_is_gone_and_then_goes_back_on_it)
{
    struct stance holds = agenda_settles((struct stance){ .held = 0.8f }, 0.6f, 0.05f);
    struct stance slips = agenda_settles((struct stance){ .held = 0.52f }, 0.6f, 0.05f);
    expect_is(holds.held, 0.76);
    cr_expect(holds.resistance == 0 && holds.slips == 0);
    cr_expect(slips.held == 0 && slips.slips == 1 && slips.resistance == 0, "resistance comes back from next month on");
    cr_expect(agenda_settles((struct stance){ .held = 0.52f }, 0.6f, 0).slips == 0, "home does not pull");
}

Test(agenda, talk_persuades_by_the_trust_in_those_who_say_yes_against_all_others)
{
    expect_is(agenda_persuades(0.6f, 0.4f, 1.5f, 6), 0.105); /* 0.6 * 0.7 * 1.5 / 6 */
    expect_is(agenda_persuades(0.6f, 0.4f, 0.5f, 0), 0.21);
    cr_expect(agenda_persuades(0.6f, 0.4f, 0, 6) == 0);
}

Test(agenda, a_majority_is_more_than_half_and_consensus_bears_nobody_who_is_wholly_against)
{
    cr_expect(agenda_passes(RULE_majority, 0.5f, 0) == 0 && agenda_passes(RULE_majority, 0.51f, 1) == 1);
    cr_expect(agenda_passes(RULE_three_quarters, 0.74f, 0) == 0 && agenda_passes(RULE_three_quarters, 0.75f, 1) == 1);
    cr_expect(agenda_passes(RULE_consensus, 0.75f, 0) == 1 && agenda_passes(RULE_consensus, 0.75f, 1) == 0);
    cr_expect(agenda_passes(RULE_consensus, 0.74f, 0) == 0);
}

Test(agenda, consensus_never_passes_what_three_quarters_stop_nor_these_what_a_majority_stops)
{
    /* All tables of one to seven members, of whom each says yes, says no, or is wholly against, with weights 1, 2, 3.
     */
    for (int members = 1, tables = 3; members <= 7; members++, tables *= 3)
        for (int table = 0; table < tables; table++) {
            real weight = 0, for_it = 0, wholly = 0;
            for (int i = 0, votes = table; i < members; i++, votes /= 3) {
                real has = R(1 + i % 3);
                weight += has;
                for_it += votes % 3 == 0 ? has : 0;
                wholly = votes % 3 == 2 ? 1 : wholly;
            }
            real most = agenda_passes(RULE_majority, for_it / weight, wholly),
                 three = agenda_passes(RULE_three_quarters, for_it / weight, wholly),
                 all = agenda_passes(RULE_consensus, for_it / weight, wholly);
            cr_expect(all <= three && three <= most, "%d members, table %d", members, table);
            cr_expect(!(wholly > 0 && all > 0));
        }
}

Test(agenda, a_home_accepts_by_where_it_stands_and_by_its_managers_interest_and_is_not_asked_once_gone_over)
{
    expect_is(agenda_home(0, 0.6f, 0.1f, 0.4f, 0.5f, 0.4f), 0.595); /* (1 - 0.6 * 0.25) * (1 - 0.5 * 0.6) */
    expect_is(agenda_home(0, 0.6f, 0.9f, 0.4f, 0.5f, 1), 0.4);
    cr_expect(agenda_home(1, 0.6f, 0.9f, 0.4f, 0.5f, 0) == 1);
}

Test(agenda, who_says_yes_gives_at_least_what_a_yes_asks)
{
    expect_is(agenda_willing(true, 0.2f, 0.5f), 0.5);
    expect_is(agenda_willing(true, 0.7f, 0.5f), 0.7);
    expect_is(agenda_willing(false, 0.2f, 0.5f), 0.2);
}

/* The minimum-effort game (Van Huyck et al. 1990): only the weakest link counts. */
Test(agenda, joint_work_goes_at_the_pace_of_the_scarcest_resource_and_the_slower_the_larger_the_issue)
{
    expect_is(agenda_work(9, 0.02f, 1.5f), 0.12); /* 9 * 0.02 / 1.5 */
    expect_is(agenda_work(9, 0.02f, 0.01f), 18);
    cr_expect(agenda_work(9, 0, 1.5f) == 0);
}

Test(agenda, mistrust_and_conflict_waste_effort_and_safeguards_stand_in_for_half_of_the_trust_that_is_wanting)
{
    expect_is(agenda_efficiency(0.5f, 0.2f, 0), 0.675);   /* (0.5 + 0.25) * (1 - 0.1) */
    expect_is(agenda_efficiency(0.5f, 0.2f, 0.4f), 0.72); /* relied on: 0.5 + 0.5 * 0.4 * 0.5 = 0.6 */
    expect_is(agenda_efficiency(1, 0, 0.4f), 1);
    expect_is(agenda_efficiency(0, 1, 0), 0.25);
}

Test(agenda, new_work_is_slow_at_its_beginning_and_a_copy_is_not)
{
    expect_is(agenda_early(0.1f, 0.25f, 0), 0.925);
    cr_expect(agenda_early(0.1f, 0.25f, 1) == 1 && agenda_early(0.1f, 1, 0) == 1);
}

Test(agenda, effort_is_promised_for_whole_months_and_for_no_longer_than_anybody_would)
{
    cr_expect(agenda_due(0.3f, 36) == 4, "three whole months and one more");
    cr_expect(agenda_due(1.7f, 36) == 1);
    cr_expect(agenda_due(0.02f, 36) == 36 && agenda_due(0, 36) == 36);
    cr_expect(agenda_due(0, 5000) == 1001, "beyond a thousand nobody counts");
}

Test(agenda, on_a_ladder_attempts_begin_at_half_and_grow_with_every_success)
{
    expect_is(agenda_attempts(1.2f, 1, 0), 0.6);
    expect_is(agenda_attempts(1.2f, 1, 1), 0.8);
    expect_is(agenda_attempts(1.2f, 1, 2), 0.9);
    expect_is(agenda_attempts(1.2f, 1, 1e6f), 1.2);
    expect_is(agenda_attempts(1.2f, 0, 0), 1.2);
    expect_is(agenda_attempts(1.2f, 0.25f, 0), 1.05); /* 1.2 * (1 - 0.25 / 2) */
}

Test(agenda, different_people_work_out_better_solutions_and_a_copy_fits_them_less_well)
{
    expect_is(agenda_quality(0.5f, 0.3f, 0), 1.15);
    expect_is(agenda_quality(0.5f, 0.3f, 1), 0.85);
    cr_expect(agenda_quality(0.5f, 0, 1) == 1);
}

Test(agenda, issues_fall_back_where_order_clarity_calm_and_support_are_wanting)
{
    /* 0.03 * (0.4 + 0.2 + 0.35) * (0.5 + 1 - 0.6) */
    expect_is(agenda_falls_back(0.03f, 0.4f, 0.2f, 0.35f, 0.6f), 0.02565);
    cr_expect(agenda_falls_back(0.03f, 0, 0, 0, 0.6f) == 0);
    cr_expect(agenda_falls_back(1, 1, 1, 1, 0) == 1);
}
