/* test_merging.c - forums that are founded and that merge, and people who are put in a seat, as a study says; on a tiny
 * area. */
#define TINY merging
#include "tiny.h"

#define MOVE(name, row, was, is)                                                                                       \
    ((t)->pack.moves = true, (t)->now->last.name[row][0] = (was), (t)->now->cell.name[row][0] = (is))

/* Seats of organisations 0 and 1 in both forums. */
enum { ZERO_IN_A = 0, ONE_IN_A = 1, ZERO_IN_B = 8, ONE_IN_B = 9 };

/** Forum A has never lived: nobody sits there. */
static void not_yet(void)
{
    tiny_init(MIX_mixed, 0);
    for (int s = 0; s < 5; s++)
        IT(filled, s) = IT(commitment, s) = 0;
    IT(alive, FORUM_A) = IT(lived, FORUM_A) = IT(practice, FORUM_A) = IT(formality, FORUM_A) = 0;
    IT(filled_first, 0) = 5;
}

Test(presence, a_forum_that_is_founded_begins_its_first_life_as_its_table_says)
{
    not_yet();
    t->w->seat[3].filled = 0;
    t->pack.month = 7;
    MOVE(forum_present, FORUM_A, 0, 1);
    people_come_and_go_as_told(&t->pack);
    cr_expect(IT(alive, FORUM_A) == 1 && IT(began, FORUM_A) == 7 && IT(formality, FORUM_A) == 0.5f);
    cr_expect(IT(practice, FORUM_A) == 0.5f && IT(first_life, FORUM_A) == 1);
    cr_expect(IT(members, FORUM_A) == 4 && IT(filled, 3) == 0 && IT(filled_first, 0) == 9);
    cr_expect(IT(lead_changes, FORUM_A) == 0 && IT(joining, 0) == 0 && IT(left, 0) == 0 && IT(exits, 0) == 0);
    IT(first_agreed, FORUM_A) = 19;
    expect_is(months_to(t->now, FORUM_A, IT(first_agreed, FORUM_A), 0), 12);
}

Test(presence, a_forum_that_comes_again_is_begun_anew_and_informal)
{
    not_yet();
    IT(life, FORUM_A) = 30;
    t->pack.month = 50;
    MOVE(forum_present, FORUM_A, 0, 1);
    people_come_and_go_as_told(&t->pack);
    cr_expect(IT(alive, FORUM_A) == 1 && IT(began, FORUM_A) == 0 && IT(formality, FORUM_A) == 0);
    cr_expect(IT(filled_first, 0) == 5 && IT(joining, 0) == 1);
}

/* --- merging --- */

/** Forum A merges into B this month. Of its organisations 0 and 1 have an empty seat there; one issue is agreed, and
 * championed by organisation 1, two are ratified, and B has room for two. */
static void merge(void)
{
    tiny_init(MIX_mixed, 0);
    t->w->forum[FORUM_A].joins = FORUM_B;
    seat_falls_empty(&t->pack, ZERO_IN_B, 0);
    seat_falls_empty(&t->pack, ONE_IN_B, 0);
    IT(tenure, ONE_IN_A) = 17;
    IT(hope, ONE_IN_A) = 0.43f;
    IT(identification, ONE_IN_A) = 0.6f;
    IT(trust, tie_of(&t->w->forum[FORUM_A], 0, 1)) = 0.61f;
    IT(often, tie_of(&t->w->forum[FORUM_A], 0, 1)) = 0.37f;
    for (int k = 0; k < 3; k++) {
        IT(stage, k) = k == 0 ? 2 : 3;
        IT(progress, k) = 0.2f;
        IT(place, k) = 0.3f + 0.1f * (real)k;
        IT(age, k) = 20;
        IT(agreed_on, k) = 11;
    }
    IT(champion, 0) = 1 + ONE_IN_A;
    IT(promised, stance_of(t->w, ONE_IN_A, 1)) = 0.4f;
    IT(stage, 4) = 1; /* the second slot of B */
    IT(built, FORUM_A) = 0.5f;
    IT(built, FORUM_B) = 0.2f;
    IT(resistance, stance_of(t->w, ONE_IN_B, 3)) = 0;
    MOVE(forum_merged, FORUM_A, 0, 1);
}

Test(merging, people_go_over_where_their_organisation_has_an_empty_seat_and_know_each_other_as_before)
{
    merge();
    people_come_and_go_as_told(&t->pack);
    cr_expect(IT(alive, FORUM_A) == 0 && IT(merged, FORUM_A) == 1 && IT(members, FORUM_A) == 0);
    cr_expect(IT(members, FORUM_B) == 5 && IT(filled, ZERO_IN_B) == 1 && IT(filled, ONE_IN_B) == 1);
    cr_expect(IT(tenure, ONE_IN_B) == 17 && IT(hope, ONE_IN_B) == 0.43f && IT(identification, ONE_IN_B) == 0);
    cr_expect(IT(trust, tie_of(&t->w->forum[FORUM_B], 3, 4)) == 0.61f);
    cr_expect(IT(often, tie_of(&t->w->forum[FORUM_B], 3, 4)) == 0.37f);
    cr_expect(IT(exits, 0) == 3 && IT(left, 0) == 3, "two of five went over");
}

Test(merging, issues_are_put_on_the_other_table_anew_as_far_as_there_is_room)
{
    merge();
    people_come_and_go_as_told(&t->pack);
    cr_expect(IT(stage, 3) == 1 && IT(stage, 5) == 1 && IT(progress, 3) == 0, "the first and the third slot of B");
    cr_expect(IT(place, 3) == 0.3f && IT(place, 5) == 0.4f && IT(age, 3) == 20 && IT(agreed_on, 5) == 11);
    cr_expect(IT(champion, 3) == 1 + ONE_IN_B && IT(champion, 5) == 0);
    cr_expect(IT(resistance, stance_of(t->w, ONE_IN_B, 3)) == 1);
    cr_expect(IT(stage, 0) == 0 && IT(stage, 1) == 0 && IT(stage, 2) == 0 && IT(dropped, 0) == 1);
    expect_is(IT(moved_back, 0), 1.2 + 2.2);
    cr_expect(IT(promised, stance_of(t->w, ONE_IN_A, 1)) == 0);
}

Test(merging, joint_service_goes_over_where_both_serve_the_same_field)
{
    for (int same = 0; same < 2; same++) {
        merge();
        t->w->forum[FORUM_A].resource = RESOURCE_care;
        t->w->forum[FORUM_B].resource = same ? RESOURCE_care : RESOURCE_home;
        people_come_and_go_as_told(&t->pack);
        expect_is(IT(built, FORUM_B), same ? 0.6 : 0.2); /* 0.2 + 0.5 * 0.8 */
        expect_is(IT(built, FORUM_A), same ? 0 : 0.5);
    }
}

Test(merging, a_merged_forum_is_not_begun_anew_and_its_fate_is_no_death)
{
    merge();
    tiny_set("structure.birth", 1);
    IT(life, FORUM_A) = 24;
    people_come_and_go_as_told(&t->pack);
    structure_changes(&t->pack);
    cr_expect(IT(alive, FORUM_A) == 0 && IT(first_life, FORUM_A) == 0);
    cr_expect(forum_fate(&t->pack, FORUM_A, 0) == FATE_merged);
}

Test(merging, into_a_forum_that_is_not_there_is_the_end_and_nothing_goes_over)
{
    merge();
    MOVE(forum_present, FORUM_B, 1, 0);
    people_come_and_go_as_told(&t->pack);
    cr_expect(IT(merged, FORUM_A) == 0 && IT(alive, FORUM_A) == 0 && IT(alive, FORUM_B) == 0);
    cr_expect(IT(dropped, 0) == 4 && IT(members, FORUM_B) == 0 && IT(exits, 0) == 8);
}

Test(merging, into_a_forum_that_is_founded_for_it_takes_people_along)
{
    not_yet();
    t->w->forum[FORUM_B].joins = FORUM_A;
    for (int s = 0; s < 5; s++)
        t->w->seat[s].filled = s == 2;
    IT(hope, ZERO_IN_B) = 0.37f;
    MOVE(forum_present, FORUM_A, 0, 1);
    MOVE(forum_merged, FORUM_B, 0, 1);
    people_come_and_go_as_told(&t->pack);
    cr_expect(IT(members, FORUM_A) == 3 && IT(hope, ZERO_IN_A) == 0.37f && IT(filled, 2) == 1);
    cr_expect(IT(members, FORUM_B) == 0 && IT(exits, 0) == 3);
}

/* --- who is put in a seat --- */

Test(presence, who_is_put_in_a_seat_is_as_told_and_who_follows_by_chance_is_as_drawn)
{
    const real fresh[8][SIM_LANES] = { { 0.5f }, { 0.5f }, { 0.5f }, { 0.5f }, { 0.9f }, { 0.5f }, { 0.5f }, { 0.5f } };
    tiny_init(MIX_mixed, 0);
    tiny_set("people.commitment", 0.5);
    IT(cell.seat_stands, 0) = 0.93f;
    IT(cell.seat_commitment, 0) = 0.1f;
    IT(cell.seat_openness, 0) = 0;
    IT(cell.seat_feigns, 0) = 1;
    IT(cell.seat_tenacity, 0) = 0.87f;
    MOVE(seat_person, 0, 0, 1);
    people_come_and_go_as_told(&t->pack);
    cr_expect(IT(position, 0) == 0.93f && IT(strange, 0) == 1 && IT(commitment, 0) == 0.1f && IT(excuse, 0) == 1);
    cr_expect(IT(openness, 0) == 0 && IT(closed, 0) == 1 && IT(tenacity, 0) == 0.87f && IT(cause, 0) == 0.93f);
    seat_is_taken(&t->pack, 0, 0, fresh);
    cr_expect(IT(position, 0) == IT(home, 0) && IT(strange, 0) == 0 && IT(commitment, 0) == 0.5f);
    cr_expect(IT(closed, 0) == 0 && IT(excuse, 0) == 0);
}
