/* presence.c - seats, forums and organisations come and go, and seats change hands, in the months in which the study
 * says so (C1, A21, 1e). Such months are rare: plain code on one lane. */
#include "presence.h"

/** What begins from a cell moves by as much as the cell does, and keeps what else has moved it. */
static void beginnings_move(struct sim_pack *pack)
{
    HERE(pack);
    for (int f = 0; f < w->forums; f++)
        LANES {
            real by = now->cell.forum_formality[f][lane] - now->last.forum_formality[f][lane];
            now->formality[f][lane] = clamp01(now->formality[f][lane] + by);
        }
    for (int s = 0; s < w->seats; s++)
        LANES {
            real mandate = now->cell.seat_mandate[s][lane] - now->last.seat_mandate[s][lane];
            real influence = now->cell.seat_influence[s][lane] - now->last.seat_influence[s][lane];
            now->mandate[s][lane] = clamp01(now->mandate[s][lane] + p->people_mandate[lane] * mandate);
            now->influence[s][lane] = max(R(0), now->influence[s][lane] + influence);
        }
}

/** A contract ends with either of its sides, and begins when both are there. */
static void contracts_come_and_go(struct sim_pack *pack)
{
    HERE(pack);
    for (int i = 0; i < w->organisations; i++)
        for (int lane = 0; lane < SIM_LANES; lane++) {
            real there = contract_is_there(&now->cell, w, i, lane);
            if (there != contract_is_there(&now->last, w, i, lane)) {
                now->contract[i][lane] = now->contract_alone[i][lane] = there;
                now->to_renewal[i][lane] = p->organisations_contract_months[lane];
            }
        }
}

/** Did a forum merge this month that could, into one that is there? */
static bool merges_now(const struct now *now, const struct world *w, int f, int lane)
{
    int g = w->forum[f].joins;
    return g >= 0 && now->alive[f][lane] > R(0) && now->alive[g][lane] > R(0) &&
           forum_is_there(&now->last, w, f, lane) > R(0) && forum_is_there(&now->cell, w, g, lane) > R(0) &&
           forum_has_merged(&now->cell, w, f, lane) > forum_has_merged(&now->last, w, f, lane);
}

/** Forums come, then merge, then go: one may merge into another that is founded for it. */
static void forums_come_and_go(struct sim_pack *pack)
{
    HERE(pack);
    enum { COME, MERGE, GO, STEPS };

    for (int step = COME; step < STEPS; step++)
        for (int f = 0; f < w->forums; f++)
            for (int lane = 0; lane < SIM_LANES; lane++) {
                real there = forum_is_there(&now->cell, w, f, lane), was = forum_is_there(&now->last, w, f, lane);
                if (step == COME && there > was) {
                    forum_is_born(pack, f, lane);
                } else if (step == MERGE && there < was && merges_now(now, w, f, lane)) {
                    forum_merges(pack, f, lane);
                } else if (step == GO && there < was) {
                    issues_are_dropped(pack, f, lane);
                    now->alive[f][lane] = R(0);
                }
            }
}

/** What is told of somebody, or what was drawn where nothing is. */
RULE real as_told(real told, real drawn)
{
    return told < R(0) ? drawn : told;
}

SHARED void person_is_as_told(struct sim_pack *pack, int s, int lane)
{
    HERE(pack);
    real stands = now->cell.seat_stands[s][lane], openness = now->cell.seat_openness[s][lane];
    real feigns = now->cell.seat_feigns[s][lane], commitment = now->cell.seat_commitment[s][lane];

    now->position[s][lane] = as_told(stands, now->position[s][lane]);
    now->strange[s][lane] = stands < R(0) ? now->strange[s][lane] : R(1);
    now->commitment[s][lane] = commitment < R(0) ? now->commitment[s][lane] : now->filled[s][lane] * commitment;
    now->openness[s][lane] = as_told(openness, now->openness[s][lane]);
    now->closed[s][lane] = openness < R(0) ? now->closed[s][lane] : one_if(openness == R(0));
    now->excuse[s][lane] = feigns < R(0) ? now->excuse[s][lane] : one_if(feigns > R(0));
}

SHARED void person_leads_as_told(const struct now *now, int s, int lane)
{
    now->tenacity[s][lane] = as_told(now->cell.seat_tenacity[s][lane], now->tenacity[s][lane]);
}

/** Somebody is put in a seat. */
static void seat_is_given(struct sim_pack *pack, int s, int lane, const real (*fresh)[SIM_LANES])
{
    HERE(pack);
    seat_is_taken(pack, s, lane, fresh);
    person_is_as_told(pack, s, lane);
    person_leads_as_told(now, s, lane);
    now->cause[s][lane] = now->position[s][lane];
    now->filled_first[0][lane] += one_if(now->life[w->seat[s].forum][lane] == R(0));
}

/** Does a seat that is there get somebody new: because it comes, or because its person changes? With a forum that is
 * founded come those seats alone that its table fills. */
static bool somebody_comes(const struct now *now, const struct world *w, int s, int lane)
{
    bool empty = now->filled[s][lane] == R(0), was = seat_is_there(&now->last, w, s, lane) > R(0);
    bool meant = w->seat[s].filled > 0 || now->last.seat_present[s][lane] == R(0);
    return (empty && !was && meant) || now->cell.seat_person[s][lane] != now->last.seat_person[s][lane];
}

/** A seat that goes falls empty. One that comes, or whose person changes, has somebody new, if its forum is alive. */
static void seats_change_hands(struct sim_pack *pack)
{
    HERE(pack);
    for (int s = 0; s < w->seats; s++) {
        real fresh[8][SIM_LANES];
        bool drawn = false;
        for (int lane = 0; lane < SIM_LANES; lane++) {
            bool there = seat_is_there(&now->cell, w, s, lane) > R(0);
            if (!there && now->filled[s][lane] > R(0)) {
                seat_ends(pack, s, lane);
            } else if (there && now->alive[w->seat[s].forum][lane] > R(0) && somebody_comes(now, w, s, lane)) {
                if (!drawn) {
                    chance_eight(fresh, pack, DRAW_COMER, s);
                    drawn = true;
                }
                seat_is_given(pack, s, lane, (const real(*)[SIM_LANES])fresh);
            }
        }
    }
}

static void members_are_counted(struct sim_pack *pack)
{
    HERE(pack);
    for (int f = 0; f < w->forums; f++) {
        LANES
            now->members[f][lane] = R(0);
        for (int s = w->forum[f].first_seat; s < w->forum[f].first_seat + w->forum[f].seats; s++)
            LANES
                now->members[f][lane] += now->filled[s][lane];
    }
}

PHASE people_come_and_go_as_told(struct sim_pack *pack)
{
    if (!pack->moves) {
        return;
    }
    beginnings_move(pack);
    contracts_come_and_go(pack);
    if (!sim_left_out(pack, MECHANISM_collaboration)) {
        forums_come_and_go(pack);
        seats_change_hands(pack);
        members_are_counted(pack);
    }
}
