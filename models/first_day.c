/* first_day.c - the state of every entity before the first month, drawn around the parameters; a scenario's table
 * overrides what is drawn (S6). */
#include "leaders.h"
#include "membership.h"
#include "presence.h"

static void organisations_begin(struct sim_pack *pack)
{
    HERE(pack);
    chance_fill(now->dice, pack, DRAW_FIRST_ORGANISATION, 3 * w->organisations);
    for (int i = 0; i < w->organisations; i++) {
        const real(*dice)[SIM_LANES] = (const real(*)[SIM_LANES])(now->dice + 3 * i);
        LANES {
            real spread = p->organisations_diversity[lane];
            real nature = p->organisations_manager_interest[lane] * now->cell.organisation_interest[i][lane];
            real apart = p->organisations_first_apart[lane], near = R(0.5) + spread * (dice[0][lane] - R(0.5));
            now->home[i][lane] = clamp01(i == 0 ? near + apart * (R(1) - near) : near * (R(1) - apart));
            now->interest[i][lane] = clamp01(nature + p->people_spread[lane] * (dice[1][lane] - R(0.5)));
            now->staff[i][lane] = (real)w->organisation[i].part * now->cell.organisation_present[i][lane];
            now->contract[i][lane] = now->contract_alone[i][lane] = contract_is_there(&now->cell, w, i, lane);
            now->to_renewal[i][lane] = (real)(int32_t)(dice[2][lane] * p->organisations_contract_months[lane]) + R(1);
        }
    }
    for (int r = 0; r < RESOURCES_COUNT; r++)
        LANES
            now->pressure[r][lane] = R(1);
}

/** The second member of each forum may be difficult: far from all and unwilling, far from all and in earnest, or a
 * large organisation with little mind to give what all need (S6). Nobody sees the label. */
static void seat_is_difficult(struct sim_pack *pack, int s)
{
    HERE(pack);
    LANES {
        real kind = p->people_difficult[lane], position = now->position[s][lane], commitment = now->commitment[s][lane];
        real far = position < R(0.5) ? R(1) : R(0);
        bool apart = (kind == R(DIFFICULT_true_blocker)) | (kind == R(DIFFICULT_principled_dissenter));
        now->position[s][lane] = apart ? far : position;
        now->strange[s][lane] = one_if(apart);
        now->excuse[s][lane] = kind == R(DIFFICULT_true_blocker) ? R(1) : now->excuse[s][lane];
        commitment = kind == R(DIFFICULT_true_blocker)           ? R(0)
                     : kind == R(DIFFICULT_principled_dissenter) ? now->filled[s][lane]
                                                                 : commitment;
        now->commitment[s][lane] = kind == R(DIFFICULT_key_resource_holder) ? R(0.5) * commitment : commitment;
    }
}

/** Whether somebody sits there, and what the seat gives. */
static void seat_begins_with(struct sim_pack *pack, int s)
{
    HERE(pack);
    const struct world_seat *seat = &w->seat[s];
    real on = ON(collaboration);

    LANES {
        real filled = on * (real)seat->filled * seat_is_there(&now->cell, w, s, lane);
        now->filled[s][lane] = filled;
        now->filled_first[0][lane] += filled;
    }
    LANES {
        now->mandate[s][lane] = clamp01(p->people_mandate[lane] * now->cell.seat_mandate[s][lane]);
        now->influence[s][lane] = now->cell.seat_influence[s][lane];
        now->position[s][lane] = now->home[seat->organisation][lane];
    }
}

/** The person who sits there. */
static void person_begins(struct sim_pack *pack, int s, const real (*dice)[SIM_LANES])
{
    HERE(pack);
    real ambiguous = ON(ambiguity);

    LANES {
        real ambiguity = membership_ambiguity(w, s, ambiguous * p->structure_ambiguity[lane]);
        struct marks marks = membership_marks(ambiguity, dice[4][lane]);
        real filled = now->filled[s][lane], closed = one_if(dice[5][lane] < p->people_closed_share[lane]);
        now->commitment[s][lane] =
            filled * clamp01(p->people_commitment[lane] + p->people_spread[lane] * (dice[0][lane] - R(0.5)));
        now->openness[s][lane] =
            (R(1) - closed) * clamp01(p->people_openness[lane] + p->people_spread[lane] * (dice[1][lane] - R(0.5)));
        now->experience[s][lane] =
            clamp01(p->people_experience[lane] + p->people_spread[lane] * (dice[2][lane] - R(0.5)));
        now->excuse[s][lane] = one_if(dice[3][lane] < p->people_excuse_share[lane]);
        now->listed[s][lane] = filled * marks.listed;
        now->belongs[s][lane] = filled * marks.belongs;
        now->sent[s][lane] = filled * marks.sent;
        now->attention[s][lane] = R(1);
        now->closed[s][lane] = closed;
        now->hope[s][lane] = filled;
        now->salience[s][lane] = R(1);
    }
}

static void seats_begin(struct sim_pack *pack)
{
    HERE(pack);
    enum { DICE = 6 };

    chance_fill(now->dice, pack, DRAW_FIRST_SEAT, DICE * w->seats);
    for (int s = 0; s < w->seats; s++) {
        seat_begins_with(pack, s);
        person_begins(pack, s, (const real(*)[SIM_LANES])(now->dice + DICE * s));
    }
    for (int f = 0; f < w->forums; f++)
        seat_is_difficult(pack, w->forum[f].first_seat + 1);
    for (int s = 0; s < w->seats; s++)
        for (int lane = 0; lane < SIM_LANES; lane++)
            person_is_as_told(pack, s, lane);
}

/** Trust on the first day: the start level with a spread, more where organisations have been in contact. */
static void ties_begin(struct sim_pack *pack)
{
    HERE(pack);
    for (int f = 0; f < w->forums; f++) {
        const struct world_forum *forum = &w->forum[f];
        for (int i = 0; i < forum->seats; i++)
            for (int j = 0; j < forum->seats; j++) {
                int t = tie_of(forum, i, j), pair = i < j ? pair_of(forum, i, j) : i > j ? pair_of(forum, j, i) : 0;
                real other = i == j ? R(0) : R(1);
                LANES {
                    real both =
                        other * now->filled[forum->first_seat + i][lane] * now->filled[forum->first_seat + j][lane];
                    real start = p->trust_start[lane] + p->people_spread[lane] * (now->dice[pair][lane] - R(0.5));
                    real trust = clamp01(start + R(0.5) * (real)w->contact[t] * (R(1) - start));
                    now->trust[t][lane] = both * trust;
                    now->institution[t][lane] = other * trust;
                    now->since[t][lane] = i < j ? R(99) : R(0);
                }
            }
    }
}

static void forums_begin(struct sim_pack *pack)
{
    HERE(pack);
    real on = ON(collaboration);
    for (int f = 0; f < w->forums; f++) {
        const struct world_forum *forum = &w->forum[f];
        LANES {
            now->alive[f][lane] = now->lived[f][lane] = on * forum_is_there(&now->cell, w, f, lane);
            now->first_life[f][lane] = on;
        }
        for (int lane = 0; lane < SIM_LANES; lane++)
            forum_is_new(pack, f, lane);
        for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
            LANES
                now->members[f][lane] += now->filled[s][lane];
    }
}

/** What each person would be like as a leader. */
static void leaders_begin(struct sim_pack *pack)
{
    HERE(pack);
    enum { DICE = 5 };
    chance_fill(now->dice, pack, DRAW_FIRST_LEADER, DICE * w->seats);
    for (int s = 0; s < w->seats; s++) {
        const real(*dice)[SIM_LANES] = (const real(*)[SIM_LANES])(now->dice + DICE * s);
        LANES {
            now->energy[s][lane] = R(1);
            now->skill_facilitative[s][lane] =
                clamp01(p->leaders_skill[lane] + p->people_spread[lane] * (dice[0][lane] - R(0.5)));
            now->skill_directive[s][lane] =
                clamp01(p->leaders_skill[lane] + p->people_spread[lane] * (dice[1][lane] - R(0.5)));
            now->unease[s][lane] =
                clamp01(p->leaders_ideology[lane] + p->people_spread[lane] * (dice[2][lane] - R(0.5)));
            now->loyalty[s][lane] = leaders_differ(p->leaders_loyalty[lane], p->people_spread[lane], dice[3][lane]);
            now->tenacity[s][lane] = leaders_differ(p->leaders_tenacity[lane], p->people_spread[lane], dice[4][lane]);
            now->cause[s][lane] = now->position[s][lane];
            now->worth_facilitative[s][lane] = now->worth_directive[s][lane] = R(0.5);
        }
    }
    for (int s = 0; s < w->seats; s++)
        for (int lane = 0; lane < SIM_LANES; lane++)
            person_leads_as_told(now, s, lane);
}

static void first_day_of_all(struct sim_pack *pack)
{
    HERE(pack);
    organisations_begin(pack);
    seats_begin(pack);
    chance_fill(now->dice, pack, DRAW_FIRST_TIE, w->pairs);
    ties_begin(pack);
    forums_begin(pack);
    leaders_begin(pack);
}
