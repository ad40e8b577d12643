/* test_deeds.c - what holds up an issue, which answers are possible, what they take, and what follows. */
#define TINY deeds
#include "deeds.h"

/* --- the labels of a pair --- */

Test(acts, answer_each_obstacle_in_both_modes_and_all_answers_to_it_have_the_same_numbers)
{
    int sides[OBSTACLES_COUNT][MODES_COUNT] = { 0 };
    begins(0);
    for (int a = 0; a < ACTS_COUNT; a++)
        sides[act_row[a].obstacle][act_row[a].mode]++;
    for (int o = 0; o < OBSTACLES_COUNT; o++) {
        cr_expect(sides[o][FACILITATIVE] > 0 && sides[o][DIRECTIVE] > 0, "obstacle %d", o);
        cr_expect(t->p->answers_effect[o][FACILITATIVE][0] == t->p->answers_effect[o][DIRECTIVE][0] &&
                      t->p->answers_effect[o][DIRECTIVE][0] > 0,
                  "obstacle %d", o);
    }
    cr_expect(t->p->answers_energy[FACILITATIVE][0] == t->p->answers_energy[DIRECTIVE][0]);
    cr_expect(t->p->answers_chance[FACILITATIVE][0] == t->p->answers_chance[DIRECTIVE][0]);
}

/* --- what holds up an issue --- */

/** What the lead of forum A sees, with these errors. */
static struct seen lead_looks(const real (*sight)[SIM_LANES])
{
    real given[RESOURCES_COUNT][SIM_LANES];
    struct seen seen;
    fields_are_given(&t->pack, FORUM_A, given);
    leader_looks(&t->pack, FORUM_A, (const real[SIM_LANES]){ 1 }, (const real(*)[SIM_LANES])given, sight, &seen);
    return seen;
}

/** What the lead of forum A, who sees truly, sees of issue `k`, which is so old that it matters most. */
static struct seen looks(int k)
{
    real sight[OBSTACLES_COUNT][SIM_LANES];
    struct seen seen;
    for (int o = 0; o < OBSTACLES_COUNT; o++)
        sight[o][0] = 0.5f;
    for (int other = 0; other < 3; other++)
        IT(age, other) = other == k ? 100 : 0;
    seen = lead_looks((const real(*)[SIM_LANES])sight);
    cr_expect((int)seen.issue[0] == k);
    return seen;
}
#define expect_strength(name, by_hand) expect_is(seen.strength[OBSTACLE_##name][0], by_hand)

Test(obstacles, of_an_issue_on_the_table)
{
    begins(0);
    IT(waited, 0) = 3;
    IT(against, 0) = 0.6f;
    IT(refuser, 0) = 2;
    IT(home_doubt, 0) = 0.35f;
    IT(doubtful, 0) = 5;
    IT(slowness, 0) = 0.9f;
    IT(slowest, 0) = 5;
    IT(slipping, 0) = 5;
    IT(hopeless, 0) = 1;
    IT(scarce, 0) = 0.1f;
    IT(efficiency, FORUM_A) = 0.64f;
    IT(unclear_share, FORUM_A) = 0.2f;
    struct seen seen = looks(0);
    expect_strength(not_reached, 0.75);     /* 3 / (1 + 3) */
    expect_strength(refusing_partner, 0.3); /* a no stops it wholly; 0.3 of it is said openly */
    expect_strength(hidden_aim, 0.7);
    expect_strength(line_manager, 0.35);
    expect_strength(slipping_convert, 0.24); /* 0.4 * 2 * (1 - 0.7) */
    expect_strength(hopeless_issue, 1);
    expect_strength(bad_blood, 0.36);
    expect_strength(unclear_standing, 0.2);
    expect_strength(empty_table, 1. / 3);
    expect_strength(no_authority, 0); /* what only matters later */
    expect_strength(no_effort, 0);
    expect_strength(no_means, 0);
    expect_strength(missing_partner, 0);
}

Test(obstacles, of_an_issue_that_is_agreed_and_of_one_in_work)
{
    begins(0);
    IT(slowness, 1) = 0.9f;
    IT(slowest, 1) = 5;
    IT(scarce, 1) = 0.15f;
    IT(waited, 1) = 3;
    IT(hopeless, 1) = 1;
    {
        struct seen seen = looks(1);
        expect_strength(no_authority, 0.9);
        expect_strength(not_reached, 0);
        expect_strength(no_means, 0);
        expect_strength(hopeless_issue, 1);
    }
    IT(stage, 1) = 3;
    struct seen seen = looks(1);
    expect_strength(no_authority, 0);
    expect_strength(no_effort, 0.5875); /* commitment 0.4125 */
    expect_strength(no_means, 0.85);
    expect_strength(hopeless_issue, 0);
}

Test(obstacles, a_partner_is_missing_until_it_has_taken_its_seat)
{
    struct deed deed = begins(0);
    IT(needs_second, 0) = RESOURCE_home; /* organisation 3 gives some of it, as second; organisation 4 as first */
    IT(filled, 4) = 0;
    IT(lacks, 0) = 2;
    {
        struct seen seen = looks(0);
        expect_strength(missing_partner, 1);
        deed.act = ACT_embrace;
        cr_expect(target_of(&deed) == 3);
    }
    IT(filled, 4) = 1;
    struct seen seen = looks(0);
    expect_strength(missing_partner, 0);
}

Test(obstacles, a_home_that_says_no_says_so_openly_and_a_newcomer_was_never_won_over)
{
    begins(0);
    IT(against, 0) = 0.6f;
    IT(refuser, 0) = 2;
    IT(at_home, 0) = 1;
    IT(slipping, 0) = 3; /* holds nothing */
    struct seen seen = looks(0);
    expect_strength(refusing_partner, 0.6);
    expect_strength(hidden_aim, 0);
    expect_strength(slipping_convert, 0);
}

Test(obstacles, without_an_issue_are_those_of_the_forum_alone)
{
    begins(0);
    IT(stage, 0) = IT(stage, 1) = 0;
    IT(unclear_share, FORUM_A) = 0.2f;
    struct seen seen = looks(-1);
    for (int o = 0; o < OBSTACLES_COUNT; o++)
        cr_expect((seen.strength[o][0] > 0) == (o == OBSTACLE_unclear_standing || o == OBSTACLE_empty_table));
    expect_strength(empty_table, 1);
}

static int issue_looked_at(void)
{
    real sight[OBSTACLES_COUNT][SIM_LANES] = { { 0 } };
    return (int)lead_looks((const real(*)[SIM_LANES])sight).issue[0];
}

Test(leaders, look_at_the_issue_that_is_large_near_their_aim_and_old)
{
    begins(0);
    IT(home, 0) = 0.9f;
    IT(loyalty, 0) = 1;
    IT(tenacity, 0) = 0;               /* it wants what its home wants */
    cr_expect(issue_looked_at() == 0); /* first of equals */
    IT(age, 1) = 1;
    cr_expect(issue_looked_at() == 1);
    IT(place, 0) = 0.9f; /* 1.2 against 1.2 * 0.4 * 2 */
    cr_expect(issue_looked_at() == 0);
}

/* --- which answer --- */

/** What the leader would do about an obstacle of issue 0 in a mode: number `u` of the possible answers; -1 none. */
static int answer(enum obstacle obstacle, enum act_mode mode, real u)
{
    struct deed deed = { .pack = &t->pack, .now = t->now, .w = t->w, .p = t->p, .obstacle = (int)obstacle };
    return answer_is_chosen(&deed, mode, u) ? deed.act : -1;
}

static int answers_count(enum obstacle obstacle, enum act_mode mode)
{
    bool seen[ACTS_COUNT] = { false };
    int count = 0;
    for (int i = 0; i < 64; i++) {
        int act = answer(obstacle, mode, (real)(i + 0.5) / 64);
        count += act >= 0 && !seen[act];
        seen[act < 0 ? 0 : act] = act >= 0;
    }
    return count;
}

Test(leaders, choose_among_the_possible_answers_each_as_likely_as_the_others)
{
    begins(0);
    tiny_set("processes.items", 3);
    cr_expect(answer(OBSTACLE_empty_table, FACILITATIVE, 0.49f) == ACT_pilot);
    cr_expect(answer(OBSTACLE_empty_table, FACILITATIVE, 0.51f) == ACT_spread);
    cr_expect(answer(OBSTACLE_empty_table, DIRECTIVE, 0.99f) == ACT_put_up);
}

Test(leaders, need_a_meeting_with_room_for_what_concerns_all)
{
    begins(0);
    tiny_set("processes.items", 2);
    IT(items, FORUM_A) = 1;
    cr_expect(answer(OBSTACLE_no_effort, DIRECTIVE, 0.5f) == ACT_press);
    IT(items, FORUM_A) = 2; /* a third act toward all in a meeting with two places does not happen */
    cr_expect(answer(OBSTACLE_no_effort, DIRECTIVE, 0.5f) == -1);
    IT(items, FORUM_A) = 0;
    IT(came, 0) = 0;
    cr_expect(answer(OBSTACLE_no_effort, DIRECTIVE, 0.5f) == -1);
    cr_expect(answer(OBSTACLE_not_reached, DIRECTIVE, 0.5f) == ACT_manipulate); /* needs no meeting */
}

Test(leaders, need_a_contact_this_month_for_what_concerns_one)
{
    begins(0);
    IT(slowest, 0) = 2;
    cr_expect(answer(OBSTACLE_no_authority, DIRECTIVE, 0.5f) == ACT_demand);
    IT(since, TIE_0_TO_1) = 1;
    cr_expect(answer(OBSTACLE_no_authority, DIRECTIVE, 0.5f) == -1);
    IT(slowest, 0) = 1; /* the leader itself */
    cr_expect(answer(OBSTACLE_no_authority, DIRECTIVE, 0.5f) == ACT_demand);
    IT(slowest, 0) = 4; /* nobody sits there any more */
    cr_expect(answer(OBSTACLE_no_authority, DIRECTIVE, 0.5f) == -1);
}

Test(leaders, cannot_dismiss_a_member_whom_duty_keeps_nor_themselves)
{
    begins(0);
    tiny_set("leaders.tactic", TACTIC_dismiss);
    IT(refuser, 0) = 2;
    t->w->forum[FORUM_A].origin = ORIGIN_imposed;
    cr_expect(answer(OBSTACLE_refusing_partner, DIRECTIVE, 0.5f) == -1);
    t->w->forum[FORUM_A].origin = ORIGIN_designed;
    cr_expect(answer(OBSTACLE_refusing_partner, DIRECTIVE, 0.5f) == ACT_dismiss);
    IT(refuser, 0) = 1;
    cr_expect(answer(OBSTACLE_refusing_partner, DIRECTIVE, 0.5f) == -1);
}

Test(leaders, keep_to_the_one_tactic_that_a_study_allows)
{
    static const int only[] = { [TACTIC_challenge] = ACT_challenge,
                                [TACTIC_route_around] = ACT_route_around,
                                [TACTIC_isolate] = ACT_isolate,
                                [TACTIC_reseat] = ACT_reseat,
                                [TACTIC_dismiss] = ACT_dismiss };
    begins(0);
    t->w->forum[FORUM_A].origin = ORIGIN_designed;
    IT(refuser, 0) = 2;
    IT(refused, 0) = 1;
    for (int tactic = TACTIC_any; tactic <= TACTIC_dismiss; tactic++) {
        int count;
        tiny_set("leaders.tactic", tactic);
        count = answers_count(OBSTACLE_refusing_partner, DIRECTIVE);
        cr_expect(count == (tactic == TACTIC_any ? 6 : tactic != TACTIC_keep), "tactic %d leaves %d", tactic, count);
        cr_expect(tactic < TACTIC_challenge || answer(OBSTACLE_refusing_partner, DIRECTIVE, 0.5f) == only[tactic]);
        cr_expect(answer(OBSTACLE_refusing_partner, FACILITATIVE, 0.5f) == ACT_involve);
        cr_expect(answers_count(OBSTACLE_hidden_aim, DIRECTIVE) == 1);
    }
}

Test(leaders, put_nothing_up_on_a_full_table_and_cut_no_need_that_was_not_refused)
{
    begins(0);
    tiny_set("leaders.tactic", TACTIC_route_around);
    IT(refuser, 0) = 2;
    cr_expect(answer(OBSTACLE_refusing_partner, DIRECTIVE, 0.5f) == -1);
    IT(stage, 2) = 3;
    cr_expect(answer(OBSTACLE_empty_table, FACILITATIVE, 0.5f) == -1);
}

Test(leaders, turn_to_the_member_who_stands_out)
{
    struct deed deed = begins(ACT_nurture);
    cr_expect(target_of(&deed) == 1); /* most frustrated */
    deed.act = ACT_build_trust;
    cr_expect(target_of(&deed) == 1); /* trusts the leader least */
    deed.act = ACT_sideline;
    cr_expect(target_of(&deed) == 2); /* is trusted least */
    deed.act = ACT_demand_money;
    IT(scarcest, 0) = RESOURCE_learning; /* organisations 1 and 2 give it */
    IT(time, 1) = 0.2f;
    IT(time, 2) = 0.3f;
    cr_expect(target_of(&deed) == 2);
    deed.act = ACT_clarify;
    cr_expect(target_of(&deed) == -1);
    IT(belongs, 4) = 0;
    cr_expect(target_of(&deed) == 4);
    IT(sent, 2) = IT(listed, 0) = 0; /* the leader itself counts most, and 2 more than 4 */
    cr_expect(target_of(&deed) == 2);
    deed.act = ACT_mobilise;
    cr_expect(target_of(&deed) == NOBODY_NEEDED);
}

/* --- odds and price --- */

/** Odds that the deed would have in the tiny area, where trust counts 1.5, with all luck used up. */
static double odds_of(int act, int target)
{
    struct deed deed = { .pack = &t->pack, .now = t->now, .w = t->w, .p = t->p, .act = act, .target = target };
    return leaders_odds(1, 1, 1, 1, trust_of_touched(&deed), 1, gate_of(&deed));
}

Test(acts, hang_on_the_trust_of_whom_they_touch)
{
    begins(0);
    expect_is(odds_of(ACT_demand, 1), 0.8); /* 1 + 0.3 - 0.5 */
    IT(trust_received, 0) = 1.2f;
    expect_is(odds_of(ACT_press, -1), 0.9); /* 1 + 1.2 / 3 - 0.5 */
    expect_is(odds_of(ACT_manipulate, -1), 1);
    expect_is(odds_of(ACT_demand, 0), 1); /* nobody else is touched */
}

Test(acts, hang_on_what_must_open_to_them)
{
    begins(0);
    expect_is(odds_of(ACT_embrace, 3), 0.45);    /* the manager's interest */
    expect_is(odds_of(ACT_demand_seat, 3), 0.9); /* the leader's mandate */
    expect_is(odds_of(ACT_empower, 1), 0.52);    /* 0.8 * (0.5 + 0.5 * 0.3) */
    expect_is(odds_of(ACT_challenge, 1), 0.36);  /* 0.8 * 0.45, who may decide */
    expect_is(odds_of(ACT_persist, 1), 0.5);     /* 0.8 * (0.5 + 0.5 * 0.25) */
    cr_expect(odds_of(ACT_embrace, -1) == 0 && odds_of(ACT_demand_seat, -1) == 0);
}

Test(acts, toward_ones_own_commissioner_need_the_readiness_to_challenge_it)
{
    struct deed deed = begins(ACT_challenge);
    deed.f = FORUM_B;
    deed.leader = 3;
    deed.own = 5;    /* organisation 5, a provider */
    deed.target = 8; /* organisation 0, its commissioner */
    IT(mandate, 8) = 0.6f;
    expect_is(gate_of(&deed), 0.18); /* leaders.upward is 0.3 */
    deed.target = 9;
    IT(mandate, 9) = 0.6f;
    expect_is(gate_of(&deed), 0.6);
}

/** Luck of one leader: both answers work or not, neither is found out. */
static const real (*luck_of(bool works))[SIM_LANES]
{
    static real luck[LUCK_DICE][SIM_LANES];
    for (int i = 0; i < LUCK_DICE; i++)
        luck[i][0] = works && i < 2 ? 0 : 1;
    return (const real(*)[SIM_LANES])luck;
}

/** Does an act by the lead of forum A, aimed at nobody and of this size, work with this number of chance? */
static bool works_at(enum act act, double size, double u)
{
    real luck[LUCK_DICE][SIM_LANES] = { { (real)u }, { (real)u }, { 1 }, { 1 } };
    struct deed deed = begins(act);
    deed.target = -1;
    t->p->answers_effect[deed.obstacle][act_row[act].mode][0] = (real)size;
    deed_is_done(&deed, (const real(*)[SIM_LANES])luck);
    bool worked = IT(thwarted, 0) == 0;
    return worked;
}

/* 0.495 = 0.8 * (0.5 + 0.5 * 0.5) * (0.5 + 0.5 * 0.65); of a whole act of size 0.4 times 0.4 * 0.75 */
Test(acts, that_are_whole_work_as_much_less_often_as_others_do_less_and_none_of_size_0_works)
{
    cr_expect(works_at(ACT_manipulate, 0.4, 0.494) && !works_at(ACT_manipulate, 0.4, 0.496));
    cr_expect(works_at(ACT_move_on, 0.4, 0.148) && !works_at(ACT_move_on, 0.4, 0.149));
    cr_expect(!works_at(ACT_manipulate, 0, 0) && !works_at(ACT_move_on, 0, 0));
}

Test(acts, none_is_free_and_to_be_thwarted_costs_double)
{
    for (int a = 0; a < ACTS_COUNT; a++)
        for (int works = 0; works < 2; works++) {
            struct deed deed = begins(a);
            double price;
            deed.target = a <= ACT_demand_seat ? 3 : 1;
            deed_is_done(&deed, luck_of(works));
            price = (double)t->p->answers_energy[act_row[a].mode][0] * (act_row[a].mode == DIRECTIVE ? 1.25 : 1) *
                    (works ? 1 : 2);
            expect_is(IT(energy, 0), 0.8 - price);
            cr_expect(IT(thwarted, 0) == 1 - works && IT(acts_facilitative, 0) + IT(acts_directive, 0) == 1);
            cr_expect(IT(items, FORUM_A) == (act_row[a].scope == MEETING) && IT(about, 0) == 1);
        }
}

Test(acts, do_half_as_much_by_who_has_half_the_energy_that_whole_acts_take)
{
    struct deed deed = begins(ACT_empower);
    IT(energy, 0) = 0.25f;
    deed_is_done(&deed, luck_of(true));
    expect_is(IT(mandate, 1), 0.45 + 0.4 * 0.75 * 0.5 * 0.55); /* effect 0.4, skill 0.5 */
}

Test(acts, that_push_are_booked_by_how_far_from_members_they_were_meant_to_lead)
{
    for (int act = ACT_empower; act <= ACT_demand; act++) {
        struct deed deed = begins(act);
        deed_is_done(&deed, luck_of(false));
        expect_is(IT(own_ends_sum, 0), act == ACT_demand ? 0.45 : 0); /* aim 0.9, members at 0.45 */
    }
}

/* --- what follows --- */

Test(acts, in_vain_leave_everything_as_it_was)
{
    for (int a = ACT_demand_seat + 1; a < ACTS_COUNT; a++) {
        struct deed deed = begins(a);
        deed_follows(&deed, false, false);
        expect_changes("");
    }
}

Test(acts, a_third_search_in_vain_cuts_the_need_and_what_is_attempted)
{
    struct deed deed = begins(ACT_embrace);
    deed.target = -1;
    IT(lacks, 0) = 3;
    deed_follows(&deed, false, false);
    deed_follows(&deed, false, false);
    expect_changes("lacks 1, tries 1");
    cr_expect(IT(tries, 0) == 2);
    deed_follows(&deed, false, false); /* agenda.tries is 3 */
    cr_expect(IT(needs_third, 0) == RESOURCE_care && IT(tries, 0) == 0 && IT(lacks, 0) == 0);
    expect_is(IT(extent, 0), 0.6);
}

Test(acts, that_are_covert_cost_all_trust_when_found_out_whether_they_work_or_not)
{
    struct deed deed = begins(ACT_manipulate);
    deed_follows(&deed, false, true);
    expect_is(IT(trust, TRUST_4_IN_0), 0.56); /* 0.8 * (1 - 0.3) */
    expect_changes("trust 3");
    deed = begins(ACT_press);
    deed_follows(&deed, false, true); /* in the open */
    expect_changes("");
}

Test(acts, leave_trust_and_peace_alone_where_those_mechanisms_are_left_out)
{
    struct deed deed = begins(ACT_isolate);
    tiny_without(MECHANISM_trust_loss_from_acts);
    tiny_without(MECHANISM_conflict_from_acts);
    deed_follows(&deed, true, true);
    deed.act = ACT_manipulate;
    deed.aim = 0.3f; /* it is framed where it is */
    deed_follows(&deed, true, true);
    expect_changes("isolation 1, boost 1");
}

Test(acts, give_offence_to_ones_own_commissioner_as_far_as_they_move_it_against_its_will)
{
    struct deed deed = begins(ACT_isolate);
    deed.f = FORUM_B;
    deed.leader = 3;
    deed.own = 5;    /* organisation 5, a provider */
    deed.target = 8; /* organisation 0, its commissioner */
    deed_follows(&deed, true, false);
    expect_is(IT(offence, 5), 0.4);
    deed_follows(&deed, false, false);
    expect_is(IT(offence, 5), 0.4);
    deed.act = ACT_nurture;
    deed.target = 8;
    deed_follows(&deed, true, false);
    deed.act = ACT_isolate;
    deed.target = 7; /* somebody else */
    deed_follows(&deed, true, false);
    expect_is(IT(offence, 5), 0.4);
}

/* --- the month of a leader --- */

/** The leader of forum A, who sees truly, has a month in which nothing is up but an agenda that gets to nothing.
 * Numbers of chance: pushes, both, works. */
static void leader_has_a_month(real pushes, real both, bool works)
{
    const real who[SIM_LANES] = { 1 }, luck = works ? 0 : 1;
    struct grants grants;
    real(*mode)[SIM_LANES] = t->now->dice, (*found)[SIM_LANES] = mode + CHANCE_ROWS(MODE_DICE * t->w->leaders);
    for (int i = 0; i < CHANCE_ROWS(MODE_DICE * 6) + CHANCE_ROWS(LUCK_DICE * 6) + OBSTACLES_COUNT; i++)
        t->now->dice[i][0] = 0.5f;
    mode[MODE_PUSHES][0] = pushes;
    mode[MODE_BOTH][0] = both;
    for (int i = 0; i < LUCK_DICE; i++)
        found[i][0] = i < LUCK_FOUND ? luck : 1;
    fields_are_given(&t->pack, FORUM_A, grants.fields);
    leader_leads(&t->pack, FORUM_A, 0, who, &grants);
}

static void nothing_is_reached(void)
{
    begins(0);
    tiny_set("leaders.accuracy", 1);
    tiny_set("leaders.policy", POLICY_switching);
    tiny_set("leaders.directive_share", 0.4);
    tiny_set("leaders.compound", 0.2);
    IT(efficiency, FORUM_A) = 1;
    IT(unclear_share, FORUM_A) = IT(stuck, FORUM_A) = 0;
    IT(waited, 0) = 4; /* 0.8 */
    tiny_remember();
}

Test(leaders, answer_what_holds_the_issue_up_most_and_remember_it)
{
    nothing_is_reached();
    leader_has_a_month(0.41f, 0.9f, true);
    cr_expect(IT(did_facilitative, 0) == 1 + ACT_prepare && IT(did_directive, 0) == 0);
    cr_expect(IT(obstacle, 0) == 1 + OBSTACLE_not_reached && IT(failed, 0) == 0 && IT(acted, 0) == 1);
    expect_is(IT(skill_facilitative, 0), 0.515); /* 0.5 + 0.03 * 0.5 */
    expect_is(IT(worth_facilitative, 0), 0.515); /* the same: what it seemed worth was 1 */
    cr_expect(IT(skill_directive, 0) == 0.5f && IT(worth_directive, 0) == 0.5f);
}

Test(leaders, who_switch_push_where_the_gentle_answer_to_the_same_obstacle_was_in_vain)
{
    nothing_is_reached();
    leader_has_a_month(0.41f, 0.9f, false);
    cr_expect(IT(did_facilitative, 0) == 1 + ACT_prepare && IT(failed, 0) == 1);
    leader_has_a_month(0.99f, 0.9f, false);
    cr_expect(IT(did_directive, 0) == 1 + ACT_manipulate && IT(acted, 0) == 2);
    IT(waited, 0) = 0; /* something else holds it up: the empty slot */
    leader_has_a_month(0.39f, 0.9f, false);
    cr_expect(IT(did_directive, 0) == 1 + ACT_put_up);
}

Test(leaders, do_both_in_one_act_that_takes_one_item_and_pays_both_prices)
{
    nothing_is_reached();
    tiny_set("processes.items", 1);
    IT(waited, 0) =
        0; /* what holds it up is the empty slot: pilot or spread, and put_up; slots are two and a meeting one */
    IT(stage, 1) = 0;
    leader_has_a_month(0.9f, 0.1f, true);
    cr_expect(IT(items, FORUM_A) == 1 && IT(acts_facilitative, 0) == 1 && IT(acts_directive, 0) == 1);
    cr_expect(IT(acted, 0) == 3 && IT(did_facilitative, 0) == 1 + ACT_spread && IT(did_directive, 0) == 1 + ACT_put_up);
    expect_is(IT(energy, 0), 0.8 - 0.06 - 0.06 * 1.25);
}

Test(leaders, abstain_where_nothing_is_worth_the_battle)
{
    nothing_is_reached();
    tiny_set("leaders.battles", 0.81);
    leader_has_a_month(0.41f, 0.9f, true);
    expect_changes("abstained 1");
}

Test(leaders, abstain_where_what_is_called_for_has_no_occasion)
{
    nothing_is_reached();
    IT(came, 0) = 0;
    tiny_remember();
    leader_has_a_month(0.41f, 0.9f, true);
    expect_changes("abstained 1");
}

/* --- who acts --- */

/** Four members of forum A: the lead, to whom initiative is granted as 2, and three others with 1, 1 and, in seat 4, 0;
 * somebody acts in four months of ten. */
static struct grants initiative_of(real (*to)[SIM_LANES], enum initiative initiative)
{
    struct grants grants = { .to = to };
    begins(0);
    tiny_set("leaders.initiative", initiative);
    tiny_set("leaders.policy", POLICY_fixed);
    tiny_set("leaders.acts", 0.4);
    for (int s = 0; s < 5; s++) {
        IT(influence, s) = s == 0 ? 2 : s == 4 ? 0 : 1;
        IT(mandate, s) = 1;
    }
    return grants;
}

/** Seat that takes a place with number `u` of chance, or -1. */
static int who_takes(struct grants *grants, real u)
{
    real who[SIM_LANES];
    initiative_is_granted(&t->pack, FORUM_A, grants);
    place_is_taken(&t->pack, 0, (const real[SIM_LANES]){ u }, grants, who);
    return (int)who[0] - 1;
}

Test(leaders, are_any_members_as_far_as_initiative_is_granted)
{
    real to[5][SIM_LANES];
    struct grants grants = initiative_of(to, INITIATIVE_distributed);
    /* of 0.4 a half is the lead's, a quarter 1's and 2's each */
    cr_expect(who_takes(&grants, 0.19f) == 0 && who_takes(&grants, 0.21f) == 1);
    cr_expect(who_takes(&grants, 0.29f) == 1 && who_takes(&grants, 0.31f) == 2);
    cr_expect(who_takes(&grants, 0.39f) == 2 && who_takes(&grants, 0.41f) == -1);
    IT(mandate, 0) = 0; /* a half of 2 */
    cr_expect(who_takes(&grants, 0.14f) == 1 && who_takes(&grants, 0.13f) == 0);
    IT(energy, 1) = 0.25f; /* half of what all takes: 1, 0.5 and 1 */
    cr_expect(who_takes(&grants, 0.159f) == 0 && who_takes(&grants, 0.161f) == 1);
    cr_expect(who_takes(&grants, 0.239f) == 1 && who_takes(&grants, 0.241f) == 2);
}

Test(leaders, are_the_lead_alone_in_a_heroic_regime_and_every_second_time_in_a_shared_one)
{
    real to[5][SIM_LANES];
    struct grants grants = initiative_of(to, INITIATIVE_heroic);
    cr_expect(who_takes(&grants, 0.39f) == 0 && who_takes(&grants, 0.41f) == -1);
    tiny_set("leaders.initiative", INITIATIVE_shared);
    /* 0.2 is the lead's own; of the rest a half again, then 1 and 2 */
    cr_expect(who_takes(&grants, 0.29f) == 0 && who_takes(&grants, 0.31f) == 1);
    cr_expect(who_takes(&grants, 0.36f) == 2);
}

Test(leaders, who_are_away_or_gone_pass_their_acts_on_to_others)
{
    real to[5][SIM_LANES];
    struct grants grants = initiative_of(to, INITIATIVE_heroic);
    IT(away, 0) = 2;
    cr_expect(who_takes(&grants, 0.19f) == 1 && who_takes(&grants, 0.21f) == 2);
    IT(away, 0) = IT(filled, 0) = 0;
    cr_expect(who_takes(&grants, 0.19f) == 1 && who_takes(&grants, 0.21f) == 2);
    IT(away, 1) = 1;
    cr_expect(who_takes(&grants, 0.01f) == 2 && who_takes(&grants, 0.39f) == 2);
    IT(away, 2) = IT(away, 4) = 1;
    cr_expect(who_takes(&grants, 0.01f) == -1);
}

Test(leaders, who_are_named_and_have_no_time_leave_their_own_acts_undone_and_others_theirs_not)
{
    real to[5][SIM_LANES];
    struct grants grants = initiative_of(to, INITIATIVE_distributed);
    tiny_set("leaders.first_present", 0.25); /* of the lead's 0.2 a quarter */
    cr_expect(who_takes(&grants, 0.049f) == 0 && who_takes(&grants, 0.051f) == -1);
    cr_expect(who_takes(&grants, 0.19f) == -1 && who_takes(&grants, 0.21f) == 1);
    tiny_set("leaders.initiative", INITIATIVE_heroic);
    cr_expect(who_takes(&grants, 0.099f) == 0 && who_takes(&grants, 0.101f) == -1);
    cr_expect(who_takes(&grants, 0.39f) == -1);
}

Test(leaders, begin_as_many_acts_in_a_forum_as_a_month_has_and_no_more)
{
    real to[5][SIM_LANES], who[SIM_LANES];
    struct grants grants = initiative_of(to, INITIATIVE_heroic);
    tiny_set("leaders.acts", 1.25); /* the first surely, the second in one month of four */
    initiative_is_granted(&t->pack, FORUM_A, &grants);
    for (int l = 0; l < 3; l++)
        for (int i = 0; i < 8; i++) {
            real u = (real)(i + 0.5) / 8;
            place_is_taken(&t->pack, l, (const real[SIM_LANES]){ u }, &grants, who);
            cr_expect(who[0] == (l == 0 || (l == 1 && u < 0.25f)), "place %d", l);
        }
}

Test(leaders, act_as_often_in_a_small_forum_as_in_a_large_one)
{
    for (int members = 2; members <= 4; members++) {
        real to[5][SIM_LANES];
        struct grants grants = initiative_of(to, INITIATIVE_distributed);
        IT(filled, 1) = members > 2;
        IT(filled, 4) = members > 3;
        cr_expect(who_takes(&grants, 0.399f) >= 0 && who_takes(&grants, 0.401f) == -1);
        IT(alive, FORUM_A) = 0;
        cr_expect(who_takes(&grants, 0.1f) == -1);
    }
}

Test(leaders, are_counted_by_who_they_are_and_spend_their_own_energy)
{
    nothing_is_reached();
    leader_has_a_month(0.41f, 0.9f, true);
    cr_expect(IT(led, 0) == 1 && IT(acts_first, 0) == 1);
    expect_is(IT(energy, 0), 0.74);
    cr_expect(IT(energy, 1) == 0.8f && IT(led, 1) == 0);
}
