/* ledger.c - what the months of a year add up to: who came, who gave, whose standing was unclear, which forums were in
 * trouble. Real collaborations can be compared by it. No other rule reads it. */
#include "ledger.h"

#include "membership.h"
#include "outcomes.h"

/** Months in a year, and without a quorate meeting before that counts as trouble. */
enum { YEAR = 12, HALF_A_YEAR = 6 };

/** Meetings that tell a seat's attendance from chance. */
enum { TOLD = 2 };

/** A forum is in visible trouble where it has not met for half a year, or comes to an end. */
static void forum_is_troubled(struct sim_pack *pack, int f)
{
    HERE(pack);
    LANES {
        bool alive = now->alive[f][lane] > R(0), idle = now->dormant[f][lane] >= R(HALF_A_YEAR);
        bool ended = (now->lived[f][lane] > R(0)) & !alive & (now->merged[f][lane] == R(0));
        now->trouble[f][lane] = max(now->trouble[f][lane], one_if((alive & idle) | ended));
        now->lived[f][lane] = now->alive[f][lane];
    }
}

/** Seats of a forum in a year, and how they came: `told` of them were called often enough to tell. */
struct year_of_seats {
    real told[SIM_LANES], total[SIM_LANES], squares[SIM_LANES], chance[SIM_LANES];
};

/** One seat's year is added, where it was called often enough, and the next begins. */
static void seat_year_closes(struct sim_pack *pack, int s, struct year_of_seats *restrict y)
{
    HERE(pack);
    LANES {
        real called = now->called_here[s][lane] - now->called_before[s][lane];
        real attended = now->attended_here[s][lane] - now->attended_before[s][lane];
        real told = one_if(called >= R(TOLD)), rate = attended / max(called, R(1));
        y->told[lane] += told;
        y->total[lane] += told * rate;
        y->squares[lane] += told * (rate * rate);
        y->chance[lane] += told * (rate * (R(1) - rate) / max(called - R(1), R(1)));
        now->seat_years_never[0][lane] += told * one_if(attended == R(0));
        now->seat_years_idle[0][lane] += told * one_if(now->gave[s][lane] == R(0));
        now->called_before[s][lane] = now->called_here[s][lane];
        now->attended_before[s][lane] = now->attended_here[s][lane];
        now->gave[s][lane] = R(0);
    }
}

/** How the seats of a forum came in the year that closes, and what they gave (P5, P11). */
static void attendance_closes(struct sim_pack *pack, int f)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[f];
    struct year_of_seats y = { { 0 }, { 0 }, { 0 }, { 0 } };

    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++)
        seat_year_closes(pack, s, &y);
    LANES {
        real told = y.told[lane], several = one_if(told >= R(2)), by = max(told, R(1));
        now->seat_years[0][lane] += told;
        now->rates_within[0][lane] += several * (y.squares[lane] - y.total[lane] * y.total[lane] / by);
        now->rates_chance[0][lane] += several * (y.chance[lane] * (told - R(1)) / by);
        now->rates_free[0][lane] += several * (told - R(1));
    }
}

/** Who is unclear about standing or purpose at the close of a year, leads and others (P15). */
static void clarity_closes(struct sim_pack *pack, int s)
{
    HERE(pack);
    real leads = one_if(s == w->forum[w->seat[s].forum].chair);

    LANES {
        real there = sits_there(now, w, s, lane);
        bool standing = membership_unclear(now->listed[s][lane], now->belongs[s][lane], now->sent[s][lane]) > R(0);
        real unclear = there * one_if(standing | (purpose_felt(now, w, s, lane) < p->fates_sense[lane]));
        now->lead_years[0][lane] += leads * there;
        now->lead_years_unclear[0][lane] += leads * unclear;
        now->other_years[0][lane] += (R(1) - leads) * there;
        now->other_years_unclear[0][lane] += (R(1) - leads) * unclear;
    }
}

static void year_closes(struct sim_pack *pack)
{
    HERE(pack);
    for (int f = 0; f < w->forums; f++) {
        attendance_closes(pack, f);
        LANES {
            real trouble = now->trouble[f][lane];
            now->forum_years[0][lane] += max(one_if(now->alive[f][lane] > R(0)), trouble);
            now->forum_years_troubled[0][lane] += trouble;
            now->trouble[f][lane] = R(0);
        }
    }
    for (int s = 0; s < w->seats; s++)
        clarity_closes(pack, s);
}

SHARED void ledger_takes_the_month(struct sim_pack *pack, const real *seats)
{
    HERE(pack);
    LANES
        now->seat_months[0][lane] += seats[lane];
    for (int s = 0; s < w->seats; s++)
        LANES
            now->contacted[w->seat[s].organisation][lane] += now->contacts[s][lane];
    for (int f = 0; f < w->forums; f++)
        forum_is_troubled(pack, f);
    if ((pack->month + 1) % YEAR == 0) {
        year_closes(pack);
    }
}

SHARED void forums_in_being(struct sim_pack *pack, real *alive, real *planning)
{
    HERE(pack);
    real begun[SIM_LANES];

    LANES
        begun[lane] = alive[lane] = planning[lane] = R(0);
    for (int f = 0; f < w->forums; f++) {
        real plan[SIM_LANES];
        LANES
            plan[lane] = R(0);
        for (int k = f * w->slots; k < (f + 1) * w->slots; k++)
            LANES {
                bool moves = now->still[k][lane] <= p->agenda_stall_months[lane];
                plan[lane] = max(plan[lane], one_if((now->stage[k][lane] >= R(2)) & moves));
            }
        LANES {
            real lived = one_if(now->life[f][lane] > R(0));
            begun[lane] += lived;
            alive[lane] += lived * now->first_life[f][lane];
            planning[lane] += plan[lane] * now->alive[f][lane];
        }
    }
    LANES {
        alive[lane] = alive[lane] / max(R(1), begun[lane]);
        planning[lane] = planning[lane] / max(R(1), begun[lane]);
    }
}

/** Attendance of each sector, and how far the best is above the worst (P6). */
static void finish_sectors(struct sim_pack *pack, double (*out)[SIM_LANES], int lane)
{
    HERE(pack);
    double(*attendance)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_SECTOR_attendance);
    double called[SECTORS_COUNT] = { 0 }, attended[SECTORS_COUNT] = { 0 }, best = 0, worst = 1;
    int count = 0;

    for (int s = 0; s < w->seats; s++) {
        int sector = w->organisation[w->seat[s].organisation].sector;
        called[sector] += now->called_here[s][lane];
        attended[sector] += now->attended_here[s][lane];
    }
    for (int i = 0; i < SECTORS_COUNT; i++) {
        double share = attendance[i][lane] = ratio(attended[i], called[i]);
        if (called[i] > 0) {
            best = share > best ? share : best;
            worst = share < worst ? share : worst;
            count++;
        }
    }
    out[OUTCOME_attendance_gap][lane] = count < 2 ? (double)NAN : best - worst;
}

/** Part of the variance of members' sense of purpose that lies between forums: Fisher's intraclass correlation (P14).
 */
static double purpose_between(const struct now *now, const struct world *w, int lane)
{
    double forums = 0, all = 0, sum = 0, sizes = 0, of_forums = 0, within = 0;

    for (int f = 0; f < w->forums; f++) {
        double n = 0, own = 0, squares = 0;
        for (int s = w->forum[f].first_seat; s < w->forum[f].first_seat + w->forum[f].seats; s++)
            if (sits_there(now, w, s, lane) > R(0)) {
                double felt = purpose_felt(now, w, s, lane);
                n += 1;
                own += felt;
                squares += felt * felt;
            }
        if (n > 0) {
            forums += 1;
            all += n;
            sum += own;
            sizes += n * n;
            of_forums += own * own / n;
            within += squares - own * own / n;
        }
    }
    if (forums < 2 || all <= forums) {
        return (double)NAN;
    }
    double size = (all - sizes / all) / (forums - 1);
    double between = (of_forums - sum * sum / all) / (forums - 1), inside = within / (all - forums);
    return ratio(between - inside, between + (size - 1) * inside);
}

SHARED void finish_ledger(struct sim_pack *pack, double (*out)[SIM_LANES], int lane)
{
    HERE(pack);
    double leads = now->lead_years[0][lane], leads_unclear = now->lead_years_unclear[0][lane];
    double others = now->other_years[0][lane], others_unclear = now->other_years_unclear[0][lane];
    double spread = ratio((double)now->rates_within[0][lane] - now->rates_chance[0][lane], now->rates_free[0][lane]);
    double changes = 0, life = 0;

    for (int f = 0; f < w->forums; f++) {
        changes += now->lead_changes[f][lane];
        life += now->life[f][lane];
    }
    out[OUTCOME_never_came][lane] = ratio(now->seat_years_never[0][lane], now->seat_years[0][lane]);
    out[OUTCOME_idle_members][lane] = ratio(now->seat_years_idle[0][lane], now->seat_years[0][lane]);
    out[OUTCOME_attendance_spread][lane] = sqrt(spread < 0 ? 0 : spread);
    out[OUTCOME_turnover][lane] = 12 * ratio(now->left[0][lane], now->seat_months[0][lane]);
    out[OUTCOME_lead_turnover][lane] = 12 * ratio(changes, life);
    out[OUTCOME_unclear][lane] = ratio(leads_unclear + others_unclear, leads + others);
    out[OUTCOME_unclear_gap][lane] = ratio(others_unclear, others) - ratio(leads_unclear, leads);
    out[OUTCOME_troubled][lane] = ratio(now->forum_years_troubled[0][lane], now->forum_years[0][lane]);
    out[OUTCOME_purpose_between][lane] = purpose_between(now, w, lane);
    finish_sectors(pack, out, lane);
}
