/* verdict.h - the verdict on a claim, from what its tests found. docs/statistics.md has the procedure on one page, and
 * how often each word is wrong. */
#ifndef SIM_VERDICT_H
#define SIM_VERDICT_H

#include "findings.h"

/** What one finding says. Its bar is 0; of a tolerance, -least. */
enum sim_answer {
    SIM_UNDECIDED,
    SIM_HOLDS,     /* the 95 % interval lies above the bar, and what was found is at least `least` */
    SIM_OPPOSITE,  /* the interval, simultaneous over all the claim's findings, lies below the bar */
    SIM_NEGLIGIBLE /* significantly nearer to 0 than `least` (two one-sided tests at 5 %); never of a tolerance */
};

/** The answer of one finding. Where all replicates have the same number there is no interval: a sign test over at least
 * 6 replicates answers (59 for negligible). */
enum sim_answer sim_finding_answer(const struct sim_finding *finding);

/** One answer for several findings: opposite if any is opposite, else negligible if any is, else undecided if any is.
 * It holds only if all hold; each is tested at 95 %, so many findings do not hold more easily than one. Undecided for
 * none. */
enum sim_answer sim_findings_answer(const struct sim_finding *findings, int count);

/** The finding that decides the answer: one that fails, else one that is undecided, else one that holds. Of several, a
 * finding that is not a tolerance comes first, and then the one with the lowest interval. */
const struct sim_finding *sim_findings_weakest(const struct sim_finding *findings, int count);

/** What leaving out the mechanism did. */
enum sim_ablation {
    SIM_ABLATION_OPEN,
    SIM_ABLATION_SHOWS, /* without it the effect is significantly smaller, and the claim no longer holds */
    SIM_ABLATION_HOLDS, /* the claim still holds without it */
    SIM_ABLATION_NONE   /* the claim has no ablation */
};

/** `ablated`: the answer without the mechanism. `changes`: the findings with it less those without it, with
 * simultaneous intervals. */
enum sim_ablation sim_ablation_of(enum sim_answer ablated, const struct sim_finding *changes, int count);

/** A share of `worlds` sampled worlds, 0..1, with its 95 % interval. */
struct sim_world_share {
    double share, low, high;
    long worlds;
};

/** Estimate the share of all worlds in which the findings truly have their signs, with the noise of few replicates
 * removed. The true effects of the worlds are assumed to be normal around their mean, with the variance that is left
 * after luck's is subtracted (empirical Bayes, Efron & Morris 1975). Each world counts with the probability that all
 * its findings have their sign, given what was found in it; a world without a number counts as 0. Interval: percentiles
 * of 1,000 resamples of worlds, but never narrower than Clopper & Pearson's interval for 0 in as many worlds.
 * findings[world][finding]; where either[finding] is set, a change by more than `least` in either direction counts.
 * False without memory; NAN with under three worlds. */
bool sim_share_of_worlds(const struct sim_finding *findings, const bool *either, long worlds, int count,
                         struct sim_stream stream, struct sim_world_share *share);

enum sim_verdict {
    SIM_REPRODUCED, /* holds in its own world, is smaller without its mechanism, and holds in most worlds */
    SIM_IS_OPPOSITE,
    SIM_IS_NEGLIGIBLE,
    SIM_IS_UNDECIDED,   /* too few replicates or worlds to tell */
    SIM_ABLATION_FAILS, /* still holds without its mechanism */
    SIM_SOME_WORLDS,    /* has its signs in significantly fewer than half of all worlds */
    SIM_DESCRIBED,      /* no result would refute it */
    SIM_NOT_RUN,        /* the claim says why it cannot be run */
    SIM_VERDICTS        /* how many there are */
};

enum sim_verdict sim_verdict_of(bool descriptive, enum sim_answer own, enum sim_ablation ablation,
                                const struct sim_world_share *share);

/** Words of the report: "reproduced", "only some worlds" ...; "holds", "opposite" ...; "shows it", "holds without it",
 * or "" where the claim has no ablation. */
const char *sim_verdict_word(enum sim_verdict verdict);
const char *sim_answer_word(enum sim_answer answer);
const char *sim_ablation_word(enum sim_ablation ablation);

#endif
