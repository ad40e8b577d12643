/* leaders.h - rules of those who act: what they see, in which mode they act, what an act costs and how often it works
 * (C, I). Nothing here gives a mode or a mix a value of its own (rule R1): an act changes what its function in acts.c
 * says. */
#ifndef LEADERS_H
#define LEADERS_H

#include "state.h"

/** What a leader sees of a share: the truth with an error that shrinks to nothing at full accuracy (C10). u in (0, 1).
 */
RULE real leaders_see(real truth, real accuracy, real u)
{
    return truth + (R(1) - accuracy) * (u - R(0.5)) * R(1.2);
}

/** How truly members are seen where part of what is hard has been `said` openly (G19). */
RULE real leaders_accuracy(real accuracy, real said)
{
    return accuracy + (R(1) - accuracy) * said;
}

/** Mode of a leader who watches, with hysteresis: turns directive at standstill, turns back at conflict or movement
 * (C13). */
RULE real leaders_switch(real directive, real still, real stuck, real conflict, real relent)
{
    real enough = directive > R(0.5) ? R(0.5) * stuck : stuck;
    return one_if((still > enough) & (conflict < relent));
}

/** What a policy knows when it chooses a mode. */
struct leaders_outlook {
    real wanted;       /* share of directive acts that the leader means to have */
    real directive;    /* mode in which a watching leader is: 1 directive */
    real acted;        /* mode of the last act */
    real still, stuck; /* standstill as seen; standstill that counts as stuck; months */
    real worth_directive, worth_facilitative;
};

/** Chance that the next act is directive, by policy (C12, C13). `month` counts from the first. */
RULE real leaders_chance_directive(real policy, struct leaders_outlook o, int month)
{
    real switching = o.directive > R(0.5) ? R(0.5) + R(0.5) * o.wanted : R(0.5) * o.wanted;
    real learning = sigmoid(R(8) * (o.worth_directive - o.worth_facilitative));
    real chance = o.wanted;
    chance = policy == R(POLICY_alternating) ? one_if(o.acted == R(1)) : chance;
    chance = policy == R(POLICY_switching) ? switching : chance;
    chance = policy == R(POLICY_facilitative_until_stuck) ? one_if(o.still > o.stuck) : chance;
    chance = policy == R(POLICY_directive_first) ? one_if(month < 12) : chance;
    chance = policy == R(POLICY_learning) ? learning : chance;
    return chance;
}

/** How many acts a month the leader in place `rank` has of the forum's: one leads, mostly one, or each as far as others
 * grant it influence (`granted`: its share of the three leaders'; D1, D5). */
RULE real leaders_budget(real initiative, int rank, real granted, real acts)
{
    real shared = (real)(rank == 0) * R(0.6) + (real)(rank == 1) * R(0.25) + (real)(rank > 1) * R(0.15);
    real part = initiative == R(INITIATIVE_heroic)   ? one_if(rank == 0)
                : initiative == R(INITIATIVE_shared) ? shared
                                                     : granted;
    return acts * part;
}

/** Part of its acts that energy lets a leader do: all of them down to 0.4, then less and less, until collapse (I1). */
RULE real leaders_vigour(real energy)
{
    return energy > R(0.05) ? min(R(1), energy / R(0.4)) : R(0);
}

/** How much an act that can backfire is shied from: wholly at a backlash of a half and no bravery, not at all by the
 * brave (2i). */
RULE real leaders_dare(real urge, real backlash, real bravery)
{
    return urge * (R(1) - R(2) * min(R(0.5), backlash) * (R(1) - bravery));
}

/** Energy that an act takes: its price, and unease where it pushes others (I2, I12, C15). */
RULE real leaders_price(real energy, real unease_of_act, real unease)
{
    return energy * (R(1) + unease_of_act * unease);
}

/** What an act stirs: less where trust and a common purpose make it legitimate (C11). */
RULE real leaders_stirs(real backlash, real trust, real purpose)
{
    return min(R(1), backlash * (R(1.5) - R(0.5) * (trust + purpose)));
}

/** Chance that an act does what it is meant to: its own, by skill, by how well it is aimed, by the ground prepared
 * (A18, C10, 2d). */
RULE real leaders_success(real chance, real skill, real accuracy, real prepared)
{
    return clamp01(chance * (R(0.4) + R(0.8) * skill) * (R(0.6) + R(0.5) * accuracy) * (R(0.9) + R(0.3) * prepared));
}

/** Chance of being found out: less where people trust, more where order makes agendas plain (C7, F10). */
RULE real leaders_found_out(real detection, real trust, real formality)
{
    return clamp01(detection * (R(1.3) - trust) * (R(0.7) + R(0.6) * formality));
}

/** Size of what a successful act does: half of it at no skill. */
RULE real leaders_strength(real effect, real skill)
{
    return effect * (R(0.5) + R(0.5) * skill);
}

/** Where a leader wants an issue to be: on behalf of the own organisation, or of the forum (J4). */
RULE real leaders_wants(real loyalty, real own, real common)
{
    return loyalty * own + (R(1) - loyalty) * common;
}

/** Where a leader means to take things: from where it is wanted on others' behalf to the place that the leader itself
 * champions, as far as it is tenacious (I15, J4). */
RULE real leaders_aim(real wants, real tenacity, real cause)
{
    return wants + tenacity * (cause - wants);
}

/** A quality of one leader: that of all, and `u` in (0, 1) says where in the spread. */
RULE real leaders_differ(real of_all, real spread, real u)
{
    return clamp01(of_all + spread * (u - R(0.5)));
}

/** A place after a month of holding on: back to what is held by `part`. A leader goes back to its cause as far as it is
 * tenacious, and the cause follows the leader as far as it is not (I15). */
RULE real leaders_hold(real place, real held, real part)
{
    return place + part * (held - place);
}

/** Seeming worth of a mode after it was tried (a running mean). */
RULE real leaders_learn(real worth, real tried, real seemed)
{
    return worth + R(0.1) * tried * (seemed - worth);
}

#endif
