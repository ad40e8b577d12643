/* oracle_agenda.c - issues are raised, weighed, moved and lost (section 7.8). */
#include "oracle.h"

/** A forum's means of the month. */
struct board {
    float supply[RESOURCES_COUNT], order, home, speed, borrowed, present, unclear, spread, crowding, efficiency;
    float n1, n2, n3, pushed;
    bool fabric, led, blocked; /* led: by a lead organisation */
    float blame, successes, moved_here;
    float run, guided, tools;
};

static float sits_of(const struct oracle *self, int s)
{
    int f = self->world->seat[s].forum, g = self->world->seat[s].speaks_for;
    if (g < 0) {
        return self->forum[f].alive;
    }
    return MIN(1, (float)self->world->forum[g].meetings / 12) * self->forum[g].alive;
}

static float flexibility_of(const struct oracle *self, int o)
{
    const struct world_organisation *given = &self->world->organisation[o];
    const struct organisation *org = &self->organisation[o];
    float provider = ON(contracts) && given->commissioner >= 0 ? org->contract : 0;
    return P_OF(sectors_flexibility, given->sector) *
           (1 - provider * P(organisations_contract_rigidity) * (1 - org->flex));
}

static void supplies(struct oracle *self, int s, struct board *board)
{
    const struct world_organisation *given = &self->world->organisation[self->world->seat[s].organisation];
    struct seat *seat = &self->seat[s];
    float effort = seat->time * seat->commitment * (0.8f + 0.4f * P_OF(sectors_experts, given->sector));
    seat->contributed += effort;
    board->supply[given->resource] += 0.7f * effort;
    board->supply[given->second < 0 ? given->resource : given->second] += 0.3f * effort;
}

/** Least values over members, beside the sums in `board`. */
struct extremes {
    float slowest, slowest_home, flexible;
};

static void asks_home(const struct oracle *self, int s, struct board *board, struct extremes *extremes)
{
    int o = self->world->seat[s].organisation, c = self->world->organisation[o].sector;
    const struct seat *seat = &self->seat[s];
    float red = ruled(self, P_OF(sectors_red_tape, c)), flexibility = flexibility_of(self, o), sits = sits_of(self, s);
    float department = self->world->organisation[o].parent >= 0;
    float home = (1 - red) * (0.5f + 0.5f * flexibility) * (1 - 0.4f * department * red);
    float speed = (seat->mandate + (1 - seat->mandate) * home) * sits;

    home = home * sits;
    board->order += ruled(self, P_OF(sectors_order, c));
    board->home += home;
    board->speed += speed;
    board->unclear += seat->unclear;
    board->spread += between(seat->position, self->forum[self->world->seat[s].forum].common);
    extremes->flexible = most_of(extremes->flexible, flexibility);
    extremes->slowest = MIN(extremes->slowest, speed);
    extremes->slowest_home = MIN(extremes->slowest_home, home);
}

static void outsiders_come(const struct oracle *self, int f, struct board *board)
{
    if (ON(outsiders) && self->forum[f].alive > 0 && U(OUTSIDER, 2 * f) < P(leaders_outsiders)) {
        bool pushes = U(OUTSIDER, 2 * f + 1) < 0.6f;
        board->pushed = pushes ? 0.3f : 0;
        board->blocked = !pushes;
    }
}

static void sum_up(struct oracle *self, int f, struct board *board, struct extremes *extremes)
{
    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++) {
        board->present += self->seat[s].came;
        if (self->seat[s].filled > 0) {
            supplies(self, s, board);
            asks_home(self, s, board, extremes);
        }
    }
    for (int k = f * self->world->slots; k < (f + 1) * self->world->slots; k++) {
        board->n1 += self->issue[k].stage == 1;
        board->n2 += self->issue[k].stage == 2;
        board->n3 += self->issue[k].stage == 3;
    }
}

static void means_of(struct oracle *self, int f, struct board *board)
{
    const struct forum *forum = &self->forum[f];
    struct extremes extremes = { 1, 1, 0 };
    float by = most_of(1, forum->members), there = forum->members > 1 ? forum->alive : 0;

    sum_up(self, f, board, &extremes);
    board->borrowed = 0.5f * forum->trust_mean * extremes.flexible * (1 - extremes.slowest);
    extremes.slowest += board->borrowed;
    board->order /= by;
    board->home = there * (0.5f * board->home / by + 0.5f * extremes.slowest_home);
    board->speed = most_of(there * (0.5f * board->speed / by + 0.5f * extremes.slowest), board->home);
    board->present /= by;
    board->unclear = ON(ambiguity) ? board->unclear / by : 0;
    board->spread = MIN(1, 3 * board->spread / by);
    float beyond = most_of(0, forum->members / 12 - 1), cost = P(structure_inclusion_cost);
    board->crowding = board->fabric ? 1 : 1 / (1 + beyond * cost / (1 - MIN(cost, 0.99f)));
    float relied = forum->trust_mean + 0.5f * safeguards_of(self) * (1 - forum->trust_mean);
    board->efficiency = (0.4f + 0.6f * relied) * (1 - 0.6f * forum->conflict_mean);
    outsiders_come(self, f, board);
}

static void opens(struct oracle *self, int f, struct board *board)
{
    const struct world_forum *given = &self->world->forum[f];
    bool one_runs = given->governance == GOVERNANCE_lead_organisation || given->governance == GOVERNANCE_administrator;
    *board = (struct board){ .fabric = given->governance == GOVERNANCE_fabric,
                             .led = given->governance == GOVERNANCE_lead_organisation,
                             .run = one_runs ? 1 : 0.3f,
                             .tools = 0.5f * (float)(given->shared_assessment + given->hub) };
    board->guided = P(structure_order_push) * (0.3f + (board->run - 0.3f) * self->seat[given->chair].filled);
    means_of(self, f, board);
}

/* --- a slot fills --- */

enum source { BY_STRUCTURE, BY_PROCESS, FROM_OUTSIDE, BY_MEMBERS, BY_NOBODY };

static enum source raised_by(const struct oracle *self, int f, int k, const struct board *board)
{
    const struct world_forum *given = &self->world->forum[f];
    const struct forum *forum = &self->forum[f];
    float u = U(RAISED, k), gate = 1, below = 0;
    if (ON(structure_leads)) {
        gate = 1 - P(structure_gatekeeping) * forum->formality;
        below = given->origin == ORIGIN_imposed ? P(structure_duty) : 0;
    }
    if (u < below) {
        return BY_STRUCTURE;
    }
    if (ON(processes_lead)) {
        below += board->tools * P(processes_hub) * gate;
    }
    if (u < below) {
        return BY_PROCESS;
    }
    if (ON(outsiders)) {
        below += gate * 0.5f * P(leaders_outsiders);
    }
    if (u < below) {
        return FROM_OUTSIDE;
    }
    if (ON(participants_lead)) {
        below += gate * forum->meets * P(agenda_raise) * (0.5f + board->present) *
                 (1 + P(people_frustration_drive) * forum->frustration_mean);
    }
    return u < below ? BY_MEMBERS : BY_NOBODY;
}

static void needs(const struct oracle *self, int f, int k, struct issue *issue)
{
    int own = self->world->forum[f].resource;
    int second = own + 1 + (int)(U(ISSUE, 8 * k + 2) * 4), third = own + 1 + (int)(U(ISSUE, 8 * k + 3) * 4);
    if (third == second) {
        third++;
    }
    issue->needs_second = (float)(second >= RESOURCES_COUNT ? second - RESOURCES_COUNT : second);
    issue->needs_third = (float)(third >= RESOURCES_COUNT ? third - RESOURCES_COUNT : third);
}

static void fill(struct oracle *self, int f, int k, enum source source)
{
    const struct forum *forum = &self->forum[f];
    struct issue *issue = &self->issue[k];
    float lead = self->seat[self->world->forum[f].chair].position, z0 = U(ISSUE, 8 * k);
    float ladder = P(agenda_ladder);

    *issue = (struct issue){ .stage = 1, .support = issue->support };
    issue->place = source == BY_STRUCTURE ? 0.5f * z0 + 0.5f * lead : z0;
    issue->extent =
        P(agenda_size) * (1 - ladder + ladder * (0.4f + 0.3f * MIN(3, forum->rung))) * (0.5f + U(ISSUE, 8 * k + 1));
    needs(self, f, k, issue);
    issue->copied = U(ISSUE, 8 * k + 4) < P(agenda_copying);
    if (issue->copied > 0) {
        issue->extent *= 0.7f;
    }
    float loyalty = self->leader[f * LEADERS_A_FORUM].loyalty;
    issue->wanted = loyalty * lead + (1 - loyalty) * forum->common;
    issue->first_far = between(issue->place, issue->wanted);
    issue->by_structure = source == BY_STRUCTURE;
    issue->by_process = source == BY_PROCESS;
    issue->by_participant = source == FROM_OUTSIDE || source == BY_MEMBERS;
    self->area.raised += 1;
    self->area.moved += 1;
    self->area.moved_structure += issue->by_structure;
    self->area.moved_process += issue->by_process;
    self->area.moved_participant += issue->by_participant;
    self->area.moved_outsiders += source == FROM_OUTSIDE;
}

/* --- it is weighed --- */

static void weigh(struct oracle *self, int f, struct issue *issue)
{
    float tolerance = P(agenda_tolerance) * (0.8f + 0.4f * self->forum[f].language), sum = 0, weight = 0, lowest = 1;
    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++) {
        const struct seat *seat = &self->seat[s];
        if (seat->came == 0) {
            continue;
        }
        float accepts = most_of(0, 1 - between(seat->position, issue->place) / (tolerance * (1 + seat->comfort)));
        float doubt = ON(ambiguity) ? 0.5f * seat->unclear : 0;
        float has = seat->influence * ((1 - seat->isolation) * (1 - doubt));
        sum += has * accepts;
        weight += has;
        if (has > 0.1f) {
            lowest = MIN(lowest, accepts);
        }
    }
    if (weight > 0.000001f) {
        float mean = sum / weight;
        issue->support = self->world->forum[f].rule == RULE_consensus ? 0.6f * mean + 0.4f * lowest : mean;
    }
}

/* --- it moves --- */

/** Movement by who causes it, in stages. */
struct push {
    float structure, process, own, facilitative, directive, outside;
};

static float over_threshold(const struct oracle *self, int f, const struct issue *issue, const struct board *board)
{
    static const float asks[] = { [RULE_majority] = 0.30f, [RULE_three_quarters] = 0.40f, [RULE_consensus] = 0.35f };
    float threshold = 2 * P(agenda_agreement) * asks[self->world->forum[f].rule];
    return most_of(0, issue->support - threshold) / (1 - threshold) * self->forum[f].meets / most_of(1, board->n1);
}

static void push_on_table(const struct oracle *self, int f, const struct issue *issue, const struct board *board,
                          struct push *push)
{
    const struct world_forum *given = &self->world->forum[f];
    const struct forum *forum = &self->forum[f];
    float over = over_threshold(self, f, issue, board), orderly = board->fabric ? 0 : board->order * forum->formality;
    float drive = 1 + P(people_frustration_drive) * forum->frustration_mean;
    float groups = (float)given->working_group + 0.5f * (float)given->informal;

    push->structure = over * board->guided * (orderly + 0.3f);
    push->process = over * P(processes_prepare) * groups;
    push->own = over * P(agenda_talk) * board->crowding * drive;
    push->directive = forum->push_directive / most_of(1, board->n1) + over * 0.3f * forum->prepared;
    push->outside = board->pushed / most_of(1, board->n1 + board->n2);
}

static void push_agreed(const struct oracle *self, int f, const struct board *board, struct push *push)
{
    const struct world_forum *given = &self->world->forum[f];
    float ratify = P(agenda_ratify) * board->crowding * (1 - 0.2f * safeguards_of(self));
    push->structure = ratify * board->home;
    push->process = 0.3f * P(processes_prepare) * (float)(given->working_group + given->informal);
    push->own = ratify * (board->speed - board->home);
    push->directive = self->forum[f].bypass / most_of(1, board->n2);
    push->outside = board->pushed / most_of(1, board->n1 + board->n2);
}

static void push_work(const struct oracle *self, int f, const struct issue *issue, const struct board *board,
                      struct push *push)
{
    const struct forum *forum = &self->forum[f];
    float orderly = board->fabric ? 0 : board->order * forum->formality;
    float early = issue->copied > 0 ? 1 : 1 - P(users_early_cost) * (1 - issue->progress);
    float scarcest = MIN(board->supply[self->world->forum[f].resource],
                         MIN(board->supply[(int)issue->needs_second], board->supply[(int)issue->needs_third]));
    float work = board->efficiency * early * (0.4f + 0.6f * issue->support) / most_of(1, board->n3) *
                 (P(agenda_work) * scarcest / most_of(issue->extent, 0.1f));
    push->structure = work * board->guided * orderly;
    push->process = work * P(processes_fidelity) * board->tools;
    push->own = work;
    push->facilitative = forum->push_facilitative * work;
}

static struct push push_of(const struct oracle *self, int f, const struct issue *issue, const struct board *board)
{
    struct push push = { 0 };
    if (issue->stage == 1) {
        push_on_table(self, f, issue, board, &push);
    } else if (issue->stage == 2) {
        push_agreed(self, f, board, &push);
    } else if (issue->stage == 3) {
        push_work(self, f, issue, board, &push);
    }
    push.structure = ON(structure_leads) ? push.structure : 0;
    push.process = ON(processes_lead) ? push.process : 0;
    push.own = ON(participants_lead) ? push.own : 0;
    return push;
}

static void book(struct oracle *self, struct issue *issue, const struct push *push, float step, float rate)
{
    float part = rate > 0.000000001f ? step / rate : 0;
    float participant = push->own + push->facilitative + push->directive + push->outside;
    issue->by_structure += part * push->structure;
    issue->by_process += part * push->process;
    issue->by_participant += part * participant;
    self->area.moved += step;
    self->area.moved_structure += part * push->structure;
    self->area.moved_process += part * push->process;
    self->area.moved_participant += part * participant;
    self->area.moved_facilitative += part * push->facilitative;
    self->area.moved_directive += part * push->directive;
    self->area.moved_outsiders += part * push->outside;
}

static void deliver(struct oracle *self, int f, const struct issue *issue, struct board *board)
{
    struct field *field = &self->field[self->world->forum[f].resource];
    float quality = 0.8f;
    if (issue->copied == 0) {
        quality = ON(novelty) ? 1 + P(agenda_novelty) * board->spread : 1;
        self->area.novelty_sum += board->spread;
    }
    float gain = MIN(1, P(users_service_gain) * issue->extent * quality);
    self->area.delivered += 1;
    self->area.wanted_far += issue->first_far;
    self->area.wanted_near += between(issue->place, issue->wanted);
    field->service += gain * (1 - field->service);
    board->successes += 0.4f + 0.3f * MIN(2, issue->extent);
}

/** Talk and the lead draw an issue on the table. */
static void draw_together(const struct oracle *self, int f, struct issue *issue, const struct board *board)
{
    const struct seat *lead = &self->seat[self->world->forum[f].chair];
    if (issue->stage != 1 || self->forum[f].meets == 0) {
        return;
    }
    issue->place += P(agenda_give) * (self->forum[f].common - issue->place);
    if (ON(structure_leads) && board->led && lead->filled > 0) {
        issue->place += P(structure_lead_pull) * (lead->position - issue->place);
    }
}

static void move(struct oracle *self, int f, struct issue *issue, struct board *board)
{
    struct push push = push_of(self, f, issue, board);
    float rate = push.structure + push.process + push.own + push.facilitative + push.directive + push.outside, step = 0;
    bool open = issue->stage > 0;

    if (!open) {
        return;
    }
    step = MIN(board->blocked ? 0 : rate, 1 - issue->progress);
    bool done = issue->progress + step >= 0.99999f;
    draw_together(self, f, issue, board);
    book(self, issue, &push, step, rate);
    self->area.months_in_hand += 1;
    board->moved_here += step;
    issue->age += 1;
    issue->still = step > 0.01f ? 0 : issue->still + 1;
    issue->progress = done ? 0 : issue->progress + step;
    if (done && issue->stage == 3) {
        deliver(self, f, issue, board);
        issue->stage = 0;
    } else if (done) {
        issue->stage += 1;
    }
}

/* --- it may be lost --- */

static void lose(struct oracle *self, int f, int k, struct board *board)
{
    struct issue *issue = &self->issue[k];
    float loose = 1 - board->order * self->forum[f].formality * (1 - board->borrowed);
    float bound = issue->stage == 3 ? 1 - P(agenda_binding) : 1;
    float chance = bound * share_of(P(agenda_backtrack) * (loose + board->unclear + 2 * self->area.turbulence) *
                                    (0.5f + (1 - issue->support)));
    float pressure = self->field[self->world->forum[f].resource].pressure;
    float blame = (1 - P(sectors_risk_licence)) * MIN(1, 0.3f * pressure);

    if (issue->stage > 0 && issue->still > P(agenda_stall_months) && U(BACKTRACK, 2 * k + 1) < P(agenda_drop) * bound) {
        board->blame += issue->stage == 3 ? blame : 0;
        issue->stage = issue->progress = 0;
        self->area.dropped += 1;
    } else if (ON(backtrack) && issue->stage >= 2 && U(BACKTRACK, 2 * k) < chance) {
        board->blame += blame;
        self->area.moved_back += 1 + issue->progress;
        self->area.backtracks += 1;
        issue->stage -= 1;
        issue->progress = 0;
    }
}

/** What the forum keeps of its month. */
static void remember(struct oracle *self, int f, const struct board *board)
{
    struct forum *forum = &self->forum[f];
    float kept = forum->purpose * (1 - P(users_purpose_decay));
    for (int s = FIRST_SEAT(f); s < END_SEAT(f); s++)
        if (self->seat[s].filled > 0) {
            self->seat[s].conflict += 0.3f * MIN(1, board->blame) * (1 - self->seat[s].conflict);
        }
    forum->success = MIN(1, board->successes);
    forum->rung += forum->success;
    forum->stuck = board->moved_here > 0.02f ? 0 : forum->stuck + forum->alive;
    forum->prepared = none_if_tiny(forum->prepared * (forum->meets > 0 ? 0.3f : 0.8f));
    forum->purpose = share_of(kept + (ON(small_wins) ? 0.15f * forum->success * (1 - kept) : 0));
}

void oracle_agenda(struct oracle *self)
{
    for (int f = 0; f < self->world->forums; f++) {
        struct board board;
        opens(self, f, &board);
        for (int k = f * self->world->slots; k < (f + 1) * self->world->slots; k++) {
            if (self->issue[k].stage == 0 && self->forum[f].alive > 0) {
                enum source source = raised_by(self, f, k, &board);
                if (source != BY_NOBODY) {
                    fill(self, f, k, source);
                }
            }
            weigh(self, f, &self->issue[k]);
            move(self, f, &self->issue[k], &board);
            lose(self, f, k, &board);
        }
        remember(self, f, &board);
    }
}
