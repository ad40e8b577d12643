/* outcomes.c - the month is read: synergy, delay and conflict side by side, never added up (A1 .. A3). Nothing here
 * uses chance, and no rule reads it. */
#include "outcomes.h"

#include "ledger.h"

/** The mean of rows x, each weighted by its row of `weight`. Weights are counts: where they add up to 0 the mean is 0.
 */
static void rows_mean(real (*x)[SIM_LANES], real (*weight)[SIM_LANES], int rows, real *mean)
{
    real sum[SIM_LANES], all[SIM_LANES];

    LANES
        sum[lane] = all[lane] = R(0);
    for (int i = 0; i < rows; i++)
        LANES {
            sum[lane] += weight[i][lane] * x[i][lane];
            all[lane] += weight[i][lane];
        }
    LANES
        mean[lane] = sum[lane] / max(R(1), all[lane]);
}

SHARED void leaders_energy(struct sim_pack *pack, real *mean)
{
    HERE(pack);
    real sum[SIM_LANES], all[SIM_LANES];

    LANES
        sum[lane] = all[lane] = R(0);
    for (int s = 0; s < w->seats; s++)
        LANES {
            real counts = now->filled[s][lane] * (R(1) + now->led[s][lane]);
            sum[lane] += counts * now->energy[s][lane];
            all[lane] += counts;
        }
    LANES
        mean[lane] = sum[lane] / max(R(1), all[lane]);
}

SHARED void issues_in_hand(struct sim_pack *pack, real *open, real *age, real *still)
{
    HERE(pack);
    LANES
        open[lane] = age[lane] = still[lane] = R(0);
    for (int k = 0; k < w->issues; k++)
        LANES {
            real in_hand = one_if(now->stage[k][lane] > R(0));
            open[lane] += in_hand;
            age[lane] += in_hand * now->age[k][lane];
            still[lane] += in_hand * one_if(now->still[k][lane] > p->agenda_stall_months[lane]);
        }
}

/** Members and issues for which something holds: `yes` of `all` stances of members; rows are real [lane]. */
static void stances_count(struct sim_pack *pack, real *yes, real *all)
{
    HERE(pack);
    LANES
        yes[lane] = all[lane] = R(0);
    for (int s = 0; s < w->seats; s++)
        for (int k = w->seat[s].forum * w->slots; k < (w->seat[s].forum + 1) * w->slots; k++)
            LANES {
                real there = now->filled[s][lane] * one_if(now->stage[k][lane] == R(1));
                all[lane] += there;
                yes[lane] += there * one_if(now->resistance[stance_of(w, s, k)][lane] == R(0));
            }
}

/** Money, and time given to joint work, of the area's organisations, by their staff in month 0. */
static void record_organisations(struct sim_pack *pack, real (*history)[SIM_LANES])
{
    HERE(pack);
    real staff = R(0);

    LANES
        history[HISTORY_funding][lane] = history[HISTORY_joint_time][lane] = R(0);
    for (int i = 0; i < w->organisations; i++) {
        real share_of = (real)w->organisation[i].part;
        staff += share_of;
        LANES {
            history[HISTORY_funding][lane] += now->staff[i][lane];
            history[HISTORY_joint_time][lane] += now->joint[i][lane] * share_of;
        }
    }
    LANES {
        history[HISTORY_funding][lane] = history[HISTORY_funding][lane] / max(staff, MILLIONTH);
        history[HISTORY_joint_time][lane] = history[HISTORY_joint_time][lane] / max(staff, MILLIONTH);
        now->joint_sum[0][lane] += history[HISTORY_joint_time][lane];
    }
}

/** Need, relief with and without collaboration, and what the work went into. */
static void record_users(struct sim_pack *pack, real (*history)[SIM_LANES])
{
    HERE(pack);
    LANES
        history[HISTORY_need][lane] = history[HISTORY_service][lane] = R(0);
    for (int r = 0; r < RESOURCES_COUNT; r++)
        LANES {
            history[HISTORY_need][lane] += now->open_need[r][lane] + now->open_crisis[r][lane];
            history[HISTORY_service][lane] += now->service[r][lane] / R(RESOURCES_COUNT);
        }
    LANES {
        real relief = now->relief[0][lane], alone = now->relief_alone[0][lane];
        real early = now->treated_early[0][lane] - now->early_before[0][lane];
        real crisis = now->treated_crisis[0][lane] - now->crisis_before[0][lane];
        real part = early / max(early + crisis, MILLIONTH);
        history[HISTORY_synergy][lane] = (relief - alone) / max(now->arisen[0][lane], MILLIONTH);
        history[HISTORY_relief][lane] = relief - now->relief_before[0][lane];
        history[HISTORY_relief_alone][lane] = alone - now->alone_before[0][lane];
        history[HISTORY_early_share][lane] = part;
        now->early_year[0][lane] += (part - now->early_year[0][lane]) / R(12);
        now->early_before[0][lane] = now->treated_early[0][lane];
        now->crisis_before[0][lane] = now->treated_crisis[0][lane];
        now->relief_before[0][lane] = relief;
        now->alone_before[0][lane] = alone;
    }
}

/** People in their seats, leaders and forums. */
static void record_people(struct sim_pack *pack, real (*history)[SIM_LANES])
{
    HERE(pack);
    rows_mean(now->conflict, now->filled, w->seats, history[HISTORY_conflict]);
    rows_mean(now->frustration, now->filled, w->seats, history[HISTORY_frustration]);
    rows_mean(now->commitment, now->filled, w->seats, history[HISTORY_commitment]);
    rows_mean(now->hope, now->filled, w->seats, history[HISTORY_hope]);
    rows_mean(now->trust_mean, now->members, w->forums, history[HISTORY_trust]);
    leaders_energy(pack, history[HISTORY_energy]);
    LANES
        history[HISTORY_seats][lane] = R(0);
    for (int s = 0; s < w->seats; s++)
        LANES
            history[HISTORY_seats][lane] += now->filled[s][lane];
    LANES {
        real conflict = history[HISTORY_conflict][lane];
        now->conflict_sum[0][lane] += conflict;
        now->trust_sum[0][lane] += history[HISTORY_trust][lane];
        now->conflict_year[0][lane] += (conflict - now->conflict_year[0][lane]) / R(12);
    }
}

/** Issues, acts and what moved the agenda. */
static void record_agenda(struct sim_pack *pack, real (*history)[SIM_LANES])
{
    HERE(pack);
    real open[SIM_LANES], age[SIM_LANES], still[SIM_LANES], yes[SIM_LANES], all[SIM_LANES];

    issues_in_hand(pack, open, age, still);
    stances_count(pack, yes, all);
    LANES {
        history[HISTORY_age_in_hand][lane] = age[lane] / max(R(1), open[lane]);
        history[HISTORY_standing_still][lane] = still[lane] / max(R(1), open[lane]);
        history[HISTORY_in_sight][lane] = yes[lane] / max(R(1), all[lane]);
        history[HISTORY_agreed][lane] = now->agreed[0][lane];
        history[HISTORY_sent_back][lane] = now->sent_back[0][lane];
        history[HISTORY_dropped][lane] = now->dropped[0][lane];
        history[HISTORY_exits][lane] = now->exits[0][lane];
        history[HISTORY_delivered][lane] = now->delivered[0][lane];
        history[HISTORY_acts_facilitative][lane] = now->acts_facilitative[0][lane];
        history[HISTORY_acts_directive][lane] = now->acts_directive[0][lane];
        history[HISTORY_moved_structure][lane] = now->moved_structure[0][lane];
        history[HISTORY_moved_process][lane] = now->moved_process[0][lane];
        history[HISTORY_moved_participant][lane] = now->moved_participant[0][lane];
    }
}

PHASE outcomes_record(struct sim_pack *pack)
{
    real(*history)[SIM_LANES] = pack->histories;
    record_organisations(pack, history);
    record_users(pack, history);
    record_people(pack, history);
    record_agenda(pack, history);
    ledger_takes_the_month(pack, history[HISTORY_seats]);
    forums_in_being(pack, history[HISTORY_forums_alive], history[HISTORY_live_plans]);
}
