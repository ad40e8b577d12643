/* organisations.h - rules of the home organisation: what time it can spare for joint work, and how much its manager
 * cares (G1 .. G12, 1e). */
#ifndef ORGANISATIONS_H
#define ORGANISATIONS_H

#include "../sim/lanes.h"

/** Part of the day's productivity that pressure leaves: 1 up to the normal load, `overload` less at twice the load, and
 * at most twice that less. The falling limb of the stress-performance curve of Rudolph & Repenning (2002). */
RULE real organisations_productivity(real pressure, real overload)
{
    real excess = max(R(0), pressure - R(1));
    return max(R(0), R(1) - R(2) * overload * excess / (R(1) + excess));
}

/** Part of joint time that the day job leaves: pressure above normal pulls people back to it (G2, G17). */
RULE real organisations_slack(real pressure, real pull, real reorganising)
{
    real left = R(1) / (R(1) + pull * max(R(0), pressure - R(1)));
    return reorganising > R(0) ? R(0.5) * left : left;
}

/** A line manager's interest after a month: it follows what the manager is like, less pressure and less what its people
 * belong elsewhere, plus visible success (G18, G21, G9). */
RULE real organisations_interest(real interest, real nature, real strain, real belonging, real success, real memory)
{
    real target = clamp01(nature - strain - belonging + R(0.5) * success);
    return interest + memory * (target - interest);
}

/** What pressure takes from a manager's interest: half of `pull` at the most. */
RULE real organisations_strain(real pressure, real pull)
{
    real excess = max(R(0), pressure - R(1));
    return R(0.5) * pull * excess / (R(1) + excess);
}

/** How much of its weight a seat keeps as it fades from the mind in the day job (A13, G17). */
RULE real organisations_minded(real salience)
{
    return R(0.5) + R(0.5) * salience;
}

/** Part of a seat's joint time that is left for work when the same organisation has `seats` of them (A12, S25). */
RULE real organisations_after_overhead(real seats, real overhead)
{
    return clamp01(R(1) - overhead * max(R(0), seats - R(1)));
}

/** Money of a provider with its contract in force (1) or not (0), share of what it had (1e). */
RULE real organisations_contracted(real contract, real contract_share)
{
    return R(1) - (R(1) - contract) * contract_share;
}

/** Chance that a contract is renewed: less as far as the commissioner has taken offence (I5). */
RULE real organisations_renewal(real renewal, real offence)
{
    return renewal * (R(1) - offence);
}

/** Part of a person's time that is held back under the excuse of no capacity, by who disagrees and is not open (3a.2).
 */
RULE real organisations_held_back(real excuse, real disagrees, real openness)
{
    return excuse * disagrees * (R(1) - R(0.5) * openness);
}

#endif
