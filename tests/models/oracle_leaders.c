/* oracle_leaders.c - leaders choose a mode and an act, pay, and learn (section 7.4). What they see is in oracle_view.c,
 * what acts do in oracle_acts.c. */
#include "oracle_leaders.h"

static const enum act_mode mode_of_act[ACTS_COUNT] = {
#define ACT(name, mode, ...) [ACT_##name] = mode,
#include "models/acts.def"
};

static const float unease_of_act[ACTS_COUNT] = {
#define ACT(name, mode, medium, target, fails, energy, time, chance, effect, backlash, unease, ...)                    \
    [ACT_##name] = (float)(unease),
#include "models/acts.def"
};

/** Place of an act among those that have an effect, -1 for one that is done wholly or not at all. */
static const int size_of_act[ACTS_COUNT] = {
#define ACT(name, ...)       [ACT_##name] = SIZE_##name,
#define ACT_WHOLE(name, ...) [ACT_##name] = -1,
#include "models/acts.def"
};

/* --- the choice of an act --- */

static int most_distant(const struct oracle *self, int f, int own)
{
    int distant = -1;
    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++) {
        if (s == own || self->seat[s].filled == 0) {
            continue;
        }
        if (distant < 0 || tie_between(self, f, s, own)->trust < tie_between(self, f, distant, own)->trust) {
            distant = s;
        }
    }
    return distant;
}

/** Seat that an act of this leader is aimed at; -1 where it aims at none or there is none. */
static int seat_aimed_at(const struct oracle *self, const struct view *view, enum target target, int own)
{
    if (target == TARGET_DISTANT) {
        return most_distant(self, view->forum, own);
    }
    return target < TARGETS_COUNT ? view->seat[target] : -1;
}

static bool can_do(const struct oracle *self, const struct view *view, enum act act, int own)
{
    enum target target = oracle_target(act);
    int issue = target == TARGET_ISSUE ? view->top_issue : view->stuck_issue;
    if (act == ACT_dismiss && self->world->forum[view->forum].origin == ORIGIN_imposed) {
        return false;
    }
    if (target == TARGET_FORUM || target == TARGET_HOME) {
        return true;
    }
    if (target == TARGET_ISSUE || target == TARGET_STUCK) {
        return issue >= 0 && self->issue[issue].stage > 0;
    }
    int aimed = seat_aimed_at(self, view, target, own);
    return aimed >= 0 && aimed != own;
}

static float urge_of(const struct oracle *self, const struct view *view, enum act act, int l, int own)
{
    int home = self->world->seat[own].organisation, commissioner = self->world->organisation[home].commissioner;
    int aimed = seat_aimed_at(self, view, oracle_target(act), own);
    float urge = view->urge[act];
    if (act == ACT_manage_manager) {
        return 0.6f * (1 - self->organisation[home].interest);
    }
    if (act == ACT_manage_contract) {
        return commissioner >= 0 ? 0.5f * (1 - self->organisation[home].flex) : -9;
    }
    if (act == ACT_challenge && commissioner >= 0 && aimed >= 0 &&
        self->world->seat[aimed].organisation == commissioner) {
        return urge * P(leaders_upward);
    }
    return act == ACT_persist ? urge * (1 + self->leader[l].tenacity) : urge;
}

/** The act of a mode that seems most worth it, or -1. */
static int choose(const struct oracle *self, const struct view *view, enum act_mode mode, int l, int own)
{
    float best = P(leaders_battles);
    int chosen = -1;
    for (int act = 0; act < ACTS_COUNT; act++) {
        if (mode_of_act[act] != mode || !can_do(self, view, (enum act)act, own)) {
            continue;
        }
        float urge = urge_of(self, view, (enum act)act, l, own);
        if (urge <= -5) {
            continue;
        }
        float seen = oracle_see(self, urge, U(SENSING, 30 * l + act));
        if (seen > best) {
            best = seen;
            chosen = act;
        }
    }
    return chosen;
}

/* --- one act --- */

static void book(struct oracle *self, enum act_mode mode, int l, int rank, const struct deed *deed)
{
    struct leader *leader = &self->leader[l];
    float did = (float)deed->act + 1, at = deed->target >= 0 ? (float)deed->target + 1 : 0;
    self->area.thwarted += deed->worked ? 0 : 1;
    self->area.acts_first += rank == 0 ? 1 : 0;
    if (mode == DIRECTIVE) {
        self->area.acts_directive += 1;
        leader->did_directive = did;
        leader->at_directive = at;
        leader->worked_directive = deed->worked;
        self->area.own_ends_sum += between(deed->aim, self->forum[self->world->seat[deed->own].forum].common);
    } else {
        self->area.acts_facilitative += 1;
        leader->did_facilitative = did;
        leader->at_facilitative = at;
        leader->worked_facilitative = deed->worked;
    }
}

/** Where a leader means to take things: for home, for the forum, or for a cause of its own. */
static float aim_of(const struct leader *leader, float home, float top)
{
    float wants = leader->loyalty * home + (1 - leader->loyalty) * top;
    return wants + leader->tenacity * (leader->cause - wants);
}

/** Choose and do one act of a mode. Returns whether one was done. */
static bool act_in_mode(struct oracle *self, const struct view *view, enum act_mode mode, int l, int rank,
                        float meeting)
{
    int own = self->world->leader_seat[l], f = view->forum, act = choose(self, view, mode, l, own);
    const struct forum *forum = &self->forum[f];
    struct leader *leader = &self->leader[l];
    float skill = mode == DIRECTIVE ? leader->skill_directive : leader->skill_facilitative;

    if (act < 0) {
        self->area.abstained += 1;
        return false;
    }
    float odds = share_of(P_ACT(ACT_CHANCE, act) * (0.4f + 0.8f * skill) * (0.6f + 0.5f * P(leaders_accuracy)) *
                          (0.9f + 0.3f * forum->prepared));
    float hidden = share_of(P(leaders_detection) * (1.3f - forum->trust_mean) * (0.7f + 0.6f * forum->formality));
    float price = P_ACT(ACT_ENERGY, act) * (1 + unease_of_act[act] * leader->unease);
    int home = self->world->seat[own].organisation, hard = mode == DIRECTIVE;
    struct deed deed = { .act = (enum act)act,
                         .own = own,
                         .home = home,
                         .leader = l,
                         .target = seat_aimed_at(self, view, oracle_target((enum act)act), own),
                         .directive = hard,
                         .worked = U(SUCCESS, 5 * l + hard) < odds,
                         .found = U(SUCCESS, 5 * l + 2 + hard) < hidden,
                         .strength = (size_of_act[act] < 0 ? 1 : P_EFFECT(size_of_act[act])) * (0.5f + 0.5f * skill),
                         .backlash =
                             MIN(1, P_ACT(ACT_BACKLASH, act) * (1.5f - 0.5f * (forum->trust_mean + forum->purpose))),
                         .aim = aim_of(leader, self->organisation[home].home, view->top) };
    if (ON(energy_drain)) {
        leader->energy = most_of(0, leader->energy - price * (1 + (deed.worked ? 0 : 0.5f * P(leaders_bravery))));
    }
    self->seat[own].time *= 1 - P_ACT(ACT_TIME, act) * meeting;
    oracle_act(self, view, &deed);
    book(self, mode, l, rank, &deed);
    return true;
}

/* --- one leader --- */

static float part_of(const struct oracle *self, int f, int rank)
{
    static const float shared[LEADERS_A_FORUM] = { 0.6f, 0.25f, 0.15f };
    const int *seats = &self->world->leader_seat[f * LEADERS_A_FORUM];
    float sum = 0;
    switch ((int)P(leaders_initiative)) {
    case INITIATIVE_heroic:
        return rank == 0;
    case INITIATIVE_shared:
        return shared[rank];
    default:
        for (int i = 0; i < LEADERS_A_FORUM; i++)
            sum += self->seat[seats[i]].influence;
        return self->seat[seats[rank]].influence / most_of(sum, 0.000001f);
    }
}

static float rising_of(float x)
{
    return 0.5f + 0.5f * x / (1 + (x < 0 ? -x : x));
}

static float chance_directive(const struct oracle *self, const struct leader *leader, float still)
{
    float share = P(leaders_directive_share);
    switch ((int)P(leaders_policy)) {
    case POLICY_alternating:
        return leader->acted == 1;
    case POLICY_switching:
        return leader->directive > 0.5f ? 0.5f + 0.5f * share : 0.5f * share;
    case POLICY_facilitative_until_stuck:
        return still > P(leaders_stuck_months);
    case POLICY_directive_first:
        return self->month < 12;
    case POLICY_learning:
        return rising_of(8 * (leader->worth_directive - leader->worth_facilitative));
    default:
        return share;
    }
}

/** What a watching leader sees of standstill settles the mode. */
static void watch(const struct oracle *self, int f, int l, float still)
{
    struct leader *leader = &self->leader[l];
    float conflict = oracle_see(self, self->forum[f].conflict_mean, U(SUCCESS, 5 * l + 4));
    if (leader->directive > 0.5f) {
        leader->directive = conflict < P(leaders_relent) && still > 0.5f * P(leaders_stuck_months);
    } else {
        leader->directive = still > P(leaders_stuck_months) && conflict < P(leaders_relent);
    }
}

static bool acts_now(const struct oracle *self, int f, int l, int rank)
{
    float budget = P(leaders_acts) * part_of(self, f, rank) * (rank == 0 ? P(leaders_first_present) : 1) *
                   vigour_of(&self->leader[l]);
    return self->seat[self->world->leader_seat[l]].filled > 0 && self->forum[f].alive > 0 &&
           (int)P(leaders_policy) != POLICY_none && U(MODE, 4 * l) < budget;
}

static void learn(const struct oracle *self, int f, struct leader *leader, bool soft, bool hard)
{
    float moves = 1 - MIN(1, self->forum[f].stuck / 6);
    if (soft) {
        leader->skill_facilitative =
            toward_one(leader->skill_facilitative, P(leaders_learning) * leader->worked_facilitative);
        leader->worth_facilitative += 0.1f * (leader->worked_facilitative * moves - leader->worth_facilitative);
    }
    if (hard) {
        leader->skill_directive = toward_one(leader->skill_directive, P(leaders_learning) * leader->worked_directive);
        leader->worth_directive += 0.1f * (leader->worked_directive * moves - leader->worth_directive);
    }
    if (soft || hard) {
        leader->acted = (float)(soft + 2 * hard);
    }
}

static void lead(struct oracle *self, const struct view *view, int l, int rank)
{
    struct leader *leader = &self->leader[l];
    int f = view->forum;
    float stuck_months = P(leaders_stuck_months);
    float still = most_of(0, oracle_see(self, self->forum[f].stuck / stuck_months, U(MODE, 4 * l + 3)) * stuck_months);

    watch(self, f, l, still);
    leader->did_facilitative = leader->did_directive = leader->worked_facilitative = leader->worked_directive = 0;
    if (!acts_now(self, f, l, rank)) {
        return;
    }
    bool pushes = U(MODE, 4 * l + 1) < chance_directive(self, leader, still),
         both = U(MODE, 4 * l + 2) < P(leaders_compound);
    bool soft = ON(facilitative_acts) && (both || !pushes), hard = ON(directive_acts) && (both || pushes);
    float meeting = soft && hard ? 0.75f : 1;
    soft = soft && act_in_mode(self, view, FACILITATIVE, l, rank, meeting);
    hard = hard && act_in_mode(self, view, DIRECTIVE, l, rank, meeting);
    learn(self, f, leader, soft, hard);
}

void oracle_leaders(struct oracle *self)
{
    struct view view;
    for (int f = 0; f < self->world->forums; f++) {
        self->forum[f].push_facilitative = self->forum[f].push_directive = self->forum[f].bypass = 0;
        for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++) {
            self->seat[s].leaving = 0;
            self->seat[s].isolation = none_if_tiny(self->seat[s].isolation * 0.85f);
        }
        oracle_view(self, f, &view);
        for (int rank = 0; rank < LEADERS_A_FORUM; rank++)
            lead(self, &view, f * LEADERS_A_FORUM + rank, rank);
    }
}
