/* organisations.c - contracts run out or go on; organisations give what time is left beside the day job, and part it
 * among their seats. */
#include "organisations.h"

#include "presence.h"

/** What the seats of an organisation add up to; rows are real [organisation][lane], in the scratch of the pack. */
struct demand {
    real (*success)[SIM_LANES];   /* largest visible success of any of its forums */
    real (*weight)[SIM_LANES];    /* weight of the seats that it thinks of as members, by how much they are on people's
                                     minds */
    real (*full)[SIM_LANES];      /* the same if they were all that is on their minds */
    real (*seats)[SIM_LANES];     /* filled seats */
    real (*belonging)[SIM_LANES]; /* identification of its people with their forums, summed */
};

/** Pressure on an organisation: that of the fields it works in, its own field twice. */
static inline real organisation_pressure(const struct now *now, const struct world_organisation *o, int lane)
{
    real first = now->pressure[o->resource][lane];
    real second = now->pressure[o->second < 0 ? o->resource : o->second][lane];
    return (R(2) * first + second) / R(3);
}

/** Contracts come up for renewal; what offended the commissioner is remembered and fades. */
static void contracts_run(struct sim_pack *pack)
{
    HERE(pack);
    real on = ON(contracts);

    chance_fill(now->dice, pack, DRAW_RENEWAL, w->organisations);
    for (int i = 0; i < w->organisations; i++) {
        real provider = on * one_if(w->organisation[i].commissioner >= 0);
        LANES {
            real contract = now->contract[i][lane], left = now->to_renewal[i][lane] - R(1),
                 offence = now->offence[i][lane];
            real due = provider * contract_is_there(&now->cell, w, i, lane) * one_if(left <= R(0));
            real luck = now->dice[i][lane], contract_alone = now->contract_alone[i][lane];
            real renewed = one_if(luck < organisations_renewal(p->organisations_renewal[lane], offence));
            real renewed_alone = one_if(luck < organisations_renewal(p->organisations_renewal[lane], R(0)));
            now->renewals[0][lane] += due * contract;
            now->contracts_lost[0][lane] += due * contract * (R(1) - renewed);
            now->contract[i][lane] = due > R(0) ? renewed : contract;
            now->contract_alone[i][lane] = due > R(0) ? renewed_alone : contract_alone;
            now->to_renewal[i][lane] = due > R(0) ? p->organisations_contract_months[lane] : left;
            now->offence[i][lane] = flush_to_zero(offence * (R(1) - p->organisations_memory[lane]));
            now->flex[i][lane] = flush_to_zero(now->flex[i][lane] * (R(1) - p->organisations_memory[lane]));
        }
    }
}

static void demand_add_up(struct sim_pack *pack, const struct demand *demand)
{
    HERE(pack);
    for (int s = 0; s < w->seats; s++) {
        const struct world_seat *seat = &w->seat[s];
        int o = seat->organisation, f = seat->forum;
        LANES {
            real filled = now->filled[s][lane] * now->alive[f][lane];
            real visible = p->users_broadcast[lane] * now->success[f][lane] * filled,
                 sent = filled * now->sent[s][lane];
            demand->weight[o][lane] +=
                sent * now->cell.seat_salience[s][lane] * organisations_minded(now->salience[s][lane]);
            demand->full[o][lane] += sent * now->cell.seat_salience[s][lane];
            demand->seats[o][lane] += filled;
            demand->success[o][lane] = max(demand->success[o][lane], visible);
            demand->belonging[o][lane] += filled * now->identification[s][lane];
        }
    }
}

/** Staff, manager's interest and the time on offer. */
static void organisations_weigh(struct sim_pack *pack, const struct demand *demand)
{
    HERE(pack);
    real on = ON(collaboration);

    for (int i = 0; i < w->organisations; i++) {
        const struct world_organisation *o = &w->organisation[i];
        LANES {
            real pressure = organisation_pressure(now, o, lane), pull = p->organisations_pressure_pull[lane];
            real nature = clamp01(p->organisations_manager_interest[lane] * now->cell.organisation_interest[i][lane]);
            real belonging =
                p->organisations_home_objects[lane] * demand->belonging[i][lane] / max(R(1), demand->seats[i][lane]);
            real interest = organisations_interest(now->interest[i][lane], nature, organisations_strain(pressure, pull),
                                                   belonging, demand->success[i][lane], p->organisations_memory[lane]);
            real slack = organisations_slack(pressure, pull, now->reorganising[i][lane]);
            real part = p->organisations_contract_share[lane];
            real minded = demand->weight[i][lane] / max(demand->full[i][lane], MILLIONTH),
                 money = now->money[o->sector][lane];
            real kept = (real)o->staff > R(0) ? now->cell.organisation_staff[i][lane] / (real)o->staff : R(1);
            real staff = (real)o->part * kept * now->cell.organisation_present[i][lane];
            now->staff[i][lane] = staff * money * organisations_contracted(now->contract[i][lane], part);
            now->staff_alone[i][lane] = staff * money * organisations_contracted(now->contract_alone[i][lane], part);
            now->interest[i][lane] = interest;
            now->joint[i][lane] = on * p->organisations_joint_share[lane] * interest * slack * minded;
        }
    }
}

/** Part of a member's time that the running of its forum leaves: a lead organisation pays for it by half of its own
 * seat's time (1L). Tools take more (A19). */
static real seat_leaves(const struct world *w, int s)
{
    const struct world_forum *forum = &w->forum[w->seat[s].forum];
    bool leads = forum->governance == GOVERNANCE_lead_organisation && forum->chair == s;
    return leads ? R(0.5) : R(1);
}

/** How many tools all members of a forum pay for; an administrator is one (A19, 1L). */
RULE real forum_tools(const struct now *now, int f, int lane, real administrator)
{
    return now->cell.forum_working_group[f][lane] + now->cell.forum_shared_assessment[f][lane] +
           now->cell.forum_hub[f][lane] + now->cell.forum_training[f][lane] + administrator;
}

/** The time of each seat, and how many members of each forum claim want of time that they do not have. What is held
 * back stays with the day job. */
static void seats_get_time(struct sim_pack *pack, const struct demand *demand)
{
    HERE(pack);
    real excuses = ON(excuse);

    for (int f = 0; f < w->forums; f++)
        LANES
            now->feigned[f][lane] = R(0);
    for (int o = 0; o < w->organisations; o++)
        LANES
            now->held_back[o][lane] = R(0);
    for (int s = 0; s < w->seats; s++) {
        const struct world_seat *seat = &w->seat[s];
        int o = seat->organisation, f = seat->forum;
        real leaves = seat_leaves(w, s), administrator = one_if(w->forum[f].governance == GOVERNANCE_administrator);
        LANES {
            real filled = now->filled[s][lane] * now->alive[f][lane];
            real sent = filled * now->sent[s][lane];
            real weight = sent * now->cell.seat_salience[s][lane] * organisations_minded(now->salience[s][lane]);
            real part = weight / max(demand->weight[o][lane], MILLIONTH);
            real left = organisations_after_overhead(demand->seats[o][lane], p->organisations_overhead[lane]);
            real against = one_if(distance(now->position[s][lane], now->common[f][lane]) > p->agenda_confidence[lane]);
            real held = organisations_held_back(excuses * now->excuse[s][lane], against, now->openness[s][lane]);
            now->time[s][lane] =
                (real)w->fte * now->staff[o][lane] * now->joint[o][lane] * part * left * (R(1) - held) *
                (R(1) + now->extra[s][lane]) *
                max(R(0), R(1) - forum_tools(now, f, lane, administrator) * p->processes_meeting_cost[lane]) * leaves;
            now->held_back[o][lane] += held * part;
            now->feigned[f][lane] += filled * one_if(held > R(0)) / max(R(1), now->members[f][lane]);
        }
    }
}

PHASE organisations_give_time(struct sim_pack *pack)
{
    HERE(pack);
    int n = w->organisations;
    struct demand demand;

    contracts_run(pack);
    demand = (struct demand){ now->dice, now->dice + n, now->dice + 2 * n, now->dice + 3 * n, now->dice + 4 * n };
    for (int i = 0; i < 5 * n; i++)
        LANES
            now->dice[i][lane] = R(0);
    demand_add_up(pack, &demand);
    organisations_weigh(pack, &demand);
    seats_get_time(pack, &demand);
    for (int i = 0; i < n; i++)
        LANES
            now->joint[i][lane] = now->joint[i][lane] * (R(1) - now->held_back[i][lane]);
}
