/* people.h - rules of people: trust (A25, G18), positions (H9, I17), commitment (C4, H1), hope (H4), openness (H12) and
 * influence (A8). */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "../sim/lanes.h"

/** Trust after a month, 0..1. Only relying on somebody teaches: a kept word wins part of the way to a ceiling, a broken
 * one loses in proportion, but nothing as far as it is understood (H10); a contact alone keeps trust from fading (A25,
 * G18; Pant & Yu 2025). `met`, `relied`, `kept` and `fine` are 0 or 1, and each holds only where the one before does;
 * `fine`: kept, or broken and understood. */
RULE real people_trust(real trust, real met, real relied, real kept, real fine, real gain, real loss, real decay,
                       real ceiling)
{
    real won = trust + gain * max(R(0), ceiling - trust);
    real lost = trust - loss * trust * (R(1) - fine);
    real faded = trust - decay * trust;
    real taught = kept > R(0) ? won : lost;
    return met > R(0) ? (relied > R(0) ? taught : trust) : faded;
}

/** Chance to rely on somebody whom one meets: a half where trust reaches what is at stake, three quarters at `width`
 * more (2b). It is sigmoid((trust - stake) / width) with one division. */
RULE real people_leans(real trust, real stake, real width)
{
    real x = trust - stake, size = x < R(0) ? -x : x;
    return R(0.5) + R(0.5) * x / (width + size);
}

/** Chance that somebody keeps a word: less for who has promised its effort away, for national bodies, and after what
 * nobody had told it to expect. All but the first are what takes from it, 0..1 (A11, H17, G15). */
RULE real people_keep_word(real keeps_word, real overcommitted, real discord, real surprise)
{
    return keeps_word * (R(1) - overcommitted) * (R(1) - discord) * (R(1) - R(0.5) * surprise);
}

/** How far a broken word is understood: by who says openly what is difficult, and the less the more others feign; more
 * where hard things have been `said` in the forum (H10, 3a, G19). */
RULE real people_understood(real understanding, real said, real openness, real feigned)
{
    return (understanding + (R(1) - understanding) * said) * openness * (R(1) - feigned);
}

/** Position after a month: toward those one trusts, the more so the more open one is, and back to home (Friedkin &
 * Johnsen's stubborn term; I17, H9). */
RULE real people_position(real position, real opinion, real social, real openness, real home, real pull)
{
    return position + social * (R(0.5) + openness) * (opinion - position) + pull * (home - position);
}

/** What commitment tends to. The trust one has, common purpose, the least committed other (weakest link), the manager's
 * interest and belonging each win up to half of what the others leave to full commitment; frustration and conflict take
 * up to half each (C4, H1, Van Huyck 1990). All alike, since no source weighs them. */
RULE real people_commitment_target(real trust, real purpose, real weakest, real interest, real identification,
                                   real frustration, real conflict)
{
    real cool = (R(1) - R(0.5) * trust) * (R(1) - R(0.5) * purpose) * (R(1) - R(0.5) * weakest) *
                (R(1) - R(0.5) * interest) * (R(1) - R(0.5) * identification);
    return (R(1) - cool) * (R(1) - R(0.5) * frustration) * (R(1) - R(0.5) * conflict);
}

/** How far a visible success is overdue: 0 up to the time in which it was expected, 1 after as long again. Months; a
 * forum that has promised a success in `left` months, and is not behind (0: it has not, or is), waits for that (H4). */
RULE real people_overdue(real since, real pace, real left)
{
    real expects = left > R(0) ? max(pace, since + left) : pace;
    return clamp01(since / expects - R(1));
}

/** What hopelessness leaves of commitment: all of it down to half of hope, then less and less (H4). */
RULE real people_hoping(real hope)
{
    return min(R(1), R(2) * hope);
}

/** A stock that is filled toward 1 by `gain` and drains by `decay`, both a month. */
RULE real people_stock(real stock, real gain, real decay)
{
    return clamp01(stock + gain * (R(1) - stock) - decay * stock);
}

/** Influence follows the trust that others give, around the weight that structure gives (A8, D1). */
RULE real people_influence(real influence, real weight, real trust_received, real memory)
{
    return influence + memory * (weight * (R(0.5) + trust_received) - influence);
}

/** How far somebody comes and leads who has only part of its attention for a seat (A12). */
RULE real people_heeds(real divided, real attention)
{
    return R(1) - divided * (R(1) - attention);
}

#endif
