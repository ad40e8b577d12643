/* verdict.h - does what a test expects hold in these runs? Numbers of paired runs in, an answer out. */
#ifndef SIM_VERDICT_H
#define SIM_VERDICT_H

#include "../read/claim.h"

/** One quantity that a test wants above 0, or where it is a tolerance, no lower than -least. */
struct sim_finding {
    double found, low, high; /* 95 % interval; NAN where none was asked for */
    double least;
    bool tolerance;
};

enum { SIM_MOST_FINDINGS = 256 };
enum sim_answer { SIM_UNDECIDED, SIM_HOLDS, SIM_FAILS };

/** What a test expects, as numbers. `values` [replicate][arm] of its measure, NAN where a run has none; arms of one
 * replicate share their luck. Differences have Student's interval over replicates; what is no mean of differences (the
 * place of the best arm, shares of variance) has the percentiles of 1,000 resamples of replicates. The best inner arm
 * of `interior` is chosen on every other replicate and tried on the rest, so that the choice does not flatter it.
 * Returns how many findings there are. Without `intervals` only `found` is told. */
int sim_test_findings(const struct sim_test *test, const double *values, long replicates, int arms, bool intervals,
                      struct sim_finding *findings);

/** Holds: the interval lies above the bar, and what was found is worth seeing. Fails: the interval lies under what is
 * worth seeing, or holds nothing above 0. Undecided otherwise. */
enum sim_answer sim_finding_answer(const struct sim_finding *finding);

/** Has what was found at least the expected sign? */
bool sim_finding_points(const struct sim_finding *finding);

/** Of all findings: one that fails fails all, and all must hold. */
enum sim_answer sim_findings_answer(const struct sim_finding *findings, int count);

/** The one on which the answer hangs: what fails before what is undecided before what holds, tolerances last, the
 * lowest interval first. */
const struct sim_finding *sim_findings_weakest(const struct sim_finding *findings, int count);

enum sim_verdict {
    SIM_REPRODUCED,     /* holds in its world, in most sampled worlds, and not under its ablation */
    SIM_FEW_WORLDS,     /* holds in its world, but in half of the sampled worlds or fewer */
    SIM_ABLATION_FAILS, /* holds in most worlds, but also without its mechanism */
    SIM_IS_UNDECIDED,   /* too few replicates to tell */
    SIM_REFUTED,
    SIM_DESCRIBED, /* nothing would refute it */
    SIM_NOT_RUN,
    SIM_VERDICTS
};

/** `own`: in the claim's own world; `share`: of sampled worlds in which it has the expected signs. */
enum sim_verdict sim_verdict_of(bool descriptive, enum sim_answer own, double share, enum sim_answer ablated);

/** "reproduced", "few worlds" ... */
const char *sim_verdict_word(enum sim_verdict verdict);

#endif
