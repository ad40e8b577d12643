/* acts.h - one leader's answer to what holds up an issue, in one lane: what the leader knows, and the words in which
 * acts and their consequences are written. */
#ifndef ACTS_H
#define ACTS_H

#include "state.h"

/** What one leader does about one issue in a month; `obstacle`, `act` and `target` are found one after the other. */
struct deed {
    const struct sim_pack *pack;
    struct now *now;
    const struct world *w;
    const struct collab_params *p;
    int lane;
    int f, leader, own;       /* forum; number of its place of action; seat of whoever acts there */
    int issue, obstacle, act; /* the issue looked at, what holds it up, the answer; -1 none */
    int target;               /* seat that the act is aimed at, or -1 */
    real aim;                 /* where the leader wants the issue to be (I15, J4) */
    real strength;            /* size of what the act does */
    bool meets;               /* an act of this month has taken an item of the meeting */
};

/** A state variable in the deed's lane; a parameter; the stance of a seat on the issue; is a mechanism on? */
#define AT(name, row)    (d->now->name[row][d->lane])
#define PARAM(name)      (d->p->name[d->lane])
#define STANCE(name, s)  AT(name, stance_of(d->w, s, d->issue))
#define WORKS(mechanism) (!sim_left_out(d->pack, MECHANISM_##mechanism))
#define FOR_SEATS(s)                                                                                                   \
    for (int s = d->w->forum[d->f].first_seat; s < d->w->forum[d->f].first_seat + d->w->forum[d->f].seats; s++)
#define FOR_MEMBERS(s) FOR_SEATS(s) if (AT(filled, s) > R(0))
#define FOR_OTHERS(s)  FOR_SEATS(s) if (s != d->own && AT(filled, s) > R(0))

/** Trust of a seat of the forum in another. */
static inline int tie_between(const struct deed *d, int from, int to)
{
    const struct world_forum *forum = &d->w->forum[d->f];
    return tie_of(forum, from - forum->first_seat, to - forum->first_seat);
}

static inline int organisation_of(const struct deed *d, int s)
{
    return d->w->seat[s].organisation;
}

/** Does a seat belong to whoever pays the leader's organisation by contract? */
static inline bool is_commissioner(const struct deed *d, int s)
{
    return organisation_of(d, s) == d->w->organisation[organisation_of(d, d->own)].commissioner;
}

/** Does an organisation give some of field `q`? */
static inline bool gives_of(const struct deed *d, int s, int q)
{
    const struct world_organisation *o = &d->w->organisation[organisation_of(d, s)];
    return o->resource == q || o->second == q;
}

/** Field of one of the three needs of the issue, 1 to 3. */
static inline real *need_of(const struct deed *d, int number)
{
    real(*row)[SIM_LANES] = number == 1   ? d->now->needs_first
                            : number == 2 ? d->now->needs_second
                                          : d->now->needs_third;
    return &row[d->issue][d->lane];
}

static inline void distrust(const struct deed *d, int s, real part)
{
    if (WORKS(trust_loss_from_acts) && s != d->own) {
        AT(trust, tie_between(d, s, d->own)) *= R(1) - min(R(1), part);
    }
}

static inline void hurt(const struct deed *d, int s, real pain)
{
    if (WORKS(conflict_from_acts)) {
        AT(conflict, s) = toward_one(AT(conflict, s), pain);
    }
}

/** Whoever moves a member against its will by a way of `far` pays for it in trust, whichever act it was (D1, C6). A
 * commissioner that is moved by its own provider takes offence as well (I5). */
static inline void against_will(const struct deed *d, int s, real far)
{
    int own = organisation_of(d, d->own);
    if (s != d->own && far > R(0)) {
        distrust(d, s, PARAM(leaders_credit_price) * far);
        hurt(d, s, PARAM(people_conflict_gain) * far);
        if (is_commissioner(d, s)) {
            AT(offence, own) = toward_one(AT(offence, own), far);
        }
    }
}

/** A row of acts.def. */
struct act_row {
    enum act_mode mode;
    enum obstacle obstacle;
    enum act_scope scope;
    enum act_exposure exposure;
    bool whole; /* done wholly or not at all */
    void (*does)(const struct deed *d);
};
static const struct act_row act_row[ACTS_COUNT];

/** The obstacle that each act answers, close together so that a search is one look. */
static const unsigned char act_obstacle[ACTS_COUNT] = {
#define ACT(name, mode, obstacle, ...) OBSTACLE_##obstacle,
#include "acts.def"
};

/** An act has worked or not, and was found out or not: let it have its consequences. */
SHARED void deed_follows(const struct deed *d, bool worked, bool found);

#endif
