/* test_leaders.c - rules of those who act. */
#include "../../models/leaders.h"
#include "expect.h"

Test(leaders, see_the_truth_with_an_error_that_full_accuracy_takes_away)
{
    expect_is(leaders_see(0.4f, 0.65f, 0.9f), 0.54); /* 0.4 + 0.35 * 0.4 */
    expect_is(leaders_see(0.4f, 0.65f, 0.1f), 0.26);
    cr_expect(leaders_see(0.4f, 1, 0.9f) == 0.4f);
}

static real chance(enum policy policy, struct leaders_outlook outlook, int month)
{
    return leaders_chance_directive((real)policy, outlook, month);
}

Test(leaders, choose_their_mode_as_the_policy_says)
{
    struct leaders_outlook o = {
        .wanted = 0.4f, .acted = 1, .still = 0.9f, .worth_directive = 0.6f, .worth_facilitative = 0.4f
    };
    expect_is(chance(POLICY_fixed, o, 5), 0.4);
    expect_is(chance(POLICY_learning, o, 5), 0.6); /* 0.6 of 1 */
    cr_expect(chance(POLICY_alternating, o, 5) == 1 && chance(POLICY_facilitative_until_stuck, o, 5) == 0);
    cr_expect(chance(POLICY_directive_first, o, 11) == 1 && chance(POLICY_directive_first, o, 12) == 0);
    o.acted = 2;
    o.still = 1.1f;
    expect_is(chance(POLICY_fixed, o, 5), 0.4);
    cr_expect(chance(POLICY_alternating, o, 5) == 0 && chance(POLICY_facilitative_until_stuck, o, 5) == 1);
}

Test(leaders, who_switch_turn_to_the_other_mode_where_their_last_answer_to_the_same_obstacle_failed)
{
    struct leaders_outlook o = { .wanted = 0.4f, .acted = 1, .in_vain = false };
    expect_is(chance(POLICY_switching, o, 5), 0.4);
    o.in_vain = true;
    cr_expect(chance(POLICY_switching, o, 5) == 1);
    expect_is(chance(POLICY_fixed, o, 5), 0.4);
    o.acted = 2;
    cr_expect(chance(POLICY_switching, o, 5) == 0);
    o.acted = 3; /* both were in vain */
    expect_is(chance(POLICY_switching, o, 5), 0.4);
}

Test(leaders, are_granted_initiative_by_partners_and_home_as_far_as_attention_and_energy_reach)
{
    expect_is(leaders_granted(1.4f, 0.5f, 0.8f, 0.75f), 0.63); /* 1.4 * 0.75 * 0.8 * 0.75 */
    expect_is(leaders_granted(1.4f, 0, 1, 1), 0.7);
    cr_expect(leaders_granted(0, 1, 1, 1) == 0 && leaders_granted(2, 1, 1, 0) == 0);
}

Test(leaders, care_for_what_is_large_near_their_aim_and_old)
{
    expect_is(leaders_matters(1.2f, 0.3f, 4), 4.2); /* 1.2 * 0.7 * 5 */
    cr_expect(leaders_matters(1.2f, 1, 4) == 0);
}

Test(leaders, act_as_well_as_ever_until_energy_is_low_and_then_less_and_less)
{
    cr_expect(leaders_vigour(0.9f) == 1 && leaders_vigour(0) == 0);
    expect_is(leaders_vigour(0.125f), 0.25);
}

Test(leaders, succeed_by_skill_aim_trust_and_energy)
{
    /* 0.8 * 0.825 * 0.8 * (1 + 1.5 * 0.2) * 0.5 * 0.9 */
    expect_is(leaders_odds(0.8f, 0.65f, 0.6f, 1.5f, 0.7f, 0.5f, 0.9f), 0.30888);
    expect_is(leaders_odds(0.8f, 0.65f, 0.6f, 1.5f, 0.5f, 1, 1), leaders_odds(0.8f, 0.65f, 0.6f, 0, 0.9f, 1, 1));
    cr_expect(leaders_odds(1, 1, 1, 2, 1, 1, 1) == 1 && leaders_odds(1, 1, 1, 2, 0, 1, 1) == 0);
}

Test(leaders, pay_more_for_a_push_the_more_uneasy_they_are)
{
    expect_is(leaders_price(0.12f, 1, 0.3f), 0.156);
    cr_expect(leaders_price(0.12f, 0, 0.3f) == 0.12f);
}

Test(leaders, are_found_out_more_easily_where_trust_is_low_and_order_makes_agendas_plain)
{
    expect_is(leaders_found_out(0.4f, 0.6f), 0.32); /* 0.5 * 0.8 * 0.8 */
    expect_is(leaders_found_out(0.8f, 0.6f), 0.24);
    expect_is(leaders_found_out(0.4f, 0), 0.2);
}

Test(leaders, achieve_half_as_much_without_any_skill_and_nothing_without_energy)
{
    expect_is(leaders_strength(0.4f, 0.3f, 1), 0.26);
    expect_is(leaders_strength(0.4f, 0, 0.5f), 0.1);
    cr_expect(leaders_strength(0.4f, 1, 0) == 0);
}

Test(leaders, want_what_their_loyalty_says)
{
    expect_is(leaders_wants(0.3f, 0.9f, 0.4f), 0.55);
    expect_is(leaders_wants(1, 0.9f, 0.4f), 0.9);
}

Test(leaders, take_things_toward_their_own_cause_as_far_as_they_are_tenacious)
{
    expect_is(leaders_aim(0.55f, 0.3f, 0.15f), 0.43); /* 0.55 - 0.3 * 0.4 */
    cr_expect(leaders_aim(0.55f, 0, 0.15f) == 0.55f);
}

Test(leaders, go_back_to_what_they_hold_and_give_it_up_at_the_same_rates)
{
    expect_is(leaders_hold(0.5f, 0.7f, 0.3f), 0.56);
    cr_expect(leaders_hold(0.5f, 0.7f, 0) == 0.5f);
}

Test(leaders, differ_by_a_spread_around_what_all_are_like_and_stay_shares)
{
    expect_is(leaders_differ(0.3f, 0.4f, 0.9f), 0.46);
    cr_expect(leaders_differ(0.1f, 0.8f, 0.1f) == 0 && leaders_differ(0.9f, 0.8f, 0.9f) == 1);
}

Test(leaders, learn_part_of_what_a_mode_seemed_worth_and_nothing_of_what_was_not_tried)
{
    expect_is(leaders_learn(0.5f, 1, 0.8f, 0.1f), 0.53);
    cr_expect(leaders_learn(0.5f, 0, 0.8f, 0.1f) == 0.5f);
}
