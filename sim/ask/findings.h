/* findings.h - what a test of a claim finds in paired runs: numbers in, quantities with intervals out. */
#ifndef SIM_FINDINGS_H
#define SIM_FINDINGS_H

#include "../read/claim.h"
#include "resample.h"

/** One quantity that a test wants above 0, or where it is a tolerance, no lower than -least. */
struct sim_finding {
    double found, error;        /* error: NAN of under two replicates */
    double low, high;           /* 95 % interval; NAN where there is none */
    double low_all, high_all;   /* the same for a family of findings together (Bonferroni), after sim_finding_widen() */
    double low_near, high_near; /* 90 %: two one-sided tests at 5 % */
    double least;
    long n; /* replicates that count */
    bool tolerance;
    bool equal; /* all replicates say the same number: it has no interval */
};

enum { SIM_MOST_FINDINGS = 256 };

/** How many quantities a test looks at. */
int sim_test_count(const struct sim_test *test);

/** What a test finds in `values` [replicate][arm] of its measure, NAN where a run has none; arms of a replicate share
 * their luck. With a number beside the measure there are twice as many `arms`: first the measure of each, then the
 * other. Rows may be points instead of replicates. With `without` (not NULL), the same runs without the claim's
 * mechanism: what is found less what is found there, replicate by replicate. Differences have Student's interval over
 * replicates, on Hall's scale where they are skewed. The place of the best arm, shares of variance and what is in
 * levels.h are told from the means of arms, with intervals from 1,000 resamples of replicates: percentiles, of shares
 * wider ones after the variance that luck leaves in the means is taken off; of a compromise Student's with the root
 * mean square of the resamples' distance; of a correlation Student's on Fisher's scale. The best inner arm of
 * `interior` is chosen on every other replicate and tried on the rest, so that the choice does not flatter it. Without
 * `intervals` only found, error and n are told, and the draws are fewer. Returns how many there are. */
int sim_test_findings(const struct sim_test *test, const double *values, const double *without, long replicates,
                      int arms, bool intervals, struct sim_finding *findings);

/** Set what was found, of finding->n repeats, with its 95 % interval; the 90 % interval follows from it. */
void sim_finding_set(struct sim_finding *finding, double found, double low, double high);

/** Let the interval of a finding hold together with those of others, `family` in all. */
void sim_finding_widen(struct sim_finding *finding, int family);

#endif
