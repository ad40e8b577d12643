/* test_world.c - who is there: made areas and leaders as models/README.md, section 5, says. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "models/collaboration.h"
#include "models/world.h"

/** An area made from these parameters of the group `world`. */
static struct world *made(int organisations, int forums, int seats, enum mix mix, int governance)
{
    const struct sim_table none[WORLD_TABLES_COUNT] = { { 0 } };
    struct sim_errors errors = { 0 };
    double *values = calloc((size_t)collaboration.params.count, sizeof *values);
    void *world = NULL;
    cr_assert(values != NULL);
    values[PARAM_world_organisations] = organisations;
    values[PARAM_world_forums] = forums;
    values[PARAM_world_seats] = seats;
    values[PARAM_world_issues] = 3;
    values[PARAM_world_mix] = mix;
    values[PARAM_world_governance] = governance;
    cr_assert(world_new(&world, none, values, 1, &errors) == SIM_OK, "%s", errors.text);
    free(values);
    return world;
}

static void expect_organisation(const struct world *w, int i, enum mix mix, double fte_all)
{
    static const double fte[] = { 80, 70, 60, 70, 40, 15, 60, 10 };
    const struct world_organisation *o = &w->organisation[i];
    int sector = i % 8, parent = -1, commissioner = -1;
    if (mix == MIX_council) {
        sector = SECTOR_council;
        parent = i > 0 ? 0 : -1;
    } else if (mix == MIX_voluntary) {
        sector = SECTOR_voluntary;
    } else if (i % 8 == 5) {
        commissioner = i - 5;
    }
    cr_expect(o->resource == i % 6 && o->second == (i + 1) % 6, "resources of organisation %d", i);
    cr_expect(o->sector == sector && o->parent == parent && o->commissioner == commissioner, "ties of organisation %d",
              i);
    cr_expect(o->staff == fte[i % 8] && o->part == fte[i % 8] / fte_all && o->interest == 1, "staff of organisation %d",
              i);
}

static void expect_forum(const struct world *w, int f, int seats, int governance)
{
    const struct world_forum *forum = &w->forum[f];
    const int *founder = &w->founder[3 * f];
    cr_expect(forum->first_seat == f * seats && forum->seats == seats && forum->first_tie == f * seats * seats &&
                  forum->first_pair == f * seats * (seats - 1) / 2,
              "places of forum %d", f);
    cr_expect(forum->resource == f % 6 && forum->rule == f % 3 && forum->formality == 0.5 && forum->meetings == 8 &&
                  forum->origin == (f % 2 == 0 ? ORIGIN_imposed : ORIGIN_designed),
              "kind of forum %d", f);
    cr_expect(forum->governance == (governance == 0 ? f % 3 : governance - 1), "governance of forum %d", f);
    cr_expect(forum->working_group && forum->informal && forum->shared_assessment && !forum->hub && !forum->training);
    for (int i = 0; i < seats; i++) {
        const struct world_seat *seat = &w->seat[f * seats + i];
        cr_expect(seat->forum == f && seat->organisation == (5 * f + i) % w->organisations, "seat %d of forum %d", i,
                  f);
        cr_expect(seat->influence == (i == 0 ? 2 : 1) && seat->mandate == 1 && seat->salience == 1 &&
                  seat->filled == 1 && seat->speaks_for == -1);
    }
    /* The first, then the others in order; in a forum of two the third is the first again. */
    cr_expect(founder[0] == f * seats && founder[1] == f * seats + 1 && founder[2] == f * seats + (seats > 2 ? 2 : 0),
              "founders of forum %d", f);
}

static void expect_area(int organisations, int forums, int seats, enum mix mix, int governance)
{
    struct world *w = made(organisations, forums, seats, mix, governance);
    int each = seats < organisations ? seats : organisations;
    double fte_all = 0, field[RESOURCES_COUNT] = { 0 };
    for (int i = 0; i < organisations; i++)
        fte_all += w->organisation[i].staff;
    for (int i = 0; i < organisations; i++) {
        expect_organisation(w, i, mix, fte_all);
        field[i % 6] += w->organisation[i].part * (2.0 / 3);
        field[(i + 1) % 6] += w->organisation[i].part * (1.0 / 3);
    }
    for (int r = 0; r < RESOURCES_COUNT; r++)
        cr_expect(w->field[r] == field[r], "field %d", r);
    for (int f = 0; f < forums; f++)
        expect_forum(w, f, each, governance);
    cr_expect(w->organisations == organisations && w->forums == forums && w->seats == forums * each && w->slots == 3 &&
              w->issues == 3 * forums && w->leaders == 3 * forums && w->fte == fte_all);
    world_free(w);
}

/** Tie of the i-th in the j-th seat of a forum, and the tie that news comes to it from; -1 for none. */
static int news_from(const struct world *w, int f, int i, int j)
{
    int tie = w->forum[f].first_tie + i * w->forum[f].seats + j;
    for (int n = 0; n < w->overlaps; n++)
        if (w->overlap[n].tie == tie) {
            return w->overlap[n].other;
        }
    return -1;
}

Test(world, news_goes_round_the_forums_that_two_organisations_share)
{
    struct world *w = made(13, 4, 7, MIX_mixed, 0); /* forums of 0 .. 6, 5 .. 11, 10 .. 12 and 0 .. 3, 2 .. 8 */
    cr_expect(news_from(w, 0, 5, 6) == 49 + 0 * 7 + 1, "5 and 6: from the first to the second");
    cr_expect(news_from(w, 1, 0, 1) == 3 * 49 + 3 * 7 + 4, "from the second to the fourth");
    cr_expect(news_from(w, 3, 3, 4) == 5 * 7 + 6, "and from there to the first");
    cr_expect(news_from(w, 0, 0, 1) == 2 * 49 + 3 * 7 + 4 && news_from(w, 0, 0, 4) == -1);
    world_free(w);
}

Test(world, is_made_in_turn_where_nobody_is_named)
{
    expect_area(13, 4, 7, MIX_mixed, 0);
    expect_area(17, 5, 2, MIX_mixed, 4);
    expect_area(9, 2, 30, MIX_council, 2);
    expect_area(2, 1, 2, MIX_voluntary, 3);
}

/** Name of what an entity is linked to, or "nobody". */
static const char *linked_name(const struct world *w, enum link link, int row, enum extent of)
{
    static char name[160];
    int at = world_linked(w, link, row);
    snprintf(name, sizeof name, "nobody");
    if (at >= 0) {
        world_entity(w, of, at, name, sizeof name);
    }
    return name;
}

#define linked_to(link, row, of, name) cr_expect(eq(str, (char *)linked_name(w, link, row, of), name))

Test(world, links_seats_ties_issues_and_leaders_to_those_they_belong_to)
{
    /* two forums of three seats: the second has the sixth to eighth of nine organisations; the sixth works for the
     * first */
    struct world *w = made(9, 2, 3, MIX_mixed, 0);
    linked_to(LINK_ORGANISATION_sector, 3, EXTENT_SECTOR, "justice");
    linked_to(LINK_ORGANISATION_commissioner, 5, EXTENT_ORGANISATION, "organisation_1");
    linked_to(LINK_ORGANISATION_parent, 5, EXTENT_ORGANISATION, "nobody");
    linked_to(LINK_FORUM_resource, 1, EXTENT_RESOURCE, "health");
    linked_to(LINK_SEAT_forum, 4, EXTENT_FORUM, "forum_2");
    linked_to(LINK_TIE_from, 9 + 5, EXTENT_SEAT, "organisation_7 in forum_2"); /* row 1, column 2 of the second forum */
    linked_to(LINK_TIE_to, 9 + 5, EXTENT_SEAT, "organisation_8 in forum_2");
    linked_to(LINK_ISSUE_forum, 3, EXTENT_FORUM, "forum_2");  /* three slots each */
    linked_to(LINK_LEADER_forum, 3, EXTENT_FORUM, "forum_2"); /* three places each */
    world_free(w);
}

/** Rows with the defaults of all columns; links have these two ends, two numbers a row. */
static struct sim_table rows_of(enum world_table table, int rows, char **names, const int *ends, int *place)
{
    const struct sim_table_spec *spec = &world_tables[table];
    struct sim_table made = { .rows = rows, .names = names, .place = place };
    made.cells = calloc((size_t)(rows * spec->columns_count), sizeof *made.cells);
    for (int i = 0; i < rows * spec->columns_count; i++) {
        int row = i / spec->columns_count, column = i % spec->columns_count;
        made.cells[i] = spec->links && column < 2 ? ends[2 * row + column] : spec->columns[column].value;
    }
    return made;
}

Test(world, pairs_of_seats_have_the_luck_of_the_first_arms_pairs_and_new_pairs_have_their_own)
{
    /* The first arm has forum 0 with organisations 0, 1, 2 (places 0, 1, 2) and forum 1 with 0 and 3 (places 3, 4), and
     * so 3 + 1 pairs. Here organisation 1 is absent, and 4 has joined forum 1. */
    char *names[] = { "o0", "o2", "o3", "o4" }, *forums[] = { "f0", "f1" };
    int organisation_place[] = { 0, 2, 3, 4 }, place[] = { 0, 2, 3, 4, 5 }, first[] = { 0, 0, 0, 1, 1 };
    const int ends[] = { 0, 0, 0, 1, 1, 0, 1, 2, 1, 3 };
    struct sim_table tables[WORLD_TABLES_COUNT] = {
        [WORLD_TABLE_organisations] = rows_of(WORLD_TABLE_organisations, 4, names, NULL, organisation_place),
        [WORLD_TABLE_forums] = rows_of(WORLD_TABLE_forums, 2, forums, NULL, NULL),
        [WORLD_TABLE_seats] = rows_of(WORLD_TABLE_seats, 5, NULL, ends, place),
    };
    double *values = calloc((size_t)collaboration.params.count, sizeof *values);
    struct sim_errors errors = { 0 };
    void *world = NULL;
    tables[WORLD_TABLE_organisations].first_rows = 4;
    tables[WORLD_TABLE_seats].first = first;
    tables[WORLD_TABLE_seats].first_rows = 5;
    values[PARAM_world_issues] = 3;
    cr_assert(world_new(&world, tables, values, 1, &errors) == SIM_OK, "%s", errors.text);

    const struct sim_places *luck = world_places(world);
    const uint64_t ties[] = { 1, 3, 2 * (4 + 10 + 3), 2 * (4 + 10 + 4) }, seconds[] = { 1 + 4, 3 + 4, 35, 37 };
    cr_assert(luck != NULL && luck[DRAW_FIRST_TIE].rows == 4 && luck[DRAW_CONTACT].rows == 8);
    for (int i = 0; i < 4; i++) {
        cr_expect(luck[DRAW_FIRST_TIE].place[i] == ties[i] && luck[DRAW_CONTACT].place[i] == ties[i], "pair %d", i);
        cr_expect(luck[DRAW_CONTACT].place[4 + i] == seconds[i], "second number of pair %d", i);
    }
    cr_expect(luck[DRAW_ATTENDS].place[1] == 2 && luck[DRAW_RENEWAL].place[3] == 4 && luck[DRAW_ISSUE].place[5] == 5);
    cr_expect(luck[DRAW_ANGER].rows == SECTORS_COUNT);
    world_free(world);
    free(values);
    for (int t = 0; t < WORLD_TABLES_COUNT; t++)
        free(tables[t].cells);
}

Test(world, seats_of_one_organisation_with_equal_numbers_are_held_by_one_person)
{
    /* forums 0 and 1 hold organisations 0 .. 4 and 5, 6, 7, 0, 1; forum 2 holds 2 .. 6 */
    struct world *w = made(8, 3, 5, MIX_mixed, 0);
    cr_expect(w->persons == 0);
    free(w->person);
    free(w->person_seat);
    free(w->person_of);
    for (int s = 0; s < w->seats; s++)
        w->seat[s].who = w->seat[s].organisation == 0 || w->seat[s].organisation >= 5;
    w->seat[13].who = 2; /* organisation 5 in forum 2 is somebody else than in forum 1 */
    cr_assert(world_persons_set(w));
    cr_assert(w->persons == 2 && w->person[0].seats == 2 && w->person[1].seats == 2);
    cr_expect(w->person[0].seat[0] == 0 && w->person[0].seat[1] == 8);
    cr_expect(w->person[1].seat[0] == 6 && w->person[1].seat[1] == 14);
    cr_expect(w->person_of[8] == 0 && w->person_of[14] == 1 && w->person_of[5] == -1 && w->person_of[1] == -1);
    world_free(w);
}
