/* organisations.c - organisations give what time is left beside the day job, and part it among their seats. */
#include "organisations.h"

enum { MOST_ORGANISATIONS = 256 };

/** Pressure on an organisation: that of the fields it works in, its own field first. */
static inline real organisation_pressure(const struct now *now, const struct world_organisation *o, int lane)
{
    real first = now->pressure[o->resource][lane];
    real second = now->pressure[o->second < 0 ? o->resource : o->second][lane];
    return R(0.75) * first + R(0.25) * second;
}

/** Staff, manager's interest and the time on offer. */
static void organisations_weigh(struct sim_pack *pack, real (*success)[SIM_LANES], real (*weight)[SIM_LANES])
{
    HERE(pack);
    real on = ON(collaboration);

    for (int i = 0; i < w->organisations; i++) {
        const struct world_organisation *o = &w->organisation[i];
        LANES {
            real pressure = organisation_pressure(now, o, lane);
            real pull = p->organisations_pressure_pull[lane];
            real nature = share(p->organisations_manager_interest[lane] * (real)o->interest);
            real interest = organisations_interest(now->interest[i][lane], nature, pressure, pull, success[i][lane],
                                                   p->organisations_manager_memory[lane]);
            real slack = organisations_slack(pressure, pull, now->reorganising[i][lane]);
            now->staff[i][lane] = (real)o->staff * now->money[o->sector][lane];
            now->interest[i][lane] = interest;
            now->joint[i][lane] = on * when(weight[i][lane] > R(0)) * p->organisations_joint_share[lane] * interest * slack;
        }
    }
}

PHASE organisations_give_time(struct sim_pack *pack)
{
    HERE(pack);
    real(*success)[SIM_LANES] = now->dice;
    real(*weight)[SIM_LANES] = now->dice + w->organisations;
    real(*seats)[SIM_LANES] = now->dice + 2 * w->organisations;
    real excuses = ON(excuse);

    for (int i = 0; i < 3 * w->organisations; i++)
        LANES now->dice[i][lane] = R(0);
    for (int s = 0; s < w->seats; s++) {
        const struct world_seat *seat = &w->seat[s];
        LANES {
            real filled = now->filled[s][lane];
            real told = p->users_broadcast[lane] * now->success[seat->forum][lane] * filled;
            weight[seat->organisation][lane] += filled * (real)seat->salience;
            seats[seat->organisation][lane] += filled;
            success[seat->organisation][lane] = most(success[seat->organisation][lane], told);
        }
    }
    organisations_weigh(pack, success, weight);

    for (int s = 0; s < w->seats; s++) {
        const struct world_seat *seat = &w->seat[s];
        int o = seat->organisation, f = seat->forum;
        real fte = (real)w->organisation[o].fte;
        LANES {
            real part = now->filled[s][lane] * (real)seat->salience / most(weight[o][lane], R(1e-6));
            real left = organisations_after_overhead(seats[o][lane], p->organisations_overhead[lane]);
            bool against = apart(now->position[s][lane], now->common[f][lane]) > R(0.2);
            real hides = excuses * now->excuse[s][lane] * when(against) * (R(1) - R(0.5) * now->openness[s][lane]);
            now->time[s][lane] = fte * now->money[w->organisation[o].sector][lane] * now->joint[o][lane] * part * left *
                                 (R(1) - R(0.8) * hides);
        }
    }
}
