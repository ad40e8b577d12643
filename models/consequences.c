/* consequences.c - what follows from an act: its effect where it worked; a try used up where a partner was sought in
 * vain (A4); and the trust that a covert act costs when it is found out (C7). */
#include "acts.h"
#include "issues.h"

/** After some searches in vain the issue has to do without the partner (A4). */
static void partner_is_not_found(const struct deed *d)
{
    AT(tries, d->issue) += R(1);
    if (AT(tries, d->issue) >= PARAM(agenda_tries)) {
        need_is_cut(d, (int)AT(lacks, d->issue));
    }
}

static void act_is_found_out(const struct deed *d)
{
    FOR_MEMBERS(s) distrust(d, s, PARAM(leaders_credit_price));
}

SHARED void deed_follows(const struct deed *d, bool worked, bool found)
{
    const struct act_row *row = &act_row[d->act];
    if (worked) {
        row->does(d);
    } else if (row->obstacle == OBSTACLE_missing_partner) {
        partner_is_not_found(d);
    }
    if (row->exposure == COVERT && found) {
        act_is_found_out(d);
    }
}
