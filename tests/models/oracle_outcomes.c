/* oracle_outcomes.c - the month is read, and at the end the run (section 7.11). */
#include "oracle.h"

#include <math.h>

/* --- the month is read --- */

#define MEAN(name) mean_over_members(self, STATE_##name)

static float mean_over_members(const struct oracle *self, int state)
{
    float sum = 0, filled = 0;
    for (int s = 0; s < self->world->seats; s++)
        if (self->seat[s].filled > 0) {
            sum += oracle_value(self, state, s);
            filled += 1;
        }
    return sum / most_of(1, filled);
}

static int filled_seats(const struct oracle *self)
{
    int filled = 0;
    for (int s = 0; s < self->world->seats; s++)
        filled += self->seat[s].filled > 0;
    return filled;
}

static void read_members(struct oracle *self)
{
    float trust = 0, members = 0, alive = 0, in_sight = 0;
    for (int f = 0; f < self->world->forums; f++) {
        trust += self->forum[f].members * self->forum[f].trust_mean;
        members += self->forum[f].members;
        in_sight += self->forum[f].alive * self->forum[f].in_sight;
        alive += self->forum[f].alive;
    }
    self->history[HISTORY_trust] = trust / most_of(1, members);
    self->history[HISTORY_in_sight] = in_sight / most_of(1, alive);
    self->history[HISTORY_conflict] = MEAN(conflict);
    self->history[HISTORY_frustration] = MEAN(frustration);
    self->history[HISTORY_commitment] = MEAN(commitment);
    self->history[HISTORY_hope] = MEAN(hope);
    self->history[HISTORY_seats] = (float)filled_seats(self);
}

static int issues_standing_still(const struct oracle *self)
{
    int still = 0;
    for (int k = 0; k < self->world->issues; k++)
        still += self->issue[k].stage > 0 && self->issue[k].still > P(agenda_stall_months);
    return still;
}

static void read_issues(struct oracle *self)
{
    float in_hand = 0, age = 0;
    for (int k = 0; k < self->world->issues; k++)
        if (self->issue[k].stage > 0) {
            in_hand += 1;
            age += self->issue[k].age;
        }
    self->history[HISTORY_delay] = age / most_of(1, in_hand);
    self->history[HISTORY_stall] = (float)issues_standing_still(self) / most_of(1, in_hand);
}

/** Mean energy of leaders whose seats are filled; 0 without any. */
static float energy_of_leaders(const struct oracle *self)
{
    float energy = 0, there = 0;
    for (int l = 0; l < self->world->leaders; l++)
        if (self->seat[self->world->leader_seat[l]].filled > 0) {
            energy += self->leader[l].energy;
            there += 1;
        }
    return energy / most_of(1, there);
}

static void read_organisations(struct oracle *self)
{
    float joint = 0, funding = 0, staff = 0;
    for (int o = 0; o < self->world->organisations; o++) {
        float share = (float)self->world->organisation[o].part;
        joint += self->organisation[o].joint * share;
        funding += self->organisation[o].staff;
        staff += share;
    }
    self->history[HISTORY_joint_time] = joint / staff;
    self->history[HISTORY_funding] = funding / staff;
}

static void read_fields(struct oracle *self)
{
    float need = 0, service = 0;
    for (int r = 0; r < RESOURCES_COUNT; r++) {
        need += self->field[r].open_need + self->field[r].open_crisis;
        service += self->field[r].service / RESOURCES_COUNT;
    }
    self->history[HISTORY_need] = need;
    self->history[HISTORY_service] = service;
}

static void read_area(struct oracle *self)
{
    const struct area *area = &self->area;
    float helped = area->treated_early - area->early_before, treated = area->treated_crisis - area->crisis_before;
    self->history[HISTORY_synergy] = (area->relief - area->relief_alone) / most_of(area->arisen, 0.000001f);
    self->history[HISTORY_relief] = area->relief - area->relief_before;
    self->history[HISTORY_relief_alone] = area->relief_alone - area->alone_before;
    self->history[HISTORY_early_share] = helped / most_of(helped + treated, 0.000001f);
    self->history[HISTORY_exits] = area->exits;
    self->history[HISTORY_delivered] = area->delivered;
    self->history[HISTORY_acts_facilitative] = area->acts_facilitative;
    self->history[HISTORY_acts_directive] = area->acts_directive;
    self->history[HISTORY_moved_structure] = area->moved_structure;
    self->history[HISTORY_moved_process] = area->moved_process;
    self->history[HISTORY_moved_participant] = area->moved_participant;
}

void oracle_outcomes(struct oracle *self)
{
    struct area *area = &self->area;
    read_members(self);
    read_issues(self);
    self->history[HISTORY_energy] = energy_of_leaders(self);
    read_organisations(self);
    read_fields(self);
    read_area(self);
    area->conflict_sum += self->history[HISTORY_conflict];
    area->trust_sum += self->history[HISTORY_trust];
    area->joint_sum += self->history[HISTORY_joint_time];
    area->conflict_year += (self->history[HISTORY_conflict] - area->conflict_year) / 12;
    area->early_year += (self->history[HISTORY_early_share] - area->early_year) / 12;
    area->relief_before = area->relief;
    area->alone_before = area->relief_alone;
    area->early_before = area->treated_early;
    area->crisis_before = area->treated_crisis;
}

/* --- the run is read --- */

static double ratio(double a, double by)
{
    return by == 0 ? (double)NAN : a / by;
}

/** Share of the six resources that a forum's members hold, mean over forums. */
static float coverage(const struct oracle *self)
{
    float sum = 0;
    for (int f = 0; f < self->world->forums; f++) {
        bool held[RESOURCES_COUNT] = { false };
        for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++)
            if (self->seat[s].filled > 0) {
                held[self->world->organisation[self->world->seat[s].organisation].resource] = true;
            }
        for (int r = 0; r < RESOURCES_COUNT; r++)
            sum += held[r] ? 1.0f / RESOURCES_COUNT : 0;
    }
    return sum / (float)self->world->forums;
}

/** Effective number of seats that gave effort, against all of the forum; mean over forums. */
static float evenness(const struct oracle *self)
{
    float sum = 0;
    for (int f = 0; f < self->world->forums; f++) {
        float all = 0, squares = 0;
        for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++) {
            all += self->seat[s].contributed;
            squares += self->seat[s].contributed * self->seat[s].contributed;
        }
        sum += all * all / (most_of(squares, 0.000001f) * (float)self->world->forum[f].seats);
    }
    return sum / (float)self->world->forums;
}

static enum regime regime_of(const struct oracle *self)
{
    bool gains = self->outcome[OUTCOME_synergy] > 0.01, hurts = self->area.conflict_year > 0.25f;
    if (ratio(filled_seats(self), (double)self->area.filled_first) < 1.0 / 3) {
        return REGIME_collapse;
    }
    if (gains) {
        return hurts ? REGIME_hard_won_advantage : REGIME_advantage;
    }
    return hurts ? REGIME_painful_inertia : REGIME_slow_inertia;
}

#define AREA(name)   ((double)self->area.name)
#define SET(name, x) (self->outcome[OUTCOME_##name] = (x))

static void finish_movement(struct oracle *self)
{
    double moved = AREA(moved_structure) + AREA(moved_process) + AREA(moved_participant);
    SET(moved_by_structure, ratio(AREA(moved_structure), moved));
    SET(moved_by_process, ratio(AREA(moved_process), moved));
    SET(moved_by_participant, ratio(AREA(moved_participant), moved));
    SET(moved_facilitative, ratio(AREA(moved_facilitative), moved));
    SET(moved_directive, ratio(AREA(moved_directive), moved));
    SET(moved_by_outsiders, ratio(AREA(moved_outsiders), moved));
}

static void finish_acts(struct oracle *self)
{
    double acts = AREA(acts_facilitative) + AREA(acts_directive);
    SET(thwarted, ratio(AREA(thwarted), acts));
    SET(directive_share, ratio(AREA(acts_directive), acts));
    SET(abstained, ratio(AREA(abstained), acts + AREA(abstained)));
    SET(own_ends, ratio(AREA(own_ends_sum), AREA(acts_directive)));
    SET(participation, 1 - ratio(AREA(acts_first), acts));
}

static void finish_issues(struct oracle *self)
{
    SET(delay, ratio(AREA(months_in_hand), AREA(delivered)));
    SET(stall, ratio(AREA(dropped) + issues_standing_still(self), AREA(raised)));
    SET(delivered, AREA(delivered));
    SET(novelty, ratio(AREA(novelty_sum), AREA(delivered)));
    SET(backtracks, ratio(AREA(backtracks), AREA(delivered)));
    SET(pilots, 12 * ratio(AREA(pilots), self->months));
    SET(realised, 1 - ratio(AREA(wanted_near), AREA(wanted_far)));
}

void oracle_finish(struct oracle *self)
{
    finish_movement(self);
    finish_acts(self);
    finish_issues(self);
    SET(synergy, ratio(AREA(relief) - AREA(relief_alone), AREA(arisen)));
    SET(conflict, ratio(AREA(conflict_sum), self->months));
    SET(trust, ratio(AREA(trust_sum), self->months));
    SET(joint_time, ratio(AREA(joint_sum), self->months));
    SET(energy, (double)energy_of_leaders(self));
    SET(exits, ratio(AREA(exits), AREA(filled_first)));
    SET(dismissed, ratio(AREA(dismissals), AREA(filled_first)));
    SET(attendance, ratio(AREA(attended), AREA(called)));
    SET(coverage, (double)coverage(self));
    SET(evenness, (double)evenness(self));
    SET(contracts_lost, ratio(AREA(contracts_lost), AREA(renewals)));
    SET(early_share, AREA(early_year));
    SET(converted, (double)MEAN(converted));
    SET(regime, regime_of(self));
}
