/* networks.c - the network of organisations at the end of a run, by the contacts of their people in all forums (A8,
 * S51). */
#include "networks.h"

#include "outcomes.h"

/** The network in all lanes, one organisation after another; rows are real [organisation][lane], in the scratch of the
 * pack. */
struct network {
    real (*there)[SIM_LANES];  /* 1: it is in the network */
    real (*degree)[SIM_LANES]; /* organisations that it is tied with */
    real (*met)[SIM_LANES];    /* 1: in contact within the year with the one that is looked at */
    real (*often)[SIM_LANES];  /* share of months in contact with it, added over the forums that both sit in */
};

/** Whom the organisation of seat `s` is in contact with in the forum of that seat. */
static void contacts_are_added(struct sim_pack *pack, int s, const struct network *n)
{
    HERE(pack);
    const struct world_forum *forum = &w->forum[w->seat[s].forum];
    int own = s - forum->first_seat;

    for (int i = 0; i < forum->seats; i++) {
        int other = forum->first_seat + i, o = w->seat[other].organisation;
        int tie = i < own ? tie_of(forum, i, own) : tie_of(forum, own, i);
        LANES {
            real both = sits_there(now, w, s, lane) * sits_there(now, w, other, lane);
            real met = i == own ? R(0) : both * one_if(now->since[tie][lane] < R(12));
            n->met[o][lane] = max(n->met[o][lane], met);
            n->often[o][lane] += met * now->often[tie][lane];
        }
    }
}

/** With whom an organisation is in contact, and in how many forums it sits. */
static void organisation_is_looked_at(struct sim_pack *pack, int o, const struct network *n)
{
    HERE(pack);
    for (int other = 0; other < w->organisations; other++)
        LANES
            n->met[other][lane] = n->often[other][lane] = R(0);
    LANES
        n->there[o][lane] = n->degree[o][lane] = R(0);
    for (int s = 0; s < w->seats; s++)
        if (w->seat[s].organisation == o) {
            contacts_are_added(pack, s, n);
            LANES
                n->there[o][lane] = max(n->there[o][lane], sits_there(now, w, s, lane));
        }
}

/** Draw the network. Of pairs in contact, count those that meet in at least half of the months (P13). */
static void network_is_drawn(struct sim_pack *pack, double (*out)[SIM_LANES], const struct network *n)
{
    HERE(pack);
    real pairs[SIM_LANES] = { 0 }, monthly[SIM_LANES] = { 0 };

    for (int o = 0; o < w->organisations; o++) {
        organisation_is_looked_at(pack, o, n);
        for (int other = 0; other < w->organisations; other++) {
            real first = one_if(other > o);
            LANES {
                real often = n->often[other][lane];
                n->degree[o][lane] += one_if(often > p->fates_contact[lane]);
                pairs[lane] += first * n->met[other][lane];
                monthly[lane] += first * n->met[other][lane] * one_if(often >= R(0.5));
            }
        }
    }
    for (int lane = 0; lane < SIM_LANES; lane++)
        out[OUTCOME_monthly_contact][lane] = ratio(monthly[lane], pairs[lane]);
}

/** Density, and Freeman's degree centralisation: how far all ties are those of one (P18). */
static void finish_shape(const struct world *w, double (*out)[SIM_LANES], const struct network *n, int lane)
{
    double all = 0, degrees = 0, most = 0, apart = 0;

    for (int o = 0; o < w->organisations; o++) {
        double degree = n->degree[o][lane];
        all += n->there[o][lane];
        degrees += degree;
        most = degree > most ? degree : most;
    }
    for (int o = 0; o < w->organisations; o++)
        apart += n->there[o][lane] > R(0) ? most - n->degree[o][lane] : 0;
    out[OUTCOME_density][lane] = ratio(degrees, all * (all - 1));
    out[OUTCOME_centralisation][lane] = ratio(apart, (all - 1) * (all > 2 ? all - 2 : 0));
}

/** Share of influence that the seats of each organisation have in their forums, added up. */
static void finish_influence(const struct now *now, const struct world *w, double (*influence)[SIM_LANES], int lane)
{
    for (int o = 0; o < w->organisations; o++)
        influence[o][lane] = 0;
    for (int f = 0; f < w->forums; f++) {
        double all = 0;
        int end = w->forum[f].first_seat + w->forum[f].seats;
        for (int s = w->forum[f].first_seat; s < end; s++)
            all += (double)sits_there(now, w, s, lane) * now->influence[s][lane];
        for (int s = w->forum[f].first_seat; s < end; s++)
            influence[w->seat[s].organisation][lane] +=
                all > 0 ? (double)sits_there(now, w, s, lane) * now->influence[s][lane] / all : 0;
    }
}

/** Correlation over the organisations of the network of their influence with their contacts or, without, with their
 * staff. */
static double network_correlates(const struct world *w, double (*contacts)[SIM_LANES], double (*influence)[SIM_LANES],
                                 const struct network *n, int lane)
{
    double all = 0, mean_x = 0, mean_y = 0, cov = 0, vx = 0, vy = 0;

#define OTHER(o) (contacts == NULL ? (real)w->organisation[o].part : contacts[o][lane])
    for (int o = 0; o < w->organisations; o++)
        if (n->there[o][lane] > R(0)) {
            all += 1;
            mean_x += OTHER(o);
            mean_y += influence[o][lane];
        }
    mean_x /= all > 0 ? all : 1;
    mean_y /= all > 0 ? all : 1;
    for (int o = 0; o < w->organisations; o++)
        if (n->there[o][lane] > R(0)) {
            double dx = OTHER(o) - mean_x, dy = influence[o][lane] - mean_y;
            cov += dx * dy;
            vx += dx * dx;
            vy += dy * dy;
        }
#undef OTHER
    return all < 3 || !(vx * vy > 0) ? (double)NAN : cov / sqrt(vx * vy);
}

SHARED void finish_networks(struct sim_pack *pack, double (*out)[SIM_LANES])
{
    HERE(pack);
    real(*rows)[SIM_LANES] = now->dice;
    struct network n = { rows, rows + w->organisations, rows + 2 * w->organisations, rows + 3 * w->organisations };
    double(*contacts)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_ORGANISATION_contacts);
    double(*influence)[SIM_LANES] = outcome_of(pack, OUTCOME_OF_ORGANISATION_influence);

    network_is_drawn(pack, out, &n);
    for (int lane = 0; lane < SIM_LANES; lane++) {
        finish_shape(w, out, &n, lane);
        finish_influence(now, w, influence, lane);
        for (int o = 0; o < w->organisations; o++)
            contacts[o][lane] = ratio(now->contacted[o][lane], pack->months);
        out[OUTCOME_influence_by_contact][lane] = network_correlates(w, contacts, influence, &n, lane);
        out[OUTCOME_influence_by_staff][lane] = network_correlates(w, NULL, influence, &n, lane);
    }
}
