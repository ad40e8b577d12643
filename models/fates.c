/* fates.c - how a run and each of its forums ended: advantage or inertia, with pain or without (A1 .. A3, A20). A ratio
 * without a whole is undefined. Nothing here uses chance. */
#include "ledger.h"
#include "networks.h"
#include "outcomes.h"

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
        sum += all * all / (max(squares, R((double)MILLIONTH)) * (real)w->forum[f].seats);
    }
    return sum / (real)w->forums;
}

/** Months from its beginning to a month that is counted from 1; NAN for 0, none. */
static inline double months_to(const struct now *now, int f, real month, int lane)
{
    return month > R(0) ? (double)month - now->began[f][lane] : (double)NAN;
}

/** Was a forum never there, because a study says so? */
static bool never_there(const struct now *now, int f, int lane)
{
    return now->life[f][lane] == R(0) && now->first_life[f][lane] > R(0);
}

/** How a forum ended: dead or merged before anything else, then by advantage and by pain (A1, A2). */
static enum fate forum_fate(struct sim_pack *pack, int f, int lane)
{
    HERE(pack);
    double life = now->life[f][lane], pain = now->conflict_life[f][lane] / (life > 1 ? life : 1);
    bool gains = now->added[f][lane] > now->forgone[f][lane], hurts = pain > p->fates_pain[lane];
    enum fate gain = hurts ? FATE_hard_won_advantage : FATE_advantage;
    enum fate inertia = hurts ? FATE_painful_inertia : FATE_slow_inertia;
    enum fate over = now->merged[f][lane] > R(0) ? FATE_merged : FATE_dead;
    return now->first_life[f][lane] > R(0) ? (gains ? gain : inertia) : over;
}

/** Which regime a run ended in: collapse before anything else, then by advantage and by pain (A1, A2). */
static enum regime run_regime(struct sim_pack *pack, double synergy, double filled, int lane)
{
    HERE(pack);
    bool gains = synergy > p->fates_worth[lane], hurts = now->conflict_year[0][lane] > p->fates_pain[lane];
    enum regime gain = hurts ? REGIME_hard_won_advantage : REGIME_advantage;
    enum regime inertia = hurts ? REGIME_painful_inertia : REGIME_slow_inertia;
    return 3 * filled < 1 ? REGIME_collapse : gains ? gain : inertia;
}

/** Outcomes of issues, in one lane; `still` of them stand still at the end. */
static void finish_issues(const struct now *now, double (*out)[SIM_LANES], int lane, double months, real still)
{
    out[OUTCOME_stall][lane] = ratio(now->dropped[0][lane] + still, now->raised[0][lane]);
    out[OUTCOME_delay][lane] = ratio(now->age_delivered[0][lane], now->delivered[0][lane]);
    out[OUTCOME_months_per_delivery][lane] = ratio(now->months_in_hand[0][lane], now->delivered[0][lane]);
    out[OUTCOME_agreed][lane] = now->agreed[0][lane];
    out[OUTCOME_sent_back][lane] =
        ratio(now->sent_back[0][lane], (double)now->sent_back[0][lane] + now->ratified[0][lane]);
    out[OUTCOME_dropped_early][lane] = ratio(now->dropped_early[0][lane], now->raised[0][lane]);
    out[OUTCOME_late][lane] = ratio(now->late[0][lane], now->delivered[0][lane]);
    out[OUTCOME_delayed][lane] = ratio(now->delayed[0][lane], now->delivered[0][lane]);
    out[OUTCOME_agreed_delivered][lane] = ratio(now->followed_delivered[0][lane], now->followed[0][lane]);
    out[OUTCOME_agreed_never_begun][lane] = 1 - ratio(now->followed_begun[0][lane], now->followed[0][lane]);
    out[OUTCOME_broken][lane] = ratio(now->broken[0][lane], now->promises[0][lane]);
    out[OUTCOME_disagreement][lane] = ratio(now->pairs_apart[0][lane], now->pairs_heard[0][lane]);
    out[OUTCOME_slipped][lane] = ratio(now->slipped[0][lane], now->won_over[0][lane]);
    out[OUTCOME_delivered][lane] = now->delivered[0][lane];
    out[OUTCOME_novelty][lane] = ratio(now->novelty_sum[0][lane], now->delivered[0][lane]);
    out[OUTCOME_backtracks][lane] = ratio(now->backtracks[0][lane], now->delivered[0][lane]);
    out[OUTCOME_pilots][lane] = 12 * ratio(now->pilots[0][lane], months);
    out[OUTCOME_realised][lane] = 1 - ratio(now->wanted_near[0][lane], now->wanted_far[0][lane]);
}

/** What moved the agenda, in one lane. */
static void finish_books(const struct now *now, double (*out)[SIM_LANES], int lane)
{
    double moved =
        (double)now->moved_structure[0][lane] + now->moved_process[0][lane] + now->moved_participant[0][lane];
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
static void finish_people(struct sim_pack *pack, double (*out)[SIM_LANES], int lane)
{
    HERE(pack);
    double months = pack->months;
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
    out[OUTCOME_worn_out][lane] = ratio(12 * (double)now->worn_out[0][lane], w->forums * months);
    out[OUTCOME_regime][lane] = run_regime(pack, synergy, ratio(filled, now->filled_first[0][lane]), lane);
}

/** The ledger of each forum, in one lane; only its first life counts. */
static void finish_forums(struct sim_pack *pack, int lane)
{
    HERE(pack);
    double(*fate)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_fate);
    double(*first_agreed)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_first_agreed);
    double(*first_delivered)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_first_delivered);
    double(*agreements)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_agreements);
    double(*deliveries)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_deliveries);
    double(*life)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_life);
    double(*lead_changes)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_lead_changes);
    double(*net_relief)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_net_relief);
    double(*conflict)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_conflict);
    double(*attendance)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_FORUM_attendance);

    for (int f = 0; f < w->forums; f++) {
        if (never_there(now, f, lane)) {
            continue;
        }
        fate[f][lane] = forum_fate(pack, f, lane);
        first_agreed[f][lane] = months_to(now, f, now->first_agreed[f][lane], lane);
        first_delivered[f][lane] = months_to(now, f, now->first_delivered[f][lane], lane);
        agreements[f][lane] = now->agreements[f][lane];
        deliveries[f][lane] = now->deliveries[f][lane];
        life[f][lane] = now->life[f][lane];
        lead_changes[f][lane] = now->lead_changes[f][lane];
        net_relief[f][lane] = (double)now->added[f][lane] - now->forgone[f][lane];
        conflict[f][lane] = ratio(now->conflict_life[f][lane], now->life[f][lane]);
        attendance[f][lane] = ratio(now->attended_life[f][lane], now->called_life[f][lane]);
    }
}

/** Shares of forums by their fate, in one lane. */
static void finish_fates(struct sim_pack *pack, double (*out)[SIM_LANES], int lane)
{
    HERE(pack);
    double count[FATES_COUNT] = { 0 };

    for (int f = 0; f < w->forums; f++)
        count[forum_fate(pack, f, lane)] += never_there(now, f, lane) ? 0 : 1;
    out[OUTCOME_advantage_share][lane] = count[FATE_advantage] / w->forums;
    out[OUTCOME_hard_won_share][lane] = count[FATE_hard_won_advantage] / w->forums;
    out[OUTCOME_slow_share][lane] = count[FATE_slow_inertia] / w->forums;
    out[OUTCOME_painful_share][lane] = count[FATE_painful_inertia] / w->forums;
    out[OUTCOME_dead_share][lane] = count[FATE_dead] / w->forums;
    out[OUTCOME_merged_share][lane] = count[FATE_merged] / w->forums;
}

/** Members who were won over to an issue in hand and hold to it, of members and issues in hand. */
static inline real members_converted(const struct now *now, const struct world *w, int lane)
{
    real held = R(0), all = R(0);
    for (int s = 0; s < w->seats; s++)
        for (int k = w->seat[s].forum * w->slots; k < (w->seat[s].forum + 1) * w->slots; k++) {
            real there = now->filled[s][lane] * one_if(now->stage[k][lane] > R(0));
            all += there;
            held += there * one_if(now->held[stance_of(w, s, k)][lane] > R(0.5));
        }
    return held / max(R(1), all);
}

/** What is left of a run when it is over. */
static void outcomes_finish(struct sim_pack *pack)
{
    HERE(pack);
    double(*out)[SIM_LANES] = (double(*)[SIM_LANES])pack->outcomes;
    real open[SIM_LANES], age[SIM_LANES], still[SIM_LANES], energy[SIM_LANES];

    issues_in_hand(pack, open, age, still);
    leaders_energy(pack, energy);
    for (int lane = 0; lane < SIM_LANES; lane++) {
        finish_issues(now, out, lane, pack->months, still[lane]);
        finish_books(now, out, lane);
        finish_leaders(now, out, lane, energy[lane]);
        finish_people(pack, out, lane);
        finish_ledger(pack, out, lane);
        finish_forums(pack, lane);
        finish_fates(pack, out, lane);
        out[OUTCOME_converted][lane] = members_converted(now, w, lane);
    }
    finish_networks(pack, out);
}
