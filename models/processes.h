/* processes.h - rules of how partners meet and talk (B3). A process settles who hears what, and when; never what people
 * want. */
#ifndef PROCESSES_H
#define PROCESSES_H

#include "../sim/lanes.h"

/** Part that a member with `time` can take: half of it at `seat_time`, all of it with endless time. Both in FTE. */
RULE real processes_part(real time, real seat_time)
{
    return time / (time + seat_time);
}

/** Chance that somebody who is asked comes to a meeting: who has neither time nor commitment stays away, a guest in its
 * own view comes half as often as a member, and who has other seats less (C3, A12, A13, S55). */
RULE real processes_attendance(real attendance, real part, real commitment, real belongs, real heeds)
{
    real kept_away = (R(1) - part) * (R(1) - commitment);
    return attendance * (R(1) - kept_away) * (R(0.5) + R(0.5) * belongs) * heeds;
}

/** Chance that a due meeting is called off: none at the normal pressure, `called_off` at twice that. */
RULE real processes_skips(real pressure, real called_off)
{
    return clamp01(called_off * max(R(0), pressure - R(1)));
}

/** How easily somebody is reached outside meetings: more where it is open and free to act, and where contacts turn to
 * it. A bias of 1 turns them all to the centre, -1 to the edge (S39, H12, F8). */
RULE real processes_reached(real openness, real flexibility, real influence, real bias)
{
    real prominence = influence / (R(1) + influence);
    return openness * (R(0.5) + flexibility) * (R(1) + bias * (R(2) * prominence - R(1)));
}

/** Chance that two members talk outside meetings, from how easily each is reached and how strange they are to each
 * other (S39, F11). */
RULE real processes_informal(real informal, real reached, real other, real strange)
{
    return clamp01(informal * R(0.5) * (reached + other) * (R(1) - R(0.5) * strange));
}

/** Speed that a group's size leaves to its deciding: all of it up to twelve members; with twice as many it takes `cost`
 * times longer (S28). */
RULE real processes_crowding(real members, real cost)
{
    real beyond = max(R(0), members / R(12) - R(1));
    return R(1) / (R(1) + beyond * cost);
}

/** Trust of one who has shared a frustration in another: as much as both feel it (G18). */
RULE real processes_fellows(real trust, real frustration, real other, real part, real ceiling)
{
    return trust + R(0.5) * part * min(frustration, other) * max(R(0), ceiling - trust);
}

/** How much has been said openly after a month: half of it is forgotten, and it is said again (G19). */
RULE real processes_said(real said, real airs)
{
    real kept = R(0.5) * said;
    return flush_to_zero(kept + R(0.5) * airs * (R(1) - kept));
}

/** Chance that airing helps: trust makes it (G18, G19). */
RULE real processes_airing_helps(real trust)
{
    return R(0.5) + R(0.5) * trust;
}

#endif
