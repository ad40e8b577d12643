/* agenda.c - issues are raised, agreed, ratified, worked on, delivered, stalled or dropped.
 * What moves an issue is booked to the medium that moved it; what moved is read from the issues themselves, so that
 * the books can be checked (invariant `agenda`). */
#include "agenda.h"
#include "processes.h"
#include "sectors.h"

/** What one forum brings to its issues this month; rows are real [lane]. */
struct means {
    real supply[RESOURCES_COUNT][SIM_LANES];       /* joint effort by resource */
    real order[SIM_LANES];                         /* order that members' hierarchies give */
    real home_speed[SIM_LANES], speed[SIM_LANES];  /* ratification by rules alone; with mandates */
    real present[SIM_LANES];                       /* share of members who came */
    real table[SIM_LANES], agreed[SIM_LANES], ratified[SIM_LANES];
    real crowding[SIM_LANES], efficiency[SIM_LANES];
    real successes[SIM_LANES], moved[SIM_LANES];   /* results of the month */
};

static void means_of_members(struct sim_pack *pack, int f, struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real slowest[SIM_LANES], slowest_home[SIM_LANES], flexible[SIM_LANES];

    for (int r = 0; r < RESOURCES_COUNT; r++)
        LANES m->supply[r][lane] = R(0);
    LANES {
        m->order[lane] = m->home_speed[lane] = m->speed[lane] = m->present[lane] = flexible[lane] = R(0);
        slowest[lane] = slowest_home[lane] = R(1);
    }
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        const struct world_organisation *o = &w->organisation[w->seat[s].organisation];
        int second = o->second < 0 ? o->resource : o->second;
        LANES {
            real filled = now->filled[s][lane], red_tape = p->sectors_red_tape[o->sector][lane];
            real flexibility = p->sectors_flexibility[o->sector][lane], mandate = now->mandate[s][lane];
            real home = sectors_speed(R(0), red_tape, flexibility), speed = sectors_speed(mandate, red_tape, flexibility);
            real expert = R(0.8) + R(0.4) * p->sectors_experts[o->sector][lane];
            real effort = filled * now->time[s][lane] * now->commitment[s][lane] * expert;
            m->supply[o->resource][lane] += R(0.7) * effort;
            m->supply[second][lane] += R(0.3) * effort;
            m->order[lane] += filled * p->sectors_order[o->sector][lane];
            m->home_speed[lane] += filled * home;
            m->speed[lane] += filled * speed;
            m->present[lane] += now->came[s][lane];
            flexible[lane] = most(flexible[lane], filled * flexibility);
            slowest[lane] = filled > R(0) ? least(slowest[lane], speed) : slowest[lane];
            slowest_home[lane] = filled > R(0) ? least(slowest_home[lane], home) : slowest_home[lane];
        }
    }
    LANES {
        real by = most(R(1), now->members[f][lane]);
        /* A trusted flexible partner lends its speed to the slowest (F3). */
        real lent = R(0.5) * now->trust_mean[f][lane] * flexible[lane];
        slowest[lane] += lent * (R(1) - slowest[lane]);
        m->order[lane] = m->order[lane] / by;
        m->home_speed[lane] = R(0.5) * m->home_speed[lane] / by + R(0.5) * slowest_home[lane];
        m->speed[lane] = most(R(0.5) * m->speed[lane] / by + R(0.5) * slowest[lane], m->home_speed[lane]);
        m->present[lane] = m->present[lane] / by;
        m->crowding[lane] = processes_crowding(now->members[f][lane], p->structure_inclusion_cost[lane]);
        m->efficiency[lane] = agenda_efficiency(now->trust_mean[f][lane], now->conflict_mean[f][lane]);
        m->successes[lane] = m->moved[lane] = m->table[lane] = m->agreed[lane] = m->ratified[lane] = R(0);
    }
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
        LANES {
            m->table[lane] += when(now->stage[k][lane] == R(1));
            m->agreed[lane] += when(now->stage[k][lane] == R(2));
            m->ratified[lane] += when(now->stage[k][lane] == R(3));
        }
}

/** Empty slots fill: by duty (structure), by hub or shared assessment (process), by members or outsiders (participant). */
static void forum_raises(struct sim_pack *pack, int f, const struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real by_structure = ON(structure_leads), by_process = ON(processes_lead);
    real imposed = when(forum->origin == ORIGIN_IMPOSED);
    real tools = R(0.5) * (real)(forum->shared_assessment + forum->hub);
    int lead = forum->lead;

    for (int k = f * w->slots; k < (f + 1) * w->slots; k++) {
        const real(*new_issue)[SIM_LANES] = (const real(*)[SIM_LANES])(now->dice + CHANCE_ROWS(w->issues) + 4 * k);
        LANES {
            real u = now->dice[k][lane];
            real empty = when(now->stage[k][lane] == R(0)) * now->alive[f][lane];
            real gate = R(1) - by_structure * p->structure_gatekeeping[lane] * now->formality[f][lane];
            real structure = by_structure * imposed * p->structure_duty[lane];
            real process = structure + by_process * tools * p->processes_hub[lane] * gate;
            real anyone = process + gate * (now->meets[f][lane] * p->agenda_raise[lane] * (R(0.5) + m->present[lane]) +
                                            p->leaders_outsiders[lane] * R(0.5));
            real raised = empty * when(u < anyone);
            real laid_down = when(u < structure), brought = when((u >= structure) & (u < process));
            real others = new_issue[2][lane] * R(RESOURCES_COUNT - 1);
            real more = new_issue[3][lane] * R(RESOURCES_COUNT - 1);
            real second = (real)forum->resource + R(1) + (real)(int32_t)others;
            real third = (real)forum->resource + R(1) + (real)(int32_t)more;
            real place = laid_down > R(0) ? R(0.5) * new_issue[0][lane] + R(0.5) * now->position[lead][lane] : new_issue[0][lane];
            bool now_raised = raised > R(0);
            second = second >= R(RESOURCES_COUNT) ? second - R(RESOURCES_COUNT) : second;
            third = third >= R(RESOURCES_COUNT) ? third - R(RESOURCES_COUNT) : third;
            now->stage[k][lane] = now_raised ? R(1) : now->stage[k][lane];
            now->progress[k][lane] = now_raised ? R(0) : now->progress[k][lane];
            now->place[k][lane] = now_raised ? place : now->place[k][lane];
            now->extent[k][lane] = now_raised ? p->agenda_size[lane] * (R(0.5) + new_issue[1][lane]) : now->extent[k][lane];
            now->needs_second[k][lane] = now_raised ? second : now->needs_second[k][lane];
            now->needs_third[k][lane] = now_raised ? third : now->needs_third[k][lane];
            now->age[k][lane] = now_raised ? R(0) : now->age[k][lane];
            now->still[k][lane] = now_raised ? R(0) : now->still[k][lane];
            now->raised[0][lane] += raised;
            now->moved[0][lane] += raised;
            now->moved_structure[0][lane] += raised * laid_down;
            now->moved_process[0][lane] += raised * brought;
            now->moved_participant[0][lane] += raised * (R(1) - laid_down) * (R(1) - brought);
        }
    }
}

/** Support that an issue has among those who came, as the forum's rule counts it. */
static void issue_support(struct sim_pack *pack, int f, int k, real *support)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real sum[SIM_LANES], weight[SIM_LANES], lowest[SIM_LANES];

    LANES {
        sum[lane] = weight[lane] = R(0);
        lowest[lane] = R(1);
    }
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real tolerance = p->agenda_tolerance[lane] * (R(0.8) + R(0.4) * now->language[f][lane]);
            real accepts = agenda_acceptance(now->position[s][lane], now->place[k][lane], tolerance);
            real has = now->came[s][lane] * now->influence[s][lane] * (R(1) - now->isolation[s][lane]);
            sum[lane] += has * accepts;
            weight[lane] += has;
            lowest[lane] = has > R(0.1) ? least(lowest[lane], accepts) : lowest[lane];
        }
    LANES support[lane] = agenda_support(forum->rule, sum[lane] / most(weight[lane], R(1e-6)), lowest[lane]);
}

/** One issue's month: what each medium gives, the step that is made of it, and the books. */
static void issue_moves(struct sim_pack *pack, int f, int k, struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real support[SIM_LANES];
    real by_structure = ON(structure_leads), by_process = ON(processes_lead), by_participants = ON(participants_lead);
    real administered = forum->governance == GOVERNANCE_SHARED ? R(0.3) : R(1);
    real tools = R(0.5) * (real)(forum->shared_assessment + forum->hub);
    real working = (real)forum->working_group, informal = (real)forum->informal;
    int lead = forum->lead;

    issue_support(pack, f, k, support);
    LANES {
        real stage = now->stage[k][lane], progress = now->progress[k][lane], place = now->place[k][lane];
        real meets = now->meets[f][lane], order = m->order[lane] * now->formality[f][lane];
        real table = when(stage == R(1)), agreed = when(stage == R(2)), ratified = when(stage == R(3));
        real over = agenda_agreeing(support[lane], agenda_threshold(forum->rule)) * meets;
        real supply_2 = R(0), supply_3 = R(0);
        for (int r = 0; r < RESOURCES_COUNT; r++) {
            supply_2 += when(now->needs_second[k][lane] == R(r)) * m->supply[r][lane];
            supply_3 += when(now->needs_third[k][lane] == R(r)) * m->supply[r][lane];
        }
        real work = m->efficiency[lane] * agenda_work(m->supply[forum->resource][lane], supply_2, supply_3, p->agenda_work[lane],
                                                      now->extent[k][lane]);
        real ratify = p->agenda_ratify[lane] * m->crowding[lane];
        real structure = table * over * p->structure_order_push[lane] * (order + R(0.3) * administered) +
                         agreed * ratify * m->home_speed[lane] + ratified * work * p->structure_order_push[lane] * administered * order;
        real process = table * over * p->processes_prepare[lane] * (working + R(0.5) * informal) +
                       agreed * R(0.3) * p->processes_prepare[lane] * (working + informal) +
                       ratified * work * p->processes_fidelity[lane] * tools;
        real facilitative = now->push_facilitative[f][lane] * ratified / most(R(1), m->ratified[lane]);
        real directive = now->push_directive[f][lane] * table / most(R(1), m->table[lane]) +
                         now->bypass[f][lane] * agreed / most(R(1), m->agreed[lane]);
        real own = table * over * p->agenda_talk[lane] * m->crowding[lane] +
                   agreed * ratify * (m->speed[lane] - m->home_speed[lane]) + ratified * work;
        structure = structure * by_structure;
        process = process * by_process;
        own = own * by_participants;
        facilitative = facilitative * most(work, R(0.1)) * R(2);
        real rate = structure + process + own + facilitative + directive;
        real step = least(rate, R(1) - progress);
        real part = rate > R(1e-9) ? step / rate : R(0);
        bool done = (progress + step >= R(0.99999)) & (stage > R(0));
        real moved = stage > R(0) ? step : R(0);
        part = stage > R(0) ? part : R(0);
        real delivered = done ? ratified : R(0);
        /* Issues drift to where members stand, and to the lead's place (B1); framing needs no further term. */
        real gives = meets * table * p->agenda_give[lane];
        real pulled = meets * table * by_structure * p->structure_lead_pull[lane] * administered;
        place = place + gives * (now->common[f][lane] - place);
        place = place + pulled * (now->position[lead][lane] - place);
        now->place[k][lane] = place;
        now->progress[k][lane] = done ? R(0) : progress + (stage > R(0) ? step : R(0));
        now->stage[k][lane] = done ? (delivered > R(0) ? R(0) : stage + R(1)) : stage;
        now->age[k][lane] += when(stage > R(0));
        now->still[k][lane] = moved > R(0.01) ? R(0) : now->still[k][lane] + when(stage > R(0));
        now->moved[0][lane] += moved;
        now->moved_structure[0][lane] += part * structure;
        now->moved_process[0][lane] += part * process;
        now->moved_participant[0][lane] += part * (own + facilitative + directive);
        now->moved_facilitative[0][lane] += part * facilitative;
        now->moved_directive[0][lane] += part * directive;
        now->delivered[0][lane] += delivered;
        now->months_to_deliver[0][lane] += delivered * now->age[k][lane];
        real gain = least(R(1), p->users_service_gain[lane] * now->extent[k][lane]);
        now->service[forum->resource][lane] += delivered * gain * (R(1) - now->service[forum->resource][lane]);
        m->successes[lane] += delivered * (R(0.4) + R(0.3) * least(R(2), now->extent[k][lane]));
        m->moved[lane] += moved;
    }
}

/** Issues fall back a stage, or are dropped after a long standstill; failed new work is blamed where there is no right to
 * risk, and more so under pressure (A23, 2g, 3c.1). */
static void forum_loses(struct sim_pack *pack, int f, const struct means *m, real (*blame)[SIM_LANES])
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real backs = ON(backtrack);

    LANES blame[0][lane] = R(0);
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++) {
        const real(*dice)[SIM_LANES] = (const real(*)[SIM_LANES])(now->dice + CHANCE_ROWS(w->issues) + CHANCE_ROWS(4 * w->issues));
        LANES {
            real stage = now->stage[k][lane], progress = now->progress[k][lane];
            real loose = R(1) - m->order[lane] * now->formality[f][lane];
            real chance = backs * p->agenda_backtrack[lane] * (loose + R(2) * now->turbulence[0][lane]);
            real back = when((stage >= R(2)) & (dice[2 * k][lane] < chance));
            real stalls = when((stage > R(0)) & (now->still[k][lane] > p->agenda_stall_months[lane]));
            real drop = stalls * when(dice[2 * k + 1][lane] < p->agenda_drop[lane]);
            real lost = back * (R(1) + progress);
            now->stage[k][lane] = drop > R(0) ? R(0) : stage - back;
            now->progress[k][lane] = ((drop > R(0)) | (back > R(0))) ? R(0) : progress;
            now->dropped[0][lane] += drop;
            now->moved[0][lane] += lost;
            now->moved_participant[0][lane] += lost;
            blame[0][lane] += (drop * when(stage == R(3)) + back) * (R(1) - p->sectors_risk_licence[lane]) *
                              least(R(1), R(0.3) * now->pressure[forum->resource][lane]);
        }
    }
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real conflict = now->conflict[s][lane];
            real hit = R(0.3) * least(R(1), blame[0][lane]) * now->filled[s][lane];
            now->conflict[s][lane] = conflict + hit * (R(1) - conflict);
        }
}

PHASE agenda_moves(struct sim_pack *pack)
{
    HERE(pack);
    struct means m;
    real blame[1][SIM_LANES];
    real wins = ON(small_wins);

    chance_fill(now->dice, pack, DRAW_RAISED, w->issues);
    chance_fill(now->dice + CHANCE_ROWS(w->issues), pack, DRAW_ISSUE, 4 * w->issues);
    chance_fill(now->dice + CHANCE_ROWS(w->issues) + CHANCE_ROWS(4 * w->issues), pack, DRAW_BACKTRACK, 2 * w->issues);
    for (int f = 0; f < w->forums; f++) {
        means_of_members(pack, f, &m);
        forum_raises(pack, f, &m);
        for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
            issue_moves(pack, f, k, &m);
        forum_loses(pack, f, &m, blame);
        LANES {
            real purpose = now->purpose[f][lane], success = least(R(1), m.successes[lane]);
            now->success[f][lane] = success;
            now->stuck[f][lane] = m.moved[lane] > R(0.02) ? R(0) : now->stuck[f][lane] + now->alive[f][lane];
            purpose = purpose * (R(1) - p->users_purpose_decay[lane]);
            now->purpose[f][lane] = share(purpose + wins * R(0.15) * success * (R(1) - purpose));
        }
    }
}
