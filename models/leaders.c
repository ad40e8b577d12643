/* leaders.c - leaders read the state, with error, choose a mode and an act, and pay for it. */
#include "leaders.h"

enum { MODE_DICE = 4, LUCK_WORKS = 0, LUCK_FOUND = 2, LUCK_CONFLICT = 4, LUCK_DICE = 5 };

/** Rows of chance of one leader. */
struct leader_dice {
    const real (*mode)[SIM_LANES];  /* acts at all; directive; both; error in what is seen of standstill */
    const real (*luck)[SIM_LANES];  /* each act works; each act is found out; error in what is seen of conflict */
    const real (*sight)[SIM_LANES]; /* [act]: error in how much it seems called for */
};

static struct leader_dice dice_of(const struct now *now, const struct world *w, int l)
{
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
    struct leader_dice dice = dice_of(now, w, l);
    real soft = ON(facilitative_acts), hard = ON(directive_acts), first = when(rank == 0), all[SIM_LANES];

    LANES
        all[lane] = R(0);
    for (int i = 0; i < LEADERS_A_FORUM; i++)
        LANES
            all[lane] += now->influence[w->leader_seat[f * LEADERS_A_FORUM + i]][lane];

    LANES {
        real accuracy = p->leaders_accuracy[lane], stuck = p->leaders_stuck_months[lane], acted = now->acted[l][lane];
        real still = most(R(0), leaders_see(now->stuck[f][lane] / stuck, accuracy, dice.mode[3][lane]) * stuck);
        real conflict = leaders_see(now->conflict_mean[f][lane], accuracy, dice.luck[LUCK_CONFLICT][lane]);
        real state = leaders_switch(now->directive[l][lane], still, stuck, conflict, p->leaders_relent[lane]);
        real present = first * p->leaders_first_present[lane] + (R(1) - first);
        real granted = now->influence[seat][lane] / most(all[lane], R(1e-6));
        real budget = leaders_budget(p->leaders_initiative[lane], rank, granted, p->leaders_acts[lane]) * present *
                      leaders_vigour(now->energy[l][lane]);
        real able = now->filled[seat][lane] * now->alive[f][lane] * when(p->leaders_policy[lane] != R(POLICY_NONE));
        struct leaders_outlook outlook = {
            p->leaders_directive_share[lane], state, acted, still, stuck, now->worth_directive[l][lane],
            now->worth_facilitative[l][lane]
        };
        real pushes =
            when(dice.mode[1][lane] < leaders_chance_directive(p->leaders_policy[lane], outlook, pack->month));
        real both = when(dice.mode[2][lane] < p->leaders_compound[lane]),
             does = able * when(dice.mode[0][lane] < budget);
        now->directive[l][lane] = state;
        now->did_facilitative[l][lane] = now->did_directive[l][lane] = R(0);
        now->worked_facilitative[l][lane] = now->worked_directive[l][lane] = R(0);
        facilitative[lane] = soft * does * most(both, R(1) - pushes);
        directive[lane] = hard * does * most(both, pushes);
    }
}

/** How much an act seems called for to one leader: some acts are about the leader's own home. */
static real leader_urge(const struct deed *d, int act, const real (*urge)[SIM_LANES])
{
    const struct world_organisation *own = &d->w->organisation[d->w->seat[d->own].organisation];
    int o = d->w->seat[d->own].organisation;
    real seems = urge[act][d->lane];
    if (act == ACT_manage_manager) {
        return R(0.6) * (R(1) - AT(interest, o));
    }
    if (act == ACT_manage_contract) {
        return own->commissioner >= 0 ? R(0.5) * (R(1) - AT(flex, o)) : R(-9);
    }
    if (act == ACT_challenge && d->target >= 0 && own->commissioner >= 0 &&
        d->w->seat[d->target].organisation == own->commissioner) {
        return seems * PARAM(leaders_upward);
    }
    if (act == ACT_persist) {
        return seems * (R(1) + AT(tenacity, d->leader));
    }
    return seems;
}

/** The member who trusts this leader least, or -1. */
static int seat_distant(const struct deed *d)
{
    int distant = -1;
    real least_trust = R(2);
    FOR_MEMBERS(s) if (s != d->own && AT(trust, tie_to_leader(d, s)) < least_trust)
    {
        least_trust = AT(trust, tie_to_leader(d, s));
        distant = s;
    }
    return distant;
}

/** The seat that an act is aimed at, or -1 where it is aimed at none or nobody fits. Nobody acts on himself. */
static int seat_aimed_at(const struct deed *d, int act, const struct view *view)
{
    int target = act_row[act].target;
    int i = target < TARGETS_COUNT ? view->who[target][d->lane] : -1;
    int s = target == DISTANT ? seat_distant(d) : i < 0 ? -1 : d->w->forum[d->f].first_seat + i;
    return s == d->own ? -1 : s;
}

/** Is there somebody, or an issue, that the act can be aimed at? A duty keeps a member in an imposed forum (B6). */
static bool has_aim(const struct deed *d, int act, const struct view *view)
{
    int target = act_row[act].target, issue = target == STUCK ? d->stuck : d->issue;
    if (act == ACT_dismiss && d->w->forum[d->f].origin == ORIGIN_IMPOSED) {
        return false;
    }
    if (target == ISSUE || target == STUCK) { /* another leader may have given it up this month */
        return issue >= 0 && AT(stage, issue) > R(0);
    }
    return target > DISTANT || seat_aimed_at(d, act, view) >= 0;
}

/** The act of this mode that seems most called for, or -1 where nothing seems worth the battle (G13). */
static int leader_chooses_act(struct deed *d, const struct view *view, const real (*urge)[SIM_LANES], int mode,
                              const real (*sight)[SIM_LANES])
{
    int best = -1;
    real most_called = PARAM(leaders_battles);

    d->target = view->who[BLOCKER][d->lane] < 0 ? -1 : d->w->forum[d->f].first_seat + view->who[BLOCKER][d->lane];
    for (int a = 0; a < ACTS_COUNT; a++) {
        real seems = act_row[a].mode == mode ? leader_urge(d, a, urge) : R(-9);
        if (seems < R(-5)) {
            continue;
        }
        seems = leaders_see(seems, PARAM(leaders_accuracy), sight[a][d->lane]);
        if (seems > most_called && has_aim(d, a, view)) {
            best = a;
            most_called = seems;
        }
    }
    return best;
}

/** One act: paid for in energy and time, then luck, then its consequences (I2, C6). */
static void leader_acts(struct deed *d, const struct view *view, const real (*luck)[SIM_LANES], real meeting,
                        bool drains)
{
    const struct act_row *row = &act_row[d->act];
    int l = d->leader;
    bool directive = row->mode == DIRECTIVE;
    real skill = directive ? AT(skill_directive, l) : AT(skill_facilitative, l);
    real odds = leaders_success(d->p->acts_chance[d->act][d->lane], skill, PARAM(leaders_accuracy), AT(prepared, d->f));
    real hidden = leaders_found_out(PARAM(leaders_detection), AT(trust_mean, d->f), AT(formality, d->f));
    real price = leaders_price(d->p->acts_energy[d->act][d->lane], row->unease, AT(unease, l));
    bool worked = luck[LUCK_WORKS + row->mode][d->lane] < odds, found = luck[LUCK_FOUND + row->mode][d->lane] < hidden;

    d->target = seat_aimed_at(d, d->act, view);
    d->strength = leaders_strength(row->size < 0 ? R(1) : d->p->acts_effect[row->size][d->lane], skill);
    d->backlash = d->p->acts_backlash[d->act][d->lane];
    if (drains) { /* a brave leader who fails pays more */
        AT(energy, l) = most(R(0), AT(energy, l) - price * (R(1) + (worked ? R(0) : R(0.5) * PARAM(leaders_bravery))));
    }
    AT(time, d->own) *= R(1) - d->p->acts_time[d->act][d->lane] * meeting;
    deed_follows(d, worked, found);
    AT(thwarted, 0) += worked ? R(0) : R(1);
    if (directive) {
        AT(did_directive, l) = R(d->act + 1);
        AT(at_directive, l) = R(d->target + 1);
        AT(worked_directive, l) = when(worked);
        AT(acts_directive, 0) += R(1);
        AT(own_ends_sum, 0) += apart(d->aim, AT(common, d->f));
    } else {
        AT(did_facilitative, l) = R(d->act + 1);
        AT(at_facilitative, l) = R(d->target + 1);
        AT(worked_facilitative, l) = when(worked);
        AT(acts_facilitative, 0) += R(1);
    }
    AT(acts_first, 0) += when(l == d->f * LEADERS_A_FORUM);
}

/** What the leader takes from the month: skill in what worked, and what each mode seems to be worth (A24). */
static void leader_learns(struct deed *d)
{
    int l = d->leader;
    real soft = when(AT(did_facilitative, l) > R(0)), hard = when(AT(did_directive, l) > R(0));
    real moves = R(1) - least(R(1), AT(stuck, d->f) / R(6));
    real gain = PARAM(leaders_learning);

    AT(skill_facilitative, l) = nearer(AT(skill_facilitative, l), gain * AT(worked_facilitative, l));
    AT(skill_directive, l) = nearer(AT(skill_directive, l), gain * AT(worked_directive, l));
    AT(worth_facilitative, l) = leaders_learn(AT(worth_facilitative, l), soft, AT(worked_facilitative, l) * moves);
    AT(worth_directive, l) = leaders_learn(AT(worth_directive, l), hard, AT(worked_directive, l) * moves);
    AT(acted, l) = soft + hard > R(0) ? soft + R(2) * hard : AT(acted, l);
}

/** One leader's month in one lane. Both modes at once are two acts that pay both and save only a meeting (C14). */
static void leader_month(struct sim_pack *pack, int f, int rank, int lane, const struct view *view,
                         const real (*urge)[SIM_LANES], bool facilitative, bool directive)
{
    HERE(pack);
    int l = f * LEADERS_A_FORUM + rank;
    struct leader_dice dice = dice_of(now, w, l);
    struct deed deed = { .now = now,
                         .w = w,
                         .p = p,
                         .lane = lane,
                         .f = f,
                         .leader = l,
                         .own = w->leader_seat[l],
                         .target = -1,
                         .issue = view->top_issue[lane],
                         .stuck = view->stuck_issue[lane],
                         .aim = leaders_aim(leaders_wants(now->loyalty[l][lane],
                                                          now->home[w->seat[w->leader_seat[l]].organisation][lane],
                                                          view->top[lane]),
                                            now->tenacity[l][lane], now->cause[l][lane]),
                         .conflicts = !sim_left_out(pack, MECHANISM_conflict_from_acts),
                         .distrusts = !sim_left_out(pack, MECHANISM_trust_loss_from_acts) };
    struct deed *d = &deed;
    real meeting = facilitative && directive ? R(0.75) : R(1);

    for (int mode = FACILITATIVE; mode <= DIRECTIVE; mode++) {
        if (!(mode == DIRECTIVE ? directive : facilitative)) {
            continue;
        }
        deed.act = leader_chooses_act(d, view, urge, mode, dice.sight);
        if (deed.act < 0) {
            AT(abstained, 0) += R(1);
        } else {
            leader_acts(d, view, dice.luck, meeting, !sim_left_out(pack, MECHANISM_energy_drain));
        }
    }
    leader_learns(d);
}

static void forum_is_led(struct sim_pack *pack, int f)
{
    struct view view;
    real urge[ACTS_COUNT][SIM_LANES], facilitative[SIM_LANES], directive[SIM_LANES];

    view_issues(pack, f, &view);
    view_seats(pack, f, &view);
    view_urges(pack, f, &view, urge);
    view_restrains(pack, urge);
    for (int rank = 0; rank < LEADERS_A_FORUM; rank++) {
        leader_chooses_mode(pack, f, rank, facilitative, directive);
        for (int lane = 0; lane < SIM_LANES; lane++)
            if (facilitative[lane] + directive[lane] > R(0)) {
                leader_month(pack, f, rank, lane, &view, (const real(*)[SIM_LANES])urge, facilitative[lane] > R(0),
                             directive[lane] > R(0));
            }
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
                now->isolation[s][lane] = or_none(now->isolation[s][lane] * R(0.85));
            }
        forum_is_led(pack, f);
    }
}
