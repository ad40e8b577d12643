/* oracle_meetings.c - partners meet and learn whom to trust (sections 7.5 and 7.6). */
#include "oracle_leaders.h"

enum { MOST_SEATS = 2048 };

/* --- processes --- */

/** Is the forum called together this month? Winds its clock. */
static bool is_called(const struct oracle *self, int f)
{
    const struct world_forum *given = &self->world->forum[f];
    struct forum *forum = &self->forum[f];
    float clock = forum->clock + forum->alive * P(processes_meetings) * (float)given->meetings;
    float skips = share_of(P(processes_called_off) * most_of(0, self->field[given->resource].pressure - 1));
    bool due = clock >= 12;
    forum->clock = due ? MIN(clock - 12, 12) : clock;
    if (forum->alive == 0) {
        return false;
    }
    if (given->governance == GOVERNANCE_fabric) {
        return true;
    }
    return due && U(AIRING, 3 * f + 2) >= skips;
}

static float part_of_time(const struct oracle *self, const struct seat *seat)
{
    return seat->time / (seat->time + P(processes_seat_time));
}

static bool comes(const struct oracle *self, int s, float half)
{
    const struct seat *seat = &self->seat[s];
    float able = (0.35f + 0.65f * part_of_time(self, seat)) * (0.5f + 0.5f * seat->commitment) * 1.25f;
    float chance = share_of(P(processes_attendance) * able * (1 - 0.2f * (ON(ambiguity) ? seat->unclear : 0)));
    return U(ATTENDS, s) < chance * half;
}

static void meet(struct oracle *self, int f)
{
    struct forum *forum = &self->forum[f];
    float half = self->world->forum[f].governance == GOVERNANCE_fabric ? 0.5f : 1, present = 0;
    bool called = is_called(self, f);

    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++) {
        struct seat *seat = &self->seat[s];
        seat->came = 0;
        if (!called || seat->filled == 0) {
            continue;
        }
        self->area.called += 1;
        if (comes(self, s, half)) {
            seat->came = 1;
            self->area.attended += 1;
            present += 1;
        }
    }
    forum->meets = called && present >= P(structure_quorum) * forum->members * half && present > 1;
    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++)
        if (self->seat[s].came > 0) {
            self->seat[s].time *= 1 - P(processes_meeting_cost);
            self->seat[s].came = forum->meets;
        }
}

void oracle_fellows(const struct oracle *self, int f, int a, int b, float part)
{
    struct tie *tie = tie_between(self, f, a, b);
    float both = MIN(self->seat[a].frustration, self->seat[b].frustration);
    tie->trust += 0.5f * part * both * most_of(0, P(trust_ceiling) - tie->trust);
}

/** All who came and are frustrated with the same. */
static void fellows_meet(const struct oracle *self, int f)
{
    for (int a = FIRST_SEAT(f); a < END_SEAT(f); a++)
        for (int b = FIRST_SEAT(f); b < END_SEAT(f); b++)
            if (a != b && self->seat[a].came > 0 && self->seat[b].came > 0) {
                oracle_fellows(self, f, a, b, 1);
            }
}

/** Hard things may be said. */
static void air(struct oracle *self, int f)
{
    struct forum *forum = &self->forum[f];
    bool airs = ON(airing) && forum->meets > 0 && U(AIRING, 3 * f) < P(people_airing) * 2 * forum->frustration_mean;
    bool good = U(AIRING, 3 * f + 1) < 0.35f + 0.6f * forum->trust_mean;
    float kept = 0.8f * forum->said;
    forum->said = none_if_tiny(airs ? kept + 0.5f * (1 - kept) : kept);
    if (airs && good) {
        fellows_meet(self, f);
    }
    for (int s = FIRST_SEAT(f); airs && s < END_SEAT(f); s++) {
        struct seat *seat = &self->seat[s];
        if (seat->came == 0) {
            continue;
        }
        if (!good) {
            seat->conflict += P(people_conflict_gain) * (1 - seat->conflict);
            continue;
        }
        seat->frustration *= 1 - 0.4f;
        seat->identification += 0.05f * (1 - seat->identification);
        if (seat->closed == 0) {
            seat->openness += 0.1f * (1 - seat->openness);
        }
    }
}

void oracle_processes(struct oracle *self)
{
    for (int f = 0; f < self->world->forums; f++) {
        meet(self, f);
        air(self, f);
    }
}

/* --- trust --- */

/** What a seat brings to every encounter of the month. */
struct manner {
    float able, reached, blind, explains;
};

static struct manner manner_of(const struct oracle *self, int s)
{
    const struct seat *seat = &self->seat[s];
    int c = sector_of(self, s);
    float will = 0.5f * part_of_time(self, seat) + 0.5f * seat->commitment;
    float prominence = seat->influence / (1 + seat->influence);
    float national = c == SECTOR_national || c == SECTOR_funders;
    struct manner manner = { .blind = 0.5f - 0.25f * seat->experience };
    manner.able = P(trust_keeps_word) * (0.88f + 0.12f * will) * (1 - national * P(context_discord)) *
                  (1 - 0.3f * (self->area.turbulence * (1 - P(people_expectation))));
    manner.reached = seat->openness * (0.8f + 0.4f * P_OF(sectors_flexibility, c)) *
                     (1 + P(processes_contact_bias) * (2 * prominence - 1));
    const struct forum *forum = &self->forum[self->world->seat[s].forum];
    float understood = P(people_understanding) + (1 - P(people_understanding)) * forum->said;
    manner.explains = understood * seat->openness * (1 - forum->feigned);
    return manner;
}

/** How strange the organisations of two seats are to each other. */
static float strangeness(const struct oracle *self, int a, int b)
{
    int x = self->world->seat[a].organisation, y = self->world->seat[b].organisation;
    const struct world_organisation *all = self->world->organisation;
    if (all[x].parent == y || all[y].parent == x || (all[x].parent >= 0 && all[x].parent == all[y].parent)) {
        return 0.4f * P(sectors_two_countries);
    }
    return all[x].sector != all[y].sector ? 0.4f : 0;
}

static float learnt(const struct oracle *self, float trust, bool met, bool kept, bool fine)
{
    if (!met) {
        return trust - P(trust_decay) * trust;
    }
    if (kept) {
        return trust + P(trust_gain) * most_of(0, P(trust_ceiling) - trust);
    }
    return fine ? trust : trust - P(trust_loss) * trust;
}

/** One direction of a pair after its month. */
static void tie_learns(const struct oracle *self, struct tie *tie, bool there, bool met, bool kept, bool fine)
{
    if (!there) {
        tie->trust = 0;
        return;
    }
    tie->trust = learnt(self, tie->trust, met, kept, fine);
    tie->institution += P(trust_memory) * (tie->trust - tie->institution);
}

static void counts(struct seat *seat, const struct seat *other, const struct tie *to, const struct tie *from, bool met,
                   bool fine)
{
    seat->contacts += met;
    seat->bad_contacts += met && !fine;
    seat->trust_given += to->trust;
    seat->trust_received += from->trust;
    seat->opinion += to->trust * other->position;
}

static void pair_meets(struct oracle *self, int f, int a, int b, int pair, const struct manner *manners)
{
    const struct manner *ma = &manners[a], *mb = &manners[b];
    struct seat *sa = &self->seat[a], *sb = &self->seat[b];
    struct tie *ab = tie_between(self, f, a, b), *ba = tie_between(self, f, b, a);
    float u = U(CONTACT, pair), v = U(CONTACT, self->world->pairs + pair), chance = 0;
    bool there = sa->filled > 0 && sb->filled > 0 && self->forum[f].alive > 0;

    if (sa->came > 0 && sb->came > 0) {
        chance = 1;
    } else if (self->world->forum[f].informal) {
        chance = share_of(P(processes_informal) * 0.5f * (ma->reached + mb->reached));
    }
    float far = 0.6f * between(sa->position, sb->position) + strangeness(self, a, b) * (ma->blind + mb->blind);
    float keeps_a = ma->able * (1 - P(trust_distance) * far), keeps_b = mb->able * (1 - P(trust_distance) * far);
    float good_a = keeps_a + (1 - keeps_a) * ma->explains, good_b = keeps_b + (1 - keeps_b) * mb->explains;
    bool met = there && u < chance;
    tie_learns(self, ab, there, met, v < keeps_b, v < good_b);
    tie_learns(self, ba, there, met, u < chance * keeps_a, u < chance * good_a);
    counts(sa, sb, ab, ba, met, v < good_b);
    counts(sb, sa, ba, ab, met, u < chance * good_a);
}

/** The first seat of an organisation in a forum, -1 for none. */
static int seat_of(const struct oracle *self, int f, int organisation)
{
    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++)
        if (self->world->seat[s].organisation == organisation) {
            return s;
        }
    return -1;
}

static bool both_sit(const struct oracle *self, int f, int a, int b)
{
    return self->seat[a].filled > 0 && self->seat[b].filled > 0 && self->forum[f].alive > 0;
}

/** Trust of seat a in seat b of forum f hears of that between the same organisations in the next forum of both. */
static void news_comes(struct oracle *self, int f, int a, int b)
{
    const struct world *w = self->world;
    for (int step = 1; step < w->forums; step++) {
        int g = (f + step) % w->forums, c = seat_of(self, g, w->seat[a].organisation),
            d = seat_of(self, g, w->seat[b].organisation);
        if (c < 0 || d < 0) {
            continue;
        }
        if (both_sit(self, f, a, b) && both_sit(self, g, c, d)) {
            struct tie *tie = tie_between(self, f, a, b);
            tie->trust += P(trust_news) * (tie_between(self, g, c, d)->trust - tie->trust);
        }
        return;
    }
}

/** All members trust each other more after a success. */
static void small_win(const struct oracle *self, int f)
{
    for (int a = FIRST_SEAT(f); a < END_SEAT(f); a++)
        for (int b = FIRST_SEAT(f); b < END_SEAT(f); b++)
            if (a != b && self->seat[a].filled > 0 && self->seat[b].filled > 0) {
                struct tie *tie = tie_between(self, f, a, b);
                tie->trust += P(trust_win) * self->forum[f].success * most_of(0, P(trust_ceiling) - tie->trust);
            }
}

void oracle_trust(struct oracle *self)
{
    struct manner manners[MOST_SEATS];
    for (int s = 0; s < self->world->seats; s++) {
        struct seat *seat = &self->seat[s];
        manners[s] = manner_of(self, s);
        seat->contacts = seat->bad_contacts = seat->trust_given = seat->trust_received = seat->opinion = 0;
    }
    for (int f = 0; f < self->world->forums; f++) {
        int pair = self->world->forum[f].first_pair;
        for (int b = FIRST_SEAT(f) + 1; b < END_SEAT(f); b++)
            for (int a = FIRST_SEAT(f); a < b; a++)
                pair_meets(self, f, a, b, pair++, manners);
        if (ON(small_wins)) {
            small_win(self, f);
        }
    }
    for (int f = 0; f < self->world->forums; f++)
        for (int a = FIRST_SEAT(f); a < END_SEAT(f); a++)
            for (int b = FIRST_SEAT(f); b < END_SEAT(f); b++)
                if (a != b) {
                    news_comes(self, f, a, b);
                }
}
