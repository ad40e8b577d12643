/* leaders.c - leaders read the state, with error, choose a mode and an act, and pay for it. */
#include "leaders.h"

#include "acts.h"
#include "state.h"
#include "view.h"

enum { MODE_DICE = 4, LUCK_WORKS = 0, LUCK_FOUND = 2, LUCK_CONFLICT = 4, LUCK_DICE = 5 };

/** Rows of chance of one leader. */
struct leader_dice {
    const real (*mode)[SIM_LANES];  /* acts at all; directive; both; error in what is seen of standstill */
    const real (*luck)[SIM_LANES];  /* each act works; each act is found out; error in what is seen of conflict */
    const real (*sight)[SIM_LANES]; /* [act]: error in how much it seems called for */
};

static struct leader_dice dice_of(const struct sim_pack *pack, int l)
{
    const struct now *now = pack->state;
    const struct world *w = pack->world;
    const real(*mode)[SIM_LANES] = (const real(*)[SIM_LANES])now->dice + CHANCE_ROWS(2 * w->seats);
    const real(*luck)[SIM_LANES] = mode + CHANCE_ROWS(MODE_DICE * w->leaders);
    const real(*sight)[SIM_LANES] = luck + CHANCE_ROWS(LUCK_DICE * w->leaders);
    return (struct leader_dice){ mode + MODE_DICE * l, luck + LUCK_DICE * l, sight + ACTS_COUNT * l };
}

/** Which of the leader's lanes act this month, and in which mode; writes 0 or 1. */
static void leader_chooses_mode(struct sim_pack *pack, int f, int rank, real *facilitative, real *directive)
{
    HERE(pack);
    int l = f * LEADERS_A_FORUM + rank, seat = w->leader_seat[l];
    struct leader_dice dice = dice_of(pack, l);
    real soft = ON(facilitative_acts), hard = ON(directive_acts), first = one_if(rank == 0), all[SIM_LANES];

    LANES
        all[lane] = R(0);
    for (int i = 0; i < LEADERS_A_FORUM; i++)
        LANES
            all[lane] += now->influence[w->leader_seat[f * LEADERS_A_FORUM + i]][lane];

    LANES {
        real accuracy = p->leaders_accuracy[lane], stuck = p->leaders_stuck_months[lane], acted = now->acted[l][lane];
        real still = max(R(0), leaders_see(now->stuck[f][lane] / stuck, accuracy, dice.mode[3][lane]) * stuck);
        real conflict = leaders_see(now->conflict_mean[f][lane], accuracy, dice.luck[LUCK_CONFLICT][lane]);
        real state = leaders_switch(now->directive[l][lane], still, stuck, conflict, p->leaders_relent[lane]);
        real present = first * p->leaders_first_present[lane] + (R(1) - first);
        real granted = now->influence[seat][lane] / max(all[lane], R(1e-6));
        real budget = leaders_budget(p->leaders_initiative[lane], rank, granted, p->leaders_acts[lane]) * present *
                      leaders_vigour(now->energy[l][lane]);
        real able = now->filled[seat][lane] * now->alive[f][lane] * one_if(p->leaders_policy[lane] != R(POLICY_none));
        struct leaders_outlook outlook = {
            p->leaders_directive_share[lane], state, acted, still, stuck, now->worth_directive[l][lane],
            now->worth_facilitative[l][lane]
        };
        real pushes =
            one_if(dice.mode[1][lane] < leaders_chance_directive(p->leaders_policy[lane], outlook, pack->month));
        real both = one_if(dice.mode[2][lane] < p->leaders_compound[lane]),
             does = able * one_if(dice.mode[0][lane] < budget);
        now->directive[l][lane] = state;
        now->did_facilitative[l][lane] = now->did_directive[l][lane] = R(0);
        now->worked_facilitative[l][lane] = now->worked_directive[l][lane] = R(0);
        facilitative[lane] = soft * does * max(both, R(1) - pushes);
        directive[lane] = hard * does * max(both, pushes);
    }
}

/** How much those acts seem called for that are about the leader itself, its home, or who commissions it. */
static void leader_urges(struct sim_pack *pack, int leader, struct view *view)
{
    HERE(pack);
    int seat = w->leader_seat[leader], o = w->seat[seat].organisation, commissioner = w->organisation[o].commissioner;
    int first = w->forum[w->seat[seat].forum].first_seat;

    LANES {
        view->urge[ACT_manage_manager][lane] = R(0.6) * (R(1) - now->interest[o][lane]);
        view->urge[ACT_manage_contract][lane] = commissioner >= 0 ? R(0.5) * (R(1) - now->flex[o][lane]) : R(-9);
        view->urge[ACT_challenge][lane] = view->challenge[lane];
        view->urge[ACT_persist][lane] = view->persist[lane] * (R(1) + now->tenacity[leader][lane]);
    }
    if (commissioner >= 0) {
        for (int lane = 0; lane < SIM_LANES; lane++) {
            int s = view->aim[BLOCKER][lane];
            bool upward = s >= first && w->seat[s].organisation == commissioner;
            view->urge[ACT_challenge][lane] *= upward ? p->leaders_upward[lane] : R(1);
        }
    }
}

/** The member who trusts this leader least. */
static void aim_at_distant(struct sim_pack *pack, int f, int own, index32 *distant)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real least_trust[SIM_LANES];

    LANES {
        least_trust[lane] = R(2);
        distant[lane] = -1;
    }
    for (int i = 0; i < forum->seats; i++) {
        int s = forum->first_seat + i, t = tie_of(forum, i, own - forum->first_seat);
        real other = one_if(s != own);
        LANES {
            bool less = (now->filled[s][lane] * other > R(0)) & (now->trust[t][lane] < least_trust[lane]);
            least_trust[lane] = less ? now->trust[t][lane] : least_trust[lane];
            distant[lane] = less ? s : distant[lane];
        }
    }
}

/** An issue that is still there: another leader may have given it up this month. */
static void aim_at_issue(struct sim_pack *pack, const index32 *issue, index32 *aim)
{
    HERE(pack);
    LANES {
        index32 k = issue[lane] < 0 ? 0 : issue[lane];
        aim[lane] = now->stage[k][lane] > R(0) ? issue[lane] : -1;
    }
}

/** Which targets acts of this mode have, a bit each. */
RULE unsigned targets_of(int mode)
{
    unsigned targets = 0;
#define ACT(name, act_mode, medium, target, fails, energy, time, chance, effect, backlash, unease, concept, meaning)   \
    targets |= act_mode == mode ? 1u << target : 0u;
#include "acts.def"
    return targets;
}

/** What this leader could aim at, beside what all leaders of the forum see in `view`. */
RULE void leader_aims(struct sim_pack *pack, int f, int own, int mode, struct view *view)
{
    if (targets_of(mode) & 1u << DISTANT) {
        aim_at_distant(pack, f, own, view->aim[DISTANT]);
    }
    if (targets_of(mode) & 1u << ISSUE) {
        aim_at_issue(pack, view->top_issue, view->aim[ISSUE]);
    }
    if (targets_of(mode) & 1u << STUCK) {
        aim_at_issue(pack, view->stuck_issue, view->aim[STUCK]);
    }
}

/** The act of this mode that seems most called for, or -1 where nothing seems worth the battle (G13). Nobody acts on
 * himself. The table is laid out in the loop, so that a lane's choice stays in a register. */
RULE void leader_chooses_act(struct sim_pack *pack, int own, int mode, const real (*sight)[SIM_LANES],
                             const struct view *view, index32 *restrict chosen)
{
    const struct collab_params *restrict p = pack->params;
    LANES {
        real accuracy = p->leaders_accuracy[lane], most_called = p->leaders_battles[lane];
        index32 best = -1;
#define ACT(name, act_mode, medium, target, fails, energy, time, chance, effect, backlash, unease, concept, meaning)   \
    if (act_mode == mode) {                                                                                            \
        real urge = view->urge[ACT_##name][lane], seems = leaders_see(urge, accuracy, sight[ACT_##name][lane]);        \
        index32 aim = view->aim[target][lane];                                                                         \
        bool takes = (urge >= R(-5)) & (seems > most_called) & (aim >= 0) & (target > DISTANT || aim != own);          \
        best = takes ? ACT_##name : best;                                                                              \
        most_called = takes ? seems : most_called;                                                                     \
    }
#include "acts.def"
        chosen[lane] = best;
    }
}

/** Keep what was done, and count it. */
static void deed_is_booked(const struct deed *d, bool directive, bool worked)
{
    int l = d->leader;

    AT(thwarted, 0) += worked ? R(0) : R(1);
    if (directive) {
        AT(did_directive, l) = R(d->act + 1);
        AT(at_directive, l) = R(d->target + 1);
        AT(worked_directive, l) = one_if(worked);
        AT(acts_directive, 0) += R(1);
        AT(own_ends_sum, 0) += distance(d->aim, AT(common, d->f));
    } else {
        AT(did_facilitative, l) = R(d->act + 1);
        AT(at_facilitative, l) = R(d->target + 1);
        AT(worked_facilitative, l) = one_if(worked);
        AT(acts_facilitative, 0) += R(1);
    }
    AT(acts_first, 0) += one_if(l == d->f * LEADERS_A_FORUM);
}

/** One act: paid for in energy and time, then luck, then its consequences (I2, C6). */
static void leader_acts(struct deed *d, const real (*luck)[SIM_LANES], real meeting, bool drains)
{
    const struct act_row *row = &act_row[d->act];
    int l = d->leader;
    bool directive = row->mode == DIRECTIVE;
    real skill = directive ? AT(skill_directive, l) : AT(skill_facilitative, l);
    real odds = leaders_success(d->p->acts_chance[d->act][d->lane], skill, PARAM(leaders_accuracy), AT(prepared, d->f));
    real hidden = leaders_found_out(PARAM(leaders_detection), AT(trust_mean, d->f), AT(formality, d->f));
    real price = leaders_price(d->p->acts_energy[d->act][d->lane], row->unease, AT(unease, l));
    bool worked = luck[LUCK_WORKS + row->mode][d->lane] < odds, found = luck[LUCK_FOUND + row->mode][d->lane] < hidden;

    d->strength = leaders_strength(row->size < 0 ? R(1) : d->p->acts_effect[row->size][d->lane], skill);
    d->backlash = leaders_stirs(d->p->acts_backlash[d->act][d->lane], AT(trust_mean, d->f), AT(purpose, d->f));
    if (drains) { /* a brave leader who fails pays more */
        AT(energy, l) = max(R(0), AT(energy, l) - price * (R(1) + (worked ? R(0) : R(0.5) * PARAM(leaders_bravery))));
    }
    AT(time, d->own) *= R(1) - d->p->acts_time[d->act][d->lane] * meeting;
    deed_follows(d, worked, found);
    deed_is_booked(d, directive, worked);
}

/** What the leader takes from the month: skill in what worked, and what each mode seems to be worth (A24). Who did
 * nothing learns nothing. */
static void leader_learns(struct sim_pack *pack, int f, int l)
{
    HERE(pack);
    LANES {
        real soft = one_if(now->did_facilitative[l][lane] > R(0)), hard = one_if(now->did_directive[l][lane] > R(0));
        real moves = R(1) - min(R(1), now->stuck[f][lane] / R(6)), gain = p->leaders_learning[lane];
        real eased = now->worked_facilitative[l][lane], pushed = now->worked_directive[l][lane];
        real gentle = now->skill_facilitative[l][lane], stern = now->skill_directive[l][lane];
        real acted = now->acted[l][lane];

        now->skill_facilitative[l][lane] = toward_one(gentle, gain * eased);
        now->skill_directive[l][lane] = toward_one(stern, gain * pushed);
        now->worth_facilitative[l][lane] = leaders_learn(now->worth_facilitative[l][lane], soft, eased * moves);
        now->worth_directive[l][lane] = leaders_learn(now->worth_directive[l][lane], hard, pushed * moves);
        now->acted[l][lane] = soft + hard > R(0) ? soft + R(2) * hard : acted;
    }
}

/** What is the same for a leader in every lane. */
static struct deed deed_of(struct sim_pack *pack, int f, int l)
{
    const struct world *w = pack->world;
    return (struct deed){ .now = pack->state,
                          .w = w,
                          .p = pack->params,
                          .f = f,
                          .leader = l,
                          .own = w->leader_seat[l],
                          .conflicts = !sim_left_out(pack, MECHANISM_conflict_from_acts),
                          .distrusts = !sim_left_out(pack, MECHANISM_trust_loss_from_acts) };
}

/** Aim an act in one lane, -1 for none. */
static void deed_begins(struct deed *d, const struct view *view, int act, int lane)
{
    int target = act < 0 ? HOME : act_row[act].target, home = d->w->seat[d->own].organisation;

    d->lane = lane;
    d->act = act;
    d->target = target <= DISTANT ? view->aim[target][lane] : -1;
    d->issue = view->top_issue[lane];
    d->stuck = view->stuck_issue[lane];
    d->aim = leaders_aim(leaders_wants(AT(loyalty, d->leader), AT(home, home), view->top[lane]),
                         AT(tenacity, d->leader), AT(cause, d->leader));
}

/** One mode of one leader's month, in the lanes that `acts` names: choose in all lanes at once, then act in each. */
RULE void leader_acts_in_mode(struct sim_pack *pack, struct deed *d, struct view *view, int mode, const real *acts,
                              const real *meeting)
{
    HERE(pack);
    struct leader_dice dice = dice_of(pack, d->leader);
    bool drains = !sim_left_out(pack, MECHANISM_energy_drain);
    index32 act[SIM_LANES] = { 0 };

    leader_aims(pack, d->f, d->own, mode, view);
    leader_chooses_act(pack, d->own, mode, dice.sight, view, act);
    for (int lane = 0; lane < SIM_LANES; lane++) {
        if (acts[lane] == R(0)) {
            continue;
        }
        deed_begins(d, view, act[lane], lane);
        if (d->act < 0) {
            AT(abstained, 0) += R(1);
        } else {
            leader_acts(d, dice.luck, meeting[lane], drains);
        }
    }
}

/** One leader's month, in the lanes and modes of `acts`. Both modes at once are two acts that pay both and save only a
 * meeting (C14). */
static void leader_does(struct sim_pack *pack, int f, int rank, struct view *view, const real (*acts)[SIM_LANES])
{
    struct deed deed = deed_of(pack, f, f * LEADERS_A_FORUM + rank);
    real meeting[SIM_LANES];

    LANES
        meeting[lane] = acts[FACILITATIVE][lane] * acts[DIRECTIVE][lane] > R(0) ? R(0.75) : R(1);
    leader_urges(pack, deed.leader, view);
    if (in_any_lane(acts[FACILITATIVE])) {
        leader_acts_in_mode(pack, &deed, view, FACILITATIVE, acts[FACILITATIVE], meeting);
    }
    if (in_any_lane(acts[DIRECTIVE])) {
        leader_acts_in_mode(pack, &deed, view, DIRECTIVE, acts[DIRECTIVE], meeting);
    }
    leader_learns(pack, f, deed.leader);
}

static void forum_is_led(struct sim_pack *pack, int f)
{
    struct view view;
    real acts[2][SIM_LANES];

    view_forum(pack, f, &view);
    for (int rank = 0; rank < LEADERS_A_FORUM; rank++) {
        leader_chooses_mode(pack, f, rank, acts[FACILITATIVE], acts[DIRECTIVE]);
        leader_does(pack, f, rank, &view, (const real(*)[SIM_LANES])acts);
    }
}

PHASE leaders_act(struct sim_pack *pack)
{
    HERE(pack);
    int mode = CHANCE_ROWS(2 * w->seats), luck = mode + CHANCE_ROWS(MODE_DICE * w->leaders);

    chance_fill(now->dice, pack, DRAW_AIM, 2 * w->seats);
    chance_fill(now->dice + mode, pack, DRAW_MODE, MODE_DICE * w->leaders);
    chance_fill(now->dice + luck, pack, DRAW_SUCCESS, LUCK_DICE * w->leaders);
    chance_fill(now->dice + luck + CHANCE_ROWS(LUCK_DICE * w->leaders), pack, DRAW_SENSING, ACTS_COUNT * w->leaders);
    for (int f = 0; f < w->forums; f++) {
        LANES {
            now->push_facilitative[f][lane] = now->push_directive[f][lane] = now->bypass[f][lane] = R(0);
        }
        for (int s = w->forum[f].first_seat; s < w->forum[f].first_seat + w->forum[f].seats; s++)
            LANES {
                now->leaving[s][lane] = R(0);
                now->isolation[s][lane] = flush_to_zero(now->isolation[s][lane] * R(0.85));
            }
        forum_is_led(pack, f);
    }
}
