/* issues.c - what leaders do to issues: lower a member's resistance (I15), move an issue, put one up, or cut a need of
 * it at a loss (I8). */
#include "issues.h"

#include "agenda.h"
#include "means.h"
#include "slots.h"

SHARED void need_is_cut(const struct deed *d, int number)
{
    int k = d->issue;
    real lost = *need_of(d, number);

    for (int other = 1; other <= 3; other++) {
        real field = *need_of(d, other);
        if (field != lost && holder_of(d->now, d->w, d->f, (int)field, d->lane) >= 0) {
            *need_of(d, number) = field;
            AT(extent, k) *= R(0.5);
            AT(cut, 0) += R(1);
            AT(tries, k) = AT(refused, k) = R(0);
            AT(lacks, k) = AT(lacks, k) == (real)number ? R(0) : AT(lacks, k);
            return;
        }
    }
}

SHARED void issue_is_moved(const struct deed *d, real place)
{
    int k = d->issue;
    FOR_MEMBERS(s)
    {
        real further = distance(AT(position, s), place) - distance(AT(position, s), AT(place, k));
        if (further > MILLIONTH) {
            STANCE(held, s) = R(0);
            STANCE(resistance, s) = R(1);
            against_will(d, s, further);
        }
    }
    AT(place, k) = place;
    if (AT(stage, k) == R(2)) {
        AT(moved_back, 0) += R(1) + AT(progress, k);
        AT(stage, k) = R(1);
        AT(progress, k) = R(0);
    }
}

SHARED real resistance_falls(const struct deed *d, int s)
{
    real falls = min(min(R(1), d->strength), STANCE(resistance, s));
    STANCE(resistance, s) -= falls;
    if (falls > R(0) && !(STANCE(resistance, s) > R(0))) {
        STANCE(held, s) = R(1);
        AT(won_over, 0) += R(1);
    }
    return falls;
}

SHARED int issue_is_put_up(const struct deed *d, real place)
{
    int k = slot_empty(d->now, d->w, d->f, d->lane), r = d->w->forum[d->f].resource;
    int own = d->w->organisation[organisation_of(d, d->own)].resource;
    int second = own == r ? (r + 1) % RESOURCES_COUNT : own, third = (second + 1) % RESOURCES_COUNT;
    bool directive = d->act == ACT_put_up;

    slot_clear(d->now, d->w, k, d->lane);
    AT(stage, k) = AT(by_participant, k) = R(1);
    AT(place, k) = AT(wanted, k) = place;
    AT(extent, k) = d->strength * agenda_attempts(PARAM(agenda_size), PARAM(agenda_ladder), AT(rung, d->f));
    AT(needs_first, k) = (real)r;
    AT(needs_second, k) = (real)second;
    AT(needs_third, k) = (real)(third == r ? (third + 1) % RESOURCES_COUNT : third);
    AT(raised, 0) += R(1);
    AT(moved, 0) += R(1);
    AT(moved_participant, 0) += R(1);
    AT(moved_facilitative, 0) += one_if(!directive);
    AT(moved_directive, 0) += one_if(directive);
    return k;
}
