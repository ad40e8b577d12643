/* oracle_view.c - a forum as its leaders see it before any of them acts, and how much each act is called for
 * (section 7.4). */
#include "oracle_leaders.h"

enum target oracle_target(enum act act)
{
    static const enum target targets[ACTS_COUNT] = {
#define ACT(name, mode, medium, target, ...) [ACT_##name] = TARGET_##target,
#include "models/acts.def"
    };
    return targets[act];
}

/** Seeing with error. */
static float see(float x, float accuracy, float u)
{
    return x + (1 - accuracy) * (u - 0.5f) * 1.2f;
}

float oracle_see(const struct oracle *self, float x, float u)
{
    return see(x, P(leaders_accuracy), u);
}

static void view_issues(const struct oracle *self, int f, struct view *view)
{
    int slots = self->world->slots;
    float slot = 1 / (float)slots;
    for (int stage = 1; stage <= 2 && view->top_issue < 0; stage++)
        for (int k = f * slots; k < (f + 1) * slots; k++) {
            const struct issue *issue = &self->issue[k];
            if (issue->stage == (float)stage &&
                (view->top_issue < 0 || issue->age > self->issue[view->top_issue].age)) {
                view->top_issue = k;
            }
        }
    for (int k = f * slots; k < (f + 1) * slots; k++) {
        const struct issue *issue = &self->issue[k];
        view->table += issue->stage == 1 ? slot : 0;
        view->agreed += issue->stage == 2 ? slot : 0;
        view->ratified += issue->stage == 3 ? slot : 0;
        if (issue->stage >= 1 && issue->still > view->still) {
            view->stuck_issue = k;
            view->still = issue->still;
        }
    }
    view->top = view->top_issue >= 0 ? self->issue[view->top_issue].place : self->forum[f].common;
}

static void aim_at(struct view *view, enum target target, int s, float amount)
{
    if (amount > view->amount[target]) {
        view->amount[target] = amount;
        view->seat[target] = s;
    }
}

/** Seeing a member of a forum in which something has been said. */
static float see_member(const struct oracle *self, float x, float said, float u)
{
    return see(x, P(leaders_accuracy) + (1 - P(leaders_accuracy)) * said, u);
}

static void view_seat(const struct oracle *self, int f, int s, struct view *view)
{
    const struct seat *seat = &self->seat[s];
    float seats = (float)self->world->forum[f].seats, first = 1 - 0.001f * (float)(s - FIRST_SEAT(f));
    float off = MIN(1, between(seat->position, view->top) / P(agenda_tolerance));
    float said = self->forum[f].said;
    float resists = see_member(self, 0.6f * off + 0.4f * (1 - seat->commitment), said, U(AIM, 2 * s));

    if (seat->filled == 0) {
        view->missing += 1 / seats;
        aim_at(view, TARGET_EMPTY_SEAT, s, first);
        return;
    }
    if (s != self->world->forum[f].chair) {
        aim_at(view, TARGET_BLOCKER, s, resists);
    }
    if (seat->unclear > 0) {
        view->unclear_share += 1 / seats;
        aim_at(view, TARGET_UNCLEAR, s, first);
    }
    if (seat->converted > 0.02f) {
        aim_at(view, TARGET_CONVERT, s, 1 - seat->converted);
    }
    view->mandate += seat->mandate;
    aim_at(view, TARGET_WEAKEST, s, 1.001f - seat->mandate);
    aim_at(view, TARGET_WEARY, s, see_member(self, seat->frustration, said, U(AIM, 2 * s + 1)));
}

static float best_service(const struct oracle *self)
{
    float best = self->field[0].service;
    for (int r = 1; r < RESOURCES_COUNT; r++)
        best = most_of(best, self->field[r].service);
    return best;
}

/** How much each act seems called for, before tactic and caution. */
static void call_for(const struct oracle *self, int f, const struct view *view, float *urge)
{
    const struct forum *forum = &self->forum[f];
    const struct field *field = &self->field[self->world->forum[f].resource];
    float waits = MIN(1, forum->stuck / P(leaders_stuck_months)), old = MIN(1, view->still / P(agenda_stall_months));
    float busy = view->table + view->agreed + view->ratified, closed = 1 - forum->openness_mean,
          mandate = view->mandate;
    float blocks = view->amount[TARGET_BLOCKER], held = 0, lacking = 1 - forum->commitment_mean;

    if (view->seat[TARGET_BLOCKER] >= 0) {
        held = self->seat[view->seat[TARGET_BLOCKER]].mandate;
    }
    urge[ACT_embrace] = 0.15f + view->missing;
    urge[ACT_empower] = 0.7f * (1 - mandate);
    urge[ACT_involve] = 0.3f * blocks + 0.5f * forum->frustration_mean;
    urge[ACT_mobilise] = 0.5f * lacking + 0.3f * view->ratified;
    urge[ACT_clarify] = 0.2f + 0.5f * view->unclear_share;
    urge[ACT_build_trust] = 0.5f * (1 - forum->trust_mean);
    urge[ACT_nurture] = 1.2f * view->amount[TARGET_WEARY];
    urge[ACT_prepare] = 0.5f * view->table * (1 - forum->prepared) + 0.1f;
    urge[ACT_air] = 1.4f * forum->frustration_mean + 0.4f * forum->conflict_mean;
    urge[ACT_pilot] = 0.4f * (1 - busy) + 0.2f * (1 - forum->hope_mean);
    urge[ACT_model] = 0.5f * closed;
    urge[ACT_spread] = 0.3f * (1 - busy) + 0.5f * (best_service(self) - field->service);
    urge[ACT_refocus] = 0.5f * (1 - forum->purpose);
    urge[ACT_aftercare] = P(leaders_aftercare) * (0.3f + 0.6f * view->amount[TARGET_CONVERT]);
    urge[ACT_disclose] = 0.5f * closed + 0.3f * (1 - forum->trust_mean);
    urge[ACT_bid] = 0.2f * MIN(2, field->pressure) * (1 - MIN(1, 3 * forum->grant));
    urge[ACT_manipulate] = 0.4f * view->table + 0.4f * waits;
    urge[ACT_politick] = 0.5f * view->table + 0.3f * waits * (1 - mandate);
    urge[ACT_challenge] = 0.5f * blocks * (0.4f + held);
    urge[ACT_persist] = 0.4f * blocks + 0.1f * view->table;
    urge[ACT_route_around] = 0.9f * view->agreed + 0.2f * view->agreed * waits;
    urge[ACT_strip_away] = 0.45f * blocks * (0.4f + view->agreed);
    urge[ACT_isolate] = 0.5f * blocks * (0.5f + 0.5f * waits);
    urge[ACT_reseat] = 0.45f * blocks * (0.3f + 0.7f * waits);
    urge[ACT_dismiss] = 0.45f * blocks * waits * (1.1f - held);
    urge[ACT_move_on] = 0.6f * old;
    urge[ACT_press] = 0.45f * lacking * (0.4f + forum->purpose);
    urge[ACT_demand] = 0.6f * (1 - mandate) * (0.5f + 0.5f * waits);
}

static bool is_possible(const struct view *view, enum act act)
{
    float busy = view->table + view->agreed + view->ratified;
    switch (act) {
    case ACT_embrace:
        return view->seat[TARGET_EMPTY_SEAT] >= 0;
    case ACT_clarify:
        return view->seat[TARGET_UNCLEAR] >= 0;
    case ACT_aftercare:
        return view->seat[TARGET_CONVERT] >= 0;
    case ACT_pilot:
    case ACT_spread:
        return busy < 0.99f;
    case ACT_manipulate:
    case ACT_politick:
        return view->table > 0;
    case ACT_route_around:
        return view->agreed > 0;
    case ACT_move_on:
        return view->stuck_issue >= 0;
    default:
        return oracle_target(act) != TARGET_BLOCKER || view->seat[TARGET_BLOCKER] >= 0;
    }
}

static bool is_tactful(const struct oracle *self, enum act act)
{
    static const enum act of_tactic[] = { [TACTIC_challenge] = ACT_challenge,
                                          [TACTIC_route_around] = ACT_route_around,
                                          [TACTIC_isolate] = ACT_isolate,
                                          [TACTIC_reseat] = ACT_reseat,
                                          [TACTIC_dismiss] = ACT_dismiss };
    int tactic = (int)P(leaders_tactic);
    if (tactic == TACTIC_any) {
        return true;
    }
    switch (act) {
    case ACT_challenge:
    case ACT_route_around:
    case ACT_isolate:
    case ACT_reseat:
    case ACT_dismiss:
        return tactic != TACTIC_keep && act == of_tactic[tactic];
    case ACT_strip_away:
    case ACT_persist:
        return false;
    default:
        return true;
    }
}

void oracle_view(const struct oracle *self, int f, struct view *view)
{
    *view = (struct view){ .forum = f, .top_issue = -1, .stuck_issue = -1 };
    for (int t = 0; t < TARGETS_COUNT; t++)
        view->seat[t] = -1;
    view_issues(self, f, view);
    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++)
        view_seat(self, f, s, view);
    view->mandate /= most_of(1, self->forum[f].members);
    call_for(self, f, view, view->urge);
    for (int act = 0; act < ACTS_COUNT; act++) {
        float *urge = &view->urge[act];
        if (!is_possible(view, (enum act)act) || !is_tactful(self, (enum act)act)) {
            *urge = -9;
        } else if (*urge >= 0) {
            *urge *= 1 - 2 * MIN(0.5f, P_ACT(ACT_BACKLASH, act)) * (1 - P(leaders_bravery));
        }
    }
}
