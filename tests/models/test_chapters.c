/* test_chapters.c - what phases make of the rules, on a tiny area; and the use that they make of chance. */
#define TINY chapters
#include "tiny.h"

/** The month of the pack, whole. */
static void all_phases(struct tiny *t)
{
    for (int phase = 0; phase < PHASES_COUNT; phase++)
        phases[phase](&t->pack);
}

/* --- chance --- */

/** How many blocks of a use of chance were asked for since the last look; none may be asked for twice. */
static int blocks_asked(struct tiny *t, int draw)
{
    int blocks = 0;
    for (int block = 0; block < MOST_BLOCKS; block++) {
        cr_expect(t->asked[draw][block] <= 1, "block %d of %s in month %d: %d times", block,
                  collaboration.draws[draw].name, t->pack.month, t->asked[draw][block]);
        blocks += t->asked[draw][block];
        t->asked[draw][block] = 0;
    }
    return blocks;
}

Test(chance, every_draw_of_the_list_is_asked_for_and_none_twice_in_a_month)
{
    struct tiny tiny, *t = &tiny;
    int blocks[DRAWS_COUNT] = { 0 };
    tiny_init(t, MIX_mixed, 0);
    for (int i = 0; i < DRAWS_COUNT; i++) {
        bool first = strncmp(collaboration.draws[i].name, "FIRST_", 6) == 0;
        cr_expect((blocks_asked(t, i) > 0) == first, "%s on the first day", collaboration.draws[i].name);
    }
    for (t->pack.month = 0; t->pack.month < 36; t->pack.month++) { /* newcomers and new issues are not of every month */
        all_phases(t);
        for (int i = 0; i < DRAWS_COUNT; i++)
            blocks[i] += blocks_asked(t, i);
    }
    for (int i = 0; i < DRAWS_COUNT; i++) {
        bool first = strncmp(collaboration.draws[i].name, "FIRST_", 6) == 0;
        cr_expect((blocks[i] > 0) == !first, "%s in 36 months: %d blocks", collaboration.draws[i].name, blocks[i]);
    }
    tiny_free(t);
}

static int by_value(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

Test(chance, no_two_draws_of_a_month_share_bits_nor_does_any_with_the_next_month)
{
    enum { BLOCKS = 32, MONTHS = 2, WORDS = DRAWS_COUNT * BLOCKS * MONTHS * 4 };
    static uint32_t words[WORDS];
    struct sim_pack pack = { .seed = { 20101, 0 } };
    int n = 0, same = 0;
    for (pack.month = 0; pack.month < MONTHS; pack.month++)
        for (uint32_t purpose = 0; purpose < DRAWS_COUNT; purpose++)
            for (uint32_t block = 0; block < BLOCKS; block++)
                for (int i = 0; i < 4; i++)
                    words[n++] = chance_block(&pack, 0, 0, purpose, block).v[i];
    qsort(words, WORDS, sizeof words[0], by_value);
    for (int i = 1; i < WORDS; i++)
        same += words[i] == words[i - 1];
    /* 6144 words of 32 bits: two are the same by chance in 4 of 1000 seeds, never a whole block of four */
    cr_expect(same == 0, "%d words are drawn twice", same);
}

/* --- strangeness (F7, A14) --- */

static void expect_strange(enum mix mix, int a, int b, double across, double council)
{
    struct tiny tiny, *t = &tiny;
    tiny_init(t, mix, 0);
    struct strangeness strange = strangeness_of(t->w, a, b);
    expect_is(strange.across, across);
    expect_is(strange.council, council);
    tiny_free(t);
}

Test(trust, sectors_are_strange_to_each_other_and_so_are_departments_of_one_council_as_far_as_they_are_two_countries)
{
    expect_strange(MIX_mixed, 0, 1, 0.4, 0);   /* council and health */
    expect_strange(MIX_council, 1, 2, 0, 0.4); /* two departments */
    expect_strange(MIX_council, 0, 1, 0, 0.4); /* the council and its department */
    expect_strange(MIX_voluntary, 1, 2, 0, 0); /* two charities */
}

/** Mean trust after two years of departments that are two countries to each other as far as this. */
static double trust_of_departments(double two_countries)
{
    struct tiny tiny, *t = &tiny;
    tiny_init(t, MIX_council, 0);
    tiny_set(t, "sectors.two_countries", two_countries);
    tiny_set(t, "trust.distance", 1);
    tiny_set(t, "people.understanding", 0);
    for (t->pack.month = 0; t->pack.month < 24; t->pack.month++)
        all_phases(t);
    double trust = (double)(IT(trust_mean, FORUM_A) + IT(trust_mean, FORUM_B)) / 2;
    tiny_free(t);
    return trust;
}

Test(trust, grows_less_between_departments_that_are_two_countries_to_each_other)
{
    double near = trust_of_departments(0), far = trust_of_departments(1);
    cr_expect(near > far + 0.05, "%g and %g", near, far);
}

/* --- order, speed, outsiders --- */

Test(people, are_less_upset_by_a_surprise_the_more_order_and_the_more_it_was_expected)
{
    struct tiny tiny, *t = &tiny;
    tiny_init(t, MIX_mixed, 0);
    tiny_set(t, "people.expectation", 0.3);
    tiny_set(t, "people.frustration_decay", 0);
    tiny_set(t, "sectors.rules", 1);
    tiny_set(t, "sectors.order.council", 0.65);
    tiny_set(t, "sectors.order.health", 0.05);
    IT(turbulence, 0) = 0.4f;
    member_feels(&t->pack, 0); /* the council's */
    member_feels(&t->pack, 1);
    expect_is(IT(frustration, 0), 0.15 * 0.4 * 0.7 * (1 - 0.4 * 0.65));
    expect_is(IT(frustration, 1), 0.15 * 0.4 * 0.7 * (1 - 0.4 * 0.05));
    IT(frustration, 1) = 0;
    tiny_set(t, "people.expectation", 1);
    member_feels(&t->pack, 1);
    cr_expect(IT(frustration, 1) == 0);
    tiny_free(t);
}

Test(agenda, a_trusted_flexible_partner_lends_half_of_its_speed_to_the_slowest)
{
    struct tiny tiny, *t = &tiny;
    struct means alone, lent;
    tiny_init(t, MIX_voluntary, 0);
    tiny_set(t, "sectors.flexibility.voluntary", 0.85);
    tiny_set(t, "sectors.red_tape.voluntary", 0.6);
    IT(trust_mean, FORUM_A) = 0;
    means_of_forum(&t->pack, FORUM_A, &alone);
    IT(trust_mean, FORUM_A) = 0.46f;
    means_of_forum(&t->pack, FORUM_A, &lent);
    /* mandate 0.5, home (1 - 0.6) * (0.5 + 0.425) = 0.37: all say yes at 0.5 + 0.5 * 0.37 = 0.685; half of that is the
     * mean's, half the slowest's, to which 0.5 * 0.46 * 0.85 of the rest is lent. */
    expect_is(alone.speed[0], 0.685);
    expect_is(lent.speed[0], 0.685 + 0.5 * 0.5 * 0.46 * 0.85 * 0.315);
    expect_is(lent.home_speed[0], 0.37);
    expect_is(lent.borrowed[0], 0.5 * 0.46 * 0.85 * 0.315);
    tiny_free(t);
}

/** Crowding of a forum of eighteen under this governance, where taking all in costs 0.35. */
static real crowding_of_eighteen(enum governance governance)
{
    struct tiny tiny, *t = &tiny;
    struct means m;
    tiny_init(t, MIX_mixed, 1 + (int)governance);
    tiny_set(t, "structure.inclusion_cost", 0.35);
    IT(members, FORUM_A) = 18;
    means_of_forum(&t->pack, FORUM_A, &m);
    tiny_free(t);
    return m.crowding[0];
}

Test(agenda, more_than_twelve_crowd_a_board_and_never_a_fabric_of_pairs)
{
    cr_expect(crowding_of_eighteen(GOVERNANCE_fabric) == 1);
    expect_is(crowding_of_eighteen(GOVERNANCE_shared), 0.7878788); /* 1 / (1 + 0.5 * 0.35 / 0.65) */
    expect_is(crowding_of_eighteen(GOVERNANCE_lead_organisation), 0.7878788);
    expect_is(crowding_of_eighteen(GOVERNANCE_administrator), 0.7878788);
}

Test(agenda, outsiders_push_six_times_in_ten_and_block_otherwise)
{
    struct tiny tiny, *t = &tiny;
    struct means m;
    real dice[4][SIM_LANES] = { { 0.05f }, { 0.59f }, { 0.05f }, { 0.61f } };
    tiny_init(t, MIX_mixed, 0);
    tiny_set(t, "leaders.outsiders", 0.06);
    outsiders_take_a_hand(&t->pack, FORUM_A, (const real(*)[SIM_LANES])dice, &m);
    cr_expect(m.blocked[0] == 0);
    expect_is(m.pushed[0], 0.3);
    outsiders_take_a_hand(&t->pack, FORUM_B, (const real(*)[SIM_LANES])dice, &m);
    cr_expect(m.blocked[0] == 1 && m.pushed[0] == 0);
    dice[0][0] = 0.07f; /* nobody comes */
    outsiders_take_a_hand(&t->pack, FORUM_A, (const real(*)[SIM_LANES])dice, &m);
    cr_expect(m.blocked[0] == 0 && m.pushed[0] == 0);
    dice[0][0] = 0.05f;
    tiny_without(t, MECHANISM_outsiders);
    outsiders_take_a_hand(&t->pack, FORUM_A, (const real(*)[SIM_LANES])dice, &m);
    cr_expect(m.pushed[0] == 0);
    tiny_free(t);
}

/* --- the garbage can: issues stall, take flight and are dropped (Cohen, March & Olsen 1972) --- */

Test(agenda, an_issue_that_has_stood_still_too_long_may_be_dropped_and_others_may_not)
{
    struct tiny tiny, *t = &tiny;
    struct means m = { 0 };
    real dice[2][SIM_LANES] = { { 0.99f }, { 0.09f } }, blame[SIM_LANES] = { 0 };
    tiny_init(t, MIX_mixed, 0);
    tiny_set(t, "agenda.drop", 0.1);
    tiny_set(t, "agenda.stall_months", 9);
    for (int k = 0; k < 3; k++) {
        IT(stage, k) = 2;
        IT(progress, k) = 0.4f;
        IT(still, k) = k == 0 ? 9 : 10;
    }
    issue_is_lost(&t->pack, FORUM_A, 0, &m, (const real(*)[SIM_LANES])dice, blame);
    issue_is_lost(&t->pack, FORUM_A, 1, &m, (const real(*)[SIM_LANES])dice, blame);
    dice[1][0] = 0.11f;
    issue_is_lost(&t->pack, FORUM_A, 2, &m, (const real(*)[SIM_LANES])dice, blame);
    cr_expect(IT(stage, 0) == 2 && IT(stage, 1) == 0 && IT(progress, 1) == 0 && IT(stage, 2) == 2 &&
              IT(dropped, 0) == 1);
    tiny_free(t);
}

Test(agenda, an_issue_that_falls_back_loses_a_stage_and_its_progress_and_movement_is_booked_as_lost)
{
    struct tiny tiny, *t = &tiny;
    struct means m = { .unclear = { 0.2f }, .order = { 0.5f } };
    /* 0.1 * (1 - 0.5 * 0.5 + 0.2 + 0) * (0.5 + 1 - 0.6) = 0.0855 */
    real under[2][SIM_LANES] = { { 0.085f }, { 1 } }, over[2][SIM_LANES] = { { 0.086f }, { 1 } },
         blame[SIM_LANES] = { 0 };
    tiny_init(t, MIX_mixed, 0);
    tiny_set(t, "agenda.backtrack", 0.1);
    IT(turbulence, 0) = 0;
    for (int k = 0; k < 2; k++) {
        IT(stage, k) = 2;
        IT(progress, k) = 0.4f;
        IT(support, k) = 0.6f;
    }
    issue_is_lost(&t->pack, FORUM_A, 0, &m, (const real(*)[SIM_LANES])under, blame);
    issue_is_lost(&t->pack, FORUM_A, 1, &m, (const real(*)[SIM_LANES])over, blame);
    cr_expect(IT(stage, 0) == 1 && IT(progress, 0) == 0 && IT(stage, 1) == 2 && IT(progress, 1) == 0.4f);
    expect_is(IT(moved_back, 0), 1.4);
    cr_expect(IT(backtracks, 0) == 1);
    tiny_free(t);
}

Test(agenda, what_all_have_ratified_falls_back_and_is_dropped_less_often)
{
    struct tiny tiny, *t = &tiny;
    struct means m = { .unclear = { 0.2f }, .order = { 0.5f } };
    /* falls back: 0.6 * 0.0855 = 0.0513, drops: 0.6 * 0.1 = 0.06 */
    real dice[4][2][SIM_LANES] = {
        { { 0.051f }, { 1 } }, { { 0.052f }, { 1 } }, { { 1 }, { 0.059f } }, { { 1 }, { 0.061f } }
    };
    real blame[SIM_LANES] = { 0 };
    tiny_init(t, MIX_mixed, 0);
    tiny_set(t, "agenda.backtrack", 0.1);
    tiny_set(t, "agenda.drop", 0.1);
    tiny_set(t, "agenda.binding", 0.4);
    IT(turbulence, 0) = 0;
    for (int k = 0; k < 4; k++) {
        IT(stage, k) = 3;
        IT(support, k) = 0.6f;
        IT(still, k) = k < 2 ? 0 : 10;
        issue_is_lost(&t->pack, FORUM_A, k, &m, (const real(*)[SIM_LANES])dice[k], blame);
    }
    cr_expect(IT(stage, 0) == 2 && IT(stage, 1) == 3 && IT(stage, 2) == 0 && IT(stage, 3) == 3);
    tiny_free(t);
}

Test(agenda, what_was_hurried_through_a_partners_books_holds_less_well)
{
    struct tiny tiny, *t = &tiny;
    struct means m = { .unclear = { 0.2f }, .order = { 0.5f }, .borrowed = { 0.3f } };
    /* 0.1 * (1 - 0.5 * 0.5 * 0.7 + 0.2) * 0.9 = 0.09225, where 0.0855 is the chance without */
    real under[2][SIM_LANES] = { { 0.092f }, { 1 } }, over[2][SIM_LANES] = { { 0.0925f }, { 1 } },
         blame[SIM_LANES] = { 0 };
    tiny_init(t, MIX_mixed, 0);
    tiny_set(t, "agenda.backtrack", 0.1);
    IT(turbulence, 0) = 0;
    for (int k = 0; k < 2; k++) {
        IT(stage, k) = 2;
        IT(support, k) = 0.6f;
        issue_is_lost(&t->pack, FORUM_A, k, &m, (const real(*)[SIM_LANES])(k == 0 ? under : over), blame);
    }
    cr_expect(IT(stage, 0) == 1 && IT(stage, 1) == 2);
    tiny_free(t);
}

Test(agenda, each_issue_is_booked_by_the_medium_that_moved_it_and_the_books_add_up_to_its_way)
{
    struct tiny tiny, *t = &tiny;
    int seen = 0, by_structure = 0;
    tiny_init(t, MIX_mixed, 0);
    tiny_without(t, MECHANISM_backtrack);
    tiny_set(t, "structure.duty", 0.2);
    for (t->pack.month = 0; t->pack.month < 36; t->pack.month++) {
        all_phases(t);
        for (int k = 0; k < t->w->issues; k++)
            if (IT(stage, k) > 0) {
                real books = IT(by_structure, k) + IT(by_process, k) + IT(by_participant, k);
                cr_expect(fabs((double)(books - IT(stage, k) - IT(progress, k))) < 1e-5, "issue %d: %g", k,
                          (double)books);
                seen++;
                by_structure += IT(by_structure, k) >= 1;
            }
    }
    cr_expect(seen > 50 && by_structure > 0 && by_structure < seen);
    tiny_free(t);
}

Test(agenda, who_has_been_helped_out_of_its_comfort_zone_accepts_what_is_further_away)
{
    struct tiny tiny, *t = &tiny;
    for (int helped = 0; helped < 2; helped++) {
        tiny_init(t, MIX_mixed, 0);
        IT(came, 2) = IT(influence, 2) = 1;
        IT(unclear, 2) = 0;
        IT(position, 2) = 0.2f;
        IT(comfort, 2) = helped > 0 ? 0.5f : 0;
        IT(place, 0) = 0.5f;
        issue_is_weighed(&t->pack, FORUM_A, 0);
        expect_is(IT(support, 0), helped > 0 ? 0.375 : 0.0625); /* 1 - 0.3 / (0.4 * 0.8 * 1.5), or without the 1.5 */
        member_moves(&t->pack, 2);
        expect_is(IT(comfort, 2), helped > 0 ? 0.475 : 0); /* habits come back at the pull of home, 0.05 */
        tiny_free(t);
    }
}

/* --- the weakest link --- */

Test(people, all_members_heed_the_least_committed_of_those_who_are_there)
{
    struct tiny tiny, *t = &tiny;
    real heeded[2];
    for (int with = 0; with < 2; with++) {
        tiny_init(t, MIX_mixed, 0);
        tiny_without(t, MECHANISM_hope);
        for (int s = 0; s < 5; s++)
            IT(commitment, s) = 0.7f;
        IT(commitment, 3) = 0.1f;
        IT(filled, 3) = with;
        IT(members, FORUM_A) = 5; /* what trust is counted by stays the same */
        forum_members_change(&t->pack, FORUM_A);
        heeded[with] = IT(commitment, 0);
        tiny_free(t);
    }
    /* gain 0.04 * zeal (1 - 0.25 * 0.3) * 1.1 * 0.15 * (0.7 - 0.1) */
    expect_is(heeded[0] - heeded[1], 0.04 * 0.925 * 1.1 * 0.15 * 0.6);
}

/* --- the ledger of a forum --- */

Test(outcomes, a_forum_ends_absent_or_stalled_or_moving_and_without_members_it_has_no_conflict)
{
    struct tiny tiny, *t = &tiny;
    tiny_init(t, MIX_mixed, 0);
    IT(members, FORUM_A) = 4;
    IT(conflict_mean, FORUM_A) = 0.25f;
    IT(stuck, FORUM_A) = 9; /* agenda.stall_months: stalled only beyond it */
    IT(members, FORUM_B) = 0;
    outcomes_finish(&t->pack);
    expect_is(t->of_each[OUTCOME_OF_FORUM_members][FORUM_A], 4);
    expect_is(t->of_each[OUTCOME_OF_FORUM_conflict][FORUM_A], 0.25);
    cr_expect(t->of_each[OUTCOME_OF_FORUM_end][FORUM_A] == FORUM_END_moving);
    cr_expect(isnan(t->of_each[OUTCOME_OF_FORUM_conflict][FORUM_B]));
    IT(stuck, FORUM_A) = 10;
    IT(alive, FORUM_B) = 0;
    outcomes_finish(&t->pack);
    cr_expect(t->of_each[OUTCOME_OF_FORUM_end][FORUM_A] == FORUM_END_stalled);
    cr_expect(t->of_each[OUTCOME_OF_FORUM_end][FORUM_B] == FORUM_END_absent);
    tiny_free(t);
}
