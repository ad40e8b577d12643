/* test_ledger.c - what a year and a run leave behind for whoever compares them with real collaborations, and how long
 * hope waits; on a tiny area. */
#define TINY ledger
#include "tiny.h"

/** A year closes. */
static void close_year(void)
{
    const real seats[SIM_LANES] = { 10 };
    t->pack.month = 11;
    ledger_takes_the_month(&t->pack, seats);
}

static double ledger_tells(enum outcome outcome)
{
    finish_ledger(&t->pack, (double(*)[SIM_LANES])t->outcomes, 0);
    return t->outcomes[outcome];
}

/* --- a year of attendance --- */

Test(ledger, a_years_attendance_differs_between_seats_by_more_than_chance_makes_it)
{
    static const real called[] = { 4, 4, 4, 4, 1 }, attended[] = { 4, 2, 0, 1, 1 };
    tiny_init(MIX_mixed, 0);
    for (int s = 0; s < 5; s++) {
        IT(called_before, s) = 7;
        IT(attended_before, s) = 3;
        IT(called_here, s) = 7 + called[s];
        IT(attended_here, s) = 3 + attended[s];
    }
    IT(gave, 0) = 0.3f;
    IT(gave, 3) = 0.1f;
    close_year();
    /* four seats were called twice or more: 1, 1/2, 0, 1/4; within 1.3125 - 1.75 * 1.75 / 4, of which chance makes
     * (1/12 + 1/16) * 3/4; three degrees of freedom */
    expect_is(ledger_tells(OUTCOME_attendance_spread), sqrt((0.546875 - 0.109375) / 3));
    expect_is(ledger_tells(OUTCOME_never_came), 0.25);
    expect_is(ledger_tells(OUTCOME_idle_members), 0.5);
    cr_expect(IT(called_before, 1) == 11 && IT(attended_before, 1) == 5 && IT(gave, 0) == 0);
    close_year(); /* nobody is called: nothing is added */
    cr_expect(IT(seat_years, 0) == 4 && IT(rates_free, 0) == 3);
}

Test(ledger, seats_that_come_as_by_one_coin_are_not_spread_at_all)
{
    tiny_init(MIX_mixed, 0);
    for (int s = 0; s < 5; s++) {
        IT(called_here, s) = 6;
        IT(attended_here, s) = 3;
    }
    close_year();
    cr_expect(ledger_tells(OUTCOME_attendance_spread) == 0);
}

Test(ledger, the_gap_in_attendance_lies_between_the_sectors_that_come_most_and_least)
{
    tiny_init(MIX_mixed, 0);
    IT(called_here, 0) = IT(called_here, 8) = 10; /* both of organisation 0, of the council */
    IT(attended_here, 0) = 7;
    IT(attended_here, 8) = 2;
    cr_expect(isnan(ledger_tells(OUTCOME_attendance_gap)), "one sector alone");
    IT(called_here, 1) = 10;
    IT(attended_here, 1) = 4;
    expect_is(ledger_tells(OUTCOME_attendance_gap), 0.05); /* 9/20 less 4/10 */
    expect_is(t->of_each[OUTCOME_OF_SECTOR_attendance][SECTOR_council], 0.45);
    cr_expect(isnan(t->of_each[OUTCOME_OF_SECTOR_attendance][SECTOR_housing]));
}

/* --- trouble, turnover, clarity --- */

Test(ledger, a_forum_is_in_trouble_after_half_a_year_without_a_meeting_and_when_it_ends_but_not_when_it_merges)
{
    static const struct {
        real dormant, alive, merged, trouble;
    } cases[] = { { 5, 1, 0, 0 }, { 6, 1, 0, 1 }, { 0, 0, 0, 1 }, { 0, 0, 1, 0 } };
    for (int i = 0; i < 4; i++) {
        tiny_init(MIX_mixed, 0);
        IT(dormant, FORUM_A) = cases[i].dormant;
        IT(alive, FORUM_A) = cases[i].alive;
        IT(merged, FORUM_A) = cases[i].merged;
        close_year();
        cr_expect(IT(forum_years_troubled, 0) == cases[i].trouble, "case %d", i);
        cr_expect(IT(forum_years, 0) == (i == 3 ? 1 : 2) && IT(trouble, FORUM_A) == 0, "case %d", i);
    }
}

Test(ledger, a_seat_given_up_in_conflict_is_trouble_and_one_given_up_in_peace_is_not)
{
    const real fresh[8][SIM_LANES] = { { 0 } };
    tiny_init(MIX_mixed, 0);
    tiny_set("fates.pain", 0.25);
    IT(conflict, 1) = 0.25f;
    IT(conflict, 2) = 0.31f;
    seat_turns_over(&t->pack, 1, 0, (struct turn){ .quits = 1 }, fresh);
    cr_expect(IT(filled, 1) == 0 && IT(trouble, FORUM_A) == 0);
    seat_turns_over(&t->pack, 2, 0, (struct turn){ .leaves = 1 }, fresh);
    cr_expect(IT(filled, 2) == 1 && IT(trouble, FORUM_A) == 0);
    IT(conflict, 2) = 0.31f;
    seat_turns_over(&t->pack, 2, 0, (struct turn){ .quits = 1 }, fresh);
    cr_expect(IT(trouble, FORUM_A) == 1 && IT(left, 0) == 3 && IT(exits, 0) == 2);
    IT(seat_months, 0) = 90;
    expect_is(ledger_tells(OUTCOME_turnover), 0.4); /* 12 * 3 / 90 */
}

Test(ledger, counts_who_leads_a_forum_anew_in_its_first_life)
{
    const real fresh[8][SIM_LANES] = { { 0 } };
    tiny_init(MIX_mixed, 0);
    cr_expect(t->w->forum[FORUM_A].chair == 0);
    seat_is_taken(&t->pack, 0, 0, fresh); /* its first lead */
    IT(life, FORUM_A) = 30;
    seat_is_taken(&t->pack, 0, 0, fresh);
    seat_is_taken(&t->pack, 1, 0, fresh);
    IT(first_life, FORUM_A) = 0;
    seat_is_taken(&t->pack, 0, 0, fresh);
    cr_expect(IT(lead_changes, FORUM_A) == 1 && IT(lead_changes, FORUM_B) == 0);
    expect_is(ledger_tells(OUTCOME_lead_turnover), 0.4); /* 12 / 30 */
}

Test(ledger, who_is_unclear_about_standing_or_purpose_is_counted_apart_for_leads_and_others)
{
    tiny_init(MIX_mixed, 0);
    tiny_set("fates.sense", 0.05);
    IT(purpose, FORUM_A) = 0.2f;
    IT(purpose, FORUM_B) = 0.5f;
    for (int s = 0; s < 10; s++) {
        IT(identification, s) = s == 0 ? 0.2f : 0.3f; /* the lead of A feels 0.04 of it, all others more */
        IT(listed, s) = s != 3;
        IT(belongs, s) = IT(sent, s) = 1;
    }
    close_year();
    expect_is(ledger_tells(OUTCOME_unclear), 0.2);        /* one lead and one other, of ten */
    expect_is(ledger_tells(OUTCOME_unclear_gap), -0.375); /* 1/8 less 1/2 */
}

Test(ledger, purpose_lies_between_forums_as_the_intraclass_correlation_says)
{
    tiny_init(MIX_mixed, 0);
    IT(purpose, FORUM_A) = IT(purpose, FORUM_B) = 1;
    for (int s = 0; s < 5; s++)
        IT(identification, s) = 0.1f * (real)(s + 1);
    for (int s = 5; s < 10; s++) {
        IT(identification, s) = 0.1f * (real)(s - 2);
        IT(filled, s) = s < 8;
    }
    /* sums 1.5 of five and 1.2 of three, squares 0.55 and 0.5: between 0.93 - 7.29 / 8, within 0.12 / 6, size 8 - 34/8
     */
    expect_is(ledger_tells(OUTCOME_purpose_between), (0.01875 - 0.02) / (0.01875 + 2.75 * 0.02));
    IT(alive, FORUM_B) = 0;
    cr_expect(isnan(ledger_tells(OUTCOME_purpose_between)));
}

Test(ledger, forums_in_being_are_of_those_that_have_begun_and_a_live_plan_is_agreed_and_moves)
{
    real alive[SIM_LANES], planning[SIM_LANES];
    tiny_init(MIX_mixed, 0);
    tiny_set("agenda.stall_months", 9);
    IT(life, FORUM_A) = 20;
    IT(stage, 1) = 2;
    IT(still, 1) = 10;
    forums_in_being(&t->pack, alive, planning);
    cr_expect(alive[0] == 1 && planning[0] == 0, "B has not begun, and what A has agreed stands still");
    IT(life, FORUM_B) = 3;
    IT(first_life, FORUM_B) = 0;
    IT(still, 1) = 9;
    forums_in_being(&t->pack, alive, planning);
    cr_expect(alive[0] == 0.5f && planning[0] == 0.5f);
}

/* --- what becomes of what is agreed --- */

Test(ledger, what_is_agreed_is_followed_for_two_years_if_the_run_is_long_enough)
{
    tiny_init(MIX_mixed, 0);
    struct issue i = { t->now, &t->w->forum[FORUM_A], t->p, FORUM_A, 0, 0 }, late = i, slow = i;
    late.k = 1;
    slow.k = 2;
    agreement_is_followed(i, 1, 0, 0, 36, 60);
    agreement_is_followed(slow, 1, 0, 0, 7, 60);
    agreement_is_followed(late, 1, 0, 0, 37, 60); /* its two years end after the run does */
    cr_expect(IT(followed, 0) == 2 && IT(agreed_on, 0) == 36 && IT(agreed_on, 1) == 37);
    agreement_is_followed(i, 0, 1, 0, 41, 60);
    agreement_is_followed(i, 0, 1, 0, 42, 60);
    agreement_is_followed(i, 1, 0, 0, 50, 60); /* agreed again, once it has fallen back */
    agreement_is_followed(late, 0, 1, 0, 41, 60);
    agreement_is_followed(slow, 0, 1, 0, 32, 60); /* a month late */
    cr_expect(IT(followed, 0) == 2 && IT(followed_begun, 0) == 1 && IT(agreed_on, 0) == 36);
    agreement_is_followed(i, 0, 1, 1, 60, 60);
    agreement_is_followed(slow, 0, 1, 1, 33, 60);
    cr_expect(IT(followed_delivered, 0) == 1 && IT(followed_begun, 0) == 1);
}

Test(ledger, a_delivery_is_delayed_against_its_first_plan_whatever_was_promised_later)
{
    struct means m = { 0 };
    tiny_init(MIX_mixed, 0);
    struct issue i = { t->now, &t->w->forum[FORUM_A], t->p, FORUM_A, 0, 0 };
    struct ways ways = ways_of(&t->pack, FORUM_A);
    IT(planned, 0) = 20;
    IT(due, 0) = 9;
    IT(worked, 0) = 2;
    delivery_counts(i, &m, ways, 1, 20);
    cr_expect(IT(delayed, 0) == 0);
    delivery_counts(i, &m, ways, 1, 21);
    cr_expect(IT(delayed, 0) == 1 && IT(late, 0) == 0 && IT(delivered, 0) == 2);
}

/* --- the network of organisations --- */

/** How often two members meet: seats of forum f by their number in it. */
static void meet(int f, int i, int j, real since, real often)
{
    IT(since, tie_of(&t->w->forum[f], i, j)) = since;
    IT(often, tie_of(&t->w->forum[f], i, j)) = often;
}

Test(networks, organisations_are_tied_by_what_their_people_meet_in_all_forums)
{
    tiny_init(MIX_mixed, 0);
    tiny_set("fates.contact", 0.25);
    meet(FORUM_A, 0, 1, 0, 0.2f);
    meet(FORUM_B, 3, 4, 3, 0.4f); /* the same two organisations: 0.6 in all */
    meet(FORUM_A, 0, 2, 11, 0.3f);
    meet(FORUM_A, 0, 3, 12, 0.9f); /* not within the year */
    meet(FORUM_B, 0, 1, 2, 0.25f); /* in contact, and not tied */
    finish_networks(&t->pack, (double(*)[SIM_LANES])t->outcomes);
    expect_is(t->outcomes[OUTCOME_monthly_contact], 1.0 / 3);
    expect_is(t->outcomes[OUTCOME_density], 4.0 / 56);         /* degrees 2, 1, 1 among eight */
    expect_is(t->outcomes[OUTCOME_centralisation], 12.0 / 42); /* 8 * 2 - 4, of 7 * 6 */
    IT(filled, 0) = 0;
    finish_networks(&t->pack, (double(*)[SIM_LANES])t->outcomes);
    expect_is(t->outcomes[OUTCOME_density], 2.0 / 56); /* the tie of forum B is left */
}

Test(networks, influence_goes_with_contact_or_with_staff_as_a_correlation_says)
{
    static const real met[] = { 3, 2, 1, 1, 1, 0, 1, 1 };
    tiny_init(MIX_mixed, 0);
    for (int s = 0; s < 10; s++)
        IT(influence, s) = s % 5 == 0 ? 2 : 1; /* of six in each forum */
    for (int o = 0; o < 8; o++) {
        IT(contacted, o) = 12 * met[o];
        t->w->organisation[o].part = o == 0 ? 0.5 : 0.07;
    }
    finish_networks(&t->pack, (double(*)[SIM_LANES])t->outcomes);
    expect_is(t->of_each[OUTCOME_OF_ORGANISATION_contacts][0], 3);
    expect_is(t->of_each[OUTCOME_OF_ORGANISATION_influence][0], 0.5); /* 2/6 in A and 1/6 in B */
    expect_is(t->of_each[OUTCOME_OF_ORGANISATION_influence][5], 1.0 / 3);
    expect_is(t->outcomes[OUTCOME_influence_by_contact], 3 / sqrt(5.5 * 4)); /* influence in sixths */
    expect_is(t->outcomes[OUTCOME_influence_by_staff], 1.5 / sqrt(0.875 * 4));
}

/* --- hope knows the pace --- */

Test(people, a_success_is_overdue_once_the_expected_time_is_over_and_wholly_after_as_long_again)
{
    cr_expect(people_overdue(R(18), R(18), R(0)) == 0);
    expect_is(people_overdue(R(27), R(18), R(0)), 0.5);
    cr_expect(people_overdue(R(40), R(18), R(0)) == 1);
    cr_expect(people_overdue(R(27), R(18), R(5)) == 0, "it is promised for five months from now");
    expect_is(people_overdue(R(27), R(18), R(-2)), 0.5); /* a promise is overdue */
}

Test(people, hope_waits_as_long_as_the_forum_expects_and_then_fades)
{
    tiny_init(MIX_mixed, 0);
    tiny_set("people.pace", 18);
    IT(cell.forum_pace, FORUM_A) = 0.5f; /* nine months */
    IT(since_success, FORUM_A) = 11.6f;
    IT(stage, 0) = IT(stage, 1) = 3;
    IT(due, 0) = 12;
    IT(due, 1) = 5;
    IT(worked, 1) = 6; /* behind with one promise */
    forum_waits(&t->pack, FORUM_A);
    expect_is(IT(since_success, FORUM_A), 12.6);
    expect_is(IT(overdue, FORUM_A), 0.4);
    IT(hope, 0) = 0.5f;
    forum_members_change(&t->pack, FORUM_A);
    expect_is(IT(hope, 0), 0.5 - 0.2 / 18); /* two fifths of an eighteenth of a half */
    IT(worked, 1) = 2;
    forum_waits(&t->pack, FORUM_A);
    cr_expect(IT(overdue, FORUM_A) == 0);
    IT(success, FORUM_A) = 0.4f;
    forum_waits(&t->pack, FORUM_A);
    cr_expect(IT(since_success, FORUM_A) == 0);
}
