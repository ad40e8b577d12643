/* agenda.c - issues are raised, agreed, ratified, worked on, delivered, stalled or dropped.
 * What moves an issue is booked to the medium that moved it; what moved is read from the issues themselves, so that
 * the books can be checked (invariant `agenda`). */
#include "agenda.h"

#include "leaders.h"
#include "means.h"
#include "state.h"

/** Councillors, ministries, inspectors and funders take a hand from outside: they push what is in hand, or block it
 * (A9). */
static void outsiders_take_a_hand(struct sim_pack *pack, int f, const real (*dice)[SIM_LANES], struct means *m)
{
    HERE(pack);
    real on = ON(outsiders);
    LANES {
        real comes = on * now->alive[f][lane] * one_if(dice[2 * f][lane] < p->leaders_outsiders[lane]);
        real pushes = one_if(dice[2 * f + 1][lane] < R(0.6));
        m->pushed[lane] = R(0.3) * comes * pushes;
        m->blocked[lane] = comes * (R(1) - pushes);
    }
}

/** What is the same for all issues of a forum: what is on, and who runs it; 0 or 1 but for `run`. */
struct ways {
    real by_structure, by_process, by_participants, novelty, safeguards;
    real fabric, leads, run;
};

static struct ways ways_of(const struct sim_pack *pack, int f)
{
    const struct world_forum *forum = &((const struct world *)pack->world)->forum[f];
    bool leads = forum->governance == GOVERNANCE_lead_organisation;

    return (struct ways){ .by_structure = ON(structure_leads),
                          .by_process = ON(processes_lead),
                          .by_participants = ON(participants_lead),
                          .novelty = ON(novelty),
                          .safeguards = ON(safeguards),
                          .fabric = one_if(forum->governance == GOVERNANCE_fabric),
                          .leads = one_if(leads),
                          .run = leads || forum->governance == GOVERNANCE_administrator ? R(1) : R(0.3) };
}

/** How a slot was filled, 0 or 1 a lane: at all; laid down by a duty, brought by a process, by somebody outside. */
struct filling {
    real raised[SIM_LANES], laid_down[SIM_LANES], brought[SIM_LANES], from_outside[SIM_LANES];
};

/** Half a point for each tool that brings issues together: a shared assessment, a hub. */
RULE real forum_sees(const struct now *now, int f, int lane)
{
    return R(0.5) * (now->cell.forum_shared_assessment[f][lane] + now->cell.forum_hub[f][lane]);
}

/** One empty slot may fill: by duty (structure), by hub or shared assessment (process), by members or outsiders.
 * Whether any lane's does. */
static bool slot_fills(struct sim_pack *pack, int f, int k, const struct means *m, const real *dice,
                       struct filling *restrict filling)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    struct ways ways = ways_of(pack, f);
    real imposed = one_if(forum->origin == ORIGIN_imposed), outside = ON(outsiders);

    LANES {
        real u = dice[lane], empty = one_if(now->stage[k][lane] == R(0)) * now->alive[f][lane];
        real gate = R(1) - ways.by_structure * p->structure_gatekeeping[lane] * now->formality[f][lane];
        real drive = R(1) + p->people_frustration_drive[lane] * now->frustration_mean[f][lane];
        real structure = ways.by_structure * imposed * p->structure_duty[lane];
        real process = structure + ways.by_process * forum_sees(now, f, lane) * p->processes_hub[lane] * gate;
        real outsider = process + outside * gate * R(0.5) * p->leaders_outsiders[lane];
        real anyone = outsider + ways.by_participants * gate * now->meets[f][lane] * p->agenda_raise[lane] *
                                     (R(0.5) + m->present[lane]) * drive;
        filling->raised[lane] = empty * one_if(u < anyone);
        filling->laid_down[lane] = one_if(u < structure);
        filling->brought[lane] = one_if((u >= structure) & (u < process));
        filling->from_outside[lane] = one_if((u >= process) & (u < outsider));
    }
    return in_any_lane(filling->raised);
}

/** What the issue is that fills a slot: its place, its size, what it needs; and by which medium it came. */
static void issue_begins(struct sim_pack *pack, int f, int k, const struct filling *restrict filling)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real fresh[8][SIM_LANES];
    int chair = forum->chair;

    chance_eight(fresh, pack, DRAW_ISSUE, k);
    LANES {
        real raised = filling->raised[lane], laid_down = filling->laid_down[lane], brought = filling->brought[lane];
        real copied = one_if(fresh[4][lane] < p->agenda_copying[lane]);
        real second = (real)forum->resource + R(1) + (real)(int32_t)(fresh[2][lane] * R(RESOURCES_COUNT - 2));
        real third = (real)forum->resource + R(1) + (real)(int32_t)(fresh[3][lane] * R(RESOURCES_COUNT - 2));
        real place = laid_down > R(0) ? R(0.5) * fresh[0][lane] + R(0.5) * now->position[chair][lane] : fresh[0][lane];
        real extent = agenda_extent(p->agenda_size[lane], p->agenda_ladder[lane], now->rung[f][lane], fresh[1][lane]);
        bool now_raised = raised > R(0);
        third = third == second ? third + R(1) : third; /* never the forum's own: at most four further on */
        second = second >= R(RESOURCES_COUNT) ? second - R(RESOURCES_COUNT) : second;
        third = third >= R(RESOURCES_COUNT) ? third - R(RESOURCES_COUNT) : third;
        real others = (R(1) - laid_down) * (R(1) - brought);
        extent = copied > R(0) ? R(0.7) * extent : extent;
        now->stage[k][lane] = now_raised ? R(1) : now->stage[k][lane];
        now->progress[k][lane] = now_raised ? R(0) : now->progress[k][lane];
        real wanted =
            leaders_wants(now->loyalty[f * LEADERS_A_FORUM][lane], now->position[chair][lane], now->common[f][lane]);
        now->wanted[k][lane] = now_raised ? wanted : now->wanted[k][lane];
        now->first_far[k][lane] = now_raised ? distance(place, wanted) : now->first_far[k][lane];
        now->place[k][lane] = now_raised ? place : now->place[k][lane];
        now->extent[k][lane] = now_raised ? extent : now->extent[k][lane];
        now->needs_second[k][lane] = now_raised ? second : now->needs_second[k][lane];
        now->needs_third[k][lane] = now_raised ? third : now->needs_third[k][lane];
        now->copied[k][lane] = now_raised ? copied : now->copied[k][lane];
        now->age[k][lane] = now_raised ? R(0) : now->age[k][lane];
        now->still[k][lane] = now_raised ? R(0) : now->still[k][lane];
        now->by_structure[k][lane] = now_raised ? laid_down : now->by_structure[k][lane];
        now->by_process[k][lane] = now_raised ? brought : now->by_process[k][lane];
        now->by_participant[k][lane] = now_raised ? others : now->by_participant[k][lane];
        now->raised[0][lane] += raised;
        now->moved[0][lane] += raised;
        now->moved_structure[0][lane] += raised * laid_down;
        now->moved_process[0][lane] += raised * brought;
        now->moved_participant[0][lane] += raised * others;
        now->moved_outsiders[0][lane] += raised * filling->from_outside[lane];
    }
}

/** Support that an issue has among those who came, as the forum's rule counts it. Kept for months without a meeting. */
static void issue_is_weighed(struct sim_pack *pack, int f, int k)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real sum[SIM_LANES], weight[SIM_LANES], lowest[SIM_LANES], ambiguous = ON(ambiguity);

    LANES {
        sum[lane] = weight[lane] = R(0);
        lowest[lane] = R(1);
    }
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real tolerance = p->agenda_tolerance[lane] * (R(0.8) + R(0.4) * now->language[f][lane]);
            real accepts = agenda_acceptance(now->position[s][lane], now->place[k][lane],
                                             tolerance * (R(1) + now->comfort[s][lane]));
            real counts = (R(1) - now->isolation[s][lane]) * (R(1) - R(0.5) * ambiguous * now->unclear[s][lane]);
            real has = now->came[s][lane] * now->influence[s][lane] * counts;
            sum[lane] += has * accepts;
            weight[lane] += has;
            lowest[lane] = has > R(0.1) ? min(lowest[lane], accepts) : lowest[lane];
        }
    LANES {
        real support = agenda_support(forum->rule, sum[lane] / max(weight[lane], R(1e-6)), lowest[lane]);
        now->support[k][lane] = weight[lane] > R(1e-6) ? support : now->support[k][lane];
    }
}

/** Effort of the resource whose number stands in each lane. */
static inline void supply_of(const struct means *m, const real *resource, real *supply)
{
    LANES
        supply[lane] = R(0);
    for (int r = 0; r < RESOURCES_COUNT; r++)
        LANES
            supply[lane] += one_if(resource[lane] == R(r)) * m->supply[r][lane];
}

/** What one lane of an issue hangs on. */
struct issue {
    const struct now *now;
    const struct world_forum *forum;
    const struct collab_params *p;
    int f, k, lane;
};

#define OF_ISSUE(name) (i.now->name[i.k][i.lane])
#define OF_FORUM(name) (i.now->name[i.f][i.lane])
#define OF_RUN(name)   (i.now->name[0][i.lane])
#define TERM(name)     (i.p->name[i.lane])

/** Speed of each stage, stages a month. */
struct pace {
    real agrees, ratifies, works;
};

RULE struct pace issue_pace(struct issue i, const struct means *m, struct ways ways, real second, real third)
{
    real support = OF_ISSUE(support);
    /* a meeting's time is shared by the issues on the table, joint work by those in work */
    real shared = max(R(1), m->table[i.lane]);
    real early = agenda_early(TERM(users_early_cost), OF_ISSUE(progress), OF_ISSUE(copied));
    return (struct pace){
        .agrees = agenda_agreeing(support, agenda_threshold(i.forum->rule, TERM(agenda_agreement))) * OF_FORUM(meets) /
                  shared,
        .ratifies = TERM(agenda_ratify) * m->crowding[i.lane] *
                    (R(1) - R(0.2) * (ways.safeguards * TERM(structure_safeguards))),
        .works = m->efficiency[i.lane] * early * agenda_willing(support) / max(R(1), m->ratified[i.lane]) *
                 agenda_work(m->supply[i.forum->resource][i.lane], second, third, TERM(agenda_work), OF_ISSUE(extent))
    };
}

/** What moves an issue, stages a month: each medium by itself, acts of leaders, people outside. */
struct rates {
    real structure, process, own, facilitative, directive, outside;
};

RULE struct rates issue_rates(struct issue i, const struct means *m, struct ways ways, struct pace pace, real chaired)
{
    real stage = OF_ISSUE(stage), table = one_if(stage == R(1)), agreed = one_if(stage == R(2)),
         ratified = one_if(stage == R(3));
    real over = pace.agrees, ratify = pace.ratifies, work = pace.works, prepares = TERM(processes_prepare);
    real home = m->home_speed[i.lane], on_table = m->table[i.lane], waiting = m->agreed[i.lane];
    real order = m->order[i.lane] * OF_FORUM(formality) * (R(1) - ways.fabric);
    real guided = TERM(structure_order_push) * (R(0.3) + (ways.run - R(0.3)) * chaired);
    real drive = R(1) + TERM(people_frustration_drive) * OF_FORUM(frustration_mean);
    real structure =
        table * over * guided * (order + R(0.3)) + agreed * ratify * home + ratified * work * guided * order;
    real working = OF_FORUM(cell.forum_working_group), informal = OF_FORUM(cell.forum_informal);
    real process = table * over * prepares * (working + R(0.5) * informal) +
                   agreed * R(0.3) * prepares * (working + informal) +
                   ratified * work * TERM(processes_fidelity) * forum_sees(i.now, i.f, i.lane);
    real own = table * over * TERM(agenda_talk) * m->crowding[i.lane] * drive +
               agreed * ratify * (m->speed[i.lane] - home) + ratified * work;
    real directive = OF_FORUM(push_directive) * table / max(R(1), on_table) +
                     table * over * R(0.3) * OF_FORUM(prepared) + OF_FORUM(bypass) * agreed / max(R(1), waiting);
    return (struct rates){ .structure = structure * ways.by_structure,
                           .process = process * ways.by_process,
                           .own = own * ways.by_participants,
                           .facilitative = OF_FORUM(push_facilitative) * ratified * work,
                           .directive = directive,
                           .outside = m->pushed[i.lane] * (table + agreed) / max(R(1), on_table + waiting) };
}

/** Issues on the table drift to where members stand, and to the lead's place (B1). */
RULE void issue_drifts(struct issue i, struct ways ways, real chaired, real lead_position)
{
    real place = OF_ISSUE(place), table = one_if(OF_ISSUE(stage) == R(1)), meets = OF_FORUM(meets);
    place = place + meets * table * TERM(agenda_give) * (OF_FORUM(common) - place);
    place = place + meets * table * ways.by_structure * TERM(structure_lead_pull) * ways.leads * chaired *
                        (lead_position - place);
    OF_ISSUE(place) = place;
}

/** Book `part` of a month's rates to who gave it. */
RULE void movement_is_booked(struct issue i, struct rates rates, real part)
{
    real participant = rates.own + rates.facilitative + rates.directive + rates.outside;
    OF_ISSUE(by_structure) += part * rates.structure;
    OF_ISSUE(by_process) += part * rates.process;
    OF_ISSUE(by_participant) += part * participant;
    OF_RUN(moved_structure) += part * rates.structure;
    OF_RUN(moved_process) += part * rates.process;
    OF_RUN(moved_participant) += part * participant;
    OF_RUN(moved_facilitative) += part * rates.facilitative;
    OF_RUN(moved_directive) += part * rates.directive;
    OF_RUN(moved_outsiders) += part * rates.outside;
}

/** What a delivery leaves: joint service, a visible success, and how near it came to what was wanted. */
RULE void delivery_counts(struct issue i, struct means *m, struct ways ways, real delivered)
{
    real spread = m->spread[i.lane], copied = OF_ISSUE(copied), extent = OF_ISSUE(extent);
    real quality = agenda_quality(ways.novelty * TERM(agenda_novelty), spread, copied);
    real gain = min(R(1), TERM(users_service_gain) * extent * quality);
    real *service = &i.now->service[i.forum->resource][i.lane];
    OF_RUN(delivered) += delivered;
    OF_RUN(wanted_far) += delivered * OF_ISSUE(first_far);
    OF_RUN(wanted_near) += delivered * distance(OF_ISSUE(place), OF_ISSUE(wanted));
    OF_RUN(novelty_sum) += delivered * spread * (R(1) - copied);
    *service = *service + delivered * gain * (R(1) - *service);
    m->successes[i.lane] += delivered * (R(0.4) + R(0.3) * min(R(2), extent));
}

/** One issue's month: what each medium gives, the step that is made of it, and the books. */
static void issue_moves(struct sim_pack *pack, int f, int k, struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    struct ways ways = ways_of(pack, f);
    real second[SIM_LANES], third[SIM_LANES];

    supply_of(m, now->needs_second[k], second);
    supply_of(m, now->needs_third[k], third);
    LANES {
        struct issue issue = { now, forum, p, f, k, lane };
        real stage = now->stage[k][lane], progress = now->progress[k][lane], still = now->still[k][lane];
        real chaired = now->filled[forum->chair][lane], open = one_if(stage > R(0));
        struct pace pace = issue_pace(issue, m, ways, second[lane], third[lane]);
        struct rates r = issue_rates(issue, m, ways, pace, chaired);
        real rate = r.structure + r.process + r.own + r.facilitative + r.directive + r.outside;
        real step = open * min(rate * (R(1) - m->blocked[lane]), R(1) - progress);
        bool done = (progress + step >= R(0.99999)) & (stage > R(0));
        real delivered = done ? one_if(stage == R(3)) : R(0);
        issue_drifts(issue, ways, chaired, now->position[forum->chair][lane]);
        now->progress[k][lane] = done ? R(0) : progress + step;
        now->stage[k][lane] = done ? (delivered > R(0) ? R(0) : stage + R(1)) : stage;
        now->age[k][lane] += open;
        now->still[k][lane] = step > R(0.01) ? R(0) : still + open;
        now->moved[0][lane] += step;
        now->months_in_hand[0][lane] += open;
        m->moved[lane] += step;
        movement_is_booked(issue, r, rate > R(1e-9) ? step / rate : R(0));
        delivery_counts(issue, m, ways, delivered);
    }
}

/** An issue falls back a stage, or is dropped after a long standstill; failed new work is blamed where there is no
 * right to risk, and more so under pressure (A23, 2g, 3c.1). */
static void issue_is_lost(struct sim_pack *pack, int f, int k, const struct means *m, const real (*dice)[SIM_LANES],
                          real *blame)
{
    HERE(pack);
    real backs = ON(backtrack);

    LANES {
        real stage = now->stage[k][lane], progress = now->progress[k][lane];
        /* what was hurried through a partner's books is answered for by nobody's own rules (F3) */
        real loose = R(1) - m->order[lane] * now->formality[f][lane] * (R(1) - m->borrowed[lane]);
        real bound = R(1) - p->agenda_binding[lane] * one_if(stage == R(3));
        real chance = backs * bound *
                      agenda_falls_back(p->agenda_backtrack[lane], loose, m->unclear[lane], now->turbulence[0][lane],
                                        now->support[k][lane]);
        real stalls = one_if((stage > R(0)) & (now->still[k][lane] > p->agenda_stall_months[lane]));
        real drop = stalls * one_if(dice[1][lane] < p->agenda_drop[lane] * bound);
        real back = (R(1) - drop) * one_if((stage >= R(2)) & (dice[0][lane] < chance));
        real lost = back * (R(1) + progress);
        now->stage[k][lane] = drop > R(0) ? R(0) : stage - back;
        now->progress[k][lane] = ((drop > R(0)) | (back > R(0))) ? R(0) : progress;
        now->dropped[0][lane] += drop;
        now->backtracks[0][lane] += back;
        now->moved_back[0][lane] += lost;
        blame[lane] += (drop * one_if(stage == R(3)) + back) * (R(1) - p->sectors_risk_licence[lane]) *
                       min(R(1), R(0.3) * now->pressure[w->forum[f].resource][lane]);
    }
}

static void members_are_blamed(struct sim_pack *pack, int f, const real *blame)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real conflict = now->conflict[s][lane];
            real hit = R(0.3) * min(R(1), blame[lane]) * now->filled[s][lane];
            now->conflict[s][lane] = conflict + hit * (R(1) - conflict);
        }
}

/** What the month's movement leaves in the forum: success in sight or not, purpose, the next rung (H3 .. H5, G16). */
static void forum_remembers(struct sim_pack *pack, int f, const struct means *m)
{
    HERE(pack);
    real wins = ON(small_wins);
    LANES {
        real purpose = now->purpose[f][lane], success = min(R(1), m->successes[lane]);
        now->success[f][lane] = success;
        now->rung[f][lane] += success;
        now->stuck[f][lane] = m->moved[lane] > R(0.02) ? R(0) : now->stuck[f][lane] + now->alive[f][lane];
        now->prepared[f][lane] = flush_to_zero(now->prepared[f][lane] * (now->meets[f][lane] > R(0) ? R(0.3) : R(0.8)));
        purpose = purpose * (R(1) - p->users_purpose_decay[lane]);
        now->purpose[f][lane] = clamp01(purpose + wins * R(0.15) * success * (R(1) - purpose));
    }
}

/** The month of one forum's agenda; `lost` has two rows of chance an issue. */
static void forum_works(struct sim_pack *pack, int f, const real (*lost)[SIM_LANES], const real (*outside)[SIM_LANES])
{
    HERE(pack);
    struct means m;
    struct filling filling;
    real blame[SIM_LANES];

    means_of_forum(pack, f, &m);
    outsiders_take_a_hand(pack, f, outside, &m);
    LANES
        blame[lane] = R(0);
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++) {
        if (slot_fills(pack, f, k, &m, now->dice[k], &filling)) {
            issue_begins(pack, f, k, &filling);
        }
        issue_is_weighed(pack, f, k);
        issue_moves(pack, f, k, &m);
        issue_is_lost(pack, f, k, &m, lost + 2 * k, blame);
    }
    members_are_blamed(pack, f, blame);
    forum_remembers(pack, f, &m);
}

PHASE agenda_moves(struct sim_pack *pack)
{
    HERE(pack);
    real(*lost)[SIM_LANES] = now->dice + CHANCE_ROWS(w->issues);
    real(*outside)[SIM_LANES] = lost + CHANCE_ROWS(2 * w->issues);

    chance_fill(now->dice, pack, DRAW_RAISED, w->issues);
    chance_fill(lost, pack, DRAW_BACKTRACK, 2 * w->issues);
    chance_fill(outside, pack, DRAW_OUTSIDER, 2 * w->forums);
    for (int f = 0; f < w->forums; f++)
        forum_works(pack, f, (const real(*)[SIM_LANES])lost, (const real(*)[SIM_LANES])outside);
}
