/* means.c - what a forum brings to its agenda in a month: effort, order, speed, people at the table. */
#include "means.h"

#include "agenda.h"
#include "processes.h"
#include "sectors.h"
#include "state.h"

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
    const real *meetings = now->cell.forum_meetings[g < 0 ? f : g];

    LANES {
        real filled = now->filled[s][lane], mandate = now->mandate[s][lane], rules = p->sectors_rules[lane];
        real red_tape = sectors_ruled(p->sectors_red_tape[o->sector][lane], rules);
        real order = sectors_ruled(p->sectors_order[o->sector][lane], rules);
        real flexibility = sectors_contracted(
            p->sectors_flexibility[o->sector][lane], provider * now->contract[seat->organisation][lane],
            p->organisations_contract_rigidity[lane], now->flex[seat->organisation][lane]);
        real home = sectors_second_yes(sectors_speed(R(0), red_tape, flexibility), department, red_tape);
        real meets = (g < 0 ? R(1) : min(R(1), meetings[lane] / R(12))) * speaks[lane];
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

/** Issues at each stage. */
static void means_count_issues(struct sim_pack *pack, int f, struct means *m)
{
    HERE(pack);
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
        LANES {
            m->table[lane] += one_if(now->stage[k][lane] == R(1));
            m->agreed[lane] += one_if(now->stage[k][lane] == R(2));
            m->ratified[lane] += one_if(now->stage[k][lane] == R(3));
        }
}

SHARED void means_of_forum(struct sim_pack *pack, int f, struct means *m)
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
    means_count_issues(pack, f, m);
}
