/* test_membership.c - who is thought to be a member, and people who hold several seats; on a tiny area. */
#define TINY membership
#include "deeds.h"

/* --- three marks --- */

static void expect_marks(real u, real listed, real belongs, real sent)
{
    struct marks marks = membership_marks(0.6f, u);
    cr_expect(marks.listed == listed && marks.belongs == belongs && marks.sent == sent, "at %g", (double)u);
}

Test(membership, one_of_three_marks_is_wrong_each_as_often_as_the_others)
{
    expect_marks(0.19f, 0, 1, 1);
    expect_marks(0.21f, 1, 0, 1);
    expect_marks(0.39f, 1, 0, 1);
    expect_marks(0.41f, 1, 1, 0);
    expect_marks(0.59f, 1, 1, 0);
    expect_marks(0.61f, 1, 1, 1);
}

Test(membership, is_never_unclear_of_whoever_keeps_the_list_nor_in_a_fabric_of_pairs)
{
    for (int governance = 1; governance <= 4; governance++) {
        real fresh[8][SIM_LANES] = { [FRESH_STANDING] = { 0.1f } };
        tiny_init(MIX_mixed, governance);
        tiny_set("structure.ambiguity", 1);
        for (int s = 0; s < 2; s++)
            seat_is_taken(&t->pack, s, 0, (const real(*)[SIM_LANES])fresh);
        cr_expect(IT(listed, 0) == 1);
        cr_expect(IT(listed, 1) == (governance == 1 + GOVERNANCE_fabric));
        seat_ends(&t->pack, 0, 0); /* a board is not told that somebody is gone */
        cr_expect(IT(listed, 0) == (governance != 1 + GOVERNANCE_fabric) && IT(belongs, 0) == 0 && IT(sent, 0) == 0);
    }
}

Test(membership, is_clear_from_the_first_day_on_where_the_mechanism_is_left_out)
{
    real fresh[8][SIM_LANES] = { [FRESH_STANDING] = { 0.1f } };
    tiny_init(MIX_mixed, 0);
    tiny_without(MECHANISM_ambiguity);
    tiny_set("structure.ambiguity", 1);
    seats_begin(&t->pack);
    for (int s = 0; s < t->w->seats; s++)
        cr_expect(IT(listed, s) * IT(belongs, s) * IT(sent, s) == 1);
    seat_ends(&t->pack, 1, 0);
    cr_expect(IT(listed, 1) == 0);
    seat_is_taken(&t->pack, 1, 0, (const real(*)[SIM_LANES])fresh);
    cr_expect(IT(listed, 1) == 1);
}

/* --- the list of whoever calls the forum together --- */

/** Forum A is called, and everybody who is asked comes, but a guest. */
static void is_called(void)
{
    tiny_set("processes.attendance", 1);
    tiny_set("processes.seat_time", 0.001);
    tiny_set("processes.called_off", 0);
    IT(clock, FORUM_A) = 12;
    for (int s = 0; s < 5; s++) {
        IT(time, s) = 1;
        IT(commitment, s) = 1;
        t->now->dice[s][0] = 0.6f;
    }
    forum_meets(&t->pack, FORUM_A);
}

Test(membership, who_is_not_on_the_list_is_not_asked_and_a_guest_comes_half_as_often)
{
    begins(0);
    IT(listed, 1) = IT(belongs, 2) = 0;
    is_called();
    cr_expect(IT(came, 0) == 1 && IT(came, 1) == 0 && IT(came, 2) == 0 && IT(came, 4) == 1);
    cr_expect(IT(called, 0) == 3 && IT(attended, 0) == 2);
    cr_expect(IT(awaited, 2) == 1 && IT(awaited, 1) == 0 && IT(awaited, 4) == 0);
}

Test(membership, who_is_wrongly_on_the_list_is_waited_for_twice)
{
    begins(0);
    IT(listed, 3) = 1; /* nobody sits there */
    IT(belongs, 2) = 0;
    is_called();
    cr_expect(IT(listed, 2) == 1 && IT(listed, 3) == 1);
    IT(clock, FORUM_A) = 0;
    forum_meets(&t->pack, FORUM_A); /* not called: nobody waits */
    cr_expect(IT(awaited, 2) == 1 && IT(awaited, 3) == 1);
    is_called();
    cr_expect(IT(listed, 2) == 0 && IT(listed, 3) == 0 && IT(awaited, 2) == 0 && IT(awaited, 3) == 0);
    cr_expect(IT(listed, 0) == 1 && IT(listed, 1) == 1 && IT(listed, 4) == 1);
}

Test(membership, a_quorum_counts_the_list)
{
    begins(0);
    tiny_set("structure.quorum", 0.75);
    IT(belongs, 1) = 0; /* three of four come */
    is_called();
    cr_expect(IT(meets, FORUM_A) == 1);
    IT(listed, 3) = 1; /* three of five */
    is_called();
    cr_expect(IT(meets, FORUM_A) == 0);
}

/* --- consents --- */

/** Issue 1 of forum A, whose needs members 0, 1 and 2 hold, has been agreed, and all have been asked. */
static void decide(void)
{
    struct means m;
    IT(stage, 1) = 2;
    IT(progress, 1) = 1;
    IT(missing, 1) = 0;
    means_of_forum(&t->pack, FORUM_A, t->now->dice, &m);
    homes_decide(&t->pack, FORUM_A, 1, (real[SIM_LANES]){ 1 }, (real[SIM_LANES]){ 1 }, &m);
}

static void can_be_ratified(void)
{
    begins(0);
    tiny_without(MECHANISM_veto);
    IT(needs_second, 1) = RESOURCE_health;
    IT(needs_third, 1) = RESOURCE_learning;
}

Test(membership, who_was_forgotten_is_missing_at_ratification_and_is_put_on_the_list)
{
    can_be_ratified();
    IT(listed, 1) = IT(belongs, 1) = 0;
    decide();
    cr_expect(IT(stage, 1) == 2 && IT(progress, 1) == 0 && IT(missing, 1) == 1 + 1 && IT(moved_back, 0) == 1);
    cr_expect(IT(listed, 1) == 1 && IT(belongs, 1) == 1 && IT(ratified, 0) == 0);
    decide();
    cr_expect(IT(stage, 1) == 3 && IT(missing, 1) == 0 && IT(ratified, 0) == 1);
}

Test(membership, who_comes_without_its_home_is_waited_for_twice_and_then_its_home_knows)
{
    can_be_ratified();
    IT(sent, 2) = IT(sent, 4) = 0; /* nobody needs the consent of 4 */
    for (int times = 1; times <= 2; times++) {
        decide();
        cr_expect(IT(stage, 1) == 2 && IT(missing, 1) == 1 + 2 && IT(awaited, 2) == times &&
                  IT(moved_back, 0) == times);
    }
    decide();
    cr_expect(IT(stage, 1) == 3 && IT(sent, 2) == 1 && IT(awaited, 2) == 0 && IT(sent, 4) == 0);
}

Test(membership, all_who_were_forgotten_are_found_at_once)
{
    can_be_ratified();
    IT(listed, 0) = IT(listed, 2) = 0;
    decide();
    cr_expect(IT(missing, 1) == 1 + 0 && IT(listed, 0) == 1 && IT(listed, 2) == 1);
    decide();
    cr_expect(IT(stage, 1) == 3);
}

Test(membership, a_home_gives_time_to_seats_that_it_thinks_of_as_members)
{
    tiny_init(MIX_mixed, 0);
    for (int s = 0; s < t->w->seats; s++)
        IT(listed, s) = IT(belongs, s) = IT(sent, s) = 1;
    IT(sent, 8) = 0; /* organisation 0 sits in both forums */
    context_moves_on(&t->pack);
    organisations_give_time(&t->pack);
    cr_expect(IT(time, 0) > 0 && IT(time, 8) == 0 && IT(time, 9) > 0);
}

/* --- people with several seats --- */

/** Seats 0, 1, 8 and 9 are held by one person. */
static struct world_person four_seats(void)
{
    static const int seat[] = { 0, 1, 8, 9 };
    begins(0);
    for (int i = 0; i < 4; i++) {
        IT(filled, seat[i]) = 1;
        IT(salience, seat[i]) = 0.7f;
        IT(attention, seat[i]) = 1;
    }
    return (struct world_person){ 4, seat };
}

Test(membership, a_person_with_four_seats_has_one_attention_for_all_of_them)
{
    struct world_person person = four_seats();
    attention_is_shared(&t->pack, &person);
    for (int i = 0; i < 4; i++)
        expect_is(IT(attention, person.seat[i]), 0.25);
    IT(salience, 0) = 0; /* 0.5 against 0.85 */
    IT(filled, 9) = 0;
    attention_is_shared(&t->pack, &person);
    expect_is(IT(attention, 0), 0.5 / 2.2);
    expect_is(IT(attention, 8), 0.85 / 2.2);
    cr_expect(IT(attention, 9) == 0 && IT(attention, 2) == 1);
}

Test(membership, a_person_with_four_seats_comes_and_leads_less)
{
    struct world_person person = four_seats();
    real to[5][SIM_LANES];
    struct grants grants = { .to = to };
    tiny_set("people.divided", 0.8);
    IT(mandate, 0) = IT(mandate, 2) = 1;
    attention_is_shared(&t->pack, &person);
    is_called(); /* with numbers of 0.6 who has all its attention comes, and who comes with 0.4 does not */
    cr_expect(IT(came, 0) == 0 && IT(came, 1) == 0 && IT(came, 2) == 1 && IT(came, 4) == 1);
    initiative_is_granted(&t->pack, FORUM_A, &grants);
    expect_is(to[0][0], 0.8); /* 2 * (1 - 0.8 * 0.75) */
    expect_is(to[2][0], 1.2);
}

Test(membership, who_leaves_one_of_its_seats_leaves_all)
{
    struct world_person person = four_seats();
    real goes[10][SIM_LANES] = { 0 }, luck[20][SIM_LANES];
    for (int i = 0; i < 20; i++)
        luck[i][0] = 0.9f;
    luck[0][0] = 0.03f; /* the luck of its first seat */
    goes[0][0] = 0.01f;
    goes[8][0] = 0.04f;
    goes[9][0] = 0.05f;
    IT(filled, 9) = 0;
    person_may_leave(&t->pack, &person, goes, luck);
    for (int i = 0; i < 4; i++) {
        int s = person.seat[i];
        cr_expect(luck[2 * s][0] == 0.03f && goes[s][0] == 0.04f && luck[2 * s + 1][0] == 0.9f);
    }
    cr_expect(luck[4][0] == 0.9f && goes[2][0] == 0);
}
