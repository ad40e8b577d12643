/* test_table.c - two levels: what the table hears and agrees, what homes say to it, and the promises of effort that
 * follow; on a tiny area. Forum A decides by majority; its five members hold care to home, each the field of its
 * number, and the last holds livelihood too. */
#define TINY table
#include "tiny.h"

/** What a forum brings to its agenda; in the scratch of the pack. */
static struct means means_of(int f)
{
    struct means m;
    means_of_forum(&t->pack, f, t->now->dice, &m);
    return m;
}

/** An area in which three issues are on the table of forum A, and all its members say yes to them. */
static struct means all_say_yes(void)
{
    tiny_init(MIX_mixed, 0);
    IT(meets, FORUM_A) = 1;
    for (int s = 0; s < 5; s++) {
        IT(came, s) = IT(influence, s) = 1;
        IT(listed, s) = IT(belongs, s) = IT(sent, s) = 1;
        IT(position, s) = 0.5f;
    }
    for (int k = 0; k < 3; k++) {
        IT(stage, k) = 1;
        IT(place, k) = 0.5f;
        IT(extent, k) = 1;
        IT(needs_second, k) = RESOURCE_health;
        IT(needs_third, k) = RESOURCE_learning;
    }
    return means_of(FORUM_A);
}

/** Resistance of a member to an issue. */
#define RESISTS(s, k) IT(resistance, stance_of(t->w, s, k))

/* --- the order of the table --- */

Test(table, hears_what_has_waited_longest_and_no_more_than_a_meeting_has_room_for)
{
    struct means m = all_say_yes();
    tiny_set("processes.items", 3);
    IT(items, FORUM_A) = 1; /* a leader has taken one of three */
    IT(waited, 0) = 2;
    IT(waited, 1) = 5;
    IT(waited, 2) = 2;
    table_is_ordered(&t->pack, FORUM_A, &m);
    cr_expect(m.heard[0][0] == 1 && m.heard[1][0] == 1 && m.heard[2][0] == 0, "the first of equals");
    cr_expect(IT(waited, 0) == 0 && IT(waited, 1) == 0 && IT(waited, 2) == 3);
}

Test(table, puts_duties_and_what_leaders_have_moved_up_before_others)
{
    struct means m = all_say_yes();
    tiny_set("processes.items", 1);
    tiny_set("structure.first", 6);
    IT(waited, 0) = 3;
    IT(boost, 1) = 4;
    IT(by_structure, 2) = 1;
    table_is_ordered(&t->pack, FORUM_A, &m);
    cr_expect(m.heard[2][0] == 1 && m.heard[0][0] == 0 && m.heard[1][0] == 0);
    table_is_ordered(&t->pack, FORUM_A, &m);
    cr_expect(m.heard[2][0] == 1, "a duty that has just been heard");
    tiny_without(MECHANISM_structure_leads);
    table_is_ordered(&t->pack, FORUM_A, &m);
    cr_expect(m.heard[1][0] == 1);
}

Test(table, of_a_fabric_hears_everything_and_no_table_does_where_nobody_meets)
{
    struct means m = all_say_yes();
    tiny_set("processes.items", 1);
    t->w->forum[FORUM_A].governance = GOVERNANCE_fabric;
    table_is_ordered(&t->pack, FORUM_A, &m);
    cr_expect(m.heard[0][0] == 1 && m.heard[1][0] == 1 && m.heard[2][0] == 1);
    IT(meets, FORUM_A) = 0;
    table_is_ordered(&t->pack, FORUM_A, &m);
    cr_expect(m.heard[0][0] == 0 && IT(waited, 0) == 1);
}

/* --- a hearing --- */

/** Issue 0 is heard. */
static void hear(struct means *m)
{
    for (int k = 0; k < 3; k++)
        m->heard[k][0] = k == 0;
    issues_are_heard(&t->pack, FORUM_A, m);
}

Test(table, members_persuade_whom_they_stand_near_by_the_trust_that_it_has_in_them)
{
    struct means m = all_say_yes();
    const struct world_forum *forum = &t->w->forum[FORUM_A];
    tiny_set("agenda.persuade", 0.6);
    tiny_set("agenda.confidence", 0.35);
    RESISTS(4, 0) = 0.4f;
    IT(position, 4) = 0.8f;
    IT(openness, 4) = 0.4f;
    IT(position, 1) = 0.4f; /* too far off to be listened to */
    IT(came, 2) = 0;
    for (int j = 0; j < 4; j++)
        IT(trust, tie_of(forum, 4, j)) = 0.5f + 0.1f * (real)j;
    hear(&m);
    expect_is(RESISTS(4, 0), 0.2635); /* 0.4 - 0.6 * 0.7 * (0.5 + 0.8) / 4 */
    cr_expect(IT(won_over, 0) == 0 && IT(held, stance_of(t->w, 4, 0)) == 0);
}

Test(table, who_has_no_resistance_left_is_won_over_and_counts_for_others_from_the_next_hearing_on)
{
    struct means m = all_say_yes();
    const struct world_forum *forum = &t->w->forum[FORUM_A];
    tiny_set("agenda.persuade", 4);
    IT(came, 2) = IT(came, 3) = 0;
    IT(position, 4) = 0.8f;
    IT(position, 0) = 0.2f; /* the last member listens to none but the second */
    RESISTS(1, 0) = RESISTS(4, 0) = 0.05f;
    IT(trust, tie_of(forum, 1, 0)) = IT(trust, tie_of(forum, 4, 1)) = 0.5f;
    hear(&m);
    cr_expect(RESISTS(1, 0) == 0 && IT(held, stance_of(t->w, 1, 0)) == 1 && IT(won_over, 0) == 1);
    cr_expect(RESISTS(4, 0) == 0.05f);
    hear(&m);
    cr_expect(RESISTS(4, 0) == 0 && IT(won_over, 0) == 2);
}

/** Who votes under a rule, with one of five members this much against it. */
static void vote(enum rule rule, real against)
{
    struct means m = all_say_yes();
    t->w->forum[FORUM_A].rule = rule;
    tiny_set("agenda.persuade", 0);
    RESISTS(3, 0) = against;
    hear(&m);
}

Test(table, one_who_is_wholly_against_stops_consensus_and_no_vote)
{
    static const enum rule rules[] = { RULE_majority, RULE_three_quarters, RULE_consensus };
    for (int i = 0; i < 3; i++) {
        vote(rules[i], 0.6f);
        expect_is(IT(support, 0), 0.8);
        cr_expect(IT(passes, 0) == (rules[i] != RULE_consensus));
        cr_expect(IT(refuser, 0) == (rules[i] == RULE_consensus ? 1 + 3 : 0));
        expect_is(IT(against, 0), rules[i] == RULE_consensus ? 0.6 : 0);
        cr_expect(IT(pairs_heard, 0) == 10 && IT(pairs_apart, 0) == 4);
        vote(rules[i], 0.5f);
        cr_expect(IT(passes, 0) == 1, "against, but not wholly");
    }
}

/* --- homes --- */

Test(ratification, a_home_that_says_no_sends_back_what_the_table_has_agreed)
{
    struct means m = all_say_yes();
    tiny_set("agenda.yes", 0.5);
    tiny_set("agenda.tolerance", 0.4);
    tiny_set("agenda.care_beyond", 0);
    tiny_set("organisations.home_doubt", 0.5);
    tiny_set("people.conflict_gain", 0.2);
    for (int i = 0; i < 8; i++) {
        IT(home, i) = 0.5f;
        IT(interest, i) = 1;
    }
    stances_settle(&t->pack, FORUM_A, 0, &m);
    IT(home, 1) = 0.3f; /* health: cares by 2 / 3 * 0.2 / 0.4 */
    IT(interest, 1) = 0.2f;
    IT(mandate, 1) = 0.1f;
    IT(stage, 0) = 2;
    IT(commitment, 0) = 0.7f;
    homes_decide(&t->pack, FORUM_A, 0, (real[SIM_LANES]){ 1 }, (real[SIM_LANES]){ 0.1f }, &m);
    /* 0.1 * 1 + 0.9 * 2 / 3 * (1 - 0.5 * 0.8) = 0.46 */
    cr_expect(IT(stage, 0) == 1 && IT(progress, 0) == 0.5f && IT(sent_back, 0) == 1 && IT(tries, 0) == 1);
    cr_expect(IT(refused, 0) == 2 && IT(refuser, 0) == 1 + 1 && IT(at_home, 0) == 1);
    expect_is(IT(against, 0), 0.08); /* 1 - 0.46 / 0.5 */
    expect_is(IT(conflict, 0), 0.14);
}

Test(ratification, a_mandate_decides_at_the_table_and_whose_home_has_been_gone_over_is_not_asked)
{
    for (int way = 0; way < 3; way++) {
        struct means m = all_say_yes();
        for (int i = 0; i < 8; i++)
            IT(interest, i) = 0;
        tiny_set("organisations.home_doubt", 1);
        stances_settle(&t->pack, FORUM_A, 0, &m);
        IT(stage, 0) = 2;
        for (int s = 0; s < 5; s++)
            IT(mandate, s) = way == 0 ? 1 : 0.1f;
        IT(over, 0) = way == 1;
        if (way == 2) {
            tiny_without(MECHANISM_veto);
        }
        homes_decide(&t->pack, FORUM_A, 0, (real[SIM_LANES]){ 1 }, (real[SIM_LANES]){ 0.1f }, &m);
        cr_expect(IT(stage, 0) == 3 && IT(ratified, 0) == 1);
    }
}

/* --- promises --- */

/** Issue 0 is ratified, where the members have this effort and all accept wholly. */
static struct means ratify(real effort)
{
    struct means m = all_say_yes();
    tiny_set("agenda.work", 9);
    tiny_set("agenda.longest", 36);
    IT(efficiency, FORUM_A) = 0.5f;
    IT(said, FORUM_A) = IT(feigned, FORUM_A) = 0;
    stances_settle(&t->pack, FORUM_A, 0, &m);
    for (int s = 0; s < 5; s++) {
        m.effort[s][0] = effort;
        m.willing[s][0] = effort;
        m.accepts[s * 3][0] = 1;
    }
    IT(stage, 0) = 3;
    promises_are_made(&t->pack, FORUM_A, 0, 0, effort, &m);
    return m;
}

Test(promises, are_what_each_would_give_to_the_fields_needed_for_the_months_that_the_work_seems_to_take)
{
    ratify(0.08f); /* 0.5 * 9 * 0.08 = 0.36 stages a month: three months */
    cr_expect(IT(due, 0) == 3);
    expect_is(IT(promised, 0), 0.16); /* 0.08 * 2 / 3 * 3 */
    expect_is(IT(promised, stance_of(t->w, 2, 0)), 0.16);
    cr_expect(IT(promised, stance_of(t->w, 3, 0)) == 0, "it gives safety and home, which are not needed");
}

Test(promises, that_fall_short_are_judged_once_when_they_are_due)
{
    struct means m = ratify(0.08f);
    real worked[SIM_LANES] = { 1 }, delivered[SIM_LANES] = { 0 };
    tiny_set("trust.forgiven", 0.25);
    tiny_set("people.understanding", 0.5);
    IT(openness, 1) = 0.4f;
    for (int month = 1; month <= 4; month++) {
        for (int s = 0; s < 5; s++)
            m.willing[s][0] = s == 1 ? 0.04f : 0.07f;
        promises_are_worked(&t->pack, FORUM_A, 0, &m);
        promises_fall_due(&t->pack, FORUM_A, 0, worked, delivered, &m);
        cr_expect(IT(promises, 0) == (month < 3 ? 0 : 3) && IT(broken, 0) == (month < 3 ? 0 : 1));
    }
    expect_is(IT(broke, 1), 0.5);
    cr_expect(IT(kept, 0) == 1 && IT(broke, 0) == 0, "an eighth is forgiven");
    expect_is(m.blame[0], 0.4); /* 0.5 * (1 - 0.5 * 0.4) */
}

Test(promises, of_what_is_delivered_before_they_are_due_are_kept)
{
    struct means m = ratify(0.08f);
    real worked[SIM_LANES] = { 1 }, delivered[SIM_LANES] = { 1 };
    promises_are_worked(&t->pack, FORUM_A, 0, &m);
    promises_fall_due(&t->pack, FORUM_A, 0, worked, delivered, &m);
    cr_expect(IT(promises, 0) == 3 && IT(broken, 0) == 0 && m.blame[0] == 0);
}

Test(promises, load_whoever_gives_them_up_to_all_its_effort)
{
    struct means m = ratify(0.08f);
    promises_are_worked(&t->pack, FORUM_A, 0, &m);
    expect_is(IT(load, 0), 2.0 / 3); /* 0.16 / 3 / 0.08 */
    cr_expect(IT(load, 3) == 0);
    promises_are_worked(&t->pack, FORUM_A, 0, &m);
    cr_expect(IT(load, 0) == 1);
}

/* --- what holds issues up --- */

Test(holdups, name_the_first_field_that_nobody_gives_the_slowest_the_most_doubtful_and_the_scarcest)
{
    struct means m = all_say_yes();
    struct needed needed;
    IT(filled, 4) = 0;
    IT(needs_third, 0) = RESOURCE_livelihood;
    tiny_set("agenda.care_beyond", 0);
    for (int i = 0; i < 8; i++) {
        IT(home, i) = 0.5f;
        IT(interest, i) = 1;
    }
    IT(interest, 1) = 0.2f;
    IT(mandate, 1) = 0.3f;
    m = means_of(FORUM_A);
    stances_settle(&t->pack, FORUM_A, 0, &m);
    for (int s = 0; s < 4; s++)
        m.effort[s][0] = 0.1f;
    tiny_set("organisations.home_doubt", 0.9);
    issue_is_supplied(&t->pack, FORUM_A, 0, &m, &needed);
    holdups_are_found(&t->pack, FORUM_A, 0, &m);
    cr_expect(IT(lacks, 0) == 3 && IT(scarcest, 0) == RESOURCE_livelihood && IT(scarce, 0) == 0);
    cr_expect(IT(doubtful, 0) == 1 + 1);
    expect_is(IT(home_doubt, 0), 0.308); /* 0.7 * (1 - (1 - 0.9 * 0.8) / 0.5) */
    expect_is(IT(slowness, 0), 1 - (double)min(m.speed[0][0], m.speed[1][0]));
    holdups_are_found(&t->pack, FORUM_A, 0, &m);
    IT(stage, 0) = 0;
    holdups_are_found(&t->pack, FORUM_A, 0, &m);
    cr_expect(IT(lacks, 0) == 0 && IT(doubtful, 0) == 0 && IT(slowness, 0) == 0 && IT(scarce, 0) == 1);
}

Test(holdups, an_issue_is_hopeless_where_no_place_would_suit_all_who_are_needed)
{
    for (int apart = 0; apart < 2; apart++) {
        struct means m = all_say_yes();
        tiny_set("agenda.yes", 0.5);
        tiny_set("agenda.tolerance", 0.3);
        tiny_set("agenda.care_beyond", 0);
        IT(purpose, FORUM_A) = IT(language, FORUM_A) = 0;
        for (int s = 0; s < 5; s++)
            IT(salience, s) = 1;
        /* each cares by 2 / 3 and says yes within 0.3 * 0.5 * 3 / 2 = 0.225 */
        IT(position, 0) = 0.3f;
        IT(position, 1) = apart ? 0.76f : 0.74f;
        m = means_of(FORUM_A);
        holdups_are_found(&t->pack, FORUM_A, 0, &m);
        cr_expect(IT(hopeless, 0) == apart);
    }
}

Test(holdups, who_was_won_over_and_holds_least_is_slipping)
{
    struct means m = all_say_yes();
    IT(held, stance_of(t->w, 1, 0)) = 0.7f;
    IT(held, stance_of(t->w, 2, 0)) = 0.6f;
    IT(held, stance_of(t->w, 3, 0)) = 0.5f; /* does not hold any more */
    IT(held, stance_of(t->w, 4, 0)) = 0.6f;
    holdups_are_found(&t->pack, FORUM_A, 0, &m);
    cr_expect(IT(slipping, 0) == 1 + 2);
}

/* --- movement --- */

Test(work, of_what_the_table_talks_through_is_agreed_only_where_the_rule_is_met)
{
    for (int passes = 0; passes < 2; passes++) {
        struct means m = all_say_yes();
        m.heard[0][0] = 1;
        IT(progress, 0) = 0.999f;
        IT(passes, 0) = passes;
        t->pack.month = 6;
        issue_advances(&t->pack, FORUM_A, 0, &m);
        cr_expect(IT(stage, 0) == 1 + passes && IT(agreed, 0) == passes);
        cr_expect(IT(agreements, FORUM_A) == passes && IT(first_agreed, FORUM_A) == 7 * passes);
        expect_is(IT(progress, 0), passes ? 0 : 1);
    }
}

Test(work, is_as_fast_as_the_scarcest_field_allows_and_stands_still_where_one_is_missing)
{
    struct means m = all_say_yes();
    tiny_set("agenda.work", 9);
    tiny_set("users.early_cost", 0);
    tiny_without(MECHANISM_structure_leads);
    tiny_without(MECHANISM_processes_lead);
    tiny_without(MECHANISM_outsiders);
    IT(stage, 0) = 3;
    means_count_issues(&t->pack, FORUM_A, &m);
    stances_settle(&t->pack, FORUM_A, 0, &m);
    IT(efficiency, FORUM_A) = 0.5f;
    for (int s = 0; s < 5; s++)
        m.effort[s][0] = s == 1 ? 0.02f : 0.09f;
    m.accepts[0][0] = m.accepts[3][0] = m.accepts[6][0] = 1;
    issue_advances(&t->pack, FORUM_A, 0, &m);
    /* health: 0.02 * 2 / 3 + 0.09 / 3 = 0.13 / 3; 0.5 * 9 * 0.13 / 3 */
    expect_is(IT(progress, 0), 0.195);
    expect_is(IT(moved_participant, 0), 0.195);
    m.effort[0][0] = m.effort[1][0] = 0;
    issue_advances(&t->pack, FORUM_A, 0, &m);
    expect_is(IT(progress, 0), 0.195);
    cr_expect(IT(still, 0) == 1);
}
