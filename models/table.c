/* table.c - a meeting hears as many issues as it has room for (B1, B3): members persuade those who trust them and stand
 * near enough (I15), then the decision rule counts influence (1L). */
#include <string.h>

#include "table.h"

#include "agenda.h"
#include "stances.h"

/** How urgent an issue on the table is, in months: what has waited, what leaders have moved up, duties, and what lies
 * where the lead organisation stands. -1 for what is not on the table. */
static void issue_presses(struct sim_pack *pack, int f, int k, real *urgent)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real on = ON(structure_leads), leads = one_if(forum->governance == GOVERNANCE_lead_organisation);
    int chair = forum->chair;

    LANES {
        real near = R(1) - distance(now->position[chair][lane], now->place[k][lane]);
        real duty = p->structure_first[lane] * one_if(now->by_structure[k][lane] > R(0.5));
        real lead = p->structure_first[lane] * now->filled[chair][lane] * leads * near;
        real presses = now->waited[k][lane] + now->boost[k][lane] + on * (duty + lead);
        urgent[lane] = now->stage[k][lane] == R(1) ? presses : R(-1);
    }
}

SHARED void table_is_ordered(struct sim_pack *pack, int f, struct means *m)
{
    HERE(pack);
    real(*urgent)[SIM_LANES] = m->urgent;
    int first = f * w->slots;
    bool board = w->forum[f].governance != GOVERNANCE_fabric;

    for (int k = 0; k < w->slots; k++)
        issue_presses(pack, f, first + k, urgent[k]);
    for (int k = 0; k < w->slots; k++) {
        real turn[SIM_LANES]; /* place in the queue, behind the items that acts have taken */
        LANES
            turn[lane] = now->items[f][lane] + R(1);
        for (int j = 0; j < w->slots; j++)
            LANES
                turn[lane] +=
                    one_if((urgent[j][lane] > urgent[k][lane]) | ((urgent[j][lane] == urgent[k][lane]) & (j < k)));
        LANES {
            real on_table = one_if(now->stage[first + k][lane] == R(1)), waited = now->waited[first + k][lane];
            real room = board ? one_if(turn[lane] <= p->processes_items[lane]) : R(1);
            real heard = now->meets[f][lane] * on_table * room, boost = now->boost[first + k][lane];
            m->heard[k][lane] = heard;
            now->heard[0][lane] += heard;
            now->waited[first + k][lane] = heard > R(0) ? R(0) : waited + on_table;
            now->boost[first + k][lane] = heard > R(0) ? R(0) : boost;
        }
    }
}

/** Who says yes to an issue before anybody talks. */
static void members_say(struct sim_pack *pack, int f, int k, struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    for (int i = 0; i < forum->seats; i++) {
        int s = forum->first_seat + i;
        const real *restrict stance = now->resistance[stance_of(w, s, k)];
        LANES
            m->yes[i][lane] = now->came[s][lane] * one_if(stance[lane] == R(0));
    }
}

/** Trust of one member in those who came, say yes to an issue and stand near enough to be listened to (Hegselmann and
 * Krause 2002). In itself it holds no tie of trust. */
static void member_listens(struct sim_pack *pack, const struct world_forum *forum, int i,
                           const real (*restrict yes)[SIM_LANES], real *restrict swayed)
{
    HERE(pack);
    const real(*restrict stands)[SIM_LANES] = (const real(*)[SIM_LANES])(now->position + forum->first_seat);
    const real(*restrict trust)[SIM_LANES] = (const real(*)[SIM_LANES])(now->trust + tie_of(forum, i, 0));

    real sum[SIM_LANES] = { 0 };

    for (int j = 0; j < forum->seats; j++)
        LANES
            sum[lane] +=
                yes[j][lane] *
                (one_if(distance(stands[i][lane], stands[j][lane]) < p->agenda_confidence[lane]) * trust[j][lane]);
    memcpy(swayed, sum, sizeof sum);
}

/** One member is talked to about one issue: its resistance falls, and where none is left it is won over (I15;
 * Granovetter 1978). */
static void member_is_persuaded(struct sim_pack *pack, int s, int k, const struct means *m, const real *restrict swayed)
{
    HERE(pack);
    int x = stance_of(w, s, k);
    const real *restrict heard = m->heard[own_slot(w, k)];
    const real *restrict members = now->members[w->seat[s].forum];

    LANES {
        real lower =
            agenda_persuades(p->agenda_persuade[lane], now->openness[s][lane], swayed[lane], members[lane] - R(1));
        real before = now->resistance[x][lane], held = now->held[x][lane];
        real after = max(R(0), before - now->came[s][lane] * heard[lane] * lower);
        bool won = (before > R(0)) & !(after > R(0));
        now->held[x][lane] = won ? R(1) : held;
        now->won_over[0][lane] += one_if(won);
        now->resistance[x][lane] = after;
    }
}

/** Those who came talk about an issue that is heard, each as members stood before. */
static void members_talk(struct sim_pack *pack, int f, int k, struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    members_say(pack, f, k, m);
    for (int i = 0; i < forum->seats; i++) {
        real swayed[SIM_LANES];
        if (in_any_lane(now->came[forum->first_seat + i])) {
            member_listens(pack, forum, i, (const real(*)[SIM_LANES])m->yes, swayed);
            member_is_persuaded(pack, forum->first_seat + i, k, m, swayed);
        }
    }
}

/** A count of those who came; rows are real [lane]. */
struct vote {
    real weight[SIM_LANES], for_it[SIM_LANES]; /* influence */
    real wholly[SIM_LANES];                    /* 1: somebody is wholly against */
    real came[SIM_LANES], yes[SIM_LANES];      /* members */
    real against[SIM_LANES], refuser[SIM_LANES];
};

static void votes_are_counted(struct sim_pack *pack, int f, int k, struct vote *restrict vote)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];

    *vote = (struct vote){ 0 };
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        const real *restrict stance = now->resistance[stance_of(w, s, k)];
        real number = R(s + 1);
        LANES {
            real resistance = stance[lane], came = now->came[s][lane];
            real counts = (R(1) - now->isolation[s][lane]) * now->belongs[s][lane];
            real has = came * now->influence[s][lane] * counts, yes = one_if(resistance == R(0));
            real against = vote->against[lane], refuser = vote->refuser[lane];
            real stands = has > R(0) ? resistance : R(0), wholly = one_if(stands > R(0.5));
            bool refuses = stands > against;
            vote->weight[lane] += has;
            vote->for_it[lane] += has * yes;
            vote->wholly[lane] = max(vote->wholly[lane], wholly);
            vote->came[lane] += came;
            vote->yes[lane] += came * yes;
            vote->against[lane] = refuses ? stands : against;
            vote->refuser[lane] = refuses ? number : refuser;
        }
    }
}

/** The decision rule is met or not; kept for months without a hearing. */
static void members_vote(struct sim_pack *pack, int f, int k, const struct means *m)
{
    HERE(pack);
    struct vote vote;
    const real *restrict heard_row = m->heard[own_slot(w, k)];
    int rule = w->forum[f].rule;

    votes_are_counted(pack, f, k, &vote);
    LANES {
        bool heard = heard_row[lane] > R(0);
        real for_it = vote.for_it[lane] / max(vote.weight[lane], MILLIONTH);
        real support = vote.weight[lane] > MILLIONTH ? for_it : R(0);
        real passes = agenda_passes(rule, support, vote.wholly[lane]), n = vote.came[lane], y = vote.yes[lane];
        bool passed = passes > R(0);
        real refused = now->refused[k][lane], at_home = now->at_home[k][lane];
        now->pairs_heard[0][lane] += heard_row[lane] * (R(0.5) * n * (n - R(1)));
        now->pairs_apart[0][lane] += heard_row[lane] * (y * (n - y));
        now->support[k][lane] = heard ? support : now->support[k][lane];
        now->passes[k][lane] = heard ? passes : now->passes[k][lane];
        now->against[k][lane] = heard ? (passed ? R(0) : vote.against[lane]) : now->against[k][lane];
        now->refuser[k][lane] = heard ? (passed ? R(0) : vote.refuser[lane]) : now->refuser[k][lane];
        now->refused[k][lane] = (heard & passed) ? R(0) : refused;
        now->at_home[k][lane] = heard ? R(0) : at_home;
    }
}

SHARED void issues_are_heard(struct sim_pack *pack, int f, struct means *m)
{
    HERE(pack);
    if (!in_any_lane(now->meets[f])) {
        return;
    }
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
        if (in_any_lane(m->heard[own_slot(w, k)])) {
            members_talk(pack, f, k, m);
            members_vote(pack, f, k, m);
        }
}
