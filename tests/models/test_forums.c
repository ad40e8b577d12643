/* test_forums.c - the calendar of forums, what goes on between them and emerges in them, leaders who hold on and wear
 * out, and how evenly members contribute; on a tiny area. */
#define TINY forums
#include "tiny.h"

/* --- the calendar --- */

Test(processes, eight_meetings_a_year_are_two_in_every_three_months_for_ten_years)
{
    tiny_init(MIX_mixed, 0);
    tiny_set("processes.called_off", 0);
    cr_expect(t->w->forum[FORUM_A].meetings == 8);
    for (int month = 0; month < 120; month++) {
        real called[SIM_LANES];
        forum_calls(&t->pack, FORUM_A, called);
        cr_expect(called[0] == (month % 3 != 0), "month %d: %g", month, (double)called[0]);
    }
}

Test(processes, no_forum_meets_more_than_once_a_month_nor_saves_up_more_than_one_meeting)
{
    real called[SIM_LANES];
    tiny_init(MIX_mixed, 0);
    tiny_set("processes.called_off", 0);
    tiny_set("processes.meetings", 4); /* 32 a year */
    for (int month = 0; month < 3; month++) {
        forum_calls(&t->pack, FORUM_A, called);
        cr_expect(called[0] == 1);
    }
    cr_expect(IT(clock, FORUM_A) == 12);
    tiny_set("processes.meetings", 0);
    for (int month = 0; month < 3; month++) {
        forum_calls(&t->pack, FORUM_A, called);
        cr_expect(called[0] == (month == 0));
    }
}

/* --- what goes on between forums, and what emerged from members' own work --- */

Test(trust, travels_between_two_forums_in_which_the_same_organisations_meet)
{
    enum { ONE_IN_TWO = 1, TWO_IN_ONE = 5, THERE = 44, BACK_THERE = 48 }; /* ties of organisations 0 and 1 */
    tiny_init(MIX_mixed, 0);
    tiny_set("trust.memory", 0.1);
    cr_expect(t->w->overlaps == 4);
    IT(trust, ONE_IN_TWO) = 0.6f;
    IT(trust, TWO_IN_ONE) = 0.43f;
    IT(trust, THERE) = 0.2f;
    IT(trust, BACK_THERE) = 0.43f;
    tiny_remember();
    news_travels(&t->pack);
    expect_is(IT(trust, ONE_IN_TWO), 0.56);
    expect_is(IT(trust, THERE), 0.236); /* 0.2 + 0.1 * 0.36 */
    expect_changes("trust 2");
    IT(filled, 9) = 0; /* nobody sits for organisation 1 in forum B */
    tiny_remember();
    news_travels(&t->pack);
    expect_changes("");
}

Test(structure, a_forum_that_emerged_stiffens_slower_and_is_more_its_members_own)
{
    static const enum origin origins[] = { ORIGIN_imposed, ORIGIN_designed, ORIGIN_emerged };
    for (int i = 0; i < 3; i++) {
        bool emerged = origins[i] == ORIGIN_emerged;
        real weakest[SIM_LANES] = { 0.5f };
        tiny_init(MIX_mixed, 1); /* shared governance: a forum of their own already */
        tiny_set("structure.formalisation", 0.02);
        tiny_set("people.identification_gain", 0.04);
        t->w->forum[FORUM_A].origin = origins[i];
        IT(formality, FORUM_A) = 0.6f;
        IT(came, 1) = 1;
        forum_ages(&t->pack, FORUM_A);
        member_commits(&t->pack, 1, weakest);
        expect_is(IT(formality, FORUM_A), emerged ? 0.604 : 0.608); /* 0.6 + 0.02 * 0.5 * 0.4 */
        expect_is(IT(identification, 1), emerged ? 0.08 : 0.06);    /* 0.04 * (1 + 2 * 0.5) */
    }
}

/* --- leaders who hold on --- */

Test(leaders, stand_again_nearer_to_what_they_champion_and_champion_what_is_nearer_to_where_they_stand)
{
    tiny_init(MIX_mixed, 0);
    for (int s = 0; s < 4; s++) {
        IT(position, s) = 0.5f;
        IT(cause, s) = 0.7f;
        IT(tenacity, s) = s == 1 ? 1 : s == 2 ? 0 : 0.3f;
    }
    IT(stage, 0) = IT(stage, 1) = 1; /* 0 is the lead, 1 and 2 have put up their causes, and 3 nothing */
    IT(champion, 0) = 1 + 1;
    IT(champion, 1) = 1 + 2;
    IT(champion, 2) = 1 + 3; /* it was given up */
    people_hold_on(&t->pack);
    expect_is(IT(position, 0), 0.56);
    expect_is(IT(cause, 0), 0.602); /* 0.7 - 0.7 * 0.14 */
    cr_expect(IT(position, 1) == 0.7f && IT(cause, 1) == 0.7f);
    cr_expect(IT(position, 2) == 0.5f && IT(cause, 2) == 0.5f);
    cr_expect(IT(position, 3) == 0.5f);
    expect_is(IT(cause, 3), 0.56); /* 0.7 - 0.7 * 0.2 */
}

Test(leaders, who_are_new_have_a_loyalty_tenacity_and_cause_of_their_own)
{
    static const real fresh[8][SIM_LANES] = { [FRESH_LOYALTY] = { 0.9f }, [FRESH_TENACITY] = { 0.1f } };
    tiny_init(MIX_mixed, 0);
    tiny_set("leaders.loyalty", 0.35);
    tiny_set("people.spread", 0.5);
    tiny_set("leaders.tenacity", 0.4);
    IT(position, 1) = 0.66f;
    IT(cause, 1) = 0.1f;
    leader_is_new(&t->pack, 1, 0, fresh);
    expect_is(IT(loyalty, 1), 0.55); /* 0.35 + 0.5 * 0.4 */
    expect_is(IT(tenacity, 1), 0.2); /* 0.4 - 0.5 * 0.4 */
    expect_is(IT(cause, 1), 0.66);
    cr_expect(IT(unease, 1) == (real)t->values[PARAM_leaders_ideology] && IT(energy, 1) == 1);
}

Test(structure, who_is_worn_of_leading_leaves_up_to_twice_as_often)
{
    real goes[10][SIM_LANES];
    tiny_init(MIX_mixed, 0);
    IT(energy, 0) = 0.375f; /* a quarter of what it does is beyond it */
    IT(away, 1) = 2;
    IT(energy, 2) = 0.5f;
    tiny_set("people.turnover", 0.24);
    seats_may_be_left(&t->pack, goes);
    expect_is(goes[0][0], 0.025);
    expect_is(goes[1][0], 0.04);
    expect_is(goes[2][0], 0.02);
}

Test(leaders, who_have_no_energy_left_leave_off_and_come_back_rested)
{
    struct rest rest;
    tiny_init(MIX_mixed, 0);
    tiny_set("leaders.energy_floor", 0.1);
    tiny_set("leaders.recovery", 0.05);
    tiny_set("leaders.away_months", 3);
    IT(energy, 0) = 0.09f;
    forum_rests(&t->pack, FORUM_A, &rest);
    for (int month = 0; month < 3; month++) {
        member_rests(&t->pack, 0, &rest);
        cr_expect(IT(away, 0) == 3 - month && IT(worn_out, 0) == 1);
    }
    expect_is(IT(energy, 0), 1 - 0.91 * 0.95 * 0.95 * 0.95);
    member_rests(&t->pack, 0, &rest);
    cr_expect(IT(away, 0) == 0 && IT(energy, 0) == 0.5f);
    IT(energy, 1) = 0.11f;
    member_rests(&t->pack, 1, &rest);
    cr_expect(IT(away, 1) == 0 && IT(worn_out, 0) == 1);
}

/* --- a giver leaves --- */

Test(structure, a_consent_lapses_with_the_holder_who_gave_it_until_its_home_has_ratified)
{
    tiny_init(MIX_mixed, 0);
    for (int k = 0; k < 3; k++) {
        IT(stage, k) = 1 + k;
        IT(progress, k) = 0.6f;
        IT(needs_second, k) = RESOURCE_health; /* of organisation 1 */
        IT(needs_third, k) = RESOURCE_learning;
    }
    consents_lapse(&t->pack, 3, 0); /* holds safety alone */
    cr_expect(IT(progress, 1) == 0.6f);
    consents_lapse(&t->pack, 1, 0);
    cr_expect(IT(progress, 0) == 0.6f && IT(progress, 1) == 0 && IT(progress, 2) == 0.6f);
    expect_is(IT(moved_back, 0), 0.6);
}

Test(structure, a_champion_who_leaves_takes_the_cause_along)
{
    tiny_init(MIX_mixed, 0);
    IT(stage, 0) = 1;
    IT(progress, 0) = 0.3f;
    IT(champion, 0) = 1 + 4;
    consents_lapse(&t->pack, 3, 0);
    cr_expect(IT(progress, 0) == 0.3f);
    consents_lapse(&t->pack, 4, 0);
    cr_expect(IT(progress, 0) == 0 && IT(champion, 0) == 0);
}

/* --- who contributes --- */

Test(outcomes, effort_is_even_where_all_give_the_same_and_counts_as_many_as_effectively_give_it)
{
    tiny_init(MIX_mixed, 0);
    IT(contributed, 0) = 3;
    IT(contributed, 1) = 1; /* 4 * 4 / 10 of five seats */
    for (int s = 5; s < 10; s++)
        IT(contributed, s) = 0.21f;
    expect_is(forums_evenness(t->now, t->w, 0), 0.5 * (0.32 + 1));
}
