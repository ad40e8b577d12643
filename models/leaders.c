/* leaders.c - leaders read the state, with error, choose a mode and an act, and pay for it.
 * An act is chosen within its mode by what the forum seems to need most; who it is aimed at is seen with error, never by label. */
#include "leaders.h"

/** What one forum looks like before anybody acts; each row is real [lane]. */
struct view {
    real table[SIM_LANES], agreed[SIM_LANES], ratified[SIM_LANES]; /* issues at each stage */
    real top[SIM_LANES];                                           /* place of the issue that has waited longest */
    real missing[SIM_LANES];                                       /* empty seats, share */
    real mandate[SIM_LANES];                                       /* mean mandate */
    flag blocker[SIM_LANES], weakest[SIM_LANES], empty[SIM_LANES]; /* seats: number in the forum, -1 none */
    real resistance[SIM_LANES], held[SIM_LANES];                   /* the blocker's: as seen; its mandate */
};

/** What the leaders of one forum do this month to whom; added up over its leaders. */
struct deeds {
    real done[ACTS_COUNT][SIM_LANES];    /* effect of successful acts */
    real failed[ACTS_COUNT][SIM_LANES];  /* backlash of failed ones */
    real stir[SIM_LANES];                /* backlash of successful acts on the one they touch */
    real found[SIM_LANES];               /* weight of what was found out */
};

static void view_issues(struct sim_pack *pack, int f, struct view *view)
{
    HERE(pack);
    real oldest[SIM_LANES];

    LANES {
        view->table[lane] = view->agreed[lane] = view->ratified[lane] = R(0);
        view->top[lane] = now->common[f][lane];
        oldest[lane] = R(-1);
    }
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
        LANES {
            real stage = now->stage[k][lane], age = now->age[k][lane], place = now->place[k][lane];
            bool older = (stage >= R(1)) & (stage <= R(2)) & (age > oldest[lane]);
            view->table[lane] += when(stage == R(1));
            view->agreed[lane] += when(stage == R(2));
            view->ratified[lane] += when(stage == R(3));
            view->top[lane] = older ? place : view->top[lane];
            oldest[lane] = older ? age : oldest[lane];
        }
}

/** The seats of a forum as its leaders see them: who blocks, who is weakest, who is missing. */
static void view_seats(struct sim_pack *pack, int f, struct view *view)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real lowest[SIM_LANES];

    LANES {
        view->blocker[lane] = view->weakest[lane] = view->empty[lane] = -1;
        view->resistance[lane] = view->held[lane] = view->missing[lane] = view->mandate[lane] = R(0);
        lowest[lane] = R(2);
    }
    for (int i = 0; i < forum->seats; i++) {
        int s = forum->first_seat + i;
        LANES {
            real filled = now->filled[s][lane], mandate = now->mandate[s][lane], error = now->dice[s][lane];
            real off = least(R(1), apart(now->position[s][lane], view->top[lane]) / p->agenda_tolerance[lane]);
            real truth = R(0.6) * off + R(0.4) * (R(1) - now->commitment[s][lane]);
            real resists = leaders_see(truth, p->leaders_accuracy[lane], error);
            bool blocks = (filled > R(0)) & (resists > view->resistance[lane]);
            bool weaker = (filled > R(0)) & (mandate < lowest[lane]);
            bool vacant = (filled < R(1)) & (view->empty[lane] < 0);
            view->blocker[lane] = blocks ? i : view->blocker[lane];
            view->resistance[lane] = blocks ? resists : view->resistance[lane];
            view->held[lane] = blocks ? mandate : view->held[lane];
            view->weakest[lane] = weaker ? i : view->weakest[lane];
            lowest[lane] = weaker ? mandate : lowest[lane];
            view->empty[lane] = vacant ? i : view->empty[lane];
            view->missing[lane] += (R(1) - filled) / (real)forum->seats;
            view->mandate[lane] += filled * mandate;
        }
    }
    LANES view->mandate[lane] = view->mandate[lane] / most(R(1), now->members[f][lane]);
}

/** How much each act seems called for, 0..1 about; what is not possible is below any other. One row an act. */
static void leaders_urge(struct sim_pack *pack, int f, const struct view *view, real (*urge)[SIM_LANES])
{
    HERE(pack);
    real slots = (real)w->slots;

    LANES {
        real table = view->table[lane] / slots, agreed = view->agreed[lane] / slots, ratified = view->ratified[lane] / slots;
        real waits = least(R(1), now->stuck[f][lane] / p->leaders_stuck_months[lane]);
        real resists = view->resistance[lane], held = view->held[lane];
        bool somebody = view->blocker[lane] >= 0, place = view->empty[lane] >= 0;
        urge[ACT_embrace][lane] = place ? R(0.15) + view->missing[lane] : R(-9);
        urge[ACT_empower][lane] = R(0.7) * (R(1) - view->mandate[lane]);
        urge[ACT_involve][lane] = somebody ? R(0.3) * resists + R(0.6) * now->frustration_mean[f][lane] : R(-9);
        urge[ACT_mobilise][lane] = R(0.6) * (R(1) - now->commitment_mean[f][lane]) + R(0.3) * ratified;
        urge[ACT_manipulate][lane] = R(0.5) * table + R(0.3) * waits;
        urge[ACT_politick][lane] = R(0.6) * table + R(0.2) * waits * (R(1) - view->mandate[lane]);
        urge[ACT_challenge][lane] = somebody ? R(0.5) * resists * (R(0.4) + held) : R(-9);
        urge[ACT_route_around][lane] = R(0.8) * agreed + R(0.2) * agreed * waits;
        urge[ACT_isolate][lane] = somebody ? R(0.5) * resists * (R(0.5) + R(0.5) * waits) : R(-9);
        urge[ACT_dismiss][lane] = somebody ? R(0.45) * resists * waits * (R(1.1) - held) : R(-9);
    }
}

/** One leader's month: mode, act or acts, price, success. Adds to the forum's deeds. */
static void leader_acts(struct sim_pack *pack, int f, int rank, real (*urge)[SIM_LANES], struct deeds *deeds)
{
    HERE(pack);
    int l = f * LEADERS_A_FORUM + rank, seat = w->leader_seat[l];
    real(*mode)[SIM_LANES] = now->dice + CHANCE_ROWS(w->seats) + 4 * l;
    real(*luck)[SIM_LANES] = now->dice + CHANCE_ROWS(w->seats) + CHANCE_ROWS(4 * w->leaders) + 4 * l;
    real(*sight)[SIM_LANES] =
        now->dice + CHANCE_ROWS(w->seats) + 2 * CHANCE_ROWS(4 * w->leaders) + ACTS_COUNT * l;
    real drain = ON(energy_drain), soft = ON(facilitative_acts), hard = ON(directive_acts);
    real acts[SIM_LANES], facilitative[SIM_LANES], directive[SIM_LANES], best[2][SIM_LANES], worked[SIM_LANES];
    flag chosen[2][SIM_LANES];

    LANES {
        real accuracy = p->leaders_accuracy[lane], still = now->stuck[f][lane], stuck = p->leaders_stuck_months[lane];
        real seen_still = most(R(0), leaders_see(still, accuracy, mode[3][lane]) * (R(1) + R(0.5) * (R(1) - accuracy)));
        real conflict = leaders_see(now->conflict_mean[f][lane], accuracy, luck[3][lane]);
        real state = leaders_switch(now->directive[l][lane], seen_still, stuck, conflict, p->leaders_relent[lane]);
        real budget = leaders_budget(p->leaders_initiative[lane], rank, p->leaders_acts[lane]);
        bool able = (now->filled[seat][lane] > R(0)) & (now->energy[l][lane] > R(0.05)) & (now->alive[f][lane] > R(0)) &
                    (p->leaders_policy[lane] != R(POLICY_NONE));
        real chance = leaders_chance_directive(p->leaders_policy[lane], p->leaders_directive_share[lane], state,
                                               now->acted[l][lane], seen_still, stuck, now->worth_directive[l][lane],
                                               now->worth_facilitative[l][lane], pack->month);
        bool pushes = mode[1][lane] < chance, both = mode[2][lane] < p->leaders_compound[lane];
        real does = when(able) * when(mode[0][lane] < budget);
        now->directive[l][lane] = state;
        facilitative[lane] = soft * does * when(both | !pushes);
        directive[lane] = hard * does * when(both | pushes);
        acts[lane] = does;
        worked[lane] = R(0);
        best[0][lane] = best[1][lane] = R(-5);
        chosen[0][lane] = chosen[1][lane] = -1;
    }
    for (int a = 0; a < ACTS_COUNT; a++) {
        int side = act_row[a].mode;
        LANES {
            real seems = leaders_see(urge[a][lane], p->leaders_accuracy[lane], sight[a][lane]);
            bool better = seems > best[side][lane];
            best[side][lane] = better ? seems : best[side][lane];
            chosen[side][lane] = better ? a : chosen[side][lane];
        }
    }
    for (int a = 0; a < ACTS_COUNT; a++) {
        int side = act_row[a].mode;
        LANES {
            real does = (side == DIRECTIVE ? directive[lane] : facilitative[lane]) * when(chosen[side][lane] == a);
            real skill = side == DIRECTIVE ? now->skill_directive[l][lane] : now->skill_facilitative[l][lane];
            real odds = leaders_success(p->acts_chance[a][lane], skill, p->leaders_accuracy[lane]);
            real good = does * when(luck[side][lane] < odds), bad = does - good;
            real price = leaders_price(p->acts_energy[a][lane], (real)side, now->unease[l][lane]);
            real meeting = facilitative[lane] * directive[lane] > R(0) ? R(0.75) : R(1);
            real time = now->time[seat][lane];
            real backlash = p->acts_backlash[a][lane];
            real hidden = when((a == ACT_manipulate) | (a == ACT_politick));
            real odds_found = leaders_found_out(p->leaders_detection[lane], now->trust_mean[f][lane], now->formality[f][lane]);
            deeds->done[a][lane] += good * p->acts_effect[a][lane] * (R(0.5) + R(0.5) * skill);
            deeds->failed[a][lane] += bad * backlash;
            deeds->stir[lane] += good * backlash * (R(1) - hidden);
            deeds->found[lane] += does * hidden * when(luck[2][lane] < odds_found) * backlash;
            worked[lane] += good;
            now->energy[l][lane] = most(R(0), now->energy[l][lane] - drain * does * price);
            now->time[seat][lane] = time * (R(1) - does * p->acts_time[a][lane] * meeting);
            now->thwarted[0][lane] += bad;
        }
    }
    LANES {
        real f_skill = now->skill_facilitative[l][lane], d_skill = now->skill_directive[l][lane];
        real gain = p->leaders_learning[lane] * least(R(1), worked[lane]);
        real seemed = least(R(1), worked[lane]) * (R(1) - least(R(1), now->stuck[f][lane] / R(6)));
        now->skill_facilitative[l][lane] = f_skill + facilitative[lane] * gain * (R(1) - f_skill);
        now->skill_directive[l][lane] = d_skill + directive[lane] * gain * (R(1) - d_skill);
        now->worth_facilitative[l][lane] = leaders_learn(now->worth_facilitative[l][lane], facilitative[lane], seemed);
        now->worth_directive[l][lane] = leaders_learn(now->worth_directive[l][lane], directive[lane], seemed);
        now->acted[l][lane] = acts[lane] > R(0) ? facilitative[lane] + R(2) * directive[lane] : now->acted[l][lane];
        now->acts_facilitative[0][lane] += facilitative[lane];
        now->acts_directive[0][lane] += directive[lane];
    }
}

/** What the forum's acts do to its members. Followers decide: only who trusts is mobilised, only who may decide yields. */
static void deeds_reach(struct sim_pack *pack, int f, const struct view *view, const struct deeds *deeds)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real stirs = ON(conflict_from_acts), tells = ON(trust_loss_from_acts);
    int chair = w->leader_seat[f * LEADERS_A_FORUM] - forum->first_seat;

    for (int i = 0; i < forum->seats; i++) {
        int s = forum->first_seat + i, t = tie_of(forum, i, chair);
        LANES {
            real filled = now->filled[s][lane];
            real blocks = when(view->blocker[lane] == i), weak = when(view->weakest[lane] == i);
            real others = filled * (R(1) - blocks) * R(0.3);
            real follows = i == chair ? R(1) : now->trust[t][lane];
            real moved = deeds->done[ACT_mobilise][lane] * follows * now->purpose[f][lane];
            real heard = deeds->done[ACT_involve][lane] * blocks;
            real yields = deeds->done[ACT_challenge][lane] * blocks * now->mandate[s][lane];
            real sting = deeds->stir[lane] * (blocks + others);
            real fails = deeds->failed[ACT_involve][lane] + deeds->failed[ACT_challenge][lane] +
                         deeds->failed[ACT_isolate][lane] + deeds->failed[ACT_dismiss][lane];
            real misses = deeds->failed[ACT_embrace][lane] + deeds->failed[ACT_empower][lane] +
                          deeds->failed[ACT_mobilise][lane] + deeds->failed[ACT_manipulate][lane] +
                          deeds->failed[ACT_politick][lane] + deeds->failed[ACT_route_around][lane];
            real left_out = deeds->done[ACT_politick][lane] * R(0.3) * (R(1) - least(R(1), now->influence[s][lane]));
            real fright = deeds->done[ACT_dismiss][lane] * R(0.15) * (R(1) - blocks);
            real commitment = now->commitment[s][lane], conflict = now->conflict[s][lane], mandate = now->mandate[s][lane];
            real position = now->position[s][lane], frustration = now->frustration[s][lane];
            now->mandate[s][lane] = mandate + filled * weak * deeds->done[ACT_empower][lane] * (R(1) - mandate);
            now->commitment[s][lane] = commitment + filled * least(R(1), moved) * (R(1) - commitment);
            now->frustration[s][lane] = frustration * (R(1) - least(R(1), heard));
            now->converted[s][lane] = share(now->converted[s][lane] + filled * (heard + yields));
            now->position[s][lane] = position + least(R(1), R(0.5) * heard + yields) * (view->top[lane] - position);
            now->isolation[s][lane] = share(now->isolation[s][lane] * R(0.85) + blocks * deeds->done[ACT_isolate][lane]);
            now->conflict[s][lane] = share(conflict + stirs * filled * (sting + fails * blocks + R(0.3) * misses + fright));
            now->suspicion[s][lane] = tells * filled * least(R(1), deeds->found[lane] * R(3) + left_out + fright);
            now->leaving[s][lane] = blocks * filled * when(deeds->done[ACT_dismiss][lane] > R(0));
            now->joining[s][lane] = when(view->empty[lane] == i) * when(deeds->done[ACT_embrace][lane] > R(0));
        }
    }
}

PHASE leaders_act(struct sim_pack *pack)
{
    HERE(pack);
    int seats = CHANCE_ROWS(w->seats), fours = CHANCE_ROWS(4 * w->leaders);
    struct view view;
    struct deeds deeds;
    real urge[ACTS_COUNT][SIM_LANES];

    chance_fill(now->dice, pack, DRAW_AIM, w->seats);
    chance_fill(now->dice + seats, pack, DRAW_MODE, 4 * w->leaders);
    chance_fill(now->dice + seats + fours, pack, DRAW_SUCCESS, 4 * w->leaders);
    chance_fill(now->dice + seats + 2 * fours, pack, DRAW_SENSING, ACTS_COUNT * w->leaders);
    for (int f = 0; f < w->forums; f++) {
        view_issues(pack, f, &view);
        view_seats(pack, f, &view);
        leaders_urge(pack, f, &view, urge);
        for (int a = 0; a < ACTS_COUNT; a++)
            LANES deeds.done[a][lane] = deeds.failed[a][lane] = R(0);
        LANES deeds.stir[lane] = deeds.found[lane] = R(0);
        for (int rank = 0; rank < LEADERS_A_FORUM; rank++)
            leader_acts(pack, f, rank, urge, &deeds);
        deeds_reach(pack, f, &view, &deeds);
        LANES {
            real pragmatic = deeds.done[ACT_manipulate][lane] + deeds.done[ACT_politick][lane];
            now->push_directive[f][lane] = pragmatic;
            now->push_facilitative[f][lane] = deeds.done[ACT_mobilise][lane];
            now->bypass[f][lane] = deeds.done[ACT_route_around][lane];
        }
    }
}
