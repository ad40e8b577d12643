/* oracle_people.c - people change (section 7.7). */
#include "oracle.h"

static void means(struct oracle *self, int f)
{
    float members = 0, place = 0, commitment = 0, frustration = 0, conflict = 0, openness = 0, hope = 0, trust = 0;
    struct forum *forum = &self->forum[f];
    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++) {
        const struct seat *seat = &self->seat[s];
        if (seat->filled == 0) {
            continue;
        }
        members += 1;
        place += seat->position;
        commitment += seat->commitment;
        frustration += seat->frustration;
        conflict += seat->conflict;
        openness += seat->openness;
        hope += seat->hope;
        trust += seat->trust_given;
    }
    float by = most_of(1, members);
    forum->members = members;
    forum->common = members > 0 ? place / by : 0.5f;
    forum->commitment_mean = commitment / by;
    forum->frustration_mean = frustration / by;
    forum->conflict_mean = conflict / by;
    forum->openness_mean = openness / by;
    forum->hope_mean = hope / by;
    forum->trust_mean = trust / (by * most_of(1, members - 1));
}

static void mirrors(struct oracle *self, int f)
{
    struct forum *forum = &self->forum[f];
    float chair = self->seat[self->world->forum[f].chair].position, in_sight = 0;
    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++)
        if (self->seat[s].filled > 0 &&
            between(self->seat[s].position, chair) < 0.5f * (P(agenda_tolerance) * (1 + self->seat[s].comfort))) {
            in_sight += 1 / most_of(1, forum->members);
        }
    forum->in_sight = in_sight;
    forum->practice += P(people_mirroring) * (0.5f * (forum->openness_mean + forum->trust_mean) - forum->practice);
}

static void moves(struct oracle *self, int s)
{
    const struct world_seat *given = &self->world->seat[s];
    struct seat *seat = &self->seat[s];
    float talked = MIN(1, seat->contacts / 3), opinion = seat->position, step = seat->position;
    float anchor =
        given->speaks_for < 0 ? self->organisation[given->organisation].home : self->forum[given->speaks_for].common;
    float received = seat->trust_received / most_of(1, self->forum[given->forum].members - 1);

    if (seat->trust_given > 0.000001f) {
        opinion = seat->opinion / seat->trust_given;
    }
    step += P(people_social_pull) * talked * (0.5f + seat->openness) * (opinion - seat->position);
    if (ON(home_pull)) {
        float free = (1 - seat->strange) * (1 - seat->converted) * (1 - 0.5f * seat->identification);
        step += P(people_home_pull) * free * (anchor - seat->position);
        seat->converted *= 1 - P(people_home_pull);
        seat->comfort *= 1 - P(people_home_pull);
    }
    seat->comfort = none_if_tiny(seat->comfort);
    seat->position = share_of(step);
    seat->converted = none_if_tiny(seat->converted);
    seat->influence +=
        P(people_influence_memory) * ((float)given->influence * (0.5f + 1.25f * received) - seat->influence);
}

static float joy_of(const struct oracle *self, int f)
{
    return ON(small_wins) ? self->forum[f].success * (0.4f + 0.6f * P(users_broadcast)) : 0;
}

static void opens(const struct oracle *self, const struct forum *forum, struct seat *seat)
{
    float bad = seat->bad_contacts / most_of(1, seat->contacts);
    if (ON(mirroring) && seat->contacts > 0 && seat->closed == 0) {
        float met_with = 0.5f * (1 - 2 * bad) + 0.5f * forum->openness_mean;
        seat->openness = seat->openness + 0.5f * P(people_mirroring) * (met_with - seat->openness);
    }
    seat->openness = share_of(seat->openness);
}

static void commits(struct oracle *self, int s, float weakest)
{
    const struct world_seat *given = &self->world->seat[s];
    const struct forum *forum = &self->forum[given->forum];
    struct seat *seat = &self->seat[s];
    float trust = seat->trust_given / most_of(1, forum->members - 1), joy = joy_of(self, given->forum);
    float interest = given->speaks_for < 0 ? self->organisation[given->organisation].interest
                                           : self->forum[given->speaks_for].commitment_mean;
    float drawn =
        0.30f * trust + 0.25f * forum->purpose + 0.15f * weakest + 0.15f * interest + 0.15f * seat->identification;
    float target = share_of(0.15f + 1.1f * drawn - 0.35f * seat->frustration - 0.25f * seat->conflict);
    float hopeless = ON(hope) ? 1 - MIN(1, seat->hope / 0.3f) : 0;
    float zeal = (1 - 0.25f * P(people_expectation)) * (1 - hopeless), gain = P(people_identification_gain);

    if (self->world->forum[given->forum].governance == GOVERNANCE_shared) {
        gain *= 1.5f;
    }
    if (self->world->forum[given->forum].origin == ORIGIN_emerged) {
        gain *= 1 + P(structure_emergence);
    }
    opens(self, forum, seat);
    seat->salience = stock(seat->salience, seat->came > 0 ? 0.15f : 0, P(users_purpose_decay));
    if (seat->filled == 0) {
        seat->commitment = seat->hope = seat->identification = 0;
        return;
    }
    seat->commitment =
        share_of(seat->commitment + P(people_commitment_gain) * (target * zeal - seat->commitment) + 0.1f * joy);
    seat->hope = stock(seat->hope, MIN(1, 0.6f * joy), 1 / P(people_hope_months));
    seat->identification =
        seat->came > 0 ? stock(seat->identification, gain, 0) : stock(seat->identification, 0, 0.5f * gain);
}

static void feels(struct oracle *self, int s)
{
    int f = self->world->seat[s].forum, c = sector_of(self, s);
    const struct forum *forum = &self->forum[f];
    struct seat *seat = &self->seat[s];
    float order = ruled(self, P_OF(sectors_order, c)), waits = forum->stuck / (forum->stuck + P(agenda_stall_months));
    float surprise = self->area.turbulence * (1 - P(people_expectation)) * (1 - 0.4f * order) + self->sector[c].anger;
    float upset = MIN(1, P(people_frustration_gain) * waits * 2 + 0.15f * surprise);
    float joy = ON(small_wins) ? forum->success * P(users_broadcast) : 0;
    float eased = MIN(1, P(people_frustration_decay) + 0.5f * joy);
    float bad = seat->bad_contacts / most_of(1, seat->contacts), talked = MIN(1, seat->contacts / 3);
    if (seat->filled == 0) {
        seat->frustration = seat->conflict = 0;
        return;
    }
    seat->frustration = stock(seat->frustration, upset, eased);
    seat->conflict = stock(seat->conflict, P(people_conflict_gain) * bad * talked, P(people_conflict_decay));
}

static void members_change(struct oracle *self, int f)
{
    float weakest = 1;
    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++)
        if (self->seat[s].filled > 0) {
            weakest = MIN(weakest, self->seat[s].commitment);
        }
    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++) {
        moves(self, s);
        commits(self, s, weakest);
        feels(self, s);
    }
}

static void holds_on(struct oracle *self, int l)
{
    struct leader *leader = &self->leader[l];
    struct seat *seat = &self->seat[self->world->leader_seat[l]];
    seat->position += leader->tenacity * (leader->cause - seat->position);
    leader->cause += (1 - leader->tenacity) * (seat->position - leader->cause);
}

static void rests(struct oracle *self, int l)
{
    int f = l / LEADERS_A_FORUM;
    struct leader *leader = &self->leader[l];
    float heart = 0, back = P(leaders_recovery) * (1 - 0.3f * self->forum[f].frustration_mean);
    float drift = 1 - MIN(1, 2 * (P(leaders_skill_drift) * (1 + 3 * self->area.turbulence)) * U(DRIFT, l));
    if (ON(small_wins)) {
        heart = P(leaders_reward) * self->forum[f].success * (0.4f + 0.6f * P(users_broadcast));
    }
    leader->energy = share_of(stock(leader->energy, back, 0) + heart);
    leader->skill_facilitative *= drift;
    leader->skill_directive *= drift;
}

void oracle_people(struct oracle *self)
{
    for (int f = 0; f < self->world->forums; f++) {
        means(self, f);
        mirrors(self, f);
    }
    for (int f = 0; f < self->world->forums; f++)
        members_change(self, f);
    for (int l = 0; l < self->world->leaders; l++)
        holds_on(self, l);
    for (int l = 0; l < self->world->leaders; l++)
        rests(self, l);
}
