/* events.c - the months of one run as events, from the state alone. */
#include "events.h"

#include <math.h>

#include "theory.h"
#include "world.h"

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
    enum act_medium medium;
} acts[ACTS_COUNT] = {
#define ACT(name, mode, medium, ...) { mode, medium },
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

/** `did` and `at` as the state holds them: 0 for none, otherwise 1 and the act or seat. */
static void act_event(const struct month *m, int leader, double did, double at, bool worked)
{
    NO_FIELDS(fields);
    if (did > 0) {
        int act = (int)did - 1;
        fields[FIELD_act] = act;
        fields[FIELD_mode] = acts[act].mode;
        fields[FIELD_medium] = acts[act].medium;
        fields[FIELD_result] = worked;
        report(m, EVENT_act, m->w->leader_seat[leader], (int)at - 1, fields);
    }
}

static void leader_events(const struct month *m)
{
    for (int l = 0; l < m->w->leaders; l++) {
        act_event(m, l, IS(did_facilitative, l), IS(at_facilitative, l), IS(worked_facilitative, l) > 0);
        act_event(m, l, IS(did_directive, l), IS(at_directive, l), IS(worked_directive, l) > 0);
    }
}

/** An issue at the beginning of a month: as it was, or as it was put up in this month. */
struct beginning {
    double stage, progress, moved[3]; /* by structure, process, participants */
};

static void issue_event(const struct month *m, enum occasion occasion, int k, const double moved[3], double months,
                        double medium)
{
    NO_FIELDS(fields);
    fields[FIELD_medium] = medium;
    fields[FIELD_months] = months;
    for (int i = 0; i < 3; i++)
        fields[FIELD_by_structure + i] = moved[i];
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

/** What became of an issue that was in hand: it reached the next stage, and may have fallen back or been dropped. */
static void issue_goes_on(const struct month *m, int k, const struct beginning *from, const double moved[3])
{
    static const enum occasion reached[] = { EVENT_agreed, EVENT_ratified, EVENT_delivered };
    double part[3], step = 0, stage = from->stage, is = IS(stage, k);

    for (int i = 0; i < 3; i++)
        step += part[i] = moved[i] - from->moved[i];
    /* nearly there is not there: then its progress stays, and otherwise begins again from 0 */
    if (from->progress + step > 0.9999 && !(is == stage && IS(progress, k) > 0.5)) {
        issue_event(m, reached[(int)stage - 1], k, moved, IS(age, k), largest(part));
        stage += 1;
    }
    if (stage < 4 && is < stage) {
        issue_event(m, is > 0 ? EVENT_fell_back : EVENT_dropped, k, moved, IS(age, k), (double)NAN);
    }
}

/** A slot of an agenda: what was in it goes on, or is given up and makes room for something new in the same month. */
static void slot_events(const struct month *m, int k)
{
    const double moved[3] = { IS(by_structure, k), IS(by_process, k), IS(by_participant, k) };
    struct beginning from = { WAS(stage, k),
                              WAS(progress, k),
                              { WAS(by_structure, k), WAS(by_process, k), WAS(by_participant, k) } };
    bool is_new = IS(stage, k) > 0 && (from.stage == 0 || IS(age, k) <= WAS(age, k));

    if (is_new && from.stage > 0) {
        issue_event(m, EVENT_dropped, k, from.moved, WAS(age, k), (double)NAN);
    }
    if (is_new) { /* whoever raises it moves it by one stage; what came on top is less */
        from = (struct beginning){ .stage = 1 };
        from.moved[largest(moved)] = 1;
        issue_event(m, EVENT_raised, k, moved, IS(age, k), largest(moved));
    }
    if (from.stage > 0) {
        issue_goes_on(m, k, &from, moved);
    }
}

static void seat_events(const struct month *m, int s)
{
    if (IS(filled, s) < WAS(filled, s)) {
        report_plain(m,
                     IS(leaving, s) == LEAVING_FOR_GOOD      ? EVENT_dismissed
                     : IS(leaving, s) == LEAVING_FOR_ANOTHER ? EVENT_reseated
                                                             : EVENT_gave_up,
                     s, -1);
    } else if (IS(filled, s) > WAS(filled, s)) {
        report_plain(m, EVENT_joined, s, -1);
    } else if (IS(filled, s) > 0 && IS(tenure, s) <= WAS(tenure, s)) {
        report_plain(m, EVENT_replaced, s, -1);
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
        if (IS(alive, f) != WAS(alive, f)) {
            report_plain(m, IS(alive, f) > 0 ? EVENT_begun : EVENT_ended, f, -1);
        }
}
