/* test_events.c - what a run is told to have been agrees with its own books, event by event. */
#include <math.h>

#include "../../sim/run/watch.h"
#include "whole.h"

enum { MONTHS = 96, MEDIA = 3 };

/** Events of one run, counted as they come; fields by their place in events.def. */
struct count {
    double of[EVENTS_COUNT];
    double acts[2], in_vain;    /* by mode */
    double moved[MEDIA];        /* of issues that came to an end: delivered or dropped */
    double months, least, most; /* of delivered ones: months in hand; stages that they were moved */
};

enum {
#define FIELD(name, ...)        FIELD_##name,
#define FIELD_CHOICE(name, ...) FIELD_##name,
#include "../../models/events.def"
};

static void hear(void *context, const struct sim_happening *event)
{
    struct count *self = context;
    const double *said = event->fields;
    double moved = 0;

    self->of[event->occasion] += 1;
    if (event->occasion == EVENT_act) {
        self->acts[(int)said[FIELD_mode]] += 1;
        self->in_vain += said[FIELD_result] == 0;
    }
    for (int i = 0; i < MEDIA; i++) {
        moved += said[FIELD_by_structure + i];
        if (event->occasion == EVENT_delivered || event->occasion == EVENT_dropped) {
            self->moved[i] += said[FIELD_by_structure + i];
        }
    }
    if (event->occasion == EVENT_delivered) {
        self->months += said[FIELD_months];
        self->least = fmin(self->least, moved);
        self->most = fmax(self->most, moved);
    }
}

static double state(const struct sim_watch *watch, enum state which, int row)
{
    return sim_watch_state(watch)[which][row];
}

/** A run of the rich area from its first month to its last. */
static void whole_watch(const struct whole *w, struct sim_run run, struct sim_watch *watch, struct count *count)
{
    struct sim_errors errors = { 0 };
    *count = (struct count){ .least = INFINITY };
    cr_assert(sim_watch_init(watch, &w->plan, run, &errors) == SIM_OK);
    for (int month = 0; month < MONTHS; month++) {
        sim_watch_month(watch);
        sim_watch_happened(watch, hear, count);
    }
}

#define counted(what, expected)                                                                                        \
    cr_expect((what) == (expected), "replicate %ld: %s is %g, and %g by the books", r, #what, (double)(what),          \
              (double)(expected))

WHOLE_OF(events);

Test(events, of_acts_issues_and_seats_are_as_many_as_the_run_itself_has_counted)
{
    double seen[EVENTS_COUNT] = { 0 };
    whole_read(
        &w,
        "%smonths: 96\ncontext.funding.council: { path: [[0, 1], [36, 0.4]] }\nstructure.exit: 0.05\n"
        "leaders.directive_share: 0.6\nstructure.birth: 0.3\norganisations.diversity: 1\nagenda.tolerance: 0.2\n"
        "arms:\n  dismiss: { leaders.tactic: dismiss }\n  reseat: { leaders.tactic: reseat }\n"
        "  merge: { forums.trio.present: { path: [[0, false], [7, true]] }, forums.network.joins: hub,\n"
        "           forums.network.merged: { path: [[0, false], [24, true]] }, agenda.raise: 0.03, processes.hub: 0 "
        "}\n",
        rich_area());
    for (long r = 0; r < 12; r++) {
        struct sim_watch watch;
        struct count n;
        whole_watch(&w, (struct sim_run){ .replicate = r, .arm = (int)(r % 3) }, &watch, &n);
        counted(n.acts[FACILITATIVE], state(&watch, STATE_acts_facilitative, 0));
        counted(n.acts[DIRECTIVE], state(&watch, STATE_acts_directive, 0));
        counted(n.in_vain, state(&watch, STATE_thwarted, 0));
        counted(n.of[EVENT_raised], state(&watch, STATE_raised, 0));
        counted(n.of[EVENT_delivered], state(&watch, STATE_delivered, 0));
        counted(n.of[EVENT_dropped], state(&watch, STATE_dropped, 0));
        counted(n.of[EVENT_fell_back], state(&watch, STATE_backtracks, 0));
        counted(n.of[EVENT_agreed], state(&watch, STATE_agreed, 0));
        counted(n.of[EVENT_ratified], state(&watch, STATE_ratified, 0));
        counted(n.of[EVENT_sent_back], state(&watch, STATE_sent_back, 0));
        cr_expect(n.of[EVENT_wore_out] <=
                  state(&watch, STATE_worn_out, 0)); /* who leaves in that month is not told of */
        counted(n.of[EVENT_dismissed], state(&watch, STATE_dismissals, 0));
        counted(n.of[EVENT_dismissed] + n.of[EVENT_reseated] + n.of[EVENT_gave_up], state(&watch, STATE_exits, 0));
        for (int i = 0; i < EVENTS_COUNT; i++)
            seen[i] += n.of[i];
        sim_watch_free(&watch);
    }
    for (int i = 0; i < EVENTS_COUNT; i++)
        cr_expect(seen[i] > 0, "no event of kind %d in the area in which everything can happen", i);
}

Test(events, and_issues_still_in_hand_hold_all_movement_of_each_medium)
{
    whole_read(&w, "%smonths: 96\n", rich_area());
    for (long r = 0; r < 6; r++) {
        struct sim_watch watch;
        struct count n;
        whole_watch(&w, (struct sim_run){ .replicate = r }, &watch, &n);
        for (int k = 0; k < sim_replay_rows(&watch.replay, STATE_stage); k++)
            for (int i = 0; i < MEDIA && state(&watch, STATE_stage, k) > 0; i++)
                n.moved[i] += state(&watch, STATE_by_structure + (enum state)i, k);
        for (int i = 0; i < MEDIA; i++) {
            double booked = state(&watch, STATE_moved_structure + (enum state)i, 0);
            cr_expect(booked > 1 && fabs(n.moved[i] - booked) < 1e-5 * booked, "medium %d: %g told, %g booked", i,
                      n.moved[i], booked);
        }
        sim_watch_free(&watch);
    }
}

Test(events, of_delivery_tell_of_four_stages_and_no_more_where_nothing_comes_back)
{
    /* raised, agreed, ratified, delivered: each is a stage, whoever moves it; 0.00001 of one may be lacking at each of
     * the three that are worked for. Nothing falls back, no home says no, nobody leaves or is forgotten and no leader
     * changes anything.
     */
    whole_read(&w,
               "%smonths: 96\nwithout: [backtrack, veto, turnover, exit, ambiguity]\nleaders.policy: "
               "none\nstructure.pace: 0\n",
               rich_area());
    for (long r = 0; r < 4; r++) {
        struct sim_watch watch;
        struct count n;
        whole_watch(&w, (struct sim_run){ .replicate = r }, &watch, &n);
        cr_expect(n.of[EVENT_delivered] > 3 && n.least > 3.9999 && n.most < 4.0001, "%g to %g stages", n.least, n.most);
        cr_expect(n.months <= state(&watch, STATE_months_in_hand, 0));
        sim_watch_free(&watch);
    }
}
