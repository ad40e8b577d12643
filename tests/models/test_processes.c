/* test_processes.c - rules of how partners meet and talk. */
#include "../../models/processes.h"
#include "expect.h"

Test(processes, a_member_takes_half_a_part_with_the_usual_time)
{
    expect_is(processes_part(0.1f, 0.1f), 0.5);
    expect_is(processes_part(0.05f, 0.1f), 1.0 / 3);
    cr_expect(processes_part(0, 0.1f) == 0);
}

Test(processes, who_has_time_commitment_and_attention_comes_and_a_guest_half_as_often)
{
    /* 0.85 * (1 - 0.4 * 0.5) */
    expect_is(processes_attendance(0.85f, 0.6f, 0.5f, 1, 1), 0.68);
    expect_is(processes_attendance(0.85f, 0.6f, 0.5f, 0, 1), 0.34);
    expect_is(processes_attendance(0.85f, 0.6f, 0.5f, 1, 0.6f), 0.408);
    cr_expect(processes_attendance(0.85f, 1, 0, 1, 1) == 0.85f && processes_attendance(0.85f, 0, 0, 1, 1) == 0);
}

Test(processes, meetings_are_called_off_under_pressure_alone)
{
    cr_expect(processes_skips(0.9f, 0.2f) == 0 && processes_skips(7, 0.2f) == 1);
    expect_is(processes_skips(1.5f, 0.2f), 0.1);
    expect_is(processes_skips(2, 0.2f), 0.2);
}

Test(processes, who_is_open_and_free_to_act_is_reached)
{
    expect_is(processes_reached(0.6f, 0.35f, 2, 0), 0.51); /* 0.6 * (0.5 + 0.35) */
    cr_expect(processes_reached(0, 0.35f, 2, 0.5f) == 0);
}

Test(processes, a_bias_turns_contacts_to_the_centre_or_to_the_edge_and_leaves_the_usual_member)
{
    expect_is(processes_reached(0.6f, 0.35f, 2, 0.5f), 0.595); /* prominence 2 / 3: 0.51 * (1 + 0.5 / 3) */
    expect_is(processes_reached(0.6f, 0.35f, 2, -0.5f), 0.425);
    expect_is(processes_reached(0.6f, 0.35f, 1, 0.5f), 0.51);
}

Test(processes, two_members_talk_as_easily_as_both_are_reached)
{
    expect_is(processes_informal(0.1f, 0.564f, 0.3f, 0), 0.0432); /* 0.1 * 0.5 * 0.864 */
    cr_expect(processes_informal(1, 1.2f, 1.4f, 0) == 1);
}

Test(processes, strangers_talk_up_to_half_as_easily)
{
    expect_is(processes_informal(0.1f, 0.564f, 0.3f, 0.4f), 0.03456); /* 0.0432 * 0.8 */
    expect_is(processes_informal(0.1f, 0.564f, 0.3f, 1), 0.0216);
}

Test(processes, a_group_slows_beyond_twelve_members)
{
    cr_expect(processes_crowding(5, 0.35f) == 1 && processes_crowding(12, 0.35f) == 1);
    expect_is(processes_crowding(24, 0.35f), 1 / 1.35);
    expect_is(processes_crowding(18, 0.35f), 1 / 1.175);
}

Test(processes, members_come_to_trust_each_other_by_the_frustration_that_both_feel)
{
    expect_is(processes_fellows(0.4f, 0.5f, 0.3f, 1, 0.95f), 0.4825); /* 0.4 + 0.5 * 0.3 * 0.55 */
    expect_is(processes_fellows(0.4f, 0.3f, 0.5f, 0.6f, 0.95f), 0.4495);
    cr_expect(processes_fellows(0.4f, 0.5f, 0, 1, 0.95f) == 0.4f);
    cr_expect(processes_fellows(0.97f, 0.5f, 0.5f, 1, 0.95f) == 0.97f);
}

Test(processes, what_was_said_is_forgotten_unless_it_is_said_again)
{
    expect_is(processes_said(0.5f, 0), 0.25);
    expect_is(processes_said(0.5f, 1), 0.625); /* 0.25 + 0.5 * 0.75 */
    cr_expect(processes_said(1e-6f, 0) == 0);
}

Test(processes, airing_helps_where_there_is_trust)
{
    expect_is(processes_airing_helps(0.4f), 0.7);
    expect_is(processes_airing_helps(0), 0.5);
}
