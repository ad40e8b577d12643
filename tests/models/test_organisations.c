/* test_organisations.c - rules of the home organisation. */
#include "../../models/organisations.h"
#include "expect.h"

/* The stress-performance curve of Rudolph & Repenning (2002) beyond its top. */
Test(organisations, work_at_full_productivity_up_to_the_normal_load_and_fall_beyond_it)
{
    cr_expect(organisations_productivity(0.4f, 0.12f) == 1 && organisations_productivity(1, 0.12f) == 1);
    expect_is(organisations_productivity(2, 0.12f), 0.88);    /* 1 - 2 * 0.12 * 1 / 2 */
    expect_is(organisations_productivity(1.5f, 0.12f), 0.92); /* 1 - 2 * 0.12 * 0.5 / 1.5 */
}

Test(organisations, lose_productivity_with_every_step_of_pressure_but_never_more_than_twice_the_overload)
{
    for (int i = 10; i < 400; i++) {
        real less = organisations_productivity((real)(i + 1) / 10, 0.12f);
        cr_expect(less < organisations_productivity((real)i / 10, 0.12f) && less > 0.76f, "pressure %d tenths", i);
    }
    expect_is(organisations_productivity(1e7f, 0.12f), 0.76); /* 1 - 2 * 0.12 */
    cr_expect(organisations_productivity(1e9f, 0.5f) >= 0);
}

Test(organisations, are_pulled_back_to_the_day_job_by_pressure_and_halved_by_reorganisation)
{
    expect_is(organisations_slack(1.7f, 0.6f, 0), 1 / 1.42);
    expect_is(organisations_slack(1.7f, 0.6f, 3), 0.5 / 1.42);
    cr_expect(organisations_slack(0.8f, 0.6f, 0) == 1);
}

Test(organisations, managers_come_to_care_as_their_nature_pressure_belonging_and_success_say)
{
    /* target 0.55 - 0.1 - 0.06 + 0.5 * 0.4 = 0.59; 0.5 + 0.08 * 0.09 */
    expect_is(organisations_interest(0.5f, 0.55f, 0.1f, 0.06f, 0.4f, 0.08f), 0.5072);
    expect_is(organisations_interest(0.5f, 0.1f, 0.3f, 0.06f, 0, 0.08f),
              0.46);                                                     /* the target is nothing, not below it */
    expect_is(organisations_interest(0.5f, 0.9f, 0, 0, 1, 0.08f), 0.54); /* nor above one */
}

Test(organisations, pressure_takes_half_of_the_pull_from_managers_interest_at_the_most)
{
    expect_is(organisations_strain(1.5f, 0.6f), 0.1); /* 0.5 * 0.6 * 0.5 / 1.5 */
    cr_expect(organisations_strain(0.7f, 0.6f) == 0);
    expect_is(organisations_strain(1e7f, 0.6f), 0.3);
}

Test(organisations, a_seat_that_fades_from_the_mind_keeps_half_of_its_weight)
{
    expect_is(organisations_minded(0.3f), 0.65);
    expect_is(organisations_minded(0), 0.5);
    expect_is(organisations_minded(1), 1);
}

Test(organisations, each_further_seat_costs_joint_time_before_it_does_any_work)
{
    cr_expect(organisations_after_overhead(1, 0.06f) == 1 && organisations_after_overhead(0, 0.06f) == 1);
    expect_is(organisations_after_overhead(4, 0.06f), 0.82);
    cr_expect(organisations_after_overhead(20, 0.06f) == 0);
}

Test(organisations, a_provider_without_its_contract_has_lost_that_share_of_its_money)
{
    expect_is(organisations_contracted(0, 0.35f), 0.65);
    expect_is(organisations_contracted(1, 0.35f), 1);
}

Test(organisations, offence_makes_renewal_less_likely_and_impossible_where_nothing_is_forgiven)
{
    expect_is(organisations_renewal(0.9f, 0), 0.9);
    expect_is(organisations_renewal(0.9f, 0.4f), 0.54); /* 0.9 * (1 - 0.4) */
    cr_expect(organisations_renewal(0.9f, 1) == 0);
}

Test(organisations, only_who_disagrees_and_makes_excuses_holds_time_back_and_openness_halves_it)
{
    expect_is(organisations_held_back(1, 1, 0.3f), 0.85);
    expect_is(organisations_held_back(1, 1, 1), 0.5);
    cr_expect(organisations_held_back(0, 1, 0.3f) == 0 && organisations_held_back(1, 0, 0.3f) == 0);
}
