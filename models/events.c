/* events.c - what happened in the months of one run, told as events (J3). Each event is found by comparing the state of
 * two months. */
#include "events.h"

#include <math.h>

#include "theory.h"
#include "world.h"

/* A step is read off sums of single precision, which may be wrong by a ten thousandth after a long run. */
#define NEARLY 0.9999

/** The state at the end of two months, and the callback that takes each event. */
struct month {
    const struct world *w;
    const double *const *before, *const *now;
    sim_report callback;
    void *context;
};

#define WAS(name, row) (m->before[STATE_##name][row])
#define IS(name, row)  (m->now[STATE_##name][row])

/** What is said of an event. */
enum field {
#define FIELD(name, unit, low, high, meaning) FIELD_##name,
#define FIELD_CHOICE(name, words, meaning)    FIELD_##name,
#include "events.def"
    FIELDS_COUNT
};

static const struct {
    enum act_mode mode;
    enum obstacle obstacle;
    enum act_medium medium;
} acts[ACTS_COUNT] = {
#define ACT(name, mode, obstacle, medium, ...) { mode, OBSTACLE_##obstacle, medium },
#include "acts.def"
};

/** Fields without values. */
#define NO_FIELDS(fields)                                                                                              \
    double fields[FIELDS_COUNT];                                                                                       \
    for (int i = 0; i < FIELDS_COUNT; i++)                                                                             \
    fields[i] = (double)NAN

static void report(const struct month *m, enum occasion occasion, int entity, int other, const double *fields)
{
    m->callback(m->context, &(struct sim_happening){ (int)occasion, entity, other, fields });
}

/** An event without fields. */
static void report_plain(const struct month *m, enum occasion occasion, int entity, int other)
{
    NO_FIELDS(fields);
    report(m, occasion, entity, other, fields);
}

static void context_events(const struct month *m)
{
    NO_FIELDS(fields);
    if (IS(turbulence, 0) > 0) {
        fields[FIELD_size] = IS(turbulence, 0);
        report(m, EVENT_surprise, 0, -1, fields);
    }
    for (int s = 0; s < SECTORS_COUNT; s++)
        if (IS(anger, s) > 0) {
            report_plain(m, EVENT_anger, s, -1);
        }
}

static void organisation_events(const struct month *m)
{
    NO_FIELDS(fields);
    for (int o = 0; o < m->w->organisations; o++) {
        int commissioner = m->w->organisation[o].commissioner;
        if (IS(reorganising, o) > WAS(reorganising, o)) {
            fields[FIELD_months] = IS(reorganising, o);
            report(m, EVENT_reorganised, o, -1, fields);
        }
        if (commissioner >= 0 && IS(contract, o) != WAS(contract, o)) {
            report_plain(m, IS(contract, o) > 0 ? EVENT_contract_won : EVENT_contract_lost, o, commissioner);
        }
    }
}

/** The same person as a month ago sits there. */
static bool seat_is_kept(const struct month *m, int s)
{
    return WAS(filled, s) > 0 && IS(filled, s) > 0 && IS(tenure, s) > WAS(tenure, s);
}

/** Number of the issue that an act is about, counted from 1 in its forum; NAN where it answers what holds up all. */
static double issue_of_act(const struct month *m, int leader, int act)
{
    enum obstacle obstacle = acts[act].obstacle;
    bool of_all =
        obstacle == OBSTACLE_bad_blood || obstacle == OBSTACLE_unclear_standing || obstacle == OBSTACLE_empty_table;
    return of_all ? (double)NAN : ((int)IS(about, leader) - 1) % m->w->slots + 1;
}

/** `did` and `at` as the state holds them: 0 for none, otherwise 1 and the act or seat. Nobody else is told of where
 * the leader turns to itself. */
static void act_event(const struct month *m, int leader, double did, double at, bool worked)
{
    NO_FIELDS(fields);
    int own = (int)IS(who, leader) - 1;
    if (did > 0) {
        int act = (int)did - 1;
        fields[FIELD_act] = fields[FIELD_story] = act;
        fields[FIELD_obstacle] = acts[act].obstacle;
        fields[FIELD_mode] = acts[act].mode;
        fields[FIELD_medium] = acts[act].medium;
        fields[FIELD_result] = worked;
        fields[FIELD_issue] = issue_of_act(m, leader, act);
        report(m, EVENT_act, own, (int)at - 1 == own ? -1 : (int)at - 1, fields);
    }
}

static void leader_events(const struct month *m)
{
    for (int l = 0; l < m->w->leaders; l++) {
        act_event(m, l, IS(did_facilitative, l), IS(at_facilitative, l), IS(worked_facilitative, l) > 0);
        act_event(m, l, IS(did_directive, l), IS(at_directive, l), IS(worked_directive, l) > 0);
    }
}

/** Somebody has no energy left to lead, or has recovered. */
static void energy_events(const struct month *m, int s)
{
    NO_FIELDS(fields);
    if (IS(away, s) > WAS(away, s)) {
        fields[FIELD_months] = IS(away, s);
        report(m, EVENT_wore_out, s, -1, fields);
    } else if (WAS(away, s) > 0 && IS(away, s) == 0 && seat_is_kept(m, s)) {
        report_plain(m, EVENT_came_back, s, -1);
    }
}

/** An issue at the beginning of a month: as it was, or as it was put up in this month. */
struct beginning {
    bool is_new;
    double stage, progress, moved[3]; /* by structure, process, participants */
};

static void issue_event(const struct month *m, enum occasion occasion, int k, const double moved[3], double months,
                        double medium)
{
    NO_FIELDS(fields);
    fields[FIELD_medium] = fields[FIELD_carrier] = medium;
    fields[FIELD_months] = months;
    for (int i = 0; i < 3; i++)
        fields[FIELD_by_structure + i] = moved[i];
    if (occasion == EVENT_raised) {
        fields[FIELD_first] = IS(needs_first, k);
        fields[FIELD_second] = IS(needs_second, k);
        fields[FIELD_third] = IS(needs_third, k);
    }
    report(m, occasion, k, -1, fields);
}

/** The medium that has the largest part in a movement. */
static int largest(const double part[3])
{
    int medium = STRUCTURE;
    for (int i = PROCESS; i <= PARTICIPANT; i++)
        medium = part[i] > part[medium] ? i : medium;
    return medium;
}

/** What was agreed comes back to the table: a leader has changed it, or somebody who was asked says no. */
static void issue_comes_back(const struct month *m, int k, struct beginning *from)
{
    NO_FIELDS(fields);
    if (from->stage == 2 && !from->is_new && IS(place, k) != WAS(place, k)) {
        report_plain(m, EVENT_reopened, k, -1);
        from->stage = 1;
        from->progress = 0;
    } else if (from->stage == 2 && IS(stage, k) < 2 && IS(refused, k) > 0) {
        fields[FIELD_refusal] = IS(at_home, k);
        report(m, EVENT_sent_back, k, (int)IS(refuser, k) - 1, fields);
        from->stage = 1;
        from->progress = -INFINITY; /* it has been as far as it got */
    } else if (IS(missing, k) > 0) {
        report_plain(m, EVENT_missed, k, (int)IS(missing, k) - 1);
    }
}

/** Somebody leaves, and takes a consent or a cause along; or who stands in the way at the table is another than before.
 */
static void issue_meets_members(const struct month *m, int k, const struct beginning *from, double step)
{
    bool heard = from->stage == 1 && from->progress >= 0 && IS(stage, k) == 1 && IS(waited, k) == 0;
    bool other = from->is_new || IS(refuser, k) != WAS(refuser, k);

    if (heard && IS(refuser, k) > 0 && other) {
        report_plain(m, EVENT_opposed, k, (int)IS(refuser, k) - 1);
    }
    if (!from->is_new && IS(stage, k) > 0 && WAS(champion, k) > 0 && IS(champion, k) == 0) {
        report_plain(m, EVENT_orphaned, k, (int)WAS(champion, k) - 1);
    } else if (from->stage == 2 && IS(stage, k) == 2 && IS(progress, k) == 0 && from->progress + step > 0 &&
               from->progress + step <= NEARLY) {
        report_plain(m, EVENT_lapsed, k, -1);
    }
    if (!from->is_new && IS(stage, k) > 0 && IS(extent, k) < WAS(extent, k)) {
        report_plain(m, EVENT_cut, k, -1);
    }
}

/** Has it got to the next stage? What is on the table has to be heard and to pass as well; nearly there is not there,
 * and then its progress stays, where it otherwise begins again from 0. */
static bool stage_is_reached(const struct month *m, int k, const struct beginning *from, double step)
{
    bool passes = from->stage > 1 ? IS(missing, k) == 0 : IS(passes, k) > 0 && IS(waited, k) == 0;
    bool stays = IS(stage, k) == from->stage && IS(progress, k) > 0.5;
    return from->progress + step > NEARLY && passes && !stays;
}

/** What became of an issue that was in hand: it reached the next stage, and may have fallen back or been dropped. */
static void issue_goes_on(const struct month *m, int k, struct beginning *from, const double moved[3])
{
    static const enum occasion reached[] = { EVENT_agreed, EVENT_ratified, EVENT_delivered };
    double part[3], step = 0, is = IS(stage, k), stage;

    for (int i = 0; i < 3; i++)
        step += part[i] = moved[i] - from->moved[i];
    issue_comes_back(m, k, from);
    issue_meets_members(m, k, from, step);
    stage = from->stage;
    if (stage_is_reached(m, k, from, step)) {
        issue_event(m, reached[(int)stage - 1], k, moved, IS(age, k), largest(part));
        stage += 1;
    }
    if (stage < 4 && is < stage) {
        issue_event(m, is > 0 ? EVENT_fell_back : EVENT_dropped, k, moved, IS(age, k), (double)NAN);
    }
}

/** Members who were won over to an issue, or no longer hold to it though it has not been moved. */
static void stance_events(const struct month *m, int k, bool is_new)
{
    const struct world_forum *forum = &m->w->forum[k / m->w->slots];
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        int x = s * m->w->slots + k % m->w->slots;
        double before = is_new ? 0 : WAS(held, x);
        if (before <= 0.5 && IS(held, x) > 0.5) {
            report_plain(m, EVENT_won_over, s, k);
        } else if (before > 0.5 && IS(held, x) <= 0.5 && seat_is_kept(m, s) && IS(place, k) == WAS(place, k)) {
            report_plain(m, EVENT_slipped, s, k);
        }
    }
}

/** A slot of an agenda: what was in it goes on, or is given up and makes room for something new in the same month. */
static void slot_events(const struct month *m, int k)
{
    const double moved[3] = { IS(by_structure, k), IS(by_process, k), IS(by_participant, k) };
    struct beginning from = {
        false, WAS(stage, k), WAS(progress, k), { WAS(by_structure, k), WAS(by_process, k), WAS(by_participant, k) }
    };
    bool is_new = IS(stage, k) > 0 && (from.stage == 0 || IS(age, k) <= WAS(age, k));

    if (is_new && from.stage > 0) {
        issue_event(m, EVENT_dropped, k, from.moved, WAS(age, k), (double)NAN);
    }
    if (is_new && IS(age, k) > 1) {
        from = (struct beginning){ true, 1, 0, { moved[0], moved[1], moved[2] } };
        report_plain(m, EVENT_taken_over, k, -1);
    } else if (is_new) { /* whoever raises it moves it by one stage; what came on top is less */
        from = (struct beginning){ .is_new = true, .stage = 1 };
        from.moved[largest(moved)] = 1;
        issue_event(m, EVENT_raised, k, moved, IS(age, k), largest(moved));
    }
    if (from.stage > 0 && !(IS(stage, k) == 0 && IS(age, k) == 0)) { /* a slot that goes over is left cleared */
        issue_goes_on(m, k, &from, moved);
    }
    if (IS(stage, k) > 0) {
        stance_events(m, k, is_new);
    }
}

/** Who has brought in a seat's organisation this month: seat of a leader, or -1. */
static int who_brought_in(const struct month *m, int s)
{
    int first = m->w->seat[s].forum * LEADERS_A_FORUM;
    for (int l = first; l < first + LEADERS_A_FORUM; l++)
        if ((IS(did_facilitative, l) == ACT_embrace + 1 && IS(worked_facilitative, l) > 0 &&
             IS(at_facilitative, l) == s + 1) ||
            (IS(did_directive, l) == ACT_demand_seat + 1 && IS(worked_directive, l) > 0 &&
             IS(at_directive, l) == s + 1)) {
            return (int)IS(who, l) - 1;
        }
    return -1;
}

/** A promise of the member fell due, and it had given less. */
static void promise_events(const struct month *m, int s)
{
    NO_FIELDS(fields);
    if (IS(broke, s) > 0) {
        fields[FIELD_shortfall] = 100 * IS(broke, s);
        report(m, EVENT_broke, s, -1, fields);
    }
}

/** Seat of its organisation in forum `f`, or -1. */
static int seat_in(const struct month *m, int s, int f)
{
    const struct world_forum *forum = &m->w->forum[f];
    for (int t = forum->first_seat; t < forum->first_seat + forum->seats; t++)
        if (m->w->seat[t].organisation == m->w->seat[s].organisation) {
            return t;
        }
    return -1;
}

/** Did a forum merge this month? */
static bool has_merged(const struct month *m, int f)
{
    return WAS(alive, f) > 0 && IS(alive, f) == 0 && IS(merged, f) > WAS(merged, f);
}

/** Is a seat empty now and the other filled, and was it the other way round, since a forum has merged? */
static bool went_over(const struct month *m, int from, int to)
{
    return to >= 0 && WAS(filled, from) > 0 && IS(filled, from) == 0 && WAS(filled, to) == 0 && IS(filled, to) > 0;
}

/** Seat from which the person in a seat came over this month, or -1. */
static int who_came_over(const struct month *m, int s)
{
    for (int f = 0; f < m->w->forums; f++)
        if (m->w->forum[f].joins == m->w->seat[s].forum && has_merged(m, f)) {
            int from = seat_in(m, s, f);
            if (from >= 0 && went_over(m, from, s)) {
                return from;
            }
        }
    return -1;
}

/** Has the person in a seat gone over this month? */
static bool has_gone_over(const struct month *m, int s)
{
    int f = m->w->seat[s].forum;
    return has_merged(m, f) && went_over(m, s, seat_in(m, s, m->w->forum[f].joins));
}

static void seat_events(const struct month *m, int s)
{
    int host = who_brought_in(m, s), from = who_came_over(m, s);
    energy_events(m, s);
    promise_events(m, s);
    if (from >= 0) {
        report_plain(m, EVENT_came_over, s, from);
    } else if (IS(filled, s) < WAS(filled, s) && !has_gone_over(m, s)) {
        report_plain(m,
                     IS(leaving, s) == LEAVING_FOR_GOOD      ? EVENT_dismissed
                     : IS(leaving, s) == LEAVING_FOR_ANOTHER ? EVENT_reseated
                                                             : EVENT_gave_up,
                     s, -1);
    } else if (IS(filled, s) > WAS(filled, s)) {
        report_plain(m, host >= 0 ? EVENT_brought_in : EVENT_joined, s, host);
    } else if (IS(filled, s) > 0 && !seat_is_kept(m, s)) {
        report_plain(m, EVENT_replaced, s, -1);
    }
}

static void forum_events(const struct month *m, int f)
{
    bool comes = IS(alive, f) > WAS(alive, f), goes = IS(alive, f) < WAS(alive, f);
    if (comes) {
        report_plain(m, IS(life, f) > WAS(life, f) ? EVENT_founded : EVENT_begun, f, -1);
    } else if (goes && has_merged(m, f)) {
        report_plain(m, EVENT_merged, f, m->w->forum[f].joins);
    } else if (goes) {
        report_plain(m, EVENT_ended, f, -1);
    }
}

void events_of_month(const void *world, const double *const *before, const double *const *now, sim_report callback,
                     void *context)
{
    const struct month month = { world, before, now, callback, context }, *m = &month;

    context_events(m);
    organisation_events(m);
    leader_events(m);
    for (int k = 0; k < m->w->issues; k++)
        slot_events(m, k);
    for (int s = 0; s < m->w->seats; s++)
        seat_events(m, s);
    for (int f = 0; f < m->w->forums; f++)
        forum_events(m, f);
}
