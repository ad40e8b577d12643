/* consequences.c - what follows from an act that is done: its effect where it worked, what its failure does, and what
 * either stirs in those who are touched or watch. */
#include "acts.h"

static void fails_offends(const struct deed *d)
{
    if (d->target >= 0) {
        hurt(d, d->target, d->backlash);
    } else {
        AT(interest, d->w->seat[d->own].organisation) *= R(1) - min(R(1), R(3) * d->backlash);
    }
}

static void fails_disappoints(const struct deed *d)
{
    FOR_MEMBERS(s) AT(hope, s) *= R(1) - d->backlash;
}

static void fails_inflames(const struct deed *d)
{
    FOR_MEMBERS(s) hurt(d, s, R(0.5) * d->backlash);
}

static void act_is_found_out(const struct deed *d)
{
    FOR_MEMBERS(s) lose_trust(d, s, R(3) * d->backlash);
}

/** What an act does to whom it touches, and to the others who watch (C6). */
static void act_stirs(const struct deed *d)
{
    FOR_MEMBERS(s) if (s != d->own)
    {
        hurt(d, s, d->backlash * (s == d->target ? R(1) : R(0.2)));
    }
}

/** A commissioner that is pushed by its own provider takes offence, whether it moves or not (I5). */
static void act_offends_commissioner(const struct deed *d)
{
    int own = d->w->seat[d->own].organisation, commissioner = d->w->organisation[own].commissioner;
    if (commissioner >= 0 && d->target >= 0 && d->w->seat[d->target].organisation == commissioner) {
        AT(offence, own) = toward_one(AT(offence, own), R(0.4));
    }
}

SHARED void deed_follows(const struct deed *d, bool worked, bool found)
{
    const struct act_row *row = &act_row[d->act];
    if (worked) {
        row->does(d);
        if (row->fails != EXPOSED) {
            act_stirs(d);
        }
    } else if (row->fails == OFFENDS) {
        fails_offends(d);
    } else if (row->fails == DISAPPOINTS) {
        fails_disappoints(d);
    } else if (row->fails == INFLAMES) {
        fails_inflames(d);
    }
    if (row->fails == EXPOSED && found) {
        act_is_found_out(d);
    }
    if (row->mode == DIRECTIVE) {
        act_offends_commissioner(d);
    }
}
