/* test_leaders.c - rules of those who act. */
#include "../../models/leaders.h"
#include "expect.h"

Test(leaders, see_the_truth_with_an_error_that_full_accuracy_takes_away)
{
    expect_is(leaders_see(0.4f, 0.65f, 0.9f), 0.568); /* 0.4 + 0.35 * 0.4 * 1.2 */
    expect_is(leaders_see(0.4f, 0.65f, 0.1f), 0.232);
    cr_expect(leaders_see(0.4f, 1, 0.9f) == 0.4f);
}

Test(leaders, turn_directive_when_stuck_and_stay_so_until_half_of_that_standstill)
{
    const real stuck = 4, calm = 0.2f, relent = 0.45f;
    cr_expect(leaders_switch(0, 3.9f, stuck, calm, relent) == 0 && leaders_switch(0, 4.1f, stuck, calm, relent) == 1);
    cr_expect(leaders_switch(1, 2.1f, stuck, calm, relent) == 1 && leaders_switch(1, 1.9f, stuck, calm, relent) == 0);
}

Test(leaders, turn_back_at_conflict_however_stuck)
{
    cr_expect(leaders_switch(1, 20, 4, 0.44f, 0.45f) == 1 && leaders_switch(1, 20, 4, 0.46f, 0.45f) == 0);
    cr_expect(leaders_switch(0, 20, 4, 0.46f, 0.45f) == 0);
}

static real chance(enum policy policy, struct leaders_outlook outlook, int month)
{
    return leaders_chance_directive((real)policy, outlook, month);
}

Test(leaders, choose_their_mode_as_the_policy_says)
{
    struct leaders_outlook o = { .wanted = 0.4f,
                                 .directive = 0,
                                 .acted = 1,
                                 .still = 3,
                                 .stuck = 4,
                                 .worth_directive = 0.6f,
                                 .worth_facilitative = 0.4f };
    expect_is(chance(POLICY_fixed, o, 5), 0.4);
    expect_is(chance(POLICY_switching, o, 5), 0.2);
    expect_is(chance(POLICY_learning, o, 5), 0.80769231); /* 0.5 + 0.5 * 1.6 / 2.6 */
    cr_expect(chance(POLICY_alternating, o, 5) == 1 && chance(POLICY_facilitative_until_stuck, o, 5) == 0);
    cr_expect(chance(POLICY_directive_first, o, 11) == 1 && chance(POLICY_directive_first, o, 12) == 0);
    o.directive = 1;
    o.acted = 2;
    o.still = 4.1f;
    expect_is(chance(POLICY_fixed, o, 5), 0.4);
    expect_is(chance(POLICY_switching, o, 5), 0.7); /* 0.5 + 0.5 * 0.4 */
    cr_expect(chance(POLICY_alternating, o, 5) == 0 && chance(POLICY_facilitative_until_stuck, o, 5) == 1);
}

Test(leaders, part_the_acts_of_a_month_by_who_may_begin)
{
    cr_expect(leaders_budget(INITIATIVE_heroic, 0, 0.42f, 0.9f) == 0.9f &&
              leaders_budget(INITIATIVE_heroic, 1, 0.42f, 0.9f) == 0);
    expect_is(leaders_budget(INITIATIVE_shared, 0, 0.42f, 0.9f), 0.54);
    expect_is(leaders_budget(INITIATIVE_shared, 1, 0.42f, 0.9f), 0.225);
    expect_is(leaders_budget(INITIATIVE_shared, 2, 0.42f, 0.9f), 0.135);
    expect_is(leaders_budget(INITIATIVE_distributed, 2, 0.42f, 0.9f), 0.378);
}

Test(leaders, do_all_their_acts_down_to_two_fifths_of_energy_and_none_when_spent)
{
    cr_expect(leaders_vigour(0.9f) == 1 && leaders_vigour(0.05f) == 0);
    expect_is(leaders_vigour(0.1f), 0.25);
}

Test(leaders, shy_from_what_can_backfire_unless_they_are_brave)
{
    expect_is(leaders_dare(0.6f, 0.2f, 0.5f), 0.48); /* 0.6 * (1 - 2 * 0.2 * 0.5) */
    cr_expect(leaders_dare(0.6f, 0.8f, 0) == 0 && leaders_dare(0.6f, 0.8f, 1) == 0.6f);
}

Test(leaders, pay_more_for_a_push_the_more_uneasy_they_are_and_never_nothing)
{
    expect_is(leaders_price(0.12f, 1, 0.3f), 0.156);
    expect_is(leaders_price(0.12f, 0, 0.3f), 0.12);
}

Test(leaders, stir_less_where_trust_and_purpose_make_an_act_legitimate)
{
    expect_is(leaders_stirs(0.2f, 0.4f, 0.3f), 0.23); /* 0.2 * (1.5 - 0.5 * 0.7) */
    cr_expect(leaders_stirs(0.2f, 0.5f, 0.5f) == 0.2f && leaders_stirs(0.9f, 0, 0) == 1);
}

Test(leaders, succeed_by_skill_aim_and_ground_prepared)
{
    expect_is(leaders_success(0.5f, 0.65f, 0.65f, 0.2f), 0.40848); /* 0.5 * 0.92 * 0.925 * 0.96 */
    cr_expect(leaders_success(1, 1, 1, 1) == 1);
}

Test(leaders, are_found_out_more_easily_where_trust_is_low_and_order_makes_agendas_plain)
{
    expect_is(leaders_found_out(0.3f, 0.4f, 0.5f), 0.27); /* 0.3 * 0.9 * 1 */
    expect_is(leaders_found_out(0.3f, 0.8f, 0.5f), 0.15);
    expect_is(leaders_found_out(0.3f, 0.4f, 0), 0.189);
}

Test(leaders, achieve_half_as_much_without_any_skill)
{
    expect_is(leaders_strength(0.4f, 0.3f), 0.26);
    expect_is(leaders_strength(0.4f, 0), 0.2);
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

Test(leaders, see_members_more_truly_the_more_has_been_said_openly)
{
    expect_is(leaders_accuracy(0.65f, 0.4f), 0.79); /* 0.65 + 0.35 * 0.4 */
    cr_expect(leaders_accuracy(0.65f, 0) == 0.65f && leaders_accuracy(0.65f, 1) == 1);
}

Test(leaders, learn_a_tenth_of_what_a_mode_seemed_worth_and_nothing_of_what_was_not_tried)
{
    expect_is(leaders_learn(0.5f, 1, 0.8f), 0.53);
    cr_expect(leaders_learn(0.5f, 0, 0.8f) == 0.5f);
}
