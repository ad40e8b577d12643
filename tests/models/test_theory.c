/* test_theory.c - what must be true of whole runs if the program is the theory. */
#include <math.h>
#include <string.h>

#include "../../models/world.h"
#include "whole.h"

static bool same_history(const struct whole *w, long a, long b, enum history history)
{
    size_t bytes = (size_t)w->study.months * sizeof(float);
    return memcmp(whole_history(w, a, history), whole_history(w, b, history), bytes) == 0;
}

WHOLE_OF(alone);
TestSuite(agenda, .fini = end);
TestSuite(leaders, .fini = end);

/* --- the area without collaboration --- */

Test(alone, is_the_same_to_the_bit_whatever_forums_and_leaders_do)
{
    whole_init(&w,
               "%smonths: 60\nreplicates: 16\ncontext.funding.council: { path: [[0, 1], [36, 0.6]] }\narms:\n"
               "  as_it_is: {}\n"
               "  no_forums: { without: [collaboration] }\n"
               "  challenge: { leaders: { tactic: challenge, policy: fixed, directive_share: 1, upward: 1 } }\n"
               "  nobody_leads: { leaders.policy: none }\n"
               "  all_time: { organisations.joint_share: 0.5 }\n",
               rich_area());
    for (long r = 0; r < 16; r++)
        for (int arm = 1; arm < 5; arm++) {
            long a = whole_run(&w, r, 0, 0), b = whole_run(&w, r, 0, arm);
            cr_expect(same_history(&w, a, b, HISTORY_relief_alone), "replicate %ld, arm %s", r, w.study.arms[arm].name);
            cr_expect(!same_history(&w, a, b, HISTORY_relief), "arm %s does nothing at all", w.study.arms[arm].name);
        }
}

Test(alone, without_forums_relief_is_that_of_the_area_alone_and_nobody_sits_anywhere)
{
    whole_init(&w, "%smonths: 60\nreplicates: 8\nwithout: [collaboration]\n", rich_area());
    for (long r = 0; r < 8; r++) {
        const float *relief = whole_history(&w, r, HISTORY_relief), *alone = whole_history(&w, r, HISTORY_relief_alone);
        cr_expect(memcmp(relief, alone, 60 * sizeof(float)) == 0);
        cr_expect(whole_outcome(&w, r, OUTCOME_synergy) == 0 && whole_outcome(&w, r, OUTCOME_delivered) == 0);
        for (int month = 0; month < 60; month++)
            cr_expect(whole_history(&w, r, HISTORY_seats)[month] == 0 &&
                      whole_history(&w, r, HISTORY_joint_time)[month] == 0);
    }
}

/* --- the books --- */

static double total(const struct sim_replay *replay, int state)
{
    double sum = 0;
    for (int row = 0; row < sim_replay_rows(replay, state); row++)
        sum += sim_replay_value(replay, state, row);
    return sum;
}

/** How far all issues have come, and what of their movement can no longer be seen: fallen back, or delivered (4
 * stages). */
static double movement_seen(const struct sim_replay *replay)
{
    return total(replay, STATE_stage) + total(replay, STATE_progress) + total(replay, STATE_moved_back) +
           4 * total(replay, STATE_delivered);
}

Test(agenda, movement_booked_to_the_three_media_is_what_issues_are_seen_to_move_month_by_month)
{
    /* nothing is dropped here, and no forum dies */
    whole_read(&w, "%smonths: 60\nagenda.drop: 0\nanswers.effect.hopeless_issue.directive: 0\nstructure.birth: 0\n",
               rich_area());
    for (long r = 0; r < 4; r++) {
        struct sim_replay replay;
        whole_replay(&w, r, &replay);
        double booked = 0;
        for (int month = 0; month < 60; month++) {
            sim_replay_month(&replay);
            booked = total(&replay, STATE_moved_structure) + total(&replay, STATE_moved_process) +
                     total(&replay, STATE_moved_participant);
            cr_expect(fabs(booked - movement_seen(&replay)) < 1e-5 * (1 + booked), "month %d: %g booked, %g seen",
                      month, booked, movement_seen(&replay));
        }
        cr_expect(total(&replay, STATE_dropped) == 0 && booked > 20 && total(&replay, STATE_delivered) > 3);
        sim_replay_free(&replay);
    }
}

Test(agenda, shares_of_the_media_add_up_to_all_movement_and_none_is_nothing)
{
    whole_init(&w, "replicates: 64\n");
    for (long r = 0; r < 64; r++) {
        double structure = whole_outcome(&w, r, OUTCOME_moved_by_structure),
               process = whole_outcome(&w, r, OUTCOME_moved_by_process);
        double participant = whole_outcome(&w, r, OUTCOME_moved_by_participant);
        cr_expect(fabs(structure + process + participant - 1) < 1e-6);
        cr_expect(whole_outcome(&w, r, OUTCOME_moved_facilitative) + whole_outcome(&w, r, OUTCOME_moved_directive) +
                      whole_outcome(&w, r, OUTCOME_moved_by_outsiders) <
                  participant + 1e-6);
    }
    cr_expect(whole_mean(&w, 0, OUTCOME_moved_by_structure) > 0.1 &&
                  whole_mean(&w, 0, OUTCOME_moved_by_process) > 0.1 &&
                  whole_mean(&w, 0, OUTCOME_moved_by_participant) > 0.1,
              "%g %g %g", whole_mean(&w, 0, OUTCOME_moved_by_structure), whole_mean(&w, 0, OUTCOME_moved_by_process),
              whole_mean(&w, 0, OUTCOME_moved_by_participant));
}

Test(agenda, a_medium_that_is_left_out_moves_nothing)
{
    static const enum outcome moved[] = { OUTCOME_moved_by_structure,   OUTCOME_moved_by_process,
                                          OUTCOME_moved_by_participant, OUTCOME_moved_by_outsiders,
                                          OUTCOME_moved_facilitative,   OUTCOME_moved_directive };
    whole_init(&w,
               "%smonths: 48\nreplicates: 8\narms:\n  all: {}\n"
               "  structure: { without: [structure_leads] }\n  processes: { without: [processes_lead] }\n"
               "  participants: { without: [participants_lead, outsiders, facilitative_acts, directive_acts] }\n"
               "  outsiders: { without: [outsiders] }\n  facilitative: { without: [facilitative_acts] }\n"
               "  directive: { without: [directive_acts] }\n",
               rich_area());
    for (int i = 0; i < 6; i++) {
        const char *name = w.study.arms[i + 1].name;
        cr_expect(whole_mean(&w, 0, moved[i]) > 0.003, "%s move %g with all", name, whole_mean(&w, 0, moved[i]));
        cr_expect(whole_mean(&w, i + 1, moved[i]) == 0, "%s move %g without", name, whole_mean(&w, i + 1, moved[i]));
    }
}

/* --- who acts --- */

/** One month in which every act and every meeting is looked at; counts acts, and places in which nobody acts. */
static void nobody_acts_who_is_not_there(struct sim_replay *replay, long *acts, long *empty)
{
    const struct world *area = replay->world;
    sim_replay_begin(replay);
    for (int phase = 0; phase < PHASES_COUNT; phase++) {
        sim_replay_phase(replay, phase);
        for (int l = 0; phase == IN_PHASE_leaders && l < area->leaders; l++) {
            double did =
                sim_replay_value(replay, STATE_did_facilitative, l) + sim_replay_value(replay, STATE_did_directive, l);
            int who = (int)sim_replay_value(replay, STATE_who, l) - 1;
            double filled = who < 0 ? 0 : sim_replay_value(replay, STATE_filled, who);
            double alive = sim_replay_value(replay, STATE_alive, l / LEADERS_A_FORUM);
            *acts += did > 0;
            *empty += who < 0 || alive == 0;
            cr_expect(did == 0 || (filled == 1 && alive == 1), "leader %d of the area acts from an empty seat", l);
        }
        for (int s = 0; phase == IN_PHASE_trust && s < area->seats; s++) {
            double there = sim_replay_value(replay, STATE_came, s) + sim_replay_value(replay, STATE_contacts, s);
            cr_expect(there == 0 || sim_replay_value(replay, STATE_filled, s) == 1, "seat %d is empty and meets others",
                      s);
        }
    }
}

Test(leaders, nobody_acts_or_meets_from_an_empty_seat)
{
    long acts = 0, empty = 0;
    whole_read(&w, "%smonths: 84\nstructure: { exit: 0.3, pace: 0 }\npeople.frustration_gain: 0.2\n", rich_area());
    for (long r = 0; r < 4; r++) {
        struct sim_replay replay;
        whole_replay(&w, r, &replay);
        for (int month = 0; month < 84; month++)
            nobody_acts_who_is_not_there(&replay, &acts, &empty);
        sim_replay_free(&replay);
    }
    cr_expect(acts > 100 && empty > 100, "%ld acts, %ld places without any", acts, empty);
}

Test(leaders, who_never_act_by_policy_by_budget_or_by_want_of_acts_leave_the_same_history)
{
    whole_init(&w,
               "%smonths: 48\nreplicates: 16\nleaders.battles: 0\narms:\n  by_policy: { leaders.policy: none }\n  "
               "by_budget: { leaders.acts: 0 }\n"
               "  of_no_acts: { without: [facilitative_acts, directive_acts] }\n",
               rich_area());
    for (long r = 0; r < 16; r++)
        for (int arm = 1; arm < 3; arm++)
            cr_expect(whole_same(&w, whole_run(&w, r, 0, 0), whole_run(&w, r, 0, arm)), "replicate %ld, arm %s", r,
                      w.study.arms[arm].name);
}

/** A study in which acts take nothing and never work, searches in vain cut no need, and meetings have room for all that
 * acts take up. */
static const char *acts_in_vain(void)
{
    return "processes.items: 12\nagenda.tries: 20\nanswers.energy: { facilitative: 0, directive: 0 }\n"
           "answers.chance: { facilitative: 0, directive: 0 }\n";
}

/* Energy is counted by who has acted. Nothing is found out, a year holds fewer searches in vain than cut a need, and
 * skill is learnt only by what works. */
Test(leaders, change_the_area_through_their_acts_alone)
{
    static const enum history all_but_acts[] = { HISTORY_synergy,    HISTORY_trust,     HISTORY_conflict,
                                                 HISTORY_commitment, HISTORY_delivered, HISTORY_moved_participant,
                                                 HISTORY_exits,      HISTORY_hope };
    whole_init(&w,
               "%s%smonths: 12\nreplicates: 16\nwithout: [trust_loss_from_acts]\narms:\n"
               "  in_vain: {}\n  none: { leaders.policy: none }\n",
               rich_area(), acts_in_vain());
    for (long r = 0; r < 16; r++) {
        long a = whole_run(&w, r, 0, 0), b = whole_run(&w, r, 0, 1);
        for (size_t i = 0; i < sizeof all_but_acts / sizeof all_but_acts[0]; i++)
            cr_expect(same_history(&w, a, b, all_but_acts[i]), "%s", collaboration.histories[all_but_acts[i]].name);
        cr_expect(whole_outcome(&w, a, OUTCOME_thwarted) == 1 && isnan(whole_outcome(&w, b, OUTCOME_thwarted)));
    }
}
