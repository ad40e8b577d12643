/* test_deeds.c - what follows an act: success, failure and being found out; its price; who may do what to whom. */
#define TINY deeds
#include "deeds.h"

/* --- what follows --- */

static void fails(struct tiny *t, int act, int target, bool found)
{
    struct deed deed = begins(t, act);
    deed.target = target;
    deed_follows(&deed, false, found);
}

Test(failures, that_are_wasted_leave_nothing)
{
    struct tiny tiny, *t = &tiny;
    fails(t, ACT_nurture, 1, true);
    expect_changes(t, "");
    tiny_free(t);
}

Test(failures, that_offend_hurt_the_target_or_at_home_the_managers_interest)
{
    struct tiny tiny, *t = &tiny;
    fails(t, ACT_involve, 1, true);
    expect_is(IT(conflict, 1), 0.4); /* 0.25 + 0.2 * 0.75 */
    expect_changes(t, "conflict 1");
    tiny_free(t);
    fails(t, ACT_manage_manager, -1, true);
    expect_is(IT(interest, 0), 0.24); /* 0.6 * (1 - 3 * 0.2) */
    expect_changes(t, "interest 1");
    tiny_free(t);
}

Test(failures, that_disappoint_take_hope_from_all)
{
    struct tiny tiny, *t = &tiny;
    fails(t, ACT_pilot, -1, true);
    expect_is(IT(hope, 1), 0.48);
    expect_changes(t, "hope 4");
    tiny_free(t);
}

Test(failures, that_inflame_hurt_all_half_as_much)
{
    struct tiny tiny, *t = &tiny;
    fails(t, ACT_press, -1, true);
    expect_is(IT(conflict, 1), 0.325); /* 0.25 + 0.1 * 0.75 */
    expect_changes(t, "conflict 4");
    tiny_free(t);
}

Test(failures, of_covert_acts_cost_trust_only_when_found_out)
{
    struct tiny tiny, *t = &tiny;
    fails(t, ACT_manipulate, -1, false);
    expect_changes(t, "");
    tiny_free(t);
    fails(t, ACT_manipulate, -1, true);
    expect_is(IT(trust, TRUST_4_IN_0), 0.32); /* 0.8 * (1 - 3 * 0.2) */
    expect_changes(t, "trust 3");
    tiny_free(t);
}

Test(failures, leave_trust_and_peace_alone_where_those_mechanisms_are_left_out)
{
    struct tiny tiny, *t = &tiny;
    struct deed deed = begins(t, ACT_manipulate);
    deed.conflicts = deed.distrusts = false;
    deed_follows(&deed, false, true);
    deed.act = ACT_involve;
    deed_follows(&deed, false, true);
    deed.act = ACT_press;
    deed_follows(&deed, false, true);
    expect_changes(t, "");
    tiny_free(t);
}

Test(acts, that_work_stir_conflict_in_whom_they_touch_and_a_fifth_of_it_in_who_watches)
{
    struct tiny tiny, *t = &tiny;
    struct deed deed = begins(t, ACT_route_around);
    deed_follows(&deed, true, true);
    expect_is(IT(conflict, 1), 0.4);   /* 0.25 + 0.2 * 0.75 */
    expect_is(IT(conflict, 4), 0.424); /* 0.4 + 0.04 * 0.6 */
    cr_expect(IT(conflict, 0) == 0.1f);
    expect_changes(t, "bypass 1, conflict 3");
    tiny_free(t);
}

Test(acts, that_are_covert_and_work_stir_nothing_but_can_still_be_found_out)
{
    struct tiny tiny, *t = &tiny;
    struct deed deed = begins(t, ACT_manipulate);
    deed_follows(&deed, true, false);
    expect_changes(t, "push_directive 1, place 1");
    deed_follows(&deed, true, true);
    expect_changes(t, "push_directive 1, trust 3, place 1");
    tiny_free(t);
}

Test(acts, that_push_ones_own_commissioner_give_offence_whether_they_work_or_not)
{
    for (int worked = 0; worked < 2; worked++) {
        struct tiny tiny, *t = &tiny;
        struct deed deed = begins(t, ACT_route_around);
        deed.f = FORUM_B;
        deed.leader = 3;
        deed.own = 5;    /* organisation 5, a provider */
        deed.target = 8; /* organisation 0, its commissioner */
        deed_follows(&deed, worked, false);
        expect_is(IT(offence, 5), 0.4);
        deed.act = ACT_involve;
        IT(offence, 5) = 0;
        deed_follows(&deed, worked, false);
        cr_expect(IT(offence, 5) == 0);
        tiny_free(t);
    }
}

/* --- the price --- */

/** A view in which seat 1 stands out for every target and the empty seat 3 for itself; no act is called for. */
static void seat_one_stands_out(struct view *view)
{
    *view = (struct view){ 0 };
    for (int target = 0; target < MEMBERS_COUNT; target++)
        view->aim[target][0] = target == EMPTY_SEAT ? 3 : 1;
    view->stuck_issue[0] = 1;
    for (int a = 0; a < ACTS_COUNT; a++)
        view->urge[a][0] = -9;
    view->challenge[0] = view->persist[0] = -9;
}

/** The act that a leader who sees truly would choose, -1 none. */
static int chosen(struct tiny *t, int own, int mode, struct view *view)
{
    real sight[ACTS_COUNT][SIM_LANES] = { { 0 } };
    index32 act[SIM_LANES];
    tiny_set(t, "leaders.accuracy", 1);
    leader_aims(&t->pack, t->w->seat[own].forum, own, mode, view);
    leader_chooses_act(&t->pack, own, mode, (const real(*)[SIM_LANES])sight, view, act);
    return act[0];
}

Test(acts, none_is_free_whether_it_works_or_not)
{
    for (int a = 0; a < ACTS_COUNT; a++)
        for (int worked = 0; worked < 2; worked++) {
            struct tiny tiny, *t = &tiny;
            struct deed deed = begins(t, a);
            real luck[LUCK_DICE][SIM_LANES] = { { worked ? 0 : 1 }, { worked ? 0 : 1 }, { 1 }, { 1 }, { 1 } };
            leader_acts(&deed, (const real(*)[SIM_LANES])luck, 1, true);
            /* unease is 0.25, and a leader of bravery 0.5 pays a quarter more for failing */
            double price = t->p->acts_energy[a][0] * (1 + act_row[a].unease * 0.25) * (worked ? 1 : 1.25);
            expect_is(IT(energy, 0), 0.8 - price);
            expect_is(IT(time, 0), 0.5 * (1 - t->p->acts_time[a][0]));
            cr_expect(price > 0.04 && IT(time, 0) < 0.5f, "act %d", a);
            cr_expect(IT(thwarted, 0) == 1 - worked && IT(acts_facilitative, 0) + IT(acts_directive, 0) == 1);
            tiny_free(t);
        }
}

Test(acts, that_push_are_booked_by_how_far_from_members_they_were_meant_to_lead)
{
    for (int act = ACT_involve; act == ACT_involve || act == ACT_challenge; act += ACT_challenge - ACT_involve) {
        struct tiny tiny, *t = &tiny;
        struct deed deed = begins(t, act);
        real luck[LUCK_DICE][SIM_LANES] = { { 1 }, { 1 }, { 1 }, { 1 }, { 1 } };
        leader_acts(&deed, (const real(*)[SIM_LANES])luck, 1, true);
        expect_is(IT(own_ends_sum, 0), act == ACT_challenge ? 0.45 : 0); /* aim 0.9, members at 0.45 */
        tiny_free(t);
    }
}

Test(acts, none_is_free_anywhere_in_its_plausible_range)
{
    for (int i = 0; i < collaboration.params.count; i++) {
        const struct sim_param *param = &collaboration.params.list[i];
        if (strncmp(param->name, "acts.energy.", 12) == 0 || strncmp(param->name, "acts.time.", 10) == 0) {
            cr_expect(param->from > 0, "%s", param->name);
        }
    }
}

/** A month of the first leader of forum A in both modes: involve and persist seem called for, and both work. */
static void leader_does_both(struct tiny *t, bool facilitative, bool directive)
{
    begins(t, 0);
    struct view view;
    real acts[2][SIM_LANES] = { { facilitative }, { directive } };
    int luck = CHANCE_ROWS(2 * t->w->seats) + CHANCE_ROWS(MODE_DICE * t->w->leaders);

    seat_one_stands_out(&view);
    view.top[0] = 0.9f;
    view.urge[ACT_involve][0] = view.persist[0] = 0.9f;
    tiny_set(t, "leaders.accuracy", 1);
    IT(interest, 0) = 1; /* no need to manage one's manager */
    for (int i = 0; i < LUCK_DICE; i++)
        t->now->dice[luck + i][0] = i < 2 ? 0 : 1;
    tiny_remember(t);
    leader_does(&t->pack, FORUM_A, 0, &view, (const real(*)[SIM_LANES])acts);
}

Test(acts, a_compound_act_pays_both_prices_and_saves_only_a_quarter_of_the_meetings)
{
    struct tiny tiny, *t = &tiny;
    leader_does_both(t, true, true);
    expect_is(IT(energy, 0), 0.8 - 0.075 - 0.09 * 1.125);               /* unease: persist has half of it */
    expect_is(IT(time, 0), 0.5 * (1 - 0.75 * 0.15) * (1 - 0.75 * 0.1)); /* involve 0.15, persist 0.1 of the month */
    cr_expect(IT(did_facilitative, 0) == 1 + ACT_involve && IT(did_directive, 0) == 1 + ACT_persist &&
              IT(acted, 0) == 3);
    cr_expect(IT(acts_facilitative, 0) == 1 && IT(acts_directive, 0) == 1);
    tiny_free(t);
}

Test(acts, a_compound_act_does_what_its_two_acts_do_one_after_the_other)
{
    struct tiny both, *t = &both;
    leader_does_both(t, true, true);
    /* strength: involve 0.25 * 0.75, persist 0.15 * 0.75; aim a quarter of the way from 0.3 * home + 0.7 * 0.9 to the
     * cause, 0.32 */
    double aim = 0.75 * (0.3 * (double)IT(home, 0) + 0.63) + 0.08, after = 0.2 + 0.5 * 0.1875 * (aim - 0.2);
    expect_is(IT(position, 1), after + 0.1125 * (aim - after));
    tiny_free(t);
    leader_does_both(t, true, false);
    expect_is(IT(position, 1), after);
    expect_is(IT(time, 0), 0.5 * 0.85);
    tiny_free(t);
}

/* --- who may do what to whom --- */

Test(leaders, abstain_where_nothing_seems_worth_the_battle)
{
    struct tiny tiny, *t = &tiny;
    struct view view;
    begins(t, 0);
    seat_one_stands_out(&view);
    tiny_set(t, "leaders.battles", 0.37);
    view.urge[ACT_challenge][0] = 0.36f;
    cr_expect(chosen(t, 0, DIRECTIVE, &view) == -1);
    view.urge[ACT_challenge][0] = 0.38f;
    cr_expect(chosen(t, 0, DIRECTIVE, &view) == ACT_challenge);
    cr_expect(chosen(t, 0, FACILITATIVE, &view) == -1);
    tiny_free(t);
}

Test(leaders, cannot_dismiss_a_member_whom_duty_keeps_in_an_imposed_forum)
{
    for (int f = FORUM_A; f <= FORUM_B; f++) { /* A is imposed, B has emerged */
        struct tiny tiny, *t = &tiny;
        struct view view;
        begins(t, ACT_dismiss);
        seat_one_stands_out(&view);
        view.urge[ACT_dismiss][0] = view.urge[ACT_isolate][0] = 0.9f;
        view_forbids(&t->pack, f, &view);
        cr_expect((view.urge[ACT_dismiss][0] > 0) == (f == FORUM_B) && view.urge[ACT_isolate][0] > 0);
        tiny_free(t);
    }
}

Test(leaders, act_on_nobody_if_they_themselves_stand_out)
{
    struct tiny tiny, *t = &tiny;
    struct view view;
    begins(t, ACT_nurture);
    seat_one_stands_out(&view);
    view.urge[ACT_nurture][0] = 0.9f;
    cr_expect(chosen(t, 0, FACILITATIVE, &view) == ACT_nurture);
    cr_expect(chosen(t, 1, FACILITATIVE, &view) == -1);
    tiny_free(t);
}

Test(leaders, turn_to_no_issue_that_another_has_given_up_this_month)
{
    struct tiny tiny, *t = &tiny;
    struct view view;
    begins(t, ACT_manipulate);
    seat_one_stands_out(&view);
    view.urge[ACT_manipulate][0] = 0.9f;
    view.urge[ACT_move_on][0] = 0.8f;
    cr_expect(chosen(t, 0, DIRECTIVE, &view) == ACT_manipulate);
    IT(stage, 0) = 0;
    cr_expect(chosen(t, 0, DIRECTIVE, &view) == ACT_move_on);
    IT(stage, 1) = 0;
    cr_expect(chosen(t, 0, DIRECTIVE, &view) == -1);
    tiny_free(t);
}

Test(leaders, build_trust_with_who_trusts_them_least)
{
    struct tiny tiny, *t = &tiny;
    index32 distant[SIM_LANES];
    begins(t, ACT_build_trust);
    aim_at_distant(&t->pack, FORUM_A, 0, distant);
    cr_expect(distant[0] == 1);
    IT(trust, TRUST_4_IN_0) = 0.29f;
    aim_at_distant(&t->pack, FORUM_A, 0, distant);
    cr_expect(distant[0] == 4);
    tiny_free(t);
}

Test(leaders, challenge_their_own_commissioner_only_as_far_as_they_are_ready_to)
{
    struct tiny tiny, *t = &tiny;
    struct view view;
    begins(t, ACT_challenge);
    seat_one_stands_out(&view);
    view.challenge[0] = 0.5f;
    view.aim[BLOCKER][0] = 8; /* organisation 0, which commissions organisation 5, whose seat 5 is leader 3's */
    leader_urges(&t->pack, 3, &view);
    expect_is(view.urge[ACT_challenge][0], 0.15); /* leaders.upward is 0.3 */
    view.aim[BLOCKER][0] = 9;
    leader_urges(&t->pack, 3, &view);
    expect_is(view.urge[ACT_challenge][0], 0.5);
    tiny_free(t);
}

Test(leaders, find_raising_it_again_more_called_for_the_more_tenacious_they_are)
{
    struct tiny tiny, *t = &tiny;
    struct view view;
    begins(t, ACT_persist);
    seat_one_stands_out(&view);
    view.persist[0] = view.urge[ACT_isolate][0] = 0.4f;
    leader_urges(&t->pack, 0, &view);
    expect_is(view.urge[ACT_persist][0], 0.5); /* a tenacity of 0.25 */
    expect_is(view.urge[ACT_isolate][0], 0.4);
    tiny_free(t);
}

Test(leaders, keep_to_the_one_tactic_against_blockers_that_a_study_allows)
{
    static const int against[] = { ACT_challenge, ACT_route_around, ACT_isolate, ACT_reseat,
                                   ACT_dismiss,   ACT_strip_away,   ACT_persist };
    for (int tactic = TACTIC_any; tactic <= TACTIC_dismiss; tactic++) {
        struct tiny tiny, *t = &tiny;
        struct view view;
        int left = 0, only = -1;
        begins(t, 0);
        tiny_set(t, "leaders.tactic", tactic);
        for (int a = 0; a < ACTS_COUNT; a++)
            view.urge[a][0] = 0.5f;
        view_forbids(&t->pack, FORUM_B, &view);
        for (int i = 0; i < 7; i++)
            if (view.urge[against[i]][0] > 0) {
                left++;
                only = against[i];
            }
        cr_expect(left == (tactic == TACTIC_any    ? 7
                           : tactic == TACTIC_keep ? 0
                                                   : 1),
                  "tactic %d leaves %d", tactic, left);
        cr_expect(tactic < TACTIC_challenge || only == against[tactic - TACTIC_challenge], "tactic %d", tactic);
        cr_expect(view.urge[ACT_involve][0] > 0 && view.urge[ACT_demand][0] > 0);
        tiny_free(t);
    }
}
