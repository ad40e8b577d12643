/* test_cells.c - cells of tables that are set by name, move over months and are varied; who comes and goes by them. */
#define TINY cells
#include "tiny.h"

#include "whole.h"

/** A month begins in which one cell is another than it was. */
#define MOVE(name, row, was, is)                                                                                       \
    ((t)->pack.moves = true, (t)->now->last.name[row][0] = (was), (t)->now->cell.name[row][0] = (is))
/** ... and the next month, in which nothing moves. */
#define STAY(name, row) ((t)->now->last.name[row][0] = (t)->now->cell.name[row][0])

enum { SECOND = 1, PROVIDER = 5, PAYER = 0 };

/* --- who comes and goes --- */

Test(presence, a_seat_that_is_not_there_ends_and_stays_empty_until_it_is_there_again_with_somebody_new)
{
    tiny_init(MIX_mixed, 0);
    tiny_set("structure.pace", 1);
    tiny_set("structure.exit", 0);
    IT(service, 0) = IT(experience, SECOND) = R(1); /* whoever may join does; nobody new is so experienced */
    tiny_set("people.experience", 0);
    MOVE(seat_present, SECOND, 1, 0);
    people_come_and_go_as_told(&t->pack);
    cr_expect(IT(filled, SECOND) == 0 && IT(members, FORUM_A) == 4 && IT(exits, 0) == 1);
    STAY(seat_present, SECOND);
    for (t->pack.month = 1; t->pack.month < 25; t->pack.month++) {
        people_come_and_go_as_told(&t->pack);
        structure_changes(&t->pack);
        cr_expect(IT(filled, SECOND) == 0, "month %d", t->pack.month);
    }
    IT(alive, FORUM_A) = R(1);
    MOVE(seat_present, SECOND, 0, 1);
    people_come_and_go_as_told(&t->pack);
    cr_expect(IT(filled, SECOND) == 1 && IT(tenure, SECOND) == -1);
    cr_expect(IT(experience, SECOND) <= R(0.2)); /* 0 + 0.3 * (at most 1 - 0.5) */
}

Test(presence, a_person_whose_number_changes_is_followed_by_another_and_only_in_that_month)
{
    tiny_init(MIX_mixed, 0);
    IT(tenure, SECOND) = R(17);
    MOVE(seat_person, SECOND, 0, 3);
    people_come_and_go_as_told(&t->pack);
    cr_expect(IT(filled, SECOND) == 1 && IT(tenure, SECOND) == -1 && IT(exits, 0) == 0);
    STAY(seat_person, SECOND);
    IT(tenure, SECOND) = R(5);
    people_come_and_go_as_told(&t->pack);
    cr_expect(IT(tenure, SECOND) == 5);
}

Test(presence, a_forum_that_closes_drops_what_is_in_hand_and_is_not_begun_anew_until_it_is_there_again)
{
    tiny_init(MIX_mixed, 0);
    tiny_set("structure.birth", 1);
    IT(stage, 0) = IT(stage, 2) = R(2);
    MOVE(forum_present, FORUM_A, 1, 0);
    people_come_and_go_as_told(&t->pack);
    structure_changes(&t->pack);
    cr_expect(IT(alive, FORUM_A) == 0 && IT(alive, FORUM_B) == 1);
    cr_expect(IT(members, FORUM_A) == 0 && IT(members, FORUM_B) == 5);
    cr_expect(IT(stage, 0) == 0 && IT(stage, 2) == 0 && IT(dropped, 0) == 2 && IT(exits, 0) == 5);
    IT(life, FORUM_A) = 1;
    MOVE(forum_present, FORUM_A, 0, 1);
    people_come_and_go_as_told(&t->pack);
    cr_expect(IT(alive, FORUM_A) == 1 && IT(members, FORUM_A) == 5 && IT(formality, FORUM_A) == 0);
}

Test(presence, an_organisation_that_goes_takes_its_seats_staff_and_contracts_along)
{
    tiny_init(MIX_mixed, 0);
    IT(money, PAYER) = IT(money, PROVIDER) = R(1); /* a made area: their sectors have their numbers */
    MOVE(organisation_present, PAYER, 1, 0);
    people_come_and_go_as_told(&t->pack);
    organisations_give_time(&t->pack);
    cr_expect(IT(filled, 0) == 0 && IT(members, FORUM_A) == 4 && IT(members, FORUM_B) == 4); /* it sits in both */
    cr_expect(IT(staff, PAYER) == 0 && IT(contract, PAYER) == 0);
    cr_expect(IT(contract, PROVIDER) == 0 && IT(staff, PROVIDER) > 0); /* which it had paid */
    MOVE(organisation_present, PAYER, 0, 1);
    people_come_and_go_as_told(&t->pack);
    organisations_give_time(&t->pack);
    cr_expect(IT(members, FORUM_A) == 5 && IT(contract, PROVIDER) == 1 && IT(staff, PAYER) > 0);
}

Test(presence, what_begins_from_a_cell_moves_by_as_much_as_the_cell)
{
    tiny_init(MIX_mixed, 0);
    tiny_set("people.mandate", 0.6);
    IT(formality, FORUM_A) = R(0.37);
    IT(mandate, SECOND) = R(0.41);
    IT(influence, SECOND) = R(1.3);
    MOVE(forum_formality, FORUM_A, R(0.5), R(0.75));
    MOVE(seat_mandate, SECOND, R(1), R(0.7));
    MOVE(seat_influence, SECOND, R(3), R(1));
    people_come_and_go_as_told(&t->pack);
    expect_is(IT(formality, FORUM_A), 0.62); /* 0.37 + 0.25 */
    expect_is(IT(mandate, SECOND), 0.23);    /* 0.41 - 0.6 * 0.3 */
    cr_expect(IT(influence, SECOND) == 0);   /* 1.3 - 2 is below nothing */
}

Test(cells, half_the_staff_is_half_of_what_the_organisation_has)
{
    real before;
    tiny_init(MIX_mixed, 0);
    IT(money, 0) = R(1);
    organisations_give_time(&t->pack);
    before = IT(staff, 0);
    cr_expect(IT(cell.organisation_staff, 0) == 80);
    IT(cell.organisation_staff, 0) = R(40);
    organisations_give_time(&t->pack);
    expect_is(IT(staff, 0), before / 2);
}

/* --- the same by any words --- */

WHOLE_OF(cells);

static const char four_cells[] = "%smonths: 30\nreplicates: 3\n%s";

Test(cells, set_in_a_table_by_name_on_a_level_path_and_by_a_design_give_the_same_bits)
{
    struct whole arms, points;
    whole_init(&arms, four_cells, rich_area(),
               "arms:\n"
               "  table: { forums: { board: { meetings: 3, hub: true } }, organisations: { police: { staff: 33 } },\n"
               "           seats: { board: { police: { influence: 4, mandate: 0.4 } } } }\n"
               "  named: { forums.board.meetings: 3, forums.board.hub: true, organisations.police.staff: 33,\n"
               "           seats.board.police.influence: 4, seats.board.police.mandate: 0.4 }\n"
               "  path: { forums.board.meetings: { path: [[0, 3], [9, 3]] }, forums.board.hub: { path: [[0, true]] },\n"
               "          organisations.police.staff: { path: [[7, 33]] }, seats.board.police.influence: 4,\n"
               "          seats: { board: { police: { mandate: { path: [[0, 0.4]] } } } } }\n");
    whole_init(&points, four_cells, rich_area(),
               "design: { list: { forums.board.meetings: [6, 3], forums.board.hub: [false, true], "
               "organisations.police.staff: [50, 33], seats.board.police.influence: [1, 4], "
               "seats.board.police.mandate: [1, 0.4] } }\n");
    for (long r = 0; r < 3; r++) {
        long table = whole_run(&arms, r, 0, 0), point = whole_run(&points, r, 1, 0);
        cr_expect(whole_same(&arms, table, whole_run(&arms, r, 0, 1)), "by name");
        cr_expect(whole_same(&arms, table, whole_run(&arms, r, 0, 2)), "on a path");
        for (int o = 0; o < OUTCOMES_COUNT; o++) {
            double a = whole_outcome(&arms, table, (enum outcome)o), b = whole_outcome(&points, point, (enum outcome)o);
            cr_expect(a == b || (isnan(a) && isnan(b)), "by a design: %s", collaboration.outcomes[o].name);
        }
        cr_expect(!whole_same(&points, point, whole_run(&points, r, 0, 0)));
    }
    whole_free(&arms);
    whole_free(&points);
}

Test(cells, a_table_that_sets_a_cell_ends_the_path_that_the_study_gave_it)
{
    whole_init(
        &w, four_cells, rich_area(),
        "forums.board.meetings: { path: [[0, 6], [12, 1]] }\n"
        "arms: { falls: {}, stays: { forums: { board: { meetings: 6 } } }, six: { forums.board.meetings: 6 } }\n");
    cr_expect(!whole_same(&w, whole_run(&w, 0, 0, 0), whole_run(&w, 0, 0, 1)));
    cr_expect(whole_same(&w, whole_run(&w, 0, 0, 1), whole_run(&w, 0, 0, 2)));
}

Test(cells, an_arm_is_the_same_run_until_its_cell_moves)
{
    whole_init(&w, four_cells, rich_area(),
               "arms: { a: {}, b: { seats.board.council.present: { path: [[0, true], [12, false]] } } }\n");
    const float *a = whole_history(&w, whole_run(&w, 0, 0, 0), HISTORY_trust);
    const float *b = whole_history(&w, whole_run(&w, 0, 0, 1), HISTORY_trust);
    for (int month = 0; month < 12; month++)
        cr_expect(a[month] == b[month], "month %d", month);
    cr_expect(a[12] != b[12]);
}

Test(cells, that_could_found_merge_and_tell_and_do_not_leave_every_bit_as_it_is)
{
    whole_init(
        &w, four_cells, rich_area(),
        "arms:\n  a: {}\n  b: { forums.network.joins: hub, forums.network.merged: { path: [[0, false], [9, false]] "
        "},\n       forums.trio.present: { path: [[0, true], [7, true]] }, forums.board.pace: 1,\n"
        "       seats.board.police.commitment: { path: [[0, -1], [12, -0.5]] } }\n");
    for (long r = 0; r < 3; r++)
        cr_expect(whole_same(&w, whole_run(&w, r, 0, 0), whole_run(&w, r, 0, 1)), "replicate %ld", r);
}

Test(cells, are_in_one_order_whatever_order_the_study_names_them_in)
{
    struct whole a, b;
    whole_read(&a, four_cells, rich_area(),
               "forums.hub.meetings: 3\nforums.board.meetings: { path: [[0, 4], [9, 8]] }\n"
               "design: { grid: { forums.trio.meetings: [2, 4], forums.fabric.formality: [0.1, 0.2] } }\n");
    whole_read(&b, four_cells, rich_area(),
               "design: { grid: { forums.trio.meetings: [2, 4], forums.fabric.formality: [0.1, 0.2] } }\n"
               "forums.board.meetings: { path: [[0, 4], [9, 8]] }\nforums.hub.meetings: 3\n");
    cr_expect(memcmp(a.plan.hash, b.plan.hash, sizeof a.plan.hash) == 0);
    cr_expect(strcmp(a.study.essence, b.study.essence) == 0);
    cr_expect(strcmp(a.study.model->params.list[a.study.own_params].name, "forums.board.meetings") == 0);
    whole_free(&a);
    whole_free(&b);
}
