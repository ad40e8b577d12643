/* leaders.h - rules of those who act: what they see, which mode they choose, what an act costs and how often it works
 * (C, D, I). No rule gives a mode or a mix a value of its own (R1): an act changes what its function in acts.c says. */
#ifndef LEADERS_H
#define LEADERS_H

#include "state.h"

/** What a leader sees of a share: the truth with an error that shrinks to nothing at full accuracy (C10). u in (0, 1).
 */
RULE real leaders_see(real truth, real accuracy, real u)
{
    return truth + (R(1) - accuracy) * (u - R(0.5));
}

/** Part of a forum's acts that is the lead's by itself: all, half, or none. The rest falls to members, the lead among
 * them, as far as initiative is granted to each (D5, Table 1). */
RULE real leaders_own_part(real initiative)
{
    return initiative == R(INITIATIVE_heroic) ? R(1) : initiative == R(INITIATIVE_shared) ? R(0.5) : R(0);
}

/** How far initiative is granted to a member: by its partners, who give it influence, and by its home, which gives it a
 * mandate; and as far as its attention and energy reach (D1, D5, D6). */
RULE real leaders_granted(real influence, real mandate, real heeds, real vigour)
{
    return influence * (R(0.5) + R(0.5) * mandate) * heeds * vigour;
}

/** Where a leader wants an issue to be: on behalf of the own organisation, or of the forum (J4). */
RULE real leaders_wants(real loyalty, real own, real common)
{
    return loyalty * own + (R(1) - loyalty) * common;
}

/** Where a leader means to take an issue: between where it wants the issue on others' behalf and its own `cause`, the
 * nearer to its cause the more tenacious it is (I15, J4). */
RULE real leaders_aim(real wants, real tenacity, real cause)
{
    return wants + tenacity * (cause - wants);
}

/** How much an issue matters to a leader: by its size, by how near it lies to the leader's aim, and the longer it has
 * been in hand (I5, J4). */
RULE real leaders_matters(real extent, real far, real age)
{
    return extent * (R(1) - far) * (R(1) + age);
}

/** What a policy knows when it chooses a mode. */
struct leaders_outlook {
    real wanted;  /* share of directive acts that the leader means to have */
    real acted;   /* mode of the last act: 1 facilitative, 2 directive, 3 both */
    bool in_vain; /* the last act answered this same obstacle, and failed */
    real still;   /* standstill as seen, against the one that counts as stuck */
    real worth_directive, worth_facilitative;
};

/** Chance of the directive mode by what both seem worth: in proportion, and a half where neither is worth anything. */
RULE real leaders_prefer(real directive, real facilitative)
{
    real sum = directive + facilitative;
    return sum > R(0) ? directive / (sum > R(0) ? sum : R(1)) : R(0.5);
}

/** Chance that an answer is directive, by policy (C12, C13). `month` counts from the first. A leader who switches turns
 * to the other mode where its last answer to this very obstacle failed. */
RULE real leaders_chance_directive(real policy, struct leaders_outlook o, int month)
{
    real turned = o.acted == R(1) ? R(1) : o.acted == R(2) ? R(0) : o.wanted;
    real chance = o.wanted;
    chance = policy == R(POLICY_alternating) ? one_if(o.acted == R(1)) : chance;
    chance = policy == R(POLICY_switching) && o.in_vain ? turned : chance;
    chance = policy == R(POLICY_facilitative_until_stuck) ? one_if(max(R(0), o.still) > R(1)) : chance;
    chance = policy == R(POLICY_directive_first) ? one_if(month < 12) : chance;
    chance = policy == R(POLICY_learning) ? leaders_prefer(o.worth_directive, o.worth_facilitative) : chance;
    return chance;
}

/** Odds and effect that energy leaves to an act: whole ones down to a half, then less and less (I1). */
RULE real leaders_vigour(real energy)
{
    return min(R(1), energy / R(0.5));
}

/** Odds that an act does what it is meant to: its own, by skill, by a true aim, by the trust in the leader of whom it
 * touches, by energy, and by what else must open to it (A18, C10, C11, D1). At a trust of 0.5 trust changes nothing. */
RULE real leaders_odds(real chance, real skill, real accuracy, real credit, real trust, real vigour, real gate)
{
    return clamp01(chance * (R(0.5) + R(0.5) * skill) * (R(0.5) + R(0.5) * accuracy) *
                   (R(1) + credit * (trust - R(0.5))) * vigour * gate);
}

/** Chance of being found out: less where people trust, more where order makes agendas plain (C7, F10). */
RULE real leaders_found_out(real trust, real formality)
{
    return R(0.5) * (R(1) - R(0.5) * trust) * (R(0.5) + R(0.5) * formality);
}

/** Months of standstill at which a leader who watches loses patience: half of those after which an issue counts as
 * stalled (C13). */
RULE real leaders_patience(real stall_months)
{
    return R(0.5) * stall_months;
}

/** Energy that an act takes, and unease where it pushes others (I2, I12, C15). */
RULE real leaders_price(real energy, real pushes, real unease)
{
    return energy * (R(1) + pushes * unease);
}

/** Size of what a successful act does: half of it at no skill, less without energy. */
RULE real leaders_strength(real effect, real skill, real vigour)
{
    return effect * (R(0.5) + R(0.5) * skill) * vigour;
}

/** Factor of an act's odds by its size. What is done by degrees comes about at any size above 0: the size is how much
 * it does. What is done wholly or not at all comes about as often as its size says. */
RULE real leaders_comes_about(real size, bool whole)
{
    return whole ? min(R(1), size) : one_if(size > R(0));
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
RULE real leaders_learn(real worth, real tried, real seemed, real learning)
{
    return worth + learning * tried * (seemed - worth);
}

#endif
