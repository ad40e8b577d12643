/* people.h - rules of people: trust, positions, commitment, openness, frustration (G14 .. G20, H8 .. H16, I1, I19). */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "../sim/lanes.h"

/** Trust after a month, 0..1. Won slowly toward a ceiling, lost quickly in proportion, and it fades without contact
 * (A25, G18). Pant & Yu (2025): gain * (ceiling - T) where a word was kept, -loss * T where it was broken. */
RULE real people_trust(real trust, real met, real kept, real gain, real loss, real decay, real ceiling)
{
    real won = gain * most(R(0), ceiling - trust);
    real lost = loss * trust;
    real fades = decay * trust;
    return met > R(0) ? (kept > R(0) ? trust + won : trust - lost) : trust - fades;
}

/** Chance that somebody is seen to keep a word: less where it is not open about what is difficult, and for the distance
 * across which it is seen (H10, A14, 3a.4). `keeps` already holds want of time and will. */
RULE real people_keep_word(real keeps, real openness, real distance, real apartness)
{
    return keeps * (R(0.85) + R(0.15) * openness) * (R(1) - distance * apartness);
}

/** Position after a month: toward those one trusts, and back to home (Friedkin & Johnsen's stubborn term; I17). */
RULE real people_position(real position, real opinion, real social, real home, real pull)
{
    return position + social * (opinion - position) + pull * (home - position);
}

/** What commitment tends to: the trust one has, common purpose, the least committed other (weakest link), the manager's
 * interest; less frustration and conflict. Weights are assumed and add up to 1 before the losses (C4, H1, Van Huyck 1990). */
RULE real people_commitment_target(real trust, real purpose, real weakest, real interest, real identification,
                                            real frustration, real conflict)
{
    real drawn = R(0.30) * trust + R(0.25) * purpose + R(0.15) * weakest + R(0.15) * interest + R(0.15) * identification;
    return share(R(0.15) + R(1.1) * drawn - R(0.35) * frustration - R(0.25) * conflict);
}

/** A stock that is filled toward 1 by `gain` and drains by `decay`, both a month. */
RULE real people_stock(real stock, real gain, real decay)
{
    return share(stock + gain * (R(1) - stock) - decay * stock);
}

#endif
