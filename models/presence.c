/* presence.c - seats, forums and organisations come and go, and seats change hands, in the months in which a study says
 * so. Such months are rare: they are plain code on one lane. */
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

static void forums_come_and_go(struct sim_pack *pack)
{
    HERE(pack);
    for (int f = 0; f < w->forums; f++)
        for (int lane = 0; lane < SIM_LANES; lane++) {
            real there = now->cell.forum_present[f][lane];
            if (there > now->last.forum_present[f][lane]) {
                forum_is_born(pack, f, lane);
            } else if (there < now->last.forum_present[f][lane]) {
                issues_are_dropped(pack, f, lane);
                now->alive[f][lane] = R(0);
            }
        }
}

/** A seat that goes falls empty. One that comes, or whose person changes, has somebody new, if its forum is alive. */
static void seats_change_hands(struct sim_pack *pack)
{
    HERE(pack);
    for (int s = 0; s < w->seats; s++) {
        const struct world_seat *seat = &w->seat[s];
        real fresh[8][SIM_LANES];
        bool drawn = false;
        for (int lane = 0; lane < SIM_LANES; lane++) {
            real there = seat_is_there(&now->cell, seat, s, lane);
            bool comes = there > seat_is_there(&now->last, seat, s, lane);
            bool replaced = now->cell.seat_person[s][lane] != now->last.seat_person[s][lane];
            if (there == R(0) && now->filled[s][lane] > R(0)) {
                seat_ends(pack, s, lane);
            } else if (there > R(0) && now->alive[seat->forum][lane] > R(0) && (comes || replaced)) {
                if (!drawn) {
                    chance_eight(fresh, pack, DRAW_COMER, s);
                    drawn = true;
                }
                seat_is_taken(pack, s, lane, (const real(*)[SIM_LANES])fresh);
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
