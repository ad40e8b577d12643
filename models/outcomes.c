/* outcomes.c - the month is read, and at the end the run. Reading never changes the state nor uses chance. */

/** Mean over filled seats of a seat variable. */
static inline real seats_mean(const struct now *now, const struct world *w, real (*x)[SIM_LANES], int lane)
{
    real sum = R(0), filled = R(0);
    for (int s = 0; s < w->seats; s++) {
        sum += now->filled[s][lane] * x[s][lane];
        filled += now->filled[s][lane];
    }
    return sum / most(R(1), filled);
}

/** Mean trust over the ties of all forums, each weighted by its members. */
static inline real forums_trust(const struct now *now, const struct world *w, int lane)
{
    real sum = R(0), members = R(0);
    for (int f = 0; f < w->forums; f++) {
        sum += now->members[f][lane] * now->trust_mean[f][lane];
        members += now->members[f][lane];
    }
    return sum / most(R(1), members);
}

/** Issues in hand: their number, mean age, and the share that stands still. */
static inline void issues_in_hand(const struct now *now, const struct world *w, const struct collab_params *p, int lane,
                                  real *open, real *age, real *still)
{
    *open = *age = *still = R(0);
    for (int k = 0; k < w->issues; k++) {
        real in_hand = when(now->stage[k][lane] > R(0));
        *open += in_hand;
        *age += in_hand * now->age[k][lane];
        *still += in_hand * when(now->still[k][lane] > p->agenda_stall_months[lane]);
    }
}

static inline real leaders_energy(const struct now *now, const struct world *w, int lane)
{
    real sum = R(0), there = R(0);
    for (int l = 0; l < w->leaders; l++) {
        sum += now->filled[w->leader_seat[l]][lane] * now->energy[l][lane];
        there += now->filled[w->leader_seat[l]][lane];
    }
    return sum / most(R(1), there);
}

/** Early help as a share of this month's work with families; 0 where there was none. Remembers what was read. */
static inline real early_share_now(struct now *now, int lane)
{
    real early = now->treated_early[0][lane] - now->early_before[0][lane];
    real crisis = now->treated_crisis[0][lane] - now->crisis_before[0][lane];
    real part = early / most(early + crisis, R(1e-6));
    now->early_before[0][lane] = now->treated_early[0][lane];
    now->crisis_before[0][lane] = now->treated_crisis[0][lane];
    now->early_year[0][lane] += (part - now->early_year[0][lane]) / R(12);
    return part;
}

/** Mean of a forum variable over the forums that are alive. */
static inline real forums_mean(const struct now *now, const struct world *w, real (*x)[SIM_LANES], int lane)
{
    real sum = R(0), alive = R(0);
    for (int f = 0; f < w->forums; f++) {
        sum += now->alive[f][lane] * x[f][lane];
        alive += now->alive[f][lane];
    }
    return sum / most(R(1), alive);
}

/** Resources that the members of a forum hold, share of all; mean over the forums of the area. */
static inline real forums_coverage(const struct now *now, const struct world *w, int lane)
{
    real sum = R(0);
    for (int f = 0; f < w->forums; f++) {
        real held[RESOURCES_COUNT] = { 0 };
        for (int s = w->forum[f].first_seat; s < w->forum[f].first_seat + w->forum[f].seats; s++)
            held[w->organisation[w->seat[s].organisation].resource] = most(held[w->organisation[w->seat[s].organisation].resource],
                                                                           now->filled[s][lane]);
        for (int r = 0; r < RESOURCES_COUNT; r++)
            sum += held[r] / R(RESOURCES_COUNT);
    }
    return sum / (real)w->forums;
}

PHASE outcomes_are_read(struct sim_pack *pack)
{
    HERE(pack);
    real(*read)[SIM_LANES] = pack->histories;

    for (int lane = 0; lane < SIM_LANES; lane++) {
        real open, age, still, funding = R(0), need = R(0), joint = R(0), staff = R(0), filled = R(0), service = R(0);
        for (int i = 0; i < w->organisations; i++) {
            funding += now->staff[i][lane];
            joint += now->joint[i][lane] * (real)w->organisation[i].staff;
            staff += (real)w->organisation[i].staff;
        }
        for (int r = 0; r < RESOURCES_COUNT; r++) {
            need += now->open_need[r][lane] + now->open_crisis[r][lane];
            service += now->service[r][lane] / R(RESOURCES_COUNT);
        }
        for (int s = 0; s < w->seats; s++)
            filled += now->filled[s][lane];
        issues_in_hand(now, w, p, lane, &open, &age, &still);
        real arisen = most(now->arisen[0][lane], R(1e-6));
        real conflict = seats_mean(now, w, now->conflict, lane), trust = forums_trust(now, w, lane);
        now->conflict_sum[0][lane] += conflict;
        now->trust_sum[0][lane] += trust;
        now->conflict_year[0][lane] += (conflict - now->conflict_year[0][lane]) / R(12);
        read[HISTORY_synergy][lane] = (now->relief[0][lane] - now->relief_alone[0][lane]) / arisen;
        read[HISTORY_need][lane] = need;
        read[HISTORY_relief][lane] = now->relief[0][lane] - now->relief_before[0][lane];
        read[HISTORY_relief_alone][lane] = now->relief_alone[0][lane] - now->alone_before[0][lane];
        read[HISTORY_funding][lane] = funding / most(staff, R(1e-6));
        read[HISTORY_delay][lane] = open > R(0) ? age / open : R(0);
        read[HISTORY_stall][lane] = open > R(0) ? still / open : R(0);
        read[HISTORY_conflict][lane] = conflict;
        read[HISTORY_frustration][lane] = seats_mean(now, w, now->frustration, lane);
        read[HISTORY_trust][lane] = trust;
        read[HISTORY_commitment][lane] = seats_mean(now, w, now->commitment, lane);
        read[HISTORY_energy][lane] = leaders_energy(now, w, lane);
        read[HISTORY_joint_time][lane] = joint / most(staff, R(1e-6));
        read[HISTORY_seats][lane] = filled;
        read[HISTORY_exits][lane] = now->exits[0][lane];
        read[HISTORY_delivered][lane] = now->delivered[0][lane];
        read[HISTORY_service][lane] = service;
        read[HISTORY_hope][lane] = seats_mean(now, w, now->hope, lane);
        read[HISTORY_early_share][lane] = early_share_now(now, lane);
        read[HISTORY_in_sight][lane] = forums_mean(now, w, now->in_sight, lane);
        now->joint_sum[0][lane] += read[HISTORY_joint_time][lane];
        read[HISTORY_acts_facilitative][lane] = now->acts_facilitative[0][lane];
        read[HISTORY_acts_directive][lane] = now->acts_directive[0][lane];
        read[HISTORY_moved_structure][lane] = now->moved_structure[0][lane];
        read[HISTORY_moved_process][lane] = now->moved_process[0][lane];
        read[HISTORY_moved_participant][lane] = now->moved_participant[0][lane];
        now->relief_before[0][lane] = now->relief[0][lane];
        now->alone_before[0][lane] = now->relief_alone[0][lane];
    }
}

/** Which regime a run ended in (A1, A2): collapse before anything else, then by advantage and by pain. */
static inline real regime_of(double synergy, double conflict, double filled)
{
    bool gains = synergy > 0.01, hurts = conflict > 0.25;
    if (filled < 1.0 / 3)
        return REGIME_COLLAPSE;
    if (gains)
        return hurts ? REGIME_HARD_WON : REGIME_ADVANTAGE;
    return hurts ? REGIME_PAINFUL_INERTIA : REGIME_SLOW_INERTIA;
}

/** part / whole, or NAN where there is no whole. */
static inline double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : (double)NAN;
}

/** What is left of a run when it is over. */
static void outcomes_finish(struct sim_pack *pack)
{
    HERE(pack);
    double(*out)[SIM_LANES] = (double(*)[SIM_LANES])pack->outcomes;

    for (int lane = 0; lane < SIM_LANES; lane++) {
        real open, age, still, filled = R(0);
        double months = pack->months, acts = (double)now->acts_facilitative[0][lane] + now->acts_directive[0][lane];
        double moved = (double)now->moved_structure[0][lane] + now->moved_process[0][lane] + now->moved_participant[0][lane];
        issues_in_hand(now, w, p, lane, &open, &age, &still);
        for (int s = 0; s < w->seats; s++)
            filled += now->filled[s][lane];
        double synergy = ratio((double)now->relief[0][lane] - now->relief_alone[0][lane], now->arisen[0][lane]);
        out[OUTCOME_synergy][lane] = synergy;
        out[OUTCOME_delay][lane] = ratio(now->months_in_hand[0][lane], now->delivered[0][lane]);
        out[OUTCOME_stall][lane] = ratio(now->dropped[0][lane] + still, now->raised[0][lane]);
        out[OUTCOME_conflict][lane] = ratio(now->conflict_sum[0][lane], months);
        out[OUTCOME_trust][lane] = ratio(now->trust_sum[0][lane], months);
        out[OUTCOME_energy][lane] = leaders_energy(now, w, lane);
        out[OUTCOME_exits][lane] = ratio(now->exits[0][lane], now->filled_first[0][lane]);
        out[OUTCOME_delivered][lane] = now->delivered[0][lane];
        out[OUTCOME_novelty][lane] = ratio(now->novelty_sum[0][lane], now->delivered[0][lane]);
        out[OUTCOME_backtracks][lane] = ratio(now->backtracks[0][lane], now->delivered[0][lane]);
        out[OUTCOME_pilots][lane] = 12 * ratio(now->pilots[0][lane], months);
        out[OUTCOME_abstained][lane] = ratio(now->abstained[0][lane], acts + now->abstained[0][lane]);
        out[OUTCOME_realised][lane] = 1 - ratio(now->wanted_near[0][lane], now->wanted_far[0][lane]);
        out[OUTCOME_dismissed][lane] = ratio(now->dismissals[0][lane], now->filled_first[0][lane]);
        out[OUTCOME_participation][lane] = acts > 0 ? 1 - now->acts_first[0][lane] / acts : (double)NAN;
        out[OUTCOME_attendance][lane] = ratio(now->attended[0][lane], now->called[0][lane]);
        out[OUTCOME_joint_time][lane] = ratio(now->joint_sum[0][lane], months);
        out[OUTCOME_coverage][lane] = forums_coverage(now, w, lane);
        out[OUTCOME_contracts_lost][lane] = ratio(now->contracts_lost[0][lane], now->renewals[0][lane]);
        out[OUTCOME_early_share][lane] = now->early_year[0][lane];
        out[OUTCOME_converted][lane] = seats_mean(now, w, now->converted, lane);
        out[OUTCOME_moved_by_outsiders][lane] = ratio(now->moved_outsiders[0][lane], moved);
        out[OUTCOME_thwarted][lane] = ratio(now->thwarted[0][lane], acts);
        out[OUTCOME_directive_share][lane] = ratio(now->acts_directive[0][lane], acts);
        out[OUTCOME_moved_by_structure][lane] = ratio(now->moved_structure[0][lane], moved);
        out[OUTCOME_moved_by_process][lane] = ratio(now->moved_process[0][lane], moved);
        out[OUTCOME_moved_by_participant][lane] = ratio(now->moved_participant[0][lane], moved);
        out[OUTCOME_moved_facilitative][lane] = ratio(now->moved_facilitative[0][lane], moved);
        out[OUTCOME_moved_directive][lane] = ratio(now->moved_directive[0][lane], moved);
        out[OUTCOME_regime][lane] = regime_of(synergy, now->conflict_year[0][lane], ratio(filled, now->filled_first[0][lane]));
    }
}
