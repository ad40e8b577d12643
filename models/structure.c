/* structure.c - what changes by itself, beside what leaders do (A21, B6): people leave and newcomers begin (3a.1, I19),
 * organisations give up seats or take them (A11, F2), forums stiffen, die and begin anew (A10). Rare events are plain
 * code on one lane. */
#include "structure.h"

#include "agenda.h"
#include "leaders.h"
#include "membership.h"
#include "presence.h"
#include "promises.h"

/** The eight numbers of chance of a newcomer. */
enum {
    FRESH_COMMITMENT,
    FRESH_OPENNESS,
    FRESH_EXPERIENCE,
    FRESH_STANDING,
    FRESH_EXCUSE,
    FRESH_CLOSED,
    FRESH_LOYALTY,
    FRESH_TENACITY
};

/** The ties of a seat when somebody new sits in it: both sides fall back on what their organisations hold. */
static void seat_ties_begin(struct sim_pack *pack, int s, int lane)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[w->seat[s].forum];
    int i = s - forum->first_seat;
    real part = p->trust_institution[lane], start = p->trust_start[lane];

    for (int j = 0; j < forum->seats; j++) {
        int out = tie_of(forum, i, j), in = tie_of(forum, j, i);
        real there = j == i ? R(0) : now->filled[forum->first_seat + j][lane];
        now->trust[out][lane] = there * structure_inherits(now->institution[out][lane], part, start);
        now->trust[in][lane] = there * structure_inherits(now->institution[in][lane], part, start);
    }
}

/** Somebody new in a seat. What was learnt together is lost with who left (4d). */
static void seat_begins(struct sim_pack *pack, int s, int lane, const real (*fresh)[SIM_LANES])
{
    HERE(pack);
    const struct world_seat *seat = &w->seat[s];
    real ambiguity = membership_ambiguity(w, s, ON(ambiguity) * p->structure_ambiguity[lane]);
    struct marks marks = membership_marks(ambiguity, fresh[FRESH_STANDING][lane]);

    now->filled[s][lane] = R(1);
    now->tenure[s][lane] = R(-1); /* counted up at the end of the month */
    now->mandate[s][lane] = clamp01(p->people_mandate[lane] * now->cell.seat_mandate[s][lane]);
    now->position[s][lane] = now->home[seat->organisation][lane];
    now->excuse[s][lane] = one_if(fresh[FRESH_EXCUSE][lane] < p->people_excuse_share[lane]);
    now->closed[s][lane] = one_if(fresh[FRESH_CLOSED][lane] < p->people_closed_share[lane]);
    now->commitment[s][lane] =
        clamp01(p->people_commitment[lane] + p->people_spread[lane] * (fresh[FRESH_COMMITMENT][lane] - R(0.5)));
    now->openness[s][lane] =
        (R(1) - now->closed[s][lane]) *
        clamp01(p->people_openness[lane] + p->people_spread[lane] * (fresh[FRESH_OPENNESS][lane] - R(0.5)));
    now->experience[s][lane] =
        clamp01(p->people_experience[lane] + p->people_spread[lane] * (fresh[FRESH_EXPERIENCE][lane] - R(0.5)));
    now->listed[s][lane] = marks.listed;
    now->belongs[s][lane] = marks.belongs;
    now->sent[s][lane] = marks.sent;
    now->awaited[s][lane] = R(0);
    now->influence[s][lane] = now->cell.seat_influence[s][lane];
    now->identification[s][lane] = now->isolation[s][lane] = now->strange[s][lane] = now->comfort[s][lane] = R(0);
    now->extra[s][lane] = now->load[s][lane] = now->kept[s][lane] = now->broke[s][lane] = R(0);
    now->frustration[s][lane] = R(0.5) * now->frustration[s][lane];
    now->conflict[s][lane] = R(0.5) * now->conflict[s][lane];
    now->hope[s][lane] = R(1);
    now->salience[s][lane] = R(1);
    now->language[seat->forum][lane] *= R(1) - R(1) / max(R(2), now->members[seat->forum][lane]);
    seat_ties_begin(pack, s, lane);
}

/** The person would lead with the skill of newcomers, and a cause of its own. */
static void leader_is_new(struct sim_pack *pack, int s, int lane, const real (*fresh)[SIM_LANES])
{
    HERE(pack);
    now->energy[s][lane] = R(1);
    now->skill_facilitative[s][lane] = now->skill_directive[s][lane] = p->leaders_skill[lane];
    now->unease[s][lane] = p->leaders_ideology[lane];
    now->worth_facilitative[s][lane] = now->worth_directive[s][lane] = R(0.5);
    now->acted[s][lane] = now->obstacle[s][lane] = now->failed[s][lane] = now->away[s][lane] = R(0);
    now->led[s][lane] = R(0);
    now->loyalty[s][lane] =
        leaders_differ(p->leaders_loyalty[lane], p->people_spread[lane], fresh[FRESH_LOYALTY][lane]);
    now->tenacity[s][lane] =
        leaders_differ(p->leaders_tenacity[lane], p->people_spread[lane], fresh[FRESH_TENACITY][lane]);
    now->cause[s][lane] = now->position[s][lane];
}

/** Is a seat the holder of one of the fields that an issue needs? */
static bool is_holder(const struct now *now, const struct world *w, int s, int k, int lane)
{
    const struct world_organisation *o = &w->organisation[w->seat[s].organisation];
    const struct needs n = needs_of(now, k, lane);
    const int fields[] = { (int)n.first, (int)n.second, (int)n.third };

    for (int i = 0; i < 3; i++)
        if (world_gives(o, fields[i]) > 0 && holder_of(now, w, w->seat[s].forum, fields[i], lane) == s) {
            return true;
        }
    return false;
}

/** Who leaves takes along its consent to what its home has not ratified yet, and the cause that it champions (A21,
 * 3a.1). */
static void consents_lapse(struct sim_pack *pack, int s, int lane)
{
    HERE(pack);
    int f = w->seat[s].forum;

    for (int k = f * w->slots; k < (f + 1) * w->slots; k++) {
        real stage = now->stage[k][lane];
        bool champions = (stage == R(1) || stage == R(2)) && now->champion[k][lane] == R(s + 1);
        if (champions || (stage == R(2) && is_holder(now, w, s, k, lane))) {
            now->moved_back[0][lane] += now->progress[k][lane];
            now->progress[k][lane] = R(0);
            now->champion[k][lane] = champions ? R(0) : now->champion[k][lane];
        }
    }
}

/** What a seat holds of issues where nobody has been talked to yet, and whom it has met, where it has met nobody. */
static void stances_begin(struct sim_pack *pack, int s, int lane, real resistance)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[w->seat[s].forum];
    int own = s - forum->first_seat;

    for (int x = s * w->slots; x < (s + 1) * w->slots; x++) {
        now->resistance[x][lane] = resistance;
        now->held[x][lane] = now->promised[x][lane] = now->given[x][lane] = R(0);
    }
    for (int i = 0; i < forum->seats; i++)
        if (i != own) {
            int tie = i < own ? tie_of(forum, i, own) : tie_of(forum, own, i);
            now->since[tie][lane] = R(99);
            now->often[tie][lane] = R(0);
        }
}

SHARED void seat_falls_empty(struct sim_pack *pack, int s, int lane)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[w->seat[s].forum];
    int i = s - forum->first_seat;
    real keeps = forum->governance == GOVERNANCE_fabric ? R(0) : ON(ambiguity);

    now->filled[s][lane] = now->commitment[s][lane] = now->time[s][lane] = now->came[s][lane] = R(0);
    now->frustration[s][lane] = now->conflict[s][lane] = now->identification[s][lane] = now->hope[s][lane] = R(0);
    now->comfort[s][lane] = now->extra[s][lane] = R(0);
    now->belongs[s][lane] = now->sent[s][lane] = now->awaited[s][lane] = R(0);
    now->listed[s][lane] *= keeps; /* nobody has told whoever keeps the list */
    now->load[s][lane] = now->kept[s][lane] = now->broke[s][lane] = R(0);
    for (int j = 0; j < forum->seats; j++)
        now->trust[tie_of(forum, i, j)][lane] = now->trust[tie_of(forum, j, i)][lane] = R(0);
    stances_begin(pack, s, lane, R(0));
}

SHARED void seat_ends(struct sim_pack *pack, int s, int lane)
{
    HERE(pack);
    consents_lapse(pack, s, lane);
    seat_falls_empty(pack, s, lane);
    now->left[0][lane] += R(1);
    now->exits[0][lane] += R(1);
}

SHARED void seat_is_taken(struct sim_pack *pack, int s, int lane, const real (*fresh)[SIM_LANES])
{
    HERE(pack);
    int f = w->seat[s].forum;

    if (now->filled[s][lane] > R(0)) {
        consents_lapse(pack, s, lane);
        now->left[0][lane] += R(1);
    }
    if (s == w->forum[f].chair && now->life[f][lane] > R(0)) {
        now->lead_changes[f][lane] += now->first_life[f][lane];
    }
    seat_begins(pack, s, lane, fresh);
    stances_begin(pack, s, lane, R(1));
    leader_is_new(pack, s, lane, fresh);
}

/** What happens to one seat this month. */
struct turn {
    flag leaves, quits; /* the person leaves and is followed; the organisation gives up the seat */
};

static void seat_turns_over(struct sim_pack *pack, int s, int lane, struct turn turn, const real (*fresh)[SIM_LANES])
{
    HERE(pack);
    bool filled = now->filled[s][lane] > R(0), dismissed = now->leaving[s][lane] == R(LEAVING_FOR_GOOD);
    bool reseated = now->leaving[s][lane] == R(LEAVING_FOR_ANOTHER);
    int f = w->seat[s].forum;

    if (filled && turn.quits && now->alive[f][lane] > R(0) && now->conflict[s][lane] > p->fates_pain[lane]) {
        now->trouble[f][lane] = R(1);
    }
    if (filled && (dismissed || reseated || turn.quits)) {
        seat_ends(pack, s, lane);
        now->dismissals[0][lane] += one_if(dismissed);
    } else if ((filled && turn.leaves) || (!filled && now->joining[s][lane] > R(0))) {
        seat_is_taken(pack, s, lane, fresh);
    }
}

/** Chance that the person in each seat leaves, by how worn it is of leading (I1, I2). */
static void seats_may_be_left(struct sim_pack *pack, real (*goes)[SIM_LANES])
{
    HERE(pack);
    real turnover = ON(turnover);

    for (int s = 0; s < w->seats; s++)
        LANES {
            real tired = R(1) - leaders_vigour(now->energy[s][lane]);
            real worn = now->away[s][lane] > R(0) ? R(1) : tired;
            goes[s][lane] = turnover * structure_leaves(p->people_turnover[lane], now->frustration[s][lane],
                                                        now->conflict[s][lane], worn);
        }
}

/** Who holds several seats leaves all or none of them: by the greatest of their chances and the luck of the first
 * (A12). */
static void person_may_leave(struct sim_pack *pack, const struct world_person *person, real (*goes)[SIM_LANES],
                             real (*luck)[SIM_LANES])
{
    HERE(pack);
    real most[SIM_LANES];

    LANES
        most[lane] = R(0);
    for (int i = 0; i < person->seats; i++)
        LANES
            most[lane] = max(most[lane], now->filled[person->seat[i]][lane] * goes[person->seat[i]][lane]);
    for (int i = 0; i < person->seats; i++)
        LANES {
            goes[person->seat[i]][lane] = most[lane];
            luck[2 * person->seat[i]][lane] = luck[2 * person->seat[0]][lane];
        }
}

static void seats_turn_over(struct sim_pack *pack)
{
    HERE(pack);
    real(*luck)[SIM_LANES] = now->dice, (*goes)[SIM_LANES] = luck + CHANCE_ROWS(2 * w->seats), fresh[8][SIM_LANES];
    real exit = ON(exit);

    chance_fill(luck, pack, DRAW_LEAVES, 2 * w->seats);
    seats_may_be_left(pack, goes);
    for (int i = 0; i < w->persons; i++)
        person_may_leave(pack, &w->person[i], goes, luck);
    for (int s = 0; s < w->seats; s++) {
        int f = w->seat[s].forum;
        flag leaves[SIM_LANES], quits[SIM_LANES];
        real changes[SIM_LANES];
        LANES {
            real frustration = now->frustration[s][lane], conflict = now->conflict[s][lane],
                 filled = now->filled[s][lane];
            now->tenure[s][lane] += filled;
            real alive = now->alive[f][lane], joining = now->joining[s][lane], leaving = now->leaving[s][lane];
            real exits =
                exit * structure_exits(p->structure_exit[lane], frustration, conflict, now->commitment[s][lane]);
            /* an empty seat is taken the sooner the more the forum has built (F2) */
            real takes = p->structure_pace[lane] * (R(0.5) + R(0.5) * now->built[f][lane]);
            bool joins = (filled < R(1)) & ((luck[2 * s + 1][lane] < takes) | (joining > R(0))) & (alive > R(0)) &
                         (seat_is_there(&now->cell, w, s, lane) > R(0));
            leaves[lane] = luck[2 * s][lane] < goes[s][lane];
            quits[lane] = (luck[2 * s + 1][lane] < exits) | (alive == R(0));
            now->joining[s][lane] = one_if(joins);
            changes[lane] = one_if(((filled > R(0)) & (leaves[lane] | quits[lane] | (leaving > R(0)))) | joins);
        }
        if (!in_any_lane(changes)) {
            continue;
        }
        chance_eight(fresh, pack, DRAW_NEWCOMER, s);
        LANES_WHERE(changes)
        seat_turns_over(pack, s, lane, (struct turn){ leaves[lane], quits[lane] }, (const real(*)[SIM_LANES])fresh);
    }
}

/** Forums stiffen, learn a common language, spend others' money; they die when almost nobody is left, or nobody meets
 * (A10, D4, A21). */
static void forum_ages(struct sim_pack *pack, int f)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real members[SIM_LANES], emerged = one_if(forum->origin == ORIGIN_emerged);

    LANES
        members[lane] = R(0);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            members[lane] += now->filled[s][lane];
            now->extra[s][lane] = flush_to_zero(now->extra[s][lane] * (R(1) - p->organisations_memory[lane]));
        }
    LANES {
        real first_life = now->first_life[f][lane], alive = now->alive[f][lane];
        now->life[f][lane] += first_life * alive;
        now->conflict_life[f][lane] += first_life * now->conflict_mean[f][lane];
        real formality = now->formality[f][lane], language = now->language[f][lane];
        real learns = p->people_identification_gain[lane] *
                      (now->meets[f][lane] + now->cell.forum_training[f][lane] * p->processes_training[lane]);
        real dormant = now->meets[f][lane] > R(0) ? R(0) : now->dormant[f][lane] + R(1);
        real ends = one_if((members[lane] < R(2)) | (dormant > R(24)));
        real stiffens = p->structure_formalisation[lane] * (R(1) - emerged * R(0.5));
        now->formality[f][lane] = formality + stiffens * (R(1) - formality);
        now->language[f][lane] =
            language + learns * (R(1) - language) - R(0.5) * p->people_identification_gain[lane] * language;
        now->members[f][lane] = members[lane];
        now->dormant[f][lane] = dormant;
        alive = alive * (R(1) - ends);
        now->alive[f][lane] = alive;
        now->first_life[f][lane] = now->life[f][lane] > R(0) ? first_life * alive : first_life;
    }
}

SHARED void issues_are_dropped(struct sim_pack *pack, int f, int lane)
{
    HERE(pack);
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++) {
        now->dropped[0][lane] += one_if(now->stage[k][lane] > R(0));
        now->stage[k][lane] = now->progress[k][lane] = R(0);
        promises_are_void(pack, f, k, lane);
    }
}

SHARED void forum_is_new(struct sim_pack *pack, int f, int lane)
{
    HERE(pack);
    now->formality[f][lane] = now->cell.forum_formality[f][lane];
    now->purpose[f][lane] = p->users_purpose[lane];
    now->clock[f][lane] = R(4) * (real)(f % 3); /* calendars are a third of a meeting apart */
    now->common[f][lane] = R(0.5);
    now->trust_mean[f][lane] = p->trust_start[lane];
    now->openness_mean[f][lane] = p->people_openness[lane];
    now->hope_mean[f][lane] = R(1);
    now->practice[f][lane] = R(0.5);
    now->commitment_mean[f][lane] = p->people_commitment[lane];
    now->attempts[f][lane] = p->agenda_size[lane];
    now->efficiency[f][lane] = R(1);
}

SHARED void forum_is_born(struct sim_pack *pack, int f, int lane)
{
    HERE(pack);
    bool anew = now->life[f][lane] > R(0);

    now->alive[f][lane] = R(1);
    now->dormant[f][lane] = now->stuck[f][lane] = now->since_success[f][lane] = now->overdue[f][lane] = R(0);
    for (int s = w->forum[f].first_seat; s < w->forum[f].first_seat + w->forum[f].seats; s++)
        if (now->filled[s][lane] == R(0)) {
            now->listed[s][lane] = now->awaited[s][lane] = R(0);
        }
    now->language[f][lane] = now->built[f][lane] = now->rung[f][lane] = R(0);
    now->said[f][lane] = R(0);
    forum_is_new(pack, f, lane);
    if (anew) {
        now->formality[f][lane] = R(0);
        for (int rank = 0; rank < LEADERS_A_FORUM; rank++)
            now->joining[w->founder[f * LEADERS_A_FORUM + rank]][lane] = R(1);
    } else {
        now->began[f][lane] = R(pack->month);
    }
    issues_are_dropped(pack, f, lane);
}

static void forums_are_born(struct sim_pack *pack)
{
    HERE(pack);
    if (sim_left_out(pack, MECHANISM_collaboration)) {
        return;
    }
    chance_fill(now->dice, pack, DRAW_BIRTH, w->forums);
    for (int f = 0; f < w->forums; f++) {
        real born[SIM_LANES];
        LANES
            born[lane] = one_if((now->alive[f][lane] == R(0)) & (forum_is_there(&now->cell, w, f, lane) > R(0)) &
                                (now->dice[f][lane] < p->structure_birth[lane]));
        LANES_WHERE(born)
        forum_is_born(pack, f, lane);
    }
}

PHASE structure_changes(struct sim_pack *pack)
{
    HERE(pack);
    forums_are_born(pack);
    seats_turn_over(pack);
    for (int f = 0; f < w->forums; f++)
        forum_ages(pack, f);
}
