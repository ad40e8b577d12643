/* leaders.c - some members take the lead (A5): each looks at the issue that matters to it, sees with error what holds
 * it up (C10), answers in one mode or both (C12 .. C14), pays for it and learns (I2, A24). Who acts is settled in all
 * lanes at once; what is done, in one lane. */
#include "leaders.h"

#include "acts.h"
#include "initiative.h"
#include "obstacles.h"
#include "slots.h"
#include "state.h"

/** What chance decides for one leader, a row each; the first says whether there is one, and who. */
enum { MODE_ACTS, MODE_PUSHES, MODE_BOTH, MODE_WHICH, MODE_SEES_STILL = MODE_WHICH + 2, MODE_DICE };
enum { LUCK_WORKS, LUCK_FOUND = 2, LUCK_DICE = 4 };

struct leader_dice {
    const real (*mode)[SIM_LANES];  /* acts; pushes; both; which of several answers, by mode; error in standstill */
    const real (*luck)[SIM_LANES];  /* an answer works, by mode; it is found out, by mode */
    const real (*sight)[SIM_LANES]; /* [obstacle]: error in how strong it seems */
};

static struct leader_dice dice_of(const struct sim_pack *pack, int l)
{
    const struct now *now = pack->state;
    int leaders = ((const struct world *)pack->world)->leaders;
    const real(*mode)[SIM_LANES] = (const real(*)[SIM_LANES])now->dice;
    const real(*luck)[SIM_LANES] = mode + CHANCE_ROWS(MODE_DICE * leaders);
    const real(*sight)[SIM_LANES] = luck + CHANCE_ROWS(LUCK_DICE * leaders);
    return (struct leader_dice){ mode + MODE_DICE * l, luck + LUCK_DICE * l, sight + OBSTACLES_COUNT * l };
}

/* --- the choice --- */

/** Chance that the leader's answer is directive. */
static real chance_of_push(const struct deed *d, real u)
{
    int own = d->own;
    bool same = AT(obstacle, own) == (real)(d->obstacle + 1);
    real still = AT(stuck, d->f) / leaders_patience(PARAM(agenda_stall_months));
    struct leaders_outlook outlook = { .wanted = PARAM(leaders_directive_share),
                                       .acted = AT(acted, own),
                                       .in_vain = same && AT(failed, own) > R(0),
                                       .still = leaders_see(still, PARAM(leaders_accuracy), u),
                                       .worth_directive = AT(worth_directive, own),
                                       .worth_facilitative = AT(worth_facilitative, own) };
    return leaders_chance_directive(PARAM(leaders_policy), outlook, d->pack->month);
}

/** Does a study let leaders use this act against who refuses (S6, S7)? */
static bool tactic_allows(real tactic, int act)
{
    static const int tactics[ACTS_COUNT] = { [ACT_challenge] = TACTIC_challenge,
                                             [ACT_route_around] = TACTIC_route_around,
                                             [ACT_isolate] = TACTIC_isolate,
                                             [ACT_reseat] = TACTIC_reseat,
                                             [ACT_dismiss] = TACTIC_dismiss };
    bool against = act_row[act].mode == DIRECTIVE && act_row[act].obstacle == OBSTACLE_refusing_partner;
    return !against || tactic == R(TACTIC_any) || (tactics[act] > 0 && tactic == R(tactics[act]));
}

/** An act needs an occasion: a meeting with room for one more item, or a contact with its target this month (C7, I15).
 */
static bool occasion_is_there(const struct deed *d)
{
    int own = d->own, t = d->target;
    switch (act_row[d->act].scope) {
    case MEETING:
        return AT(came, own) > R(0) && (AT(items, d->f) + R(1) <= PARAM(processes_items) || d->meets);
    case PERSON:
        return t == own || AT(since, t < own ? tie_between(d, t, own) : tie_between(d, own, t)) == R(0);
    default:
        return true;
    }
}

/** What else an act needs: somebody but the leader itself, a contract, room on the agenda, a need to cut. */
static bool needs_are_met(const struct deed *d)
{
    switch (d->act) {
    case ACT_embrace:
    case ACT_demand_seat:
        return AT(lacks, d->issue) > R(0);
    case ACT_route_around:
        return AT(refused, d->issue) > R(0);
    case ACT_manage_contract:
        return WORKS(contracts) && d->w->organisation[organisation_of(d, d->target)].commissioner >= 0;
    case ACT_dismiss:
        return d->target != d->own && d->w->forum[d->f].origin != ORIGIN_imposed;
    case ACT_involve:
    case ACT_challenge:
    case ACT_persist:
    case ACT_isolate:
    case ACT_reseat:
    case ACT_build_trust:
    case ACT_nurture:
    case ACT_sideline:
    case ACT_politick:
        return d->target != d->own;
    case ACT_pilot:
    case ACT_spread:
    case ACT_put_up:
        return slot_empty(d->now, d->w, d->f, d->lane) >= 0;
    default:
        return true;
    }
}

/** Aim an act, and say whether it can be done now. Where a partner is missing the search itself is possible. */
static bool act_is_possible(struct deed *d, int act)
{
    bool searches = act_row[act].obstacle == OBSTACLE_missing_partner;
    int target;

    d->act = act;
    d->target = -1;
    if (!tactic_allows(PARAM(leaders_tactic), act) || (act_row[act].scope == MEETING && !occasion_is_there(d))) {
        return false;
    }
    target = target_of(d);
    d->target = target < 0 ? -1 : target;
    return (target != -1 || searches) && needs_are_met(d) && (act_row[act].scope == MEETING || occasion_is_there(d));
}

/** Takes one of the answers to the obstacle that are possible in a mode, each as likely as the others. Is there one? */
static bool answer_is_chosen(struct deed *d, enum act_mode mode, real u)
{
    int acts[ACTS_COUNT], targets[ACTS_COUNT], count = 0, chosen;
    for (int act = 0; act < ACTS_COUNT; act++)
        if (act_obstacle[act] == d->obstacle && act_row[act].mode == mode && act_is_possible(d, act)) {
            acts[count] = act;
            targets[count++] = d->target;
        }
    if (count == 0) {
        return false;
    }
    chosen = (int)(u * (real)count);
    d->act = acts[chosen];
    d->target = targets[chosen];
    return true;
}

/* --- the deed --- */

/** What must open to an act beside trust: a manager's interest, the own or the other's authority, tenacity (A11, I5 ..
 * I7, I15). */
static real gate_of(const struct deed *d)
{
    switch (d->act) {
    case ACT_embrace:
        return d->target < 0 ? R(0) : AT(interest, organisation_of(d, d->target));
    case ACT_empower:
    case ACT_manage_manager:
        return R(0.5) + R(0.5) * AT(interest, organisation_of(d, d->target));
    case ACT_demand_seat:
        return d->target < 0 ? R(0) : AT(mandate, d->own);
    case ACT_challenge:
        return AT(mandate, d->target) * (is_commissioner(d, d->target) ? PARAM(leaders_upward) : R(1));
    case ACT_persist:
        return R(0.5) + R(0.5) * AT(tenacity, d->own);
    default:
        return R(1);
    }
}

/** Trust in the leader of whom the act touches: its target, or all at a meeting. */
static real trust_of_touched(const struct deed *d)
{
    int t = d->target;
    if (t >= 0 && t != d->own && AT(filled, t) > R(0)) {
        return AT(trust, tie_between(d, t, d->own));
    }
    return act_row[d->act].scope == MEETING ? AT(trust_received, d->own) / max(R(1), AT(members, d->f) - R(1)) : R(0.5);
}

/** Keep what was done, and count it. */
static void deed_is_booked(const struct deed *d, bool worked)
{
    int l = d->leader;

    AT(thwarted, 0) += one_if(!worked);
    AT(about, l) = (real)(d->issue + 1);
    if (act_row[d->act].mode == DIRECTIVE) {
        AT(did_directive, l) = (real)(d->act + 1);
        AT(at_directive, l) = (real)(d->target + 1);
        AT(worked_directive, l) = one_if(worked);
        AT(acts_directive, 0) += R(1);
        AT(own_ends_sum, 0) += distance(d->aim, AT(common, d->f));
    } else {
        AT(did_facilitative, l) = (real)(d->act + 1);
        AT(at_facilitative, l) = (real)(d->target + 1);
        AT(worked_facilitative, l) = one_if(worked);
        AT(acts_facilitative, 0) += R(1);
    }
    AT(acts_first, 0) += one_if(d->own == d->w->forum[d->f].chair);
    AT(led, d->own) += R(1);
}

/** One act: an item of the meeting, energy, luck, then its consequences. To be thwarted costs double (A18, I2). */
static void deed_is_done(struct deed *d, const real (*luck)[SIM_LANES])
{
    const struct act_row *row = &act_row[d->act];
    int own = d->own;
    real pushes = one_if(row->mode == DIRECTIVE), vigour = leaders_vigour(AT(energy, own));
    real skill = row->mode == DIRECTIVE ? AT(skill_directive, own) : AT(skill_facilitative, own);
    real odds = leaders_odds(d->p->answers_chance[row->mode][d->lane], skill, PARAM(leaders_accuracy),
                             PARAM(leaders_credit), trust_of_touched(d), vigour, gate_of(d));
    real detection = leaders_found_out(AT(trust_mean, d->f), AT(formality, d->f));
    real price = leaders_price(d->p->answers_energy[row->mode][d->lane], pushes, AT(unease, own));
    real size = leaders_strength(d->p->answers_effect[d->obstacle][row->mode][d->lane], skill, vigour);
    bool worked = luck[LUCK_WORKS + row->mode][d->lane] < odds * leaders_comes_about(size, row->whole),
         found = luck[LUCK_FOUND + row->mode][d->lane] < detection;

    d->strength = row->whole ? R(1) : size;
    if (row->scope == MEETING && !d->meets) {
        AT(items, d->f) += R(1);
        d->meets = true;
    }
    if (WORKS(energy_drain)) {
        AT(energy, own) = max(R(0), AT(energy, own) - price * (worked ? R(1) : R(2)));
    }
    deed_follows(d, worked, found);
    deed_is_booked(d, worked);
}

/** Find an answer in one mode and do it. Is there one? */
static bool leader_answers(struct deed *d, const struct leader_dice *dice, enum act_mode mode)
{
    if (!answer_is_chosen(d, mode, dice->mode[MODE_WHICH + mode][d->lane])) {
        AT(abstained, 0) += R(1);
        return false;
    }
    deed_is_done(d, dice->luck);
    return true;
}

/** What the leader takes from the month: what it answered and whether in vain, skill in what worked, and what each mode
 * seems to be worth: an act that worked is worth as much as the forum is not stuck (A24). */
static void leader_learns(const struct deed *d, bool facilitated, bool directed)
{
    int own = d->own;
    real facilitative_worked = AT(worked_facilitative, d->leader), directive_worked = AT(worked_directive, d->leader);
    real moves = R(1) - min(R(1), AT(stuck, d->f) / leaders_patience(PARAM(agenda_stall_months))),
         gain = PARAM(leaders_learning);

    if (facilitated || directed) {
        AT(obstacle, own) = (real)(d->obstacle + 1);
        AT(failed, own) = one_if(!(facilitative_worked + directive_worked > R(0)));
        AT(acted, own) = one_if(facilitated) + R(2) * one_if(directed);
    }
    AT(skill_facilitative, own) = toward_one(AT(skill_facilitative, own), gain * facilitative_worked);
    AT(skill_directive, own) = toward_one(AT(skill_directive, own), gain * directive_worked);
    AT(worth_facilitative, own) =
        leaders_learn(AT(worth_facilitative, own), one_if(facilitated), facilitative_worked * moves, gain);
    AT(worth_directive, own) =
        leaders_learn(AT(worth_directive, own), one_if(directed), directive_worked * moves, gain);
}

/** One leader's month in one lane, where it has seen something worth the battle: an answer in one mode or both (C14).
 */
static void leader_acts(struct deed *d, const struct leader_dice *dice)
{
    int lane = d->lane;
    bool pushes = dice->mode[MODE_PUSHES][lane] < chance_of_push(d, dice->mode[MODE_SEES_STILL][lane]);
    bool both = dice->mode[MODE_BOTH][lane] < PARAM(leaders_compound);
    bool facilitates = WORKS(facilitative_acts) && (both || !pushes),
         directs = WORKS(directive_acts) && (both || pushes);

    facilitates = facilitates && leader_answers(d, dice, FACILITATIVE);
    directs = directs && leader_answers(d, dice, DIRECTIVE);
    leader_learns(d, facilitates, directs);
}

/* --- the month --- */

static void leader_is_named(struct sim_pack *pack, int l, const real *who)
{
    HERE(pack);
    LANES {
        now->who[l][lane] = who[lane];
        now->did_facilitative[l][lane] = now->did_directive[l][lane] = now->about[l][lane] = R(0);
        now->worked_facilitative[l][lane] = now->worked_directive[l][lane] = R(0);
        now->at_facilitative[l][lane] = now->at_directive[l][lane] = R(0);
    }
}

/** One leader's month: it looks at the issue that matters to it, and answers what holds it up, or abstains. */
static void leader_leads(struct sim_pack *pack, int f, int l, const real *who, const struct grants *grants)
{
    HERE(pack);
    struct leader_dice dice = dice_of(pack, l);
    struct seen seen;
    real acts[SIM_LANES];

    if (!in_any_lane(who)) {
        return;
    }
    leader_looks(pack, f, who, grants->fields, dice.sight, &seen);
    LANES {
        bool leads = who[lane] > R(0), sees = seen.obstacle[lane] >= R(0);
        now->abstained[0][lane] += one_if(leads & !sees);
        acts[lane] = one_if(leads & sees);
    }
    LANES_WHERE(acts)
    leader_acts(&(struct deed){ .pack = pack,
                                .now = pack->state,
                                .w = w,
                                .p = p,
                                .lane = lane,
                                .f = f,
                                .leader = l,
                                .own = (int)who[lane] - 1,
                                .issue = (int)seen.issue[lane],
                                .obstacle = (int)seen.obstacle[lane],
                                .aim = seen.aim[lane] },
                &dice);
}

static void forum_is_led(struct sim_pack *pack, int f, struct grants *grants)
{
    real who[SIM_LANES];

    initiative_is_granted(pack, f, grants);
    fields_are_given(pack, f, grants->fields);
    for (int l = f * LEADERS_A_FORUM; l < (f + 1) * LEADERS_A_FORUM; l++) {
        place_is_taken(pack, l, dice_of(pack, l).mode[MODE_ACTS], grants, who);
        leader_is_named(pack, l, who);
        leader_leads(pack, f, l, who, grants);
    }
}

PHASE leaders_act(struct sim_pack *pack)
{
    HERE(pack);
    int luck = CHANCE_ROWS(MODE_DICE * w->leaders), sight = luck + CHANCE_ROWS(LUCK_DICE * w->leaders);
    struct grants grants = { .to = now->dice + sight + CHANCE_ROWS(OBSTACLES_COUNT * w->leaders) };

    chance_fill(now->dice, pack, DRAW_MODE, MODE_DICE * w->leaders);
    chance_fill(now->dice + luck, pack, DRAW_SUCCESS, LUCK_DICE * w->leaders);
    chance_fill(now->dice + sight, pack, DRAW_SENSING, OBSTACLES_COUNT * w->leaders);
    for (int f = 0; f < w->forums; f++) {
        for (int s = w->forum[f].first_seat; s < w->forum[f].first_seat + w->forum[f].seats; s++)
            LANES {
                now->leaving[s][lane] = R(0);
                now->isolation[s][lane] = flush_to_zero(now->isolation[s][lane] * (R(1) - p->people_healing[lane]));
            }
        forum_is_led(pack, f, &grants);
    }
}
