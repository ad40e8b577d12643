/* verdict.h - does the expectation of a test hold in a set of paired runs? */
#ifndef SIM_VERDICT_H
#define SIM_VERDICT_H

#include "../read/claim.h"

/** One quantity that a test expects above 0; if it is a tolerance, not below -least. */
struct sim_finding {
    double found, low, high; /* 95 % interval; NAN where none was asked for */
    double least;
    bool tolerance;
};

enum { SIM_MOST_FINDINGS = 256 };
enum sim_answer { SIM_UNDECIDED, SIM_HOLDS, SIM_FAILS };

/** Compute the findings of a test from `values` [replicate][arm] of its measure, NAN where a run has none. Arms of one
 * replicate share their luck. Averages of paired differences have Student's interval over replicates. Outcomes that are
 * not averages of paired differences (the place of the best arm, shares of variance) have the percentiles of 1,000
 * resamples of replicates. The best inner arm of `interior` is chosen on every other replicate and tested on the rest,
 * so that the choice does not bias the estimate. Without `intervals` only `found` is computed. Returns the number of
 * findings. */
int sim_test_findings(const struct sim_test *test, const double *values, long replicates, int arms, bool intervals,
                      struct sim_finding *findings);

/** Holds: the interval lies above 0 (for a tolerance, above -least), and `found` is at least the smallest effect worth
 * seeing. Fails: the interval lies below that effect, or has no part above 0 (for a tolerance, lies below -least). Else
 * undecided. */
enum sim_answer sim_finding_answer(const struct sim_finding *finding);

/** Does `found` have the expected sign? */
bool sim_finding_points(const struct sim_finding *finding);

/** Answer of all findings together: fails if any fails, holds if all hold, else undecided. */
enum sim_answer sim_findings_answer(const struct sim_finding *findings, int count);

/** The finding that decides the answer: one that fails before one that is undecided before one that holds; tolerances
 * last; among equals the one with the lowest interval. */
const struct sim_finding *sim_findings_weakest(const struct sim_finding *findings, int count);

enum sim_verdict {
    SIM_REPRODUCED,     /* holds in its world, in most sampled worlds, and not under its ablation */
    SIM_FEW_WORLDS,     /* holds in its world, but in half of the sampled worlds or fewer */
    SIM_ABLATION_FAILS, /* holds in most worlds, but also without its mechanism */
    SIM_IS_UNDECIDED,   /* too few replicates to tell */
    SIM_REFUTED,
    SIM_DESCRIBED, /* a number that nothing could refute */
    SIM_NOT_RUN,
    SIM_VERDICTS
};

/** `own`: in the claim's own world; `share`: of sampled worlds in which it has the expected signs. */
enum sim_verdict sim_verdict_of(bool descriptive, enum sim_answer own, double share, enum sim_answer ablated);

/** "reproduced", "few worlds" ... */
const char *sim_verdict_word(enum sim_verdict verdict);

#endif
