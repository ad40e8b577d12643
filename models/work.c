/* work.c - issues move, and each step is booked to structure, process and participants as far as each gave it (A6, B1
 * .. B4, B9); or they fall back or are dropped (A23). The books are read from the issues, so they can be checked
 * (invariant `agenda`). */
#include "work.h"

#include "agenda.h"
#include "promises.h"
#include "ratification.h"
#include "stances.h"

/** What one issue hangs on; rows are real [lane]. */
struct needed {
    real least[SIM_LANES], most[SIM_LANES]; /* effort of the scarcest and the most plentiful field that it needs */
    /* Speed of consent of the slowest holder, 1 at once and 0 never: with its mandate; by rules alone */
    real consent[SIM_LANES], home_consent[SIM_LANES];
    real lacks[SIM_LANES]; /* 1: a field that nobody gives */
};

/** Effort toward one issue by field: each member's, as far as the issue suits it. Fills `willing`. */
static void issue_is_supplied(struct sim_pack *pack, int f, int k, const struct means *m, struct needed *restrict n)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    real supply[RESOURCES_COUNT][SIM_LANES];

    for (int r = 0; r < RESOURCES_COUNT; r++)
        LANES
            supply[r][lane] = R(0);
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        const struct world_organisation *o = &w->organisation[w->seat[s].organisation];
        int second = o->second < 0 ? o->resource : o->second, row = s - forum->first_seat;
        real of_first = (real)world_gives_first(o), of_second = (real)world_gives_second(o);
        const real *restrict stance = now->resistance[stance_of(w, s, k)];
        LANES {
            real accepts = m->accepts[own_stance(w, s, k)][lane], effort = m->effort[row][lane];
            real willing = effort * agenda_willing(stance[lane] == R(0), accepts, p->agenda_yes[lane]);
            m->willing[row][lane] = willing;
            supply[o->resource][lane] += willing * of_first;
            supply[second][lane] += willing * of_second;
        }
    }
    LANES {
        struct needs needs = needs_of(now, k, lane);
        real first = of_field((const real(*)[SIM_LANES])supply, needs.first, lane),
             second = of_field((const real(*)[SIM_LANES])supply, needs.second, lane),
             third = of_field((const real(*)[SIM_LANES])supply, needs.third, lane);
        real least = min(first, min(second, third)), most = max(first, max(second, third));
        real later = second <= third ? needs.second : needs.third;
        n->least[lane] = least;
        n->most[lane] = most;
        now->scarce[k][lane] = most > R(0) ? least / max(most, MILLIONTH) : R(1);
        now->scarcest[k][lane] = first <= min(second, third) ? needs.first : later;
    }
}

/** How fast those who are asked can consent, so far: the slowest sets the pace. */
struct consent {
    real speed, home, lacks;
};

RULE struct consent consent_with(struct consent c, const struct holders *h, real need, int lane)
{
    bool there = of_field(h->seat, need, lane) > R(0);
    real speed = of_field(h->speed, need, lane), home = of_field(h->home, need, lane);
    return (struct consent){ .speed = there ? min(c.speed, speed) : c.speed,
                             .home = there ? min(c.home, home) : c.home,
                             .lacks = there ? c.lacks : R(1) };
}

/** How fast the holders of what one issue needs can consent, and whether any is lacking. */
static void holders_consent(struct sim_pack *pack, int k, const struct means *m, struct needed *restrict n)
{
    HERE(pack);
    const struct holders *h = &m->holders;

    LANES {
        struct needs needs = needs_of(now, k, lane);
        struct consent c = consent_with((struct consent){ R(1), R(1), R(0) }, h, needs.first, lane);
        c = consent_with(c, h, needs.second, lane);
        c = consent_with(c, h, needs.third, lane);
        c.speed = c.speed + m->borrowed[lane] * (R(1) - c.speed);
        n->consent[lane] = c.speed;
        n->home_consent[lane] = min(c.speed, c.home);
        n->lacks[lane] = c.lacks;
    }
}

/** What is the same for all issues of a forum: what is on, whether it has a board, and somebody who runs it; 0 or 1. */
struct ways {
    real by_structure, by_process, by_participants, novelty, safeguards;
    real board, run;
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
                          .board = one_if(forum->governance != GOVERNANCE_fabric),
                          .run = one_if(leads || forum->governance == GOVERNANCE_administrator) };
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

/** Stages a month that each medium gives to one issue. */
struct rates {
    real structure, process, own, outside;
};

RULE struct rates issue_rates(struct issue i, const struct means *m, struct ways ways, const struct needed *n,
                              real heard)
{
    real stage = OF_ISSUE(stage), able = R(1) - n->lacks[i.lane];
    real table = one_if(stage == R(1)), agreed = one_if(stage == R(2)), ratified = one_if(stage == R(3));
    real orderly = m->order[i.lane] * OF_FORUM(formality) * ways.board;
    real run = R(0.5) + R(0.5) * ways.run * i.now->filled[i.forum->chair][i.lane]; /* nobody runs what nobody leads */
    real guided = TERM(structure_order_push) * run, prepares = TERM(processes_prepare);
    real early = agenda_early(TERM(users_early_cost), OF_ISSUE(progress), OF_ISSUE(copied));
    real work = OF_FORUM(efficiency) * early * agenda_work(TERM(agenda_work), n->least[i.lane], OF_ISSUE(extent));
    real ratify = able * TERM(agenda_ratify) * m->crowding[i.lane] *
                  (R(1) - R(0.5) * (ways.safeguards * TERM(structure_safeguards)));
    real consent = n->consent[i.lane], home = n->home_consent[i.lane],
         shared = ratified / max(R(1), m->ratified[i.lane]);
    real drive = R(1) + R(0.5) * OF_FORUM(frustration_mean);
    real structure = table * heard * guided * (R(0.5) + R(0.5) * orderly) + agreed * ratify * home +
                     shared * work * guided * orderly;
    real working = OF_FORUM(cell.forum_working_group), informal = OF_FORUM(cell.forum_informal);
    real process = table * prepares * (working + R(0.5) * informal) +
                   agreed * able * R(0.5) * prepares * (working + informal) +
                   shared * work * TERM(processes_fidelity) * forum_sees(i.now, i.f, i.lane);
    real own = table * heard * TERM(agenda_talk) * m->crowding[i.lane] * drive + agreed * ratify * (consent - home) +
               shared * work;
    return (struct rates){ .structure = ways.by_structure * structure,
                           .process = ways.by_process * process,
                           .own = ways.by_participants * own,
                           .outside = m->pushed[i.lane] * (table + agreed * able) /
                                      max(R(1), m->table[i.lane] + m->agreed[i.lane]) };
}

/** Book `part` of a month's rates to who gave it. */
RULE void movement_is_booked(struct issue i, struct rates rates, real part)
{
    real structure = part * rates.structure, process = part * rates.process;
    real participant = part * (rates.own + rates.outside);
    OF_RUN(moved_structure) += structure;
    OF_RUN(moved_process) += process;
    OF_RUN(moved_participant) += participant;
    OF_RUN(moved_outsiders) += part * rates.outside;
    OF_ISSUE(by_structure) += structure;
    OF_ISSUE(by_process) += process;
    OF_ISSUE(by_participant) += participant;
}

/** An issue is agreed: once for the area, and for the ledger of the forum. */
RULE void agreement_counts(struct issue i, real agreed, real month)
{
    real first_life = OF_FORUM(first_life), first = OF_FORUM(first_agreed);
    bool is_first = (agreed > R(0)) & (first == R(0)) & (first_life > R(0));
    OF_RUN(agreed) += agreed;
    OF_FORUM(agreements) += agreed * first_life;
    OF_FORUM(first_agreed) = is_first ? month : first;
}

/** What has been agreed is followed for two years, where the run of `months` is long enough (P8). */
RULE void agreement_is_followed(struct issue i, real agreed, real in_work, real delivered, real month, real months)
{
    enum { TWO_YEARS = 24 };
    real was = OF_ISSUE(agreed_on), on = was > R(0) ? was : agreed * month;
    real follows = one_if((on > R(0)) & (on + R(TWO_YEARS) <= months));
    real within = follows * one_if((was > R(0)) & (month - on <= R(TWO_YEARS)));
    real begins = within * in_work * (R(1) - OF_ISSUE(begun));
    OF_ISSUE(agreed_on) = on;
    OF_ISSUE(begun) += begins;
    OF_RUN(followed) += follows * one_if(was == R(0));
    OF_RUN(followed_begun) += begins;
    OF_RUN(followed_delivered) += within * delivered;
}

/** What a delivery leaves: joint service, a visible success, and how near it came to what was wanted. */
RULE void delivery_counts(struct issue i, struct means *m, struct ways ways, real delivered, real month)
{
    real spread = m->spread[i.lane], copied = OF_ISSUE(copied), extent = OF_ISSUE(extent), built = OF_FORUM(built);
    real quality = agenda_quality(ways.novelty * TERM(agenda_novelty), spread, copied);
    real gain = min(R(1), TERM(users_service_gain) * extent * quality);
    real first_life = OF_FORUM(first_life), first = OF_FORUM(first_delivered);
    bool is_first = (delivered > R(0)) & (first == R(0)) & (first_life > R(0));
    OF_RUN(delivered) += delivered;
    OF_RUN(age_delivered) += delivered * OF_ISSUE(age);
    OF_RUN(late) += delivered * one_if(OF_ISSUE(worked) > OF_ISSUE(due));
    OF_RUN(delayed) += delivered * one_if((OF_ISSUE(planned) > R(0)) & (month > OF_ISSUE(planned)));
    OF_FORUM(deliveries) += delivered * first_life;
    OF_FORUM(first_delivered) = is_first ? month : first;
    OF_RUN(wanted_far) += delivered * OF_ISSUE(first_far);
    OF_RUN(wanted_near) += delivered * distance(OF_ISSUE(place), OF_ISSUE(wanted));
    OF_RUN(novelty_sum) += delivered * spread * (R(1) - copied);
    OF_FORUM(built) = built + delivered * gain * (R(1) - built);
    m->successes[i.lane] += delivered * (R(0.5) + R(0.5) * min(R(1), extent));
}

/** The step of the month and the books; `asked` is 1 where all homes have been asked now. */
static void issue_steps(struct sim_pack *pack, int f, int k, const struct needed *n, struct means *m, real *asked,
                        real *delivered)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    const real *restrict heard = m->heard[own_slot(w, k)];
    struct ways ways = ways_of(pack, f);
    real month = R(pack->month + 1), months = R(pack->months);

    LANES {
        struct issue issue = { now, forum, p, f, k, lane };
        real stage = now->stage[k][lane], progress = now->progress[k][lane], still = now->still[k][lane];
        real open = one_if(stage > R(0));
        struct rates r = issue_rates(issue, m, ways, n, heard[lane]);
        real rate = r.structure + r.process + r.own + r.outside;
        real step = open * min(rate * (R(1) - m->blocked[lane]), R(1) - progress);
        bool full = (progress + step >= R(1) - MILLIONTH) & (stage > R(0));
        bool agrees = full & (stage == R(1)) & (heard[lane] > R(0)) & (now->passes[k][lane] > R(0));
        bool delivers = full & (stage == R(3));
        asked[lane] = one_if(full & (stage == R(2)));
        delivered[lane] = one_if(delivers);
        now->age[k][lane] += open;
        now->moved[0][lane] += step;
        now->months_in_hand[0][lane] += open;
        m->moved[lane] += step;
        movement_is_booked(issue, r, rate > MILLIONTH ? step / rate : R(0));
        now->still[k][lane] = agenda_moves_on(step, p->agenda_longest[lane]) ? R(0) : still + open;
        agreement_counts(issue, one_if(agrees), month);
        agreement_is_followed(issue, one_if(agrees), one_if(stage == R(3)), delivered[lane], month, months);
        delivery_counts(issue, m, ways, delivered[lane], month);
        now->stage[k][lane] = agrees ? R(2) : delivers ? R(0) : stage;
        now->progress[k][lane] = (agrees | delivers) ? R(0) : progress + step;
    }
}

SHARED void issue_advances(struct sim_pack *pack, int f, int k, struct means *m)
{
    HERE(pack);
    struct needed needed;
    real in_work[SIM_LANES], asked[SIM_LANES], delivered[SIM_LANES];

    LANES
        now->missing[k][lane] = R(0);
    if (!in_any_lane(now->stage[k])) {
        return;
    }
    LANES
        in_work[lane] = one_if(now->stage[k][lane] == R(3));
    issue_is_supplied(pack, f, k, m, &needed);
    holders_consent(pack, k, m, &needed);
    if (in_any_lane(in_work)) {
        promises_are_worked(pack, f, k, m);
    }
    issue_steps(pack, f, k, &needed, m, asked, delivered);
    homes_decide(pack, f, k, asked, needed.least, m);
    if (in_any_lane(in_work)) {
        promises_fall_due(pack, f, k, in_work, delivered, m);
    }
}

SHARED void issue_may_be_lost(struct sim_pack *pack, int f, int k, const real (*dice)[SIM_LANES], struct means *m)
{
    HERE(pack);
    real backs = ON(backtrack), lost[SIM_LANES];
    const real *restrict pressure = now->pressure[w->forum[f].resource];

    if (!in_any_lane(now->stage[k])) {
        return;
    }
    LANES {
        real stage = now->stage[k][lane], progress = now->progress[k][lane];
        real loose = R(1) - m->order[lane] * now->formality[f][lane];
        real bound = R(1) - R(0.5) * one_if(stage == R(3));
        real chance = backs * bound *
                      agenda_falls_back(p->agenda_backtrack[lane], loose, m->unclear[lane], now->turbulence[0][lane],
                                        now->support[k][lane]);
        bool stalls =
            (now->still[k][lane] > p->agenda_stall_months[lane]) | (now->tries[k][lane] >= p->agenda_tries[lane]);
        real drop = one_if((stage > R(0)) & stalls & (dice[1][lane] < p->agenda_drop[lane] * bound));
        real back = (R(1) - drop) * one_if((stage >= R(2)) & (dice[0][lane] < chance));
        lost[lane] = max(drop, back);
        now->dropped_early[0][lane] += drop * one_if(stage == R(1));
        now->stage[k][lane] = drop > R(0) ? R(0) : stage - back;
        now->progress[k][lane] = lost[lane] > R(0) ? R(0) : progress;
        now->dropped[0][lane] += drop;
        now->backtracks[0][lane] += back;
        now->moved_back[0][lane] += back * (R(1) + progress);
        /* nobody blames a risk that is licensed, and the blame grows with pressure (3c.1) */
        m->outcry[lane] += (drop * one_if(stage == R(3)) + back) * (R(1) - p->sectors_risk_licence[lane]) *
                           (pressure[lane] / (R(1) + pressure[lane]));
    }
    LANES_WHERE(lost)
    promises_are_void(pack, f, k, lane);
}
