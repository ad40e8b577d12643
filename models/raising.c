/* raising.c - issues are raised: laid down by a duty, brought by a tool, put up by members or by people outside. */
#include "raising.h"

#include "agenda.h"
#include "leaders.h"
#include "slots.h"

/** How a slot was filled, 0 or 1 a lane: at all; laid down by a duty, brought by a process, by somebody outside. */
struct filling {
    real raised[SIM_LANES], laid_down[SIM_LANES], brought[SIM_LANES], from_outside[SIM_LANES];
};

/** Whether an empty slot fills, and by whom; true where any lane's does. */
static bool slot_fills(struct sim_pack *pack, int f, int k, const struct means *m, const real *dice,
                       struct filling *restrict filling)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real by_structure = ON(structure_leads), by_process = ON(processes_lead), by_members = ON(participants_lead);
    real imposed = one_if(forum->origin == ORIGIN_imposed), outside = ON(outsiders);

    LANES {
        real u = dice[lane], empty = one_if(now->stage[k][lane] == R(0)) * now->alive[f][lane];
        real gate = R(1) - by_structure * p->structure_gatekeeping[lane] * now->formality[f][lane];
        real drive = R(1) + R(0.5) * now->frustration_mean[f][lane];
        real structure = by_structure * imposed * p->structure_duty[lane];
        real process = structure + by_process * forum_sees(now, f, lane) * p->processes_hub[lane] * gate;
        real outsider = process + outside * gate * R(0.5) * p->leaders_outsiders[lane];
        real anyone = outsider + by_members * gate * now->meets[f][lane] * p->agenda_raise[lane] *
                                     (R(0.5) + m->present[lane]) * drive;
        filling->raised[lane] = empty * one_if(u < anyone);
        filling->laid_down[lane] = one_if(u < structure);
        filling->brought[lane] = one_if((u >= structure) & (u < process));
        filling->from_outside[lane] = one_if((u >= process) & (u < outsider));
    }
    return in_any_lane(filling->raised);
}

/** Number of a field so many places after another, the last followed by the first. */
RULE real field_after(int field, real places)
{
    real number = R(field) + places;
    return number >= R(RESOURCES_COUNT) ? number - R(RESOURCES_COUNT) : number;
}

/** What the issue is: its place, its size, what it needs. */
static void issue_is_made(struct sim_pack *pack, int f, int k, int lane, bool laid_down, const real (*fresh)[SIM_LANES])
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    int chair = forum->chair;
    real second = R(1) + (real)(int32_t)(fresh[2][lane] * R(RESOURCES_COUNT - 2));
    real third = R(1) + (real)(int32_t)(fresh[3][lane] * R(RESOURCES_COUNT - 2));
    real size = agenda_attempts(p->agenda_size[lane], p->agenda_ladder[lane], now->rung[f][lane]);
    real copied = one_if(fresh[4][lane] < p->agenda_copying[lane]), extent = size * (R(0.5) + fresh[1][lane]);
    real wanted = leaders_wants(now->loyalty[chair][lane], now->position[chair][lane], now->common[f][lane]);
    real place = laid_down ? R(0.5) * fresh[0][lane] + R(0.5) * now->position[chair][lane] : fresh[0][lane];

    slot_clear(pack->state, w, k, lane);
    now->stage[k][lane] = R(1);
    now->place[k][lane] = place;
    now->extent[k][lane] = extent;
    now->needs_first[k][lane] = R(forum->resource);
    now->needs_second[k][lane] = field_after(forum->resource, second);
    now->needs_third[k][lane] = field_after(forum->resource, third == second ? third + R(1) : third);
    now->copied[k][lane] = copied;
    now->wanted[k][lane] = wanted;
    now->first_far[k][lane] = distance(place, wanted);
}

/** By which medium the issue came. */
static void issue_is_booked(struct sim_pack *pack, int k, int lane, const struct filling *filling)
{
    HERE(pack);
    real laid_down = filling->laid_down[lane], brought = filling->brought[lane];
    real others = (R(1) - laid_down) * (R(1) - brought);

    now->by_structure[k][lane] = laid_down;
    now->by_process[k][lane] = brought;
    now->by_participant[k][lane] = others;
    now->raised[0][lane] += R(1);
    now->moved[0][lane] += R(1);
    now->moved_structure[0][lane] += laid_down;
    now->moved_process[0][lane] += brought;
    now->moved_participant[0][lane] += others;
    now->moved_outsiders[0][lane] += filling->from_outside[lane];
}

SHARED void slot_may_fill(struct sim_pack *pack, int f, int k, const struct means *m, const real *dice)
{
    struct filling filling;
    real fresh[8][SIM_LANES];

    if (!slot_fills(pack, f, k, m, dice, &filling)) {
        return;
    }
    chance_eight(fresh, pack, DRAW_ISSUE, k);
    LANES_WHERE(filling.raised)
    {
        issue_is_made(pack, f, k, lane, filling.laid_down[lane] > R(0), (const real(*)[SIM_LANES])fresh);
        issue_is_booked(pack, k, lane, &filling);
    }
}
