/* means.c - what a forum brings to its agenda in a month: effort, order, speed, people at the table, and who holds what
 * issues need. */
#include "means.h"

#include <string.h>

#include "agenda.h"
#include "membership.h"
#include "processes.h"
#include "sectors.h"

static void means_clear(struct sim_pack *pack, int f, real (*rows)[SIM_LANES], struct means *m)
{
    HERE(pack);
    int seats = w->forum[f].seats;
    memset(m, 0, sizeof *m);
    m->effort = rows;
    m->speed = rows + seats;
    m->home = rows + 2 * seats;
    m->reach = rows + 3 * seats;
    m->willing = rows + 4 * seats;
    m->accepts = rows + 5 * seats;
    m->yes = m->accepts + seats * w->slots;
    m->heard = m->yes + seats;
    m->urgent = m->heard + w->slots;
    m->needed = m->urgent + w->slots;
}

/** How fast one member's home says yes, and how fast it does itself; who is reorganised cannot be asked (A21). */
static void member_consents(struct sim_pack *pack, int f, int s, struct means *m)
{
    HERE(pack);
    int i = w->seat[s].organisation, g = w->seat[s].speaks_for, row = s - w->forum[f].first_seat;
    const struct world_organisation *o = &w->organisation[i];
    real department = one_if(o->parent >= 0), provider = one_if(o->commissioner >= 0) * ON(contracts);
    const real *speaks = now->alive[g < 0 ? f : g]; /* a forum that is spoken for can say yes when it meets (B2) */
    const real *meetings = now->cell.forum_meetings[g < 0 ? f : g];

    LANES {
        real mandate = now->mandate[s][lane], rules = p->sectors_rules[lane];
        real sits = (g < 0 ? R(1) : min(R(1), meetings[lane] / R(12))) * speaks[lane];
        real hierarchy = sectors_ruled(p->sectors_hierarchy[o->sector][lane], rules), filled = now->filled[s][lane];
        real flexibility = sectors_contracted(R(1) - hierarchy, provider * now->contract[i][lane],
                                              p->organisations_contract_share[lane], now->flex[i][lane]);
        real asked = sectors_second_yes(sectors_speed(hierarchy, flexibility), department, hierarchy);
        real home = (now->reorganising[i][lane] > R(0) ? R(0) : asked) * sits;
        m->home[row][lane] = home;
        m->speed[row][lane] = (mandate + (R(1) - mandate) * home) * sits;
        m->order[lane] += filled * hierarchy;
        m->flexible[lane] = max(m->flexible[lane], filled * flexibility);
    }
}

/** One member's part in the means. */
static void member_gives(struct sim_pack *pack, int f, int s, struct means *m)
{
    HERE(pack);
    int i = w->seat[s].organisation, sector = w->organisation[i].sector, row = s - w->forum[f].first_seat;

    LANES {
        real filled = now->filled[s][lane], mandate = now->mandate[s][lane];
        real works = now->reorganising[i][lane] > R(0) ? mandate : R(1);
        real expert = R(0.5) + p->sectors_experts[sector][lane];
        real effort = flush_to_zero(filled * now->time[s][lane] * now->commitment[s][lane] * expert * works);
        real felt = now->purpose[f][lane] * now->identification[s][lane];
        m->effort[row][lane] = effort;
        m->reach[row][lane] = agenda_reach(p->agenda_tolerance[lane], p->agenda_widening[lane], felt,
                                           now->language[f][lane], now->comfort[s][lane]);
        now->contributed[s][lane] += effort;
        m->present[lane] += now->came[s][lane];
        m->unclear[lane] +=
            filled * membership_unclear(now->listed[s][lane], now->belongs[s][lane], now->sent[s][lane]);
        m->spread[lane] += filled * distance(now->position[s][lane], now->common[f][lane]);
    }
}

/** One member holds a field where it gives more of it than those before. */
static void member_holds(struct sim_pack *pack, int f, int s, int r, struct means *m)
{
    HERE(pack);
    struct holders *h = &m->holders;
    int i = w->seat[s].organisation, row = s - w->forum[f].first_seat;
    const struct world_organisation *o = &w->organisation[i];
    real much = (real)world_gives(o, r) * (real)o->part, seat = R(s + 1), first = R(o->resource);
    real of_first = (real)world_gives_first(o), of_second = (real)world_gives_second(o);

    if (much == R(0)) {
        return;
    }
    LANES {
        real gives = now->filled[s][lane] * much, speed = m->speed[row][lane], home = m->home[row][lane];
        real mandate = now->mandate[s][lane], position = now->position[s][lane], salience = now->salience[s][lane];
        real reach = m->reach[row][lane], stands = now->home[i][lane], interest = now->interest[i][lane];
        bool more = gives > h->gives[r][lane];
        h->gives[r][lane] = more ? gives : h->gives[r][lane];
        h->seat[r][lane] = more ? seat : h->seat[r][lane];
        h->speed[r][lane] = more ? speed : h->speed[r][lane];
        h->home[r][lane] = more ? home : h->home[r][lane];
        h->first[r][lane] = more ? first : h->first[r][lane];
        h->of_first[r][lane] = more ? of_first : h->of_first[r][lane];
        h->of_second[r][lane] = more ? of_second : h->of_second[r][lane];
        h->mandate[r][lane] = more ? mandate : h->mandate[r][lane];
        h->position[r][lane] = more ? position : h->position[r][lane];
        h->salience[r][lane] = more ? salience : h->salience[r][lane];
        h->reach[r][lane] = more ? reach : h->reach[r][lane];
        h->stands[r][lane] = more ? stands : h->stands[r][lane];
        h->interest[r][lane] = more ? interest : h->interest[r][lane];
    }
}

SHARED void means_count_issues(struct sim_pack *pack, int f, struct means *m)
{
    HERE(pack);
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
        LANES {
            m->table[lane] += one_if(now->stage[k][lane] == R(1));
            m->agreed[lane] += one_if(now->stage[k][lane] == R(2));
            m->ratified[lane] += one_if(now->stage[k][lane] == R(3));
        }
}

/** Sums over members become means of the forum. */
static void means_are_made(struct sim_pack *pack, int f, struct means *m)
{
    HERE(pack);
    real guarded = ON(safeguards);
    bool pairs = w->forum[f].governance == GOVERNANCE_fabric;

    LANES {
        real by = max(R(1), now->members[f][lane]);
        real crowding = processes_crowding(now->members[f][lane], p->structure_inclusion_cost[lane]);
        m->borrowed[lane] = R(0.5) * now->trust_mean[f][lane] * m->flexible[lane];
        m->order[lane] = m->order[lane] / by;
        m->present[lane] = m->present[lane] / by;
        m->unclear[lane] = m->unclear[lane] / by;
        m->spread[lane] = min(R(1), R(2) * m->spread[lane] / by);
        m->crowding[lane] = pairs ? R(1) : crowding; /* pairs do not crowd (J2) */
        now->unclear_share[f][lane] = m->unclear[lane];
        now->efficiency[f][lane] = agenda_efficiency(now->trust_mean[f][lane], now->conflict_mean[f][lane],
                                                     guarded * p->structure_safeguards[lane]);
    }
}

SHARED void means_of_forum(struct sim_pack *pack, int f, real (*rows)[SIM_LANES], struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    means_clear(pack, f, rows, m);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        member_consents(pack, f, s, m);
        member_gives(pack, f, s, m);
        for (int r = 0; r < RESOURCES_COUNT; r++)
            member_holds(pack, f, s, r, m);
    }
    means_are_made(pack, f, m);
}
