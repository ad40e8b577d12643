/* oracle_structure.c - families are helped, and structure changes by itself (sections 7.9 and 7.10). */
#include "oracle.h"

/* --- users --- */

static float practice_of_area(const struct oracle *self)
{
    float sum = 0, weights = 0;
    for (int f = 0; f < self->world->forums; f++) {
        float weight = self->forum[f].members * self->forum[f].alive;
        sum += self->forum[f].practice * weight;
        weights += weight;
    }
    return ON(practice) && weights > 0 ? sum / most_of(1, weights) : 0.45f;
}

static bool has_community(const struct oracle *self, int r)
{
    for (int s = 0; s < self->world->seats; s++)
        if (self->seat[s].filled > 0 && self->world->forum[self->world->seat[s].forum].resource == r &&
            sector_of(self, s) == SECTOR_voluntary) {
            return true;
        }
    return false;
}

static float relief_by(const struct oracle *self, float service)
{
    float complex = P(users_complex), cap = P(users_solo_cap);
    return (1 - complex) + complex * (cap + (1 - cap) * service);
}

/** One field's need in a month, of the area with collaboration or without. */
struct side {
    float capacity, each; /* given */
    float early, crisis;  /* waiting before and after */
    float pressure, helped, treated, relieved;
};

static void treat(const struct oracle *self, float arisen, float alone, struct side *side)
{
    float K = P(users_crisis_cost), E = side->early + arisen * (1 - P(users_crisis_share));
    float Z = side->crisis + arisen * P(users_crisis_share), wanted = Z * K, capacity = side->capacity;

    side->pressure = (E + Z * K) / most_of(alone, 0.001f);
    float excess = most_of(0, side->pressure - 1);
    if (ON(overload)) {
        capacity *= most_of(0, 1 - 2 * P(organisations_overload) * excess / (1 + excess));
    }
    float first = P(users_duty) + (1 - P(users_duty)) * wanted / most_of(E + wanted, 0.000001f);
    side->helped = MIN(E, capacity - MIN(wanted, capacity * first));
    side->treated = MIN(wanted, capacity - side->helped);
    float cases = side->treated / K, back = P(users_returns) * (1 - side->each);
    float left_early = most_of(0, E - side->helped * (1 - back)), left_crisis = most_of(0, Z - cases * (1 - back));
    float escalates = ON(escalation) ? P(users_escalation) : 0;
    side->crisis = left_crisis * (1 - 0.25f * P(users_lapse)) + escalates * left_early;
    side->early = left_early * (1 - escalates) * (1 - P(users_lapse));
    side->relieved = (side->helped + cases) * side->each;
}

static void help(struct oracle *self, int r, float practice)
{
    struct field *field = &self->field[r];
    struct side with = { .early = field->open_need, .crisis = field->open_crisis };
    float reached = 1 - P(context_brexit) * P(users_unsure);
    struct side alone = { .early = field->open_alone,
                          .crisis = field->crisis_alone,
                          .each = relief_by(self, 0) * reached };
    float keeps = has_community(self, r) ? 1 - P(users_community) : 1;

    for (int o = 0; o < self->world->organisations; o++) {
        float gives = (float)world_gives(&self->world->organisation[o], r);
        with.capacity += gives * self->organisation[o].staff * (1 - self->organisation[o].joint);
        alone.capacity += gives * self->organisation[o].staff_alone;
    }
    with.each = MIN(1, relief_by(self, field->service) * (1 + P(users_practice) * (practice - 0.45f)) * reached);
    treat(self, field->arisen_field, alone.capacity, &with);
    treat(self, field->arisen_field, alone.capacity, &alone);
    field->open_need = with.early;
    field->open_crisis = with.crisis;
    field->open_alone = alone.early;
    field->crisis_alone = alone.crisis;
    self->area.relief += with.relieved;
    self->area.relief_alone += alone.relieved;
    self->area.treated_early += with.helped;
    self->area.treated_crisis += with.treated;
    field->pressure = MIN(with.pressure, 4);
    field->service = none_if_tiny(field->service * (1 - P(users_service_decay) * keeps));
}

void oracle_users(struct oracle *self)
{
    float practice = practice_of_area(self);
    for (int r = 0; r < RESOURCES_COUNT; r++)
        help(self, r, practice);
}

/* --- structure --- */

static void begin_anew(struct oracle *self, int f)
{
    struct forum *forum = &self->forum[f];
    forum->alive = 1;
    forum->dormant = forum->stuck = forum->formality = forum->language = forum->prepared = forum->grant = forum->rung =
        forum->said = 0;
    forum->purpose = P(users_purpose);
    for (int l = f * LEADERS_A_FORUM; l < (f + 1) * LEADERS_A_FORUM; l++)
        self->seat[self->world->leader_seat[l]].joining = 1;
    for (int k = f * self->world->slots; k < (f + 1) * self->world->slots; k++) {
        self->area.dropped += self->issue[k].stage > 0;
        self->issue[k].stage = self->issue[k].progress = 0;
    }
}

static void seat_ends(struct oracle *self, int s)
{
    int f = self->world->seat[s].forum;
    struct seat *seat = &self->seat[s];
    self->area.dismissals += seat->leaving == 1;
    self->area.exits += 1;
    seat->filled = seat->commitment = seat->time = seat->came = seat->frustration = seat->conflict = 0;
    seat->identification = seat->hope = seat->converted = seat->unclear = seat->comfort = 0;
    for (int other = FIRST_SEAT(f); other < END_SEAT(f); other++)
        tie_between(self, f, s, other)->trust = tie_between(self, f, other, s)->trust = 0;
}

/** What a newcomer's organisation has kept of trust, and the rest as among strangers. */
static float inherited(const struct oracle *self, const struct tie *tie)
{
    float part = P(trust_institution);
    return tie->institution * part + (1 - part) * 0.5f * P(trust_start);
}

static void newcomer_is_trusted(struct oracle *self, int f, int s)
{
    for (int other = FIRST_SEAT(f); other < END_SEAT(f); other++) {
        struct tie *to = tie_between(self, f, s, other), *from = tie_between(self, f, other, s);
        bool both = other != s && self->seat[other].filled > 0;
        to->trust = both ? inherited(self, to) : 0;
        from->trust = both ? inherited(self, from) : 0;
    }
}

static void newcomer_leads(struct oracle *self, int f, int s, float loyal, float tenacious)
{
    for (int l = f * LEADERS_A_FORUM; l < (f + 1) * LEADERS_A_FORUM; l++)
        if (self->world->leader_seat[l] == s) {
            struct leader *leader = &self->leader[l];
            leader->energy = 0.8f;
            leader->skill_facilitative = leader->skill_directive = P(leaders_skill);
            leader->worth_facilitative = leader->worth_directive = 0.5f;
            leader->directive = leader->acted = 0;
            leader->loyalty = share_of(P(leaders_loyalty) + P(leaders_loyalty_spread) * (loyal - 0.5f));
            leader->tenacity = share_of(P(leaders_tenacity) + 0.3f * (tenacious - 0.5f));
            leader->cause = self->seat[s].position;
        }
}

static void seat_begins(struct oracle *self, int s)
{
    const struct world_seat *given = &self->world->seat[s];
    struct forum *forum = &self->forum[given->forum];
    struct seat *seat = &self->seat[s];
    float w[8];
    for (int i = 0; i < 8; i++)
        w[i] = U(NEWCOMER, 8 * s + i);

    seat->filled = 1;
    seat->tenure = -1;
    seat->excuse = w[4] < P(people_excuse_share);
    seat->closed = w[5] < P(people_closed_share);
    seat->mandate = share_of(P(people_mandate) * (float)given->mandate);
    seat->influence = (float)given->influence;
    seat->position = self->organisation[given->organisation].home;
    seat->commitment = share_of(P(people_commitment) + 0.4f * (w[0] - 0.5f));
    seat->openness = seat->closed > 0 ? 0 : share_of(P(people_openness) + 0.4f * (w[1] - 0.5f));
    seat->experience = share_of(P(people_experience) + 0.4f * (w[2] - 0.5f));
    seat->unclear = w[3] < P(structure_ambiguity);
    seat->identification = seat->converted = seat->isolation = seat->strange = seat->comfort = 0;
    seat->frustration *= 0.5f;
    seat->conflict *= 0.5f;
    seat->hope = 0.8f;
    seat->salience = 0.7f;
    forum->language *= 1 - 1 / most_of(2, forum->members);
    newcomer_is_trusted(self, given->forum, s);
    newcomer_leads(self, given->forum, s, w[6], w[7]);
}

/** What the leaders in a seat have no energy left to do. */
static float worn(const struct oracle *self, int s)
{
    float most = 0;
    int f = self->world->seat[s].forum;
    for (int l = f * LEADERS_A_FORUM; l < (f + 1) * LEADERS_A_FORUM; l++)
        if (self->world->leader_seat[l] == s) {
            most = most_of(most, 1 - vigour_of(&self->leader[l]));
        }
    return most;
}

static bool leaves(const struct oracle *self, int s)
{
    const struct seat *seat = &self->seat[s];
    float turnover = P_OF(sectors_turnover, sector_of(self, s)) / 12 *
                     (1 + 0.25f * (seat->frustration + seat->conflict) + worn(self, s));
    return ON(turnover) && U(LEAVES, 2 * s) < share_of(turnover);
}

static bool quits(const struct oracle *self, int s)
{
    const struct seat *seat = &self->seat[s];
    float misery = 0.5f * (seat->frustration + seat->conflict);
    if (self->forum[self->world->seat[s].forum].alive == 0) {
        return true;
    }
    return ON(exit) &&
           U(LEAVES, 2 * s + 1) < share_of(4 * P(structure_exit) * misery * misery * (1 - seat->commitment) * 2);
}

static bool joins(const struct oracle *self, int s)
{
    int f = self->world->seat[s].forum;
    float service = self->field[self->world->forum[f].resource].service;
    if (self->seat[s].filled > 0 || self->forum[f].alive == 0) {
        return false;
    }
    return self->seat[s].joining > 0 || U(LEAVES, 2 * s + 1) < P(structure_pace) * (0.3f + service);
}

static void seat_changes(struct oracle *self, int s)
{
    struct seat *seat = &self->seat[s];
    seat->joining = joins(self, s);
    if (seat->filled == 0) {
        if (seat->joining > 0) {
            seat_begins(self, s);
        }
        return;
    }
    seat->tenure += 1;
    if (seat->leaving > 0 || quits(self, s)) {
        seat_ends(self, s);
    } else if (leaves(self, s)) {
        seat_begins(self, s);
    }
}

static void forum_changes(struct oracle *self, int f)
{
    struct forum *forum = &self->forum[f];
    float learns = 0.02f * forum->meets;
    if (self->world->forum[f].training) {
        learns = learns + 0.06f * P(processes_training);
    }
    forum->members = 0;
    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++)
        forum->members += self->seat[s].filled;
    forum->dormant = forum->meets > 0 ? 0 : forum->dormant + 1;
    bool emerged = self->world->forum[f].origin == ORIGIN_emerged;
    forum->formality +=
        P(structure_formalisation) * (emerged ? 1 - P(structure_emergence) : 1) * (1 - forum->formality);
    forum->language = forum->language + learns * (1 - forum->language) - 0.015f * forum->language;
    forum->grant = none_if_tiny(forum->grant * 0.95f);
    if (forum->members < 2 || forum->dormant > 24) {
        forum->alive = 0;
    }
}

void oracle_structure(struct oracle *self)
{
    for (int f = 0; ON(collaboration) && f < self->world->forums; f++)
        if (self->forum[f].alive == 0 && U(BIRTH, f) < P(structure_birth)) {
            begin_anew(self, f);
        }
    for (int s = 0; s < self->world->seats; s++)
        seat_changes(self, s);
    for (int f = 0; f < self->world->forums; f++)
        forum_changes(self, f);
}
