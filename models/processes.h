/* processes.h - rules of how partners meet and talk. A process settles who hears what, and when; never what people want. */
#ifndef PROCESSES_H
#define PROCESSES_H

#include "../sim/lanes.h"

/** Part that a member with `time` can take: half of it at `seat_time`, all of it with endless time. Both in FTE. */
RULE real processes_part(real time, real seat_time)
{
    return time / (time + seat_time);
}

/** Chance that a member comes to a meeting (C3, A13). */
RULE real processes_attendance(real attendance, real part, real commitment)
{
    return share(attendance * (R(0.35) + R(0.65) * part) * (R(0.5) + R(0.5) * commitment) * R(1.25));
}

/** Chance that two members talk outside meetings; openness of both opens it (S39, H12). */
RULE real processes_informal(real informal, real openness, real other)
{
    return informal * R(0.5) * (openness + other);
}

/** Slowing of what a group decides by its size: none up to twelve members, `cost` of the speed at twice that (S28). */
RULE real processes_crowding(real members, real cost)
{
    real beyond = most(R(0), members / R(12) - R(1));
    return R(1) / (R(1) + beyond * cost / (R(1) - least(cost, R(0.99))));
}

#endif
