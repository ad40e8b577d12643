/* verdict.h - what follows for a claim from what its tests found. docs/statistics.md has the procedure on one page, and
 * how often each word is said wrongly. */
#ifndef SIM_VERDICT_H
#define SIM_VERDICT_H

#include "findings.h"

enum sim_answer {
    SIM_UNDECIDED,
    SIM_HOLDS,     /* the 95 % interval lies above the bar, and what was found is worth seeing */
    SIM_OPPOSITE,  /* the interval, held together with those of all the claim's findings, lies below the bar */
    SIM_NEGLIGIBLE /* surely smaller in size than what is worth seeing (two one-sided tests at 5 %) */
};

enum sim_answer sim_finding_answer(const struct sim_finding *finding);

/** One answer for several findings: opposite if any is opposite, else negligible if any is, else undecided if any is.
 * It holds only if all hold. Each is asked at 95 %, which makes many findings no easier than one. */
enum sim_answer sim_findings_answer(const struct sim_finding *findings, int count);

/** The finding that decides the answer: one that fails, else one that is undecided, else one that holds. Of several,
 * one that is no tolerance, and the one with the lowest interval. */
const struct sim_finding *sim_findings_weakest(const struct sim_finding *findings, int count);

/** What leaving out the mechanism did. */
enum sim_ablation {
    SIM_ABLATION_OPEN,
    SIM_ABLATION_SHOWS, /* the effect is surely smaller without it, and no longer holds */
    SIM_ABLATION_HOLDS, /* the claim holds without it all the same */
    SIM_ABLATION_NONE
};

/** `changes`: own less ablated, held together. */
enum sim_ablation sim_ablation_of(enum sim_answer ablated, const struct sim_finding *changes, int count);

/** A share of sampled worlds, with its 95 % interval. */
struct sim_world_share {
    double share, low, high;
    long worlds;
};

/** In which share of all worlds the findings truly have their signs, what luck makes of a few replicates being taken
 * off: the true effects of the worlds are taken for normal around their mean, with the variance that is left when
 * luck's is subtracted (empirical Bayes, Efron & Morris 1975); each world counts with the chance that all its findings
 * have their sign, given what was found in it. Interval: percentiles of 1,000 resamples of worlds, and never surer than
 * if no world in so many were otherwise (Clopper & Pearson). findings[world][finding]; of a finding that must move in
 * either direction, `either`, it counts whether it moves by more than its least. False without memory; NAN of under
 * three worlds. A world without a number counts against. */
bool sim_share_of_worlds(const struct sim_finding *findings, const bool *either, long worlds, int count,
                         struct sim_lot lot, struct sim_world_share *share);

enum sim_verdict {
    SIM_REPRODUCED, /* holds in its world, is smaller without its mechanism, and holds in most worlds */
    SIM_IS_OPPOSITE,
    SIM_IS_NEGLIGIBLE,
    SIM_IS_UNDECIDED,   /* too few replicates or worlds to tell */
    SIM_ABLATION_FAILS, /* holds without its mechanism all the same */
    SIM_SOME_WORLDS,    /* surely has its signs in fewer than half of all worlds */
    SIM_DESCRIBED,      /* nothing would refute it */
    SIM_NOT_RUN,
    SIM_VERDICTS
};

enum sim_verdict sim_verdict_of(bool descriptive, enum sim_answer own, enum sim_ablation ablation,
                                const struct sim_world_share *share);

/** "reproduced", "only some worlds" ...; "holds", "opposite" ...; "shows", "holds without it" ... */
const char *sim_verdict_word(enum sim_verdict verdict);
const char *sim_answer_word(enum sim_answer answer);
const char *sim_ablation_word(enum sim_ablation ablation);

#endif
