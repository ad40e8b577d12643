/* agenda.c - the month of one forum's agenda, step by step: means, new issues, stances, the table, work, losses, and
 * what the forum remembers. Leadership is what moves this agenda (A6). */
#include "agenda.h"

#include "holdups.h"
#include "means.h"
#include "raising.h"
#include "stances.h"
#include "table.h"
#include "work.h"

/** Councillors, ministries, inspectors and funders take a hand from outside: they push what is in hand, as far as
 * members who all agree talk it through in a meeting, or block it (A9). */
static void outsiders_take_a_hand(struct sim_pack *pack, int f, const real (*dice)[SIM_LANES], struct means *m)
{
    HERE(pack);
    real on = ON(outsiders);
    LANES {
        real comes = on * now->alive[f][lane] * one_if(dice[2 * f][lane] < p->leaders_outsiders[lane]);
        real pushes = one_if(dice[2 * f + 1][lane] < R(0.5));
        m->pushed[lane] = p->agenda_talk[lane] * comes * pushes;
        m->blocked[lane] = comes * (R(1) - pushes);
    }
}

/** Work that was lost pains all members, where there is no right to risk (2g; issue_may_be_lost() says how much); a
 * broken promise pains those who broke none, as far as they are committed (A2, A11). */
static void members_are_pained(struct sim_pack *pack, int f, const struct means *m)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        LANES {
            real filled = now->filled[s][lane], conflict = now->conflict[s][lane], broke = now->broke[s][lane];
            real gain = p->people_conflict_gain[lane];
            real pain = gain * now->commitment[s][lane] * min(R(1), m->blame[lane]) * filled;
            conflict = conflict + gain * min(R(1), m->outcry[lane]) * filled * (R(1) - conflict);
            now->conflict[s][lane] = broke > R(0) ? conflict : conflict + pain * (R(1) - conflict);
        }
}

/** What the month's movement leaves in the forum: success in sight or not, purpose, the next rung, and how much its
 * members have to rely on each other for (H3 .. H5, G16, 2b). */
static void forum_remembers(struct sim_pack *pack, int f, const struct means *m)
{
    HERE(pack);
    real wins = ON(small_wins), extents[SIM_LANES], in_hand[SIM_LANES];

    LANES
        extents[lane] = in_hand[lane] = R(0);
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
        LANES {
            real open = one_if(now->stage[k][lane] > R(0));
            extents[lane] += open * now->extent[k][lane];
            in_hand[lane] += open;
        }
    LANES {
        real kept = now->purpose[f][lane] * (R(1) - p->users_purpose_decay[lane]);
        real success = min(R(1), m->successes[lane]), rung = now->rung[f][lane];
        real size = agenda_attempts(p->agenda_size[lane], p->agenda_ladder[lane], rung);
        real mean = extents[lane] / max(R(1), in_hand[lane]);
        now->attempts[f][lane] = in_hand[lane] > R(0) ? mean : size;
        now->success[f][lane] = success;
        now->rung[f][lane] = rung + success;
        now->stuck[f][lane] =
            agenda_moves_on(m->moved[lane], p->agenda_longest[lane]) ? R(0) : now->stuck[f][lane] + now->alive[f][lane];
        now->purpose[f][lane] = clamp01(kept + wins * p->users_reward[lane] * success * (R(1) - kept));
    }
}

/** The slots of one forum. */
#define SLOTS_OF(f, k) for (int k = (f)*w->slots; k < ((f) + 1) * w->slots; k++)

/** Rows of chance for the agenda: one and two an issue, two a forum; then scratch for means. */
struct agenda_dice {
    real (*raised)[SIM_LANES], (*lost)[SIM_LANES], (*outside)[SIM_LANES], (*rows)[SIM_LANES];
};

/** The month of one forum's agenda. */
static void forum_works(struct sim_pack *pack, int f, const struct agenda_dice *dice)
{
    HERE(pack);
    struct means m;

    means_of_forum(pack, f, dice->rows, &m);
    outsiders_take_a_hand(pack, f, (const real(*)[SIM_LANES])dice->outside, &m);
    SLOTS_OF(f, k)
    slot_may_fill(pack, f, k, &m, dice->raised[k]);
    means_count_issues(pack, f, &m);
    SLOTS_OF(f, k)
    stances_settle(pack, f, k, &m);
    table_is_ordered(pack, f, &m);
    issues_are_heard(pack, f, &m);
    SLOTS_OF(f, k)
    issue_advances(pack, f, k, &m);
    SLOTS_OF(f, k)
    issue_may_be_lost(pack, f, k, (const real(*)[SIM_LANES])(dice->lost + 2 * k), &m);
    members_are_pained(pack, f, &m);
    SLOTS_OF(f, k)
    holdups_are_found(pack, f, k, &m);
    forum_remembers(pack, f, &m);
}

PHASE agenda_moves(struct sim_pack *pack)
{
    HERE(pack);
    struct agenda_dice dice = { .raised = now->dice };

    dice.lost = dice.raised + CHANCE_ROWS(w->issues);
    dice.outside = dice.lost + CHANCE_ROWS(2 * w->issues);
    dice.rows = dice.outside + CHANCE_ROWS(2 * w->forums);
    chance_fill(dice.raised, pack, DRAW_RAISED, w->issues);
    chance_fill(dice.lost, pack, DRAW_BACKTRACK, 2 * w->issues);
    chance_fill(dice.outside, pack, DRAW_OUTSIDER, 2 * w->forums);
    for (int s = 0; s < w->seats; s++)
        LANES
            now->kept[s][lane] = now->broke[s][lane] = now->load[s][lane] = R(0);
    for (int f = 0; f < w->forums; f++)
        forum_works(pack, f, &dice);
}
