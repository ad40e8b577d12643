/* leaders.h - rules of those who act: what they see, in which mode they act, what an act is worth trying (C, I).
 * Nothing here gives a mode or a mix a value of its own (rule R1): an act changes what its row in acts.def says. */
#ifndef LEADERS_H
#define LEADERS_H

#include "state.h"

/** What a leader sees of a share: the truth with an error that shrinks to nothing at full accuracy (C10). u in (0, 1). */
RULE real leaders_see(real truth, real accuracy, real u)
{
    return truth + (R(1) - accuracy) * (u - R(0.5)) * R(1.2);
}

/** Mode of a leader who watches, with hysteresis: turns directive at standstill, turns back at conflict or movement (C13). */
RULE real leaders_switch(real directive, real still, real stuck, real conflict, real relent)
{
    bool turns = still > stuck && conflict < relent;
    bool stays = conflict < relent && still > R(0.5) * stuck;
    return when(directive > R(0.5) ? stays : turns);
}

/** Chance that the next act is directive, by policy. `month` counts from the first. */
RULE real leaders_chance_directive(real policy, real share_wanted, real directive, real acted, real still,
                                            real stuck, real worth_directive, real worth_facilitative, int month)
{
    real switching = directive > R(0.5) ? R(0.5) + R(0.5) * share_wanted : R(0.5) * share_wanted;
    real alternating = when(acted == R(1));
    real until_stuck = when(still > stuck);
    real first = when(month < 12);
    real learning = rising(R(8) * (worth_directive - worth_facilitative));
    real chance = share_wanted;
    chance = policy == R(POLICY_ALTERNATING) ? alternating : chance;
    chance = policy == R(POLICY_SWITCHING) ? switching : chance;
    chance = policy == R(POLICY_UNTIL_STUCK) ? until_stuck : chance;
    chance = policy == R(POLICY_DIRECTIVE_FIRST) ? first : chance;
    chance = policy == R(POLICY_LEARNING) ? learning : chance;
    return chance;
}

/** How many acts a month the leader in place `rank` has of the forum's: one leads, mostly one, or all alike (D5). */
RULE real leaders_budget(real initiative, int rank, real acts)
{
    real shared = rank == 0 ? R(0.6) : rank == 1 ? R(0.25) : R(0.15);
    real alike = R(1) / LEADERS_A_FORUM;
    real part = initiative == R(INITIATIVE_HEROIC) ? when(rank == 0) : initiative == R(INITIATIVE_SHARED) ? shared : alike;
    return acts * part;
}

/** Energy that an act takes: its price, and unease where it is directive (I2, I12, C15). */
RULE real leaders_price(real energy, real directive, real unease)
{
    return energy * (R(1) + directive * unease);
}

/** Chance that an act does what it is meant to: its own, by skill and by how well it is aimed (A18, C10). */
RULE real leaders_success(real chance, real skill, real accuracy)
{
    return share(chance * (R(0.4) + R(0.8) * skill) * (R(0.6) + R(0.5) * accuracy));
}

/** Chance of being found out: less where people trust, more where order makes agendas plain (C7, F10). */
RULE real leaders_found_out(real detection, real trust, real formality)
{
    return share(detection * (R(1.3) - trust) * (R(0.7) + R(0.6) * formality));
}

/** Seeming worth of a mode after it was tried (a running mean). */
RULE real leaders_learn(real worth, real tried, real seemed)
{
    return worth + R(0.1) * tried * (seemed - worth);
}

#endif
