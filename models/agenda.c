/* agenda.c - issues are raised, agreed, ratified, worked on, delivered, stalled or dropped.
 * What moves an issue is booked to the medium that moved it; what moved is read from the issues themselves, so that
 * the books can be checked (invariant `agenda`). */
#include "agenda.h"

#include "leaders.h"
#include "processes.h"
#include "sectors.h"
#include "state.h"

/** What one forum brings to its issues this month; rows are real [lane]. */
struct means {
    real supply[RESOURCES_COUNT][SIM_LANES];      /* joint effort by resource */
    real order[SIM_LANES];                        /* order that members' hierarchies give */
    real home_speed[SIM_LANES], speed[SIM_LANES]; /* ratification by rules alone; with mandates */
    real slowest[SIM_LANES], slowest_home[SIM_LANES], flexible[SIM_LANES];
    real borrowed[SIM_LANES];                    /* speed that the slowest has from a partner */
    real present[SIM_LANES], unclear[SIM_LANES]; /* share of members who came; whose standing is unclear */
    real spread[SIM_LANES];                      /* how far apart members stand, 0..1 */
    real table[SIM_LANES], agreed[SIM_LANES], ratified[SIM_LANES];
    real crowding[SIM_LANES], efficiency[SIM_LANES];
    real pushed[SIM_LANES], blocked[SIM_LANES];  /* by people outside: stages; 1 where they block */
    real successes[SIM_LANES], moved[SIM_LANES]; /* results of the month */
};

static void means_clear(struct means *m)
{
    for (int r = 0; r < RESOURCES_COUNT; r++)
        LANES
            m->supply[r][lane] = R(0);
    LANES {
        m->order[lane] = m->home_speed[lane] = m->speed[lane] = m->present[lane] = m->flexible[lane] = R(0);
        m->unclear[lane] = m->spread[lane] = R(0);
        m->slowest[lane] = m->slowest_home[lane] = R(1);
        m->successes[lane] = m->moved[lane] = m->table[lane] = m->agreed[lane] = m->ratified[lane] = R(0);
    }
}

/** One member's part in the means: effort, order, and how fast its home says yes. */
static void means_add(struct sim_pack *pack, int f, int s, struct means *m)
{
    HERE(pack);
    const struct world_seat *seat = &w->seat[s];
    const struct world_organisation *o = &w->organisation[seat->organisation];
    int second = o->second < 0 ? o->resource : o->second, g = seat->speaks_for;
    real department = one_if(o->parent >= 0), provider = one_if(o->commissioner >= 0) * ON(contracts);
    const real *speaks = now->alive[g < 0 ? f : g]; /* a forum that is spoken for can say yes when it meets (B2) */
    real through = g < 0 ? R(1) : min(R(1), (real)w->forum[g].meetings / R(12));

    LANES {
        real filled = now->filled[s][lane], mandate = now->mandate[s][lane], rules = p->sectors_rules[lane];
        real red_tape = sectors_ruled(p->sectors_red_tape[o->sector][lane], rules);
        real order = sectors_ruled(p->sectors_order[o->sector][lane], rules);
        real flexibility = sectors_contracted(
            p->sectors_flexibility[o->sector][lane], provider * now->contract[seat->organisation][lane],
            p->organisations_contract_rigidity[lane], now->flex[seat->organisation][lane]);
        real home = sectors_second_yes(sectors_speed(R(0), red_tape, flexibility), department, red_tape);
        real meets = through * speaks[lane];
        real speed = (mandate + (R(1) - mandate) * home) * meets;
        real expert = R(0.8) + R(0.4) * p->sectors_experts[o->sector][lane];
        real effort = filled * now->time[s][lane] * now->commitment[s][lane] * expert;
        home = home * meets;
        now->contributed[s][lane] += effort;
        m->supply[o->resource][lane] += R(0.7) * effort;
        m->supply[second][lane] += R(0.3) * effort;
        m->order[lane] += filled * order;
        m->home_speed[lane] += filled * home;
        m->speed[lane] += filled * speed;
        m->present[lane] += now->came[s][lane];
        m->unclear[lane] += filled * now->unclear[s][lane];
        m->spread[lane] += filled * distance(now->position[s][lane], now->common[f][lane]);
        m->flexible[lane] = max(m->flexible[lane], filled * flexibility);
        m->slowest[lane] = filled > R(0) ? min(m->slowest[lane], speed) : m->slowest[lane];
        m->slowest_home[lane] = filled > R(0) ? min(m->slowest_home[lane], home) : m->slowest_home[lane];
    }
}

static void means_of_forum(struct sim_pack *pack, int f, struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real ambiguous = ON(ambiguity), guarded = ON(safeguards), pairs = one_if(forum->governance == GOVERNANCE_fabric);

    means_clear(m);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        means_add(pack, f, s, m);
    LANES {
        real by = max(R(1), now->members[f][lane]), there = one_if(now->members[f][lane] > R(1)) * now->alive[f][lane];
        /* A trusted flexible partner lends its speed to the slowest (F3). */
        real lent = R(0.5) * now->trust_mean[f][lane] * m->flexible[lane];
        real crowding = processes_crowding(now->members[f][lane], p->structure_inclusion_cost[lane]);
        m->borrowed[lane] = lent * (R(1) - m->slowest[lane]);
        m->slowest[lane] += m->borrowed[lane];
        m->order[lane] = m->order[lane] / by;
        m->home_speed[lane] = there * (R(0.5) * m->home_speed[lane] / by + R(0.5) * m->slowest_home[lane]);
        m->speed[lane] = max(there * (R(0.5) * m->speed[lane] / by + R(0.5) * m->slowest[lane]), m->home_speed[lane]);
        m->present[lane] = m->present[lane] / by;
        m->unclear[lane] = ambiguous * m->unclear[lane] / by;
        m->spread[lane] = min(R(1), R(3) * m->spread[lane] / by);
        m->crowding[lane] = pairs > R(0) ? R(1) : crowding; /* pairs do not crowd (J2) */
        m->efficiency[lane] = agenda_efficiency(now->trust_mean[f][lane], now->conflict_mean[f][lane],
                                                guarded * p->structure_safeguards[lane]);
    }
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
        LANES {
            m->table[lane] += one_if(now->stage[k][lane] == R(1));
            m->agreed[lane] += one_if(now->stage[k][lane] == R(2));
            m->ratified[lane] += one_if(now->stage[k][lane] == R(3));
        }
}

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

/** How a slot was filled, 0 or 1 a lane: at all; laid down by a duty, brought by a process, by somebody outside. */
struct filling {
    real raised[SIM_LANES], laid_down[SIM_LANES], brought[SIM_LANES], from_outside[SIM_LANES];
};

/** One empty slot may fill: by duty (structure), by hub or shared assessment (process), by members or outsiders.
 * Whether any lane's does. */
static bool slot_fills(struct sim_pack *pack, int f, int k, const struct means *m, const real *dice,
                       struct filling *restrict filling)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real by_structure = ON(structure_leads), by_process = ON(processes_lead), by_participants = ON(participants_lead),
         outside = ON(outsiders);
    real imposed = one_if(forum->origin == ORIGIN_imposed),
         tools = R(0.5) * (real)(forum->shared_assessment + forum->hub);

    LANES {
        real u = dice[lane], empty = one_if(now->stage[k][lane] == R(0)) * now->alive[f][lane];
        real gate = R(1) - by_structure * p->structure_gatekeeping[lane] * now->formality[f][lane];
        real drive = R(1) + p->people_frustration_drive[lane] * now->frustration_mean[f][lane];
        real structure = by_structure * imposed * p->structure_duty[lane];
        real process = structure + by_process * tools * p->processes_hub[lane] * gate;
        real outsider = process + outside * gate * R(0.5) * p->leaders_outsiders[lane];
        real anyone = outsider + by_participants * gate * now->meets[f][lane] * p->agenda_raise[lane] *
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

/** One issue's month: what each medium gives, the step that is made of it, and the books. */
static void issue_moves(struct sim_pack *pack, int f, int k, struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real by_structure = ON(structure_leads), by_process = ON(processes_lead), by_participants = ON(participants_lead);
    real fabric = one_if(forum->governance == GOVERNANCE_fabric),
         leads = one_if(forum->governance == GOVERNANCE_lead_organisation);
    real run = leads > R(0) || forum->governance == GOVERNANCE_administrator ? R(1) : R(0.3);
    real tools = R(0.5) * (real)(forum->shared_assessment + forum->hub);
    real working = (real)forum->working_group, informal = (real)forum->informal;
    real novel = ON(novelty), guards = ON(safeguards), second[SIM_LANES], third[SIM_LANES];
    int chair = forum->chair, r = forum->resource;

    supply_of(m, now->needs_second[k], second);
    supply_of(m, now->needs_third[k], third);
    LANES {
        real stage = now->stage[k][lane], progress = now->progress[k][lane], meets = now->meets[f][lane],
             chaired = now->filled[chair][lane];
        real table = one_if(stage == R(1)), agreed = one_if(stage == R(2)), ratified = one_if(stage == R(3)),
             open = one_if(stage > R(0));
        /* a meeting's time is shared by the issues on the table, joint work by those in work */
        real shared = max(R(1), m->table[lane]), support = now->support[k][lane];
        real over = agenda_agreeing(support, agenda_threshold(forum->rule, p->agenda_agreement[lane])) * meets / shared;
        real order = m->order[lane] * now->formality[f][lane] * (R(1) - fabric);
        real guided = p->structure_order_push[lane] * (R(0.3) + (run - R(0.3)) * chaired);
        real early = agenda_early(p->users_early_cost[lane], progress, now->copied[k][lane]);
        real work =
            m->efficiency[lane] * early * agenda_willing(support) / max(R(1), m->ratified[lane]) *
            agenda_work(m->supply[r][lane], second[lane], third[lane], p->agenda_work[lane], now->extent[k][lane]);
        real ratify =
            p->agenda_ratify[lane] * m->crowding[lane] * (R(1) - R(0.2) * (guards * p->structure_safeguards[lane]));
        real prepares = p->processes_prepare[lane],
             drive = R(1) + p->people_frustration_drive[lane] * now->frustration_mean[f][lane];
        real structure = table * over * guided * (order + R(0.3)) + agreed * ratify * m->home_speed[lane] +
                         ratified * work * guided * order;
        real process = table * over * prepares * (working + R(0.5) * informal) +
                       agreed * R(0.3) * prepares * (working + informal) +
                       ratified * work * p->processes_fidelity[lane] * tools;
        real own = table * over * p->agenda_talk[lane] * m->crowding[lane] * drive +
                   agreed * ratify * (m->speed[lane] - m->home_speed[lane]) + ratified * work;
        real facilitative = now->push_facilitative[f][lane] * ratified * work;
        real directive = now->push_directive[f][lane] * table / shared +
                         table * over * R(0.3) * now->prepared[f][lane] +
                         now->bypass[f][lane] * agreed / max(R(1), m->agreed[lane]);
        real outside = m->pushed[lane] * (table + agreed) / max(R(1), m->table[lane] + m->agreed[lane]);
        structure = structure * by_structure;
        process = process * by_process;
        own = own * by_participants;
        real rate = structure + process + own + facilitative + directive + outside;
        real step = open * min(rate * (R(1) - m->blocked[lane]), R(1) - progress);
        real part = rate > R(1e-9) ? step / rate : R(0);
        bool done = (progress + step >= R(0.99999)) & (stage > R(0));
        real delivered = done ? ratified : R(0);
        real quality = agenda_quality(novel * p->agenda_novelty[lane], m->spread[lane], now->copied[k][lane]);
        real gain = min(R(1), p->users_service_gain[lane] * now->extent[k][lane] * quality),
             service = now->service[r][lane];
        /* Issues drift to where members stand, and to the lead's place (B1). */
        real still = now->still[k][lane], place = now->place[k][lane], gives = meets * table * p->agenda_give[lane];
        place = place + gives * (now->common[f][lane] - place);
        place = place + meets * table * by_structure * p->structure_lead_pull[lane] * leads * chaired *
                            (now->position[chair][lane] - place);
        now->place[k][lane] = place;
        now->progress[k][lane] = done ? R(0) : progress + step;
        now->stage[k][lane] = done ? (delivered > R(0) ? R(0) : stage + R(1)) : stage;
        now->age[k][lane] += open;
        now->still[k][lane] = step > R(0.01) ? R(0) : still + open;
        now->moved[0][lane] += step;
        real participant = own + facilitative + directive + outside;
        now->by_structure[k][lane] += part * structure;
        now->by_process[k][lane] += part * process;
        now->by_participant[k][lane] += part * participant;
        now->moved_structure[0][lane] += part * structure;
        now->moved_process[0][lane] += part * process;
        now->moved_participant[0][lane] += part * participant;
        now->moved_facilitative[0][lane] += part * facilitative;
        now->moved_directive[0][lane] += part * directive;
        now->moved_outsiders[0][lane] += part * outside;
        now->delivered[0][lane] += delivered;
        now->months_in_hand[0][lane] += open;
        now->wanted_far[0][lane] += delivered * now->first_far[k][lane];
        now->wanted_near[0][lane] += delivered * distance(place, now->wanted[k][lane]);
        now->novelty_sum[0][lane] += delivered * m->spread[lane] * (R(1) - now->copied[k][lane]);
        now->service[r][lane] = service + delivered * gain * (R(1) - service);
        m->successes[lane] += delivered * (R(0.4) + R(0.3) * min(R(2), now->extent[k][lane]));
        m->moved[lane] += step;
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

PHASE agenda_moves(struct sim_pack *pack)
{
    HERE(pack);
    real(*lost)[SIM_LANES] = now->dice + CHANCE_ROWS(w->issues);
    real(*outside)[SIM_LANES] = lost + CHANCE_ROWS(2 * w->issues);
    struct means m;
    struct filling filling;
    real blame[SIM_LANES];

    chance_fill(now->dice, pack, DRAW_RAISED, w->issues);
    chance_fill(lost, pack, DRAW_BACKTRACK, 2 * w->issues);
    chance_fill(outside, pack, DRAW_OUTSIDER, 2 * w->forums);
    for (int f = 0; f < w->forums; f++) {
        means_of_forum(pack, f, &m);
        outsiders_take_a_hand(pack, f, (const real(*)[SIM_LANES])outside, &m);
        LANES
            blame[lane] = R(0);
        for (int k = f * w->slots; k < (f + 1) * w->slots; k++) {
            if (slot_fills(pack, f, k, &m, now->dice[k], &filling)) {
                issue_begins(pack, f, k, &filling);
            }
            issue_is_weighed(pack, f, k);
            issue_moves(pack, f, k, &m);
            issue_is_lost(pack, f, k, &m, (const real(*)[SIM_LANES])lost + 2 * k, blame);
        }
        members_are_blamed(pack, f, blame);
        forum_remembers(pack, f, &m);
    }
}
