/* test_users.c - rules of families' need and relief. */
#include "../../models/users.h"
#include "expect.h"

Test(users, what_takes_several_is_relieved_beyond_the_cap_only_by_joint_service)
{
    expect_is(users_relief(0.45f, 0.45f, 0), 0.7525);     /* 0.55 + 0.45 * 0.45 */
    expect_is(users_relief(0.45f, 0.45f, 0.3f), 0.82675); /* 0.55 + 0.45 * (0.45 + 0.55 * 0.3) */
    expect_is(users_relief(0.45f, 0.45f, 1), 1);
    cr_expect(users_relief(0, 0.45f, 0) == 1);
}

Test(users, take_up_more_where_practice_is_more_open_than_anywhere_and_less_where_it_is_less)
{
    expect_is(users_take_up(0.65f, 0.05f), 1.0075);
    expect_is(users_take_up(0.25f, 0.05f), 0.9875);
    cr_expect(users_take_up(0.5f, 0.05f) == 1);
}

Test(users, whose_status_is_unsure_take_up_less)
{
    expect_is(users_reached(0.6f, 0.15f), 0.91);
    cr_expect(users_reached(0, 0.15f) == 1);
}

Test(users, crises_come_first_by_duty_and_for_the_rest_by_their_part_of_the_work)
{
    expect_is(users_crises_first(0.3f, 0.1f, 0.6f), 0.7); /* 0.6 + 0.4 * 0.1 / 0.4 */
    expect_is(users_crises_first(0.3f, 0.1f, 0), 0.25);
    cr_expect(users_crises_first(0, 0, 0) == 0);
}

static const struct users_terms terms = { .arisen = 0.2f,
                                          .crisis_share = 0.25f,
                                          .crisis_cost = 1.6f,
                                          .duty = 0.6f,
                                          .returns = 0.3f,
                                          .lapse = 0.15f,
                                          .escalation = 0.03f };
static const struct users_field waiting = { .early = 0.1f, .crisis = 0.02f };

Test(users, a_month_with_enough_capacity_for_crises_helps_early_with_what_they_leave)
{
    /* early 0.1 + 0.15, crises 0.02 + 0.05, which take 0.07 * 1.6 = 0.112 of 0.2; 0.088 is left. Of the helped,
     * 0.3 * (1 - 0.8) come back. */
    struct users_field after = users_month(waiting, terms, 0.2f, 0.8f);
    expect_is(after.work_crisis, 0.112);
    expect_is(after.work_early, 0.088);
    expect_is(after.relieved, 0.1264);                        /* (0.088 + 0.07) * 0.8 */
    expect_is(after.crisis, 0.0042 * 0.925 + 0.03 * 0.16728); /* 0.07 - 0.07 * 0.94; 0.25 - 0.088 * 0.94 */
    expect_is(after.early, 0.16728 * 0.97 * 0.85);
}

Test(users, a_month_with_too_little_capacity_gives_crises_their_share_and_uses_all_of_it)
{
    /* 0.6 + 0.4 * 0.112 / 0.362 of 0.1 */
    struct users_field after = users_month(waiting, terms, 0.1f, 0.8f);
    expect_is(after.work_crisis, 0.07237569);
    expect_is(after.work_early, 0.02762431);
}

Test(users, nothing_is_worked_beyond_what_waits)
{
    struct users_field after = users_month(waiting, terms, 5, 1);
    expect_is(after.work_early, 0.25);
    expect_is(after.work_crisis, 0.112);
    cr_expect(after.early == 0 && after.crisis == 0);
}

Test(users, pressure_is_what_waits_and_arises_against_what_can_be_done)
{
    expect_is(users_pressure(waiting, terms, 0.2f), 1.81); /* (0.1 + 0.15 + 0.112) / 0.2 */
}

Test(users, joint_service_lapses_and_community_organisations_keep_part_of_it)
{
    expect_is(users_service_left(0.4f, 0.015f, 0), 0.394);
    expect_is(users_service_left(0.4f, 0.015f, 0.25f), 0.3955); /* 0.4 * (1 - 0.015 * 0.75) */
}

Test(users, miss_the_time_that_is_lent_as_far_as_those_who_are_left_cannot_do_the_work)
{
    expect_is(users_missed(0.92f, 0.9f, 1), 0.2); /* work for 0.92, 0.9 are left: 0.02 of the 0.1 lent */
    cr_expect(users_missed(0.8f, 0.9f, 1) == 0 && users_missed(1.5f, 0.9f, 1) == 1);
}
