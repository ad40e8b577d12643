/* oracle_area.c - the area around the forums: context, sectors, organisations (sections 7.1 to 7.3). */
#include "oracle.h"

enum { MOST_ORGANISATIONS = 256 };

void oracle_context(struct oracle *self)
{
    float u0 = U(TURBULENCE, 0), u1 = U(TURBULENCE, 1);
    self->area.turbulence = u0 < P(context_turbulence) ? MIN(P(context_shock) * (0.5f + u1), 1) : 0;
    for (int c = 0; c < SECTORS_COUNT; c++) {
        struct sector_now *sector = &self->sector[c];
        sector->noise = 0.8f * sector->noise + 0.6f * P(context_uncertainty) * 3.4641016f * (U(FUNDING, c) - 0.5f);
        sector->money = most_of(0, P_OF(context_funding, c) * (1 - P(context_brexit) * P_OF(sectors_exposure, c)) *
                                       (1 + sector->noise));
    }
    self->area.arisen_now = 0;
    for (int r = 0; r < RESOURCES_COUNT; r++) {
        self->field[r].arisen_field = P(context_need) * P(context_demand) * (float)self->world->field[r] *
                                      (1 + P(context_brexit) * P(users_unsure));
        self->area.arisen_now += self->field[r].arisen_field;
    }
    self->area.arisen += self->area.arisen_now;
}

void oracle_sectors(struct oracle *self)
{
    for (int c = 0; c < SECTORS_COUNT; c++)
        self->sector[c].anger = U(ANGER, c) < P(sectors_anger) ? P(context_shock) : 0;
    for (int o = 0; o < self->world->organisations; o++) {
        struct organisation *org = &self->organisation[o];
        int parent = self->world->organisation[o].parent, whole = parent < 0 ? o : parent;
        if (ON(reorganisation) && U(REORGANISATION, 2 * whole) < P(context_reorganisation)) {
            org->reorganising = P(organisations_reorganisation_months);
            org->home = 0.7f * org->home + 0.3f * U(REORGANISATION, 2 * o + 1);
        } else {
            org->reorganising = most_of(0, org->reorganising - 1);
        }
    }
}

static void contract_moves_on(struct oracle *self, int o)
{
    struct organisation *org = &self->organisation[o];
    float left = org->to_renewal - 1, u = U(RENEWAL, o);
    bool provider = ON(contracts) && self->world->organisation[o].commissioner >= 0;

    if (provider && left <= 0) {
        bool renewed = u < P(organisations_renewal) * (1 - 0.8f * org->offence);
        if (org->contract > 0) {
            self->area.renewals += 1;
            self->area.contracts_lost += renewed ? 0 : 1;
        }
        org->contract = renewed;
        org->contract_alone = u < P(organisations_renewal);
        org->to_renewal = P(organisations_contract_months);
    } else {
        org->to_renewal = left;
    }
    org->offence = none_if_tiny(org->offence * 0.96f);
    org->flex = none_if_tiny(org->flex * 0.97f);
}

/** What the seats of an organisation add up to. */
struct load {
    float weight, full, seats, told, belonging;
};

static float weight_of(const struct oracle *self, int s)
{
    return (float)self->world->seat[s].salience * (0.3f + 0.7f * self->seat[s].salience);
}

static bool is_here(const struct oracle *self, int s)
{
    return self->seat[s].filled > 0 && self->forum[self->world->seat[s].forum].alive > 0;
}

static void add_up(const struct oracle *self, struct load *loads)
{
    for (int s = 0; s < self->world->seats; s++) {
        const struct world_seat *given = &self->world->seat[s];
        struct load *load = &loads[given->organisation];
        if (!is_here(self, s)) {
            continue;
        }
        load->weight += weight_of(self, s);
        load->full += (float)given->salience;
        load->seats += 1;
        load->told = most_of(load->told, P(users_broadcast) * self->forum[given->forum].success);
        load->belonging += self->seat[s].identification;
    }
}

static void gives_time(struct oracle *self, int o, const struct load *load)
{
    const struct world_organisation *given = &self->world->organisation[o];
    struct organisation *org = &self->organisation[o];
    int second = given->second < 0 ? given->resource : given->second;
    float pressure = 0.75f * self->field[given->resource].pressure + 0.25f * self->field[second].pressure;
    float excess = most_of(0, pressure - 1), money = self->sector[given->sector].money, staff = (float)given->part;
    float nature = share_of(P(organisations_manager_interest) * (float)given->interest);
    float objects = P(organisations_home_objects) * load->belonging / most_of(1, load->seats);
    float strain = 0.5f * P(organisations_pressure_pull) * excess / (1 + excess);
    float target = share_of(nature - strain - objects + 0.5f * load->told);
    float slack = 1 / (1 + P(organisations_pressure_pull) * excess);
    float guarded = 1 - 0.1f * safeguards_of(self), minded = load->weight / most_of(load->full, 0.000001f);

    if (org->reorganising > 0) {
        slack = slack / 2;
    }
    org->interest += P(organisations_manager_memory) * (target - org->interest);
    org->staff = staff * money * (1 - (1 - org->contract) * P(organisations_contract_share));
    org->staff_alone = staff * money * (1 - (1 - org->contract_alone) * P(organisations_contract_share));
    org->joint = ON(collaboration) ? guarded * P(organisations_joint_share) * org->interest * slack * minded : 0;
    org->held_back = 0;
}

static int tools_of(const struct world_forum *forum)
{
    return forum->working_group + forum->shared_assessment + forum->hub + forum->training;
}

/** What running the forum leaves of a seat's time. */
static float run_leaves(const struct oracle *self, int s)
{
    const struct world_forum *forum = &self->world->forum[self->world->seat[s].forum];
    if (forum->governance == GOVERNANCE_administrator) {
        return 0.95f;
    }
    return forum->governance == GOVERNANCE_lead_organisation && forum->chair == s ? 0.7f : 1;
}

static void takes_time(struct oracle *self, int s, const struct load *load)
{
    const struct world_seat *given = &self->world->seat[s];
    struct organisation *org = &self->organisation[given->organisation];
    struct forum *forum = &self->forum[given->forum];
    struct seat *seat = &self->seat[s];
    if (!is_here(self, s)) {
        seat->time = 0;
        return;
    }
    float part = weight_of(self, s) / most_of(load->weight, 0.000001f);
    float left = share_of(1 - P(organisations_overhead) * most_of(0, load->seats - 1));
    float tools = (float)tools_of(&self->world->forum[given->forum]), held = 0;
    if (ON(excuse) && seat->excuse > 0 && between(seat->position, forum->common) > 0.2f) {
        held = 1 - 0.5f * seat->openness;
    }
    seat->time = (float)self->world->fte * org->staff * org->joint * part * left * (1 - 0.8f * held) *
                 (1 + forum->grant) * most_of(0, 1 - tools * P(processes_tool_cost)) * run_leaves(self, s);
    org->held_back += 0.8f * held * part;
    if (held > 0) {
        forum->feigned += 1 / most_of(1, forum->members);
    }
}

void oracle_organisations(struct oracle *self)
{
    struct load loads[MOST_ORGANISATIONS] = { 0 };

    for (int o = 0; o < self->world->organisations; o++)
        contract_moves_on(self, o);
    add_up(self, loads);
    for (int o = 0; o < self->world->organisations; o++)
        gives_time(self, o, &loads[o]);
    for (int f = 0; f < self->world->forums; f++)
        self->forum[f].feigned = 0;
    for (int s = 0; s < self->world->seats; s++)
        takes_time(self, s, &loads[self->world->seat[s].organisation]);
    for (int o = 0; o < self->world->organisations; o++)
        self->organisation[o].joint *= 1 - self->organisation[o].held_back;
}
