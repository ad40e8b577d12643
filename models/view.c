/* view.c - what a forum looks like to those who lead it: who is where on the agenda, and who stands out among members.
 * Resistance is seen with error, and nobody sees a label (C10, 3a.4). */
#include "view.h"

#include "leaders.h"
#include "state.h"

static void view_clear(struct view *view)
{
    for (int t = 0; t < MEMBERS_COUNT; t++)
        LANES {
            view->aim[t][lane] = -1;
            view->much[t][lane] = R(0);
        }
    LANES
        view->aim[FORUM][lane] = view->aim[HOME][lane] = 0;
    LANES
        view->held[lane] = view->missing[lane] = view->mandate[lane] = view->unclear[lane] = R(0);
    LANES {
        view->table[lane] = view->agreed[lane] = view->ratified[lane] = view->still[lane] = view->best[lane] = R(0);
        view->top_issue[lane] = view->stuck_issue[lane] = -1;
    }
}

static void view_issues(struct sim_pack *pack, int f, struct view *view)
{
    HERE(pack);
    real oldest[SIM_LANES], slot = R(1) / (real)w->slots;

    view_clear(view);
    LANES {
        view->top[lane] = now->common[f][lane];
        oldest[lane] = R(-1);
    }
    for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
        LANES {
            real stage = now->stage[k][lane], age = now->age[k][lane], place = now->place[k][lane],
                 still = now->still[k][lane];
            real waits = age + R(10000) * one_if(stage == R(1));
            bool older = (stage >= R(1)) & (stage <= R(2)) & (waits > oldest[lane]),
                 stiller = (stage >= R(1)) & (still > view->still[lane]);
            view->table[lane] += one_if(stage == R(1)) * slot;
            view->agreed[lane] += one_if(stage == R(2)) * slot;
            view->ratified[lane] += one_if(stage == R(3)) * slot;
            view->top[lane] = older ? place : view->top[lane];
            view->top_issue[lane] = older ? k : view->top_issue[lane];
            view->stuck_issue[lane] = stiller ? k : view->stuck_issue[lane];
            view->still[lane] = stiller ? still : view->still[lane];
            oldest[lane] = older ? waits : oldest[lane];
        }
    for (int r = 0; r < RESOURCES_COUNT; r++)
        LANES
            view->best[lane] = max(view->best[lane], now->service[r][lane]);
}

/** Take a member for a target where it stands out more than whoever was taken before. */
#define VIEW_TAKE(target, fits, amount)                                                                                \
    do {                                                                                                               \
        real amount_ = (amount), before_ = view->much[target][lane];                                                   \
        index32 who_ = view->aim[target][lane];                                                                        \
        bool more_ = (fits) & (amount_ > before_);                                                                     \
        view->aim[target][lane] = more_ ? s : who_;                                                                    \
        view->much[target][lane] = more_ ? amount_ : before_;                                                          \
    } while (0)

/** The members of a forum as its leaders see them. */
static void view_seats(struct sim_pack *pack, int f, struct view *view)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    int chair = w->leader_seat[f * LEADERS_A_FORUM] - forum->first_seat;

    for (int i = 0; i < forum->seats; i++) {
        int s = forum->first_seat + i;
        real other = i == chair ? R(0) : R(1);
        LANES {
            real filled = now->filled[s][lane], mandate = now->mandate[s][lane];
            real accuracy = leaders_accuracy(p->leaders_accuracy[lane], now->said[f][lane]),
                 converted = now->converted[s][lane];
            real off = min(R(1), distance(now->position[s][lane], view->top[lane]) / p->agenda_tolerance[lane]);
            real resists = leaders_see(R(0.6) * off + R(0.4) * (R(1) - now->commitment[s][lane]), accuracy,
                                       now->dice[2 * s][lane]);
            real weary = leaders_see(now->frustration[s][lane], accuracy, now->dice[2 * s + 1][lane]),
                 unclear = now->unclear[s][lane] * filled;
            real held = view->held[lane];
            bool here = filled > R(0), blocks = here & (other > R(0)) & (resists > view->much[BLOCKER][lane]);
            view->held[lane] = blocks ? mandate : held;
            VIEW_TAKE(BLOCKER, here & (other > R(0)), resists);
            VIEW_TAKE(WEAKEST, here, R(1.001) - mandate);
            VIEW_TAKE(EMPTY_SEAT, !here, R(1) - R(0.001) * (real)i);
            VIEW_TAKE(UNCLEAR, unclear > R(0), R(1) - R(0.001) * (real)i);
            VIEW_TAKE(WEARY, here, weary);
            VIEW_TAKE(CONVERT, here & (converted > R(0.02)), R(1) - converted);
            view->missing[lane] += (R(1) - filled) / (real)forum->seats;
            view->unclear[lane] += unclear / (real)forum->seats;
            view->mandate[lane] += filled * mandate;
        }
    }
    LANES
        view->mandate[lane] = view->mandate[lane] / max(R(1), now->members[f][lane]);
}

/** How much each act seems called for, 0..1 about; what is not possible is below any other. One row an act. */
static void view_urges(struct sim_pack *pack, int f, struct view *view)
{
    HERE(pack);
    real(*urge)[SIM_LANES] = view->urge;
    int r = w->forum[f].resource;
    const real none = R(-9);

    LANES {
        real table = view->table[lane], agreed = view->agreed[lane], ratified = view->ratified[lane];
        real busy = table + agreed + ratified, commitment = now->commitment_mean[f][lane],
             purpose = now->purpose[f][lane];
        real frustration = now->frustration_mean[f][lane], closed = R(1) - now->openness_mean[f][lane];
        real waits = min(R(1), now->stuck[f][lane] / p->leaders_stuck_months[lane]);
        real resists = view->much[BLOCKER][lane], held = view->held[lane];
        real best = view->best[lane], care = p->leaders_aftercare[lane], lost = view->much[CONVERT][lane],
             hopeless = R(1) - now->hope_mean[f][lane];
        real missing = view->missing[lane], unclear_share = view->unclear[lane], powerless = R(1) - view->mandate[lane];
        real old = min(R(1), view->still[lane] / p->agenda_stall_months[lane]);
        bool blocker = view->aim[BLOCKER][lane] >= 0, empty = view->aim[EMPTY_SEAT][lane] >= 0;
        bool unclear = view->aim[UNCLEAR][lane] >= 0, convert = view->aim[CONVERT][lane] >= 0,
             stuck = view->stuck_issue[lane] >= 0;
#define URGE(act, amount) urge[ACT_##act][lane] = amount;
#include "acts.def"
    }
}

/** Keep to what a study allows against blockers and to a duty to keep members (S6, S7, B6). */
static void view_forbids(struct sim_pack *pack, int f, struct view *view)
{
    HERE(pack);
    real(*urge)[SIM_LANES] = view->urge;
    static const struct {
        int act, tactic;
    } against[] = { { ACT_challenge, TACTIC_challenge }, { ACT_route_around, TACTIC_route_around },
                    { ACT_isolate, TACTIC_isolate },     { ACT_reseat, TACTIC_reseat },
                    { ACT_dismiss, TACTIC_dismiss },     { ACT_strip_away, TACTIC_any },
                    { ACT_persist, TACTIC_any } };

    for (int i = 0; i < (int)(sizeof against / sizeof against[0]); i++)
        LANES {
            real tactic = p->leaders_tactic[lane], seems = urge[against[i].act][lane];
            bool allowed = (tactic == R(TACTIC_any)) | (tactic == R(against[i].tactic));
            urge[against[i].act][lane] = allowed ? seems : R(-9);
        }
    if (w->forum[f].origin == ORIGIN_imposed) {
        LANES
            urge[ACT_dismiss][lane] = R(-9);
    }
}

/** Shy from what can backfire (2i). */
static void view_restrains(struct sim_pack *pack, struct view *view)
{
    HERE(pack);
    real(*urge)[SIM_LANES] = view->urge;

    for (int a = 0; a < ACTS_COUNT; a++)
        LANES
            urge[a][lane] = urge[a][lane] < R(0)
                                ? urge[a][lane]
                                : leaders_dare(urge[a][lane], p->acts_backlash[a][lane], p->leaders_bravery[lane]);
    LANES {
        view->challenge[lane] = view->urge[ACT_challenge][lane];
        view->persist[lane] = view->urge[ACT_persist][lane];
    }
}

SHARED void view_forum(struct sim_pack *pack, int f, struct view *view)
{
    view_issues(pack, f, view);
    view_seats(pack, f, view);
    view_urges(pack, f, view);
    view_forbids(pack, f, view);
    view_restrains(pack, view);
}
