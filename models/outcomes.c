/* outcomes.c - histories of the month, outcomes of the run, and what must hold at its end. Nothing here uses chance. */
#include "state.h"

/** Sum and weights of rows x, each weighted by its row of `weight`: `mean` becomes their mean, 0 where there is no
 * weight of 1 in all. */
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

/** Mean energy of the leaders whose seats are filled. */
static void leaders_energy(struct sim_pack *pack, real *mean)
{
    HERE(pack);
    real sum[SIM_LANES], there[SIM_LANES];

    LANES
        sum[lane] = there[lane] = R(0);
    for (int l = 0; l < w->leaders; l++)
        LANES {
            real filled = now->filled[w->leader_seat[l]][lane];
            sum[lane] += filled * now->energy[l][lane];
            there[lane] += filled;
        }
    LANES
        mean[lane] = sum[lane] / max(R(1), there[lane]);
}

/** Issues in hand: their number, mean age, and the share that stands still; both 0 where there is none. */
static void issues_in_hand(struct sim_pack *pack, real *open, real *age, real *still)
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

/** Resources that the members of a forum hold, share of all; mean over the forums of the area. */
static inline real forums_coverage(const struct now *now, const struct world *w, int lane)
{
    real sum = R(0);
    for (int f = 0; f < w->forums; f++) {
        real held[RESOURCES_COUNT] = { 0 };
        for (int s = w->forum[f].first_seat; s < w->forum[f].first_seat + w->forum[f].seats; s++) {
            int r = w->organisation[w->seat[s].organisation].resource;
            held[r] = max(held[r], now->filled[s][lane]);
        }
        for (int r = 0; r < RESOURCES_COUNT; r++)
            sum += held[r] / R(RESOURCES_COUNT);
    }
    return sum / (real)w->forums;
}

/** Effective number of seats that gave effort (inverse Simpson index) as a share of a forum's seats; mean over the
 * forums of the area (D10). */
static inline real forums_evenness(const struct now *now, const struct world *w, int lane)
{
    real sum = R(0);
    for (int f = 0; f < w->forums; f++) {
        real all = R(0), squares = R(0);
        for (int s = w->forum[f].first_seat; s < w->forum[f].first_seat + w->forum[f].seats; s++) {
            real effort = now->contributed[s][lane];
            all += effort;
            squares += effort * effort;
        }
        sum += all * all / (max(squares, R(1e-6)) * (real)w->forum[f].seats);
    }
    return sum / (real)w->forums;
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
        history[HISTORY_funding][lane] = history[HISTORY_funding][lane] / max(staff, R(1e-6));
        history[HISTORY_joint_time][lane] = history[HISTORY_joint_time][lane] / max(staff, R(1e-6));
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
        real part = early / max(early + crisis, R(1e-6));
        history[HISTORY_synergy][lane] = (relief - alone) / max(now->arisen[0][lane], R(1e-6));
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
    rows_mean(now->in_sight, now->alive, w->forums, history[HISTORY_in_sight]);
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
    real open[SIM_LANES], age[SIM_LANES], still[SIM_LANES];

    issues_in_hand(pack, open, age, still);
    LANES {
        history[HISTORY_delay][lane] = age[lane] / max(R(1), open[lane]);
        history[HISTORY_stall][lane] = still[lane] / max(R(1), open[lane]);
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
}

/** Which regime a run ended in (A1, A2): collapse before anything else, then by advantage and by pain. */
static inline real regime_of(double synergy, double conflict, double filled)
{
    bool gains = synergy > 0.01, hurts = conflict > 0.25;
    if (filled < 1.0 / 3)
        return REGIME_collapse;
    if (gains)
        return hurts ? REGIME_hard_won_advantage : REGIME_advantage;
    return hurts ? REGIME_painful_inertia : REGIME_slow_inertia;
}

/** part / whole, or NAN where there is no whole. */
static inline double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : (double)NAN;
}

/** Outcomes of issues, in one lane; `still` of them stand still at the end. */
static void finish_issues(const struct now *now, double (*out)[SIM_LANES], int lane, double months, real still)
{
    double moved =
        (double)now->moved_structure[0][lane] + now->moved_process[0][lane] + now->moved_participant[0][lane];
    out[OUTCOME_stall][lane] = ratio(now->dropped[0][lane] + still, now->raised[0][lane]);
    out[OUTCOME_delay][lane] = ratio(now->months_in_hand[0][lane], now->delivered[0][lane]);
    out[OUTCOME_delivered][lane] = now->delivered[0][lane];
    out[OUTCOME_novelty][lane] = ratio(now->novelty_sum[0][lane], now->delivered[0][lane]);
    out[OUTCOME_backtracks][lane] = ratio(now->backtracks[0][lane], now->delivered[0][lane]);
    out[OUTCOME_pilots][lane] = 12 * ratio(now->pilots[0][lane], months);
    out[OUTCOME_realised][lane] = 1 - ratio(now->wanted_near[0][lane], now->wanted_far[0][lane]);
    out[OUTCOME_moved_by_outsiders][lane] = ratio(now->moved_outsiders[0][lane], moved);
    out[OUTCOME_moved_by_structure][lane] = ratio(now->moved_structure[0][lane], moved);
    out[OUTCOME_moved_by_process][lane] = ratio(now->moved_process[0][lane], moved);
    out[OUTCOME_moved_by_participant][lane] = ratio(now->moved_participant[0][lane], moved);
    out[OUTCOME_moved_facilitative][lane] = ratio(now->moved_facilitative[0][lane], moved);
    out[OUTCOME_moved_directive][lane] = ratio(now->moved_directive[0][lane], moved);
}

/** Outcomes of leaders and their acts, in one lane. */
static void finish_leaders(const struct now *now, double (*out)[SIM_LANES], int lane, real energy)
{
    double acts = (double)now->acts_facilitative[0][lane] + now->acts_directive[0][lane];
    out[OUTCOME_energy][lane] = energy;
    out[OUTCOME_abstained][lane] = ratio(now->abstained[0][lane], acts + now->abstained[0][lane]);
    out[OUTCOME_participation][lane] = acts > 0 ? 1 - now->acts_first[0][lane] / acts : (double)NAN;
    out[OUTCOME_own_ends][lane] = ratio(now->own_ends_sum[0][lane], now->acts_directive[0][lane]);
    out[OUTCOME_thwarted][lane] = ratio(now->thwarted[0][lane], acts);
    out[OUTCOME_directive_share][lane] = ratio(now->acts_directive[0][lane], acts);
}

/** Outcomes of families, members and organisations, in one lane. */
static void finish_people(const struct now *now, const struct world *w, double (*out)[SIM_LANES], int lane,
                          double months)
{
    double synergy = ratio((double)now->relief[0][lane] - now->relief_alone[0][lane], now->arisen[0][lane]);
    real filled = R(0);
    for (int s = 0; s < w->seats; s++)
        filled += now->filled[s][lane];
    out[OUTCOME_synergy][lane] = synergy;
    out[OUTCOME_conflict][lane] = ratio(now->conflict_sum[0][lane], months);
    out[OUTCOME_trust][lane] = ratio(now->trust_sum[0][lane], months);
    out[OUTCOME_exits][lane] = ratio(now->exits[0][lane], now->filled_first[0][lane]);
    out[OUTCOME_dismissed][lane] = ratio(now->dismissals[0][lane], now->filled_first[0][lane]);
    out[OUTCOME_evenness][lane] = forums_evenness(now, w, lane);
    out[OUTCOME_attendance][lane] = ratio(now->attended[0][lane], now->called[0][lane]);
    out[OUTCOME_joint_time][lane] = ratio(now->joint_sum[0][lane], months);
    out[OUTCOME_coverage][lane] = forums_coverage(now, w, lane);
    out[OUTCOME_contracts_lost][lane] = ratio(now->contracts_lost[0][lane], now->renewals[0][lane]);
    out[OUTCOME_early_share][lane] = now->early_year[0][lane];
    out[OUTCOME_regime][lane] =
        regime_of(synergy, now->conflict_year[0][lane], ratio(filled, now->filled_first[0][lane]));
}

/** The ledger of each forum, in one lane. */
static void finish_forums(struct sim_pack *pack, int lane)
{
    HERE(pack);
    double(*members)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_members);
    double(*conflict)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_conflict);
    double(*end)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_end);
    for (int f = 0; f < w->forums; f++) {
        bool stalled = now->stuck[f][lane] > p->agenda_stall_months[lane];
        members[f][lane] = now->members[f][lane];
        conflict[f][lane] = now->members[f][lane] < R(1) ? (double)NAN : (double)now->conflict_mean[f][lane];
        end[f][lane] = now->alive[f][lane] == R(0) ? FORUM_END_absent : stalled ? FORUM_END_stalled : FORUM_END_moving;
    }
}

/** What is left of a run when it is over. */
static void outcomes_finish(struct sim_pack *pack)
{
    HERE(pack);
    double(*out)[SIM_LANES] = (double(*)[SIM_LANES])pack->outcomes;
    real open[SIM_LANES], age[SIM_LANES], still[SIM_LANES], energy[SIM_LANES], converted[SIM_LANES];

    issues_in_hand(pack, open, age, still);
    leaders_energy(pack, energy);
    rows_mean(now->converted, now->filled, w->seats, converted);
    for (int lane = 0; lane < SIM_LANES; lane++) {
        finish_issues(now, out, lane, pack->months, still[lane]);
        finish_leaders(now, out, lane, energy[lane]);
        finish_people(now, w, out, lane, pack->months);
        finish_forums(pack, lane);
        out[OUTCOME_converted][lane] = converted[lane];
    }
}

/** Are all rows of a state array inside 0..1, in this lane? */
static bool are_shares(real (*x)[SIM_LANES], int rows, int lane)
{
    for (int i = 0; i < rows; i++)
        if (!(x[i][lane] >= R(-1e-6) && x[i][lane] <= R(1.00001)))
            return false;
    return true;
}

/** Marks the lanes in which something impossible is true. The books are kept in float: they may differ by rounding. */
static void outcomes_check(struct sim_pack *pack)
{
    HERE(pack);
    for (int lane = 0; lane < SIM_LANES; lane++) {
        real moved = now->moved[0][lane];
        real booked = now->moved_structure[0][lane] + now->moved_process[0][lane] + now->moved_participant[0][lane];
        bool shares = are_shares(now->trust, w->ties, lane) && are_shares(now->commitment, w->seats, lane) &&
                      are_shares(now->openness, w->seats, lane) && are_shares(now->conflict, w->seats, lane) &&
                      are_shares(now->frustration, w->seats, lane) && are_shares(now->hope, w->seats, lane) &&
                      are_shares(now->energy, w->leaders, lane) && are_shares(now->mandate, w->seats, lane);
        bool seats = true;
        for (int s = 0; s < w->seats; s++) {
            real filled = now->filled[s][lane];
            seats = seats && (filled == R(0) || filled == R(1)) && !(filled == R(0) && now->came[s][lane] > R(0));
        }
        int broken = !isfinite(now->relief[0][lane] + now->arisen[0][lane] + moved) ? 1 + INVARIANT_numbers
                     : !shares                                                      ? 1 + INVARIANT_shares
                     : !seats                                                       ? 1 + INVARIANT_seats
                     : !(distance(moved, booked) <= R(1e-3) * (R(1) + moved))       ? 1 + INVARIANT_agenda
                                                                                    : 0;
        pack->failed[lane] = broken;
    }
}
