/* test_chapters.c - what phases make of the rules, on a tiny area; and the use that they make of chance. */
#define TINY chapters
#include "tiny.h"

/** The month of the pack, whole. */
static void all_phases(void)
{
    for (int phase = 0; phase < PHASES_COUNT; phase++)
        phases[phase](&t->pack);
}

/* --- chance --- */

/** How many blocks of a use of chance were asked for since the last look; none may be asked for twice. */
static int blocks_asked(int draw)
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
    int blocks[DRAWS_COUNT] = { 0 };
    tiny_init(MIX_mixed, 0);
    t->pack.moves = true;
    for (int i = 0; i < DRAWS_COUNT; i++) {
        bool first = strncmp(collaboration.draws[i].name, "FIRST_", 6) == 0;
        cr_expect((blocks_asked(i) > 0) == first, "%s on the first day", collaboration.draws[i].name);
    }
    for (t->pack.month = 0; t->pack.month < 36; t->pack.month++) { /* newcomers and new issues are not of every month */
        IT(last.seat_person, 0) = IT(cell.seat_person, 0);
        IT(cell.seat_person, 0) = t->pack.month == 7;
        all_phases();
        for (int i = 0; i < DRAWS_COUNT; i++)
            blocks[i] += blocks_asked(i);
    }
    for (int i = 0; i < DRAWS_COUNT; i++) {
        bool first = strncmp(collaboration.draws[i].name, "FIRST_", 6) == 0;
        cr_expect((blocks[i] > 0) == !first, "%s in 36 months: %d blocks", collaboration.draws[i].name, blocks[i]);
    }
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

static void expect_strange(enum mix mix, int i, int j, enum strangeness strange)
{
    tiny_init(mix, 0);
    cr_expect(t->w->strange[pair_of(&t->w->forum[FORUM_A], i, j)] == strange);
}

Test(trust, sectors_are_strange_to_each_other_and_so_are_departments_of_one_council)
{
    expect_strange(MIX_mixed, 0, 1, ACROSS_SECTORS); /* council and health */
    expect_strange(MIX_council, 1, 2, SAME_COUNCIL); /* two departments */
    expect_strange(MIX_council, 0, 1, SAME_COUNCIL); /* the council and its department */
    expect_strange(MIX_voluntary, 1, 2, SAME_SECTOR);
}

/** Mean trust after two years of departments that never meet, and are two countries to each other as far as this. */
static double trust_of_departments(double two_countries)
{
    tiny_init(MIX_council, 0);
    tiny_set("sectors.two_countries", two_countries);
    tiny_set("processes.meetings", 0);
    tiny_set("processes.informal", 0.5);
    tiny_set("trust.decay", 0.03);
    for (int s = 0; s < t->w->seats; s++)
        IT(experience, s) = 0;
    tiny_without(MECHANISM_turnover);
    for (t->pack.month = 0; t->pack.month < 24; t->pack.month++)
        all_phases();
    double trust = (double)(IT(trust_mean, FORUM_A) + IT(trust_mean, FORUM_B)) / 2;
    return trust;
}

Test(trust, lives_less_on_talk_between_departments_that_are_two_countries_to_each_other)
{
    double near = trust_of_departments(0), far = trust_of_departments(1);
    cr_expect(near > far + 0.01, "%g and %g", near, far);
}

Test(trust, is_taught_by_relying_alone_and_the_odds_to_rely_fall_with_what_is_attempted)
{
    struct reliance r;
    tiny_init(MIX_mixed, 0);
    /* at stake 0.3 * 1.6: 0.5 + 0.5 * (0.58 - 0.48) / (0.2 + 0.1) = 2 / 3 */
    tiny_set("trust.stake", 0.3);
    tiny_set("trust.width", 0.2);
    IT(attempts, FORUM_A) = 1.6f;
    r = reliance_of(1, 0.58f, people_leans(0.58f, 0.3f * 1.6f, 0.2f), 0.8f, 0.5f);
    cr_expect(r.relied == 1 && r.kept == 0 && r.fine == 1); /* kept below 0.5333, understood below 0.6 */
    r = reliance_of(1, 0.5f, people_leans(0.58f, 0.3f * 1.6f, 0.2f), 0.8f, 0.5f);
    cr_expect(r.relied == 1 && r.kept == 1);
    r = reliance_of(1, 0.67f, people_leans(0.58f, 0.3f * 1.6f, 0.2f), 0.8f, 0.5f);
    cr_expect(r.relied == 0);
}

Test(trust, of_who_broke_a_promise_last_month_is_put_to_that_test_alone)
{
    real able[10][SIM_LANES], reached[10][SIM_LANES], explains[10][SIM_LANES];
    tiny_init(MIX_mixed, 0);
    tiny_set("trust.keeps_word", 0.9);
    IT(turbulence, 0) = 0;
    IT(load, 1) = 0.5f;
    IT(kept, 2) = 1;
    IT(broke, 2) = 0.4f;
    encounters_prepare(&t->pack, &(struct encounters){ able, reached, explains, NULL });
    expect_is(able[0][0], 0.9);
    expect_is(able[1][0], 0.675); /* 0.9 * (1 - 0.25) */
    expect_is(able[2][0], 0.6);
}

/* --- order, speed, outsiders --- */

Test(people, are_less_upset_by_a_surprise_the_more_order_and_the_more_it_was_expected)
{
    tiny_init(MIX_mixed, 0);
    tiny_set("people.expectation", 0.3);
    tiny_set("people.frustration_gain", 0.15);
    tiny_set("people.healing", 0);
    tiny_set("sectors.rules", 1);
    tiny_set("sectors.hierarchy.council", 0.65);
    tiny_set("sectors.hierarchy.health", 0.05);
    IT(turbulence, 0) = 0.4f;
    member_feels(&t->pack, 0); /* the council's */
    member_feels(&t->pack, 1);
    expect_is(IT(frustration, 0), 0.15 * 0.4 * 0.7 * (1 - 0.5 * 0.65));
    expect_is(IT(frustration, 1), 0.15 * 0.4 * 0.7 * (1 - 0.5 * 0.05));
    IT(frustration, 1) = 0;
    tiny_set("people.expectation", 1);
    member_feels(&t->pack, 1);
    cr_expect(IT(frustration, 1) == 0);
}

/** What a forum brings to its agenda; in the scratch of the pack. */
static struct means means_of(int f)
{
    struct means m;
    means_of_forum(&t->pack, f, t->now->dice, &m);
    return m;
}

Test(agenda, a_trusted_flexible_partner_lends_half_of_its_speed_to_the_slowest)
{
    struct means m;
    struct needed alone, lent;
    tiny_init(MIX_voluntary, 0);
    tiny_set("people.mandate", 0.5);
    tiny_set("sectors.hierarchy.voluntary", 0.6);
    IT(needs_second, 0) = RESOURCE_health;
    IT(needs_third, 0) = RESOURCE_learning;
    IT(trust_mean, FORUM_A) = 0;
    m = means_of(FORUM_A);
    holders_consent(&t->pack, 0, &m, &alone);
    IT(trust_mean, FORUM_A) = 0.46f;
    m = means_of(FORUM_A);
    holders_consent(&t->pack, 0, &m, &lent);
    /* home (1 - 0.6) * (0.5 + 0.5 * 0.4) = 0.28, with a mandate of a half 0.5 + 0.5 * 0.28 = 0.64; 0.5 * 0.46 * 0.4 of
     * the rest is lent */
    expect_is(alone.consent[0], 0.64);
    expect_is(lent.consent[0], 0.64 + 0.092 * 0.36);
    expect_is(lent.home_consent[0], 0.28);
    cr_expect(lent.lacks[0] == 0);
}

Test(agenda, who_is_reorganised_consents_and_supplies_by_mandate_alone)
{
    struct means m;
    tiny_init(MIX_mixed, 0);
    tiny_set("sectors.experts.health", 0.5);
    IT(mandate, 1) = 0.3f;
    IT(time, 1) = 0.2f;
    IT(commitment, 1) = 0.7f;
    m = means_of(FORUM_A);
    expect_is(m.effort[1][0], 0.14);
    IT(reorganising, 1) = 4;
    m = means_of(FORUM_A);
    expect_is(m.effort[1][0], 0.042);
    expect_is(m.speed[1][0], 0.3);
    cr_expect(m.home[1][0] == 0);
}

Test(agenda, who_gives_most_of_a_field_holds_it_and_nobody_does_where_none_is_there_who_gives_it)
{
    struct means m;
    tiny_init(MIX_mixed, 0);
    m = means_of(FORUM_A);
    cr_expect(m.holders.seat[RESOURCE_health][0] == 1 + 1); /* two thirds of 70 against a third of 80 */
    cr_expect(m.holders.seat[RESOURCE_livelihood][0] == 1 + 4);
    IT(filled, 4) = 0;
    m = means_of(FORUM_A);
    cr_expect(m.holders.seat[RESOURCE_home][0] == 1 + 3 && m.holders.seat[RESOURCE_livelihood][0] == 0);
    for (int r = 0; r < RESOURCES_COUNT; r++)
        cr_expect(holder_of(t->now, t->w, FORUM_A, r, 0) == (int)m.holders.seat[r][0] - 1);
}

/** Crowding of a forum of eighteen under this governance, where taking all in costs 0.35. */
static real crowding_of_eighteen(enum governance governance)
{
    struct means m;
    tiny_init(MIX_mixed, 1 + (int)governance);
    tiny_set("structure.inclusion_cost", 0.35);
    IT(members, FORUM_A) = 18;
    m = means_of(FORUM_A);
    return m.crowding[0];
}

Test(agenda, more_than_twelve_crowd_a_board_and_never_a_fabric_of_pairs)
{
    cr_expect(crowding_of_eighteen(GOVERNANCE_fabric) == 1);
    expect_is(crowding_of_eighteen(GOVERNANCE_shared), 1 / 1.175);
    expect_is(crowding_of_eighteen(GOVERNANCE_lead_organisation), 1 / 1.175);
    expect_is(crowding_of_eighteen(GOVERNANCE_administrator), 1 / 1.175);
}

Test(agenda, outsiders_push_as_much_as_a_meeting_talks_through_or_block)
{
    struct means m;
    real dice[4][SIM_LANES] = { { 0.05f }, { 0.49f }, { 0.05f }, { 0.51f } };
    tiny_init(MIX_mixed, 0);
    tiny_set("leaders.outsiders", 0.06);
    tiny_set("agenda.talk", 0.3);
    outsiders_take_a_hand(&t->pack, FORUM_A, (const real(*)[SIM_LANES])dice, &m);
    cr_expect(m.blocked[0] == 0);
    expect_is(m.pushed[0], 0.3);
    outsiders_take_a_hand(&t->pack, FORUM_B, (const real(*)[SIM_LANES])dice, &m);
    cr_expect(m.blocked[0] == 1 && m.pushed[0] == 0);
    dice[0][0] = 0.07f; /* nobody comes */
    outsiders_take_a_hand(&t->pack, FORUM_A, (const real(*)[SIM_LANES])dice, &m);
    cr_expect(m.blocked[0] == 0 && m.pushed[0] == 0);
    dice[0][0] = 0.05f;
    tiny_without(MECHANISM_outsiders);
    outsiders_take_a_hand(&t->pack, FORUM_A, (const real(*)[SIM_LANES])dice, &m);
    cr_expect(m.pushed[0] == 0);
}

/* --- the garbage can: issues stall, take flight and are dropped (Cohen, March & Olsen 1972) --- */

Test(agenda, an_issue_that_has_stood_still_too_long_may_be_dropped_and_others_may_not)
{
    struct means m = { 0 };
    real dice[2][SIM_LANES] = { { 0.99f }, { 0.09f } };
    tiny_init(MIX_mixed, 0);
    tiny_set("agenda.drop", 0.1);
    tiny_set("agenda.stall_months", 9);
    for (int k = 0; k < 3; k++) {
        IT(stage, k) = 2;
        IT(progress, k) = 0.4f;
        IT(still, k) = k == 0 ? 9 : 10;
    }
    issue_may_be_lost(&t->pack, FORUM_A, 0, (const real(*)[SIM_LANES])dice, &m);
    issue_may_be_lost(&t->pack, FORUM_A, 1, (const real(*)[SIM_LANES])dice, &m);
    dice[1][0] = 0.11f;
    issue_may_be_lost(&t->pack, FORUM_A, 2, (const real(*)[SIM_LANES])dice, &m);
    cr_expect(IT(stage, 0) == 2 && IT(stage, 1) == 0 && IT(progress, 1) == 0 && IT(stage, 2) == 2 &&
              IT(dropped, 0) == 1);
}

Test(agenda, an_issue_that_falls_back_loses_a_stage_and_its_progress_and_movement_is_booked_as_lost)
{
    struct means m = { .unclear = { 0.2f }, .order = { 0.5f } };
    /* 0.1 * (1 - 0.5 * 0.5 + 0.2 + 0) * (0.5 + 1 - 0.6) = 0.0855 */
    real under[2][SIM_LANES] = { { 0.085f }, { 1 } }, over[2][SIM_LANES] = { { 0.086f }, { 1 } };
    tiny_init(MIX_mixed, 0);
    tiny_set("agenda.backtrack", 0.1);
    IT(turbulence, 0) = 0;
    for (int k = 0; k < 2; k++) {
        IT(stage, k) = 2;
        IT(progress, k) = 0.4f;
        IT(support, k) = 0.6f;
    }
    issue_may_be_lost(&t->pack, FORUM_A, 0, (const real(*)[SIM_LANES])under, &m);
    issue_may_be_lost(&t->pack, FORUM_A, 1, (const real(*)[SIM_LANES])over, &m);
    cr_expect(IT(stage, 0) == 1 && IT(progress, 0) == 0 && IT(stage, 1) == 2 && IT(progress, 1) == 0.4f);
    expect_is(IT(moved_back, 0), 1.4);
    cr_expect(IT(backtracks, 0) == 1);
}

Test(agenda, what_all_have_ratified_falls_back_and_is_dropped_less_often)
{
    struct means m = { .unclear = { 0.2f }, .order = { 0.5f } };
    /* falls back: 0.5 * 0.0855 = 0.04275, drops: 0.5 * 0.1 = 0.05 */
    real dice[4][2][SIM_LANES] = {
        { { 0.042f }, { 1 } }, { { 0.043f }, { 1 } }, { { 1 }, { 0.049f } }, { { 1 }, { 0.051f } }
    };
    tiny_init(MIX_mixed, 0);
    tiny_set("agenda.backtrack", 0.1);
    tiny_set("agenda.drop", 0.1);
    IT(turbulence, 0) = 0;
    for (int k = 0; k < 4; k++) {
        IT(stage, k) = 3;
        IT(support, k) = 0.6f;
        IT(still, k) = k < 2 ? 0 : 10;
        issue_may_be_lost(&t->pack, FORUM_A, k, (const real(*)[SIM_LANES])dice[k], &m);
    }
    cr_expect(IT(stage, 0) == 2 && IT(stage, 1) == 3 && IT(stage, 2) == 0 && IT(stage, 3) == 3);
}

Test(agenda, an_issue_that_was_refused_too_often_may_be_dropped_as_one_that_stands_still)
{
    struct means m = { 0 };
    real dice[2][SIM_LANES] = { { 1 }, { 0.09f } };
    tiny_init(MIX_mixed, 0);
    tiny_set("agenda.drop", 0.1);
    tiny_set("agenda.tries", 3);
    IT(stage, 0) = IT(stage, 1) = 1;
    IT(tries, 0) = 2;
    IT(tries, 1) = 3;
    for (int k = 0; k < 2; k++)
        issue_may_be_lost(&t->pack, FORUM_A, k, (const real(*)[SIM_LANES])dice, &m);
    cr_expect(IT(stage, 0) == 1 && IT(stage, 1) == 0 && IT(dropped_early, 0) == 1);
}

Test(agenda, each_issue_is_booked_by_the_medium_that_moved_it_and_the_books_add_up_to_its_way)
{
    int seen = 0, by_structure = 0;
    tiny_init(MIX_mixed, 0);
    tiny_without(MECHANISM_backtrack); /* nothing is lost, nor put up by leaders */
    tiny_without(MECHANISM_veto);
    tiny_without(MECHANISM_turnover);
    tiny_without(MECHANISM_exit);
    tiny_without(IN_PHASE_leaders);
    tiny_without(MECHANISM_ambiguity);
    for (int s = 0; s < t->w->seats; s++)
        membership_is_clear(t->now, s, 0);
    tiny_set("structure.duty", 0.2);
    tiny_set("structure.pace", 0);
    for (t->pack.month = 0; t->pack.month < 36; t->pack.month++) {
        all_phases();
        for (int k = 0; k < t->w->issues; k++)
            if (IT(stage, k) > 0 && IT(moved_back, 0) == 0) { /* nor is anybody found missing whose consent is needed */
                real books = IT(by_structure, k) + IT(by_process, k) + IT(by_participant, k);
                cr_expect(fabs((double)(books - IT(stage, k) - IT(progress, k))) < 1e-5, "issue %d: %g", k,
                          (double)books);
                seen++;
                by_structure += IT(by_structure, k) >= 1;
            }
    }
    cr_expect(seen > 30 && by_structure > 0 && by_structure < seen);
}

Test(agenda, who_has_been_helped_out_of_its_comfort_zone_accepts_what_is_further_away)
{
    for (int helped = 0; helped < 2; helped++) {
        struct means m;
        tiny_init(MIX_mixed, 0);
        tiny_set("agenda.tolerance", 0.4);
        tiny_set("agenda.care_beyond", 0);
        IT(purpose, FORUM_A) = IT(language, FORUM_A) = 0;
        IT(position, 2) = 0.2f;
        IT(salience, 2) = 1;
        IT(comfort, 2) = helped > 0 ? 0.5f : 0;
        IT(stage, 0) = 1;
        IT(place, 0) = 0.56f;
        IT(needs_second, 0) = RESOURCE_learning; /* two thirds of what organisation 2 gives */
        IT(resistance, stance_of(t->w, 2, 0)) = 1;
        m = means_of(FORUM_A);
        stances_settle(&t->pack, FORUM_A, 0, &m);
        /* 1 - 0.36 / 0.4 * 2 / 3, or where 0.6 can be reached 1 - 0.6 * 2 / 3: 0.4 and 0.6 against a yes at 0.5 */
        expect_is(m.accepts[2 * t->w->slots][0], helped > 0 ? 0.6 : 0.4);
        expect_is(IT(resistance, stance_of(t->w, 2, 0)), helped > 0 ? 0 : 0.2);
        member_moves(&t->pack, 2);
        expect_is(IT(comfort, 2), helped > 0 ? 0.475 : 0); /* habits come back at the pull of home, 0.05 */
    }
}

/* --- the weakest link --- */

Test(people, all_members_heed_the_least_committed_of_those_who_are_there)
{
    real heeded[2];
    for (int with = 0; with < 2; with++) {
        tiny_init(MIX_mixed, 0);
        tiny_without(MECHANISM_hope);
        for (int s = 0; s < 5; s++)
            IT(commitment, s) = 0.7f;
        IT(commitment, 3) = 0.1f;
        IT(filled, 3) = with;
        tiny_set("people.commitment_gain", 0.04);
        tiny_set("people.expectation", 0.3);
        IT(trust_given, 0) = IT(purpose, FORUM_A) = IT(interest, 0) = 0; /* nothing else draws the first */
        forum_members_change(&t->pack, FORUM_A);
        heeded[with] = IT(commitment, 0);
    }
    /* gain 0.04 * zeal (1 - 0.5 * 0.3) * 0.5 * (0.7 - 0.1) */
    expect_is(heeded[0] - heeded[1], 0.04 * 0.85 * 0.3);
}

/* --- the ledger of a forum --- */

Test(outcomes, a_forum_that_died_is_dead_and_others_gain_or_not_and_hurt_or_not)
{
    tiny_init(MIX_mixed, 0);
    tiny_set("fates.pain", 0.25);
    for (int gains = 0; gains < 2; gains++)
        for (int hurts = 0; hurts < 2; hurts++) {
            enum fate fate = gains ? (hurts ? FATE_hard_won_advantage : FATE_advantage)
                                   : (hurts ? FATE_painful_inertia : FATE_slow_inertia);
            IT(life, FORUM_B) = 20;
            IT(added, FORUM_A) = 0.3f;
            IT(forgone, FORUM_A) = gains ? 0.2f : 0.3f;
            IT(life, FORUM_A) = 20;
            IT(conflict_life, FORUM_A) = hurts ? 5.1f : 5;
            outcomes_finish(&t->pack);
            cr_expect(t->of_each[OUTCOME_OF_FORUM_fate][FORUM_A] == fate);
        }
    IT(first_life, FORUM_A) = 0;
    outcomes_finish(&t->pack);
    cr_expect(t->of_each[OUTCOME_OF_FORUM_fate][FORUM_A] == FATE_dead);
    cr_expect(t->outcomes[OUTCOME_dead_share] == 0.5 && t->outcomes[OUTCOME_slow_share] == 0.5);
}

Test(outcomes, the_ledger_of_a_forum_holds_its_first_months_its_net_relief_and_its_means)
{
    tiny_init(MIX_mixed, 0);
    IT(first_agreed, FORUM_A) = 7;
    IT(agreements, FORUM_A) = 3;
    IT(added, FORUM_A) = 0.3f;
    IT(forgone, FORUM_A) = 0.35f;
    IT(life, FORUM_A) = 20;
    IT(conflict_life, FORUM_A) = 5;
    IT(called_life, FORUM_A) = 40;
    IT(attended_life, FORUM_A) = 26;
    IT(first_life, FORUM_B) = 0;
    outcomes_finish(&t->pack);
    cr_expect(t->of_each[OUTCOME_OF_FORUM_first_agreed][FORUM_A] == 7);
    cr_expect(isnan(t->of_each[OUTCOME_OF_FORUM_first_delivered][FORUM_A]));
    cr_expect(t->of_each[OUTCOME_OF_FORUM_agreements][FORUM_A] == 3);
    expect_is(t->of_each[OUTCOME_OF_FORUM_net_relief][FORUM_A], -0.05);
    expect_is(t->of_each[OUTCOME_OF_FORUM_conflict][FORUM_A], 0.25);
    expect_is(t->of_each[OUTCOME_OF_FORUM_attendance][FORUM_A], 0.65);
    cr_expect(isnan(t->of_each[OUTCOME_OF_FORUM_conflict][FORUM_B]), "a forum without a life");
}

Test(users, what_a_forum_adds_is_parted_by_what_each_has_built_and_its_time_would_have_helped_alone)
{
    real gained[SIM_LANES] = { 0.06f }, missed[RESOURCES_COUNT][SIM_LANES];
    tiny_init(MIX_mixed, 0);
    t->w->forum[FORUM_B].resource = t->w->forum[FORUM_A].resource;
    tiny_set("users.complex", 0.4);
    tiny_set("users.solo_cap", 0.5);
    IT(built, FORUM_A) = 0.1f;
    IT(built, FORUM_B) = 0.3f;
    forums_gain(&t->pack, t->w->forum[FORUM_A].resource, gained);
    expect_is(IT(added, FORUM_A), 0.015);
    expect_is(IT(added, FORUM_B), 0.045);
    IT(time, 0) = 4.05f;
    IT(time, 1) = 8.1f;
    for (int r = 0; r < RESOURCES_COUNT; r++)
        missed[r][0] = 0.5f;
    forum_forgoes(&t->pack, FORUM_A, (const real(*)[SIM_LANES])missed);
    expect_is(IT(forgone, FORUM_A), 0.012); /* half of 12.15 of 405 FTE at a relief of 0.6 + 0.4 * 0.5 */
}
